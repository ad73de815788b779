// Text that keeps its tables only as places: spaces part the columns, or one space wherever there was a gap on a page.

import DisclosureReport

/// Parts lines into words where spaces stand for the columns of tables.
enum SpacedText {
  /// The lines as words with their extents, or with nothing but their turn where places mean nothing; nil for any other text.
  ///
  /// A terminal gives Chinese characters two columns, `pdftotext -layout` one: what aligns the figures better is meant.
  ///
  /// - Parameter withFigures: without, whatever aligns them.
  static func bands(of draft: BandDraft, in forms: KnownForms, withFigures: Bool) -> Bands? {
    guard draft.hasLines, couldBeSpaced(draft, forms.words), let narrow = bands(of: draft, in: forms, wide: false) else { return nil }
    guard withFigures, let wide = bands(of: draft, in: forms, wide: true), wide.levelCount > narrow.levelCount else {
      return narrow.trustingPlaces
    }
    return wide.trustingPlaces
  }

  /// Whether lines end in a space and a figure, which few documents have where tables are told in other ways.
  private static func couldBeSpaced(_ draft: BandDraft, _ words: FigureWords) -> Bool {
    draft.rows.count { row in
      guard let last = row.last, row.count == 1 else { return false }
      let text = draft.bytes(last)
      guard let end = text.lastIndex(of: 0x20), text.distance(from: end, to: text.endIndex) <= 40 else { return false }
      return !PrintedFigure(text[(end + 1)...], words).isText
    } >= 2
  }

  private static func bands(of draft: BandDraft, in forms: KnownForms, wide: Bool) -> Bands? {
    var bands = Bands(arena: draft.arena, path: draft.path, in: forms)
    var spaced = 0
    var other = 0
    var alone = 0
    var page = 0
    var isApart = false
    for (number, row) in draft.rows.enumerated() {
      if draft.pageStarts.contains(number) { page += 1 }
      let filled = row.filter { !draft.pieces[$0].text.isEmpty }
      guard let first = filled.first, let last = filled.last else {
        isApart = true
        continue
      }
      if filled.count > 1, filled.contains(where: { !PrintedFigure(draft.bytes($0), forms.words).isText }) { other += 1 }
      for piece in filled { appendWords(of: draft.pieces[piece], to: &bands, wide: wide) }
      let text = draft.pieces[first].text.lowerBound..<draft.pieces[last].text.upperBound
      bands.endBand(hasSlots: false, isLine: true, page: page, isApart: isApart, text: filled.count == 1 ? text : nil)
      isApart = false
      let band = bands.bands[bands.bands.count - 1]
      let count = bands.figureCount(band)
      if count == 0 || bands.folded(band).isPageNumber(bare: false) { continue }
      if filled.count == 1, isRow(band, count, bands) { spaced += 1 }
      if band.tokens.count == 1 { alone += 1 }
    }
    return spaced >= 2 && spaced > other && spaced * 4 > alone ? bands : nil
  }

  private static func isRow(_ band: Band, _ count: Int, _ bands: Bands) -> Bool {
    if count >= 3 { return !bands.isSentence(band) }
    guard count < band.tokens.count else { return false }
    let label = Label(band.tokens.dropLast(count).map(bands.string).joined())
    return bands.forms.indices.contains { $0.roles(of: label).contains { if case .row = $0 { true } else { false } } }
  }

  /// The words of a line, with their places on it; Chinese characters may be twice as wide as others.
  private static func appendWords(of piece: BandDraft.Piece, to bands: inout Bands, wide: Bool) {
    var start: (at: Int, shown: Int, counted: Int)?
    var shown = piece.column - 1
    var counted = piece.column
    var words: [(text: Range<Int>, left: Int, right: Int, column: Int)] = []
    func end(_ at: Int) {
      if let word = start { words.append((word.at..<at, word.shown, shown, word.counted)) }
      start = nil
    }
    var at = piece.text.lowerBound
    for scalar in String(decoding: bands.arena[piece.text], as: UTF8.self).unicodeScalars {
      if scalar == " " || scalar == "\u{A0}" || scalar == "\u{3000}" {
        end(at)
      } else if start == nil {
        start = (at, shown, counted)
      }
      at += scalar.utf8.count
      // A mark upon a character takes no room of its own.
      if scalar.value >= 0x300, !scalar.isWide, scalar.properties.isGraphemeExtend { continue }
      shown += wide && scalar.isWide ? 2 : 1
      counted += 1
    }
    end(piece.text.upperBound)
    for word in words {
      bands.append(bands.token(word.text, line: piece.line, column: word.column, extent: Double(word.left)...Double(word.right)))
    }
    bands.joinUnits(words.count)
  }
}

extension Bands {
  /// `251000 元`: a unit of money behind a figure, with a space between, belongs to it. Looks at the last tokens.
  mutating func joinUnits(_ count: Int) {
    guard count > 1, tokens.suffix(count).contains(where: isUnit) else { return }
    var joined: [Token] = []
    for token in tokens.suffix(count) {
      if isUnit(token), let figure = joined.last, case .number(let number) = figure.figure, number.unit == .none, number.remark == nil {
        let extent = figure.extent.flatMap { left in token.extent.map { left.lowerBound...$0.upperBound } }
        joined[joined.count - 1] = self.token(
          figure.text.lowerBound..<token.text.upperBound, line: figure.line, column: figure.column, extent: extent)
      } else {
        joined.append(token)
      }
    }
    replaceLast(count, with: joined)
  }

  private func isUnit(_ token: Token) -> Bool {
    guard let label = token.label, label.text.count <= 2 else { return false }
    return PrintedFigure.Unit(ofMoney: label.text) != nil
  }

  /// How many figures stand right below the one that is as far from the end of the line before, as totals do where places tell columns.
  fileprivate var levelCount: Int {
    let rows = bands.filter { figureCount($0) > 1 }.map {
      tokens[figures($0)].compactMap { $0.extent.map { $0.lowerBound + $0.upperBound } }
    }
    return zip(rows, rows.dropFirst()).reduce(0) { sum, pair in
      sum + zip(pair.0.reversed(), pair.1.reversed()).count { abs($0 - $1) <= 1 }
    }
  }

  /// The document with its extents only if places on the line mean anything: text that was lifted from a page has one space wherever
  /// there was a gap.
  var trustingPlaces: Bands {
    let rows = bands.filter { figureCount($0) > 2 }
    let wide = rows.count { band in
      let extents = tokens[figures(band)].compactMap(\.extent)
      return zip(extents, extents.dropFirst()).contains { $1.lowerBound - $0.upperBound >= 2 }
    }
    // Narrow columns have one space between, too, but wherever a cell is empty or a figure short there are more.
    return wide * 6 > rows.count ? self : withoutExtents
  }
}

extension Unicode.Scalar {
  /// Whether it takes two columns, as Chinese characters do.
  fileprivate var isWide: Bool {
    let scalar = value
    if scalar < 0x1100 { return false }
    return (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0xFE30...0xFE4F).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
      || (0xFFE0...0xFFE6).contains(scalar) || [0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026].contains(scalar) || scalar >= 0x20000
  }
}
