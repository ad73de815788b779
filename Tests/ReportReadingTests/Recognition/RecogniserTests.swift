import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Recognising reports")
struct RecogniserTests {
  @Test("Every figure of the extracted report is read, and nothing is invented for what it lost")
  func zengcheng() throws {
    let report = try readOne(try contents(repository + "/Samples/zengcheng-2020.txt"), path: "zengcheng-2020.txt")
    let truth = try readOne(try contents(repository + "/Tests/Truth/zengcheng-2020.json"))
    #expect(report.form.id == "2019")
    #expect(report.agency == "广州市增城区人民政府")
    #expect(report.year == 2020)
    for cell in report.form.cells {
      #expect(report[cell.number] == truth[cell.number], "\(cell.address)")
    }
    #expect(report.findings.map(\.cell) == ["disclosure", "requests"])
    #expect(report.findings.allSatisfy { $0.code == .absentCell })
    #expect(report.sections.map(\.heading) == ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"])
    // A sentence that the page break cut is whole again.
    #expect(report.sections[0].text.contains("办结254宗，转下年办理10宗。"))
    #expect(report.position(of: report.form.cell("requests/granted/natural")!)?.line == 34)
  }

  static let head = "甲区人民政府2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"

  @Test("Labels that are slightly off are the rows that they are most like")
  func nearLabels() throws {
    let report = try readOne(
      Self.head + """
        （一） 予以公开\t1\t0\t0\t0\t0\t0\t1
        (二)部分公开\t2\t0\t0\t0\t0\t0\t2
        1. 属于国家秘密\t3\t0\t0\t0\t0\t0\t3
        其他法律行政法规禁止公开\t4\t0\t0\t0\t0\t0\t4
        3.危及"三安全一稳定"\t5\t0\t0\t0\t0\t0\t5
        2.没有现成信息需另行制作\t6\t0\t0\t0\t0\t0\t6
        （六）其他处理\t7\t0\t0\t0\t0\t0\t7
        """)
    #expect(
      ["granted", "partial", "denied.state_secret", "denied.statute", "denied.security", "unavailable.not_compiled", "other"]
        .map { report.shown("requests/\($0)/natural") } == ["1", "2", "3", "4", "5", "6", "7"])
    #expect(!report.findings.contains { $0.code == .doubtfulFigure })
  }

  @Test("A figure that cannot be read is an error at its place, and its cell stays absent")
  func unreadFigure() throws {
    let text = MarkedText(Self.head + "（一）予以公开\t11\t1️⃣12a\t0\t0\t0\t0\t11\n（六）其他处理\t2️⃣-3\t0\t0\t0\t0\t0\t0\n")
    let report = try readOne(text.text)
    let errors = report.findings.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.unreadFigure, .unreadFigure])
    #expect(errors.map(\.place) == [text["1️⃣"], text["2️⃣"]])
    #expect(report.shown(row: "requests/granted") == ["11", "absent", "0", "0", "0", "0", "11"])
  }

  @Test("A row that the form does not have is a finding and shifts nothing")
  func unknownRow() throws {
    let text = MarkedText(
      "甲区教育局2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
        + "规章\t0\t0\t1\n1️⃣其他主动公开文件\t7\t8\t9\n行政规范性文件\t2\t0\t5\n")
    let report = try readOne(text.text)
    #expect(report.shown(row: "disclosure/normative", ["issued", "repealed", "effective"]) == ["2", "0", "5"])
    let unread = report.findings.filter { $0.code == .unreadRow }
    #expect(unread.map(\.place) == [text["1️⃣"]])
    #expect(unread.first?.message.zh.contains("其他主动公开文件 7 8 9") == true)
  }

  @Test("A cell that is stated twice with different figures is a contradiction; the same figures are not")
  func contradiction() throws {
    let row = "（一）予以公开\t11\t0\t0\t0\t0\t0\t11\n"
    #expect(!(try readOne(Self.head + row + row)).findings.contains { $0.code == .contradiction })
    let text = MarkedText(Self.head + row + "（一）予以公开\t1️⃣12\t0\t0\t0\t0\t0\t11\n")
    let report = try readOne(text.text)
    let found = report.findings.filter { $0.code == .contradiction }
    #expect(found.map(\.place) == [text["1️⃣"]])
    #expect(found.first?.severity == .error)
    #expect(report.shown("requests/granted/natural") == "11")
  }

  @Test("Figures that fit several columns are placed by the sums, or left and flagged")
  func openColumns() throws {
    let placed = try readOne(Self.head + "（一）予以公开\t\t5\t\t\t\t\t\t5\n（六）其他处理\t1\t1\t0\t0\t0\t0\t2\n")
    #expect(placed.shown(row: "requests/granted") == ["5", "blank", "blank", "blank", "blank", "blank", "5"].map { $0 })
    let open = try readOne(Self.head + "（一）予以公开\t\t5\t\t\t\t\t3\t\n（六）其他处理\t1\t1\t0\t0\t0\t0\t2\n")
    #expect(open.shown(row: "requests/granted").allSatisfy { $0 == "absent" })
    #expect(open.findings.contains { $0.code == .unreadRow && $0.cell == "requests/granted" })
  }

  @Test("A row with figures missing is flagged, not guessed")
  func shortRow() throws {
    let report = try readOne(Self.head + "（一）予以公开\t3\t3\n（六）其他处理\t1\t1\t0\t0\t0\t0\t2\n")
    #expect(report.shown("requests/granted/natural") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.en.contains("it has 2 figures") })
  }

  @Test("A small table under the label of its only row is that row; under several labels it could be any of them")
  func tableUnderLabel() throws {
    let report = try readOne(
      Self.head + """
        ### 二、上年结转政府信息公开申请数量
        | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 数据7 |
        |---|---|---|---|---|---|---|
        | 3 | 0 | 0 | 0 | 0 | 1 | 4 |
        ### 四、结转下年度继续办理
        ### （六）其他处理
        | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
        ## 四、政府信息公开行政复议、行政诉讼情况
        ### 复议后起诉
        | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
        |---|---|---|---|---|
        | 0 | 4 | 0 | 0 | 4 |
        """, as: .markdown)
    #expect(report.shown(row: "requests/carried_in") == ["3", "0", "0", "0", "0", "1", "4"])
    #expect(report.shown("proceedings/after_review/corrected") == "4" && report.shown("proceedings/review/corrected") == "absent")
    #expect(report.shown("requests/other/natural") == "absent" && report.shown("requests/carried_out/natural") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.en.contains("it could belong to requests/other") })
  }

  @Test("Merged cells may be empty or repeated")
  func mergedCells() throws {
    let repeated = """
      甲区人民政府2020年政府信息公开工作年度报告,,,,,,
      二、主动公开政府信息情况,,,,,,
      第二十条第（五）项,第二十条第（五）项,第二十条第（五）项,第二十条第（五）项,第二十条第（五）项,第二十条第（五）项,第二十条第（五）项
      信息内容,上一年项目数量,上一年项目数量,本年增/减,本年增/减,处理决定数量,处理决定数量
      行政许可,583,583,-46,-46,145750,145750
      其他对外管理服务事项,570,570,,,536945,536945
      """
    let report = try readOne(repeated, path: "a.csv")
    #expect(report.shown(row: "disclosure/licensing", ["prior", "change", "decisions"]) == ["583", "-46", "145750"])
    #expect(report.shown(row: "disclosure/services", ["prior", "change", "decisions"]) == ["570", "blank", "536945"])
    let label = "一、本年新收政府信息公开申请数量"
    let rows = try readOne(
      Self.head.replacing("\n", with: ",,,,,,,,,\n") + "\(label),\(label),\(label),3,,,,,,3\n四、结转下年度继续办理,,,1,,,,,,1\n", path: "a.csv")
    #expect(rows.shown(row: "requests/new") == ["3", "blank", "blank", "blank", "blank", "blank", "3"])
    #expect(rows.shown(row: "requests/carried_out").first == "1")
  }

  @Test("The tables tell the edition, not the year")
  func edition() throws {
    let text = "甲区教育局2020年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n行政许可\t5\n3.其他\t1\t0\t0\t0\t0\t0\t1\n"
    #expect(try readOne(text).form.id == "2021")
    #expect(try readOne(Self.head + "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n").form.id == "2019")
    let undated = try readOne("三、收到和处理政府信息公开申请情况\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n")
    #expect(undated.findings.contains { $0.code == .doubtfulForm })
    #expect(undated.findings.count { $0.code == .untitled } == 2)
  }

  @Test("Options override what the document says")
  func options() throws {
    let report = try readOne(
      Self.head + "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n", ReadingOptions(form: Form.edition("2021"), agency: "乙", year: 2023))
    #expect(report.form.id == "2021")
    #expect(report.agency == "乙")
    #expect(report.year == 2023)
  }

  @Test("Text above the first part, and parts without a table, are kept")
  func prose() throws {
    let report = try readOne(
      "甲区教育局\n2020年政府信息公开工作年度报告\n根据条例编制本报告，向社会公布。\n一、总体情况\n第一段。\n第二段。\n\(Self.head.split(separator: "\n")[1])\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n注：数据截至年底。\n"
    )
    #expect(report.agency == "甲区教育局")
    #expect(
      report.sections == [
        Report.Section(heading: "", text: "根据条例编制本报告，向社会公布。"), Report.Section(heading: "一、总体情况", text: "第一段。\n第二段。"),
        Report.Section(heading: "三、收到和处理政府信息公开申请情况", text: "注：数据截至年底。"),
      ])
  }

  @Test("A new title behind the tables begins the next report")
  func severalReports() throws {
    let one = Self.head + "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n"
    let reports = try read(one + one.replacing("甲区", with: "乙区").replacing("\t1", with: "\t2"))
    #expect(reports.map(\.agency) == ["甲区人民政府", "乙区人民政府"])
    #expect(reports.map { $0.shown("requests/granted/total") } == ["1", "2"])
  }
}

