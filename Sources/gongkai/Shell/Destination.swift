// Where reports go: standard output, one file, or a folder with a file for each report.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Takes reports and writes them where `-o` says. Nothing is visible under a target's name before it is whole.
///
/// Files of a folder are written by whoever reads, on any core; a stream takes reports in the order of the inputs.
final class Destination: Sendable {
  private let format: OutputFormat
  private let options: WritingOptions
  private let isTemplate: Bool
  private let target: Target
  private let inputs: [InputFile]
  /// Whether a person sees the output as it is written.
  private let isOnTerminal: Bool
  /// Which files the inputs are, looked up once: a folder is checked against them for each file written.
  private let inputFiles: [FileIdentity: String]
  private let state = Mutex(State())
  /// What writes a report before its turn; nil for a workbook.
  private let writer: (any ReportStream)?

  /// A report for its turn: as what it adds to the stream, or as the subject of a workbook.
  enum Part: Sendable {
    case piece(StreamPiece, path: String)
    case book(WorkbookSubject, path: String)
  }

  fileprivate struct State {
    var file: AtomicFile?
    var stream: (any ReportStream)?
    var buffer: [UInt8] = []
    /// Files written so far in a folder.
    var written: Set<String> = []
    /// For each input the report that waits to see whether another follows.
    var waiting: [String: (report: Report, isAlone: Bool)] = [:]
    /// What the workbook is about.
    var single: WorkbookSubject?
    /// How many reports have come for the stream or the workbook.
    var count = 0
  }

  private enum Target: Sendable {
    case standardOutput
    case file(String)
    case folder(String)
  }

  /// - Parameters:
  ///   - others: What is read besides the inputs.
  ///   - isSingle: Whether one report is made of all inputs.
  /// - Throws: ``SourceError`` when the target cannot be written, or is one of the inputs.
  init(_ output: OutputOptions, inputs: [InputFile], others: [String] = [], isTemplate: Bool = false, isSingle: Bool = false) throws {
    let path = output.output
    format = try output.format()
    options = output.writing
    self.inputs = inputs
    inputFiles = FileIdentity.all(of: inputs.map(\.path) + others)
    self.isTemplate = isTemplate
    isOnTerminal = output.isOnTerminal
    try Self.refuseMissing(format, path)
    let isForOne = format.holdsOneReport && inputs.count > 1 && !isSingle
    switch path {
    case nil, "-":
      target = .standardOutput
      if format.holdsOneReport, isOnTerminal { throw Self.noFileOnTerminal }
      if isForOne {
        throw SourceError("<stdout>", Bilingual(zh: "多个输入要用 -o 文件夹", en: "for several inputs, give a folder with -o"))
      }
    case .some(let path) where Self.isFolder(path) || path.hasSuffix("/"):
      guard Self.isFolder(path) else {
        throw SourceError(path, Bilingual(zh: "文件夹不存在；请先用 mkdir -p 建立", en: "the folder does not exist; create it with mkdir -p"))
      }
      if isSingle {
        throw SourceError(
          path, Bilingual(zh: "这是一个文件夹；结果只有一份，-o 应为文件", en: "this is a folder; there is one result, so -o should be a file"))
      }
      target = .folder(path.hasSuffix("/") ? path : path + "/")
    case .some(let path):
      if isForOne {
        throw SourceError(
          path,
          Bilingual(
            zh: "有 \(inputs.count) 个输入，每个文件只装一份报告：-o 应为已有的文件夹",
            en: "there are \(inputs.count) inputs and a file holds one report: -o should be a folder that exists"))
      }
      target = .file(path)
      try Self.refuse(path, inputFiles)
    }
    let stream = format.stream(options)
    writer = stream
    state.withLock { $0.stream = stream }
    if case .file(let path) = target { try state.withLock { $0.file = try AtomicFile(path: path) } }
    if case .folder = target { try checkNames() }
  }

  // MARK: - Writing

  /// What the output does not keep of a report; nobody reads a terminal back.
  func unkept(_ report: Report, in session: ReadingSession) -> [Finding] {
    isOnTerminal ? [] : ReadBack(format, options)?.findings(report, in: session) ?? []
  }

  /// Takes a report from whoever reads: into a folder it is written at once, else it is handed back for its turn.
  func take(_ report: Report, from input: InputFile) throws -> Part? {
    guard case .folder = target else { return part(report) }
    let before = state.withLock { state -> (report: Report, isAlone: Bool)? in
      let before = state.waiting[input.path]
      state.waiting[input.path] = (report, before == nil)
      return before
    }
    if let before { try writeFile(before.report, from: input, isAlone: false) }
    return nil
  }

