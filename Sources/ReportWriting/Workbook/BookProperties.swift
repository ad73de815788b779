// What a workbook says of itself, by which it reads back: whose report it is, and in which form.

import CLazyXlsxWriter
import DisclosureReport

extension Book {
  func defineNames(of report: Report, _ places: Numbered<CellNumber, CellPlace?>) {
    for cell in report.form.cells {
      guard let place = places[cell.number] else { continue }
      define(cell.address.definedName, place.absolute)
    }
    /// Names areas of cells of a kind: choosing a name in the name box selects the area.
    func defineAreas(_ name: String, where condition: (CellValue) -> Bool) {
      let chosen = report.form.cells.compactMap { condition(report[$0.number]) ? places[$0.number] : nil }
      for (index, area) in Area.covering(chosen).enumerated() { define("\(name).\(index + 1)", area.absolute) }
    }
    defineAreas("gongkai.absent") { $0.isAbsent }
    defineAreas("gongkai.inferred") { $0.isInferred }
  }

  /// The most bytes that a property holds.
  fileprivate static let propertyLimit = 255

  func setProperties(of report: Report) throws(WorkbookError) {
    func shown(_ text: String) -> String { text.shownInXML.shortened(to: Self.propertyLimit / 3 - 1) }
    let status = withCStrings(shown(report.title), shown(report.agency), shown(report.form.edict), "gongkai") {
      title, agency, edict, program in
      var properties = lxw_doc_properties()
      properties.title = title
      properties.subject = edict
      properties.author = agency
      properties.company = agency
      properties.keywords = program
      return lazy_workbook_set_properties(pointer, &properties)
    }
    check(status)
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
    check(lazy_workbook_set_custom_property_integer(pointer, "year", number))
  }

  /// By this a workbook is known that is about reports and is none.
  func markAsComparison() { set(ComparisonMark.property, "comparison") }

  private func set(_ name: String, _ value: String) {
    check(lazy_workbook_set_custom_property_string(pointer, name, value.cellEscaped))
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
