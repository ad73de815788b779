import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Where a figure stands in the official table as CSV")
struct FindingPlaceTests {
  @Test("A contradiction names a line where a person sees lines, and none in a page")
  func contradiction() throws {
    let rows = ["行政许可": "12", "行政处罚": "5"].sorted { $0.key < $1.key } + [("行政许可", "13")]
    let text = "示例局2022年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n" + rows.map { "\($0.0)\t\($0.1)\n" }.joined()
    let page =
      "<html><p>示例局2022年政府信息公开工作年度报告</p><table><tr><td>信息内容<td>本年处理决定数量"
      + rows.map { "<tr><td>\($0.0)<td>\($0.1)" }.joined() + "</table></html>"
    func message(_ text: String, _ format: SourceFormat) throws -> String? {
      try readOne(text, as: format).findings.first { $0.code == .contradiction }?.message.en
    }
    #expect(try message(text, .text) == "here it is 13, but 12 at 4:6; the first is kept")
    #expect(try message(page, .html) == "here it is 13, but 12 before; the first is kept")
  }

  @Test("Behind a field of two lines, a finding names the second line and the column there")
  func behindLineBreak() throws {
    let text = "示例局2022年政府信息公开工作年度报告\n信息内容,本年处理决定数量\n\"行政\n许可\",约5件\n"
    let finding = try #require(try readOne(text, as: .csv).findings.first { $0.code == .unreadFigure })
    #expect(finding.place == SourceError.Place(line: 4, column: 5))
  }
}
