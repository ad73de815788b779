import DisclosureReport
import Foundation
import ReportGenerator
import Testing

@Suite("How prose states figures is data of the form")
struct ClaimWordingTests {
  private func form(_ change: (String) -> String) throws -> Form {
    let document = String(decoding: try #require(Form.edition("2021")).document, as: UTF8.self)
    return try Form(document: Array(change(document).utf8), path: "form.json")
  }

  private func claims(_ text: String, _ form: Form) throws -> [Finding] {
    var report = Report(form: form, agency: "示例局", year: 2022)
    report[try #require(form.cell("disclosure/licensing/decisions"))] = .stated(Figure(7))
    report.sections = [.init(heading: form.parts[0].heading, text: text)]
    return ClaimCheck(report).findings
  }

  @Test("A form of one's own ties other words, with another unit, to other cells")
  func own() throws {
    let wording = #"{"words": ["发出许可"], "cells": [{"name": "行政许可", "of": ["disclosure/licensing/*"]}]}"#
    let form = try form {
      $0.replacing(#""units": "件宗起例""#, with: #""units": "份""#).replacing(#""wordings": ["#, with: #""wordings": [\#(wording), "#)
        .replacing(#""fillers": ["#, with: #""fillers": ["我镇", "#)
    }
    #expect(try claims("我镇全年共发出许可7份。", form).isEmpty)
    let wrong = try claims("我镇全年共发出许可8份。", form)
    #expect(wrong.map(\.code) == [.claim] && wrong[0].cell == "disclosure/licensing/decisions")
    // What the form does not call a unit makes no claim.
    #expect(try claims("我镇全年共发出许可8件。", form).isEmpty)
    #expect(try claims("发出许可8份。", try #require(Form.edition("2021"))).isEmpty)
  }

  @Test("A form without wordings checks no prose")
  func none() throws {
    let form = try form { document in
      let start = document.range(of: "  \"claims\": {")!.lowerBound
      let end = document.range(of: "  \"charts\": [")!.lowerBound
      return document.replacingCharacters(in: start..<end, with: "")
    }
    #expect(try claims("予以公开99件。", form).isEmpty)
  }

  @Test(
    "What cannot be wordings is an error at its line",
    arguments: [
      (#""units": "件宗起例""#, #""units": """#, "\"units\" should be a string"), (#""rises""#, #""raises""#, "unknown field \"raises\""),
      (#""of": ["requests/granted/total"]"#, #""off": ["requests/granted/total"]"#, "unknown field \"off\""),
    ])
  func errors(_ old: String, _ new: String, _ words: String) throws {
    do {
      _ = try form { $0.replacing(old, with: new) }
      Issue.record("no error")
    } catch let error as SourceError {
      #expect(error.message.en.contains(words) && error.place != nil, "\(error.message.en)")
    }
  }

  @Test("No table, edict, title, long label, unit of money or notation of this family is in code")
  func noTables() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../../Sources"
    let tables = Form.editions.flatMap(\.tables).map(\.id)
    var words: [String] = []
    for form in Form.editions {
      words += [form.edict, form.title] + form.otherTitles + form.parts.map(\.heading)
      words += [form.notation.moneyUnit, "\"\(form.notation.absent)\"", "\(form.notation.inferred)：", "（\(form.notation.inferred)）"]
      for table in form.tables { words += table.rows.map(\.label).filter { $0.count > 7 } }
    }
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources).filter { $0.hasSuffix(".swift") }
    #expect(files.count > 50)
    for file in files {
      let lines = try String(contentsOfFile: sources + "/" + file, encoding: .utf8).components(separatedBy: "\n")
      for line in lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for word in words where line.contains(word) {
          // Examples in the help of the command are for its users.
          #expect(file.hasPrefix("gongkai/"), "\(file): \(line)")
        }
        for table in tables { #expect(!line.contains("\"\(table)\"") && !line.contains("\"\(table)/"), "\(file): \(line)") }
      }
    }
  }
}
