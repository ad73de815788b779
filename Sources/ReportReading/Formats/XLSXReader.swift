// Workbooks: gongkai's own exactly, through the names of their cells; others as grids.

import DisclosureReport

/// Reads .xlsx files.
struct XLSXReader: ReportReader {
  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    let path = source.path
    let bytes = try source.bytes()
    let budget = Budget(path, given: bytes.count)
    let book = try Workbook(bytes, path: path, within: budget)
    if let report = try NamedCells(book, path).report(options) {
      try each(report)
      return
    }
    var draft = BandDraft(path, within: budget)
    for sheet in book.sheets {
      if sheet.isVisible {
        try sheet.append(to: &draft)
      } else if !sheet.cells.isEmpty {
        draft.note(
          .note, .hiddenSheet, line: 1, column: 1,
          Bilingual(zh: "隐藏的工作表“\(sheet.name.shortened)”未读取", en: "the hidden sheet \"\(sheet.name.shortened)\" was not read"))
      }
    }
    try draft.read(options, each: each)
  }
}

extension Workbook.Sheet {
  /// A few far-off cells must not make a grid of millions.
  private static let widthLimit = 400

  /// Adds the rows that hold something and are shown; every row is as wide as the widest, so that columns stay in line.
  fileprivate func append(to draft: inout BandDraft) throws(SourceError) {
    let shown = (0..<min(cells.reduce(0) { max($0, $1.column + 1) }, Self.widthLimit)).filter { !isHidden(column: $0) }
    var start = 0
    var lost = 0
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
        try draft.appendCell((cell?.text ?? "").utf8, line: row + 1, column: column + 1)
        if let unread = cell?.unread { draft.noteUnread(in: unread, line: row + 1, column: column + 1) }
      }
      try draft.endRow()
    }
    note(lost, in: &draft)
  }

  private func note(_ rows: Int, in draft: inout BandDraft) {
    let columns = Set(cells.lazy.map(\.column).filter(isHidden)).count
    if rows > 0 || columns > 0 {
      draft.note(
        .note, .hiddenSheet, line: 1, column: 1,
        Bilingual(
          zh: "工作表“\(name.shortened)”中隐藏的 \(rows) 行、\(columns) 列未读取",
          en: "\(rows) hidden rows and \(columns) hidden columns of the sheet \"\(name.shortened)\" were not read"))
    }
    if let first = cells.first(where: \.isUncalculated) {
      let count = cells.count(where: \.isUncalculated)
      draft.note(
        .warning, .unreadFigure, line: first.row + 1, column: first.column + 1,
        Bilingual(
          zh: "工作表“\(name.shortened)”有 \(count) 个公式从未计算；请用 Excel 或 WPS 打开并保存后再读取",
          en:
            "\(count) formulas of the sheet \"\(name.shortened)\" were never calculated; open the workbook in a spreadsheet program, and save it"
        ))
    }
  }
}
