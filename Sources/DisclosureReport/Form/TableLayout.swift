// The official grid of a table, derived from its trees of labels: which text or cell stands where and spans what.
// Sheets, pages and the grid in CSV are all drawn from this, and so is the blank template.

/// The grid of a table: items that do not overlap, in reading order.
public struct TableLayout: Sendable, Hashable {
  public let width: Int
  public let height: Int
  /// How many columns on the left hold the labels of rows.
  public let labelWidth: Int
  /// How many lines at the top form the header that is repeated on every printed page; 0 if the table has several blocks.
  public let headerHeight: Int
  public let items: [Item]

  public struct Item: Sendable, Hashable {
    public let content: Content
    public let row: Int
    public let column: Int
    public let height: Int
    public let width: Int
  }

  public enum Content: Sendable, Hashable {
    /// The heading of a block.
    case heading(String)
    /// The text left of the column labels.
    case corner(String)
    case columnLabel(String)
    case rowLabel(String)
    /// The number of a cell.
    case cell(CellNumber)

    /// The text that the form itself prints here; nil for a cell.
    public var text: String? {
      switch self {
      case .heading(let text), .corner(let text), .columnLabel(let text), .rowLabel(let text): text
      case .cell: nil
      }
    }
  }
}

/// A header above or beside figures: a group takes one level, a leaf reaches down to the last.
private struct Header {
  struct Label {
    let text: String
    let level: Int
    let levels: Int
    let start: Int
    let length: Int
  }

  private(set) var labels: [Label] = []
  let depth: Int
  let leafCount: Int

  /// `unit` is how many grid lines one leaf takes.
  init(_ trees: [LabelTree], depth: Int, unit: Int = 1) {
    self.depth = depth
    leafCount = trees.reduce(0) { $0 + $1.leafCount }
    var start = 0
    for tree in trees {
      place(tree, level: 0, start: start, unit: unit)
      start += tree.leafCount * unit
    }
  }

  private mutating func place(_ tree: LabelTree, level: Int, start: Int, unit: Int) {
    let length = tree.leafCount * unit
    switch tree {
    case .leaf(let leaf):
      // Rows that are parts of others are moved in.
      let text = String(repeating: "　", count: leaf.level) + leaf.label
      labels.append(Label(text: text, level: level, levels: depth - level, start: start, length: length))
    case .group(let text, let members):
      labels.append(Label(text: text, level: level, levels: 1, start: start, length: length))
      var start = start
      for member in members {
        place(member, level: level + 1, start: start, unit: unit)
        start += member.leafCount * unit
      }
    }
  }
}

extension TableLayout {
  /// Lays out blocks under each other. Value columns of blocks with different counts share the same total width.
  init(blocks: [Form.Block], rows: Numbered<RowNumber, Form.Row>) {
    let downward = blocks.filter { !$0.isAcross }
    let depth = downward.flatMap(\.rowLabels).map(\.depth).max() ?? 0
    // What stands between labels and figures are columns of labels, too.
    let labelWidth = depth + (blocks.map(\.asides.count).max() ?? 0)
    let valueWidth = blocks.map { $0.isAcross ? $0.rows.count * $0.columns.count : $0.columns.count }
      .reduce(1, leastCommonMultiple)
    var items: [Item] = []
    var top = 0
    for block in blocks {
      if let heading = block.heading {
        items.append(Item(content: .heading(heading), row: top, column: 0, height: 1, width: labelWidth + valueWidth))
        top += 1
      }
      let trees = block.isAcross ? block.rowLabels.map { $0.grafting(block.columnLabels) } : block.columnLabels
      let columns = Header(
        trees, depth: trees.map(\.depth).max() ?? 0,
        unit: valueWidth / max(1, trees.reduce(0) { $0 + $1.leafCount }))
      if let corner = block.corner, labelWidth > 0 {
        items.append(Item(content: .corner(corner), row: top, column: 0, height: columns.depth, width: labelWidth - block.asides.count))
      }
      let asides = labelWidth - block.asides.count
      for (index, aside) in block.asides.enumerated() {
        items.append(Item(content: .columnLabel(aside), row: top, column: asides + index, height: columns.depth, width: 1))
      }
      for label in columns.labels {
        items.append(
          Item(
            content: .columnLabel(label.text), row: top + label.level, column: labelWidth + label.start,
            height: label.levels, width: label.length))
      }
      top += columns.depth
      if !block.marks.isEmpty {
        let widths = [asides] + block.asides.map { _ in 1 } + block.columns.map { _ in valueWidth / block.columns.count }
        var column = 0
        for (mark, width) in zip(block.marks, widths) {
          items.append(Item(content: .columnLabel(mark), row: top, column: column, height: 1, width: width))
          column += width
        }
        top += 1
      }
      let unit = valueWidth / max(1, columns.leafCount)
      if block.isAcross {
        for (index, cell) in rows[block.rows].flatMap(\.cells).enumerated() {
          items.append(Item(content: .cell(cell), row: top, column: labelWidth + index * unit, height: 1, width: unit))
        }
        top += 1
      } else {
        for label in Header(block.rowLabels, depth: asides).labels {
          items.append(
            Item(
              content: .rowLabel(label.text), row: top + label.start, column: label.level,
              height: label.length, width: label.levels))
        }
        for row in rows[block.rows] {
          for (index, aside) in row.asides.enumerated() {
            items.append(Item(content: .rowLabel(aside), row: top, column: asides + index, height: 1, width: 1))
          }
          for (index, cell) in row.cells.enumerated() {
            items.append(Item(content: .cell(cell), row: top, column: labelWidth + index * unit, height: 1, width: unit))
          }
          top += 1
        }
      }
    }
    self.items = items.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
    self.labelWidth = labelWidth
    width = labelWidth + valueWidth
    height = top
    headerHeight = blocks.count == 1 ? top - (blocks[0].isAcross ? 1 : blocks[0].rows.count) : 0
  }
}

extension LabelTree {
  /// The tree with other trees hung below every leaf: the header of a block whose rows stand side by side.
  fileprivate func grafting(_ trees: [LabelTree]) -> LabelTree {
    switch self {
    case .leaf(let leaf): .group(label: leaf.label, trees)
    case .group(let label, let members):
      .group(label: label, members.map { $0.grafting(trees) })
    }
  }
}

func leastCommonMultiple(_ left: Int, _ right: Int) -> Int {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return left / max(1, a) * right
}
