// How wide the columns and how high the rows of an official table are on paper.

import DisclosureReport

/// The measures of a table that fills a page from side to side.
struct TableMeasures {
  let official: OfficialTable
  /// The width of the page in characters.
  let pageWidth: Double
  /// The size of the type in points.
  let size: Double
  /// The widths of the columns in characters.
  let widths: [Double]

  private var layout: TableLayout { official.table.layout }

  /// - Parameter isFixed: Whether the table is no wider than the page, whatever figures it has.
  init(_ official: OfficialTable, pageWidth: Double, size: Double, isFixed: Bool = false) {
    (self.official, self.pageWidth, self.size) = (official, pageWidth, size)
    let wanted = Self.columnWidths(official, pageWidth, size)
    let excess = isFixed ? max(1, wanted.reduce(0, +) / pageWidth) : 1
    widths = wanted.map { $0 / excess }
  }

  /// The text of an item, broken into lines of one length where it would not fit on one.
  func text(of item: TableLayout.Item) -> String? {
    switch item.content {
    case .columnLabel(let label), .rowLabel(let label):
      label.balanced(room: Sheet.room(width(of: item), size) / 2)
    default: item.content.text
    }
  }

  func width(of item: TableLayout.Item) -> Double { widths[item.column..<item.column + item.width].reduce(0, +) }

  /// Labels get the width they need, figures share the rest of the page, and never less than the longest of them takes.
  private static func columnWidths(_ official: OfficialTable, _ pageWidth: Double, _ size: Double) -> [Double] {
    let (table, layout) = (official.table, official.table.layout)
    let lastLabel = table.lastLabel
    var widths = [Double](repeating: 0, count: layout.width)
    let count = layout.width - layout.labelWidth
    // Few columns of figures leave labels more of the page.
    let room = lastLabel < layout.labelWidth ? max(26, pageWidth - 26 - Double(count) * 12) : 25 * size / Styles.bodySize
    for item in layout.items where item.width == 1 && item.column < layout.labelWidth {
      guard case .rowLabel(let text) = item.content else { continue }
      // Groups of groups break over lines.
      let most = item.column == lastLabel - 1 ? room : Sheet.width(of: item.column == lastLabel - 2 ? 14 : 10, size: size)
      widths[item.column] = max(widths[item.column], min(Sheet.width(of: text.displayWidth, size: size), most))
    }
    // The headers of what stands beside labels stay on one line.
    for item in layout.items where item.column >= lastLabel && item.column < layout.labelWidth && item.width == 1 {
      widths[item.column] = max(widths[item.column], Sheet.width(of: item.content.text?.displayWidth ?? 0, size: size))
    }
    for column in 0..<layout.labelWidth { widths[column] = max(widths[column], 5) }
    let rest = pageWidth - widths.reduce(0, +)
    let unit = layout.items.compactMap { item -> Int? in if case .cell = item.content { item.width } else { nil } }.min() ?? 1
    let longest = table.cells.map { official.report.printed($0).displayWidth }.max() ?? 0
    let needed = Sheet.width(of: longest, size: size) / Double(unit)
    for column in layout.labelWidth..<layout.width { widths[column] = max(rest / Double(count), needed, 1) }
    return widths
  }

  /// Heights that fit the wrapped labels; a label over several rows makes the last of them higher if it must.
  var heights: [Double] {
    var heights = [Double](repeating: size * 1.9, count: layout.height)
    func needed(_ item: TableLayout.Item) -> Double {
      text(of: item).map { Sheet.height(of: $0, width: width(of: item), size: size) } ?? 0
    }
    for item in layout.items where item.height == 1 { heights[item.row] = max(heights[item.row], needed(item)) }
    for item in layout.items where item.height > 1 {
      let rows = item.row..<item.row + item.height
      let missing = needed(item) - heights[rows].reduce(0, +)
      if missing > 0 { heights[rows.upperBound - 1] += missing }
    }
    return heights
  }
}
