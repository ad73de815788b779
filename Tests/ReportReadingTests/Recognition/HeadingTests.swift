// Headings of parts as agencies word them.

import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Headings")
struct HeadingTests {
  private static let official = [
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
  ]

  /// A report with a paragraph in every part, under other headings.
  private func report(_ headings: [String]) throws -> Report {
    var lines = ["示例局2022年政府信息公开工作年度报告"]
    for (number, heading) in headings.enumerated() {
      lines += [heading, "这是第\(number + 1)段。"]
      if number == 2 { lines.append("一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3") }
    }
    return try readOne(lines.joined(separator: "\n"), as: .text)
  }

  @Test(
    "A heading in other words, with another numeral or none of the official marks, opens its part",
    arguments: [
      (0, "一、总体情况概述 一、概述 一、总体工作情况 一、政府信息公开工作总体情况 一、总体情况： Ⅰ、总体情况 （一）总体情况 一.总体情况 —、总体情况 １、总体情况 第一部分、总体情况 壹、总体情况 一、基本情况"),
      (1, "二、主动公开情况 二、主动公开政府政府情况 二、政府信息主动公开情况"),
      (2, "三、政府信息依申请公开情况 三、收到和处理政府信息公开申请的情况 三、办理依申请公开情况"),
      (3, "四、因政府信息公开工作被申请行政复议提起行政诉讼情况 四、行政复议和行政诉讼情况 四、复议诉讼情况 四、因政府信息公开申请行政复议的情况"),
      (4, "五、存在问题及改进情况 五、存在的主要问题及改进措施 五、存在的主要问题及下一步工作计划 五、存在的不足及下一步打算 五、问题与改进"),
      (5, "六、其他需报告事项 六、需要说明的事项 六、其他事项 六、其他"),
    ])
  func wordings(_ part: Int, _ wordings: String) throws {
    for wording in wordings.split(separator: " ") {
      var headings = Self.official
      headings[part] = String(wording)
      let read = try report(headings)
      #expect(read.sections.map(\.text) == (1...6).map { "这是第\($0)段。" }, "\(wording)")
      #expect(read.form.parts.allSatisfy { read.section(of: $0) != nil }, "\(wording)")
    }
  }

  @Test("All headings in brackets, in digits or as parts are headings; within a part such lines are prose")
  func styles() throws {
    for numerals in ["（一） （二） （三） （四） （五） （六）", "1. 2. 3. 4. 5. 6.", "第一部分 第二部分 第三部分 第四部分 第五部分 第六部分"] {
      let headings = zip(numerals.split(separator: " "), Self.official).map { String($0) + $1.dropFirst(2) }
      #expect(try report(headings).sections.map(\.text) == (1...6).map { "这是第\($0)段。" }, "\(numerals)")
    }
    var headings = Self.official
    headings[0] += "\n（一）主动公开情况\n1.依申请公开情况\n第九部分 主动公开"
    headings[4] += "\n一、存在的问题\n二、改进措施"
    let read = try report(headings)
    #expect(read.sections.count == 6)
    #expect(read.sections.map { $0.text.split(separator: "\n").count } == [4, 1, 1, 1, 3, 1])
  }

  @Test("A heading that no part has keeps its prose, with a finding, and the parts behind it are found under other numbers")
  func unknown() throws {
    var headings = Self.official
    headings[4] = "五、信息化建设"
    headings[5] = "六、存在的主要问题及改进情况"
    let read = try report(headings + ["七、其他需要报告的事项"])
    #expect(read.sections.map(\.heading) == Array(Self.official[..<4]) + ["五、信息化建设", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"])
    #expect(read.sections.map(\.text) == (1...7).map { "这是第\($0)段。" })
    let found = read.findings.filter { $0.code == .unknownHeading }
    #expect(found.count == 1 && found[0].severity == .warning && found[0].source?.line == 11)
  }

