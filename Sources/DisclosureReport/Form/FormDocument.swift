// A form document becomes a form: decoding, and every check that keeps later work free of surprises.
// `gongkai forms 2021` prints such a document; people edit it, so every error names its line.

extension Form {
  /// Makes a form from a document in JSON.
  ///
  /// - Throws: ``SourceError`` with line and column when the document is not JSON, lacks something, names a row, column
  ///   or form that does not exist, or describes a table that could not be laid out.
  public convenience init(document bytes: [UInt8], path: String) throws(SourceError) {
    let parser = JSONParser(bytes, path: path)
    var rootParser = parser
    let root = DocumentNode(value: try rootParser.onlyValue(), parser: parser, name: "form")
    try root.allow(["id", "name", "edict", "title", "years", "sections", "tables", "relations", "carry_overs", "crosswalk", "charts"])

    let years = try root.member("years")
    try years.allow(["from", "to"])
    let tables = TableDecoding()
    let tableNodes = try root.elements("tables")
    for node in tableNodes { try tables.add(node) }
    if tables.tables.isEmpty { throw try root.member("tables").error(zh: "至少需要一个表格", en: "a form needs at least one table") }

    let relations = try root.elements("relations", optional: true).map { (node) throws(SourceError) in
      try tables.relation(node, acrossYears: false)
    }
    let carryOvers = try root.elements("carry_overs", optional: true).map { (node) throws(SourceError) in
      try tables.relation(node, acrossYears: true)
    }
    try root.elements("relations", optional: true).checkUnique("id")
    try tables.checkTotals(relations, in: root)

    self.init(
      id: try root.id("id"),
      name: try root.bilingual("name"),
      edict: try root.text("edict"),
      title: try root.text("title"),
      years: Years(first: try years.integer("from"), last: try years.optional("to")?.integer()),
      parts: try root.elements("sections").map { (node) throws(SourceError) in try tables.part(node) },
      tables: tables.tables,
      cells: tables.cells,
      relations: relations,
      carryOvers: carryOvers,
      crosswalks: try root.elements("crosswalk", optional: true).map { (node) throws(SourceError) in try Crosswalk(node) },
      charts: try root.elements("charts", optional: true).map { (node) throws(SourceError) in try Form.Chart(node) },
      document: bytes)
  }
}

extension Form.Chart {
  fileprivate init(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["title", "bars"])
    self.init(
      title: try node.bilingual("title"),
      bars: try node.elements("bars").map { (node) throws(SourceError) in
        try node.allow(["label", "cells"])
        return Bar(
          label: try node.text("label"),
          cells: try node.elements("cells").map { (node) throws(SourceError) in CellPattern(try node.text()) })
      })
  }
}

extension Crosswalk {
  fileprivate init(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["from", "pairs", "unpaired"])
    func patterns(_ node: DocumentNode, _ key: String) throws(SourceError) -> [CellPattern] {
      try node.elements(key).map { (node) throws(SourceError) in CellPattern(try node.text()) }
    }
    self.init(
      from: try node.text("from"),
      pairs: try node.elements("pairs").map { (node) throws(SourceError) in
        Pair(old: try patterns(node, "old"), new: try patterns(node, "new"))
      },
      unpaired: try node.elements("unpaired").map { (node) throws(SourceError) in
        Unpaired(cells: try patterns(node, "cells"), reason: try node.bilingual("reason"))
      })
  }
}

/// The tables of a document as they are read, and the look-ups that relations need.
private final class TableDecoding {
  private(set) var tables: [Form.Table] = []
  private(set) var cells: [Form.Cell] = []
  private var names: Set<String> = []
  private var numbers: [String: Int] = [:]

  /// More cells than this are refused: the official forms have about 220.
  static let cellLimit = 20_000
  /// A workbook's defined names can be so long.
  static let addressLimit = 120
  /// So many of the largest figures still add up without overflow.
  static let termLimit = 500
  /// The width that a sheet can still show.
  static let widthLimit = 400