@Suite("Telling what a source is")
struct SourceFormatTests {
  private func sniff(_ text: String, path: String = "x") throws -> SourceFormat {
    try SourceFormat.sniff(Source(bytes: Array(text.utf8), path: path))
  }

  @Test("The content decides first, the extension second")
  func formats() throws {
    #expect(try sniff("{\"form\": 1}", path: "a.txt") == .json)
    #expect(try sniff("\u{FEFF}table,row,column,value\n") == .csv)
    #expect(try sniff("标题\n| a | b |\n", path: "a.md") == .markdown)
    #expect(try sniff("a\tb\n", path: "a.tsv") == .tsv)
    #expect(try sniff("标题\n规章\t0\t0\n") == .text)
    #expect(try sniff("规章,0,,0,,0\n规章,0,,0,,0\n") == .csv)
  }

  @Test("What cannot be read is called by its name")
  func refused() {
    #expect(readingError("")?.message.en.contains("empty") == true)
    #expect(readingError(" \n\n")?.message.en.contains("empty") == true)
    #expect(readingError([0x50, 0x4B, 3, 4, 0, 0])?.message.en.contains("neither .xlsx nor .docx") == true)
    #expect(readingError([0xD0, 0xCF, 0x11, 0xE0, 0, 0])?.message.en.contains("save it as .docx or .xlsx") == true)
    #expect(readingError([0x25, 0x50, 0x44, 0x46, 0x2D])?.message.en.contains("PDF") == true)
    #expect(readingError([0x7F, 0x45, 0x4C, 0x46, 0, 1])?.message.en.contains("binary") == true)
    #expect(readingError("没有表格的文章。\n")?.message.en.contains("no report") == true)
    #expect(readingError("标题\n", as: .csv)?.message.en.contains("no report") == true)
  }

