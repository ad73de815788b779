// A report for a terminal.

extension Report {
  /// The report with nothing in its texts that a terminal would obey.
  public var visible: Report {
    var report = self
    report.agency = agency.visible()
    report.sections = sections.map { Section(heading: $0.heading.visible(), text: $0.text.visible(keepsLines: true)) }
    report.findings = findings.map { finding in
      let message = Bilingual(zh: finding.message.zh.visible(), en: finding.message.en.visible())
      return Finding(finding.severity, finding.code, cell: finding.cell, at: finding.source, message, evidence: finding.evidence)
    }
    return report
  }
}
