// A report as people read it: title, prose, the official tables, charts.

import DisclosureReport

/// Reports in a format for people.
struct PublishedReports: ReportStream {
  let language: Language
  var renderer: any PublicationRenderer

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    renderer.add(Publication(report, language, for: renderer.medium), to: &output)
  }

  mutating func finish(_ output: inout [UInt8]) {
    renderer.finish(&output)
  }
}

extension Publication {
  init(_ report: Report, _ language: Language, for medium: Medium) {
    self.init(title: report.title, subject: report, language: language)
    parts = [Part(blocks: [Block(.note(report.formLine))])]
    let checker = medium.hasTables ? Checker(report) : nil
    for part in report.printedParts {
      var blocks = part.text.map { [Block(.prose($0))] } ?? []
      if let table = part.table {
        let official =
          checker.map { OfficialTable(heading: part.heading, table: table, checker: $0) }
          ?? OfficialTable(heading: part.heading, table: table, report: report)
        blocks += [Block(.table(official))] + report.derivationLines(of: table).map { Block(.note($0)) }
      }
      // A heading stands even where nothing is below it.
      parts.append(Part(heading: part.heading, blocks: blocks.isEmpty ? [Block(.prose(""))] : blocks))
    }
    if medium.hasTables {
      let charts = BarChart.all(report.form, [report], sides: [""], language)
      parts.append(Part(blocks: charts.map { Block(.chart($0), for: [.page, .workbook]) }))
    }
    var legend: [String] = []
    if report.cells.contains(where: \.isBlank) { legend.append("- 未填") }
    let hasGap = report.form.tables.enumerated().contains { number, table in
      report.carries(table: number) && report.cells[table.cells].contains(where: \.isAbsent)
    }
    if hasGap { legend.append("缺 原文没有") }
    if !legend.isEmpty { parts.append(Part(blocks: [Block(.legend("图例：" + legend.joined(separator: "；")), for: [.text])])) }
  }
}
