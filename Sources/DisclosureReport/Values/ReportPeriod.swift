// The time that a report covers.

/// A year, or a month of one where the form is filled in each month.
public struct ReportPeriod: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let year: Int
  /// 1 to 12; nil for the whole year.
  public let month: Int?

  public init(year: Int, month: Int? = nil) {
    self.year = year
    self.month = month
  }

  /// Reads `2020` or `2026-03`; nil for anything else, and for a year that no report can be of.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, let year = Self.year(String(first)), parts.count <= 2 else { return nil }
    guard parts.count == 2 else {
      self.init(year: year)
      return
    }
    guard parts[1].count == 2, let month = Int(parts[1]), (1...12).contains(month), parts[1].allSatisfy(\.isNumber) else { return nil }
    self.init(year: year, month: month)
  }

  /// `2020`, `2026-03`: as CSV and JSON carry it.
  public var description: String {
    month.map { "\(year)-" + ($0 < 10 ? "0\($0)" : "\($0)") } ?? "\(year)"
  }

  /// As titles have it: `2020年`, `2026年3月`.
  public var name: String {
    month.map { "\(year)年\($0)月" } ?? "\(year)年"
  }

  /// The period before.
  public var previous: ReportPeriod {
    guard let month else { return ReportPeriod(year: year - 1) }
    return month == 1 ? ReportPeriod(year: year - 1, month: 12) : ReportPeriod(year: year, month: month - 1)
  }

  /// The period behind.
  public var next: ReportPeriod {
    guard let month else { return ReportPeriod(year: year + 1) }
    return month == 12 ? ReportPeriod(year: year + 1, month: 1) : ReportPeriod(year: year, month: month + 1)
  }

  public static func < (left: ReportPeriod, right: ReportPeriod) -> Bool {
    (left.year, left.month ?? 0) < (right.year, right.month ?? 0)
  }
}

extension ReportPeriod {
  /// The years that a report can be of; what reads one refuses any other.
  public static let years = 1900...2200

  /// The year that a text states; nil if it is none that a report can be of.
  public static func year(_ text: String) -> Int? {
    Int(text).flatMap { years.contains($0) ? $0 : nil }
  }

  /// What is wrong with a text that should be a year, for a message.
  public static func refusal(ofYear text: String) -> Bilingual {
    let range = "\(years.lowerBound)–\(years.upperBound)"
    return Bilingual(
      zh: "年份应为 \(range) 的整数（按月的报表为 2026-03），却是“\(text.shortened)”",
      en: "a year is a whole number, \(range) (2026-03 for a month), not \"\(text.shortened)\"")
  }
}
