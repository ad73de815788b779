// gongkai check: do the figures satisfy the official relations?

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say("核对报告：勾稽关系、与上一年的衔接、正文与表格。", "Check reports: the official relations, last year's report, prose against tables."),
    discussion: say(
      """
      空白的分项按 0 计；分项已填而总计空白是警告；缺少数据的关系无法核对。正文中的数据（新收、办结、结转、不予公开、复议、诉讼等）\
      与表格核对，无法确定的只列出。只改一格就能全部成立时，指出这一格。代码的含义见 gongkai explain。

      示例：
        gongkai check 报告.txt
        gongkai check 2020.docx --previous 2019.docx
        gongkai check 报告.docx -o 报告.xlsx                  工作簿，问题列在最前面的核对结果表
        gongkai check 报告.docx -o 批注.docx                  Word 文件，问题写在批注里
        gongkai check 报告.docx -o 问题.html                  网页，官方表格中标出不成立的数
        gongkai check 各区.csv --to csv > 问题.csv
        gongkai check 各区/ --recursive --copies              各区报告之间雷同的文字
        gongkai check 各区/ --recursive --only copied-passage 只查雷同的文字，数万份也很快
        gongkai check 各区/ --recursive --roster 单位.txt     哪些单位没有报送
        gongkai check 报告/ --recursive --to sarif > 问题.sarif
        gongkai check 报告.json && echo 全部成立

      全部空白的关系为“未填”，既不成立也不算错；整份报告没有一个数据时不能通过。

      退出状态：0 没有不成立的关系；1 有关系不成立、有未能读取的数据，或整份报告未填；2 无法核对。
      """,
      """
      A blank part counts as 0; a blank total over stated parts is a warning; a relation with missing cells cannot be verified. \
      Figures in the prose (received, closed, carried over, denied, reviews, lawsuits) are set against the tables; what cannot \
      be tied to a cell is only listed. Where changing one cell would satisfy everything that fails, the cell is named. \
      gongkai explain tells what a code means.

      Examples:
        gongkai check report.txt
        gongkai check 2020.docx --previous 2019.docx
        gongkai check report.docx -o report.xlsx              the workbook, findings on its first sheet
        gongkai check report.docx -o comments.docx            a Word file, findings in its comments
        gongkai check report.docx -o problems.html            a page with the official tables, what fails marked
        gongkai check districts.csv --to csv > problems.csv
        gongkai check districts/ --recursive --copies         passages that districts copied from each other
        gongkai check districts/ --recursive --only copied-passage  these alone, fast for tens of thousands
        gongkai check districts/ --recursive --roster units.txt  which units have not reported
        gongkai check reports/ --recursive --to sarif > problems.sarif
        gongkai check report.json && echo all hold

      A relation whose cells were all left blank is unfilled: it does not hold, and is no error; a report without any figure is one.

      Exit status: 0 no relation fails; 1 a relation fails, a figure could not be read, or the report states none; 2 trouble.
      """))

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp(
      say("同一机关上一年的报告，核对两年之间的衔接", "the same agency's report of the year before, to check what one year hands on to the next"),
      valueName: say("路径", "path")))
  var previous: String?

  @Flag(
    help:
      "\(say("找出各报告之间、与同一机关其他年度之间相同的句子（各输入读两遍）", "look for sentences that stand in other reports, or in other years' of the agency (reads every input twice)"))"
  )
  var copies = false

  @Option(
    help: ArgumentHelp(
      say(
        "只核对这些规则（代码见 gongkai rules、explain，多个以逗号分隔），没有问题的报告不列出",
        "check these rules only (codes as of gongkai rules and explain, parted by commas), and list no report without findings"),
      valueName: say("代码", "codes")))
  var only: String?

  @Option(
    help: ArgumentHelp(
      say(
        "应报送的单位名单，一行一个（CSV 取第一列）；没有报送的、报送两次的、不在名单上的都指出",
        "the units that have to report, one a line (of CSV the first column): names those that did not, did twice, or are not on it"),
      valueName: say("路径", "path")))
  var roster: String?

  @Flag(help: "\(say("先填入由勾稽关系和正文唯一确定的数据", "first fill in what the relations and the prose determine"))")
  var infer = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      say(
        "输出文件；.xlsx 为报告的工作簿，最前面的核对结果表列出问题；.docx 为 Word 文件，问题写在批注里；.html、.md 为网页和 Markdown",
        "the output file; .xlsx is the report's workbook with the findings on its first sheet, .docx a Word file with comments, .html a page, .md Markdown"
      ),
      valueName: say("路径", "path")))
  var output: String?

  @Option(help: ArgumentHelp(say("输出格式", "the format of the output"), valueName: say("格式", "format")))
  var to: AuditFormat?

  @OptionGroup var overview: OverviewOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let inputs = try input.found()
    if overview.isWanted(for: output) { return try writeOverview(of: inputs) }
    let isOnTerminal = Terminal.shows(output)
    let last = try previous.map { try input.reports(beside: $0, forTerminal: isOnTerminal) }
    var roster = try roster.map(Self.roster)
    let form = try input.source.form.map(loadForm)
    let wanted = try codes(of: form)
    let destination = try AuditDestination(
      output, format: to, quiet: common.quiet, partial: wanted != nil,
      inputs: inputs.map(\.path) + [previous, self.roster].compactMap { $0 } + input.source.otherFiles, count: inputs.count)
    var hasErrors = false
    let infers = infer
    let copied = try findsCopies(wanted, form) ? self.passages(of: inputs, and: last ?? []) : nil
    let passages = copied?.passages
    var (read, options) = (inputs, try input.options())
    // Who wants sentences alone, and no unit missed, has to read the tables of none, and again only the reports that have some in common.
    if let copied, roster == nil, wanted == copiedCode(form).map({ [$0] }), destination.isWithoutTables {
      options.readsTables = false
      read = inputs.filter { copied.suspects.contains($0.path) }
      destination.count(unsuspected: copied.reports - copied.reportsOfSuspects)
    }
    let failed = try input.source.read(
      read, options, common, forTerminal: isOnTerminal, besides: inputs.count - read.count
    ) { report, _, _ -> Audit in
      var report = report
      if infers { report.infer() }
      return try Audit(report, last: try last.map { try $0.yearBefore(report) }, copied: passages, only: wanted)
    } take: { audit in
      var audit = audit
      if let finding = roster?.note(audit.report) { audit.add(finding) }
      hasErrors = hasErrors || audit.hasErrors
      try destination.add(audit)
      return !audit.findings.isEmpty
    } unread: { finding in
      try destination.add(unreadable: finding)
    }
    if failed > 0, failed == inputs.count { throw ExitCode(2) }
    if let roster, let path = self.roster {
      let missing = roster.missing(by: form ?? Form.latest)
      hasErrors = hasErrors || missing.contains { $0.severity == .error }
      try destination.add(missing: missing, of: path)
    }
    try destination.finish()
    if failed > 0 { throw ExitCode(2) }
    if hasErrors { throw ExitCode(1) }
  }
}

