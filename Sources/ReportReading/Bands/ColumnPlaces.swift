// Which column a figure stands in, told by its place: under the header, and under the figures of rows that are whole.

import DisclosureReport

/// Where the columns of a block stand from left to right.
struct ColumnPlaces {
  private let extents: [ClosedRange<Double>]

  /// More ways than these are not tried for a row.
  static let mostWays = 5005

  /// From the figures of all rows: where they overlap they stand in one column; nil unless that makes as many as the form has.
  ///
  /// Empty cells do no harm as long as every column has a figure in some row. A remark behind a figure may reach into the next column.
  init?(_ rows: [[Token]], count: Int) {
    var extents: [ClosedRange<Double>] = []
    for figure in rows.joined().filter({ !$0.hasRemark }).sorted(by: { $0.left < $1.left }) {
      if let last = extents.last, figure.left <= last.upperBound {
        extents[extents.count - 1] = last.lowerBound...max(last.upperBound, figure.right)
      } else {
        extents.append(figure.left...figure.right)
      }
    }
    guard extents.count == count else { return nil }
    self.extents = extents
    guard rows.allSatisfy({ $0.count != count || columns(of: $0) == Array(0..<count) }) else { return nil }
  }

  /// From the header above a row, as few lines of it as name all columns: a header farther up is another block's.
  ///
  /// - Parameter row: the number of the band under it.
  init?(labels: [[Unicode.Scalar]], above row: Int, of document: Bands) {
    for start in (max(0, row - Bands.headerLines)..<row).reversed() {
      let tokens = document.bands[start..<row].flatMap(\.tokens)
      guard let found = ColumnPlaces(labels: labels, tokens: tokens, of: document) else { continue }
      self = found
      return
    }
    return nil
  }

  private struct Part {
    var text: [Unicode.Scalar]
    var left: Double
    var right: Double
  }

  /// From the labels of the columns, each perhaps broken over lines, or run together with its neighbours.
  private init?(labels: [[Unicode.Scalar]], tokens: [Int], of document: Bands) {
    // Every piece that is part of a label, with its place; several labels in one piece come apart.
    var parts: [Part] = []
    for token in tokens.map({ document.tokens[$0] }) {
      guard let text = token.label?.text, text.count <= 80, let extent = token.extent else { continue }
      let step = (extent.upperBound - extent.lowerBound) / Double(max(1, text.count))
      var start = 0
      for part in Self.apart(text, labels) {
        let left = extent.lowerBound + step * Double(start)
        start += part.count
        parts.append(Part(text: part, left: left, right: extent.lowerBound + step * Double(start)))
      }
    }
    guard parts.count <= 400 else { return nil }
    var columns: [Part] = []
    for part in parts {
      let width = part.right - part.left
      if let index = columns.lastIndex(where: { column in
        let overlap = min(column.right, part.right) - max(column.left, part.left)
        return overlap > 0.5 * min(width, column.right - column.left) && labels.contains { $0.starts(with: column.text + part.text) }
      }) {
        columns[index].text += part.text
        columns[index].left = min(columns[index].left, part.left)
        columns[index].right = max(columns[index].right, part.right)
      } else {
        columns.append(part)
      }
    }
    let whole = columns.filter { labels.contains($0.text) }.sorted { $0.left < $1.left }
    guard whole.map(\.text) == labels else { return nil }
    self.init(whole.map { $0.left...$0.right })
  }

  /// The labels in a piece of text, and parts of them; empty if it holds anything else.
  static func apart(_ text: [Unicode.Scalar], _ labels: [[Unicode.Scalar]]) -> [[Unicode.Scalar]] {
    var parts: [[Unicode.Scalar]] = []
    var rest = text[...]
    while !rest.isEmpty {
      let length = labels.map { $0.longestPiece(at: rest) }.max() ?? 0
      guard length > 0 else { return [] }
      parts.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return parts
  }

  private init?(_ extents: [ClosedRange<Double>]) {
    for (left, right) in zip(extents, extents.dropFirst()) where left.upperBound > right.lowerBound { return nil }
    self.extents = extents
  }

  /// From rows that have a figure in every column: where these stand on the average.
  init?(whole rows: [[Token]], count: Int) {
    let rows = rows.filter { $0.count == count && !$0.contains(where: \.hasRemark) }
    guard !rows.isEmpty else { return nil }
    extents = (0..<count).map { column in
      let middle = rows.map { $0[column].middle }.reduce(0, +) / Double(rows.count)
      return middle...middle
    }
  }

  /// The column of each figure; nil if one stands between two, two stand in one, or one was pushed along.
  func columns(of figures: [Token]) -> [Int]? {
    guard push(of: figures) == 0 else { return nil }
    var columns: [Int] = []
    for figure in figures {
      let distances = distances(of: figure)
      guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }) else { return nil }
      let others = distances.enumerated().filter { $0.offset != nearest }.map(\.element).min() ?? .infinity
      guard others >= max(2 * distances[nearest], distances[nearest] + Self.play), nearest > columns.last ?? -1 else { return nil }
      columns.append(nearest)
    }
    return columns
  }

  /// Every way in which the figures, in their order, can stand in columns near them; nil if there are too many.
  func choices(of figures: [Token]) -> [[Int]]? {
    let play = Self.play + push(of: figures)
    var choices: [[Int]] = [[]]
    for figure in figures {
      let near = near(figure, play)
      choices = choices.flatMap { choice in near.filter { $0 > choice.last ?? -1 }.map { choice + [$0] } }
      if choices.count > Self.mostWays { return nil }
    }
    return choices
  }

  /// Whether figures for all columns can stand in them.
  func hold(_ figures: [Token]) -> Bool {
    let play = Self.play + push(of: figures)
    return figures.enumerated().allSatisfy { near($1, play).contains($0) }
  }

  /// The columns that a figure can stand in, as far as text is off its places.
  private func near(_ figure: Token, _ play: Double) -> [Int] {
    let distances = distances(of: figure)
    let reach = (distances.min() ?? 0) + play
    return distances.indices.filter { distances[$0] <= reach }
  }

  /// How far figures that are as long as their column is wide may have moved those behind them.
  private func push(of figures: [Token]) -> Double {
    let middles = extents.map { ($0.lowerBound + $0.upperBound) / 2 }
    guard let width = zip(middles, middles.dropFirst()).map({ $1 - $0 }).min() else { return 0 }
    return figures.indices.reduce(0) { push, number in
      let length = figures[number].right - figures[number].left
      let isClose = number + 1 < figures.count && figures[number + 1].left - figures[number].right <= 1
      return isClose && length >= width - 1 || length >= 1.5 * width ? push + length + 2 - width : push
    }
  }

  /// Laid-out text is off its places by so much, in characters; in points on a page it is next to nothing.
  private static let play = 3.0

  private func distances(of figure: Token) -> [Double] {
    extents.map { max(0, max($0.lowerBound - figure.middle, figure.middle - $0.upperBound)) }
  }
}

extension Token {
  fileprivate var left: Double { extent?.lowerBound ?? 0 }
  fileprivate var right: Double { extent?.upperBound ?? 0 }
  fileprivate var middle: Double { (left + right) / 2 }

  fileprivate var hasRemark: Bool {
    if case .number(let number) = figure { number.remark != nil } else { false }
  }
}

extension Bands {
  /// The header of words on a page stands within so many lines above the figures.
  static let headerLines = 14
}
