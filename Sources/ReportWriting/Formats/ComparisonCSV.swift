// A comparison as CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

struct ComparisonCSV: ComparisonStream, LineStream {
  let options: ComparisonOptions
  /// `table,row,column,label,` for each line of an alignment, one behind the other, and where each ends; made once for many comparisons.
  private let labels = MadeOnce<FormAlignment, (bytes: [UInt8], ends: [Int])>()
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
      var (bytes, ends): ([UInt8], [Int]) = ([], [])
      for line in alignment.lines {
        bytes += line.address.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 } + [UInt8(ascii: ",")]
        bytes.appendField(line.label)
        bytes.append(UInt8(ascii: ","))
        ends.append(bytes.count)
      }
      return (bytes, ends)
    }
    let shown = options.shown(of: comparison)
    output.reserveCapacity(shown.count * (start.count + (labels.ends.last ?? 0) / max(labels.ends.count, 1) + 48))
    start.withUnsafeBufferPointer { start in
      labels.bytes.withUnsafeBufferPointer { labelBytes in
        labels.ends.withUnsafeBufferPointer { ends in
          for cell in shown {
            output.append(contentsOf: start)
            output.append(
              contentsOf: UnsafeBufferPointer(rebasing: labelBytes[(cell.line == 0 ? 0 : ends[cell.line - 1])..<ends[cell.line]]))
            Self.append(cell, to: &output)
          }
        }
      }
    }
    return StreamPiece(bytes: output)
  }

  private static func append(_ cell: ComparedCell, to output: inout [UInt8]) {
    func field(_ figure: Figure?) {
      if let figure { output.append(figure) }
      output.append(UInt8(ascii: ","))
    }
    field(cell.old.figure)
    field(cell.new.figure)
    field(cell.delta)
    if let points = cell.basisPoints { output.append(hundredths: points) }
    output.append(UInt8(ascii: ","))
    output.append(contentsOf: cell.change.rawValue.utf8)
    output.append(UInt8(ascii: "\n"))
  }
}
