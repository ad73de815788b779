// Figures find their cells: which row a line is, and which of its cells are which columns.

import DisclosureReport

/// Places the figures of lines in a report.
struct FigurePlacement {
  let document: Document
  let index: LabelIndex
  private(set) var findings: [Finding] = []

  init(document: Document, index: LabelIndex) {
    self.document = document
    self.index = index
  }

  mutating func place(_ lines: [FigureLine], in report: inout Report) {
    var lines = lines
    nameUnknownRows(in: &lines)
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex { $0.run != lines[start].run || $0.table != lines[start].table } ?? lines.count
      placeRun(Array(lines[start..<end]), in: &report)
      start = end
    }
  }

  // MARK: - Rows

  /// Decides lines with unknown labels by their neighbours: rows come in the order of the form.
  private mutating func nameUnknownRows(in lines: inout [FigureLine]) {
    for number in lines.indices where lines[number].row == nil {
      guard let cell = lines[number].label, let label = document.labels[cell] else { continue }
      let table = lines[number].table
      let before = lines[..<number].last { $0.table == table && $0.row != nil }?.row ?? -1
      let after = lines[(number + 1)...].first { $0.table == table && $0.row != nil }?.row ?? index.rowLabels[table].count
      let open = before < after ? before + 1..<after : 0..<index.rowLabels[table].count
      let taken = Set(lines.filter { $0.table == table }.compactMap(\.row))
      let scored = open.filter { !taken.contains($0) }.map { row in
        let official = index.rowLabels[table][row]
        return (
          row: row,
          likeness: max(
            Label.likeness(official.withoutNumeral, label.withoutNumeral), Label.likeness(official.withoutNote, label.withoutNote))
        )
      }.sorted { $0.likeness > $1.likeness }
      guard let best = scored.first, best.likeness >= 0.6, scored.count == 1 || best.likeness - scored[1].likeness >= 0.1 else {
        unread(
          lines[number],
          Bilingual(
            zh: "格式 \(index.form.id) 的表格没有这一行", en: "the table of form \(index.form.id) has no such row"))
        continue
      }
      lines[number].row = best.row
      if best.likeness < 0.85 {
        let row = index.form.tables[table].rows[best.row]
        findings.append(
          Finding(
            .warning, .doubtfulFigure, cell: "\(index.form.tables[table].id)/\(row.id)", at: document.position(cell),
            Bilingual(
              zh: "“\(document.grid.string(cell).shortened)”按“\(row.label)”读取",
              en: "\"\(document.grid.string(cell).shortened)\" is read as the row \(row.id) (\(row.label))")))
      }
    }
  }

  // MARK: - Columns

  private struct Columns {
    let line: FigureLine
    /// The numbers of the form's cells that the line carries.
    let cells: Range<Int>
    /// The places on the line, under a header that names all columns, that the figures fit.
    let underHeader: [Int]?
  }

  /// Lines under one header. If all of them fit the header, they stand as it says; else each is placed by itself.
  private mutating func placeRun(_ lines: [FigureLine], in report: inout Report) {
    let columns: [Columns] = lines.compactMap { line in
      let table = index.form.tables[line.table]
      let block: Int
      let cells: Range<Int>
      if let row = line.row {
        block = table.rows[row].block
        cells = table.rows[row].cells
      } else if line.label == nil {
        (block, cells) = (0, table.cells)
      } else {
        return nil
      }
      // A line with a label of its own carries one row, even where the form puts all rows on one line.
      let labels = index.columnLabels[line.table][block].prefix(cells.count)
      let header = places(of: Array(labels), in: line.header)
      return Columns(line: line, cells: cells, underHeader: header.flatMap { fits(line, $0) ? $0 : nil })
    }
    let fitsHeader = columns.allSatisfy { $0.underHeader != nil }
    for column in columns {
      if fitsHeader, let places = column.underHeader {
        set(column, at: places, in: &report)
      } else {
        placeAlone(column, in: &report)
      }
    }
  }

  /// The place of each label in a header, nil unless all are there in their order.
  private func places(of labels: [Label], in header: [HeaderCell]) -> [Int]? {
    var places: [Int] = []
    var rest = header.sorted { $0.place < $1.place }[...]
    for label in labels {
      guard
        let found = rest.firstIndex(where: {
          $0.label.text == label.text || Label.likeness($0.label.withoutNote, label.withoutNote) >= 0.75
        })
      else { return nil }
      places.append(rest[found].place)
      let place = rest[found].place
      rest = rest[(found + 1)...].drop { $0.place == place }
    }
    return places
  }

  /// Whether all that stands on a line stands under the header, or repeats what does: a merged cell written out.
  private func fits(_ line: FigureLine, _ places: [Int]) -> Bool {
    let start = line.lineStart
    guard let first = places.first, start + first >= line.cells.lowerBound else { return false }
    for cell in line.cells where !document.isEmpty(cell) {
      let place = cell - start
      guard let owner = places.last(where: { $0 <= place }) else { return false }
      if owner != place, document.grid.bytes(cell) != document.grid.bytes(start + owner) { return false }
    }
    return true
  }

  /// A line that stands by itself: its figures are a run of cells as long as the form's row.
  private mutating func placeAlone(_ columns: Columns, in report: inout Report) {
    let line = columns.line
    let width = columns.cells.count
    let filled = line.cells.filter { !document.isEmpty($0) }
    var windows: [Int] = []
    if line.cells.count >= width {
      windows = (line.cells.lowerBound...(line.cells.upperBound - width)).filter { start in
        filled.allSatisfy { (start..<start + width).contains($0) }
      }
    }
    if filled.isEmpty { windows = Array(windows.prefix(1)) }
    if windows.count > 1 {
      // Empty cells on both sides leave it open which columns these are; a sum that comes out in one case only decides.
      let sound = windows.filter { holds(columns.cells, from: $0) }
      if sound.count == 1 { windows = sound }
    }
    guard windows.count == 1 else {
      let count = filled.count
      unread(
        line,
        windows.isEmpty
          ? Bilingual(zh: "有 \(count) 个数据，应为 \(width) 个", en: "it has \(count) figures, the form has \(width) columns")
          : Bilingual(zh: "空格太多，无法判断数据属于哪一列", en: "with its empty cells it is open which columns the figures belong to"))
      return
    }
    set(columns, at: (0..<width).map { windows[0] + $0 - line.lineStart }, in: &report)
  }

  /// Whether the relations within a row hold if its figures begin at a cell.
  private func holds(_ cells: Range<Int>, from start: Int) -> Bool {
    var trial = Report(form: index.form)
    for (offset, cell) in cells.enumerated() {
      guard let (value, _) = try? read(start + offset, for: cell) else { return false }
      trial[cell] = value
    }
    let inside = index.form.relations.flatMap(\.instances).filter { instance in
      (instance.left + instance.right).allSatisfy { cells.contains($0.cell) }
    }
    return !inside.isEmpty && inside.allSatisfy { $0.left.sum(in: trial) == $0.right.sum(in: trial) }
  }

  // MARK: - Values

  private mutating func set(_ columns: Columns, at places: [Int], in report: inout Report) {
    for (cell, place) in zip(columns.cells, places) {
      let source = columns.line.lineStart + place
      guard source < columns.line.cells.upperBound else {
        // Trailing empty cells that the export left out.
        set(cell, .blank, from: columns.line.cells.upperBound - 1, in: &report)
        continue
      }
      do {
        let (value, doubt) = try read(source, for: cell)
        set(cell, value, from: source, in: &report)
        if let doubt {
          findings.append(
            Finding(.warning, .doubtfulFigure, cell: index.form.cells[cell].address, at: document.position(source), doubt))
        }
      } catch {
        findings.append(
          Finding(.error, .unreadFigure, cell: index.form.cells[cell].address, at: document.position(source), error.message))
      }
    }
  }

  private mutating func set(_ cell: Int, _ value: CellValue, from source: Int, in report: inout Report) {
    guard report[cell].isAbsent else {
      if report[cell] != value, !value.isAbsent { contradiction(cell, value, from: source, in: report) }
      return
    }
    let place = document.grid.cells[source]
    let raw = document.grid.string(source)
    let plain = value.figure?.description ?? ""
    report.set(cell, value, from: Origin(line: place.line, column: place.column, raw: raw == plain ? nil : raw))
  }

  private func read(_ source: Int, for cell: Int) throws(UnreadFigure) -> (CellValue, doubt: Bilingual?) {
    switch document.figures[source] {
    case .blank: return (.blank, nil)
    case .absent: return (.absent, nil)
    case .number(let number):
      let (table, row) = (index.form.cells[cell].table, index.form.cells[cell].row)
      let block = index.form.tables[table].rows[row].block
      let column = index.form.tables[table].blocks[block].columns[index.form.cells[cell].column]
      return try number.value(in: index.form.cells[cell], columnLabel: column.label)
    case .text:
      let text = document.grid.string(source).shortened
      throw UnreadFigure(message: Bilingual(zh: "“\(text)”不是数字", en: "\"\(text)\" is not a number"))
    }
  }

  private mutating func contradiction(_ cell: Int, _ value: CellValue, from source: Int, in report: Report) {
    let first = report.origin(of: cell).map { "\($0.line):\($0.column)" } ?? "?"
    let (kept, other) = (report[cell].figure?.description ?? "—", value.figure?.description ?? "—")
    findings.append(
      Finding(
        .error, .contradiction, cell: index.form.cells[cell].address, at: document.position(source),
        Bilingual(
          zh: "此处为 \(other)，而 \(first) 处为 \(kept)；保留先出现的", en: "here it is \(other), but \(kept) at \(first); the first is kept")))
  }

  private mutating func unread(_ line: FigureLine, _ reason: Bilingual) {
    let cells = Array(line.lineStart..<line.cells.upperBound).filter { !document.isEmpty($0) }
    let text = cells.map(document.grid.string).joined(separator: " ").shortened
    findings.append(
      Finding(
        .warning, .unreadRow,
        cell: line.row.map { "\(index.form.tables[line.table].id)/\(index.form.tables[line.table].rows[$0].id)" }
          ?? index.form.tables[line.table].id,
        at: document.position(cells.first ?? line.lineStart),
        Bilingual(zh: "未读取“\(text)”：\(reason.zh)", en: "not read: \"\(text)\", \(reason.en)")))
  }
}
