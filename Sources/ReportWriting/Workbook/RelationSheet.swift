// The sheet 勾稽校验: every relation, with both sides as live formulas and a verdict that follows the figures.

import CLazyXlsxWriter
import DisclosureReport

/// Draws the relations, one line for each row or column that they apply to.
struct RelationSheet {
  let sheet: Sheet
  let checker: Checker
  let places: [CellPlace?]
  let styles: Styles
  /// What checking found, listed below the relations.
  var findings: [Finding] = []

  static let holds = "成立"
  static let fails = "不成立"
  static let totalBlank = "总计空白"
  static let unverifiable = "缺数据"
  static let empty = "未填"

  private static let columns: [(title: String, width: Double)] = [
    ("勾稽关系", 26), ("适用于", 32), ("左侧", 30), ("右侧", 18), ("左侧之和", 10), ("右侧之和", 10), ("差额", 9), ("结论", 10),
  ]

  private var report: Report { checker.report }

  func draw() {
    lazy_worksheet_set_landscape(sheet.pointer)
    for (column, entry) in Self.columns.enumerated() { sheet.set(width: entry.width, column: column) }
    sheet.write("勾稽校验", row: 0, column: 0, width: Self.columns.count, styles.heading)
    sheet.set(height: 30, row: 0)
    for (column, entry) in Self.columns.enumerated() { sheet.write(entry.title, row: 1, column: column, styles.header) }
    sheet.set(height: 22, row: 1)
    var row = 2
    for result in checker.results where draw(result, row: row) { row += 1 }
    if row == 2 {
      sheet.write("没有可以核对的勾稽关系", row: row, column: 0, width: Self.columns.count, styles.note)
      row += 1
    } else {
      colour(rows: 2..<row)
    }
    if !findings.isEmpty { row = drawFindings(from: row + 1) }
    sheet.print(rows: row, columns: Self.columns.count)
    sheet.repeatRows(1, 1)
    lazy_worksheet_freeze_panes(sheet.pointer, 2, 0)
  }

  /// The list of findings; returns the row behind it.
  private func drawFindings(from start: Int) -> Int {
    var row = start
    sheet.write("核对发现（当前为生成时的情况；改动数据后以上面的结论为准）", row: row, column: 0, width: Self.columns.count, styles.heading)
    sheet.set(height: 30, row: row)
    row += 1
    for (column, width, title) in [(0, 1, "程度与代码"), (1, 1, "单元格"), (2, 5, "说明"), (7, 1, "行:列")] {
      sheet.write(title, row: row, column: column, width: width, styles.header)
    }
    row += 1
    let width = Self.columns[2...6].reduce(0) { $0 + $1.width }
    for finding in findings {
      let label = finding.place(in: report.form)
      sheet.write("\(finding.severity.name(in: .chinese)) \(finding.code.rawValue)", row: row, column: 0, styles.listed)
      sheet.write(label, row: row, column: 1, styles.listed)
      sheet.write(finding.message.zh, row: row, column: 2, width: 5, styles.listed)
      sheet.write(finding.source.map { $0.place ?? "\($0.line):\($0.column)" } ?? "", row: row, column: 7, styles.sum)
      let scale = Styles.bodySize / Styles.listSize
      let height = max(
        Sheet.height(of: finding.message.zh, width: width * scale, lineHeight: 14),
        Sheet.height(of: label, width: Self.columns[1].width * scale, lineHeight: 14))
      sheet.set(height: max(18, min(height, Sheet.rowLimit)), row: row)
      row += 1
    }
    return row
  }

