// Tidy CSV: one line a cell, the format that scripts rely on.

import DisclosureReport

/// Writes `agency,year,form,table,row,column,label,value,state`, one line for every cell that is not absent.
struct TidyCSVStream: ReportStream {
  private let options: WritingOptions
  private var hasHeader = false
  /// For each cell of the last report's form what stands on its line between the form and the figure.
  private var middles: (form: Form, texts: [[UInt8]])?

  init(_ options: WritingOptions) {
    self.options = options
  }

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    writeHeader(to: &output)
    var start: [UInt8] = []
    start.appendField(report.agency)
    start.append(",\(report.period?.description ?? ""),")
    start.appendField(report.form.id)
    let middles = middles(of: report.form)
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
  }

  private mutating func middles(of form: Form) -> [[UInt8]] {
    if let middles, middles.form === form { return middles.texts }
    let texts = form.cells.map { cell in
      var text: [UInt8] = []
      text.append("," + String(cell.address.map { $0 == "/" ? "," : $0 }) + ",")
      text.appendField(cell.label)
      text.append(UInt8(ascii: ","))
      return text
    }
    middles = (form, texts)
    return texts
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
