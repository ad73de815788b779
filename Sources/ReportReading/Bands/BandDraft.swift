// A document while its reader takes it apart: within its budget, and with what the reader itself has to say.

import DisclosureReport

/// Bands in the making. What is white at both ends of a text is left out.
struct BandDraft {
  /// A cell or a word, before anything is known of it.
  struct Piece {
    // Small: a hostile document has as many as its budget allows.
    private let start: UInt32
    private let end: UInt32
    private let place: (line: UInt32, column: UInt32)

    init(text: Range<Int>, line: Int, column: Int) {
      (start, end) = (UInt32(text.lowerBound), UInt32(text.upperBound))
      place = (UInt32(clamping: line), UInt32(clamping: column))
    }

    var text: Range<Int> { Int(start)..<Int(end) }
    var line: Int { Int(place.line) }
    var column: Int { Int(place.column) }
  }

  /// UTF-8.
  private(set) var arena: [UInt8] = []
  private(set) var pieces: [Piece] = []
  /// The ranges of `pieces` that make rows, lines or paragraphs.
  private(set) var rows: [Range<Int>] = []
  /// The rows with which a page begins, but for the first, where the source tells.
  private(set) var pageStarts: Set<Int> = []
  /// What the document calls itself where no reader sees it: the title of a page.
  private(set) var names: [PlacedText] = []
  private(set) var findings: [Finding] = []
  /// Whether what is appended are lines of a page rather than paragraphs and rows.
  let hasLines: Bool
  let path: String
  let budget: Budget

  /// More findings of one reader are not kept; the last says that there are more.
  private static let findingLimit = 100
  /// A page has a few names; longer ones are no titles.
  private static let nameLimit = (count: 4, length: 600)

  init(_ path: String, within budget: Budget, hasLines: Bool = false) {
    self.path = path
    self.budget = budget
    self.hasLines = hasLines
  }

  mutating func appendCell(_ text: some Collection<UInt8>, line: Int, column: Int) throws(SourceError) {
    try budget.take(1, .cell)
    try budget.take(text.count, .text)
    append(text, line: line, column: column)
  }

  private mutating func append(_ text: some Sequence<UInt8>, line: Int, column: Int) {
    let start = arena.count
    arena.append(contentsOf: text)
    var range = start..<arena.count
    while let last = range.last, isSpace(arena[last]) { range = range.lowerBound..<last }
    while let first = range.first, isSpace(arena[first]) { range = first + 1..<range.upperBound }
    pieces.append(Piece(text: range, line: line, column: column))
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  mutating func appendEmptyCells(_ count: Int, line: Int, column: Int) throws(SourceError) {
    guard count > 0 else { return }
    try budget.take(count, .cell)
    for extra in 0..<count { append([], line: line, column: column + extra) }
  }

  /// Appends a row of a line's cells, which a separator parts.
  mutating func appendRow(_ text: ArraySlice<UInt8>, partedBy separator: UInt8, line: Int, column first: Int = 1) throws(SourceError) {
    try budget.take(1 + text.count { $0 == separator }, .cell)
    try budget.take(text.count, .text)
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      var characters = 0
      var column = first
      for (index, byte) in bytes.enumerated() {
        if byte == separator {
          append(UnsafeBufferPointer(rebasing: bytes[start..<index]), line: line, column: column)
          (start, column) = (index + 1, column + characters + 1)
          characters = 0
        } else if byte & 0xC0 != 0x80 {
          characters += 1
        }
      }
      append(UnsafeBufferPointer(rebasing: bytes[start...]), line: line, column: column)
    }
    try endRow()
  }

  /// Makes the cells since the last row a row.
  mutating func endRow() throws(SourceError) {
    try budget.take(1, .row)
    rows.append((rows.last?.upperBound ?? 0)..<pieces.count)
  }

  /// Makes a row of one cell.
  mutating func appendParagraph(_ text: some Collection<UInt8>, line: Int, column: Int) throws(SourceError) {
    try appendCell(text, line: line, column: column)
    try endRow()
  }

  /// Keeps what the document calls itself.
  mutating func appendName(_ text: String, line: Int) {
    guard names.count < Self.nameLimit.count, text.utf8.count <= Self.nameLimit.length else { return }
    names.append(PlacedText(text: text, position: SourcePosition(path: path, line: line, column: 1)))
  }

  /// Notes that the next row begins a page.
  mutating func beginPage() {
    pageStarts.insert(rows.count)
  }

  /// Puts characters in the place of radicals that look like them.
  mutating func foldRadicals() { arena.foldRadicals() }

  /// Puts a shorter text in the place of a piece's; a longer one, which broken characters would make, does not fit and is left out.
  mutating func shorten(_ piece: Int, to text: [UInt8]) {
    let old = pieces[piece]
    guard text.count < old.text.count else { return }
    let range = old.text.lowerBound..<old.text.lowerBound + text.count
    arena.replaceSubrange(range, with: text)
    pieces[piece] = Piece(text: range, line: old.line, column: old.column)
  }

  func bytes(_ piece: Int) -> ArraySlice<UInt8> { arena[pieces[piece].text] }

  /// The bands as they stand, every piece a token in its slot.
  func bands(in forms: KnownForms) -> Bands {
    var bands = Bands(arena: arena, path: path, in: forms, names: names)
    var page = 0
    for (number, row) in rows.enumerated() {
      if pageStarts.contains(number) { page += 1 }
      for piece in pieces[row] { bands.append(bands.token(piece.text, line: piece.line, column: piece.column)) }
      bands.endBand(hasSlots: true, isLine: hasLines, page: page)
    }
    return bands
  }

  mutating func note(_ severity: Severity, _ code: FindingCode, line: Int, column: Int, _ message: Bilingual) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(Finding(severity, code, at: SourcePosition(path: path, line: line, column: column), message))
  }

  /// Notes what of a text is there and not read: what is crossed out, and figures that are not shown.
  mutating func noteUnread(in text: PiecedText, line: Int, column: Int) {
    for message in text.unread { note(.warning, .doubtfulFigure, line: line, column: column, message) }
  }
}
