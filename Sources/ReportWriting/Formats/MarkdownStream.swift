// Markdown: headings, prose, and each block of a table as a table of its own.

import DisclosureReport

/// Writes a report as GitHub Flavored Markdown.
struct MarkdownStream: ReportStream {
  private var hasReport = false

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    if hasReport { output.append("\n") }
    hasReport = true
    output.append("# \(report.title.markdownEscaped)\n\n\(report.formLine)\n")
    for part in report.printedParts {
      if !part.heading.isEmpty { output.append("\n## \(part.heading.markdownEscaped)\n") }
      if let text = part.text { append(text, to: &output) }
      if let table = part.table {
        append(table, of: report, to: &output)
        append(report.derivationLines(of: table).joined(separator: "\n"), to: &output)
      }
    }
  }

  mutating func finish(_ output: inout [UInt8]) {}

  private func append(_ text: String, to output: inout [UInt8]) {
    for paragraph in text.split(separator: "\n") { output.append("\n\(String(paragraph).markdownEscaped)\n") }
  }

  private func append(_ table: Form.Table, of report: Report, to output: inout [UInt8]) {
    for block in table.blocks {
      let rows = table.rows[block.rows].filter(report.carries)
      if rows.isEmpty { continue }
      if let heading = block.heading { output.append("\n**\(heading.markdownEscaped)**\n") }
      let labelWidth = block.rowLabels.map(\.depth).max() ?? 1
      let corner = [block.corner ?? "项目"] + [String](repeating: "", count: labelWidth - 1)
      output.append("\n")
      append(corner + block.columns.map(\.label), to: &output)
      output.append("|" + String(repeating: " --- |", count: labelWidth) + String(repeating: " ---: |", count: block.columns.count) + "\n")
      var above: [String] = []
      for row in rows {
        // A group is named on its first row, the row itself behind its groups.
        let labels = row.path.enumerated().map { level, label in
          level < row.path.count - 1 && above.prefix(level + 1).elementsEqual(row.path.prefix(level + 1)) ? "" : label
        }
        above = row.path
        append(labels + [String](repeating: "", count: labelWidth - labels.count) + row.cells.map(report.printed), to: &output)
      }
    }
  }

  private func append(_ cells: [String], to output: inout [UInt8]) {
    output.append("| \(cells.map(\.markdownEscaped).joined(separator: " | ")) |\n")
  }
}

extension String {
  /// Text that stays text in Markdown: no markup, no links, no table bars.
  var markdownEscaped: String {
    var result = ""
    for (index, character) in enumerated() {
      switch character {
      case "|", "<", ">", "*", "_", "`", "[", "]", "\\", "~", "&": result += "\\\(character)"
      case "#" where index == 0: result += "\\#"
      case "-", "+":
        // At the start a list, unless it is a signed figure.
        let isSign = index == 0 && count > 1 && dropFirst().allSatisfy { $0.isNumber || $0 == "." }
        result += index == 0 && !isSign ? "\\\(character)" : "\(character)"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