  func add(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["id", "name", "blocks"])
    let id = try node.id("id", hyphens: false)
    if tables.contains(where: { $0.id == id }) {
      throw try node.member("id").error(zh: "表格 id“\(id)”重复", en: "there are two tables with the id \"\(id)\"")
    }
    let first = cells.count
    var rows: [Form.Row] = []
    var blocks: [Form.Block] = []
    let blockNodes = try node.elements("blocks")
    for block in blockNodes {
      try block.allow(["heading", "corner", "direction", "columns", "rows"])
      let direction = try block.optional("direction")
      let isAcross = try direction?.text() == "across"
      if let direction, !isAcross, try direction.text() != "down" {
        throw direction.error(zh: "direction 应为 down 或 across", en: "direction is \"down\" or \"across\"")
      }
      if isAcross, blockNodes.count > 1 {
        throw block.error(zh: "direction 为 across 的表格只能有一个块", en: "a table with an \"across\" block can have no other block")
      }
      let columnLabels = try block.elements("columns").map { (node) throws(SourceError) in try tree(node, group: "columns") }
      let rowLabels = try block.elements("rows").map { (node) throws(SourceError) in try tree(node, group: "rows") }
      let columns = columnLabels.flatMap { $0.leaves() }.map { Form.Column(id: $0.id, label: $0.path.last ?? "", kind: $0.kind) }
      let leaves = rowLabels.flatMap { $0.leaves() }
      if columns.isEmpty || leaves.isEmpty {
        throw block.error(zh: "一个块至少需要一行和一列", en: "a block needs at least one row and one column")
      }
      let firstRow = rows.count
      for leaf in leaves {
        let start = cells.count
        for (index, column) in columns.enumerated() {
          let cell = Form.Cell(
            number: cells.count, address: "\(id)/\(leaf.id)/\(column.id)", label: (leaf.path + [column.label]).joined(separator: "/"),
            kind: column.kind, table: tables.count, row: rows.count, column: index)
          guard cell.address.utf8.count <= Self.addressLimit else {
            throw block.error(
              zh: "单元格“\(cell.address)”的地址超过 \(Self.addressLimit) 个字符",
              en: "the address of the cell \"\(cell.address)\" has more than \(Self.addressLimit) characters")
          }
          guard names.insert(cell.address.definedName).inserted else {
            throw block.error(zh: "单元格“\(cell.address)”重复", en: "the cell \"\(cell.address)\" stands in the table twice")
          }
          cells.append(cell)
          numbers[cell.address] = cell.number
        }
        rows.append(Form.Row(id: leaf.id, path: leaf.path, block: blocks.count, cells: start..<cells.count))
      }
      if cells.count > Self.cellLimit {
        throw block.error(zh: "单元格超过 \(Self.cellLimit) 个", en: "the form has more than \(Self.cellLimit) cells")
      }
      blocks.append(
        Form.Block(
          heading: try block.optional("heading")?.text(), corner: try block.optional("corner")?.text(), isAcross: isAcross,
          rowLabels: rowLabels, columnLabels: columnLabels, rows: firstRow..<rows.count, columns: columns))
    }
    if blocks.isEmpty { throw node.error(zh: "表格没有块", en: "the table has no blocks") }
    var width = 1
    for block in blocks {
      width = leastCommonMultiple(width, block.isAcross ? block.rows.count * block.columns.count : block.columns.count)
      if width > Self.widthLimit {
        throw node.error(
          zh: "各块的列数没有不超过 \(Self.widthLimit) 的公倍数，无法排版",
          en: "the blocks cannot share a grid of at most \(Self.widthLimit) columns")
      }
    }
    tables.append(
      Form.Table(
        id: id, name: try node.bilingual("name"), blocks: blocks, rows: rows, cells: first..<cells.count,
        layout: TableLayout(blocks: blocks, rows: rows)))
  }

  private func tree(_ node: DocumentNode, group key: String) throws(SourceError) -> LabelTree {
    try node.allow(["id", "label", "kind", "vertical", key])
    let label = try node.text("label")
    guard let members = try node.optional(key) else {
      var kind = Form.Kind.count
      if let node = try node.optional("kind") {
        guard let named = Form.Kind(rawValue: try node.text()) else {
          throw node.error(zh: "kind 应为 count、signed 或 money", en: "kind is \"count\", \"signed\" or \"money\"")
        }
        kind = named
      }
      return .leaf(id: try node.id("id", hyphens: false), label: label, kind: kind)
    }
    let trees = try members.elements().map { (node) throws(SourceError) in try tree(node, group: key) }
    if trees.isEmpty { throw members.error(zh: "分组不能为空", en: "a group cannot be empty") }
    return .group(label: label, isVertical: try node.optional("vertical")?.boolean() ?? false, trees)
  }

  func part(_ node: DocumentNode) throws(SourceError) -> Form.Part {
    try node.allow(["heading", "also", "sheet", "table"])
    let heading = try node.text("heading")
    var table: Int?
    if let name = try node.optional("table") { table = try index(ofTable: name) }
    let sheetNode = try node.optional("sheet")
    let sheet = try sheetNode?.text() ?? heading
    if sheet.count > 31 || sheet.contains(where: { "[]:*?/\\".contains($0) }) {
      throw (sheetNode ?? node).error(
        zh: "工作表名“\(sheet)”超过 31 个字符或含有 [ ] : * ? / \\；请用 sheet 指定",
        en: "the sheet name \"\(sheet)\" has more than 31 characters or one of [ ] : * ? / \\; name another as \"sheet\"")
    }
    return Form.Part(
      heading: heading,
      otherHeadings: try node.elements("also", optional: true).map { (node) throws(SourceError) in try node.text() },
      sheet: sheet, table: table)
  }

  private func index(ofTable node: DocumentNode) throws(SourceError) -> Int {
    let id = try node.text()
    guard let index = tables.firstIndex(where: { $0.id == id }) else {
      throw node.error(
        zh: "没有表格“\(id)”；本文件定义的有 \(tables.map(\.id).joined(separator: "、"))",
        en: "there is no table \"\(id)\"; this document has \(tables.map(\.id).joined(separator: ", "))")
    }
    return index
  }

  func relation(_ node: DocumentNode, acrossYears: Bool) throws(SourceError) -> Relation {
    try node.allow(["id", "name", "table", "each", "over", "left", "right", "last_form"])
    let table = tables[try index(ofTable: try node.member("table"))]
    let each = try node.member("each")
    let isRow = try each.text() == "row"
    if !isRow, try each.text() != "column" { throw each.error(zh: "each 应为 row 或 column", en: "each is \"row\" or \"column\"") }
    let over = try node.optional("over")?.elements()

    // The lines that the relation runs over, and the lines across them that its terms name.
    let rowLine = table.rows.map { (id: $0.id, label: $0.path.joined(separator: "/")) }
    var columnLine: [(id: String, label: String)] = []
    for column in table.blocks.flatMap(\.columns) where !columnLine.contains(where: { $0.id == column.id }) {
      columnLine.append((column.id, column.label))
    }
    let (lines, crossings) = isRow ? (rowLine, columnLine) : (columnLine, rowLine)
    func cell(_ line: String, _ crossing: String) -> Int? {
      let (row, column) = isRow ? (line, crossing) : (crossing, line)
      return numbers["\(table.id)/\(row)/\(column)"]
    }
    func terms(_ key: String, _ line: String) throws(SourceError) -> [Relation.Term] {
      var terms: [Relation.Term] = []
      for node in try node.elements(key) {
        var pattern = Substring(try node.text())
        let isSubtracted = pattern.first == "-"
        if isSubtracted { pattern.removeFirst() }
        let isLastYear = pattern.hasPrefix("last:")
        if isLastYear { pattern.removeFirst("last:".count) }
        if isLastYear, !acrossYears {
          throw node.error(zh: "last: 只能用于 carry_overs", en: "\"last:\" belongs into carry_overs")
        }
        let named = crossings.filter { CellPattern.matches(pattern, $0.id) }
        let found = named.compactMap { cell(line, $0.id) }
        if found.isEmpty || found.count < named.count {
          throw node.error(
            zh: "表格 \(table.id) 的 \(line) 中没有“\(pattern)”", en: "table \(table.id) has no \"\(pattern)\" in \(line)")
        }
        terms += found.map { Relation.Term(cell: $0, isSubtracted: isSubtracted, isLastYear: isLastYear) }
      }
      if terms.isEmpty || terms.count > Self.termLimit {
        throw try node.member(key).error(
          zh: "一侧应有 1 到 \(Self.termLimit) 项", en: "a side has 1 to \(Self.termLimit) terms")
      }
      return terms
    }
    var chosen = lines
    if let over {
      chosen = []
      for node in over {
        let pattern = try node.text()
        let found = lines.filter { CellPattern.matches(pattern, $0.id) }
        if found.isEmpty {
          throw node.error(zh: "表格 \(table.id) 中没有“\(pattern)”", en: "table \(table.id) has no \"\(pattern)\"")
        }
        chosen += found
      }
    }
    return Relation(
      id: try node.id("id"), name: try node.bilingual("name"), table: cells[table.cells.lowerBound].table, isByRow: isRow,
      instances: try chosen.map { (line) throws(SourceError) in
        Relation.Instance(id: line.id, label: line.label, left: try terms("left", line.id), right: try terms("right", line.id))
      },
      lastForm: try node.optional("last_form")?.text())
  }

  /// A total that were a part of itself would be a circular formula in the workbook.
  func checkTotals(_ relations: [Relation], in root: DocumentNode) throws(SourceError) {
    var parts: [Int: Set<Int>] = [:]
    for instance in relations.flatMap(\.instances) {
      if let total = instance.total { parts[total, default: []].formUnion(instance.left.map(\.cell)) }
    }
    var finished: Set<Int> = []
    var open: Set<Int> = []
    func circle(from cell: Int) -> Bool {
      if finished.contains(cell) { return false }
      guard open.insert(cell).inserted else { return true }
      defer {
        open.remove(cell)
        finished.insert(cell)
      }
      return (parts[cell] ?? []).contains(where: circle)
    }
    if let cell = parts.keys.sorted().first(where: circle) {
      let address = cells[cell].address
      throw try root.member("relations").error(
        zh: "勾稽关系使 \(address) 成为自身的一部分", en: "the relations make \(address) a part of itself")
    }
  }
}

extension [DocumentNode] {
  fileprivate func checkUnique(_ key: String) throws(SourceError) {
    var seen: Set<String> = []
    for node in self {
      let id = try node.text(key)
      if !seen.insert(id).inserted {
        throw try node.member(key).error(zh: "“\(id)”重复", en: "\"\(id)\" is there twice")
      }
    }
  }
}

extension String {
  /// The name of a cell in a workbook: the address with points, `requests.granted.natural`.
  public var definedName: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
  }
}
