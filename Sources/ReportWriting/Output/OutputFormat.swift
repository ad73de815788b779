// The formats that can be written, and the surface that each of them has.

import DisclosureReport

public enum OutputFormat: String, Sendable, CaseIterable {
  case xlsx, docx, csv, json, ndjson, markdown, text, html

  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "xlsx": self = .xlsx
    case "docx": self = .docx
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
  public var holdsOneReport: Bool { self == .xlsx || self == .docx }

  /// The library that the format is written with, and its package, where this machine lacks it.
  public var missingLibrary: (name: String, package: String)? { self == .docx && !PartArchive.isAvailable ? ("libzip", "libzip4") : nil }
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
