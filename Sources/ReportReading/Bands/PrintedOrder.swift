// In which order the columns stand that a header prints: the form's, or another one, which then decides.

import DisclosureReport

/// The order of a block's cells on a line, as the header above it has them.
enum PrintedOrder: Equatable {
  /// The header says so, or says nothing.
  case official
  /// For each cell on the line, from left to right, its place in the form's order.
  case other([Int])
  /// Some labels stand in another order, but it does not come out which figure is whose.
  case contradicted

  /// - Parameter width: how many cells the line carries: all of a block whose rows stand side by side, or those of one row.
  init(_ header: [HeaderCell], _ block: Form.Block, width: Int) {
    let lines = Lines(header)
    let columns = block.columns.map { Label($0.label) }
    let rows = block.isAcross ? block.rowLabels.flatMap { $0.leaves() }.count : 1
    guard block.isAcross, width == rows * columns.count else {
      self = block.isAcross ? lines.repeated(columns, rows: rows) : lines.order(of: block.columnLabels)
      return
    }
    switch (lines.order(of: block.rowLabels), lines.repeated(columns, rows: rows)) {
    case (.contradicted, _), (_, .contradicted): self = .contradicted
    case (.official, .official): self = .official
    case (let above, let below):
      let (above, below) = (above.places(rows), below.places(columns.count))
      self = .other(above.flatMap { row in below.map { row * columns.count + $0 } })
    }
  }

  /// The places in the form's order, from left to right.
  func places(_ count: Int) -> [Int] {
    if case .other(let order) = self, order.count == count { order } else { Array(0..<count) }
  }

  /// A header as its lines; where every line has one cell, one cell follows the other.
  private struct Lines {
    private let cells: [(line: Int, place: Int, label: Label)]
    private let isOneByOne: Bool

    init(_ header: [HeaderCell]) {
      let isOneByOne = Set(header.map(\.line)).count == header.count
      self.isOneByOne = isOneByOne
      cells = header.enumerated().map {
        isOneByOne ? (0, $0.offset, $0.element.label) : ($0.element.line, $0.element.place, $0.element.label)
      }
    }

    /// Where a label stands: the one that is the same, else the only one that is like it.
    private func place(of label: Label) -> (line: Int, place: Int)? {
      if let same = cells.first(where: { $0.label.text == label.text }) { return (same.line, same.place) }
      let alike = cells.filter { Label.likeness($0.label.withoutNote, label.withoutNote) >= HeaderCell.likeness }
      return alike.count == 1 ? (alike[0].line, alike[0].place) : nil
    }

    /// The order of the leaves of trees of labels: the members of each group among themselves.
    ///
    /// Where one cell follows the other, the label of a group may come before that of a column that stands beside both, or its members
    /// behind all others: what is the form's order in one of the two ways is the form's.
    func order(of trees: [LabelTree]) -> PrintedOrder {
      let order = order(of: trees, byMembers: false)
      if order == .official || !isOneByOne { return order }
      let other = self.order(of: trees, byMembers: true)
      return other == .official || other == order ? other : .contradicted
    }

    private func order(of trees: [LabelTree], byMembers: Bool) -> PrintedOrder {
      var starts: [Int] = []
      var count = 0
      for tree in trees {
        starts.append(count)
        count += tree.leafCount
      }
      // A group without a label of its own stands where the first of its members does.
      func place(of tree: LabelTree) -> (line: Int, place: Int)? {
        if !byMembers || tree.leafCount == 1, let own = self.place(of: Label(tree.label)) { return own }
        guard case .group(_, let members) = tree else { return nil }
        return members.compactMap(place(of:)).min { ($0.line, $0.place) < ($1.line, $1.place) }
      }
      let places = trees.map(place(of:))
      let known = trees.indices.filter { places[$0] != nil }
      var order = Array(trees.indices)
      for line in Set(known.compactMap { places[$0]?.line }) {
        let members = known.filter { places[$0]?.line == line }
        let printed = members.sorted { (places[$0]?.place ?? 0) < (places[$1]?.place ?? 0) }
        if printed == members { continue }
        guard members.count == trees.count else { return .contradicted }
        order = printed
      }
      var leaves: [Int] = []
      for number in order {
        switch trees[number] {
        case .leaf: leaves.append(starts[number])
        case .group(_, let members):
          let inner = self.order(of: members, byMembers: byMembers)
          if inner == .contradicted { return .contradicted }
          leaves += inner.places(trees[number].leafCount).map { starts[number] + $0 }
        }
      }
      return leaves == Array(0..<count) ? .official : .other(leaves)
    }

    /// The order of labels that are repeated for every row beside the others.
    func repeated(_ labels: [Label], rows: Int) -> PrintedOrder {
      var orders: Set<[Int]> = []
      for line in Dictionary(grouping: cells, by: \.line).values {
        let found = line.sorted { $0.place < $1.place }.compactMap { cell in labels.firstIndex { $0.text == cell.label.text } }
        if found.isEmpty { continue }
        let times = found.count / labels.count
        guard found.count == times * labels.count else {
          // Where other labels are broken over lines, those left are the form's if they begin anew no oftener than rows do.
          if zip(found, found.dropFirst()).count(where: { $0 >= $1 }) >= rows { return .contradicted }
          continue
        }
        for time in 0..<times { orders.insert(Array(found[(time * labels.count)..<((time + 1) * labels.count)])) }
      }
      guard let order = orders.first, orders != [Array(labels.indices)] else { return .official }
      return orders.count == 1 && Set(order).count == labels.count ? .other(order) : .contradicted
    }
  }
}
