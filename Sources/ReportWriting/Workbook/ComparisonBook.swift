// A comparison, or a series, as a workbook: the list of differences, the official tables with what changed, and charts.

import CLazyXlsxWriter
import DisclosureReport

/// Writes a series of two or more reports as an Excel workbook.
///
/// Two reports: `差异清单` with one line a cell, the official tables of the new report with every changed cell shaded and
/// commented, and `图表` with bar charts. More: the list has one column a report, and the charts are lines.
///
/// - Parameters:
///   - path: A file that is created or overwritten. Write beside the target and rename.
///   - tables: The ids of the tables to compare; all if nil.
public func writeComparisonBook(
  _ series: Series, to path: String, _ options: ComparisonOptions, tables: Set<String>? = nil
) throws(WorkbookError) {
  try drawWorkbook(at: path) { book throws(WorkbookError) in
    try ComparisonBook(book: book, series: series, options: options, tables: tables, styles: Styles(book)).write()
  }
}

private struct ComparisonBook {
  let book: Book
  let series: Series
  let options: ComparisonOptions
  let tables: Set<String>?
  let styles: Styles

  private var newest: Report { series.reports[series.reports.count - 1] }

  func write() throws(WorkbookError) {
    if series.reports.count == 2, let comparison = series.comparisons(tables: tables).first {
      try drawList(comparison)
      try drawTables(comparison)
    } else {
      try drawSeries()
    }
    try drawCharts()
  }

  private func sheet(_ name: String) throws(WorkbookError) -> Sheet {
    try Sheet(named: name, in: book, of: newest, styles)
  }

  private func drawHeader(_ sheet: Sheet, title: String, _ columns: [(title: String, width: Double)]) {
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
  }

  private func finish(_ sheet: Sheet, rows: Int, columns: Int) {
    sheet.filter(row: 1, rows: rows, columns: columns)
    sheet.print(rows: max(2, rows), columns: columns)
  }

  // MARK: - Two reports

  private func drawList(_ comparison: Comparison) throws(WorkbookError) {
    let sheet = try sheet("差异清单")
    let names = comparison.names(.chinese)
    let columns: [(String, Double)] = [
      ("部分", 33), ("项目", 40), ("列", 16), (names.old, 12), (names.new, 12), (comparison.differenceName(.chinese), 11), ("百分比", 11),
      (comparison.isOfTwoAgencies ? "异同" : "变化", 10), ("说明", 22),
    ]
    drawHeader(sheet, title: comparison.title(.chinese), columns)
    var row = 2
    for cell in options.shown(of: comparison) {
      let line = comparison.lines[cell.line]
      let (heading, label, column) = comparison.names(of: line)
      let texts = [heading, label, column]
      for (index, text) in texts.enumerated() { sheet.write(text, row: row, column: index, styles.listed) }
      write(cell.old, sheet, row: row, column: 3)
      write(cell.new, sheet, row: row, column: 4)
      let (old, new) = ("D\(row + 1)", "E\(row + 1)")
      if let delta = cell.delta {
        sheet.write(formula: "ROUND(\(new)-\(old),6)", value: delta, row: row, column: 5, styles.difference)
      } else {
        sheet.writeBlank(row: row, column: 5, styles.sum)
      }
      if let delta = cell.delta, let base = cell.old.figure, cell.basisPoints != nil {
        book.check(
          lazy_worksheet_write_formula_num(
            sheet.pointer, UInt32(row), 6, "=(\(new)-\(old))/ABS(\(old))", styles.percent, delta.double / Swift.abs(base.double)))
      } else {
        sheet.writeBlank(row: row, column: 6, styles.sum)
      }
      sheet.write(comparison.name(of: cell.change, .chinese), row: row, column: 7, styles.sum)
      sheet.write(line.reason?.zh ?? "", row: row, column: 8, styles.listed)
      let heights = zip(texts + [line.reason?.zh ?? ""], [33.0, 40, 16, 22]).map {
        Sheet.height(of: $0, width: $1 * Styles.bodySize / Styles.listSize, lineHeight: 14)
      }
      sheet.set(height: max(18, heights.max() ?? 0), row: row)
      row += 1
    }
    colour(sheet, rows: 2..<row, columns: 5...6)
    finish(sheet, rows: row, columns: columns.count)
  }

  private func write(_ value: CellValue, _ sheet: Sheet, row: Int, column: Int) {
    if let figure = value.figure {
      sheet.write(figure, row: row, column: column, styles.sum)
    } else {
      sheet.writeBlank(row: row, column: column, styles.sum)
    }
  }

  /// Rising figures red, falling ones green; the sign says it, too.
  private func colour(_ sheet: Sheet, rows: Range<Int>, columns: ClosedRange<Int>) {
    guard !rows.isEmpty else { return }
    for (criteria, format) in [(LXW_CONDITIONAL_CRITERIA_GREATER_THAN, styles.rises), (LXW_CONDITIONAL_CRITERIA_LESS_THAN, styles.falls)] {
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(criteria.rawValue)
      rule.value = 0
      rule.format = format
      sheet.add(&rule, rows: rows.lowerBound...rows.upperBound - 1, columns: columns)
    }
  }

