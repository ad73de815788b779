// From placed text to a grid: every run of figures gets its row from the form and its columns from their places.

import DisclosureReport

/// Rebuilds the tables of placed text. What it cannot place is a finding that names the candidates.
struct TableAlignment {
  private(set) var grid = Grid()
  private(set) var findings: [Finding] = []
  private let indices: [LabelIndex]
  private let path: String

  /// More runs of figures than this are no report.
  private static let mostRuns = 150
  private static let mostFigures = 500
  /// An alignment must be better than the next by so much.
  private static let sure = 0.2

  init(_ lines: [PlacedLine], _ indices: [LabelIndex], path: String) {
    self.indices = indices
    self.path = path
    grid.breaksSentences = true
    grid.isAligned = true
    grid.placesCells = lines.keepsPlaces
    var start = 0
    let lines = joiningHeadings(lines.withoutFurniture)
    var title: TitleText?
    var hasRuns = false
    for (number, line) in lines.enumerated() {
      if let found = line.title?.read {
        if let title, hasRuns, found.year != nil, found != title {
          align(Array(lines[start..<number]))
          start = number
          hasRuns = false
        }
        if title == nil || !hasRuns { title = found }
      }
      if line.figureCount > 1 { hasRuns = true }
    }
    align(Array(lines[start...]))
  }

  // MARK: - Lines

  /// A title or a heading that is broken over two lines becomes one, even with the date of printing beside or below its first line.
  private func joiningHeadings(_ lines: [PlacedLine]) -> [PlacedLine] {
    var joined: [PlacedLine] = []
    var number = 0
    while number < lines.count {
      if number + 1 < lines.count, let both = heading(over: lines[number], and: lines[number + 1]) {
        joined.append(both)
        number += 2
      } else if number + 2 < lines.count, lines[number].figureCount == 0,
        let both = title(over: lines[number].text, and: lines[number + 2], for: lines[number].fragments)
      {
        joined += [both, lines[number + 1]]
        number += 3
      } else {
        joined.append(lines[number])
        number += 1
      }
    }
    return joined
  }

  private func heading(over line: PlacedLine, and next: PlacedLine) -> PlacedLine? {
    guard next.figureCount == 0, line.folded.count <= 60, next.folded.count <= 30, !isHeading(line, exactly: true) else { return nil }
    let whole = PlacedLine(line.fragments + next.fragments, text: line.text + next.text, page: line.page)
    if isHeading(whole, exactly: true), whole.title.map({ $0.read.year != nil }) ?? true { return whole }
    for fragment in line.fragments where line.fragments.count > 1 {
      if let both = title(over: fragment.text, and: next, for: [fragment]) { return both }
    }
    return isHeading(whole, exactly: true) ? whole : nil
  }

  /// A text and the line below it, if together they are a title that names agency and year.
  private func title(over text: String, and next: PlacedLine, for fragments: [Fragment]) -> PlacedLine? {
    guard let first = fragments.first, TitleText(text) == nil, TitleText(next.text) == nil, next.figureCount == 0, next.folded.count <= 30
    else { return nil }
    let whole = text + next.text
    guard whole.utf8.count <= 300, let title = TitleText(whole), title.year != nil, !title.agency.isEmpty else { return nil }
    let both = Fragment(whole, left: first.left, right: first.right, line: first.line, column: first.column)
    return PlacedLine([both], text: whole, page: next.page)
  }

  private func isHeading(_ line: PlacedLine, exactly: Bool = false) -> Bool {
    if line.title != nil { return true }
    guard line.folded.count <= 60 else { return false }
    let label = Label(line.text)
    return indices.contains { index in
      index.roles(of: label).contains { role in
        switch role {
        case .part, .blockHeading: true
        default: false
        }
      } || (!exactly && label.text.first != "(" && index.part(like: label) != nil)
    }
  }

