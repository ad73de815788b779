// gongkai describe: the paragraph that a clerk writes of the figures.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: say("把报告的数据写成一段话，与上一年比较。", "Write the figures of a report as a paragraph, against last year's."),
    discussion: say(
      """
      缺数据的句子不写。写出的话与表格一致，放进报告后能通过 gongkai check。

      示例：
        gongkai describe 2023.xlsx
        gongkai describe 2023.xlsx 2022.xlsx
        gongkai describe 2023.docx 2022.docx -o 情况.txt
      """,
      """
      In Chinese, as reports are. A sentence of which a figure is missing is left out. What it says agrees with the tables: put into the \
      report, it passes gongkai check.

      Examples:
        gongkai describe 2023.xlsx
        gongkai describe 2023.xlsx 2022.xlsx
        gongkai describe 2023.docx 2022.docx -o summary.txt
      """))

  @Argument(help: ArgumentHelp(say("本年的报告；- 为标准输入", "this year's report; - is standard input"), valueName: say("本年", "new")))
  var new: String

  @Argument(help: ArgumentHelp(say("同一机关上一年的报告", "the same agency's report of the year before"), valueName: say("上年", "old")))
  var old: String?

  @OptionGroup var source: FileOptions

  @Option(name: .shortAndLong, help: ArgumentHelp(say("输出文件", "the output file"), valueName: say("路径", "path")))
  var output: String?

  @OptionGroup var common: CommonOptions

  func validate() throws { try refuseTwice([new, old]) }

  func run() throws {
    let isOnTerminal = Terminal.shows(output)
    let named = output.flatMap { $0 == "-" ? nil : $0 }
    if let named { try Destination.refuseInput(named, [new] + [old].compactMap { $0 } + source.otherFiles) }
    let report = try source.one(new, common, forTerminal: isOnTerminal)
    let last = try old.map { try source.one($0, common, forTerminal: isOnTerminal) }
    if let last { _ = try YearCheck(last: last, this: report) }
    let text = report.summary(since: last)
    if text.isEmpty {
      throw SourceError(
        new,
        Bilingual(
          zh: "没有可写的数据，或格式 \(report.form.id) 没有规定怎样写", en: "there are no figures to tell, or form \(report.form.id) has no words for them"))
    }
    let file = try named.map { try AtomicFile(path: $0) }
    var buffer = Array((text + "\n").utf8)
    try Terminal.empty(&buffer, into: file)
    try file?.commit()
  }
}
