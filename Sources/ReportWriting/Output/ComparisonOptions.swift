// How comparisons are shown, and the surface that each of their formats has.

import DisclosureReport

public enum ComparisonFormat: String, Sendable, CaseIterable {
  case text, csv, json, markdown, html, xlsx

  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "txt", "text": self = .text
    case "csv": self = .csv
    case "json": self = .json
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "xlsx": self = .xlsx
    default: return nil
    }
  }

  public var fileExtension: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    default: rawValue
    }
  }
}

public struct ComparisonOptions: Sendable {
  /// Whether cells that are the same are shown, too.
  public var includesSame: Bool
  /// Only moves at least so large are shown, and no prose.
  public var threshold: Threshold?
  public var language: Language
  /// Whether text may carry colours for a terminal.
  public var colour: Bool
  /// Whether CSV begins with the mark by which Excel knows UTF-8.
  public var byteOrderMark: Bool
  /// Whether the largest moves come first.
  public var isSorted: Bool
  /// How many cells are shown, the largest moves; all if nil.
  public var top: Int?
  /// How many columns a line of text may take on a terminal; nil where nothing is to be broken, as in a file or pipe.
  public var width: Int?

  public init(
    includesSame: Bool = false, threshold: Threshold? = nil, language: Language = .chinese, colour: Bool = false,
    byteOrderMark: Bool = false, isSorted: Bool = false, top: Int? = nil, width: Int? = nil
  ) {
    self.includesSame = includesSame
    self.threshold = threshold
    self.language = language
    self.colour = colour
    self.byteOrderMark = byteOrderMark
    self.isSorted = isSorted
    self.top = top
    self.width = width
  }

  func say(_ zh: String, _ en: String) -> String {
    Bilingual(zh: zh, en: en).in(language)
  }

  /// The cells of a comparison that are shown.
  package func shown(of comparison: Comparison) -> [ComparedCell] {
    let shown = comparison.cells.filter { cell in
      if let chosen = comparison.chosenLines, !chosen.contains(cell.line) { return false }
      if includesSame { return true }
      guard cell.change != .same else { return false }
      return threshold?.passes(cell) ?? true
    }
    guard isSorted || top != nil else { return shown }
    let sorted = shown.sorted { $0.move.magnitude == $1.move.magnitude ? $0.line < $1.line : $0.move.magnitude > $1.move.magnitude }
    return Array(sorted.prefix(top ?? .max))
  }

  /// Whether anything is left to show: what the exit status tells.
  public func hasDifferences(_ comparison: Comparison) -> Bool {
    guard let threshold else { return comparison.hasDifferences }
    return comparison.cells.contains { $0.change != .same && threshold.passes($0) }
  }
}
