// What PDFs of many programs do to tables: radicals for characters, empty rows, figures on two baselines, headers out of turn.

import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Pages as many programs print them")
struct PagesOfOthersTests {
  /// What `pdftotext -tsv` prints for words at places: of each line how far down it is, and its words with where they begin.
  private func pages(_ lines: [(top: Double, words: [(left: Double, text: String)])]) throws -> [Report] {
    var table = "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    for line in lines {
      for word in line.words {
        let width = word.text.unicodeScalars.reduce(0.0) { $0 + ($1.isASCII ? 5 : 10) }
        table += "5\t1\t0\t0\t0\t0\t\(word.left)\t\(line.top)\t\(width)\t10\t100\t\(word.text)\n"
      }
    }
    var reports: [Report] = []
    try readWords(Array(table.utf8), path: "a.pdf") { reports.append($0) }
    return reports
  }

  private func page(_ lines: [(top: Double, words: [(left: Double, text: String)])]) throws -> Report {
    let reports = try pages(lines)
    try #require(reports.count == 1)
    return reports[0]
  }

  private static let head: [(top: Double, words: [(left: Double, text: String)])] = [
    (10, [(200, "示例区水务局2022年政府信息公开工作年度报告")]), (30, [(20, "三、收到和处理政府信息公开申请情况")]),
    (
      50,
      [(250, "自然人"), (300, "商业企业"), (350, "科研机构"), (400, "社会公益组织"), (470, "法律服务机构"), (540, "其他"), (580, "总计")]
    ),
  ]

  @Test("Radicals that look like characters are these")
  func radicals() throws {
    let report = try readOne("⻘⼭区⽔务局2022年政府信息公开⼯作年度报告\n⼆、主动公开政府信息情况\n信息内容 本年处理决定数量\n⾏政许可 879\n⾏政处罚 5\n")
    #expect(report.agency == "青山区水务局" && report.year == 2022)
    #expect(report.shown("disclosure/licensing/decisions") == "879")
  }

  @Test("A report without a row of three figures keeps its places")
  func sparse() throws {
    let report = try page(
      Self.head + [
        (70, [(20, "一、本年新收政府信息公开申请数量"), (258, "94"), (582, "94")]),
        (90, [(20, "二、上年结转政府信息公开申请数量"), (362, "3"), (582, "3")]),
      ])
    #expect(report.shown(row: "requests/new") == ["94", "blank", "blank", "blank", "blank", "blank", "94"])
    #expect(report.shown(row: "requests/carried_in") == ["blank", "blank", "3", "blank", "blank", "blank", "3"])
  }

  @Test("Figures of a row on two baselines come together from left to right")
  func baselines() throws {
    let report = try page(
      Self.head + [
        (70, [(308, "0"), (420, "9"), (545, "114")]),
        (78, [(20, "一、本年新收政府信息公开申请数量"), (255, "155"), (358, "34"), (490, "0"), (582, "312")]),
        (100, [(20, "二、上年结转政府信息公开申请数量"), (258, "1"), (308, "0"), (362, "0"), (420, "0"), (490, "0"), (545, "0"), (582, "1")]),
      ])
    let row = report.shown(row: "requests/new")
    #expect(row == ["155", "0", "34", "9", "0", "114", "312"], "\(row)")
  }

  @Test("A row left empty is blank though its label is broken over lines; one whose figures stand below its label has them")
  func blankRows() throws {
    let rows: [(top: Double, words: [(left: Double, text: String)])] = [
      (70, [(20, "一、本年新收政府信息公开申请数量"), (258, "4"), (308, "1"), (362, "0"), (420, "0"), (490, "0"), (545, "0"), (582, "5")]),
      (90, [(20, "二、上年结转政府信息公开")]), (101, [(20, "申请数量")]),
      (120, [(60, "（一）予以公开"), (258, "4"), (308, "1"), (362, "0"), (420, "0"), (490, "0"), (545, "0"), (582, "5")]),
    ]
    let report = try page(Self.head + rows)
    #expect(Set(report.shown(row: "requests/carried_in")) == ["blank"])
    #expect(report.sections.allSatisfy { !$0.text.contains("上年结转") })
    let open = try page(Self.head + rows[..<3] + [(108, [(258, "7"), (308, "7"), (362, "7")])] + rows[3...])
    #expect(open.shown("requests/carried_in/natural") == "7")
  }

  @Test("An empty row of the next report is none of this one")
  func ownRows() throws {
    let row: (top: Double, words: [(left: Double, text: String)]) = (
      70, [(20, "一、本年新收政府信息公开申请数量"), (258, "4"), (308, "1"), (362, "0"), (420, "0"), (490, "0"), (545, "0"), (582, "5")]
    )
    let next = (Self.head + [row]).map { line in
      (top: line.top + 100, words: line.words.map { (left: $0.left, text: $0.text.replacing("水务局", with: "教育局")) })
    }
    let reports = try pages(Self.head + [row] + next + [(190, [(20, "二、上年结转政府信息公开申请数量")])])
    #expect(reports.map { $0.shown("requests/new/total") } == ["5", "5"])
    #expect(reports.map { $0.shown("requests/carried_in/total") } == ["absent", "blank"])
  }

  @Test("A header that prints another order holds for the lines of its block, though a single one would fit the form's")
  func oneLine() throws {
    let report = try readOne(
      """
      示例区水务局2022年政府信息公开工作年度报告
      三、收到和处理政府信息公开申请情况
                                  总计    自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他
      一、本年新收政府信息公开申请数量    9      4      1      1      1      1      1
      二、上年结转政府信息公开申请数量    1      2      3      4      5      6      21
      （一）予以公开    5      3      1      1      0      0      0
      （二）部分公开    4      1      0      1      0      1      1

      """, as: .text)
    #expect(report.shown(row: "requests/new") == ["4", "1", "1", "1", "1", "1", "9"])
    #expect(report.shown(row: "requests/carried_in") == ["2", "3", "4", "5", "6", "21", "1"])
    #expect(report.shown(row: "requests/granted") == ["3", "1", "1", "0", "0", "0", "5"])
  }

  @Test("Of a label with spaces between its characters the numeral is a part; figures with a unit on the next line are told of")
  func pieces() throws {
    let report = try page(
      Self.head + [
        (70, [(20, "（三）不予公开")]),
        (90, [(20, "1"), (30, "."), (45, "属"), (65, "于"), (85, "国"), (105, "家"), (125, "秘"), (145, "密"), (258, "2"), (582, "2")]),
        (
          110,
          [(20, "2.其他法律行政法规禁止公开"), (258, "1"), (308, "0"), (362, "0"), (420, "0"), (490, "0"), (545, "0"), (582, "1")]
        ),
      ])
    #expect(report.shown("requests/denied.state_secret/natural") == "2" && report.shown("requests/denied.statute/total") == "1")
    let money = try page([
      (10, [(200, "示例区水务局2020年政府信息公开工作年度报告")]), (30, [(20, "二、主动公开政府信息情况")]),
      (50, [(20, "信息内容"), (200, "采购项目数量"), (400, "采购总金额")]), (62, [(400, "5907.639"), (450, "万")]),
      (70, [(20, "政府集中采购"), (210, "35")]), (78, [(400, "元")]), (90, [(20, "行政许可"), (200, "1"), (300, "2"), (400, "3")]),
    ])
    #expect(money.shown("disclosure/procurement/amount") == "blank")
    #expect(money.findings.contains { $0.message.zh.contains("5907.639") }, "\(money.findings.map(\.message.zh))")
  }

  @Test(
    "A header with one cell a line is the form's order whether the group or its members stand in their place",
    arguments: [
      "法人或其他组织\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计", "自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他",
    ])
  func stacked(header: String) throws {
    let row = "一、本年新收政府信息公开申请数量\n1\n2\n3\n4\n5\n6\n21\n二、上年结转政府信息公开申请数量\n0\n0\n0\n0\n0\n0\n0\n"
    let report = try readOne("示例区水务局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n\(header)\n\(row)")
    #expect(report.shown(row: "requests/new") == ["1", "2", "3", "4", "5", "6", "21"])
  }

  @Test("A header whose labels are broken over lines establishes no other order")
  func brokenHeader() throws {
    let report = try readOne(
      """
      示例区水务局2022年政府信息公开工作年度报告
      三、收到和处理政府信息公开申请情况
                                  自然人       法律服务      总计        商业企业科研机构社会公益      其他
                                  组织  机构
      一、本年新收政府信息公开申请数量           926     1554     1074     1211      52      888     5705
      二、上年结转政府信息公开申请数量            0        0       14       0       14       1       29

      """, as: .text)
    let row = report.shown(row: "requests/new")
    #expect(row == ["926", "1554", "1074", "1211", "52", "888", "5705"], "\(row)")
  }
}
