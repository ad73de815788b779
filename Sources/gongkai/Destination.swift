// Where reports go: standard output, one file, or a folder with a file for each report.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes reports and writes them where `-o` says. Nothing is visible under a target's name before it is whole.
struct Destination {
  private let format: OutputFormat
  private let options: WritingOptions
  private let isTemplate: Bool
  private let target: Target
  private let inputs: [String]
  private var stream: (any ReportStream)?
  private var buffer: [UInt8] = []
  private var file: AtomicFile?
  /// Files written so far in a folder.
  private var written: Set<String> = []
  /// The report that waits to see whether its input holds another.
  private var waiting: (report: Report, input: String, isAlone: Bool)?

  private enum Target {
    case standardOutput
    case file(String)
    case folder(String)
  }

  /// - Throws: ``SourceError`` when the target cannot be written, or is one of the inputs.
  init(_ output: OutputOptions, inputs: [String], isTemplate: Bool = false) throws {
    let (path, format) = (output.output, output.to)
    options = output.writing
    self.inputs = inputs
    self.isTemplate = isTemplate
    let named = path?.fileExtension.flatMap(OutputFormat.init(fileExtension:))
    switch path {
    case nil, "-":
      target = .standardOutput
      self.format = format ?? (Terminal.isOutputTerminal ? .text : .csv)
      if self.format == .xlsx, Terminal.isOutputTerminal {
        throw Self.noWorkbookOnTerminal
      }
      if self.format.holdsOneReport, inputs.count > 1 {
        throw SourceError("<stdout>", Bilingual(zh: "多个输入的工作簿要用 -o 文件夹", en: "for several inputs, give a folder with -o"))
      }
    case .some(let path) where Self.isFolder(path) || path.hasSuffix("/"):
      guard Self.isFolder(path) else {
        throw SourceError(path, Bilingual(zh: "文件夹不存在；请先用 mkdir -p 建立", en: "the folder does not exist; create it with mkdir -p"))
      }
      target = .folder(path.hasSuffix("/") ? path : path + "/")
      self.format = format ?? .xlsx
    case .some(let path):
      guard let chosen = format ?? named else {
        throw Self.unknownFormat(path, OutputFormat.allCases.map(\.fileExtension))
      }
      self.format = chosen
      if chosen.holdsOneReport, inputs.count > 1 {
        throw SourceError(
          path,
          Bilingual(
            zh: "有 \(inputs.count) 个输入，每个工作簿只装一份报告：-o 应为已有的文件夹",
            en: "there are \(inputs.count) inputs and a workbook holds one report: -o should be a folder that exists"))
      }
      target = .file(path)
      try Self.refuseInput(path, inputs)
    }
    stream = self.format.stream(options)
    switch target {
    case .file(let path): file = try AtomicFile(path: path)
    case .folder: try checkNames()
    case .standardOutput: break
    }
  }

  // MARK: - Writing

  mutating func write(_ report: Report, from input: String) throws {
    if case .folder = target {
      let isNext = waiting?.input == input
      if let waiting { try writeFile(waiting.report, from: waiting.input, isAlone: waiting.isAlone && !isNext) }
      waiting = (report, input, !isNext)
    } else if stream == nil {
      guard waiting == nil else {
        throw SourceError(
          input,
          Bilingual(
            zh: "其中有多份报告，每个工作簿只装一份：-o 应为已有的文件夹", en: "it holds several reports and a workbook holds one: -o should be a folder that exists")
        )
      }
      waiting = (report, input, true)
    } else {
      stream?.add(report, to: &buffer)
      if buffer.count >= 1 << 16 { try flush() }
    }
  }

  /// Completes the output and makes files visible.
  mutating func finish() throws {
    if case .folder = target {
      if let waiting { try writeFile(waiting.report, from: waiting.input, isAlone: waiting.isAlone) }
    } else if stream == nil {
      guard let waiting else { return }
      try Self.writeBook(to: file) { path throws(WorkbookError) in try writeWorkbook(waiting.report, to: path, template: isTemplate) }
    } else {
      stream?.finish(&buffer)
      try flush()
      try file?.commit()
    }
  }

