import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Workbooks are read as a person sees them")
struct WorkbookReadingTests {
  /// A workbook in which `cell` is what stands behind 行政许可, beside another row.
  private func report(
    _ cell: String, strings: String = "", styles: String = "", columns: String = "", row: String = "", before: String = ""
  ) throws -> Report {
    let head = "<row>\(textCell("示例局2022年政府信息公开工作年度报告"))</row><row>\(textCell("信息内容"))\(before)\(textCell("本年处理决定数量"))</row>"
    let rows =
      head + "<row \(row)>\(textCell("行政许可"))\(before)\(cell)</row><row>\(textCell("行政处罚"))\(before)<c><v>5</v></c></row>"
    return try readOne(workbook(rows, columns: columns, strings: strings, styles: styles))
  }

  private func shown(_ cell: String, strings: String = "", styles: String = "") throws -> String {
    try report(cell, strings: strings, styles: styles).shown("disclosure/licensing/decisions")
  }

  private func money(_ value: String, format: String) throws -> Report {
    let styles =
      #"<numFmts><numFmt numFmtId="200" formatCode="\#(format.replacing("\"", with: "&quot;").replacing(">", with: "&gt;"))"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>"#
    let rows =
      "<row>\(textCell("示例局2022年政府信息公开工作年度报告"))</row><row>\(textCell("信息内容"))\(textCell("本年收费金额（单位：万元）"))</row>"
      + #"<row>\#(textCell("行政事业性收费"))<c s="1"><v>\#(value)</v></c></row>"#
    return try readOne(workbook(rows, styles: styles))
  }

