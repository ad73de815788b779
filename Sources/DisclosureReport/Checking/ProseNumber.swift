// Figures as prose writes them: digits or numerals, with what they count.

/// A figure in prose with its unit.
struct ProseNumber {
  enum Unit {
    case none
    /// One of the form's units: 件.
    case piece
    /// A unit of other figures, too: 条.
    case other
    case year, month, day, money
    /// Digits that are no figure: `2023.1.1`.
    case unread
  }

  let figure: Figure
  /// Behind the figure, and behind its unit.
  let end: Int
  let behind: Int
  let unit: Unit
  /// The unit itself, where it is of one character.
  let sign: Unicode.Scalar?
  /// Whether it is written in words.
  let isWords: Bool
  /// What its last decimal is worth, in the unit of the form; 0 for what is counted.
  let precision: Figure

  /// The number that begins at an index; nil if none does.
  init?(_ text: [Unicode.Scalar], at first: Int, _ form: Form.ClaimWordings, moneyPower: Int) {
    let isWords = text[first].digit == nil
    var end = first
    var figure: Figure?
    if isWords {
      while end < text.count, end - first < 9, ChineseNumeral.worth(text[end]) != nil { end += 1 }
      figure = ChineseNumeral.value(text[first..<end]).map { Figure($0) }
    } else {
      while end < text.count, text[end].digit != nil || Self.isSeparator(text, end) || Self.isPoint(text, end) { end += 1 }
      let digits = text[first..<end].compactMap { $0.digit.map(String.init) ?? ($0 == "." ? "." : nil) }
      figure = digits.count <= 16 ? Figure(digits.joined()) : nil
    }
    guard end > first else { return nil }
    var (unit, behind, precision) = (Unit.none, end, Figure.zero)
    if end < text.count {
      switch text[end] {
      // `三年来`: this is no year.
      case "年" where !isWords || end - first == 4: (unit, behind) = (.year, end + 1)
      case "月": (unit, behind) = (.month, end + 1)
      case "日": (unit, behind) = (.day, end + 1)
      case let sign where form.units.contains(sign): (unit, behind) = (.piece, end + 1)
      case let sign where form.otherUnits.contains(sign): (unit, behind) = (.other, end + 1)
      default: break
      }
      if let (power, length) = Self.money(text[end...]) {
        (unit, behind) = (.money, end + length)
        let decimals = text[first..<end].firstIndex(of: ".").map { end - $0 - 1 } ?? 0
        precision = Self.scaled(Figure(1), by: power - moneyPower - decimals) ?? .zero
        figure = figure.flatMap { Self.scaled($0, by: power - moneyPower) }
      }
    }
    // Numerals are words of all kinds unless a unit stands behind them.
    if isWords, unit == .none || unit == .money, figure != .zero || !Self.endsFigure(text, at: end) { return nil }
    self.figure = figure ?? .zero
    (self.end, self.behind, self.isWords, self.precision) = (end, figure == nil ? end : behind, isWords, precision)
    self.unit = figure == nil ? .unread : unit
    sign = unit == .piece || unit == .other ? text[end] : nil
  }

  /// Whether a figure without a unit ends what it belongs to.
  static func endsFigure(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index >= text.count || text[index].partsClauses || text[index] == "、"
  }

  private static func isSeparator(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    (text[index] == "," || text[index] == "，") && index + 3 < text.count && index > 0 && text[index - 1].digit != nil
      && (1...3).allSatisfy { text[index + $0].digit != nil } && (index + 4 >= text.count || text[index + 4].digit == nil)
  }

  private static func isPoint(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text[index] == "." && index > 0 && text[index - 1].digit != nil && index + 1 < text.count && text[index + 1].digit != nil
  }

  /// A unit of money: the power of ten of 元, and how many characters it takes.
  private static func money(_ text: ArraySlice<Unicode.Scalar>) -> (power: Int, length: Int)? {
    let factors = text.prefix(3).prefix { ChineseNumeral.zeros($0) != nil }
    guard text.dropFirst(factors.count).first == "元" else { return nil }
    return (factors.reduce(0) { $0 + (ChineseNumeral.zeros($1) ?? 0) }, factors.count + 1)
  }

  /// A figure times a power of ten; nil if that is beyond what a figure holds.
  private static func scaled(_ figure: Figure, by power: Int) -> Figure? {
    guard abs(power) <= 18 else { return nil }
    let scale = (0..<abs(power)).reduce(Int64(1)) { product, _ in product * 10 }
    if power < 0 { return figure.millionths % scale == 0 ? Figure(millionths: figure.millionths / scale) : nil }
    let (product, overflow) = figure.millionths.multipliedReportingOverflow(by: scale)
    return overflow ? nil : Figure(millionths: product)
  }
}

extension Unicode.Scalar {
  var endsSentence: Bool { self == "。" || self == "！" || self == "？" }

  var partsClauses: Bool {
    switch self {
    case "，", "。", "；", "：", "！", "？", "（", "）", "(", ")", ",", ";", ":": true
    default: false
    }
  }
}