  @Test("A missing file and a folder are named")
  func paths() {
    #expect(throws: SourceError.self) { try Source(path: "/nowhere/at/all") }
    #expect(throws: SourceError.self) { try Source(path: "/tmp") }
  }
}

@Suite("Tables that are only places on a page")
struct TableAlignmentTests {
  static let title = "甲区人民政府2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"

  @Test("A line of figures alone between pieces of two labels finds its row, past groups and page numbers")
  func wrapped() throws {
    let report = try readOne(
      Self.title + """
        （三）不 1.属于国家秘密 1 0 0 0 0 0 1
        予公开 2.其他法律行政法规禁
        2 0 0 0 0 0 2
        止公开
        — 5 —
        3.危及“三安全一稳
        3 0 0 0 0 0 3
        定”
        本 4.保护第三方合法权益 4 0 0 0 0 0 4
        """)
    for (row, figure) in [("state_secret", "1"), ("statute", "2"), ("security", "3"), ("third_party", "4")] {
      #expect(report.shown("requests/denied.\(row)/natural") == figure)
    }
    #expect(report.findings.filter { $0.code != .absentCell && $0.code != .doubtfulForm }.isEmpty, "\(report.findings)")
  }

  @Test("A total on a line of its own comes to its row, and that is said")
  func strayTotal() throws {
    let report = try readOne(
      Self.title + "（一）予以公开 1 2 0 0 0 4\n7\n（七）总计 1 2 0 0 0 4 7\n四、结转下年度继续办理 0 0 0 0 0 0 0\n")
    #expect(report.shown(row: "requests/granted") == ["1", "2", "0", "0", "0", "4", "7"])
    #expect(report.findings.contains { $0.severity == .note && $0.cell == "requests/granted" && $0.message.en.contains("two lines") })
  }

