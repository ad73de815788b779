import DisclosureReport
import Testing

@testable import ReportReading

@Suite("What a document prints above its figures decides what they are")
struct PrintedHeaderTests {
  private static let title = "示例区人民政府2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"

  @Test(
    "A fee header in 元 means 元, in every layout",
    arguments: [
      (SourceFormat.csv, "第二十条第（八）项\n信息内容,本年收费金额（单位：元）\n行政事业性收费,251000\n"),
      (.csv, "第二十条第（八）项\n信息内容,收费金额(元)\n行政事业性收费,251000\n"),
      (.csv, "第二十条第（八）项\n信息内容,本年收费金额\n行政事业性收费（元）,251000\n"),
      (.text, "第二十条第（八）项\n信息内容\t本年收费金额（单位：元）\n行政事业性收费\t251000\n"),
      (.text, "第二十条第（八）项\n信息内容\n|\n本年收费金额（单位：元）\n|\n行政事业性收费\n|\n251000\n|\n规章\n|\n1\n|\n2\n|\n3\n"),
      (.markdown, "| 信息内容 | 本年收费金额（单位：元） |\n| --- | --- |\n| 行政事业性收费 | 251000 |\n"),
      (
        .text,
        "信息内容  本年制发件数  本年废止件数  现行有效件数\n规章    1    2    3\n行政规范性文件    1    2    3\n第二十条第（八）项\n信息内容      本年收费金额（单位：\n               元）\n行政事业性收费    251000\n"
      ),
      (.html, "<table><tr><td>信息内容<td>本年收费金额（单位：元）<tr><td>行政事业性收费<td>251000</table>"),
    ])
  func feesInYuan(format: SourceFormat, table: String) throws {
    let report = try readOne(format == .html ? "<p>" + Self.title.replacing("\n", with: "<p>") + table : Self.title + table, as: format)
    #expect(report.shown("disclosure/fees/amount") == "25.1")
    #expect(!report.findings.contains { $0.cell == "disclosure/fees/amount" })
  }

  @Test("The figure's own unit outweighs the header's, and a header in 万元 leaves the figure as it is")
  func ownUnit() throws {
    let header = Self.title + "信息内容,本年收费金额（单位：元）\n行政事业性收费,25.1万元\n"
    #expect(try readOne(header, as: .csv).shown("disclosure/fees/amount") == "25.1")
    let official = Self.title + "信息内容,本年收费金额（单位：万元）\n行政事业性收费,25.1\n"
    #expect(try readOne(official, as: .csv).shown("disclosure/fees/amount") == "25.1")
  }

  @Test("A procurement header in 元 leaves nothing doubtful, and does not reach the block before it")
  func procurement() throws {
    let report = try readOne(
      Self.title.replacing("2021", with: "2019") + "信息内容,采购项目数量,采购总金额（元）\n政府集中采购,3,251000\n", as: .csv)
    #expect(report.shown("disclosure/procurement/amount") == "25.1")
    #expect(!report.findings.contains { $0.code == .doubtfulFigure })
  }

  // MARK: - The order of columns

  private static let requests = "示例区人民政府2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"

  @Test(
    "Columns in another order than the form's are read as the header has them",
    arguments: [
      (SourceFormat.csv, ","), (.text, "\t"), (.text, " | "), (.text, "    "), (.markdown, "|"), (.html, "<td>"),
    ])
  func swappedColumns(format: SourceFormat, separator: String) throws {
    func line(_ cells: [String]) -> String {
      switch format {
      case .html: "<tr><td>" + cells.joined(separator: separator)
      case .markdown: "|" + cells.joined(separator: separator) + "|\n"
      default: cells.joined(separator: separator) + "\n"
      }
    }
    let table =
      line(["项目", "自然人", "商业企业", "社会公益组织", "科研机构", "法律服务机构", "其他", "总计"])
      + line(["一、本年新收政府信息公开申请数量", "11", "12", "13", "14", "15", "16", "81"])
      + line(["二、上年结转政府信息公开申请数量", "21", "22", "23", "24", "25", "26", "141"])
    let report = try readOne(
      format == .html ? Self.requests.replacing("\n", with: "<p>") + "<table>\(table)</table>" : Self.requests + table, as: format)
    #expect(report.shown(row: "requests/new") == ["11", "12", "14", "13", "15", "16", "81"])
    #expect(report.shown(row: "requests/carried_in") == ["21", "22", "24", "23", "25", "26", "141"])
  }

  @Test("废止 before 制发, behind a group's label too")
  func repealedFirst() throws {
    let report = try readOne(
      Self.title + "第二十条第（一）项\n信息内容,本年废止件数,本年制发件数,现行有效件数\n,规章,1,2,30\n,行政规范性文件,4,5,60\n", as: .csv)
    #expect(report.shown(row: "disclosure/regulations", ["issued", "repealed", "effective"]) == ["2", "1", "30"])
    #expect(report.shown(row: "disclosure/normative", ["issued", "repealed", "effective"]) == ["5", "4", "60"])
  }

