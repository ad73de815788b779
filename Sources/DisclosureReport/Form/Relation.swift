// Official relations (勾稽关系) as data: sums over cells, resolved to cell numbers when the form is made.

/// A relation of the form, with every row or column to which it applies.
public struct Relation: Sendable, Hashable {
  /// `applicant-total`; also the code of its findings.
  public let id: String
  public let name: Bilingual
  /// Index into the form's tables.
  public let table: TableNumber
  /// Whether it applies to every row, adding up cells of the row, rather than to every column.
  public let isByRow: Bool
  public let instances: [Instance]
  /// The edition that last year's report must have, nil for any. Only carry-overs have one.
  public let lastForm: String?
  /// What a failure of it is.
  public let severity: Severity
  /// The months to which it applies, where reports are monthly; nil for all.
  public let months: ClosedRange<Int>?

  /// The relation over one row or one column: the sum of the left terms equals the sum of the right ones.
  public struct Instance: Sendable, Hashable {
    /// The id of the row or column: `granted`, `natural`.
    public let id: String
    /// The labels of the row or column: `三、本年度办理结果/（一）予以公开`.
    public let label: String
    public let left: [Term]
    public let right: [Term]
    /// How the left side stands to the right one.
    public let comparison: Comparator
    /// Further right sides, of which one has to do where the first does not. Only what is plausible has them.
    public let others: [[Term]]

    /// The one cell on the right that has to equal the plain sum on the left; nil for any other shape.
    public var total: CellNumber? {
      guard comparison == .equal, right.count == 1, right[0].isPlain, left.allSatisfy(\.isPlain) else { return nil }
      return right[0].cell
    }

    /// All terms on one side, so that they add up to 0; nil for any but an equation.
    public var equation: [(cell: CellNumber, isSubtracted: Bool)]? {
      guard comparison == .equal else { return nil }
      return left.map { ($0.cell, $0.isSubtracted) } + right.map { ($0.cell, !$0.isSubtracted) }
    }
  }

  /// How two sides have to stand to each other, as documents write it.
  public enum Comparator: String, Sendable, CaseIterable {
    case equal = "="
    case atMost = "<="
    case atLeast = ">="

    public func holds(_ left: Figure, _ right: Figure) -> Bool {
      switch self {
      case .equal: left == right
      case .atMost: left <= right
      case .atLeast: left >= right
      }
    }

    /// The sign between sides that do not stand so: `≠`.
    public var violated: String {
      switch self {
      case .equal: "≠"
      case .atMost: ">"
      case .atLeast: "<"
      }
    }

    /// As print has it: `≤`.
    public var sign: String {
      switch self {
      case .equal: "="
      case .atMost: "≤"
      case .atLeast: "≥"
      }
    }
  }

  /// A cell that is added to or subtracted from a side.
  public struct Term: Sendable, Hashable {
    /// The cell's number in this form.
    public let cell: CellNumber
    public let isSubtracted: Bool
    /// Whether the figure is that of last year's report, in the cell with the same address.
    public let isLastYear: Bool

    var isPlain: Bool { !isSubtracted && !isLastYear }
  }
}

extension [Relation.Term] {
  /// The sum of the terms, each with what the caller takes for it: the one place where sides of relations are added up.
  public func sum(_ figure: (Relation.Term) -> Figure?) -> Figure {
    reduce(.zero) { sum, term in
      guard let figure = figure(term) else { return sum }
      return term.isSubtracted ? sum - figure : sum + figure
    }
  }
}

/// How the cells of an older edition correspond to those of the form that carries the crosswalk.
///
/// Cells with the same address correspond unless the crosswalk says otherwise.
public struct Crosswalk: Sendable, Hashable {
  /// The id of the older edition.
  public let from: String
  public let pairs: [Pair]
  public let unpaired: [Unpaired]

  /// The sum of the old cells corresponds to the sum of the new ones. Addresses, since two forms are involved.
  public struct Pair: Sendable, Hashable {
    public let old: [CellPattern]
    public let new: [CellPattern]
  }

  /// Cells of either edition that have no counterpart, and why.
  public struct Unpaired: Sendable, Hashable {
    public let cells: [CellPattern]
    public let reason: Bilingual
  }
}

extension Relation.Instance {
  /// A figure for each term with which the relation does not hold: 1, and far too much where that breaks it.
  package func failing(_ term: Relation.Term) -> Int {
    // `a ≥ −b`
    if comparison == .atLeast, right.first?.isSubtracted ?? false { return left.first == term ? -99 : 1 }
    return (comparison == .atMost ? [left] : [right] + others).contains { $0.first == term } ? 99 : 1
  }

  /// `a + b − c = d`, with the sides that would do besides behind bars.
  ///
  /// - Parameters:
  ///   - last: What stands behind the name of a cell of last year's report.
  ///   - most: Of a side with more terms the first two and the last are shown.
  func equation(last: String, most: Int = .max, name: (Relation.Term) -> String) -> String {
    func side(_ terms: [Relation.Term]) -> String {
      let isLong = terms.count > most
      return terms.enumerated().filter { !isLong || $0.offset < 2 || $0.offset == terms.count - 1 }.map { index, term in
        (isLong && index == terms.count - 1 ? " + …" : "") + (index == 0 ? term.isSubtracted ? "−" : "" : term.isSubtracted ? " − " : " + ")
          + name(term)
          + (term.isLastYear ? last : "")
      }.joined()
    }
    return "\(side(left)) \(comparison.sign) \(([right] + others).map(side).joined(separator: " | "))"
  }
}

/// An address in which `*` stands for any row, any column, or the rest of an id: `requests/denied.*/natural`.
public struct CellPattern: Sendable, Hashable {
  public let text: String
  private let bytes: [UInt8]

  public init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// Whether it names one cell at most.
  var isExact: Bool { !bytes.contains(UInt8(ascii: "*")) }

  public func matches(_ address: String) -> Bool {
    // Byte by byte: a form's document has hundreds of patterns, and each is held against hundreds of cells.
    var address = address
    return address.withUTF8 { address in
      var at = 0
      for (index, byte) in bytes.enumerated() {
        if byte == UInt8(ascii: "*"), index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "/") {
          while at < address.count, address[at] != UInt8(ascii: "/") { at += 1 }
        } else {
          guard at < address.count, address[at] == byte else { return false }
          at += 1
        }
      }
      return at == address.count
    }
  }

  /// The numbers of the cells that it names, in order.
  ///
  /// - Parameter numbers: Those of all cells by their addresses.
  func numbers(of cells: Numbered<CellNumber, Form.Cell>, by numbers: [String: CellNumber]) -> [CellNumber] {
    isExact ? numbers[text].map { [$0] } ?? [] : cells.filter { matches($0.address) }.map(\.number)
  }

  /// Whether an id fits a pattern that may end in `*`.
  static func matches(_ pattern: some StringProtocol, _ id: some StringProtocol) -> Bool {
    pattern.last == "*" ? id.hasPrefix(String(pattern.dropLast())) : pattern == id
  }

  public static func == (left: CellPattern, right: CellPattern) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