  /// The runs of figures of a report, and the lines that no label reaches across.
  private func runs(of lines: [PlacedLine], bars: Set<Int>) -> [FigureRun] {
    var runs: [FigureRun] = []
    var before: [[Unicode.Scalar]] = []
    var beforeLines: [Int] = []
    func end(_ line: Int, figures: [Fragment], own: [Fragment]) {
      runs.append(FigureRun(line: line, figures: figures, own: own, before: before, beforeLines: beforeLines))
      before = []
      beforeLines = []
    }
    for (number, line) in lines.enumerated() {
      let count = line.figureCount
      if bars.contains(number) {
        before.append([])
        beforeLines.append(number)
      } else if count > 0 {
        end(number, figures: Array(line.fragments.suffix(count)), own: Array(line.fragments.dropLast(count)))
      } else if grid.placesCells, isBlankRow(number, lines) {
        end(number, figures: [], own: line.fragments)
      } else {
        before += line.fragments.map(\.folded)
        beforeLines += line.fragments.map { _ in number }
      }
    }
    return runs
  }

  /// Whether a line without figures is the label of a row that was left empty: the whole label, and no figures near that have none.
  private func isBlankRow(_ number: Int, _ lines: [PlacedLine]) -> Bool {
    let texts = lines[number].fragments
    let label = Label(texts.map(\.text).joined())
    let last = texts.last.map { Label($0.text) }
    guard
      indices.contains(where: { index in
        [label, last].compactMap { $0 }.contains { label in
          index.prints(label) && index.roles(of: label).contains { if case .row = $0 { true } else { false } }
        }
      })
    else { return false }
    return !lines[max(0, number - 1)...min(lines.count - 1, number + 1)].contains {
      $0.figureCount > 0 && $0.figureCount == $0.fragments.count
    }
  }

  // MARK: - Rows

  private mutating func align(_ all: [PlacedLine]) {
    let lines = joiningFigures(all)
    let bars = Set(lines.indices.filter { lines[$0].isSentence || isHeading(lines[$0]) })
    let runs = runs(of: lines, bars: bars)
    var best: (index: LabelIndex, rows: [TargetRow], alignment: RowAlignment)?
    if runs.count <= Self.mostRuns {
      for index in indices {
        let rows = index.targets
        let alignment = RowAlignment(
          runs, rows, isGroupPiece: { index.isGroupPiece($0) }, isHeader: { index.headerCount($0.before, of: $1) >= 3 })
        if best.map({ alignment.score > $0.alignment.score }) ?? true { best = (index, rows, alignment) }
      }
    }
    guard let best, best.alignment.places.contains(where: { $0 != nil }) else {
      for line in lines { appendText(line) }
      return
    }
    write(lines, bars, runs, best.index, best.rows, best.alignment)
  }

  /// The figures of a row that stand on two lines, as a total on a line of its own does, come together where the sum tells.
  ///
  /// Neither line may be a row that lost its empty cells: then its own figures would add up. Of lines that follow each other
  /// without a whole row between either all find their other half, or none can be sure of it.
  private func joiningFigures(_ lines: [PlacedLine]) -> [PlacedLine] {
    let widths = Set(indices.flatMap { $0.targets.map(\.width) })
    var joined = lines
    for group in broken(lines) where group.count > 1 && group.count <= 8 && !group.contains(where: { isClosed(lines[$0].figures) }) {
      // Which lines make a whole row with which of those below them, in which order.
      var pairs: [(upper: Int, lower: Int, figures: [Fragment])] = []
      for (place, upper) in group.enumerated() {
        for lower in group[(place + 1)...] {
          let (first, second) = (lines[upper].figures, lines[lower].figures)
          guard first.count + second.count > 3, widths.contains(first.count + second.count) else { continue }
          let orders = [first + second, second + first].filter(addsUp)
          if let order = orders.first, Set(orders.map { $0.map(\.text) }).count == 1 { pairs.append((upper, lower, order)) }
        }
      }
      guard pairs.flatMap({ [$0.upper, $0.lower] }).sorted() == group else { continue }
      for pair in pairs {
        // What stands in front of the lower half is the rest of the label, or the label of the next row.
        let (row, rest) = lines[pair.upper].label.isEmpty ? (pair.lower, pair.upper) : (pair.upper, pair.lower)
        joined[row] = PlacedLine(lines[row].label + pair.figures, text: lines[row].text, page: lines[row].page, isJoined: true)
        joined[rest] = PlacedLine(lines[rest].label, text: lines[rest].label.map(\.text).joined(), page: lines[rest].page)
      }
    }
    return joined.filter { !$0.fragments.isEmpty }
  }

