// A comparison as CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

struct ComparisonCSV: ComparisonStream {
  let options: ComparisonOptions
  private var hasHeader = false

  init(options: ComparisonOptions) {
    self.options = options
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    writeHeader(to: &output)
    var start: [UInt8] = []
    for report in [comparison.old, comparison.new] {
      start.appendField(report.agency)
      start.append(",\(report.year.map(String.init) ?? ""),")
    }
    for cell in options.shown(of: comparison) {
      let line = comparison.lines[cell.line]
      output += start
      output.append(contentsOf: line.address.utf8.lazy.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 })
      output.append(UInt8(ascii: ","))
      output.appendField(line.label)
      output.append(
        ",\(cell.old.figure?.description ?? ""),\(cell.new.figure?.description ?? ""),\(cell.delta?.description ?? ""),\(cell.percent),"
          + "\(cell.change.rawValue)\n")
    }
  }

  mutating func finish(_ output: inout [UInt8]) {
    writeHeader(to: &output)
  }

  private mutating func writeHeader(to output: inout [UInt8]) {
    guard !hasHeader else { return }
    hasHeader = true
    if options.byteOrderMark { output += .byteOrderMark }
    output.append("old_agency,old_year,new_agency,new_year,table,row,column,label,old,new,delta,percent,change\n")
  }
}
