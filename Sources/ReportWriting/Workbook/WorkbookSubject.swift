// What a workbook can be about.

import DisclosureReport

/// The subject of a workbook, to be written to a file or handed over as bytes. Workbooks are in Chinese.
///
/// ```swift
/// let bytes = try WorkbookSubject.report(report).bytes()
/// print(bytes.count)
/// ```
public enum WorkbookSubject: Sendable {
  /// A report laid out like the official form: every part that it has, then `勾稽校验` with every relation as live formulas.
  ///
  /// Every cell has a defined name (`requests.granted.natural`); `gongkai.absent.1` and so on name the areas that the source did not
  /// carry, `gongkai.inferred.1` and so on those that were inferred.
  case report(Report)
  /// A blank form: all parts, and totals that are formulas and stay empty until something is filled in.
  case template(Report)
  /// A report with what checking found: `核对结果` in front, the failing cells marked.
  case audit(Audit)
  /// The sums of a merge: each a formula over the sheet `各单位数据` with one line a unit; `各单位核对` has what each unit's own check
  /// found, and `notes`: what merging found, and how the sums compare with the parent's report.
  case merge(Merge, notes: [Finding])
  /// Two reports: `差异清单` with one line a cell, the official tables of the new report with every changed cell shaded and commented,
  /// `年度衔接` with what one year hands on to the next, `文字比较` with the prose side by side, `图表` with charts. More reports: one
  /// column a report, and the charts are lines. Only the tables with these ids; all if nil.
  case comparison(Series, ComparisonOptions, tables: Set<String>? = nil)
  /// Reports in the order of a rate, and those that are out of the usual.
  case ranking(Ranking, by: Form.Rate, top: Int?, ascending: Bool)
  case outliers(Ranking, in: [Form.Rate])
  /// A line for each of many reports.
  case overview(Overview)

  /// Writes the workbook to a file that is created or overwritten. Write beside the target and rename; see ``AtomicFile``.
  public func write(to path: String) throws(WorkbookError) {
    let publication = publication
    try drawWorkbook(at: path) { book throws(WorkbookError) in try PublishedBook(book, publication).draw() }
  }

  /// The workbook as bytes, for who has no file to write it to.
  public func bytes() throws(WorkbookError) -> [UInt8] {
    let publication = publication
    return try drawnBytes { book throws(WorkbookError) in try PublishedBook(book, publication).draw() }
  }

  private var publication: Publication {
    switch self {
    case .report(let report): Publication(report, .chinese, for: .workbook)
    case .template(let report): Publication(blank: report)
    case .audit(let audit): Publication(audit, audit.findings, .chinese, for: .workbook)
    case .merge(let merge, let notes): Publication(merge, notes: notes, .chinese, for: .workbook)
    case .ranking(let ranking, let rate, let top, let ascending):
      Publication(ranking, by: rate, top: top, ascending: ascending, .chinese)
    case .outliers(let ranking, let rates): Publication(outliers: ranking, in: rates, .chinese)
    case .overview(let overview): Publication(overview, .chinese)
    case .comparison(let series, var options, let tables):
      {
        options.language = .chinese
        return series.reports.count == 2
          ? Publication(series.comparisons(tables: tables)[0], options, for: .workbook) : Publication(series, options, tables: tables)
      }()
    }
  }
}

/// Writes a report as an Excel workbook laid out like the official form: see ``WorkbookSubject/report(_:)``.
public func writeWorkbook(_ report: Report, to path: String) throws(WorkbookError) {
  try WorkbookSubject.report(report).write(to: path)
}
