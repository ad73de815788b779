// Where comparisons go: standard output or one file.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

/// Takes comparisons and writes them where `-o` says.
final class ComparisonDestination {
  private let format: ComparisonFormat
  private let options: ComparisonOptions
  private let file: AtomicFile?
  private var stream: (any ComparisonStream)?
  private var buffer: [UInt8] = []

  init(_ path: String?, format: ComparisonFormat?, _ options: ComparisonOptions, inputs: [String]) throws {
    self.options = options
    guard let path, path != "-" else {
      self.format = format ?? (Terminal.isOutputTerminal && !options.byteOrderMark ? .text : .csv)
      file = nil
      stream = self.format.stream(options)
      try refuseMark()
      if self.format == .xlsx, Terminal.isOutputTerminal { throw Destination.noFileOnTerminal }
      return
    }
    let named = path.fileExtension.flatMap(ComparisonFormat.init(fileExtension:))
    let chosen = try agreed(format, named, path, ComparisonFormat.allCases.map(\.fileExtension))
    self.format = chosen
    try Destination.refuseInput(path, inputs)
    file = try AtomicFile(path: path)
    stream = chosen.stream(options)
    try refuseMark()
  }

  /// A byte order mark is for CSV.
  private func refuseMark() throws(SourceError) {
    guard options.byteOrderMark, format != .csv else { return }
    throw SourceError(
      "--bom", Bilingual(zh: "只用于 csv，而输出格式是 \(format.rawValue)", en: "it is for csv only, and the output is \(format.rawValue)"))
  }

  /// Writes everything at once.
  func write(_ comparisons: [Comparison], series: Series, tables: Set<String>?) throws {
    guard stream == nil else {
      if series.reports.count > 2 { try add(format.piece(series, options, tables: tables)) }
      for comparison in comparisons { try add(stream?.piece(comparison)) }
      try finish()
      return
    }
    try Destination.writeBook(to: file) { path throws(WorkbookError) in
      try WorkbookSubject.comparison(series, options, tables: tables).write(to: path)
    }
  }

  /// Refuses what cannot take many pairs.
  func begin() throws {
    if stream == nil {
      throw SourceError(
        file?.path ?? "<stdout>",
        Bilingual(
          zh: "工作簿只能比较每个输入一份报告；许多报告请用 csv、json、text 或 html",
          en: "a workbook compares one report of each input; for many use csv, json, text or html"))
    }
  }

  /// What writes a comparison before its turn.
  var writer: (any ComparisonStream)? { stream }

  func add(_ piece: StreamPiece?) throws {
    guard let piece else { return }
    stream?.add(piece, to: &buffer)
    if buffer.count >= 1 << 16 { try flush() }
  }

  func finish() throws {
    stream?.finish(&buffer)
    try flush()
    try file?.commit()
  }

  private func flush() throws {
    try Terminal.empty(&buffer, into: file)
  }
}
