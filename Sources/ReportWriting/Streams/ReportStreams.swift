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
    case .docx: WordStream()
    case .csv: options.layout == .tidy ? TidyCSVStream(options) : TableCSVStream(options)
    case .json, .ndjson: JSONStream(self == .ndjson ? .lines : .arrayOfSeveral) { $0.write($1, options.language) }
    case .markdown: published(PublishedMarkdown(), options.language)
    case .text: published(PublishedText(width: options.width, colour: false), options.language)
    case .html: published(PublishedPage(options.language), options.language)
    }
  }

  private func published(_ renderer: any PublicationRenderer, _ language: Language) -> PublishedStream<Report> {
    PublishedStream(language: language, renderer: renderer) { Publication($0, language, for: $1) }
  }
}
