// Options that several subcommands share.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

extension SourceFormat: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension ComparisonFormat: ExpressibleByArgument {}
extension WritingOptions.Layout: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "\(say("不显示警告和提示，只显示错误", "show errors only, no warnings and notes"))")
  var quiet = false

  @Option(help: "\(say("消息和帮助的语言", "the language of messages and help"))")
  var lang: Language?

  /// Shows findings on standard error.
  func show(_ findings: [Finding]) {
    for finding in findings where !quiet || finding.severity == .error { Terminal.show(finding) }
  }
}

/// Where reports are written, and how.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(say("输出文件或文件夹；扩展名决定格式", "the output file or folder; its extension decides the format"), valueName: "path"))
  var output: String?

  @Option(help: "\(say("输出格式", "the format of the output"))")
  var to: OutputFormat?

  @Option(help: "\(say("CSV 的排列：tidy 一格一行，table 官方表格", "the layout of CSV: tidy is one line a cell, table the official table"))")
  var layout: WritingOptions.Layout = .tidy

  @Flag(help: "\(say("CSV 以字节顺序标记开头，供 Excel 识别中文", "begin CSV with a byte order mark, by which Excel knows UTF-8"))")
  var bom = false

  var writing: WritingOptions {
    WritingOptions(layout: layout, byteOrderMark: bom, language: Terminal.language)
  }
}

struct InputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp(say("报告文件；- 为标准输入", "report files; - is standard input"), valueName: "input"))
  var inputs: [String]

  @Option(help: "\(say("输入格式，默认自动识别", "the format of the input, recognised by default"))")
  var from: SourceFormat?

  @Option(help: ArgumentHelp(say("表格格式：2019、2021 或表格定义文件", "the form: 2019, 2021, or a form document"), valueName: "id|file"))
  var form: String?

  @Option(help: "\(say("文字编码，默认自动识别", "the encoding of text, recognised by default"))")
  var encoding: TextEncoding?

  @Option(help: "\(say("机关名称，代替报告中的名称", "the agency, in place of what the report says"))")
  var agency: String?

  @Option(help: "\(say("报告年份，代替报告中的年份", "the report year, in place of what the report says"))")
  var year: Int?

  func validate() throws {
    if inputs.isEmpty {
      throw ValidationError(say("缺少输入文件；用 - 表示标准输入", "an input is missing; - is standard input"))
    }
    if let year, !(1900...2200).contains(year) {
      throw ValidationError(say("年份 \(year) 不对；应为四位数，如 2020", "the year \(year) is not one; expected four digits, like 2020"))
    }
  }

  /// Reads all reports of all inputs, in order.
  func read(each: (Report, _ input: String) throws -> Void) throws {
    var options = ReadingOptions(form: try form.map(loadForm), agency: agency, year: year)
    options.encoding = encoding
    for input in inputs {
      try readReports(Source(path: input), as: from, options) { try each($0, input) }
    }
  }
}

/// The form that an option names: a built-in edition, or a document.
func loadForm(_ name: String) throws(SourceError) -> Form {
  if let form = Form.edition(name) { return form }
  let known = Form.editions.map(\.id).joined(separator: ", ")
  let source: Source
  do {
    source = try Source(path: name)
  } catch {
    throw SourceError(
      "--form \(name)",
      Bilingual(
        zh: "既不是内置格式（\(known)），也不是可读的文件", en: "it is neither a built-in form (\(known)) nor a file that can be read"))
  }
  return try Form(document: try source.bytes(), path: source.path)
}
