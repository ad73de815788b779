// A comparison as CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

struct ComparisonCSV: ComparisonStream, LineStream {
  let options: ComparisonOptions
  /// `table,row,column,label,` for each line of an alignment, made once for many comparisons.
  private let labels = MadeOnce<FormAlignment, [[UInt8]]>()
  var header: HeaderLine

  init(options: ComparisonOptions) {
    self.options = options
    header = HeaderLine(
      "old_agency,old_year,new_agency,new_year,table,row,column,label,old,new,delta,percent,change\n", hasMark: options.byteOrderMark)
  }

  func piece(_ comparison: Comparison) -> StreamPiece {
    var output: [UInt8] = []
    var start: [UInt8] = []
    for report in [comparison.old, comparison.new] {
      start.appendField(report.agency)
      start.append(",\(report.period?.description ?? ""),")
    }
    let labels = labels.value(for: comparison.alignment) { alignment in
      alignment.lines.map { line in
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
    return StreamPiece(bytes: output)
  }
}
