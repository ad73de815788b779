// Workbooks: gongkai's own exactly, through the names of their cells; others as grids.

import DisclosureReport

/// Reads .xlsx files.
struct XLSXReader: ReportReader {
  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    let book = try Workbook(try source.bytes(), path: source.path)
    if let report = try NamedCells(book, source.path).report(options) {
      try each(report)
      return
    }
    var grid = Grid()
    for sheet in book.sheets where sheet.isVisible { sheet.append(to: &grid) }
    let hidden = book.sheets.filter { !$0.isVisible && !$0.cells.isEmpty }.map { sheet in
      Finding(
        .note, .hiddenSheet, at: SourcePosition(path: source.path, line: 1, column: 1),
        Bilingual(zh: "隐藏的工作表“\(sheet.name.shortened)”未读取", en: "the hidden sheet \"\(sheet.name.shortened)\" was not read"))
    }
    try Recogniser.read(grid, source.path, options) { report in
      var report = report
      report.findings += hidden
      try each(report)
    }
  }
}

/// What a workbook file holds, as far as a report needs it.
struct Workbook {
  struct Sheet {
    let name: String
    let isVisible: Bool
    /// By row, then column, both counted from 0; texts as a person sees them.
    var cells: [Int: [Int: String]] = [:]
    /// Cells that hold a formula.
    var formulas: Set<Int> = []

    static let columnLimit = 1 << 14

    func text(_ row: Int, _ column: Int) -> String? { cells[row]?[column] }

    /// Adds the rows that hold something; every row is as wide as the widest, so that columns stay in line.
    func append(to grid: inout Grid) {
      let width = (cells.values.compactMap { $0.keys.max() }.max() ?? -1) + 1
      // A few far-off cells must not make a grid of millions.
      let limit = min(width, 400)
      for (row, columns) in cells.sorted(by: { $0.key < $1.key }) {
        for column in 0..<limit { grid.appendCell((columns[column] ?? "").utf8, line: row + 1, column: column + 1) }
        grid.endRow()
      }
    }
  }

  private(set) var sheets: [Sheet] = []
  /// Defined names with their references: `requests.new.natural` and `'三、…'!$D$5`.
  private(set) var names: [String: String] = [:]
  /// The custom document properties.
  private(set) var properties: [String: String] = [:]
  let path: String

  /// More cells with something in them are refused.
  static let cellLimit = 2_000_000

  init(_ bytes: [UInt8], path: String) throws(SourceError) {
    self.path = path
    let archive = try ZipArchive(bytes, path: path)
    guard let book = try archive.entry("xl/workbook.xml") else {
      throw SourceError(
        path, Bilingual(zh: "这不是 Excel 工作簿：没有 xl/workbook.xml", en: "this is no Excel workbook: there is no xl/workbook.xml"))
    }
    let targets = try Self.relations(archive, path)
    let strings = try Self.sharedStrings(archive, path)
    var listed: [(name: String, isVisible: Bool, target: String)] = []
    var name: String?
    var names: [String: String] = [:]
    try XMLEvents(path: path, name: "xl/workbook.xml").read(book) { (event) throws(SourceError) in
      switch event {
      case .start("sheet", let attributes):
        let target = targets[attributes["id"] ?? ""] ?? ""
        listed.append((attributes["name"] ?? "", attributes["state"] ?? "visible" == "visible", target))
      case .start("definedName", let attributes): name = attributes["name"]
      case .text(let text): if let name { names[name, default: ""] += text }
      case .end("definedName"): name = nil
      default: break
      }
    }
    self.names = names
    var count = 0
    for sheet in listed {
      guard let contents = try archive.entry(sheet.target) else { continue }
      sheets.append(try Self.sheet(contents, Sheet(name: sheet.name, isVisible: sheet.isVisible), strings, sheet.target, path, &count))
    }
    if let custom = try archive.entry("docProps/custom.xml") {
      var key: String?
      var properties: [String: String] = [:]
      try XMLEvents(path: path, name: "docProps/custom.xml").read(custom) { (event) throws(SourceError) in
        switch event {
        case .start("property", let attributes): key = attributes["name"]
        case .text(let text): if let key { properties[key, default: ""] += text }
        case .end("property"):
          if let key { properties[key] = properties[key]?.cellUnescaped }
          key = nil
        default: break
        }
      }
      self.properties = properties
    }
  }

