// A comparison as CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

struct ComparisonCSV: ComparisonStream {
  let options: ComparisonOptions
  private var hasHeader = false
  /// `table,row,column,label,` for each line of the alignment, made once for many comparisons.
  private var labels: [[UInt8]] = []
  private var alignment: FormAlignment?

  init(options: ComparisonOptions) {
    self.options = options
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    writeHeader(to: &output)
    var start: [UInt8] = []
    for report in [comparison.old, comparison.new] {
      start.appendField(report.agency)
      start.append(",\(report.period?.description ?? ""),")
    }
    if alignment !== comparison.alignment {
      alignment = comparison.alignment
      labels = comparison.lines.map { line in
        var bytes = line.address.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 } + [UInt8(ascii: ",")]
        bytes.appendField(line.label)
        return bytes + [UInt8(ascii: ",")]
      }
    }
    for cell in options.shown(of: comparison) {
      output += start
      output += labels[cell.line]
      for figure in [cell.old.figure, cell.new.figure, cell.delta] {
        if let figure { output.append(figure) }
        output.append(UInt8(ascii: ","))
      }
      if let points = cell.basisPoints { output.append(hundredths: points) }
      output.append(UInt8(ascii: ","))
      output.append(contentsOf: cell.change.rawValue.utf8)
      output.append(UInt8(ascii: "\n"))
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
