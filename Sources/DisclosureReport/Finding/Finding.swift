// What reading, checking and comparing have to say about a report. They return findings; only the command shows them.

/// Where something stands in an input: a file, a line and a column, both counted from 1, columns in characters.
public struct SourcePosition: Sendable, Hashable {
  public let path: String
  public let line: Int
  public let column: Int
  /// What a person finds it by in a file whose lines nobody sees, such as a Word file or a page: table, row and column of
  /// the form, as far as there is one. Nil where line and column say it.
  public let place: String?

  public init(path: String, line: Int, column: Int, place: String? = nil) {
    self.path = path
    self.line = line
    self.column = column
    self.place = place
  }

  /// `report.txt:52:30`, or `report.docx:三、…/（一）予以公开/自然人`.
  public var shown: String {
    guard let place else { return "\(path):\(line):\(column)" }
    return place.isEmpty ? path : "\(path):\(place)"
  }
}

/// A stable name for a kind of finding; scripts rely on it.
///
/// The codes of relations are the relations' ids in the form (`applicant-total`, `balance`).
public struct FindingCode: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(stringLiteral value: String) {
    self.init(rawValue: value)
  }

  /// Cells of the form that the source does not carry.
  public static let absentCell: FindingCode = "absent-cell"
  /// A total left blank although its parts are stated.
  public static let blankTotal: FindingCode = "blank-total"
  /// A relation that cannot be verified, because the source lacks some of its cells.
  public static let unverifiable: FindingCode = "unverifiable"
  /// A report in which every cell is blank or absent.
  public static let unfilled: FindingCode = "unfilled"
  /// Text that stands where a figure should and is not one.
  public static let unreadFigure: FindingCode = "unread-figure"
  /// A figure that was read, but not without doubt: a missing unit, a label that is only alike.
  public static let doubtfulFigure: FindingCode = "doubtful-figure"
  /// A line of a table that belongs to no row of the form, or whose figures cannot be placed.
  public static let unreadRow: FindingCode = "unread-row"
  /// The heading of a part that the form does not have.
  public static let unknownHeading: FindingCode = "unknown-heading"
  /// The same cell stated twice with different figures.
  public static let contradiction: FindingCode = "contradiction"
  /// The title names no agency, or no year, and no option does.
  public static let untitled: FindingCode = "untitled"
  /// Bytes that are no text in the encoding of the file.
  public static let brokenText: FindingCode = "broken-text"
  /// A hidden sheet of a workbook, which is not read.
  public static let hiddenSheet: FindingCode = "hidden-sheet"
  /// A report that has no partner to be compared with, or that comes twice.
  public static let unpaired: FindingCode = "unpaired"
  /// The edition was told by an option or by the year, against or without the tables.
  public static let doubtfulForm: FindingCode = "doubtful-form"
  /// The one cell whose change would satisfy everything that fails.
  public static let repair: FindingCode = "repair"
  /// A figure in the prose that the tables contradict.
  public static let claim: FindingCode = "claim"
  /// A figure in the prose that could not be tied to a cell with confidence.
  public static let unplacedClaim: FindingCode = "unplaced-claim"
  /// What an output does not keep: read back, it is not the same.
  public static let unkept: FindingCode = "unkept"
  /// Figures that can hardly be so, by themselves or against last year's.
  public static let implausible: FindingCode = "implausible"
  /// A cell that was filled in from the relations and the prose.
  public static let inferred: FindingCode = "inferred"
  /// What a merge could not take along: a unit that lacks cells, or cells without counterpart in the other edition.
  public static let unmerged: FindingCode = "unmerged"
  /// A sum that differs from the parent's own report.
  public static let parent: FindingCode = "parent"
  /// An input among many that could not be read.
  public static let conflict: FindingCode = "conflict"
  public static let unreadable: FindingCode = "unreadable"
}

/// A cell that a finding rests on: its figure, and where it stands.
public struct Evidence: Sendable, Hashable {
  public enum Side: String, Sendable {
    case left, right
  }

  /// The side of the relation; nil where there are none.
  public let side: Side?
  /// The cell's address.
  public let cell: String
  public let label: String
  public let value: CellValue
  public let source: SourcePosition?

  public init(side: Side?, cell: String, label: String, value: CellValue, source: SourcePosition?) {
    self.side = side
    self.cell = cell
    self.label = label
    self.value = value
    self.source = source
  }
}

/// Something to tell about a report: how grave, of what kind, about which cell, seen where.
public struct Finding: Sendable, Hashable {
  public let severity: Severity
  public let code: FindingCode
  /// The address of the cell, row or table spoken of (`requests/new/natural`, `requests/new`, `requests`).
  public let cell: String?
  public let source: SourcePosition?
  public let message: Bilingual
  /// The cells that it rests on, in the order of the relation.
  public let evidence: [Evidence]
  /// What the cell should be by what it is compared with: its parts, the prose, last year's report; nil where that is no one figure.
  public let expected: Figure?

  public init(
    _ severity: Severity, _ code: FindingCode, cell: String? = nil, at source: SourcePosition? = nil,
    _ message: Bilingual, evidence: [Evidence] = [], expected: Figure? = nil
  ) {
    self.evidence = evidence
    self.expected = expected
    self.severity = severity
    self.code = code
    self.cell = cell
    self.source = source
    self.message = message
  }
}
