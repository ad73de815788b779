// The year of a report, wherever it is read: four digits that can be one, so that arithmetic on years is safe.

import DisclosureReport

enum ReportYear {
  static let range = 1900...2200

  /// The year that a text is; nil for any other.
  static func read(_ text: some StringProtocol) -> Int? {
    guard let year = Int(text), range.contains(year) else { return nil }
    return year
  }

  /// What was expected in place of a text.
  static func expected(_ text: String) -> Bilingual {
    Bilingual(
      zh: "年份应为 \(range.lowerBound) 到 \(range.upperBound) 的整数，却是“\(text.shortened)”",
      en: "a year is a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text.shortened)\"")
  }
}
