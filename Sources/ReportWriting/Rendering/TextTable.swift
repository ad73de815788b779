// An official table in lines of text, aligned for Chinese characters: each of its blocks below the other.

import DisclosureReport

/// A blank cell is `-`, an absent one `缺`; figures stand as in the official tables.
struct TextTable {
  let table: Form.Table
  let report: Report
  /// How many columns the lines may take on a terminal; nil where nothing is to be broken.
  let width: Int?

  var lines: [String] { table.blocks.flatMap(lines) }

  private func lines(_ block: Form.Block) -> [String] {
    let rows = Array(table.rows[block.rows])
    guard rows.contains(where: report.carries) else { return [] }
    var output = [""]
    if let heading = block.heading { output.append(heading) }
    let figures = rows.map { $0.cells.map { shown($0) } }
    let headers = block.columns.map { header($0.label) }
    let widths = headers.indices.map { column in
      max(4, headers[column].map(\.displayWidth).max() ?? 0, figures.map { $0[column].displayWidth }.max() ?? 0)
    }
    let indented = labelled(rows)
    let wanted = indented.compactMap { $0.row == nil ? nil : $0.text.displayWidth }.max() ?? 0
    // What stands between labels and figures, each with a column of its own.
    let asides = block.asides.enumerated().map { index, title in
      rows.map { $0.asides[index].displayWidth }.reduce(title.displayWidth, max)
    }
    func beside(_ texts: [String]) -> String { zip(texts, asides).map { "  " + $0.padded(to: $1) }.joined() }
    let room = width.map { min(PublishedText.tableWidth, $0) - (widths + asides).reduce(0) { $0 + $1 + 2 } } ?? wanted
    let labelWidth = max(20, min(wanted, room))
    for line in 0..<(headers.map(\.count).max() ?? 0) {
      let cells = zip(headers, widths).map { header, width in
        let start = (headers.map(\.count).max() ?? 0) - header.count
        return "  " + (line >= start ? header[line - start] : "").padded(to: width, right: true)
      }
      let titles = block.asides.map { line + 1 == headers.map(\.count).max() ? $0 : "" }
      output.append(trimmed(String(repeating: " ", count: labelWidth) + beside(titles) + cells.joined()))
    }
    for (text, row) in indented {
      let indent = String(text.prefix { $0 == " " })
      let lines = text.dropFirst(indent.count).wrapped(to: max(10, labelWidth - indent.count))
      for (index, line) in lines.enumerated() {
        var full = indent + line
        if index == 0, let row {
          full =
            full.padded(to: labelWidth) + beside(rows[row].asides)
            + zip(figures[row], widths).map { "  " + $0.padded(to: $1, right: true) }.joined()
        }
        output.append(trimmed(full))
      }
    }
    return output
  }

  /// The labels of rows and, before the first row of each, of their groups, indented by level.
  private func labelled(_ rows: [Form.Row]) -> [(text: String, row: Int?)] {
    var lines: [(String, Int?)] = []
    var above: [String] = []
    for (index, row) in rows.enumerated() {
      for (level, label) in row.path.enumerated() {
        let isRow = level == row.path.count - 1
        if !isRow, above.prefix(level + 1).elementsEqual(row.path.prefix(level + 1)) { continue }
        lines.append((String(repeating: "  ", count: level + (isRow ? row.level : 0)) + label, isRow ? index : nil))
      }
      above = row.path
    }
    return lines
  }

  /// A column's label in one line, or for a terminal in two of the same length; a unit stays with what it is the unit of.
  private func header(_ label: String) -> [String] {
    guard width != nil, label.displayWidth > 6, !label.contains(report.form.notation.moneyUnit) else { return [label] }
    let half = (label.count + 1) / 2
    return [String(label.prefix(half)), String(label.dropFirst(half))]
  }

  private func shown(_ cell: CellNumber) -> String {
    report[cell].isBlank ? "-" : report.printed(cell)
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