  /// Lines of figures that follow each other and are no whole rows, as far as sums tell.
  private func broken(_ lines: [PlacedLine]) -> [[Int]] {
    var groups: [[Int]] = [[]]
    for (number, line) in lines.enumerated() {
      if line.figureCount == 0 ? line.isSentence || isHeading(line) : addsUp(line.figures) {
        groups.append([])
      } else if line.figureCount > 0 {
        groups[groups.count - 1].append(number)
      }
    }
    return groups
  }

  /// Whether the last of some figures is the sum of the others, as in a row without its empty cells.
  private func isClosed(_ figures: [Fragment]) -> Bool {
    // A line with more figures than any form has columns is no row, and its sum has no bound.
    guard figures.count <= Self.mostFigures, let total = figures.last?.value else { return true }
    return figures.count > 1 && figures.dropLast().reduce(Figure.zero) { $0 + ($1.value ?? .zero) } == total
  }

  /// Whether some form has a line as long as the figures, and its sums over the line hold.
  private func addsUp(_ figures: [Fragment]) -> Bool {
    let values = figures.map(\.value)
    return indices.contains { index in
      index.form.tables.contains { table in
        let cells = table.blocks[0].isAcross ? table.cells : table.rows[0].cells
        return cells.count == figures.count && index.form.holds(cells, values) == true
      }
    }
  }

  // MARK: - The grid

  private mutating func write(
    _ lines: [PlacedLine], _ bars: Set<Int>, _ runs: [FigureRun], _ index: LabelIndex, _ rows: [TargetRow], _ alignment: RowAlignment
  ) {
    let given = decided(runs, index, rows, alignment)
    // The lines whose text went into labels.
    var used: Set<Int> = []
    for (number, run) in runs.enumerated() {
      guard let place = alignment.places[number] else { continue }
      used.formUnion(run.beforeLines.suffix(place.takesBefore))
      if number + 1 < runs.count { used.formUnion(runs[number + 1].beforeLines.prefix(place.takesBehind)) }
    }
    doubtLostFigures(runs, rows, given, index)
    let columns = columns(lines, runs, rows, given, index)
    let units = statedUnits(runs, rows, given, index)
    let orders = printedOrders(lines, runs, rows, given, index)
    var runAt: [Int: Int] = [:]
    for (number, run) in runs.enumerated() { runAt[run.line] = number }
    for (number, line) in lines.enumerated() {
      guard let run = runAt[number] else {
        if bars.contains(number) || !(used.contains(number) || (isBetween(number, runs, given, bars) && index.holdsOnlyPieces(line))) {
          appendText(line)
        }
        continue
      }
      if let row = given[run], orders[run] != .contradicted {
        if let place = alignment.places[run], place.score < 0.5, rows[row].row != nil { doubt(runs[run], lines, place, rows[row], index) }
        if line.isJoined { noteJoined(runs[run], rows[row], index) }
        if case .other(let order) = orders[run] {
          grid.columnOrders[grid.cells.count + (rows[row].row == nil ? rows[row].width : 1)] = order
        }
        append(runs[run], rows[row], columns[rows[row].block(in: index.form)]?[line.page], units[run], index)
      } else if !isLost(runs[run], runs, given, bars) {
        appendText(line)
      } else {
        leave(run, runs, lines, rows, alignment, index)
      }
    }
  }

  /// Whether a run without a row belongs to a table, and is more than a line behind it that happens to end in a figure.
  private func isLost(_ run: FigureRun, _ runs: [FigureRun], _ given: [Int?], _ bars: Set<Int>) -> Bool {
    guard !run.figures.isEmpty, isBetween(run.line, runs, given, bars) else { return false }
    guard run.figures.count == 1, !run.own.isEmpty else { return true }
    let next = zip(runs, given).first { $0.0.line > run.line && $0.1 != nil }?.0.line
    return next.map { !(run.line..<$0).contains(where: bars.contains) } ?? false
  }

  /// Whether a line stands in a table: near a run that has its row, with no heading or sentence between.
  private func isBetween(_ line: Int, _ runs: [FigureRun], _ given: [Int?], _ bars: Set<Int>) -> Bool {
    let placed = zip(runs, given).filter { $0.1 != nil }.map(\.0.line)
    if let before = placed.last(where: { $0 < line }), line - before < 40, !(before..<line).contains(where: bars.contains) { return true }
    guard let after = placed.first(where: { $0 > line }), after - line < 40 else { return false }
    return !(line..<after).contains(where: bars.contains)
  }

