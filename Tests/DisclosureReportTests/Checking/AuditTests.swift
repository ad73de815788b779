import DisclosureReport
import ReportGenerator
import Testing

@Suite("Last year's report, the prose, and what can hardly be")
struct AuditTests {
  private func report(_ id: String = "2019", year: Int = 2020, seed: UInt64 = 1) throws -> Report {
    var generator = ReportGenerator(seed: seed)
    var report = generator.consistentReport(of: try #require(Form.edition(id)))
    report.agency = "甲局"
    report.year = year
    return report
  }

  private func set(_ address: String, _ figure: Int, in report: inout Report) throws {
    report[try #require(report.form.cell(address))] = .stated(Figure(figure))
  }

  private func saying(_ text: String, _ figures: [String: Int] = [:]) throws -> Report {
    var report = try report()
    for (address, figure) in figures { try set(address, figure, in: &report) }
    report.sections = [Report.Section(heading: "一、总体情况", text: text)]
    return report
  }

  // MARK: - Years

  @Test("Every carry-over is checked, column by column", arguments: ["2019", "2021"])
  func carryOver(_ id: String) throws {
    let last = try report(id, year: id == "2019" ? 2019 : 2023, seed: 2)
    let this = try report(id, year: id == "2019" ? 2020 : 2024, seed: 3)
    let findings = try YearCheck(last: last, this: this).findings.filter { $0.severity == .error }
    let carried = findings.filter { $0.code == "carry-over" }
    #expect(
      carried.count
        == this.form.tables[1].rows[1].cells.count {
          this[$0] != last["requests/carried_out/" + this.form.cells[$0].address.split(separator: "/")[2]]
        })
    #expect(findings.contains { $0.code == (id == "2019" ? "prior-items" : "in-force") })
    let evidence = try #require(carried.first?.evidence)
    #expect(evidence.map(\.cell) == [carried[0].cell, carried[0].cell?.replacing("carried_in", with: "carried_out")])
  }

  @Test("The wrong order, a gap of years, and another agency are errors that say so")
  func wrongYears() throws {
    func error(_ last: Report, _ this: Report) -> String {
      do throws(SourceError) {
        _ = try YearCheck(last: last, this: this)
        return ""
      } catch { return error.message.en }
    }
    #expect(error(try report(year: 2020), try report(year: 2019)).contains("wrong order"))
    #expect(error(try report(year: 2018), try report(year: 2020)).contains("should be of 2019"))
    var other = try report(year: 2019)
    other.agency = "乙局"
    #expect(error(other, try report()).contains("not the same agency"))
  }

  // MARK: - Claims

  static let claims: [(text: String, figures: [String: Int], finding: String?)] = [
    (
      "全年新收到政府信息公开申请259宗，办结254宗，转下年办理10宗。", ["requests/new/total": 259, "requests/total/total": 254, "requests/carried_out/total": 10], nil
    ),
    ("全年新收到政府信息公开申请259宗。", ["requests/new/total": 260], "requests/new/total"),
    ("全年办结申请254件。", ["requests/total/total": 253], "requests/total/total"),
    ("申请转下年办理10宗。", ["requests/carried_out/total": 9], "requests/carried_out/total"),
    ("收办申请3,646件。", ["requests/new/total": 3600, "requests/carried_in/total": 46], nil),
    ("收办申请3646件。", ["requests/new/total": 3600, "requests/carried_in/total": 45], "requests/new/total"),
    ("全年收到申请（含上年结转18件）", ["requests/carried_in/total": 18], nil),
    ("全年收到申请（含上年结转18件）", ["requests/carried_in/total": 17], "requests/carried_in/total"),
    (
      "因政府信息公开申请引发行政复议3宗，行政诉讼5宗。", ["proceedings/review/total": 3, "proceedings/direct/total": 4, "proceedings/after_review/total": 1], nil
    ),
    ("行政诉讼57件。", ["proceedings/direct/total": 4, "proceedings/after_review/total": 1], "proceedings/direct/total"),
    (
      "行政复议、行政诉讼案件74件。", ["proceedings/review/total": 70, "proceedings/direct/total": 3, "proceedings/after_review/total": 1], nil
    ),
    (
      "行政复议、行政诉讼案件75件。", ["proceedings/review/total": 70, "proceedings/direct/total": 3, "proceedings/after_review/total": 1],
      "proceedings/review/total"
    ),
    // Not about the tables, or not about all of them.
    ("办理人大建议120件，召开会议12次，发布信息16066条。", [:], nil),
  ]

  @Test("Of more claims than any report has the first are checked, and that is said")
  func manyClaims() throws {
    var report = Report(form: Form.edition("2021")!, agency: "甲局", year: 2022)
    report[report.form.cell("requests/granted/total")!] = .stated(Figure(3))
    report.sections = [.init(heading: "一、总体情况", text: String(repeating: "予以公开4件。\n", count: 6000))]
    let findings = ClaimCheck(report).findings
    #expect(findings.count { $0.code == .claim } == 5000)
    #expect(findings.last?.message.en == "the prose states too many figures; only the first 5000 were checked")
  }

  @Test("A figure in the prose is set against its cell or sum of cells", arguments: claims)
  func claim(_ test: (text: String, figures: [String: Int], finding: String?)) throws {
    let findings = ClaimCheck(try saying(test.text, test.figures)).findings.filter { $0.severity == .error }
    #expect(findings.map(\.cell) == (test.finding.map { [$0] } ?? []), "\(findings.map(\.message.en))")
  }

  @Test("A subtotal of a group is the sum of its rows")
  func subtotal() throws {
    var report = try saying("不予公开92件，无法提供7件。")
    for row in report.form.tables[1].rows where row.id.hasPrefix("denied.") || row.id.hasPrefix("unavailable.") {
      try set("requests/\(row.id)/total", row.id == "denied.statute" ? 92 : 0, in: &report)
    }
    let findings = ClaimCheck(report).findings
    #expect(findings.map(\.code) == [.claim] && findings[0].message.zh.contains("无法提供为 0"))
  }

  @Test("What cannot be placed with confidence is listed, never an error")
  func unplaced() throws {
    let findings = ClaimCheck(try saying("其中区教育局收到申请12件，网上申请新收3件。", ["requests/new/total": 100])).findings
    #expect(!findings.isEmpty && findings.allSatisfy { $0.code == .unplacedClaim && $0.severity == .note })
  }

  @Test(
    "What is said of growth is checked against last year's figures: percentages to their decimals, differences, last year's figure itself")
  func growth() throws {
    var last = try report(year: 2019)
    try set("requests/new/total", 3608, in: &last)
    for (text, isRight) in [
      ("收办申请3646件，同比增长1.05%", true), ("收办申请3646件，同比增长1.1%", true), ("收办申请3646件，同比增长1.5%", false), ("收办申请3646件，同比下降1.05%", false),
      ("收办申请3646件，比上年增加38件", true), ("收办申请3646件（较2019年多38件）", true), ("收办申请3646件，比上年增加39件", false), ("收办申请3646件，较上年减少38件", false),
      ("收办申请3646件，较上年增加38件，增幅1.05%", true), ("收办申请3646件，较上年增加38件，增幅1.5%", false), ("收办申请3646件，与上年持平", false),
      ("收办申请3646件，比2019年的3608件增长1.05%", true), ("收办申请3646件，比2019年的3609件增长1.05%", false),
      ("收办申请3646件，较上年（3608件）增长1.5%", false),
    ] {
      let this = try saying(text + "。", ["requests/new/total": 3646])
      #expect(ClaimCheck(this, last: last).findings.isEmpty == isRight, "\(text)")
      #expect(ClaimCheck(this).findings.isEmpty)
    }
  }

  // MARK: - Plausibility

  @Test("A fall below nothing, fewer in force than issued less repealed, a hundredfold, and a copied report are warnings")
  func implausible() throws {
    var old = try report()
    try set("disclosure/licensing/prior", 40, in: &old)
    try set("disclosure/licensing/change", -60, in: &old)
    #expect(PlausibilityCheck.findings(old).map(\.cell).contains("disclosure/licensing/change"))
    var new = try report("2021", year: 2023)
    for (column, figure) in [("issued", 9), ("repealed", 2), ("effective", 6)] {
      try set("disclosure/normative/\(column)", figure, in: &new)
    }
    #expect(PlausibilityCheck.findings(new).map(\.cell).contains("disclosure/normative/effective"))
    var last = try report("2021", year: 2022)
    try set("disclosure/licensing/decisions", 20, in: &last)
    try set("disclosure/licensing/decisions", 2000, in: &new)
    let findings = try YearCheck(last: last, this: new).findings
    #expect(findings.contains { $0.code == .implausible && $0.cell == "disclosure/licensing/decisions" && $0.severity == .warning })
    var copy = last
    copy.year = 2023
    #expect(try YearCheck(last: last, this: copy).findings.contains { $0.message.en.contains("last year's report") })
    var made = try report(year: 2020)
    var before = try report(year: 2019)
    for (column, figure) in [("made", 5), ("published", 9), ("total", 99)] { try set("disclosure/normative/\(column)", figure, in: &made) }
    for (column, figure) in [("made", 4), ("published", 2)] { try set("disclosure/normative/\(column)", figure, in: &before) }
    #expect(try YearCheck(last: before, this: made).findings.contains { $0.cell == "disclosure/normative/published" })
  }

  // MARK: - Inference

  @Test("Any one lost cell of a consistent report is found again, with its derivation", arguments: 0..<60 as Range<UInt64>)
  func infersOne(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    let whole = generator.consistentReport(of: Form.editions[Int(seed % 2)])
    var report = whole
    let cell = generator.pick(report.form.tables[1...].flatMap { Array($0.cells) })
    report[cell] = seed % 3 == 0 ? .blank : .absent
    report.infer()
    #expect(report[cell].figure == whole[cell].figure && report[cell].isInferred)
    #expect(report.derivations[cell]?.en.hasSuffix(" = \(whole[cell].figure ?? .zero)") == true)
    #expect(report.findings.contains { $0.code == .inferred && $0.cell == report.form.cells[cell].address })
  }

  @Test("Where relations disagree, or the figure could not stand, nothing is filled in")
  func refusesToInfer() throws {
    var report = try report("2021", year: 2022)
    let cell = try #require(report.form.cell("requests/granted/natural"))
    try set("requests/granted/total", 1_000_000, in: &report)
    report[cell] = .absent
    report.infer()
    #expect(report[cell].isAbsent && report.derivations.isEmpty)
  }

  @Test("A sure claim of the prose fills a cell, and others follow from it; an unsure one does not")
  func infersFromClaims() throws {
    var report = try saying("全年新收到政府信息公开申请259宗。")
    for column in ["natural", "business", "research", "charity", "legal", "other", "total"] {
      for row in ["new", "carried_in"] { report[try #require(report.form.cell("requests/\(row)/\(column)"))] = .absent }
    }
    try set("requests/total/total", 254, in: &report)
    try set("requests/carried_out/total", 10, in: &report)
    var unsure = report
    report.infer()
    #expect(report["requests/new/total"] == .inferred(Figure(259)) && report["requests/carried_in/total"] == .inferred(Figure(5)))
    #expect(report.derivations[try #require(report.form.cell("requests/carried_in/total"))]?.zh == "254 + 10 − 259 = 5")
    #expect(report["requests/new/natural"].isAbsent)
    unsure.sections = [Report.Section(heading: "一、总体情况", text: "某街道新收259宗。")]
    unsure.infer()
    #expect(unsure["requests/new/total"].isAbsent)
  }

  // MARK: - Codes

  @Test("Every code is explained, in both languages, with an example")
  func explanations() {
    let codes: [FindingCode] = [
      .absentCell, .blankTotal, .unverifiable, .unreadFigure, .doubtfulFigure, .unreadRow, .contradiction, .untitled, .brokenText,
      .hiddenSheet,
      .unpaired, .doubtfulForm, .repair, .claim, .unplacedClaim, .implausible, .inferred, .unmerged, .parent, .unreadable, .unfilled,
      .unkept, .unknownHeading, .conflict,
    ]
    let relations = Set(Form.editions.flatMap { ($0.relations + $0.carryOvers).map(\.id) + $0.rules.map(\.id) })
    #expect(Set(Explanation.all().map(\.code.rawValue)) == Set(codes.map(\.rawValue)).union(relations))
    for explanation in Explanation.all() {
      #expect(!explanation.meaning.zh.isEmpty && !explanation.meaning.en.isEmpty && !explanation.example.en.isEmpty)
    }
    #expect(Explanation("balance")?.rule?.zh.contains("国办公开办函〔2021〕30号") == true)
  }
}
