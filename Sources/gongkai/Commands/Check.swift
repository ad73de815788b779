// gongkai check: do the figures satisfy the official relations?

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("核对报告的勾稽关系。", "Check reports against the official relations."),
    discussion: say(
      """
      空白的分项按 0 计；分项已填而总计空白是警告；缺少数据的关系无法核对。

      示例：
        gongkai check 报告.txt
        gongkai check 各区.csv --to csv > 问题.csv
        gongkai check 报告.json && echo 全部成立

      退出状态：0 没有不成立的关系；1 有关系不成立或有未能读取的数据；2 无法核对。
      """,
      """
      A blank part counts as 0; a blank total over stated parts is a warning; a relation with missing cells cannot be verified.

      Examples:
        gongkai check report.txt
        gongkai check districts.csv --to csv > problems.csv
        gongkai check report.json && echo all hold

      Exit status: 0 no relation fails; 1 a relation fails or a figure could not be read; 2 trouble.
      """))

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv
  }

  @OptionGroup var input: InputOptions

  @Option(help: "\(say("输出格式", "the format of the output"))")
  var to: Format = .text

  @OptionGroup var common: CommonOptions

  func run() throws {
    var output = CheckOutput(format: to, quiet: common.quiet)
    var hasErrors = false
    try input.read { report, _ in
      let checker = Checker(report)
      let findings = report.findings + checker.findings
      hasErrors = hasErrors || findings.contains { $0.severity == .error }
      try output.write(report, checker, findings)
    }
    try output.finish()
    if hasErrors { throw ExitCode(1) }
  }
}

/// The list of what was found, in each of its formats.
private struct CheckOutput {
  let format: Check.Format
  let quiet: Bool
  private var count = 0

  init(format: Check.Format, quiet: Bool) {
    self.format = format
    self.quiet = quiet
  }

  mutating func write(_ report: Report, _ checker: Checker, _ findings: [Finding]) throws {
    let shown = findings.filter { !quiet || $0.severity == .error }
    switch format {
    case .text: try print(text(report, checker, shown))
    case .json: try print((count == 0 ? "[\n" : ",\n") + json(report, checker, shown))
    case .csv:
      if count == 0 { try print("path,line,column,severity,code,agency,year,cell,message\n") }
      try print(shown.map { csv(report, $0) }.joined())
    }
    count += 1
  }

  func finish() throws {
    if format == .json { try print("\n]\n") }
  }

  private func print(_ text: String) throws {
    try Terminal.write(Array(text.utf8))
  }

  private func text(_ report: Report, _ checker: Checker, _ findings: [Finding]) -> String {
    var lines = count == 0 ? [] : [""]
    lines.append(report.title)
    lines += findings.map { "  " + Terminal.line($0) }
    let counts = RelationResult.Outcome.allCases.map { checker.count($0) }
    lines.append(
      say(
        "  勾稽关系 \(checker.results.count) 处：成立 \(counts[0])，不成立 \(counts[1])，总计空白 \(counts[2])，缺数据 \(counts[3])",
        "  \(checker.results.count) relations: \(counts[0]) hold, \(counts[1]) fail, \(counts[2]) with a blank total, \(counts[3]) unverifiable"
      ))
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ report: Report, _ checker: Checker, _ findings: [Finding]) -> String {
    let counts = RelationResult.Outcome.allCases.map { "\"\($0.rawValue)\": \(checker.count($0))" }.joined(separator: ", ")
    let list = findings.map { "    " + $0.json(in: Terminal.language) }.joined(separator: ",\n")
    return """
      {
        "path": \(quoted(report.path)), "agency": \(quoted(report.agency)), "year": \(report.year.map(String.init) ?? "null"), "form": \(quoted(report.form.id)),
        "relations": {\(counts)},
        "findings": [\(list.isEmpty ? "" : "\n\(list)\n  ")]
      }
      """
  }

  private func csv(_ report: Report, _ finding: Finding) -> String {
    var line: [UInt8] = []
    let fields = [
      finding.source?.path ?? report.path, finding.source.map { String($0.line) } ?? "", finding.source.map { String($0.column) } ?? "",
      finding.severity.rawValue, finding.code.rawValue, report.agency, report.year.map(String.init) ?? "", finding.cell ?? "",
      finding.message.in(Terminal.language),
    ]
    for (index, field) in fields.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      line.appendField(field)
    }
    return String(decoding: line, as: UTF8.self) + "\n"
  }
}
