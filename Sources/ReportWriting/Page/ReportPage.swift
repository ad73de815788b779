// A report as one self-contained page.

import DisclosureReport

/// Writes reports as HTML: title, prose, the official tables, bar charts. Nothing is fetched; every text is escaped.
struct ReportPage: ReportStream {
  let options: WritingOptions
  private var count = 0

  init(_ options: WritingOptions) {
    self.options = options
  }

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    if count == 0 { output.append(PageParts.start(title: report.title, options.language)) }
    count += 1
    output.append("<article>\n<h1>\(report.title.htmlEscaped)</h1>\n<p class=\"soft\">\(report.formLine.htmlEscaped)</p>\n")
    for section in report.otherSections {
      if !section.heading.isEmpty { output.append("<h2>\(section.heading.htmlEscaped)</h2>\n") }
      output.append(PageParts.prose(section.text))
    }
    for part in report.form.parts {
      let section = report.section(of: part)
      let carried = part.table.map(report.carries(table:)) ?? false
      guard section != nil || carried else { continue }
      let heading = section?.heading ?? part.heading
      output.append("<h2>\(heading.htmlEscaped)</h2>\n")
      if let section { output.append(PageParts.prose(section.text)) }
      guard carried, let number = part.table else { continue }
      output.append(
        OfficialTable(table: report.form.tables[number], heading: heading).html { cell in
          let name = report[cell].isAbsent ? "absent" : ""
          let text = report[cell].isAbsent ? "<span class=\"soft\">缺</span>" : report.printed(cell).htmlEscaped
          return (name, text)
        })
    }
    for chart in BarChart.all(report.form, [report], sides: [""], options.language) { output.append(chart.svg) }
    output.append("</article>\n")
  }

  mutating func finish(_ output: inout [UInt8]) {
    if count == 0 { output.append(PageParts.start(title: "gongkai", options.language)) }
    output.append(PageParts.end(script: false))
  }
}
