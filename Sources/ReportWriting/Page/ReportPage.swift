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
    let (checker, page) = (Checker(report), PublishedPage(options.language))
    for part in report.printedParts {
      if !part.heading.isEmpty { output.append("<h2>\(part.heading.htmlEscaped)</h2>\n") }
      if let text = part.text { output.append(PageParts.prose(text)) }
      guard let table = part.table else { continue }
      output.append(page.html(OfficialTable(heading: part.heading, table: table, checker: checker)))
      for line in report.derivationLines(of: table) { output.append("<p class=\"soft\">\(line.htmlEscaped)</p>\n") }
    }
    for chart in BarChart.all(report.form, [report], sides: [""], options.language) { output.append(chart.svg) }
    output.append("</article>\n")
  }

  mutating func finish(_ output: inout [UInt8]) {
    if count == 0 { output.append(PageParts.start(title: "gongkai", options.language)) }
    output.append(PageParts.end(script: false))
  }
}
