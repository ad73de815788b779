// Which figures a kind of cell can hold.

extension Form.Kind {
  /// Why a figure cannot stand in a cell of this kind; nil if it can.
  public func objection(to figure: Figure) -> Bilingual? {
    if !figure.isWithinLimit { return Figure.Flaw.tooLarge.message(about: figure.description) }
    return switch self {
    case .count where figure.isNegative:
      Bilingual(zh: "数量不能为负数：\(figure)", en: "a count cannot be negative: \(figure)")
    case .count where !figure.isWhole, .signed where !figure.isWhole:
      Bilingual(zh: "数量应为整数：\(figure)", en: "a count is a whole number, not \(figure)")
    case .money where figure.isNegative:
      Bilingual(zh: "金额不能为负数：\(figure)", en: "an amount cannot be negative: \(figure)")
    default: nil
    }
  }
}
