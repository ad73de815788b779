// A value in a form document, together with what an error about it needs.

/// A JSON value with typed access; every refusal names the line and column and what was expected.
struct DocumentNode {
  let value: JSONValue
  let parser: JSONParser
  let name: String

  func error(zh: String, en: String) -> SourceError {
    parser.error(at: value.offset, Bilingual(zh: zh, en: en))
  }

  private func expected(_ zh: String, _ en: String) -> SourceError {
    error(zh: "“\(name)”应为\(zh)，却是\(value.name.zh)", en: "\"\(name)\" should be \(en), found \(value.name.en)")
  }

  private func members() throws(SourceError) -> [JSONValue.Member] {
    guard case .object(let members) = value.kind else { throw expected("对象", "an object") }
    return members
  }

  /// All members with their names.
  func namedMembers() throws(SourceError) -> [(name: String, node: DocumentNode)] {
    try members().map { ($0.key, DocumentNode(value: $0.value, parser: parser, name: $0.key)) }
  }

  /// Refuses members other than those named: a misspelt one must not be passed over in silence.
  func allow(_ keys: [String]) throws(SourceError) {
    for member in try members() where !keys.contains(member.key) {
      throw parser.error(
        at: member.keyOffset,
        Bilingual(
          zh: "不认识的字段“\(member.key.shortened)”；可用的有 \(keys.joined(separator: "、"))",
          en: "unknown field \"\(member.key.shortened)\"; possible are \(keys.joined(separator: ", "))"))
    }
  }

  func optional(_ key: String) throws(SourceError) -> DocumentNode? {
    try members().first { $0.key == key }.map { DocumentNode(value: $0.value, parser: parser, name: key) }
  }

  func member(_ key: String) throws(SourceError) -> DocumentNode {
    guard let node = try optional(key) else {
      throw error(zh: "“\(name)”缺少字段“\(key)”", en: "\"\(name)\" lacks the field \"\(key)\"")
    }
    return node
  }

  func elements() throws(SourceError) -> [DocumentNode] {
    guard case .array(let elements) = value.kind else { throw expected("数组", "an array") }
    return elements.map { DocumentNode(value: $0, parser: parser, name: name) }
  }

  func elements(_ key: String, optional: Bool = false) throws(SourceError) -> [DocumentNode] {
    if optional, try self.optional(key) == nil { return [] }
    return try member(key).elements()
  }

  /// Longer labels and names no cell, sheet or comment could show.
  private static let textLimit = 1000

  func text() throws(SourceError) -> String {
    guard case .string(let text) = value.kind, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw expected("非空字符串", "a string that is not empty")
    }
    if text.utf16.count > Self.textLimit {
      throw error(zh: "“\(name)”超过 \(Self.textLimit) 个字符", en: "\"\(name)\" has more than \(Self.textLimit) characters")
    }
    if let scalar = text.unicodeScalars.first(where: \.isUnprintable) {
      let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
      throw error(zh: "“\(name)”中有不能显示的字符 \(code)", en: "\"\(name)\" has the character \(code), which cannot be shown")
    }
    return text
  }

  /// A text that Excel takes as the name of a sheet.
  func sheetName() throws(SourceError) -> String {
    let name = try text()
    let isSound =
      name.utf16.count <= 31 && !name.contains { "[]:*?/\\".contains($0) } && name.first != "'" && name.last != "'"
      && name.lowercased() != "history"
    if !isSound {
      throw error(
        zh: "工作表名“\(name.shortened)”超过 31 个字符（UTF-16），或含有 [ ] : * ? / \\，或以撇号开头结尾，或是 History；请用 sheet 另行指定",
        en: "the sheet name \"\(name.shortened)\" has more than 31 characters (UTF-16), one of [ ] : * ? / \\, an apostrophe at an end, "
          + "or is History; name another as \"sheet\"")
    }
    return name
  }

  /// The texts of an array.
  ///
  /// - Parameter limit: More are refused.
  func texts(_ key: String, optional: Bool = false, limit: Int = .max) throws(SourceError) -> [String] {
    let elements = try elements(key, optional: optional)
    if elements.count > limit {
      throw error(zh: "“\(key)”超过 \(limit) 项", en: "\"\(key)\" has more than \(limit) entries")
    }
    return try elements.map { (node) throws(SourceError) in try node.text() }
  }

  /// A whole number above 0.
  func count() throws(SourceError) -> Int {
    let number = try integer()
    guard (1...1_000_000).contains(number) else {
      throw error(zh: "应为 1 到 1000000 的整数", en: "a whole number from 1 to 1000000 was expected")
    }
    return number
  }

  func text(_ key: String) throws(SourceError) -> String {
    try member(key).text()
  }

  /// An id: lower-case letters, digits, `_` and `-`, in parts joined by points.
  ///
  /// The ids of cells have no hyphens, because the names of cells in a workbook cannot.
  func id(_ key: String, hyphens: Bool = true) throws(SourceError) -> String {
    let node = try member(key)
    let id = try node.text()
    let isSound =
      id.utf8.count <= 64
      && id.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
        !part.isEmpty
          && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || hyphens && $0 == 0x2D }
      }
    if !isSound {
      throw node.error(
        zh: "id“\(id.shortened)”只能用小写字母、数字、下划线\(hyphens ? "、连字符" : "")和点，最多 64 个",
        en: "the id \"\(id.shortened)\" may have lower-case letters, digits, underscores\(hyphens ? ", hyphens" : "") and points, 64 in all"
      )
    }
    return id
  }

  func integer() throws(SourceError) -> Int {
    guard case .number(let text) = value.kind, let number = Int(text) else { throw expected("整数", "a whole number") }
    return number
  }

  func integer(_ key: String) throws(SourceError) -> Int {
    try member(key).integer()
  }

  /// One of several words.
  func choice<Word: RawRepresentable<String>>(of words: [Word]) throws(SourceError) -> Word {
    let text = try text()
    guard let word = words.first(where: { $0.rawValue == text }) else {
      let known = words.map(\.rawValue)
      throw error(zh: "\(name) 应为 \(known.joined(separator: "、")) 之一", en: "\(name) is one of \(known.joined(separator: ", "))")
    }
    return word
  }

  /// The first and the last of some months: `[2, 12]`.
  func months() throws(SourceError) -> ClosedRange<Int> {
    let bounds = try elements().map { (node) throws(SourceError) in try node.integer() }
    guard bounds.count == 2, bounds[0] <= bounds[1], (1...12).contains(bounds[0]), (1...12).contains(bounds[1]) else {
      throw error(zh: "\(name) 应为首尾两个月份，如 [2, 12]", en: "\(name) is a first and a last month, such as [2, 12]")
    }
    return bounds[0]...bounds[1]
  }

  func boolean() throws(SourceError) -> Bool {
    guard case .bool(let flag) = value.kind else { throw expected("true 或 false", "true or false") }
    return flag
  }

  /// A name in both languages, or one string for both.
  func bilingual(_ key: String) throws(SourceError) -> Bilingual {
    let node = try member(key)
    if case .string = node.value.kind { return Bilingual(same: try node.text()) }
    try node.allow(["zh", "en"])
    return Bilingual(zh: try node.text("zh"), en: try node.text("en"))
  }
}

extension Unicode.Scalar {
  /// Control characters, line ends, signs that turn the direction of text, and what no XML can hold.
  fileprivate var isUnprintable: Bool {
    // Nearly every character of a form; categories are looked up slowly.
    if (0x20...0x7E).contains(value) || (0x3001...0x9FFF).contains(value) || (0xFF01...0xFF5E).contains(value) { return false }
    return switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    case .unassigned: value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}