  /// All reports of an input have come.
  func end(_ input: InputFile) throws {
    if let last = state.withLock({ $0.waiting.removeValue(forKey: input.path) }) {
      try writeFile(last.report, from: input, isAlone: last.isAlone)
    }
  }

  private func part(_ report: Report) -> Part {
    writer.map { .piece($0.piece(report), path: report.path) } ?? .book(subject(report), path: report.path)
  }

  private func subject(_ report: Report) -> WorkbookSubject { isTemplate ? .template(report) : .report(report) }

  /// Writes the only report.
  func write(_ report: Report) throws { try write(part(report)) }

  /// Writes the sums of a merge.
  ///
  /// - Parameter notes: What merging found, and how the sums compare with the parent's report.
  func write(_ merge: Merge, notes: [Finding]) throws {
    try write(
      writer.map { .piece($0.piece(merge, notes: notes), path: merge.sum.path) } ?? .book(.merge(merge, notes: notes), path: merge.sum.path)
    )
  }

  /// Writes the next report of the stream, or the one of the workbook.
  func write(_ part: Part) throws {
    try state.withLock { state in
      switch part {
      case .book(let subject, let path):
        try state.take(path, format)
        state.single = subject
      case .piece(let piece, let path):
        try state.take(path, format)
        if format.holdsOneReport { try Self.refuse(isEmpty: piece.isEmpty, path) }
        state.stream?.add(piece, to: &state.buffer)
        // Of two reports for one file nothing is to be seen.
        if !format.holdsOneReport, state.buffer.count >= 1 << 16 { try state.flush() }
      }
    }
  }

  /// Removes what has not been completed. Work that still runs may hold the destination when the command ends.
  func discard() {
    state.withLock { $0.file = nil }
  }

  /// Completes the output and makes files visible.
  func finish() throws {
    if case .folder(let folder) = target { return try describe(folder) }
    let isForOne = format.holdsOneReport
    try state.withLock { state in
      if let single = state.single {
        try Self.writeBook(to: state.file) { path throws(WorkbookError) in
          try single.write(to: path)
        }
      } else if !isForOne || state.count > 0 {
        state.stream?.finish(&state.buffer)
        try state.flush()
        try state.file?.commit()
      }
    }
  }

