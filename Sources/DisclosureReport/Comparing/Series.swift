// Three or more reports in order.

/// Reports in order, along the lines of their forms: each against the one before, and the first against the last.
public struct Series: Sendable {
  public let reports: [Report]
  /// From the first form to the last.
  public let alignment: FormAlignment
  /// For forms that are neither the first nor the last: the cells that stand for those of the last form, and of the first.
  private let between: [(form: Form, new: [[CellNumber]: [CellNumber]], old: [[CellNumber]: [CellNumber]])]

  /// - Parameter reports: At least two.
  public init(_ reports: [Report]) {
    self.reports = reports
    let alignment = FormAlignment(old: reports[0].form, new: reports[reports.count - 1].form)
    self.alignment = alignment
    var between: [(form: Form, new: [[CellNumber]: [CellNumber]], old: [[CellNumber]: [CellNumber]])] = []
    for form in reports.map(\.form) where form != alignment.old && form != alignment.new && !between.contains(where: { $0.form == form }) {
      let onward = FormAlignment(old: form, new: alignment.new).lines.filter { !$0.new.isEmpty }
      let before = FormAlignment(old: alignment.old, new: form).lines.filter { !$0.old.isEmpty }
      between.append(
        (
          form, Dictionary(onward.map { ($0.new, $0.old) }) { first, _ in first },
          Dictionary(before.map { ($0.old, $0.new) }) { first, _ in first }
        ))
    }
    self.between = between
  }

  /// Each report against the one before; behind them, for three or more, the last against the first.
  public func comparisons(tables: Set<String>? = nil) -> [Comparison] {
    var comparisons = zip(reports, reports.dropFirst()).map { Comparison(old: $0, new: $1, tables: tables) }
    if reports.count > 2 {
      comparisons.append(Comparison(old: reports[0], new: reports[reports.count - 1], alignment: alignment, tables: tables))
    }
    return comparisons
  }

  /// What every report says on a line; absent where its form has no such line.
  public func values(of line: FormAlignment.Line) -> [CellValue] {
    reports.map { report in
      if report.form == alignment.new, !line.new.isEmpty { return report.value(of: line.new) }
      if report.form == alignment.old, !line.old.isEmpty { return report.value(of: line.old) }
      if report.form == alignment.new || report.form == alignment.old { return .absent }
      guard let known = between.first(where: { $0.form == report.form }) else { return .absent }
      return report.value(of: (line.new.isEmpty ? known.old[line.old] : known.new[line.new]) ?? [])
    }
  }

  /// What the reports are called: by year where that tells them apart, else by agency, and by both if need be.
  public var names: [String] {
    let years = reports.map { $0.period?.name ?? "" }
    let agencies = reports.map(\.agency)
    if Set(years).count == reports.count { return years }
    if Set(agencies).count == reports.count { return agencies }
    return zip(agencies, years).enumerated().map { "\($0 + 1) \($1.0) \($1.1)" }
  }
}
