// What stands on a line beside labels and figures.

extension LabelIndex {
  private static func folded(_ token: Int, of document: Bands) -> [Unicode.Scalar] {
    folded(document.tokens[token].label?.text ?? Label.fold(document.string(token)))
  }

  /// What stands on a line between label and figures, such as a unit and a code: the tokens, and the rows that it names.
  func asides(on band: Band, of document: Bands) -> (tokens: Range<Int>, rows: [Int])? {
    guard let length = asideRows.keys.first?.count, band.tokens.count >= length else { return nil }
    let texts = band.tokens.map { Self.folded($0, of: document) }
    for start in 0...(texts.count - length) {
      if let rows = asideRows[Array(texts[start..<start + length])] {
        let first = band.tokens.lowerBound + start
        return (first..<first + length, rows)
      }
    }
    return nil
  }

  /// Whether a line is that of the customary marks of columns: 甲, 乙, 1, 2.
  func isMarks(_ filled: [Int], of document: Bands) -> Bool {
    !marks.isEmpty && filled.count < 40 && marks.contains(filled.map { Self.folded($0, of: document) })
  }
}
