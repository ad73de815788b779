// Rows of a page that were left empty: of them only the label is there, perhaps broken over lines.

import DisclosureReport

/// Finds the rows without a figure between rows that have theirs.
struct BlankRows {
  private let outline: Outline
  private let given: [Int?]
  private let used: Set<Int>

  private var document: Bands { outline.document }
  private var index: LabelIndex { outline.index }

  /// - Parameter used: the bands whose text is part of other labels.
  init(_ outline: Outline, _ given: [Int?], used: Set<Int>) {
    (self.outline, self.given, self.used) = (outline, given, used)
  }

  /// A line without figures for each row whose whole label stands, and is no other's, between the rows before and behind it.
  var lines: [FigureLine] {
    var lines: [FigureLine] = []
    var (row, run) = (-1, -1)
    for (number, next) in (given + [index.targets.count]).enumerated() {
      guard let next else { continue }
      // Figures that have no row may be those of a label here.
      if row + 1 < next, !outline.runs[(run + 1)..<number].contains(where: { !$0.figures.isEmpty }) {
        let start = run < 0 ? outline.range.lowerBound : outline.runs[run].band + 1
        let end = number < given.count ? outline.runs[number].band : outline.range.upperBound
        lines += self.lines(start..<end, of: (row + 1)..<next, near: [run, number].filter(given.indices.contains))
      }
      (row, run) = (next, number)
    }
    return lines
  }

  private func lines(_ bands: Range<Int>, of rows: Range<Int>, near runs: [Int]) -> [FigureLine] {
    let tokens = bands.filter { !used.contains($0) && isOfLabels(document.bands[$0]) }.flatMap { band in
      document.filled(document.bands[band]).map { (band: band, token: $0, text: document.tokens[$0].label?.text ?? []) }
    }.filter { !$0.text.isEmpty }
    // The label of a group may stand beside the middle of another.
    var (whole, parts) = (tokens[...], tokens.filter { !index.isGroupPiece($0.text) }[...])
    return rows.compactMap { row in
      let target = index.targets[row]
      guard let official = target.row, let near = runs.first(where: { isBeside($0, target) }),
        let found = place(of: target, in: &whole) ?? place(of: target, in: &parts)
      else { return nil }
      let run = Run(
        band: found.band, label: [found.token], figures: found.token + 1..<found.token + 1, before: [], table: target.table,
        part: outline.runs[near].part, named: row,
        header: outline.runs[near].header, headerNumber: outline.runs[near].headerNumber, unit: nil)
      return FigureLine(
        run: run, band: document.bands[found.band], number: near, target: target,
        cells: index.form.tables[target.table].rows[official].cells, sureness: .aligned)
    }
  }

  private func isOfLabels(_ band: Band) -> Bool {
    !band.hasSlots && !document.isSentence(band)
      && document.filled(band).allSatisfy { document.tokens[$0].extent != nil && index.isKnown(document.tokens[$0].label, inPieces: true) }
  }

  /// Whether a run is a row of the same block, under whose header the row stands, too.
  private func isBeside(_ run: Int, _ target: TargetRow) -> Bool {
    given[run].map { index.targets[$0] }.map { $0.table == target.table && $0.block == target.block } ?? false
  }

  /// Where the label of a row begins in a text of pieces, which is left behind it.
  private func place(
    of target: TargetRow, in pieces: inout ArraySlice<(band: Int, token: Int, text: [Unicode.Scalar])>
  ) -> (band: Int, token: Int)? {
    for start in pieces.indices {
      for label in target.labels where label.starts(with: pieces[start].text) {
        var (text, end) = ([Unicode.Scalar](), start)
        while end < pieces.endIndex, text.count < label.count {
          text += pieces[end].text
          end += 1
        }
        guard text == label else { continue }
        defer { pieces = pieces[end...] }
        return (pieces[start].band, pieces[start].token)
      }
    }
    return nil
  }
}
