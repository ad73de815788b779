// Many reports at a glance: a line for each, to be sorted and searched, leading to what there is to say of it.

import DisclosureReport

/// What of each of many reports stands in the overview.
public struct Overview: Sendable {
  public struct Line: Sendable {
    public let report: RankedReport
    /// Nil where nothing was checked.
    public var errors: Int?
    public var warnings: Int?
    /// How many figures of all are the same as in the report that it is compared with, in hundredths of a percent.
    public var alike: Int?
    /// The figures that moved most.
    public var moves = ""
    /// The file beside the overview that has the rest.
    public var link: String?

    public init(_ report: RankedReport) { self.report = report }

    /// What checking found.
    public init(_ audit: Audit) {
      self.init(RankedReport(audit.report))
      errors = audit.findings.count { $0.severity == .error }
      warnings = audit.findings.count { $0.severity == .warning }
    }

    /// What changed: how many figures are alike, and the three that moved most.
    public init(_ comparison: Comparison) {
      let isAlone = !comparison.cells.contains { $0.new.figure != nil }
      self.init(RankedReport(isAlone ? comparison.old : comparison.new))
      // Of a report without a partner nothing is alike or different.
      if !isAlone, comparison.cells.contains(where: { $0.old.figure != nil }) {
        alike = comparison.tableSimilarity.map { Int(($0 * 10_000).rounded()) }
      }
      let moved = comparison.cells.filter { $0.delta.map { $0 != .zero } ?? false }
        .sorted { $0.move.magnitude == $1.move.magnitude ? $0.line < $1.line : $0.move.magnitude > $1.move.magnitude }
      moves = moved.prefix(3).map { cell in
        let label = comparison.lines[cell.line].label.split(separator: "/").suffix(2).joined(separator: "/")
        return "\(label) \(cell.moved)"
      }.joined(separator: "；")
    }
  }

  /// Growths are measured where the year before is among the lines.
  public let lines: [Line]
  /// The rates that any of the forms has.
  public let rates: [Form.Rate]
  let ranking: Ranking

  public init(_ given: [Line]) {
    let ranking = Ranking(given.map(\.report))
    self.ranking = ranking
    // Of those that came twice the later line stands, in the place of the first.
    lines = ranking.places.map { given[$0] }
    // A rate that no line has is no column.
    rates = ranking.rates.filter { rate in ranking.reports.contains { $0.values[rate.id]?.rank != nil } }
  }

  /// What is to be said of reports that came twice.
  public var findings: [Finding] { ranking.findings }

  private var hasChecks: Bool { lines.contains { $0.errors != nil } }
  private var hasMoves: Bool { lines.contains { $0.alike != nil } }

  fileprivate func listing(_ language: Language) -> Listing {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    var columns = [
      Listing.Column(title: say("机关", "agency"), role: .label, width: 32), Listing.Column(title: say("年份", "year"), role: .word, width: 8),
    ]
    if hasChecks {
      columns += [
        Listing.Column(title: say("错误", "errors"), role: .figure, width: 7),
        Listing.Column(title: say("警告", "warnings"), role: .figure, width: 7),
      ]
    }
    if hasMoves {
      columns += [
        Listing.Column(title: say("数据相同", "figures alike"), role: .figure, width: 10),
        Listing.Column(title: say("变化最大", "largest moves"), role: .note, width: 40),
      ]
    }
    columns += rates.map { Listing.Column(title: $0.name.in(language), role: .figure, width: 10) }
    var listing = Listing(columns: columns, groups: [], ifEmpty: say("没有报告", "no reports"))
    listing.isSortable = true
    func figure(_ number: Int?) -> Listing.Cell { .value(number.map { .stated(Figure($0)) } ?? .absent) }
    for (number, line) in lines.enumerated() {
      let report = ranking.reports[number]
      let name = report.agency.isEmpty ? report.path : report.agency
      var cells: [Listing.Cell] = [line.link.map { .reference(name, to: $0) } ?? .text(name), .text(report.period?.description ?? "")]
      if hasChecks { cells += [figure(line.errors), figure(line.warnings)] }
      if hasMoves { cells += [.text(line.alike.map { RateValue.text($0, isShare: true) } ?? ""), .text(line.moves)] }
      cells += rates.map { rate in report.values[rate.id].map { .rate($0) } ?? .text("") }
      listing.add(Listing.Row(cells: cells, isSame: (line.errors ?? 0) == 0, isWrong: (line.errors ?? 0) > 0), to: "")
    }
    return listing
  }
}

extension Publication {
  init(_ overview: Overview, _ language: Language) {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    self.init(title: say("一览", "Overview"), subject: Report(form: Form.latest), language: language)
    var facts = [(say("报告", "reports"), "\(overview.lines.count)")]
    let failing = overview.lines.count { ($0.errors ?? 0) > 0 }
    if overview.lines.contains(where: { $0.errors != nil }) {
      facts.append((say("有错误的", "with errors"), "\(failing)"))
      facts.append((say("错误", "errors"), "\(overview.lines.reduce(0) { $0 + ($1.errors ?? 0) })"))
      facts.append((say("警告", "warnings"), "\(overview.lines.reduce(0) { $0 + ($1.warnings ?? 0) })"))
    }
    parts = [
      Part(blocks: [Block(.facts([facts]), for: [.text, .markdown, .page])]),
      Part(heading: say("各机关", "Agencies"), sheet: say("一览", "overview"), blocks: [Block(.listing(overview.listing(language)))]),
    ]
    // There is something out of the usual only among many.
    if overview.ranking.outliers(in: overview.rates.map(\.id)).isEmpty { return }
    let outliers = Publication(outliers: overview.ranking, in: overview.rates, language)
    parts += outliers.parts.map { part in
      var part = part
      part.heading = outliers.title
      return part
    }
  }
}
