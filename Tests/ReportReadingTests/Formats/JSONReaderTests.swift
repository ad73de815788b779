import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Reports in JSON")
struct JSONReaderTests {
  @Test("Null is blank, a missing cell absent, a listed one inferred; numbers are exact")
  func states() throws {
    let report = try readOne(
      #"{"form": "2019", "agency": "甲", "year": 2020, "tables": {"disclosure": {"procurement": {"projects": null, "amount": 160.5964}, "#
        + #""licensing": {"change": -4.6e1}}, "requests": {"new": {"natural": 5}}}, "inferred": ["requests/new/natural"]}"#)
    #expect(report.shown("disclosure/procurement/projects") == "blank")
    #expect(report.shown("disclosure/procurement/amount") == "160.5964")
    #expect(report.shown("disclosure/licensing/change") == "-46")
    #expect(report["requests/new/natural"] == .inferred(Figure(5)))
    #expect(report.shown("requests/new/total") == "absent")
  }

  @Test("An array, and one report a line, are several reports")
  func several() throws {
    let one = #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 1}}}}"#
    let two = #"{"form": "2021", "agency": "乙", "year": 2022, "tables": {"requests": {"new": {"natural": 2}}}}"#
    #expect(try read("[\(one), \(two)]").map(\.agency) == ["甲", "乙"])
    #expect(try read("\(one)\n\(two)\n").map(\.agency) == ["甲", "乙"])
  }

  @Test("Findings come along, those about absent cells are derived anew")
  func findings() throws {
    let report = try readOne(
      #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 1}}}, "findings": ["#
        + #"{"severity": "error", "code": "unread-figure", "message": "12a", "source": {"path": "p", "line": 4, "column": 2}}, "#
        + #"{"severity": "warning", "code": "absent-cell", "message": "old"}]}"#)
    #expect(report.findings.filter { $0.code == .unreadFigure }.map(\.place) == [SourceError.Place(line: 4, column: 2)])
    #expect(!report.findings.contains { $0.message.en == "old" })
  }

  @Test(
    "What cannot be used is an error at its place",
    arguments: [
      (#"{"form": "2021", "tables": {"requests": {"new": {"natural": 1️⃣"#, "breaks off"),
      (#"{"form": "2021", "tables": {"requests": {"new": {"natural": 1️⃣"5"}}}}"#, "a number or null"),
      (#"{"form": "2021", "tables": {"requests": {"new": {"natural": 1️⃣-5}}}}"#, "negative"),
      (#"{"form": "2021", "tables": {"requests": {"new": {1️⃣"neutral": 5}}}}"#, "no cell"),
      (#"{"form": 1️⃣"2022", "tables": {}}"#, "unknown form"),
      (#"1️⃣{"form": "2021"}"#, "\"tables\""),
      (#"[{"form": "2021", "tables": {"requests": {"new": {"natural": 5, 1️⃣"natural": 6}}}}]"#, "twice"),
      (#"{"form": "2021", "year": 1️⃣"2021", "tables": {}}"#, "whole number"),
      (#"{"form": "2021", "tables": {"requests": {"new": {"natural": 1️⃣12a}}}}"#, "comma"),
    ])
  func errors(_ marked: String, _ words: String) throws {
    let text = MarkedText(marked)
    let found = readingError(text.text)
    let error = try #require(found)
    #expect(error.message.en.contains(words), "\(error.message.en)")
    // The parser notices `12a` behind the 12.
    let place = words == "comma" ? text["1️⃣"].map { SourceError.Place(line: $0.line, column: $0.column + 2) } : text["1️⃣"]
    #expect(error.place == place)
  }

  @Test("A hundred thousand brackets end in an error, not in a crash")
  func nesting() {
    #expect(readingError(String(repeating: "{\"a\":", count: 100_000))?.message.en.contains("nests deeper") == true)
  }
}
