// The one model in the middle: whatever comes in becomes a report, whatever goes out is made from one.

/// How sure it is that a figure belongs to its cell, the surest first.
public enum Sureness: Int, Sendable, Comparable {
  /// The source names the cell: tidy CSV, JSON, a workbook of gongkai's own.
  case named
  /// The row's label is the form's, and the columns leave no choice.
  case labelled
  /// The row was found by its place among the others and by pieces of its label.
  case aligned
  /// The label is only like the form's; a finding says so.
  case alike
  /// Only the relations tell the columns; a finding says so.
  case summed

  public static func < (left: Sureness, right: Sureness) -> Bool { left.rawValue < right.rawValue }
}

/// Where a cell's figure came from.
public struct Origin: Sendable, Hashable {
  public let line: Int
  public let column: Int
  /// What stood there, as far as it differs from the figure: `251000元`.
  public let raw: String?
  public let sureness: Sureness

  public init(line: Int, column: Int, raw: String? = nil, sureness: Sureness = .named) {
    self.line = line
    self.column = column
    self.raw = raw
    self.sureness = sureness
  }
}

/// An agency's annual report: the figures of a form, and the prose of its parts.
///
/// ```swift
/// let form = Form.editions[0]
/// var report = Report(form: form, agency: "广州市增城区人民政府", year: 2020)
/// report[form.cell("requests/granted/natural")!] = .stated(Figure(111))
/// ```
public struct Report: Sendable {
  public let form: Form

  /// Empty when neither the source nor an option tells it.
  public var agency: String
  /// Nil when neither the source nor an option tells it.
  public var period: ReportPeriod?
  /// Indexed by the form's cell numbers.
  public private(set) var cells: Numbered<CellNumber, CellValue>
  public var sections: [Section]
  /// What reading found doubtful, unread or contradictory.
  public var findings: [Finding]
  /// The file that the report was read from, empty if none.
  public var path: String
  /// Whether a person who opens the file sees the lines that positions count.
  public var hasLines = true

  /// How inferred cells were derived, by cell number: `254 + 10 − 259 = 5`. A figure that was already inferred in the source has none.
  public var derivations: [CellNumber: Bilingual] = [:]

  /// For totals what last year's report has, to be shown beside them: see ``compareTotals(with:)``.
  public internal(set) var lastTotals: [CellNumber: CellValue] = [:]

  private var origins = Numbered<CellNumber, Origin?>([])
  /// For each heading the places of its paragraphs.
  private var paragraphs: [String: [Place]] = [:]

  /// A place in the source, counted from 1.
  public struct Place: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// A part's prose.
  public struct Section: Sendable, Hashable {
    /// As printed: `一、总体情况`.
    public var heading: String
    /// Paragraphs, separated by line feeds.
    public var text: String

    public init(heading: String, text: String) {
      self.heading = heading
      self.text = text
    }
  }

  /// A report in which every cell is absent.
  public init(form: Form, agency: String = "", year: Int? = nil, path: String = "") {
    self.init(form: form, agency: agency, period: year.map { ReportPeriod(year: $0) }, path: path)
  }

  /// A report in which every cell is absent.
  public init(form: Form, agency: String, period: ReportPeriod?, path: String = "") {
    self.form = form
    self.agency = agency
    self.period = period
    self.path = path
    cells = Numbered(repeating: .absent, count: form.cells.count)
    sections = []
    findings = []
  }

  public subscript(cell: CellNumber) -> CellValue {
    get { cells[cell] }
    set { cells[cell] = newValue }
  }

  /// The cell at an address; absent if the form has none there.
  public subscript(address: String) -> CellValue {
    form.cell(address).map { cells[$0] } ?? .absent
  }

  public mutating func set(_ cell: CellNumber, _ value: CellValue, from origin: Origin) {
    if origins.isEmpty { origins = Numbered(repeating: nil, count: cells.count) }
    cells[cell] = value
    origins[cell] = origin
  }

  /// The year that the report covers, or in which its month is.
  public var year: Int? {
    get { period?.year }
    set { period = newValue.map { ReportPeriod(year: $0, month: period?.month) } }
  }

  /// The month, 1 to 12, of a form that is filled in each month.
  public var month: Int? { period?.month }

  /// Whether the source carries every cell of the form.
  public var isComplete: Bool { !cells.contains(where: \.isAbsent) }

