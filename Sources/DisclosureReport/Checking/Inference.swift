// What a document lacks and its other figures determine.

extension Report {
  /// Fills in absent and blank cells that the relations and sure claims of the prose determine, one after the other.
  ///
  /// A cell is determined where all others of a relation have a figure. Each is marked as inferred, with the derivation as a finding: `254 + 10 − 259 = 5`. Where two relations
  /// determine a cell differently, or to a figure that cannot stand there, it stays as it is.
  public mutating func infer() {
    var contradicted: Set<Int> = []
    for claim in claims where claim.isSure && claim.readings.count == 1 && claim.readings[0].cells.count == 1 {
      let cell = claim.readings[0].cells[0]
      guard self[cell].figure == nil, carries(table: form.cells[cell].table) else { continue }
      fill(cell, claim.figure, Bilingual(zh: "正文“\(claim.text)”", en: "the prose says \"\(claim.text)\""), at: claim.source)
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for relation in form.relations where carries(table: relation.table) {
        for instance in relation.instances {
          for (cell, figure, derivation) in solutions(of: instance) where !contradicted.contains(cell) {
            guard form.cells[cell].kind.objection(to: figure) == nil, agrees(figure, in: cell) else {
              contradicted.insert(cell)
              continue
            }
            fill(cell, figure, derivation, at: nil)
            hasChanged = true
          }
        }
      }
    }
  }

  /// The terms of a relation on one side: their sum is 0.
  private func terms(of instance: Relation.Instance) -> [(cell: Int, isNegative: Bool)] {
    instance.left.map { ($0.cell, $0.isSubtracted) } + instance.right.map { ($0.cell, !$0.isSubtracted) }
  }

  private func solutions(of instance: Relation.Instance) -> [(cell: Int, figure: Figure, derivation: Bilingual)] {
    let terms = terms(of: instance)
    let open = terms.filter { self[$0.cell].figure == nil }
    guard !open.isEmpty, open.count < terms.count else { return [] }
    let known = terms.compactMap { term in self[term.cell].figure.map { (figure: $0, isNegative: term.isNegative) } }
    let sum = known.reduce(Figure.zero) { $1.isNegative ? $0 - $1.figure : $0 + $1.figure }
    guard open.count == 1 else { return [] }
    let figure = open[0].isNegative ? sum : -sum
    // The figures that make it up, those added first: 254 + 10 − 259 = 5.
    let parts = known.map { (figure: $0.figure, isAdded: $0.isNegative != open[0].isNegative) }.filter { $0.figure != .zero }
    let text = (parts.filter(\.isAdded) + parts.filter { !$0.isAdded }).enumerated().map { index, part in
      (part.isAdded ? index == 0 ? "" : " + " : index == 0 ? "−" : " − ") + part.figure.description
    }.joined()
    return [(open[0].cell, figure, Bilingual(same: (text.isEmpty ? "0" : text) + " = \(figure)"))]
  }

  /// Whether no relation whose other cells all have figures says otherwise.
  private func agrees(_ figure: Figure, in cell: Int) -> Bool {
    form.relations.flatMap(\.instances).allSatisfy { instance in
      let terms = terms(of: instance)
      guard terms.contains(where: { $0.cell == cell }), !terms.contains(where: { $0.cell != cell && self[$0.cell].figure == nil }) else {
        return true
      }
      return terms.reduce(Figure.zero) { sum, term in
        let value = term.cell == cell ? figure : self[term.cell].figure ?? .zero
        return term.isNegative ? sum - value : sum + value
      } == .zero
    }
  }

  private mutating func fill(_ cell: Int, _ figure: Figure, _ derivation: Bilingual, at source: SourcePosition?) {
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
