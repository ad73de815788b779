// Text in which every cell of a table stands on a line of its own.

import DisclosureReport

extension Bands {
  private func isFigureAlone(_ band: Band) -> Bool {
    let filled = filled(band)
    return filled.count == 1 && !tokens[filled[0]].figure.isText
  }

  /// The bands with figures that stand under each other beside each other, as they were in the table; the same where they do already.
  ///
  /// A line of nothing but a bar parts two cells, or stands for an empty one, as the document has it.
  func unstacked() -> Bands {
    var alone = 0
    var beside = 0
    for band in bands where band.hasSlots {
      let filled = band.tokens.count { !tokens[$0].isEmpty }
      let figures = band.tokens.count { !tokens[$0].isEmpty && !tokens[$0].figure.isText }
      if figures > 1 { beside += 1 } else if figures == 1, filled == 1 { alone += 1 }
    }
    // A document with fewer figures on lines of their own is left as it is.
    guard alone >= 3, alone > beside * 4 else { return self }
    let bars = bands.count { $0.tokens.count == 2 && tokens[$0.tokens.lowerBound].isEmpty && tokens[$0.tokens.lowerBound + 1].isEmpty }
    // Where bars part cells every figure has one above it; where cells end in bars most have the cell before.
    var (below, behind) = (0, 0)
    for (band, above) in zip(bands.dropFirst(), bands) where isFigureAlone(band) {
      if filled(above).isEmpty { below += 1 } else { behind += 1 }
    }
    let barsPart = bars * 2 > bands.count { $0.tokens.count { !tokens[$0].isEmpty } == 1 } && below > behind * 4
    var result = emptied()
    var wasBar = false
    var figures: [Token] = []
    var hasLabel = false
    func end() {
      guard !figures.isEmpty else { return }
      for figure in figures { result.append(figure) }
      result.endBand(hasSlots: true, isLine: true, page: 0)
      figures = []
      hasLabel = false
    }
    func append(empty place: Token) {
      figures.append(token(place.text.lowerBound..<place.text.lowerBound, line: place.line, column: place.column))
    }
    for band in bands {
      let filled = filled(band)
      guard let first = filled.first else {
        guard band.tokens.count == 2 else { continue }
        if barsPart ? wasBar : true, hasLabel || !figures.isEmpty { append(empty: figures.last ?? tokens[band.tokens.lowerBound]) }
        wasBar = true
        continue
      }
      // A row that ends in an empty cell ends in a bar.
      if barsPart, wasBar, let last = figures.last, filled.count > 1 || tokens[first].figure.isText { append(empty: last) }
      wasBar = false
      if filled.count == 1, !tokens[first].figure.isText {
        figures.append(tokens[first])
      } else {
        end()
        result.append(band, of: self)
        hasLabel = filled.count == 1
      }
    }
    end()
    return result
  }
}
