// The formats that can be read, and how to tell them: from the content first, from the extension second.

import DisclosureReport

public enum SourceFormat: String, Sendable, CaseIterable {
  case csv, tsv, json, ndjson, text, markdown

  init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "txt", "text": self = .text
    case "md", "markdown": self = .markdown
    default: return nil
    }
  }

  /// Tells the format of a source.
  ///
  /// - Throws: ``SourceError`` for an empty source and for binary content, naming what it is where that can be told.
  static func sniff(_ source: Source) throws(SourceError) -> SourceFormat {
    var head = try source.head()
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.dropFirst(3) }
    guard let first = head.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      throw SourceError(source.path, Bilingual(zh: "文件是空的", en: "the file is empty"))
    }
    try refuseBinary(head, of: source)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .json }
    let named = source.path.split(separator: ".").last.flatMap { SourceFormat(fileExtension: String($0)) }
    if let named, named != .json, named != .ndjson { return named }
    let line = head.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
    if TidyHeader.resembles(line) { return .csv }
    let lines = head.split(separator: UInt8(ascii: "\n"))
    let tabs = lines.count { $0.contains(UInt8(ascii: "\t")) }
    let commas = lines.count { $0.count { $0 == UInt8(ascii: ",") } >= 3 }
    return commas > tabs && commas * 2 > lines.count ? .csv : .text
  }

  private static func refuseBinary(_ head: ArraySlice<UInt8>, of source: Source) throws(SourceError) {
    let signatures: [([UInt8], Bilingual)] = [
      (
        [0x50, 0x4B, 0x03, 0x04],
        Bilingual(
          zh: "这是 Excel 或 Word 文件（或其他压缩包）；请另存为 CSV 或纯文本后再读",
          en: "this is an Excel or Word file, or another archive; save it as CSV or plain text to read it")
      ),
      ([0x25, 0x50, 0x44, 0x46], Bilingual(zh: "这是 PDF 文件；请先转换为文本", en: "this is a PDF; turn it into text to read it")),
      (
        [0xD0, 0xCF, 0x11, 0xE0],
        Bilingual(
          zh: "这是旧版 .doc 或 .xls 文件；请另存为 CSV 或纯文本", en: "this is an old .doc or .xls file; save it as CSV or plain text")
      ),
    ]
    for (signature, message) in signatures where head.starts(with: signature) {
      throw SourceError(source.path, message)
    }
    if head.contains(0) {
      let wide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
      throw SourceError(
        source.path,
        wide
          ? Bilingual(zh: "文件是 UTF-16 编码；请另存为 UTF-8", en: "the file is UTF-16; save it as UTF-8")
          : Bilingual(
            zh: "文件是二进制内容，不是文本；可读取 \(allCases.map(\.rawValue).joined(separator: "、"))",
            en: "the file is binary, not text; readable are \(allCases.map(\.rawValue).joined(separator: ", "))"))
    }
  }
}
