// A district's figures: those of its units, added up exactly, cell by cell.

/// The sums over the reports of several units, with what each unit brought and what could not be brought.
///
/// ```swift
/// let merge = try Merge(units, agency: "示例区人民政府")
/// print(merge.sum["requests/new/total"])
/// ```
public struct Merge: Sendable {
  /// A unit's report in the form of the sums.
  public struct Unit: Sendable {
    public let original: Report
    /// In the form of the sums; prose is not brought along.
    public let report: Report
  }

  /// In the order in which they were given.
  public let units: [Unit]
  /// The sums: a cell is stated if any unit states it, blank if none does and one left it blank, absent if all lack it.
  public let sum: Report
  /// What could not be taken along, and what units lack or left blank.
  public let findings: [Finding]

  /// - Parameters:
  ///   - form: The form of the sums; that of the units if they agree, else the newest of theirs.
  ///   - isStrict: Whether units of another edition are refused.
  /// - Throws: ``SourceError`` when a unit comes twice, when units are of different years, or of another edition and that is refused, or when a sum is beyond the limit of figures.
  public init(_ reports: [Report], form: Form? = nil, agency: String? = nil, period: ReportPeriod? = nil, isStrict: Bool = false)
    throws(SourceError)
  {
    guard let first = reports.first else {
      throw SourceError("merge", Bilingual(zh: "没有可以汇总的报告", en: "there is no report to add up"))
    }
    let form = form ?? reports.map(\.form).max { $0.years.first < $1.years.first } ?? first.form
    try Self.refuse(reports, form, agency, period, isStrict)
    var findings: [Finding] = []
    var alignments: [FormAlignment] = []
    var units: [Unit] = []
    for report in reports {
      guard report.form != form else {
        var plain = report
        plain.sections = []
        units.append(Unit(original: report, report: plain))
        continue
      }
      let known = alignments.first { $0.old == report.form }
      let alignment = known ?? FormAlignment(old: report.form, new: form)
      if known == nil { alignments.append(alignment) }
      let (unit, lost) = Self.brought(report, alignment)
      units.append(Unit(original: report, report: unit))
      findings += lost
    }
    var sum = Report(form: form, agency: agency ?? "", period: period ?? reports.compactMap(\.period).first)
    for cell in form.cells {
      let values = units.map { $0.report[cell.number] }
      let figures = values.compactMap(\.figure)
      if !figures.isEmpty {
        guard let total = Figure.sum(figures) else {
          throw SourceError(
            agency ?? "merge",
            Bilingual(
              zh: "\(cell.label)：\(figures.count) 个单位之和超出上限 \(Figure.limit)",
              en: "\(cell.address): the sum over \(figures.count) units is beyond the limit of \(Figure.limit)"))
        }
        sum[cell.number] = .stated(total)
      } else if values.contains(where: \.isBlank) {
        sum[cell.number] = .blank
      }
    }
    findings += units.flatMap { Self.gaps(in: $0, of: sum) }
    self.units = units
    self.sum = sum
    self.findings = findings
  }

  private static func refuse(
    _ reports: [Report], _ form: Form, _ agency: String?, _ period: ReportPeriod?, _ isStrict: Bool
  ) throws(SourceError) {
    var seen: [String: Report] = [:]
    /// A name without spaces, seen or not.
    func name(_ agency: String) -> String {
      String(
        String.UnicodeScalarView(agency.unicodeScalars.filter { !$0.properties.isWhitespace && $0.properties.generalCategory != .format }))
    }
    for report in reports {
      guard !report.agency.isEmpty else {
        throw SourceError(
          report.path, Bilingual(zh: "不知道是哪个单位的报告；标题中应有机关名称", en: "it is not known whose report this is; the title should name the agency"))
      }
      // The district itself, or what was added up before.
      if let agency, name(report.agency) == name(agency) {
        throw SourceError(
          report.path,
          Bilingual(
            zh: "“\(report.agency)”就是汇总的名称：这是上级自己的报告，或以前的汇总，不是一个单位；与它比较请用 --against",
            en:
              "\"\(report.agency)\" is the name of the sums: this is the parent's own report, or an earlier sum, and no unit; compare with it by --against"
          ))
      }
      if let other = seen.updateValue(report, forKey: name(report.agency)) {
        throw SourceError(
          report.path,
          Bilingual(zh: "“\(report.agency)”出现了两次，另一份在 \(other.path)", en: "\"\(report.agency)\" comes twice, the other is in \(other.path)")
        )
      }
      if isStrict, report.form != form {
        throw SourceError(
          report.path,
          Bilingual(
            zh: "使用格式 \(report.form.id)，汇总使用格式 \(form.id)；不加 --strict 则按官方对应关系汇总",
            en:
              "it has form \(report.form.id), the sums have form \(form.id); without --strict it is brought over as the editions correspond"
          ))
      }
    }
    let periods = Set(reports.compactMap(\.period))
    if period == nil, periods.count > 1, let other = reports.first(where: { $0.period != nil && $0.period != reports[0].period }) {
      throw SourceError(
        other.path,
        Bilingual(
          zh: "各单位的年份不同：\(periods.sorted().map(\.description).joined(separator: "、"))；要一起汇总请用 --year 指定年份",
          en:
            "the units are of different years: \(periods.sorted().map(\.description).joined(separator: ", ")); give --year to add them up all the same"
        ))
    }
  }

