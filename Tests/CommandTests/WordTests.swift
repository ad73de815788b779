// The Word file that an office hands in: as other programs see it, and as it reads back.

import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

@Suite("Word files", .serialized)
struct WordTests {
  private func word(_ arguments: String...) throws -> [String: Any] {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/word.py"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return (try? JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any]) ?? [:]
  }

  private func read(_ path: String) throws -> Report {
    var reports: [Report] = []
    try readReports(Source(path: path)) { reports.append($0) }
    return try #require(reports.count == 1 ? reports[0] : nil)
  }

  @Test("A4 with the margins of the standard; title, headings and prose in their styles; the official tables; numbers of pages")
  func layout() throws {
    let folder = try Folder()
    #expect(try gongkai("convert", samples + "shili-2020.json", "-o", "a.docx", in: folder.path).status == 0)
    let seen = try word(folder.path + "/a.docx")
    #expect(seen["paper"] as? [Int] == [210, 297, 37, 28])
    let paragraphs = try #require(seen["paragraphs"] as? [[String]])
    #expect(paragraphs.first == ["Title", "示例区人民政府\n2020年政府信息公开工作年度报告"])
    #expect(paragraphs.contains(["Heading 1", "三、收到和处理政府信息公开申请情况"]))
    #expect(paragraphs.contains { $0[0] == "Normal" && $0[1].contains("虚构") })
    #expect(seen["footers"] as? [String] == ["— 1 —", "— 1 —"])
    #expect((seen["title"] as? String)?.hasPrefix("示例区人民政府2020年") == true)
    let tables = try #require(seen["tables"] as? [[[String]]])
    #expect(tables.count == 3)
    let report = try read(samples + "shili-2020.json")
    let last = report.form.tables[1].rows.map { $0.cells.map { report[$0].figure?.description ?? "" } }
    #expect(tables[1].suffix(last.count).map { Array($0.suffix(7)) } == last)
    #expect(tables[1][2].contains("商业\n企业") || tables[1].joined().contains("商业\n企业"))
  }

  @Test("Any report reads back the same, cell by cell and paragraph by paragraph", arguments: 0..<60 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    let report = generator.report()
    var stream = try #require(OutputFormat.docx.stream())
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    var back: [Report] = []
    try readReports(Source(bytes: bytes, path: "a.docx"), as: .docx) { back.append($0) }
    let read = try #require(back.first)
    let cells = report.form.cells.filter { read[$0.number] != report[$0.number] }
    #expect(cells.isEmpty, "\(cells.prefix(5).map { "\($0.address): \(report[$0.number]) -> \(read[$0.number])" })")
    #expect(read.sections == report.sections && read.agency == report.agency && read.period == report.period && read.form === report.form)
  }

  @Test("The same report is the same file; saved by python-docx and by LibreOffice it still reads back")
  func resaved() throws {
    let folder = try Folder()
    for name in ["a.docx", "b.docx"] {
      #expect(try gongkai("convert", samples + "shili-2020.json", "-o", name, in: folder.path).status == 0)
    }
    #expect(try shell("cmp a.docx b.docx", in: folder.path).status == 0)
    let report = try read(folder.path + "/a.docx")
    _ = try word("save", folder.path + "/a.docx", folder.path + "/python.docx")
    let profile = "-env:UserInstallation=file://\(folder.path)/profile"
    let office = try run(
      "/usr/bin/env", ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder.path + "/out", folder.path + "/a.docx"])
    try #require(office.status == 0, "\(office.errors)")
    for path in ["/python.docx", "/out/a.docx"] {
      let back = try read(folder.path + path)
      #expect(back.cells == report.cells && back.sections == report.sections && back.agency == report.agency, "\(path)")
    }
  }

  @Test("What checking found stands in comments: on its cell, at its heading, or on the title; the file reads back without them")
  func comments() throws {
    let folder = try Folder()
    let path = repository + "/Samples/conformance/balance.fails.json"
    #expect(
      try gongkai("check", path, "-o", "a.docx", in: folder.path, environment: ["LANG": "zh_CN.UTF-8"]).status == 1)
    let comments = try #require(try word(folder.path + "/a.docx")["comments"] as? [[String]])
    #expect(
      comments.map { $0[0] } == ["196", "251"] && comments.allSatisfy { $0[1].hasPrefix("错误：") && $0[1].hasSuffix("[balance]") },
      "\(comments)")
    #expect(try read(folder.path + "/a.docx").cells == (try read(path)).cells)
    // Text is text, whatever it is.
    try folder.write(
      #"{"form": "2021", "agency": "<w:t>&甲\u0001", "year": 2023, "tables": {"requests": {"new": {"natural": null}}}, "sections": [{"heading": "一、总体情况", "text": "=1+1 <b>&amp;\u000b"}]}"#,
      to: "hostile.json")
    #expect(try gongkai("convert", "hostile.json", "-q", "-o", "h.docx", in: folder.path).status == 0)
    let seen = try word(folder.path + "/h.docx")
    let paragraphs = try #require(seen["paragraphs"] as? [[String]])
    #expect(paragraphs.contains { $0[1].contains("=1+1 <b>&amp;") } && paragraphs[0][1].contains("<w:t>&甲"))
  }

  @Test("Long figures stay on one line, by characters that are narrower; labels stand in the middle, as on the official form")
  func figures() throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: repository + "/Samples/conformance/claim.passes.json", encoding: .utf8)
    try folder.write(text.replacing("\"natural\":200", with: "\"natural\":8999999999"), to: "a.json")
    #expect(try gongkai("convert", "-q", "a.json", "-o", "a.docx", in: folder.path).status == 0)
    let xml = try shell("unzip -p a.docx word/document.xml", in: folder.path).output
    #expect(xml.contains("<w:rPr><w:w w:val=\"50\"/></w:rPr><w:t xml:space=\"preserve\">8999999999</w:t>"))
    #expect(!xml.contains("<w:jc w:val=\"left\"/>"))
    #expect(try read(folder.path + "/a.docx").cells == (try read(folder.path + "/a.json")).cells)
  }

  @Test("A file holds one report; several go into a folder; a terminal gets none; nothing is half written")
  func one() throws {
    let folder = try Folder()
    let line = try String(contentsOfFile: repository + "/Samples/conformance/claim.passes.json", encoding: .utf8)
    try folder.write(line + line.replacing("示例区教育局", with: "示例区民政局"), to: "two.ndjson")
    let refused = try gongkai("convert", "two.ndjson", "-o", "two.docx", in: folder.path)
    #expect(refused.status == 2 && !FileManager.default.fileExists(atPath: folder.path + "/two.docx"))
    #expect(try gongkai("check", "two.ndjson", "-o", "two.docx", in: folder.path).status == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/two.docx"))
    #expect(try shell("mkdir out && $GONGKAI convert -q two.ndjson --to docx -o out/", in: folder.path).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out").count == 2)
  }
}
