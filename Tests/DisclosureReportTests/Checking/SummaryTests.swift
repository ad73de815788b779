import DisclosureReport
import ReportGenerator
import Testing

@Suite("The paragraph of a report's figures")
struct SummaryTests {
  @Test(
    "Of any report it passes the check of claims, growth and all; one figure changed in the tables, it does not",
    arguments: 0..<100 as Range<UInt64>)
  func passes(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    let form = Form.editions[Int(seed % 2)]
    var (last, this) = (generator.consistentReport(of: form), generator.consistentReport(of: form))
    (last.agency, this.agency) = ("示例局", "示例局")
    (last.year, this.year) = (2022, 2023)
    let text = this.summary(since: last)
    #expect(text.contains("全年新收政府信息公开申请\(this["requests/new/total"].figure ?? .zero)件"))
    this.sections = [.init(heading: form.parts[0].heading, text: text)]
    let findings = ClaimCheck(this, last: last).findings.filter { $0.code == .claim }
    #expect(findings.isEmpty, "\(text) \(findings.map(\.message.zh))")
    for address in ["requests/new/total", "requests/granted/total", "requests/carried_out/total", "proceedings/review/total"] {
      let cell = try #require(form.cell(address))
      guard let figure = this[cell].figure, figure > .zero else { continue }
      var changed = this
      changed[cell] = .stated(figure + Figure(7))
      #expect(ClaimCheck(changed).findings.contains { $0.code == .claim }, "\(address) \(text)")
    }
  }

  @Test("What is missing is not told; nothing received and no reviews are said in words")
  func missing() throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: "示例局", year: 2023)
    #expect(report.summary().isEmpty)
    for cell in report.form.cells { report[cell.number] = .stated(.zero) }
    let text = report.summary()
    #expect(text.contains("未发生行政复议。") && text.contains("未发生行政诉讼。") && !text.contains("申请0件中"))
    report[try #require(report.form.cell("requests/new/total"))] = .absent
    #expect(!report.summary().contains("全年新收"))
    for cell in report.form.cells { report[cell.number] = .blank }
    #expect(report.summary().isEmpty)
  }
}
