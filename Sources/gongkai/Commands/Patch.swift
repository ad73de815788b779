// gongkai patch: what a comparison lists, applied to the old reports.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Patch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patch",
    abstract: say("把 gongkai diff --to csv 列出的改动用到旧报告上。", "Apply the changes that gongkai diff --to csv lists to the old report."),
    discussion: say(
      """
      只改数据；文字不变；改动里被删去的数成为空格。改动应是完整的比较（没有用 --threshold、--table）。报告里的数与改动中的旧数不同时，逐格指出，什么也不写。输入可有多份报告（如全省的 CSV），按机关和年度对应。

      示例：
        gongkai diff 旧.json 新.json --to csv > 改动.csv
        gongkai patch 旧.json 改动.csv -o 新.xlsx
        gongkai patch 全省.csv 更正.csv --to csv > 更正后.csv

      退出状态：0 已改；1 有的格与改动不符；2 无法处理。
      """,
      """
      Figures only; prose stays, and a figure that is taken away leaves a blank. The changes should be those of a whole comparison, without \
      --threshold or --table. Where a figure of the report is not the old one of a change, the cell is named, and nothing is written. The \
      input may hold many reports, such as the CSV of a province: agency and year tell which is which.

      Examples:
        gongkai diff old.json new.json --to csv > changes.csv
        gongkai patch old.json changes.csv -o new.xlsx
        gongkai patch province.csv corrections.csv --to csv > corrected.csv

      Exit status: 0 done; 1 a cell is not as a change expects; 2 trouble.
      """))

  @Argument(help: ArgumentHelp(say("旧报告；- 为标准输入", "the old report, or several; - is standard input"), valueName: say("报告", "report")))
  var report: String

  @Argument(
    help: ArgumentHelp(
      say("改动：gongkai diff --to csv 的输出", "the changes: what gongkai diff --to csv prints"), valueName: say("改动", "changes")))
  var changes: String

  @OptionGroup var source: FileOptions

  @OptionGroup var output: OutputOptions

  @OptionGroup var common: CommonOptions

  func validate() throws { try refuseTwice([report, changes]) }

  func run() throws {
    let inputs = [InputFile(path: report)]
    let destination = try Destination(output, inputs: inputs, others: [changes] + source.otherFiles)
    defer { destination.discard() }
    let patches = try Source(path: changes).patches()
    var reports: [Report] = []
    try readReports(Source(path: report), as: source.from, try source.options()) { reports.append(output.isOnTerminal ? $0.visible : $0) }
    let conflicts = patches.apply(to: &reports)
    common.show(conflicts)
    if !conflicts.isEmpty { throw ExitCode(1) }
    for report in reports {
      common.show(
        report.findings.filter { $0.severity == .error } + Checker(report).errors + destination.unkept(report, in: ReadingSession()))
      if let part = try destination.take(report, from: inputs[0]) { try destination.write(part) }
    }
    try destination.end(inputs[0])
    try destination.finish()
  }
}