  /// Lends the cells for setting many of them in one go.
  package mutating func withCells<Result>(_ body: (UnsafeMutableBufferPointer<CellValue>) -> Result) -> Result {
    cells.withElements(body)
  }

  /// Notes where a cell's figure came from, without touching it.
  package mutating func note(_ origin: Origin, of cell: CellNumber) {
    if origins.isEmpty { origins = Numbered(repeating: nil, count: cells.count) }
    origins[cell] = origin
  }

  public func origin(of cell: CellNumber) -> Origin? {
    origins.isEmpty ? nil : origins[cell]
  }

  public func position(of cell: CellNumber) -> SourcePosition? {
    origin(of: cell).map { position(line: $0.line, column: $0.column, of: form.cells[cell].address) }
  }

  /// Notes where the paragraphs under a heading stand.
  package mutating func note(paragraphs places: [Place], under heading: String) {
    paragraphs[heading, default: []] += places
  }

  /// The paragraphs of the prose in order, numbered within their part from 0.
  package var proseParagraphs: [(heading: String, number: Int, text: Substring)] {
    sections.flatMap { section in
      section.text.paragraphs.enumerated().map { (section.heading, $0.offset, $0.element) }
    }
  }

  /// Where a paragraph of a part's prose stands, counted from 0.
  public func position(ofParagraph number: Int, in heading: String) -> SourcePosition? {
    guard let places = paragraphs[heading], places.indices.contains(number) else { return nil }
    return SourcePosition(
      path: path, line: places[number].line, column: places[number].column,
      place: hasLines ? nil : "\(heading)/第\(number + 1)段")
  }

  /// The start of the source; nil for a report that was not read from any.
  package var start: SourcePosition? {
    path.isEmpty ? nil : position(line: 1, column: 1, of: nil)
  }

  /// A position, named by what is spoken of where lines mean nothing.
  package func position(line: Int, column: Int, of address: String?) -> SourcePosition {
    SourcePosition(path: path, line: line, column: column, place: hasLines ? nil : address.map(form.place) ?? "")
  }

  /// Whether the source carries any cell of a table.
  public func carries(table: TableNumber) -> Bool {
    cells[form.tables[table].cells].contains { !$0.isAbsent }
  }

  /// The prose of a part of the form, under whatever wording of its heading; nil if there is none.
  public func section(of part: Form.Part) -> Section? {
    let wordings = [part.heading] + part.otherHeadings
    return sections.first { wordings.contains($0.heading) }
  }

  /// Sections whose headings the form does not have, in order.
  public var otherSections: [Section] {
    let known = form.parts.flatMap { [$0.heading] + $0.otherHeadings }
    return sections.filter { !known.contains($0.heading) }
  }

  /// `广州市增城区人民政府2020年政府信息公开工作年度报告`
  public var title: String {
    agency + (period?.name ?? "") + form.title
  }
}

extension Report {
  /// Whether the report is of the year, or month, after another's; false if either is unknown.
  public func follows(_ last: Report) -> Bool {
    guard let period, let before = last.period, ReportPeriod.years.contains(period.year), ReportPeriod.years.contains(before.year) else {
      return false
    }
    return period.previous == before
  }

  /// The length of a chart's bar; nil if the report states none of its cells.
  ///
  /// A total that was left blank counts as the sum of its parts; a sum beyond the limit of figures has no bar.
  public func length(of bar: Form.Chart.Bar) -> Figure? {
    let chosen = form.cells.filter { cell in bar.cells.contains { $0.matches(cell.address) } }
    let figures = chosen.compactMap { cell -> Figure? in
      if let figure = self[cell.number].figure { return figure }
      guard self[cell.number].isBlank else { return nil }
      let parts = (form.totals(of: cell.number).first?.parts ?? []).compactMap { self[$0].figure }
      return parts.isEmpty ? nil : Figure.sum(parts)
    }
    return figures.isEmpty ? nil : Figure.sum(figures)
  }
}

extension Report: Equatable {
  /// Reports are equal when they say the same; where it was read does not matter.
  public static func == (left: Report, right: Report) -> Bool {
    left.form == right.form && left.agency == right.agency && left.period == right.period && left.cells == right.cells
      && left.sections == right.sections
  }
}
