// The workbook that an agency can submit: one sheet for each part, and one that checks the figures as they are edited.

import CLazyXlsxWriter
import DisclosureReport

/// Writes a report as an Excel workbook laid out like the official form.
///
/// Sheets: every part that the report has, then `勾稽校验` with every relation as live formulas. Every cell has a
/// defined name (`requests.granted.natural`); `gongkai.absent.1` and so on name the areas that the source did not carry,
/// `gongkai.inferred.1` and so on those that were inferred.
///
/// - Parameters:
///   - path: A file that is created or overwritten. Write beside the target and rename.
///   - template: Whether the workbook is a blank form: it has all parts, and its totals are formulas that stay empty
///     until something is filled in.
///   - findings: What checking found, to be listed on the sheet `勾稽校验`.
public func writeWorkbook(
  _ report: Report, to path: String, template: Bool = false, findings: [Finding] = []
) throws(WorkbookError) {
  try drawWorkbook(at: path) { book throws(WorkbookError) in
    try WorkbookWriter(book: book, report: report, isTemplate: template, findings: findings).write()
  }
}

/// The same workbook as bytes, for who has no file to write it to.
///
/// ```swift
/// let bytes = try workbookBytes(report)
/// print(bytes.count)
/// ```
public func workbookBytes(_ report: Report, template: Bool = false, findings: [Finding] = []) throws(WorkbookError) -> [UInt8] {
  try drawnBytes { book throws(WorkbookError) in
    try WorkbookWriter(book: book, report: report, isTemplate: template, findings: findings).write()
  }
}

/// Draws the sheets of one workbook.
struct WorkbookWriter {
  let book: Book
  let report: Report
  let isTemplate: Bool
  let findings: [Finding]
  /// For cells whose figures come from elsewhere in the workbook, how.
  let formulas: [Int: String]
  let styles: Styles

  init(
    book: Book, report: Report, isTemplate: Bool, findings: [Finding], formulas: [Int: String] = [:]
  ) {
    self.findings = findings
    self.formulas = formulas
    self.book = book
    self.report = report
    self.isTemplate = isTemplate
    styles = Styles(book)
  }

  /// More prose in bytes makes a workbook that no program opens in reasonable time; a report has some ten thousand.
  private static let proseLimit = 12 << 20

