import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Formats of other programs are named with what to do")
struct OtherFormatTests {
  private static func utf16(_ text: String) -> String { text.map { "\($0)\0" }.joined() }
  private static let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  @Test(
    "By content, whatever the file is called",
    arguments: [
      (Array(#"{\rtf1\ansi 甲}"#.utf8), "a.txt", "RTF", ".docx"),
      (archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]), "a.docx", ".odt", ".docx"),
      (archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]), "a", ".ods", ".xlsx"),
      (archive([("OFD.xml", ""), ("Doc_0/Document.xml", "")]), "a.pdf", "OFD", "PDF"),
      (old + Array(utf16("WordDocument").utf8), "a", ".doc", ".docx"), (old + Array(utf16("Workbook").utf8), "a", ".xls", ".xlsx"),
      (old + Array(utf16("WordDocument").utf8), "a.wps", ".wps", ".docx"), (old, "a.ET", ".et", ".xlsx"),
      (old, "a", ".doc or .xls", ".docx"), (old + Array(utf16("EncryptedPackage").utf8), "a.xlsx", "password", "save"),
    ])
  func named(_ bytes: [UInt8], _ path: String, _ name: String, _ advice: String) throws {
    let told = try #require(OtherFormat(bytes[...], path: path)).advice
    #expect(told.en.contains(name) && told.en.contains(advice), "\(told.en)")
  }

  @Test("What LibreOffice cannot read, or helps nothing with, is still named")
  func unreadable() throws {
    let ofd = archive([("OFD.xml", ""), ("Doc_0/Document.xml", "")])
    #expect(try #require(readingError(ofd, path: "a")).message.en.contains("this is an OFD"))
    #expect(readingError(Self.old + Array(Self.utf16("WordDocument").utf8), path: "a") != nil)
  }
}

@Suite("Lines and places")
struct PlaceTests {
  @Test("What else ends lines in Unicode ends those of a text", arguments: ["\u{0B}", "\u{85}", "\u{2028}", "\u{2029}"])
  func unicodeLineEnds(_ end: String) throws {
    let text = "示例局2022年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n行政许可\t12\n行政处罚\t5\n"
    for format in [SourceFormat.text, .markdown] {
      let report = try readOne(text.replacing("\n", with: end), as: format)
      #expect(report.shown("disclosure/licensing/decisions") == "12" && report.shown("disclosure/penalties/decisions") == "5")
      #expect(report.position(of: report.form.cell("disclosure/licensing/decisions")!)?.line == 3)
    }
  }

  @Test("A lone carriage return ends a line, as it did on old Macs", arguments: ["\r", "\r\n", "\n"])
  func lineEnds(_ end: String) throws {
    let tidy = "agency,year,form,table,row,column,value\n甲,2022,2021,requests,new,natural,5\n甲,2022,2021,requests,new,total,\"5\"\n"
    let table = "示例局2022年政府信息公开工作年度报告\n信息内容,本年处理决定数量\n行政许可,12\n行政处罚,\"5\"\n"
    let text = table.replacing(",", with: "\t").replacing("\"", with: "")
    for path in ["a.csv", "a"] {
      let report = try readOne(tidy.replacing("\n", with: end), path: path)
      #expect(report.shown("requests/new/natural") == "5" && report.shown("requests/new/total") == "5")
      #expect(report.position(of: report.form.cell("requests/new/total")!)?.line == 3)
    }
    for (document, format) in [(table, SourceFormat.csv), (text, .text), (text, .markdown)] {
      let report = try readOne(document.replacing("\n", with: end), as: format)
      #expect(report.shown("disclosure/licensing/decisions") == "12" && report.shown("disclosure/penalties/decisions") == "5")
      #expect(report.position(of: report.form.cell("disclosure/licensing/decisions")!)?.line == 3)
    }
    // Read piece by piece, a pair may be cut in two.
    var scanner = CSVScanner(path: "a", delimiter: UInt8(ascii: ","))
    let cut = Array("1,2\(end)".utf8)
    let step = cut[..<4].withUnsafeBufferPointer { try? scanner.next(in: $0, isFinal: false) }
    #expect(step == (end == "\n" ? .record : .more))
  }

  @Test("In a file whose lines nobody sees, a finding names table, row and column of the form")
  func formPlaces() throws {
    let name = "主动公开政府信息情况"
    let word = try readOne(wordFile(wordCell("约5件")), path: "a.docx")
    let unread = try #require(word.findings.first { $0.code == .unreadFigure })
    let label = word.form.cells[try #require(word.form.cell("disclosure/licensing/decisions"))].label
    #expect(unread.source?.shown == "a.docx:\(name)/\(label)")
    #expect(word.findings.contains { $0.cell == "requests" && $0.source?.shown == "a.docx:收到和处理政府信息公开申请情况" })
    #expect(word.findings.allSatisfy { $0.source?.place != nil })
    let text = try readOne("示例局2022年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n行政许可\t约5件\n", path: "a.txt")
    #expect(text.findings.first { $0.code == .unreadFigure }?.source?.shown == "a.txt:3:6")
    #expect(try readOne(wordFile(wordCell("5")), path: "a.docx").findings.allSatisfy { $0.source?.place != nil })
  }

  @Test("Fields that a report in JSON does not have are named at their place, and findings about cells come along with it")
  func unknownFields() throws {
    let report = try readOne(
      #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 1}}},"# + "\n"
        + #" "remark": 1, "findings": [{"severity": "error", "code": "unread-figure", "cell": "requests/new/total", "message": "x", "#
        + #""source": {"path": "p.txt", "line": 4, "column": 99999999999999}}]}"#)
    let unknown = try #require(report.findings.first { $0.code == .unreadRow })
    #expect(unknown.message.en.contains("\"remark\"") && unknown.place == SourceError.Place(line: 2, column: 2))
    let kept = try #require(report.findings.first { $0.code == .unreadFigure })
    #expect(kept.cell == "requests/new/total" && kept.source == SourcePosition(path: "p.txt", line: 4, column: 1 << 31))
  }
}
