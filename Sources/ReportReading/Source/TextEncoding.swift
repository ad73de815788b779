// Encodings: what Chinese systems really write, recognised without being told.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The encodings that text may have. GB18030 contains GBK and GB2312.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  /// Without a mark, as databases and old programs write it.
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case gb18030
  case gbk
  case big5
}

extension TextEncoding {
  /// Whether its units are of two bytes.
  fileprivate var isWide: Bool { self == .utf16 || self == .utf16LittleEndian || self == .utf16BigEndian }

  /// The encoding of text in units of two bytes, by its mark, or by the halves of its units that are zero; nil for anything else.
  static func wide(_ head: ArraySlice<UInt8>) -> TextEncoding? {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return .utf16 }
    let bytes = Array(head.prefix(1024))
    for (encoding, high) in [(TextEncoding.utf16LittleEndian, 1), (.utf16BigEndian, 0)] {
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high]) }
      // Digits, line ends and tags are a good part of any report; control characters are none of it.
      let narrow = units.count { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }
      let han = units.count { (0x3000...0x9FFF).contains($0) || (0xFF00...0xFFEF).contains($0) || (0x2010...0x2040).contains($0) }
      if narrow > 1, narrow * 50 >= units.count, (narrow + han) * 50 >= units.count * 49 { return encoding }
    }
    return nil
  }
}

/// Text turned into UTF-8.
struct DecodedText {
  /// UTF-8; U+FFFD stands where the source was broken.
  let bytes: [UInt8]
  /// Where in `bytes` the first broken places are.
  let broken: [Int]
  /// How many there are in all.
  let brokenCount: Int

  /// More places are counted, but not kept.
  private static let placeLimit = 100

  /// Decodes bytes, whatever they are.
  init(_ source: [UInt8], as encoding: TextEncoding) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + source.count / 2)
    var broken: [Int] = []
    var brokenCount = 0
    let converter = iconv_open("UTF-8", encoding.rawValue)
    defer { iconv_close(converter) }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    source.withUnsafeBytes { source in
      var input = UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let (status, reason, count) = piece.withUnsafeMutableBytes { room -> (Int, Int32, Int) in
          var output = room.baseAddress?.assumingMemoryBound(to: CChar.self)
          var free = room.count
          let status = iconv(converter, &input, &left, &output, &free)
          return (status, errno, room.count - free)
        }
        bytes += piece[..<count]
        // A full piece is no error; anything else is a byte that does not belong.
        guard status == -1, reason != E2BIG, left > 0 else { continue }
        brokenCount += 1
        if broken.count < Self.placeLimit { broken.append(bytes.count) }
        bytes += [0xEF, 0xBF, 0xBD]
        // A broken unit of two bytes must not shift those behind it.
        let width = min(left, encoding.isWide ? 2 : 1)
        input = input?.advanced(by: width)
        left -= width
      }
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
      broken = broken.map { max(0, $0 - 3) }
    }
    // The converter lets some code points through that no text has.
    if String(validating: bytes, as: UTF8.self) == nil {
      bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
      broken = broken.map { min($0, bytes.count) } + [bytes.count]
      brokenCount += 1
    }
    self.brokenCount = brokenCount
    self.bytes = bytes
    self.broken = broken
  }

  /// Decodes bytes in the encoding that breaks least: UTF-8, else GB18030.
  init(guessing source: [UInt8]) {
    let universal = DecodedText(source, as: .utf8)
    let chinese = universal.brokenCount == 0 ? universal : DecodedText(source, as: .gb18030)
    self = chinese.brokenCount < universal.brokenCount ? chinese : universal
  }

  /// One finding for each broken place that was kept, and one for how many more there are.
  func findings(path: String) -> [Finding] {
    var cursor = PlaceCursor()
    var findings = broken.map { offset in
      let place = cursor.place(of: offset, in: bytes)
      return Finding(
        .warning, .brokenText, at: SourcePosition(path: path, line: place.line, column: place.column),
        Bilingual(zh: "此处的字节不是有效的文字，显示为 \u{FFFD}", en: "the bytes here are no text and are shown as \u{FFFD}"))
    }
    if brokenCount > broken.count, let last = findings.last?.source {
      let more = brokenCount - broken.count
      findings.append(
        Finding(
          .warning, .brokenText, at: last,
          Bilingual(zh: "此后还有 \(more) 处不是有效的文字；可用 --encoding 指定编码", en: "\(more) more places are no text; try --encoding")))
    }
    return findings
  }
}

extension Source {
  /// The whole source as text, in whatever encoding it is.
  public func text() throws(SourceError) -> String {
    String(decoding: try decoded(as: nil).0.bytes(), as: UTF8.self)
  }

  /// The source as UTF-8, and what was broken in it. Sound UTF-8 is not touched, so that it can still be read as a stream.
  func decoded(as encoding: TextEncoding?) throws(SourceError) -> (Source, [Finding]) {
    let head = try head()
    let encoding = encoding ?? .wide(head)
    if encoding == nil, Source.isSound(head) { return (self, []) }
    let all = try bytes()
    let text = encoding.map { DecodedText(all, as: $0) } ?? DecodedText(guessing: all)
    return (Source(bytes: text.bytes, path: path), text.findings(path: path))
  }

  /// Whether bytes are UTF-8, but for a character that their end may cut in two.
  private static func isSound(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: buffer.span)
        return true
      } catch {
        return error.byteOffsets.lowerBound > buffer.count - 4 && error.kind == .truncatedScalar
      }
    }
  }
}
