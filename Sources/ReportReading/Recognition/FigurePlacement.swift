// Figures find their cells: what is left one way is set, what the relations decide is set with a note, all else is a finding.

import DisclosureReport

/// Places the figures of lines in a report.
struct FigurePlacement {
  let document: Bands
  let index: LabelIndex
  private(set) var findings: [Finding] = []

  /// A line that leaves open which columns its figures stand in, until all others are placed.
  private struct OpenLine {
    let line: FigureLine
    /// For each cell of the form what stands there.
    var ways: [[CellSource]]
    /// For each way the figures, 0 where there is none.
    var values: [[Figure]] = []
    /// Why it is open, if no way turns out.
    let reason: Bilingual
  }

  init(document: Bands, index: LabelIndex) {
    self.document = document
    self.index = index
  }

  /// - Parameter bare: rows whose label stands alone, all of their cells being empty and lost.
  mutating func place(_ lines: [FigureLine], bare: [(table: TableNumber, row: RowNumber)], in report: inout Report) {
    var fitting = ColumnFitting(lines, of: document, index)
    var open: [OpenLine] = []
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex { !$0.isUnderHeader(of: lines[start]) } ?? lines.count
      let members = Array(lines[start..<end])
      for (line, ways) in zip(members, fitting.fit(members)) {
        guard let ways else {
          unread(
            line,
            Bilingual(
              zh: "表头各栏或其顺序与格式不同，又看不出数据各属哪一栏",
              en: "the header has other columns than the form, or another order, and it does not come out which figure is whose"))
          continue
        }
        if ways.count == 1, !ways[0].contains(.lost) {
          set(line, ways[0], in: &report)
        } else {
          open.append(OpenLine(line: line, ways: ways, reason: reason(line, fitting)))
        }
      }
      start = end
    }
    placeOpenLines(open, bare, in: &report)
  }

  private func reason(_ line: FigureLine, _ fitting: ColumnFitting) -> Bilingual {
    let count = line.run.figures.count { !document.tokens[$0].isEmpty }
    if fitting.windows(line).isEmpty, count != line.cells.count {
      return Bilingual(
        zh: "有 \(count) 个数据，应为 \(line.cells.count) 个", en: "it has \(count) figures, the form has \(line.cells.count) columns")
    }
    if count == line.cells.count {
      return Bilingual(
        zh: "\(count) 个数据之间有空格，不是连着的 \(count) 格，无法判断属于哪一列",
        en: "its \(count) figures have empty cells between, so that it is open which columns they belong to")
    }
    return Bilingual(zh: "空格太多，无法判断数据属于哪一列", en: "with its empty cells it is open which columns the figures belong to")
  }

  // MARK: - Lines with lost cells

  /// Places the lines that the relations leave one way, and flags the others with the ways that are left.
  private mutating func placeOpenLines(_ all: [OpenLine], _ bare: [(table: TableNumber, row: RowNumber)], in report: inout Report) {
    if all.isEmpty { return }
    var open = all
    for number in open.indices where !open[number].ways.isEmpty {
      // Without a relation over the line nothing tells one way from another.
      let (cells, ways) = (open[number].line.cells, open[number].ways)
      let values = ways.map { way in completed(cells, zip(cells, way).map { figure($1, for: $0, open[number].line.run.unit) }) }
      let sound = ways.indices.filter { way in
        index.holds(cells, values[way]) == true
          // An empty total would fit anything.
          && !zip(ways[way], values[way]).contains { source, value in isEmpty(source) && value != .zero }
      }
      open[number].ways = sound.map { ways[$0] }
      open[number].values = sound.map { values[$0] }
    }
    let candidates = open.filter { !$0.ways.isEmpty }
    let solution = OpenRows(candidates.map { OpenRow(cells: $0.line.cells, values: $0.values) }, in: sums(of: report, bare))
    // A report that cannot add up in any way decides nothing.
    let isSound = !solution.isSpent && solution.rows.allSatisfy { !$0.values.isEmpty }
    for (candidate, row) in zip(candidates, solution.rows) {
      let ways = isSound ? row.ways.map { candidate.ways[$0] } : candidate.ways
      if isSound, ways.count == 1 {
        set(candidate.line, ways[0], .summed, in: &report)
        placedBySums(candidate.line, ways[0])
      } else {
        unplaced(candidate, ways)
      }
    }
    for line in open where line.ways.isEmpty { unplaced(line, []) }
  }

  /// What the columns add up: an empty row as zeros, an empty total as what it should be.
  private func sums(of report: Report, _ bare: [(table: TableNumber, row: RowNumber)]) -> Report {
    var sums = report
    for row in report.form.tables.flatMap(\.rows) where row.cells.contains(where: { !report[$0].isAbsent }) {
      for (cell, value) in zip(row.cells, completed(row.cells, row.cells.map { report[$0].figure })) where !report[cell].isAbsent {
        sums[cell] = .stated(value)
      }
    }
    for (table, row) in bare {
      for cell in report.form.tables[table].rows[row].cells where sums[cell].isAbsent { sums[cell] = .stated(.zero) }
    }
    return sums
  }

  private func isEmpty(_ source: CellSource) -> Bool {
    if case .token(let token) = source { document.tokens[token].isEmpty } else { true }
  }

  private func figure(_ source: CellSource, for cell: CellNumber, _ unit: PrintedFigure.Unit?) -> Figure? {
    guard case .token(let token) = source else { return nil }
    return try? index.value(of: document.tokens[token], for: cell, unit, in: document).0.figure
  }

  /// The figures of a row, 0 where there is none, and the sum of its parts where a total is empty.
  private func completed(_ cells: Range<CellNumber>, _ values: [Figure?]) -> [Figure] {
    zip(cells, values).map { cell, value in
      if let value { return value }
      guard let total = index.form.totals(of: cell).first(where: { $0.parts.allSatisfy(cells.contains) }) else { return .zero }
      return total.parts.reduce(.zero) { $0 + (values[$1 - cells.lowerBound] ?? .zero) }
    }
  }

  private func labels(_ line: FigureLine, _ way: [CellSource]) -> String {
    let form = index.form
    return zip(line.cells, way).filter { !isEmpty($1) }.map { cell, _ in
      let table = form.tables[form.cells[cell].table]
      return table.blocks[table.rows[form.cells[cell].row].block].columns[form.cells[cell].column].label
    }.joined(separator: "、")
  }

  private mutating func placedBySums(_ line: FigureLine, _ way: [CellSource]) {
    let names = labels(line, way)
    findings.append(
      Finding(
        .note, .doubtfulFigure, cell: index.address(of: line.target), at: document.position(line.place),
        Bilingual(
          zh: "数据少于栏目，按勾稽关系只能属于：\(names)", en: "fewer figures than columns; by the relations they can only be \(names)")))
  }

  private mutating func unplaced(_ open: OpenLine, _ ways: [[CellSource]]) {
    let names = ways.prefix(4).map { labels(open.line, $0) }
    let more = ways.count > names.count
    let candidates =
      names.count > 1
      ? Bilingual(
        zh: "；可能是 " + names.joined(separator: " 或 ") + (more ? " 等" : ""),
        en: "; they could be " + names.joined(separator: " or ") + (more ? ", …" : "")) : Bilingual(zh: "", en: "")
    unread(open.line, Bilingual(zh: open.reason.zh + candidates.zh, en: open.reason.en + candidates.en))
  }

  // MARK: - Values

  /// Sets each cell that a way carries.
  private mutating func set(_ line: FigureLine, _ way: [CellSource], _ sureness: Sureness? = nil, in report: inout Report) {
    let sureness = sureness ?? line.sureness
    for (cell, source) in zip(line.cells, way) {
      switch source {
      case .lost, .unnamed: break
      case .empty: set(cell, .blank, from: line.place, sureness, in: &report)
      case .token(let token):
        do {
          let (value, doubt) = try index.value(of: document.tokens[token], for: cell, line.run.unit, in: document)
          set(cell, value, from: token, sureness, in: &report)
          if let doubt {
            findings.append(Finding(.warning, .doubtfulFigure, cell: index.form.cells[cell].address, at: document.position(token), doubt))
          }
        } catch {
          findings.append(
            Finding(.error, .unreadFigure, cell: index.form.cells[cell].address, at: document.position(token), error.message))
        }
      }
    }
    if document.tokens[line.place].extent != nil {
      doubtPlaces(line, in: report)
    } else if line.band.isLine, line.band.hasSlots {
      doubtEmptyEnd(line, way, in: report)
    }
  }

  /// Figures that found their columns by where they stand, with empty cells between, while their sum does not come out.
  private mutating func doubtPlaces(_ line: FigureLine, in report: Report) {
    let values = line.cells.map { report[$0].figure }
    guard values.contains(nil), values.contains(where: { $0 != nil }), index.holds(line.cells, values) == false else { return }
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: index.address(of: line.target), at: document.position(line.place),
        Bilingual(
          zh: "这一行有空格，各栏按位置读取，但合计不符；请核对数据属于哪一栏",
          en: "with empty cells between, the columns were told by places, but the sum does not come out; look which columns are meant")))
  }

  /// In text, an empty cell at the end of a row may be the trace of a lost one before it, which shifts the others.
  private mutating func doubtEmptyEnd(_ line: FigureLine, _ way: [CellSource], in report: Report) {
    let tokens = way.compactMap { source -> Int? in if case .token(let token) = source { token } else { nil } }
    guard let row = line.target.row, let last = tokens.max(), document.tokens[last].isEmpty, way.count == tokens.count,
      let column = way.firstIndex(of: .token(last)), report[line.cells.lowerBound + column].isBlank
    else { return }
    let official = index.form.tables[line.target.table].rows[row]
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: index.address(of: line.target), at: document.position(last),
        Bilingual(
          zh: "“\(official.label)”的最后一格是空的；如果前面丢了一格，其余数据就错位了",
          en: "the last cell of \(official.id) is empty; if a cell before it was lost, the others are shifted")))
  }

  private mutating func set(_ cell: CellNumber, _ value: CellValue, from token: Int, _ sureness: Sureness, in report: inout Report) {
    guard report[cell].isAbsent else {
      if report[cell] != value, !value.isAbsent { contradiction(cell, value, from: token, in: report) }
      return
    }
    let place = document.tokens[token]
    // A cell that is known to be empty has the place of its label, not the text.
    let raw = place.figure.isText ? "" : document.string(token)
    let plain = value.figure?.description ?? ""
    report.set(cell, value, from: Origin(line: place.line, column: place.column, raw: raw == plain ? nil : raw, sureness: sureness))
  }

  private mutating func contradiction(_ cell: CellNumber, _ value: CellValue, from token: Int, in report: Report) {
    // Where nobody sees lines, both stand at the same place of the form.
    let first = report.position(of: cell).flatMap { $0.place == nil ? "\($0.line):\($0.column)" : nil }
    let (kept, other) = (report[cell].figure?.description ?? "—", value.figure?.description ?? "—")
    findings.append(
      Finding(
        .error, .contradiction, cell: index.form.cells[cell].address, at: document.position(token),
        Bilingual(
          zh: "此处为 \(other)，而\(first.map { " \($0) 处" } ?? "前面")为 \(kept)；保留先出现的",
          en: "here it is \(other), but \(kept) \(first.map { "at \($0)" } ?? "before"); the first is kept")))
  }

  private mutating func unread(_ line: FigureLine, _ reason: Bilingual) {
    let text = document.text(line.band).shortened
    findings.append(
      Finding(
        .warning, .unreadRow, cell: index.address(of: line.target), at: document.position(document.filled(line.band).first ?? line.place),
        Bilingual(zh: "未读取“\(text)”：\(reason.zh)", en: "not read: \"\(text)\", \(reason.en)")))
  }
}

extension FigureLine {
  /// Where it stands: its label, or its first figure.
  var place: Int { (band.hasSlots ? run.label.last : run.label.first) ?? band.tokens.lowerBound }

  fileprivate func isUnderHeader(of other: FigureLine) -> Bool {
    run.headerNumber == other.run.headerNumber && target.table == other.target.table
  }
}

extension LabelIndex {
  /// `requests/granted`, or `proceedings` for the line of a table whose rows stand side by side.
  func address(of target: TargetRow) -> String {
    let table = form.tables[target.table]
    return target.row.map { "\(table.id)/\(table.rows[$0].id)" } ?? table.id
  }
}
