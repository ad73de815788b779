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
      // Whose it is stands behind; when it was published in brackets; over three lines, or within a name; beside other things, in a table.
      "2024年政府信息公开工作年度报告（示例区教育局）", "2024年政府信息公开工作年度报告-示例区教育局", "政府信息公开工作年度报告-2024年-示例区教育局",
      "政府信息公开年报 | 示例区教育局 | 2024年", "示例区教育局政府信息公开工作年度报告——2024年", "示例区教育局2024年政府信息公开工作年度报告（2024.1.1-2024.12.31）",
      "示例区教育局2024年政府信息公开工作年度报告（2025年1月20日发布）", "《示例区教育局2024年政府信息公开工作年度报告》", "示例区教育局2024年度《政府信息公开工作年度报告》",
      "示例区教育局\n2024年政府信息公开\n工作年度报告", "2024年度\n示例区教育局\n政府信息公开工作\n年度报告", "示例区教\n育局2024年政府信息公开工作年度报告",
      "示例区教育局2024年政\n府信息公开工作年度报告", "示例\n区教育局\n2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告\n\n示例区教育局",
      "公开日期：2025年01月25日 示例区教育局2024年政府信息公开工作年度报告 阅读次数：231", "作者：管理员 示例区教育局2024年政府信息公开工作年度报告",
      "· 甲区财政局2021年政府信息公开工作年度报告\n示例区教育局2024年政府信息公开工作年度报告", "title: 示例区教育局2024年政府信息公开工作年度报告",
      // Days in front, a site behind; a line that breaks behind the place.
      "发布日期：2025-01-20 示例区教育局2024年政府信息公开工作年度报告", "2025年1月20日 星期一 示例区教育局2024年政府信息公开工作年度报告",
      "示例区教育局 2025年1月20日 2024年政府信息公开工作年度报告", "甲县人民政府 2025年1月20日 2024年示例区教育局政府信息公开工作年度报告",
      "信息来源：示例区教育局 2025年1月20日 2024年政府信息公开工作年度报告",
      "示例区教育局2024年政府信息公开工作年度报告_示例区人民政府门户网站", "示例区\n教育局2024年政府信息公开工作年度报告", "示例区\n教育局2024年政府信息\n公开工作年度报告",
      "示例区教育局2024年政务公开工作年度报告", "示例区教育局2024年实施《中华人民共和国政府信息公开条例》情况的年度报告",
      "首页 > 政府信息公开年报\n示例区教育局\n2024年政府信息公开工作年度报告", "政府信息公开年报 2025-01-20\n示例区教育局\n2024年政府信息公开工作年度报告",
    ])
  func published(_ title: String) throws {
    let report = try readOne(title + "\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == "示例区教育局" && report.year == 2024, "\(report.agency) \(report.year ?? 0)")
    #expect(report.sections.first?.heading == "一、总体情况" && report.sections.first?.text == "我局认真落实条例。")
  }

  @Test(
    "A line above that is no place, or stands above a whole name, is none of the agency; a place is, with a note",
    arguments: [
      ("北京市", "水利部", ""), ("湖南省", "长沙海关", ""), ("武汉市", "武汉大学", ""), ("智慧社区", "公安局", ""), ("政务公开专区", "财政部", ""), ("城市", "司法局", ""),
      ("各乡镇", "人民政府", ""), ("省市县", "人民政府", ""), ("走进云溪镇", "人民政府", ""), ("岳东市 岳西市", "人民政府", ""), ("首页 云溪镇", "人民政府", ""),
      ("云溪镇", "人民政府", "云溪镇"), ("岳东市云溪区", "水务局", "岳东市云溪区"),
    ])
  func above(_ line: String, _ name: String, _ place: String) throws {
    let report = try readOne(
      "\(line)\n\(name)2023年政府信息公开工作年度报告\n一、总体情况\n制度落实到位。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == place + name && report.year == 2023, "\(report.agency)")
    #expect(report.findings.contains { $0.code == .inferred } == !place.isEmpty)
  }

  @Test("Beside a day other things are no agency, and the agency is not lost")
  func besideDays() {
    #expect(TitleText("发布日期：2024-01-22 点击数：12 2023年政府信息公开工作年度报告")?.agency == "")
    #expect(TitleText("2024年1月22日 星期一 首页 2023年政府信息公开工作年度报告")?.agency == "")
    for line in [
      "云溪镇人民政府 发布日期：2024-01-22 2023年", "发文日期：2024年1月20日 岳政〔2024〕1号 云溪镇人民政府2023年", "2024年1月22日 10时30分 云溪镇人民政府2023年", "云溪镇人民政府2023年12月31日",
    ] {
      let title = TitleText(line + "政府信息公开工作年度报告")
      #expect(title?.agency == "云溪镇人民政府" && title?.year == 2023, "\(line): \(title?.agency ?? "")")
    }
  }

  @Test("A name that begins as a day of the week does is whole")
  func weekdays() {
    #expect(TitleText("2025-01-20 周口市教育局2024年政府信息公开工作年度报告")?.agency == "周口市教育局")
    #expect(TitleText("发布日期：2025-01-20 周一 周口市教育局2024年政府信息公开工作年度报告")?.agency == "周口市教育局")
  }

  @Test(
    "A day and what says what day it is are no agency, and its year is not the report's",
    arguments: [
      "发布时间：2024年1月22日 2023年政府信息公开工作年度报告", "发布日期：2024-01-22 2023年政府信息公开工作年度报告", "2024年1月22日 星期一 2023年政府信息公开工作年度报告",
      "打印日期 2024年1月22日 2023年政府信息公开工作年度报告", "2024年1月22日2023年政府信息公开工作年度报告", "2024.1.22 10:05 2023年政府信息公开工作年度报告",
    ])
  func days(_ title: String) throws {
    let report = try readOne(title + "\n一、总体情况\n制度落实到位。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency.isEmpty && report.year == 2023, "\(report.agency) \(report.year ?? 0)")
  }

  @Test(
    "Where no title names the agency, a field does, a sentence about the report, or the signature, which is noted",
    arguments: [
      "发文机关：示例区教育局\n2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告\n发布时间：2025-01-25 15:12 来源：示例区教育局",
      "填报单位（盖章）：示例区教育局        统计年度：2024年\n政府信息公开工作年度报告", "2024年政府信息公开工作年度报告\n本报告由示例区教育局按照条例编制。",
      "2024年政府信息公开工作年度报告\n现将示例区教育局2024年度政府信息公开工作情况报告如下：", "2024年政府信息公开工作年度报告\n如有疑问，请与示例区教育局联系。",
      // An office within it is whom to ask; half-width marks end clauses, too; what stands in front of its name in a sentence is none of it.
      "2024年政府信息公开工作年度报告\n如有疑问，请与示例区教育局政务公开办公室联系。", "根据有关规定,编制示例区教育局2024年政府信息公开工作年度报告。",
      "根据有关规定，整理形成示例区教育局2024年政府信息公开工作年度报告。", "報告由示例区教育局編製。\n2024年政府信息公開工作年度報告",
      "2024年政府信息公开工作年度报告\n如有疑问，请联系示例区教育局综合科，电话：12345。",
      // Who speaks first, with its place, or twice.
      "2024年，示例区教育局坚持公开为常态。", "2024年政府信息公开工作年度报告\n区教育局持续推进公开。示例区教育局认真落实条例。区教育局不断完善制度。",
    ])
  func sources(_ opening: String) throws {
    let report = try readOne(opening + "\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n", as: .text)
    #expect(report.agency == "示例区教育局" && report.year == 2024, "\(report.agency) \(report.year ?? 0)")
    #expect(report.findings.contains { $0.code == .inferred && $0.message.en.contains("names the agency") })
  }

  @Test("A table about the document has the title in a cell behind its label")
  func labelled() throws {
    for table in ["索引号\t113\n标题\t*\n文号\t\n2024年政府信息公开工作年度报告", "索引号：K1 | 名称：* | 文号：无", "| 索引号 | 114 |\n| 名称 | * |"] {
      let text = table.replacing("*", with: "示例区教育局2024年政府信息公开工作年度报告") + "\n\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n"
      let report = try readOne(text, as: .text)
      #expect(report.agency == "示例区教育局" && report.year == 2024, "\(table)")
      #expect(report.sections.last == .init(heading: "一、总体情况", text: "我局认真落实条例。"))
    }
  }

  @Test("A signature names the agency; what is no name does not")
  func signature() throws {
    let body = "2024年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n六、其他需要报告的事项\n无。\n"
    #expect(try readOne(body + "示例区教育局\n2025年1月14日", as: .text).agency == "示例区教育局")
    for other in [
      "特此报告", "我局", "县政府高度重视公开。区政府办公室坚持督查。", "区纪委坚持监督。区纪委持续通报。", "示例区门户网站持续公开信息。", "收到以示例县政府为被告的案件。", "全年全区共受理申请。", "联系电话：12345",
    ] { #expect(try readOne(body + other + "\n2025年1月14日", as: .text).agency.isEmpty) }
    #expect(try readOne("学习《示例市人民政府2021年政府信息公开工作年度报告》的写法。\n" + body, as: .text).agency.isEmpty)
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

  @Test("What is nobody's name is none", arguments: ["本机关", "我局", "各部门", "县政府各部门", "（单位名称）", "XX县XX局"])
  func nobody(_ name: String) {
    #expect(TitleText(name + "2024年政府信息公开工作年度报告")?.agency.isEmpty == true)
  }

  @Test("A name may begin with what others begin with that are nobody's", arguments: ["本溪市财政局", "本溪市人民政府"])
  func somebody(_ name: String) throws {
    #expect(TitleText(name + "2024年政府信息公开工作年度报告")?.agency == name)
    let body = "2024年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n六、其他需要报告的事项\n无。\n"
    #expect(try readOne(body + name + "\n2025年1月14日", as: .text).agency == name)
  }

  @Test("Of titles right below each other the last is the report's")
  func lists() throws {
    let text = "甲区财政局2022年政府信息公开工作年度报告\n乙区财政局2022年政府信息公开工作年度报告\n示例区教育局2024年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n信息内容\t本年处理决定数量\n行政许可\t5\n"
    let read = try readOne(text, as: .text)
    #expect(read.agency == "示例区教育局" && read.year == 2024)
    #expect(read.findings.contains { $0.code == .inferred && $0.source?.line == 3 && $0.message.en.contains("乙区财政局") })
  }

  @Test(
    "The page's own name tells what no title on it does, without the name of the site, which is noted",
    arguments: [
      "<title>示例区教育局2024年政府信息公开工作年度报告_示例区人民政府</title>",
      "<title>示例区人民政府门户网站</title><meta name=\"ArticleTitle\" content=\"示例区教育局2024年政府信息公开工作年度报告\">",
      "<meta property=\"og:title\" content=\"示例区教育局2024年度政府信息公开工作年度报告|政务公开\">",
    ])
  func pageName(_ head: String) throws {
    let table = "<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>5</td></tr></table>"
    for title in ["", "<h1>政府信息公开工作年度报告</h1>"] {
      let page = "<html><head>\n\(head)</head><body>\(title)<p>一、总体情况</p><p>我局认真落实条例。</p>\(table)</body></html>"
      let report = try readOne(page, as: .html)
      #expect(report.agency == "示例区教育局" && report.year == 2024, "\(report.agency)")
      #expect(report.findings.count { $0.code == .inferred && $0.source?.line == 2 } == 2)
      #expect(report.sections.map(\.text) == ["我局认真落实条例。"])
    }
    // What the page shows goes first, and a name of another year is another report's.
    let shown = "<html><head>\(head)</head><body><h1>示例区水务局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>\(table)</body></html>"
    #expect(try readOne(shown, as: .html).agency == "示例区水务局")
    let other = shown.replacing("示例区水务局", with: "")
    #expect(try readOne(other, as: .html).agency.isEmpty)
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
