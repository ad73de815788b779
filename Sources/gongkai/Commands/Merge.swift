// gongkai merge: what a district's units add up to.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: say("把各单位的报告逐格汇总。", "Add up the reports of units, cell by cell."),
    discussion: say(
      """
      精确相加；没有填写或没有的数据逐单位列出。另一格式的单位按官方对应关系计入，不能对应的列出；--strict 则拒绝。同一单位出现两次是错误。\
      工作簿中各官方表格是对“各单位数据”表的求和公式，改动某个单位，汇总随之变动；“各单位核对”列出每个单位自己的问题。正文不汇总。

      示例：
        gongkai merge 单位/*.xlsx -o 全区.xlsx --agency 示例区人民政府
        gongkai merge 单位/ --recursive --against 区本级.docx -o 全区.xlsx
        gongkai merge 单位/*.docx --to csv

      退出状态：0 完成；1 使用 --against 且汇总与上级报告不一致；2 无法汇总。
      """,
      """
      Sums are exact; what a unit left blank or lacks is listed. Units of the other edition are brought over as the editions \
      correspond, and what cannot be brought is listed; --strict refuses them. The same unit twice is an error. In the workbook \
      the official tables are live sums over the sheet 各单位数据, so a corrected unit moves the total; 各单位核对 has what \
      each unit's own check found. Prose is not merged.

      Examples:
        gongkai merge units/*.xlsx -o district.xlsx --agency 示例区人民政府
        gongkai merge units/ --recursive --against district-own.docx -o district.xlsx
        gongkai merge units/*.docx --to csv

      Exit status: 0 done; 1 with --against, and the sums differ from the parent's report; 2 could not.
      """))

  @OptionGroup var input: InputOptions

  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("上级自己的报告，与汇总比较", "the parent's own report, to be compared with the sums"), valueName: say("路径", "path")))
  var against: String?

  @Flag(help: "\(say("拒绝另一格式的单位", "refuse units of another edition"))")
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let inputs = try input.found()
    let destination = try Destination(output, inputs: inputs, others: input.source.otherFiles + [against].compactMap { $0 }, isSingle: true)
    defer { destination.discard() }
    // The name is that of the sums, not of every unit.
    var units = input
    units.agency = nil
    units.year = nil
    var reports: [Report] = []
    let failed = try units.forEach(of: inputs, common, forTerminal: output.isOnTerminal) { report, _, _ in
      report
    } take: { report in
      common.show(report.findings.filter { $0.severity == .error })
      reports.append(report)
      return !report.findings.isEmpty
    }
    // A sum without one of its units would look like the whole.
    if failed > 0 { throw ExitCode(2) }
    let merge = try Merge(reports, form: try input.source.form.map(loadForm), agency: input.agency, period: input.year, isStrict: strict)
    var findings = merge.findings
    var differs = false
    if let against {
      let parent = try readOne(against)
      let differences = merge.findings(against: parent)
      differs = !differences.isEmpty
      findings += differences
    }
    common.show(findings + destination.unkept(merge.sum, in: ReadingSession()))
    try destination.write(merge, notes: findings)
    try destination.finish()
    if differs { throw ExitCode(1) }
  }

  private func readOne(_ path: String) throws -> Report {
    try only(input.reports(beside: path, forTerminal: output.isOnTerminal), of: path)
  }
}
