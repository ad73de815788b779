import DisclosureReport
import ReportGenerator
import Testing

@Suite("Comparing reports, cell by cell")
struct ComparisonTests {
  private func pair(_ seed: UInt64) -> (Report, Report) {
    var generator = ReportGenerator(seed: seed)
    let (old, new) = (generator.report(), generator.report())
    return (old, new)
  }

  static let seeds = 0..<60 as Range<UInt64>

  @Test("A report does not differ from itself", arguments: seeds)
  func itself(seed: UInt64) {
    let (report, _) = pair(seed)
    let comparison = Comparison(old: report, new: report)
    #expect(!comparison.hasDifferences)
    #expect(comparison.count(.same) == comparison.cells.count)
    #expect(comparison.tableSimilarity ?? 1 == 1)
    #expect(comparison.textSimilarity ?? 1 == 1)
  }

  @Test("The comparison the other way round is the mirror image", arguments: seeds)
  func mirror(seed: UInt64) {
    let (old, new) = pair(seed)
    let there = Comparison(old: old, new: new)
    let back = Comparison(old: new, new: old)
    // A line is known by the cells of both forms that it compares, whichever is the new one.
    func key(_ comparison: Comparison, _ cell: ComparedCell) -> Set<String> {
      let line = comparison.lines[cell.line]
      let (old, new) = (comparison.alignment.old, comparison.alignment.new)
      return Set(line.old.map { "\(old.id) \(old.cells[$0].address)" } + line.new.map { "\(new.id) \(new.cells[$0].address)" })
    }
    let mirrored = Dictionary(uniqueKeysWithValues: back.cells.map { (key(back, $0), $0) })
    #expect(there.cells.count == back.cells.count)
    for cell in there.cells {
      let other = mirrored[key(there, cell)]
      #expect(other?.old == cell.new && other?.new == cell.old, "\(key(there, cell))")
      #expect(other?.delta == cell.delta.map { -$0 })
      #expect(
        other?.change
          == (cell.change == .added ? .removed : cell.change == .removed ? .added : cell.change))
    }
    #expect(there.hasDifferences == back.hasDifferences)
  }

  @Test("Old plus difference is new, exactly, in every cell", arguments: seeds)
  func exact(seed: UInt64) {
    let (old, new) = pair(seed)
    for cell in Comparison(old: old, new: new).cells {
      if let delta = cell.delta {
        #expect((cell.old.figure ?? .zero) + delta == cell.new.figure)
        #expect(cell.change == (delta == .zero ? .same : .changed))
      } else {
        #expect(cell.change != .changed)
      }
    }
  }

  @Test(
    "Percentages have two decimals, rounded half away from zero, of the old figure",
    arguments: [
      ("3511", "3525", "0.40"), ("200", "196", "-2.00"), ("3", "4", "33.33"), ("8000", "8001", "0.01"), ("20000", "20001", "0.01"),
      ("20001", "20002", "0.00"), ("0", "5", ""),
      ("-46", "46", ""), ("1", "9000000000", "899999999900.00"), ("5", "5", "0.00"), ("40000", "39998", "-0.01"),
    ])
  func percent(_ old: String, _ new: String, _ percent: String) throws {
    let cell = ComparedCell(line: 0, old: .stated(try #require(Figure(old))), new: .stated(try #require(Figure(new))))
    #expect(cell.percent == percent)
  }

  @Test("Blank and absent are not 0: a figure that appears is added, one that goes is removed")
  func states() {
    let (zero, five) = (CellValue.stated(.zero), CellValue.stated(Figure(5)))
    func change(_ old: CellValue, _ new: CellValue) -> Change { ComparedCell(line: 0, old: old, new: new).change }
    #expect(change(.blank, zero) == .added)
    #expect(change(zero, .absent) == .removed)
    #expect(change(.blank, .absent) == .same)
    #expect(change(zero, five) == .changed)
    #expect(change(five, .inferred(Figure(5))) == .same)
  }

  @Test("A threshold lets through only moves at least so large")
  func threshold() throws {
    func cell(_ old: Int?, _ new: Int?) -> ComparedCell {
      ComparedCell(line: 0, old: old.map { .stated(Figure($0)) } ?? .blank, new: new.map { .stated(Figure($0)) } ?? .blank)
    }
    let ten = Threshold.absolute(Figure(10))
    #expect(ten.passes(cell(5, 15)) && ten.passes(cell(15, 5)) && !ten.passes(cell(5, 14)))
    #expect(ten.passes(cell(nil, 10)) && !ten.passes(cell(nil, 9)) && !ten.passes(cell(nil, 0)))
    let five = Threshold.percent(500)
    #expect(five.passes(cell(100, 105)) && !five.passes(cell(1000, 1049)) && five.passes(cell(0, 1)) && five.passes(cell(nil, 1)))
    #expect(!Threshold.absolute(.zero).passes(cell(5, 5)))
  }

  @Test("The largest moves come first, by amount and by percentage")
  func largest() throws {
    let form = try #require(Form.edition("2021"))
    var (old, new) = (Report(form: form), Report(form: form))
    for (cell, figures) in [(10, 12), (1000, 900), (1, 5)].enumerated() {
      old[CellNumber(cell)] = .stated(Figure(figures.0))
      new[CellNumber(cell)] = .stated(Figure(figures.1))
    }
    let comparison = Comparison(old: old, new: new)
    #expect(comparison.largestMoves(2).map(\.line) == [1, 2])
    #expect(comparison.largestPercentages(2).map(\.line) == [2, 0])
  }
}

@Suite("From one edition to the other")
struct CrosswalkTests {
  private func lines(_ old: String, _ new: String) throws -> (FormAlignment, [String: FormAlignment.Line]) {
    let alignment = FormAlignment(old: try #require(Form.edition(old)), new: try #require(Form.edition(new)))
    return (alignment, Dictionary(uniqueKeysWithValues: alignment.lines.map { ($0.address, $0) }))
  }

  @Test("Every cell of both forms is on exactly one line", arguments: [("2019", "2021"), ("2021", "2019"), ("2019", "2019")])
  func complete(_ old: String, _ new: String) throws {
    let (alignment, _) = try lines(old, new)
    #expect(alignment.lines.flatMap(\.old).sorted() == Array(alignment.old.cells.indices))
    #expect(alignment.lines.flatMap(\.new).sorted() == Array(alignment.new.cells.indices))
  }

  @Test("其他处理 is compared with the sum of its three rows, column by column")
  func other() throws {
    let (alignment, lines) = try lines("2019", "2021")
    let line = try #require(lines["requests/other/natural"])
    #expect(line.old.map { alignment.old.cells[$0].address } == ["requests/other/natural"])
    #expect(
      line.new.map { alignment.new.cells[$0].address } == [
        "requests/other.uncorrected/natural", "requests/other.unpaid/natural", "requests/other.rest/natural",
      ])
    var (old, new) = (Report(form: alignment.old), Report(form: alignment.new))
    old[line.old[0]] = .stated(Figure(10))
    for (cell, figure) in zip(line.new, [3, 0, 9]) { new[cell] = .stated(Figure(figure)) }
    let cell = try #require(Comparison(old: old, new: new).cells.first)
    #expect(cell.delta == Figure(2))
    new[line.new[1]] = .absent
    #expect(try #require(Comparison(old: old, new: new).cells.first).new == .absent)
  }

  @Test("made is compared with issued; total and effective are different things and say so")
  func disclosure() throws {
    let (alignment, lines) = try lines("2019", "2021")
    let issued = try #require(lines["disclosure/normative/issued"])
    #expect(issued.old.map { alignment.old.cells[$0].address } == ["disclosure/normative/made"])
    #expect(lines["disclosure/normative/total"]?.new.isEmpty == true)
    #expect(lines["disclosure/normative/effective"]?.old.isEmpty == true)
    for address in [
      "disclosure/normative/total", "disclosure/normative/effective", "disclosure/services/decisions", "disclosure/fees/prior",
      "disclosure/fees/amount",
    ] {
      #expect(lines[address]?.reason != nil, "\(address)")
    }
    #expect(lines["disclosure/licensing/decisions"]?.old.count == 1 && lines["disclosure/licensing/decisions"]?.new.count == 1)
    #expect(alignment.lines.allSatisfy { ($0.reason == nil) == (!$0.old.isEmpty && !$0.new.isEmpty) })
  }
}

@Suite("Pairs, years, series")
struct PairingTests {
  private func report(_ agency: String, _ year: Int, _ figure: Int = 1) throws -> Report {
    var report = Report(form: try #require(Form.edition("2021")), agency: agency, year: year)
    report[0] = .stated(Figure(figure))
    return report
  }

  @Test("One on each side are a pair, whatever they are called")
  func single() throws {
    let pairing = Pairing(old: [try report("甲", 2021)], new: [try report("乙", 2025)])
    #expect(pairing.pairs.count == 1 && pairing.findings.isEmpty)
    #expect(pairing.pairs[0].old?.agency == "甲" && pairing.pairs[0].new?.agency == "乙")
  }

  @Test("Several are paired by agency; what finds no partner is a finding, and added or removed")
  func agencies() throws {
    let pairing = Pairing(
      old: [try report("甲", 2021), try report("乙", 2021), try report("丙", 2021)],
      new: [try report("丁", 2022), try report("乙", 2022), try report("甲", 2022)])
    #expect(pairing.pairs.map { $0.old?.agency } == [nil, "乙", "甲", "丙"])
    #expect(pairing.pairs.map { $0.new?.agency } == ["丁", "乙", "甲", nil])
    #expect(pairing.findings.map(\.code) == [.unpaired, .unpaired])
    #expect(pairing.pairs[0].comparison()?.cells.map(\.change) == [.added])
    #expect(pairing.pairs[3].comparison()?.cells.map(\.change) == [.removed])
  }

  @Test("Where an agency has several years on a side, the year decides")
  func years() throws {
    let side = [try report("甲", 2021), try report("甲", 2022), try report("乙", 2021)]
    let pairing = Pairing(old: side, new: [try report("甲", 2022, 5), try report("甲", 2021), try report("乙", 2022)])
    #expect(pairing.pairs.map { $0.old?.year } == [2022, 2021, 2021])
    #expect(pairing.findings.isEmpty)
  }

  @Test("Carry-over holds between consecutive years of one agency, and is not asked of others")
  func carryOver() throws {
    let form = try #require(Form.edition("2021"))
    func set(_ report: inout Report, _ address: String, _ figure: Int) throws {
      report[try #require(form.cell(address))] = .stated(Figure(figure))
    }
    var (last, this) = (Report(form: form, agency: "甲", year: 2022), Report(form: form, agency: "甲", year: 2023))
    try set(&last, "requests/carried_out/natural", 7)
    try set(&this, "requests/carried_in/natural", 7)
    try set(&last, "requests/carried_out/total", 9)
    try set(&this, "requests/carried_in/total", 8)
    for (address, figure) in [("effective", 40), ("issued", 5), ("repealed", 2)] {
      try set(&this, "disclosure/normative/\(address)", figure)
    }
    try set(&last, "disclosure/normative/effective", 37)
    let carryOver = try #require(CarryOver(last: last, this: this))
    #expect(carryOver.failures.map(\.instance.id) == ["total"])
    #expect(carryOver.failures.first?.expected == Figure(9) && carryOver.failures.first?.stated == Figure(8))
    #expect(carryOver.results.first { $0.instance.id == "normative" }?.holds == true)
    #expect(carryOver.results.count { $0.holds == nil } == 6)
    this.year = 2024
    #expect(CarryOver(last: last, this: this) == nil)
    this.year = 2023
    this.agency = "乙"
    #expect(CarryOver(last: last, this: this) == nil)
  }

  @Test("A series compares each with the one before, and the last with the first")
  func series() throws {
    let series = Series([try report("甲", 2021, 1), try report("甲", 2022, 3), try report("甲", 2023, 2)])
    #expect(series.comparisons().map { $0.cells[0].delta } == [Figure(2), Figure(-1), Figure(1)])
    #expect(series.names == ["2021年", "2022年", "2023年"])
    #expect(series.values(of: series.alignment.lines[0]) == [1, 3, 2].map { .stated(Figure($0)) })
  }
}
