// gongkai rank: many reports in the order of a rate, and those that are out of the usual.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Rank: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: say("按指标给许多报告排名，找出异常的。", "Rank many reports by a rate, and find those that are out of the usual."),
    discussion: say(
      """
      不给 --by 时列出全部指标。指标写在格式的定义中（见 gongkai forms）：分子、分母是哪些格，分母至少多大才算。\
      同一年有八份以上报告时，每份与同年各机关的中位数比较；一个机关有五年以上时，每年与本机关其他年份比较：\
      离中位数超过 3.5 倍（经 0.6745 换算的绝对中位差）即为异常。同比以输入中同一机关上一年（按月填报的，上一月）的报告为基数。

      示例：
        gongkai rank
        gongkai rank 各区/ --by granted_share --top 20
        gongkai rank 全省.csv --by new_growth --ascending --to csv
        gongkai rank 2020/ 2021/ --recursive --outliers -o 异常.html
        gongkai rank 全省.sqlite --by review_corrected -o 排名.xlsx
      """,
      """
      Without --by it lists the rates. They stand in the form's document (see gongkai forms): which cells are counted, in which they are \
      a share, and how many there have to be. Of eight reports or more of a year each is set against the median of its peers; of an agency with \
      five years or more each against its other years: more than 3.5 times the median absolute deviation (scaled by 0.6745) away is out of the \
      usual. A growth is against the agency's report of the year before (of the month before, for a monthly form), where that is among the inputs.

      Examples:
        gongkai rank
        gongkai rank districts/ --by granted_share --top 20
        gongkai rank province.csv --by new_growth --ascending --to csv
        gongkai rank 2020/ 2021/ --recursive --outliers -o outliers.html
        gongkai rank province.sqlite --by review_corrected -o ranking.xlsx
      """))

  @Argument(help: ArgumentHelp(say("报告或文件夹；- 为标准输入", "reports or folders; - is standard input"), valueName: say("输入", "input")))
  var inputs: [String] = []

  @Option(help: ArgumentHelp(say("按这个指标排名", "rank by this rate"), valueName: say("指标", "rate")))
  var by: String?

  @Option(help: ArgumentHelp(say("只列出前几名", "list only so many"), valueName: say("个数", "n")))
  var top: Int?

  @Flag(help: "\(say("从低到高", "the lowest first"))")
  var ascending = false

  @Flag(help: "\(say("列出所有指标中异常的", "list what is out of the usual in any rate"))")
  var outliers = false

  @OptionGroup var source: SourceOptions

  @OptionGroup var listing: FileOutputOptions<ListingFormat>

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let top, top < 1 { throw ValidationError(say("--top 应为正整数", "--top takes a number of 1 or more")) }
    if outliers, by != nil || top != nil || ascending {
      throw ValidationError(say("--outliers 不与 --by、--top、--ascending 合用", "--outliers does not go with --by, --top or --ascending"))
    }
    try refuseTwice(inputs)
  }

  func run() throws {
    let forms = try source.form.map { [try loadForm($0)] } ?? Form.editions
    guard by != nil || outliers else {
      guard inputs.isEmpty, source.files0From == nil else {
        throw ValidationError(
          say("用 --by 指定指标，或用 --outliers；不带输入的 gongkai rank 列出全部指标", "give --by or --outliers; gongkai rank without inputs lists the rates")
        )
      }
      let form = forms[forms.count - 1]
      if form.rates.isEmpty {
        throw SourceError(form.id, Bilingual(zh: "这种格式没有定义指标（rates）", en: "the form's document has no rates"))
      }
      return try Terminal.write(Array(Self.list(form).utf8))
    }
    if inputs.isEmpty, source.files0From == nil { throw ValidationError(say("需要输入：报告或文件夹", "inputs are needed: reports or folders")) }
    let found = try InputFile.found(in: try source.listed(beside: inputs), recursive: source.recursive)
    let destination = try ListingDestination(listing, inputs: found.map(\.path) + source.otherFiles)
    var options = try source.options()
    options.keepsOrigins = false
    let wanted = by
    var reports: [RankedReport] = []
    let failed = try source.read(found, options, common, forTerminal: listing.isOnTerminal) { report, _, _ in
      RankedReport(report, rate: wanted)
    } take: { report in
      reports.append(report)
      return false
    }
    if failed == found.count, reports.isEmpty { throw ExitCode(2) }
    let ranking = Ranking(reports)
    common.show(ranking.findings)
    if let by {
      guard let rate = ranking.rates.first else { throw Self.unknown(by, Form.Rate.all(of: forms), reports.count) }
      try destination.write(.ranking(ranking, by: rate, top: top, ascending: ascending)) {
        ranking.listed(by: rate, top: top, ascending: ascending, as: $0, Terminal.language, width: $1)
      }
    } else {
      let rates = ranking.rates
      try destination.write(.outliers(ranking, in: rates)) { ranking.listedOutliers(in: rates, as: $0, Terminal.language, width: $1) }
    }
    if failed > 0 { throw ExitCode(2) }
  }

  private static func list(_ form: Form) -> String {
    let width = form.rates.map(\.id.count).max() ?? 0
    return form.rates.map { rate in
      let least = rate.isShare ? say("（分母至少 \(rate.least)）", " (of \(rate.least) at least)") : ""
      return rate.id + String(repeating: " ", count: width - rate.id.count + 2) + rate.name.in(Terminal.language) + least + "\n"
    }.joined()
  }

  private static func unknown(_ id: String, _ rates: [Form.Rate], _ count: Int) -> SourceError {
    SourceError(
      "--by \(id)",
      rates.contains { $0.id == id }
        ? Bilingual(zh: "读入的 \(count) 份报告的格式都没有这个指标", en: "the forms of the \(count) reports that were read do not have this rate")
        : rates.isEmpty
          ? Bilingual(zh: "这种格式没有定义指标（rates）", en: "the form's document has no rates")
          : Bilingual(
            zh: "没有这个指标；有 \(rates.map(\.id).joined(separator: "、"))",
            en: "there is no such rate; there are \(rates.map(\.id).joined(separator: ", "))"))
  }
}
