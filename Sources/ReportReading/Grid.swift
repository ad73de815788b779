// Everything is a grid before it is a report.

/// Rows of cells with text and position: what every source format comes down to before anything is recognised.
///
/// A paragraph of prose is a row with one cell. Texts lie one behind the other in one arena; a cell is a range of it.
public struct Grid: Sendable {
  public struct Cell: Sendable {
    // Small: a hostile document has as many cells as its budget allows.
    private let start: UInt32
    private let end: UInt32
    private let place: (line: UInt32, column: UInt32)

    init(text: Range<Int>, line: Int, column: Int) {
      (start, end) = (UInt32(text.lowerBound), UInt32(text.upperBound))
      place = (UInt32(clamping: line), UInt32(clamping: column))
    }

    /// The bytes of the text in the arena, white space at both ends left out.
    public var text: Range<Int> { Int(start)..<Int(end) }
    /// Where the cell stands in the source, counted from 1.
    public var line: Int { Int(place.line) }
    public var column: Int { Int(place.column) }
  }

  /// UTF-8.
  public private(set) var arena: [UInt8] = []
  public private(set) var cells: [Cell] = []
  /// The ranges of `cells` that make the rows.
  public private(set) var rows: [Range<Int>] = []
  /// Whether the source breaks lines and pages in the middle of a sentence, as extracted text does.
  public var breaksSentences = false
  /// Whether empty cells of a table are known to be where they are, as they are from places on a page.
  public var placesCells = false
  /// Whether its rows were aligned with those of the form.
  public var isAligned = false
  /// For a row that lost its empty cells, by its first figure: the columns that its figures can stand in, by their places.
  public internal(set) var columnChoices: [Int: [[Int]]] = [:]
  /// For a row of placed text, by its first figure: the order of its columns, where the header has another than the form.
  var columnOrders: [Int: [Int]] = [:]
  /// For a row of placed text, by its first figure: the unit of money that its header states.
  var units: [Int: PrintedFigure.Unit] = [:]
  /// The rows with which a page begins, but for the first, where the source tells.
  public internal(set) var pageStarts: Set<Int> = []

  public init() {}

  public mutating func appendCell(_ text: some Sequence<UInt8>, line: Int, column: Int) {
    let start = arena.count
    arena.append(contentsOf: text)
    var range = start..<arena.count
    while let last = range.last, isSpace(arena[last]) { range = range.lowerBound..<last }
    while let first = range.first, isSpace(arena[first]) { range = first + 1..<range.upperBound }
    cells.append(Cell(text: range, line: line, column: column))
  }

  /// Appends a row of a line's cells, which a separator parts.
  mutating func appendRow(_ text: ArraySlice<UInt8>, partedBy separator: UInt8, line: Int, column first: Int = 1) {
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      var characters = 0
      var column = first
      for (index, byte) in bytes.enumerated() {
        if byte == separator {
          appendCell(UnsafeBufferPointer(rebasing: bytes[start..<index]), line: line, column: column)
          (start, column) = (index + 1, column + characters + 1)
          characters = 0
        } else if byte & 0xC0 != 0x80 {
          characters += 1
        }
      }
      appendCell(UnsafeBufferPointer(rebasing: bytes[start...]), line: line, column: column)
    }
    endRow()
  }

  /// Makes the cells since the last row a row.
  public mutating func endRow() {
    rows.append((rows.last?.upperBound ?? 0)..<cells.count)
  }

  public func bytes(_ cell: Int) -> ArraySlice<UInt8> {
    arena[cells[cell].text]
  }

  public func string(_ cell: Int) -> String {
    String(decoding: bytes(cell), as: UTF8.self)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
