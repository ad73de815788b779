// What a report has of a rate: exact sums, and their share as finely as any two differ.

/// A rate of one report.
public struct RateValue: Sendable, Hashable {
  /// What is counted; for a growth, this year's figure less last year's. Nil where a cell is absent, or none is stated.
  public let numerator: Figure?
  /// What it is a share of; nil for a rate that is a figure, and where a cell is absent or none is stated.
  public let denominator: Figure?
  /// Whether the denominator is too small for a share.
  public let isSmall: Bool
  public let isShare: Bool

  init(numerator: Figure?, denominator: Figure?, of rate: Form.Rate) {
    (self.numerator, self.denominator, isShare) = (numerator, denominator, rate.isShare)
    isSmall = rate.isShare && (denominator.map { $0 < max(rate.least, Figure(millionths: 1)) } ?? false)
  }

  /// A whole as a share is counted: fine enough to tell the shares of figures up to a million apart.
  public static let whole = 1_000_000_000_000
  private static let hundredth = whole / 10_000

  /// The share in parts of ``whole``, rounded half away from zero; for a rate that is a figure, its millionths. Nil where there is none.
  public var rank: Int? {
    guard let numerator else { return nil }
    guard isShare else { return Int(numerator.millionths) }
    guard !isSmall, let denominator, denominator > .zero else { return nil }
    let (over, under) = (Int128(numerator.millionths) * Int128(Self.whole), Int128(denominator.millionths))
    let rounded = (2 * Int128(over.magnitude) + under) / (2 * under)
    return Int(clamping: over < 0 ? -rounded : rounded)
  }

  /// `59.51%`, `270`; empty where there is none.
  public var text: String { rank.map { RateValue.text($0, isShare: isShare) } ?? "" }

  /// A share in parts of ``whole`` as a percentage with two decimals, rounded half away from zero; or the millionths of a figure.
  public static func text(_ rank: Int, isShare: Bool) -> String {
    guard isShare else { return Figure(millionths: Int64(rank)).description }
    let rounded = (rank.magnitude + UInt(hundredth / 2)) / UInt(hundredth)
    let decimals = rounded % 100
    return "\(rank < 0 && rounded > 0 ? "-" : "")\(rounded / 100).\(decimals < 10 ? "0" : "")\(decimals)%"
  }
}

/// The sums that a report has for a rate.
public struct RateSums: Sendable {
  public let numerator: Figure?
  /// For a growth that of the report's own period, against which the next is measured.
  public let denominator: Figure?

  public init(_ report: Report, _ rate: Form.Rate) {
    (numerator, denominator) = (report.stated(rate.numerator), rate.isShare ? report.stated(rate.denominator) : nil)
  }

  /// - Parameter last: Those of the year before, against which growth is measured.
  func value(of rate: Form.Rate, last: RateSums?) -> RateValue {
    guard rate.isGrowth else { return RateValue(numerator: numerator, denominator: denominator, of: rate) }
    let base = last?.denominator
    return RateValue(numerator: numerator.flatMap { new in base.map { new - $0 } }, denominator: base, of: rate)
  }
}

extension Report {
  /// The sum of cells; nil if one is absent, or none is stated. A total left blank counts as the sum of its parts.
  fileprivate func stated(_ cells: [CellNumber]) -> Figure? {
    var figures: [Figure] = []
    for cell in cells {
      switch self[cell] {
      case .absent: return nil
      case .stated(let figure), .inferred(let figure): figures.append(figure)
      case .blank:
        let parts = (form.totals(of: cell).first?.parts ?? []).compactMap { self[$0].figure }
        if !parts.isEmpty { Figure.sum(parts).map { figures.append($0) } }
      }
    }
    return figures.isEmpty ? nil : Figure.sum(figures)
  }
}
