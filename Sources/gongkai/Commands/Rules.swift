// gongkai rules: what check looks at.

import ArgumentParser
import DisclosureReport
import ReportWriting

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: say(
      "列出核对的全部规则：级别、内容、对比、依据、不符的例子。", "List every rule that check applies: severity, what it compares, its source, what fails."),
    discussion: say(
      """
      规则写在格式的定义中，可以修改（见 gongkai forms）。Samples/conformance 中每条规则有一份不符和一份相符的报告。

      示例：
        gongkai rules
        gongkai rules --form 2019 --to markdown > 规则.md
        gongkai rules --to json | jq -r '.rules[] | select(.severity == "error") | .id'
      """,
      """
      The rules stand in the form's document and can be edited (see gongkai forms). Samples/conformance has a report that fails \
      and one that passes for each.

      Examples:
        gongkai rules
        gongkai rules --form 2019 --to markdown > rules.md
        gongkai rules --to json | jq -r '.rules[] | select(.severity == "error") | .id'
      """))

  @Option(
    help: ArgumentHelp(
      say("格式 id 或定义文件；默认为现行格式", "the id of a form, or a form document; the form in force if not given"), valueName: say("id|文件", "id|file")
    ))
  var form: String?

  @Option(help: ArgumentHelp(say("输出格式", "the format of the output"), valueName: say("格式", "format")))
  var to: RuleFormat = .text

  @OptionGroup var common: CommonOptions

  func run() throws {
    guard let form = try form.map(loadForm) ?? Form.editions.last else { return }
    try Terminal.write(form.listedRules(as: to, in: Terminal.language))
  }
}
