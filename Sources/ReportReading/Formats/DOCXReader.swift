// Word files: paragraphs and tables in order, with the text as it stands once all tracked changes are accepted.

import DisclosureReport

/// Reads .docx files.
struct DOCXReader: ReportReader {
  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    let archive = try ZipArchive(try source.bytes(), path: source.path)
    guard let document = try archive.entry("word/document.xml") else {
      throw SourceError(
        source.path, Bilingual(zh: "这不是 Word 文件：没有 word/document.xml", en: "this is no Word file: there is no word/document.xml"))
    }
    try Recogniser.read(try grid(document, source.path), source.path, options, each: each)
  }

  /// A cell of a table in the making.
  private struct Cell {
    var text = ""
    var span = 1
    var continues = false
  }

  private func grid(_ document: [UInt8], _ path: String) throws(SourceError) -> Grid {
    var grid = Grid()
    // Rows of the tables that are open, the innermost last; a table within a cell is text of that cell.
    var rows: [[Cell]] = []
    var depth = 0
    var line = 0
    var paragraph = ""
    var isText = false
    var removed = 0
    try XMLEvents(path: path, name: "word/document.xml").read(document) { (event) throws(SourceError) in
      switch event {
      case .start("tbl", _): depth += 1
      case .end("tbl"): depth -= 1
      case .start("tr", _): if depth == 1 { rows = [[]] }
      case .start("tc", _): if depth == 1, !rows.isEmpty { rows[0].append(Cell()) }
      case .start("gridSpan", let attributes):
        if depth == 1, let last = rows.first?.indices.last { rows[0][last].span = min(max(1, Int(attributes["val"] ?? "") ?? 1), 63) }
      case .start("vMerge", let attributes):
        if depth == 1, let last = rows.first?.indices.last { rows[0][last].continues = attributes["val"] ?? "continue" != "restart" }
      case .end("tr"):
        guard depth == 1, let row = rows.first else { return }
        line += 1
        var column = 1
        for cell in row {
          grid.appendCell((cell.continues ? "" : cell.text).utf8, line: line, column: column)
          for extra in 1..<max(1, cell.span) { grid.appendCell([], line: line, column: column + extra) }
          column += cell.span
        }
        grid.endRow()
        rows = []
      // What was deleted or moved away is not in the accepted text.
      case .start("del", _), .start("moveFrom", _): removed += 1
      case .end("del"), .end("moveFrom"): removed -= 1
      case .start("t", _): isText = removed == 0
      case .end("t"): isText = false
      case .start("tab", _), .start("br", _): if depth == 0 { paragraph += " " }
      case .text(let text): if isText { paragraph += text }
      case .end("p"):
        if depth > 0 {
          if let last = rows.first?.indices.last { rows[0][last].text += paragraph }
        } else {
          line += 1
          grid.appendCell(paragraph.utf8, line: line, column: 1)
          grid.endRow()
        }
        paragraph = ""
      default: break
      }
    }
    return grid
  }
}
