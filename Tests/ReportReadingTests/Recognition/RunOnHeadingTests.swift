import Testing

@testable import ReportReading

@Suite("Headings on lines that run on")
struct RunOnHeadingTests {
  private static let table = "信息内容\t本年处理决定数量\n行政许可\t5\n"

  @Test("A line that runs on from the title into the headings of parts is parted at them, with places")
  func whole() throws {
    let line =
      "示例区教育局2023年政府信息公开工作年度报告 一、总体情况 2023年，我局认真落实条例，公开信息120条，办理及时，群众满意。五、存在的主要问题及改进情况 存在队伍不稳定的问题，将加强培训，提高水平。 六、其他需要报告的事项 无其他需要报告的事项，本年未收取信息处理费。\n"
    let report = try readOne(line + Self.table, as: .text)
    #expect(report.agency == "示例区教育局" && report.year == 2023)
    #expect(report.sections.map(\.heading) == ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"])
    #expect(report.sections[0].text == "2023年，我局认真落实条例，公开信息120条，办理及时，群众满意。")
    let place = report.position(ofParagraph: 0, in: "五、存在的主要问题及改进情况")
    #expect(place?.line == 1 && place?.column == 81, "\(String(describing: place))")
    let mirrored = try readOne(
      "示例局2023年政府信息公開工作年度報告\n我局認真落實條例，公開信息一百二十條，及時辦理。五、存在的主要問題及改進情況 存在隊伍不穩定的問題，將加強培訓，提高水平。\n" + Self.table, as: .text)
    #expect(mirrored.sections.last?.text == "存在隊伍不穩定的問題，將加強培訓，提高水平。")
  }

  @Test("A heading behind the end of a sentence opens what the next lines say")
  func last() throws {
    let text = "一、总体情况\n公开信息一百零八条，有领导信息、科室信息、招投标公告和主要活动等，办理及时。五、存在的主要问题及改进情况\n队伍不够稳定。\n"
    let report = try readOne("示例局2023年政府信息公开工作年度报告\n" + text + Self.table, as: .text)
    #expect(report.sections.map(\.text) == ["公开信息一百零八条，有领导信息、科室信息、招投标公告和主要活动等，办理及时。", "队伍不够稳定。"])
  }

  @Test(
    "A list of the parts, and what names a part in a sentence, parts nothing",
    arguments: [
      "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况，六、其他需要报告的事项等部分组成，可在网站下载，有疑问请联系。",
      "本报告共六部分。 一、总体情况 二、主动公开政府信息情况 五、存在的主要问题及改进情况 六、其他需要报告的事项",
      "各项数据详见附表，说明见“五、存在的主要问题及改进情况”和六、其他需要报告的事项的有关内容，本部分不再重复，请一并参阅。",
    ])
  func lists(_ line: String) throws {
    let report = try readOne("示例局2023年政府信息公开工作年度报告\n\(line)\n一、总体情况\n我局认真落实条例。\n" + Self.table, as: .text)
    #expect(report.sections.map(\.text) == [line, "我局认真落实条例。"])
  }
}
