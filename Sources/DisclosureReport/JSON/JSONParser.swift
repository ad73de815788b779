// The parser behind `JSONValue`: one pass over the bytes, RFC 8259, with limits.

/// Reads JSON values one after the other from UTF-8 bytes, so that an array of many reports never stands in memory whole.
package struct JSONParser {
  package let path: String
  package let bytes: [UInt8]
  package private(set) var offset: Int

  /// Deeper nesting is refused; a report needs four levels, a form document ten.
  static let depthLimit = 64
  /// More members in one object are refused.
  static let memberLimit = 2000
  /// More values within one are refused: a report has hundreds, and every one takes a hundred bytes.
  static let valueLimit = 200_000
  /// Longer numbers are refused.
  static let digitLimit = 400
  private var values = 0

  package init(_ bytes: [UInt8], path: String) {
    self.path = path
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The only value of a text; anything behind it is an error.
  package mutating func onlyValue() throws(SourceError) -> JSONValue {
    let value = try self.value()
    skipSpace()
    if offset < bytes.count { throw unexpected(expected: Bilingual(zh: "文件结束", en: "the end of the file")) }
    return value
  }

  /// The next byte that is not white space, nil at the end.
  package mutating func peek() -> UInt8? {
    skipSpace()
    return offset < bytes.count ? bytes[offset] : nil
  }

  /// Steps over one byte of punctuation if it comes next.
  package mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    offset += 1
    return true
  }

  package func error(at offset: Int, _ message: Bilingual) -> SourceError {
    SourceError(path, at: place(of: offset, in: bytes), message)
  }

  package func unexpected(expected: Bilingual) -> SourceError {
    guard offset < bytes.count else {
      return error(
        at: bytes.count,
        Bilingual(
          zh: "JSON 到此中断，缺少\(expected.zh)；文件可能不完整",
          en: "the JSON breaks off here, expected \(expected.en); the file may be cut short"))
    }
    let found = bytes[offset...].prefix(12).split(separator: UInt8(ascii: "\n")).first.map { String(decoding: $0, as: UTF8.self) }
    return error(
      at: offset,
      Bilingual(
        zh: "此处应为\(expected.zh)，却是“\((found ?? "").shortened)”",
        en: "expected \(expected.en), found \"\((found ?? "").shortened)\""))
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  /// The next value, however deep it stands.
  package mutating func value(depth: Int = 0) throws(SourceError) -> JSONValue {
    values = 0
    return try inner(depth: depth)
  }

  private mutating func inner(depth: Int) throws(SourceError) -> JSONValue {
    values += 1
    guard values <= Self.valueLimit else {
      throw error(
        at: offset,
        Bilingual(zh: "一份 JSON 中的值超过 \(Self.valueLimit) 个", en: "the JSON has more than \(Self.valueLimit) values in one report"))
    }
    guard depth < Self.depthLimit else {
      throw error(
        at: offset,
        Bilingual(zh: "JSON 嵌套超过 \(Self.depthLimit) 层", en: "the JSON nests deeper than \(Self.depthLimit) levels"))
    }
    let expected = Bilingual(zh: "一个值", en: "a value")
    guard let first = peek() else { throw unexpected(expected: expected) }
    let start = offset
    switch first {
    case UInt8(ascii: "{"): return JSONValue(kind: .object(try members(depth: depth)), offset: start)
    case UInt8(ascii: "["): return JSONValue(kind: .array(try elements(depth: depth)), offset: start)
    case UInt8(ascii: "\""): return JSONValue(kind: .string(try string()), offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return JSONValue(kind: .number(try number()), offset: start)
    default:
      for (word, kind) in [("null", JSONValue.Kind.null), ("true", .bool(true)), ("false", .bool(false))]
      where bytes[offset...].starts(with: word.utf8) {
        offset += word.utf8.count
        return JSONValue(kind: kind, offset: start)
      }
      throw unexpected(expected: expected)
    }
  }

  private mutating func elements(depth: Int) throws(SourceError) -> [JSONValue] {
    offset += 1
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try inner(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw unexpected(expected: Bilingual(zh: "逗号或 ]", en: "a comma or ]")) }
    return elements
  }

  private mutating func members(depth: Int) throws(SourceError) -> [JSONValue.Member] {
    offset += 1
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      guard peek() == UInt8(ascii: "\"") else { throw unexpected(expected: Bilingual(zh: "字段名", en: "a field name")) }
      let keyOffset = offset
      let key = try string()
      // Objects of a report are small, and looking through a few members is quicker than hashing them.
      if members.count == 16 { keys = Set(members.map(\.key)) }
      guard members.count < 16 ? !members.contains(where: { $0.key == key }) : keys.insert(key).inserted else {
        throw error(
          at: keyOffset,
          Bilingual(
            zh: "字段“\(key.shortened)”重复出现；请只保留一个", en: "the field \"\(key.shortened)\" stands here twice; keep one"))
      }
      guard members.count < Self.memberLimit else {
        throw error(
          at: keyOffset,
          Bilingual(zh: "对象的字段超过 \(Self.memberLimit) 个", en: "the object has more than \(Self.memberLimit) fields"))
      }
      guard take(UInt8(ascii: ":")) else { throw unexpected(expected: Bilingual(zh: "冒号", en: "a colon")) }
      members.append(JSONValue.Member(key: key, keyOffset: keyOffset, value: try inner(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw unexpected(expected: Bilingual(zh: "逗号或 }", en: "a comma or }")) }
    return members
  }

  private mutating func number() throws(SourceError) -> String {
    let start = offset
    func isDigit(_ index: Int) -> Bool { index < bytes.count && (0x30...0x39).contains(bytes[index]) }
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    guard isDigit(offset) else { throw unexpected(expected: Bilingual(zh: "数字", en: "a digit")) }
    if bytes[offset] == 0x30, isDigit(offset + 1) {
      throw error(at: start, Bilingual(zh: "JSON 的数字不以 0 开头", en: "a number of JSON does not begin with 0"))
    }
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"): offset += 1
      default: break scan
      }
    }
    guard offset - start <= Self.digitLimit else {
      throw error(
        at: start, Bilingual(zh: "数字超过 \(Self.digitLimit) 位", en: "the number has more than \(Self.digitLimit) digits"))
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func string() throws(SourceError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    var run = offset
    while true {
      guard offset < bytes.count else { throw unexpected(expected: Bilingual(zh: "字符串的结束引号", en: "the closing quote of a string")) }
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        // Nearly every string is what stands there.
        let plain = bytes[run..<offset]
        offset += 1
        guard let string = text.isEmpty ? String(validating: plain, as: UTF8.self) : String(validating: text + plain, as: UTF8.self) else {
          throw error(at: start, Bilingual(zh: "字符串不是有效的 UTF-8", en: "the string is not valid UTF-8"))
        }
        return string
      case UInt8(ascii: "\\"):
        text += bytes[run..<offset]
        try escape(into: &text)
        run = offset
      case 0..<0x20:
        throw error(
          at: offset,
          Bilingual(zh: "字符串内有未转义的控制字符", en: "a control character stands in a string; escape it as \\n or \\t"))
      default:
        offset += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(SourceError) {
    let start = offset
    offset += 1
    guard offset < bytes.count else { throw unexpected(expected: Bilingual(zh: "转义字符", en: "an escape")) }
    let plain: UInt8? =
      switch bytes[offset] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes[offset]
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let byte = plain {
      text.append(byte)
      offset += 1
      return
    }
    // Made only when it is thrown: finding its place takes a look at all that came before.
    func invalid() -> SourceError { error(at: start, Bilingual(zh: "无效的转义序列", en: "the escape sequence is not valid")) }
    guard bytes[offset] == UInt8(ascii: "u"), var code = hex(at: offset + 1) else { throw invalid() }
    offset += 5
    if (0xD800..<0xDC00).contains(code) {
      guard bytes[offset...].starts(with: [0x5C, 0x75]), let low = hex(at: offset + 2), (0xDC00..<0xE000).contains(low)
      else { throw invalid() }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      offset += 6
    }
    guard let scalar = Unicode.Scalar(code) else { throw invalid() }
    text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private func hex(at index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var code: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt32(digit)
    }
    return code
  }
}
