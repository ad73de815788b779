// The paragraph that a clerk writes of the figures each January, as a form's document words it.

extension Form {
  /// A sentence with figures in it.
  public struct SummarySentence: Sendable {
    enum Piece: Sendable {
      case text(String)
      /// The sum of cells.
      case figure([CellNumber])
      /// How it moved since last year: `，同比增长12.12%`.
      case growth([CellNumber])
    }

    let pieces: [Piece]
    /// What is said where the first figure is 0.
    let zero: String?
  }
}

extension Form.SummarySentence {
  private static let pieceLimit = 200

  /// - Throws: ``SourceError`` where a brace names no cell.
  init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow(["text", "zero"])
    let member = try node.member("text")
    var pieces: [Piece] = []
    var rest = try member.text()[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}"), pieces.count < Self.pieceLimit else {
        throw member.error(zh: "“{”没有对应的“}”，或一句里太多", en: "a \"{\" has no \"}\", or there are too many in a sentence")
      }
      var name = rest[rest.index(after: open)..<close]
      let isGrowth = name.hasSuffix("^")
      if isGrowth { name = name.dropLast() }
      // A form of one's own may leave out what an edition has: then the sentence is never said.
      let cells = name.split(separator: "+").flatMap { CellPattern(String($0)).numbers(of: tables.cells, by: tables.numbers) }
      pieces.append(isGrowth && !cells.isEmpty ? .growth(cells) : .figure(cells))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    // Nothing at all may be said of nothing.
    let zero = try node.optional("zero").map { (node) throws(SourceError) in
      if case .string("") = node.value.kind { "" } else { try node.text() }
    }
    self.init(pieces: pieces, zero: zero)
  }
}