  @Test("A figure that belongs to no row is left, with a finding that names the rows it could belong to")
  func strayFigure() throws {
    let report = try readOne(
      Self.title + "（一）予以公开 1 2 0 0 0 4 7\n9\n（七）总计 1 2 0 0 0 4 7\n四、结转下年度继续办理 0 0 0 0 0 0 0\n")
    let said = report.findings.filter { $0.code == .unreadRow }
    #expect(said.compactMap(\.cell) == ["requests/granted", "requests/total"])
    #expect(said.first?.source?.line == 4)
    #expect(said.first?.message.en.contains("it could belong to requests/granted, requests/total") == true)
  }

  @Test("Columns of spaces tell where the empty cells are; the header tells it where no row is whole")
  func emptyCells() throws {
    // Chinese characters take two columns.
    func line(_ parts: [(column: Int, text: String)]) -> String {
      var width = 0
      return parts.map { column, text in
        defer { width = column + text.unicodeScalars.count { $0.value > 0x2000 } + text.unicodeScalars.count }
        return String(repeating: " ", count: column - width) + text
      }.joined() + "\n"
    }
    let labels = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    let header = line(labels.enumerated().map { (28 + 15 * $0, $1) })
    let rows = [
      line([(0, "（一）予以公开"), (30, "1"), (92, "2"), (119, "3")]), line([(0, "（七）总计"), (30, "1"), (92, "2"), (119, "3")]),
      line([(0, "四、结转下年度继续办理"), (61, "5"), (119, "5")]),
    ]
    let report = try readOne(Self.title + header + rows.joined())
    #expect(report.shown(row: "requests/granted") == ["1", "blank", "blank", "blank", "2", "blank", "3"])
    #expect(report.shown(row: "requests/carried_out") == ["blank", "blank", "5", "blank", "blank", "blank", "5"])
  }

  @Test("What the sums leave one way is placed, with a note; what they leave open is a finding with the ways")
  func fewFigures() throws {
    let rows = """
      一、本年新收政府信息公开申请数量 | 3 | 3
      二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0
      （一）予以公开 | 0 | 3 | 0 | 0 | 0 | 0 | 3
      """
    let zeros = Form.edition("2021")?.table("requests")?.rows.filter {
      !["new", "carried_in", "granted", "total", "carried_out"].contains($0.id)
    }
    .map { "\n\($0.label) | 0 | 0 | 0 | 0 | 0 | 0 | 0" }.joined()
    let end = "\n（七）总计 | 0 | 3 | 0 | 0 | 0 | 0 | 3\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"
    let placed = try readOne(Self.title + rows + (zeros ?? "") + end)
    #expect(placed.shown(row: "requests/new") == ["absent", "3", "absent", "absent", "absent", "absent", "3"])
    #expect(placed.origin(of: try #require(placed.form.cell("requests/new/total")))?.sureness == .summed)
    #expect(placed.origin(of: try #require(placed.form.cell("requests/total/total")))?.sureness == .labelled)
    #expect(placed.findings.contains { $0.severity == .note && $0.cell == "requests/new" && $0.message.zh.contains("商业企业、总计") })
    let open = try readOne(Self.title + rows)
    #expect(open.shown("requests/new/total") == "absent")
    #expect(open.findings.contains { $0.code == .unreadRow && $0.message.zh.contains("可能是 自然人、总计 或 商业企业、总计") })
  }

  /// Lines of text set at columns, a Chinese character counting as one.
  private func line(_ parts: [(column: Int, text: String)]) -> String {
    var text = ""
    for (column, part) in parts { text += String(repeating: " ", count: column - text.count) + part }
    return text + "\n"
  }

  @Test("Where a Chinese character takes one column, as pdftotext has it, columns are told all the same, close as they are")
  func narrowColumns() throws {
    let rows = [
      line([(0, "一、本年新收政府信息公开申请数量"), (20, "120"), (24, "93"), (27, "55"), (30, "123"), (34, "247"), (38, "116"), (42, "754")]),
      line([(4, "（一）予以公开"), (38, "11"), (42, "11")]), line([(2, "3.危及“三安全一稳定”"), (20, "25"), (42, "25")]),
      line([(8, "2.重复申请"), (24, "16"), (38, "25"), (42, "41")]),
      line([(5, "（七）总计"), (20, "118"), (24, "87"), (27, "50"), (30, "123"), (34, "242"), (38, "112"), (42, "732")]),
    ]
    let report = try readOne(Self.title + rows.joined())
    #expect(report.shown(row: "requests/granted") == ["blank", "blank", "blank", "blank", "blank", "11", "11"])
    #expect(report.shown(row: "requests/denied.security") == ["25", "blank", "blank", "blank", "blank", "blank", "25"])
    #expect(report.shown(row: "requests/rejected.duplicate") == ["blank", "16", "blank", "blank", "blank", "25", "41"])
  }

