// gongkai template: a blank form.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Template: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: say("写出空白表，工作簿中的总计为公式。", "Write a blank form; in a workbook its totals are formulas."),
    discussion: say(
      """
      示例：
        gongkai template -o 空表.xlsx
        gongkai template --form 2019 --agency 示例区人民政府 --year 2020 -o 空表.xlsx
        gongkai template --previous 去年.xlsx -o 今年.xlsx      上年结转已填好
        gongkai template --form 本省.json --to csv > 空表.csv
      """,
      """
      Examples:
        gongkai template -o blank.xlsx
        gongkai template --form 2019 --agency 示例区人民政府 --year 2020 -o blank.xlsx
        gongkai template --previous last.xlsx -o this.xlsx      what was carried over is filled in
        gongkai template --form province.json --to csv > blank.csv
      """))

  @Option(help: ArgumentHelp(say("表格格式：2019、2021 或表格定义文件", "the form: 2019, 2021, or a form document"), valueName: say("id|文件", "id|file")))
  var form: String?

  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp(say("机关名称", "the agency"), valueName: say("机关", "agency")))
  var agency: String?

  @Option(
    help: ArgumentHelp(say("报告年份；没有 --form 时决定格式", "the report year; decides the form where --form does not"), valueName: say("年份", "year"))
  )
  var year: ReportPeriod?

  @Option(
    help: ArgumentHelp(
      say(
        "上一年的报告：填入上年结转、上一年项目数量，机关和年份也由它而来",
        "last year's report: fills in what was carried over and last year's counts, and gives agency and year"),
      valueName: say("路径", "path")))
  var previous: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let own = try self.form.map(loadForm)
    let last = try previous.map { try lastYear($0, own) }
    let agency = self.agency ?? last?.agency
    let year = self.year ?? last?.period?.next
    let form = own ?? year.flatMap { Form.edition(forYear: $0.year) } ?? Form.latest
    if let year, year.month != nil, !form.period.isMonthly {
      throw SourceError(
        "--year \(year)",
        Bilingual(zh: "格式 \(form.id) 按年填报，应为年份，如 2026", en: "form \(form.id) is filled in by the year; a year was expected, such as 2026"))
    }
    if let year, year.month == nil, form.period.isMonthly {
      throw SourceError(
        "--year \(year)",
        Bilingual(
          zh: "格式 \(form.id) 按月填报，应为月份，如 2026-03", en: "form \(form.id) is filled in by the month; a month was expected, such as 2026-03"))
    }
    var report = Report(form: form, agency: agency ?? "", period: year)
    for cell in form.cells { report[cell.number] = .blank }
    if let last { report.carryIn(try YearCheck(last: last, this: report).carryOver) }
    let destination = try Destination(output, inputs: [], others: [self.form, previous].compactMap { $0 }, isTemplate: true)
    common.show(destination.unkept(report, in: ReadingSession()))
    let name = InputFile(path: "template")
    if let report = try destination.take(report, from: name) { try destination.write(report) }
    try destination.end(name)
    try destination.finish()
  }

  /// - Parameter form: That of the blank; last year's may have been another edition, but no other form.
  private func lastYear(_ path: String, _ form: Form?) throws -> Report {
    let isEdition = form.map { form in Form.editions.contains { $0 === form } } ?? true
    return try readOne(path, ReadingOptions(form: isEdition ? nil : form), forTerminal: output.isOnTerminal)
  }
}
