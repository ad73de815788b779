// Last year's figures beside this year's totals.

extension Report {
  /// Has every total shown with what last year's report states there, where both do.
  ///
  /// - Parameter alignment: That of the reports' forms, made beforehand where many are compared.
  public mutating func compareTotals(with last: Report, alignment: FormAlignment? = nil) {
    let alignment = alignment ?? FormAlignment(old: last.form, new: form)
    for line in alignment.lines {
      guard line.new.count == 1, let cell = line.new.first, !form.totals(of: cell).isEmpty else { continue }
      let value = last.value(of: line.old)
      if value.figure != nil, self[cell].figure != nil { lastTotals[cell] = value }
    }
  }

  /// A total against last year's, if it is shown beside it.
  package func lastTotal(_ cell: CellNumber) -> ComparedCell? {
    lastTotals[cell].map { ComparedCell(line: 0, old: $0, new: self[cell], isSigned: form.cells[cell].kind == .signed) }
  }
}