  @Test("Columns that stand elsewhere on the next page are told there by its own rows")
  func columnsMove() throws {
    func rows(_ shift: Int, _ label: String, _ other: String) -> String {
      line([(0, label)] + (0..<7).map { (24 + shift + 8 * $0, $0 == 6 ? "21" : "\($0 + 1)") })
        + line([(0, other), (24 + shift + 8, "5"), (24 + shift + 48, "5")])
    }
    let report = try readOne(Self.title + rows(0, "（一）予以公开", "1.属于国家秘密") + "\u{0C}" + rows(9, "（七）总计", "四、结转下年度继续办理"))
    for row in ["denied.state_secret", "carried_out"] {
      #expect(report.shown(row: "requests/\(row)") == ["blank", "5", "blank", "blank", "blank", "blank", "5"], "\(row)")
    }
  }

  @Test("A figure with a remark that pushes the others along leaves their columns to the sums")
  func pushed() throws {
    let whole = line([(0, "（一）予以公开")] + (0..<7).map { (20 + 6 * $0, $0 == 6 ? "12" : "2") })
    let row = line([(0, "1.属于国家秘密"), (20, "9（其中修订9件）"), (32, "3"), (56, "12")])
    let report = try readOne(Self.title + whole + row + whole.replacing("（一）予以公开", with: "（七）总计  "))
    let shown = report.shown(row: "requests/denied.state_secret")
    #expect(shown == ["9", "blank", "3", "blank", "blank", "blank", "12"] || shown.allSatisfy { $0 == "absent" }, "\(shown)")
    #expect(report.findings.contains { $0.cell == "requests/denied.state_secret" })
  }

  @Test(
    "Rows that a page broke into halves come together by their sums; where only some find each other, none does",
    arguments: [("6 9 126", true), ("8 9 126", false)])
  func halves(_ last: String, _ isWhole: Bool) throws {
    let report = try readOne(
      Self.title + """
        1.属于国家秘密 30 19 13 28 9 0 99
        3.危及“三安全一稳定” 6 14 22 13
        4.保护第三方合法权益 36 38 35 2
        17 0 72
        \(last)
        5.属于三类内部事务信息 0 0 0 0 9 29 38
        """)
    let lost = [String](repeating: "absent", count: 7)
    #expect(report.shown(row: "requests/denied.security") == (isWhole ? ["6", "14", "22", "13", "17", "0", "72"] : lost))
    #expect(report.shown(row: "requests/denied.third_party") == (isWhole ? ["36", "38", "35", "2", "6", "9", "126"] : lost))
    #expect(report.findings.count { $0.message.en.contains("two lines") } == (isWhole ? 2 : 0))
  }

  @Test("Labels that stand apart from all figures leave open whose figures follow")
  func strayLabels() throws {
    let report = try readOne(
      "甲区人民政府2022年政府信息公开工作年度报告\n" + """
        二、主动公开政府信息情况
        行政许可
        信息内容
        行政处罚
        行政强制
        信息内容
        行政事业性收费
        5
        第二十条第（六）项
        本年处理决定数量
        7413
        222
        第二十条第（八）项
        本年收费金额（单位：万元）
        95605.24
        三、收到和处理政府信息公开申请情况
        （一）予以公开 1 2 0 0 0 4 7
        （二）部分公开 1 0 0 0 0 0 1
        1.属于国家秘密 0 0 0 0 0 0 0
        2.其他法律行政法规禁止公开 0 0 0 0 0 0 0
        （七）总计 2 2 0 0 0 4 8
        四、结转下年度继续办理 0 0 0 0 0 0 0
        """)
    #expect(report.shown("requests/total/total") == "8")
    for row in ["licensing/decisions", "penalties/decisions", "coercion/decisions", "fees/amount"] {
      #expect(report.shown("disclosure/\(row)") == "absent", "\(row)")
    }
  }