  /// Draws one relation; false if a cell of it is not in the workbook.
  private func draw(_ result: RelationResult, row: Int) -> Bool {
    let relation = report.form.relations[result.relation]
    let instance = result.instance
    let formulas = FormulaWriter(places: places, sheet: sheet.name)
    let number = row + 1
    guard let left = formulas.sum(instance.left), let right = formulas.sum(instance.right),
      let verdict = verdict(result, formulas, number: number)
    else { return false }
    let texts = [
      relation.name.zh, String(instance.label.split(separator: "/").last ?? ""), described(instance.left, in: relation),
      described(instance.right, in: relation),
    ]
    for (column, text) in texts.enumerated() { sheet.write(text, row: row, column: column, styles.listed) }
    sheet.write(formula: left, value: result.left, row: row, column: 4, styles.sum)
    sheet.write(formula: right, value: result.right, row: row, column: 5, styles.sum)
    // Where figures are missing a difference would say nothing.
    let difference = "IF(OR(H\(number)=\"\(Self.holds)\",H\(number)=\"\(Self.fails)\"),ROUND(E\(number)-F\(number),6),\"\")"
    if let value = result.difference {
      sheet.write(formula: difference, value: value, row: row, column: 6, styles.difference)
    } else {
      sheet.write(formula: difference, value: "", row: row, column: 6, styles.difference)
    }
    sheet.write(formula: verdict.formula, value: verdict.value, row: row, column: 7, styles.sum)
    let height =
      zip(texts, Self.columns).map { Sheet.height(of: $0, width: $1.width * Styles.bodySize / Styles.listSize, lineHeight: 14) }.max() ?? 0
    sheet.set(height: max(18, height), row: row)
    return true
  }

  /// The rules of ``Checker`` as a formula: cells that were absent must be filled in, a blank total over stated parts is open.
  private func verdict(_ result: RelationResult, _ formulas: FormulaWriter, number: Int) -> (formula: String, value: String)? {
    let instance = result.instance
    var formula = "IF(ROUND(E\(number)-F\(number),6)\(instance.comparison.rawValue)0,\"\(Self.holds)\",\"\(Self.fails)\")"
    let all = (instance.left + instance.right).map(\.cell)
    let open = all.filter(report.isOpenTotal)
    if !open.isEmpty {
      guard let count = formulas.count(of: open) else { return nil }
      formula = "IF(AND(\(count)<\(open.count),ROUND(E\(number)-F\(number),6)<>0),\"\(Self.totalBlank)\",\(formula))"
    }
    // A relation of which nothing is stated has nothing to hold.
    guard let filled = formulas.count(of: all) else { return nil }
    formula = "IF(\(filled)=0,\"\(Self.empty)\",\(formula))"
    let absent = all.filter { report[$0].isAbsent }
    if !absent.isEmpty {
      guard let blank = formulas.countBlank(in: absent) else { return nil }
      formula = "IF(\(blank)>0,\"\(Self.unverifiable)\",\(formula))"
    }
    let value =
      switch result.outcome {
      case .holds: Self.holds
      case .unfilled: Self.empty
      case .fails: Self.fails
      case .totalBlank: Self.totalBlank
      case .unverifiable: Self.unverifiable
      }
    return (formula, value)
  }

  /// `（一）予以公开＋…＋（六）其他处理（共 22 项）`
  private func described(_ terms: [Relation.Term], in relation: Relation) -> String {
    let names = terms.map { report.form.name(of: $0, in: relation) }
    guard names.count > 3, let last = names.last else { return names.joined(separator: "＋") }
    return "\(names[0])＋…＋\(last)（共 \(names.count) 项）"
  }

  private func colour(rows: Range<Int>) {
    for (text, format) in [
      (Self.holds, styles.holds), (Self.fails, styles.fails), (Self.totalBlank, styles.open), (Self.unverifiable, styles.open),
      (Self.empty, styles.open),
    ] {
      sheet.mark(rows, column: 7, equalTo: text, format)
    }
  }
}

extension Finding {
  /// What a finding is about in the words of the form: the label of a cell, the name of a table.
  func place(in form: Form) -> String {
    guard let cell else { return "" }
    if let number = form.cell(cell) { return form.cells[number].label }
    let place = form.place(cell)
    return place.isEmpty ? cell : place
  }
}
