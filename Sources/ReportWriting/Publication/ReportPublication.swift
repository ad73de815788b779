// A report as people read it: title, prose, the official tables, charts.

import DisclosureReport

extension Publication {
  init(_ report: Report, _ language: Language, for medium: Medium) {
    self.init(title: report.title, subject: report, language: language)
    if medium == .workbook {
      isReport = true
      parts = Self.sheets(of: report, Checker(report))
      return
    }
    parts = [Part(blocks: [Block(.note(report.formLine))])]
    let checker = medium.hasTables ? Checker(report) : nil
    for part in report.printedParts {
      var blocks = part.text.map { [Block(.prose($0))] } ?? []
      if let table = part.table {
        let official =
          checker.map { OfficialTable(heading: part.heading, table: table, checker: $0) }
          ?? OfficialTable(heading: part.heading, table: table, report: report)
        blocks += [Block(.table(official))] + report.remarks(on: table).map { Block(.note($0)) }
      }
      // A heading stands even where nothing is below it.
      parts.append(Part(heading: part.heading, blocks: blocks.isEmpty ? [Block(.prose(""))] : blocks))
    }
    if medium.hasTables {
      let charts = BarChart.all(report.form, [report], sides: [""], language)
      parts.append(Part(blocks: charts.map { Block(.chart($0), for: [.page]) }))
    }
    let hasGap = report.form.tables.numbered.contains { number, table in
      report.carries(table: number) && report.cells[table.cells].contains(where: \.isAbsent)
    }
    let legend = report.form.notation.legend(hasBlank: report.cells.contains(where: \.isBlank), hasGap: hasGap)
    if !legend.isEmpty { parts.append(Part(blocks: [Block(.legend(legend), for: [.text])])) }
  }
}

extension Publication {
  /// A blank form as a workbook: all parts, with room to write, and totals that are formulas.
  init(blank report: Report) {
    self.init(title: report.title, subject: report, language: .chinese)
    isReport = true
    isTemplate = true
    let fields = Part(heading: report.form.title, sheet: Form.fieldSheet, blocks: [Block(.fields, for: [.workbook])])
    parts = [fields] + Self.sheets(of: report, Checker(report), isTemplate: true)
  }

  /// The sheets of a report: a part each, what belongs to none, the relations.
  ///
  /// - Parameter sums: For cells that are sums over a listing of the workbook, where they are summed up.
  static func sheets(
    of report: Report, _ checker: Checker, isTemplate: Bool = false, sums: [CellNumber: OfficialTable.ColumnSum] = [:]
  ) -> [Part] {
    // Room to write grows with what is written only where it is not merged.
    var parts = isTemplate ? [] : [Part(sheet: Form.printSheet, blocks: [Block(.whole, for: [.workbook])])]
    var tables: Set<TableNumber> = []
    var rest = Array(report.sections.enumerated())
    for part in report.form.parts {
      // A heading that comes twice stands on its part's sheet once.
      let found = rest.firstIndex { part.isHeaded($0.element.heading) }.map { rest.remove(at: $0) }
      let heading = found?.element.heading ?? part.heading
      var blocks: [Block] = []
      if let number = part.table, isTemplate || found != nil || report.carries(table: number) {
        tables.insert(number)
        let table = OfficialTable(
          heading: heading, table: report.form.tables[number], checker: checker, isTemplate: isTemplate, columnSums: sums)
        blocks.append(Block(.table(table)))
      }
      if let prose = found?.element.text ?? (part.table == nil && isTemplate ? "" : nil) { blocks.append(Block(.prose(prose))) }
      if !blocks.isEmpty { parts.append(Part(heading: heading, sheet: part.sheet, section: found?.offset, blocks: blocks)) }
    }
    for section in rest {
      parts.append(
        Part(
          heading: section.element.heading, sheet: Form.otherSheet, section: section.offset,
          blocks: [Block(.prose(section.element.text))]))
    }
    return parts + [relations(checker, tables: tables)]
  }
}
