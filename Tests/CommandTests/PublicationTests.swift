import Foundation
import Testing

@Suite("One publication for every format")
struct PublicationTests {
  /// The sample with a total that its parts do not add up to, and a figure that last year did not hand on.
  private func wrong(in folder: Folder) throws {
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    let wrong = text.replacing("\"total\": 270", with: "\"total\": 279", maxReplacements: 1)
      .replacing(/("carried_in": \{"natural": )\d+/) { "\($0.1)977" }
    #expect(wrong != text)
    try folder.write(wrong, to: "wrong.json")
  }

  @Test("A page marks the totals that do not hold, says why, and reads back as it was")
  func marks() throws {
    let folder = try Folder()
    try wrong(in: folder)
    #expect(try gongkai("convert", "-q", "wrong.json", "-o", "a.html", in: folder.path).status == 0)
    let page = try String(contentsOfFile: folder.path + "/a.html", encoding: .utf8)
    let cell = try #require(page.firstMatch(of: /<td class="fails" title="([^"]*)"[^>]*>279<\/td>/))
    #expect(cell.1.contains("各项之和为 270，填报为 279，相差 -9"))
    let good = try gongkai("convert", "-q", "shili-2020.json", "--to", "html", in: samples).output
    #expect(!good.contains("class=\"fails\"") && !good.contains("title="))
    let (back, source) = (
      try gongkai("convert", "-q", "a.html", "--to", "csv", in: folder.path).output,
      try gongkai("convert", "-q", "wrong.json", "--to", "csv", in: folder.path).output
    )
    #expect(back == source)
  }

  @Test("A check is a page with the findings and the tables, or Markdown, by the name of the file or by --to")
  func check() throws {
    let folder = try Folder()
    try wrong(in: folder)
    #expect(try gongkai("check", "-q", "--lang", "zh", "wrong.json", "-o", "a.html", in: folder.path).status == 1)
    let page = try String(contentsOfFile: folder.path + "/a.html", encoding: .utf8)
    #expect(page.contains("<dt>不成立</dt><dd>4</dd>") && page.contains("<td class=\"left\">applicant-total</td>"))
    #expect(page.contains("class=\"fails\"") && page.contains("自然人 226"))
    #expect(!page.contains("<script") && page.hasSuffix("</html>\n"))
    let markdown = try gongkai("check", "-q", "wrong.json", "--to", "markdown", in: folder.path)
    #expect(markdown.status == 1 && markdown.output.contains("## Findings\n") && markdown.output.contains("| error | applicant-total | "))
    let good = try gongkai("check", "-q", "shili-2020.json", "shanghai-2019.json", "--to", "markdown", in: samples)
    #expect(good.output.components(separatedBy: "\n# ").count == 2, "two reports, one below the other")
    #expect(good.output.contains("nothing was found"))
  }

  @Test("A check is a workbook by --to, too; many reports are not")
  func checkWorkbook() throws {
    let folder = try Folder()
    try wrong(in: folder)
    #expect(try gongkai("check", "-q", "wrong.json", "--to", "xlsx", "-o", "a.xlsx", in: folder.path).status == 1)
    let named = try gongkai("check", "-q", "wrong.json", "-o", "b.xlsx", in: folder.path)
    #expect(named.status == 1)
    let sheets = try #require((try oracle("looks", folder.path + "/a.xlsx") as? [String: Any])?["sheets"] as? [[String: Any]])
    #expect(sheets.contains { $0["name"] as? String == "勾稽校验" })
    #expect(try gongkai("check", "-q", "wrong.json", "wrong.json", "-o", "c.xlsx", in: folder.path).status == 2)
  }

  @Test("A comparison's workbook tells what was carried over, by formulas, and what was reworded")
  func workbook() throws {
    let folder = try Folder()
    try wrong(in: folder)
    #expect(try gongkai("diff", samples + "shili-2019.json", "wrong.json", "-o", "d.xlsx", in: folder.path).status == 1)
    let path = folder.path + "/d.xlsx"
    let sheets = try #require((try oracle("looks", path) as? [String: Any])?["sheets"] as? [[String: Any]])
    let prose = try #require(sheets.first { $0["name"] as? String == "文字比较" }?["texts"] as? [String: String])
    #expect(prose["B3"] == "改写" && prose["C3"]?.contains("2019年") == true && prose["D3"]?.contains("2020年") == true)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", path])
    let formulas = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
    let verdicts = formulas.filter { $0["sheet"] as? String == "年度衔接" }
    #expect(verdicts.contains { $0["cached"] as? String == "不衔接" } && verdicts.contains { $0["cached"] as? String == "衔接" })
    for verdict in verdicts { #expect(verdict["cached"] as? String == verdict["fresh"] as? String, "\(verdict)") }
  }

  @Test("Three agencies of one year are a workbook, too: no two sheets have the same name")
  func agencies() throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    for name in ["甲", "乙", "丙"] { try folder.write(text.replacing("示例区", with: name + "区"), to: name + ".json") }
    #expect(try gongkai("diff", "-q", "--all", "甲.json", "乙.json", "丙.json", "-o", "d.xlsx", in: folder.path).status == 1)
    let sheets = try #require((try oracle("looks", folder.path + "/d.xlsx") as? [String: Any])?["sheets"] as? [[String: Any]])
    let names = sheets.compactMap { $0["name"] as? String }
    #expect(names.contains("文字比较 1") && names.contains("文字比较 2"), "\(names)")
  }
}
