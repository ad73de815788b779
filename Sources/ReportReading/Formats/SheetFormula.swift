// Formulas that no program has calculated since they were written: sums, as far as a report needs them.

import DisclosureReport

/// Adds up what a formula names: `=SUM(D5:I5)`, `=D5+D6-2`, `=SUM(A1:B2,C3)+1`.
///
/// Anything else is not calculated: what a report adds up is a sum.
struct SheetFormula {
  private let sheet: Workbook.Sheet
  /// What is being calculated: a formula that leads back to itself has no value.
  private var open: Set<[Int]> = []
  /// How many cells may still be looked at.
  private var room = 2000

  init(in sheet: Workbook.Sheet) {
    self.sheet = sheet
  }

  /// The value of a formula without its `=`; nil if it is not calculated.
  mutating func value(_ text: String) -> Figure? {
    guard text.utf8.count <= 1000 else { return nil }
    var rest = Substring(text.uppercased().filter { !$0.isWhitespace })
    guard let value = sum(&rest), rest.isEmpty, value.isWithinLimit else { return nil }
    return value
  }

  private mutating func sum(_ rest: inout Substring) -> Figure? {
    var isMinus = rest.first == "-"
    if isMinus || rest.first == "+" { rest.removeFirst() }
    guard let first = term(&rest) else { return nil }
    var value = isMinus ? -first : first
    while let sign = rest.first, sign == "+" || sign == "-" {
      isMinus = sign == "-"
      rest.removeFirst()
      guard let next = term(&rest) else { return nil }
      value = isMinus ? value - next : value + next
    }
    return value
  }

  private mutating func term(_ rest: inout Substring) -> Figure? {
    if rest.hasPrefix("SUM(") {
      rest.removeFirst(4)
      var value = Figure.zero
      while true {
        guard let next = range(&rest) ?? sum(&rest) else { return nil }
        value = value + next
        guard let mark = rest.popFirst(), mark == "," || mark == ")" else { return nil }
        if mark == ")" { return value }
      }
    }
    let word = rest.prefix { $0.isASCII && ($0.isNumber || $0.isLetter || $0 == "$" || $0 == ".") }
    rest = rest.dropFirst(word.count)
    if let place = Workbook.reference(word) { return cell(place.row, place.column) }
    return Figure(String(word))
  }

  /// `D5:I5`; takes nothing unless a range comes next.
  private mutating func range(_ rest: inout Substring) -> Figure? {
    let word = rest.prefix { $0 != "," && $0 != ")" }
    let corners = word.split(separator: ":", omittingEmptySubsequences: false)
    guard corners.count == 2, let first = Workbook.reference(corners[0]), let last = Workbook.reference(corners[1]),
      first.row <= last.row, first.column <= last.column
    else { return nil }
    let size = (last.row - first.row + 1) * (last.column - first.column + 1)
    guard size <= room else { return nil }
    var value = Figure.zero
    for row in first.row...last.row {
      for column in first.column...last.column {
        guard let next = cell(row, column) else { return nil }
        value = value + next
      }
    }
    rest = rest.dropFirst(word.count)
    return value
  }

  /// The figure in a cell, 0 if it is empty; nil if it holds anything else.
  private mutating func cell(_ row: Int, _ column: Int) -> Figure? {
    room -= 1
    guard room >= 0, open.count < 20 else { return nil }
    guard let cell = sheet.cell(row, column), !cell.text.isEmpty else { return .zero }
    guard cell.isUncalculated else { return Figure(cell.text) }
    guard open.insert([row, column]).inserted else { return nil }
    defer { open.remove([row, column]) }
    return value(String(cell.text.dropFirst()))
  }
}
