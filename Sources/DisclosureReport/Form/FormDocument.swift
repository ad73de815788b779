// A form document becomes a form: decoding, and every check that keeps later work free of surprises.
// `gongkai forms 2021` prints such a document; people edit it, so every error names its line.

extension Form {
  /// Makes a form from a document in JSON.
  ///
  /// - Throws: ``SourceError`` with line and column when the document is not JSON, lacks something, names a row, column
  ///   or form that does not exist, or describes a table that could not be laid out.
  public convenience init(document bytes: [UInt8], path: String) throws(SourceError) {
    try self.init(document: bytes, path: path, isTested: false)
  }

  /// - Parameter isTested: Whether a test has found the document sound, so that what only checking needs may wait until it is needed.
  convenience init(document bytes: [UInt8], path: String, isTested: Bool) throws(SourceError) {
    let parser = JSONParser(bytes, path: path)
    guard bytes.count <= TableDecoding.documentLimit else {
      throw parser.error(
        at: 0,
        Bilingual(
          zh: "表格定义超过 \(TableDecoding.documentLimit >> 20) MB",
          en: "the form document is larger than \(TableDecoding.documentLimit >> 20) MB"))
    }
    var rootParser = parser
    let root = DocumentNode(value: try rootParser.onlyValue(), parser: parser, name: "form")
    try root.allow([
      "id", "name", "edict", "title", "other_titles", "dated_titles", "title_openings", "shared_ending", "agency_fields", "agencies",
      "period", "years",
      "notation", "sections", "tables",
      "relations", "carry_overs", "plausibility", "crosswalk", "summary", "rules", "claims", "explain", "charts", "rates",
    ])

    let years = try Years(try root.member("years"))
    let notation = try root.optional("notation").map { (node) throws(SourceError) in try Notation(node) } ?? .usual
    let tables = TableDecoding(notation)
    let tableNodes = try root.elements("tables")
    for node in tableNodes { try tables.add(node) }
    if tables.tables.isEmpty { throw try root.member("tables").error(zh: "至少需要一个表格", en: "a form needs at least one table") }

    let (within, across) = (try root.elements("relations", optional: true), try root.elements("carry_overs", optional: true))
    try (within + across).checkUnique("id")
    let relations = try within.map { (node) throws(SourceError) in try tables.relation(node, acrossYears: false) }
    let carryOvers = try across.map { (node) throws(SourceError) in try tables.relation(node, acrossYears: true) }
    try tables.checkTotals(relations, at: within)
    let plausibility = try root.optional("plausibility").map { (node) throws(SourceError) in try Plausibility(node, tables) }
    let parts = try tables.parts(try root.member("sections"), tables: tableNodes)
    let ruleNodes = try root.elements("rules", optional: true)
    try ruleNodes.checkUnique("id")
    let claimNode = try root.optional("claims")
    let summaryNodes = try root.elements("summary", optional: true)
    func readForChecking() throws(SourceError) -> ForChecking {
      (
        try ruleNodes.map { (node) throws(SourceError) in try AuditRule(node, tables, parts) },
        try claimNode.map { (node) throws(SourceError) in try ClaimWordings(node, tables) } ?? .none,
        try summaryNodes.map { (node) throws(SourceError) in try SummarySentence(node, tables) }
      )
    }
    // Nothing else looks at the document and its tables by then.
    nonisolated(unsafe) let forChecking = readForChecking
    let rateNodes = try root.elements("rates", optional: true)
    try rateNodes.checkUnique("id")
    if rateNodes.count > Form.rateLimit {
      throw rateNodes[Form.rateLimit].error(zh: "指标超过 \(Form.rateLimit) 个", en: "there are more than \(Form.rateLimit) rates")
    }
    let title = try root.member("title")
    if try title.text().utf16.count > TableDecoding.titleLimit {
      throw title.error(
        zh: "标题超过 \(TableDecoding.titleLimit) 个字符", en: "the title has more than \(TableDecoding.titleLimit) characters")
    }

    self.init(
      id: try root.id("id"),
      name: try root.bilingual("name"),
      edict: try root.text("edict"),
      title: try title.text(),
      otherTitles: try root.texts("other_titles", optional: true),
      datedTitles: try root.texts("dated_titles", optional: true),
      titleOpenings: try root.texts("title_openings", optional: true),
      sharedEnding: try root.optional("shared_ending").map { (node) throws(SourceError) in
        try node.allow(["cut", "taken"])
        return SharedEnding(cut: try node.text("cut"), taken: try node.text("taken"))
      },
      agencyFields: try root.texts("agency_fields", optional: true),
      agencyWordings: try root.optional("agencies").map { (node) throws(SourceError) in
        try node.allow(["endings", "sources", "before", "behind", "labels", "offices", "actions", "levels", "nobody"])
        func texts(_ node: DocumentNode, _ key: String) throws(SourceError) -> [String] {
          try node.texts(key, optional: true, limit: 200)
        }
        return AgencyWordings(
          endings: try texts(node, "endings"), sources: try texts(node, "sources"), before: try texts(node, "before"),
          behind: try texts(node, "behind"), labels: try texts(node, "labels"), offices: try texts(node, "offices"),
          actions: try texts(node, "actions"),
          levels: try texts(node, "levels"),
          nobody: try node.optional("nobody").map { (node) throws(SourceError) in
            try node.allow(["beginning", "ending"])
            return AgencyWordings.Nobody(beginning: try texts(node, "beginning"), ending: try texts(node, "ending"))
          } ?? AgencyWordings.Nobody())
      } ?? AgencyWordings(),
      period: try root.optional("period").map { (node) throws(SourceError) in try Period(node) } ?? Period(isMonthly: false, days: nil),
      years: years,
      notation: notation,
      parts: parts,
      tables: tables.tables,
      cells: tables.cells,
      numbers: tables.numbers,
      relations: relations,
      carryOvers: carryOvers,
      plausibility: plausibility ?? Plausibility(rules: [], source: nil, leap: nil, repeated: nil),
      crosswalks: try root.elements("crosswalk", optional: true).map { (node) throws(SourceError) in
        try Crosswalk(node, tables)
      },
      forChecking: isTested ? Later { Form.sound(forChecking) } : Later(try readForChecking()),
      explanations: try decodedExplanations(root),
      charts: try root.elements("charts", optional: true).map { (node) throws(SourceError) in try Form.Chart(node, tables) },
      rates: try rateNodes.map { (node) throws(SourceError) in try Form.Rate(node, tables) },
      document: bytes)
  }
}

