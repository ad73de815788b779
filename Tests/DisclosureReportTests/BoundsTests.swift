import DisclosureReport
import ReportGenerator
import Testing

@Suite("Arithmetic on what comes from outside cannot overflow")
struct BoundsTests {
  private let form = Form.editions[1]

  @Test("Figures at the ends of the range add, subtract and turn without a trap, and are known to be beyond the limit")
  func saturation() {
    let most = Figure(millionths: .max)
    let least = Figure(millionths: .min)
    #expect(most + most == most && least + least == least && least - most == least && most - least == most)
    #expect(-least == most && -(-most) == most && most.magnitude == least.magnitude)
    #expect(!most.isWithinLimit && !least.isWithinLimit && Figure.limit.isWithinLimit && (-Figure.limit).isWithinLimit)
    #expect(Figure(Int.max) == most && Figure(Int.min) == least)
    #expect(!(Figure.limit + Figure(millionths: 1)).isWithinLimit)
  }

  @Test("A sum is exact however it gets there, and none if it ends beyond the limit")
  func sums() {
    let large = [Figure](repeating: .limit, count: 3000)
    #expect(Figure.sum(large + large.map { -$0 } + [Figure(7)]) == Figure(7))
    #expect(Figure.sum(large) == nil && Figure.sum(large.map { -$0 }) == nil)
    #expect(Figure.sum([.limit]) == .limit && Figure.sum([]) == .zero)
  }

  @Test("No cell can state a figure beyond the limit")
  func objection() {
    for kind in Form.Kind.allCases {
      #expect(kind.objection(to: Figure.limit + Figure(1)) != nil)
      #expect(kind.objection(to: .limit) == nil)
    }
  }

  @Test("Years near the ends of Int are not followed by any other", arguments: [Int.min, Int.max, 0, 1899, 2201, -2020])
  func years(_ year: Int) throws {
    let report = { (year: Int) in Report(form: form, agency: "甲局", year: year) }
    #expect(CarryOver(last: report(year), this: report(year)) == nil)
    #expect(CarryOver(last: report(year), this: report(year &+ 1)) == nil)
    #expect(CarryOver(last: report(year &- 1), this: report(year)) == nil)
    for (last, this) in [(year, 2020), (2020, year), (year, year)] {
      #expect(throws: SourceError.self) { try YearCheck(last: report(last), this: report(this)) }
    }
    #expect(!ReportPeriod.years.contains(year))
    #expect(Comparison(old: report(year), new: report(year &+ 1)).carryOver == nil)
  }

  @Test("The first and the last year are years")
  func ends() {
    let report = { (year: Int) in Report(form: form, agency: "甲局", year: year) }
    #expect(report(1901).follows(report(1900)) && report(2200).follows(report(2199)))
    #expect(!report(2201).follows(report(2200)) && !report(1900).follows(report(1899)) && !report(2020).follows(report(2021)))
  }

  @Test("1,025 units of nine thousand million are refused with the cell's name, not added up wrongly")
  func merge() throws {
    func units(_ count: Int, _ figure: Figure) -> [Report] {
      (0..<count).map { number in
        var report = Report(form: form, agency: "第\(number)单位", year: 2022, path: "\(number).json")
        report[3] = .stated(figure)
        return report
      }
    }
    do throws(SourceError) {
      _ = try Merge(units(1025, .limit))
      Issue.record("a sum beyond the limit was stated")
    } catch {
      #expect(error.message.en.contains(form.cells[3].address) && error.message.zh.contains(form.cells[3].label))
      #expect(error.message.en.contains("1025 units") && error.message.en.contains("9000000000"))
    }
    #expect(throws: SourceError.self) { try Merge(units(2, .limit)) }
    #expect(try Merge(units(9, Figure(1_000_000_000))).sum[3] == .stated(.limit))
  }

  @Test("Relations, charts and comparisons over the largest figures end without a trap")
  func largest() throws {
    var report = Report(form: form, agency: "甲局", year: 2022)
    for cell in form.cells { report[cell.number] = .stated(.limit) }
    #expect(Checker(report).count(.fails) > 0)
    for finding in Checker(report).findings { #expect(!finding.message.zh.isEmpty) }
    // A sum beyond the limit has no bar.
    for bar in form.charts.flatMap(\.bars) { #expect(report.length(of: bar).map(\.isWithinLimit) ?? true) }
    var last = Report(form: Form.editions[0], agency: "甲局", year: 2021)
    for cell in last.form.cells { last[cell.number] = .stated(-Figure.limit) }
    #expect(Comparison(old: last, new: report).hasDifferences)
    #expect(try !YearCheck(last: last, this: report).findings.isEmpty)
    report.infer()
    report.sections = [Report.Section(heading: "一、总体情况", text: "收办999999999件，同比增长9000000000%。")]
    #expect(!ClaimCheck(report, last: last).findings.isEmpty)
  }

  @Test("Sums of cells beyond the limit count as not there, not as another sum")
  func values() {
    var report = Report(form: form)
    for cell in 0..<3 as Range<CellNumber> { report[cell] = .stated(.limit) }
    #expect(report.value(of: [0, 1]) == .absent && report.value(of: [0]) == .stated(.limit))
  }

  @Test("Severities are in order: a note, a warning, an error")
  func severities() {
    #expect(Severity.note < .warning && Severity.warning < .error && Severity.note < .error)
    #expect(!(Severity.warning < .note) && !(Severity.error < .warning) && !(Severity.error < .note))
    #expect([Severity.error, .note, .warning].sorted() == [.note, .warning, .error])
    #expect([Severity.note, .error, .warning].max() == .error)
  }
}
