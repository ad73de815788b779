// The formats that can be read, and how to tell them: from the content first, from the extension second.

import DisclosureReport

public enum SourceFormat: String, Sendable, CaseIterable {
  case csv, tsv, json, ndjson, text, markdown, html, xlsx, docx, pdf

  /// The format that an extension stands for; nil for one that cannot be read.
  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "txt", "text": self = .text
    case "md", "markdown": self = .markdown
    case "html", "htm", "xhtml", "shtml": self = .html
    case "xlsx", "xlsm": self = .xlsx
    case "docx": self = .docx
    case "pdf": self = .pdf
    default: return nil
    }
  }

  /// Whether a person who opens the file sees lines that can be counted.
  var hasLines: Bool { isText && self != .html }

  var isText: Bool { ![.xlsx, .docx, .pdf].contains(self) }

  /// Tells an archive or a PDF by its content; nil for text.
  ///
  /// - Throws: ``SourceError`` for anything else, naming what it is where that can be told.
  static func binary(_ source: Source) throws(SourceError) -> SourceFormat? {
    let head = try source.head()
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      if head.holds("xl/") { return .xlsx }
      if head.holds("word/") { return .docx }
      let named = source.path.split(separator: ".").last.flatMap { SourceFormat(fileExtension: String($0)) }
      if let named, !named.isText { return named }
    }
    // Some writers put a line or two in front of the mark.
    if head.prefix(1024).holds("%PDF-") { return .pdf }
    try refuseBinary(head, of: source)
    return nil
  }

  /// Tells the format of a source that is text in UTF-8.
  ///
  /// - Throws: ``SourceError`` for an empty source.
  static func sniff(_ source: Source) throws(SourceError) -> SourceFormat {
    var head = try source.head()
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    guard let first = head.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      throw SourceError(source.path, Bilingual(zh: "文件是空的", en: "the file is empty"))
    }
    if first == UInt8(ascii: "<"), resemblesHTML(head) { return .html }
    if beginsJSON(head) { return .json }
    let named = source.path.split(separator: ".").last.flatMap { SourceFormat(fileExtension: String($0)) }
    let lines = head.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    // Tidy data under the name of text, or with tabs under that of CSV.
    if [nil, .csv, .text].contains(named) {
      if TidyHeader.resembles(lines.first ?? []) { return .csv }
      if TidyHeader.resembles(lines.first ?? [], delimiter: 0x09) { return .tsv }
    }
    if let named, named.isText, named != .json, named != .ndjson { return named }
    let tabs = lines.count { $0.contains(UInt8(ascii: "\t")) }
    let commas = lines.count { $0.count { $0 == UInt8(ascii: ",") } >= 3 }
    return commas > tabs && commas * 2 > lines.count ? .csv : .text
  }

  /// Whether an object or an array of them begins: behind a brace stands a key, behind a bracket a value. A name may begin with either.
  private static func beginsJSON(_ head: ArraySlice<UInt8>) -> Bool {
    let signs = Array(head.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2))
    guard let first = signs.first else { return false }
    if first == UInt8(ascii: "{") { return signs.count == 1 || [UInt8(ascii: "\""), UInt8(ascii: "}")].contains(signs[1]) }
    return first == UInt8(ascii: "[") && (signs.count == 1 || [UInt8(ascii: "{"), UInt8(ascii: "]"), UInt8(ascii: "[")].contains(signs[1]))
  }

  private static func resemblesHTML(_ head: ArraySlice<UInt8>) -> Bool {
    let start = String(decoding: head.prefix(4096), as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p", "<meta"].contains { start.contains($0) }
  }

  /// Content that is neither text nor a format that can be read is called by its name.
  private static func refuseBinary(_ head: ArraySlice<UInt8>, of source: Source) throws(SourceError) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw SourceError(
        source.path, Bilingual(zh: "这是压缩包，但不是 .xlsx 或 .docx", en: "this is an archive, but neither .xlsx nor .docx"))
    }
    if head.contains(0), TextEncoding.wide(head) == nil {
      throw SourceError(
        source.path,
        Bilingual(
          zh: "文件是二进制内容，不是文本；可读取 \(allCases.map(\.rawValue).joined(separator: "、"))",
          en: "the file is binary, not text; readable are \(allCases.map(\.rawValue).joined(separator: ", "))"))
    }
  }
}
