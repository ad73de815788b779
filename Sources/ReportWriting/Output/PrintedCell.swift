// A cell's content as the official tables print it, in a way that reads back.

import DisclosureReport

extension Report {
  /// What stands in a printed table: signed figures with their sign, money with its unit unless the header names it,
  /// `5（推算）` for an inferred figure, nothing for a blank cell, `缺` for an absent one.
  func printed(_ cell: CellNumber) -> String {
    switch self[cell] {
    case .absent: form.notation.absent
    case .blank: ""
    case .stated(let figure): printed(figure, in: form.cells[cell])
    case .inferred(let figure): printed(figure, in: form.cells[cell]) + "（\(form.notation.inferred)）"
    }
  }

  private func printed(_ figure: Figure, in cell: Form.Cell) -> String {
    switch cell.kind {
    case .count: figure.description
    case .signed: figure.signedDescription
    case .money: figure.description + (cell.needsUnit ? cell.unit : "")
    }
  }

  /// What is printed below a table about its cells: `推算：… 254 + 10 − 259 = 5` of those that were inferred, `与上年相比：… 250 → 270 (+20, +8.00%)` of
  /// totals that are compared.
  func remarks(on table: Form.Table) -> [String] {
    table.cells.compactMap { cell in derivations[cell].map { "\(form.notation.derivation)\(form.cells[cell].label)　\($0.zh)" } }
      + table.cells.compactMap { cell in lastTotal(cell).map { "\(form.period.comparison)\(form.cells[cell].label)　\($0.comment)" } }
  }

  /// Whether a row has any cell that the source carries.
  func carries(_ row: Form.Row) -> Bool {
    cells[row.cells].contains { !$0.isAbsent }
  }

  /// What is printed of a report, in order: sections that the form does not have, then the parts with prose or a table.
  var printedParts: [(heading: String, text: String?, table: Form.Table?)] {
    otherSections.map { ($0.heading, $0.text, nil) }
      + form.parts.compactMap { part in
        // A part that comes twice is one, as it is when it is read.
        let prose = sections.filter { part.isHeaded($0.heading) }
        let table = part.table.flatMap { carries(table: $0) ? form.tables[$0] : nil }
        guard !prose.isEmpty || table != nil else { return nil }
        return (prose.first?.heading ?? part.heading, prose.isEmpty ? nil : prose.map(\.text).joined(separator: "\n"), table)
      }
  }

  /// The line under the title that tells which form the tables follow.
  var formLine: String { "格式：\(form.edict)" }
}

extension Form.Cell {
  /// Whether the label of a money cell leaves its unit open.
  var needsUnit: Bool { !unit.isEmpty && !label.contains(unit) }
}

extension Form.Part {
  /// Whether a heading is the part's, in whatever wording.
  func isHeaded(_ heading: String) -> Bool { heading == self.heading || otherHeadings.contains(heading) }
}
