// What reading, checking and comparing have to say about a report. They return findings; only the command shows them.

/// Where something stands in an input: a file, a line and a column, both counted from 1, columns in characters.
public struct SourcePosition: Sendable, Hashable {
  public let path: String
  public let line: Int
  public let column: Int

  public init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }
}

public enum Severity: String, Sendable, Comparable {
  /// For information: nothing is wrong, but something could not be verified or was done for the user.
  case note
  /// Doubtful: a person should look.
  case warning
  /// Wrong or unread: the figures cannot stand as they are.
  case error

  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
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
  /// Text that stands where a figure should and is not one.
  public static let unreadFigure: FindingCode = "unread-figure"
  /// A figure that was read, but not without doubt: a missing unit, a label that is only alike.
  public static let doubtfulFigure: FindingCode = "doubtful-figure"
  /// A line of a table that belongs to no row of the form, or whose figures cannot be placed.
  public static let unreadRow: FindingCode = "unread-row"
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
}

/// Something to tell about a report: how grave, of what kind, about which cell, seen where.
public struct Finding: Sendable, Hashable {
  public let severity: Severity
  public let code: FindingCode
  /// The address of the cell, row or table spoken of (`requests/new/natural`, `requests/new`, `requests`).
  public let cell: String?
  public let source: SourcePosition?
  public let message: Bilingual

  public init(
    _ severity: Severity, _ code: FindingCode, cell: String? = nil, at source: SourcePosition? = nil,
    _ message: Bilingual
  ) {
    self.severity = severity
    self.code = code
    self.cell = cell
    self.source = source
    self.message = message
  }
}

/// Input that cannot be used: what was found, where, and what was expected.
public struct SourceError: Error, Sendable, Hashable {
  public let path: String
  /// The line and column, counted from 1, where they are known.
  public let place: Place?
  public let message: Bilingual

  public struct Place: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  public init(_ path: String, at place: Place? = nil, _ message: Bilingual) {
    self.path = path
    self.place = place
    self.message = message
  }

  /// `path:line:column`, as far as known.
  public var location: String {
    guard let place else { return path }
    return "\(path):\(place.line):\(place.column)"
  }
}