  @Test("The two kinds of lawsuit swapped", arguments: [(SourceFormat.csv, ","), (.text, "\t"), (.text, "   ")])
  func swappedLawsuits(format: SourceFormat, separator: String) throws {
    let outcomes = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    let lines = [
      ["行政复议", "行政诉讼"], ["复议后起诉", "未经复议直接起诉"], outcomes + outcomes + outcomes,
      ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "1", "2", "3", "15"],
    ]
    let rows =
      "三、收到和处理政府信息公开申请情况\n"
      + ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"].map {
        ([$0] + ["1", "1", "1", "1", "1", "1", "6"]).joined(separator: separator) + "\n"
      }.joined()
    let text =
      "示例区人民政府2021年政府信息公开工作年度报告\n" + rows + "四、政府信息公开行政复议、行政诉讼情况\n"
      + lines.map { $0.joined(separator: separator) + "\n" }.joined()
    let report = try readOne(text, as: format)
    #expect(report.shown("proceedings/review/total") == "10")
    #expect(report.shown("proceedings/after_review/total") == "26")
    #expect(report.shown("proceedings/direct/total") == "15")
  }

  @Test("A header that contradicts the form without telling whose figures are whose leaves its rows unread")
  func contradicted() throws {
    let report = try readOne(
      Self.title + "第二十条第（一）项\n信息内容,现行有效件数,本年制发件数,本年某某\n规章,1,2,30\n", as: .csv)
    #expect(report.shown("disclosure/regulations/issued") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.cell == "disclosure/regulations" })
  }

  private func shown(_ report: Report, _ row: String) -> [String] {
    ["issued", "repealed", "effective"].map { report.shown("disclosure/\(row)/\($0)") }
  }

  @Test(
    "Shortened labels in a header tell the order, too", arguments: ["信息内容\t废止件数\t制发件数\t有效件数", "信息内容\t废止\t制发\t现行有效"], ["\t", "  "])
  func shortened(_ header: String, _ separator: String) throws {
    let text = Self.title + "第二十条第（一）项\n\(header)\n规章\t1\t2\t3\n行政规范性文件\t4\t5\t6\n"
    let report = try readOne(text.replacing("\t", with: separator), as: .text)
    #expect(shown(report, "regulations") == ["2", "1", "3"])
    #expect(shown(report, "normative") == ["5", "4", "6"])
  }

  @Test("Words that could shorten any label of a header say nothing")
  func ambiguous() throws {
    let report = try readOne(Self.title + "第二十条第（一）项\n信息内容\t件数\t件数\t件数\n规章\t1\t2\t3\n", as: .text)
    #expect(shown(report, "regulations") == ["1", "2", "3"])
    let labels = ["本年制发件数", "本年废止件数"].map(Label.fold)
    #expect(Label("件数").abbreviated(among: labels) == nil && Label("制发").abbreviated(among: labels) == labels[0])
    #expect(Label("发制").abbreviated(among: labels) == nil && Label("本年制发件数").abbreviated(among: labels) == nil)
  }

  @Test(
    "The unit of money that a header states counts",
    arguments: [
      ("千元", "2.5"), ("百元", "0.25"), ("元", "0.0025"), ("圆", "0.0025"), ("角", "0.00025"), ("RMB元", "0.0025"), ("人民币百万元", "2500"),
      ("亿元", "250000"),
      ("美元", "absent"), ("元/万元", "absent"),
    ])
  func units(_ unit: String, _ expected: String) throws {
    let report = try readOne(Self.title + "第二十条第（八）项\n信息内容\t本年收费金额（单位：\(unit)）\n行政事业性收费\t25\n", as: .text)
    #expect(report.shown("disclosure/fees/amount") == expected)
    #expect(report.findings.contains { $0.code == .unreadFigure } == (expected == "absent"))
    let bare = try readOne(Self.title + "第二十条第（八）项\n信息内容\t本年收费金额\n行政事业性收费\t25\n", as: .text)
    #expect(bare.findings.contains { $0.code == .doubtfulFigure && $0.cell == "disclosure/fees/amount" })
  }

  @Test("A figure alone on the line below a row may be the rest of one, and is said to be left")
  func restOfFigure() throws {
    let report = try readOne(Self.title + "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t21\n7\n行政强制\t3\n", as: .text)
    #expect(report.findings.contains { $0.code == .unreadRow && $0.cell == "disclosure/penalties" && $0.message.en.contains("\"7\"") })
  }

  @Test("A header on two levels in the form's order, flattened line by line, is no other order")
  func flattened() throws {
    let report = try readOne(
      Self.requests + "申请人情况\n自然人\t法人或其他组织\t总计\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n一、本年新收政府信息公开申请数量\t11\t12\t13\t14\t15\t16\t81\n",
      as: .text)
    #expect(report.shown(row: "requests/new") == ["11", "12", "13", "14", "15", "16", "81"])
  }

  @Test("A unit behind a space belongs to the figure before it")
  func spacedUnit() throws {
    let report = try readOne(
      Self.title
        + "信息内容  本年制发件数  本年废止件数  现行有效件数\n规章    1    2    3\n行政规范性文件    1    2    3\n第二十条第（八）项\n信息内容      本年收费金额\n行政事业性收费    251000 元\n",
      as: .text)
    #expect(report.shown("disclosure/fees/amount") == "25.1")
  }

  @Test("The label of a group with figures behind it belongs to no row")
  func group() throws {
    let report = try readOne(
      Self.requests + "（五）不予处理,5.要求行政机关确认或重新出具已获取信息,0,0,0,0,0,0,0\n（六）其他处理,,1,0,0,0,0,0,1\n（七）总计,,1,0,0,0,0,0,1\n", as: .csv)
    #expect(report.shown("requests/other.rest/total") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.zh.contains("其他处理") })
  }
}
