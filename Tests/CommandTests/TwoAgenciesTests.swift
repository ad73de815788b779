import DisclosureReport
import Foundation
import ReportWriting
import Testing

@Suite("Comparisons of two agencies, and shares")
struct TwoAgenciesTests {
  private func pair(_ secondAgency: String) throws -> Comparison {
    let form = try #require(Form.edition("2021"))
    func report(_ agency: String, _ year: Int, _ figures: [String: String]) throws -> Report {
      var report = Report(form: form, agency: agency, year: year)
      for (address, text) in figures { report[try #require(form.cell(address))] = .stated(try #require(Figure(text))) }
      return report
    }
    let old = try report(
      "东山县人民政府", 2022, ["requests/new/natural": "10", "disclosure/fees/amount": "5000", "proceedings/review/upheld": "1"])
    let new = try report(
      secondAgency, secondAgency == old.agency ? 2023 : 2022,
      ["requests/new/natural": "13", "disclosure/fees/amount": "9000", "proceedings/review/upheld": "1"])
    return Comparison(old: old, new: new)
  }

  private func text(_ comparison: Comparison, _ format: ComparisonFormat) throws -> String {
    var stream = try #require(format.stream(ComparisonOptions()))
    var bytes: [UInt8] = []
    stream.add(comparison, to: &bytes)
    stream.finish(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("They are called by name and differ; nothing has changed", arguments: [ComparisonFormat.text, .markdown, .html])
  func named(format: ComparisonFormat) throws {
    let shown = try text(pair("南河市人民政府"), format)
    #expect(shown.contains("东山县人民政府") && shown.contains("南河市人民政府") && shown.contains("相差"))
    #expect(!shown.contains("增减</th>") && !shown.contains("| 增减 |") && !shown.contains("| 旧 |") && !shown.contains("变化 "), "\(shown)")
    let years = try text(pair("东山县人民政府"), format)
    #expect(years.contains("变化") && !years.contains("相差"))
  }

  @Test("Money is not ranked beside counts")
  func units() throws {
    let comparison = try pair("南河市人民政府")
    #expect(comparison.largestMoves(5).map { comparison.lines[$0.line].address } == ["requests/new/natural"])
    #expect(comparison.largestMoves(5, ofMoney: true).map { comparison.lines[$0.line].address } == ["disclosure/fees/amount"])
  }

  @Test("A change of a change, or of a negative figure, has no percentage")
  func signed() {
    func cell(_ old: Int, _ new: Int, isSigned: Bool = false) -> ComparedCell {
      ComparedCell(line: 0, old: .stated(Figure(old)), new: .stated(Figure(new)), isSigned: isSigned)
    }
    #expect(cell(10, 13).percent == "30.00")
    #expect(cell(10, 13, isSigned: true).percent.isEmpty)
    #expect(cell(-10, 13).percent.isEmpty)
    #expect(Threshold.percent(5000).passes(cell(10, 13, isSigned: true)) == false)
  }

  @Test("What is not quite the same is not shown as 100%", arguments: [ComparisonFormat.text, .markdown, .html, .json])
  func nearlySame(format: ComparisonFormat) throws {
    let form = try #require(Form.edition("2021"))
    var (old, new) = (Report(form: form, agency: "甲", year: 2022), Report(form: form, agency: "甲", year: 2023))
    old[0] = .stated(Figure(1))
    new[0] = .stated(Figure(1))
    let sentences = (0..<400).map { "第\($0)件事按时办理完毕并向社会公开。" }.joined()
    old.sections = [Report.Section(heading: form.parts[0].heading, text: sentences)]
    new.sections = [Report.Section(heading: form.parts[0].heading, text: sentences + "完。")]
    let comparison = Comparison(old: old, new: new)
    let similarity = try #require(comparison.textSimilarity)
    #expect(similarity < 1 && similarity > 0.9995)
    let shown = try text(comparison, format)
    #expect(
      format == .json ? shown.contains("text_similarity\": 99.9") && shown.contains(" \"similarity\": 99.9") : shown.contains("99.9%"))
  }
}