extension Form.Period {
  fileprivate enum Length: String, CaseIterable { case year, month }

  fileprivate init(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["length", "first_day", "last_day"])
    let first = try node.optional("first_day")
    self.init(
      isMonthly: try node.member("length").choice(of: Length.allCases) == .month,
      days: try first.map { (first) throws(SourceError) in Days(first: try first.text(), last: try node.text("last_day")) })
  }
}

extension Form.Notation {
  fileprivate init(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["money", "blank", "absent", "inferred"])
    let money = try node.member("money")
    try money.allow(["unit", "power"])
    let power = try money.member("power")
    let exponent = try power.integer()
    guard (-2...12).contains(exponent) else {
      throw power.error(
        zh: "应为 -2 到 12 的整数：单位是多少元，以 10 的幂表示", en: "a whole number from -2 to 12 was expected: the unit in 元, as a power of ten")
    }
    let unit = try money.member("unit")
    let name = try unit.text()
    let factors = name.dropLast().unicodeScalars.compactMap(ChineseNumeral.zeros)
    let told = factors.reduce(0, +)
    if name.hasSuffix("元"), factors.count + 1 == name.count, told != exponent {
      throw power.error(
        zh: "“\(name)”是 10 的 \(told) 次方元，不是 \(exponent)", en: "\(name) is 元 to the power \(told), not \(exponent)")
    }
    var words = [name]
    /// A word that is neither another one nor what a figure, or none, looks like.
    func word(_ node: DocumentNode) throws(SourceError) -> String {
      let text = try node.text()
      if text.contains(where: { $0.isNumber || $0.isPunctuation || $0.isSymbol || $0.isWhitespace }) {
        throw node.error(
          zh: "“\(text.shortened)”看起来像数字或空格的记号；应为文字", en: "\"\(text.shortened)\" looks like a figure or a mark of none; a word was expected"
        )
      }
      if words.contains(text) { throw node.error(zh: "“\(text.shortened)”有两个意思", en: "\"\(text.shortened)\" would mean two things") }
      words.append(text)
      return text
    }
    self.init(
      moneyUnit: name, moneyPower: exponent,
      blanks: try node.elements("blank", optional: true).map { (node) throws(SourceError) in try word(node) },
      absent: try word(try node.member("absent")), inferred: try word(try node.member("inferred")))
  }
}

