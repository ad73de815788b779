import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Rows that are open take bounded work")
struct OpenRowsTests {
  private static let labels = Form.edition("2021")?.tables[1].rows.map(\.label) ?? []

  @Test("With its budget spent, nothing is decided")
  func spent() throws {
    let form = try #require(Form.edition("2021"))
    let cells = try #require(form.table("requests")).rows[0].cells
    let ways = try #require(OpenRows.choices(of: 3, from: 7)).map { choice in (0..<7).map { choice.firstIndex(of: $0) } }
    let values = ways.map { way in way.map { $0.map { Figure([1, 1, 2][$0]) } ?? .zero } }
    let open = OpenRow(cells: cells, values: values)
    #expect(!OpenRows([open], in: Report(form: form)).isSpent)
    let stated = (0..<7).map { _ in Figure(1) }
    var report = Report(form: form)
    for row in try #require(form.table("requests")).rows.dropFirst() {
      for (cell, value) in zip(row.cells, stated) { report[cell] = .stated(value) }
    }
    #expect(OpenRows([open], in: report, budget: 10).isSpent)
  }

  @Test("A table in which every row has lost cells ends, with every row flagged")
  func hostile() throws {
    let report = try readOne(
      "示例区人民政府2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n" + Self.labels.map { "\($0)\t1\t1\t2\n" }.joined(), as: .text)
    #expect(report.cells.allSatisfy { $0.isAbsent })
    #expect(report.findings.count { $0.code == .unreadRow } == Self.labels.count)
  }

  @Test("Wide rows are counted without overflow")
  func wide() {
    #expect(OpenRows.choices(of: 100, from: 200) == nil)
    #expect(OpenRows.choices(of: 199, from: 200)?.count == 200)
  }

  @Test("A line with more large figures than a number can hold is no row")
  func sums() throws {
    let line = [String](repeating: "9000000000", count: 1_200).joined(separator: " ")
    let text = "示例区人民政府2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n\(line)\n一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"
    #expect(try readOne(text, as: .text).shown("requests/new/total") == "1")
  }
}
