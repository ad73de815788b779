// The surface that every format has, and the way in for users of the library.

import DisclosureReport

/// Reads one format. Reports are handed on one by one, so that many of them need no more memory than one.
protocol ReportReader {
  /// - Throws: ``SourceError``, or what `each` throws.
  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws
}

extension SourceFormat {
  var reader: any ReportReader {
    switch self {
    case .csv: CSVReader(delimiter: UInt8(ascii: ","))
    case .tsv: CSVReader(delimiter: UInt8(ascii: "\t"))
    case .json, .ndjson: JSONReportReader()
    case .xlsx: XLSXReader()
    case .docx: DOCXReader()
    case .pdf: PDFReader()
    case .html: HTMLReader()
    case .text: TextReader()
    case .markdown: TextReader(isMarkdown: true)
    }
  }
}

/// Reads all reports of a source, in order. Whoever reads many hands on one session: what it has learnt of labels is not learnt again.
///
/// ```swift
/// try readReports(Source(path: "report.txt")) { report in
///   print(report.agency, report["requests/new/total"])
/// }
/// ```
///
/// - Throws: ``SourceError`` when the source cannot be used, or what `each` throws.
public func readReports(
  _ source: Source, as format: SourceFormat? = nil, _ options: ReadingOptions = ReadingOptions(),
  in session: ReadingSession = ReadingSession(), each: (Report) throws -> Void
) throws {
  if try source.head().isEmpty {
    throw SourceError(source.path, Bilingual(zh: "文件是空的", en: "the file is empty"))
  }
  if format == nil, let archive = options.archive, try source.head().starts(with: "SQLite format 3\0".utf8) {
    if source.path == "<stdin>" {
      throw SourceError(source.path, Bilingual(zh: "数据库要从文件读取，不能来自标准输入", en: "an archive is read from a file, not from standard input"))
    }
    return try archive(source.path, options.form) { report in
      var report = report
      if let agency = options.agency { report.agency = agency }
      if let period = options.period { report.period = period }
      report.hasLines = false
      try each(report)
    }
  }
  var source = source
  if format == nil, let other = OtherFormat(try source.head(), path: source.path) { source = try other.converted(source) }
  var broken: [Finding] = []
  let binary = try format ?? SourceFormat.binary(source)
  if binary?.isText ?? true { (source, broken) = try source.decoded(as: options.encoding) }
  let format = try binary ?? SourceFormat.sniff(source)
  var options = options
  options.hasLines = format.hasLines
  var count = 0
  try format.reader.read(source, options, in: session) { report in
    count += 1
    var report = report
    report.hasLines = format.hasLines
    if let agency = options.agency { report.agency = agency }
    if let period = options.period { report.period = period }
    report.findings = (count == 1 ? broken : []) + report.findings + untitled(report) + Completeness(report).findings
    if !report.hasLines { report.findings = report.findings.map { $0.placed(in: report) } }
    try each(report)
  }
  if count == 0 {
    throw SourceError(
      source.path,
      Bilingual(
        zh: "没有找到报告：没有读到任何官方表格的行", en: "there is no report in it: not one row of the official tables was found"))
  }
}

/// The findings for a report that does not say whose it is, or of which year.
private func untitled(_ report: Report) -> [Finding] {
  let position = report.start
  var findings: [Finding] = []
  if report.agency.isEmpty {
    findings.append(
      Finding(
        .warning, .untitled, at: position, Bilingual(zh: "标题中没有机关名称；可用 --agency 指定", en: "the title names no agency; give it with --agency")
      ))
  }
  if report.year == nil {
    findings.append(
      Finding(
        .warning, .untitled, at: position,
        Bilingual(zh: "标题和正文中没有年份；可用 --year 指定", en: "neither title nor text tell the year; give it with --year")))
  }
  if !report.form.period.isMonthly, let period = report.period, period.month != nil {
    findings.append(
      Finding(
        .warning, .untitled, at: position,
        Bilingual(
          zh: "格式 \(report.form.id) 按年填报，却写明 \(period.name)", en: "form \(report.form.id) is filled in by the year, but \(period) is stated"
        )))
  }
  if report.form.period.isMonthly, report.year != nil, report.month == nil {
    findings.append(
      Finding(
        .warning, .untitled, at: position,
        Bilingual(zh: "没有写明月份；可用 --year 2026-03 这样指定", en: "the month is not told; give it as in --year 2026-03")))
  }
  return findings
}

extension Finding {
  /// The finding with its place in the form: nobody can find line 36 of a Word file.
  fileprivate func placed(in report: Report) -> Finding {
    guard let source, source.path == report.path else { return self }
    return Finding(
      severity, code, cell: cell, at: report.position(line: source.line, column: source.column, of: cell), message, evidence: evidence)
  }
}

extension SourceError {
  /// What gongkai wrote about two reports has figures of both.
  static func comparison(_ path: String) -> SourceError {
    SourceError(
      path, Bilingual(zh: "这是 gongkai diff 写出的比较，不是报告", en: "this is a comparison that gongkai diff wrote, and no report"))
  }
}