extension Form.Years {
  fileprivate init(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["from", "to"])
    func year(_ node: DocumentNode) throws(SourceError) -> Int {
      let year = try node.integer()
      guard ReportPeriod.years.contains(year) else {
        let refusal = ReportPeriod.refusal(ofYear: String(year))
        throw node.error(zh: refusal.zh, en: refusal.en)
      }
      return year
    }
    self.init(first: try year(try node.member("from")), last: try node.optional("to").map(year))
    if let last, last < first { throw try node.member("to").error(zh: "to 早于 from", en: "\"to\" is before \"from\"") }
  }
}

extension Form.Plausibility {
  fileprivate init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow(["rules", "source", "leap", "repeated"])
    let rules = try node.elements("rules", optional: true)
    try rules.checkUnique("id")
    self.init(
      rules: try rules.map { (node) throws(SourceError) in try tables.relation(node, acrossYears: true, isPlausibility: true) },
      source: try node.optional("source").map { (_) throws(SourceError) in try node.bilingual("source") },
      leap: try node.optional("leap").map { (node) throws(SourceError) in
        try node.allow(["times", "least"])
        return Leap(times: try node.member("times").count(), least: Figure(try node.member("least").count()))
      },
      repeated: try node.optional("repeated").map { (node) throws(SourceError) in try node.count() })
  }
}

/// The member `explain`: for codes of findings a rule and an example.
private func decodedExplanations(_ root: DocumentNode) throws(SourceError) -> [String: Form.Explained] {
  guard let node = try root.optional("explain") else { return [:] }
  var explanations: [String: Form.Explained] = [:]
  for (code, node) in try node.namedMembers() {
    try node.allow(["rule", "example"])
    let rule = try node.optional("rule").map { (_) throws(SourceError) in try node.bilingual("rule") }
    explanations[code] = Form.Explained(rule: rule, example: try node.bilingual("example"))
  }
  return explanations
}

extension Form.Chart {
  /// More bars than this no chart can show.
  private static let barLimit = 100

  fileprivate init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow(["title", "bars"])
    let bars = try node.elements("bars")
    guard (1...Self.barLimit).contains(bars.count) else {
      throw try node.member("bars").error(zh: "图表应有 1 到 \(Self.barLimit) 个条形", en: "a chart has 1 to \(Self.barLimit) bars")
    }
    self.init(
      title: try node.bilingual("title"),
      bars: try bars.map { (node) throws(SourceError) in
        try node.allow(["label", "cells"])
        return Bar(label: try node.text("label"), cells: try tables.patterns(node, "cells"))
      })
  }
}

extension Crosswalk {
  fileprivate init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow(["from", "pairs", "unpaired"])
    self.init(
      from: try node.text("from"),
      pairs: try node.elements("pairs").map { (node) throws(SourceError) in
        Pair(old: try tables.patterns(node, "old"), new: try tables.patterns(node, "new"))
      },
      unpaired: try node.elements("unpaired").map { (node) throws(SourceError) in
        Unpaired(cells: try tables.patterns(node, "cells"), reason: try node.bilingual("reason"))
      })
  }
}

