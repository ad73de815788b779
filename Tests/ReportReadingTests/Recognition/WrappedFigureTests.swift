import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Figures that a narrow cell breaks over two lines")
struct WrappedFigureTests {
  /// A row with the first figure broken after two digits, and a whole row below it.
  private func text(total: String) -> String {
    """
    示例区人民政府2021年政府信息公开工作年度报告
    三、收到和处理政府信息公开申请情况
    项目                              自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他  总计
    一、本年新收政府信息公开申请数量    21      3         1         1             1           1    \(total)
                        7
    二、上年结转政府信息公开申请数量    1       1         1         1             1           1     6

    """
  }

  @Test("Pieces in one column are one figure where the sums of the row say so")
  func joined() throws {
    let report = try readOne(text(total: "224"), as: .text)
    #expect(report.shown("requests/new/natural") == "217" && report.shown("requests/new/total") == "224")
    #expect(report.shown("requests/carried_in/natural") == "1")
    #expect(report.findings.contains { $0.cell == "requests/new" && $0.code == .doubtfulFigure })
  }

  @Test("Where the sums do not say so the cell stays open, and the finding has both pieces")
  func open() throws {
    let report = try readOne(text(total: "999"), as: .text)
    #expect(report.shown("requests/new/natural") == "absent")
    #expect(report.findings.contains { $0.cell == "requests/new/natural" && $0.message.zh.contains("21 7") })
  }
}

@Suite("Two rows below each other are never one")
struct TwoRowsTests {
  @Test(
    "Rows with a label and all figures each stay two rows, though their figures joined would add up, or be too long",
    arguments: [("1  2  0  0  0  0  4", "5  5  0  0  0  0  0"), ("123456  0  0  0  0  0  123457", "223456  0  0  0  0  0  223457")])
  func glued(first: String, second: String) throws {
    func places(_ row: String) -> String { row.split(separator: " ").map { $0 + String(repeating: " ", count: 8 - $0.count) }.joined() }
    let report = try readOne(
      """
      甲局2022年政府信息公开工作年度报告
      三、收到和处理政府信息公开申请情况
      三、本年度办理结果
      （三）不予公开
          1.属于国家秘密                   \(places(first))
          2.其他法律行政法规禁止公开       \(places(second))
          3.危及“三安全一稳定”             \(places("0  0  0  0  0  0  0"))

      """, as: .text)
    for (row, figures) in [("denied.state_secret", first), ("denied.statute", second)] {
      let columns = ["natural", "business", "research", "charity", "legal", "other", "total"]
      #expect(columns.map { report.shown("requests/\(row)/\($0)") } == figures.split(separator: " ").map(String.init))
    }
    #expect(Checker(report).findings.count { $0.code.rawValue == "applicant-total" } == 2)
  }
}
