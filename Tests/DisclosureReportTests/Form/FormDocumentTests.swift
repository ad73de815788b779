import DisclosureReport
import ReportGenerator
import Testing

@Suite("Form documents")
struct FormDocumentTests {
  private func document(_ change: (String) -> String) throws -> MarkedText {
    let form = try #require(Form.edition("2021"))
    return MarkedText(change(String(decoding: form.document, as: UTF8.self)))
  }

  private func error(_ text: MarkedText) -> SourceError? {
    do {
      _ = try Form(document: text.bytes, path: "form.json")
      return nil
    } catch {
      return error
    }
  }

  @Test("A printed edition makes the same form again")
  func printed() throws {
    let form = try #require(Form.edition("2021"))
    let again = try Form(document: form.document, path: "form.json")
    #expect(again.cells == form.cells)
    #expect(again.relations == form.relations)
  }

  @Test("A province adds a row 其他主动公开文件: one cell more, numbered in its place")
  func addedRow() throws {
    let text = try document {
      $0.replacing(
        #"{"id": "normative", "label": "行政规范性文件"}"#,
        with: #"{"id": "normative", "label": "行政规范性文件"}, {"id": "others", "label": "其他主动公开文件"}"#)
    }
    let form = try Form(document: text.bytes, path: "form.json")
    #expect(form.cells.count == 203)
    #expect(form.cells[6].address == "disclosure/others/issued")
    #expect(form.tables[0].layout.height == 15)
  }

  @Test("An agency without table four leaves it out")
  func withoutTable() throws {
    let text = try document { document in
      let start = document.range(of: "    {\n      \"id\": \"proceedings\"")!.lowerBound
      let end = document.range(of: "  ],\n  \"relations\"")!.lowerBound
      var changed = document
      changed.replaceSubrange(start..<end, with: "")
      changed = changed.replacing("    },\n  ],\n  \"relations\"", with: "    }\n  ],\n  \"relations\"")
      changed = changed.replacing(#", "table": "proceedings"}"#, with: "}")
      let relation = changed.range(of: ",\n    {\n      \"id\": \"outcome-total\"")!.lowerBound
      let after = changed.range(of: "\n  ],\n  \"carry_overs\"")!.lowerBound
      changed.replaceSubrange(relation..<after, with: "")
      return changed
    }
    let form = try Form(document: text.bytes, path: "form.json")
    #expect(form.tables.map(\.id) == ["disclosure", "requests"])
    #expect(form.relations.map(\.id) == ["applicant-total", "result-total", "balance"])
  }

  @Test(
    "An error names its place in the file",
    arguments: [
      (#""id": "normative""#, #""id": 1️⃣"Normative""#, "Normative"),
      (#""kind": "money""#, #""kind": 1️⃣"price""#, "count"),
      (#""label": "规章""#, #"1️⃣"lable": "规章""#, "lable"),
      (#""each": "row""#, #""each": 1️⃣"diagonal""#, "row"),
      (#"["new", "carried_in"]"#, #"["new", 1️⃣"carried"]"#, "carried"),
      (#""heading": "六、其他需要报告的事项""#, #""heading": 1️⃣"""#, "heading"),
      (#""years": {"from": 2021}"#, #""years": {"from": 1️⃣"2021"}"#, "from"),
      (#""table": "proceedings"}"#, #""table": 1️⃣"lawsuits"}"#, "lawsuits"),
    ])
  func errors(_ original: String, _ changed: String, _ word: String) throws {
    let text = try document { document in
      guard let range = document.range(of: original) else { return document }
      return document.replacingCharacters(in: range, with: changed)
    }
    let found = error(text)
    let error = try #require(found)
    #expect(error.place == text["1️⃣"], "\(error.message.en)")
    #expect(error.message.en.contains(word), "\(error.message.en)")
    #expect(error.message.zh.contains(word), "\(error.message.zh)")
  }

  @Test("A total that is a part of itself is refused, as is a row that comes twice, or a grid that cannot be laid out")
  func impossible() throws {
    let circular = try document {
      $0.replacing(#"["new", "carried_in"]"#, with: #"["total"]"#).replacing(#"["total", "carried_out"]"#, with: #"["granted"]"#)
    }
    #expect(error(circular)?.message.en.contains("part of itself") == true)
    let twice = try document { $0.replacing(#""id": "partial""#, with: #""id": "granted""#) }
    #expect(error(twice)?.message.en.contains("twice") == true)
    #expect(error(MarkedText("{"))?.message.en.contains("breaks off") == true)
    #expect(error(MarkedText(String(repeating: "[", count: 100_000)))?.message.en.contains("nests deeper") == true)
  }
}

extension String {
  fileprivate func range(of other: String) -> Range<Index>? {
    ranges(of: other).first
  }

  fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
