// CSV and TSV: tidy if the header says so, the official table layout otherwise.

import DisclosureReport

/// Reads separated values: one cell a line, or the official table as exported from a sheet.
struct CSVReader: ReportReader {
  let delimiter: UInt8

  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    var head = try source.head()
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    let line = head.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
    if TidyHeader.resembles(line, delimiter: delimiter) {
      try TidyCSVReader(delimiter: delimiter).read(source, options, each: each)
    } else {
      try Recogniser.read(try grid(of: source), source.path, options, each: each)
    }
  }

  private func grid(of source: Source) throws -> Grid {
    // The recogniser looks at a document as a whole.
    let whole = Source(bytes: try source.bytes(), path: source.path)
    var grid = Grid()
    try whole.eachRecord(delimiter: delimiter) { scanner, bytes in
      for field in scanner.fields {
        let place = scanner.place(of: field.start, in: bytes)
        grid.appendCell(scanner.bytes(of: field, in: bytes), line: place.line, column: place.column)
      }
      grid.endRow()
    }
    return grid
  }
}
