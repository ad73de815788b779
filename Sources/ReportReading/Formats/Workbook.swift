// What a workbook file holds, as far as a report needs it.

import DisclosureReport

/// The sheets, names and properties of a workbook, with cells as a person sees them.
struct Workbook {
  /// A cell that holds something.
  struct Cell {
    /// Counted from 0, as the column.
    let row: Int
    let column: Int
    /// As it is shown; the formula of a cell that was never calculated.
    let text: String
    let isUncalculated: Bool
    /// What is crossed out in it, and a number that its format does not show.
    let unread: PiecedText?

    fileprivate func joined(with other: Cell) -> Cell {
      Cell(
        row: row, column: column, text: "\(text)\n\(other.text)", isUncalculated: isUncalculated || other.isUncalculated,
        unread: unread ?? other.unread)
    }
  }

  struct Sheet {
    let name: String
    let isVisible: Bool
    /// Row by row.
    fileprivate(set) var cells: [Cell] = []
    fileprivate(set) var hiddenRows: Set<Int> = []
    /// Whether each column is hidden; empty if none is.
    fileprivate(set) var hiddenColumns: [Bool] = []

    static let rowLimit = 1 << 20
    static let columnLimit = 1 << 14

    func isHidden(column: Int) -> Bool { hiddenColumns.indices.contains(column) && hiddenColumns[column] }

    fileprivate init(name: String, isVisible: Bool) {
      (self.name, self.isVisible) = (name, isVisible)
    }

    /// Where the cells from a place on begin.
    private func index(from row: Int, _ column: Int) -> Int {
      var (low, high) = (0, cells.count)
      while low < high {
        let middle = low + (high - low) / 2
        if (cells[middle].row, cells[middle].column) < (row, column) { low = middle + 1 } else { high = middle }
      }
      return low
    }

    func cell(_ row: Int, _ column: Int) -> Cell? {
      let index = index(from: row, column)
      guard index < cells.count, cells[index].row == row, cells[index].column == column else { return nil }
      return cells[index]
    }

    func text(_ row: Int, _ column: Int) -> String? { cell(row, column)?.text }

    /// The cells of the first column in some rows that hold something.
    func firstColumn(of rows: ClosedRange<Int>) -> [Cell] {
      cells[index(from: rows.lowerBound, 0)...].prefix { $0.row <= rows.upperBound }.filter { $0.column == 0 }
    }

    /// Puts cells that came in another order into that of rows. Two in one place are one with the lines of both, which is no figure.
    fileprivate mutating func sort() {
      func precedes(_ left: Cell, _ right: Cell) -> Bool { (left.row, left.column) < (right.row, right.column) }
      guard zip(cells, cells.dropFirst()).contains(where: { !precedes($0, $1) }) else { return }
      let order = cells.indices.sorted { precedes(cells[$0], cells[$1]) || (!precedes(cells[$1], cells[$0]) && $0 < $1) }
      var sorted: [Cell] = []
      for index in order {
        let cell = cells[index]
        if let last = sorted.last, !precedes(last, cell) {
          sorted[sorted.count - 1] = last.joined(with: cell)
        } else {
          sorted.append(cell)
        }
      }
      cells = sorted
    }
  }

  private(set) var sheets: [Sheet] = []
  /// Defined names with their references: `requests.new.natural` and `'三、…'!$D$5`.
  private(set) var names: [String: String] = [:]
  /// The custom document properties.
  private(set) var properties: [String: String] = [:]
  private let path: String
  private let budget: Budget
  private let package: OfficePackage
  private var strings: [PiecedText] = []
  private var styles = CellStyles()

