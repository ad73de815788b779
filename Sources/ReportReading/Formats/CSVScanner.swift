// CSV at speed: fields as ranges of bytes, nothing copied, RFC 4180 with any line ending.

import DisclosureReport

/// Splits a buffer into records of fields.
struct CSVScanner {
  /// A field's bytes within the buffer, without the quotes around it.
  struct Field {
    let start: Int
    let end: Int
    /// Whether it was quoted and holds doubled quotes, which stand for one each.
    let hasEscapes: Bool
  }

  enum Step {
    case record
    /// The buffer ends within a record.
    case more
    case end
  }

  let path: String
  let delimiter: UInt8
  /// Where the next record begins in the buffer.
  var offset = 0
  /// The number of the line on which the record begins.
  private(set) var line = 1
  fileprivate var nextLine = 1
  /// The fields of the record that was found last.
  private(set) var fields: [Field] = []
  /// Where that record begins.
  private(set) var start = 0

  /// Longer records are refused: a quote that is never closed would swallow the file.
  static let recordLimit = 16 << 20
  static let fieldLimit = 16_384

  init(path: String, delimiter: UInt8) {
    self.path = path
    self.delimiter = delimiter
  }

  /// Moves on to the next record. `isFinal` tells that nothing comes behind the buffer.
  mutating func next(in bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) throws(SourceError) -> Step {
    fields.removeAll(keepingCapacity: true)
    start = offset
    line = nextLine
    var at = offset
    let end = bytes.count
    if at >= end { return isFinal ? .end : .more }
    var lines = 0
    while true {
      if at < end, bytes[at] == UInt8(ascii: "\"") {
        guard let close = try quoted(from: at + 1, in: bytes, isFinal: isFinal, lines: &lines) else { return .more }
        at = close
      } else {
        let first = at
        while at < end, bytes[at] != delimiter, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r") { at += 1 }
        fields.append(Field(start: first, end: at, hasEscapes: false))
      }
      // Windows ends a line in two bytes, old Macs in the first of them.
      if at < end, bytes[at] == UInt8(ascii: "\r") {
        if at + 1 >= end, !isFinal { return try more(in: bytes) }
        if at + 1 < end, bytes[at + 1] == UInt8(ascii: "\n") { at += 1 }
      }
      if at >= end, !isFinal { return try more(in: bytes) }
      if fields.count > Self.fieldLimit {
        throw SourceError(
          path, at: SourceError.Place(line: line, column: 1),
          Bilingual(zh: "这一行超过 \(Self.fieldLimit) 列", en: "this line has more than \(Self.fieldLimit) fields"))
      }
      if at < end, bytes[at] == delimiter {
        at += 1
        continue
      }
      offset = min(at + 1, end)
      nextLine = line + lines + 1
      return .record
    }
  }

  /// Reads a quoted field up to its closing quote and returns the index behind the field, nil if more bytes are needed.
  private mutating func quoted(
    from first: Int, in bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool, lines: inout Int
  ) throws(SourceError) -> Int? {
    var at = first
    var hasEscapes = false
    while true {
      guard at < bytes.count else {
        if !isFinal {
          _ = try more(in: bytes)
          return nil
        }
        throw SourceError(
          path, at: place(of: first - 1, in: bytes), Bilingual(zh: "这里的引号没有结束", en: "the quote that opens here is never closed"))
      }
      if bytes[at] == UInt8(ascii: "\n") { lines += 1 }
      if bytes[at] == UInt8(ascii: "\"") {
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\"") {
          hasEscapes = true
          at += 2
          continue
        }
        if at + 1 >= bytes.count, !isFinal { return nil }
        break
      }
      at += 1
    }
    fields.append(Field(start: first, end: at, hasEscapes: hasEscapes))
    at += 1
    guard at >= bytes.count || bytes[at] == delimiter || bytes[at] == UInt8(ascii: "\n") || bytes[at] == UInt8(ascii: "\r") else {
      throw SourceError(
        path, at: place(of: at, in: bytes),
        Bilingual(
          zh: "引号结束后应为分隔符或换行；引号内的引号要写两个",
          en: "a closing quote should be followed by a separator or a line end; double a quote inside quotes"))
    }
    return at
  }

  private func more(in bytes: UnsafeBufferPointer<UInt8>) throws(SourceError) -> Step {
    if bytes.count - start > Self.recordLimit {
      throw SourceError(
        path, at: SourceError.Place(line: line, column: 1),
        Bilingual(zh: "这一行超过 \(Self.recordLimit >> 20) MB", en: "this record has more than \(Self.recordLimit >> 20) MB"))
    }
    return .more
  }

  /// Where an offset into the buffer stands in the file.
  func place(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> SourceError.Place {
    let record = UnsafeBufferPointer(rebasing: bytes[start..<offset])
    let lines = record.reduce(0) { $0 &+ ($1 == 0x0A ? 1 : 0) }
    let last = lines == 0 ? record.startIndex : (record.lastIndex(of: 0x0A) ?? -1) + 1
    return SourceError.Place(line: line + lines, column: 1 + characters(in: UnsafeBufferPointer(rebasing: record[last...])))
  }

  /// The bytes of a field, with doubled quotes made single.
  func bytes(of field: Field, in buffer: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let raw = buffer[field.start..<field.end]
    guard field.hasEscapes else { return Array(raw) }
    var text: [UInt8] = []
    var skip = false
    for byte in raw {
      if byte == UInt8(ascii: "\""), !skip {
        skip = true
        continue
      }
      skip = false
      text.append(byte)
    }
    return text
  }

  func string(_ field: Field, in buffer: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: bytes(of: field, in: buffer), as: UTF8.self)
  }

  /// Tells the scanner that bytes were dropped from the front of the buffer.
  mutating func dropped(_ count: Int) {
    offset -= count
    start -= count
  }
}

extension CSVScanner {
  /// The number of the line on which the next record begins.
  var upcomingLine: Int { nextLine }

  /// Moves on behind records that were recognised without being split.
  mutating func skip(to offset: Int, lines: Int) {
    self.offset = offset
    nextLine += lines
  }
}

extension Source {
  /// Hands every record to `body`, reading the source piece by piece.
  ///
  /// `skim` may step over records that it knows byte for byte before the scanner looks at the next one.
  ///
  /// - Throws: ``SourceError`` for bytes that are not UTF-8 and for quotes that do not match, or what `body` throws.
  func eachRecord(
    delimiter: UInt8, skim: (inout CSVScanner, UnsafeBufferPointer<UInt8>) -> Void = { _, _ in },
    _ body: (inout CSVScanner, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    var scanner = CSVScanner(path: path, delimiter: delimiter)
    if try head().starts(with: [0xEF, 0xBB, 0xBF]) { consume(3) }
    if unreadCount == 0 { try fill() }
    while true {
      let step = try withUnread { bytes -> CSVScanner.Step in
        while true {
          skim(&scanner, bytes)
          let step = try scanner.next(in: bytes, isFinal: isAtEnd)
          guard step == .record else { return step }
          try checkUTF8(UnsafeBufferPointer(rebasing: bytes[scanner.start..<scanner.offset]), path: path, line: scanner.line)
          try body(&scanner, bytes)
        }
      }
      if step == .end { return }
      consume(scanner.start)
      scanner.dropped(scanner.start)
      try fill()
    }
  }
}
