// Rows whose figures fit several columns, decided together by the relations over rows and columns.

import DisclosureReport

/// A row that has lost its empty cells: the ways in which its figures can stand.
struct OpenRow {
  /// The numbers of the form's cells that the row has.
  let cells: Range<CellNumber>
  /// The numbers of the ways that are left.
  private(set) var ways: [Int]
  /// For each way that is left the figures, 0 where there is none.
  private(set) var values: [[Figure]]

  init(cells: Range<CellNumber>, values: [[Figure]]) {
    (self.cells, ways, self.values) = (cells, Array(values.indices), values)
  }

  mutating func keep(_ kept: [Int]) {
    ways = kept.map { ways[$0] }
    values = kept.map { values[$0] }
  }
}

/// Leaves those ways that the relations allow, as far as sums over columns tell.
///
/// For each relation over a column, what the other rows can contribute at least and at most bounds what a row may. That is
/// repeated until nothing changes; no way that could be true is ever dropped, as long as the report adds up at all.
struct OpenRows {
  private(set) var rows: [OpenRow]
  /// How many figures may still be looked at; below 0 nothing more is tried, and the rows stay as open as they are.
  private var budget: Int

  /// Nor more than these for all rows of a report.
  static let mostWaysOfAll = 40_000
  /// Reports of real agencies that lost all their empty cells take a few millions.
  static let budget = 40_000_000

  /// Whether the work was too much, so that nothing is decided.
  var isSpent: Bool { budget < 0 }

  init(_ rows: [OpenRow], in report: Report, budget: Int = OpenRows.budget) {
    self.rows = rows
    self.budget = budget
    var owner: [CellNumber: Int] = [:]
    for (number, row) in rows.enumerated() { for cell in row.cells { owner[cell] = number } }
    let instances = report.form.relations.flatMap(\.instances).compactMap(\.equation).filter { terms in
      terms.contains { owner[$0.0] != nil } && terms.allSatisfy { owner[$0.0] != nil || !report[$0.0].isAbsent }
    }
    narrow(instances, owner, report)
    // What cannot be together with any way of the other rows is tried, too.
    var hasChanged = true
    while hasChanged, !isSpent, self.rows.allSatisfy({ !$0.ways.isEmpty }) {
      hasChanged = false
      for row in self.rows.indices where self.rows[row].ways.count > 1 {
        var kept: [Int] = []
        for way in self.rows[row].ways.indices {
          if isSpent { return }
          var trial = self
          trial.rows[row].keep([way])
          trial.narrow(instances, owner, report)
          self.budget = trial.budget
          if trial.rows.allSatisfy({ !$0.ways.isEmpty }) { kept.append(way) }
        }
        if kept.count < self.rows[row].ways.count {
          self.rows[row].keep(kept)
          narrow(instances, owner, report)
          hasChanged = true
        }
      }
    }
  }

  private mutating func narrow(_ instances: [[(cell: CellNumber, isSubtracted: Bool)]], _ owner: [CellNumber: Int], _ report: Report) {
    var hasChanged = true
    while hasChanged, !isSpent {
      hasChanged = false
      for terms in instances where !isSpent && narrow(terms, owner, report) { hasChanged = true }
    }
  }

  /// Drops the ways that a sum forbids; whether there were any.
  private mutating func narrow(_ terms: [(cell: CellNumber, isSubtracted: Bool)], _ owner: [CellNumber: Int], _ report: Report) -> Bool {
    var fixed = Figure.zero
    var members: [Int: [(column: Int, isSubtracted: Bool)]] = [:]
    for term in terms {
      if let row = owner[term.cell] {
        members[row, default: []].append((term.cell - rows[row].cells.lowerBound, term.isSubtracted))
      } else if let figure = report[term.cell].figure {
        fixed = term.isSubtracted ? fixed - figure : fixed + figure
      }
    }
    var sums: [Int: [Figure]] = [:]
    budget -= terms.count
    for (row, columns) in members {
      budget -= rows[row].values.count * (columns.count + 4)
      sums[row] = rows[row].values.map { values in
        columns.reduce(.zero) { $1.isSubtracted ? $0 - values[$1.column] : $0 + values[$1.column] }
      }
    }
    let low = sums.values.compactMap { $0.min() }.reduce(fixed, +)
    let high = sums.values.compactMap { $0.max() }.reduce(fixed, +)
    for (row, own) in sums {
      guard let least = own.min(), let most = own.max() else { continue }
      // The others lie between these; with them and this row the sum must be able to be 0.
      let kept = own.indices.filter { low - least + own[$0] <= .zero && .zero <= high - most + own[$0] }
      if kept.count < own.count {
        rows[row].keep(kept)
        // The bounds have moved; the next round goes on with them.
        return true
      }
    }
    return false
  }

  /// Every way of choosing columns, in their order, for some figures.
  static func choices(of count: Int, from width: Int) -> [[Int]]? {
    guard count > 0, count < width else { return nil }
    var total = 1
    for step in 0..<min(count, width - count) {
      // Up to the half these only grow.
      total = total * (width - step) / (step + 1)
      if total > ColumnPlaces.mostWays { return nil }
    }
    var choices: [[Int]] = []
    var current = Array(0..<count)
    while true {
      choices.append(current)
      guard let move = current.indices.last(where: { current[$0] < width - count + $0 }) else { return choices }
      current[move] += 1
      for later in current.indices.dropFirst(move + 1) { current[later] = current[later - 1] + 1 }
    }
  }
}
