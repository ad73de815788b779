// Everything is bands of tokens before it is a report.

import DisclosureReport

/// What stands in one place of a document: a cell of a grid, a word or a run of words on a page, a paragraph.
struct Token {
  // Small: a hostile document has as many as its budget allows.
  private let start: UInt32
  private let end: UInt32
  private let place: (line: UInt32, column: UInt32)
  fileprivate var ends: (left: Float, right: Float)
  /// What it is as a figure; an empty cell is a blank one.
  let figure: PrintedFigure
  /// The text folded, nil for a figure and for what is too long for a label.
  let label: Label?

  /// The bytes in the arena, white space at both ends left out.
  var text: Range<Int> { Int(start)..<Int(end) }
  /// Where it stands in the source, counted from 1.
  var line: Int { Int(place.line) }
  var column: Int { Int(place.column) }
  var isEmpty: Bool { start == end }
  /// From left to right on the page, in points or in columns of a terminal; nil where the format does not know.
  var extent: ClosedRange<Double>? { ends.left.isNaN ? nil : Double(ends.left)...Double(max(ends.left, ends.right)) }

  fileprivate init(_ text: Range<Int>, in document: Bands, line: Int, column: Int, extent: ClosedRange<Double>?) {
    (start, end) = (UInt32(text.lowerBound), UInt32(text.upperBound))
    place = (UInt32(clamping: line), UInt32(clamping: column))
    ends = extent.map { (Float($0.lowerBound), Float($0.upperBound)) } ?? (.nan, .nan)
    (figure, label) = document.forms.reading(of: document.arena[text])
  }
}

extension Token {
  fileprivate var withoutExtent: Token {
    var token = self
    token.ends = (.nan, .nan)
    return token
  }
}

/// The tokens beside each other: a row of a grid, a line of a page, a paragraph.
struct Band {
  /// Indices of tokens; in a row of a grid empty cells are among them.
  let tokens: Range<Int>
  /// Whether its tokens stand in the slots of a grid, so that an empty one is known to be empty.
  let hasSlots: Bool
  /// Whether it ends where a line ends, perhaps in the middle of a sentence, rather than where a paragraph does.
  let isLine: Bool
  /// Counted from 0.
  let page: Int
  /// Whether there is room for a line between this one and the one above on the page.
  var isApart = false
  /// Whether its figures stood on two lines.
  var isJoined = false
  /// The first token of its figures, where one of them cannot be read as such.
  var firstFigure: Int?
  /// The bytes in the arena that it reads as without a table, where that is more than its tokens.
  var text: Range<Int>?
}

/// A text with where it stands.
struct PlacedText {
  let text: String
  let position: SourcePosition
}

/// A document as bands.
struct Bands {
  let path: String
  /// What the document calls itself where no reader sees it.
  let names: [PlacedText]
  /// UTF-8. Texts lie one behind the other; a token is a range of it.
  private(set) var arena: [UInt8]
  private(set) var tokens: [Token] = []
  private(set) var bands: [Band] = []
  /// What is known of the forms to read with.
  let forms: KnownForms

  init(arena: [UInt8], path: String, in forms: KnownForms, names: [PlacedText] = []) {
    self.path = path
    self.names = names
    self.forms = forms
    self.arena = arena
  }

  /// A token over a range of the text.
  func token(_ text: Range<Int>, line: Int, column: Int, extent: ClosedRange<Double>? = nil) -> Token {
    Token(text, in: self, line: line, column: column, extent: extent)
  }

  mutating func append(_ token: Token) {
    tokens.append(token)
  }

  /// Appends text for tokens to come.
  mutating func append(_ text: [UInt8]) -> Range<Int> {
    let start = arena.count
    arena += text
    return start..<arena.count
  }

  /// A token of text that stands nowhere in the source as it is.
  mutating func append(joined text: String, at token: Token, extent: ClosedRange<Double>?) {
    let start = arena.count
    arena.append(contentsOf: text.utf8)
    tokens.append(self.token(start..<arena.count, line: token.line, column: token.column, extent: extent))
  }