  /// Puts the descriptor of a data package beside files of tidy CSV.
  private func describe(_ folder: String) throws {
    guard format == .csv, options.layout == .tidy else { return }
    var names = state.withLock { Set($0.written.map { String($0.dropFirst(folder.count)) }) }
    if names.isEmpty { return }
    let path = folder + "datapackage.json"
    try Self.refuse(path, inputFiles)
    if let known = try? Source(path: path).bytes() {
      guard let before = filesOf(dataPackage: known) else {
        throw SourceError(
          path,
          Bilingual(
            zh: "这里已有别的 datapackage.json，没有改动；请用另一个文件夹", en: "there is another datapackage.json, which was left alone; take another folder")
        )
      }
      // Those of earlier runs that are still there.
      names.formUnion(before.filter { (folder + $0).withFileName { access($0, F_OK) } == 0 })
    }
    let file = try AtomicFile(path: path)
    try file.write(dataPackage(of: names.sorted()))
    try file.commit()
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

  private func writeFile(_ report: Report, from input: InputFile, isAlone: Bool) throws {
    guard case .folder(let folder) = target else { return }
    // Several reports of one input stand beside each other, by their own names.
    let parent = input.name.lastIndex(of: "/").map { input.name[...$0] } ?? ""
    let name = isAlone ? input.name : parent + Self.fileName(report.agency, report.period)
    let path = folder + name + "." + format.fileExtension
    guard state.withLock({ $0.written.insert(path).inserted }) else {
      throw SourceError(
        input.path, Bilingual(zh: "两份报告都要写到 \(path)", en: "two reports would both be written to \(path)"))
    }
    if !parent.isEmpty { Self.makeFolders(String(parent), in: folder) }
    try Self.refuse(path, inputFiles)
    let file = try AtomicFile(path: path)
    if var stream = format.stream(options) {
      var bytes: [UInt8] = []
      stream.add(report, to: &bytes)
      stream.finish(&bytes)
      if format.holdsOneReport { try Self.refuse(isEmpty: bytes.isEmpty, path) }
      try file.write(bytes)
      try file.commit()
    } else {
      try Self.writeBook(to: file) { path throws(WorkbookError) in
        try subject(report).write(to: path)
      }
    }
  }

  /// What packs a file may have failed.
  static func refuse(isEmpty: Bool, _ path: String) throws(SourceError) {
    if isEmpty { throw SourceError(path, Bilingual(zh: "文件没有写成，内存可能不够", en: "the file could not be made; there may be too little memory")) }
  }

  static func refuseMissing(_ format: OutputFormat, _ path: String?) throws(SourceError) {
    guard let library = format.missingLibrary else { return }
    throw SourceError(
      path ?? "<stdout>",
      Bilingual(
        zh: "写 \(format.rawValue) 需要 \(library.name)；Debian、Ubuntu 上用 apt install \(library.package) 安装",
        en: "writing \(format.rawValue) takes \(library.name); on Debian or Ubuntu: apt install \(library.package)"))
  }

  fileprivate static func severalReports(_ path: String) -> SourceError {
    SourceError(
      path,
      Bilingual(
        zh: "其中有多份报告，每个文件只装一份：-o 应为已有的文件夹", en: "it holds several reports and a file holds one: -o should be a folder that exists"))
  }

  // MARK: - Names

  /// Inputs with the same name in different folders would overwrite each other.
  private func checkNames() throws {
    var names: [String: String] = [:]
    for input in inputs {
      if let other = names.updateValue(input.path, forKey: input.name) {
        throw SourceError(
          input.path,
          Bilingual(
            zh: "与 \(other) 同名，会写到同一个文件 \(input.name).\(format.fileExtension)",
            en: "it has the same name as \(other); both would be written to \(input.name).\(format.fileExtension)"))
      }
    }
  }

  /// Makes the folders in which an input's output stands as the input does in its folder.
  private static func makeFolders(_ path: String, in folder: String) {
    var made = folder
    for part in path.split(separator: "/") {
      made += part + "/"
      _ = made.withFileName { mkdir($0, 0o777) }
    }
  }

  /// `广州市增城区人民政府2020`, without what a file name cannot have.
  static func fileName(_ agency: String, _ period: ReportPeriod?) -> String {
    let name = (agency + (period?.description ?? "")).filter { !"/\\:*?\"<>|".contains($0) && $0 >= " " && !$0.isNewline }
    return name.isEmpty || name.hasPrefix(".") ? "report" + name : String(name.prefix(80))
  }

  static func unknownFormat(_ path: String, _ extensions: [String]) -> SourceError {
    let list = extensions.map { "." + $0 }.joined(separator: " ")
    return SourceError(
      path,
      Bilingual(zh: "看不出输出格式；用 --to 指定，或用扩展名 \(list)", en: "the format cannot be told; give --to, or an extension: \(list)"))
  }

  static var noFileOnTerminal: SourceError {
    SourceError(
      "<stdout>", Bilingual(zh: "不在终端上显示工作簿或 Word 文件；用 -o 指定文件", en: "a workbook or Word file is not for the terminal; give a file with -o")
    )
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return path.withFileName { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// - Parameter inputs: The paths of the inputs.
  static func refuseInput(_ path: String, _ inputs: [String]) throws(SourceError) {
    try refuse(path, FileIdentity.all(of: inputs))
  }

  private static func refuse(_ path: String, _ inputs: [FileIdentity: String]) throws(SourceError) {
    guard let file = FileIdentity(path), let input = inputs[file] else { return }
    throw SourceError(
      path, Bilingual(zh: "输出就是输入文件 \(input)；请换一个名字", en: "the output is the input \(input); choose another name"))
  }
}

/// A regular file, whatever path leads to it.
private struct FileIdentity: Hashable {
  let device: UInt64
  let number: UInt64

  init?(_ path: String) {
    var status = stat()
    guard path != "-", path.withFileName({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }

  static func all(of paths: [String]) -> [FileIdentity: String] {
    Dictionary(paths.compactMap { path in FileIdentity(path).map { ($0, path) } }, uniquingKeysWith: { first, _ in first })
  }
}

extension Destination.State {
  /// Counts a report, of which some files take one.
  fileprivate mutating func take(_ path: String, _ format: OutputFormat) throws(SourceError) {
    if format.holdsOneReport, count > 0 { throw Destination.severalReports(path) }
    count += 1
  }

  fileprivate mutating func flush() throws {
    try Terminal.empty(&buffer, into: file)
  }
}
