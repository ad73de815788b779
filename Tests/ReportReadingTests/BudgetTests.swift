import DisclosureReport
import Testing

@testable import ReportReading

/// Small files that stand for huge ones. Each ends in an error of the budget; that this takes bounded memory follows from it.
@Suite("One budget for a document, whatever its format")
struct BudgetTests {
  private func expectRefused(_ bytes: [UInt8], as format: SourceFormat? = nil, _ words: String = "MB of memory") {
    let error = readingError(bytes, as: format)
    #expect(error?.message.en.contains(words) == true, "\(error?.message.en ?? "no error")")
  }

  @Test("A long shared string that every cell repeats")
  func sharedString() {
    let rows = String(repeating: #"<row><c t="s"><v>0</v></c></row>"#, count: 20_000)
    expectRefused(workbook(rows, strings: "<si><t>\(String(repeating: "规章", count: 1000))</t></si>"))
  }

  @Test("A cell in a far column of many rows")
  func farColumn() {
    expectRefused(workbook((1...4000).map { #"<row r="\#($0)"><c r="XFD\#($0)"><v>1</v></c></row>"# }.joined()))
  }

  @Test("The same sheet unpacked many times")
  func sameSheet() {
    expectRefused(workbook(String(repeating: "<row><c><v>1</v></c></row>", count: 20_000), sheets: 60))
  }

  @Test("Word rows whose only cell spans 63 columns")
  func gridSpan() {
    let row = #"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc></w:tr>"#
    expectRefused(wordDocument("<w:tbl>\(String(repeating: row, count: 20_000))</w:tbl>"))
  }

  @Test("Spans of a page over columns and rows")
  func spans() {
    let row = "<tr>\(String(repeating: "<td colspan=100 rowspan=100>1</td>", count: 20))</tr>"
    expectRefused(Array("<html><table>\(String(repeating: row, count: 1000))</table>".utf8))
  }

  @Test("More elements than any page has are refused before the parser makes a tree of them")
  func elements() {
    expectRefused(Array("<html><table><tr>\(String(repeating: "<td>", count: 500_000))".utf8), "elements")
    expectRefused(Array("<html><p \(String(repeating: "a ", count: 2000))>".utf8), "attributes")
  }

  @Test("Nothing but line ends, bars, commas or gaps", arguments: ["\n", "|\n", "\r", ",\n", "1 2\n"])
  func nothing(_ text: String) {
    let bytes = Array("a".utf8) + [UInt8](repeatElement(Array(text.utf8), count: 800_000).joined())
    for format in [SourceFormat.text, .markdown, .csv] { expectRefused(bytes, as: format) }
  }

  @Test("A line of nothing but bars is refused before it is split")
  func bars() {
    expectRefused([UInt8(ascii: "a")] + [UInt8](repeating: UInt8(ascii: "|"), count: 2_000_000), as: .text)
  }

  @Test("A value of JSON with more values in it than any report has")
  func json() {
    let values = String(repeating: "1,", count: 200_000)
    expectRefused(Array(#"{"form": "2021", "tables": {}, "sections": [\#(values)1]}"#.utf8), "more than 200000 values")
    // Many reports are read one by one, so they have no such limit together.
    let report = #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 1}}}}"#
    #expect((try? read("[" + [String](repeating: report, count: 5000).joined(separator: ",") + "]"))?.count == 5000)
  }

  @Test("A number of JSON longer than any figure; escapes are read in one pass, bad ones named where they stand")
  func jsonText() throws {
    let head = #"{"form": "2021", "tables": {"requests": {"new": {"natural": "#
    expectRefused(Array((head + String(repeating: "1", count: 100_000) + "}}}}").utf8), "more than 400 digits")
    // Quadratic, this would take minutes.
    let escapes = String(repeating: #"\u4e2d\ud83d\ude00"#, count: 200_000)
    let report = try readOne(
      #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 1}}}, "sections": [{"heading": "一", "text": "\#(escapes)"}]}"#
    )
    #expect(report.sections[0].text == String(repeating: "中😀", count: 200_000))
    let error = readingError(#"{"form": "2021", "agency": "\u4e2x", "tables": {}}"#)
    #expect(error?.place == SourceError.Place(line: 1, column: 29) && error?.message.en == "the escape sequence is not valid")
  }

  @Test("Hidden ranges of columns that overlap, by the hundred thousand")
  func hiddenColumns() throws {
    let range = #"<col min="3" max="16384" hidden="1"/>"#
    let rows =
      "<row>\(textCell("示例局2022年政府信息公开工作年度报告"))</row><row>\(textCell("信息内容"))\(textCell("本年处理决定数量"))</row>"
      + "<row>\(textCell("行政许可"))<c><v>5</v></c><c><v>9</v></c></row>"
    let columns = "<cols>\(String(repeating: range, count: 100_000))</cols>"
    let report = try readOne(workbook(rows, columns: columns))
    #expect(report.shown("disclosure/licensing/decisions") == "5")
    #expect(report.findings.contains { $0.code == .hiddenSheet && $0.message.en.contains("1 hidden columns") })
  }

  @Test("Eight times what was given, or 200 MB: a large document may have more cells than a small one")
  func proportional() throws {
    func room(_ given: Int) -> Int {
      let budget = Budget("a", given: given)
      var count = 0
      while (try? budget.take(10_000, .cell)) != nil { count += 10_000 }
      return count
    }
    #expect(room(60 << 20) > room(0) * 3 / 2)
    #expect(room(Int.max) == room(Source.documentLimit))
    #expect(throws: SourceError.self) { try Budget("a", given: 0).take(Int.max, .text) }
  }

  @Test(
    "Row numbers that are none, and places that are none, are errors",
    arguments: ["0", "-5", "1048577", "abc", "-9223372036854775808", "9223372036854775807"])
  func rowNumbers(_ number: String) {
    expectRefused(workbook(#"<row r="\#(number)"><c><v>1</v></c></row>"#), "has the number \"\(number.shortened)\"")
    expectRefused(workbook(#"<row><c r="\#(number)"><v>1</v></c></row>"#), "has the place")
  }

  @Test("The last row a sheet can have is no error, one behind it is")
  func lastRow() {
    #expect(readingError(workbook(#"<row r="1048576"><c><v>1</v></c></row>"#))?.message.en.contains("no report") == true)
    expectRefused(workbook(#"<row r="1048576"><c><v>1</v></c></row><row><c><v>2</v></c></row>"#), "more than 1048576 rows")
  }
}
