// The streams of reports, one for each format but workbooks.

import DisclosureReport

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

/// Reports in a format for people.
struct PublishedReports: ReportStream {
  let language: Language
  var renderer: any PublicationRenderer

  func piece(_ report: Report) -> StreamPiece { renderer.piece(Publication(report, language, for: renderer.medium)) }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    renderer.add(piece, to: &output)
  }

  mutating func finish(_ output: inout [UInt8]) {
    renderer.finish(&output)
  }
}
