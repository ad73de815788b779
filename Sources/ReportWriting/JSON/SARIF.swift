// SARIF 2.1.0, by which code-review tools show findings at their line.

import DisclosureReport

/// Writes findings as the results of one run.
struct SARIF {
  let language: Language
  /// The version of the program.
  let version: String
  /// What the results are of. They are listed behind them, and with them all rules of the editions.
  private var codes: Set<String> = []
  private var hasBegun = false
  private var hasResult = false

  init(language: Language, version: String) {
    (self.language, self.version) = (language, version)
  }

  private static let head = """
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [{
        "columnKind": "unicodeCodePoints",
        "results": [
    """

  mutating func add(_ findings: [Finding], of report: Report, to output: inout [UInt8]) {
    begin(&output)
    for finding in findings {
      output.append(hasResult ? ",\n      " : "\n      ")
      hasResult = true
      codes.insert(finding.code.rawValue)
      var json = JSONWriter()
      json.write(result: finding, of: report, language)
      output += json.bytes
    }
  }

  mutating func finish(_ output: inout [UInt8]) {
    begin(&output)
    var json = JSONWriter()
    json.object { json in
      json.key("driver")
      json.object { json in
        json.member("name", "gongkai")
        json.member("semanticVersion", version)
        let known = Form.editions.reversed().flatMap(\.checkedRules)
        json.key("rules")
        json.array(codes.union(known.map(\.code.rawValue)).sorted()) { json, code in
          json.object { json in
            json.member("id", code)
            guard let explanation = Explanation(code) else { return }
            json.key("shortDescription")
            json.object { $0.member("text", explanation.meaning.in(language)) }
            // Of one code several rules may be.
            let rules = known.filter { $0.code.rawValue == code }
            if let rule = rules.first {
              json.key("defaultConfiguration")
              json.object { $0.member("level", rule.severity.rawValue) }
            }
            json.key("properties")
            json.object { json in
              if let source = explanation.rule { json.member("source", source.in(language)) }
              var seen: Set<String> = []
              let compared = rules.map { $0.compares.in(language) }.filter { seen.insert($0).inserted }
              if !compared.isEmpty { json.member("compares", compared.joined(separator: language == .chinese ? "；" : "; ")) }
              json.member("example", (rules.first?.example ?? explanation.example).in(language))
            }
          }
        }
      }
    }
    output.append((hasResult ? "\n" : "") + "    ],\n    \"tool\": ")
    output += json.bytes
    output.append("\n  }]\n}\n")
  }

  private mutating func begin(_ output: inout [UInt8]) {
    if !hasBegun { output.append(Self.head) }
    hasBegun = true
  }
}

extension JSONWriter {
  fileprivate mutating func write(result finding: Finding, of report: Report, _ language: Language) {
    object { json in
      json.member("ruleId", finding.code.rawValue)
      json.member("level", finding.severity.rawValue)
      json.write(message: finding.message.in(language))
      json.key("locations")
      json.array { $0.write(location: finding.source, path: report.path, cell: finding.cell) }
      let related = finding.evidence.filter { $0.source != nil }
      guard !related.isEmpty else { return }
      json.key("relatedLocations")
      json.array(related) { json, item in
        json.write(
          location: item.source, path: report.path, cell: item.cell, message: "\(item.label) \(item.value.figure?.description ?? "—")")
      }
    }
  }

  private mutating func write(message: String) {
    key("message")
    object { $0.member("text", message) }
  }

  private mutating func write(location source: SourcePosition?, path: String, cell: String?, message: String? = nil) {
    object { json in
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { $0.member("uri", uri(source?.path ?? path)) }
        // A region would lead to lines that nobody sees where the source is found by its place in the form.
        guard let source, source.place == nil else { return }
        json.key("region")
        json.object { json in
          json.member("startLine", source.line)
          json.member("startColumn", source.column)
        }
      }
      let place = source?.place.flatMap { $0.isEmpty ? nil : $0 }
      if cell != nil || place != nil {
        json.key("logicalLocations")
        json.array { json in
          json.object { json in
            if let cell { json.member("fullyQualifiedName", cell) }
            if let place { json.member("name", place) }
          }
        }
      }
      if let message { json.write(message: message) }
    }
  }
}

/// A path as a reference of RFC 3986.
private func uri(_ path: String) -> String {
  let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
  let escaped = path.utf8.map { byte -> String in
    if plain.contains(byte) { return String(UnicodeScalar(byte)) }
    let hex = String(byte, radix: 16, uppercase: true)
    return "%" + (hex.count == 1 ? "0" : "") + hex
  }.joined()
  return path.hasPrefix("/") ? "file://" + escaped : escaped
}
