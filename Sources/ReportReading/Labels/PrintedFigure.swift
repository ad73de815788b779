// What a figure can look like in print (forms.md, "What a figure can look like").

import DisclosureReport

/// The content of a cell in which a figure should stand.
enum PrintedFigure: Equatable {
  /// Empty, `/`, `-`, `—` or `无`: the agency stated no figure.
  case blank
  /// `缺`: gongkai's own mark for a cell that the source did not carry.
  case absent
  case number(Number)
  /// Anything else.
  case text

  struct Number: Equatable {
    /// Most figures are nothing but a few digits; their value.
    let plain: Int64
    /// Any other as it is printed.
    private let printed: Printed?

    private final class Printed: Sendable {
      let digits: [UInt8]
      let unit: Unit
      let remark: String?
      let isSpaced: Bool
      let isInferred: Bool

      init(digits: [UInt8], unit: Unit, remark: String?, isSpaced: Bool, isInferred: Bool) {
        (self.digits, self.unit, self.remark, self.isSpaced, self.isInferred) = (digits, unit, remark, isSpaced, isInferred)
      }
    }

    init(plain: Int64) {
      (self.plain, printed) = (plain, nil)
    }

    init(digits: [UInt8], unit: Unit, remark: String?, isSpaced: Bool = false, isInferred: Bool = false) {
      (plain, printed) = (0, Printed(digits: digits, unit: unit, remark: remark, isSpaced: isSpaced, isInferred: isInferred))
    }

    var isPlain: Bool { printed == nil }
    /// The digits without separators, with a sign before them.
    var digits: [UInt8] { printed?.digits ?? Array(String(plain).utf8) }
    var unit: Unit { printed?.unit ?? .none }
    /// What stands behind in brackets.
    var remark: String? { printed?.remark }
    /// Whether every digit stands by itself, with a space before the next.
    var isSpaced: Bool { printed?.isSpaced ?? false }
    /// Whether its remark says that gongkai inferred it.
    var isInferred: Bool { printed?.isInferred ?? false }

    static func == (left: Number, right: Number) -> Bool {
      left.digits == right.digits && left.unit == right.unit && left.remark == right.remark
    }
  }

  enum Unit: Equatable {
    case none
    /// 件, 项, 宗, 个, 条, 次, 人, 起: a count.
    case piece
    /// 元 times a power of ten: 4 for 万元, 8 for 亿元, -1 for 角.
    case money(power: Int)
    /// Money, but nobody can say how much of 元: 美元, or two units at once.
    case otherMoney
    /// Many at once: 万件, 千.
    case manyPieces
  }

  /// As most cells are: plain digits, or nothing. Nil for any other.
  init?(plain bytes: some Collection<UInt8>) {
    // Below this they are within every limit.
    guard bytes.count <= 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self = bytes.isEmpty ? .blank : .number(Number(plain: bytes.reduce(0) { $0 * 10 + Int64($1 & 0x0F) }))
  }