/// The tables of a document as they are read, and the look-ups that relations need.
final class TableDecoding {
  private let notation: Form.Notation
  private(set) var tables = Numbered<TableNumber, Form.Table>([])
  private(set) var cells = Numbered<CellNumber, Form.Cell>([])
  private(set) var numbers: [String: CellNumber] = [:]
  private var names: Set<String> = []
  /// The rows and columns of tables that relations have run over so far.
  var lines: [TableNumber: Lines] = [:]
  private var work = 0

  /// What relations, charts, the crosswalk, rules and claims may cost: cells looked at when their patterns are matched.
  private static let workLimit = 1_000_000
  /// A larger document is refused: the official ones have 60 kB.
  static let documentLimit = 8 << 20
  /// The header of a printed sheet carries the title, and not much of it.
  static let titleLimit = 100

  /// More cells than this are refused: the official forms have about 220.
  static let cellLimit = 20_000
  /// A workbook's defined names can be so long.
  static let addressLimit = 120
  /// So many of the largest figures still add up without overflow.
  static let termLimit = 500
  private static let asideLimit = 8
  private static let levelLimit = 8
  /// The width that a sheet can still show.
  static let widthLimit = 400
  /// The sheets that a workbook can still be read with.
  static let partLimit = 200

  init(_ notation: Form.Notation) {
    self.notation = notation
  }

  func add(_ node: DocumentNode) throws(SourceError) {
    try node.allow(["id", "name", "blocks"])
    let id = try node.id("id", hyphens: false)
    // A defined name begins with a letter; gongkai.… are the program's own.
    if id.first.map({ $0.isLetter }) != true || id == "gongkai" || id.hasPrefix("gongkai.") {
      throw try node.member("id").error(
        zh: "表格 id“\(id)”应以字母开头，且不能是 gongkai", en: "the table id \"\(id)\" has to begin with a letter, and cannot be gongkai")
    }
    if tables.contains(where: { $0.id == id }) {
      throw try node.member("id").error(zh: "表格 id“\(id)”重复", en: "there are two tables with the id \"\(id)\"")
    }
    let first = cells.endIndex
    var rows = Numbered<RowNumber, Form.Row>([])
    var blocks: [Form.Block] = []
    var rowIDs: Set<String> = []
    let blockNodes = try node.elements("blocks")
    for block in blockNodes {
      try block.allow(["heading", "corner", "direction", "asides", "marks", "columns", "rows"])
      let direction = try block.optional("direction")
      let isAcross = try direction?.text() == "across"
      if let direction, !isAcross, try direction.text() != "down" {
        throw direction.error(zh: "direction 应为 down 或 across", en: "direction is \"down\" or \"across\"")
      }
      if isAcross, blockNodes.count > 1 {
        throw block.error(zh: "direction 为 across 的表格只能有一个块", en: "a table with an \"across\" block can have no other block")
      }
      let asides = try block.texts("asides", optional: true)
      let marks = try block.texts("marks", optional: true)
      if asides.count > Self.asideLimit || isAcross && !(asides + marks).isEmpty {
        throw block.error(
          zh: "asides 最多 \(Self.asideLimit) 项，direction 为 across 的块没有 asides 和 marks",
          en: "a block has at most \(Self.asideLimit) asides, and none and no marks where its direction is \"across\"")
      }
      let columnLabels = try block.elements("columns").map { (node) throws(SourceError) in try labels(node, group: "columns") }.flatMap {
        $0
      }
      let rowLabels = try block.elements("rows").map { (node) throws(SourceError) in
        try labels(node, group: "rows", asides: asides.count)
      }.flatMap { $0 }
      let columns = columnLabels.flatMap { $0.leaves() }.map { Form.Column(id: $0.leaf.id, label: $0.leaf.label, kind: $0.leaf.kind) }
      if !marks.isEmpty, marks.count != 1 + asides.count + columns.count {
        throw try block.member("marks").error(
          zh: "marks 应有 \(1 + asides.count + columns.count) 项：项目一项，asides 和 columns 各一项",
          en: "there should be \(1 + asides.count + columns.count) marks: one for the labels, one for each aside and column")
      }
      let leaves = rowLabels.flatMap { $0.leaves() }
      if columns.isEmpty || leaves.isEmpty {
        throw block.error(zh: "一个块至少需要一行和一列", en: "a block needs at least one row and one column")
      }
      if leaves.count > Self.cellLimit || columns.count > Self.cellLimit || cells.count + leaves.count * columns.count > Self.cellLimit {
        throw block.error(zh: "单元格超过 \(Self.cellLimit) 个", en: "the form has more than \(Self.cellLimit) cells")
      }
      let firstRow = rows.endIndex
      for leaf in leaves {
        let start = cells.endIndex
        // In JSON a row is a member of its table.
        guard rowIDs.insert(leaf.leaf.id).inserted else {
          throw block.error(zh: "行“\(leaf.leaf.id)”重复", en: "the row \"\(leaf.leaf.id)\" stands in the table twice")
        }
        for (index, column) in columns.enumerated() {
          let cell = Form.Cell(
            number: cells.endIndex, address: "\(id)/\(leaf.leaf.id)/\(column.id)",
            label: (leaf.path + [column.label]).joined(separator: "/"),
            kind: column.kind, unit: column.kind == .money ? notation.moneyUnit : "", table: tables.endIndex, row: rows.endIndex,
            column: ColumnNumber(index))
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
        rows.append(
          Form.Row(
            id: leaf.leaf.id, path: leaf.path, level: leaf.leaf.level, asides: leaf.leaf.asides, block: blocks.count,
            cells: start..<cells.endIndex))
      }
      blocks.append(
        Form.Block(
          heading: try block.optional("heading")?.text(), corner: try block.optional("corner")?.text(), isAcross: isAcross,
          asides: asides, marks: marks, rowLabels: rowLabels, columnLabels: columnLabels, rows: firstRow..<rows.endIndex,
          columns: Numbered(columns)))
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
        id: id, name: try node.bilingual("name"), blocks: blocks, rows: rows, cells: first..<cells.endIndex,
        layout: TableLayout(blocks: blocks, rows: rows)))
  }

