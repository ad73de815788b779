// The streams of comparisons, one for each format but workbooks.

import DisclosureReport

extension ComparisonFormat {
  /// A stream of the format; nil for a workbook, which is a file of its own.
  public func stream(_ options: ComparisonOptions) -> (any ComparisonStream)? {
    switch self {
    case .text: published(PublishedText(width: options.width, colour: options.colour), options)
    case .csv: ComparisonCSV(options: options)
    case .json: JSONStream(.arrayOfSeveral) { $0.write($1, options) }
    case .markdown: published(PublishedMarkdown(), options)
    case .html: published(PublishedPage(options.language), options)
    case .xlsx: nil
    }
  }

  /// Three or more reports at once, in front of their comparisons: lines over the years, and all figures; nil for formats without.
  public func piece(_ series: Series, _ options: ComparisonOptions, tables: Set<String>?) -> StreamPiece? {
    switch self {
    case .html: PublishedPage(options.language).piece(Publication(overYears: series, options, tables: tables))
    case .markdown: PublishedMarkdown().piece(Publication(overYears: series, options, tables: tables))
    case .text, .csv, .json, .xlsx: nil
    }
  }

  private func published(_ renderer: any PublicationRenderer, _ options: ComparisonOptions) -> PublishedStream<Comparison> {
    PublishedStream(language: options.language, renderer: renderer) { Publication($0, options, for: $1) }
  }
}