  @Test(
    "Headings in any dress are those of their parts",
    arguments: [
      "▲ @、*", "■@、*", "【@、*】", "【*】", "★ *", "*：", "**@、***", "__@、*__", "- @、*", "<b>@、*</b>", "@）*", "@丶*", "@-*", "#）*", "0# *",
      "PART # *",
      "第@部分：*",
    ])
  func dressed(_ dress: String) throws {
    let headings = zip(["一", "二", "三", "四", "五", "六"], Self.official).enumerated().map { number, heading in
      dress.replacing("@", with: heading.0).replacing("#", with: "\(number + 1)").replacing("*：", with: heading.1.dropFirst(2) + "：")
        .replacing("***", with: heading.1.dropFirst(2) + "**").replacing(
          "*", with: dress.contains("***") ? "*" : String(heading.1.dropFirst(2)))
    }
    let read = try report(headings)
    #expect(
      read.sections.map(\.text) == (1...6).map { "这是第\($0)段。" } && read.sections.map(\.heading) == Self.official,
      "\(headings) \(read.sections)")
  }

  @Test(
    "A part whose heading stands as the form prints it is opened by nothing else; lists within a part are its prose",
    arguments: [
      (4, "• 其他需要报告的事项"), (4, "★其他需要报告的事项"), (0, "①总体情况\n②主动公开政府信息情况\n③收到和处理政府信息公开申请情况"),
      (4, "六、其他需要报告的事项中已列明收费情况。"), (4, "1、总体情况：我局高度重视。\n2、主动公开：公开12条。"), (4, "总体情况\n全年公开12条。"),
      (0, "一、坚持高位推动\n二、坚持问题导向\n三、坚持公开为民"), (0, "一、存在的问题\n二、改进措施"), (4, "六、七两月开展检查。"),
    ])
  func plain(_ part: Int, _ list: String) throws {
    var headings = Self.official
    headings[part] += "\n" + list
    let read = try report(headings)
    #expect(read.sections.map(\.heading) == Self.official, "\(read.sections)")
    #expect(read.sections[part].text == list + "\n这是第\(part + 1)段。", "\(read.sections[part].text)")
  }

  @Test("Signs for numbers are numerals", arguments: ["①②③④⑤⑥", "⒈⒉⒊⒋⒌⒍", "㈠㈡㈢㈣㈤㈥", "➊➋➌➍➎➏", "⑴⑵⑶⑷⑸⑹"])
  func signs(_ signs: String) throws {
    let read = try report(zip(signs, Self.official).map { "\($0)\($1.dropFirst(2))" })
    #expect(read.sections.map(\.text) == (1...6).map { "这是第\($0)段。" })
  }

  @Test("A heading over two lines, and one with a word of text behind white space or in bold")
  func broken() throws {
    var headings = Self.official
    (headings[0], headings[2]) = ("一、总体\n情况", "三、收到和处理政府信息\n公开申请情况")
    #expect(try report(headings).sections.map(\.text) == (1...6).map { "这是第\($0)段。" })
    let read = try readOne(
      "示例局2022年政府信息公开工作年度报告\n**一、总体情况**我局认真落实条例。\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t5\n六、其他需要报告的事项 无\n", as: .text)
    #expect(read.sections.map(\.text) == ["我局认真落实条例。", "无"], "\(read.sections)")
  }

  @Test(
    "What goes on with the count and is of no part keeps its prose, in whatever words",
    arguments: ["二、加强组织领导，健全工作机制", "二、公开情况", "第二部分 工作成效"])
  func own(_ heading: String) throws {
    var headings = Self.official
    headings.insert(heading, at: 1)
    let read = try report(headings)
    #expect(read.sections.contains { $0.heading == heading && $0.text == "这是第2段。" }, "\(read.sections)")
    #expect(
      read.findings.contains { $0.code == .unknownHeading } && read.section(of: read.form.parts[1])?.text.hasPrefix("这是第3段。") ?? false)
  }

  @Test("Enumerations in prose are no headings, whatever they count")
  func enumerations() throws {
    var headings = Self.official
    headings[0] += "\n二是做好主动公开\n三是规范依申请公开\n五个方面的问题\n六项改进措施及其他说明\n五年来改进情况"
    headings[4] += "\n六是其他问题"
    let read = try report(headings)
    #expect(read.sections.map { $0.text.split(separator: "\n").count } == [6, 1, 1, 1, 2, 1])
  }

  @Test(
    "A heading with the text of its part behind it on one line gives both",
    arguments: [("六、其他需要报告的事项：无", "无"), ("六、其他需要报告的事项（无）", "（无）"), ("六、其他需要报告的事项。本年度无其他事项。", "本年度无其他事项。"), ("六、需要说明的事项：  见附件。", "见附件。")])
  func withText(_ line: String, _ text: String) throws {
    let read = try readOne(
      "示例局2022年政府信息公开工作年度报告\n一、总体情况\n我局认真落实。\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t5\n五、存在的主要问题及改进情况\n有不足。\n\(line)\n", as: .text)
    #expect(read.sections.map(\.text) == ["我局认真落实。", "有不足。", text])
    #expect(read.sections.last?.heading == "六、其他需要报告的事项")
    #expect(read.position(ofParagraph: 0, in: "六、其他需要报告的事项")?.line == 9)
  }

  @Test("The first heading keeps its prose under itself, too, if no part has it")
  func unknownFirst() throws {
    var headings = Self.official
    headings[0] = "一、机构和人员"
    let read = try report(headings)
    #expect(read.sections[0] == .init(heading: "一、机构和人员", text: "这是第1段。"))
    #expect(read.findings.contains { $0.code == .unknownHeading } && read.sections.count == 6)
  }

  @Test("A row of the table that goes on with the count is no heading")
  func rows() throws {
    let text = """
      示例局2022年政府信息公开工作年度报告
      一、总体情况
      我局认真落实条例。
      二、主动公开政府信息情况
      三、收到和处理政府信息公开申请情况
      一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3
      四、结转下年
      度继续办理 0 0 0 0 0 0 0
      """
    let read = try readOne(text, as: .text)
    #expect(read.sections.map(\.text) == ["我局认真落实条例。"])
    #expect(read.shown("requests/carried_out/total") == "0")
  }

  @Test("What stands behind a heading on its line is the text of its part, also of one with a table; white space may part them")
  func onOneLine() throws {
    let lines = [
      "示例局2022年政府信息公开工作年度报告", "一、总体情况", "我局认真落实条例。", "三、收到和处理政府信息公开申请情况：全年收到申请3件。",
      "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3", "五、存在的主要问题及改进情况 公开不够及时，将加强培训。", "六 其他事项", "无。",
    ]
    let read = try readOne(lines.joined(separator: "\n"), as: .text)
    #expect(
      read.sections.map(\.text) == ["我局认真落实条例。", "全年收到申请3件。", "公开不够及时，将加强培训。", "无。"]
        && read.sections.map(\.heading) == [0, 2, 4, 5].map { Self.official[$0] }, "\(read.sections)")
    #expect(read.shown("requests/new/total") == "3")
  }

  @Test("Items within a part are no headings of others, whatever they say")
  func items() throws {
    var headings = Self.official
    headings[0] += "\n1．主动公开政府信息情况\n甲。\n2．收到和处理政府信息公开申请情况"
    #expect(try report(headings).sections.map { $0.text.split(separator: "\n").count } == [4, 1, 1, 1, 1, 1])
  }

  @Test("A figure that a break parts from its unit, or in itself, is one, and none is lost")
  func brokenFigures() throws {
    let title = "示例局2022年政府信息公开工作年度报告\n一、总体情况\n"
    for lines in ["我局共收到政府信息公开申请\n45\n件，办结43件。", "我局共收到政府信息公开申请4\n5件，办结43件。"] {
      #expect(try readOne(title + lines + "\n", as: .text).sections.map(\.text) == ["我局共收到政府信息公开申请45件，办结43件。"])
    }
    // Where there is no sentence before, it stays by itself; a telephone's number does not grow.
    #expect(try readOne(title + "45\n件是全年的申请。\n", as: .text).sections.map(\.text) == ["45\n件是全年的申请。"])
    #expect(try readOne(title + "电话0000-8812345\n12件建议已经办结。\n", as: .text).sections.map(\.text) == ["电话0000-8812345\n12件建议已经办结。"])
  }

  @Test("A heading of no part under the number of the one before keeps its text, with a finding; an item of a list is none")
  func again() throws {
    var headings = Self.official
    headings[4] += "\n这是一段。\n五、工作亮点"
    let read = try report(headings)
    #expect(read.sections.map(\.heading) == Self.official[..<5] + ["五、工作亮点"] + Self.official[5...], "\(read.sections)")
    #expect(read.findings.contains { $0.code == .unknownHeading })
    // A part that goes on under its own words is one.
    headings[4] = Self.official[4] + "\n这是一段。\n五、存在问题及改进措施"
    #expect(try report(headings).sections.count == 6)
    headings[4] = Self.official[4] + "\n一、进度不一\n二、形式单一\n三、人手不足\n四、培训不多\n五、目录太长"
    #expect(try report(headings).sections.count == 6)
  }

  @Test("A title and prose are a report without tables")
  func proseOnly() throws {
    let read = try readOne("示例局2022年政府信息公开工作年度报告\n2022年，我局收到政府信息公开申请12件，均已答复。\n", as: .text)
    #expect(read.sections.map(\.text) == ["2022年，我局收到政府信息公开申请12件，均已答复。"])
    #expect(read.findings.contains { $0.severity == .error })
  }

  @Test("A document whose tables cannot be read gives title and prose, and says so; one that is no report is none")
  func withoutTables() throws {
    let read = try readOne("示例局2022年政府信息公开工作年度报告\n一、总体情况\n我局认真落实条例。\n二、主动公开政府信息情况\n（见图）\n", as: .text)
    #expect(read.agency == "示例局" && read.year == 2022)
    #expect(read.sections.map(\.text) == ["我局认真落实条例。", "（见图）"])
    #expect(read.findings.contains { $0.severity == .error && $0.code == .unreadRow && $0.source?.line == 1 })
    // A title that names nobody is one, too.
    let bare = try readOne("首页/政府信息公开/年度报告\n政府信息公开工作年度报告\n一、总体情况\n2024年，我局收到申请3件。\n", as: .text)
    #expect(bare.agency.isEmpty && bare.year == 2024 && bare.sections.last?.text == "2024年，我局收到申请3件。")
    #expect(readingError("示例局工作总结\n一、总体情况\n我局认真工作。\n", as: .text) != nil)
  }
}
