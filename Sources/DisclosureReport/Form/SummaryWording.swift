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

extension Report {
  /// The figures in sentences, as the form words them, with how they moved since last year.
  ///
  /// A sentence of which a figure is missing is left out. What comes out passes ``ClaimCheck``.
  ///
  /// - Parameter last: Last year's report of the same agency.
  public func summary(since last: Report? = nil) -> String {
    form.summary.compactMap { sentence in
      var words: [String] = []
      var first: Figure?
      for piece in sentence.pieces {
        switch piece {
        case .text(let text): words.append(text)
        case .figure(let cells):
          guard let figure = sum(cells, in: self) else { return nil }
          if first == nil { first = figure }
          words.append(figure.description)
        case .growth(let cells):
          guard let last, let new = sum(cells, in: self), let old = sum(cells, in: last), old > .zero else { continue }
          let cell = ComparedCell(line: 0, old: .stated(old), new: .stated(new))
          let share = cell.percent.hasPrefix("-") ? String(cell.percent.dropFirst()) : cell.percent
          words.append(new == old ? "，与上年持平" : new > old ? "，同比增长\(share)%" : "，同比下降\(share)%")
        }
      }
      if first == .zero, let zero = sentence.zero { return zero }
      return words.joined()
    }.joined()
  }

  /// What cells of this report's form add up to in a report; nil if one is absent there, or none stated.
  private func sum(_ cells: [CellNumber], in report: Report) -> Figure? {
    let values = cells.map { report.form === form ? report[$0] : report[form.cells[$0].address] }
    guard !values.isEmpty, !values.contains(where: \.isAbsent), values.contains(where: { $0.figure != nil }) else { return nil }
    return Figure.sum(values.compactMap(\.figure))
  }
}
