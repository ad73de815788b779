// An official table with what there is to know about each of its cells: marks and notes, the same for every format.

import DisclosureReport

/// What a cell with a figure shows besides the figure.
enum Mark: Hashable {
  case plain
  /// Inferred: blue and in italics.
  case inferred
  /// Other than in the report that it is compared with: shaded.
  case changed
  /// Not in the source, still to be filled in: shaded.
  case absent

  init(_ value: CellValue) {
    self =
      switch value {
      case .absent: .absent
      case .blank, .stated: .plain
      case .inferred: .inferred
      }
  }
}

extension Form.Table {
  /// Where the labels of rows end, and what stands beside them begins.
  var lastLabel: Int { layout.labelWidth - (blocks.map(\.asides.count).max() ?? 0) }
}

struct OfficialTable {
  /// The cell of another report with which a cell is compared.
  struct Counterpart {
    let cell: ComparedCell
    /// Whether the difference is one of those that were asked for.
    let isShown: Bool
    let reason: Bilingual?
  }

  /// The column of a listing in the same workbook whose figures a cell adds up.
  struct ColumnSum {
    let sheet: String
    let column: Int
    let rows: Int
  }

  let heading: String
  let table: Form.Table
  let report: Report
  let isTemplate: Bool
  /// For cells that are shown against another report.
  let counterparts: [CellNumber: Counterpart]
  /// For cells that are sums over a listing, over what.
  let columnSums: [CellNumber: ColumnSum]
  /// For the first cell on the right of relations, which the form compares with others, how they came out.
  let sums: [CellNumber: [RelationResult]]
  /// The cells whose change would satisfy what fails, if they are few enough to be told.
  let repairs: [Repair]
  /// The relations of the table that fail.
  let failing: [RelationResult]

  init(
    heading: String, table: Form.Table, checker: Checker, isTemplate: Bool = false, counterparts: [CellNumber: Counterpart] = [:],
    columnSums: [CellNumber: ColumnSum] = [:]
  ) {
    self.heading = heading
    self.table = table
    self.isTemplate = isTemplate
    self.counterparts = counterparts
    self.columnSums = columnSums
    let report = checker.report
    self.report = report
    repairs = Repair.candidates(for: checker).filter { $0.count <= 8 && $0.first.map { table.cells.contains($0.cell) } == true }.flatMap(
      \.self)
    let number = report.form.cells[table.cells.lowerBound].table
    failing = checker.results.filter { $0.outcome == .fails && report.form.relations[$0.relation].table == number }
    sums = Dictionary(grouping: checker.results) { $0.instance.right[0].cell }
  }

  /// A table for lines of text, which carry no marks.
  init(heading: String, table: Form.Table, report: Report) {
    self.heading = heading
    self.table = table
    self.report = report
    (isTemplate, counterparts, columnSums, sums, repairs, failing) = (false, [:], [:], [:], [], [])
  }

  /// What a cell with a figure looks like.
  func mark(_ cell: CellNumber) -> Mark {
    if let counterpart = counterparts[cell], counterpart.isShown, counterpart.cell.change != .same { return .changed }
    return Mark(report[cell])
  }

  /// Whether a label stands at the left: where rows are parts of others, how far a label is moved in says so.
  func isLeft(_ item: TableLayout.Item) -> Bool {
    guard case .rowLabel = item.content else { return false }
    return item.column < table.lastLabel && table.rows.contains { $0.level > 0 }
  }

  /// The relations that a cell does not agree with.
  func failures(of cell: CellNumber) -> [RelationResult] {
    (sums[cell] ?? []).filter { $0.outcome == .fails }
  }

  /// Whether changing the cell would mend what fails.
  func isSuspect(_ cell: CellNumber) -> Bool { repairs.contains { $0.cell == cell } }

  /// What a clerk should know about a cell: what changed, sums that differ, how it was inferred, what reading found.
  func notes(on cell: CellNumber) -> [String] {
    var notes: [String] = []
    let mark = mark(cell)
    if mark == .changed, let counterpart = counterparts[cell] { notes.append(counterpart.cell.comment) }
    if let last = report.lastTotal(cell) { notes.append("\(report.form.period.comparison)\(last.comment)") }
    if report[cell].figure != nil {
      for failure in failures(of: cell) {
        let difference = (failure.difference ?? .zero).signedDescription
        let (parts, whole) = failure.instance.total == nil ? ("左边", "右边") : ("各项之和", "填报")
        notes.append(
          "\(report.form.relations[failure.relation].name.zh)：\(parts)为 \(failure.left)，\(whole)为 \(failure.right)，相差 \(difference)")
      }
    }
    for repair in repairs where repair.cell == cell {
      notes.append("改这一格，不成立的关系就都成立：\(report[cell].figure ?? .zero) → \(repair.figure)")
    }
    if mark == .inferred {
      notes.append("\(report.form.notation.inferred)所得：原文没有这个数，" + (report.derivations[cell].map(\.zh) ?? "由勾稽关系和其他数据得出"))
    }
    let address = report.form.cells[cell].address
    for finding in report.findings where finding.cell == address && finding.code != .absentCell && finding.code != .inferred {
      notes.append(finding.message.zh)
    }
    return notes
  }
}
