// Whose error an error is.

import DisclosureReport
import Foundation
import ReportReading
import Testing

@Suite("Many inputs")
struct BatchTests {
  private func inputs(_ count: Int) throws -> [InputFile] {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try (0..<count).map { number in
      let file = folder.appending(path: "\(number).csv")
      try Data("agency,year,table,row,column,value\n甲\(number),2021,requests,new,natural,1\n".utf8).write(to: file)
      return InputFile(path: file.path)
    }
  }

  @Test("What the taker throws ends the reading and is not the input's fault, of one input or of several", arguments: [1, 3])
  func taking(count: Int) throws {
    var done: [String?] = []
    let full = SourceError("out.xlsx", Bilingual(zh: "磁盘已满", en: "the disk is full"))
    let error = #expect(throws: SourceError.self) {
      try Batch(try inputs(count)).read(make: { report, _, _ in report }, take: { _ in throw full }) { done.append($1?.path) }
    }
    #expect(error?.path == "out.xlsx" && done.isEmpty)
  }

  @Test("What the maker throws is the input's, of one input or of several", arguments: [1, 3])
  func making(count: Int) throws {
    var (done, taken) = ([String?](), 0)
    try Batch(try inputs(count)).read(
      make: { report, input, _ throws -> Report in throw SourceError(input.path, Bilingual(zh: "不行", en: "no")) }, take: { _ in taken += 1 }
    ) { done.append($1?.path) }
    #expect(done.count == count && !done.contains(nil) && taken == 0)
  }
}
