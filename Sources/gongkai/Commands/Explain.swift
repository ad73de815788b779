// gongkai explain: what a code means.

import ArgumentParser
import DisclosureReport

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: say("说明问题代码的含义、依据和例子。", "Tell what a code of a finding means, which rule it stems from, with an example."),
    discussion: say(
      """
      没有代码时列出全部代码。

      示例：
        gongkai explain applicant-total
        gongkai explain
      """,
      """
      Without a code it lists them all.

      Examples:
        gongkai explain applicant-total
        gongkai explain
      """))

  @Argument(help: ArgumentHelp(say("方括号中的代码，如 result-total", "the code in brackets, such as result-total"), valueName: say("代码", "code")))
  var code: String?

  @Option(help: ArgumentHelp(say("消息和帮助的语言", "the language of messages and help"), valueName: say("语言", "language")))
  var lang: Language?

  func run() throws {
    guard let code else {
      let all = Explanation.all()
      let width = all.map(\.code.rawValue.count).max() ?? 0
      for explanation in all {
        let name = explanation.code.rawValue
        try Terminal.write(line: name + String(repeating: " ", count: width - name.count + 2) + explanation.meaning.in(Terminal.language))
      }
      return
    }
    guard let explanation = Explanation(code) else {
      throw SourceError(
        code,
        Bilingual(
          zh: "没有这个代码；全部代码见 gongkai explain", en: "there is no such code; gongkai explain lists them all"))
    }
    try Terminal.write(line: "\(code)\n  \(explanation.meaning.in(Terminal.language))")
    if let rule = explanation.rule { try Terminal.write(line: say("  依据：", "  Rule: ") + rule.in(Terminal.language)) }
    try Terminal.write(line: say("  例：", "  Example: ") + explanation.example.in(Terminal.language))
  }
}
