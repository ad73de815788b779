// This year's report against the same agency's report of the year before.

/// Checks what one year hands on to the next, and what can hardly have happened in between.
public struct YearCheck: Sendable {
  public let last: Report
  public let this: Report
  public let carryOver: CarryOver

  /// - Throws: ``SourceError`` when the years do not follow each other, or the agencies differ.
  public init(last: Report, this: Report) throws(SourceError) {
    let path = last.path.isEmpty ? "--previous" : last.path
    guard let year = this.year, let lastYear = last.year else {
      throw SourceError(
        path, Bilingual(zh: "两份报告都要有年份；可用 --year 指定", en: "both reports need a year; give it with --year"))
    }
    for year in [year, lastYear] where !Report.years.contains(year) {
      throw SourceError(path, Report.refusal(ofYear: String(year)))
    }
    guard this.follows(last) else {
      throw SourceError(
        path,
        Bilingual(
          zh: "上一年的报告应是 \(year - 1) 年的，这一份是 \(lastYear) 年的" + (lastYear > year ? "；两份报告的顺序反了" : ""),
          en: "the report of the year before should be of \(year - 1), this one is of \(lastYear)"
            + (lastYear > year ? "; the two are in the wrong order" : "")))
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
    for result in carryOver.results {
      let relation = this.form.carryOvers[result.relation]
      guard result.holds == false, let stated = result.stated, let expected = result.expected else { continue }
      let cell = result.instance.left[0].cell
      findings.append(
        Finding(
          .error, FindingCode(rawValue: relation.id), cell: this.form.cells[cell].address, at: this.position(of: cell),
          Bilingual(
            zh: "\(this.form.cells[cell].label)：本年为 \(stated)，按上一年应为 \(expected)，相差 \((stated - expected).signedDescription)",
            en: "\(this.form.cells[cell].address) is \(stated), by last year's report it should be \(expected) "
              + "(difference \((stated - expected).signedDescription))"),
          evidence: this.evidence(for: result.instance, of: relation, last: last)))
    }
    return findings + Plausibility.findings(last: last, this: this)
  }
}

/// What can hardly be: warnings, since there may be a reason.
public enum Plausibility {
  /// Within one report. The rules follow from what the columns of table two count.
  public static func findings(_ report: Report) -> [Finding] {
    var findings: [Finding] = []
    func warn(_ cell: String, _ message: Bilingual) {
      findings.append(
        Finding(.warning, .implausible, cell: cell, at: report.form.cell(cell).flatMap(report.position), message))
    }
    for table in report.form.tables {
      for row in table.rows {
        let address = { (column: String) in "\(table.id)/\(row.id)/\(column)" }
        let figure = { (column: String) in report[address(column)].figure }
        if let prior = figure("prior"), let change = figure("change"), prior + change < .zero {
          warn(
            address("change"),
            Bilingual(
              zh: "“\(row.label)”减少 \(-change)，超过上一年的 \(prior)", en: "\(row.id) falls by \(-change), but last year there were only \(prior)"
            ))
        }
        if let made = figure("made"), let published = figure("published"), let total = figure("total"), published > made, total < published
        {
          warn(
            address("published"),
            Bilingual(
              zh: "“\(row.label)”本年新公开 \(published) 件，对外公开总数只有 \(total) 件",
              en: "\(published) of \(row.id) were newly published, but only \(total) are published in all"))
        }
        if let issued = figure("issued"), let repealed = figure("repealed"), let effective = figure("effective"),
          effective < issued - repealed
        {
          warn(
            address("effective"),
            Bilingual(
              zh: "“\(row.label)”现行有效 \(effective) 件，少于本年制发减废止的 \(issued - repealed) 件",
              en: "\(effective) of \(row.id) are in force, fewer than issued less repealed (\(issued - repealed))"))
        }
      }
    }
    return findings
  }

  /// Against last year's report.
  static func findings(last: Report, this: Report) -> [Finding] {
    var findings: [Finding] = []
    var same = 0
    for line in FormAlignment(old: last.form, new: this.form).lines {
      guard let cell = line.new.first, let old = last.value(of: line.old).figure, let new = this.value(of: line.new).figure else {
        continue
      }
      if old == new, new != .zero { same += 1 }
      // Small figures jump without anyone having made a mistake.
      if new.millionths / 100 >= old.millionths, old > .zero, new >= Figure(1000) {
        findings.append(
          Finding(
            .warning, .implausible, cell: line.address, at: this.position(of: cell),
            Bilingual(
              zh: "\(line.label)：\(new) 是上一年 \(old) 的一百倍以上，单位或小数点可能有误",
              en: "\(line.address): \(new) is more than a hundred times last year's \(old); unit or decimal point may be wrong")))
      }
    }
    for table in this.form.tables {
      for row in table.rows {
        // What was made last year and not published then may be published now.
        let of = { (report: Report, column: String) in report["\(table.id)/\(row.id)/\(column)"].figure }
        guard let made = of(this, "made"), let published = of(this, "published"), let before = of(last, "made"),
          let then = of(last, "published"),
          published > made + max(.zero, before - then)
        else { continue }
        let address = "\(table.id)/\(row.id)/published"
        findings.append(
          Finding(
            .warning, .implausible, cell: address, at: this.form.cell(address).flatMap(this.position),
            Bilingual(
              zh: "“\(row.label)”本年新公开 \(published) 件，多于本年新制作的 \(made) 件和上一年未公开的 \(max(.zero, before - then)) 件",
              en:
                "\(published) of \(row.id) were newly published: more than were made (\(made)) and left over from last year (\(max(.zero, before - then)))"
            )))
      }
    }
    let stated = this.cells.count { $0.figure.map { $0 != .zero } ?? false }
    if last.form == this.form, last.cells == this.cells, stated > 3, same == stated {
      findings.append(
        Finding(
          .warning, .implausible, cell: nil, at: this.start,
          Bilingual(zh: "所有数据与上一年完全相同，可能误报了上一年的报告", en: "every figure is the same as last year's; it may be last year's report")))
    }
    return findings
  }
}
