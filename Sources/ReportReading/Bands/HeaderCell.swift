// What stands in the header of a table, as labels of its columns.

import DisclosureReport

/// A text in a header.
struct HeaderCell {
  /// Its band.
  let line: Int
  /// Counted from the start of the line.
  let place: Int
  let label: Label

  /// A label that is less like a column's names another.
  static let likeness = 0.8

  /// The cells of a grid's header, or the labels of a block that stand whole on the lines of one; those that follow each other are in
  /// their order from left to right.
  static func all(in header: [Int], of document: Bands, naming block: Form.Block) -> [HeaderCell] {
    if header.isEmpty { return [] }
    let known = block.allLabels.map { Label.fold($0) }
    return header.flatMap { number -> [HeaderCell] in
      let band = document.bands[number]
      let tokens = band.tokens.filter { !document.tokens[$0].isEmpty }
      guard !band.hasSlots else {
        return tokens.compactMap { token in
          document.tokens[token].label.map {
            HeaderCell(
              line: number, place: token - band.tokens.lowerBound, label: $0.abbreviated(among: known).map(Label.init(folded:)) ?? $0)
          }
        }
      }
      let parts = tokens.compactMap { document.tokens[$0].label?.text }.filter { $0.count <= 80 }.flatMap { ColumnPlaces.apart($0, known) }
      let whole = parts.filter(known.contains)
      // On a page a piece of a label that was broken over lines looks like a short one; a line with one for every column is none, unless
      // the rest of one stands on the next line.
      let short = parts.map { part in known.contains(part) ? part : Label(folded: part).abbreviated(among: known) ?? [] }
      let rests = zip(parts, short).filter { $0.0.count < $0.1.count && $0.1.starts(with: $0.0) }.map { Array($0.1[$0.0.count...]) }
      let isBroken = header.contains { other in
        other != number
          && document.filled(document.bands[other]).contains { document.tokens[$0].label.map { rests.contains($0.text) } ?? false }
      }
      let isAll = !isBroken && Set(block.columns.map { Label.fold($0.label) }).isSubset(of: short)
      return (isAll ? short.filter { !$0.isEmpty } : whole).enumerated()
        .map { HeaderCell(line: number, place: $0.offset, label: Label(folded: $0.element)) }
    }
  }
}

extension Form.Block {
  /// The labels of columns and their groups; of rows, too, if they stand side by side.
  var allLabels: [String] {
    columns.map(\.label) + columnLabels.flatMap(\.groupLabels) + (isAcross ? rowLabels.flatMap(\.allLabels) : [])
  }
}

extension LabelTree {
  fileprivate var groupLabels: [String] {
    if case .group(let label, let members) = self { [label] + members.flatMap(\.groupLabels) } else { [] }
  }

  fileprivate var allLabels: [String] {
    if case .group(let label, let members) = self { [label] + members.flatMap(\.allLabels) } else { [label] }
  }
}