  /// A group; or a row or column, and behind a row those that are parts of it (其中).
  private func labels(_ node: DocumentNode, group key: String, asides: Int = 0, level: Int = 0) throws(SourceError) -> [LabelTree] {
    try node.allow(["id", "label", "kind", "asides", "parts", key])
    let label = try node.text("label")
    guard let members = try node.optional(key) else {
      var kind = Form.Kind.count
      if let node = try node.optional("kind") {
        guard let named = Form.Kind(rawValue: try node.text()) else {
          throw node.error(zh: "kind 应为 count、signed 或 money", en: "kind is \"count\", \"signed\" or \"money\"")
        }
        kind = named
      }
      let texts = try node.elements("asides", optional: asides == 0).map { (node) throws(SourceError) in try node.text() }
      if texts.count != asides {
        throw node.error(zh: "asides 应有 \(asides) 项，与块的 asides 对应", en: "there should be \(asides) asides, as the block has")
      }
      let parts = try node.elements("parts", optional: true)
      if key == "columns" || level == Self.levelLimit, let part = parts.first {
        throw part.error(
          zh: "parts 只用于行，最多 \(Self.levelLimit) 层", en: "\"parts\" belongs to rows, down to \(Self.levelLimit) levels")
      }
      return [.leaf(LabelTree.Leaf(id: try node.id("id", hyphens: false), label: label, kind: kind, level: level, asides: texts))]
        + (try parts.map { (node) throws(SourceError) in try labels(node, group: key, asides: asides, level: level + 1) }.flatMap { $0 })
    }
    if try node.optional("parts") != nil {
      throw node.error(zh: "分组没有 parts", en: "a group has no \"parts\"")
    }
    let trees = try members.elements().map { (node) throws(SourceError) in
      try labels(node, group: key, asides: asides, level: level)
    }.flatMap { $0 }
    if trees.isEmpty { throw members.error(zh: "分组不能为空", en: "a group cannot be empty") }
    return [.group(label: label, trees)]
  }

