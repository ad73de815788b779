// Two versions of a report come together as a model that knows nothing but lists of changes says.

import DisclosureReport
import ReportGenerator
import Testing

@Suite("Three-way merging, and patches")
struct ThreeWayTests {
  /// Some cells changed, and perhaps a section.
  private func changed(_ report: Report, _ random: inout SeededGenerator, cells: [Form.Cell], seed: Int) -> Report {
    var report = report
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      guard let cell = cells.randomElement(using: &random) else { continue }
      let figure = Figure(Int.random(in: 0...3, using: &random))
      let values: [CellValue] = [.stated(figure), .inferred(figure), .blank, .absent]
      report[cell.number] = values.randomElement(using: &random) ?? .blank
    }
    if Bool.random(using: &random) {
      let texts = ["甲。", "乙。", "丙。\n丁。"]
      let heading = ["一、总体情况", "附录"].randomElement(using: &random) ?? ""
      report.sections.removeAll { $0.heading == heading }
      if let text = texts.randomElement(using: &random), Int.random(in: 0...3, using: &random) > 0 {
        report.sections.append(.init(heading: heading, text: text))
      }
    }
    if Int.random(in: 0...9, using: &random) == 0 { report.agency = ["甲局", "乙局"].randomElement(using: &random) ?? "" }
    if Int.random(in: 0...9, using: &random) == 0 {
      report.period = [2022, 2024].randomElement(using: &random).map { ReportPeriod(year: $0) }
    }
    return report
  }

  /// Names of places with what stands there: the whole of a report that can be merged.
  private func places(_ report: Report) -> [String: String] {
    var places = ["agency": report.agency, "period": report.period?.description ?? ""]
    for cell in report.form.cells {
      let value = report[cell.number]
      places[cell.address] = value.figure?.description ?? (value.isBlank ? "blank" : "absent")
    }
    for section in report.sections { places["# " + section.heading] = section.text }
    return places
  }

  @Test("Ten thousand random triples agree with a model of changes")
  func model() throws {
    var random = SeededGenerator(seed: 7)
    let form = try #require(Form.edition("2021"))
    // Few cells, so that changes meet.
    let cells = Array(form.cells.prefix(6))
    for seed in 0..<10_000 {
      var base = Report(form: form, agency: "示例局", year: 2023)
      for cell in cells { base[cell.number] = .stated(Figure(Int.random(in: 0...3, using: &random))) }
      base.sections = [.init(heading: "一、总体情况", text: "原文。")]
      let (ours, theirs) = (changed(base, &random, cells: cells, seed: seed), changed(base, &random, cells: cells, seed: seed))
      let merge = try ThreeWay(base: base, ours: ours, theirs: theirs)
      // The model: what theirs changed is put onto ours, where ours has not changed the same place otherwise.
      let (old, our, their) = (places(base), places(ours), places(theirs))
      var expected = our
      var conflicts = 0
      for key in Set(old.keys).union(our.keys).union(their.keys) where their[key] != old[key] && their[key] != our[key] {
        if our[key] == old[key] {
          expected[key] = their[key]
        } else {
          expected[key] = old[key]
          conflicts += 1
        }
      }
      #expect(places(merge.report) == expected && merge.conflicts.count == conflicts, "\(seed)")
      #expect(merge.conflicts.allSatisfy { $0.severity == .error })
      let preferred = try ThreeWay(base: base, ours: ours, theirs: theirs, preferring: .theirs)
      for key in their.keys where their[key] != old[key] { #expect(places(preferred.report)[key] == their[key]) }
      let own = try ThreeWay(base: base, ours: ours, theirs: theirs, preferring: .ours)
      for key in our.keys where our[key] != old[key] { #expect(places(own.report)[key] == our[key]) }
      let mirrored = try ThreeWay(base: base, ours: theirs, theirs: ours)
      #expect(places(mirrored.report) == expected)
    }
  }

  @Test("Sections stand in the order of ours, those of theirs where theirs has them; a part is one however it is headed")
  func order() throws {
    let form = try #require(Form.edition("2021"))
    func report(_ headings: [String]) -> Report {
      var report = Report(form: form, agency: "示例局", year: 2023)
      report.sections = headings.map { .init(heading: $0, text: "甲。") }
      return report
    }
    let other = try #require(form.parts[4].otherHeadings.first)
    let merge = try ThreeWay(
      base: report(["一、总体情况", form.parts[4].heading]), ours: report(["附录", "一、总体情况", form.parts[4].heading]),
      theirs: report(["一、总体情况", "补充", other]))
    #expect(merge.conflicts.isEmpty && merge.report.sections.map(\.heading) == ["附录", "一、总体情况", "补充", other])
  }

  @Test("Versions of other forms are refused")
  func forms() throws {
    let (old, new) = (Report(form: Form.editions[0]), Report(form: Form.editions[1]))
    #expect(throws: SourceError.self) { try ThreeWay(base: old, ours: old, theirs: new) }
  }

  @Test("The changes of a comparison make the new report of the old one, and are refused by any other", arguments: 0..<100 as Range<UInt64>)
  func patch(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    let form = Form.editions[Int(seed % 2)]
    let (old, new) = (generator.report(of: form), generator.report(of: form))
    let comparison = Comparison(old: old, new: new)
    var patch = ReportPatch(old: (old.agency, old.period), new: (new.agency, new.period))
    for cell in comparison.cells where cell.change != .same {
      patch.changes.append(
        .init(
          address: comparison.lines[cell.line].address, old: cell.old.figure, new: cell.new.figure,
          place: SourcePosition(path: "p", line: 1, column: 1)))
    }
    var made = old
    #expect(patch.apply(to: &made).isEmpty)
    #expect(
      Comparison(old: made, new: new).cells.allSatisfy { $0.change == .same } && made.agency == new.agency && made.period == new.period)
    // A second time it is not the old report any more.
    if !patch.changes.isEmpty {
      let before = made
      #expect(patch.apply(to: &made).count == patch.changes.count && made == before)
    }
  }
}
