// Tables as a PDF has them, on a page of lines and columns, and what is left of them when only the order of lines is kept.

import DisclosureReport

/// A page on which text is set at columns; Chinese characters take two, or one as in what `pdftotext -layout` prints.
private struct Page {
  let isWide: Bool
  private(set) var lines: [[(column: Int, text: String)]] = []

  init(isWide: Bool) { self.isWide = isWide }

  mutating func add(_ count: Int) {
    for _ in 0..<count { lines.append([]) }
  }

  mutating func set(_ text: String, line: Int, column: Int) {
    guard !text.isEmpty else { return }
    lines[line].append((column, text))
  }

  /// With spaces to the column, or with one space between.
  func text(keepingColumns: Bool) -> [String] {
    lines.map { line in
      let sorted = line.sorted { $0.column < $1.column }
      guard keepingColumns else { return sorted.map(\.text).joined(separator: " ") }
      var text = ""
      var width = 0
      for (column, part) in sorted {
        let gap = max(width == 0 ? 0 : 1, column - width)
        text += String(repeating: " ", count: gap) + part
        width += gap + (isWide ? part.columns : part.count)
      }
      return text
    }
  }
}

extension ReportPrinter {
  /// A block set on a page: labels wrap in narrow columns, figures stand in the middle of their labels.
  mutating func placedLines(_ block: Form.Block, _ table: Form.Table, _ report: inout Report) -> [String] {
    var page = Page(isWide: layout != .layout)
    let depth = block.isAcross ? 0 : (block.rowLabels.map(\.depth).max() ?? 1)
    let labelColumn = depth > 1 ? 20 : 2
    let firstColumn = block.isAcross ? 0 : depth > 1 ? 48 : 30
    let step = block.isAcross ? 10 : block.columns.count > 3 ? (layout == .layout ? 7 : 11) : 22
    func column(_ number: Int) -> Int { firstColumn + 2 + number * step }

    if let heading = block.heading {
      page.add(1)
      page.set(heading, line: 0, column: 40)
    }
    header(block, table, column, &page)
    if block.isAcross {
      page.add(1)
      let cells = Array(table.rows[block.rows].flatMap(\.cells))
      figures(cells, at: page.lines.count - 1, column, &report, &page)
      return page.text(keepingColumns: layout != .lifted)
    }
    // Where each row stands, so that the labels of groups can be set in their middle.
    var extents: [RowNumber: Range<Int>] = [:]
    for number in block.rows {
      let row = table.rows[number]
      if hasNoise, chance(0.05) {
        for cell in row.cells { report[cell] = .absent }
        continue
      }
      if hasNoise, layout == .lifted, chance(0.04) {
        page.add(1)
        page.set("— \(Int.random(in: 1...9, using: &random)) —", line: page.lines.count - 1, column: 50)
      }
      let wide = row.path.count == 1 && depth > 1
      let parts = wrapped(varied(row.label), columns: wide ? 40 : firstColumn - labelColumn - 4)
      // With two lines of label the figures stand between them.
      let start = page.lines.count
      let height = parts.count % 2 == 0 ? parts.count + 1 : parts.count
      page.add(height)
      let middle = start + height / 2
      for (line, part) in parts.enumerated() {
        let at = parts.count % 2 == 0 && line >= parts.count / 2 ? line + 1 : line
        page.set(part, line: start + at, column: wide ? 2 : labelColumn)
      }
      figures(Array(row.cells), at: middle, column, &report, &page)
      extents[number] = start..<start + height
    }
    groups(block, table, extents, depth, &page)
    return page.text(keepingColumns: layout != .lifted)
  }

  private mutating func header(_ block: Form.Block, _ table: Form.Table, _ column: (Int) -> Int, _ page: inout Page) {
    let labels = block.isAcross ? table.rows[block.rows].flatMap { _ in block.columns.map(\.label) } : block.columns.map(\.label)
    let isNarrow = labels.count > 3 && !block.isAcross
    let start = page.lines.count
    page.add(isNarrow ? 3 : 1)
    if layout == .lifted, isNarrow {
      // Header cells glued together, as extraction leaves them.
      page.set("申请人情况", line: start, column: 0)
      page.set(labels.prefix(3).joined(), line: start + 1, column: 0)
      page.set(labels.dropFirst(3).joined(), line: start + 2, column: 0)
      return
    }
    if let corner = block.corner, !isNarrow { page.set(corner, line: start, column: 2) }
    for (number, label) in labels.enumerated() {
      let parts = isNarrow ? wrapped(label, columns: layout == .layout ? 4 : 6) : [label]
      for (line, part) in parts.enumerated() { page.set(part, line: start + line, column: column(number)) }
    }
  }

  private mutating func figures(_ cells: [CellNumber], at line: Int, _ column: (Int) -> Int, _ report: inout Report, _ page: inout Page) {
    var texts: [String] = []
    for cell in cells { texts.append(shown(cell, report)) }
    let isLifted = layout == .lifted
    if isLifted { texts = dropped(texts, cells, &report) }
    // The last figure, a total, on a line of its own.
    if isLifted, hasNoise, cells.count == 7, texts.count == 7, chance(0.06), let total = texts.popLast() {
      page.add(1)
      // What already stands below moves down.
      let moves = page.lines.count - 1
      page.set(total, line: moves, column: column(6))
    }
    for (number, text) in texts.enumerated() {
      // Centred, as print has it.
      page.set(text, line: line, column: column(number) + max(0, (8 - text.columns) / 2))
    }
  }

  /// The labels of groups in the middle of their rows, and the vertical one along all of them.
  private mutating func groups(
    _ block: Form.Block, _ table: Form.Table, _ extents: [RowNumber: Range<Int>], _ depth: Int, _ page: inout Page
  ) {
    var members: [[String]: [RowNumber]] = [:]
    for row in block.rows {
      for level in table.rows[row].path.indices.dropLast() { members[Array(table.rows[row].path[...level]), default: []].append(row) }
    }
    for (path, rows) in members.sorted(by: { $0.value[0] < $1.value[0] }) {
      let lines = rows.compactMap { extents[$0] }
      guard let first = lines.first?.lowerBound, let last = lines.last?.upperBound, let label = path.last else { continue }
      if path.count == 1 {
        for (number, character) in label.enumerated() {
          let line = first + (last - first) * (2 * number + 1) / (2 * label.count)
          page.set(String(character), line: min(line, last - 1), column: 1)
        }
      } else {
        let parts = wrapped(label, columns: 8)
        let start = max(first, (first + last - parts.count) / 2)
        for (number, part) in parts.enumerated() where start + number < last { page.set(part, line: start + number, column: 8) }
      }
    }
  }

  /// A text broken into pieces that fit a column.
  private func wrapped(_ text: String, columns: Int) -> [String] {
    var parts: [String] = [""]
    for character in text {
      if parts[parts.count - 1].columns + String(character).columns > columns { parts.append("") }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}

extension String {
  /// How many columns it takes on a page: Chinese characters two.
  fileprivate var columns: Int {
    unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2010 ? 2 : 1) }
  }
}
