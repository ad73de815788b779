// gongkai diff: what changed between two years, or between two districts.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say("逐格比较两个年度或两个地区的报告。", "Compare two years or two districts, cell by cell."),
    discussion: say(
      """
      旧格式与新格式之间按官方口径对应；没有对应项的数据单独列出并说明原因。三份以上报告依次比较，并比较首尾。\
      每一侧可以有许多报告（如全省的 CSV，或一个文件夹），按机关配对；同一机关有多个年度时按机关和年度配对。\
      给出 --threshold 时只比较数据，不比较文字；从 0 或未填变化的，视为超过任何百分比。

      示例：
        gongkai diff 2019.json 2020.json
        gongkai diff 2019.json 2020.json -o 比较.xlsx
        gongkai diff 甲区.txt 乙区.txt -o 比较.html
        gongkai diff 2019/ 2020/ --recursive --to csv > 全市.csv
        gongkai diff 2019.csv 2020.csv --to csv --threshold 10% > 变化.csv
        gongkai diff 2019.json 2020.json 2021.json -o 历年.xlsx      也可以是网页：折线图和历年数据表
        gongkai diff 2019.csv 2020.csv --top 20 --to csv       变化最大的二十格

      退出状态，与 diff(1) 相同：0 没有差异；1 有差异；2 无法比较。
      """,
      """
      Between the old and the new form, cells correspond as the editions say; what has no counterpart is listed with the \
      reason. Three or more reports are compared each with the one before, and the last with the first. A side may hold many \
      reports, such as the CSV of a province or a folder: they are paired by agency, or by agency and year where an agency has several \
      years. With --threshold only figures are compared, no prose; a move from 0 or from nothing is larger than any percentage.

      Examples:
        gongkai diff 2019.json 2020.json
        gongkai diff 2019.json 2020.json -o comparison.xlsx
        gongkai diff one.txt other.txt -o comparison.html
        gongkai diff 2019/ 2020/ --recursive --to csv > city.csv
        gongkai diff 2019.csv 2020.csv --to csv --threshold 10% > moves.csv
        gongkai diff 2019.json 2020.json 2021.json -o years.xlsx     or a page: lines over the years, and the table of all
        gongkai diff 2019.csv 2020.csv --top 20 --to csv       the twenty cells that moved most

      Exit status, as of diff(1): 0 no difference; 1 differences; 2 trouble.
      """))

  @Argument(
    help: ArgumentHelp(
      say("旧报告、新报告，可以更多；可为文件夹，其中一个可为 -", "the old report, the new one, and more; or folders; one may be -"), valueName: say("输入", "input")))
  var inputs: [String] = []

  @OptionGroup var output: FileOutputOptions<ComparisonFormat>

  @Flag(help: "\(say("变化大的在前", "the largest moves first"))")
  var sort = false

  @Option(help: ArgumentHelp(say("只列出变化最大的几格", "only so many cells, those that moved most"), valueName: say("个数", "n")))
  var top: Int?

  @Flag(help: "\(say("相同的单元格也列出", "list cells that are the same, too"))")
  var all = false

  @Option(
    help: ArgumentHelp(
      say("只比较这个表格：disclosure、requests、proceedings；可重复", "only this table: disclosure, requests, proceedings; may be repeated"),
      valueName: "id"))
  var table: [String] = []

  @Option(help: ArgumentHelp(say("只列出至少这么大的变化，如 10 或 5%", "only moves at least so large: 10, or 5%"), valueName: say("数|百分比", "n|n%")))
  var threshold: String?

  @OptionGroup var overview: OverviewOptions

  @OptionGroup var source: SourceOptions

  @Flag(help: "\(say("CSV 以字节顺序标记开头", "begin CSV with a byte order mark"))")
  var bom = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if inputs.count < 2, source.files0From == nil {
      throw ValidationError(say("需要至少两个输入：旧报告和新报告", "at least two inputs are needed: the old report and the new one"))
    }
    if let top, top < 1 { throw ValidationError(say("--top 应为正整数", "--top takes a number of 1 or more")) }
    try refuseTwice(inputs)
  }

  func run() throws {
    let isOnTerminal = output.isOnTerminal
    let options = ComparisonOptions(
      includesSame: all, threshold: try threshold.map(parse), language: Terminal.language, colour: isOnTerminal && Terminal.allowsColour,
      byteOrderMark: bom, isSorted: sort, top: top, width: isOnTerminal ? Terminal.outputWidth : nil)
    let found = try source.listed(beside: inputs).map { try InputFile.found(in: [$0], recursive: source.recursive) }
    guard found.count >= 2 else {
      throw SourceError(
        source.files0From ?? "", Bilingual(zh: "只有 \(found.count) 个输入；比较需要至少两个", en: "\(found.count) input only; a comparison takes two"))
    }
    if overview.isWanted(for: output.output) { return try writeOverview(of: found, options) }
    let writer = try ComparisonDestination(
      output.output, format: output.to, options, inputs: found.joined().map(\.path) + source.otherFiles)
    var reading = try source.options()
    // A comparison speaks of cells, not of places; thousands of reports need no note of where each figure stood.
    reading.keepsOrigins = false
    let sides = try readAll(found, reading, isOnTerminal: isOnTerminal)
    let tables = try chosenTables(sides.flatMap { $0.map(\.form) })
    if sides.allSatisfy({ $0.count == 1 }) {
      let series = Series(sides.map { $0[0] })
      let comparisons = series.comparisons(tables: tables)
      try writer.write(comparisons, series: series, tables: tables)
      if comparisons.contains(where: options.hasDifferences) { throw ExitCode(1) }
      return
    }
    if try comparePanels(sides, tables, options, writer) { throw ExitCode(1) }
  }

  /// Reads the files of every side over the cores. A folder is a side with all reports in it.
  private func readAll(_ found: [[InputFile]], _ options: ReadingOptions, isOnTerminal: Bool) throws -> [[Report]] {
    var sides = found.map { _ in [Report]() }
    // The side of each input, in their order.
    let sideOf = found.enumerated().flatMap { side, inputs in inputs.map { _ in side } }
    var input = 0
    let failed = try source.read(Array(found.joined()), options, common, forTerminal: isOnTerminal) { report, _, _ in
      report
    } take: { report in
      sides[sideOf[input]].append(report)
      return report.findings.contains { $0.severity == .error }
    } done: {
      input += 1
    }
    if failed > 0 { throw ExitCode(2) }
    for report in sides.joined() { common.show(report.findings.filter { $0.severity == .error }) }
    return sides
  }

  /// Compares sides that hold many reports; whether anything differs.
  private func comparePanels(
    _ sides: [[Report]], _ tables: Set<String>?, _ options: ComparisonOptions, _ writer: ComparisonDestination
  ) throws -> Bool {
    var steps = Array(zip(sides, sides.dropFirst()))
    if sides.count > 2 { steps.append((sides[0], sides[sides.count - 1])) }
    var alignments: [FormAlignment] = []
    var hasDifferences = false
    try writer.begin()
    var largest = LargestMoves(options)
    for (old, new) in steps {
      let pairing = Pairing(old: old, new: new)
      common.show(pairing.findings)
      alignments = pairing.alignments(alignments)
      let (known, stream) = (alignments, writer.writer)
      try Pipeline(jobs: source.jobs).run(pairing.pairs) { pair in
        pair.comparison(alignments: known, tables: tables).map { comparison in
          // Which cells of all moved most is known behind the last pair.
          (options.top == nil ? stream?.piece(comparison) : nil, options.top == nil ? nil : comparison, options.hasDifferences(comparison))
        }
      } consume: { _, result in
        guard let (piece, comparison, differs) = try result.get() else { return }
        hasDifferences = hasDifferences || differs
        if let comparison { largest.add(comparison) }
        try writer.add(piece)
      }
    }
    for comparison in largest.comparisons { try writer.add(writer.writer?.piece(comparison)) }
    try writer.finish()
    return hasDifferences
  }

  /// The cells of many comparisons that moved most.
  private struct LargestMoves {
    private let options: ComparisonOptions
    private var kept: [(comparison: Comparison, cell: ComparedCell)] = []

    init(_ options: ComparisonOptions) { self.options = options }

    mutating func add(_ comparison: Comparison) {
      guard let top = options.top else { return }
      // Of a report without a partner nothing moved.
      let moved = options.shown(of: comparison).filter { $0.delta != nil }
      kept += moved.map { (comparison, $0) }
      kept.sort { $0.cell.move.magnitude > $1.cell.move.magnitude }
      kept.removeLast(max(0, kept.count - top))
    }

    /// Each with its cells among them, that with the largest move first.
    var comparisons: [Comparison] {
      var order: [String] = []
      var chosen: [String: Comparison] = [:]
      for entry in kept {
        let (old, new) = (entry.comparison.old, entry.comparison.new)
        let key = [old.agency, old.period?.description ?? "", new.agency, new.period?.description ?? ""].joined(separator: "\u{0}")
        if chosen[key] == nil { order.append(key) }
        chosen[key, default: entry.comparison].chosenLines = (chosen[key]?.chosenLines ?? []).union([entry.cell.line])
      }
      return order.compactMap { chosen[$0] }
    }
  }

  /// A line for each two that are compared; in a folder, with a page for each.
  private func writeOverview(of found: [[InputFile]], _ options: ComparisonOptions) throws {
    let destination = try OverviewDestination(
      output.output, format: try OverviewOptions.format(output.to), inputs: found.joined().map(\.path) + source.otherFiles)
    var reading = try source.options()
    reading.keepsOrigins = false
    let sides = try readAll(found, reading, isOnTerminal: output.isOnTerminal)
    let tables = try chosenTables(sides.flatMap { $0.map(\.form) })
    let isSite = destination.isSite
    var alignments: [FormAlignment] = []
    var hasDifferences = false
    for (old, new) in zip(sides, sides.dropFirst()) {
      let pairing = Pairing(old: old, new: new)
      common.show(pairing.findings)
      alignments = pairing.alignments(alignments)
      let known = alignments
      try Pipeline(jobs: source.jobs).run(pairing.pairs) { pair in
        pair.comparison(alignments: known, tables: tables).map { comparison -> (Overview.Line, [UInt8]?, Bool) in
          let line = Overview.Line(comparison)
          guard isSite, var stream = ComparisonFormat.html.stream(options) else { return (line, nil, options.hasDifferences(comparison)) }
          var page: [UInt8] = []
          stream.add(comparison, to: &page)
          stream.finish(&page)
          return (line, page, options.hasDifferences(comparison))
        }
      } consume: { _, result in
        guard let (line, page, differs) = try result.get() else { return }
        hasDifferences = hasDifferences || differs
        try destination.add(line, page: page)
      }
    }
    common.show(try destination.finish())
    if hasDifferences { throw ExitCode(1) }
  }

  private func chosenTables(_ forms: [Form]) throws -> Set<String>? {
    guard !table.isEmpty else { return nil }
    var known: [String] = []
    for form in forms { for id in form.tables.map(\.id) where !known.contains(id) { known.append(id) } }
    for id in table where !known.contains(id) {
      throw SourceError(
        "--table \(id)",
        Bilingual(
          zh: "没有这个表格；可用的有 \(known.joined(separator: "、"))", en: "there is no such table; there are \(known.joined(separator: ", "))"))
    }
    return Set(table)
  }

  private func parse(_ text: String) throws -> Threshold {
    guard let threshold = Threshold(text) else {
      throw SourceError(
        "--threshold \(text)",
        Bilingual(zh: "应为不小于 0 的数或百分比，如 10 或 5%", en: "expected a number or a percentage that is not negative, such as 10 or 5%"))
    }
    return threshold
  }
}
