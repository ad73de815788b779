import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Rows in parts without a table")
struct StrayRowTests {
  private static let official =
    "二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t5\n行政强制\t4\n四、政府信息公开行政复议、行政诉讼情况\n我局没有行政复议。\n"

  @Test("A small table in part one that names rows of the form is its text, where the table stands in its own part, before it or behind it")
  func strays() throws {
    let small = "类别\t数量\n行政许可\t12\n行政处罚\t3\n行政复议\n我局认真落实条例。\n"
    let title = "示例区教育局2023年政府信息公开工作年度报告\n"
    let report = try readOne(title + "一、总体情况\n" + small + Self.official, as: .text)
    #expect(report["disclosure/licensing/decisions"] == .stated(Figure(5)) && report["disclosure/penalties/decisions"] == .absent)
    #expect(report.sections[0] == .init(heading: "一、总体情况", text: "类别 数量\n行政许可 12\n行政处罚 3\n行政复议\n我局认真落实条例。"))
    let behind = try readOne(title + Self.official + "六、其他需要报告的事项\n" + small, as: .text)
    #expect(behind["disclosure/licensing/decisions"] == .stated(Figure(5)) && behind["disclosure/penalties/decisions"] == .absent)
    #expect(!behind.findings.contains { $0.severity == .error })
  }

  @Test("Where more of it stands there than in its own part it is read, as an attachment is")
  func attached() throws {
    let report = try readOne(
      "示例区教育局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t5\n六、其他需要报告的事项\n附表\n行政处罚\t3\n行政强制\t4\n", as: .text)
    #expect(
      report["disclosure/licensing/decisions"] == .stated(Figure(5)) && report["disclosure/penalties/decisions"] == .stated(Figure(3)))
  }

  @Test("Where it stands in no other part it is read")
  func others() throws {
    let report = try readOne(
      "示例区教育局2023年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t12\n", as: .text)
    #expect(report["disclosure/licensing/decisions"] == .stated(Figure(12)))
  }
}