  init(_ bytes: some Collection<UInt8>, _ words: FigureWords) {
    if let plain = Self(plain: bytes) {
      self = plain
      return
    }
    guard bytes.count <= 200, Self.couldBe(bytes) else {
      self = .text
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // Digits that are shown in another order than they stand.
    if text.unicodeScalars.contains(where: { (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value) }) {
      self = .text
      return
    }
    // `(+0 -0)`: neither more nor less.
    let folded = Label.fold(text)
    if folded.contains("+"), folded.contains("-"), folded.contains("0"), folded.allSatisfy({ "+-0(),/".unicodeScalars.contains($0) }) {
      self = .number(Number(plain: 0))
      return
    }
    // All white space begins with one of these bytes.
    let hasSpace = bytes.contains { $0 <= 0x20 || (0xC2...0xE3).contains($0) && $0 != 0xE0 }
    guard let isSpaced = hasSpace ? Self.isSpaced(text) : false else {
      self = .text
      return
    }
    self.init(scalars: folded, isSpaced: isSpaced, words)
  }

  /// Whether every digit stands by itself, as in spaced print: `1 2`. Nil if white space parts digits into several figures, or into
  /// what nobody can be sure of: digits join only within one run of text.
  private static func isSpaced(_ text: String) -> Bool? {
    var length = 0
    var isSpaced = false
    var wasSpaced = false
    var space: (any: Bool, line: Bool) = (false, false)
    for scalar in text.unicodeScalars {
      let isDigit = (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
      if isDigit || length > 0 && scalar.isSeparator {
        if length > 0, space.any {
          if space.line || length > 1 { return nil }
          isSpaced = true
          length = 0
        }
        length += 1
        if isSpaced, length > 1 { return nil }
        space = (false, false)
      } else if !(0x4E00...0x9FFF).contains(scalar.value), scalar.properties.isWhitespace {
        space = (true, space.line || ![" ", "\u{A0}", "\u{3000}"].contains(scalar))
      } else {
        wasSpaced = wasSpaced || isSpaced
        (length, isSpaced, space) = (0, false, (false, false))
      }
    }
    return wasSpaced || isSpaced
  }

  /// Whether a text has a digit, or is as short as what stands for none: all that any figure has in common.
  private static func couldBe(_ bytes: some Collection<UInt8>) -> Bool {
    // Full-width digits begin with 0xEF 0xBC.
    bytes.count <= 12 || bytes.contains { (0x30...0x39).contains($0) || $0 == 0xBC }
      || bytes.allSatisfy { !(0x41...0x7A).contains($0) && $0 < 0xE4 }
  }

  private init(scalars: [Unicode.Scalar], isSpaced: Bool, _ words: FigureWords) {
    var rest = scalars[...]
    if rest.allSatisfy({ $0 == "-" || $0 == "/" || $0 == "_" }) || words.blanks.contains(where: rest.elementsEqual) {
      self = .blank
      return
    }
    if words.absent.contains(where: rest.elementsEqual) {
      self = .absent
      return
    }
    var digits: [UInt8] = []
    switch rest.first {
    case "+": rest.removeFirst()
    case "增":
      rest.removeFirst()
      if rest.first == "加" { rest.removeFirst() }
    case "-":
      // `--253` is a minus that an editor made long.
      rest = rest.drop { $0 == "-" }
      digits.append(UInt8(ascii: "-"))
    case "减":
      rest.removeFirst()
      if rest.first == "少" { rest.removeFirst() }
      digits.append(UInt8(ascii: "-"))
    default: break
    }
    // `+(205)`: only the figure is in brackets.
    if rest.startIndex > 0, rest.first == "(", rest.last == ")", rest.dropFirst().dropLast().allSatisfy({ ("0"..."9").contains($0) }) {
      rest = rest.dropFirst().dropLast()
    }
    let number = rest.prefix { (0x30...0x39).contains($0.value) || $0 == "," || $0 == "." }
    rest = rest.dropFirst(number.count)
    guard let plain = Self.withoutSeparators(number) else {
      self = .text
      return
    }
    digits += plain
    var unit = Unit.none
    let word = rest.prefix { $0 != "(" }
    if Self.isPiece(word) {
      unit = .piece
    } else if let money = word.isEmpty ? nil : Unit(ofMoney: Array(word)) {
      unit = money
    }
    if unit != .none { rest = rest.dropFirst(word.count) }
    var (remark, isInferred): (String?, Bool) = (nil, false)
    if rest.first == "(", rest.last == ")" {
      remark = String(String.UnicodeScalarView(rest.dropFirst().dropLast()))
      // `5(减)`
      if let sign = remark.flatMap({ Self.signs[$0] }), let first = scalars.first, ("0"..."9").contains(first) {
        if sign < 0 { digits.insert(UInt8(ascii: "-"), at: 0) }
        remark = nil
      }
      isInferred = words.inferred.contains(where: rest.dropFirst().dropLast().elementsEqual)
      // `12.5(元)`, `80(单位:万件)`.
      if unit == .none, let stated = Unit(remark: Array(rest.dropFirst().dropLast())) { (unit, remark) = (stated, nil) }
      rest = []
    }
    guard rest.isEmpty else {
      self = .text
      return
    }
    self = .number(Number(digits: digits, unit: unit, remark: remark, isSpaced: isSpaced, isInferred: isInferred))
  }

  /// What a remark in brackets says of the way that a figure goes.
  private static let signs = ["减": -1, "减少": -1, "下降": -1, "增": 1, "增加": 1, "上升": 1]

  /// A word that counts pieces.
  static func isPiece(_ word: some Collection<Unicode.Scalar>) -> Bool {
    word.count == 1 && word.first.map(isPiece) ?? false
  }

  static func isPiece(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "件", "项", "宗", "个", "条", "次", "人", "起", "份": true
    default: false
    }
  }

  /// Digits without thousands separators; nil unless every group behind a separator has three digits.
  private static func withoutSeparators(_ number: ArraySlice<Unicode.Scalar>) -> [UInt8]? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, parts.last.map({ !$0.contains(",") && !$0.isEmpty }) ?? true || parts.count == 1
    else { return nil }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, !first.isEmpty else { return nil }
    if groups.count > 1, first.count > 3 || groups.dropFirst().contains(where: { $0.count != 3 }) { return nil }
    return number.filter { $0 != "," }.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  var isBlank: Bool { self == .blank }
  var isText: Bool { self == .text }
  var isNumber: Bool { if case .number = self { true } else { false } }
}

extension PrintedFigure.Number {
  /// What a printed number means in a cell, and what is doubtful about it.
  ///
  /// - Throws: the reason, for a message, when it cannot stand in the cell.
  ///
  /// - Parameter stated: the unit of money that the document states for the column.
  func value(
    in cell: Form.Cell, of form: Form, stated: PrintedFigure.Unit? = nil
  ) throws(UnreadFigure) -> (CellValue, doubt: Bilingual?) {
    var shift = 0
    var doubt: Bilingual?
    if isPlain, cell.kind != .money, stated != .manyPieces { return (.stated(Figure(millionths: plain * Figure.scale)), nil) }
    let digits = digits
    let printed = String(decoding: digits, as: UTF8.self)
    switch (cell.kind, unit == .none && (cell.kind == .money) == (stated != .manyPieces) ? stated ?? .none : unit) {
    case (.money, .money(let power)): shift = form.notation.moneyPower - power
    case (.count, .none), (.count, .piece), (.signed, .none), (.signed, .piece): break
    case (.money, .none):
      // 0 is 0 in any unit.
      if digits.contains(where: { (0x31...0x39).contains($0) }) {
        doubt = Bilingual(zh: "\(printed) 没有单位，按\(cell.unit)计", en: "\(printed) has no unit and is taken as \(cell.unit)")
      }
    case (.money, .otherMoney):
      throw UnreadFigure(
        message: Bilingual(zh: "“\(printed)”的单位看不出是多少元", en: "\"\(printed)\" has a unit that tells no amount of 元"))
    case (.count, .manyPieces), (.signed, .manyPieces):
      throw UnreadFigure(
        message: Bilingual(zh: "“\(printed)”的单位是许多件，应为件", en: "\"\(printed)\" counts by many at once, it should be by the piece"))
    case (.money, .piece), (.money, .manyPieces), (.count, _), (.signed, _):
      throw UnreadFigure(message: Bilingual(zh: "“\(printed)”的单位不对", en: "\"\(printed)\" has a unit that does not fit here"))
    }
    let figure: Figure
    do {
      figure = try Figure.parse(digits, moving: shift)
    } catch {
      throw UnreadFigure(message: error.message(about: printed))
    }
    if isSpaced {
      doubt = Bilingual(zh: "各位数字之间有空格，读作 \(printed)", en: "spaces part its digits; it is read as \(printed)")
    } else if let remark, Self.corrections.contains(where: remark.contains) {
      doubt = Bilingual(
        zh: "读作 \(printed)，但括号中的“\(remark.shortened)”似乎另有更正",
        en: "it is read as \(printed), but \"\(remark.shortened)\" in brackets seems to correct it")
    }
    if let objection = cell.kind.objection(to: figure) { throw UnreadFigure(message: objection) }
    return (isInferred ? .inferred(figure) : .stated(figure), doubt)
  }
}

extension PrintedFigure.Number {
  /// With these words a remark says that the figure before it is not the one that is meant.
  private static let corrections = ["更正", "改为", "应为", "应是", "修正", "勘误", "有误", "原为"]
}

/// Why a printed figure was not read.
struct UnreadFigure: Error {
  let message: Bilingual
}

/// The words that stand for figures, as forms have them.
final class FigureWords: Sendable {
  let blanks: [[Unicode.Scalar]]
  let absent: [[Unicode.Scalar]]
  let inferred: [[Unicode.Scalar]]

  static let ofEditions = FigureWords(Form.editions)

  init(_ forms: [Form]) {
    func words(_ words: (Form.Notation) -> [String]) -> [[Unicode.Scalar]] {
      var seen: Set<String> = []
      return forms.flatMap { words($0.notation) }.filter { seen.insert($0).inserted }.map(Label.fold)
    }
    blanks = words(\.blanks)
    absent = words { [$0.absent] }
    inferred = words { [$0.inferred] }
  }
}

extension Unicode.Scalar {
  /// A comma or a point, in either width.
  fileprivate var isSeparator: Bool {
    switch value {
    case 0x2C, 0x2E, 0xFF0C, 0xFF0E: true
    default: false
    }
  }
}

extension PrintedFigure {
  /// Whether a text is nothing but figures and units of money, which may be parts of such: `5907.639 万`.
  static func isOfFigures(_ text: String) -> Bool {
    text.utf8.contains { (0x30...0x39).contains($0) }
      && text.unicodeScalars.allSatisfy {
        $0.digit != nil || ",. ".unicodeScalars.contains($0) || $0 == "元" || ChineseNumeral.zeros($0) != nil
      }
  }
}