  /// Makes the tokens since the last band a band.
  mutating func endBand(hasSlots: Bool, isLine: Bool, page: Int, isApart: Bool = false, isJoined: Bool = false, text: Range<Int>? = nil) {
    bands.append(
      Band(
        tokens: (bands.last?.tokens.upperBound ?? 0)..<tokens.count, hasSlots: hasSlots, isLine: isLine, page: page, isApart: isApart,
        isJoined: isJoined, text: text))
  }

  /// Makes the tokens since the last band one that is otherwise like another.
  ///
  /// - Parameter figures: how many tokens at its end are figures, where one of them cannot be read as such.
  mutating func endBand(like band: Band, isJoined: Bool = false, figures: Int? = nil, text: Range<Int>? = nil) {
    endBand(
      hasSlots: band.hasSlots, isLine: band.isLine, page: band.page, isApart: band.isApart, isJoined: isJoined || band.isJoined, text: text)
    if let figures { bands[bands.count - 1].firstFigure = tokens.count - figures }
  }

  mutating func replaceLast(_ count: Int, with other: [Token]) {
    tokens.replaceSubrange(tokens.count - count..<tokens.count, with: other)
  }

  /// The document without extents.
  var withoutExtents: Bands {
    var bands = self
    bands.tokens = tokens.map(\.withoutExtent)
    return bands
  }

  /// A document without bands over the same text, to put them together anew.
  func emptied() -> Bands {
    Bands(arena: arena, path: path, in: forms, names: names)
  }

  /// Appends a band of another document over the same text.
  mutating func append(_ band: Band, of other: Bands) {
    tokens.append(contentsOf: other.tokens[band.tokens])
    endBand(like: band, figures: band.firstFigure.map { band.tokens.upperBound - $0 }, text: band.text)
  }

  func bytes(_ token: Int) -> ArraySlice<UInt8> { arena[tokens[token].text] }
  func bytes(_ token: Token) -> ArraySlice<UInt8> { arena[token.text] }
  func string(_ token: Int) -> String { String(decoding: bytes(token), as: UTF8.self) }

  func position(_ token: Int) -> SourcePosition {
    SourcePosition(path: path, line: tokens[token].line, column: tokens[token].column)
  }

  /// Where some bands begin.
  func start(of range: Range<Int>) -> SourcePosition? {
    bands[range].first.flatMap(\.tokens.first).map { SourcePosition(path: path, line: tokens[$0].line, column: 1) }
  }

  /// The tokens of a band that are not empty.
  func filled(_ band: Band) -> [Int] { band.tokens.filter { !tokens[$0].isEmpty } }

  /// The token of a band that is not empty, if it is the only one.
  func only(_ band: Band) -> Int? {
    guard let first = band.tokens.first(where: { !tokens[$0].isEmpty }) else { return nil }
    return band.tokens.last { !tokens[$0].isEmpty } == first ? first : nil
  }

  /// A band as it reads without a table.
  func text(_ band: Band) -> String {
    if let text = band.text { return String(decoding: arena[text], as: UTF8.self) }
    return filled(band).map(string).joined(separator: " ")
  }

  /// A band folded, without spaces.
  func folded(_ band: Band) -> [Unicode.Scalar] {
    filled(band).flatMap { tokens[$0].label?.text ?? Label.fold(string($0)) }
  }

  /// How many tokens at the end of a band are figures, or marks of blank cells.
  func figureCount(_ band: Band) -> Int {
    if let first = band.firstFigure { return band.tokens.upperBound - first }
    return tokens[band.tokens].reversed().prefix { !$0.figure.isText }.count
  }

  func figures(_ band: Band) -> Range<Int> { band.tokens.upperBound - figureCount(band)..<band.tokens.upperBound }

  /// A band that is prose, whatever stands at its end.
  func isSentence(_ band: Band) -> Bool {
    band.tokens.contains { number in
      let token = tokens[number]
      guard token.figure.isText else { return false }
      guard let label = token.label, label.text.count <= Label.longestOfTable else { return true }
      return label.text.contains {
        switch $0 {
        case "。", ";", "!", "?": true
        default: false
        }
      }
    }
  }
}
