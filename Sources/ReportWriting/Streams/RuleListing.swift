// The rules of a form, for people and for programs.

import DisclosureReport

/// How rules are listed.
public enum RuleFormat: String, Sendable, CaseIterable {
  case text, markdown, csv, json
}

extension Form {
  /// All rules that reports of the form are checked against.
  ///
  /// - Parameter language: Of names, sources and examples in text and Markdown; CSV and JSON have both.
  public func listedRules(as format: RuleFormat, in language: Language) -> [UInt8] {
    switch format {
    case .text: ruleText(language)
    case .markdown: ruleTable(language)
    case .csv: ruleCSV
    case .json: ruleJSON
    }
  }

  private func ruleText(_ language: Language) -> [UInt8] {
    var text = ""
    for rule in checkedRules {
      text += "\(rule.id)  \(rule.severity.name(in: language))\n  \(rule.name.in(language))\n"
      for (name, value) in [
        (Bilingual(zh: "依据", en: "source"), rule.source), (Bilingual(zh: "对比", en: "compares"), rule.compares),
        (Bilingual(zh: "不符", en: "fails"), rule.example),
      ] {
        text += "  \(name.in(language))\(language == .chinese ? "：" : ": ")\(value.in(language))\n"
      }
    }
    return Array(text.utf8)
  }

  private func ruleTable(_ language: Language) -> [UInt8] {
    func cell(_ text: String) -> String { text.replacing("|", with: "\\|").replacing("\n", with: " ") }
    let header = [
      Bilingual(zh: "规则", en: "rule"), Bilingual(zh: "级别", en: "severity"), Bilingual(zh: "内容", en: "what holds"),
      Bilingual(zh: "对比", en: "compares"), Bilingual(zh: "依据", en: "source"), Bilingual(zh: "不符的例子", en: "what fails"),
    ]
    var text = "| \(header.map { $0.in(language) }.joined(separator: " | ")) |\n|\(String(repeating: " --- |", count: header.count))\n"
    for rule in checkedRules {
      let cells = [
        "`\(rule.id)`", rule.severity.name(in: language), rule.name.in(language), rule.compares.in(language), rule.source.in(language),
        rule.example.in(language),
      ]
      text += "| \(cells.map(cell).joined(separator: " | ")) |\n"
    }
    return Array(text.utf8)
  }

  private var ruleCSV: [UInt8] {
    var bytes = Array("id,family,severity,name_zh,name_en,compares,source_zh,source_en,example_zh,example_en\n".utf8)
    for rule in checkedRules {
      let fields = [
        rule.id, rule.family.rawValue, rule.severity.rawValue, rule.name.zh, rule.name.en, rule.compares.en, rule.source.zh,
        rule.source.en, rule.example.zh, rule.example.en,
      ]
      for (number, field) in fields.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.appendField(field)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private var ruleJSON: [UInt8] {
    var json = JSONWriter()
    func member(_ name: String, _ text: Bilingual, _ json: inout JSONWriter) {
      json.key(name)
      json.object { json in
        json.member("zh", text.zh)
        json.member("en", text.en)
      }
    }
    json.object(isBroken: true) { json in
      json.member("form", id)
      json.key("rules")
      json.array(checkedRules, isBroken: true) { json, rule in
        json.object { json in
          json.member("id", rule.id)
          json.member("family", rule.family.rawValue)
          json.member("severity", rule.severity.rawValue)
          member("name", rule.name, &json)
          member("source", rule.source, &json)
          member("compares", rule.compares, &json)
          member("example", rule.example, &json)
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
