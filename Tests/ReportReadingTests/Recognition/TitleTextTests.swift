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
    "Agency and year, behind paths, dates of printing, fields and opening words, in other wordings and over lines",
    arguments: [
      "首页 > 政务公开 > 政府信息公开年报 > 示例区教育局2024年政府信息公开工作年度报告", "首页/政务公开/政府信息公开年报/示例区教育局2024年政府信息公开工作年度报告",
      "当前位置：首页＞示例区教育局2024年政府信息公开工作年度报告", "名称：示例区教育局2024年政府信息公开工作年度报告", "2025/1/20 10:33 示例区教育局2024年政府信息公开工作年度报告",
      "2025-01-20 示例区教育局2024年政府信息公开工作年度报告", "现公布示例区教育局2024年度政府信息公开工作年度报告", "示例区教育局关于2024年度政府信息公开情况的报告",
      "关于示例区教育局2024年度政府信息公开情况的报告", "示例区教育局政府信息公开工作2024年度报告", "示例区教育局2024年度政府信息公开工作报告", "示例区教育局2024年信息公开年度报告",
      "2024 年示例区教育局政府信息公开工作\n年度报告", "示例区教育局\n2024年度\n政府信息公开工作年度报告",
      "示例区教育局\n政府信息公开工作年度报告\n（2024年度）", "示例区教育局2024年政府信息公开工作年度报告（2025年1月20日）",
      // What stands around a name is none of it.
      "【年报】示例区教育局2024年政府信息公开工作年度报告", "（图解）示例区教育局2024年政府信息公开工作年度报告", "1.示例区教育局2024年政府信息公开工作年度报告",
      "★示例区教育局2024年政府信息公开工作年度报告", "示例区教育局——2024年政府信息公开工作年度报告", "示例区教育局|2024年政府信息公开工作年度报告",
      "示例区教育局关于报送2024年政府信息公开工作年度报告", "示例区教育局发布2024年政府信息公开工作年度报告", "附件1：示例区教育局2024年政府信息公开工作年度报告",
      "示例区教育局2024年1月1日至2024年12月31日政府信息公开工作年度报告", "示例区教育局2024年\n政府信息公开工作年度报告",
      "示例区教育局2024年度政府\n信息公开工作年度报告", "2024年政府信息公开工作年度报告\n（示例区教育局）",
      "首页 > 政府信息公开年报\n示例区教育局\n2024年政府信息公开工作年度报告", "政府信息公开年报 2025-01-20\n示例区教育局\n2024年政府信息公开工作年度报告",
    ])
  func published(_ title: String) throws {
    let report = try readOne(title + "\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == "示例区教育局" && report.year == 2024, "\(report.agency) \(report.year ?? 0)")
    #expect(report.sections.first?.heading == "一、总体情况" && report.sections.first?.text == "我局认真落实条例。")
  }

  @Test(
    "What many lines have is a title only with a year, and with nothing behind it",
    arguments: ["五、政府信息公开工作报告制度建设情况", "政府信息公开工作报告", "（一）2024年政府信息公开情况报告如下", "2024年政府信息公开工作总结会议召开", "按照要求，省/市局编制2024年政府信息公开工作年度报告"])
  func loose(_ line: String) {
    #expect(TitleText(line) == nil)
  }

  @Test(
    "A sentence about the report is no title",
    arguments: ["根据《条例》，编制2020年政府信息公开工作年度报告。", "本报告由总体情况等组成。", "按要求公布2020年政府信息公开工作年度报告，共六部分"])
  func sentences(_ line: String) {
    #expect(TitleText(line) == nil)
  }

  @Test("A path, and a list of reports, tell neither agency nor year")
  func paths() throws {
    #expect(TitleText("2022年、2023年政府信息公开年报列表") == nil)
    let read = try readOne("首页 > 政府信息公开年报 > 2025年\n2024年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(read.agency.isEmpty && read.year == 2024)
  }

  @Test("The statement of the period tells the year")
  func period() {
    #expect(YearText.ofPeriod(in: "本报告所列数据的统计期限自2020年1月1日起，至2020年12月31日止。") == 2020)
    #expect(YearText.ofPeriod(in: "会议于2020年1月1日召开。") == nil)
  }
}
