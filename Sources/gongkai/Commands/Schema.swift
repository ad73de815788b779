// gongkai schema: what the outputs for programs look like.

import ArgumentParser
import DisclosureReport
import ReportWriting

extension OutputSchema: ExpressibleByArgument {}

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: say("输出 JSON 格式的 JSON Schema。", "Print the JSON Schema of an output."),
    discussion: say(
      """
      report：convert --to json（ndjson 每行一份）；comparison：diff --to json；audit：check --to json；overview：--overview --to json；ranking、outliers：rank --by、rank --outliers。\
      一格一行的 CSV：convert 把许多份写入文件夹时（-o 文件夹/ --to csv），旁边写一份 datapackage.json（Table Schema）。

      示例：
        gongkai schema report > 报告.schema.json
        gongkai convert 各区/ --to csv -o 数据/ && frictionless validate 数据/datapackage.json
      """,
      """
      report: convert --to json (and each line of ndjson); comparison: diff --to json; audit: check --to json; overview: --overview --to json; ranking, outliers: rank --by, rank --outliers. \
      For tidy CSV: where convert fills a folder (-o folder/ --to csv), a datapackage.json (Table Schema) stands beside the files.

      Examples:
        gongkai schema report > report.schema.json
        gongkai convert districts/ --to csv -o data/ && frictionless validate data/datapackage.json
      """))

  @Argument(
    help: ArgumentHelp(
      say("report、comparison、audit、overview、ranking 或 outliers", "report, comparison, audit, overview, ranking or outliers"),
      valueName: say("输出", "output")))
  var output: OutputSchema

  @OptionGroup var common: CommonOptions

  func run() throws { try Terminal.write(output.document) }
}
