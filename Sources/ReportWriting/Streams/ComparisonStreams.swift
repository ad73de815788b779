// The streams of comparisons, one for each format but workbooks.

import DisclosureReport

extension ComparisonFormat {
  /// A stream of the format; nil for a workbook, which is a file of its own.
  public func stream(_ options: ComparisonOptions) -> (any ComparisonStream)? {
    switch self {
    case .text: PublishedComparisons(options: options, renderer: PublishedText(width: options.width, colour: options.colour))
    case .csv: ComparisonCSV(options: options)
    case .json: ComparisonJSON(options: options)
    case .markdown: PublishedComparisons(options: options, renderer: PublishedMarkdown())
    case .html: PublishedComparisons(options: options, renderer: PublishedPage(options.language))
    case .xlsx: nil
    }
  }
}

/// Comparisons in a format for people.
struct PublishedComparisons: ComparisonStream {
  let options: ComparisonOptions
  var renderer: any PublicationRenderer

  func piece(_ comparison: Comparison) -> StreamPiece { renderer.piece(Publication(comparison, options, for: renderer.medium)) }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    renderer.add(piece, to: &output)
  }

  mutating func finish(_ output: inout [UInt8]) {
    renderer.finish(&output)
  }
}