  init(_ bytes: [UInt8], path: String, within budget: Budget) throws(SourceError) {
    self.path = path
    self.budget = budget
    package = try OfficePackage(bytes, path: path, within: budget, usual: "xl/workbook.xml")
    guard let book = try package.entry(package.main) else {
      throw SourceError(
        path, Bilingual(zh: "这不是 Excel 工作簿：没有 xl/workbook.xml", en: "this is no Excel workbook: there is no xl/workbook.xml"))
    }
    let relations = try package.relations()
    let targets = Dictionary(relations.map { ($0.id, $0.target) }) { first, _ in first }
    if let part = try package.part("sharedStrings", in: relations, usual: "sharedStrings.xml") {
      strings = try sharedStrings(part.bytes, part.name)
    }
    if let part = try package.part("styles", in: relations, usual: "styles.xml") { styles = try CellStyles(part.bytes, path) }
    var listed: [(name: String, isVisible: Bool, target: String)] = []
    var name: String?
    var names: [String: String] = [:]
    try XMLEvents(path: path, name: package.main).read(book) { (event) throws(SourceError) in
      switch event {
      case .start("sheet", let attributes):
        try budget.take(1, .sheetCell)
        let target = targets[attributes["id"] ?? ""] ?? ""
        listed.append((attributes["name"] ?? "", attributes["state"] ?? "visible" == "visible", target))
      case .start("definedName", let attributes):
        try budget.take(1, .sheetCell)
        name = attributes["name"]
      case .text(let text): if let name { names[name, default: ""] += text }
      case .end("definedName"): name = nil
      default: break
      }
    }
    self.names = names
    for sheet in listed {
      guard let contents = try package.entry(sheet.target) else { continue }
      sheets.append(try self.sheet(contents, Sheet(name: sheet.name, isVisible: sheet.isVisible), sheet.target))
    }
    properties = try package.properties().mapValues(\.withoutEscapes)
  }

  private func sharedStrings(_ bytes: [UInt8], _ name: String) throws(SourceError) -> [PiecedText] {
    var strings: [PiecedText] = []
    var runs = RunGathering()
    try XMLEvents(path: path, name: name).read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("si", _): runs = RunGathering()
      case .end("si"):
        try budget.take(1, .sheetCell)
        strings.append(runs.text)
      default: runs.take(event)
      }
    }
    return strings
  }

  // MARK: - Cells

  private func sheet(_ bytes: [UInt8], _ empty: Sheet, _ name: String) throws(SourceError) -> Sheet {
    var sheet = empty
    var cell: CellGathering?
    var (row, column) = (-1, -1)
    var edges: [Int] = []
    try XMLEvents(path: path, name: name).read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("row", let attributes):
        row = try attributes["r"].map { (text) throws(SourceError) in try number(ofRow: text, name) } ?? row + 1
        guard row < Sheet.rowLimit else { throw tooManyRows(name) }
        column = -1
        if attributes["hidden"] == "1" || attributes["hidden"] == "true" {
          try budget.take(1, .row)
          sheet.hiddenRows.insert(row)
        }
      case .start("col", let attributes):
        hide(attributes, &edges)
      case .start("c", let attributes):
        if let reference = attributes["r"] {
          guard let found = Self.reference(reference) else { throw noReference(reference, name) }
          cell = CellGathering(row: found.row, column: found.column, attributes)
        } else {
          cell = CellGathering(row: max(0, row), column: column + 1, attributes)
        }
        column = cell?.column ?? column + 1
      case .end("c"):
        if let found = cell?.cell(strings, styles), found.column < Sheet.columnLimit {
          try budget.take(1, .sheetCell)
          try budget.take(found.text.utf8.count, .text)
          sheet.cells.append(found)
        }
        cell = nil
      default: cell?.take(event)
      }
    }
    var open = 0
    sheet.hiddenColumns = edges.dropLast().map { edge in
      open += edge
      return open > 0
    }
    sheet.sort()
    return sheet
  }

  /// - Parameter edges: how many hidden ranges begin in each column less those that have ended; empty before the first.
  private func hide(_ attributes: [String: String], _ edges: inout [Int]) {
    guard attributes["hidden"] == "1" || attributes["hidden"] == "true" || attributes["width"] == "0",
      let first = attributes["min"].flatMap({ Int($0) }), let last = attributes["max"].flatMap({ Int($0) }),
      first >= 1, first <= last
    else { return }
    if edges.isEmpty { edges = [Int](repeating: 0, count: Sheet.columnLimit + 1) }
    edges[min(first, Sheet.columnLimit) - 1] += 1
    edges[min(last, Sheet.columnLimit)] -= 1
  }

  private func number(ofRow text: String, _ sheet: String) throws(SourceError) -> Int {
    guard let number = Int(text), (1...Sheet.rowLimit).contains(number) else {
      throw SourceError(
        path,
        Bilingual(
          zh: "其中的 \(sheet) 有一行的行号是“\(text.shortened)”，应为 1 到 \(Sheet.rowLimit)",
          en: "a row of \(sheet) in it has the number \"\(text.shortened)\", not one from 1 to \(Sheet.rowLimit)"))
    }
    return number - 1
  }

  private func tooManyRows(_ sheet: String) -> SourceError {
    SourceError(
      path, Bilingual(zh: "其中的 \(sheet) 超过 \(Sheet.rowLimit) 行", en: "\(sheet) in it has more than \(Sheet.rowLimit) rows"))
  }

  private func noReference(_ text: String, _ sheet: String) -> SourceError {
    SourceError(
      path,
      Bilingual(
        zh: "其中的 \(sheet) 有一格的位置是“\(text.shortened)”，应如 D5",
        en: "a cell of \(sheet) in it has the place \"\(text.shortened)\", not one like D5"
      ))
  }

  /// `D5` as row and column, counted from 0.
  static func reference(_ text: some StringProtocol) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0: column = column * 26 + Int(byte - 64)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte - 48)
      default: return nil
      }
      if column > Sheet.columnLimit || row > Sheet.rowLimit { return nil }
    }
    return row > 0 && column > 0 ? (row - 1, column - 1) : nil
  }
}

