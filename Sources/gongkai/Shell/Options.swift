// Options that several subcommands share.

import ArgumentParser
import DisclosureReport
import ReportArchive
import ReportReading
import ReportWriting

extension SourceFormat: ExpressibleByArgument {}
extension RuleFormat: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
extension ReportPeriod: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
extension OutputFormat: ExpressibleByArgument {}
extension ComparisonFormat: ExpressibleByArgument {}
extension AuditFormat: ExpressibleByArgument {}
extension WritingOptions.Layout: ExpressibleByArgument {}
extension ThreeWay.Side: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "\(say("不显示警告和提示，只显示错误", "show errors only, no warnings and notes"))")
  var quiet = false

  @Option(help: ArgumentHelp(say("消息和帮助的语言", "the language of messages and help"), valueName: say("语言", "language")))
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
    help: ArgumentHelp(say("输出文件或文件夹；扩展名决定格式", "the output file or folder; its extension decides the format"), valueName: say("路径", "path"))
  )
  var output: String?

  @Option(help: ArgumentHelp(say("输出格式", "the format of the output"), valueName: say("格式", "format")))
  var to: OutputFormat?

  @Option(
    help: ArgumentHelp(
      say("CSV 的排列：tidy 一格一行，table 官方表格", "the layout of CSV: tidy is one line a cell, table the official table"),
      valueName: say("排列", "layout")))
  var layout: WritingOptions.Layout?

  @Flag(help: "\(say("CSV 以字节顺序标记开头，供 Excel 识别中文", "begin CSV with a byte order mark, by which Excel knows UTF-8"))")
  var bom = false

  var writing: WritingOptions {
    WritingOptions(
      layout: layout ?? .tidy, byteOrderMark: bom, language: Terminal.language, width: isOnTerminal ? Terminal.outputWidth : nil)
  }

  /// Whether a person sees the output as it is written.
  var isOnTerminal: Bool { Terminal.shows(output) }

  /// The format to write; `folders` is what a folder is filled with.
  ///
  /// - Throws: ``SourceError`` when the options contradict each other or the name of the output, and when nothing tells the format.
  func format(forFolders folders: OutputFormat = .xlsx) throws(SourceError) -> OutputFormat {
    let format = try chosen(folders)
    let option = layout != nil ? "--layout" : bom ? "--bom" : nil
    if let option, format != .csv {
      throw SourceError(
        option,
        Bilingual(zh: "只用于 csv，而输出格式是 \(format.rawValue)", en: "it is for csv only, and the output is \(format.rawValue)"))
    }
    return format
  }

  private func chosen(_ folders: OutputFormat) throws(SourceError) -> OutputFormat {
    guard let path = output, path != "-" else {
      return to ?? (isOnTerminal && layout == nil && !bom ? .text : .csv)
    }
    if path.hasSuffix("/") || Destination.isFolder(path) { return to ?? folders }
    return try agreed(to, path.fileExtension.flatMap(OutputFormat.init(fileExtension:)), path, OutputFormat.allCases.map(\.fileExtension))
  }
}

/// Where what is no report is written: standard output or one file.
struct FileOutputOptions<Format: ExpressibleByArgument & Sendable>: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(say("输出文件；扩展名决定格式", "the output file; its extension decides the format"), valueName: say("路径", "path")))
  var output: String?

  @Option(
    help: ArgumentHelp(
      say("输出格式；终端上默认 text，管道中默认 csv", "the format of the output; text on a terminal, csv in a pipe"), valueName: say("格式", "format")))
  var to: Format?

  /// Whether a person sees the output as it is written.
  var isOnTerminal: Bool { Terminal.shows(output) }
}

/// Whether a command over many reports writes a line for each in place of what it says of them.
struct OverviewOptions: ParsableArguments {
  @Flag(
    help:
      "\(say("只写一览：每份报告一行，主要数据、比率、错误数（比较时为相同比例和变化最大的数据）；网页可排序、查找；-o 为文件夹时每份报告另有一页", "write only an overview: a line for each report with figures, rates and errors (of a comparison how alike the two are and what moved most); the page sorts and searches; with -o folder/ each report has a page beside it"))"
  )
  var overview = false

  /// Whether it is asked for: by the option, or by a folder for what is no report, which is filled with pages.
  func isWanted(for output: String?) -> Bool {
    overview || output.map { $0.hasSuffix("/") || Destination.isFolder($0) } == true
  }