  /// A report in another form, as far as its cells have a counterpart, and a finding for what has none.
  private static func brought(_ report: Report, _ alignment: FormAlignment) -> (Report, [Finding]) {
    var unit = Report(form: alignment.new, agency: report.agency, period: report.period, path: report.path)
    var lost: [(address: String, label: String, figure: Figure)] = []
    for line in alignment.lines {
      let value = report.value(of: line.old)
      if line.new.count == 1, !line.old.isEmpty {
        unit[line.new[0]] = value
      } else if let figure = value.figure, figure != .zero {
        // One figure stands for several cells of the form, or for none.
        lost.append((line.address, line.label, figure))
      } else if value.figure == .zero {
        // Nothing splits into nothing.
        for cell in line.new { unit[cell] = .stated(.zero) }
      }
    }
    guard !lost.isEmpty else { return (unit, []) }
    let list = Bilingual.list(lost.map { Bilingual(zh: "\($0.label) \($0.figure)", en: "\($0.address) \($0.figure)") })
    return (
      unit,
      [
        Finding(
          .warning, .unmerged, cell: nil, at: report.start,
          Bilingual(
            zh: "“\(report.agency)”使用格式 \(report.form.id)，有 \(lost.count) 个数据在格式 \(alignment.new.id) 中没有对应项，没有计入：\(list.zh)",
            en:
              "\(report.agency) has form \(report.form.id); \(lost.count) of its figures have no counterpart in form \(alignment.new.id) and are left out: \(list.en)"
          ))
      ]
    )
  }

  /// What a unit lacks or left blank while others state it.
  private static func gaps(in unit: Unit, of sum: Report) -> [Finding] {
    var findings: [Finding] = []
    for (name, isMissing) in [
      (Bilingual(zh: "没有", en: "lacks"), { (value: CellValue) in value.isAbsent }),
      (Bilingual(zh: "没有填写", en: "left blank"), { $0.isBlank }),
    ] {
      let cells = sum.form.cells.filter { isMissing(unit.report[$0.number]) && sum[$0.number].figure != nil }
      guard !cells.isEmpty else { continue }
      let list = Bilingual.list(cells.map { Bilingual(zh: $0.label, en: $0.address) })
      findings.append(
        Finding(
          .note, .unmerged, cell: cells.count == 1 ? cells[0].address : nil,
          at: unit.original.start,
          Bilingual(
            zh: "“\(unit.report.agency)”\(name.zh) \(cells.count) 个有其他单位填报的数据：\(list.zh)",
            en: "\(unit.report.agency) \(name.en) \(cells.count) cells that other units state: \(list.en)")))
    }
    return findings
  }

  // MARK: - The parent's own report

  /// Compares the sums with the parent's own report, and names the unit whose figure explains a difference.
  public func findings(against parent: Report) -> [Finding] {
    let alignment = FormAlignment(old: parent.form, new: sum.form)
    return alignment.lines.compactMap { line -> Finding? in
      guard !line.old.isEmpty, !line.new.isEmpty, let own = parent.value(of: line.old).figure, let total = sum.value(of: line.new).figure,
        own != total
      else { return nil }
      let difference = total - own
      let explaining = units.filter { $0.report.value(of: line.new).figure == difference.magnitude }.map(\.report.agency)
      let names = explaining.prefix(3).joined(separator: "、")
      let reason =
        explaining.isEmpty
        ? Bilingual(zh: "", en: "")
        : difference > .zero
          ? Bilingual(zh: "；差额正好是\(names)的数据，可能没有计入", en: "; the difference is the figure of \(names), which may have been left out")
          : Bilingual(zh: "；差额正好是\(names)的数据，可能重复计入", en: "; the difference is the figure of \(names), which may have been counted twice")
      return Finding(
        .warning, .parent, cell: line.address, at: line.old.first.flatMap(parent.position),
        Bilingual(
          zh: "\(line.label)：汇总为 \(total)，上级报告为 \(own)，相差 \(difference.signedDescription)\(reason.zh)",
          en: "\(line.address): the sum is \(total), the report says \(own) (difference \(difference.signedDescription))\(reason.en)"))
    }
  }
}
