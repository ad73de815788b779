// Which column a figure stands in, told by its place: under the header, and under the figures of rows that are whole.

import DisclosureReport

/// Where the columns of a block stand from left to right.
struct ColumnPlaces {
  private let extents: [ClosedRange<Double>]

  /// From rows that have a figure in every column; nil if their columns overlap, as they do in text without places.
  init?(whole rows: [[Fragment]]) {
    guard let first = rows.first else { return nil }
    var extents = first.map { $0.left...$0.right }
    for row in rows.dropFirst() {
      for (column, figure) in row.enumerated() {
        extents[column] = min(extents[column].lowerBound, figure.left)...max(extents[column].upperBound, figure.right)
      }
    }
    self.init(extents)
  }

  /// From the labels of the columns, each perhaps broken over lines, or run together with its neighbours.
  ///
  /// - Parameter pieces: what stands above the rows, line by line.
  init?(labels: [[Unicode.Scalar]], pieces: [Fragment]) {
    // Every piece that is part of a label, with its place; several labels in one piece come apart.
    var parts: [Fragment] = []
    for piece in pieces { parts += Self.apart(piece, labels) }
    var columns: [(text: [Unicode.Scalar], left: Double, right: Double)] = []
    for part in parts {
      let width = part.right - part.left
      if let index = columns.lastIndex(where: { column in
        let overlap = min(column.right, part.right) - max(column.left, part.left)
        return overlap > 0.5 * min(width, column.right - column.left) && labels.contains { $0.starts(with: column.text + part.folded) }
      }) {
        columns[index].text += part.folded
        columns[index].left = min(columns[index].left, part.left)
        columns[index].right = max(columns[index].right, part.right)
      } else {
        columns.append((part.folded, part.left, part.right))
      }
    }
    let whole = columns.filter { labels.contains($0.text) }.sorted { $0.left < $1.left }
    guard whole.map(\.text) == labels else { return nil }
    self.init(whole.map { $0.left...$0.right })
  }

  private init?(_ extents: [ClosedRange<Double>]) {
    for (left, right) in zip(extents, extents.dropFirst()) where left.upperBound >= right.lowerBound { return nil }
    self.extents = extents
  }

  /// The parts of labels in a piece of text, each as wide as its share of the characters; empty if it holds anything else.
  private static func apart(_ piece: Fragment, _ labels: [[Unicode.Scalar]]) -> [Fragment] {
    var parts: [Fragment] = []
    var start = 0
    let step = (piece.right - piece.left) / Double(max(1, piece.folded.count))
    while start < piece.folded.count {
      let rest = piece.folded[start...]
      let length = labels.map { $0.longestPiece(at: rest) }.max() ?? 0
      guard length > 0 else { return [] }
      parts.append(
        Fragment(
          String(String.UnicodeScalarView(rest.prefix(length))), left: piece.left + step * Double(start),
          right: piece.left + step * Double(start + length), line: piece.line, column: piece.column))
      start += length
    }
    return parts
  }

  /// The column of each figure; nil if one stands between two, or two stand in one.
  func columns(of figures: [Fragment]) -> [Int]? {
    var columns: [Int] = []
    for figure in figures {
      let distances = extents.map { max(0, max($0.lowerBound - figure.right, figure.left - $0.upperBound)) }
      guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }) else { return nil }
      let others = distances.enumerated().filter { $0.offset != nearest }.map(\.element).min() ?? .infinity
      guard others > 2 * distances[nearest], others > 0, nearest > columns.last ?? -1 else { return nil }
      columns.append(nearest)
    }
    return columns
  }
}
