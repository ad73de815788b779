// Where a form's cells stand in the workbook, and how formulas refer to them.

import DisclosureReport

/// A cell of a sheet, counted from 0.
struct CellPlace: Hashable {
  let sheet: String
  let row: Int
  let column: Int

  /// `D5`
  var local: String { Self.letters(column) + "\(row + 1)" }
  /// `'三、收到和处理…'!$D$5`
  var absolute: String { Self.quoted(sheet) + "$\(Self.letters(column))$\(row + 1)" }

  static func quoted(_ sheet: String) -> String {
    "'" + sheet.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'!"
  }

  static func letters(_ column: Int) -> String {
    var text = ""
    var rest = column
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }
}

/// A rectangle of cells on one sheet.
struct Area {
  let first: CellPlace
  private(set) var last: CellPlace

  var absolute: String {
    guard first != last else { return first.absolute }
    return CellPlace.quoted(first.sheet) + "$\(CellPlace.letters(first.column))$\(first.row + 1):"
      + "$\(CellPlace.letters(last.column))$\(last.row + 1)"
  }

  /// `D5:I5`, without the sheet if it is the one that the formula stands on.
  func reference(from sheet: String) -> String {
    let area = first == last ? first.local : "\(first.local):\(last.local)"
    return first.sheet == sheet ? area : CellPlace.quoted(first.sheet) + area
  }

  /// As few areas as follow from joining neighbours along rows, and then equal runs below each other.
  static func covering(_ places: [CellPlace]) -> [Area] {
    var runs: [Area] = []
    for place in places.sorted(by: { ($0.sheet, $0.row, $0.column) < ($1.sheet, $1.row, $1.column) }) {
      if let last = runs.last, last.last.sheet == place.sheet, last.last.row == place.row, last.last.column + 1 == place.column {
        runs[runs.count - 1].last = place
      } else {
        runs.append(Area(first: place, last: place))
      }
    }
    var areas: [Area] = []
    for run in runs {
      if let above = areas.lastIndex(where: {
        $0.first.sheet == run.first.sheet && $0.last.row + 1 == run.first.row && $0.first.column == run.first.column
          && $0.last.column == run.last.column
      }) {
        areas[above].last = run.last
      } else {
        areas.append(run)
      }
    }
    return areas
  }
}

/// Formulas over cells of the form.
struct FormulaWriter {
  let places: Numbered<CellNumber, CellPlace?>
  /// The sheet on which the formula stands.
  let sheet: String

  /// The sum of the terms, nil if one of them is not in the workbook.
  func sum(_ terms: [Relation.Term]) -> String? {
    guard let added = sum(of: terms.filter { !$0.isSubtracted }.map(\.cell)) else { return nil }
    let subtracted = terms.filter(\.isSubtracted)
    guard !subtracted.isEmpty else { return added }
    return sum(of: subtracted.map(\.cell)).map { "\(added)-\($0)" }
  }

  /// `SUM(D5:I5)`
  func sum(of cells: [CellNumber]) -> String? {
    function("SUM", cells)
  }

  /// `COUNT(D5:I5)`
  func count(of cells: [CellNumber]) -> String? {
    function("COUNT", cells)
  }

  /// `(COUNTBLANK(D5:I5)+COUNTBLANK(D7))`; the function takes one area at a time.
  func countBlank(in cells: [CellNumber]) -> String? {
    references(cells).map { "(" + $0.map { "COUNTBLANK(\($0))" }.joined(separator: "+") + ")" }
  }

  /// How a relation comes out, by the rules of ``Checker``: cells that were absent must be filled in, a blank total over stated parts is
  /// open.
  ///
  /// - Parameters:
  ///   - difference: The difference of the sides as a formula.
  ///   - isTemplate: Whether it is being filled in: then a side of which nothing is there is still to come.
  func outcome(of result: RelationResult, in report: Report, difference: String, isTemplate: Bool) -> String? {
    let instance = result.instance
    func word(_ outcome: RelationResult.Outcome) -> String { "\"\(outcome.name.zh)\"" }
    var formula = "IF(\(difference)\(instance.comparison.rawValue)0,\(word(.holds)),\(word(.fails)))"
    let all = (instance.left + instance.right).map(\.cell)
    let open = all.filter(report.isOpenTotal)
    if !open.isEmpty {
      guard let count = count(of: open) else { return nil }
      formula = "IF(AND(\(count)<\(open.count),\(difference)<>0),\(word(.totalBlank)),\(formula))"
    }
    // A relation of which nothing is stated has nothing to hold.
    let sides = isTemplate ? [instance.left.map(\.cell), instance.right.map(\.cell)] : [all]
    let counts = sides.compactMap { count(of: $0) }
    guard counts.count == sides.count else { return nil }
    formula = "IF(OR(\(counts.map { $0 + "=0" }.joined(separator: ","))),\(word(.unfilled)),\(formula))"
    let absent = all.filter { report[$0].isAbsent }
    if !absent.isEmpty {
      guard let blank = countBlank(in: absent) else { return nil }
      formula = "IF(\(blank)>0,\(word(.unverifiable)),\(formula))"
    }
    return formula
  }

  private func function(_ name: String, _ cells: [CellNumber]) -> String? {
    guard let references = references(cells) else { return nil }
    // A function takes at most 255 arguments.
    var parts: [String] = []
    var rest = references[...]
    repeat {
      parts.append("\(name)(\(rest.prefix(200).joined(separator: ",")))")
      rest = rest.dropFirst(200)
    } while !rest.isEmpty
    return parts.joined(separator: "+")
  }

  private func references(_ cells: [CellNumber]) -> [String]? {
    let found = cells.compactMap { places[$0] }
    guard found.count == cells.count else { return nil }
    return Area.covering(found).map { $0.reference(from: sheet) }
  }
}
