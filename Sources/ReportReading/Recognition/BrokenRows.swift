// The figures of a row that stand on two lines, as a total on a line of its own does, come together where the sum tells.

import DisclosureReport

/// Joins the halves of rows.
struct BrokenRows {
  private let document: Bands
  private let indices: [LabelIndex]
  private let range: Range<Int>

  /// More figures on a line are no row.
  private static let mostFigures = 500

  /// The bands of a report with broken rows joined, and those around it as they were.
  static func joined(_ document: Bands, _ range: Range<Int>, _ indices: [LabelIndex]) -> (document: Bands, range: Range<Int>) {
    guard document.bands[range].contains(where: { !$0.hasSlots && document.figureCount($0) > 0 }) else { return (document, range) }
    return BrokenRows(document: document, indices: indices, range: range).joined()
  }

  private init(document: Bands, indices: [LabelIndex], range: Range<Int>) {
    (self.document, self.indices, self.range) = (document, indices, range)
  }

  /// Neither line may be a row that lost its empty cells: then its own figures would add up. Of lines that follow each other
  /// without a whole row between either all find their other half, or none can be sure of it.
  private func joined() -> (document: Bands, range: Range<Int>) {
    let widths = Set(indices.flatMap { $0.targets.map(\.width) })
    var tokens: [Int: [Int]] = [:]
    for group in broken where group.count > 1 && group.count <= 8 && !group.contains(where: { isClosed(figures($0)) }) {
      // Which lines make a whole row with which of those below them, in which order.
      var pairs: [(upper: Int, lower: Int, figures: [Int])] = []
      for (place, upper) in group.enumerated() {
        for lower in group[(place + 1)...] {
          let (first, second) = (figures(upper), figures(lower))
          guard first.count + second.count > 3, widths.contains(first.count + second.count) else { continue }
          let orders = [first + second, second + first].filter(addsUp)
          if let order = orders.first, Set(orders.map { $0.map(document.string) }).count == 1 { pairs.append((upper, lower, order)) }
        }
      }
      guard pairs.flatMap({ [$0.upper, $0.lower] }).sorted() == group else { continue }
      for pair in pairs {
        // What stands in front of the lower half is the rest of the label, or the label of the next row.
        let (row, rest) = label(pair.upper).isEmpty ? (pair.lower, pair.upper) : (pair.upper, pair.lower)
        tokens[row] = label(row) + pair.figures
        tokens[rest] = label(rest)
      }
    }
    guard !tokens.isEmpty else { return (document, range) }
    var result = document.emptied()
    for number in range {
      let band = document.bands[number]
      guard let own = tokens[number] else {
        result.append(band, of: document)
        continue
      }
      if own.isEmpty { continue }
      for token in own { result.append(document.tokens[token]) }
      result.endBand(like: band, isJoined: own.count > label(number).count)
    }
    return (result, result.bands.indices)
  }

  private func figures(_ band: Int) -> [Int] { Array(document.figures(document.bands[band])) }
  private func label(_ band: Int) -> [Int] { Array(document.bands[band].tokens.dropLast(document.figureCount(document.bands[band]))) }

  /// Lines of figures that follow each other and are no whole rows, as far as sums tell.
  private var broken: [[Int]] {
    var groups: [[Int]] = [[]]
    for number in range {
      let figures = figures(number)
      if figures.isEmpty ? isBar(document.bands[number]) : document.bands[number].hasSlots || addsUp(figures) {
        groups.append([])
      } else if !figures.isEmpty {
        groups[groups.count - 1].append(number)
      }
    }
    return groups
  }

  private func isBar(_ band: Band) -> Bool {
    if document.isSentence(band) || document.title(band) != nil { return true }
    let label = Label(document.text(band))
    return label.text.count <= 60
      && indices.contains { $0.roles(of: label).contains(where: \.isHeading) || label.text.first != "(" && $0.part(like: label) != nil }
  }

  private func value(_ token: Int) -> Figure? { document.tokens[token].figure.value }

  /// Whether the last of some figures is the sum of the others, as in a row without its empty cells.
  private func isClosed(_ figures: [Int]) -> Bool {
    // A line with more figures than any form has columns is no row, and its sum has no bound.
    guard figures.count <= Self.mostFigures, let total = figures.last.flatMap(value) else { return true }
    return figures.count > 1 && figures.dropLast().reduce(Figure.zero) { $0 + (value($1) ?? .zero) } == total
  }

  /// Whether some form has a line as long as the figures, and its sums over the line hold.
  private func addsUp(_ figures: [Int]) -> Bool {
    indices.contains { index in
      index.form.tables.contains { table in
        let cells = table.blocks[0].isAcross ? table.cells : table.rows[0].cells
        return cells.count == figures.count && index.form.holds(cells, figures.map(value)) == true
      }
    }
  }
}

extension PrintedFigure {
  /// The plain figure; nil for a blank and for what is no number.
  var value: Figure? {
    guard case .number(let number) = self else { return nil }
    return try? Figure.parse(number.digits, moving: 0)
  }
}

extension Form {
  /// Whether the relations within some cells hold for values that would stand in them; nil if there is no such relation.
  func holds(_ cells: Range<Int>, _ values: [Figure?]) -> Bool? {
    var trial = Report(form: self)
    for (cell, value) in zip(cells, values) { trial[cell] = value.map { .stated($0) } ?? .blank }
    let inside = instances(within: cells)
    return inside.isEmpty ? nil : inside.allSatisfy { $0.left.sum(in: trial) == $0.right.sum(in: trial) }
  }

  /// The relations that have all their cells among some.
  func instances(within cells: Range<Int>) -> [Relation.Instance] {
    relations.flatMap(\.instances).filter { instance in
      (instance.left + instance.right).allSatisfy { cells.contains($0.cell) }
    }
  }
}
