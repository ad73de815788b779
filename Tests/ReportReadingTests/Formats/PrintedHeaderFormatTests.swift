import DisclosureReport
import Testing

@testable import ReportReading

@Suite("What is printed above figures decides in office files and on pages, too")
struct PrintedHeaderFormatTests {
  enum Kind: CaseIterable { case xlsx, docx, words }

  private static let title = "示例区人民政府2021年政府信息公开工作年度报告"

  private func read(_ kind: Kind, _ lines: [[String]]) throws -> Report {
    let lines = [[Self.title]] + lines
    switch kind {
    case .xlsx: return try readOne(workbook(lines.map { "<row>" + $0.map(textCell).joined() + "</row>" }.joined()))
    case .docx:
      let rows = lines.dropFirst().map { "<w:tr>" + $0.map(wordCell).joined() + "</w:tr>" }.joined()
      return try readOne(wordDocument(paragraph(Self.title) + "<w:tbl>\(rows)</w:tbl>"))
    case .words:
      var table = "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
      for (number, line) in lines.enumerated() {
        for (place, text) in line.enumerated() {
          let width = text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 5 : 10) }
          table += "5\t1\t0\t0\t0\t0\t\(place == 0 ? 40 : 140 + 100 * place)\t\(40 + 20 * number)\t\(width)\t10\t100\t\(text)\n"
        }
      }
      var reports: [Report] = []
      try readWords(Array(table.utf8), path: "a.pdf") { reports.append($0) }
      return try #require(reports.first)
    }
  }

  @Test("A fee header in 元 means 元", arguments: Kind.allCases)
  func yuan(_ kind: Kind) throws {
    let report = try read(
      kind,
      [
        ["信息内容", "本年处理决定数量"], ["行政许可", "3"], ["信息内容", "本年收费金额（单位：元）"],
        ["行政事业性收费", "251000"],
      ])
    #expect(report.shown("disclosure/fees/amount") == "25.1")
    #expect(report.shown("disclosure/licensing/decisions") == "3")
  }

  @Test("Columns in another order than the form's are read as the header has them", arguments: Kind.allCases)
  func swapped(_ kind: Kind) throws {
    let report = try read(
      kind,
      [
        ["项目", "自然人", "商业企业", "社会公益组织", "科研机构", "法律服务机构", "其他", "总计"],
        ["一、本年新收政府信息公开申请数量", "11", "12", "13", "14", "15", "16", "81"],
        ["二、上年结转政府信息公开申请数量", "21", "22", "23", "24", "25", "26", "141"],
      ])
    #expect(report.shown(row: "requests/new") == ["11", "12", "14", "13", "15", "16", "81"])
    #expect(report.shown(row: "requests/carried_in") == ["21", "22", "24", "23", "25", "26", "141"])
  }

  @Test("A line at the head of every page is read once, and one that only one page has is kept")
  func runningHeader() throws {
    func page(_ lines: String...) -> String { lines.joined(separator: "\n") }
    let head = "示例区政务信息汇编"
    let text = [
      page(head, Self.title, "一、总体情况", "全年没有超期，第一页。", "各科室都有专人。", "第一页完。"),
      page(head, "第二页也是总体情况。", "没有变化。", "三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量    1  1  1  1  1  1  6"),
      page(head, "二、上年结转政府信息公开申请数量    1  1  1  1  1  1  6", "（七）总计    1  1  1  1  1  1  6", "四、结转下年度继续办理    1  1  1  1  1  1  6"),
    ].joined(separator: "\n\u{0C}")
    let report = try readOne(text, as: .text)
    let prose = report.sections.map(\.text).joined()
    #expect(!prose.dropFirst(1).contains(head) && prose.contains("第二页也是总体情况"))
    #expect(report.shown("requests/carried_in/total") == "6")
    #expect(!report.findings.contains { $0.code == .unreadRow })
  }
}