  /// The row of each run: nil if it has none, or if the labels leave it open and the relations do not decide.
  private func decided(_ runs: [FigureRun], _ index: LabelIndex, _ rows: [TargetRow], _ alignment: RowAlignment) -> [Int?] {
    let stray = strayLabels(runs, index, rows, alignment)
    // Figures alone on a line, beside labels that have none, may be those of the other labels.
    let isUnsure = runs.indices.map { run in
      guard let row = alignment.places[run]?.row, rows[row].row != nil, runs[run].own.isEmpty else { return false }
      return stray.contains(run) || stray.contains(run + 1)
    }
    var given = runs.indices.map { alignment.margins[$0].margin >= Self.sure && !isUnsure[$0] ? alignment.places[$0]?.row : nil }
    let open = runs.indices.filter { given[$0] == nil && alignment.places[$0] != nil && !isUnsure[$0] }
    guard (1...4).contains(open.count) else { return given }
    var sound: [[Int?]] = []
    for choice in 0..<(1 << open.count) {
      var trial = given
      for (bit, run) in open.enumerated() {
        trial[run] = choice >> bit & 1 == 0 ? alignment.places[run]?.row : alignment.margins[run].other
      }
      let order = trial.compactMap { $0 }
      guard zip(order, order.dropFirst()).allSatisfy({ $0 < $1 }), isSound(trial, runs, rows, index) else { continue }
      sound.append(trial)
    }
    guard let first = sound.first else { return given }
    for run in open where sound.allSatisfy({ $0[run] == first[run] }) { given[run] = first[run] }
    return given
  }

  /// The runs in front of which a whole label of a row stands that no run has taken.
  private func strayLabels(_ runs: [FigureRun], _ index: LabelIndex, _ rows: [TargetRow], _ alignment: RowAlignment) -> Set<Int> {
    let labels = Set(rows.filter { !index.form.tables[$0.table].blocks[0].isAcross }.compactMap(\.labels.first))
    return Set(
      runs.indices.filter { number in
        let before = number > 0 ? alignment.places[number - 1]?.takesBehind ?? 0 : 0
        let own = alignment.places[number]?.takesBefore ?? 0
        return runs[number].before.dropFirst(before).dropLast(own).contains(where: labels.contains)
      })
  }

  /// Whether every relation over columns that has all its cells holds, and there is one.
  private func isSound(_ given: [Int?], _ runs: [FigureRun], _ rows: [TargetRow], _ index: LabelIndex) -> Bool {
    var report = Report(form: index.form)
    for (run, row) in zip(runs, given) {
      guard let row, let number = rows[row].row, run.figures.count == rows[row].width else { continue }
      let cells = index.form.tables[rows[row].table].rows[number].cells
      for (cell, figure) in zip(cells, run.figures) { report[cell] = figure.value.map { .stated($0) } ?? .blank }
    }
    let whole = index.form.relations.filter { !$0.isByRow }.flatMap(\.instances).filter { instance in
      !(instance.left + instance.right).contains { report[$0.cell].isAbsent }
    }
    return !whole.isEmpty && whole.allSatisfy { $0.left.sum(in: report) == $0.right.sum(in: report) }
  }

