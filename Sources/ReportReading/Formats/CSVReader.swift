// CSV and TSV: tidy if the header says so, the official table layout otherwise.

import DisclosureReport

/// Reads separated values: one cell a line, or the official table as exported from a sheet.
struct CSVReader: ReportReader {
  let delimiter: UInt8

  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    var head = try source.head()
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    let line = head.split(maxSplits: 1) { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.first ?? []
    if TidyHeader.resembles(line, delimiter: delimiter) {
      try TidyCSVReader(delimiter: delimiter).read(source, options, in: session, each: each)
    } else {
      try draft(of: source).read(options, in: session, each: each)
    }
  }

  private func draft(of source: Source) throws -> BandDraft {
    // The recogniser looks at a document as a whole.
    let bytes = try source.bytes()
    var draft = BandDraft(source.path, within: Budget(source.path, given: bytes.count))
    try Source(bytes: bytes, path: source.path).eachRecord(delimiter: delimiter) { scanner, bytes in
      var places = FieldPlaces(scanner)
      for field in scanner.fields {
        let place = places.place(of: field, in: bytes)
        try draft.appendCell(scanner.bytes(of: field, in: bytes), line: place.line, column: place.column)
      }
      try draft.endRow()
    }
    return draft
  }
}

/// The places of the fields of a record, in one pass over it.
private struct FieldPlaces {
  private var offset: Int
  private var line: Int
  private var column = 1

  init(_ scanner: CSVScanner) {
    (offset, line) = (scanner.start, scanner.line)
  }

  mutating func place(of field: CSVScanner.Field, in bytes: UnsafeBufferPointer<UInt8>) -> SourceError.Place {
    while offset < field.start {
      if bytes[offset] == UInt8(ascii: "\n") {
        (line, column) = (line + 1, 1)
      } else if bytes[offset] & 0xC0 != 0x80 {
        column += 1
      }
      offset += 1
    }
    return SourceError.Place(line: line, column: column)
  }
}
