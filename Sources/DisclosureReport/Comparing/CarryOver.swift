// What one year hands on to the next.

/// The carry-overs between two consecutive years of one agency, each with both figures.
public struct CarryOver: Sendable {
  public struct Result: Sendable, Hashable {
    /// Index into the new form's carry-overs.
    public let relation: Int
    public let instance: Relation.Instance
    /// What this year's report states.
    public let stated: Figure?
    /// What follows from last year's; nil if a figure for it is missing.
    public let expected: Figure?

    public var holds: Bool? {
      guard let stated, let expected else { return nil }
      return instance.comparison.holds(stated, expected)
    }
  }

  public let results: [Result]

  /// Nil unless `this` is of the year after `last` and of the same agency.
  public init?(last: Report, this: Report) {
    guard this.follows(last), last.agency == this.agency else { return nil }
    var results: [Result] = []
    for (index, relation) in this.form.carryOvers.enumerated()
    where (relation.lastForm == nil || relation.lastForm == last.form.id) && relation.applies(to: this) {
      for instance in relation.instances {
        results.append(
          Result(
            relation: index, instance: instance, stated: instance.left.sum(last: last, this: this),
            expected: instance.right.sum(last: last, this: this)))
      }
    }
    self.results = results
  }

  public var failures: [Result] { results.filter { $0.holds == false } }
}

extension Report {
  /// Fills in what last year's report determines by itself: what was carried over, the counts of the year before.
  ///
  public mutating func carryIn(_ carryOver: CarryOver) {
    for result in carryOver.results where result.instance.comparison == .equal {
      guard let cell = result.instance.left.first?.cell, result.instance.left.count == 1, let expected = result.expected,
        result.instance.right.allSatisfy(\.isLastYear), self[cell].figure == nil
      else { continue }
      self[cell] = .stated(expected)
    }
  }
}

extension [Relation.Term] {
  /// The sum over both years; nil if a term is absent, or if none of them is stated.
  fileprivate func sum(last: Report, this: Report) -> Figure? {
    // Last year's cell is the one with the same address.
    func value(_ term: Relation.Term) -> CellValue {
      if !term.isLastYear { return this[term.cell] }
      return last.form === this.form ? last[term.cell] : last[this.form.cells[term.cell].address]
    }
    if contains(where: { value($0).isAbsent }) || allSatisfy({ value($0).figure == nil }) { return nil }
    return sum { value($0).figure }
  }
}
