// The walk over the lines of a document: each is a heading, a header, a row of a table, or prose.

import DisclosureReport

/// A line that carries figures of a table.
struct FigureLine {
  /// Index into the form's tables.
  let table: Int
  /// Index into the table's rows; nil if the label is not the form's, or if all rows stand on the line.
  var row: Int?
  /// The label in front of the figures, nil on a line of figures only.
  let label: Int?
  /// The cells of the grid behind the label, empty ones too.
  let cells: Range<Int>
  /// The first cell of the line.
  let lineStart: Int
  /// The header above: the cells that may be labels of columns, with their place on the line.
  let header: [HeaderCell]
  /// Lines with the same number stand under the same header.
  let run: Int
  /// The unit of money that the document states above the figures, or in the label.
  var unit: PrintedFigure.Unit?
  /// How surely its figures belong where they are put.
  var sureness = Sureness.labelled
}

struct HeaderCell {
  /// The number of the line in the document.
  let line: Int
  /// Counted from the start of the line.
  let place: Int
  let label: Label
}

/// Sorts the lines of one report.
struct LineWalk {
  let document: Document
  let index: LabelIndex
  /// Cells that need no further look: the title.
  let skipped: Set<Int>

  private(set) var rows: [FigureLine] = []
  private(set) var prose = ProseGathering()
  private(set) var findings: [Finding] = []

  private var table: Int?
  private var header: [HeaderCell] = []
  private var isInHeader = false
  private var run = 0
  /// The unit of money that was last stated, for the figures under it.
  private var unit: PrintedFigure.Unit?
  private var unitHasFigures = false
  /// The label of a row that stood alone, for the line of figures that may follow it; none if several stood so.
  private var waiting: (table: Int, row: Int, label: Int)?
  private var labelsAlone = 0
  /// Labels of rows without figures behind them.
  private(set) var bare: [(table: Int, row: Int, cells: [Int])] = []
  /// Lines of text in tables that are no labels, as they have been reported.
  private var strange: Set<[String]> = []

  init(document: Document, index: LabelIndex, skipping: Set<Int>) {
    self.document = document
    self.index = index
    skipped = skipping
    prose.joinsSentences = document.grid.breaksSentences
  }

  mutating func go(over range: Range<Int>) {
    for (row, cells) in zip(document.grid.rows[range], document.filled[range]) {
      if cells.count == 1, let label = document.labels[cells[0]], let (table, row) = rowRole(of: label), index.prints(label) {
        labelsAlone += 1
        waiting = labelsAlone == 1 ? (table, row, cells[0]) : nil
      }
      noteUnit(cells)
      if cells.isEmpty {
        takeBlankLine(row)
      } else if cells.count == 1, skipped.contains(cells[0]) {
        continue
      } else if !takeHeading(cells), !takeHeader(row, cells), !takeRow(row, cells), !takeFigures(row, cells) {
        takeProse(cells)
      }
    }
    // A heading over the row itself is no row without figures.
    let read = Set(rows.compactMap { line in line.row.map { [line.table, $0] } })
    for label in bare where !read.contains([label.table, label.row]) {
      table = label.table
      unread(label.cells, Bilingual(zh: "只有项目名称，没有数据", en: "the label has no figures behind it"))
    }
  }

  /// A unit stated on a line holds until the next header or heading behind figures.
  private mutating func noteUnit(_ cells: [Int]) {
    if cells.contains(where: { !document.figures[$0].isText }) { return }
    let roles = cells.compactMap { document.labels[$0] }.flatMap(index.roles)
    let begins = roles.contains { role in
      switch role {
      case .part, .blockHeading, .header: true
      default: false
      }
    }
    if begins, unitHasFigures { unit = nil }
    guard let stated = cells.compactMap({ document.labels[$0].flatMap { PrintedFigure.Unit(statedIn: $0.text) } }).first else { return }
    unit = stated
    unitHasFigures = false
  }

  // MARK: - Kinds of lines