  private static func relations(_ archive: ZipArchive, _ path: String) throws(SourceError) -> [String: String] {
    guard let bytes = try archive.entry("xl/_rels/workbook.xml.rels") else { return [:] }
    var targets: [String: String] = [:]
    try XMLEvents(path: path, name: "xl/_rels/workbook.xml.rels").read(bytes) { (event) throws(SourceError) in
      guard case .start("Relationship", let attributes) = event, let id = attributes["Id"], let target = attributes["Target"] else {
        return
      }
      targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return targets
  }

  /// Shared strings, rich text put together, the readings of East Asian characters left out.
  private static func sharedStrings(_ archive: ZipArchive, _ path: String) throws(SourceError) -> [String] {
    guard let bytes = try archive.entry("xl/sharedStrings.xml") else { return [] }
    var strings: [String] = []
    var text = ""
    var isText = false
    var readings = 0
    try XMLEvents(path: path, name: "xl/sharedStrings.xml").read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("si", _): text = ""
      case .start("rPh", _): readings += 1
      case .end("rPh"): readings -= 1
      case .start("t", _): isText = readings == 0
      case .end("t"): isText = false
      case .text(let part): if isText { text += part }
      case .end("si"): strings.append(text.cellUnescaped)
      default: break
      }
    }
    return strings
  }

  private static func sheet(
    _ bytes: [UInt8], _ empty: Sheet, _ strings: [String], _ name: String, _ path: String, _ count: inout Int
  ) throws(SourceError) -> Sheet {
    var sheet = empty
    var place: (row: Int, column: Int)?
    var (row, column) = (-1, -1)
    var kind = ""
    var value = ""
    var isValue = false
    var total = count
    try XMLEvents(path: path, name: name).read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("row", let attributes):
        row = attributes["r"].flatMap { Int($0) }.map { $0 - 1 } ?? row + 1
        column = -1
      case .start("c", let attributes):
        place = attributes["r"].flatMap(reference) ?? (row, column + 1)
        column = place?.column ?? column + 1
        kind = attributes["t"] ?? "n"
        value = ""
      case .start("v", _), .start("t", _): isValue = place != nil
      case .end("v"), .end("t"): isValue = false
      case .start("f", _): if let place { sheet.formulas.insert(place.row * Sheet.columnLimit + place.column) }
      case .text(let text): if isValue { value += text }
      case .end("c"):
        defer { place = nil }
        guard let found = place, found.row >= 0, (0..<Sheet.columnLimit).contains(found.column) else { return }
        let text = shown(value, kind, strings)
        guard !text.isEmpty else { return }
        total += 1
        if total > cellLimit {
          throw SourceError(path, Bilingual(zh: "工作簿的单元格超过 \(cellLimit) 个", en: "the workbook has more than \(cellLimit) cells"))
        }
        sheet.cells[found.row, default: [:]][found.column] = text
      default: break
      }
    }
    count = total
    return sheet
  }

  private static func shown(_ value: String, _ kind: String, _ strings: [String]) -> String {
    switch kind {
    case "s": return Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "n":
      // Binary doubles print as 25.100000000000001; a figure has six decimals at most.
      if Figure(value) != nil || value.isEmpty { return value }
      guard let double = Double(value), double.magnitude <= Figure.limit.double else { return value }
      return Figure(millionths: Int64((double * Double(Figure.scale)).rounded())).description
    default: return value.cellUnescaped
    }
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
      if column > Sheet.columnLimit || row > 1 << 20 { return nil }
    }
    return row > 0 && column > 0 ? (row - 1, column - 1) : nil
  }
}
