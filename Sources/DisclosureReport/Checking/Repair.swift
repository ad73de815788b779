// The cell to look at first: the one whose change would satisfy everything that fails.

/// A cell, and the figure that would satisfy every relation of its table that fails.
public struct Repair: Sendable, Hashable {
  /// The number of the cell.
  public let cell: CellNumber
  public let figure: Figure

  /// The repairs that a change of one cell can be, table by table; several where the relations cannot tell them apart.
  ///
  /// A cell is a candidate if it stands in every relation of the table that fails, by the same difference, and in none that holds.
  public static func candidates(for checker: Checker) -> [[Repair]] {
    let report = checker.report
    let byTable = Dictionary(grouping: checker.results) { report.form.relations[$0.relation].table }
    return report.form.tables.indices.compactMap { table -> [Repair]? in
      let results = byTable[table] ?? []
      let failing = results.filter { $0.outcome == .fails }
      guard let first = failing.first else { return nil }
      let holding = Set(results.filter { $0.outcome == .holds }.flatMap { ($0.instance.left + $0.instance.right).map(\.cell) })
      // What is left after each relation that fails are the cells that stand in all of them.
      var moves = first.moves
      for result in failing.dropFirst() where !moves.isEmpty {
        let others = result.moves
        moves = moves.filter { others[$0.key] == $0.value }
      }
      return (first.instance.left + first.instance.right).map(\.cell).compactMap { cell in
        guard !holding.contains(cell), let old = report[cell].figure, let move = moves[cell] else { return nil }
        let figure = old + move
        return report.form.cells[cell].kind.objection(to: figure) == nil ? Repair(cell: cell, figure: figure) : nil
      }
    }
  }

  static func findings(for checker: Checker) -> [Finding] {
    let report = checker.report
    return candidates(for: checker).compactMap { repairs in
      guard let first = repairs.first, repairs.count <= 8 else { return nil }
      let cell = report.form.cells[first.cell]
      func described(_ repair: Repair) -> String {
        "\(report.form.cells[repair.cell].label) \(report[repair.cell].figure ?? .zero) → \(repair.figure)"
      }
      if repairs.count == 1 {
        return Finding(
          .note, .repair, cell: cell.address, at: report.position(of: first.cell),
          Bilingual(
            zh: "只改这一格就都成立：\(described(first))",
            en: "changing this one cell satisfies everything that fails: \(cell.address) \(described(first))"),
          expected: first.figure)
      }
      return Finding(
        .note, .repair, cell: report.form.tables[cell.table].id, at: report.position(of: first.cell),
        Bilingual(
          zh: "改其中任何一格都成立：" + repairs.map(described).joined(separator: "；"),
          en: "changing any one of these satisfies what fails: " + repairs.map(described).joined(separator: "; ")))
    }
  }
}

extension RelationResult {
  /// By how much each of its cells would have to change, alone, for the sides to be equal.
  fileprivate var moves: [CellNumber: Figure] {
    // What is only too large may be so by any amount.
    guard instance.comparison == .equal else { return [:] }
    var moves: [CellNumber: Figure] = [:]
    for term in instance.left { moves[term.cell] = term.isSubtracted ? left - right : right - left }
    for term in instance.right where moves[term.cell] == nil { moves[term.cell] = term.isSubtracted ? right - left : left - right }
    return moves
  }
}
