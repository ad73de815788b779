// A header that leaves out a column, a row that lost a cell, units behind figures: nothing lands in a neighbour's cell.

import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Headers that leave columns out, units in brackets, cells that are not one row's")
struct HeaderDecidesTests {
  private static let title = "<h1>示例区人民政府2022年政府信息公开工作年度报告</h1>"

  private func page(_ rows: [String], _ heading: String = "") throws -> Report {
    try readOne(Self.title + heading + "<table>" + rows.map { "<tr>\($0)</tr>" }.joined() + "</table>", as: .html)
  }

  private func row(_ label: String, _ figures: [Int]) -> String {
    "<td colspan=3>\(label)</td>" + figures.map { "<td>\($0)</td>" }.joined()
  }

  private func cells(_ report: Report, _ row: String) -> [Int?] {
    ["natural", "business", "research", "charity", "legal", "other", "total"].map {
      report["requests/\(row)/\($0)"].figure.map { Int($0.millionths / Figure.scale) }
    }
  }

  @Test("Figures stand under the columns that the header names; the column it leaves out is absent")
  func leftOut() throws {
    let block = try page([
      "<td>信息内容</td><td>本年制发件数</td><td colspan=2>现行有效件数</td>", "<td>规章</td><td>90</td><td colspan=2>56</td>",
    ])
    #expect(block["disclosure/regulations/issued"] == .stated(Figure(90)))
    #expect(block["disclosure/regulations/repealed"] == .absent)
    #expect(block["disclosure/regulations/effective"] == .stated(Figure(56)))
    #expect(block.findings.contains { $0.code == .absentCell })
    // Without a 总计, and without 科研机构: no sum is asked what the header says.
    let columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    for missing in columns.indices {
      var (header, figures) = (columns, [3, 0, 0, 0, 0, 0, 3])
      header.remove(at: missing)
      figures.remove(at: missing)
      let rows = ["一、本年新收政府信息公开申请数量", "（一）予以公开", "四、结转下年度继续办理"].map { row($0, figures) }
      let report = try page(["<td colspan=3></td>" + header.map { "<td>\($0)</td>" }.joined()] + rows)
      var expected: [Int?] = [3, 0, 0, 0, 0, 0, 3]
      expected[missing] = nil
      for id in ["new", "granted", "carried_out"] { #expect(cells(report, id) == expected, "\(columns[missing]) \(id)") }
    }
  }

  @Test("So it is with a table whose rows stand side by side; a figure under no column is not read")
  func across() throws {
    let kinds = ["结果维持", "结果纠正", "其他结果", "总计"]
    let header = "<td>行政复议</td><td colspan=3></td><td>行政诉讼</td>"
    let labels = (0..<3).map { _ in kinds.map { "<td>\($0)</td>" }.joined() }.joined()
    let figures = (1...12).map { "<td>\($0)</td>" }.joined()
    let report = try page([header, labels, figures], "<h2>四、政府信息公开行政复议、行政诉讼情况</h2>")
    #expect(report["proceedings/review/total"] == .stated(Figure(4)) && report["proceedings/review/pending"] == .absent)
    #expect(report["proceedings/after_review/upheld"] == .stated(Figure(9)))
    let stray = try page([
      "<td>信息内容</td><td>本年制发件数</td><td></td><td>现行有效件数</td>", "<td>规章</td><td>90</td><td>7</td><td>56</td>",
    ])
    #expect(stray.cells.allSatisfy { $0.figure == nil } && stray.findings.contains { $0.code == .unreadRow })
  }

  @Test("A row one cell short is not filled from the cells that its label spans")
  func short() throws {
    let columns = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    let header = "<td colspan=3></td>" + columns.map { "<td>\($0)</td>" }.joined()
    let report = try page([
      header, row("一、本年新收政府信息公开申请数量", [9, 0, 0, 0, 0, 0, 9]), row("二、上年结转政府信息公开申请数量", [5, 0, 0, 0, 0, 5]),
      row("四、结转下年度继续办理", [1, 0, 0, 0, 0, 0, 1]),
    ])
    #expect(cells(report, "new") == [9, 0, 0, 0, 0, 0, 9])
    #expect(report["requests/carried_in/business"].figure != Figure(5))
    #expect(report.findings.contains { $0.cell == "requests/carried_in" && $0.code == .unreadRow })
  }

  @Test(
    "A unit in brackets behind a figure counts",
    arguments: [("12.5（元）", "0.00125"), ("12.5（单位：元）", "0.00125"), ("12.5（万元）", "12.5"), ("3（亿元）", "30000")])
  func unit(_ printed: String, _ amount: String) throws {
    let report = try page(["<td>信息内容</td><td>本年收费金额（单位：万元）</td>", "<td>行政事业性收费</td><td>\(printed)</td>"])
    #expect(report["disclosure/fees/amount"].figure == Figure(amount))
  }

  @Test("Counts by the thousand are not read as counts", arguments: [("（万件）", "8"), ("（单位：千件）", "8"), ("", "8（万）"), ("", "8（单位：万件）")])
  func many(_ header: String, _ figure: String) throws {
    let report = try page(["<td>信息内容</td><td>本年处理决定数量\(header)</td>", "<td>行政处罚</td><td>\(figure)</td>"])
    #expect(report["disclosure/penalties/decisions"].figure == nil)
    #expect(report.findings.contains { $0.code == .unreadFigure && $0.severity == .error })
    let plain = try page(["<td>信息内容</td><td>本年处理决定数量（件）</td>", "<td>行政处罚</td><td>8（件）</td>"])
    #expect(plain["disclosure/penalties/decisions"] == .stated(Figure(8)))
  }

  @Test("A figure over two rows, and one that only browsers without scripts show, are doubtful")
  func strange() throws {
    let header = "<td>信息内容</td><td>本年处理决定数量</td>"
    let merged = try page([header, "<td>行政处罚</td><td rowspan=2>5</td>", "<td>行政强制</td>"])
    #expect(merged.findings.contains { $0.code == .doubtfulFigure && $0.message.en.contains("over 2 rows") })
    let picture = try page([header, "<td>行政处罚</td><td><img alt=\"2073\"></td>"])
    #expect(picture.findings.contains { $0.code == .unreadFigure && $0.message.en.contains("a picture") })
    let hidden = try page([header, "<td>行政处罚</td><td><noscript>2073</noscript></td>"])
    #expect(hidden.findings.contains { $0.code == .doubtfulFigure && $0.message.en.contains("2073") })
  }

  @Test("Of two rows beside each other the one that is not read is a finding; a serial number is none")
  func twoRows() throws {
    let header = "<td>信息内容</td><td>本年处理决定数量</td><td></td><td></td>"
    let report = try page([header, "<td>行政处罚</td><td>111</td><td>行政强制</td><td>222</td>"])
    #expect(report["disclosure/coercion/decisions"] == .stated(Figure(222)))
    #expect(report.findings.contains { $0.cell == "disclosure/penalties" && $0.message.en.contains("行政处罚 111") })
    let numbered = try page([header, "<td>1</td><td>行政处罚</td><td>111</td>", "<td>2</td><td>行政强制</td><td>222</td>"])
    #expect(numbered["disclosure/penalties/decisions"] == .stated(Figure(111)) && !numbered.findings.contains { $0.code == .unreadRow })
  }

  @Test("Elements beyond what the parser reads are an error that says so, and not the end of the page")
  func depth() throws {
    func nested(_ count: Int) throws -> Report {
      let figure = String(repeating: "<span>", count: count) + "5" + String(repeating: "</span>", count: count)
      return try page(["<td>信息内容</td><td>本年处理决定数量</td>", "<td>行政处罚</td><td>\(figure)</td>", "<td>行政强制</td><td>6</td>"])
    }
    let sound = try nested(200)
    #expect(sound["disclosure/penalties/decisions"] == .stated(Figure(5)) && sound["disclosure/coercion/decisions"] == .stated(Figure(6)))
    for count in [250, 300, 2000] {
      do {
        _ = try nested(count)
        Issue.record("no error at \(count)")
      } catch let error as SourceError {
        #expect(error.message.en.contains("nest deeper"), "\(error.message.en)")
      }
    }
  }
}
