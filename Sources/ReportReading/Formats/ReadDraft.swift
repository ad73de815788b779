// From what a reader drew up to reports.

import DisclosureReport

extension BandDraft {
  /// Recognises the reports in the bands. What its reader found comes with the first.
  consuming func read(_ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void) throws {
    var findings = findings
    foldRadicals()
    dropReadings()
    let forms = session.forms(options.form)
    let bands = SpacedText.bands(of: self, in: forms, withFigures: options.readsTables) ?? bands(in: forms)
    try Recogniser.read(bands, options) { report in
      var report = report
      report.findings += report.naming(findings)
      findings = []
      try each(report)
    }
  }
}

extension Report {
  /// Findings of the reader, with the cell whose figure was read from where they stand.
  fileprivate func naming(_ findings: [Finding]) -> [Finding] {
    guard !findings.isEmpty else { return [] }
    // A page may be one line, so that cells of several rows stand in one place.
    var cells: [[Int]: [String]] = [:]
    for cell in form.cells {
      if let origin = origin(of: cell.number) { cells[[origin.line, origin.column], default: []].append(cell.address) }
    }
    return findings.map { finding in
      guard finding.cell == nil, let found = finding.source.flatMap({ cells[[$0.line, $0.column]] }), found.count == 1,
        let cell = found.first
      else { return finding }
      return Finding(finding.severity, finding.code, cell: cell, at: finding.source, finding.message)
    }
  }
}
