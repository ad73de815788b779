// What the source does not carry: one finding for each lost part, not one for each cell.

/// Lists the parts of the form that a report lacks.
public struct Completeness: Sendable {
  public let report: Report

  public init(_ report: Report) {
    self.report = report
  }

  /// A table that is missing altogether is one finding, so is a run of rows, so is a row with gaps.
  public var findings: [Finding] {
    if report.isComplete { return [] }
    return report.form.tables.indices.flatMap { index -> [Finding] in
      report.carries(table: index) ? gaps(in: report.form.tables[index]) : [missing(report.form.tables[index])]
    }
  }

  private func missing(_ table: Form.Table) -> Finding {
    Finding(
      .warning, .absentCell, cell: table.id, at: position(after: table.cells.lowerBound),
      Bilingual(zh: "没有表格“\(table.name.zh)”", en: "there is no table \"\(table.id)\" (\(table.name.en))"))
  }

  private func gaps(in table: Form.Table) -> [Finding] {
    var findings: [Finding] = []
    var run: [Form.Row] = []
    func close() {
      if let first = run.first, let last = run.last { findings.append(lost(first, last, count: run.count, in: table)) }
      run = []
    }
    for row in table.rows {
      let absent = row.cells.filter { report[$0].isAbsent }
      if absent.count == row.cells.count {
        run.append(row)
        continue
      }
      close()
      if let cell = absent.first { findings.append(lost(cell, count: absent.count, of: row, in: table)) }
    }
    close()
    return findings
  }

  private func lost(_ first: Form.Row, _ last: Form.Row, count: Int, in table: Form.Table) -> Finding {
    let rows =
      count == 1
      ? Bilingual(zh: "“\(first.label)”一行", en: "the row \(first.id) (\(first.label))")
      : Bilingual(
        zh: "从“\(first.label)”到“\(last.label)”的 \(count) 行",
        en: "\(count) rows, from \(first.id) (\(first.label)) to \(last.id) (\(last.label))")
    return Finding(
      .warning, .absentCell, cell: count == 1 ? "\(table.id)/\(first.id)" : table.id, at: position(after: first.cells.lowerBound),
      Bilingual(zh: "\(table.name.zh)：缺少\(rows.zh)", en: "\(table.id): missing \(rows.en)"))
  }

  private func lost(_ cell: CellNumber, count: Int, of row: Form.Row, in table: Form.Table) -> Finding {
    let address = report.form.cells[cell].address
    return Finding(
      .warning, .absentCell, cell: count == 1 ? address : "\(table.id)/\(row.id)", at: position(after: cell),
      Bilingual(
        zh: "\(table.name.zh)：“\(row.label)”缺少 \(count) 个数据",
        en: "\(table.id): the row \(row.id) lacks \(count) of its \(row.cells.count) cells"))
  }

  /// Where the lost cell should have come: the last figure that was read before it, else the start of the file.
  private func position(after cell: CellNumber) -> SourcePosition? {
    report.cells[..<cell].indices.last { report.origin(of: $0) != nil }.flatMap(report.position) ?? report.start
  }
}
