// The figures of a row that stand on two lines, as a total on a line of its own does, come together where the sum tells.

import DisclosureReport

/// Joins the halves of rows.
struct BrokenRows {
  private let document: Bands
  private let range: Range<Int>

  /// More figures on a line are no row.
  private static let mostFigures = 500

  /// The bands of a report with broken rows joined, and those around it as they were.
  static func joined(_ document: Bands, _ range: Range<Int>) -> (document: Bands, range: Range<Int>) {
    guard document.bands[range].contains(where: { !$0.hasSlots && document.figureCount($0) > 0 }) else { return (document, range) }
    let (unwrapped, bands) = BrokenRows(document: document, range: range).unwrapped()
    return BrokenRows(document: unwrapped, range: bands).joined()
  }

  private init(document: Bands, range: Range<Int>) {
    (self.document, self.range) = (document, range)
  }

  /// Neither line may be a row that lost its empty cells: then its own figures would add up. Of lines that follow each other
  /// without a whole row between either all find their other half, or none can be sure of it.
  private func joined() -> (document: Bands, range: Range<Int>) {
    let widths = Set(document.forms.indices.flatMap { $0.targets.map(\.width) })
    var tokens: [Int: [Int]] = [:]
    for group in broken where group.count > 1 && group.count <= 8 && !group.contains(where: { isClosed(figures($0)) }) {
      // Which lines make a whole row with which of those below them, in which order.
      var pairs: [(upper: Int, lower: Int, figures: [Int])] = []
      for (place, upper) in group.enumerated() {
        for lower in group[(place + 1)...] {
          let (first, second) = (figures(upper), figures(lower))
          guard first.count + second.count > 3, widths.contains(first.count + second.count) else { continue }
          let both = first + second
          // On a page the places tell the order.
          let orders =
            (both.allSatisfy { document.tokens[$0].extent != nil } ? [both.sorted { left($0) < left($1) }] : [both, second + first])
            .filter(addsUp)
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

  // MARK: - Wrapped figures

  /// A figure of a row: a token, or the pieces of one that a narrow cell broke, upper and lower.
  private struct Cell {
    let pieces: [Int]
    let isSure: Bool
  }

  /// `21` over `7`: the pieces of a figure in one column, with nothing else between, are one figure if the sums of the row say so. If they
  /// say nothing, the pieces stay apart in one cell, which nobody can read.
  private func unwrapped() -> (document: Bands, range: Range<Int>) {
    var rows: [Int: (label: [Int], cells: [Cell])] = [:]
    var gone: Set<Int> = []
    for number in range where !gone.contains(number - 1) {
      if let row = wrapped(over: number, pieces(number), [number, number + 1]) {
        rows[number] = row
        gone.insert(number + 1)
      } else if let row = wrapped(over: number + 1, [], [number, number + 1, number + 2]) {
        rows[number + 1] = row
        gone.formUnion([number, number + 2])
      }
    }
    if rows.isEmpty { return (document, range) }
    var result = document.emptied()
    for number in range where !gone.contains(number) {
      guard let row = rows[number] else {
        result.append(document.bands[number], of: document)
        continue
      }
      for token in row.label { result.append(document.tokens[token]) }
      for cell in row.cells {
        let tokens = cell.pieces.map { document.tokens[$0] }
        if tokens.count == 1 {
          result.append(tokens[0])
        } else {
          result.append(joined: text(cell), at: tokens[0], extent: tokens[0].extent)
        }
      }
      result.endBand(like: document.bands[number], isJoined: row.cells.allSatisfy(\.isSure), figures: row.cells.count)
    }
    return (result, result.bands.indices)
  }

  private func text(_ cell: Cell) -> String { cell.pieces.map(document.string).joined(separator: cell.isSure ? "" : " ") }

  /// The row whose figures are broken over lines close to each other; nil if they are rows of their own, or the sums hold without it.
  ///
  /// - Parameter whole: the figures of the row that may be upper pieces; the others are those of the first line.
  private func wrapped(over row: Int, _ whole: [Int], _ lines: [Int]) -> (label: [Int], cells: [Cell])? {
    guard let last = lines.last, let first = lines.first, range.contains(last), range.contains(first),
      lines.dropFirst().allSatisfy({ !document.bands[$0].isApart && document.bands[$0].page == document.bands[first].page }),
      lines.allSatisfy({ !document.bands[$0].hasSlots })
    else { return nil }
    let (own, lower) = (pieces(row), pieces(last))
    let upper = whole.isEmpty ? pieces(first) : whole
    guard !lower.isEmpty, !upper.isEmpty, !own.isEmpty, own.count <= Self.mostFigures, lower.allSatisfy(isPiece), !addsUp(own),
      !lines.contains(where: { isBar(document.bands[$0]) })
    else { return nil }
    // Two lines with a label and as many figures each are two rows, whatever their sums.
    if lines.count == 2, lower.count == upper.count, lines.allSatisfy({ !front($0).isEmpty }) { return nil }
    var cells: [Cell] = []
    var taken: Set<Int> = []
    for piece in upper {
      let below = lower.filter { overlap(piece, $0) }
      if below.count == 1, isPiece(piece), taken.insert(below[0]).inserted {
        cells.append(Cell(pieces: [piece, below[0]], isSure: true))
      } else if whole.isEmpty || !below.isEmpty {
        return nil
      } else {
        cells.append(Cell(pieces: [piece], isSure: true))
      }
    }
    guard taken.count == lower.count else { return nil }
    if whole.isEmpty {
      guard !own.contains(where: { token in upper.contains { overlap(token, $0) } || lower.contains { overlap(token, $0) } }) else {
        return nil
      }
      cells += own.map { Cell(pieces: [$0], isSure: true) }
      cells.sort { left($0.pieces[0]) < left($1.pieces[0]) }
    }
    let label = lines.flatMap(front)
    let values = cells.map { PrintedFigure(Array(text($0).utf8), document.forms.words).value }
    // What is too long to be a figure was none that broke.
    guard zip(cells, values).allSatisfy({ $0.pieces.count == 1 || $1 != nil }) else { return nil }
    if addsUp(values) { return (label, cells) }
    // Without a sum only lines of nothing but pieces are taken for such.
    guard lines.allSatisfy({ $0 == row || front($0).isEmpty }), hasSum(cells.count) else { return nil }
    return (label, cells.map { Cell(pieces: $0.pieces, isSure: $0.pieces.count == 1) })
  }

  private func isPiece(_ token: Int) -> Bool {
    document.bytes(token).allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E }
  }

  /// The figures at the end of a line and the pieces of such, as `2,206,` over `318`, and what stands in front of them.
  private func pieces(_ band: Int) -> [Int] {
    document.bands[band].tokens.reversed().prefix { !document.tokens[$0].figure.isText || isPiece($0) }.reversed()
  }
  private func front(_ band: Int) -> [Int] { Array(document.bands[band].tokens.dropLast(pieces(band).count)) }

  private func left(_ token: Int) -> Double { document.tokens[token].extent?.lowerBound ?? 0 }

  private func overlap(_ left: Int, _ right: Int) -> Bool {
    guard let left = document.tokens[left].extent, let right = document.tokens[right].extent else { return false }
    return left.lowerBound < right.upperBound && right.lowerBound < left.upperBound
  }

  // MARK: - Lines and sums

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
      && document.forms.indices.contains {
        $0.roles(of: label).contains(where: \.isHeading) || label.text.first != "(" && $0.part(like: label) != nil
      }
  }

  private func value(_ token: Int) -> Figure? { document.tokens[token].figure.value }

  /// Whether the last of some figures is the sum of the others, as in a row without its empty cells.
  private func isClosed(_ figures: [Int]) -> Bool {
    // A line with more figures than any form has columns is no row, and its sum has no bound.
    guard figures.count <= Self.mostFigures, let total = figures.last.flatMap(value) else { return true }
    return figures.count > 1 && figures.dropLast().reduce(Figure.zero) { $0 + (value($1) ?? .zero) } == total
  }

  private func addsUp(_ figures: [Int]) -> Bool { addsUp(figures.map(value)) }

  /// Whether some form has a line as long as the figures, and its sums over the line hold.
  private func addsUp(_ values: [Figure?]) -> Bool {
    lines(values.count) { index, cells in index.holds(cells, values) == true }
  }

  /// Whether some form has a line of so many figures with sums over it.
  private func hasSum(_ count: Int) -> Bool { lines(count) { !$0.relations(within: $1).isEmpty } }

  private func lines(_ count: Int, _ holds: (LabelIndex, Range<CellNumber>) -> Bool) -> Bool {
    document.forms.indices.contains { index in
      index.form.tables.contains { table in
        let cells = table.blocks[0].isAcross ? table.cells : table.rows[0].cells
        return cells.count == count && holds(index, cells)
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