  private mutating func flush() throws {
    if let file {
      try file.write(buffer)
    } else {
      try Terminal.write(buffer)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Has a workbook written into a file and commits it; without a file, copies it to standard output.
  static func writeBook(to file: AtomicFile?, _ write: (String) throws(WorkbookError) -> Void) throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let target = try file ?? AtomicFile(path: "\(folder)/gongkai-\(getpid()).xlsx")
    do {
      try write(target.temporaryPath)
    } catch {
      throw SourceError(target.path, error.message)
    }
    if file == nil {
      try Terminal.write(try Source(path: target.temporaryPath).bytes())
    } else {
      try target.commit()
    }
  }

  private mutating func writeFile(_ report: Report, from input: String, isAlone: Bool) throws {
    guard case .folder(let folder) = target else { return }
    let name = isAlone ? Self.baseName(input) : Self.fileName(report)
    let path = folder + name + "." + format.fileExtension
    guard written.insert(path).inserted else {
      throw SourceError(
        input, Bilingual(zh: "两份报告都要写到 \(path)", en: "two reports would both be written to \(path)"))
    }
    try Self.refuseInput(path, inputs)
    let file = try AtomicFile(path: path)
    if var stream = format.stream(options) {
      var bytes: [UInt8] = []
      stream.add(report, to: &bytes)
      stream.finish(&bytes)
      try file.write(bytes)
      try file.commit()
    } else {
      try Self.writeBook(to: file) { path throws(WorkbookError) in try writeWorkbook(report, to: path, template: isTemplate) }
    }
  }

  // MARK: - Names

  /// Inputs with the same name in different folders would overwrite each other.
  private func checkNames() throws {
    var names: [String: String] = [:]
    for input in inputs {
      let name = Self.baseName(input)
      if let other = names.updateValue(input, forKey: name) {
        throw SourceError(
          input,
          Bilingual(
            zh: "与 \(other) 同名，会写到同一个文件 \(name).\(format.fileExtension)",
            en: "it has the same name as \(other); both would be written to \(name).\(format.fileExtension)"))
      }
    }
  }

  private static func baseName(_ input: String) -> String {
    let name = input == "-" ? "stdin" : input.split(separator: "/").last.map(String.init) ?? input
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return name }
    return String(name[..<point])
  }

  /// `广州市增城区人民政府2020`, without what a file name cannot have.
  private static func fileName(_ report: Report) -> String {
    let name = (report.agency + (report.year.map(String.init) ?? "")).filter { !"/\\:*?\"<>|".contains($0) && $0 >= " " && !$0.isNewline }
    return name.isEmpty || name.hasPrefix(".") ? "report" + name : String(name.prefix(80))
  }

  static func unknownFormat(_ path: String, _ extensions: [String]) -> SourceError {
    let list = extensions.map { "." + $0 }.joined(separator: " ")
    return SourceError(
      path,
      Bilingual(zh: "看不出输出格式；用 --to 指定，或用扩展名 \(list)", en: "the format cannot be told; give --to, or an extension: \(list)"))
  }

  static var noWorkbookOnTerminal: SourceError {
    SourceError("<stdout>", Bilingual(zh: "不在终端上显示工作簿；用 -o 指定文件", en: "a workbook is not for the terminal; give a file with -o"))
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func refuseInput(_ path: String, _ inputs: [String]) throws(SourceError) {
    var output = stat()
    guard stat(path, &output) == 0, output.st_mode & S_IFMT == S_IFREG else { return }
    for input in inputs where input != "-" {
      var status = stat()
      if stat(input, &status) == 0, status.st_dev == output.st_dev, status.st_ino == output.st_ino {
        throw SourceError(
          path, Bilingual(zh: "输出就是输入文件 \(input)；请换一个名字", en: "the output is the input \(input); choose another name"))
      }
    }
  }
}
