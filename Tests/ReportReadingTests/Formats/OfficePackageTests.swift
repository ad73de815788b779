// Office files whose parts are named otherwise, and Word files whose report stands in a table for layout.

import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Office files of other writers")
struct OfficePackageTests {
  private static let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private func relations(_ targets: [(id: String, kind: String, target: String)]) -> String {
    let list = targets.map { #"<Relationship Id="\#($0.id)" Type="\#(Self.kind)\#($0.kind)" Target="\#($0.target)"/>"# }.joined()
    return "<Relationships>\(list)</Relationships>"
  }

  private static let rows = """
    <row r="1"><c r="A1" t="str"><v>示例局2022年政府信息公开工作年度报告</v></c></row>
    <row r="2"><c r="A2" t="str"><v>信息内容</v></c><c r="B2" t="str"><v>本年处理决定数量</v></c></row>
    <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>53</v></c></row>
    """

  @Test("Parts of a workbook under other names, in other folders, with the separators of Windows or in capitals")
  func workbook() throws {
    func entries(_ book: String, _ folder: String, _ sheet: String, _ strings: String, absolute: Bool = false) -> [(String, String)] {
      let up = absolute ? "/\(folder)" : ""
      return [
        ("_rels/.rels", relations([("r1", "officeDocument", "\(folder)\(book)")])),
        ("\(folder)\(book)", #"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r9"/></sheets></workbook>"#),
        ("\(folder)_rels/\(book).rels", relations([("r9", "worksheet", up + sheet), ("r2", "sharedStrings", up + strings)])),
        ("\(folder)\(sheet)", "<worksheet><sheetData>\(Self.rows)</sheetData></worksheet>"),
        ("\(folder)\(strings)", "<sst><si><t>行政许可</t></si></sst>"),
      ]
    }
    let usual = entries("workbook.xml", "xl/", "worksheets/sheet1.xml", "sharedStrings.xml")
    for parts in [
      usual, usual.map { ($0.0.replacing("/", with: "\\"), $0.1) }, usual.map { ($0.0.uppercased(), $0.1) },
      entries("book.xml", "data/", "s/1.xml", "text.xml"), entries("book.xml", "data/deep/", "s/1.xml", "text.xml", absolute: true),
    ] {
      #expect(try readOne(archive(parts), path: "b.xlsx").shown("disclosure/licensing/decisions") == "53", "\(parts[1].0)")
    }
    let error = try #require(
      readingError(archive([("_rels/.rels", relations([("r1", "officeDocument", "../../etc/passwd")]))]), path: "b.xlsx"))
    #expect(error.message.en.contains("xl/workbook.xml"), "\(error.message.en)")
  }

  @Test(
    "A relation to a part that is not there leaves the part under its usual name; of two names that differ in case the exact one counts")
  func lostRelation() throws {
    let parts = [
      ("_rels/.rels", relations([("r1", "officeDocument", "nowhere.xml")])),
      ("xl/WORKSHEETS/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
      ("xl/workbook.xml", #"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r9"/></sheets></workbook>"#),
      ("xl/_rels/workbook.xml.rels", relations([("r9", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "gone.xml")])),
      ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(Self.rows)</sheetData></worksheet>"),
      ("xl/sharedStrings.xml", "<sst><si><t>行政许可</t></si></sst>"),
    ]
    #expect(try readOne(archive(parts), path: "b.xlsx").shown("disclosure/licensing/decisions") == "53")
  }

  private func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

  private func table(_ rows: [[String]]) -> String {
    "<w:tbl>\(rows.map { "<w:tr>\($0.map { "<w:tc>\($0)</w:tc>" }.joined())</w:tr>" }.joined())</w:tbl>"
  }

  private func wordFile(_ body: String, main: String = "word/document.xml") -> [UInt8] {
    archive([
      ("_rels/.rels", relations([("r1", "officeDocument", main)])),
      (main, #"<w:document xmlns:w="w"><w:body>\#(body)</w:body></w:document>"#),
    ])
  }

  @Test("A Word file whose main part has another name, and one whose whole report stands in tables for layout")
  func word() throws {
    let official = table([[paragraph("信息内容"), paragraph("本年处理决定数量")], [paragraph("行政许可"), paragraph("53")]])
    let report =
      paragraph("示例局2022年政府信息公开工作年度报告") + paragraph("一、总体情况") + paragraph("我局认真落实条例。") + paragraph("二、主动公开政府信息情况") + official
      + paragraph("五、存在的主要问题及改进情况") + paragraph("有不足。")
    for (body, main) in [
      (report, "word/document.xml"), (report, "word/document2.xml"), (report, "doc/main.xml"), (table([[report]]), "word/document.xml"),
      (table([[table([[report + paragraph("")]]) + paragraph("")], [paragraph("")]]), "word/document.xml"),
    ] {
      let read = try readOne(wordFile(body, main: main), path: "a.docx")
      #expect(read.shown("disclosure/licensing/decisions") == "53", "\(main)")
      #expect(read.agency == "示例局" && read.year == 2022)
      #expect(read.sections.map(\.text) == ["我局认真落实条例。", "有不足。"], "\(read.sections)")
    }
    // A row that was deleted or is hidden stays so, table and all.
    for property in ["<w:del/>", "<w:hidden/>"] {
      let gone = "<w:tbl><w:tr><w:trPr>\(property)</w:trPr><w:tc>\(table([[paragraph("行政处罚"), paragraph("7")]]))</w:tc></w:tr></w:tbl>"
      let read = try readOne(wordFile(report + gone), path: "a.docx")
      #expect(read.shown("disclosure/penalties/decisions") == "absent", "\(property)")
    }
    // A table within a cell behind a label is what the cell says.
    let inner = table([[paragraph("信息内容"), paragraph("本年处理决定数量")], [paragraph("行政许可"), table([[paragraph("53")]]) + paragraph("")]])
    let read = try readOne(wordFile(paragraph("示例局2022年政府信息公开工作年度报告") + paragraph("二、主动公开政府信息情况") + inner), path: "a.docx")
    #expect(read.shown("disclosure/licensing/decisions") == "53")
  }
}
