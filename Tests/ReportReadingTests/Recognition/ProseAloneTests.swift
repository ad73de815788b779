import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Prose read without the tables")
struct ProseAloneTests {
  /// What a first look at many reports goes by: whose each is, of which year, and its longer sentences.
  private struct Look: Equatable, CustomStringConvertible {
    let agency: String
    let period: ReportPeriod?
    let sentences: Set<String>

    init(_ report: Report) {
      (agency, period) = (report.agency, report.period)
      // What ends as one: labels that nothing but the order of rows tells from prose do not.
      let ended = report.sections.flatMap {
        $0.text.split(separator: "\n").flatMap { $0.split(separator: "。", omittingEmptySubsequences: false).dropLast() }
      }
      sentences = Set(ended.map { $0.filter(\.isLetter) }.filter { $0.count >= 8 })
    }

    var description: String { "\(agency) \(period?.name ?? "-") \(sentences.sorted())" }
  }

  /// The reports of a text with and without their figures.
  private func looks(_ text: String, as format: SourceFormat = .text) throws -> (whole: [Look], alone: [Look]) {
    var options = ReadingOptions()
    let whole = try read(text, as: format, options)
    options.readsTables = false
    return (whole.map(Look.init), try read(text, as: format, options).map(Look.init))
  }

  @Test("Agency, period and sentences are those of the whole report, in every layout", arguments: PublishedLayout.allCases)
  func layouts(_ layout: PublishedLayout) throws {
    for seed in 0..<12 as Range<UInt64> {
      var generator = ReportGenerator(seed: seed)
      var report = generator.consistentReport(of: try #require(Form.edition(seed % 2 == 0 ? "2019" : "2021")))
      report.agency = "示例县水务局"
      var printer = ReportPrinter(layout, seed: seed, hasNoise: seed % 3 == 0, hasBlanks: seed % 4 == 0)
      let (whole, alone) = try looks(printer.print(report).text, as: layout == .items ? .markdown : .text)
      #expect(whole == alone && whole.allSatisfy { !$0.sentences.isEmpty }, "\(seed)")
    }
  }

  @Test("So they are in all wordings", arguments: ["2019", "2021"])
  func wordings(_ edition: String) throws {
    let form = try #require(Form.edition(edition))
    for seed in 0..<30 as Range<UInt64> {
      let (whole, alone) = try looks(WordedReport(form, seed: seed).text)
      #expect(whole == alone && whole.contains { !$0.sentences.isEmpty }, "\(seed)")
    }
  }

  @Test("Reports one behind the other are as many; a title beside figures is one")
  func rows() throws {
    func report(_ agency: String, _ prose: String) -> String {
      """
      名称\t\(agency)2023年政府信息公开工作年度报告\t页数\t12
      一、总体情况
      \(prose)
      二、主动公开政府信息情况
      信息内容\t本年制发件数\t本年废止件数\t现行有效件数
      规章\t0\t0\t0
      行政规范性文件\t3\t1\t26
      12\t7\t全年的信息都由办公室的两名同志逐条核对后才放到网站上去\t4\t9

      """
    }
    let (whole, alone) = try looks(
      report("甲山县水务局", "栏目按统一的顺序核对并把结果告诉每个科室的联络员。") + report("乙水县水务局", "目录按月更新并由两个人先后看过才放到网站上去的。"))
    #expect(whole == alone && whole.map(\.agency) == ["甲山县水务局", "乙水县水务局"], "\(whole)\n\(alone)")
    #expect(whole.allSatisfy { $0.sentences.count == 1 }, "\(whole)")
  }
}
