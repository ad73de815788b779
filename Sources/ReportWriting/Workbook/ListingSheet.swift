// A listing on a sheet of its own: a line a row, with a filter; differences, percentages and verdicts are formulas.

import CLazyXlsxWriter
import DisclosureReport

struct ListingSheet {
  let sheet: Sheet
  let title: String
  let listing: Listing
  /// The report whose cells formulas add up, and where they stand.
  let report: Report
  let places: Numbered<CellNumber, CellPlace?>
  let styles: Styles
  /// Whether it is of a form that is being filled in.
  var isTemplate = false

  /// How many rows of titles stand above the lines, below the heading.
  private var headers: Int { 1 + (listing.columns.map(\.path.count).max() ?? 0) }

  /// Where the columns of the listing begin: behind that of the groups.
  private var offset: Int { listing.groupTitle == nil ? 0 : 1 }
  private var columns: [(title: String, width: Double)] {
    (listing.groupTitle.map { [$0] } ?? []) + listing.columns.map { ($0.title, $0.width) }
  }

  /// The cells of a column of a listing, and the one on the line that closes it: what is put in above that line is added up, too.
  static func range(of sum: OfficialTable.ColumnSum, headers: Int) -> String {
    let column = CellPlace.letters(sum.column)
    return "\(CellPlace.quoted(sum.sheet))\(column)\(headers + 2):\(column)\(headers + 2 + sum.rows)"
  }

  func draw() {
    let columns = columns
    for (column, entry) in columns.enumerated() { sheet.set(width: entry.width, column: column) }
    // Of many columns the first dozen are in sight.
    let width = listing.frozenColumns > 0 ? min(columns.count, 9) : columns.count
    if let tally = listing.tally {
      sheet.span(row: 0, column: 0, height: 1, width: width, styles.heading)
      writeTally(of: offset + tally)
    } else {
      sheet.write(title, row: 0, column: 0, width: width, styles.heading)
    }
    sheet.set(height: 30, row: 0)
    drawTitles()
    lazy_worksheet_set_landscape(sheet.pointer)
    sheet.setDefaultHeight()
    sheet.repeatRows(1, headers)
    lazy_worksheet_freeze_panes(sheet.pointer, UInt32(headers + 1), UInt16(listing.frozenColumns))
    if listing.frozenColumns > 0 {
      sheet.book.check(lazy_worksheet_repeat_columns(sheet.pointer, 0, 0))
      // They do not fit on one page.
      lazy_worksheet_fit_to_pages(sheet.pointer, 0, 0)
    }
    let first = headers + 1
    var row = first
    for group in listing.groups {
      for line in group.rows {
        draw(line, of: group.heading, row: row)
        row += 1
      }
    }
    if !listing.closing.isEmpty {
      sheet.write(listing.closing, row: row, column: 0, styles.note)
    }
    if row > first {
      colour(rows: first..<row)
    } else if !listing.ifEmpty.isEmpty {
      sheet.write(listing.ifEmpty, row: row, column: 0, width: columns.count, styles.note)
      row += 1
    }
    sheet.filter(row: headers, rows: row, columns: columns.count)
    if listing.frozenColumns == 0 { sheet.print(rows: max(first, row), columns: columns.count) }
  }

  /// The heading with how many lines are still open, which follows the figures.
  private func writeTally(of column: Int) {
    let lines = listing.groups.flatMap(\.rows)
    guard !lines.isEmpty else { return sheet.write(title, row: 0, column: 0, styles.heading) }
    let standings = lines.map { line -> String in
      if case .standing(let standing) = line.cells[column - offset] { settled(standing, line) } else { "" }
    }
    let open = standings.count { $0 == Listing.Standing.isOpen }
    let other = standings.count { $0.isEmpty }
    let letters = CellPlace.letters(column)
    let range = "\(letters)\(headers + 2):\(letters)\(headers + 1 + lines.count)"
    let rest = other > 0 ? "；另有 \(other) 项请看说明" : ""
    // A figure that is corrected may break what held.
    let sheetOfRelations = CellPlace.quoted(Form.relationSheet)
    let fails = RelationResult.Outcome.fails.name.zh
    let before = (title + "：可随数据核对的还有 ", " 项未改正" + rest + "；勾稽关系" + fails + "的有 ", " 条")
    sheet.write(
      formula:
        "\"\(before.0)\"&COUNTIF(\(range),\"\(Listing.Standing.isOpen)\")&\"\(before.1)\"&COUNTIF(\(sheetOfRelations)H:H,\"\(fails)\")&\"\(before.2)\"",
      value: before.0 + "\(open)" + before.1 + "\(listing.failing)" + before.2, row: 0, column: 0, styles.heading)
  }

