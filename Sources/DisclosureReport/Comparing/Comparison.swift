// Two reports, cell by cell.

/// What happened to a cell from the old report to the new one.
public enum Change: String, Sendable, CaseIterable {
  /// Stated in both with the same figure, or in neither.
  case same
  case changed
  /// Stated only in the new report.
  case added
  /// Stated only in the old report.
  case removed
}

/// A cell in both reports.
public struct ComparedCell: Sendable, Hashable {
  /// Index into the lines of the alignment.
  public let line: Int
  public let old: CellValue
  public let new: CellValue
  /// Whether the figures themselves are changes, of which no percentage makes sense.
  public let isSigned: Bool

  public init(line: Int, old: CellValue, new: CellValue, isSigned: Bool = false) {
    self.line = line
    self.old = old
    self.new = new
    self.isSigned = isSigned
  }

  public var change: Change {
    switch (old.figure, new.figure) {
    case (nil, nil): .same
    case (nil, _): .added
    case (_, nil): .removed
    case (let old, let new): old == new ? .same : .changed
    }
  }

  /// New less old, exactly; nil unless both are stated.
  public var delta: Figure? {
    guard let old = old.figure, let new = new.figure else { return nil }
    return new - old
  }

  /// The difference in hundredths of a percent of the old figure, rounded half away from zero; nil where that is 0, negative or not
  /// stated, and for figures that are changes themselves.
  public var basisPoints: Int? {
    guard !isSigned, let old = old.figure, old > .zero else { return nil }
    return share
  }

  /// The difference in hundredths of a percent of the old figure's magnitude; nil where that is 0 or not stated.
  fileprivate var share: Int? {
    guard let old = old.figure, let delta, old != .zero else { return nil }
    // Nearly always a division of 64 bits.
    let (move, base) = (delta.millionths.magnitude, old.millionths.magnitude)
    if move < UInt64.max / 40_000, base < UInt64.max / 4 {
      let rounded = Int(clamping: (20_000 * move + base) / (2 * base))
      return delta.isNegative ? -rounded : rounded
    }
    let (numerator, denominator) = (Int128(delta.millionths) * 10_000, Int128(old.millionths.magnitude))
    let rounded = (2 * Int128(numerator.magnitude) + denominator) / (2 * denominator)
    return Int(clamping: numerator < 0 ? -rounded : rounded)
  }

  /// The same the other way round.
  public var reversed: ComparedCell { ComparedCell(line: line, old: new, new: old, isSigned: isSigned) }

  /// The percentage with two decimals: `0.40`, `-2.00`; empty where there is none.
  public var percent: String {
    guard let points = basisPoints else { return "" }
    let hundredths = points.magnitude % 100
    return "\(points < 0 ? "-" : "")\(points.magnitude / 100).\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  /// How far the figure moved; one that is not stated counts as 0.
  public var move: Figure { (new.figure ?? .zero) - (old.figure ?? .zero) }
}

/// What is worth showing of a comparison: only moves that are at least so large.
public enum Threshold: Sendable, Hashable {
  /// In the unit of the cell.
  case absolute(Figure)
  /// Of the old figure, in hundredths of a percent. A move from 0 or from nothing is larger than any.
  case percent(Int)

  /// Reads `10` or `5%`; nil for what is no number, or negative.
  public init?(_ text: String) {
    let isPercent = text.hasSuffix("%")
    guard let figure = Figure(isPercent ? String(text.dropLast()) : text), !figure.isNegative else { return nil }
    self = isPercent ? .percent(Int(figure.millionths / 10_000)) : .absolute(figure)
  }

  public func passes(_ cell: ComparedCell) -> Bool {
    let move = cell.move
    guard move != .zero else { return false }
    switch self {
    case .absolute(let least): return move.magnitude >= least
    case .percent(let least): return cell.share.map { $0.magnitude >= least } ?? true
    }
  }
}

/// The comparison of two reports: figures, carry-over, prose.
///
/// ```swift
/// let comparison = Comparison(old: last, new: this)
/// for cell in comparison.cells where cell.change == .changed {
///   print(comparison.lines[cell.line].label, cell.delta!, cell.percent)
/// }
/// ```
public struct Comparison: Sendable {
  public let old: Report
  public let new: Report
  public let alignment: FormAlignment
  /// One for each line that at least one of the reports carries.
  public let cells: [ComparedCell]
  /// What last year handed on against what this year took over; nil unless these are consecutive years of one agency.
  public let carryOver: CarryOver?
  /// One for each part with prose in either report; empty if prose is not compared.
  public let texts: [TextComparison]

