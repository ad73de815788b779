// The workbook that an agency can submit: one sheet for each part, and one that checks the figures as they are edited.

import CXlsxWriter
import DisclosureReport

/// What went wrong while a workbook was written.
public struct WorkbookError: Error, Sendable {
  public let message: Bilingual
}

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
  try drawWorkbook(at: path) { book in
    WorkbookWriter(book: book, report: report, isTemplate: template, findings: findings).write()
  }
}

/// Makes a workbook, has its sheets drawn, and writes it.
func drawWorkbook(at path: String, _ draw: (UnsafeMutablePointer<lxw_workbook>) -> Void) throws(WorkbookError) {
  guard let book = workbook_new(path) else {
    throw WorkbookError(message: Bilingual(zh: "内存不足", en: "out of memory"))
  }
  draw(book)
  let status = workbook_close(book)
  guard status == LXW_NO_ERROR else {
    let reason = String(cString: lxw_strerror(status))
    throw WorkbookError(message: Bilingual(zh: "无法写出工作簿：\(reason)", en: "cannot write the workbook: \(reason)"))
  }
}

/// Draws the sheets of one workbook.
struct WorkbookWriter {
  let book: UnsafeMutablePointer<lxw_workbook>
  let report: Report
  let isTemplate: Bool
  let findings: [Finding]
  /// For cells whose figures come from elsewhere in the workbook, how.
  let formulas: [Int: String]
  let styles: Styles

  init(
    book: UnsafeMutablePointer<lxw_workbook>, report: Report, isTemplate: Bool, findings: [Finding], formulas: [Int: String] = [:]
  ) {
    self.findings = findings
    self.formulas = formulas
    self.book = book
    self.report = report
    self.isTemplate = isTemplate
    styles = Styles(book)
  }

  func write() {
    setProperties()
    var places = [CellPlace?](repeating: nil, count: report.form.cells.count)
    let checker = Checker(report)
    let prefaced = report.otherSections
    for part in report.form.parts {
      let section = report.section(of: part)
      if let index = part.table {
        guard isTemplate || section != nil || report.carries(table: index) else { continue }
        let sheet = Sheet(named: part.sheet, in: book, of: report, styles)
        let legend = TableSheet(
          sheet: sheet, table: report.form.tables[index], checker: checker, isTemplate: isTemplate, given: formulas, styles: styles
        )
        .draw(heading: section?.heading ?? part.heading, prose: section?.text, &places)
        // Reading back, an explanation is no prose of the report.
        if let legend { workbook_define_name(book, "gongkai.legend.\(index + 1)", "=" + legend.absolute) }
      } else if isTemplate || section != nil {
        let sheet = Sheet(named: part.sheet, in: book, of: report, styles)
        ProseSheet(sheet: sheet, styles: styles)
          .draw([Report.Section(heading: section?.heading ?? part.heading, text: section?.text ?? "")])
      }
    }
    if !prefaced.isEmpty {
      let sheet = Sheet(named: unusedName("其他内容"), in: book, of: report, styles)
      for (index, area) in ProseSheet(sheet: sheet, styles: styles).draw(prefaced).enumerated() {
        let places = (area.first...area.last).map { CellPlace(sheet: sheet.name, row: $0, column: 0) }
        for area in Area.covering(places) { workbook_define_name(book, "gongkai.section.\(index + 1)", "=" + area.absolute) }
      }
    }
    let relations = Sheet(named: unusedName("勾稽校验"), in: book, of: report, styles)
    RelationSheet(sheet: relations, checker: checker, places: places, styles: styles, findings: findings).draw()
    defineNames(places)
  }

  /// A sheet name that no part of a user's form takes already.
  private func unusedName(_ name: String) -> String {
    report.form.parts.contains { $0.sheet == name } ? name + "2" : name
  }

  private func setProperties() {
    withCStrings(report.title, report.agency, report.form.edict, "gongkai") { title, agency, edict, program in
      var properties = lxw_doc_properties()
      properties.title = title
      properties.subject = edict
      properties.author = agency
      properties.company = agency
      properties.keywords = program
      workbook_set_properties(book, &properties)
    }
    // Custom properties hold at most 255 bytes.
    workbook_set_custom_property_string(book, "form", report.form.id)
    if !report.agency.isEmpty, report.agency.utf8.count <= 255 {
      workbook_set_custom_property_string(book, "agency", report.agency)
    }
    if let year = report.year { workbook_set_custom_property_integer(book, "year", Int32(clamping: year)) }
  }

  private func defineNames(_ places: [CellPlace?]) {
    for cell in report.form.cells {
      guard let place = places[cell.number] else { continue }
      workbook_define_name(book, cell.address.definedName, "=" + place.absolute)
    }
    define("gongkai.absent", places) { $0.isAbsent }
    define("gongkai.inferred", places) { $0.isInferred }
  }

  /// Names areas of cells of a kind: choosing a name in the name box selects the area.
  private func define(_ name: String, _ places: [CellPlace?], where condition: (CellValue) -> Bool) {
    let chosen = report.form.cells.compactMap { condition(report[$0.number]) ? places[$0.number] : nil }
    for (index, area) in Area.covering(chosen).enumerated() {
      workbook_define_name(book, "\(name).\(index + 1)", "=" + area.absolute)
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
