import Testing

@testable import ReportReading

@Suite("Titles")
struct TitleTextTests {
  @Test(
    "Agency and year, in either order",
    arguments: [
      ("广州市增城区人民政府2020年政府信息公开 工作年度报告", "广州市增城区人民政府", 2020 as Int?), ("2020年示例区教育局政府信息公开工作年度报告", "示例区教育局", 2020),
      ("示例区教育局２０２１年度政府信息公开年度报告", "示例区教育局", 2021), ("示例区人民政府信息公开工作年度报告（2022年）", "示例区人民政府", 2022),
      ("示例区二〇二〇年政府信息公开工作年度报告", "示例区", 2020), ("2020年度政府信息公开工作年度报告", "", 2020), ("政府信息公开工作年度报告", "", nil),
    ])
  func titles(_ line: String, _ agency: String, _ year: Int?) {
    let title = TitleText(line)
    #expect(title?.agency == agency)
    #expect(title?.year == year)
  }

  @Test(
    "A sentence about the report is no title",
    arguments: ["根据《条例》，编制2020年政府信息公开工作年度报告。", "本报告由总体情况等组成。", "按要求公布2020年政府信息公开工作年度报告，共六部分"])
  func sentences(_ line: String) {
    #expect(TitleText(line) == nil)
  }

  @Test("The statement of the period tells the year")
  func period() {
    #expect(YearText.ofPeriod(in: "本报告所列数据的统计期限自2020年1月1日起，至2020年12月31日止。") == 2020)
    #expect(YearText.ofPeriod(in: "会议于2020年1月1日召开。") == nil)
  }
}
