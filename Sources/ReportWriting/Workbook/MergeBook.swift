// The workbook of a merge: official tables whose figures are live sums over the units, the units' figures, and their checks.

import CLazyXlsxWriter
import DisclosureReport

/// Writes the sums of a merge as a workbook.
///
/// Sheets: the official tables, each sum a formula over the sheet `各单位数据`, so that a corrected unit moves the total; that
/// sheet with one line a unit; `各单位核对` with what each unit's own check found; and `勾稽校验` of the sums.
///
/// - Parameters:
///   - notes: What merging found, and how the sums compare with the parent's report; listed with the checks.
public func writeMerge(_ merge: Merge, notes: [Finding], to path: String) throws(WorkbookError) {
  try drawWorkbook(at: path) { book throws(WorkbookError) in try MergeBook(book: book, merge: merge, notes: notes).write() }
}

private struct MergeBook {
  let book: Book
  let merge: Merge
  let notes: [Finding]

  private static let unitSheet = "各单位数据"
  private static let checkSheet = "各单位核对"
  /// The labels of a cell stand in three lines above its column, one below the other.
  private static let headerRows = 3
  /// Agency, year, form.
  private static let firstColumn = 3

  func write() throws(WorkbookError) {
    let cells = merge.sum.form.cells.filter { !merge.sum[$0.number].isAbsent }
    var formulas: [Int: String] = [:]
    for (index, cell) in cells.enumerated() {
      let column = CellPlace.letters(Self.firstColumn + index)
      let (first, last) = (Self.headerRows + 2, Self.headerRows + 1 + merge.units.count)
      let range = "\(CellPlace.quoted(Self.unitSheet))\(column)\(first):\(column)\(last)"
      // A cell that no unit states stays empty until one does.
      formulas[cell.number] = merge.sum[cell.number].figure == nil ? "IF(COUNT(\(range))=0,\"\",SUM(\(range)))" : "SUM(\(range))"
    }
    let writer = WorkbookWriter(book: book, report: merge.sum, isTemplate: false, findings: [], formulas: formulas)
    try writer.write()
    try drawUnits(cells, writer.styles)
    try drawChecks(writer.styles)
  }

  private func drawUnits(_ cells: [Form.Cell], _ styles: Styles) throws(WorkbookError) {
    let sheet = try Sheet(named: Self.unitSheet, in: book, of: merge.sum, styles)
    lazy_worksheet_set_landscape(sheet.pointer)
    sheet.write(
      "各单位数据：改动此表，各官方表格中的汇总随之变动", row: 0, column: 0, width: min(Self.firstColumn + max(cells.count, 1), 12), styles.heading)
    sheet.set(height: 30, row: 0)
    sheet.set(width: 28, column: 0)
    sheet.set(width: 7, column: 1)
    sheet.set(width: 7, column: 2)
    for (column, title) in ["单位", "年份", "格式"].enumerated() {
      sheet.write(title, row: 1, column: column, height: Self.headerRows, styles.header)
    }
    // Table and row above the column's own label; neighbours with the same label share a cell. That of a table spans a hundred
    // columns, so its name stands at the left, where it is seen.
    let form = merge.sum.form
    let titles = cells.map { cell -> [String] in
      let table = form.tables[cell.table]
      let row = table.rows[cell.row]
      return [
        form.parts.first { $0.table == cell.table }?.heading ?? table.name.zh, row.label,
        table.blocks[row.block].columns[cell.column].label,
      ]
    }
    for level in 0..<Self.headerRows {
      var start = 0
      while start < titles.count {
        var end = start + 1
        while level < 2, end < titles.count, titles[end][...level].elementsEqual(titles[start][...level]) { end += 1 }
        sheet.write(
          titles[start][level], row: 1 + level, column: Self.firstColumn + start, width: end - start,
          level == 0 ? styles.listed : styles.header)
        start = end
      }
    }
    for column in cells.indices { sheet.set(width: 10, column: Self.firstColumn + column) }
    sheet.set(height: 34, row: 2)
    sheet.set(height: 34, row: 3)
    for (index, unit) in merge.units.enumerated() {
      let row = 1 + Self.headerRows + index
      sheet.write(unit.report.agency, row: row, column: 0, styles.listed)
      sheet.write(unit.report.period?.description ?? "", row: row, column: 1, styles.sum)
      sheet.write(unit.original.form.id, row: row, column: 2, styles.sum)
      for (offset, cell) in cells.enumerated() {
        let format = styles.figure(
          cell, unit.report[cell.number].isAbsent ? .absent : unit.report[cell.number].isInferred ? .inferred : .plain)
        if let figure = unit.report[cell.number].figure {
          sheet.write(figure, row: row, column: Self.firstColumn + offset, format)
        } else {
          sheet.writeBlank(row: row, column: Self.firstColumn + offset, format)
        }
      }
    }
    let last = Self.headerRows + merge.units.count
    sheet.filter(row: Self.headerRows, rows: last + 1, columns: Self.firstColumn + max(cells.count, 1))
    lazy_worksheet_freeze_panes(sheet.pointer, UInt32(Self.headerRows + 1), UInt16(Self.firstColumn))
    sheet.repeatRows(1, Self.headerRows)
    book.check(lazy_worksheet_repeat_columns(sheet.pointer, 0, 0))
    // Two hundred columns do not fit on one page.
    lazy_worksheet_fit_to_pages(sheet.pointer, 0, 0)
  }

  private func drawChecks(_ styles: Styles) throws(WorkbookError) {
    let sheet = try Sheet(named: Self.checkSheet, in: book, of: merge.sum, styles)
    var listing = Listing(
      groupTitle: ("单位", 28), columns: Publication.findingColumns(.chinese), groups: notes.isEmpty ? [] : [("汇总", [])])
    listing.groups = listing.groups.map { ($0.heading, notes.map { Publication.row($0, in: merge.sum.form, .chinese) }) }
    // Units may have the same name: each is a group of its own.
    for unit in merge.units {
      let findings = unit.original.findings + Checker(unit.original).findings
      let rows = findings.map { Publication.row($0, in: merge.sum.form, .chinese) }
      listing.groups.append((unit.report.agency, rows.isEmpty ? [Publication.nothingFound(.chinese)] : rows))
    }
    ListingSheet(sheet: sheet, title: "各单位核对（当前为生成时的情况）", listing: listing, styles: styles).draw()
  }
}
