// gongkai merge3: two clerks worked on one report.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Merge3: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge3",
    abstract: say("合并两个人对同一份报告的修改。", "Bring together what two people changed in one report."),
    discussion: say(
      """
      只有一方改过的格和段落取那一方的；两方改得一样的取其值；改得不同的逐格列出，什么也不写，除非用 --prefer 指定以哪一方为准。

      示例：
        gongkai merge3 原稿.xlsx 张三.xlsx 李四.docx -o 合稿.xlsx
        gongkai merge3 原稿.json 张三.json 李四.json --prefer ours --to json

      退出状态：0 已合并；1 有冲突；2 无法处理。
      """,
      """
      A cell or section that only one of them changed is theirs; what both changed alike is so; what both changed otherwise is listed cell by \
      cell, and nothing is written unless --prefer says whose word counts.

      Examples:
        gongkai merge3 base.xlsx ours.xlsx theirs.docx -o both.xlsx
        gongkai merge3 base.json ours.json theirs.json --prefer ours --to json

      Exit status: 0 done; 1 conflicts; 2 trouble.
      """))

  @Argument(help: ArgumentHelp(say("改动之前的报告", "the report before the changes"), valueName: say("原稿", "base")))
  var base: String

  @Argument(help: ArgumentHelp(say("一方的报告", "the report as one has it"), valueName: say("一方", "ours")))
  var ours: String

  @Argument(help: ArgumentHelp(say("另一方的报告", "the report as the other has it"), valueName: say("另一方", "theirs")))
  var theirs: String

  @Option(help: ArgumentHelp(say("冲突时以哪一方为准：ours、theirs", "whose word counts in a conflict: ours or theirs"), valueName: say("一方", "side")))
  var prefer: ThreeWay.Side?

  @OptionGroup var source: FileOptions

  @OptionGroup var output: OutputOptions

  @OptionGroup var common: CommonOptions

  func validate() throws { try refuseTwice([base, ours, theirs]) }

  func run() throws {
    let inputs = [base, ours, theirs].map { InputFile(path: $0) }
    let destination = try Destination(output, inputs: inputs, others: source.otherFiles, isSingle: true)
    defer { destination.discard() }
    let reports = try [base, ours, theirs].map { try source.one($0, common, forTerminal: output.isOnTerminal) }
    let merge = try ThreeWay(base: reports[0], ours: reports[1], theirs: reports[2], preferring: prefer)
    common.show(merge.conflicts)
    if prefer == nil, !merge.conflicts.isEmpty { throw ExitCode(1) }
    common.show(Checker(merge.report).errors + destination.unkept(merge.report, in: ReadingSession()))
    try destination.write(merge.report)
    try destination.finish()
  }
}
