// The official relations, evaluated: which hold, which do not, and which cannot be verified.

/// How a relation over one row or column came out.
public struct RelationResult: Sendable, Hashable {
  public enum Outcome: String, Sendable, CaseIterable {
    case holds
    case fails
    /// The sides differ, and a total among them is left blank although its own parts are stated.
    case totalBlank = "total-blank"
    /// The source lacks some of the cells.
    case unverifiable
    /// All of the cells were left blank: there is nothing that could hold.
    case unfilled
  }

  /// Index into the form's relations.
  public let relation: Int
  public let instance: Relation.Instance
  public let left: Figure
  public let right: Figure
  public let outcome: Outcome

  /// The sum on the left less that on the right: of the parts less their total. Nil where missing figures leave none to speak of.
  public var difference: Figure? {
    switch outcome {
    case .holds, .fails: left - right
    case .totalBlank, .unverifiable, .unfilled: nil
    }
  }
}

/// Checks a report against the relations of its form. A blank part counts as 0.
///
/// The relations are those that the edicts print into the tables (the corner of table three), and the totals of
/// tables three and four.
///
/// ```swift
/// for finding in Checker(report).findings { print(finding.message.en) }
/// ```
public struct Checker: Sendable {
  public let report: Report
  /// One result for every relation and every row or column it applies to, in the form's order.
  ///
  /// Tables that the report does not carry at all are left out.
  public let results: [RelationResult]

  public init(_ report: Report) {
    self.report = report
    var results: [RelationResult] = []
    let carried = Numbered<TableNumber, Bool>(report.form.tables.indices.map(report.carries))
    for (index, relation) in report.form.relations.enumerated() where carried[relation.table] && relation.applies(to: report) {
      for instance in relation.instances {
        results.append(Self.evaluate(index, instance, of: report))
      }
    }
    self.results = results
  }

  /// Whether the report states no figure at all.
  public var isUnfilled: Bool { report.cells.allSatisfy { $0.figure == nil } }

  private static func evaluate(_ relation: Int, _ instance: Relation.Instance, of report: Report) -> RelationResult {
    let left = instance.left.sum(in: report)
    let right = instance.right.sum(in: report)
    let outcome: RelationResult.Outcome
    // One side after the other: thousands of reports have forty relations each, and no list is made for any.
    func anyTerm(_ holds: (CellNumber) -> Bool) -> Bool {
      instance.left.contains { holds($0.cell) } || instance.right.contains { holds($0.cell) }
    }
    if anyTerm({ report[$0].isAbsent }) {
      outcome = .unverifiable
    } else if !anyTerm({ report[$0].figure != nil }) {
      outcome = .unfilled
    } else if instance.comparison.holds(left, right) {
      outcome = .holds
    } else if anyTerm(report.isOpenTotal) {
      outcome = .totalBlank
    } else {
      outcome = .fails
    }
    return RelationResult(relation: relation, instance: instance, left: left, right: right, outcome: outcome)
  }

  public func count(_ outcome: RelationResult.Outcome) -> Int {
    results.count { $0.outcome == outcome }
  }

  /// Failing relations as errors, blank totals as warnings, and one note for each relation that cannot be verified.
  /// A report without any figure is one error: nothing fails in it, but nothing holds either.
  public var findings: [Finding] {
    if isUnfilled { return [unfilled] }
    var findings: [Finding] = []
    let byRelation = Dictionary(grouping: results, by: \.relation)
    for (index, relation) in report.form.relations.enumerated() {
      let results = byRelation[index] ?? []
      for result in results {
        switch result.outcome {
        case .holds, .unverifiable, .unfilled: break
        case .fails: findings.append(failure(of: relation, result))
        case .totalBlank: findings.append(blank(in: relation, result))
        }
      }
      let open = results.filter { $0.outcome == .unverifiable }
      if !open.isEmpty { findings.append(unverifiable(relation, open, of: results.count)) }
    }
    return findings + Repair.findings(for: self)
  }

  private var unfilled: Finding {
    Finding(
      .error, .unfilled, at: report.start,
      Bilingual(zh: "整份报告没有填写任何数据，无从核对", en: "the report states no figure at all, so there is nothing to check"))
  }

  /// The findings that are errors; none are looked for where no relation fails.
  public var errors: [Finding] {
    count(.fails) == 0 ? [] : findings.filter { $0.severity == .error }
  }

