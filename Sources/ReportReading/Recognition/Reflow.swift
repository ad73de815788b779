// Text in which every cell of a table stands on a line of its own: the lines become rows again, before anything else looks at them.

import DisclosureReport

/// Puts rows together from lines of one cell each: a label, perhaps broken over lines, and the run of figures behind it.
struct Reflow {
  private let grid: Grid
  private let indices: [LabelIndex]
  private var result = Grid()
  /// Cells of text since the last figure.
  private var labels: [Int] = []
  /// Cells of the run of figures, nil for one that is known to be empty.
  private var figures: [Int?] = []

  /// A document with fewer figures on lines of their own is left as it is.
  private static let least = 3

  /// The rows of a grid; nil where its cells stand side by side already.
  ///
  /// - Parameter known: what each cell is as a figure.
  static func rows(of grid: Grid, _ known: [PrintedFigure], _ indices: [LabelIndex]) -> Grid? {
    var alone = 0
    var beside = 0
    for row in grid.rows {
      let count = row.count { !grid.cells[$0].text.isEmpty && !known[$0].isText }
      if count > 1 { beside += 1 } else if count == 1, row.count(where: { !grid.cells[$0].text.isEmpty }) == 1 { alone += 1 }
    }
    guard alone >= least, alone > beside * 4 else { return nil }
    var reflow = Reflow(grid: grid, indices: indices)
    reflow.go()
    return reflow.result
  }

  private init(grid: Grid, indices: [LabelIndex]) {
    self.grid = grid
    self.indices = indices
    result.breaksSentences = grid.breaksSentences
  }

  private mutating func go() {
    let filled = grid.rows.map { row in row.filter { !grid.cells[$0].text.isEmpty } }
    // A line with nothing but `|` parts two cells, or stands for an empty one, as the document has it.
    let bars = zip(grid.rows, filled).count { $0.count == 2 && $1.isEmpty }
    let barsPart = bars * 2 > filled.count { $0.count == 1 }
    var wasBar = false
    for (row, cells) in zip(grid.rows, filled) {
      if cells.isEmpty {
        guard row.count == 2 else { continue }
        let isCell = barsPart ? wasBar : true
        if isCell, !labels.isEmpty || !figures.isEmpty { figures.append(nil) }
        wasBar = true
        continue
      }
      // A row that ends in an empty cell ends in a bar.
      if barsPart, wasBar, !figures.isEmpty, cells.count > 1 || PrintedFigure(grid.bytes(cells[0])).isText { figures.append(nil) }
      wasBar = false
      if cells.count > 1 {
        flush()
        copy(row)
      } else if PrintedFigure(grid.bytes(cells[0])).isText {
        if !figures.isEmpty { flush() }
        labels.append(cells[0])
      } else {
        figures.append(cells[0])
      }
    }
    flush()
  }

  /// Writes what has gathered: a row if the figures have a label or are a line of their own, else line by line.
  private mutating func flush() {
    defer {
      labels = []
      figures = []
    }
    let isWholeLine = indices.contains { index in
      index.form.tables.contains { $0.blocks[0].isAcross && $0.cells.count == figures.count }
    }
    var count = figures.contains(where: { $0 != nil }) ? labelLength(isWholeLine) : nil
    // Where another row's label stands above without figures, these may be those of either.
    if let taken = count, labels.dropLast(taken).contains(where: isRowLabel) { count = nil }
    for label in labels.dropLast(count ?? 0) { copy(label) }
    if let count {
      if count > 0 { append(labels.suffix(count)) }
      for figure in figures { appendFigure(figure) }
      result.endRow()
    } else {
      for figure in figures { if let figure { copy(figure) } }
    }
  }

  /// How many of the last lines of text make the label of the figures; 0 if they have none, nil if they are no row.
  private func labelLength(_ isWholeLine: Bool) -> Int? {
    if isWholeLine, labels.isEmpty || isHeader(labels[labels.count - 1]) { return 0 }
    for count in 1..<5 where count <= labels.count {
      let label = Label(joined(labels.suffix(count)))
      if indices.contains(where: { $0.roles(of: label).contains { if case .row = $0 { true } else { false } } }) { return count }
    }
    // A label that is only alike: as many lines as make it most alike.
    var best: (count: Int, likeness: Double) = (0, 0.75)
    for count in 1..<5 where count <= labels.count {
      let label = Label(joined(labels.suffix(count)))
      let likeness = indices.flatMap { $0.rowLabels.joined() }.map { Label.likeness($0.withoutNumeral, label.withoutNumeral) }.max() ?? 0
      if likeness > best.likeness { best = (count, likeness) }
    }
    if best.count > 0 { return best.count }
    return figures.count > 1 && !labels.isEmpty ? 1 : nil
  }

  /// Whether a text is the label of a row in every edition that has it, whole.
  private func isRowLabel(_ cell: Int) -> Bool {
    let label = Label(grid.bytes(cell))
    let editions = indices.filter { $0.prints(label) }
    return !editions.isEmpty
      && editions.allSatisfy { index in
        index.roles(of: label).allSatisfy {
          if case .row(let table, _) = $0 { !index.form.tables[table].blocks[0].isAcross } else { false }
        }
      }
  }

  private func isHeader(_ cell: Int) -> Bool {
    let label = Label(grid.bytes(cell))
    return indices.contains { $0.roles(of: label).contains(where: \.isHeader) }
  }

  private func joined(_ cells: some Collection<Int>) -> String {
    cells.map(grid.string).joined()
  }

  private mutating func append(_ cells: ArraySlice<Int>) {
    guard let first = cells.first else { return }
    result.appendCell(joined(cells).utf8, line: grid.cells[first].line, column: grid.cells[first].column)
  }

  private mutating func appendFigure(_ figure: Int?) {
    let place = figure ?? figures.compactMap { $0 }.first
    result.appendCell(
      figure.map { Array(grid.bytes($0)) } ?? [], line: place.map { grid.cells[$0].line } ?? 1,
      column: place.map { grid.cells[$0].column } ?? 1)
  }

  private mutating func copy(_ cell: Int) {
    result.appendCell(grid.bytes(cell), line: grid.cells[cell].line, column: grid.cells[cell].column)
    result.endRow()
  }

  private mutating func copy(_ row: Range<Int>) {
    for cell in row { result.appendCell(grid.bytes(cell), line: grid.cells[cell].line, column: grid.cells[cell].column) }
    result.endRow()
  }
}