  /// Where the columns of each block stand on each page, as far as the figures or the header tell; only of blocks with rows that lack figures.
  ///
  /// A table that goes on over several pages keeps its columns on all of them, but not where each page was laid out as text.
  private func columns(
    _ lines: [PlacedLine], _ runs: [FigureRun], _ rows: [TargetRow], _ given: [Int?], _ index: LabelIndex
  ) -> [BlockNumber: [Int: ColumnPlaces]] {
    var places: [BlockNumber: [Int: ColumnPlaces]] = [:]
    guard grid.placesCells else { return places }
    var members: [BlockNumber: [Int]] = [:]
    for (number, row) in given.enumerated() where !runs[number].figures.isEmpty {
      if let row { members[rows[row].block(in: index.form), default: []].append(number) }
    }
    for (block, members) in members {
      guard let row = given[members[0]], members.contains(where: { runs[$0].figures.count < rows[row].width }) else { continue }
      let labels = Array(index.columnLabels[block.table][block.block].prefix(rows[row].width).map(\.text))
      let width = rows[row].width
      let all = ColumnPlaces(members.map { runs[$0].figures }, count: width)
      for (page, members) in Dictionary(grouping: members, by: { lines[runs[$0].line].page }) {
        let figures = members.map { runs[$0].figures }
        let found =
          ColumnPlaces(figures, count: width) ?? all ?? ColumnPlaces(whole: figures, count: width)
          ?? members.lazy.compactMap { ColumnPlaces(labels: labels, above: lines[max(0, runs[$0].line - 14)..<runs[$0].line]) }.first
        // Rows with a figure in every column must stand in these, or the places mean nothing.
        guard let found, figures.allSatisfy({ $0.count != width || found.hold($0) }) else { continue }
        places[block, default: [:]][page] = found
      }
    }
    return places
  }

  /// For each run the order of its columns, as the lines above the first run of its block have them, broken labels put together.
  private func printedOrders(
    _ lines: [PlacedLine], _ runs: [FigureRun], _ rows: [TargetRow], _ given: [Int?], _ index: LabelIndex
  ) -> [PrintedOrder] {
    var known: [BlockNumber: PrintedOrder] = [:]
    return runs.indices.map { number in
      guard let row = given[number] else { return .official }
      let number = (block: rows[row].block(in: index.form), line: runs[number].line)
      if let order = known[number.block] { return order }
      let above = lines[max(0, number.line - 14)..<number.line]
      let first = above.lastIndex { $0.figureCount > 0 }.map { $0 + 1 } ?? above.startIndex
      let block = index.form.tables[number.block.table].blocks[number.block.block]
      let labels = (block.columns.map(\.label) + block.columnLabels.groupLabels + (block.isAcross ? block.rowLabels.allLabels : [])).map(
        Label.init)
      let header = ColumnPlaces.headerCells(of: labels.map(\.text), in: Array(lines[first..<number.line]))
      let order = PrintedOrder(header, block, width: rows[row].width)
      known[number.block] = order
      return order
    }
  }

  /// For each run the unit of money that stands above it or in its label, or above a run before it in its block.
  private func statedUnits(_ runs: [FigureRun], _ rows: [TargetRow], _ given: [Int?], _ index: LabelIndex) -> [PrintedFigure.Unit?] {
    var last: (block: BlockNumber, unit: PrintedFigure.Unit)?
    return runs.indices.map { number in
      guard let row = given[number] else { return nil }
      let block = rows[row].block(in: index.form)
      // A header that is broken over lines comes together from its pieces.
      let header = Array(runs[number].before.suffix(40).joined().suffix(300)) + runs[number].own.flatMap(\.folded)
      if let unit = PrintedFigure.Unit(statedIn: header) { last = (block, unit) }
      return last.flatMap { $0.block == block ? $0.unit : nil }
    }
  }

  private mutating func append(
    _ run: FigureRun, _ row: TargetRow, _ places: ColumnPlaces?, _ unit: PrintedFigure.Unit?, _ index: LabelIndex
  ) {
    let first = run.own.first ?? run.figures.first
    let (line, column) = (first?.line ?? 1, first?.column ?? 1)
    if let number = row.row {
      grid.appendCell(index.form.tables[row.table].rows[number].label.utf8, line: line, column: column)
    } else {
      for label in index.columnLabels[row.table][0] {
        grid.appendCell(String(String.UnicodeScalarView(label.text)).utf8, line: line, column: column)
      }
      grid.endRow()
    }
    if let unit { grid.units[grid.cells.count] = unit }
    if run.figures.isEmpty {
      for _ in 0..<row.width { grid.appendCell([], line: line, column: column) }
    } else if run.figures.count < row.width, let columns = places?.columns(of: run.figures) {
      for number in 0..<row.width {
        let figure = columns.firstIndex(of: number).map { run.figures[$0] }
        grid.appendCell((figure?.text ?? "").utf8, line: figure?.line ?? line, column: figure?.column ?? column)
      }
    } else {
      if run.figures.count < row.width, let places { grid.columnChoices[grid.cells.count] = places.choices(of: run.figures) }
      for figure in run.figures { grid.appendCell(figure.text.utf8, line: figure.line, column: figure.column) }
    }
    grid.endRow()
  }

