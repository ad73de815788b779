import DisclosureReport
import ReportGenerator
import Testing

@Suite("Blank reports, missing figures, and what follows from neither")
struct UnfilledTests {
  private func consistent(_ id: String = "2021", seed: UInt64 = 1, year: Int = 2022) throws -> Report {
    var generator = ReportGenerator(seed: seed)
    var report = generator.consistentReport(of: try #require(Form.edition(id)))
    (report.agency, report.year) = ("甲局", year)
    return report
  }

  private func cell(_ address: String, _ report: Report) throws -> CellNumber { try #require(report.form.cell(address)) }

  private func move(_ address: String, by amount: Int, in report: inout Report) throws {
    let cell = try cell(address, report)
    report[cell] = .stated((report[cell].figure ?? .zero) + Figure(amount))
  }

  @Test("A blank form satisfies no relation: all are unfilled, and the report is one error", arguments: ["2019", "2021"])
  func blank(_ id: String) throws {
    var report = Report(form: try #require(Form.edition(id)), agency: "甲局", year: 2020)
    for cell in report.form.cells { report[cell.number] = .blank }
    let checker = Checker(report)
    #expect(checker.results.count == (id == "2019" ? 40 : 42) && checker.count(.unfilled) == checker.results.count)
    #expect(checker.count(.holds) == 0 && checker.isUnfilled)
    #expect(checker.findings.map(\.code) == [.unfilled] && checker.findings[0].severity == .error)
    #expect(try Audit(report).hasErrors)
  }

  @Test("One figure makes it a report; relations without any stay unfilled, which is no error")
  func partly() throws {
    var report = Report(form: try #require(Form.edition("2021")))
    for cell in report.form.cells { report[cell.number] = .blank }
    report[try cell("disclosure/licensing/decisions", report)] = .stated(.zero)
    let checker = Checker(report)
    #expect(!checker.isUnfilled && checker.findings.isEmpty && checker.count(.unfilled) == 42)
    // 0 is a figure: what states it can hold.
    for part in ["upheld", "total"] { report[try cell("proceedings/review/\(part)", report)] = .stated(.zero) }
    #expect(Checker(report).count(.holds) == 1 && Checker(report).count(.unfilled) == 41)
  }

  @Test("A relation whose cells are all absent lacks them; it is not unfilled")
  func absent() throws {
    var report = try consistent()
    for cell in report.form.tables[2].rows[0].cells { report[cell] = .absent }
    let result = try #require(Checker(report).results.first { $0.instance.id == "review" })
    #expect(result.outcome == .unverifiable && result.difference == nil)
  }

  @Test("The difference is the sum of the parts less the total, the same wherever it is told, and none where figures are missing")
  func difference() throws {
    var report = try consistent()
    try move("proceedings/review/total", by: -11, in: &report)
    let failing = try #require(Checker(report).results.first { $0.outcome == .fails })
    #expect(failing.difference == Figure(11))
    let finding = try #require(Checker(report).findings.first)
    #expect(finding.message.zh.contains("相差 +11") && finding.message.en.contains("(difference +11)"))
    #expect(Checker(try consistent()).results.allSatisfy { $0.difference == .zero })
    report[try cell("proceedings/review/total", report)] = .blank
    #expect(Checker(report).results.filter { $0.outcome == .totalBlank }.map(\.difference) == [nil])
    report[try cell("proceedings/review/total", report)] = .absent
    #expect(Checker(report).results.filter { $0.outcome == .unverifiable }.map(\.difference) == [nil])
  }

  @Test("A repair that would break a relation that holds is not proposed")
  func repairs() throws {
    var report = try consistent()
    try move("requests/new/natural", by: 10, in: &report)
    try move("requests/carried_in/natural", by: -10, in: &report)
    report[try cell("requests/carried_in/charity", report)] = .absent
    report[try cell("requests/new/charity", report)] = .stated(Figure(50))
    try move("requests/new/total", by: 0, in: &report)
    let total = try cell("requests/new/total", report)
    let parts = report.form.totals(of: total)[0].parts.compactMap { report[$0].figure }
    report[total] = .stated(parts.reduce(.zero, +) - Figure(10))
    report[try cell("requests/carried_in/total", report)] = .stated(
      (report["requests/total/total"].figure ?? .zero) + (report["requests/carried_out/total"].figure ?? .zero)
        - (report[total].figure ?? .zero))
    let checker = Checker(report)
    #expect(checker.results.filter { $0.outcome == .fails }.map(\.instance.id) == ["new"])
    let repairs = try #require(Repair.candidates(for: checker).first)
    #expect(repairs.map { report.form.cells[$0.cell].address } == ["requests/new/charity"])
    for repair in repairs {
      var mended = report
      mended[repair.cell] = .stated(repair.figure)
      #expect(Checker(mended).count(.fails) == 0)
    }
  }

  @Test("Any repair that is proposed leaves nothing failing that held, and nothing that failed", arguments: 0..<40 as Range<UInt64>)
  func repairsMend(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    var report = generator.inconsistentReport(of: Form.editions[Int(seed % 2)])
    if seed % 3 == 0 { for _ in 0..<20 { report[generator.pick(report.form.cells.array).number] = .absent } }
    let checker = Checker(report)
    for repair in Repair.candidates(for: checker).joined() {
      var mended = report
      mended[repair.cell] = .stated(repair.figure)
      let table = report.form.cells[repair.cell].table
      #expect(!Checker(mended).results.contains { $0.outcome == .fails && report.form.relations[$0.relation].table == table })
      #expect(report.form.cells[repair.cell].kind.objection(to: repair.figure) == nil)
    }
  }

  @Test("A cell where two relations cross that are off by different amounts mends neither, and is not named")
  func crossing() throws {
    var report = try consistent()
    try move("requests/new/natural", by: 10, in: &report)
    try move("requests/carried_in/natural", by: 5, in: &report)
    report[try cell("requests/carried_in/business", report)] = .absent
    let checker = Checker(report)
    #expect(checker.results.filter { $0.outcome == .fails }.map(\.difference) == [Figure(10), Figure(15)])
    #expect(Repair.candidates(for: checker).joined().isEmpty && !checker.findings.contains { $0.code == .repair })
  }

  @Test("A count below nothing is neither inferred nor proposed as a repair")
  func negative() throws {
    var report = try consistent()
    let total = try #require(report["proceedings/review/total"].figure)
    report[try cell("proceedings/review/upheld", report)] = .stated(total + Figure(5))
    for part in ["corrected", "other"] { report[try cell("proceedings/review/\(part)", report)] = .stated(.zero) }
    report[try cell("proceedings/review/pending", report)] = .absent
    var inferred = report
    inferred.infer()
    #expect(inferred["proceedings/review/pending"].isAbsent && inferred.derivations.isEmpty)
    report[try cell("proceedings/review/pending", report)] = .stated(Figure(1))
    let repairs = Repair.candidates(for: Checker(report)).joined().map { report.form.cells[$0.cell].address }
    #expect(repairs.sorted() == ["proceedings/review/total", "proceedings/review/upheld"])
    // A change may be below nothing, and is inferred where a relation of a user's form says so.
    #expect(Form.Kind.signed.objection(to: Figure(-5)) == nil)
  }

  @Test("A claim that the relations contradict fills nothing in")
  func contradictedClaim() throws {
    var report = try consistent()
    let cell = try cell("requests/new/total", report)
    let right = try #require(report[cell].figure)
    report[cell] = .absent
    report.sections = [.init(heading: "一、总体情况", text: "全年新收到申请\(right + Figure(1))件。")]
    report.infer()
    #expect(report[cell] == .inferred(right))
  }

  // MARK: - Last year's report

  @Test("Last year's report of another agency is refused by every check; one without a name is a warning")
  func otherAgency() throws {
    let this = try consistent()
    var last = try consistent(year: 2021)
    #expect(try !Audit(this, last: last).findings.contains { $0.code == .untitled })
    last.agency = "乙局"
    #expect(throws: SourceError.self) { try Audit(this, last: last) }
    #expect(throws: SourceError.self) { try YearCheck(last: last, this: this) }
    last.agency = ""
    let finding = try #require(try Audit(this, last: last).findings.first { $0.code == .untitled })
    #expect(finding.severity == .warning && finding.message.zh.contains("没有机关名称"))
  }

  // MARK: - Claims

  @Test("A claim is no error while a cell that it may speak of is missing", arguments: [CellValue.absent, .blank])
  func incompleteSums(_ gap: CellValue) throws {
    var report = try consistent()
    report.sections = [.init(heading: "一、总体情况", text: "收办申请3646件。申请中不予公开92件。")]
    report[try cell("requests/new/total", report)] = .stated(Figure(3600))
    report[try cell("requests/carried_in/total", report)] = gap
    report[try cell("requests/denied.statute/total", report)] = .absent
    let findings = ClaimCheck(report).findings
    // The sum over received and carried in, with a blank counting as 0, is known; that over the rows of 不予公开 is not.
    #expect(findings.filter { $0.severity == .error }.count == (gap == .blank ? 1 : 0), "\(findings.map(\.message.en))")
    #expect(findings.contains { $0.code == .unplacedClaim && $0.message.zh.contains("92件") })
    var last = try consistent(year: 2021)
    last[try cell("requests/new/total", last)] = .stated(Figure(100))
    last[try cell("requests/carried_in/total", last)] = .absent
    report.sections = [.init(heading: "一、总体情况", text: "收办3600件，同比增长9%。")]
    #expect(!ClaimCheck(report, last: last).findings.contains { $0.severity == .error })
  }

  // MARK: - Plausibility, at its edges

  private func warnings(_ report: Report, _ figures: [String: Int]) throws -> [String?] {
    var report = report
    for (address, figure) in figures { report[try cell(address, report)] = .stated(Figure(figure)) }
    return PlausibilityCheck.findings(report).map(\.cell)
  }

  @Test("A fall is hardly possible only below nothing; more published than made only beyond the total; fewer in force only below the least")
  func edges() throws {
    let (old, new) = (Report(form: Form.editions[0]), Report(form: Form.editions[1]))
    let licensing = "disclosure/licensing/"
    #expect(try warnings(old, [licensing + "prior": 40, licensing + "change": -41]) == [licensing + "change"])
    #expect(try warnings(old, [licensing + "prior": 40, licensing + "change": -40]) == [])
    let normative = "disclosure/normative/"
    #expect(try warnings(old, [normative + "made": 3, normative + "published": 5, normative + "total": 4]) == [normative + "published"])
    #expect(try warnings(old, [normative + "made": 3, normative + "published": 5, normative + "total": 5]) == [])
    #expect(try warnings(old, [normative + "made": 5, normative + "published": 5, normative + "total": 4]) == [])
    #expect(
      try warnings(new, [normative + "issued": 9, normative + "repealed": 2, normative + "effective": 6]) == [normative + "effective"])
    #expect(try warnings(new, [normative + "issued": 9, normative + "repealed": 2, normative + "effective": 7]) == [])
  }

  @Test("A hundred times last year's is doubtful from a thousand on; more published than made and left over is, too")
  func edgesOverYears() throws {
    func findings(_ id: String, _ last: [String: Int], _ this: [String: Int]) throws -> [String?] {
      let form = try #require(Form.edition(id))
      var (old, new) = (Report(form: form, agency: "甲局", year: 2021), Report(form: form, agency: "甲局", year: 2022))
      for (address, figure) in last { old[try #require(form.cell(address))] = .stated(Figure(figure)) }
      for (address, figure) in this { new[try #require(form.cell(address))] = .stated(Figure(figure)) }
      return try YearCheck(last: old, this: new).findings.filter { $0.code == .implausible }.map(\.cell)
    }
    let decisions = "disclosure/licensing/decisions"
    #expect(try findings("2021", [decisions: 20], [decisions: 2000]) == [decisions])
    #expect(try findings("2021", [decisions: 20], [decisions: 1999]) == [])
    #expect(try findings("2021", [decisions: 9], [decisions: 999]) == [])
    #expect(try findings("2021", [decisions: 0], [decisions: 2000]) == [])
    let normative = "disclosure/normative/"
    let last = [normative + "made": 4, normative + "published": 1]
    #expect(try findings("2019", last, [normative + "made": 5, normative + "published": 9]) == [normative + "published"])
    #expect(try findings("2019", last, [normative + "made": 5, normative + "published": 8]) == [])
    // What was published beyond what was made last year is no debt.
    #expect(
      try findings("2019", [normative + "made": 1, normative + "published": 4], [normative + "made": 5, normative + "published": 5]) == [])
  }

  @Test("In Chinese, findings name tables and rows as they are printed, not by their ids")
  func chinese() throws {
    let report = try consistent("2019")
    var broken = report
    try move("requests/granted/natural", by: 3, in: &broken)
    broken[try cell("proceedings/review/upheld", broken)] = .absent
    for cell in report.form.tables[1].rows[0].cells { broken[cell] = .absent }
    var last = report
    last.year = 2021
    try move("requests/carried_out/natural", by: 1, in: &last)
    var infers = report
    infers[try cell("requests/new/natural", infers)] = .absent
    infers.infer()
    var units = [try consistent("2021"), report]
    (units[0].agency, units[0].year) = ("乙局", 2022)
    units[0][try cell("requests/new/natural", units[0])] = .blank
    let findings =
      Checker(broken).findings + Completeness(broken).findings + PlausibilityCheck.findings(broken) + infers.findings
      + (try YearCheck(last: last, this: report).findings) + (try Merge(units).findings)
    #expect(findings.count > 6)
    let ids = Form.editions.flatMap { form in form.tables.flatMap { [$0.id] + $0.rows.map(\.id) } }
    for finding in findings {
      let words = finding.message.zh.split { !($0.isASCII && ($0.isLetter || $0 == "_")) }.map(String.init)
      #expect(words.allSatisfy { !ids.contains($0) }, "\(finding.message.zh)")
    }
    #expect(Explanation("balance")?.example.zh.contains("一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量 = ") == true)
    #expect(Explanation("carry-over")?.example.zh.hasSuffix("（上年）") == true)
  }
}