  @Test("A title over two lines is one, with the date of printing between them, too")
  func brokenTitle() throws {
    let rows = "（一）予以公开 1 2 0 0 0 4 7\n（七）总计 1 2 0 0 0 4 7\n"
    for between in ["\n", "\n11/24/26, 7:17 PM\n\n"] {
      let report = try readOne("甲区人民政府2022年政府信息公开\(between)工作年度报告\n三、收到和处理政府信息公开申请情况\n" + rows)
      #expect(report.agency == "甲区人民政府" && report.year == 2022, "\(between)")
    }
  }

  @Test("Several reports in one text come apart at their titles")
  func severalReports() throws {
    func text(_ agency: String, _ figure: Int) -> String {
      "\(agency)2022年政府信息公开工作年度报告\n（一）予以公开 \(figure) 0 0 0 0 0 \(figure)\n（七）总计 \(figure) 0 0 0 0 0 \(figure)\n"
    }
    let reports = try read(text("甲区人民政府", 1) + text("乙区人民政府", 2))
    #expect(reports.map(\.agency) == ["甲区人民政府", "乙区人民政府"])
    #expect(reports.map { $0.shown("requests/granted/total") } == ["1", "2"])
  }

  @Test("A bare number that stands apart at a page's edge is its number; one close to the line above may be the end of a figure")
  func pageEdges() throws {
    let rows = ["（一）予以公开 1 2 0 0 0 4 7", "（七）总计 1 2 0 0 0 4 7"]
    let apart = try readOne(Self.title + rows[0] + "\n\n9\n\u{0C}" + rows[1] + "\n四、结转下年度继续办理 0 0 0 0 0 0 0\n")
    #expect(!apart.findings.contains { $0.code == .unreadRow })
    let close = try readOne(Self.title + rows[0] + "\n9\n\u{0C}" + rows[1] + "\n四、结转下年度继续办理 0 0 0 0 0 0 0\n")
    #expect(close.findings.contains { $0.code == .unreadRow && $0.cell == "requests/granted" })
  }

  @Test("Words at absurd places on a page are passed over")
  func absurdPlaces() throws {
    let head = "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    func word(_ left: String, _ top: String, _ text: String) -> String { "5\t1\t0\t0\t0\t0\t\(left)\t\(top)\t9\t9\t100\t\(text)\n" }
    var reports: [Report] = []
    let words =
      word("10", "10", "行政许可") + word("200", "10", "5") + word("1e300", "10", "6") + word("nan", "10", "7") + word("-1e99", "1e99", "8")
    try readWords(Array((head + words).utf8), path: "a.pdf") { reports.append($0) }
    #expect(reports.first?.shown("disclosure/licensing/decisions") == "5")
  }

  @Test("A label that is another's is not read as the row in whose place it stands", arguments: ["行政检查", "行政裁决", "行政事项"])
  func anotherLabel(_ label: String) throws {
    let report = try readOne(
      "示例区人民政府2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（六）项\n信息内容,本年处理决定数量\n行政处罚,21\n\(label),3\n", as: .csv)
    #expect(report.shown("disclosure/penalties/decisions") == "21")
    #expect(report.shown("disclosure/coercion/decisions") == "absent")
    #expect(report.findings.contains { $0.code == .unreadRow && $0.message.zh.contains(label) })
  }

  @Test("A figure that stands under no column of a header is not passed over; a merged cell that was written out is")
  func betweenColumns() throws {
    func report(_ line: String) throws -> Report {
      try readOne(
        "示例区人民政府2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容,本年制发件数,,本年废止件数,现行有效件数\n\(line)\n", as: .csv)
    }
    let written = try report("规章,1,1,2,3")
    #expect(["issued", "repealed", "effective"].map { written.shown("disclosure/regulations/\($0)") } == ["1", "2", "3"])
    let strange = try report("规章,1,9,2,3")
    #expect(strange.findings.contains { $0.cell?.hasPrefix("disclosure/regulations") == true && $0.severity > .note })
    #expect(strange.shown("disclosure/regulations/issued") == "absent")
  }

  @Test("Where a row may begin in two columns, the sum that comes out decides, and leaves no doubt")
  func sumDecides() throws {
    let report = try readOne(
      "示例区人民政府2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量,,2,3,4,5,6,20,\n", as: .csv)
    #expect(report.shown(row: "requests/new") == ["blank", "2", "3", "4", "5", "6", "20"])
    #expect(!report.findings.contains { $0.code == .doubtfulFigure || $0.code == .unreadRow })
  }
}