  /// How a finding stands when the workbook is written.
  private func settled(_ standing: Listing.Standing, _ line: Listing.Row) -> String {
    if case .none = standing { "" } else { Listing.Standing.isOpen }
  }

  /// The titles of the columns. What stands above them spans neighbours that have it in common; the uppermost, which may span a hundred
  /// columns, stands at the left, where it is seen.
  private func drawTitles() {
    let columns = columns
    let paths = [[String]](repeating: [], count: offset) + listing.columns.map(\.path)
    for (column, entry) in columns.enumerated() {
      let path = paths[column]
      sheet.write(entry.title, row: 1 + path.count, column: column, height: headers - path.count, styles.header)
      for level in path.indices {
        func isShared(with other: Int) -> Bool { paths[other].prefix(level + 1).elementsEqual(path[...level]) }
        guard column == 0 || !isShared(with: column - 1) else { continue }
        let end = (column..<columns.count).prefix(while: isShared).count
        sheet.write(path[level], row: 1 + level, column: column, width: end, level == 0 ? styles.listed : styles.header)
      }
    }
    for level in 0..<headers {
      // Long names of agencies wrap; what is told apart by a path stands in narrow columns.
      let height = columns.map { max(22, Sheet.height(of: $0.title, width: $0.width)) }.max() ?? 22
      if headers == 1 { sheet.set(height: height, row: 1) } else if level > 0 { sheet.set(height: max(34, height), row: 1 + level) }
    }
  }

  private func draw(_ line: Listing.Row, of group: String, row: Int) {
    var texts: [(text: String, width: Double)] = []
    if let groupTitle = listing.groupTitle {
      texts.append((group, groupTitle.width))
      sheet.write(group, row: row, column: 0, styles.listed)
    }
    for (index, cell) in line.cells.enumerated() {
      let column = listing.columns[index]
      if case .text(let text) = cell, !text.isEmpty { texts.append((text, column.width)) }
      draw(cell, column.role, row: row, column: offset + index)
    }
    let height = texts.map { Sheet.height(of: $0.text, width: $0.width, size: Styles.listSize) }.max() ?? 0
    sheet.set(height: max(18, min(height, Sheet.rowLimit)), row: row)
  }

