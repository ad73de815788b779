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
  /// - Throws: ``SourceError`` when `last` is of another agency, or not of the year before.
  public init(_ report: Report, last: Report? = nil, copied: CopiedPassages? = nil) throws(SourceError) {
    self.report = report
    checker = Checker(report)
    let years = try last.map { last throws(SourceError) in try YearCheck(last: last, this: report).findings } ?? []
    findings =
      report.findings + checker.findings + years + ClaimCheck(report, last: last).findings + PlausibilityCheck.findings(report)
      + RuleCheck(report).findings + (copied?.findings(report) ?? [])
  }

  /// Adds what is found beside the report itself.
  public mutating func add(_ finding: Finding) { findings.append(finding) }

  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
