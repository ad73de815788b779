// Documents that have lost one line of figures.

import DisclosureReport
import ReportGenerator
import ReportReading

/// A document without one line of figures.
struct LostLine {
  let text: String
  /// What was lost.
  let lost: String
  let truth: Report

  /// Cells with another figure than the document's and nothing said.
  func silentlyWrong() throws -> [String] {
    var read = Report(form: truth.form)
    try readReports(Source(bytes: Array(text.utf8), path: "lost"), as: .text) { read = $0 }
    let doubted = Set(read.findings.compactMap(\.cell))
    return truth.form.cells.filter { cell in
      let row = cell.address.split(separator: "/").dropLast().joined(separator: "/")
      let table = truth.form.tables[cell.table]
      return read[cell.address].figure != nil && read[cell.address] != truth[cell.number] && !doubted.contains(row)
        && !doubted.contains(cell.address) && !(table.blocks[0].isAcross && doubted.contains(table.id))
    }.map { "\($0.address) \(truth[$0.number]) read \(read[$0.address])" }
  }
}

/// Each line of figures of a document lost in turn: only its figures, then all of it.
struct LostLines: Sequence {
  private let lines: [String]
  private let truth: Report

  init(_ layout: PublishedLayout, _ form: Form, seed: UInt64) {
    var generator = ReportGenerator(seed: seed)
    truth = generator.inconsistentReport(of: form)
    var printer = ReportPrinter(layout, seed: seed, hasNoise: false)
    lines = printer.print(truth).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func makeIterator() -> some IteratorProtocol<LostLine> {
    lines.indices.lazy.flatMap { number -> [LostLine] in
      let words = lines[number].split(separator: " ")
      let label = words.prefix { word in !word.allSatisfy { $0.isNumber || "+-.,万元".contains($0) } }
      guard words.count - label.count >= 3 else { return [] }
      return [label.isEmpty ? nil : label.joined(separator: " "), ""].compactMap { $0 }.map { rest in
        var damaged = lines
        damaged[number] = rest
        return LostLine(text: damaged.joined(separator: "\n"), lost: lines[number], truth: truth)
      }
    }.makeIterator()
  }
}