  private func draw(_ cell: Listing.Cell, _ role: Listing.Role, row: Int, column: Int) {
    let formulas = FormulaWriter(places: places, sheet: sheet.name)
    func place(_ index: Int) -> String { "\(CellPlace.letters(offset + index))\(row + 1)" }
    switch (cell, role) {
    case (.text(let text), .verdict(let old, let new, let agree, let differ)):
      let (old, new) = (place(old), place(new))
      sheet.write(
        formula: "IF(COUNT(\(old),\(new))<2,\"缺数据\",IF(ROUND(\(new)-\(old),6)=0,\"\(agree)\",\"\(differ)\"))", value: text, row: row,
        column: column, styles.sum)
    case (.text(let text), .word): sheet.write(text, row: row, column: column, styles.sum)
    case (.text(let text), _):
      // A cell holds 32,767 characters.
      sheet.write(text.shortened(to: 32_000), row: row, column: column, styles.listed)
    case (.value(let value), _): sheet.write(value.figure, row: row, column: column, styles.sum)
    case (.figure(let value, let cell), _):
      sheet.write(value.figure, row: row, column: column, styles.figure(cell, Mark(value)))
    case (.sum(let terms, let figure), _):
      if let sum = formulas.sum(terms) {
        sheet.write(formula: sum, value: figure, row: row, column: column, styles.sum)
      } else {
        sheet.write(figure, row: row, column: column, styles.sum)
      }
    case (.relation(let result), .outcome(let left, let right)):
      let isToCome =
        isTemplate && [result.instance.left, result.instance.right].contains { $0.allSatisfy { report[$0.cell].figure == nil } }
      let word = (isToCome ? RelationResult.Outcome.unfilled : result.outcome).name.zh
      if let formula = formulas.outcome(
        of: result, in: report, difference: "ROUND(\(place(left))-\(place(right)),6)", isTemplate: isTemplate)
      {
        sheet.write(formula: formula, value: word, row: row, column: column, styles.sum)
      } else {
        sheet.write(word, row: row, column: column, styles.sum)
      }
    case (.relation(let result), .gap(let left, let right, let outcome)):
      // Where figures are missing a difference would say nothing.
      let known = [RelationResult.Outcome.holds, .fails].map { "\(place(outcome))=\"\($0.name.zh)\"" }.joined(separator: ",")
      let formula = "IF(OR(\(known)),ROUND(\(place(left))-\(place(right)),6),\"\")"
      if let value = result.difference {
        sheet.write(formula: formula, value: value, row: row, column: column, styles.difference)
      } else {
        sheet.write(formula: formula, value: "", row: row, column: column, styles.difference)
      }
    case (.current(let cell, let value), _):
      guard let there = places[cell] else { return sheet.write(value.figure, row: row, column: column, styles.sum) }
      let formula = "IF(ISBLANK(\(there.absolute)),\"\",\(there.absolute))"
      if let figure = value.figure {
        sheet.write(formula: formula, value: figure, row: row, column: column, styles.sum)
      } else {
        sheet.write(formula: formula, value: "", row: row, column: column, styles.sum)
      }
    case (.rate(let value), _):
      if let rank = value.rank {
        draw(Listing.Cell.measure(rank, isShare: value.isShare), role, row: row, column: column)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.measure(let rank, let isShare), _):
      let number = Double(rank) / (isShare ? Double(RateValue.whole) : Double(Figure.scale))
      sheet.write(number: number, row: row, column: column, isShare ? styles.share : styles.sum)
    case (.reference(let text, _), _): sheet.write(text, row: row, column: column, styles.listed)
    case (.link(let cell), _):
      if let there = places[cell] {
        sheet.link(to: there, row: row, column: column, styles.link)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.standing(let standing), .standing(let current, let expected)):
      let (now, should) = (place(current), place(expected))
      let condition: String? =
        switch standing {
        case .figures(let comparison): "AND(ISNUMBER(\(now)),ROUND(N(\(should))-N(\(now)),6)\(comparison.rawValue)0)"
        case .filled(let cells): formulas.count(of: cells).map { "\($0)=\(cells.count)" }
        case .none: nil
        }
      if let condition {
        sheet.write(
          formula: "IF(\(condition),\"\(Listing.Standing.isSettled)\",\"\(Listing.Standing.isOpen)\")", value: Listing.Standing.isOpen,
          row: row,
          column: column, styles.sum)
      } else {
        sheet.write("见说明", row: row, column: column, styles.sum)
      }
    case (.standing, _): sheet.writeBlank(row: row, column: column, styles.sum)
    case (.relation, _): sheet.writeBlank(row: row, column: column, styles.sum)
    case (.move(let cell), .percent(let old, let new)):
      let (old, new) = (place(old), place(new))
      if let delta = cell.delta, let base = cell.old.figure, cell.basisPoints != nil {
        sheet.write(
          formula: "(\(new)-\(old))/ABS(\(old))", value: delta.double / Swift.abs(base.double), row: row, column: column, styles.percent)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.move(let cell), .difference(let old, let new)):
      if let delta = cell.delta {
        sheet.write(formula: "ROUND(\(place(new))-\(place(old)),6)", value: delta, row: row, column: column, styles.difference)
      } else {
        sheet.writeBlank(row: row, column: column, styles.sum)
      }
    case (.move, _): sheet.writeBlank(row: row, column: column, styles.sum)
    }
  }

  /// Rising figures red, falling ones green; the sign says it, too. Verdicts as on the sheet of relations.
  private func colour(rows: Range<Int>) {
    for (index, column) in listing.columns.enumerated() {
      switch column.role {
      case .difference, .percent:
        colour(rows, offset + index, LXW_CONDITIONAL_CRITERIA_GREATER_THAN, 0, styles.rises)
        colour(rows, offset + index, LXW_CONDITIONAL_CRITERIA_LESS_THAN, 0, styles.falls)
      case .verdict(_, _, let agree, let differ):
        sheet.mark(rows, column: offset + index, equalTo: agree, styles.holds)
        sheet.mark(rows, column: offset + index, equalTo: differ, styles.fails)
      case .standing:
        sheet.mark(rows, column: offset + index, equalTo: Listing.Standing.isSettled, styles.holds)
        sheet.mark(rows, column: offset + index, equalTo: Listing.Standing.isOpen, styles.fails)
      case .outcome:
        for outcome in RelationResult.Outcome.allCases {
          let style = outcome == .holds ? styles.holds : outcome == .fails ? styles.fails : styles.open
          sheet.mark(rows, column: offset + index, equalTo: outcome.name.zh, style)
        }
      case .label, .word, .figure, .note, .gap: break
      }
    }
  }

  private func colour(
    _ rows: Range<Int>, _ column: Int, _ criteria: lxw_conditional_criteria, _ value: Double, _ format: Styles.Format
  ) {
    var rule = lxw_conditional_format()
    rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
    rule.criteria = UInt8(criteria.rawValue)
    rule.value = value
    rule.format = format
    sheet.add(&rule, rows: rows.lowerBound...rows.upperBound - 1, columns: column...column)
  }
}
