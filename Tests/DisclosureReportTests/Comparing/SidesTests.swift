import DisclosureReport
import ReportGenerator
import Testing

@Suite("Reports that come twice, series over editions, and 0 beside blank")
struct SidesTests {
  private func report(_ agency: String, _ year: Int, _ figure: Int, form: String = "2021") throws -> Report {
    var report = Report(form: try #require(Form.edition(form)), agency: agency, year: year)
    report[0] = .stated(Figure(figure))
    return report
  }

  @Test("Of a report that comes twice on a side the first is compared; the second is named once, and compared with nothing")
  func twice() throws {
    for side in ["old", "new"] {
      let pair = [try report("甲", 2021, 1), try report("甲", 2021, 2), try report("乙", 2021, 3)]
      let single = [try report("甲", 2021, 1), try report("乙", 2021, 3)]
      let pairing = side == "old" ? Pairing(old: pair, new: single) : Pairing(old: single, new: pair)
      #expect(pairing.findings.map(\.code) == [.unpaired], "\(side)")
      #expect(pairing.findings[0].message.en.contains("twice on one side") && pairing.findings[0].severity == .warning)
      let whole = pairing.pairs.filter { $0.old != nil && $0.new != nil }
      #expect(whole.count == 2 && whole.allSatisfy { $0.old?[0] == $0.new?[0] && $0.old?.agency == $0.new?.agency })
      let alone = pairing.pairs.filter { $0.old == nil || $0.new == nil }
      #expect(alone.count == 1 && (alone[0].old ?? alone[0].new)?[0] == .stated(Figure(2)))
    }
  }

  @Test("Every report of both sides is in exactly one pair", arguments: 0..<30 as Range<UInt64>)
  func complete(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    func side() throws -> [Report] {
      try (0..<Int.random(in: 0...8, using: &generator.random)).map {
        try report(generator.pick(["甲", "乙", "丙"]), generator.pick([2021, 2022]), $0)
      }
    }
    let (old, new) = (try side(), try side())
    let pairing = Pairing(old: old, new: new)
    #expect(pairing.pairs.compactMap(\.old).count == old.count && pairing.pairs.compactMap(\.new).count == new.count)
    #expect(pairing.pairs.compactMap { $0.new?.agency } == new.map(\.agency))
    if old.count == 1, new.count == 1 { return }
    #expect(pairing.findings.count == pairing.pairs.count { $0.old == nil || $0.new == nil })
    #expect(pairing.pairs.allSatisfy { $0.old == nil || $0.new == nil || $0.old?.agency == $0.new?.agency })
  }

  @Test("A series over both editions follows a figure through the crosswalk, also where the middle has another form than both ends")
  func editions() throws {
    let (first, second) = (try #require(Form.edition("2019")), try #require(Form.edition("2021")))
    let document = String(decoding: second.document, as: UTF8.self).replacing(#""id": "2021""#, with: #""id": "own""#)
      .replacing(#""from": "2019""#, with: #""from": "2021""#)
      .replacing(
        #"{"old": ["requests/other/*"], "new": ["requests/other.uncorrected/*", "requests/other.unpaid/*", "requests/other.rest/*"]}"#,
        with: ""
      )
      .replacing(#""new": ["disclosure/normative/issued"]},"#, with: #""new": ["disclosure/normative/issued"]}"#)
      .replacing(#""disclosure/regulations/made""#, with: #""disclosure/regulations/issued""#)
      .replacing(#""disclosure/normative/made""#, with: #""disclosure/normative/issued""#)
    let own = try Form(document: Array(document.utf8), path: "own.json")
    func report(_ form: Form, _ year: Int, _ figures: [String: Int]) throws -> Report {
      var report = Report(form: form, agency: "甲", year: year)
      for (address, figure) in figures { report[try #require(form.cell(address))] = .stated(Figure(figure)) }
      return report
    }
    let old = try report(first, 2020, ["disclosure/normative/made": 4, "requests/other/natural": 9, "disclosure/normative/total": 8])
    let middle = try report(
      second, 2021,
      [
        "disclosure/normative/issued": 5, "requests/other.uncorrected/natural": 1, "requests/other.unpaid/natural": 2,
        "requests/other.rest/natural": 3,
      ])
    let new = try report(own, 2022, ["disclosure/normative/issued": 6])
    func values(_ reports: [Report], _ address: String) throws -> [CellValue] {
      let series = Series(reports)
      let line = try #require(
        series.alignment.lines.first { line in
          line.address == address || line.old.contains { series.alignment.old.cells[$0].address == address }
        })
      return series.values(of: line)
    }
    let stated = { (figures: [Int]) in figures.map { CellValue.stated(Figure($0)) } }
    #expect(try values([old, middle], "disclosure/normative/issued") == stated([4, 5]))
    #expect(try values([old, middle], "requests/other/natural") == stated([9, 6]))
    #expect(try values([old, middle], "disclosure/normative/total") == stated([8]) + [.absent])
    #expect(try values([middle, old, middle], "disclosure/normative/issued") == stated([5, 4, 5]))
    #expect(try values([middle, old, middle], "requests/other.rest/natural").first == .stated(Figure(3)))
    #expect(try values([new, old, middle], "disclosure/normative/issued") == stated([6, 4, 5]))
    #expect(Series([old, middle]).comparisons().count == 1 && Series([old, middle, middle]).comparisons().count == 3)
  }

  @Test("In a merge 0 is a figure: beside blank and absent units it is stated, and it is not blank where none states it")
  func zero() throws {
    let form = try #require(Form.edition("2021"))
    func unit(_ agency: String, _ values: [CellValue]) -> Report {
      var report = Report(form: form, agency: agency, year: 2022)
      for (cell, value) in values.enumerated() { report[CellNumber(cell)] = value }
      return report
    }
    let sum = try Merge([
      unit("甲", [.stated(.zero), .blank, .blank, .absent, .stated(.zero), .inferred(.zero)]),
      unit("乙", [.blank, .blank, .absent, .absent, .absent, .blank]),
    ]).sum
    let zero = CellValue.stated(.zero)
    #expect(Array(sum.cells[0..<6]) == [zero, .blank, .blank, .absent, zero, zero])
  }

  @Test("A unit of 2019 with 0 other results brings 0 for each of 2021's three rows; with a figure it brings none of them")
  func zeroOverEditions() throws {
    let (first, second) = (try #require(Form.edition("2019")), try #require(Form.edition("2021")))
    var (old, new) = (Report(form: first, agency: "甲", year: 2022), Report(form: second, agency: "乙", year: 2022))
    old[try #require(first.cell("requests/other/natural"))] = .stated(.zero)
    old[try #require(first.cell("requests/other/business"))] = .stated(Figure(2))
    new[0] = .stated(.zero)
    let sum = try Merge([old, new]).sum
    for row in ["other.uncorrected", "other.unpaid", "other.rest"] {
      #expect(sum["requests/\(row)/natural"] == .stated(.zero) && sum["requests/\(row)/business"] == .absent)
    }
  }
}