extension Check {
  /// A line for each report; in a folder, with a page for each.
  private func writeOverview(of inputs: [InputFile]) throws {
    let destination = try OverviewDestination(
      output, format: try OverviewOptions.format(to),
      inputs: inputs.map(\.path) + [previous, self.roster].compactMap { $0 } + input.source.otherFiles)
    let isOnTerminal = Terminal.shows(output)
    let last = try previous.map { try input.reports(beside: $0, forTerminal: isOnTerminal) }
    var roster = try roster.map(Self.roster)
    let named = try input.source.form.map(loadForm)
    let wanted = try codes(of: named)
    let passages = try findsCopies(wanted, named) ? self.passages(of: inputs, and: last ?? []).passages : nil
    let (infers, language) = (infer, Terminal.language)
    let form = named ?? Form.latest
    var (hasErrors, failed) = try input.overview(of: inputs, common, forTerminal: isOnTerminal, in: destination) { report in
      var report = report
      if infers { report.infer() }
      return try Audit(report, last: try last.map { try $0.yearBefore(report) }, copied: passages, only: wanted)
    } page: { audit in
      AuditStream(.html, language: language).map { stream in
        var (stream, page) = (stream, [UInt8]())
        stream.add(audit, to: &page)
        stream.finish(&page)
        return page
      }
    } note: { audit in
      if let finding = roster?.note(audit.report) { audit.add(finding) }
    } end: {
      for unit in roster?.missing ?? [] { try destination.add(Overview.Line(missing: unit, form: form), page: nil) }
    }
    let missing = roster?.missing(by: form) ?? []
    common.show(missing)
    hasErrors = hasErrors || missing.contains { $0.severity == .error }
    if failed > 0 { throw ExitCode(2) }
    if hasErrors { throw ExitCode(1) }
  }

  private static func roster(_ path: String) throws -> Roster {
    let roster = Roster(try Source(path: path).text(), path: path)
    if roster.isEmpty {
      throw SourceError(
        path, Bilingual(zh: "名单里没有单位；一行应有一个单位名称", en: "there is no unit on the list; each line should have the name of one"))
    }
    return roster
  }

  /// The codes that `--only` names; nil for all.
  private func codes(of form: Form?) throws -> Set<FindingCode>? {
    guard let only else { return nil }
    let names = only.split { $0 == "," || $0 == " " }.map(String.init)
    let forms = Form.editions + [form].compactMap { $0 }
    if let unknown = names.first(where: { Explanation($0, forms: forms) == nil }) ?? (names.isEmpty ? only : nil) {
      throw SourceError(
        "--only \(unknown)",
        Bilingual(zh: "没有这个代码；全部代码见 gongkai explain", en: "there is no such code; gongkai explain lists them all"))
    }
    return Set(names.map(FindingCode.init(rawValue:)))
  }

  /// The code of what is found in several reports.
  private func copiedCode(_ form: Form?) -> FindingCode? { (form ?? Form.latest).copyCode }

  private func findsCopies(_ wanted: Set<FindingCode>?, _ form: Form?) -> Bool {
    copies || copiedCode(form).map { wanted?.contains($0) ?? false } ?? false
  }

