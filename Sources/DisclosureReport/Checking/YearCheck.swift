// This year's report against the same agency's report of the year before.

/// Checks what one year hands on to the next, and what can hardly have happened in between.
public struct YearCheck: Sendable {
  public let last: Report
  public let this: Report
  public let carryOver: CarryOver

  /// - Throws: ``SourceError`` when the years do not follow each other, or the agencies differ.
  public init(last: Report, this: Report) throws(SourceError) {
    let path = last.path.isEmpty ? "--previous" : last.path
    guard let period = this.period, let before = last.period else {
      throw SourceError(
        path, Bilingual(zh: "两份报告都要有年份；可用 --year 指定", en: "both reports need a year; give it with --year"))
    }
    for year in [period.year, before.year] where !ReportPeriod.years.contains(year) {
      throw SourceError(path, ReportPeriod.refusal(ofYear: String(year)))
    }
    guard this.follows(last) else {
      throw SourceError(
        path,
        Bilingual(
          zh: "\(period.month == nil ? "上一年的报告" : "上一期的报表")应是 \(period.previous.name)的，这一份是 \(before.name)的"
            + (before > period ? "；两份报告的顺序反了" : ""),
          en: "the report of the \(period.month == nil ? "year" : "month") before should be of \(period.previous), this one is of \(before)"
            + (before > period ? "; the two are in the wrong order" : "")))
    }
    guard last.agency == this.agency || last.agency.isEmpty || this.agency.isEmpty else {
      throw SourceError(
        path,
        Bilingual(
          zh: "不是同一机关：上一年是“\(last.agency)”，本年是“\(this.agency)”",
          en: "not the same agency: last year \"\(last.agency)\", this year \"\(this.agency)\""))
    }
    var previous = last
    previous.agency = this.agency
    guard let carryOver = CarryOver(last: previous, this: this) else {
      throw SourceError(path, Bilingual(zh: "无法与上一年比较", en: "the years cannot be compared"))
    }
    self.carryOver = carryOver
    self.last = last
    self.this = this
  }

  public var findings: [Finding] {
    var findings: [Finding] = []
    if last.agency.isEmpty || this.agency.isEmpty {
      findings.append(
        Finding(
          .warning, .untitled, at: last.path.isEmpty ? nil : SourcePosition(path: last.path, line: 1, column: 1),
          Bilingual(
            zh: "有一份报告没有机关名称，按同一机关的上一年核对", en: "one of the two reports names no agency; they are taken to be of the same")))
    }
    let isMonthly = this.form.period.isMonthly
    for result in carryOver.results {
      let relation = this.form.carryOvers[result.relation]
      guard result.holds == false, let stated = result.stated, let expected = result.expected else { continue }
      let cell = result.instance.left[0].cell
      findings.append(
        Finding(
          relation.severity, FindingCode(rawValue: relation.id), cell: this.form.cells[cell].address, at: this.position(of: cell),
          Bilingual(
            zh:
              "\(this.form.cells[cell].label)：\(isMonthly ? "本期" : "本年")为 \(stated)，按\(isMonthly ? "上一期" : "上一年")应为 \(expected)，相差 \((stated - expected).signedDescription)",
            en: "\(this.form.cells[cell].address) is \(stated), by last \(isMonthly ? "month" : "year")'s report it should be \(expected) "
              + "(difference \((stated - expected).signedDescription))"),
          evidence: this.evidence(for: result.instance, of: relation, last: last),
          expected: result.instance.left.count == 1 && result.instance.right.allSatisfy(\.isLastYear) ? expected : nil))
    }
    return findings + PlausibilityCheck.findings(last: last, this: this)
  }
}

/// What can hardly be, as the form's document says it.
public enum PlausibilityCheck {
  /// Within one report.
  public static func findings(_ report: Report) -> [Finding] {
    report.form.plausibility.rules.filter { !$0.needsLast && $0.applies(to: report) }.flatMap { violations(of: $0, in: report, last: nil) }
  }

  /// Against last year's report.
  static func findings(last: Report, this: Report) -> [Finding] {
    let rules = this.form.plausibility.rules.filter { $0.needsLast && $0.applies(to: this) }
    return leaps(last: last, this: this) + rules.flatMap { violations(of: $0, in: this, last: last) } + repetition(last: last, this: this)
  }

  /// The rows or columns in which a rule does not hold, all its figures being stated.
  private static func violations(of rule: Relation, in report: Report, last: Report?) -> [Finding] {
    func figure(_ term: Relation.Term) -> Figure? {
      term.isLastYear ? last?[report.form.cells[term.cell].address].figure : report[term.cell].figure
    }
    return rule.instances.compactMap { instance in
      let sides = [instance.right] + instance.others
      guard (instance.left + sides.joined()).allSatisfy({ figure($0) != nil }) else { return nil }
      let left = instance.left.sum(figure)
      let sums = sides.map { $0.sum(figure) }
      guard !sums.contains(where: { instance.comparison.holds(left, $0) }), let nearest = instance.comparison.nearest(of: sums) else {
        return nil
      }
      let cell = instance.left[0].cell
      let sign = instance.comparison.violated
      return Finding(
        rule.severity, .implausible, cell: report.form.cells[cell].address, at: report.position(of: cell),
        Bilingual(
          zh: "\(instance.label)：\(rule.name.zh)，却是 \(left) \(sign) \(nearest)",
          en: "\(instance.id): \(rule.name.en), but \(left) \(sign) \(nearest)"))
    }
  }

  private static func leaps(last: Report, this: Report) -> [Finding] {
    guard let leap = this.form.plausibility.leap else { return [] }
    return FormAlignment(old: last.form, new: this.form).lines.compactMap { line in
      guard let cell = line.new.first, let old = last.value(of: line.old).figure, let new = this.value(of: line.new).figure,
        // Small figures jump without anyone having made a mistake.
        new.millionths / Int64(leap.times) >= old.millionths, old > .zero, new >= leap.least
      else { return nil }
      return Finding(
        .warning, .implausible, cell: line.address, at: this.position(of: cell),
        Bilingual(
          zh: "\(line.label)：\(new) 是上一年 \(old) 的 \(leap.times) 倍以上，单位或小数点可能有误",
          en: "\(line.address): \(new) is more than \(leap.times) times last year's \(old); unit or decimal point may be wrong"))
    }
  }

  private static func repetition(last: Report, this: Report) -> [Finding] {
    let stated = this.cells.count { $0.figure.map { $0 != .zero } ?? false }
    guard let least = this.form.plausibility.repeated, last.form == this.form, last.cells == this.cells, stated >= least else { return [] }
    return [
      Finding(
        .warning, .implausible, cell: nil, at: this.start,
        Bilingual(zh: "所有数据与上一年完全相同，可能误报了上一年的报告", en: "every figure is the same as last year's; it may be last year's report"))
    ]
  }
}

extension Relation {
  fileprivate var needsLast: Bool {
    instances.contains { ($0.left + $0.right + $0.others.joined()).contains(where: \.isLastYear) }
  }
}

extension Relation.Comparator {
  /// The one of some sums that a side comes nearest to when it holds for none.
  fileprivate func nearest(of sums: [Figure]) -> Figure? { self == .atLeast ? sums.min() : sums.max() }
}
