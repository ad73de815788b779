// Text that keeps its table only as places: words on the page of a PDF, columns of spaces, or nothing but the order of lines.

import DisclosureReport

/// A run of characters without a gap.
struct Fragment {
  let text: String
  let folded: [Unicode.Scalar]
  let figure: PrintedFigure
  /// In points or in columns of a terminal; only compared with each other.
  let left: Double
  let right: Double
  /// Where it stands in the source.
  let line: Int
  let column: Int

  init(_ text: String, left: Double, right: Double, line: Int, column: Int) {
    self.text = text
    folded = Label.fold(text)
    figure = PrintedFigure(Array(text.utf8))
    self.left = left
    self.right = right
    self.line = line
    self.column = column
  }
}

/// Fragments beside each other.
struct PlacedLine {
  let fragments: [Fragment]
  /// As it reads without a table.
  let text: String
  /// Counted from 0.
  let page: Int
  /// Whether there is room for a line between this one and the one above on the page.
  let isApart: Bool
  /// Whether its figures stood on two lines.
  let isJoined: Bool

  init(_ fragments: some Sequence<Fragment>, text: String, page: Int, isApart: Bool = false, isJoined: Bool = false) {
    self.fragments = Self.joiningUnits(Array(fragments))
    self.text = text
    self.page = page
    self.isApart = isApart
    self.isJoined = isJoined
  }

  /// `251000 元`: a unit of money behind a figure, with a space between, belongs to it.
  private static func joiningUnits(_ fragments: [Fragment]) -> [Fragment] {
    guard fragments.contains(where: { isUnit($0) }) else { return fragments }
    var joined: [Fragment] = []
    for fragment in fragments {
      if isUnit(fragment), let figure = joined.last, case .number(let number) = figure.figure, number.unit == .none, number.remark == nil {
        joined[joined.count - 1] = Fragment(
          figure.text + fragment.text, left: figure.left, right: fragment.right, line: figure.line, column: figure.column)
      } else {
        joined.append(fragment)
      }
    }
    return joined
  }

  private static func isUnit(_ fragment: Fragment) -> Bool { ["元", "万元", "亿元"].contains(fragment.text) }

  /// The line as a title, or the fragment of it that is one: a browser prints the date beside the title.
  var title: (text: String, read: TitleText)? {
    for fragment in fragments where fragments.count > 1 {
      if let title = TitleText(fragment.text), title.year != nil, !title.agency.isEmpty { return (fragment.text, title) }
    }
    return TitleText(text).map { (text, $0) }
  }

  /// How many fragments at its end are figures, or marks of blank cells.
  var figureCount: Int { fragments.reversed().prefix { !$0.figure.isText }.count }

  var figures: [Fragment] { Array(fragments.suffix(figureCount)) }

  /// What stands in front of the figures.
  var label: ArraySlice<Fragment> { fragments.dropLast(figureCount) }

  /// The text folded, without spaces.
  var folded: [Unicode.Scalar] { fragments.flatMap(\.folded) }

  /// A line that is prose, whatever stands at its end.
  var isSentence: Bool {
    let texts = fragments.filter(\.figure.isText)
    return texts.contains { $0.text.contains(where: { "。；！？".contains($0) }) } || texts.contains { $0.folded.count > 46 }
  }
}

extension [Unicode.Scalar] {
  /// `— 5 —`, `- 5 -`, `第 5 页，共 9 页`; a bare number or `5/9` only if asked.
  func isPageNumber(bare: Bool) -> Bool {
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    let digits = count(where: isDigit)
    guard (1...6).contains(digits), count <= 14 else { return false }
    if contains("页") { return allSatisfy { isDigit($0) || "第页共,/".unicodeScalars.contains($0) } }
    if bare, allSatisfy({ isDigit($0) || $0 == "/" }) { return true }
    let inside = drop { $0 == "-" }.reversed().drop { $0 == "-" }
    return first == "-" && last == "-" && !inside.isEmpty && inside.allSatisfy(isDigit)
  }
}

extension [PlacedLine] {
  /// Whether places on the line mean anything: text that was only lifted from a page has one space wherever there was a gap.
  var keepsPlaces: Bool {
    let rows = filter { $0.figureCount > 2 }
    let wide = rows.count { line in
      let figures = line.fragments.suffix(line.figureCount)
      return zip(figures, figures.dropFirst()).contains { $1.left - $0.right >= 2 }
    }
    // Narrow columns have one space between, too, but wherever a cell is empty or a figure short there are more.
    return wide * 6 > rows.count
  }

  /// How many figures stand right below the one that is as far from the end of the line before, as totals do where places tell columns.
  fileprivate var levelCount: Int {
    let rows = filter { $0.figureCount > 1 }.map { $0.figures.map { $0.left + $0.right } }
    return zip(rows, rows.dropFirst()).reduce(0) { sum, pair in
      sum + zip(pair.0.reversed(), pair.1.reversed()).count { abs($0 - $1) <= 1 }
    }
  }

