// The unit of money that a document states beside its figures: in a header, in the label of a row, above a table.

import DisclosureReport

extension PrintedFigure.Unit {
  /// The unit that a folded text states, as `本年收费金额(单位:元)`, `采购总金额(元)` or `单位:万元` do; nil if it states none.
  init?(statedIn text: [Unicode.Scalar]) {
    var found: [Self] = []
    for end in text.indices.dropFirst() where Self.mayEnd(text[end]) {
      guard end + 1 == text.count || text[end + 1].closesRemark else { continue }
      guard let mark = text[max(0, end - 9)..<end].lastIndex(where: \.opensRemark) else { continue }
      let word = Array(text[(mark + 1)...end])
      if let unit = Self(ofMoney: word) ?? Self(ofMany: word) { found.append(unit) }
    }
    guard let first = found.first else { return nil }
    // Two units at once leave it open which is meant.
    self = found.allSatisfy { $0 == first } ? first : .otherMoney
  }

  /// Whether a unit may end in a character. Asked of every character of every header.
  private static func mayEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "元", "圆", "角", "分": true
    default: PrintedFigure.isPiece(scalar)
    }
  }

  /// The unit that a remark in brackets is: `元`, `单位:万元`, `万`, `件`.
  init?(remark: [Unicode.Scalar]) {
    let word = remark.lastIndex(of: ":").map { Array(remark[($0 + 1)...]) } ?? remark
    if PrintedFigure.isPiece(word) {
      self = .piece
    } else if let unit = Self(ofMoney: word) ?? Self(ofMany: word) {
      self = unit
    } else {
      return nil
    }
  }

  /// Many pieces at once: 万件, 千; nil for any other word.
  private init?(ofMany word: [Unicode.Scalar]) {
    let factors = word.prefix { ChineseNumeral.zeros($0) != nil }
    guard !factors.isEmpty, factors.count == word.count || PrintedFigure.isPiece(word[factors.count...]) else { return nil }
    self = .manyPieces
  }

  /// The unit that a word is: 元, 千元, 人民币万元, 美元.
  init?(ofMoney word: [Unicode.Scalar]) {
    var rest = word[...]
    for currency in ["人民币", "rmb", "RMB", "cny", "CNY"] where rest.starts(with: currency.unicodeScalars) {
      rest = rest.dropFirst(currency.unicodeScalars.count)
    }
    let behind = Array("人民币".unicodeScalars)
    if rest.count > behind.count, rest.suffix(behind.count).elementsEqual(behind) { rest = rest.dropLast(behind.count) }
    guard let coin = rest.popLast(), var power = Self.coins[coin] else { return nil }
    for scalar in rest {
      guard let factor = ChineseNumeral.zeros(scalar) else {
        self = .otherMoney
        return
      }
      power += factor
    }
    self = .money(power: power)
  }

  /// The names of coins with their worth in 元, as powers of ten.
  private static let coins: [Unicode.Scalar: Int] = ["元": 0, "圆": 0, "角": -1, "分": -2]
}

extension Unicode.Scalar {
  fileprivate var closesRemark: Bool {
    switch self {
    case ")", "]", "/": true
    default: false
    }
  }

  fileprivate var opensRemark: Bool {
    switch self {
    case "(", ":", "[", "/": true
    default: false
    }
  }
}
