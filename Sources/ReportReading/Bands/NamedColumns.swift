// A header that names some of the form's columns and leaves others out.

import DisclosureReport

/// Where the columns stand that a header names.
enum NamedColumns {
  /// For each cell of a line, in the form's order, where it stands. Empty where the header names a column twice; nil where it names all, none,
  /// or has a label for each that is only worded differently.
  ///
  /// - Parameter around: all labels in the header and near it.
  static func places(of labels: [Label], in header: [HeaderCell], _ block: Form.Block, around: [Label]) -> [Int: Int]? {
    let columns = block.columns.count
    let others = Set((block.columnLabels + (block.isAcross ? block.rowLabels : [])).flatMap(\.inner).map { Label.fold($0) })
    let asides = Set((block.asides + [block.corner].compactMap { $0 }).map { Label.fold($0) })
    func column(_ label: Label) -> Int? {
      labels.prefix(columns).firstIndex { $0.text == label.text }
        ?? labels.prefix(columns).firstIndex { Label.likeness($0.withoutNote, label.withoutNote) >= HeaderCell.likeness }
    }
    let leaves = header.filter { !others.contains($0.label.text) && !asides.contains($0.label.text) }
    let known = Set(leaves.compactMap { column($0.label) })
    guard !known.isEmpty, known.count < min(columns, labels.count) else { return nil }
    // A header broken into pieces leaves nothing out.
    guard !around.contains(where: { piece in column(piece) == nil && labels.contains { $0.text.holds(piece.text) } }) else { return nil }
    // Of header cells above each other the lowest counts.
    let cells = Dictionary(leaves.map { ($0.place, $0.label) }) { $1 }.sorted { $0.key < $1.key }
    guard cells.count != labels.count else { return nil }
    let found = cells.map { column($0.value) }
    // Beside each other the columns of rows follow those of the row before.
    var places: [Int: Int] = [:]
    var row = 0
    var last = -1
    for (cell, column) in zip(cells, found) {
      guard let column else { continue }
      if column <= last { row += 1 }
      last = column
      let number = row * columns + column
      guard number < labels.count, places[number] == nil else { return [:] }
      places[number] = cell.key
    }
    return row == labels.count / columns - 1 ? places : [:]
  }
}

extension LabelTree {
  /// The labels of its groups.
  fileprivate var inner: [String] {
    if case .group(let label, let members) = self { [label] + members.flatMap(\.inner) } else { [] }
  }
}

extension [Unicode.Scalar] {
  /// Whether others stand in these, one behind the other.
  fileprivate func holds(_ piece: [Unicode.Scalar]) -> Bool {
    !piece.isEmpty && piece.count <= count && (0...(count - piece.count)).contains { self[$0...].starts(with: piece) }
  }
}
