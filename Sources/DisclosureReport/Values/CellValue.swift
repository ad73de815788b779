// What a cell can say.

/// What a report says in one cell.
public enum CellValue: Sendable, Hashable {
  /// The source does not carry the cell at all.
  case absent
  /// The agency left the cell empty, or put `/`, `-` or `无` there: it stated no figure, which is not 0.
  case blank
  case stated(Figure)
  /// Not in the source; follows from the relations and the other figures.
  case inferred(Figure)

  /// The figure, stated or inferred; nil for blank and absent.
  public var figure: Figure? {
    switch self {
    case .absent, .blank: nil
    case .stated(let figure), .inferred(let figure): figure
    }
  }

  public var isAbsent: Bool {
    if case .absent = self { true } else { false }
  }
  public var isBlank: Bool {
    if case .blank = self { true } else { false }
  }
  public var isInferred: Bool {
    if case .inferred = self { true } else { false }
  }

  /// `stated`, `blank` or `inferred`, as tidy CSV names it; nil for absent.
  public var state: String? {
    switch self {
    case .absent: nil
    case .blank: "blank"
    case .stated: "stated"
    case .inferred: "inferred"
    }
  }
}
