// The rules: listed, and each with a report that fails and one that passes.

import DisclosureReport
import Foundation
import Testing

@Suite("Rules")
struct RulesTests {
  static let conformance = repository + "/Samples/conformance"

  /// What `expected.csv` says of each file: severity, code and cell of every finding.
  static let expected: [String: [String]] = {
    let text = (try? String(contentsOfFile: conformance + "/expected.csv", encoding: .utf8)) ?? ""
    var expected: [String: [String]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", maxSplits: 1)
      expected[String(fields[0]), default: []].append(String(fields[1]))
    }
    return expected
  }()
  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: conformance)) ?? [])
    .filter { !$0.contains(".previous.") && !$0.contains(".roster.") && $0 != "expected.csv" }.sorted()

  @Test("Each rule that is listed has a report that fails and one that passes")
  func complete() throws {
    let listed = Set(
      try Form.editions.flatMap { edition in
        try gongkai("rules", "--form", edition.id, "--to", "csv").output.split(separator: "\n").dropFirst().map {
          $0.split(separator: ",")[0]
        }
      })
    #expect(listed.count >= 25)
    for rule in listed {
      for verdict in ["fails", "passes"] {
        #expect(Self.files.contains { $0.hasPrefix("\(rule.replacing(":", with: ".")).\(verdict).") }, "\(rule) \(verdict)")
      }
    }
    #expect(Self.files.count == 2 * listed.count)
  }

  @Test("The findings are those expected: a failing report has the rule's, a passing one has not", arguments: files)
  func findings(_ file: String) throws {
    let path = Self.conformance + "/" + file
    let previous = (path as NSString).deletingPathExtension + ".previous.json"
    var arguments = ["check", path, "--to", "json"]
    if FileManager.default.fileExists(atPath: previous) { arguments += ["--previous", previous] }
    let roster = (path as NSString).deletingPathExtension + ".roster.txt"
    if FileManager.default.fileExists(atPath: roster) { arguments += ["--roster", roster] }
    // Two reports in one file are compared with each other.
    if file.hasSuffix(".ndjson") { arguments.append("--copies") }
    let outcome = try run(
      ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai", arguments)
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let audits = try #require(json as? [[String: Any]] ?? (json as? [String: Any]).map { [$0] })
    let found = audits.flatMap { $0["findings"] as? [[String: Any]] ?? [] }.map { finding in
      ["severity", "code", "cell"].map { finding[$0] as? String ?? "" }.joined(separator: ",")
    }
    #expect(found == Self.expected[file] ?? [], "\(outcome.output)")
    let rule = file.components(separatedBy: ".")[0]
    #expect(found.contains { $0.split(separator: ",")[1] == rule } == file.contains(".fails."))
  }

  @Test("Text, Markdown, CSV and JSON have every rule, with source and example")
  func formats() throws {
    let rules = try #require(Form.edition("2021")).checkedRules
    for rule in rules { #expect(!rule.source.en.isEmpty && !rule.example.en.isEmpty && !rule.compares.en.isEmpty, "\(rule.id)") }
    for (format, mark) in [("text", "source: "), ("markdown", "| --- |"), ("csv", "id,family"), ("json", "\"source\"")] {
      let output = try gongkai("rules", "--to", format, environment: ["LANG": "en_US.UTF-8"]).output
      #expect(output.contains(mark))
      let escaped = format == "csv" || format == "json"
      for rule in rules {
        #expect(output.contains(rule.id), "\(format) \(rule.id)")
        for words in [rule.source.en, rule.example.en] where !(escaped && words.contains("\"")) && format != "markdown" {
          #expect(
            output.split(whereSeparator: \.isWhitespace).joined().contains(words.filter { !$0.isWhitespace }),
            "\(format) \(rule.id) \(words)")
        }
      }
    }
    let chinese = try gongkai("rules", "--form", "2019", environment: ["LANG": "zh_CN.UTF-8"]).output
    #expect(chinese.contains("依据：") && chinese.contains("国办公开办函〔2019〕60号") && !chinese.contains("unpaid-without-fees"))
    #expect(try gongkai("rules", "--form", "2018").status == 2)
  }

  @Test(
    "A list of units, in the encoding of a Chinese Windows and as CSV: who did not report, who did twice, who is not on it",
    arguments: AuditFormats.all)
  func roster(_ format: String) throws {
    let folder = try Folder()
    func report(_ agency: String) -> String {
      #"{"form": "2021", "agency": "\#(agency)", "year": 2023, "tables": {"requests": {"new": {"natural": 0}}}}"#
    }
    try folder.write(["甲局", "甲局", "乙局（本级）", "丁局"].map(report).joined(separator: "\n"), to: "all.ndjson")
    try folder.write("序号,单位名称,联系人\n1,甲局,张三\n2,丙局,李四\n# 以下为本级\n3,乙局(本级),王五\n", to: "units.utf8")
    #expect(try shell("iconv -f utf-8 -t gb18030 units.utf8 > units.csv", in: folder.path).status == 0)
    let outcome = try gongkai(
      "check", "all.ndjson", "--roster", "units.csv", "--to", format, in: folder.path, environment: ["LANG": "en_US.UTF-8"])
    #expect(outcome.status == 1)
    for words in ["丙局 has not reported", "more than one report of 甲局", "丁局"] {
      #expect(outcome.output.contains(words), "\(format) \(words)")
    }
    #expect(!outcome.output.contains("乙局(本级) has not") && !outcome.output.contains("王五") && !outcome.output.contains("单位名称"))
    try folder.write("\n \n", to: "empty.txt")
    #expect(try gongkai("check", "all.ndjson", "--roster", "empty.txt", in: folder.path).status == 2)
  }

  fileprivate enum AuditFormats { static let all = ["text", "json", "csv", "markdown", "html", "sarif"] }

  @Test("SARIF carries all rules, with source, level and what they compare")
  func sarif() throws {
    let output = try gongkai("check", Self.conformance + "/wrong-period.fails.json", "--to", "sarif", environment: ["LANG": "en_US.UTF-8"])
      .output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let driver = ((json["runs"] as? [[String: Any]])?[0]["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    let rule = try #require(rules.first { $0["id"] as? String == "wrong-period" })
    #expect((rule["defaultConfiguration"] as? [String: Any])?["level"] as? String == "error")
    let properties = try #require(rule["properties"] as? [String: Any])
    #expect((properties["source"] as? String)?.contains("DB51/T 2660-2019") == true && properties["example"] is String)
    #expect(properties["compares"] is String)
    let ids = Set(rules.compactMap { $0["id"] as? String })
    #expect(Form.editions.flatMap(\.checkedRules).allSatisfy { ids.contains($0.code.rawValue) })
  }
}