  private mutating func takeHeading(_ cells: [Int]) -> Bool {
    guard cells.count == 1, let label = document.labels[cells[0]] else { return false }
    if label.text.first != "(", let part = index.part(like: label) {
      let wordings = [index.form.parts[part].heading] + index.form.parts[part].otherHeadings
      prose.begin(wordings.first { Label($0).text == label.text } ?? wordings[0])
      table = index.form.parts[part].table
      waiting = nil
      labelsAlone = 0
      endHeader()
      header = []
      return true
    }
    for role in index.roles(of: label) {
      if case .blockHeading(let found, _) = role {
        table = found
        endHeader()
        header = []
        return true
      }
    }
    return false
  }

  private mutating func takeHeader(_ row: Range<Int>, _ cells: [Int]) -> Bool {
    var tables: [Int: Int] = [:]
    var known = 0
    for cell in cells {
      guard let label = document.labels[cell] else { return false }
      let roles = index.roles(of: label).filter(\.isHeader)
      if !roles.isEmpty { known += 1 }
      for found in Set(roles.compactMap(\.table)) { tables[found, default: 0] += 1 }
    }
    // A line whose only label also names a row is the row, left blank.
    guard known * 2 > cells.count, let most = tables.values.max() else { return false }
    if cells.count == 1, isBlankRow(row, cells[0]) { return false }
    if table.map({ tables[$0] != most }) ?? true {
      table = tables.filter { $0.value == most }.keys.min()
    }
    if !isInHeader {
      header = []
      isInHeader = true
    }
    for cell in cells {
      if let label = document.labels[cell] { header.append(HeaderCell(line: row.lowerBound, place: cell - row.lowerBound, label: label)) }
    }
    return true
  }

  private func isBlankRow(_ row: Range<Int>, _ cell: Int) -> Bool {
    guard let label = document.labels[cell], let (table, found) = rowRole(of: label) else { return false }
    return row.upperBound - cell - 1 >= index.form.tables[table].rows[found].cells.count
  }

  private mutating func takeRow(_ row: Range<Int>, _ cells: [Int]) -> Bool {
    for cell in cells.reversed() {
      guard let label = document.labels[cell] else { continue }
      guard let (found, number) = rowRole(of: label) else { continue }
      let behind = cell + 1..<row.upperBound
      let width = index.form.tables[found].rows[number].cells.count
      let hasFigures = behind.contains { !document.isEmpty($0) && !document.figures[$0].isText }
      guard hasFigures || behind.count >= width || behind.contains(where: { !document.isEmpty($0) }) else {
        if table == found, index.prints(label) { bare.append((found, number, cells)) }
        return table == found
      }
      table = found
      append(FigureLine(table: found, row: number, label: cell, cells: behind, lineStart: row.lowerBound, header: header, run: run))
      return true
    }
    return takeUnknownRow(row, cells)
  }

  /// A line of a table whose label the form does not have in this wording; the rows around it may tell which it is.
  private mutating func takeUnknownRow(_ row: Range<Int>, _ cells: [Int]) -> Bool {
    guard let table, !index.form.tables[table].blocks[0].isAcross,
      let first = cells.first(where: { !document.figures[$0].isText }),
      let label = cells.last(where: { $0 < first }), document.labels[label] != nil
    else { return false }
    append(
      FigureLine(
        table: table, row: nil, label: label, cells: label + 1..<row.upperBound, lineStart: row.lowerBound, header: header, run: run))
    return true
  }

  /// A line of figures without any label: the line of a table whose rows stand side by side.
  private mutating func takeFigures(_ row: Range<Int>, _ cells: [Int]) -> Bool {
    guard cells.allSatisfy({ !document.figures[$0].isText }) else { return false }
    // A small table under the label of its only row.
    if let (table, number, label) = waiting, index.form.tables[table].rows[number].cells.count == row.count, cells.count > 1 {
      self.table = table
      append(FigureLine(table: table, row: number, label: label, cells: row, lineStart: row.lowerBound, header: header, run: run))
      return true
    }
    if let table, index.form.tables[table].blocks[0].isAcross {
      append(FigureLine(table: table, row: nil, label: nil, cells: row, lineStart: row.lowerBound, header: header, run: run))
      return true
    }
    guard table != nil, cells.count > 1 else { return false }
    unread(cells, Bilingual(zh: "这些数据前面没有项目名称", en: "these figures have no label"))
    return true
  }