  /// The parts of the report. Each takes a sheet of its own, each table belongs to one.
  func parts(_ node: DocumentNode, tables tableNodes: [DocumentNode]) throws(SourceError) -> [Form.Part] {
    let nodes = try node.elements()
    if nodes.count > Self.partLimit {
      throw node.error(zh: "部分超过 \(Self.partLimit) 个", en: "there are more than \(Self.partLimit) sections")
    }
    var sheets = Set(Form.ownSheets.map { $0.lowercased() })
    var headings: Set<String> = []
    var shown: Set<TableNumber> = []
    func take(_ heading: DocumentNode) throws(SourceError) -> String {
      let text = try heading.text()
      if !headings.insert(text).inserted { throw heading.error(zh: "标题“\(text)”重复", en: "the heading \"\(text)\" is there twice") }
      return text
    }
    let parts = try nodes.map { (node) throws(SourceError) -> Form.Part in
      try node.allow(["heading", "also", "words", "sheet", "table"])
      let heading = try take(try node.member("heading"))
      var table: TableNumber?
      if let name = try node.optional("table") {
        let index = try index(ofTable: name)
        if !shown.insert(index).inserted {
          throw name.error(zh: "表格“\(tables[index].id)”已在另一部分", en: "the table \"\(tables[index].id)\" stands in another section already")
        }
        table = index
      }
      let named = try node.optional("sheet")
      let sheetNode = if let named { named } else { try node.member("heading") }
      let sheet = try sheetNode.sheetName()
      if !sheets.insert(sheet.lowercased()).inserted {
        throw sheetNode.error(
          zh: "工作表名“\(sheet)”已被占用（不分大小写）；请用 sheet 另行指定",
          en: "the sheet name \"\(sheet)\" is taken, upper and lower case being the same; name another as \"sheet\"")
      }
      return Form.Part(
        heading: heading,
        otherHeadings: try node.elements("also", optional: true).map { (node) throws(SourceError) in try take(node) },
        headingWords: try node.texts("words", optional: true),
        sheet: sheet, table: table)
    }
    if let missing = tables.indices.first(where: { !shown.contains($0) }) {
      throw try tableNodes[missing.index].member("id").error(
        zh: "没有哪一部分含有表格“\(tables[missing].id)”；请在其中一部分写上 \"table\": \"\(tables[missing].id)\"",
        en: "no section has the table \"\(tables[missing].id)\"; give it to one as \"table\": \"\(tables[missing].id)\"")
    }
    return parts
  }

  /// Patterns that are matched against all cells later on, so that their number is bounded.
  func patterns(_ node: DocumentNode, _ key: String) throws(SourceError) -> [CellPattern] {
    try node.elements(key).map { (node) throws(SourceError) in
      let pattern = CellPattern(try node.text())
      try spend(pattern.isExact ? 1 : cells.count, at: node)
      return pattern
    }
  }

  /// Counts what matching patterns costs, and refuses a document that would cost too much.
  func spend(_ cost: Int, at node: DocumentNode) throws(SourceError) {
    work += cost
    if work > Self.workLimit {
      throw node.error(
        zh: "勾稽关系、图表、对应关系、规则和正文说法的项数太多",
        en: "the relations, charts, the crosswalk, rules and claims together have too many terms")
    }
  }

  func index(ofTable node: DocumentNode) throws(SourceError) -> TableNumber {
    let id = try node.text()
    guard let index = tables.firstIndex(where: { $0.id == id }) else {
      throw node.error(
        zh: "没有表格“\(id)”；本文件定义的有 \(tables.map(\.id).joined(separator: "、"))",
        en: "there is no table \"\(id)\"; this document has \(tables.map(\.id).joined(separator: ", "))")
    }
    return index
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
