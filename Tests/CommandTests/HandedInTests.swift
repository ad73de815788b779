import DisclosureReport
import Foundation
import Testing

/// What a clerk hands in, files and fills in again, as openpyxl and LibreOffice see it.
@Suite("What a clerk hands in", .serialized)
struct HandedInTests {
  private func looks(_ path: String) throws -> [(name: String, sheet: [String: Any])] {
    let book = try #require(try oracle("looks", path) as? [String: Any])
    return try #require(book["sheets"] as? [[String: Any]]).map { ($0["name"] as? String ?? "", $0) }
  }

  private func formulas(_ path: String, _ edits: String...) throws -> [(sheet: String, cell: String, fresh: String, cached: String)] {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", path] + edits)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let list = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
    return list.map { entry in
      func text(_ key: String) -> String { (entry[key] as? String) ?? (entry[key] as? NSNumber)?.stringValue ?? "" }
      return (text("sheet"), text("cell"), text("fresh"), text("cached"))
    }
  }

  @Test("Every Chinese font of a workbook names its character set, by which a machine without it finds a likeness")
  func characterSet() throws {
    let folder = try Folder()
    #expect(try gongkai("convert", samples + "shili-2020.json", "-o", "a.xlsx", in: folder.path).status == 0)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let fonts = try run(
      python,
      ["-c", "import openpyxl; print(sorted({(f.name, f.charset, int(f.family)) for f in openpyxl.load_workbook('a.xlsx')._fonts}))"],
      in: folder.path)
    #expect(fonts.output == "[('宋体', 134, 1), ('黑体', 134, 2)]\n", "\(fonts.output) \(fonts.errors)")
  }

  @Test("The whole report stands on the first sheet, every figure and paragraph taken from the others and following them")
  func whole() throws {
    let folder = try Folder()
    #expect(try gongkai("convert", samples + "shili-2020.json", "-o", "a.xlsx", in: folder.path).status == 0)
    let path = folder.path + "/a.xlsx"
    let sheets = try looks(path)
    #expect(sheets.first?.name == "全文")
    let whole = try #require(sheets.first?.sheet)
    let texts = try #require(whole["texts"] as? [String: String])
    #expect(texts["A1"] == "示例区人民政府\n2020年政府信息公开工作年度报告")
    #expect(whole["protected"] as? Bool == true)
    let print = try formulas(path).filter { $0.sheet == "全文" }
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: samples + "shili-2020.json"))) as? [String: Any])
    let tables = try #require(report["tables"] as? [String: [String: [String: Any]]])
    let figures = tables.values.flatMap { $0.values.flatMap { $0.values.compactMap { ($0 as? NSNumber)?.stringValue } } }
    #expect(figures.allSatisfy { figure in print.contains { $0.fresh == figure } })
    let prose = (report["sections"] as? [[String: String]] ?? []).flatMap { ($0["text"] ?? "").split(separator: "\n") }
    #expect(!prose.isEmpty && prose.allSatisfy { line in print.contains { $0.fresh == "　　" + line } })
    let edited = try formulas(path, "proceedings.review.upheld=41").filter { $0.sheet == "全文" }
    #expect(edited.contains { $0.fresh == "41" })
    // On paper the title is on the first page, no table is cut off at the side, and no sheet but the relations takes two pages.
    let pdf = try shell(
      "soffice --headless -env:UserInstallation=file://$PWD/profile --convert-to pdf a.xlsx >&2 && pdftotext -layout a.pdf - && pdfinfo a.pdf",
      in: folder.path)
    let pages = pdf.output.split(separator: "\u{0C}")
    #expect(pages.first?.contains("示例区人民政府") == true && pages.first?.contains("57211") == true)
    #expect(pages.count == 12, "eleven pages, and what is told of them: \(pages.count)")
  }

  @Test("A finding has its place, what is and what should be, leads to its cell, and is settled when the figure is corrected")
  func findings() throws {
    let folder = try Folder()
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
      .replacing("\"upheld\": 4", with: "\"upheld\": 7").replacing("270件", with: "275件")
    try folder.write(wrong, to: "a.json")
    #expect(try gongkai("check", "a.json", "-o", "a.xlsx", in: folder.path).status == 1)
    let path = folder.path + "/a.xlsx"
    let sheets = try looks(path)
    #expect(sheets.prefix(3).map(\.name) == ["核对结果", "勾稽校验", "全文"])
    let texts = try #require(sheets.first?.sheet["texts"] as? [String: String])
    #expect(texts["A3"] == "错误" && texts["D3"] == "总计" && texts.values.contains("行政复议"))
    let links = try #require(sheets.first?.sheet["links"] as? [String: String])
    #expect(links["I3"] == "'四、行政复议、行政诉讼情况'!E5", "\(links)")
    func findings(_ list: [(sheet: String, cell: String, fresh: String, cached: String)]) -> [String: String] {
      Dictionary(uniqueKeysWithValues: list.filter { $0.sheet == "核对结果" }.map { ($0.cell, $0.fresh) })
    }
    let before = findings(try formulas(path))
    #expect(before["E3"] == "5" && before["F3"] == "8" && before["G3"] == "未改正")
    #expect(before["A1"]?.hasPrefix("核对结果：可随数据核对的还有 1 项未改正；另有 2 项请看说明；勾稽关系不成立的有 1 条") == true, "\(before)")
    let mended = findings(try formulas(path, "proceedings.review.upheld=4"))
    #expect(mended["G3"] == "已改正" && mended["A1"]?.contains("还有 0 项未改正；另有 2 项请看说明；勾稽关系不成立的有 0 条") == true, "\(mended)")
  }

  @Test("A blank form has fields for agency and year and rows for prose that grow; filled in, all of it reads back, by whatever program")
  func template() throws {
    let folder = try Folder()
    #expect(try gongkai("template", "--form", "2021", "-o", "t.xlsx", in: folder.path).status == 0)
    let sheets = try looks(folder.path + "/t.xlsx")
    #expect(sheets.first?.name == "填写说明")
    let prose = try #require(sheets.first { $0.name == "一、总体情况" }?.sheet)
    #expect((prose["heights"] as? [String: Any])?.keys.contains("2") == false && (prose["merged"] as? [String])?.isEmpty == true)
    let year = try #require((sheets.first?.sheet["validations"] as? [[String: Any]])?.first)
    #expect((year["message"] as? String)?.contains("年份") == true)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let filled = try run(
      python,
      [
        repository + "/Tests/Oracles/workbook.py", "fill", folder.path + "/t.xlsx", folder.path + "/f.xlsx", "gongkai.agency=\"示例区水务局\"",
        "gongkai.period=2024", "requests.new.natural=3", "一、总体情况!A2=\"第一段。\"", "一、总体情况!A4=\"　　第二段。\"", "六、其他需要报告的事项!A2=\"无。\"",
      ])
    try #require(filled.status == 0, "\(filled.errors)")
    for name in ["f.xlsx", "libreoffice/f.xlsx"] {
      let read = try gongkai("convert", "-q", name, "--to", "json", in: folder.path)
      let report = try #require(try JSONSerialization.jsonObject(with: read.bytes) as? [String: Any], "\(name)")
      #expect(report["agency"] as? String == "示例区水务局" && report["year"] as? Int == 2024, "\(name)")
      let sections = try #require(report["sections"] as? [[String: String]])
      #expect(
        sections.map { "\($0["heading"] ?? "")|\($0["text"] ?? "")" } == ["一、总体情况|第一段。\n第二段。", "六、其他需要报告的事项|无。"],
        "\(name) \(sections)")
      let requests = (report["tables"] as? [String: [String: [String: Any]]])?["requests"]
      #expect(requests?["new"]?["natural"] as? Int == 3 && requests?["new"]?["total"] as? Int == 3, "\(name)")
      let codes = (report["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
      #expect(codes.isEmpty, "\(name) \(codes)")
    }
    #expect(try gongkai("convert", "f.xlsx", "-o", "done.xlsx", in: folder.path).status == 0)
    #expect(try looks(folder.path + "/done.xlsx").first?.name == "全文")
    // A year that is none is refused, and says where it stands.
    _ = try run(
      python,
      [repository + "/Tests/Oracles/workbook.py", "fill", folder.path + "/t.xlsx", folder.path + "/g.xlsx", "gongkai.period=\"去年\""])
    let refused = try gongkai("convert", "g.xlsx", "--to", "csv", in: folder.path)
    #expect(refused.status == 2 && refused.errors.contains("去年"))
  }

  @Test(
    "convert --previous puts last year's figure and the difference beside each total, and reads back as the report",
    arguments: ["xlsx", "docx", "html", "md", "txt"])
  func previous(format: String) throws {
    let folder = try Folder()
    let (new, old) = (samples + "shili-2020.json", samples + "shili-2019.json")
    let outcome = try gongkai("convert", new, "--previous", old, "-o", "a.\(format)", in: folder.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(try gongkai("diff", new, "a.\(format)", in: folder.path).status == 0)
    if format == "xlsx" {
      let list = try formulas(folder.path + "/a.xlsx", "requests.new.natural=227").filter { $0.sheet.hasPrefix("三") }
      #expect(list.contains { $0.cell == "L5" && $0.cached == "25" && $0.fresh == "26" })
    } else if format == "txt" {
      let text = try String(contentsOfFile: folder.path + "/a.txt", encoding: .utf8)
      #expect(text.contains("与上年相比：一、本年新收政府信息公开申请数量/总计　245 → 270 (+25, +10.20%)"))
    }
  }

  @Test("convert --previous takes the year before of the same agency, and only for formats that people read")
  func refused() throws {
    let folder = try Folder()
    let (new, old) = (samples + "shili-2020.json", samples + "shili-2019.json")
    #expect(try gongkai("convert", old, "--previous", new, "-o", "a.xlsx", in: folder.path).status == 2)
    let csv = try gongkai("convert", new, "--previous", old, "--to", "csv", in: folder.path)
    #expect(csv.status == 2 && csv.errors.contains("--previous") && csv.output.isEmpty)
    #expect(try gongkai("convert", new, "--previous", old, "-o", old, in: folder.path).status == 2)
  }
}