  private mutating func appendText(_ line: PlacedLine) {
    guard let first = line.fragments.first else { return }
    grid.appendCell((line.title?.text ?? line.text).utf8, line: first.line, column: first.column)
    grid.endRow()
  }

  // MARK: - Findings

  private func position(_ run: FigureRun) -> SourcePosition {
    let first = run.own.first ?? run.figures[0]
    return SourcePosition(path: path, line: first.line, column: first.column)
  }

  private mutating func doubt(_ run: FigureRun, _ lines: [PlacedLine], _ place: RowAlignment.Place, _ row: TargetRow, _ index: LabelIndex) {
    guard let number = row.row else { return }
    let official = index.form.tables[row.table].rows[number]
    let text = lines[run.line].text.shortened
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: "\(index.form.tables[row.table].id)/\(official.id)", at: position(run),
        Bilingual(zh: "“\(text)”按“\(official.label)”读取", en: "\"\(text)\" is read as the row \(official.id) (\(official.label))")))
  }

  /// The one row without figures where all others have every figure has rather lost them than been left empty.
  private mutating func doubtLostFigures(_ runs: [FigureRun], _ rows: [TargetRow], _ given: [Int?], _ index: LabelIndex) {
    let placed = zip(runs, given).compactMap { run, row in row.map { (run: run, row: rows[$0]) } }.filter { $0.row.width > 1 }
    let short = placed.filter { $0.run.figures.count < $0.row.width }
    guard short.count == 1, placed.count > 1, short[0].run.figures.isEmpty, let number = short[0].row.row else { return }
    let table = index.form.tables[short[0].row.table]
    findings.append(
      Finding(
        .warning, .doubtfulFigure, cell: "\(table.id)/\(table.rows[number].id)", at: position(short[0].run),
        Bilingual(
          zh: "只有“\(table.rows[number].label)”这一行没有数据，可能是提取时丢失了；按空格读取",
          en: "\(table.rows[number].id) alone has no figures, which extraction may have lost; read as blank")))
  }

  private mutating func noteJoined(_ run: FigureRun, _ row: TargetRow, _ index: LabelIndex) {
    let table = index.form.tables[row.table]
    findings.append(
      Finding(
        .note, .doubtfulFigure, cell: row.row.map { "\(table.id)/\(table.rows[$0].id)" } ?? table.id, at: position(run),
        Bilingual(zh: "这一行的数据分在两行上，按合计拼在一起", en: "the figures of this row stood on two lines and were put together by their sum")))
  }

  /// A run that has no row: a finding on it, naming the rows it could be.
  private mutating func leave(
    _ number: Int, _ runs: [FigureRun], _ lines: [PlacedLine], _ rows: [TargetRow], _ alignment: RowAlignment, _ index: LabelIndex
  ) {
    let run = runs[number]
    // Without a place in the order, it could belong to the rows around it, too: a figure broken over lines would.
    var candidates = [alignment.places[number]?.row, alignment.margins[number].other].compactMap { $0 }
    let isStray = candidates.isEmpty && run.own.isEmpty
    if isStray {
      candidates = [alignment.places[..<number].last { $0 != nil }, alignment.places[(number + 1)...].first { $0 != nil }]
        .compactMap { $0??.row }
    }
    let named = candidates.map { row -> (address: String, label: String) in
      let table = index.form.tables[rows[row].table]
      return rows[row].row.map { ("\(table.id)/\(table.rows[$0].id)", table.rows[$0].label) } ?? (table.id, table.name.zh)
    }
    let text = lines[run.line].text.shortened
    let list = Bilingual(
      zh: named.map { "“\($0.label)”" }.joined(separator: "、"), en: named.map(\.address).joined(separator: ", "))
    for address in isStray && !named.isEmpty ? named.map(\.address) : [named.first?.address ?? index.form.tables[0].id] {
      findings.append(
        Finding(
          .warning, .unreadRow, cell: address, at: position(run),
          named.isEmpty
            ? Bilingual(zh: "未读取“\(text)”：看不出属于哪一行", en: "not read: \"\(text)\", it fits no row of the form")
            : Bilingual(zh: "未读取“\(text)”：可能属于\(list.zh)", en: "not read: \"\(text)\", it could belong to \(list.en)")))
    }
  }
}

