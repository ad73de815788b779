// The official grid as CSV, as a person would paste it into a sheet.

import DisclosureReport

/// Writes title, prose and the official tables, with a merged label in the first of its cells.
///
/// A row that the source does not carry is left out; single absent cells read `缺`.
struct TableCSVStream: ReportStream {
  private let options: WritingOptions
  private var hasReport = false

  init(_ options: WritingOptions) {
    self.options = options
  }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    if hasReport { output.append("\n") }
    if options.byteOrderMark, !hasReport { output += .byteOrderMark }
    hasReport = true
    output += piece.bytes
  }

  func piece(_ report: Report) -> StreamPiece {
    var output: [UInt8] = []
    func line(_ text: String) {
      output.appendField(text)
      output.append("\n")
    }
    line(report.title)
    line(report.formLine)
    for part in report.printedParts {
      if !part.heading.isEmpty { line(part.heading) }
      if let text = part.text { line(text) }
      guard let table = part.table else { continue }
      for row in grid(of: table, in: report) {
        for (index, text) in row.enumerated() {
          if index > 0 { output.append(UInt8(ascii: ",")) }
          output.appendField(text)
        }
        output.append("\n")
      }
    }
    return StreamPiece(bytes: output)
  }

  /// The lines of the table's layout that have something to show.
  private func grid(of table: Form.Table, in report: Report) -> [[String]] {
    let layout = table.layout
    var lines = [[String]](repeating: [String](repeating: "", count: layout.width), count: layout.height)
    var isCarried = [Bool](repeating: true, count: layout.height)
    for item in layout.items {
      guard case .cell(let number) = item.content else { continue }
      lines[item.row][item.column] = report.printed(number)
      let cell = report.form.cells[number]
      isCarried[item.row] =
        table.blocks[table.rows[cell.row].block].isAcross || report.carries(table.rows[cell.row])
    }
    let blockOfLine = blocks(of: layout)
    for item in layout.items {
      guard let text = item.content.text else { continue }
      switch item.content {
      case .rowLabel:
        // A label that spans lines stands on the first that is there.
        if let line = (item.row..<item.row + item.height).first(where: { isCarried[$0] }) { lines[line][item.column] = text }
      default:
        lines[item.row][item.column] = text
      }
    }
    let valueLines = Set(
      layout.items.compactMap { item -> Int? in if case .cell = item.content { item.row } else { nil } })
    let carriedBlocks = Set(valueLines.filter { isCarried[$0] }.map { blockOfLine[$0] })
    return lines.indices.filter { carriedBlocks.contains(blockOfLine[$0]) && isCarried[$0] }.map { lines[$0] }
  }

  /// For every line the number of the block that it belongs to.
  private func blocks(of layout: TableLayout) -> [Int] {
    let starts = Set(layout.items.filter { if case .heading = $0.content { true } else { false } }.map(\.row))
    var block = 0
    return (0..<layout.height).map { line in
      if starts.contains(line) { block += 1 }
      return block
    }
  }
}
