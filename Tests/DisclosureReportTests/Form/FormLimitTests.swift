import DisclosureReport
import ReportGenerator
import Testing

@Suite("What a form document cannot ask for")
struct FormLimitTests {
  private func error(_ text: MarkedText) -> SourceError? {
    do {
      _ = try Form(document: text.bytes, path: "form.json")
      return nil
    } catch {
      return error
    }
  }

  private func edited(_ original: String, _ changed: String) throws -> MarkedText {
    let document = String(decoding: try #require(Form.edition("2021")).document, as: UTF8.self)
    let range = try #require(document.ranges(of: original).first)
    return MarkedText(document.replacingCharacters(in: range, with: changed))
  }

  static let sheets: [String] = [
    "'四", "四'", "四[", "四]", "四:", "四*", "四?", "四/", "四\\\\", "History", "hISTORY", "勾稽校验", "各单位数据", "各单位核对", "差异清单", "历年数据",
    "图表", "其他内容", "一、总体情况", String(repeating: "四", count: 32), String(repeating: "😀", count: 16), "   ", "四\\u0000", "四\\u0007",
    "四\\u202E", "四\\uFFFF", "四\\n",
  ]

  @Test("A sheet name that Excel refuses, or that is taken, is an error at its place", arguments: sheets)
  func sheetName(_ name: String) throws {
    let text = try edited(#""sheet": "四、行政复议、行政诉讼情况""#, #""sheet": 1️⃣"\#(name)""#)
    let found = try #require(error(text), "\(name)")
    #expect(found.place == text["1️⃣"], "\(found.message.en)")
  }

  @Test(
    "Sheet names that Excel takes are taken",
    arguments: ["四'四", String(repeating: "四", count: 31), String(repeating: "😀", count: 15), "Histories"])
  func soundSheetName(_ name: String) throws {
    let text = try edited(#""sheet": "四、行政复议、行政诉讼情况""#, #""sheet": "\#(name)""#)
    #expect(try Form(document: text.bytes, path: "form.json").parts[3].sheet == name)
  }

  @Test("Sheets are the same whatever their case")
  func sheetCase() throws {
    let document = String(decoding: try #require(Form.edition("2021")).document, as: UTF8.self)
      .replacing(#"{"heading": "一、总体情况","#, with: #"{"heading": "一、总体情况", "sheet": "Sheet ä","#)
      .replacing(#"{"heading": "六、其他需要报告的事项","#, with: #"{"heading": "六、其他需要报告的事项", "sheet": 1️⃣"sHEET Ä","#)
    let text = MarkedText(document)
    let found = try #require(error(text))
    #expect(found.place == text["1️⃣"] && found.message.zh.contains("已被占用"))
  }

  static let flaws: [(original: String, changed: String, word: String)] = [
    (#""id": "proceedings","#, #""id": 1️⃣"2proceedings","#, "letter"),
    (#""id": "proceedings","#, #""id": 1️⃣"gongkai","#, "gongkai"),
    (#""heading": "六、其他需要报告的事项""#, #""heading": 1️⃣"一、总体情况""#, "twice"),
    (#""also": []"#, #""also": [1️⃣"一、总体情况"]"#, "twice"),
    (#""table": "proceedings"}"#, #""table": 1️⃣"requests"}"#, "another section"),
    (#", "table": "proceedings"}"#, "}", "no section"),
    (#""years": {"from": 2021}"#, #""years": {"from": 1️⃣9223372036854775807}"#, "1900–2200"),
    (#""years": {"from": 2021}"#, #""years": {"from": 2021, "to": 1️⃣2020}"#, "before"),
    (#"["new", "carried_in"]"#, #"["new", 1️⃣"new"]"#, "counted twice"),
    (#"["new", "carried_in"]"#, #"["new", 1️⃣"last:carried_in"]"#, "belongs into carry_overs"),
    (#""over": ["regulations", "normative"]"#, #""over": ["regulations", 1️⃣"regulations"]"#, "twice"),
    (#""over": ["regulations", "normative"]"#, #""over": [1️⃣"nothing"]"#, "nothing"),
    (#""id": "in-force""#, #""id": 1️⃣"balance""#, "twice"),
    (#""label": "规章""#, #""label": 1️⃣"规\n章""#, "U+A"),
    (#""label": "规章""#, #""label": 1️⃣"\#(String(repeating: "规", count: 1001))""#, "1000"),
    (#""title": "政府信息公开工作年度报告""#, #""title": 1️⃣"\#(String(repeating: "报", count: 101))""#, "100"),
    (#""id": "regulations""#, #""id": 1️⃣"\#(String(repeating: "r", count: 65))""#, "64"),
  ]

  @Test("Each other flaw is an error at its place", arguments: flaws)
  func flaw(_ flaw: (original: String, changed: String, word: String)) throws {
    let text = try edited(flaw.original, flaw.changed.replacing("\n", with: "\\n"))
    let found = try #require(error(text), "\(flaw.changed)")
    #expect(found.message.en.contains(flaw.word), "\(found.message.en)")
    #expect(text["1️⃣"] == nil || found.place == text["1️⃣"], "\(found.message.en)")
    #expect(found.place != nil)
  }

  @Test("last: in a carry-over is the figure of the year before")
  func last() throws {
    for form in Form.editions {
      let carried = try #require(form.carryOvers.first { $0.id == "carry-over" })
      #expect(carried.instances.allSatisfy { $0.left.allSatisfy { !$0.isLastYear } && $0.right.allSatisfy(\.isLastYear) })
      #expect(form.relations.flatMap(\.instances).allSatisfy { ($0.left + $0.right).allSatisfy { !$0.isLastYear } })
    }
    let text = try edited(#""right": ["last:carried_out"]"#, #""right": ["last:carried_out", "-last:new"]"#)
    let terms = try #require(try Form(document: text.bytes, path: "f").carryOvers.first?.instances.first?.right)
    #expect(terms.map(\.isSubtracted) == [false, true] && terms.map(\.isLastYear) == [true, true])
  }

  /// A form of one table with so many columns, each the total of the one before.
  private func chain(_ length: Int, closed: Bool = false, backwards: Bool = false) -> MarkedText {
    let rows = (0..<length).map { #"{"id": "r\#($0)", "label": "第\#($0)行"}"# }.joined(separator: ",")
    let links = (0..<length - 1).map { ($0, $0 + 1) } + (closed ? [(length - 1, 0)] : [])
    let relations = (backwards ? links.reversed() : links).map {
      #"{"id": "x\#($0.0)", "name": "和", "table": "t", "each": "column", "left": ["r\#($0.0)"], "right": ["r\#($0.1)"]}"#
    }.joined(separator: ",\n")
    return MarkedText(
      """
      {"id": "chain", "name": "链", "edict": "无", "title": "报告", "years": {"from": 2021},
      "sections": [{"heading": "一", "table": "t"}],
      "tables": [{"id": "t", "name": "表", "blocks": [{"columns": [{"id": "c", "label": "数"}], "rows": [\(rows)]}]}],
      "relations": [\(relations)]}
      """)
  }

  @Test(
    "A chain of dependent totals is read, checked and inferred along, whichever way it stands; a circle in it is named",
    arguments: [false, true])
  func chains(backwards: Bool) throws {
    let form = try Form(document: chain(2500, backwards: backwards).bytes, path: "chain.json")
    #expect(form.relations.count == 2499)
    var report = Report(form: form)
    for cell in form.cells { report[cell.number] = .blank }
    report[0] = .stated(Figure(7))
    report.infer()
    #expect(report.cells.allSatisfy { $0.figure == Figure(7) })
    #expect(Checker(report).count(.holds) == 2499)
    let circle = try #require(error(chain(2500, closed: true, backwards: backwards)))
    #expect(circle.message.en.contains("part of itself") && circle.place != nil)
  }

  /// A form of one column, with sums over its rows.
  private func sums(rows: Int, _ sums: [(parts: [String], total: String)]) -> MarkedText {
    let rows = (0..<rows).map { #"{"id": "r\#($0)", "label": "第\#($0)行"}"# }.joined(separator: ",")
    let relations = sums.enumerated().map { index, sum in
      let parts = sum.parts.map { "\"\($0)\"" }.joined(separator: ",")
      return #"{"id": "x\#(index)", "name": "和", "table": "t", "each": "column", "left": [\#(parts)], "right": ["\#(sum.total)"]}"#
    }.joined(separator: ",\n")
    return MarkedText(
      """
      {"id": "sums", "name": "和", "edict": "无", "title": "报告", "years": {"from": 2021}, "sections": [{"heading": "一", "table": "t"}],
      "tables": [{"id": "t", "name": "表", "blocks": [{"columns": [{"id": "c", "label": "数"}], "rows": [\(rows)]}]}],
      "relations": [\(relations)]}
      """)
  }

  @Test("A circle is found beside parts that are sums themselves, and named at its own relation")
  func circleBesideSums() throws {
    let circle = sums(rows: 5, [(["r0"], "r1"), (["r1", "r2"], "r3"), (["r3"], "r2"), (["r3"], "r4")])
    let found = try #require(error(circle))
    #expect(found.message.en.contains("make t/r2/c a part of itself") || found.message.en.contains("make t/r3/c a part of itself"))
    #expect(found.place.map { [5, 6].contains($0.line) } == true)
    #expect(error(sums(rows: 5, [(["r0"], "r1"), (["r1", "r2"], "r3"), (["r1", "r3"], "r4")])) == nil)
  }

  @Test("Patterns that are looked for among many rows count, even if each names one only")
  func searching() {
    let many = (0..<300).map { _ in (parts: ["r1998*"], total: "r1999*") }
    #expect(error(sums(rows: 2000, many))?.message.en.contains("too many terms") == true)
    #expect(error(sums(rows: 2000, Array(many.prefix(100)))) == nil)
  }

  @Test("What would take too much work to read is refused at its place")
  func work() throws {
    let columns = (0..<200).map { #"{"id": "c\#($0)", "label": "列\#($0)"}"# }.joined(separator: ",")
    let rows = (0..<1000).map { #"{"id": "r\#($0)", "label": "行\#($0)"}"# }.joined(separator: ",")
    let document = { (rows: String, relation: String) in
      MarkedText(
        """
        {"id": "large", "name": "大", "edict": "无", "title": "报告", "years": {"from": 2021}, "sections": [{"heading": "一", "table": "t"}],
        "tables": [{"id": "t", "name": "表", "blocks": [{"columns": [\(columns)], "rows": [\(rows)]}]}], "relations": [\(relation)]}
        """)
    }
    #expect(error(document(rows, ""))?.message.en.contains("more than 20000 cells") == true)
    let few = (0..<100).map { #"{"id": "r\#($0)", "label": "行\#($0)"}"# }.joined(separator: ",")
    let relation = { (number: Int) in #"{"id": "x\#(number)", "name": "和", "table": "t", "each": "row", "left": ["c1*"], "right": ["c0"]}"#
    }
    #expect(error(document(few, relation(0))) == nil)
    #expect(error(document(few, (0..<400).map(relation).joined(separator: ",")))?.message.en.contains("too many terms") == true)
    let side = #"{"id": "x", "name": "和", "table": "t", "each": "column", "left": ["r*"], "right": ["r0"]}"#
    let many = (0..<501).map { #"{"id": "r\#($0)", "label": "行"}"# }.joined(separator: ",")
    let one = #"{"id": "c", "label": "列"}"#
    #expect(error(MarkedText(document(many, side).text.replacing(columns, with: one)))?.message.en.contains("1 to 500 terms") == true)
    #expect(error(MarkedText(String(repeating: " ", count: (8 << 20) + 1)))?.message.en.contains("larger than 8 MB") == true)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
