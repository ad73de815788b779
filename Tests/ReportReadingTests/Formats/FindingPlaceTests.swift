import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Where a figure stands in the official table as CSV")
struct FindingPlaceTests {
  @Test("Behind a field of two lines, a finding names the second line and the column there")
  func behindLineBreak() throws {
    let text = "示例局2022年政府信息公开工作年度报告\n信息内容,本年处理决定数量\n\"行政\n许可\",约5件\n"
    let finding = try #require(try readOne(text, as: .csv).findings.first { $0.code == .unreadFigure })
    #expect(finding.place == SourceError.Place(line: 4, column: 5))
  }
}
