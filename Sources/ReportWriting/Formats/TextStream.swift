// A report as lines of text: aligned for Chinese characters, the same for every run so that diffs are short.

import DisclosureReport

/// Writes a report as aligned text. A blank cell is `-`, an absent one `缺`; figures stand as in the official tables.
///
/// Prose is broken into lines for a terminal only: in a file a paragraph is a line, so that it reads back as it was.
struct TextStream: ReportStream {
  /// How many columns the tables take on a terminal if they can.
  static let tableWidth = 80
  private let width: Int?
  private var hasReport = false

  init(_ options: WritingOptions) {
    width = options.width
  }

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    if hasReport { output.append("\n") }
    hasReport = true
    output.append("\(clean(report.title))\n\(report.formLine)\n")
    for part in report.printedParts {
      if !part.heading.isEmpty { output.append("\n\(clean(part.heading))\n") }
      if let text = part.text { append(text, to: &output) }
      for block in part.table?.blocks ?? [] {
        if let table = part.table { append(block, of: table, in: report, to: &output) }
      }
      for line in part.table.map(report.derivationLines) ?? [] {
        for piece in lines(line) { output.append("\(piece)\n") }
      }
    }
    let cells = report.cells
    var legend: [String] = []
    if cells.contains(where: \.isBlank) { legend.append("- 未填") }
    if report.form.tables.indices.contains(where: { hasGap($0, in: report) }) { legend.append("缺 原文没有") }
    if !legend.isEmpty { output.append("\n图例：\(legend.joined(separator: "；"))\n") }
  }

  mutating func finish(_ output: inout [UInt8]) {}

  private func hasGap(_ table: Int, in report: Report) -> Bool {
    report.carries(table: table) && report.cells[report.form.tables[table].cells].contains(where: \.isAbsent)
  }

  private func append(_ text: String, to output: inout [UInt8]) {
    for paragraph in text.split(separator: "\n") {
      let text = String(paragraph).withoutControls
      for line in lines(width == nil ? text : "　　" + text) { output.append("\(line)\n") }
    }
  }

  private func lines(_ text: String) -> [String] {
    width.map { text.wrapped(to: $0) } ?? [text]
  }

  private func append(_ block: Form.Block, of table: Form.Table, in report: Report, to output: inout [UInt8]) {
    let rows = Array(table.rows[block.rows])
    guard rows.contains(where: report.carries) else { return }
    output.append("\n")
    if let heading = block.heading { output.append("\(heading)\n") }
    let figures = rows.map { $0.cells.map { shown($0, in: report) } }
    let headers = block.columns.map { header($0.label) }
    let widths = block.columns.indices.map { column in
      max(4, headers[column].map(\.displayWidth).max() ?? 0, figures.map { $0[column].displayWidth }.max() ?? 0)
    }
    let indented = labelled(rows)
    let wanted = indented.compactMap { $0.row == nil ? nil : $0.text.displayWidth }.max() ?? 0
    let room = width.map { min(Self.tableWidth, $0) - widths.reduce(0) { $0 + $1 + 2 } } ?? wanted
    let labelWidth = max(20, min(wanted, room))
    for line in 0..<(headers.map(\.count).max() ?? 0) {
      let cells = zip(headers, widths).map { header, width in
        let start = (headers.map(\.count).max() ?? 0) - header.count
        return "  " + (line >= start ? header[line - start] : "").padded(to: width, right: true)
      }
      output.append(trimmed(String(repeating: " ", count: labelWidth) + cells.joined()) + "\n")
    }
    for (text, row) in indented {
      let indent = String(text.prefix { $0 == " " })
      let lines = text.dropFirst(indent.count).wrapped(to: max(10, labelWidth - indent.count))
      for (index, line) in lines.enumerated() {
        var full = indent + line
        if index == 0, let row {
          full = full.padded(to: labelWidth) + zip(figures[row], widths).map { "  " + $0.padded(to: $1, right: true) }.joined()
        }
        output.append(trimmed(full) + "\n")
      }
    }
  }

  /// The labels of rows and, before the first row of each, of their groups, indented by level.
  private func labelled(_ rows: [Form.Row]) -> [(text: String, row: Int?)] {
    var lines: [(String, Int?)] = []
    var above: [String] = []
    for (index, row) in rows.enumerated() {
      for (level, label) in row.path.enumerated() {
        let isRow = level == row.path.count - 1
        if !isRow, above.prefix(level + 1).elementsEqual(row.path.prefix(level + 1)) { continue }
        lines.append((String(repeating: "  ", count: level) + label, isRow ? index : nil))
      }
      above = row.path
    }
    return lines
  }

  /// A column's label in one line, or for a terminal in two of the same length; a unit stays with what it is the unit of.
  private func header(_ label: String) -> [String] {
    guard width != nil, label.displayWidth > 6, !label.contains("万元") else { return [label] }
    let half = (label.count + 1) / 2
    return [String(label.prefix(half)), String(label.dropFirst(half))]
  }

  private func shown(_ cell: Int, in report: Report) -> String {
    report[cell].isBlank ? "-" : report.printed(cell)
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  /// Text without control characters, which could command a terminal.
  private func clean(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }))
  }
}
