// Tidy CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

/// Writes `agency,year,form,table,row,column,label,value,state`, one line for every cell that is not absent.
struct TidyCSVStream: ReportStream {
  private let options: WritingOptions
  private var hasHeader = false

  init(_ options: WritingOptions) {
    self.options = options
  }

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    writeHeader(to: &output)
    var start: [UInt8] = []
    start.appendField(report.agency)
    start.append(",\(report.year.map(String.init) ?? ""),")
    start.appendField(report.form.id)
    for cell in report.form.cells {
      let value = report[cell.number]
      guard let state = value.state else { continue }
      output += start
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: cell.address.utf8.lazy.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 })
      output.append(UInt8(ascii: ","))
      output.appendField(cell.label)
      output.append(",\(value.figure?.description ?? ""),\(state)\n")
    }
  }

  mutating func finish(_ output: inout [UInt8]) {
    writeHeader(to: &output)
  }

  private mutating func writeHeader(to output: inout [UInt8]) {
    guard !hasHeader else { return }
    hasHeader = true
    if options.byteOrderMark { output += .byteOrderMark }
    output.append("agency,year,form,table,row,column,label,value,state\n")
  }
}