  @Test(
    "A number format that moves the point, or states a unit, says what the number means",
    arguments: [
      ("251000", "0!.0000", "25.1"), ("251000", #"0\.0000"#, "25.1"), ("251000", #"0"."0000"#, "25.1"), ("251000", "0!.0,", "25.1"),
      ("25100", "0.00,", "25.1"), ("25100", "#,##0.00", "25100"), ("251000", "0.00\"元\"", "25.1"), ("25.1", "0.00\"万元\"", "25.1"),
      ("251000", "[>=10000]0!.0,;General", "25.1"), ("9000", "[>=10000]0!.0,;General", "9000"), ("25.1", "¥#,##0.00_);(¥#,##0.00)", "25.1"),
      ("25.1", "General", "25.1"), ("25.1", "General\"万元\"", "25.1"), ("25.1", "0.00;[Red]-0.00", "25.1"), ("25.1", "yyyy-mm-dd", "absent"),
      ("0.05", "0%", "absent"),
      ("25.100000000000001", "0.0", "25.1"), ("25", "0-0", "absent"), ("25", #"0"万"0000"#, "absent"), ("25", #""-"0"#, "absent"),
      ("25", "G/通用格式", "25"), ("0", #"0;-0;"-""#, "0"), ("0", "0;;", "0"), ("25", "@", "25"),
    ])
  func formats(_ value: String, _ format: String, _ expected: String) throws {
    let report = try money(value, format: format)
    #expect(report.shown("disclosure/fees/amount") == expected)
    // What is no figure as it is shown is said.
    #expect(report.findings.contains { $0.code == .unreadFigure } == (expected == "absent"))
  }

  @Test("A number that its format does not show is not read, and said to be there", arguments: [";;;", #""-""#, ";", "[=25];0"])
  func unshown(_ format: String) throws {
    let report = try money("25", format: format)
    #expect(report.shown("disclosure/fees/amount") == "blank")
    #expect(report.findings.contains { $0.code == .doubtfulFigure && $0.message.en.contains("\"25\" is hidden") })
  }

  @Test("What a damaged workbook holds in a cell is no blank: a text that is not there, two values, two cells in one place")
  func damaged() throws {
    for cell in [
      #"<c t="s"><v>7</v></c>"#, #"<c t="s"><v>x</v></c>"#, "<c><v>1</v><v>2</v></c>",
      #"<c r="B3"><v>1</v></c><c r="B3"><v>2</v></c>"#,
    ] {
      let report = try report(cell)
      #expect(report.shown("disclosure/licensing/decisions") == "absent", "\(cell)")
      #expect(report.findings.contains { $0.code == .unreadFigure && $0.cell == "disclosure/licensing/decisions" }, "\(cell)")
    }
  }

  @Test(
    "A date is shown as a date",
    arguments: [
      ("1", "1900-01-01"), ("2", "1900-01-02"), ("60", "1900-02-28"), ("61", "1900-03-01"), ("44216", "2021-01-20"),
      ("45351", "2024-02-29"),
    ])
  func dates(_ number: String, _ date: String) {
    // 60 is the day that 1900 did not have.
    #expect(NumberFormat("yyyy/m/d").shown(number) == date || number == "60")
  }

  @Test("Numbers below 0 have a part of the format to themselves")
  func negative() {
    let format = NumberFormat("0;0!.0;0")
    #expect(format.shown("-25") == "-2.5" && format.shown("25") == "25" && format.shown("0") == "0")
  }

  @Test("TRUE is no figure")
  func booleans() throws {
    let report = try report(#"<c t="b"><v>1</v></c>"#)
    #expect(report.shown("disclosure/licensing/decisions") == "absent")
    #expect(report.findings.contains { $0.code == .unreadFigure && $0.message.en.contains("TRUE") })
  }

  @Test("Of a text and a value in one cell its kind decides, and lines of a cell do not run together")
  func inlineText() throws {
    #expect(try shown(#"<c t="inlineStr"><is><t>7</t></is><v>8</v></c>"#) == "7")
    #expect(try shown(#"<c><is><t>7</t></is><v>8</v></c>"#) == "8")
    #expect(try shown(#"<c t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>"#) == "12")
    for text in ["880\n3", "880_x000D_3", "880_x000A_3"] {
      #expect(try shown(#"<c t="inlineStr"><is><t xml:space="preserve">\#(text)</t></is></c>"#) == "absent")
    }
  }

  @Test(
    "Escapes of a workbook are undone",
    arguments: [
      ("甲_x000D_乙", "甲\r乙"), ("_x005F_x000D_", "_x000D_"), ("_x41_", "_x41_"), ("a_x0041_", "aA"), ("_xD800_", "_xD800_"),
      ("_x00410", "_x00410"),
    ])
  func escapes(_ text: String, _ meant: String) {
    #expect(text.withoutEscapes == meant)
  }

  @Test("Readings of characters and struck-out text are left out, raised digits are none of the figure")
  func runs() throws {
    let shared = #"<c t="s"><v>0</v></c>"#
    #expect(try shown(shared, strings: #"<si><t>12</t><rPh sb="0" eb="1"><t>3</t></rPh></si>"#) == "12")
    #expect(try shown(#"<c t="inlineStr"><is><t>12</t><rPh sb="0" eb="1"><t>3</t></rPh></is></c>"#) == "12")
    let raised = #"<si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>"#
    #expect(try shown(shared, strings: raised) == "absent")
    let struckOut = #"<si><r><rPr><strike/></rPr><t>12</t></r><r><t>13</t></r></si>"#
    let report = try report(shared, strings: struckOut)
    #expect(report.shown("disclosure/licensing/decisions") == "13")
    #expect(
      report.findings.contains {
        $0.code == .doubtfulFigure && $0.cell == "disclosure/licensing/decisions" && $0.message.en.contains("\"12\"")
      })
    let font = #"<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>"#
    #expect(try shown(#"<c s="1"><v>12</v></c>"#, styles: font) == "blank")
    #expect(try shown(#"<c s="0"><v>12</v></c>"#, styles: font) == "12")
  }

  @Test("Hidden rows and columns are not read, and that is said")
  func hidden() throws {
    let row = try report("<c><v>12</v></c>", row: #"hidden="1""#)
    #expect(row.shown("disclosure/licensing/decisions") == "absent" && row.shown("disclosure/penalties/decisions") == "5")
    #expect(row.findings.contains { $0.code == .hiddenSheet && $0.message.en.contains("1 hidden rows and 0 hidden columns") })
    let column = try report("<c><v>12</v></c>", columns: #"<cols><col min="2" max="2" hidden="1"/></cols>"#, before: "<c><v>99</v></c>")
    #expect(column.shown("disclosure/licensing/decisions") == "12")
    #expect(column.findings.contains { $0.code == .hiddenSheet && $0.message.en.contains("0 hidden rows and 1 hidden columns") })
  }

  @Test(
    "Sums that no program has calculated are added up, whatever else is open",
    arguments: [
      ("<f>3000+1</f>", "3001"), ("<f>SUM(B4:B4,2)-1</f><v></v>", "6"), ("<f>$B$4+B9</f><v/>", "5"), ("<f>-B4+sum( b4:b4 )</f>", "0"),
      ("<f>B4*2</f>", "absent"), ("<f>B3+1</f>", "absent"), ("<f>A4</f>", "absent"), ("<f>IF(1,2,3)</f><v></v>", "absent"),
      ("<f>SUM(B4:B4</f>", "absent"), ("<f>SUM(A1:XFD1048576)</f>", "absent"),
    ])
  func sums(_ formula: String, _ expected: String) throws {
    let report = try report("<c r=\"B3\">\(formula)</c>")
    #expect(report.shown("disclosure/licensing/decisions") == expected)
    #expect(report.findings.contains { $0.severity == .note && $0.message.en.contains("1 sums of the sheet") } == (expected != "absent"))
    #expect(report.findings.contains { $0.code == .unreadFigure && $0.cell != nil } == (expected == "absent"))
  }

  @Test("A formula that was never calculated is said to be so, and no blank cell")
  func formulas() throws {
    let report = try report("<c><f>AVERAGE(B4:B5)</f></c>")
    #expect(report.shown("disclosure/licensing/decisions") == "absent")
    #expect(report.findings.contains { $0.code == .unreadFigure && $0.message.en.contains("never calculated") })
    #expect(try shown(#"<c t="str"><f>A1</f><v></v></c>"#) == "blank")
    #expect(try shown("<c><f>SUM(B4:B5)</f><v>5</v></c>") == "5")
  }

  // MARK: - gongkai's own

  private func own(_ rows: String, _ names: [(String, String)], year: String = "2022") -> [UInt8] {
    let names = names.map { #"<definedName name="\#($0)">'表'!\#($1)</definedName>"# }.joined()
    return workbook(rows, names: names, properties: property("form", "2021") + property("agency", "甲") + property("year", year))
  }

  @Test("What a clerk puts into a workbook of gongkai's own for a blank is what the form calls one")
  func ownWords() throws {
    let known = try #require(Form.edition("2021"))
    let document = String(decoding: known.document, as: UTF8.self).replacing(#""blank": ["无", "无此项", "不涉及"]"#, with: #""blank": ["未列"]"#)
    let form = try Form(document: Array(document.utf8), path: "form.json")
    #expect(form.notation.blanks == ["未列"])
    let book = own(
      "<row r=\"1\">\(textCell("未列"))<c><v>3</v></c></row>", [("requests.new.natural", "$A$1"), ("requests.new.total", "$B$1")])
    let report = try readOne(book, ReadingOptions(form: form))
    #expect(
      report["requests/new/natural"] == .blank && report["requests/new/total"] == .stated(Figure(3))
        && !report.findings.contains { $0.code == .unreadFigure })
    #expect(try readOne(book).findings.contains { $0.code == .unreadFigure })
  }

  @Test("In gongkai's own workbook, sums that were never calculated are added up from the form, others are told")
  func ownFormulas() throws {
    let columns = ["natural", "business", "research", "charity", "legal", "other", "total"]
    let rows = (1...2).map { row in
      "<row r=\"\(row)\">" + (1...6).map { "<c><v>\($0 * row)</v></c>" }.joined() + "<c><f>SUM(A\(row):F\(row))</f></c></row>"
    }
    var names = columns.enumerated().map { ("requests.new.\($1)", "$\("ABCDEFG"[$0])$1") }
    names += columns.enumerated().map { ("requests.granted.\($1)", "$\("ABCDEFG"[$0])$2") }
    let report = try readOne(
      own(rows.joined() + "<row r=\"3\"><c><f>A1*2</f></c></row>", names + [("disclosure.licensing.decisions", "$A$3")]))
    #expect(report["requests/new/total"] == .stated(Figure(21)))
    #expect(report["requests/granted/total"] == .stated(Figure(42)))
    #expect(report.shown("disclosure/licensing/decisions") == "absent")
    #expect(report.findings.filter { $0.code == .unreadFigure }.map(\.cell) == ["disclosure/licensing/decisions"])
  }

  @Test("Names of ranges with their corners reversed, or as long as a sheet, are read in bounded time")
  func ranges() throws {
    let rows = #"<row r="1"><c><v>3</v></c></row><row r="2">\#(textCell("七、附录"))</row><row r="3">\#(textCell("一段。"))</row>"#
    let names = [("requests.new.natural", "$A$1")]
    for range in ["$A$1048576:$A$2", "$A$2:$A$1048576", "$XFD$3:$A$2"] {
      let report = try readOne(own(rows, names + [("gongkai.section.1", range)]))
      #expect(report.sections.contains { $0.heading == "七、附录" && $0.text == "一段。" }, "\(range)")
    }
  }

  @Test("A year that is none is an error, wherever it is read", arguments: ["9223372036854775807", "-1", "1899", "2201", "abc"])
  func years(_ year: String) {
    func expectRefused(_ bytes: [UInt8]) {
      #expect(readingError(bytes)?.message.en.contains("a year is") == true)
    }
    expectRefused(own("<row><c><v>3</v></c></row>", [("requests.new.natural", "$A$1")], year: year))
    expectRefused(Array("agency,year,form,table,row,column,value\n甲,\(year),2021,requests,new,natural,5\n".utf8))
    if year != "abc" { expectRefused(Array(#"{"form": "2021", "year": \#(year), "tables": {}}"#.utf8)) }
  }
}

extension String {
  fileprivate subscript(index: Int) -> Character { self[self.index(startIndex, offsetBy: index)] }
}
