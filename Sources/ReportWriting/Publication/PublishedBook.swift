// Publications as a workbook: listings with live differences, the official tables, and native charts over their figures.

import CLazyXlsxWriter
import DisclosureReport

/// Writes a series of two or more reports as an Excel workbook.
///
/// Two reports: `差异清单` with one line a cell, the official tables of the new report with every changed cell shaded and
/// commented, `年度衔接` with what one year hands on to the next, `文字比较` with the prose side by side, and `图表` with bar charts.
/// More: the list has one column a report, and the charts are lines.
///
/// - Parameters:
///   - path: A file that is created or overwritten. Write beside the target and rename.
///   - tables: The ids of the tables to compare; all if nil.
public func writeComparisonBook(
  _ series: Series, to path: String, _ options: ComparisonOptions, tables: Set<String>? = nil
) throws(WorkbookError) {
  var options = options
  options.language = .chinese
  let publication =
    series.reports.count == 2
    ? Publication(series.comparisons(tables: tables)[0], options, for: .workbook) : Publication(series, options, tables: tables)
  try drawWorkbook(at: path) { book throws(WorkbookError) in
    try PublishedBook(book: book, publication: publication, styles: Styles(book)).draw()
  }
}

struct PublishedBook {
  let book: Book
  let publication: Publication
  let styles: Styles

  private static let chartSheet = "图表"

  func draw() throws(WorkbookError) {
    var charts: [BarChart] = []
    for (part, contents) in publication.parts(for: .workbook) {
      for content in contents {
        switch content {
        case .listing(let listing):
          try ListingSheet(
            sheet: sheet(part.sheet), title: part.heading.isEmpty ? publication.title : part.heading, listing: listing, styles: styles
          ).draw()
        case .table(let table):
          var places = [CellPlace?](repeating: nil, count: table.report.form.cells.count)
          try TableSheet(sheet: sheet(part.sheet), official: table, styles: styles).draw(&places)
        case .chart(let chart): charts.append(chart)
        case .facts, .note, .prose, .legend, .items, .revision: break
        }
      }
    }
    if !charts.isEmpty { try draw(charts) }
  }

  private func sheet(_ name: String) throws(WorkbookError) -> Sheet {
    try Sheet(named: name, in: book, of: publication.subject, styles)
  }

  // MARK: - Charts

  /// Native charts over a small table of their figures: bars for two reports, lines for more.
  private func draw(_ charts: [BarChart]) throws(WorkbookError) {
    let sheet = try sheet(Self.chartSheet)
    let names = charts[0].sides
    sheet.set(width: 18, column: 0)
    for column in names.indices { sheet.set(width: 11, column: column + 1) }
    var row = 0
    for chart in charts {
      sheet.write(chart.title, row: row, column: 0, width: names.count + 1, styles.subheading)
      let header = row + 1
      sheet.write("", row: header, column: 0, styles.header)
      for (index, name) in names.enumerated() { sheet.write(name, row: header, column: index + 1, styles.header) }
      for (offset, bar) in chart.bars.enumerated() {
        sheet.write(bar.label, row: header + 1 + offset, column: 0, styles.listed)
        for (index, length) in bar.lengths.enumerated() {
          sheet.write(length, row: header + 1 + offset, column: index + 1, styles.sum)
        }
      }
      let rows = header + 1..<header + 1 + chart.bars.count
      insert(
        chart, names.count > 2 ? LXW_CHART_LINE : LXW_CHART_COLUMN, sheet, row: row, header: header, rows: rows, columns: names.count)
      // A chart takes about fifteen rows.
      row = max(rows.upperBound, row + 15) + 2
    }
    sheet.print(rows: max(2, row + 1), columns: names.count + 14)
    lazy_worksheet_set_landscape(sheet.pointer)
  }

  private func insert(
    _ data: BarChart, _ type: lxw_chart_type, _ sheet: Sheet, row: Int, header: Int, rows: Range<Int>, columns: Int
  ) {
    guard let chart = lazy_workbook_add_chart(book.pointer, UInt8(type.rawValue)) else { return }
    lazy_chart_title_set_name(chart, data.title)
    func area(_ first: (row: Int, column: Int), _ last: (row: Int, column: Int)) -> String {
      var area = Area.covering([CellPlace(sheet: sheet.name, row: first.row, column: first.column)])[0].absolute
      area += ":$\(CellPlace.letters(last.column))$\(last.row + 1)"
      return "=" + area
    }
    if type == LXW_CHART_LINE {
      // One line for each bar, over the reports.
      for line in rows {
        let series = lazy_chart_add_series(chart, area((header, 1), (header, columns)), area((line, 1), (line, columns)))
        lazy_chart_series_set_name(series, "=" + CellPlace(sheet: sheet.name, row: line, column: 0).absolute)
      }
    } else {
      for column in 1...columns {
        let series = lazy_chart_add_series(
          chart, area((rows.lowerBound, 0), (rows.upperBound - 1, 0)), area((rows.lowerBound, column), (rows.upperBound - 1, column)))
        lazy_chart_series_set_name(series, "=" + CellPlace(sheet: sheet.name, row: header, column: column).absolute)
        lazy_chart_series_set_labels(series)
      }
    }
    lazy_chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    var place = lxw_chart_options()
    place.x_scale = 1.25
    book.check(lazy_worksheet_insert_chart_opt(sheet.pointer, UInt32(row), UInt16(columns + 2), chart, &place))
  }
}
