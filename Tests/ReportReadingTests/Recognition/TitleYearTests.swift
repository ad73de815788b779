import Testing

@testable import ReportReading

@Suite("The year in a title")
struct TitleYearTests {
  @Test(
    "Any year that a report can be of, with 年 or without, in any digits",
    arguments: [
      ("示例区2020政府信息公开工作年度报告", "示例区", 2020), ("2020示例区政府信息公开工作年度报告", "示例区", 2020),
      ("示例区教育局（2020）政府信息公开工作年度报告", "示例区教育局", 2020), ("示例区教育局政府信息公开工作年度报告（2020）", "示例区教育局", 2020),
      ("示例区２０２０政府信息公开工作年度报告", "示例区", 2020), ("示例区二〇二〇政府信息公开工作年度报告", "示例区", 2020),
      ("示例区二○二○年政府信息公开工作年度报告", "示例区", 2020), ("示例区二O二一年政府信息公开工作年度报告", "示例区", 2021),
      ("2020政府信息公开工作年度报告", "", 2020), ("示例区1999年政府信息公开工作年度报告", "示例区", 1999),
      ("示例区2199年政府信息公开工作年度报告", "示例区", 2199), ("2020年第12345号示例区政府信息公开工作年度报告", "第12345号示例区", 2020),
    ])
  func years(_ line: String, _ agency: String, _ year: Int) {
    let title = TitleText(line)
    #expect(title?.agency == agency)
    #expect(title?.year == year)
  }

  @Test(
    "Other digits are no year",
    arguments: ["示例区12020政府信息公开工作年度报告", "示例区1899年政府信息公开工作年度报告", "示例区2201政府信息公开工作年度报告", "示例区5000户政府信息公开工作年度报告"])
  func noYear(_ line: String) {
    #expect(TitleText(line)?.agency.isEmpty == false)
    #expect(TitleText(line)?.year == nil)
  }

  @Test(
    "Where no title has it the prose tells the year, which is noted",
    arguments: [
      ("现公布示例区教育局2020年度政府信息公开工作年度报告。", "示例区教育局", 2020 as Int?), ("特编制示例区教育局2020年政府信息公开工作年度报告如下。", "示例区教育局", 2020),
      ("《示例区教育局2020年政府信息公开工作年度报告》已经研究同意", "示例区教育局", 2020), ("本报告数据的统计期限为2020年1月\n1日至2020年12月31日。", "", 2020),
      ("一、总体情况\n2020年，我局认真落实条例。", "", 2020), ("一、总体情况\n在2020年，我局认真落实条例。", "", 2020), ("会议于2020年1月1日召开。", "", nil),
      ("一、总体情况\n（一）主动公开。2020年在网站公开信息73条。", "", 2020), ("一、总体情况\n2020年示例区教育局坚持公开。", "示例区教育局", 2020),
      ("一、总体情况\n（一）制度。2020年5月起施行新办法。", "", nil),
      ("一、总体情况\n按照2019年以来的要求办理。", "", nil),
    ])
  func prose(_ text: String, _ agency: String, _ year: Int?) throws {
    let report = try readOne(text + "\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == agency && report.year == year, "\(report.agency) \(report.year ?? 0)")
    #expect(report.findings.contains { $0.code == .inferred && $0.severity == .note } == (year != nil))
  }

  @Test("What names the report goes before the period that it states")
  func named() throws {
    let text = "根据有关规定,编制示例区教育局2021年政府信息公开年度报告。\n本报告数据的统计期限为2020年1月1日至2020年12月31日。\n"
    #expect(try readOne(text + "信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text).year == 2021)
  }

  @Test("A title without agency leaves the one that is known")
  func kept() throws {
    let report = try readOne(
      "示例区教育局政府信息公开工作年度报告\n2020年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == "示例区教育局" && report.year == 2020, "\(report.agency)")
  }

  @Test("A report whose title has the year without 年 has it")
  func report() throws {
    let report = try readOne("示例区2022政府信息公开工作年度报告\n信息内容,本年处理决定数量\n行政许可,5\n", as: .csv)
    #expect(report.agency == "示例区" && report.year == 2022)
    #expect(!report.findings.contains { $0.code == .untitled })
  }
}
