// Tidy CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

/// Writes `agency,year,form,table,row,column,label,value,state`, one line for every cell that is not absent.
struct TidyCSVStream: ReportStream, LineStream {
  /// For each cell of a form what stands on its line between the form and the figure.
  private let middles = MadeOnce<Form, Numbered<CellNumber, [UInt8]>>()
  var header: HeaderLine

  init(_ options: WritingOptions) {
    header = HeaderLine("agency,year,form,table,row,column,label,value,state\n", hasMark: options.byteOrderMark)
  }

  func piece(_ report: Report) -> StreamPiece {
    var output: [UInt8] = []
    var start: [UInt8] = []
    start.appendField(report.agency)
    start.append(",\(report.period?.description ?? ""),")
    start.appendField(report.form.id)
    let middles = middles.value(for: report.form) { form in
      Numbered(
        form.cells.map { cell in
          var text: [UInt8] = []
          text.append("," + String(cell.address.map { $0 == "/" ? "," : $0 }) + ",")
          text.appendField(cell.label)
          text.append(UInt8(ascii: ","))
          return text
        })
    }
    for cell in report.cells.indices {
      let value = report[cell]
      guard let state = value.state else { continue }
      output += start
      output += middles[cell]
      if let figure = value.figure { output.append(figure) }
      output.append(UInt8(ascii: ","))
      output.append(state)
      output.append(UInt8(ascii: "\n"))
    }
    return StreamPiece(bytes: output)
  }
}
