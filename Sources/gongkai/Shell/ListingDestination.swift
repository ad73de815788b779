// Where rankings and overviews go: standard output or one file.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

extension ListingFormat: ExpressibleByArgument {}

struct ListingDestination {
  private let format: ListingFormat
  private let file: AtomicFile?

  init(_ options: FileOutputOptions<ListingFormat>, inputs: [String]) throws {
    try self.init(options.output, format: options.to, inputs: inputs)
  }

  init(_ path: String?, format: ListingFormat?, inputs: [String]) throws {
    guard let path, path != "-" else {
      self.format = format ?? (Terminal.isOutputTerminal ? .text : .csv)
      if self.format == .xlsx, Terminal.isOutputTerminal { throw Destination.noFileOnTerminal }
      file = nil
      return
    }
    let named = path.fileExtension.flatMap(ListingFormat.init(fileExtension:))
    self.format = try agreed(format, named, path, ListingFormat.allCases.map(\.fileExtension))
    try Destination.refuseInput(path, inputs)
    file = try AtomicFile(path: path)
  }

  /// - Parameter bytes: What is written in a format, in lines of a width; nil for a workbook.
  func write(_ subject: WorkbookSubject, _ bytes: (ListingFormat, Int?) -> [UInt8]?) throws {
    if var bytes = bytes(format, file == nil && Terminal.isOutputTerminal ? Terminal.outputWidth : nil) {
      try Terminal.empty(&bytes, into: file)
      try file?.commit()
    } else {
      try Destination.writeBook(to: file) { path throws(WorkbookError) in try subject.write(to: path) }
    }
  }
}
