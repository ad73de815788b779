// What a document lacks and its other figures determine.

extension Report {
  /// Fills in absent and blank cells that the relations and sure claims of the prose determine, one after the other.
  ///
  /// A cell is determined where all others of a relation have a figure. Each is marked as inferred, with the derivation as a finding: `254 + 10 − 259 = 5`. Where two relations
  /// determine a cell differently, or to a figure that cannot stand there, it stays as it is.
  public mutating func infer() {
    let carried = Numbered<TableNumber, Bool>(form.tables.indices.map(carries))
    let instances = form.relations.filter { $0.applies(to: self) && carried[$0.table] }.flatMap(\.instances)
    var holders: [CellNumber: [Int]] = [:]
    for (index, instance) in instances.enumerated() {
      for cell in Set(terms(of: instance).map(\.cell)) { holders[cell, default: []].append(index) }
    }
    for claim in claims
    where claim.isSure && !claim.isAtMost && claim.severity == .error && claim.readings.count == 1 && claim.readings[0].cells.count == 1 {
      let cell = claim.readings[0].cells[0]
      guard self[cell].figure == nil, carries(table: form.cells[cell].table),
        (holders[cell] ?? []).allSatisfy({ agrees(claim.figure, in: cell, instances[$0]) })
      else { continue }
      fill(cell, claim.figure, Bilingual(zh: "正文“\(claim.text)”", en: "the prose says \"\(claim.text)\""), at: claim.source)
    }
    // What a cell determines is looked at again when it is filled, and nothing else is.
    var contradicted: Set<CellNumber> = []
    var waiting = Array(instances.indices.reversed())
    while let index = waiting.popLast() {
      guard let (cell, figure, derivation) = solution(of: instances[index]), !contradicted.contains(cell) else { continue }
      let others = holders[cell] ?? []
      guard form.cells[cell].kind.objection(to: figure) == nil, others.allSatisfy({ agrees(figure, in: cell, instances[$0]) }) else {
        contradicted.insert(cell)
        continue
      }
      fill(cell, figure, derivation, at: nil)
      waiting += others.reversed()
    }
  }

  /// The terms of a relation on one side: their sum is 0.
  private func terms(of instance: Relation.Instance) -> [(cell: CellNumber, isNegative: Bool)] {
    instance.left.map { ($0.cell, $0.isSubtracted) } + instance.right.map { ($0.cell, !$0.isSubtracted) }
  }

  /// The one cell without a figure, if all others of the relation have one.
  private func solution(of instance: Relation.Instance) -> (cell: CellNumber, figure: Figure, derivation: Bilingual)? {
    let terms = terms(of: instance)
    let open = terms.filter { self[$0.cell].figure == nil }
    guard instance.comparison == .equal, open.count == 1, terms.count > 1 else { return nil }
    let known = terms.compactMap { term in self[term.cell].figure.map { (figure: $0, isNegative: term.isNegative) } }
    let sum = known.reduce(Figure.zero) { $1.isNegative ? $0 - $1.figure : $0 + $1.figure }
    let figure = open[0].isNegative ? sum : -sum
    // The figures that make it up, those added first: 254 + 10 − 259 = 5.
    let parts = known.map { (figure: $0.figure, isAdded: $0.isNegative != open[0].isNegative) }.filter { $0.figure != .zero }
    let text = (parts.filter(\.isAdded) + parts.filter { !$0.isAdded }).enumerated().map { index, part in
      (part.isAdded ? index == 0 ? "" : " + " : index == 0 ? "−" : " − ") + part.figure.description
    }.joined()
    return (open[0].cell, figure, Bilingual(same: (text.isEmpty ? "0" : text) + " = \(figure)"))
  }

  /// Whether a relation, if its other cells all have figures, does not say otherwise.
  private func agrees(_ figure: Figure, in cell: CellNumber, _ instance: Relation.Instance) -> Bool {
    let terms = terms(of: instance)
    if terms.contains(where: { $0.cell != cell && self[$0.cell].figure == nil }) { return true }
    let value = { (term: Relation.Term) in term.cell == cell ? figure : self[term.cell].figure }
    return instance.comparison.holds(instance.left.sum(value), instance.right.sum(value))
  }

  private mutating func fill(_ cell: CellNumber, _ figure: Figure, _ derivation: Bilingual, at source: SourcePosition?) {
    self[cell] = .inferred(figure)
    derivations[cell] = derivation
    findings.append(
      Finding(
        .note, .inferred, cell: form.cells[cell].address,
        at: source ?? position(of: cell) ?? start,
        Bilingual(
          zh: "推算\(form.cells[cell].label)：\(derivation.zh)", en: "inferred \(form.cells[cell].address): \(derivation.en)")))
  }
}