  /// The format of an overview of which `--to` says the name.
  static func format<Format: RawRepresentable<String>>(_ option: Format?) throws(SourceError) -> ListingFormat? {
    guard let option else { return nil }
    guard let format = ListingFormat(rawValue: option.rawValue) else {
      throw SourceError("--to \(option.rawValue)", Bilingual(zh: "不用于一览", en: "it is not for an overview"))
    }
    return format
  }
}

/// How a file that an argument names is read.
struct FileOptions: ParsableArguments {
  @Option(help: ArgumentHelp(say("输入格式，默认自动识别", "the format of the input, recognised by default"), valueName: say("格式", "format")))
  var from: SourceFormat?

  @Option(help: ArgumentHelp(say("表格格式：2019、2021 或表格定义文件", "the form: 2019, 2021, or a form document"), valueName: say("id|文件", "id|file")))
  var form: String?

  @Option(help: ArgumentHelp(say("文字编码，默认自动识别", "the encoding of text, recognised by default"), valueName: say("编码", "encoding")))
  var encoding: TextEncoding?

  var otherFiles: [String] { [form].compactMap { $0 } }

  func options() throws -> ReadingOptions {
    var options = ReadingOptions(form: try form.map(loadForm))
    options.archive = { path, form, each in try ArchiveReader.read(path, form: form, each: each) }
    options.encoding = encoding
    return options
  }

  /// The only report of a file; what is wrong in it is shown.
  ///
  /// - Parameter forTerminal: Whether a terminal shows what is made of it.
  func one(_ path: String, _ common: CommonOptions, forTerminal: Bool) throws -> Report {
    let report = try readOne(path, as: from, try options(), forTerminal: forTerminal)
    common.show(report.findings.filter { $0.severity == .error })
    return report
  }
}

/// Standard input can be read once.
func refuseTwice(_ paths: [String?]) throws {
  if paths.count(where: { $0 == "-" }) > 1 { throw ValidationError(say("只有一个输入可以是标准输入", "only one input can be standard input")) }
}

/// The only report of a file.
func readOne(_ path: String, as format: SourceFormat? = nil, _ options: ReadingOptions, forTerminal: Bool) throws -> Report {
  var reports: [Report] = []
  try readReports(Source(path: path), as: format, options) { reports.append(forTerminal ? $0.visible : $0) }
  return try only(reports, of: path)
}

/// The only one of the reports that a file holds.
func only(_ reports: [Report], of path: String) throws(SourceError) -> Report {
  guard reports.count == 1 else {
    throw SourceError(path, Bilingual(zh: "其中有 \(reports.count) 份报告，应为一份", en: "it holds \(reports.count) reports, one was expected"))
  }
  return reports[0]
}

/// Which files are read, and how: the same for every command that reads reports.
struct SourceOptions: ParsableArguments {
  @Flag(help: "\(say("文件夹也读其中的子文件夹", "read the folders in a folder, too"))")
  var recursive = false

  @Option(
    name: .customLong("files0-from"),
    help: ArgumentHelp(
      say("从文件读取以 NUL 分隔的文件名，如 find -print0 的输出；- 为标准输入", "read file names parted by NUL, as of find -print0; - is standard input"),
      valueName: say("路径", "path")))
  var files0From: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(say("同时处理的文件数，默认为处理器核数", "files to work on at a time; by default the number of cores"), valueName: say("个数", "n")))
  var jobs: Int?

  @OptionGroup var file: FileOptions

  var from: SourceFormat? { file.from }
  var form: String? { file.form }

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError(say("--jobs 应为 1 到 1024", "--jobs should be 1 to 1024"))
    }
  }

  /// The paths that are named, and those that a list names.
  func listed(beside paths: [String]) throws -> [String] {
    paths + (try files0From.map(InputFile.listed) ?? [])
  }

  /// What is read besides the inputs: no output takes its place.
  var otherFiles: [String] { file.otherFiles + [files0From].compactMap { $0 } }

  func options() throws -> ReadingOptions { try file.options() }
}

struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(say("报告文件或文件夹；- 为标准输入", "report files, or folders of them; - is standard input"), valueName: say("输入", "input")))
  var inputs: [String] = []

  @OptionGroup var source: SourceOptions

  @Option(help: ArgumentHelp(say("机关名称，代替报告中的名称", "the agency, in place of what the report says"), valueName: say("机关", "agency")))
  var agency: String?

  @Option(help: ArgumentHelp(say("报告年份，代替报告中的年份", "the report year, in place of what the report says"), valueName: say("年份", "year")))
  var year: ReportPeriod?

  func validate() throws {
    if inputs.isEmpty, source.files0From == nil {
      throw ValidationError(say("缺少输入文件；用 - 表示标准输入", "an input is missing; - is standard input"))
    }
  }

  func options() throws -> ReadingOptions {
    var options = try source.options()
    options.agency = agency
    options.period = year
    return options
  }

  /// Reads all reports of another file, such as last year's, by itself.
  ///
  /// - Parameter forTerminal: Whether a terminal shows what is made of them.
  func reports(beside path: String, forTerminal: Bool) throws -> [Report] {
    var options = try options()
    options.period = nil
    var reports: [Report] = []
    try readReports(Source(path: path), options) { reports.append(forTerminal ? $0.visible : $0) }
    return reports
  }

  /// The files to read, in order.
  func found() throws -> [InputFile] {
    try InputFile.found(in: try source.listed(beside: inputs), recursive: source.recursive)
  }

  /// Reads every input over the cores, shows how far that is and what could not be read, and hands on in the order of the inputs what
  /// is made of their reports.
  ///
  /// - Parameters:
  ///   - forTerminal: Whether a terminal shows what is made of them: then there is nothing in them that it would obey.
  ///   - take: Whether what it took had findings.
  /// - Returns: how many inputs could not be read; the error of the only one is thrown.
  func forEach<Output: Sendable>(
    of found: [InputFile], _ common: CommonOptions, forTerminal: Bool,
    make: @escaping @Sendable (Report, InputFile, ReadingSession) throws -> Output,
    end: @escaping @Sendable (InputFile) throws -> Output? = { _ in nil }, take: (Output) throws -> Bool,
    unread: (Finding) throws -> Void = { _ in }
  ) throws -> Int {
    try source.read(found, try options(), common, forTerminal: forTerminal, make: make, end: end, take: take, unread: unread)
  }
}

extension SourceOptions {
  /// Reads inputs, as ``InputOptions/forEach(of:_:forTerminal:make:end:take:unread:)`` does.
  ///
  /// - Parameters:
  ///   - unread: Takes the finding of one of several inputs that cannot be read, in its turn.
  ///   - others: How many inputs there are besides, of which there is nothing to say.
  ///   - done: What is to be done behind each input, in their order.
  func read<Output: Sendable>(
    _ inputs: [InputFile], _ options: ReadingOptions, _ common: CommonOptions, forTerminal: Bool, besides others: Int = 0,
    make: @escaping @Sendable (Report, InputFile, ReadingSession) throws -> Output,
    end: @escaping @Sendable (InputFile) throws -> Output? = { _ in nil }, take: (Output) throws -> Bool,
    unread: (Finding) throws -> Void = { _ in }, done: () -> Void = {}
  ) throws -> Int {
    var failed = 0
    var hasFindings = false
    var progress = Progress(total: inputs.count)
    try Batch(inputs, as: from, options, jobs: jobs).read(
      make: { try make(forTerminal ? $0.visible : $0, $1, $2) }, end: end, take: { output in if try take(output) { hasFindings = true } }
    ) { input, error in
      if let error {
        if inputs.count + others == 1 { throw error }
        failed += 1
        hasFindings = true
        common.show([error.finding])
        try unread(error.finding)
      }
      done()
      progress.advance(hasFindings: hasFindings)
      hasFindings = false
    }
    progress.finish()
    if failed > 0 {
      Terminal.printError(
        say("\(inputs.count + others) 个输入中有 \(failed) 个无法读取", "\(failed) of \(inputs.count + others) inputs could not be read"))
    }
    return failed
  }
}

/// The format that an option and the extension of a path agree on.
///
/// - Throws: ``SourceError`` when they contradict each other, and when neither tells it.
func agreed<Format: RawRepresentable<String>>(
  _ option: Format?, _ named: Format?, _ path: String, _ extensions: [String]
) throws(SourceError) -> Format {
  if let option, let named, option.rawValue != named.rawValue {
    throw SourceError(
      path,
      Bilingual(
        zh: "扩展名表示 \(named.rawValue)，--to 却是 \(option.rawValue)；请改其中之一",
        en: "its extension stands for \(named.rawValue), but --to says \(option.rawValue); change one of them"))
  }
  guard let format = option ?? named else { throw Destination.unknownFormat(path, extensions) }
  return format
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