/// A block of a table of the form.
struct BlockNumber: Hashable {
  let table: Int
  let block: Int
}

extension TargetRow {
  func block(in form: Form) -> BlockNumber {
    BlockNumber(table: table, block: row.map { form.tables[table].rows[$0].block } ?? 0)
  }
}

extension Fragment {
  /// The plain figure; nil for a blank and for what is no number.
  var value: Figure? {
    guard case .number(let number) = figure else { return nil }
    return try? Figure.parse(number.digits, moving: 0)
  }
}

extension [LabelTree] {
  /// The labels of groups.
  fileprivate var groupLabels: [String] {
    flatMap { tree -> [String] in if case .group(let label, _, let members) = tree { [label] + members.groupLabels } else { [] } }
  }

  fileprivate var allLabels: [String] {
    flatMap { tree -> [String] in if case .group(let label, _, let members) = tree { [label] + members.allLabels } else { [tree.label] } }
  }
}

extension Form {
  /// Whether the relations within some cells hold for values that would stand in them; nil if there is no such relation.
  func holds(_ cells: Range<Int>, _ values: [Figure?]) -> Bool? {
    var trial = Report(form: self)
    for (cell, value) in zip(cells, values) { trial[cell] = value.map { .stated($0) } ?? .blank }
    let inside = instances(within: cells)
    return inside.isEmpty ? nil : inside.allSatisfy { $0.left.sum(in: trial) == $0.right.sum(in: trial) }
  }

  /// The relations that have all their cells among some.
  func instances(within cells: Range<Int>) -> [Relation.Instance] {
    relations.flatMap(\.instances).filter { instance in
      (instance.left + instance.right).allSatisfy { cells.contains($0.cell) }
    }
  }

  /// Whether relations within some cells hold for values that would stand in them; nil if there are none.
  static func holds(_ instances: [Relation.Instance], _ cells: Range<Int>, _ values: [Figure]) -> Bool? {
    func sum(_ terms: [Relation.Term]) -> Figure {
      terms.reduce(.zero) { sum, term in
        let value = values[term.cell - cells.lowerBound]
        return term.isSubtracted ? sum - value : sum + value
      }
    }
    return instances.isEmpty ? nil : instances.allSatisfy { sum($0.left) == sum($0.right) }
  }
}

extension LabelIndex {
  /// Every row of the form in order; a table whose rows stand side by side comes as its one line first.
  var targets: [TargetRow] {
    form.tables.enumerated().flatMap { number, table -> [TargetRow] in
      let rows = table.rows.indices.map { row -> TargetRow in
        let label = rowLabels[number][row]
        let short = Array(label.withoutNote)
        return TargetRow(
          table: number, row: row, width: table.rows[row].cells.count,
          labels: [label.text] + (short.count < label.withoutNumeral.count ? [short] : []))
      }
      guard table.blocks[0].isAcross else { return rows }
      return [TargetRow(table: number, row: nil, width: table.cells.count, labels: [])] + rows
    }
  }

  /// Whether a text is a piece of the label of a group of rows.
  func isGroupPiece(_ text: [Unicode.Scalar]) -> Bool {
    groupLabels.contains { $0.contains(text) }
  }

  /// How many pieces of text are labels of the columns of a table, or parts of them.
  func headerCount(_ pieces: [[Unicode.Scalar]], of row: TargetRow) -> Int {
    let labels = columnLabels[row.table].joined().map(\.text)
    return pieces.count { piece in !piece.isEmpty && labels.contains { $0.contains(piece) } }
  }

  /// Whether a line holds nothing but labels of the form, pieces of them, and several of them glued together.
  func holdsOnlyPieces(_ line: PlacedLine) -> Bool {
    // More fragments than any header has are text.
    line.fragments.count <= 60
      && line.fragments.allSatisfy { fragment in
        var rest = fragment.folded[...]
        var pieces = 0
        while !rest.isEmpty {
          let length = longestPiece(at: rest)
          guard length > 0 else { return false }
          rest = rest.dropFirst(length)
          pieces += 1
        }
        return pieces == 1 || fragment.folded.count >= 2 * pieces
      }
  }
}
