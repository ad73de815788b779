// A table of the form, cell by cell as the edict prints it.

import CLazyXlsxWriter
import DisclosureReport

/// Draws one table below its heading.
struct TableSheet {
  let sheet: Sheet
  let official: OfficialTable
  let styles: Styles

  private var table: Form.Table { official.table }
  private var report: Report { official.report }
  private var isTemplate: Bool { official.isTemplate }

  /// More columns than these do not stand on upright paper.
  private static let mostUpright = 12
  /// The row in which the grid of the table begins.
  private static let top = 1

  /// Draws everything and records where the cells stand.
  ///
  /// Returns where explanations stand and the rows of the prose, nil where there is none.
  @discardableResult
  func draw(prose: String? = nil, _ places: inout Numbered<CellNumber, CellPlace?>) -> (legend: Area?, prose: Sheet.ProseRows?) {
    let layout = table.layout
    sheet.setDefaultHeight()
    // Many columns take the paper crosswise.
    let isWide = layout.width > Self.mostUpright
    if isWide { lazy_worksheet_set_landscape(sheet.pointer) }
    let measures = TableMeasures(official, pageWidth: isWide ? Sheet.pageLength : Sheet.pageWidth, size: Styles.bodySize)
    let widths = measures.widths
    for (column, width) in widths.enumerated() { sheet.set(width: width, column: column) }
    sheet.write(official.heading, row: 0, column: 0, width: layout.width, styles.heading)
    sheet.set(height: 30, row: 0)
    for (row, height) in measures.heights.enumerated() { sheet.set(height: height, row: Self.top + row) }

    for item in layout.items {
      if case .cell(let cell) = item.content {
        places[cell] = CellPlace(sheet: sheet.name, row: Self.top + item.row, column: item.column)
      }
    }
    let formulas = FormulaWriter(places: places, sheet: sheet.name)
    for item in layout.items { draw(item, measures, formulas) }
    let beside = compareBeside(formulas)
    markWhileFailing(formulas)
    validate(layout)

    let end = Self.top + layout.height
    var row = end + compareBelow(formulas)
    var proseRows: Sheet.ProseRows?
    if let legend {
      sheet.write(legend, row: row, column: 0, width: layout.width, styles.note)
      row += 1
    }
    let legendPlaces = (end..<row).map { CellPlace(sheet: sheet.name, row: $0, column: 0) }
    if let prose {
      proseRows = sheet.writeProse(prose, from: row + 1, width: layout.width, characters: widths.reduce(0, +))
      row = proseRows?.rows.upperBound ?? row
    }
    sheet.print(rows: row, columns: layout.width + beside)
    let header = layout.headerHeight
    if header > 0 {
      sheet.repeatRows(Self.top, Self.top + header - 1)
      lazy_worksheet_freeze_panes(sheet.pointer, UInt32(Self.top + header), UInt16(layout.labelWidth))
    } else {
      sheet.repeatRows(0, 0)
      lazy_worksheet_freeze_panes(sheet.pointer, UInt32(Self.top), 0)
    }
    return (Area.covering(legendPlaces).first, proseRows)
  }

  // MARK: - Cells

  private func draw(_ item: TableLayout.Item, _ measures: TableMeasures, _ formulas: FormulaWriter) {
    let row = Self.top + item.row
    if let text = measures.text(of: item) {
      let format = official.isLeft(item) ? styles.leftLabel : styles.label
      sheet.write(text, row: row, column: item.column, height: item.height, width: item.width, format)
    } else if case .cell(let cell) = item.content {
      let mark = official.mark(cell)
      let format = styles.figure(report.form.cells[cell], mark)
      sheet.span(row: row, column: item.column, height: item.height, width: item.width, format)
      write(cell, row: row, column: item.column, format, formulas)
      let comment = official.notes(on: cell).map { $0 + Self.whenWritten }.joined(separator: "\n")
      if !comment.isEmpty { sheet.comment(comment, row: row, column: item.column) }
    }
  }

