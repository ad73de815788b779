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

  func text() throws(SourceError) -> String {
    guard case .string(let text) = value.kind, !text.isEmpty else { throw expected("非空字符串", "a string that is not empty") }
    return text
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
    let isSound = id.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || hyphens && $0 == 0x2D }
    }
    if !isSound {
      throw node.error(
        zh: "id“\(id.shortened)”只能用小写字母、数字、下划线\(hyphens ? "、连字符" : "")和点",
        en: "the id \"\(id.shortened)\" may have lower-case letters, digits, underscores\(hyphens ? ", hyphens" : "") and points")
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

  func boolean() throws(SourceError) -> Bool {
    guard case .bool(let flag) = value.kind else { throw expected("true 或 false", "true or false") }
    return flag
  }

  /// A name in both languages, or one string for both.
  func bilingual(_ key: String) throws(SourceError) -> Bilingual {
    let node = try member(key)
    if case .string(let text) = node.value.kind { return Bilingual(same: text) }
    try node.allow(["zh", "en"])
    return Bilingual(zh: try node.text("zh"), en: try node.text("en"))
  }
}
