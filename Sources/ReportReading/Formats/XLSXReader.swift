// Workbooks: gongkai's own exactly, through the names of their cells; others as grids.

import DisclosureReport

/// Reads .xlsx files.
struct XLSXReader: ReportReader {
  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let path = source.path
    let bytes = try source.bytes()
    let budget = Budget(path, given: bytes.count)
    let book = try Workbook(bytes, path: path, within: budget)
    if book.properties[ComparisonMark.property] != nil { throw SourceError.comparison(path) }
    if let report = try NamedCells(book, path, session.forms(options.form).words).report(options) {
      try each(report)
      return
    }
    var draft = BandDraft(path, within: budget)
    // What gongkai's own sheets say of a report stands on the others.
    let isOwn = book.sheets.contains { $0.name == Form.relationSheet }
    for sheet in book.sheets where !isOwn || !Form.derivedSheets.contains(sheet.name) {
      if sheet.isVisible {
        try sheet.append(to: &draft)
      } else if !sheet.cells.isEmpty {
        draft.note(
          .note, .hiddenSheet, line: 1, column: 1,
          Bilingual(zh: "隐藏的工作表“\(sheet.name.shortened)”未读取", en: "the hidden sheet \"\(sheet.name.shortened)\" was not read"))
      }
    }
    try draft.read(options, in: session, each: each)
  }
}

extension Workbook.Sheet {
  /// A few far-off cells must not make a grid of millions.
  private static let widthLimit = 400
  /// More formulas without values than these are not calculated.
  private static let formulaLimit = 2000

  /// Adds the rows that hold something and are shown; every row is as wide as the widest, so that columns stay in line.
  fileprivate func append(to draft: inout BandDraft) throws(SourceError) {
    let shown = (0..<min(cells.reduce(0) { max($0, $1.column + 1) }, Self.widthLimit)).filter { !isHidden(column: $0) }
    var start = 0
    var lost = 0
    var open: [Workbook.Cell] = []
    var formulas = 0
    while start < cells.count {
      let row = cells[start].row
      let end = cells[start...].firstIndex { $0.row != row } ?? cells.count
      defer { start = end }
      if hiddenRows.contains(row) {
        lost += 1
        continue
      }
      var next = start
      for column in shown {
        while next < end, cells[next].column < column { next += 1 }
        let cell = next < end && cells[next].column == column ? cells[next] : nil
        var text = cell?.text ?? ""
        // The indent of a paragraph is none of its text.
        if text.hasPrefix(Form.indent) { text = String(text.dropFirst(Form.indent.count)) }
        if let cell, cell.isUncalculated {
          // All formulas together get no more work than the sheet has cells.
          formulas += 1
          var formula = SheetFormula(in: self)
          if formulas <= Self.formulaLimit, let value = formula.value(String(text.dropFirst())) {
            text = value.description
          } else {
            open.append(cell)
          }
        }
        try draft.appendCell(text.utf8, line: row + 1, column: column + 1)
        if let unread = cell?.unread { draft.noteUnread(in: unread, line: row + 1, column: column + 1) }
      }
      try draft.endRow()
    }
    note(lost, open, formulas, in: &draft)
  }

  private func note(_ rows: Int, _ open: [Workbook.Cell], _ formulas: Int, in draft: inout BandDraft) {
    let columns = Set(cells.lazy.map(\.column).filter(isHidden)).count
    if rows > 0 || columns > 0 {
      draft.note(
        .note, .hiddenSheet, line: 1, column: 1,
        Bilingual(
          zh: "工作表“\(name.shortened)”中隐藏的 \(rows) 行、\(columns) 列未读取",
          en: "\(rows) hidden rows and \(columns) hidden columns of the sheet \"\(name.shortened)\" were not read"))
    }
    if formulas > open.count, let first = cells.first(where: \.isUncalculated) {
      let count = formulas - open.count
      draft.note(
        .note, .doubtfulFigure, line: first.row + 1, column: first.column + 1,
        Bilingual(
          zh: "工作表“\(name.shortened)”有 \(count) 个求和公式从未计算，读取时算出",
          en: "\(count) sums of the sheet \"\(name.shortened)\" were never calculated; they were added up on reading"))
    }
    if let first = open.first {
      draft.note(
        .warning, .unreadFigure, line: first.row + 1, column: first.column + 1,
        Bilingual(
          zh: "工作表“\(name.shortened)”有 \(open.count) 个公式从未计算；请用 Excel 或 WPS 打开并保存后再读取",
          en:
            "\(open.count) formulas of the sheet \"\(name.shortened)\" were never calculated; open the workbook in a spreadsheet program, and save it"
        ))
    }
  }
}
