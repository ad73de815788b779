import DisclosureReport
import ReportGenerator
import Testing

@Suite("Adding up units")
struct MergeTests {
  private func split(_ whole: Report, into count: Int, _ generator: inout ReportGenerator) -> [Report] {
    generator.parts(of: whole, count: count)
  }

  @Test("Parts of a report add up to it again", arguments: 0..<20 as Range<UInt64>)
  func parts(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    var whole = generator.consistentReport(of: Form.editions[Int(seed % 2)])
    let parts = split(whole, into: 1 + Int(seed % 7), &generator)
    let merge = try Merge(parts, agency: whole.agency)
    whole.sections = []
    #expect(merge.sum == whole)
    #expect(merge.findings.isEmpty)
  }

  @Test("Blank and absent units are listed, and do not count as 0 where no unit states anything")
  func gaps() throws {
    var generator = ReportGenerator(seed: 4)
    var units = split(generator.consistentReport(of: Form.editions[1]), into: 3, &generator)
    let (lost, empty) = (
      try #require(units[0].form.cell("disclosure/coercion/decisions")), try #require(units[0].form.cell("requests/new/legal"))
    )
    units[1][lost] = .absent
    for unit in units.indices { units[unit][empty] = unit == 0 ? .absent : .blank }
    let merge = try Merge(units)
    #expect(merge.sum[lost] == .stated((units[0][lost].figure ?? .zero) + (units[2][lost].figure ?? .zero)))
    #expect(merge.sum[empty] == .blank)
    #expect(merge.findings.map(\.cell) == ["disclosure/coercion/decisions"])
    #expect(merge.findings[0].message.en.contains(units[1].agency + " lacks 1 cells"))
  }

  @Test("A unit of the other edition is brought over as far as it goes; the rest is listed, or it is refused")
  func otherEdition() throws {
    var generator = ReportGenerator(seed: 5)
    var (old, new) = (generator.consistentReport(of: Form.editions[0]), generator.consistentReport(of: Form.editions[1]))
    (old.agency, new.agency, old.year, new.year) = ("甲局", "乙局", 2021, 2021)
    let merge = try Merge([old, new])
    #expect(merge.sum.form == new.form)
    for (address, other) in [
      ("requests/granted/natural", "requests/granted/natural"), ("disclosure/regulations/issued", "disclosure/regulations/made"),
    ] {
      #expect(merge.sum[address].figure == (new[address].figure ?? .zero) + (old[other].figure ?? .zero))
    }
    // One figure of 2019 stands for three rows of 2021.
    #expect(merge.sum["requests/other.rest/natural"] == new["requests/other.rest/natural"])
    let said = try #require(merge.findings.first { $0.severity == .warning })
    #expect(said.code == .unmerged && said.message.en.contains("have no counterpart in form 2021"))
    #expect(throws: SourceError.self) { try Merge([old, new], isStrict: true) }
  }

  @Test("The same unit twice, and units of different years, are errors")
  func refused() throws {
    var generator = ReportGenerator(seed: 6)
    var parts = split(generator.consistentReport(of: Form.editions[1]), into: 2, &generator)
    parts[1].year = (parts[0].year ?? 0) + 1
    #expect(throws: SourceError.self) { try Merge(parts) }
    #expect(try Merge(parts, period: ReportPeriod(year: 2023)).sum.year == 2023)
    parts[1].agency = parts[0].agency
    #expect(throws: SourceError.self) { try Merge(parts, period: ReportPeriod(year: 2023)) }
  }

  @Test("A difference from the parent's report names the unit whose figure it is")
  func against() throws {
    var generator = ReportGenerator(seed: 7)
    let whole = generator.consistentReport(of: Form.editions[1])
    let units = split(whole, into: 4, &generator)
    var parent = whole
    let cell = try #require(whole.form.cell("disclosure/licensing/decisions"))
    let left = try #require(units[2][cell].figure)
    parent[cell] = .stated((whole[cell].figure ?? .zero) - left)
    let merge = try Merge(units)
    let findings = merge.findings(against: parent)
    #expect(left == .zero ? findings.isEmpty : findings.map(\.cell) == ["disclosure/licensing/decisions"])
    #expect(left == .zero || findings[0].message.en.contains(units[2].agency))
    #expect(merge.findings(against: whole).isEmpty)
  }
}