  // MARK: - Last year's figures

  private var last: [String] { [report.form.period.before, "增减"] }

  /// The totals at the end of their rows with last year's beside them; how many columns that takes.
  private func compareBeside(_ formulas: FormulaWriter) -> Int {
    let layout = table.layout
    let totals = layout.items.filter { item in
      if case .cell(let cell) = item.content { report.lastTotals[cell] != nil && item.column + item.width == layout.width } else { false }
    }
    guard layout.headerHeight > 0, totals.count > 1 else { return 0 }
    for (offset, word) in last.enumerated() {
      sheet.set(width: 8, column: layout.width + offset)
      sheet.write(word, row: Self.top, column: layout.width + offset, height: layout.headerHeight, styles.label)
    }
    for item in totals {
      let row = Self.top + item.row
      compare(item, formulas, last: (row, layout.width), difference: (row, layout.width + 1))
    }
    return last.count
  }

  /// The totals of a single row of figures with last year's below them; how many rows that takes.
  private func compareBelow(_ formulas: FormulaWriter) -> Int {
    let layout = table.layout
    let totals = layout.items.filter { item in if case .cell(let cell) = item.content { report.lastTotals[cell] != nil } else { false } }
    guard layout.headerHeight > 0, layout.headerHeight + 1 == layout.height, !totals.isEmpty else { return 0 }
    let row = Self.top + layout.height
    for offset in last.indices {
      for column in 0..<layout.width { sheet.writeBlank(row: row + offset, column: column, styles.label) }
      sheet.write(last[offset], row: row + offset, column: 0, styles.label)
    }
    for item in totals { compare(item, formulas, last: (row, item.column), difference: (row + 1, item.column)) }
    return last.count
  }

  private func compare(
    _ item: TableLayout.Item, _ formulas: FormulaWriter, last: (row: Int, column: Int), difference: (row: Int, column: Int)
  ) {
    guard case .cell(let cell) = item.content, let compared = report.lastTotal(cell), let old = compared.old.figure,
      let delta = compared.delta, let place = formulas.places[cell]
    else { return }
    sheet.write(old, row: last.row, column: last.column, styles.figure(report.form.cells[cell], .plain))
    let there = CellPlace(sheet: sheet.name, row: last.row, column: last.column)
    sheet.write(
      formula: "ROUND(\(place.local)-\(there.local),6)", value: delta, row: difference.row, column: difference.column, styles.difference)
  }

  private func write(_ cell: CellNumber, row: Int, column: Int, _ format: Styles.Format, _ formulas: FormulaWriter) {
    if let sum = official.columnSums[cell] {
      let range = ListingSheet.range(of: sum, headers: Listing.pathDepth + 1)
      if let figure = report[cell].figure {
        sheet.write(formula: "SUM(\(range))", value: figure, row: row, column: column, format)
      } else {
        // A cell that no unit states stays empty until one does.
        sheet.write(formula: "IF(COUNT(\(range))=0,\"\",SUM(\(range)))", value: "", row: row, column: column, format)
      }
      return
    }
    switch report[cell] {
    case .absent, .blank:
      // What is still to be filled in adds up by itself, and shows nothing before there is something to add.
      if report[cell].isAbsent || isTemplate, let parts = report.form.totals(of: cell).first?.parts,
        parts.allSatisfy({ report[$0].figure == nil }), let sum = formulas.sum(of: parts), let count = formulas.count(of: parts)
      {
        sheet.write(formula: "IF(\(count)=0,\"\",\(sum))", value: "", row: row, column: column, format)
      } else {
        sheet.writeBlank(row: row, column: column, format)
      }
    case .stated(let figure), .inferred(let figure):
      let totals = official.sums[cell]?.filter { $0.instance.total != nil } ?? []
      if totals.allSatisfy({ $0.outcome != .fails }), let holding = totals.first(where: { $0.outcome == .holds }),
        let sum = formulas.sum(holding.instance.left)
      {
        sheet.write(formula: sum, value: figure, row: row, column: column, format)
      } else {
        sheet.write(figure, row: row, column: column, format)
      }
    }
  }

