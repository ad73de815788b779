// The relations of a form document: patterns become the numbers of cells, once, and the work for that is bounded.

extension TableDecoding {
  /// The rows and columns of a table, each id once.
  struct Lines {
    let rows: [Line]
    let columns: [Line]
    /// Where a row or column stands among them.
    let rowPlaces: [String: Int]
    let columnPlaces: [String: Int]

    struct Line {
      let id: String
      let label: String
    }

    fileprivate init(_ table: Form.Table) {
      rows = table.rows.map { Line(id: $0.id, label: $0.path.joined(separator: "/")) }
      var seen: Set<String> = []
      columns = table.blocks.flatMap(\.columns).filter { seen.insert($0.id).inserted }.map { Line(id: $0.id, label: $0.label) }
      rowPlaces = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.id, $0) })
      columnPlaces = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.id, $0) })
    }
  }

  /// Either the rows of a table or its columns.
  private struct Direction {
    let lines: [Lines.Line]
    let places: [String: Int]
  }

  /// A term as it is written, and the lines across the relation that it names.
  private struct Pattern {
    let node: DocumentNode
    let text: String
    let isSubtracted: Bool
    let isLastYear: Bool
    let crossings: [String]
  }

  /// - Parameter isPlausibility: whether it may have several right sides, and a failure is a warning where the document does not say it.
  func relation(_ node: DocumentNode, acrossYears: Bool, isPlausibility: Bool = false) throws(SourceError) -> Relation {
    try node.allow(
      ["id", "name", "table", "each", "over", "left", "compare", "right", "months", "severity", "last_form"]
        + (isPlausibility ? ["or"] : []))
    let number = try index(ofTable: try node.member("table"))
    let table = tables[number]
    let each = try node.member("each")
    let isRow = try each.text() == "row"
    if !isRow, try each.text() != "column" { throw each.error(zh: "each 应为 row 或 column", en: "each is \"row\" or \"column\"") }
    let known = lines[number] ?? Lines(table)
    lines[number] = known
    let rows = Direction(lines: known.rows, places: known.rowPlaces)
    let columns = Direction(lines: known.columns, places: known.columnPlaces)
    let (along, across) = isRow ? (rows, columns) : (columns, rows)
    func side(_ key: String) throws(SourceError) -> [Pattern] {
      try patterns(try node.member(key), try node.elements(key), in: table, across, acrossYears: acrossYears)
    }
    let (left, right) = (try side("left"), try side("right"))
    let others = try node.elements("or", optional: true).map { (side) throws(SourceError) in
      try patterns(side, try side.elements(), in: table, across, acrossYears: acrossYears)
    }
    let comparison = try node.optional("compare").map { (node) throws(SourceError) in
      try node.choice(of: Relation.Comparator.allCases)
    }
    func terms(_ side: [Pattern], _ line: String) throws(SourceError) -> [Relation.Term] {
      try side.map { (pattern) throws(SourceError) -> [Relation.Term] in
        try spend(pattern.crossings.count, at: pattern.node)
        return try pattern.crossings.map { (crossing) throws(SourceError) -> Relation.Term in
          guard let cell = numbers[isRow ? "\(table.id)/\(line)/\(crossing)" : "\(table.id)/\(crossing)/\(line)"] else {
            throw pattern.node.error(
              zh: "表格 \(table.id) 的 \(line) 中没有“\(pattern.text)”", en: "table \(table.id) has no \"\(pattern.text)\" in \(line)")
          }
          return Relation.Term(cell: cell, isSubtracted: pattern.isSubtracted, isLastYear: pattern.isLastYear)
        }
      }.flatMap { $0 }
    }
    let over = try node.optional("over")
    return Relation(
      id: try node.id("id"), name: try node.bilingual("name"), table: number, isByRow: isRow,
      instances: try (try over.map { (node) throws(SourceError) in try chosen(node, of: along, in: table) } ?? along.lines).map {
        (line) throws(SourceError) in
        Relation.Instance(
          id: line.id, label: line.label, left: try terms(left, line.id), right: try terms(right, line.id),
          comparison: comparison ?? .equal, others: try others.map { (side) throws(SourceError) in try terms(side, line.id) })
      },
      lastForm: try node.optional("last_form")?.text(),
      severity: try node.optional("severity").map { (node) throws(SourceError) in try node.choice(of: Severity.allCases) }
        ?? (isPlausibility ? .warning : .error),
      months: try node.optional("months").map { (node) throws(SourceError) in try node.months() })
  }

  /// The terms of one side, as they are written.
  private func patterns(
    _ node: DocumentNode, _ elements: [DocumentNode], in table: Form.Table, _ lines: Direction, acrossYears: Bool
  ) throws(SourceError) -> [Pattern] {
    var count = 0
    var seen: Set<String> = []
    let limit = Self.termLimit
    let patterns = try elements.map { (node) throws(SourceError) -> Pattern in
      var text = Substring(try node.text())
      let isSubtracted = text.first == "-"
      if isSubtracted { text.removeFirst() }
      let isLastYear = text.hasPrefix("last:")
      if isLastYear { text.removeFirst("last:".count) }
      if isLastYear, !acrossYears {
        throw node.error(zh: "last: 只能用于 carry_overs", en: "\"last:\" belongs into carry_overs")
      }
      let crossings = try named(text, among: lines, at: node)
      guard !crossings.isEmpty else {
        throw node.error(zh: "表格 \(table.id) 中没有“\(text)”", en: "table \(table.id) has no \"\(text)\"")
      }
      for crossing in crossings where !seen.insert((isLastYear ? "last:" : "") + crossing.id).inserted {
        throw node.error(zh: "同一侧重复计入“\(crossing.id)”", en: "\"\(crossing.id)\" is counted twice on one side")
      }
      count += crossings.count
      if count > limit { throw node.error(zh: "一侧应有 1 到 \(limit) 项", en: "a side has 1 to \(limit) terms") }
      return Pattern(node: node, text: String(text), isSubtracted: isSubtracted, isLastYear: isLastYear, crossings: crossings.map(\.id))
    }
    if patterns.isEmpty { throw node.error(zh: "一侧应有 1 到 \(limit) 项", en: "a side has 1 to \(limit) terms") }
    return patterns
  }

  /// The rows or columns that a relation is restricted to.
  private func chosen(_ node: DocumentNode, of lines: Direction, in table: Form.Table) throws(SourceError) -> [Lines.Line] {
    var seen: Set<String> = []
    return try node.elements().map { (node) throws(SourceError) -> [Lines.Line] in
      let text = try node.text()
      let found = try named(text, among: lines, at: node)
      if found.isEmpty { throw node.error(zh: "表格 \(table.id) 中没有“\(text)”", en: "table \(table.id) has no \"\(text)\"") }
      for line in found where !seen.insert(line.id).inserted {
        throw node.error(zh: "“\(line.id)”重复", en: "\"\(line.id)\" is there twice")
      }
      return found
    }.flatMap { $0 }
  }

  private func named(_ pattern: some StringProtocol, among known: Direction, at node: DocumentNode) throws(SourceError) -> [Lines.Line] {
    guard pattern.last == "*" else { return known.places[String(pattern)].map { [known.lines[$0]] } ?? [] }
    try spend(known.lines.count, at: node)
    return known.lines.filter { CellPattern.matches(pattern, $0.id) }
  }

  /// A total that were a part of itself would be a circular formula in the workbook.
  func checkTotals(_ relations: [Relation], at nodes: [DocumentNode]) throws(SourceError) {
    var parts: [CellNumber: [CellNumber]] = [:]
    var relationOf: [CellNumber: Int] = [:]
    for (index, relation) in relations.enumerated() {
      for instance in relation.instances {
        guard let total = instance.total else { continue }
        parts[total, default: []] += instance.left.map(\.cell)
        relationOf[total] = index
      }
    }
    // Totals whose parts are settled are settled, one after the other; where none is left to settle, the rest has a circle.
    var open: [CellNumber: Int] = [:]
    var totals: [CellNumber: [CellNumber]] = [:]
    for (total, cells) in parts {
      let between = cells.filter { parts[$0] != nil }
      open[total] = between.count
      for part in between { totals[part, default: []].append(total) }
    }
    var settled = open.filter { $0.value == 0 }.map(\.key)
    while let part = settled.popLast() {
      open[part] = nil
      for total in totals[part] ?? [] {
        guard let count = open[total] else { continue }
        open[total] = count - 1
        if count == 1 { settled.append(total) }
      }
    }
    guard var cell = open.keys.min() else { return }
    // Every cell that is still open has an open part; going from part to part ends in a circle.
    var passed: Set<CellNumber> = []
    while passed.insert(cell).inserted, let part = parts[cell]?.first(where: { open[$0] != nil }) { cell = part }
    guard let relation = relationOf[cell] else { return }
    throw nodes[relation].error(
      zh: "勾稽关系使 \(cells[cell].address) 成为自身的一部分", en: "the relations make \(cells[cell].address) a part of itself")
  }
}
