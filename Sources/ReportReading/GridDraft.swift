// A grid while its reader fills it: within the budget of the document, and with what the reader itself has to say.

import DisclosureReport

/// A grid in the making.
struct GridDraft {
  private(set) var grid = Grid()
  private(set) var findings: [Finding] = []
  private let path: String
  private let budget: Budget

  /// More findings of one reader are not kept; the last says that there are more.
  private static let findingLimit = 100

  init(_ path: String, within budget: Budget) {
    self.path = path
    self.budget = budget
  }

  /// A grid for a document of so many bytes.
  init(_ path: String, given: Int) {
    self.init(path, within: Budget(path, given: given))
  }

  mutating func appendCell(_ text: some Collection<UInt8>, line: Int, column: Int) throws(SourceError) {
    try budget.take(1, .cell)
    try budget.take(text.count, .text)
    grid.appendCell(text, line: line, column: column)
  }

  mutating func appendEmptyCells(_ count: Int, line: Int, column: Int) throws(SourceError) {
    guard count > 0 else { return }
    try budget.take(count, .cell)
    for extra in 0..<count { grid.appendCell([], line: line, column: column + extra) }
  }

  /// Appends a row of a line's cells, which a separator parts.
  mutating func appendRow(_ text: ArraySlice<UInt8>, partedBy separator: UInt8, line: Int, column: Int = 1) throws(SourceError) {
    try budget.take(1 + text.count { $0 == separator }, .cell)
    try budget.take(text.count, .text)
    try budget.take(1, .row)
    grid.appendRow(text, partedBy: separator, line: line, column: column)
  }

  mutating func endRow() throws(SourceError) {
    try budget.take(1, .row)
    grid.endRow()
  }

  /// Makes a row of one cell.
  mutating func appendParagraph(_ text: some Collection<UInt8>, line: Int, column: Int) throws(SourceError) {
    try appendCell(text, line: line, column: column)
    try endRow()
  }

  /// Notes that the next row begins a page.
  mutating func beginPage() {
    grid.pageStarts.insert(grid.rows.count)
  }

  mutating func breakSentences() {
    grid.breaksSentences = true
  }

  mutating func note(_ severity: Severity, _ code: FindingCode, line: Int, column: Int, _ message: Bilingual) {
    guard findings.count < Self.findingLimit else { return }
    findings.append(Finding(severity, code, at: SourcePosition(path: path, line: line, column: column), message))
  }

  /// Notes text that is crossed out: it is there, but its author no longer means it.
  mutating func noteStruckOut(_ text: String, line: Int, column: Int) {
    guard text.contains(where: { $0.isNumber || $0.isLetter }) else { return }
    note(
      .warning, .doubtfulFigure, line: line, column: column,
      Bilingual(zh: "带删除线的“\(text.shortened)”未读取", en: "\"\(text.shortened)\" is struck out and was not read"))
  }

  /// Recognises the reports in the grid. What its reader found comes with the first.
  consuming func read(_ options: ReadingOptions, each: (Report) throws -> Void) throws {
    var findings = findings
    try Recogniser.read(grid, path, options) { report in
      var report = report
      report.findings += report.naming(findings)
      findings = []
      try each(report)
    }
  }
}

extension Report {
  /// Findings of the reader, with the cell whose figure was read from where they stand.
  fileprivate func naming(_ findings: [Finding]) -> [Finding] {
    guard !findings.isEmpty else { return [] }
    // A page may be one line, so that cells of several rows stand in one place.
    var cells: [SourcePosition: [String]] = [:]
    for cell in form.cells {
      if let position = position(of: cell.number) { cells[position, default: []].append(cell.address) }
    }
    return findings.map { finding in
      guard finding.cell == nil, let found = finding.source.flatMap({ cells[$0] }), found.count == 1, let cell = found.first
      else { return finding }
      return Finding(finding.severity, finding.code, cell: cell, at: finding.source, finding.message)
    }
  }
}
