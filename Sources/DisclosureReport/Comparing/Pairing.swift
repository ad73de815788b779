// Which reports of two sides belong together.

/// Pairs the reports of two sides.
///
/// One report on each side are a pair, whatever their agency and year. Several are paired by agency; where an agency has
/// several years on a side, by agency and year. What finds no partner is compared with nothing, and is a finding.
public struct Pairing: Sendable {
  public struct Pair: Sendable {
    /// Nil if the new report has no partner.
    public let old: Report?
    /// Nil if the old report has no partner.
    public let new: Report?
  }

  /// In the order of the new side, then what is left of the old one.
  public let pairs: [Pair]
  public let findings: [Finding]

  private struct Key: Hashable {
    let agency: String
    let period: ReportPeriod?
  }

  public init(old: [Report], new: [Report]) {
    if old.count == 1, new.count == 1 {
      pairs = [Pair(old: old[0], new: new[0])]
      findings = []
      return
    }
    func agenciesWithYears(_ reports: [Report]) -> Set<String> {
      var seen: Set<String> = []
      return Set(reports.map(\.agency).filter { !seen.insert($0).inserted })
    }
    let byYear = agenciesWithYears(old).union(agenciesWithYears(new))
    func key(_ report: Report) -> Key {
      Key(agency: report.agency, period: byYear.contains(report.agency) ? report.period : nil)
    }
    var findings: [Finding] = []
    var waiting: [Key: Int] = [:]
    // Of two that are called the same the first is compared; the second is named, and compared with nothing.
    var repeated: Set<Int> = []
    for (index, report) in old.enumerated() {
      if waiting[key(report)] == nil {
        waiting[key(report)] = index
      } else {
        repeated.insert(index)
        findings.append(Self.twice(report))
      }
    }
    var taken: Set<Int> = []
    var pairs: [Pair] = []
    var seen: Set<Key> = []
    for report in new {
      guard seen.insert(key(report)).inserted else {
        findings.append(Self.twice(report))
        pairs.append(Pair(old: nil, new: report))
        continue
      }
      let partner = waiting[key(report)]
      if let partner { taken.insert(partner) } else { findings.append(Self.alone(report, side: Bilingual(zh: "旧", en: "old"))) }
      pairs.append(Pair(old: partner.map { old[$0] }, new: report))
    }
    for (index, report) in old.enumerated() where !taken.contains(index) {
      if !repeated.contains(index) { findings.append(Self.alone(report, side: Bilingual(zh: "新", en: "new"))) }
      pairs.append(Pair(old: report, new: nil))
    }
    self.pairs = pairs
    self.findings = findings
  }

  private static func name(_ report: Report) -> String {
    ([report.agency] + (report.period.map { [$0.description] } ?? [])).joined(separator: " ")
  }

  private static func alone(_ report: Report, side: Bilingual) -> Finding {
    Finding(
      .warning, .unpaired, at: report.start,
      Bilingual(zh: "“\(name(report))”在\(side.zh)的一侧没有对应的报告", en: "\(name(report)) has no partner on the \(side.en) side"))
  }

  private static func twice(_ report: Report) -> Finding {
    Finding(
      .warning, .unpaired, at: report.start,
      Bilingual(zh: "“\(name(report))”在同一侧出现两次", en: "\(name(report)) is there twice on one side"))
  }
}

extension [Report] {
  /// The report of the year before another, of the month before for monthly ones: the only one there is, else that of the agency and
  /// period.
  ///
  /// - Throws: ``SourceError`` if there is none.
  public func yearBefore(_ report: Report) throws(SourceError) -> Report {
    if count == 1 { return self[0] }
    if let found = first(where: { $0.agency == report.agency && $0.period == report.period?.previous }) { return found }
    let period = report.period?.previous.name ?? "?"
    throw SourceError(
      first?.path ?? "--previous",
      Bilingual(
        zh: "其中没有“\(report.agency)”\(period)的报告",
        en: "it holds no report of \(report.agency) for \(report.period?.previous.description ?? "?")"))
  }
}

extension Pairing {
  /// How the forms of the pairs align: one for each two that occur.
  ///
  /// - Parameter known: Those of other pairings; they come first.
  public func alignments(_ known: [FormAlignment] = []) -> [FormAlignment] {
    var alignments = known
    for pair in pairs {
      guard let old = pair.old?.form ?? pair.new?.form, let new = pair.new?.form ?? pair.old?.form else { continue }
      if !alignments.contains(where: { $0.old === old && $0.new === new }) { alignments.append(FormAlignment(old: old, new: new)) }
    }
    return alignments
  }
}

extension Pairing.Pair {
  /// The comparison of the pair; a missing side counts as a report in which every cell is absent.
  ///
  /// Nil only if both sides are missing, which no pairing makes.
  ///
  /// - Parameter alignments: Those of ``Pairing/alignments(_:)``; made anew for forms that are not among them.
  public func comparison(alignments: [FormAlignment] = [], tables: Set<String>? = nil) -> Comparison? {
    guard let known = new ?? old else { return nil }
    let empty = Report(form: known.form)
    let (old, new) = (old ?? empty, new ?? empty)
    let alignment = alignments.first { $0.old === old.form && $0.new === new.form }
    return Comparison(old: old, new: new, alignment: alignment, tables: tables)
  }
}
