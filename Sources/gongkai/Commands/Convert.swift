// gongkai convert: reports in, reports out.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: say("把报告转换为官方表格工作簿、CSV、JSON 等。", "Turn reports into the official workbook, CSV, JSON and other formats."),
    discussion: say(
      """
      读取 html、docx、xlsx、pdf、csv、tsv、json、ndjson、text、markdown（装有 LibreOffice 时还有 doc、xls、wps、et、odt、ods、rtf）；写出 xlsx、docx、csv、json、ndjson、markdown、html、text。\
      格式和编码（UTF-8、GBK、GB18030、UTF-16）自动识别。\
      没有 -o 时写到标准输出：终端上为 text，管道中为 csv。多个输入写工作簿时，-o 为已有的文件夹。\
      多个输入时，无法读取的文件作为错误列出，其余照常处理，以状态 2 结束。

      示例：
        gongkai convert 报告.docx -o 报告.xlsx
        gongkai convert 报告.xlsx -o 报告.docx               公文格式的 Word 文件
        gongkai convert 今年.xlsx --previous 去年.xlsx -o 对比.xlsx      各总计旁列出上年数
        gongkai convert 报告.txt --to csv | grep ',requests,total,'
        gongkai convert 2020/ -o 工作簿/                       文件夹里的每份报告
        gongkai convert 2020/ --recursive --to csv > 全省.csv
        find . -name '*.docx' -print0 | gongkai convert --files0-from - --to ndjson
        gongkai convert 各区.csv --to json > 各区.json
        gongkai convert 各区/ --recursive -o 全市.sqlite         数据库，可用 SQL 查询；再加一年，同一机关同一年的替换
        gongkai convert 报告.json --layout table --bom -o 报告.csv     可用 Excel 打开
        cat 报告.txt | gongkai convert - --agency 示例区人民政府 --year 2020 -o 报告.xlsx
      """,
      """
      Reads html, docx, xlsx, pdf, csv, tsv, json, ndjson, text and markdown (and doc, xls, wps, et, odt, ods and rtf where LibreOffice is installed); writes xlsx, docx, csv, json, ndjson, markdown, html and text. \
      Format and encoding (UTF-8, GBK, GB18030, UTF-16) are recognised. \
      Without -o it writes to standard output: text on a terminal, csv in a pipe. With several inputs and workbooks, -o is \
      a folder that exists. Of several inputs, one that cannot be read is shown as an error, the others go on, and the \
      exit status is 2.

      Examples:
        gongkai convert report.html -o report.xlsx
        gongkai convert report.xlsx -o report.docx           a Word file laid out as official documents are
        gongkai convert this.xlsx --previous last.xlsx -o compared.xlsx    last year's figure beside each total
        gongkai convert report.txt --to csv | grep ',requests,total,'
        gongkai convert 2020/ -o workbooks/                    every report in a folder
        gongkai convert 2020/ --recursive --to csv > province.csv
        find . -name '*.docx' -print0 | gongkai convert --files0-from - --to ndjson
        gongkai convert districts.csv --to json > districts.json
        gongkai convert districts/ --recursive -o city.sqlite  an archive for SQL; a year added again takes the place of the old
        gongkai convert report.json --layout table --bom -o report.csv     for Excel
        cat report.txt | gongkai convert - --agency 示例区人民政府 --year 2020 -o report.xlsx
      """))

  @OptionGroup var input: InputOptions

  @OptionGroup var output: OutputOptions

  @Flag(help: "\(say("填入由勾稽关系和正文唯一确定的数据，并标明推算", "fill in what the relations and the prose determine, marked as inferred"))")
  var infer = false

  @Option(
    help: ArgumentHelp(
      say(
        "上一年的报告：各总计旁列出上年数和增减（xlsx、docx、html、markdown、text）",
        "last year's report: shows its figure and the difference beside each total (xlsx, docx, html, markdown, text)"),
      valueName: say("路径", "path")))
  var previous: String?

  @Option(
    help: ArgumentHelp(
      say(
        "写数据库时：应报送的单位名单，一行一个，供视图 not_reported 使用", "for an archive: the units that have to report, one a line, for its view not_reported"),
      valueName: say("路径", "path")))
  var roster: String?

  @Flag(help: "\(say("有错误时以状态 1 结束", "exit with status 1 when there are errors"))")
  var strict = false

  @OptionGroup var overview: OverviewOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let inputs = try input.found()
    if overview.overview { return try writeOverview(of: inputs) }
    if let path = output.output, ArchiveDestination.isNamed(path) { return try archive(inputs, to: path) }
    if roster != nil { throw ValidationError(say("--roster 只用于数据库（-o x.sqlite）", "--roster is for archives (-o x.sqlite)")) }
    let destination = try Destination(output, inputs: inputs, others: input.source.otherFiles + [previous].compactMap { $0 })
    defer { destination.discard() }
    var hasErrors = false
    let infers = infer
    if previous != nil, ![.xlsx, .docx, .html, .markdown, .text].contains(try output.format()) {
      throw ValidationError(
        say(
          "--previous 只用于给人看的格式：xlsx、docx、html、markdown、text",
          "--previous is for the formats that people read: xlsx, docx, html, markdown, text"))
    }
    let last = try previous.map { try input.reports(beside: $0, forTerminal: output.isOnTerminal) }
    let failed = try input.forEach(of: inputs, common, forTerminal: output.isOnTerminal) {
      report, source, session -> ([Finding], Destination.Part?) in
      var report = report
      if infers { report.infer() }
      if let last {
        let before = try last.yearBefore(report)
        _ = try YearCheck(last: before, this: report)
        report.compareTotals(with: before)
      }
      // Figures that do not add up are marked in the workbook; a clerk should not have to open it to learn of them.
      let findings = report.findings + Checker(report).errors + destination.unkept(report, in: session)
      return (findings, try destination.take(report, from: source))
    } end: { source in
      try destination.end(source)
      return nil
    } take: { findings, report in
      common.show(findings)
      hasErrors = hasErrors || findings.contains { $0.severity == .error }
      if let report { try destination.write(report) }
      return !findings.isEmpty
    }
    if failed == inputs.count { throw ExitCode(2) }
    try destination.finish()
    if failed > 0 { throw ExitCode(2) }
    if strict, hasErrors { throw ExitCode(1) }
  }

  /// Adds the reports to an archive.
  private func archive(_ inputs: [InputFile], to path: String) throws {
    if output.to != nil || output.layout != nil || output.bom || previous != nil {
      throw ValidationError(
        say("写数据库时不用 --to、--layout、--bom、--previous", "an archive takes no --to, --layout, --bom or --previous"))
    }
    let roster = try self.roster.map { path in (Roster(try Source(path: path).text(), path: path), path) }
    let destination = try ArchiveDestination(
      path, inputs: inputs.map(\.path) + input.source.otherFiles + [self.roster].compactMap { $0 })
    if let (roster, path) = roster {
      if roster.isEmpty {
        throw SourceError(
          path, Bilingual(zh: "名单里没有单位；一行应有一个单位名称", en: "there is no unit on the list; each line should have the name of one"))
      }
      try destination.setRoster(roster.names)
    }
    let infers = infer
    var hasErrors = false
    let failed = try input.forEach(of: inputs, common, forTerminal: false) { report, _, _ -> (Report, [Finding]) in
      var report = report
      if infers { report.infer() }
      return (report, Checker(report).findings)
    } take: { report, findings in
      let repeated = try destination.add(report, findings: findings)
      let findings = report.findings + findings
      let shown = findings.filter { $0.severity == .error } + [repeated].compactMap { $0 }
      common.show(shown)
      hasErrors = hasErrors || findings.contains { $0.severity == .error }
      return !shown.isEmpty
    }
    if failed == inputs.count { throw ExitCode(2) }
    try destination.finish()
    if failed > 0 { throw ExitCode(2) }
    if strict, hasErrors { throw ExitCode(1) }
  }

  /// A line for each report; in a folder, with a page for each.
  private func writeOverview(of inputs: [InputFile]) throws {
    let destination = try OverviewDestination(
      output.output, format: try OverviewOptions.format(output.to), inputs: inputs.map(\.path) + input.source.otherFiles)
    let (infers, writing) = (infer, output.writing)
    let (hasErrors, failed) = try input.overview(of: inputs, common, forTerminal: output.isOnTerminal, in: destination) { report in
      var report = report
      if infers { report.infer() }
      return try Audit(report)
    } page: { audit in
      OutputFormat.html.stream(writing).map { stream in
        var (stream, page) = (stream, [UInt8]())
        stream.add(audit.report, to: &page)
        stream.finish(&page)
        return page
      }
    }
    if failed > 0 { throw ExitCode(2) }
    if strict, hasErrors { throw ExitCode(1) }
  }
}
