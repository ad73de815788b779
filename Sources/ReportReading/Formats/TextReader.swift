// Plain text and Markdown: what remains of a page or a PDF when someone has extracted it.

import DisclosureReport

/// Reads text in which a line with tabs or bars is a row of a table and every other line is prose, or one cell of a table.
///
/// A table in HTML, as converters and OCR leave it in Markdown, is read as in a page.
/// Marks of headings and of bold type are dropped: extracted text mixes them freely with tab-separated tables.
struct TextReader: ReportReader {
  /// Whether a backslash before punctuation is an escape.
  var isMarkdown = false

  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let bytes = try source.bytes()
    let budget = Budget(source.path, given: bytes.count)
    var draft = BandDraft(source.path, within: budget, hasLines: true)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var number = 1
    var mayHoldTables = true
    var (end, width) = lineEnd(in: bytes, from: start)
    while start < bytes.count {
      // Behind a table its last line goes on.
      if start > end { (end, width) = lineEnd(in: bytes, from: start) }
      var line = bytes[start..<end]
      if mayHoldTables, let table = line.place(ofTag: "<table") {
        if let close = tableEnd(in: bytes[table...]) {
          line = bytes[start..<table]
          if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { try row(line, line: number, of: &draft) }
          try HTMLReader.append(bytes[table..<close], firstLine: number, to: &draft)
          while end < close {
            if bytes[end] != 0x0C { number += 1 }
            (end, width) = lineEnd(in: bytes, from: end + width)
          }
          start = close
          continue
        }
        mayHoldTables = false
      }
      try row(line, line: number, of: &draft)
      if end < bytes.count, bytes[end] == 0x0C { draft.beginPage() } else { number += 1 }
      start = end + width
    }
    try draft.read(options, in: session, each: each)
  }

  /// Where a table in HTML ends, with all within it; nil if it does not.
  private func tableEnd(in bytes: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var rest = bytes
    while let mark = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[mark...]
      if rest.begins(withTag: "<table") {
        depth += 1
      } else if rest.begins(withTag: "</table") {
        depth -= 1
        if depth == 0 { return rest.firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } }
      }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Where a line ends, and how many bytes its end takes: Unix, Windows, old Macs, page feeds, and what Unicode has besides.
  private func lineEnd(in bytes: [UInt8], from start: Int) -> (Int, width: Int) {
    for end in start..<bytes.count {
      switch bytes[end] {
      case 0x0A, 0x0B, 0x0C: return (end, 1)
      case 0x0D: return (end, end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1)
      case 0xC2 where end + 1 < bytes.count && bytes[end + 1] == 0x85: return (end, 2)
      case 0xE2 where end + 2 < bytes.count && bytes[end + 1] == 0x80 && (bytes[end + 2] == 0xA8 || bytes[end + 2] == 0xA9):
        return (end, 3)
      default: break
      }
    }
    return (bytes.count, 0)
  }

  private func row(_ line: ArraySlice<UInt8>, line number: Int, of grid: inout BandDraft) throws(SourceError) {
    // Where spaces part columns, every word will be looked at by itself.
    try grid.budget.take(zip(line, line.dropFirst()).count { $0 == 0x20 && $1 != 0x20 }, .word)
    let content = line.drop { $0 == 0x20 || $0 == 0x09 }
    if content.first == UInt8(ascii: "|"), content.allSatisfy({ [0x7C, 0x20, 0x0D].contains($0) }), !isMarkdown {
      // Nothing but bars: a line between cells, or an empty cell.
      try grid.appendEmptyCells(2, line: number, column: 1)
      try grid.endRow()
    } else if content.first == UInt8(ascii: "|"), isMarkdown || endsInBar(content) {
      try markdownRow(content, indent: content.startIndex - line.startIndex, line: number, of: &grid)
    } else if content.contains(UInt8(ascii: "\t")) {
      try grid.appendRow(line, partedBy: UInt8(ascii: "\t"), line: number)
    } else if let cells = barredCells(content) {
      try grid.appendRow(cells, partedBy: UInt8(ascii: "|"), line: number, column: 1 + content.startIndex - line.startIndex)
    } else if isMarkdown, let mark = content.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-"),
      content.count(where: { $0 == mark }) > 2, content.allSatisfy({ $0 == mark || $0 == 0x20 || $0 == 0x0D })
    {
      // A line under a heading, or between parts.
    } else {
      let bare = unmarked(content)
      try grid.appendParagraph(
        isMarkdown ? unescaped(bare) : Array(bare), line: number, column: 1 + characters(in: line[line.startIndex..<bare.startIndex]))
    }
  }

  /// Cells joined by ` | `, or one cell without the bar behind it; nil for a line of prose.
  private func barredCells(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard content.first == UInt8(ascii: "|") || endsInBar(content) || content.holds(" | ") else { return nil }
    // `111 |` is one cell with its end; behind a bar that joins cells, nothing is an empty cell.
    guard endsInBar(content), let first = content.firstIndex(of: UInt8(ascii: "|")), content.lastIndex(of: UInt8(ascii: "|")) == first
    else { return content }
    return content[..<first]
  }

  private func endsInBar(_ content: ArraySlice<UInt8>) -> Bool {
    content.last { $0 != 0x20 && $0 != 0x0D } == UInt8(ascii: "|")
  }

  private func markdownRow(_ content: ArraySlice<UInt8>, indent: Int, line number: Int, of grid: inout BandDraft) throws(SourceError) {
    let rule: Set<UInt8> = [UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"), 0x20, 0x0D]
    if content.contains(UInt8(ascii: "-")), content.allSatisfy(rule.contains), !content.holds("- -") { return }
    var column = indent + 2
    var cell: [UInt8] = []
    var width = 0
    var escaped = false
    var cells = 0
    for byte in content.dropFirst() {
      if byte & 0xC0 != 0x80 { width += 1 }
      if escaped {
        if !isPunctuation(byte) { cell.append(UInt8(ascii: "\\")) }
        cell.append(byte)
        escaped = false
      } else if byte == UInt8(ascii: "\\") {
        escaped = true
      } else if byte == UInt8(ascii: "|") {
        try grid.appendCell(cell.withoutMarkup, line: number, column: column)
        cells += 1
        column += width
        width = 0
        cell = []
      } else {
        cell.append(byte)
      }
    }
    // What stands behind the last bar is a cell only if there is something.
    if cell.contains(where: { $0 != 0x20 && $0 != 0x0D }) || cells == 0 {
      try grid.appendCell(cell.withoutMarkup, line: number, column: column)
    }
    try grid.endRow()
  }

  /// A line without `#` in front and without `**` around it.
  private func unmarked(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    let marks: Set<UInt8> = [UInt8(ascii: "#"), UInt8(ascii: "*"), 0x20, 0x0D]
    if line.first == UInt8(ascii: "#") || line.starts(with: [0x2A, 0x2A]) { line = line.drop(while: marks.contains) }
    while let last = line.last, last == 0x20 || last == 0x0D { line.removeLast() }
    if line.count >= 2, line[line.endIndex - 1] == 0x2A, line[line.endIndex - 2] == 0x2A { line.removeLast(2) }
    return line
  }

  private func unescaped(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    for (index, byte) in zip(line.indices, line) {
      let next = line.index(after: index)
      if byte == UInt8(ascii: "\\"), next < line.endIndex, isPunctuation(line[next]) { continue }
      text.append(byte)
    }
    return text
  }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte) || (0x7B...0x7E).contains(byte)
  }

}

extension ArraySlice<UInt8> {
  /// Whether these begin with a tag, in whatever case.
  fileprivate func begins(withTag tag: StaticString) -> Bool {
    tag.withUTF8Buffer { tag in
      count > tag.count && zip(self, tag).allSatisfy { $0 == $1 || (0x61...0x7A).contains($1) && $0 | 0x20 == $1 }
        && [0x3E, 0x20, 0x2F, 0x09, 0x0A, 0x0D].contains(self[startIndex + tag.count])
    }
  }

  fileprivate func place(ofTag tag: StaticString) -> Int? {
    indices.first { self[$0] == UInt8(ascii: "<") && self[$0...].begins(withTag: tag) }
  }
}

extension [UInt8] {
  /// Without bold marks, and with the line feeds in whose place Markdown cells carry line breaks.
  fileprivate var withoutMarkup: [UInt8] {
    guard contains(UInt8(ascii: "<")) || contains(UInt8(ascii: "*")) else { return self }
    var text = String(decoding: self, as: UTF8.self)
    for (mark, meaning) in [("<br>", "\n"), ("<br/>", "\n"), ("<br />", "\n"), ("**", "")] {
      text = text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: meaning)
    }
    return Array(text.utf8)
  }
}