  public var lines: [FormAlignment.Line] { alignment.lines }

  /// The lines whose cells are shown, where others of many comparisons left room for no more; all if nil.
  package var chosenLines: Set<Int>?

  /// - Parameters:
  ///   - alignment: That of the reports' forms, made beforehand where many are compared.
  ///   - tables: The ids of the tables to compare; all if nil. Prose is compared only with all.
  public init(old: Report, new: Report, alignment: FormAlignment? = nil, tables: Set<String>? = nil) {
    self.old = old
    self.new = new
    let alignment = alignment ?? FormAlignment(old: old.form, new: new.form)
    self.alignment = alignment
    var cells: [ComparedCell] = []
    cells.reserveCapacity(alignment.lines.count)
    let (oldCells, newCells) = (old.cells, new.cells)
    for (index, single) in alignment.singles.enumerated() {
      if let tables, !tables.contains(alignment.lines[index].table) { continue }
      let older =
        single.old.index >= 0
        ? oldCells[single.old] : single.old == FormAlignment.none ? .absent : old.value(of: alignment.lines[index].old)
      let newer =
        single.new.index >= 0
        ? newCells[single.new] : single.new == FormAlignment.none ? .absent : new.value(of: alignment.lines[index].new)
      if !older.isAbsent || !newer.isAbsent {
        cells.append(ComparedCell(line: index, old: older, new: newer, isSigned: single.isSigned))
      }
    }
    self.cells = cells
    carryOver = CarryOver(last: old, this: new)
    texts = tables == nil ? TextComparison.all(old, new) : []
  }

  public func count(_ change: Change) -> Int {
    cells.count { $0.change == change }
  }

  /// Whether figures or prose differ.
  public var hasDifferences: Bool {
    cells.contains { $0.change != .same } || texts.contains { !$0.isSame }
  }

  /// The share of equal cells among those that either report states, nil if there are none.
  public var tableSimilarity: Double? {
    let stated = cells.filter { $0.old.figure != nil || $0.new.figure != nil }
    guard !stated.isEmpty else { return nil }
    return Double(stated.count { $0.change == .same }) / Double(stated.count)
  }

  /// The share of characters that both texts have in common, nil if there is no prose.
  public var textSimilarity: Double? {
    let total = texts.reduce(0) { $0 + $1.characters }
    guard total > 0 else { return nil }
    return Double(texts.reduce(0) { $0 + $1.matched * 2 }) / Double(total)
  }

  /// The cells with the largest differences, the largest first: of the counts, or of the amounts of money, which have another unit.
  public func largestMoves(_ count: Int, ofMoney: Bool = false) -> [ComparedCell] {
    let changed = cells.filter { $0.change == .changed && (lines[$0.line].kind == .money) == ofMoney }
    return Array(changed.sorted { $0.move.magnitude > $1.move.magnitude }.prefix(count))
  }

  /// The cells with the largest percentages, the largest first.
  public func largestPercentages(_ count: Int) -> [ComparedCell] {
    let changed = cells.filter { $0.change == .changed && $0.basisPoints != nil }
    return Array(changed.sorted { ($0.basisPoints ?? 0).magnitude > ($1.basisPoints ?? 0).magnitude }.prefix(count))
  }
}

extension Report {
  /// The sum of cells that stand for one of another form: absent if one is or the sum is beyond the limit, blank if all are.
  public func value(of numbers: [CellNumber]) -> CellValue {
    guard let first = numbers.first else { return .absent }
    if numbers.count == 1 { return self[first] }
    if numbers.contains(where: { self[$0].isAbsent }) { return .absent }
    let figures = numbers.compactMap { self[$0].figure }
    return figures.isEmpty ? .blank : Figure.sum(figures).map { .stated($0) } ?? .absent
  }
}
