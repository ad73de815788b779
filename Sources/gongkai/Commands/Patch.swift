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

  func run() throws {
    let inputs = [InputFile(path: report)]
    let destination = try Destination(output, inputs: inputs, others: [changes] + source.otherFiles)
    defer { destination.discard() }
    let patches = try Source(path: changes).patches()
    var used: Set<Int> = []
    var conflicts: [Finding] = []
    var reports: [Report] = []
    try readReports(Source(path: report), as: source.from, try source.options()) { report in
      var report = report
      let own = patches.indices.filter { patches[$0].isFor(report) }
      used.formUnion(own)
      if own.count > 1 {
        conflicts.append(
          Finding(
            .error, .conflict, at: patches[own[1]].changes.first?.place,
            Bilingual(
              zh: "\(report.title)有 \(own.count) 种改法；改动应是两份报告的比较",
              en: "there are changes of \(report.title) into \(own.count) others; those of two reports were expected")
          ))
      } else if let patch = own.first.map({ patches[$0] }) {
        conflicts += patch.apply(to: &report)
      }
      reports.append(report)
    }
    var seen: Set<String> = []
    for report in reports where !seen.insert(report.agency + "\n" + (report.period?.description ?? "")).inserted {
      conflicts.append(
        Finding(
          .error, .conflict, at: report.start, Bilingual(zh: "改后有两份\(report.title)", en: "there would be two reports \(report.title)")))
    }
    for (number, patch) in patches.enumerated() where !used.contains(number) {
      let name = patch.old.agency + (patch.old.period?.name ?? "")
      conflicts.append(
        Finding(
          .error, .conflict, at: patch.changes.first?.place, Bilingual(zh: "没有\(name)的报告", en: "there is no report of \(name)")))
    }
    common.show(conflicts)
    if !conflicts.isEmpty { throw ExitCode(1) }
    for report in reports {
      common.show(destination.unkept(report, in: ReadingSession()))
      if let part = try destination.take(report, from: inputs[0]) { try destination.write(part) }
    }
    try destination.end(inputs[0])
    try destination.finish()
  }
}