  private func drawTables(_ comparison: Comparison) throws(WorkbookError) {
    let form = comparison.alignment.new
    var cells: [Int: ComparedCell] = [:]
    for cell in options.shown(of: comparison) where comparison.lines[cell.line].new.count == 1 {
      cells[comparison.lines[cell.line].new[0]] = cell
    }
    let checker = Checker(comparison.new)
    var places = [CellPlace?](repeating: nil, count: form.cells.count)
    for part in form.parts {
      guard let number = part.table, comparison.new.carries(table: number), tables?.contains(form.tables[number].id) ?? true else {
        continue
      }
      try TableSheet(sheet: sheet(part.sheet), table: form.tables[number], checker: checker, compared: cells, styles: styles)
        .draw(heading: part.heading, prose: nil, &places)
    }
  }

  // MARK: - More than two

  private func drawSeries() throws(WorkbookError) {
    let sheet = try sheet("历年数据")
    let names = series.names
    let columns: [(String, Double)] = [("部分", 33), ("项目", 40), ("列", 16)] + names.map { ($0, 12) } + [("首尾增减", 12), ("首尾百分比", 12)]
    drawHeader(sheet, title: "\(newest.agency) \(names.first ?? "") — \(names.last ?? "")", columns)
    let whole = Comparison(old: series.reports[0], new: newest, alignment: series.alignment, tables: tables)
    var row = 2
    for (index, line) in series.alignment.lines.enumerated() where tables?.contains(line.table) ?? true {
      let values = series.values(of: line)
      guard values.contains(where: { $0.figure != nil }) else { continue }
      if !options.includesSame, Set(values.map(\.figure)).count == 1 { continue }
      if let threshold = options.threshold, !threshold.passes(ComparedCell(line: index, old: values[0], new: values[values.count - 1])) {
        continue
      }
      let (heading, label, column) = whole.names(of: line)
      for (index, text) in [heading, label, column].enumerated() { sheet.write(text, row: row, column: index, styles.listed) }
      for (index, value) in values.enumerated() { write(value, sheet, row: row, column: 3 + index) }
      let (first, last) = ("D\(row + 1)", "\(CellPlace.letters(2 + values.count))\(row + 1)")
      let cell = ComparedCell(line: index, old: values[0], new: values[values.count - 1], isSigned: line.kind == .signed)
      if let delta = cell.delta {
        sheet.write(formula: "ROUND(\(last)-\(first),6)", value: delta, row: row, column: 3 + values.count, styles.difference)
      } else {
        sheet.writeBlank(row: row, column: 3 + values.count, styles.sum)
      }
      if let delta = cell.delta, let base = cell.old.figure, cell.basisPoints != nil {
        book.check(
          lazy_worksheet_write_formula_num(
            sheet.pointer, UInt32(row), UInt16(4 + values.count), "=(\(last)-\(first))/ABS(\(first))", styles.percent,
            delta.double / Swift.abs(base.double)))
      } else {
        sheet.writeBlank(row: row, column: 4 + values.count, styles.sum)
      }
      let heights = zip([heading, label, column], [33.0, 40, 16]).map {
        Sheet.height(of: $0, width: $1 * Styles.bodySize / Styles.listSize, lineHeight: 14)
      }
      sheet.set(height: max(18, heights.max() ?? 0), row: row)
      row += 1
    }
    colour(sheet, rows: 2..<row, columns: (3 + names.count)...(4 + names.count))
    finish(sheet, rows: row, columns: columns.count)
  }

  // MARK: - Charts

  /// Native charts over a small table of their figures: bars for two reports, lines for more.
  private func drawCharts() throws(WorkbookError) {
    let sheet = try sheet("图表")
    let names = series.names
    sheet.set(width: 18, column: 0)
    for column in names.indices { sheet.set(width: 11, column: column + 1) }
    let isSeries = names.count > 2
    var row = 0
    for chart in newest.form.charts {
      sheet.write(chart.title.zh, row: row, column: 0, width: names.count + 1, styles.subheading)
      let header = row + 1
      sheet.write("", row: header, column: 0, styles.header)
      for (index, name) in names.enumerated() { sheet.write(name, row: header, column: index + 1, styles.header) }
      for (offset, bar) in chart.bars.enumerated() {
        sheet.write(bar.label, row: header + 1 + offset, column: 0, styles.listed)
        for (index, report) in series.reports.enumerated() {
          if let length = report.length(of: bar) {
            sheet.write(length, row: header + 1 + offset, column: index + 1, styles.sum)
          } else {
            sheet.writeBlank(row: header + 1 + offset, column: index + 1, styles.sum)
          }
        }
      }
      let rows = header + 1..<header + 1 + chart.bars.count
      insert(chart, isSeries ? LXW_CHART_LINE : LXW_CHART_COLUMN, sheet, row: row, header: header, rows: rows, columns: names.count)
      // A chart takes about fifteen rows.
      row = max(rows.upperBound, row + 15) + 2
    }
    sheet.print(rows: max(2, row + 1), columns: names.count + 14)
    lazy_worksheet_set_landscape(sheet.pointer)
  }

  private func insert(
    _ data: Form.Chart, _ type: lxw_chart_type, _ sheet: Sheet, row: Int, header: Int, rows: Range<Int>, columns: Int
  ) {
    guard let chart = lazy_workbook_add_chart(book.pointer, UInt8(type.rawValue)) else { return }
    lazy_chart_title_set_name(chart, data.title.zh)
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

extension ComparedCell {
  /// `259 → 275 (+16, +6.18%)`
  var comment: String {
    let figures = "\(old.short.isEmpty ? "（无）" : old.short) → \(new.short.isEmpty ? "（无）" : new.short)"
    guard delta != nil else { return figures }
    return "\(figures) (\([signedDelta, signedPercent].filter { !$0.isEmpty }.joined(separator: ", ")))"
  }
}
