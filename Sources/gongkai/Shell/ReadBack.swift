// What an output for people does not keep: text, Markdown, pages and tables are read back as soon as they are made.

import DisclosureReport
import ReportReading
import ReportWriting

/// Compares reports with what their own output says of them.
struct ReadBack {
  private let format: OutputFormat
  private let options: WritingOptions
  /// Nil for formats that keep any report that has figures, but for what follows from how they are made.
  private let source: SourceFormat?

  /// Workbooks hold figures as binary fractions: so many digits are exact.
  private static let digitsOfWorkbook = 15

  /// Nil for formats that keep any report.
  init?(_ format: OutputFormat, _ options: WritingOptions) {
    switch format {
    case .text: source = .text
    case .markdown: source = .markdown
    case .html: source = .html
    case .csv: source = options.layout == .table ? .csv : nil
    case .xlsx: source = nil
    case .docx: source = .docx
    case .json, .ndjson: return nil
    }
    (self.format, self.options) = (format, options)
  }

  /// What of a report does not come back: one finding, or none.
  func findings(_ report: Report, in session: ReadingSession) -> [Finding] {
    let changed = changed(report, in: session)
    if changed.isEmpty { return [] }
    let list = Bilingual(zh: changed.map(\.zh).joined(separator: "、"), en: changed.map(\.en).joined(separator: ", "))
    // Where there is no figure at all, CSV has no line, and a workbook no cell to be known by.
    let keeping =
      report.cells.allSatisfy(\.isAbsent) || format == .xlsx
      ? Bilingual(zh: "请用 json", en: "json keeps them") : Bilingual(zh: "请用 json、csv 或 xlsx", en: "json, csv and xlsx keep them")
    return [
      Finding(
        .warning, .unkept, at: report.start,
        Bilingual(
          zh: "从 \(format.rawValue) 再读回时会变样：\(list.zh)；要原样保存\(keeping.zh)",
          en: "read back from \(format.rawValue) these are not the same: \(list.en); \(keeping.en)"))
    ]
  }

  private func changed(_ report: Report, in session: ReadingSession) -> [Bilingual] {
    guard let source else {
      // A workbook without figures is known by its headings.
      let headings = report.form.parts.count { report.section(of: $0) != nil }
      if report.cells.allSatisfy(\.isAbsent), format != .xlsx || headings < 2 {
        return [Bilingual(zh: "整份报告", en: "the report as a whole")]
      }
      guard format == .xlsx else { return [] }
      let long = report.cells.count { ($0.figure?.description.count { $0.isNumber } ?? 0) > Self.digitsOfWorkbook }
      return long == 0
        ? []
        : [Bilingual(zh: "\(long) 格超过 \(Self.digitsOfWorkbook) 位的数字", en: "\(long) figures of more than \(Self.digitsOfWorkbook) digits")]
    }
    return changed(report, as: source, in: session)
  }

  private func changed(_ report: Report, as source: SourceFormat, in session: ReadingSession) -> [Bilingual] {
    guard var stream = format.stream(options) else { return [] }
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    var reading = ReadingOptions(form: report.form)
    reading.keepsOrigins = false
    var back: [Report] = []
    // A report without a single row does not come back at all.
    try? readReports(Source(bytes: bytes, path: report.path), as: source, reading, in: session) { back.append($0) }
    return back.count == 1 ? changes(from: report, to: back[0]) : [Bilingual(zh: "整份报告", en: "the report as a whole")]
  }

  private func changes(from report: Report, to back: Report) -> [Bilingual] {
    var changed: [Bilingual] = []
    if back.agency != report.agency { changed.append(Bilingual(zh: "机关名称", en: "the agency")) }
    if back.period != report.period { changed.append(Bilingual(zh: "年份", en: "the year")) }
    let cells = zip(report.cells, back.cells).count { $0 != $1 }
    if cells > 0 { changed.append(Bilingual(zh: "\(cells) 格数据", en: "\(cells) cells")) }
    // Where a part has no prose nothing is lost with its heading.
    let (old, new) = (report.sections.filter { !$0.text.isEmpty }, back.sections.filter { !$0.text.isEmpty })
    let lost = old.filter { !new.contains($0) }
    changed += lost.prefix(4).map { Bilingual(zh: "“\($0.heading.shortened)”的正文", en: "the prose of \"\($0.heading.shortened)\"") }
    if lost.count > 4 { changed.append(Bilingual(zh: "等 \(lost.count) 部分", en: "\(lost.count) sections in all")) }
    if lost.isEmpty, old != new { changed.append(Bilingual(zh: "正文的顺序", en: "the order of the prose")) }
    return changed
  }
}
