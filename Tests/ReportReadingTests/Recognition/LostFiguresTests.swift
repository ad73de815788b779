import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Lines of figures that were lost, and labels that are no row's")
struct LostFiguresTests {
  private static let head = "示例区人民政府2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
  private static let rows = [
    ("一、本年新收政府信息公开申请数量", ["11", "12", "13", "14", "15", "16", "81"]),
    ("二、上年结转政府信息公开申请数量", ["1", "2", "3", "4", "5", "6", "21"]), ("（一）予以公开", ["2", "2", "2", "2", "2", "2", "12"]),
    ("1.属于国家秘密", ["4", "4", "4", "4", "4", "4", "24"]), ("2.其他法律行政法规禁止公开", ["5", "5", "5", "5", "5", "5", "30"]),
    ("3.危及“三安全一稳定”", ["3", "3", "3", "3", "3", "3", "18"]),
  ]
  private static let ids = [
    "requests/new", "requests/carried_in", "requests/granted", "requests/denied.state_secret", "requests/denied.statute",
    "requests/denied.security",
  ]

  enum Kind: CaseIterable { case text, words }

  private func read(_ kind: Kind, _ lines: [(label: String, figures: [String])]) throws -> Report {
    if kind == .text {
      return try readOne(
        Self.head
          + lines.map { line in
            let label = line.label + String(repeating: " ", count: 24 - line.label.count)
            return label + line.figures.map { $0 + String(repeating: " ", count: 6 - $0.count) }.joined() + "\n"
          }.joined(), as: .text)
    }
    return try words(
      [("示例区人民政府2021年政府信息公开工作年度报告", []), ("三、收到和处理政府信息公开申请情况", [])] + lines)
  }

  private func words(_ lines: [(label: String, figures: [String])]) throws -> Report {
    var table = "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    func add(_ text: String, left: Int, line: Int) {
      let width = text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 5 : 10) }
      table += "5\t1\t0\t0\t0\t0\t\(left)\t\(40 + 20 * line)\t\(width)\t10\t100\t\(text)\n"
    }
    for (number, line) in lines.enumerated() {
      add(line.label, left: 40, line: number)
      for (place, figure) in line.figures.enumerated() { add(figure, left: 260 + 40 * place, line: number) }
    }
    var reports: [Report] = []
    try readWords(Array(table.utf8), path: "a.pdf") { reports.append($0) }
    return try #require(reports.first)
  }

  @Test("Figures beside nothing but a row's number make those doubtful that the row was given")
  func numbered() throws {
    let text = """
      示例局2023年政府信息公开工作年度报告

      三、收到和处理政府信息公开申请情况
                                      自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
        一、本年新收政府信息公开申请数量             5      0   0   0          0   0   5
        二、上年结转政府信息公开申请数量             0      0   0   0          0   0   0
      三、      （一）予以公开                   3      0   0   0          0   0   3
      度办           1.属于国家秘密
      理结       其他法律行政法规禁止公开
                                         0      0   0   0          0   0   0

      果        2.                         2      0   0   0          0   0   2
                3.危及“三安全一稳定”              0      0   0   0          0   0   0
      """
    let report = try readOne(text, as: .text)
    #expect(report.shown("requests/denied.statute/total") != "0" || report.findings.contains { $0.cell == "requests/denied.statute" })
    #expect(report.findings.contains { $0.source?.line == 12 && $0.code == .unreadRow })
  }

  @Test("Of figures alone on their lines above labels none is lost in silence")
  func alone() throws {
    let report = try readOne(
      "示例局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\n本年处理决定数量\n87\n行政处罚\n19\n行政强制\n", as: .text)
    #expect(
      report.findings.contains {
        $0.code == .unreadRow && $0.source?.line == 6 && $0.cell == "disclosure/penalties" && $0.message.en.contains("\"87\"")
      })
    #expect(report.findings.contains { $0.code == .unreadRow && $0.source?.line == 9 })
    // The number of a page is none.
    let paged = try readOne(
      "示例局2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n" + Array(repeating: "0", count: 15).joined(separator: "\t")
        + "\n\n7\n\n五、存在的主要问题及改进情况\n公开不够及时。\n", as: .text)
    #expect(!paged.findings.contains { $0.code == .unreadRow })
  }

  @Test("The labels beside figures keep them, and the row without is flagged", arguments: Kind.allCases, Self.rows.indices)
  func lost(_ kind: Kind, _ lost: Int) throws {
    let report = try read(kind, Self.rows.enumerated().map { ($1.0, $0 == lost ? [] : $1.1) })
    for (number, id) in Self.ids.enumerated() where number != lost {
      #expect(report.shown(row: id) == Self.rows[number].1, "\(id)")
    }
    #expect(report["\(Self.ids[lost])/total"].figure == nil)
    #expect(report.findings.contains { $0.cell == Self.ids[lost] && $0.severity > .note })
  }

  @Test("Several rows without figures are flagged each, where most have all", arguments: [Kind.words])
  func severalLost(_ kind: Kind) throws {
    let lost = [0, Self.rows.count - 1]
    let report = try read(kind, Self.rows.enumerated().map { ($1.0, lost.contains($0) ? [] : $1.1) })
    for number in lost { #expect(report.findings.contains { $0.cell == Self.ids[number] && $0.severity > .note }, "\(number)") }
  }

  @Test("A group printed as a row belongs to no row, is flagged, and nothing is placed", arguments: Kind.allCases)
  func group(_ kind: Kind) throws {
    let last = [
      ("5.要求行政机关确认或重新出具已获取信息", ["0", "0", "0", "0", "0", "0", "0"]), ("（六）其他处理", ["7", "1", "1", "1", "1", "1", "12"]),
      ("（七）总计", ["9", "9", "9", "9", "9", "9", "54"]),
    ]
    let report = try read(kind, Self.rows + last)
    #expect(report.form.cells.filter { report[$0.number].figure == Figure(7) }.isEmpty)
    #expect(report.shown(row: "requests/total") == last[2].1)
    #expect(report.shown("requests/other.rest/total") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.zh.contains("其他处理") })
  }

  @Test("Behind a tab or a comma as well", arguments: [(SourceFormat.csv, ","), (.text, "\t"), (.text, " | ")])
  func groupInCells(format: SourceFormat, separator: String) throws {
    let lines = [
      ["5.要求行政机关确认或重新出具已获取信息", "0", "0", "0", "0", "0", "0", "0"], ["（六）其他处理", "7", "1", "1", "1", "1", "1", "12"],
      ["（七）总计", "9", "9", "9", "9", "9", "9", "54"],
    ]
    let report = try readOne(Self.head + lines.map { $0.joined(separator: separator) + "\n" }.joined(), as: format)
    #expect(report.shown("requests/other.rest/total") == "absent")
    #expect(report.shown("requests/total/total") == "54")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.zh.contains("其他处理") })
  }
}