  private func failure(of relation: Relation, _ result: RelationResult) -> Finding {
    let instance = result.instance
    let cell = instance.right[0].cell
    let difference = (result.difference ?? .zero).signedDescription
    let (left, right) = (names(instance.left, in: relation), names(instance.right, in: relation))
    guard instance.comparison == .equal else {
      let sign = instance.comparison.sign
      return Finding(
        relation.severity, FindingCode(rawValue: relation.id), cell: report.form.cells[cell].address, at: report.position(of: cell),
        Bilingual(
          zh:
            "\(instance.label)：\(relation.name.zh)：应有 \(left) \(sign) \(right)，却是 \(result.left) \(instance.comparison.violated) \(result.right)",
          en: "\(instance.id): \(relation.name.en): \(left) \(sign) \(right) should hold, "
            + "but \(result.left) \(instance.comparison.violated) \(result.right)"),
        evidence: report.evidence(for: instance, of: relation))
    }
    return Finding(
      relation.severity, FindingCode(rawValue: relation.id), cell: report.form.cells[cell].address, at: report.position(of: cell),
      Bilingual(
        zh: "\(instance.label)：\(left)之和为 \(result.left)，\(right)为 \(result.right)，相差 \(difference)",
        en: "\(instance.id): \(left) add up to \(result.left), but \(right) is \(result.right) (difference \(difference))"),
      evidence: report.evidence(for: instance, of: relation), expected: instance.right.count == 1 ? result.left : nil)
  }

  /// The terms of a side by name; long sums are shortened.
  private func names(_ terms: [Relation.Term], in relation: Relation) -> String {
    let names = terms.map { report.form.name(of: $0, in: relation) }
    guard names.count > 4, let last = names.last else { return names.joined(separator: "+") }
    return "\(names[0])+…+\(last)"
  }

  private func blank(in relation: Relation, _ result: RelationResult) -> Finding {
    let instance = result.instance
    if let total = instance.total, report[total].isBlank {
      return Finding(
        .warning, .blankTotal, cell: report.form.cells[total].address, at: report.position(of: total),
        Bilingual(
          zh: "\(instance.label)：总计空白，各项之和为 \(result.left)",
          en: "\(instance.id): the total is blank, its parts add up to \(result.left)"),
        expected: result.left)
    }
    let open = (instance.left + instance.right).map(\.cell).filter(report.isOpenTotal)
    return Finding(
      .note, .unverifiable, cell: open.first.map { report.form.cells[$0].address }, at: open.first.flatMap(report.position),
      Bilingual(
        zh: "\(instance.label)：有 \(open.count) 个总计空白，无法核对“\(relation.name.zh)”",
        en: "\(instance.id): \(open.count) totals are blank, so \"\(relation.name.en)\" cannot be verified"))
  }

  private func unverifiable(_ relation: Relation, _ open: [RelationResult], of count: Int) -> Finding {
    let names = open.prefix(3).map(\.instance)
    let more = open.count > names.count
    return Finding(
      .note, .unverifiable, cell: report.form.tables[relation.table].id,
      at: report.start.map { _ in report.position(line: 1, column: 1, of: report.form.tables[relation.table].id) },
      Bilingual(
        zh: "无法核对“\(relation.name.zh)”：\(count) 处中有 \(open.count) 处缺少数据"
          + "（\(names.map(\.label).joined(separator: "、"))\(more ? "等" : "")）",
        en: "\"\(relation.name.en)\" cannot be verified in \(open.count) of \(count) places, cells are missing "
          + "(\(names.map(\.id).joined(separator: ", "))\(more ? ", …" : ""))"))
  }
}

extension Report {
  /// Every cell of a relation over a row or column, with its figure and its place.
  func evidence(for instance: Relation.Instance, of relation: Relation, last: Report? = nil) -> [Evidence] {
    [(Evidence.Side.left, instance.left), (.right, instance.right)].flatMap { side, terms in
      terms.map { term in
        let address = form.cells[term.cell].address
        let report = term.isLastYear ? last ?? self : self
        let sign = term.isSubtracted ? "−" : ""
        return Evidence(
          side: side, cell: address, label: sign + form.name(of: term, in: relation), value: report[address],
          source: report.form.cell(address).flatMap(report.position))
      }
    }
  }

  /// Whether a cell is a total that was left blank although its parts are stated.
  public func isOpenTotal(_ cell: CellNumber) -> Bool {
    self[cell].isBlank && form.totals(of: cell).contains { $0.parts.contains { self[$0].figure != nil } }
  }
}

extension Relation {
  /// Whether it is one for the month of a report.
  func applies(to report: Report) -> Bool {
    guard let months, let month = report.month else { return true }
    return months.contains(month)
  }
}

extension Relation.Instance {
  /// Whether it holds in a report; blank and absent count as 0.
  public func holds(in report: Report) -> Bool {
    comparison.holds(left.sum(in: report), right.sum(in: report))
  }
}

extension [Relation.Term] {
  /// The sum of the terms; blank and absent count as 0.
  public func sum(in report: Report) -> Figure {
    sum { report[$0.cell].figure }
  }
}