/// A cell as it comes in events.
private struct CellGathering {
  let row: Int
  let column: Int
  private let kind: String
  private let style: String?
  private var value: String?
  private var formula: String?
  private var inline: RunGathering?
  private enum Part { case none, value, formula }
  private var part = Part.none

  init(row: Int, column: Int, _ attributes: [String: String]) {
    (self.row, self.column) = (row, column)
    kind = attributes["t"] ?? "n"
    style = attributes["s"]
  }

  mutating func take(_ event: XMLEvents.Event) {
    switch event {
    // A second value is wrong: the lines of both are no figure.
    case .start("v", _): (part, value) = (.value, value.map { $0 + "\n" } ?? "")
    case .start("f", _): (part, formula) = (.formula, "")
    case .end("v"), .end("f"): part = .none
    case .start("is", _): inline = RunGathering()
    case .text(let text):
      switch part {
      case .value: value?.append(text)
      case .formula: formula?.append(text)
      case .none: inline?.take(event)
      }
    default: inline?.take(event)
    }
  }

  /// Nil if it shows nothing.
  func cell(_ strings: [PiecedText], _ styles: CellStyles) -> Workbook.Cell? {
    let style = styles[style]
    var text = shown(strings, style)
    // A program that does not calculate writes the value of a formula empty, or not at all; an empty text is one of kind `str`.
    let isUncalculated = formula != nil && (value == nil || value == "" && kind != "str")
    if isUncalculated { text = PiecedText() }
    if style.isStruckOut {
      var struckOut = PiecedText()
      struckOut.append(text.struckOut + text.shown, TextLook(isStruckOut: true))
      text = struckOut
    }
    if kind == "n", let value, style.format?.hides(value) == true { text.append(value, TextLook(isHidden: true)) }
    let printed = isUncalculated ? "=\(formula ?? "")" : text.shown
    let isUnread = !text.struckOut.isEmpty || !text.hidden.isEmpty
    guard !printed.isEmpty || isUnread else { return nil }
    return Workbook.Cell(row: row, column: column, text: printed, isUncalculated: isUncalculated, unread: isUnread ? text : nil)
  }

  private func shown(_ strings: [PiecedText], _ style: CellStyles.Style) -> PiecedText {
    var text = PiecedText()
    switch kind {
    case "s":
      guard let value, !value.isEmpty else { return text }
      if let number = Int(value), strings.indices.contains(number) { return strings[number] }
      // A text that the workbook does not have: there is something, and nobody can say what.
      text.append("\u{FFFD}")
    case "inlineStr": return inline?.text ?? text
    // No figure: it is shown as a word.
    case "b": if let value { text.append(value == "1" || value == "true" ? "TRUE" : "FALSE") }
    case "n": if let value, !value.isEmpty { text.append(Self.number(value, style.format)) }
    default: text.append((value ?? "").withoutEscapes)
    }
    return text
  }

  /// A number as it is shown. Binary doubles print as 25.100000000000001; a figure has six decimals at most.
  private static func number(_ value: String, _ format: NumberFormat?) -> String {
    let plain = Figure(value) != nil ? value : Double(value).flatMap { Figure(nearest: $0)?.description } ?? value
    return format?.shown(plain) ?? plain
  }
}