  func write() throws(WorkbookError) {
    let prose = report.sections.reduce(0) { $0 + $1.text.utf8.count }
    if prose > Self.proseLimit {
      throw WorkbookError(
        message: Bilingual(
          zh: "正文有 \(prose >> 20) MB，工作簿最多放 \(Self.proseLimit >> 20) MB；请改用 --to json 或 text",
          en: "the prose has \(prose >> 20) MB, a workbook takes \(Self.proseLimit >> 20) MB at most; give --to json or text"))
    }
    try setProperties()
    var places = [CellPlace?](repeating: nil, count: report.form.cells.count)
    let checker = Checker(report)
    var rest = Array(report.sections.enumerated())
    for part in report.form.parts {
      // A heading that comes twice stands on its part's sheet once.
      let found = rest.firstIndex { part.isHeaded($0.element.heading) }.map { rest.remove(at: $0) }
      let section = found?.element
      if let index = part.table {
        guard isTemplate || section != nil || report.carries(table: index) else { continue }
        let sheet = try Sheet(named: part.sheet, in: book, of: report, styles)
        let official = OfficialTable(
          heading: section?.heading ?? part.heading, table: report.form.tables[index], checker: checker, isTemplate: isTemplate)
        let (legend, prose) = TableSheet(sheet: sheet, official: official, given: formulas, styles: styles)
          .draw(prose: section?.text, &places)
        // Reading back, an explanation is no prose of the report.
        if let legend { book.define("gongkai.legend.\(index + 1)", legend.absolute) }
        if let found, let prose { name(found.offset, heading: 0, prose, on: sheet) }
      } else if isTemplate || section != nil {
        let sheet = try Sheet(named: part.sheet, in: book, of: report, styles)
        let areas = ProseSheet(sheet: sheet, styles: styles)
          .draw([Report.Section(heading: section?.heading ?? part.heading, text: section?.text ?? "")])
        if let found { name(found.offset, heading: areas[0].heading, areas[0].prose, on: sheet) }
      }
    }
    if !rest.isEmpty {
      let sheet = try Sheet(named: "其他内容", in: book, of: report, styles)
      for (section, area) in zip(rest, ProseSheet(sheet: sheet, styles: styles).draw(rest.map(\.element))) {
        name(section.offset, heading: area.heading, area.prose, on: sheet)
      }
    }
    let relations = try Sheet(named: "勾稽校验", in: book, of: report, styles)
    RelationSheet(sheet: relations, checker: checker, places: places, styles: styles, findings: findings).draw()
    defineNames(places)
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

  /// The most bytes that a property holds.
  private static let propertyLimit = 255

  private func setProperties() throws(WorkbookError) {
    func shown(_ text: String) -> String { text.shownInXML.shortened(to: Self.propertyLimit / 3 - 1) }
    let status = withCStrings(shown(report.title), shown(report.agency), shown(report.form.edict), "gongkai") {
      title, agency, edict, program in
      var properties = lxw_doc_properties()
      properties.title = title
      properties.subject = edict
      properties.author = agency
      properties.company = agency
      properties.keywords = program
      return lazy_workbook_set_properties(book.pointer, &properties)
    }
    book.check(status)
    set("form", report.form.id)
    // What is too long for one property takes several.
    let pieces = report.agency.pieces(of: Self.propertyLimit) { UTF8.width($0) }
    if pieces.count == 1 {
      if !report.agency.isEmpty { set("agency", report.agency) }
    } else {
      for (index, piece) in pieces.enumerated() { set("agency.\(index + 1)", piece) }
    }
    guard let year = report.year else { return }
    if let period = report.period, period.month != nil {
      set("year", period.description)
      return
    }
    guard let number = Int32(exactly: year) else {
      throw WorkbookError(message: Bilingual(zh: "年份 \(year) 超出工作簿的范围", en: "the year \(year) is beyond what a workbook holds"))
    }
    book.check(lazy_workbook_set_custom_property_integer(book.pointer, "year", number))
  }

  private func set(_ name: String, _ value: String) {
    book.check(lazy_workbook_set_custom_property_string(book.pointer, name, value.cellEscaped))
  }

  private func defineNames(_ places: [CellPlace?]) {
    for cell in report.form.cells {
      guard let place = places[cell.number] else { continue }
      book.define(cell.address.definedName, place.absolute)
    }
    define("gongkai.absent", places) { $0.isAbsent }
    define("gongkai.inferred", places) { $0.isInferred }
  }

  /// Names areas of cells of a kind: choosing a name in the name box selects the area.
  private func define(_ name: String, _ places: [CellPlace?], where condition: (CellValue) -> Bool) {
    let chosen = report.form.cells.compactMap { condition(report[$0.number]) ? places[$0.number] : nil }
    for (index, area) in Area.covering(chosen).enumerated() {
      book.define("\(name).\(index + 1)", area.absolute)
    }
  }
}

/// Lends C strings that C structures can point to.
func withCStrings<Result>(
  _ a: String, _ b: String, _ c: String, _ d: String,
  _ body: (
    UnsafeMutablePointer<CChar>, UnsafeMutablePointer<CChar>, UnsafeMutablePointer<CChar>, UnsafeMutablePointer<CChar>
  ) -> Result
) -> Result {
  a.withCString { a in
    b.withCString { b in
      c.withCString { c in
        d.withCString { d in
          body(
            UnsafeMutablePointer(mutating: a), UnsafeMutablePointer(mutating: b), UnsafeMutablePointer(mutating: c),
            UnsafeMutablePointer(mutating: d))
        }
      }
    }
  }
}
