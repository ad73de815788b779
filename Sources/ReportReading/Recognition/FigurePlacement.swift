// Figures find their cells: which row a line is, and which of its cells are which columns.

import DisclosureReport

/// Places the figures of lines in a report.
struct FigurePlacement {
  let document: Document
  let index: LabelIndex
  private(set) var findings: [Finding] = []
  /// Rows that leave open which columns their figures stand in, until all others are placed.
  private var open: [(columns: Columns, row: OpenRow)] = []
  /// How many ways these have together.
  private var openWays = 0

  init(document: Document, index: LabelIndex) {
    self.document = document
    self.index = index
  }

  /// - Parameter bare: rows whose label stands alone, all of their cells being empty and lost.
  mutating func place(_ lines: [FigureLine], bare: [(table: Int, row: Int)], in report: inout Report) {
    var lines = lines
    nameUnknownRows(in: &lines)
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex { $0.run != lines[start].run || $0.table != lines[start].table } ?? lines.count
      placeRun(Array(lines[start..<end]), in: &report)
      start = end
    }
    placeOpenRows(bare, in: &report)
  }

  // MARK: - Rows

  /// Decides lines with unknown labels by their neighbours: rows come in the order of the form.
  private mutating func nameUnknownRows(in lines: inout [FigureLine]) {
    // For each line the row of its table that comes next behind it.
    var next: [Int: Int] = [:]
    let behind = lines.reversed().map { line in
      defer { if let row = line.row { next[line.table] = row } }
      return next[line.table]
    }
    var taken: [Int: Set<Int>] = [:]
    for line in lines { if let row = line.row { taken[line.table, default: []].insert(row) } }
    var last: [Int: Int] = [:]
    for number in lines.indices {
      let table = lines[number].table
      defer { if let row = lines[number].row { last[table] = row } }
      guard lines[number].row == nil, let cell = lines[number].label, let label = document.labels[cell] else { continue }
      let before = last[table] ?? -1
      let after = behind[lines.count - 1 - number] ?? index.rowLabels[table].count
      let open = before < after ? before + 1..<after : 0..<index.rowLabels[table].count
      let scored = open.filter { !(taken[table]?.contains($0) ?? false) }.map { row in
        let official = index.rowLabels[table][row]
        return (
          row: row,
          likeness: max(
            Label.likeness(official.withoutNumeral, label.withoutNumeral), Label.likeness(official.withoutNote, label.withoutNote))
        )
      }.sorted { $0.likeness > $1.likeness }
      guard !index.isGroup(label), let best = scored.first, best.likeness >= 0.6,
        scored.count == 1 || best.likeness - scored[1].likeness >= 0.1
      else {
        unread(
          lines[number],
          Bilingual(
            zh: "格式 \(index.form.id) 的表格没有这一行", en: "the table of form \(index.form.id) has no such row"))
        continue
      }
      lines[number].row = best.row
      lines[number].sureness = .alike
      taken[table, default: []].insert(best.row)
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
    /// The same in the order in which they stand on the line.
    let printed: [Int]
    /// The places on the line, under a header that names all columns, that the figures fit.
    let underHeader: [Int]?
  }

  /// Lines under one header. If all of them fit the header, they stand as it says; else each is placed by itself.
  private mutating func placeRun(_ lines: [FigureLine], in report: inout Report) {
    // Blocks have few columns; the lines of a run share their header.
    var headers: [[Int]: (order: PrintedOrder, places: [Int]?)] = [:]
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
      let key = [line.table, block, cells.count]
      let header = headers[key] ?? header(above: line, block, cells.count)
      headers[key] = header
      if header.order == .contradicted {
        unread(
          line,
          Bilingual(
            zh: "表头各栏的顺序与格式不同，又看不出数据各属哪一栏",
            en: "the header has its columns in another order than the form, and it does not come out which figure is whose"))
        return nil
      }
      let printed = document.grid.columnOrders[line.cells.lowerBound] ?? header.order.places(cells.count)
      return Columns(
        line: line, cells: cells, printed: printed.map { cells.lowerBound + $0 },
        underHeader: header.places.flatMap { fits(line, $0) ? $0 : nil })
    }
    // A line with too few cells lost some, and tells nothing about the others.
    let fitsHeader = columns.allSatisfy { $0.underHeader != nil || $0.line.cells.count < $0.cells.count }
    if fitsHeader, columns.allSatisfy({ $0.underHeader != nil }) {
      for column in columns { set(column, at: column.underHeader ?? [], in: &report) }
      return
    }
    // Where all lines that leave no choice put their figures right behind the label, so do the others.
    let decided = columns.compactMap { column in windows(column).only.map { $0 == column.line.cells.lowerBound } }
    let isTight = decided.count >= 3 && decided.allSatisfy { $0 }
    for column in columns {
      if fitsHeader, let places = column.underHeader {
        set(column, at: places, in: &report)
      } else {
        placeAlone(column, isTight: isTight, in: &report)
      }
    }
  }

  /// Where the figures of a line may begin, if they are a run of cells as long as the form's row.
  private func windows(_ columns: Columns) -> [Int] {
    let (line, width) = (columns.line, columns.cells.count)
    guard line.cells.count >= width else { return [] }
    let filled = line.cells.filter { !document.isEmpty($0) }
    // A few figures among far more cells than the table has columns could be anything.
    let spare = index.form.tables[line.table].layout.labelWidth + 1
    if line.cells.count - width > spare, filled.count < width, !filled.isEmpty { return [] }
    guard let first = filled.first, let last = filled.last else {
      return Array(line.cells.lowerBound...(line.cells.upperBound - width))
    }
    let (least, most) = (max(line.cells.lowerBound, last - width + 1), min(first, line.cells.upperBound - width))
    return least <= most ? Array(least...most) : []
  }

  /// What the header of a line says of the order of columns, and where each of them stands if all are there.
  private func header(above line: FigureLine, _ block: Int, _ width: Int) -> (order: PrintedOrder, places: [Int]?) {
    let order = PrintedOrder(line.header, index.form.tables[line.table].blocks[block], width: width)
    let labels = Array(index.columnLabels[line.table][block].prefix(width))
    return (order, places(of: order.places(width).map { labels[$0] }, in: line.header))
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
    guard let first = places.first, start + first >= line.cells.lowerBound, let last = places.last, start + last < line.cells.upperBound
    else { return false }
    for cell in line.cells where !document.isEmpty(cell) {
      let place = cell - start
      guard let owner = places.last(where: { $0 <= place }) else { return false }
      if owner != place, document.grid.bytes(cell) != document.grid.bytes(start + owner) { return false }
    }
    return true
  }

  /// A line that stands by itself: its figures are a run of cells as long as the form's row.
  private mutating func placeAlone(_ columns: Columns, isTight: Bool, in report: inout Report) {
    let line = columns.line
    let width = columns.cells.count
    let filled = line.cells.filter { !document.isEmpty($0) }
    var windows = windows(columns)
    if filled.isEmpty { windows = Array(windows.prefix(1)) }
    if windows.count > 1 {
      // Empty cells on both sides leave it open which columns these are; a sum that comes out in one case only decides.
      let sound = windows.filter { holds(columns, from: $0) == true }
      if sound.count == 1 {
        windows = sound
      } else if isTight, windows[0] == line.cells.lowerBound, holds(columns, from: windows[0]) != false {
        windows = [windows[0]]
      }
    }
    if windows.count == 1 {
      set(columns, at: (0..<width).map { windows[0] + $0 - line.lineStart }, in: &report)
      return
    }
    // Either the cells behind the label are too many, or some have been lost.
    let isShort = windows.isEmpty && line.cells.count < width && filled.count == line.cells.count
    var ways =
      openWays > OpenRows.mostWaysOfAll
      ? []
      : isShort
        ? (document.grid.columnChoices[filled[0]] ?? OpenRows.choices(of: filled.count, from: width) ?? []).map { choice in
          (0..<width).map { column in choice.firstIndex(of: column).map { filled[$0] } }
        } : windows.map { start in (0..<width).map { start + $0 } }
    // A document with more than any agency's has nothing decided by sums.
    openWays += ways.count
    if openWays > OpenRows.mostWaysOfAll { ways = [] }
    // Found by places on the line, kept by the form's columns.
    ways = ways.map { way in
      var official = way
      for (place, cell) in columns.printed.enumerated() { official[cell - columns.cells.lowerBound] = way[place] }
      return official
    }
    open.append((columns, OpenRow(cells: columns.cells, ways: ways, values: [])))
  }

  // MARK: - Rows with lost cells

  /// Places the rows that the relations leave one way, and flags the others with the ways that are left.
  private mutating func placeOpenRows(_ bare: [(table: Int, row: Int)], in report: inout Report) {
    if open.isEmpty { return }
    var rowRelations: [Range<Int>: [Relation.Instance]] = [:]
    for number in open.indices where !open[number].row.ways.isEmpty {
      // Without a relation over the row nothing tells one way from another.
      let (cells, ways) = (open[number].row.cells, open[number].row.ways)
      let unit = open[number].columns.line.unit
      let values = ways.map { way in
        completed(cells, zip(cells, way).map { cell, source in source.flatMap { try? read($0, for: cell, unit).0.figure } })
      }
      let inside = rowRelations[cells] ?? report.form.instances(within: cells)
      rowRelations[cells] = inside
      let sound = ways.indices.filter { way in
        Form.holds(inside, cells, values[way]) == true
          // An empty total would fit anything.
          && !zip(cells, ways[way]).contains { cell, source in
            (source.map(document.isEmpty) ?? true) && values[way][cell - cells.lowerBound] != .zero
          }
      }
      open[number].row.ways = sound.map { ways[$0] }
      open[number].row.values = sound.map { values[$0] }
    }
    let closed = open.filter { $0.row.ways.isEmpty }
    let candidates = open.filter { !$0.row.ways.isEmpty }
    // What the columns add up: an empty row as zeros, an empty total as what it should be.
    var sums = report
    for row in report.form.tables.flatMap(\.rows) where row.cells.contains(where: { !report[$0].isAbsent }) {
      for (cell, value) in zip(row.cells, completed(row.cells, row.cells.map { report[$0].figure })) where !report[cell].isAbsent {
        sums[cell] = .stated(value)
      }
    }
    for (table, row) in bare {
      for cell in report.form.tables[table].rows[row].cells where sums[cell].isAbsent { sums[cell] = .stated(.zero) }
    }
    let solution = OpenRows(candidates.map(\.row), in: sums)
    let solved = solution.rows
    // A report that cannot add up in any way decides nothing.
    let isSound = !solution.isSpent && solved.allSatisfy { !$0.ways.isEmpty }
    for (candidate, row) in zip(candidates, solved) {
      if isSound, row.ways.count == 1 {
        let places = row.ways[0].map { $0.map { $0 - candidate.columns.line.lineStart } }
        set(candidate.columns, at: places, .summed, in: &report)
        placedBySums(candidate.columns, row.ways[0])
      } else {
        unplaced(candidate.columns, isSound ? row.ways : candidate.row.ways)
      }
    }
    for row in closed { unplaced(row.columns, []) }
    open = []
  }

  /// The figures of a row, 0 where there is none, and the sum of its parts where a total is empty.
  private func completed(_ cells: Range<Int>, _ values: [Figure?]) -> [Figure] {
    zip(cells, values).map { cell, value in
      if let value { return value }
      guard let total = index.form.totals(of: cell).first(where: { $0.parts.allSatisfy(cells.contains) }) else { return .zero }
      return total.parts.reduce(.zero) { $0 + (values[$1 - cells.lowerBound] ?? .zero) }
    }
  }

  private func labels(_ columns: Columns, _ way: [Int?]) -> String {
    let form = index.form
    return zip(columns.cells, way).filter { $0.1 != nil && !document.isEmpty($0.1 ?? 0) }.map { cell, _ in
      let table = form.tables[form.cells[cell].table]
      return table.blocks[table.rows[form.cells[cell].row].block].columns[form.cells[cell].column].label
    }.joined(separator: "、")
  }

  private mutating func placedBySums(_ columns: Columns, _ way: [Int?]) {
    let line = columns.line
    let row = line.row.map { "/" + index.form.tables[line.table].rows[$0].id } ?? ""
    let names = labels(columns, way)
    findings.append(
      Finding(
        .note, .doubtfulFigure, cell: index.form.tables[line.table].id + row, at: document.position(line.label ?? line.cells.lowerBound),
        Bilingual(
          zh: "数据少于栏目，按勾稽关系只能属于：\(names)", en: "fewer figures than columns; by the relations they can only be \(names)")))
  }

  private mutating func unplaced(_ columns: Columns, _ ways: [[Int?]]) {
    let line = columns.line
    let count = line.cells.count { !document.isEmpty($0) }
    let names = ways.prefix(4).map { labels(columns, $0) }
    let more = ways.count > names.count
    let reason =
      windows(columns).isEmpty && count != columns.cells.count
      ? Bilingual(
        zh: "有 \(count) 个数据，应为 \(columns.cells.count) 个", en: "it has \(count) figures, the form has \(columns.cells.count) columns")
      : count == columns.cells.count
        ? Bilingual(
          zh: "\(count) 个数据之间有空格，不是连着的 \(count) 格，无法判断属于哪一列",
          en: "its \(count) figures have empty cells between, so that it is open which columns they belong to")
        : Bilingual(zh: "空格太多，无法判断数据属于哪一列", en: "with its empty cells it is open which columns the figures belong to")
    let candidates =
      names.count > 1
      ? Bilingual(
        zh: "；可能是 " + names.joined(separator: " 或 ") + (more ? " 等" : ""),
        en: "; they could be " + names.joined(separator: " or ") + (more ? ", …" : "")) : Bilingual(zh: "", en: "")
    unread(line, Bilingual(zh: reason.zh + candidates.zh, en: reason.en + candidates.en))
  }

  /// Whether the relations within a row hold if its figures begin at a cell; nil if the row has none.
  private func holds(_ columns: Columns, from start: Int) -> Bool? {
    var values: [Figure?] = []
    for cell in columns.cells {
      guard let offset = columns.printed.firstIndex(of: cell),
        let (value, _) = try? read(start + offset, for: cell, columns.line.unit)
      else { return false }
      values.append(value.figure)
    }
    return index.form.holds(columns.cells, values)
  }

  // MARK: - Values

  /// Places for each column; nil leaves the cell absent.
  private mutating func set(_ columns: Columns, at places: [Int?], _ sureness: Sureness? = nil, in report: inout Report) {
    let sureness = sureness ?? (document.grid.isAligned ? .aligned : columns.line.sureness)
    for (cell, place) in zip(sureness == .summed ? Array(columns.cells) : columns.printed, places) {
      guard let place else { continue }
      let source = columns.line.lineStart + place
      do {
        let (value, doubt) = try read(source, for: cell, columns.line.unit)
        set(cell, value, from: source, sureness, in: &report)
        if let doubt {
          findings.append(
            Finding(.warning, .doubtfulFigure, cell: index.form.cells[cell].address, at: document.position(source), doubt))
        }
      } catch {
        findings.append(
          Finding(.error, .unreadFigure, cell: index.form.cells[cell].address, at: document.position(source), error.message))
      }
    }
    if document.grid.placesCells {
      doubtPlaces(columns, in: report)
    } else if document.grid.breaksSentences {
      doubtEmptyEnd(columns, at: places, in: report)
    }
  }

  /// Figures that found their columns by where they stand, with empty cells between, while their sum does not come out.
  private mutating func doubtPlaces(_ columns: Columns, in report: Report) {
    let values = columns.cells.map { report[$0].figure }
    guard values.contains(nil), values.contains(where: { $0 != nil }), index.form.holds(columns.cells, values) == false else { return }
    let (line, table) = (columns.line, index.form.tables[columns.line.table])
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: line.row.map { "\(table.id)/\(table.rows[$0].id)" } ?? table.id,
        at: document.position(line.label ?? line.cells.lowerBound),
        Bilingual(
          zh: "这一行有空格，各栏按位置读取，但合计不符；请核对数据属于哪一栏",
          en: "with empty cells between, the columns were told by places, but the sum does not come out; look which columns are meant")))
  }

  /// In text, an empty cell at the end of a row may be the trace of a lost one before it, which shifts the others.
  private mutating func doubtEmptyEnd(_ columns: Columns, at places: [Int?], in report: Report) {
    guard let last = columns.printed.last, let place = places.last ?? nil, columns.line.row != nil, report[last].isBlank,
      document.isEmpty(columns.line.lineStart + place)
    else { return }
    let cell = index.form.cells[last]
    let (table, row) = (index.form.tables[cell.table], index.form.tables[cell.table].rows[cell.row])
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: "\(table.id)/\(row.id)", at: document.position(columns.line.lineStart + place),
        Bilingual(
          zh: "“\(row.label)”的最后一格是空的；如果前面丢了一格，其余数据就错位了",
          en: "the last cell of \(row.id) is empty; if a cell before it was lost, the others are shifted")))
  }

  private mutating func set(_ cell: Int, _ value: CellValue, from source: Int, _ sureness: Sureness, in report: inout Report) {
    guard report[cell].isAbsent else {
      if report[cell] != value, !value.isAbsent { contradiction(cell, value, from: source, in: report) }
      return
    }
    let place = document.grid.cells[source]
    let raw = document.grid.string(source)
    let plain = value.figure?.description ?? ""
    report.set(cell, value, from: Origin(line: place.line, column: place.column, raw: raw == plain ? nil : raw, sureness: sureness))
  }

  private func read(_ source: Int, for cell: Int, _ unit: PrintedFigure.Unit?) throws(UnreadFigure) -> (CellValue, doubt: Bilingual?) {
    switch document.figures[source] {
    case .blank: return (.blank, nil)
    case .absent: return (.absent, nil)
    case .number(let number):
      let (table, row) = (index.form.cells[cell].table, index.form.cells[cell].row)
      let block = index.form.tables[table].rows[row].block
      let column = index.form.tables[table].blocks[block].columns[index.form.cells[cell].column]
      return try number.value(in: index.form.cells[cell], columnLabel: column.label, stated: unit)
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

extension [Int] {
  /// The element, if there is exactly one.
  fileprivate var only: Int? { count == 1 ? first : nil }
}
