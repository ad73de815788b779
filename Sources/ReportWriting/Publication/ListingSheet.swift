// A listing on a sheet of its own: a line a row, with a filter; differences, percentages and verdicts are formulas.

import CLazyXlsxWriter
import DisclosureReport

struct ListingSheet {
  let sheet: Sheet
  let title: String
  let listing: Listing
  let styles: Styles

  /// Where the columns of the listing begin: behind that of the groups.
  private var offset: Int { listing.groupTitle == nil ? 0 : 1 }
  private var columns: [(title: String, width: Double)] {
    (listing.groupTitle.map { [$0] } ?? []) + listing.columns.map { ($0.title, $0.width) }
  }

  func draw() {
    let columns = columns
    for (column, entry) in columns.enumerated() {
      sheet.set(width: entry.width, column: column)
      sheet.write(entry.title, row: 1, column: column, styles.header)
    }
    sheet.write(title, row: 0, column: 0, width: columns.count, styles.heading)
    sheet.set(height: 30, row: 0)
    // Long names of agencies wrap.
    sheet.set(height: columns.map { max(22, Sheet.height(of: $0.title, width: $0.width)) }.max() ?? 22, row: 1)
    lazy_worksheet_set_landscape(sheet.pointer)
    sheet.repeatRows(1, 1)
    lazy_worksheet_freeze_panes(sheet.pointer, 2, 0)
    var row = 2
    for group in listing.groups {
      for line in group.rows {
        draw(line, of: group.heading, row: row)
        row += 1
      }
    }
    if row > 2 { colour(rows: 2..<row) }
    sheet.filter(row: 1, rows: row, columns: columns.count)
    sheet.print(rows: max(2, row), columns: columns.count)
  }

  private func draw(_ line: Listing.Row, of group: String, row: Int) {
    var texts: [(text: String, width: Double)] = []
    if let groupTitle = listing.groupTitle {
      texts.append((group, groupTitle.width))
      sheet.write(group, row: row, column: 0, styles.listed)
    }
    for (index, cell) in line.cells.enumerated() {
      let column = listing.columns[index]
      if case .text(let text) = cell, !text.isEmpty { texts.append((text, column.width)) }
      draw(cell, column.role, row: row, column: offset + index)
    }
    let scale = Styles.bodySize / Styles.listSize
    let height = texts.map { Sheet.height(of: $0.text, width: $0.width * scale, lineHeight: 14) }.max() ?? 0
    sheet.set(height: max(18, min(height, Sheet.rowLimit)), row: row)
  }

  private func draw(_ cell: Listing.Cell, _ role: Listing.Role, row: Int, column: Int) {
    func place(_ index: Int) -> String { "\(CellPlace.letters(offset + index))\(row + 1)" }
    switch (cell, role) {
    case (.text(let text), .verdict(let old, let new, let agree, let differ)):
      let (old, new) = (place(old), place(new))
      sheet.write(
        formula: "IF(COUNT(\(old),\(new))<2,\"缺数据\",IF(ROUND(\(new)-\(old),6)=0,\"\(agree)\",\"\(differ)\"))", value: text, row: row,
        column: column, styles.sum)
    case (.text(let text), .word): sheet.write(text, row: row, column: column, styles.sum)
    case (.text(let text), _):
      // A cell holds 32,767 characters.
      sheet.write(text.shortened(to: 32_000), row: row, column: column, styles.listed)
    case (.value(let value), _): sheet.write(value.figure, row: row, column: column, styles.sum)
    case (.move(let cell), .percent(let old, let new)):
      let (old, new) = (place(old), place(new))
      if let delta = cell.delta, let base = cell.old.figure, cell.basisPoints != nil {
        sheet.write(
          formula: "(\(new)-\(old))/ABS(\(old))", value: delta.double / Swift.abs(base.double), row: row, column: column, styles.percent)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.move(let cell), .difference(let old, let new)):
      if let delta = cell.delta {
        sheet.write(formula: "ROUND(\(place(new))-\(place(old)),6)", value: delta, row: row, column: column, styles.difference)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.move, _): sheet.writeBlank(row: row, column: column, styles.sum)
    }
  }

  /// Rising figures red, falling ones green; the sign says it, too. Verdicts as on the sheet of relations.
  private func colour(rows: Range<Int>) {
    for (index, column) in listing.columns.enumerated() {
      switch column.role {
      case .difference, .percent:
        colour(rows, offset + index, LXW_CONDITIONAL_CRITERIA_GREATER_THAN, 0, styles.rises)
        colour(rows, offset + index, LXW_CONDITIONAL_CRITERIA_LESS_THAN, 0, styles.falls)
      case .verdict(_, _, let agree, let differ):
        sheet.mark(rows, column: offset + index, equalTo: agree, styles.holds)
        sheet.mark(rows, column: offset + index, equalTo: differ, styles.fails)
      case .label, .word, .figure, .note: break
      }
    }
  }

  private func colour(
    _ rows: Range<Int>, _ column: Int, _ criteria: lxw_conditional_criteria, _ value: Double, _ format: Styles.Format
  ) {
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
    rule.criteria = UInt8(criteria.rawValue)
    rule.value = value
    rule.format = format
    sheet.add(&rule, rows: rows.lowerBound...rows.upperBound - 1, columns: column...column)
  }
}
