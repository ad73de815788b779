// The formats that can be written, and the surface that each of them has.

import DisclosureReport

public enum OutputFormat: String, Sendable, CaseIterable {
  case xlsx, csv, json, ndjson, markdown, text, html

  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "xlsx": self = .xlsx
    case "csv": self = .csv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "md", "markdown": self = .markdown
    case "txt", "text": self = .text
    case "html", "htm": self = .html
    default: return nil
    }
  }

  public var fileExtension: String {
    switch self {
    case .markdown: "md"
    case .text: "txt"
    default: rawValue
    }
  }

  /// Whether a file of the format holds one report only.
  public var holdsOneReport: Bool { self == .xlsx }
}

/// How reports are written.
public struct WritingOptions: Sendable {
  public enum Layout: String, Sendable, CaseIterable {
    /// One line a cell.
    case tidy
    /// The official table.
    case table
  }

  /// The layout of CSV.
  public var layout: Layout
  /// Whether CSV begins with the mark by which Excel knows UTF-8.
  public var byteOrderMark: Bool
  /// The language of findings in JSON.
  public var language: Language
  /// How many columns the lines of text may take; nil where no one looks at a terminal, and a paragraph is a line.
  public var width: Int?

  public init(layout: Layout = .tidy, byteOrderMark: Bool = false, language: Language = .chinese, width: Int? = nil) {
    self.layout = layout
    self.byteOrderMark = byteOrderMark
    self.language = language
    self.width = width
  }
}

/// Writes reports into one stream of text, one after the other.
public protocol ReportStream: Sendable {
  /// Appends what the next report adds.
  mutating func add(_ report: Report, to output: inout [UInt8])
  /// Appends what closes the stream.
  mutating func finish(_ output: inout [UInt8])
}

extension OutputFormat {
  /// A stream of the format; nil for a workbook, which is a file of its own (see ``WorkbookSubject``).
  ///
  /// ```swift
  /// var stream = OutputFormat.csv.stream()!
  /// var bytes: [UInt8] = []
  /// stream.add(report, to: &bytes)
  /// stream.finish(&bytes)
  /// ```
  public func stream(_ options: WritingOptions = WritingOptions()) -> (any ReportStream)? {
    switch self {
    case .xlsx: nil
    case .csv: options.layout == .tidy ? TidyCSVStream(options) : TableCSVStream(options)
    case .json: ReportJSON(isLines: false, language: options.language)
    case .ndjson: ReportJSON(isLines: true, language: options.language)
    case .markdown: PublishedReports(language: options.language, renderer: PublishedMarkdown())
    case .text: PublishedReports(language: options.language, renderer: PublishedText(width: options.width, colour: false))
    case .html: PublishedReports(language: options.language, renderer: PublishedPage(options.language))
    }
  }
}

extension [UInt8] {
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a CSV field, quoted where RFC 4180 asks for it.
  public mutating func appendField(_ text: String) {
    let start = count
    append(text)
    guard self[start...].contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }) else {
      return
    }
    removeSubrange(start...)
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends the shortest exact decimal.
  mutating func append(_ figure: Figure) {
    guard figure.isWhole else {
      append(figure.description)
      return
    }
    if figure.isNegative { append(UInt8(ascii: "-")) }
    append(digits: figure.millionths.magnitude / UInt64(Figure.scale), atLeast: 1)
  }

  /// Appends hundredths with two decimals: `-2.00`.
  mutating func append(hundredths: Int) {
    if hundredths < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(hundredths.magnitude / 100), atLeast: 1)
    append(UInt8(ascii: "."))
    append(digits: UInt64(hundredths.magnitude % 100), atLeast: 2)
  }

  private mutating func append(digits number: UInt64, atLeast width: Int) {
    var length = 1
    var rest = number / 10
    while rest > 0 {
      rest /= 10
      length += 1
    }
    var power: UInt64 = 1
    for _ in 1..<Swift.max(length, width) { power *= 10 }
    while power > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
      power /= 10
    }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
