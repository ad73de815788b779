// Many reports at a glance: a line for each, to be sorted and searched, leading to what there is to say of it.

import DisclosureReport

/// What of each of many reports stands in the overview.
public struct Overview: Sendable {
  public struct Line: Sendable {
    public let report: RankedReport
    /// Nil where nothing was checked.
    public var errors: Int?
    public var warnings: Int?
    /// How many figures of all are the same as in the report that it is compared with, in parts of ``RateValue/whole``.
    public var alike: Int?
    /// The figures that moved most, and how far the first of them did.
    public var moves = ""
    var move: Figure?
    /// Whether there is no other report that it could be compared with.
    var isAlone = false
    /// What there is to say of it, where no page beside the overview says it; no more than a few.
    public var details: [Detail] = []
    /// The file beside the overview that has the rest.
    public var link: String?

    public init(_ report: RankedReport) { self.report = report }

    /// A unit that has not reported.
    public init(missing unit: String, form: Form) {
      self.init(RankedReport(Report(form: form, agency: unit, path: "")))
      errors = 1
      details = [Detail(severity: .error, place: "", text: Bilingual(zh: "没有报送", en: "has not reported"))]
    }

    /// What checking found.
    public init(_ audit: Audit) {
      self.init(RankedReport(audit.report))
      errors = audit.findings.count { $0.severity == .error }
      warnings = audit.findings.count { $0.severity == .warning }
      let form = audit.report.form
      details = [Severity.error, .warning].flatMap { severity in audit.findings.filter { $0.severity == severity } }.prefix(Self.most).map {
        Detail(severity: $0.severity, place: $0.cell.map { form.cell($0).map { form.cells[$0].label } ?? $0 } ?? "", text: $0.message)
      }
    }

    /// More details of a report are not shown.
    static let most = 8

    /// What changed: how many figures are alike, and the three that moved most.
    public init(_ comparison: Comparison) {
      let isOld = !comparison.cells.contains { $0.new.figure != nil }
      var ranked = RankedReport(isOld ? comparison.old : comparison.new)
      isAlone = isOld || !comparison.cells.contains { $0.old.figure != nil }
      if !isAlone, comparison.old.period == comparison.new.period?.previous { ranked.grow(from: RankedReport(comparison.old)) }
      report = ranked
      // Of a report without a partner nothing is alike or different.
      if !isAlone {
        alike = comparison.tableSimilarity.map { Int(($0 * Double(RateValue.whole)).rounded()) }
      }
      let moved = comparison.cells.filter { $0.delta.map { $0 != .zero } ?? false }
        .sorted { $0.move.magnitude == $1.move.magnitude ? $0.line < $1.line : $0.move.magnitude > $1.move.magnitude }
      move = moved.first?.move
      details = moved.prefix(Self.most).map { cell in
        Detail(
          severity: nil, place: comparison.lines[cell.line].label,
          text: Bilingual(same: "\(cell.old.short) → \(cell.new.short)（\(cell.moved)）"))
      }
      moves = moved.prefix(3).map { cell in
        let label = comparison.lines[cell.line].label.split(separator: "/").suffix(2).joined(separator: "/")
        return "\(label) \(cell.moved)"
      }.joined(separator: "；")
    }
  }

  /// Something to say of a report, of whatever kind, with the cell that it is about.
  public struct Detail: Sendable {
    /// Nil for a move.
    let severity: Severity?
    let place: String
    let text: Bilingual
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
  /// With more lines the details would be longer than anybody reads on one page.
  private static let mostDetailed = 400
  private var hasDetails: Bool {
    lines.count <= Self.mostDetailed && lines.allSatisfy { $0.link == nil } && lines.contains { !$0.details.isEmpty }
  }

  private func name(_ number: Int) -> String {
    let report = ranking.reports[number]
    return (report.agency.isEmpty ? report.path : report.agency).shortened(to: 60)
  }

  /// What there is to say of each line, below them.
  fileprivate func details(_ language: Language) -> Listing? {
    guard hasDetails else { return nil }
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    var listing = Listing(
      groupTitle: (say("机关", "agency"), 32),
      columns: [
        Listing.Column(title: say("类别", "kind"), role: .word, width: 8), Listing.Column(title: say("项目", "cell"), role: .note, width: 44),
        Listing.Column(title: say("说明", "what"), role: .note, width: 70),
      ], groups: [])
    listing.anchors = anchors
    for (number, line) in lines.enumerated() where !line.details.isEmpty {
      let heading = heading(number)
      for detail in line.details {
        listing.add(
          Listing.Row(
            cells: [detail.severity?.name(in: language) ?? say("变化", "moved"), detail.place, detail.text.in(language)].map { .text($0) }),
          to: heading)
      }
    }
    return listing
  }

  /// What leads to the details under a heading: reports without an agency may share one.
  private var anchors: [String: String] {
    Dictionary(lines.indices.map { (heading($0), "r\($0 + 1)") }) { first, _ in first }
  }

  private func heading(_ number: Int) -> String { "\(name(number)) \(ranking.reports[number].period?.description ?? "")" }

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
    listing.frozenColumns = 1
    let limits = rates.filter(\.isShare).reduce(into: [Int: [String]]()) { limits, rate in
      limits[Int(rate.least.millionths) / Int(Figure.scale), default: []].append(rate.name.in(language))
    }
    listing.closing = limits.sorted { $0.key > $1.key }.map { least, names in
      say(
        "分母小于 \(least) 时不列：\(names.joined(separator: "、"))",
        "none where the denominator is below \(least): \(names.joined(separator: ", "))")
    }.joined(separator: say("；", "; "))
    func figure(_ number: Int?) -> Listing.Cell { .value(number.map { .stated(Figure($0)) } ?? .absent) }
    let (anchors, hasDetails) = (anchors, hasDetails)
    for (number, line) in lines.enumerated() {
      let report = ranking.reports[number]
      let target = line.link ?? (hasDetails && !line.details.isEmpty ? anchors[heading(number)].map { "#" + $0 } : nil)
      var cells: [Listing.Cell] = [target.map { .reference(name(number), to: $0) } ?? .text(name(number)), .period(report.period)]
      if hasChecks { cells += [figure(line.errors), figure(line.warnings)] }
      if hasMoves {
        cells += [
          line.alike.map { .measure($0, isShare: true) } ?? .text(""),
          .text(line.isAlone ? say("没有可以比较的报告", "nothing to compare it with") : line.moves),
        ]
      }
      cells += rates.map { rate in report.values[rate.id].map { .rate($0) } ?? .text("") }
      listing.add(
        Listing.Row(
          cells: cells, isSame: (line.errors ?? 0) == 0, isWrong: (line.errors ?? 0) > 0, weight: line.move?.magnitude.description), to: "")
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
    if let details = overview.details(language) {
      parts.append(Part(heading: say("明细", "Details"), sheet: say("明细", "details"), blocks: [Block(.listing(details))]))
    }
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
