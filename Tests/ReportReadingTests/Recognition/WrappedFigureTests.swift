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
