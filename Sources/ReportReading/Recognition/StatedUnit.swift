// The unit of money that a document states beside its figures: in a header, in the label of a row, above a table.

import DisclosureReport

extension PrintedFigure.Unit {
  /// The unit that a folded text states, as `本年收费金额(单位:元)`, `采购总金额(元)` or `单位:万元` do; nil if it states none.
  init?(statedIn text: [Unicode.Scalar]) {
    guard text.contains("元") else { return nil }
    for (name, unit) in Self.money {
      let name = Array(name.unicodeScalars)
      guard text.count >= name.count else { continue }
      for start in 0...(text.count - name.count) where text[start...].starts(with: name) {
        let end = start + name.count
        guard end == text.count || ")]".unicodeScalars.contains(text[end]), start > 0 else { continue }
        if "(:[/".unicodeScalars.contains(text[start - 1]) {
          self = unit
          return
        }
      }
    }
    return nil
  }

  /// The unit that a word is.
  init?(ofMoney word: [Unicode.Scalar]) {
    guard let found = Self.money.first(where: { word.elementsEqual($0.0.unicodeScalars) }) else { return nil }
    self = found.1
  }

  /// As headers print them, folded.
  private static let money: [(String, PrintedFigure.Unit)] = [
    ("万元", .tenThousandYuan), ("亿元", .hundredMillionYuan), ("人民币元", .yuan), ("元", .yuan),
    ("人民币万元", .tenThousandYuan), ("万元人民币", .tenThousandYuan), ("元人民币", .yuan),
  ]
}