  private mutating func takeBlankLine(_ row: Range<Int>) {
    guard isInHeader, let table, index.form.tables[table].blocks[0].isAcross,
      row.count >= index.form.tables[table].cells.count
    else { return }
    append(FigureLine(table: table, row: nil, label: nil, cells: row, lineStart: row.lowerBound, header: header, run: run))
  }

  private mutating func takeProse(_ cells: [Int]) {
    if table != nil {
      // Labels of groups, and pieces of labels that were broken, say nothing of their own.
      let known = cells.allSatisfy { cell in
        document.labels[cell].map { !index.roles(of: $0).isEmpty || index.holdsPiece($0) } ?? false
      }
      if known { return }
    }
    if cells.count > 1, table != nil {
      // Made-up headers stand above every small table of some documents; saying so once is enough, since no figure is lost.
      if strange.insert(cells.map(document.grid.string)).inserted {
        unread(cells, Bilingual(zh: "表格中有无法识别的文字", en: "there is text in the table that is no label of the form"), .note)
      }
      return
    }
    let text = cells.map(document.grid.string).joined(separator: " ")
    if text.utf8.count <= 60, Label.fold(text).isPageNumber(bare: true) { return }
    if isHeaderOfPlaces(text) { return }
    endHeader()
    // What gongkai's own outputs say about inferred cells and about their marks is no prose of the report.
    if Self.legends.contains(text) || table != nil && text.hasPrefix(Self.derivationMark) { return }
    let place = document.grid.cells[cells[0]]
    prose.add(text, at: Report.Place(line: place.line, column: place.column))
  }

  /// Whether a line is nothing but labels of the form beside each other, as headers are in text that keeps its columns as places.
  private func isHeaderOfPlaces(_ text: String) -> Bool {
    let words = text.prefix(400).split(separator: " ")
    return words.count >= 3 && words.allSatisfy { !index.roles(of: Label(String($0))).isEmpty }
  }

  /// With this gongkai's own outputs begin a line about an inferred cell.
  private static let derivationMark = "推算："
  /// With these lines gongkai's own text tells what its marks mean.
  private static let legends: Set<String> = ["图例：- 未填", "图例：缺 原文没有", "图例：- 未填；缺 原文没有"]

  // MARK: - Details

  private mutating func append(_ line: FigureLine) {
    endHeader()
    waiting = nil
    labelsAlone = 0
    var line = line
    line.unit =
      line.label.flatMap { document.labels[$0] }.flatMap { PrintedFigure.Unit(statedIn: $0.text) }
      ?? document.grid.units[line.cells.lowerBound] ?? unit
    unitHasFigures = true
    rows.append(line)
  }

  private mutating func endHeader() {
    if isInHeader { run += 1 }
    isInHeader = false
  }

  /// The row that a label names, in the current table if there are several.
  private func rowRole(of label: Label) -> (table: Int, row: Int)? {
    let found = index.roles(of: label).compactMap { role -> (table: Int, row: Int)? in
      if case .row(let table, let row) = role { (table, row) } else { nil }
    }
    return found.first { $0.table == table } ?? found.first
  }

  private mutating func unread(_ cells: [Int], _ reason: Bilingual, _ severity: Severity = .warning) {
    let text = cells.map(document.grid.string).joined(separator: " ").shortened
    findings.append(
      Finding(
        severity, .unreadRow, cell: table.map { index.form.tables[$0].id }, at: document.position(cells[0]),
        Bilingual(zh: "未读取“\(text)”：\(reason.zh)", en: "not read: \"\(text)\", \(reason.en)")))
  }

}

extension LabelRole {
  /// The table that the label belongs to; nil for the heading of a part.
  var table: Int? {
    switch self {
    case .part: nil
    case .blockHeading(let table, _), .header(let table, _), .row(let table, _), .rowGroup(let table): table
    }
  }
}
