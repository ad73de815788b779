// Last year's figures beside this year's totals.

extension Report {
  /// Has every total shown with what last year's report states there, where both do.
  ///
  /// - Parameter alignment: That of the reports' forms, made beforehand where many are compared.
  public mutating func compareTotals(with last: Report, alignment: FormAlignment? = nil) {
    let alignment = alignment ?? FormAlignment(old: last.form, new: form)
    for (number, line) in alignment.lines.enumerated() {
      guard line.new.count == 1, let cell = line.new.first, !form.totals(of: cell).isEmpty else { continue }
      let compared = ComparedCell(line: number, old: last.value(of: line.old), new: self[cell], isSigned: line.kind == .signed)
      if compared.delta != nil { lastTotals[cell] = compared }
    }
  }
}