  /// Behind what a comment says, since a comment does not change with the figures.
  private static let whenWritten = "（当前为生成时的情况）"

  /// Looks that come and go with the figures: a total that its parts do not add up to, and a figure that would mend what fails.
  private func markWhileFailing(_ formulas: FormulaWriter) {
    func differs(_ result: RelationResult) -> String? {
      guard let left = formulas.sum(result.instance.left), let right = formulas.sum(result.instance.right) else { return nil }
      return "NOT(ROUND(\(left)-(\(right)),6)\(result.instance.comparison.rawValue)0)"
    }
    func mark(_ cell: CellNumber, while results: [RelationResult], _ format: Styles.Format) {
      let conditions = results.compactMap(differs)
      guard !conditions.isEmpty, let place = formulas.places[cell] else { return }
      let formula = "AND(ISNUMBER(\(place.local)),OR(\(conditions.joined(separator: ","))))"
      // Excel takes no longer formulas.
      guard formula.utf8.count < 8000 else { return }
      sheet.mark(row: place.row, column: place.column, while: formula, format)
    }
    for cell in table.cells { mark(cell, while: official.sums[cell] ?? [], styles.mismatch) }
    for repair in official.repairs { mark(repair.cell, while: official.failing, styles.suspect) }
  }

  private var legend: String? {
    let values = report.cells[table.cells]
    var notes: [String] = []
    if !isTemplate, values.contains(where: \.isAbsent) { notes.append("灰底：来源中没有，待填写") }
    if table.cells.contains(where: { !official.failures(of: $0).isEmpty }) { notes.append("红字：勾稽关系不成立，改正后恢复黑色；批注为生成时的情况") }
    if !official.repairs.isEmpty { notes.append("橙底：改这一格（其中之一）即可成立，成立后恢复") }
    if table.cells.contains(where: { official.mark($0) == .changed }) { notes.append("黄底：有变化，见批注") }
    if values.contains(where: \.isInferred) { notes.append("蓝色斜体：\(report.form.notation.inferred)所得，见批注") }
    return notes.isEmpty ? nil : "说明：" + notes.joined(separator: "；") + "。"
  }

  // MARK: - Validation

  /// Lets Excel refuse figures that cannot be: fractions and negatives in counts, negatives in amounts.
  private func validate(_ layout: TableLayout) {
    var places: [Form.Kind: [CellPlace]] = [:]
    for item in layout.items {
      guard case .cell(let cell) = item.content else { continue }
      for column in item.column..<item.column + item.width {
        places[report.form.cells[cell].kind, default: []]
          .append(CellPlace(sheet: sheet.name, row: Self.top + item.row, column: column))
      }
    }
    for kind in Form.Kind.allCases {
      for area in Area.covering(places[kind] ?? []) { validate(area, kind) }
    }
  }

  private func validate(_ area: Area, _ kind: Form.Kind) {
    let limit = Figure.limit.double
    var rule = lxw_data_validation()
    let message: String
    switch kind {
    case .count:
      rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      message = "请填写不小于 0 的整数。没有数据请留空。"
    case .signed:
      rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      message = "请填写整数，减少用负数。没有数据请留空。"
    case .money:
      rule.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      message = "请填写不小于 0 的金额，单位为\(report.form.notation.moneyUnit)。没有数据请留空。"
    }
    rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    rule.minimum_number = kind == .signed ? -limit : 0
    rule.maximum_number = limit
    rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
    withCStrings("数据有误", message, "", "") { title, message, _, _ in
      rule.error_title = title
      rule.error_message = message
      sheet.book.check(
        lazy_worksheet_data_validation_range(
          sheet.pointer, UInt32(area.first.row), UInt16(area.first.column), UInt32(area.last.row), UInt16(area.last.column), &rule))
    }
  }
}