  /// What a first look at all inputs tells of their sentences.
  private struct Copied {
    var passages = CopiedPassages()
    /// The inputs to be read again if sentences alone are wanted: those with some in common, and those that could not be read.
    var suspects: Set<String> = []
    var reports = 0
    var reportsOfSuspects = 0
  }

  /// The sentences of all reports. What cannot be read is told when it is checked.
  private func passages(of inputs: [InputFile], and others: [Report]) throws -> Copied {
    if inputs.contains(where: { $0.path == "-" }) {
      throw SourceError(
        "--copies", Bilingual(zh: "要把输入读两遍，标准输入只能读一遍", en: "the inputs are read twice, and standard input can be read once"))
    }
    var copied = Copied()
    for report in others { copied.passages.add(SentenceMarks(report), of: "") }
    var options = try input.options()
    (options.keepsOrigins, options.readsTables) = (false, false)
    var counts: [String: Int] = [:]
    try Batch(inputs, as: input.source.from, options, jobs: input.source.jobs).read(
      make: { report, input, _ in (SentenceMarks(report), input.path) },
      take: { marks, path in
        copied.passages.add(marks, of: path)
        counts[path, default: 0] += 1
      }
    ) { input, error in if error != nil { copied.suspects.insert(input.path) } }
    copied.passages.finish()
    copied.suspects.formUnion(copied.passages.suspects)
    copied.reports = counts.values.reduce(0, +)
    copied.reportsOfSuspects = copied.suspects.reduce(0) { $0 + (counts[$1] ?? 0) }
    return copied
  }
}

/// Where audits go: standard output, a file, or the workbook of the report.
private final class AuditDestination {
  private var stream: AuditStream?
  private let file: AtomicFile?
  private var buffer: [UInt8] = []
  private var audit: Audit?
  private let isQuiet: Bool
  /// The format of a file that holds the report itself, and no other.
  private let one: OutputFormat?
  /// Whether nothing but findings is written.
  let isWithoutTables: Bool
  private var count = 0

  init(_ path: String?, format: AuditFormat?, quiet: Bool, partial: Bool, inputs: [String], count: Int) throws {
    isQuiet = quiet
    let named = path.flatMap { $0 == "-" ? nil : $0 }
    let inName = named?.fileExtension.flatMap(AuditFormat.init(fileExtension:))
    let chosen = try named.map { try agreed(format, inName, $0, AuditFormat.allCases.map(\.fileExtension)) } ?? format ?? .text
    stream = AuditStream(chosen, language: Terminal.language, quiet: quiet, partial: partial, version: version)
    one = chosen.output
    isWithoutTables = [.text, .json, .csv, .sarif].contains(chosen)
    if let one {
      try Destination.refuseMissing(one, named)
      if count > 1 { throw Self.severalReports(named ?? "-o") }
      if named == nil, Terminal.isOutputTerminal { throw Destination.noFileOnTerminal }
    }
    if let named { try Destination.refuseInput(named, inputs) }
    file = try named.map { try AtomicFile(path: $0) }
  }

  private static func severalReports(_ path: String) -> SourceError {
    SourceError(
      path,
      Bilingual(zh: "一个文件只装一份报告；许多报告请用 csv、json 或 sarif", en: "a file of this format holds one report; for many use csv, json or sarif"))
  }

  /// Reports of which there is nothing to say.
  func count(unsuspected reports: Int) { stream?.count(unsuspected: reports) }

  /// An input without a report has its place among the audits, too.
  func add(unreadable finding: Finding) throws {
    stream?.add([finding], of: finding.source?.path ?? "", isUnread: true, to: &buffer)
  }

  /// The units of a list that have not reported stand behind all reports.
  func add(missing findings: [Finding], of path: String) throws {
    let findings = findings.filter { !isQuiet || $0.severity == .error }
    guard !findings.isEmpty else { return }
    // A file of one report has no room for others.
    if one != nil { for finding in findings { Terminal.show(finding) } }
    stream?.add(findings, of: path, isUnread: false, to: &buffer)
  }

  func add(_ audit: Audit) throws {
    count += 1
    if let one {
      if count > 1 { throw Self.severalReports(file?.path ?? "-o") }
      let unkept = ReadBack(one, WritingOptions())?.findings(audit.report, in: ReadingSession()) ?? []
      for finding in audit.findings + unkept where !isQuiet || finding.severity == .error { Terminal.show(finding) }
    }
    guard stream != nil else {
      self.audit = audit
      return
    }
    stream?.add(audit, to: &buffer)
    if one != nil {
      try Destination.refuse(isEmpty: buffer.isEmpty, file?.path ?? "-o")
    } else if buffer.count >= 1 << 14 {
      try flush()
    }
  }

  func finish() throws {
    if let audit {
      try Destination.writeBook(to: file) { path throws(WorkbookError) in
        try WorkbookSubject.audit(audit).write(to: path)
      }
      return
    }
    stream?.finish(&buffer)
    try flush()
    try file?.commit()
  }

  private func flush() throws {
    try Terminal.empty(&buffer, into: file)
  }
}
