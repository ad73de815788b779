// What checking found, as people read it: how the relations came out, the findings, and the official tables with what fails marked.

import DisclosureReport

extension Publication {
  /// - Parameter findings: Those of the audit that are to be shown.
  init(_ audit: Audit, _ findings: [Finding], _ language: Language, for medium: Medium) {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    let report = audit.report
    self.init(title: report.title, subject: report, language: language)
    let relations = RelationResult.Outcome.allCases.map { ($0.name.in(language), "\(audit.checker.count($0))") }
    let severities = [
      (say("错误", "errors"), "\(findings.count { $0.severity == .error })"),
      (say("警告", "warnings"), "\(findings.count { $0.severity == .warning })"),
    ]
    let rows = findings.map { finding in
      var row = Self.row(finding, in: report.form, language)
      row.isWrong = finding.severity == .error
      return row
    }
    if medium == .workbook {
      isReport = true
      let sheets = Self.sheets(of: report, audit.checker)
      let part = Part(
        heading: Form.findingSheet, sheet: Form.findingSheet,
        blocks: [Block(.listing(.findings(findings, audit.checker)), for: [.workbook])])
      parts = [part] + sheets.suffix(1) + sheets.dropLast()
      return
    }
    let listing = Listing(
      columns: Self.findingColumns(language), groups: [("", rows.isEmpty ? [Self.nothingFound(language)] : rows)])
    parts = [
      Part(blocks: [Block(.facts([relations, severities]))]),
      Part(heading: say("核对发现", "Findings"), blocks: [Block(.listing(listing))]),
    ]
    for part in report.form.parts {
      guard let number = part.table, report.carries(table: number) else { continue }
      let table = OfficialTable(heading: part.heading, table: report.form.tables[number], checker: audit.checker)
      parts.append(Part(heading: part.heading, blocks: [Block(.table(table), for: [.page])]))
    }
  }

  /// What is to be said of a file without a report.
  init(_ findings: [Finding], of nothing: Report, _ language: Language) {
    self.init(title: nothing.path, subject: nothing, language: language)
    let rows = findings.map { finding in
      var row = Self.row(finding, in: nothing.form, language)
      row.isWrong = finding.severity == .error
      return row
    }
    parts = [Part(blocks: [Block(.listing(Listing(columns: Self.findingColumns(language), groups: [("", rows)])))])]
  }

  // MARK: - Findings

  static func findingColumns(_ language: Language) -> [Listing.Column] {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    return [
      Listing.Column(title: say("程度", "severity"), role: .word, width: 8),
      Listing.Column(title: say("代码", "code"), role: .note, width: 18),
      Listing.Column(title: say("单元格", "cell"), role: .note, width: 36),
      Listing.Column(title: say("说明", "what was found"), role: .note, width: 62),
      Listing.Column(title: say("位置", "where"), role: .note, width: 24),
    ]
  }

  static func row(_ finding: Finding, in form: Form, _ language: Language) -> Listing.Row {
    Listing.Row(
      cells: [
        finding.severity.name(in: language), finding.code.rawValue, finding.place(in: form), finding.told(in: language),
        finding.source?.shown ?? "",
      ].map { .text($0) })
  }

  static func nothingFound(_ language: Language) -> Listing.Row {
    let text = Bilingual(zh: "没有发现问题", en: "nothing was found").in(language)
    return Listing.Row(cells: ["", "", "", text, ""].map { .text($0) }, isSame: true)
  }
}
