// Exact figures. Nothing between input and output is floating point.

/// A figure of a report, exact to six decimals: for money in 万元 that is one fen (分).
///
/// Magnitudes go to nine thousand million, so that the doubles inside an Excel file carry every figure exactly
/// and the sums of a form's relations stay far from overflow. Arithmetic never traps: beyond what 64 bits hold it stays at
/// the end of the range, a thousand times the limit, where ``isWithinLimit`` tells it from any figure of a report.
public struct Figure: Sendable, Hashable, Comparable, AdditiveArithmetic {
  /// The figure times one million.
  public let millionths: Int64

  public static let decimals = 6
  public static let scale: Int64 = 1_000_000
  /// The largest magnitude that a figure of a report may have.
  public static let limit = Figure(9_000_000_000)
  public static let zero = Figure(millionths: 0)

  public init(millionths: Int64) {
    // One more below than above would have no opposite.
    self.millionths = max(millionths, -.max)
  }

  public init(_ whole: Int) {
    self.init(clamping: Int128(whole) * Int128(Figure.scale))
  }

  private init(clamping millionths: Int128) {
    self.init(millionths: Int64(clamping: millionths))
  }

  /// The sum, exact however many there are; nil if it is beyond the limit.
  public static func sum(_ figures: some Sequence<Figure>) -> Figure? {
    let sum = Figure(clamping: figures.reduce(Int128(0)) { $0 + Int128($1.millionths) })
    return sum.isWithinLimit ? sum : nil
  }

  /// Whether a report may state the figure.
  public var isWithinLimit: Bool { magnitude <= Figure.limit }
  public var magnitude: Figure { isNegative ? -self : self }

  public var isWhole: Bool { millionths % Figure.scale == 0 }
  public var isNegative: Bool { millionths < 0 }
  /// The nearest double: what a workbook stores.
  public var double: Double { Double(millionths) / Double(Figure.scale) }

  /// The figure nearest to a double, which prints as 25.100000000000001 where 25.1 is meant; nil beyond the limits.
  package init?(nearest double: Double) {
    guard double.magnitude <= Figure.limit.double else { return nil }
    self.init(millionths: Int64((double * Double(Figure.scale)).rounded()))
  }

  public static func < (left: Figure, right: Figure) -> Bool { left.millionths < right.millionths }
  public static func + (left: Figure, right: Figure) -> Figure {
    clamped(left.millionths.addingReportingOverflow(right.millionths), from: left)
  }
  public static func - (left: Figure, right: Figure) -> Figure {
    clamped(left.millionths.subtractingReportingOverflow(right.millionths), from: left)
  }
  /// Where a sum overflows, it is on the side on which its first figure is.
  private static func clamped(_ sum: (partialValue: Int64, overflow: Bool), from left: Figure) -> Figure {
    Figure(millionths: sum.overflow ? left.isNegative ? .min : .max : sum.partialValue)
  }
  public static prefix func - (figure: Figure) -> Figure { Figure(millionths: -figure.millionths) }

  /// Why a text is not a figure.
  public enum Flaw: Error, Sendable, Hashable {
    case notANumber
    case tooManyDecimals
    case tooLarge
  }

  /// Reads a plain decimal: digits, at most one point, a sign before them. No spaces, separators or exponents.
  ///
  /// `moving` shifts the decimal point to the left, exactly: 4 turns 元 into 万元.
  public static func parse(_ text: some Collection<UInt8>, moving shift: Int = 0) throws(Flaw) -> Figure {
    var value: Int64 = 0
    var digits = 0
    var fraction: Int? = nil
    var negative = false
    var lost = false
    let places = decimals - shift
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int64(byte &- UInt8(ascii: "0"))
        if let places = fraction {
          if places == 0 {
            lost = lost || digit != 0
            continue
          }
          fraction = places - 1
        }
        guard value < 100_000_000_000_000_000 else { throw .tooLarge }
        value = value * 10 + digit
      case UInt8(ascii: "."):
        guard fraction == nil, digits > 0 else { throw .notANumber }
        fraction = places
      case UInt8(ascii: "-") where index == 0:
        negative = true
      case UInt8(ascii: "+") where index == 0:
        break
      default:
        throw .notANumber
      }
    }
    guard digits > 0 else { throw .notANumber }
    if lost { throw .tooManyDecimals }
    for _ in 0..<(fraction ?? places) {
      guard value < 100_000_000_000_000_000 else { throw .tooLarge }
      value *= 10
    }
    guard value <= limit.millionths else { throw .tooLarge }
    return Figure(millionths: negative ? -value : value)
  }

  public init?(_ text: String) {
    guard let figure = try? Figure.parse(text.utf8) else { return nil }
    self = figure
  }
}

extension Figure: CustomStringConvertible {
  /// The shortest exact decimal: `145750`, `-46`, `25.1`.
  public var description: String {
    let magnitude = millionths.magnitude
    let whole = magnitude / UInt64(Figure.scale)
    let rest = magnitude % UInt64(Figure.scale)
    let sign = millionths < 0 ? "-" : ""
    guard rest != 0 else { return "\(sign)\(whole)" }
    var fraction = String(rest)
    fraction = String(repeating: "0", count: Figure.decimals - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return "\(sign)\(whole).\(fraction)"
  }

  /// As a form prints a signed figure: `+205`, `-46`, `0`.
  public var signedDescription: String {
    millionths > 0 ? "+\(self)" : description
  }
}

extension Figure.Flaw {
  /// What is wrong with a text, for a message.
  public func message(about text: String) -> Bilingual {
    switch self {
    case .notANumber: Bilingual(zh: "“\(text)”不是数字", en: "\"\(text)\" is not a number")
    case .tooManyDecimals:
      Bilingual(
        zh: "“\(text)”超过 \(Figure.decimals) 位小数（精确到分）", en: "\"\(text)\" has more than \(Figure.decimals) decimals (one fen)")
    case .tooLarge: Bilingual(zh: "“\(text)”超出上限 \(Figure.limit)", en: "\"\(text)\" is beyond the limit of \(Figure.limit)")
    }
  }
}
