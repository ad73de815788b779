// Publications as a workbook: the official tables, prose, listings with live formulas, and native charts.

import CLazyXlsxWriter
import DisclosureReport

struct PublishedBook {
  private let book: Book
  private let publication: Publication
  private let styles: Styles

  private static let chartSheet = "图表"
  /// More prose in bytes makes a workbook that no program opens in reasonable time; a report has some ten thousand.
  private static let proseLimit = 12 << 20

  init(_ book: Book, _ publication: Publication) {
    (self.book, self.publication, styles) = (book, publication, Styles(book))
  }

  func draw() throws(WorkbookError) {
    let report = publication.subject
    if publication.isReport {
      try refuseTooMuchProse(of: report)
      try book.setProperties(of: report)
    } else {
      book.markAsComparison()
    }
    var places = Numbered<CellNumber, CellPlace?>(repeating: nil, count: report.form.cells.count)
    var charts: [BarChart] = []
    var printed: Sheet?
    var pieces: [PrintSheet.Piece] = []
    var parts = publication.parts(for: .workbook)[...]
    // Listings in front of the tables refer to their cells.
    var later: [(sheet: Sheet, parts: [(part: Publication.Part, contents: [Publication.Content])])] = []
    while let (part, contents) = parts.first {
      for case .chart(let chart) in contents { charts.append(chart) }
      // What shares a sheet stands together.
      let beside = parts.prefix { !part.sheet.isEmpty && $0.part.sheet == part.sheet }
      if !part.sheet.isEmpty {
        let sheet = try Sheet(named: part.sheet, in: book, of: report, styles)
        if case .whole = contents[0] { printed = sheet }
        if case .listing = contents[0] { later.append((sheet, Array(beside))) } else { pieces += draw(Array(beside), on: sheet, &places) }
      }
      parts = parts.dropFirst(max(1, beside.count))
    }
    for (sheet, parts) in later { _ = draw(parts, on: sheet, &places) }
    if !charts.isEmpty { try draw(charts) }
    // As other sections come first where a report is read.
    let ordered = pieces.filter { $0.prose?.sheet == Form.otherSheet } + pieces.filter { $0.prose?.sheet != Form.otherSheet }
    if let printed { PrintSheet(sheet: printed, report: report, styles: styles, places: places).draw(ordered) }
    if publication.isReport { book.defineNames(of: report, places) }
  }

  /// A sheet is what it begins with: a listing, an official table with prose below it, or prose. Returns what of it is printed with the
  /// whole report.
  private func draw(
    _ parts: [(part: Publication.Part, contents: [Publication.Content])], on sheet: Sheet, _ places: inout Numbered<CellNumber, CellPlace?>
  ) -> [PrintSheet.Piece] {
    let (part, contents) = parts[0]
    func prose(_ contents: [Publication.Content]) -> String? {
      for case .prose(let text) in contents { return text }
      return nil
    }
    switch contents.first {
    case .listing(let listing):
      ListingSheet(
        sheet: sheet, title: part.heading.isEmpty ? publication.title : part.heading, listing: listing, report: publication.subject,
        places: places, styles: styles, isTemplate: publication.isTemplate
      ).draw()
    case .table(let table):
      let drawn = TableSheet(sheet: sheet, official: table, styles: styles).draw(prose: prose(contents), &places)
      guard publication.isReport else { return [] }
      let number = table.report.form.cells[table.table.cells.lowerBound].table
      // Reading back, an explanation is no prose of the report.
      if let legend = drawn.legend { book.define("gongkai.legend.\(number + 1)", legend.absolute) }
      if let section = part.section, let prose = drawn.prose { name(section, heading: 0, prose, on: sheet) }
      return [PrintSheet.Piece(heading: part.heading, table: table, prose: drawn.prose.map { (sheet.name, $0) })]
    case .prose:
      let sections = parts.map { Report.Section(heading: $0.heading, text: prose($1) ?? "") }
      let areas = ProseSheet(sheet: sheet, styles: styles).draw(sections, isTemplate: publication.isTemplate)
      for (part, area) in zip(parts.map(\.part), areas) {
        if let section = part.section { name(section, heading: area.heading, area.prose, on: sheet) }
      }
      return zip(parts, areas).map { PrintSheet.Piece(heading: $0.part.heading, prose: (sheet.name, $1.prose)) }
    case .fields: FieldSheet(sheet: sheet, report: publication.subject, styles: styles).draw(title: part.heading)
    case .facts, .note, .legend, .items, .chart, .revision, .whole, nil: break
    }
    return []
  }

  /// Names where a section stands, so that it reads back in its turn and letter by letter.
  private func name(_ section: Int, heading: Int, _ prose: Sheet.ProseRows, on sheet: Sheet) {
    func places(_ rows: some Sequence<Int>) -> [CellPlace] { rows.map { CellPlace(sheet: sheet.name, row: $0, column: 0) } }
    for area in Area.covering(places([heading])) { book.define("gongkai.heading.\(section + 1)", area.absolute) }
    for area in Area.covering(places(prose.rows)) { book.define("gongkai.section.\(section + 1)", area.absolute) }
    for (index, area) in Area.covering(places(prose.joined)).enumerated() {
      book.define("gongkai.joined.\(section + 1).\(index + 1)", area.absolute)
    }
  }

  private func refuseTooMuchProse(of report: Report) throws(WorkbookError) {
    let prose = report.sections.reduce(0) { $0 + $1.text.utf8.count }
    if prose > Self.proseLimit {
      throw WorkbookError(
        message: Bilingual(
          zh: "正文有 \(prose >> 20) MB，工作簿最多放 \(Self.proseLimit >> 20) MB；请改用 --to json 或 text",
          en: "the prose has \(prose >> 20) MB, a workbook takes \(Self.proseLimit >> 20) MB at most; give --to json or text"))
    }
  }

  // MARK: - Charts

  /// Native charts over a small table of their figures: bars for two reports, lines for more.
  private func draw(_ charts: [BarChart]) throws(WorkbookError) {
    let sheet = try Sheet(named: Self.chartSheet, in: book, of: publication.subject, styles)
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
