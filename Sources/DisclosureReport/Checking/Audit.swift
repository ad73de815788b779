// Everything there is to say about a report before it is submitted.

/// A report, checked: the relations, last year's report, the prose, what can hardly be, the rules about its parts, and what it copies.
public struct Audit: Sendable {
  public let report: Report
  public let checker: Checker
  /// What reading found, and what checking did.
  public private(set) var findings: [Finding]

  /// - Parameters:
  ///   - last: The same agency's report of the year before, if it is to be compared with.
  ///   - copied: The sentences of other reports.
  ///   - only: The codes of the findings that are wanted; all if nil.
  /// - Throws: ``SourceError`` when `last` is of another agency, or not of the year before.
  public init(
    _ report: Report, last: Report? = nil, copied: CopiedPassages? = nil, only: Set<FindingCode>? = nil
  ) throws(SourceError) {
    self.report = report
    checker = Checker(report)
    // Nothing else is looked at where sentences alone are wanted: that is what many reports take long for.
    if let only, let own = report.form.copyCode, only == [own] {
      findings = copied?.findings(report) ?? []
      return
    }
    let years = try last.map { last throws(SourceError) in try YearCheck(last: last, this: report).findings } ?? []
    findings =
      report.findings + checker.findings + years + ClaimCheck(report, last: last).findings + PlausibilityCheck.findings(report)
      + RuleCheck(report).findings + (copied?.findings(report) ?? [])
    if let only { findings.removeAll { !only.contains($0.code) } }
  }

  /// Adds what is found beside the report itself.
  public mutating func add(_ finding: Finding) { findings.append(finding) }

  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
