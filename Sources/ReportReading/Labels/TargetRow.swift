// The lines of a form that rows of a document can be.

import DisclosureReport

/// A row of the form, or the one line of a table whose rows stand side by side.
struct TargetRow {
  let table: TableNumber
  /// Nil for the one line.
  let row: RowNumber?
  let block: Int
  let width: Int
  /// The folded label, and the label without a note in brackets if that is shorter.
  let labels: [[Unicode.Scalar]]
}

/// A piece of text that may belong to a label.
struct Piece {
  /// Empty for a bar that no label reaches across: a heading, a sentence.
  let text: [Unicode.Scalar]
  let band: Int

  var isBar: Bool { text.isEmpty }
}