  /// Without page numbers, and without what pages repeat at their edges, but for the first time.
  var withoutFurniture: [PlacedLine] {
    var edges: [Int: Int] = [:]
    var alone: Set<Int> = []
    for (index, line) in enumerated() {
      let before = self[..<index].reversed().prefix(3).prefix { $0.page == line.page }.count
      let after = self[(index + 1)...].prefix(3).prefix { $0.page == line.page }.count
      let isEdge = Swift.min(before, after)
      if isEdge < 3 { edges[index] = isEdge }
      // The end of a figure that broke over two lines is no page number: it stands close to the line above.
      let isAlone = before == 0 ? after == 0 || self[index + 1].isApart : after == 0 && line.isApart
      if isAlone { alone.insert(index) }
    }
    let pages = last.map { $0.page + 1 } ?? 0
    var seen: [[Unicode.Scalar]: Int] = [:]
    var kept: [PlacedLine] = []
    for (index, line) in enumerated() {
      if line.folded.isPageNumber(bare: pages > 1 && alone.contains(index) && line.fragments.count == 1) { continue }
      if pages > 1, edges[index] != nil, line.figureCount == 0 {
        let text = line.folded.filter { !("0"..."9").contains($0) }
        if text.count >= 4 {
          if let page = seen[text], page != line.page { continue }
          seen[text] = line.page
        }
      }
      kept.append(line)
    }
    return kept
  }
}

extension Grid {
  /// The rows as lines of words, if this is text in which spaces part the cells of tables; nil for any other.
  ///
  /// A terminal gives Chinese characters two columns, `pdftotext -layout` one: what aligns the figures better is meant.
  func placedLines(knowing index: [LabelIndex]) -> [PlacedLine]? {
    guard breaksSentences, couldBePlaced, let lines = placedLines(knowing: index, wide: false) else { return nil }
    guard let wide = placedLines(knowing: index, wide: true), wide.levelCount > lines.levelCount else { return lines }
    return wide
  }

  private func placedLines(knowing index: [LabelIndex], wide: Bool) -> [PlacedLine]? {
    var spaced = 0
    var other = 0
    var alone = 0
    var lines: [PlacedLine] = []
    lines.reserveCapacity(rows.count)
    var page = 0
    var isApart = false
    for (number, row) in rows.enumerated() {
      if pageStarts.contains(number) { page += 1 }
      let filled = row.filter { !cells[$0].text.isEmpty }
      if filled.count > 1, filled.contains(where: { !PrintedFigure(bytes($0)).isText }) { other += 1 }
      let words = filled.flatMap { self.words($0, wide: wide) }
      guard !words.isEmpty else {
        isApart = true
        continue
      }
      let line = PlacedLine(words, text: filled.map(string).joined(separator: " "), page: page, isApart: isApart)
      isApart = false
      if line.folded.isPageNumber(bare: false) {
        lines.append(line)
        continue
      }
      if filled.count == 1, isSpacedRow(line, index) { spaced += 1 }
      if line.fragments.count == 1, line.figureCount == 1 { alone += 1 }
      lines.append(line)
    }
    return spaced >= 2 && spaced > other && spaced * 4 > alone ? lines : nil
  }

  /// Whether lines end in a space and a figure, which few documents have where tables are told in other ways.
  private var couldBePlaced: Bool {
    rows.count { row in
      guard let last = row.last, row.count == 1 else { return false }
      let text = bytes(last)
      guard let end = text.lastIndex(of: 0x20), text.distance(from: end, to: text.endIndex) <= 40 else { return false }
      return !PrintedFigure(text[(end + 1)...]).isText
    } >= 2
  }

  private func isSpacedRow(_ line: PlacedLine, _ indices: [LabelIndex]) -> Bool {
    let count = line.figureCount
    if count >= 3 { return !line.isSentence }
    guard count >= 1, count < line.fragments.count else { return false }
    let label = Label(line.fragments.dropLast(count).map(\.text).joined())
    return indices.contains { $0.roles(of: label).contains { if case .row = $0 { true } else { false } } }
  }

  /// The words of a cell, with their places on the line; Chinese characters may be twice as wide as others.
  private func words(_ cell: Int, wide: Bool) -> [Fragment] {
    var words: [Fragment] = []
    var word = ""
    var start = (shown: 0, counted: 0)
    var shown = cells[cell].column - 1
    var counted = cells[cell].column
    func end() {
      guard !word.isEmpty else { return }
      words.append(
        Fragment(word, left: Double(start.shown), right: Double(shown), line: cells[cell].line, column: start.counted))
      word = ""
    }
    for character in string(cell) {
      if character == " " || character == "\u{A0}" || character == "\u{3000}" {
        end()
      } else {
        if word.isEmpty { start = (shown, counted) }
        word.append(character)
      }
      shown += wide && character.isWide ? 2 : 1
      counted += 1
    }
    end()
    return words
  }
}

extension Character {
  /// Whether it takes two columns, as Chinese characters do.
  fileprivate var isWide: Bool {
    guard let scalar = unicodeScalars.first?.value else { return false }
    return (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar) || (0xFE30...0xFE4F).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
      || (0xFFE0...0xFFE6).contains(scalar) || [0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026].contains(scalar) || scalar >= 0x20000
  }
}
