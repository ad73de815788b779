// From grids to reports. Written once for all formats: it splits a document into reports, finds the edition of each,
// walks the lines, and has the figures placed.

import DisclosureReport

/// Recognises the official tables, the title and the prose in a grid.
enum Recogniser {
  static func read(_ grid: Grid, _ path: String, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    let indices = LabelIndex.all(for: options.form)
    if let lines = grid.placedLines(knowing: indices) {
      try read(lines, indices, path, options, each: each)
    } else {
      let figures = grid.figures
      let rows = Reflow.rows(of: grid, figures, indices)
      try read(rows.map { Document($0, path: path) } ?? Document(grid, figures: figures, path: path), indices, options, each: each)
    }
  }

  /// Reads text that keeps its tables only as places.
  static func read(_ lines: [PlacedLine], _ path: String, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    try read(lines, LabelIndex.all(for: options.form), path, options, each: each)
  }

  private static func read(
    _ lines: [PlacedLine], _ indices: [LabelIndex], _ path: String, _ options: ReadingOptions, each: (Report) throws -> Void
  ) throws {
    let alignment = TableAlignment(lines, indices, path: path)
    var findings = alignment.findings
    try read(Document(alignment.grid, path: path), indices, options) { report in
      var report = report
      report.findings = findings + report.findings
      findings = []
      try each(report)
    }
  }

  private static func read(
    _ document: Document, _ indices: [LabelIndex], _ options: ReadingOptions, each: (Report) throws -> Void
  ) throws {
    for rows in reports(in: document, indices) {
      if let report = try recognise(rows, of: document, indices, options) { try each(report) }
    }
  }

  /// The ranges of rows that hold one report each: a new title behind the tables of a report begins the next.
  private static func reports(in document: Document, _ indices: [LabelIndex]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var title: TitleText?
    var hasFigures = false
    for (number, cells) in document.filled.enumerated() {
      if cells.count == 1, let found = document.title(cells[0]) {
        if let title, hasFigures, found != title, found.year != nil {
          ranges.append(start..<number)
          start = number
          hasFigures = false
        }
        if title == nil || !hasFigures { title = found }
      } else if cells.count > 1, !hasFigures {
        hasFigures = cells.contains { !document.figures[$0].isText }
      }
    }
    return ranges + [start..<document.grid.rows.count]
  }

  private static func recognise(
    _ rows: Range<Int>, of document: Document, _ indices: [LabelIndex], _ options: ReadingOptions
  ) throws(SourceError) -> Report? {
    let head = Preface(rows, of: document, options)
    let year = options.year ?? head.year
    var findings: [Finding] = []
    guard let index = edition(of: rows, in: document, indices, edict: head.edict, year: year, &findings) else { return nil }
    var report = Report(form: index.form, agency: head.agency, year: head.year, path: document.path)
    var walk = LineWalk(document: document, index: index, skipping: head.lines)
    walk.go(over: rows)
    guard !walk.rows.isEmpty else { return nil }
    var placement = FigurePlacement(document: document, index: index)
    placement.place(walk.rows, bare: walk.bare.map { ($0.table, $0.row) }, in: &report)
    walk.prose.give(to: &report)
    report.findings = findings + walk.findings + placement.findings
    report.findings.sort { ($0.source?.line ?? 0, $0.source?.column ?? 0) < ($1.source?.line ?? 0, $1.source?.column ?? 0) }
    return report
  }

  /// The edition whose labels the tables carry. Its own edict and then the year decide only where the labels do not.
  private static func edition(
    of rows: Range<Int>, in document: Document, _ indices: [LabelIndex], edict: String?, year: Int?, _ findings: inout [Finding]
  ) -> LabelIndex? {
    guard indices.count > 1 else { return indices.first }
    // Repeated headers count once.
    var seen: Set<Int> = []
    var own = [Int](repeating: 0, count: indices.count)
    for label in document.grid.rows[rows].joined().lazy.compactMap({ document.labels[$0] }) {
      if let number = label.number, !seen.insert(number).inserted { continue }
      let knowing = indices.indices.filter { !indices[$0].roles(of: label).isEmpty }
      if knowing.count == 1 { own[knowing[0]] += 1 }
    }
    let most = own.max() ?? 0
    var best = indices.indices.filter { own[$0] == most }
    let position = SourcePosition(
      path: document.path, line: document.grid.rows[rows].first.flatMap { $0.first }.map { document.grid.cells[$0].line } ?? 1, column: 1)
    if best.count > 1 {
      let told = best.filter { index in edict.map { Label($0).text == Label(indices[index].form.edict).text } ?? false }
      let dated = best.filter { index in year.map(indices[index].form.years.contains) ?? false }
      best = !told.isEmpty ? told : !dated.isEmpty ? dated : best
      if best.count > 1 {
        best = [best[best.count - 1]]
        findings.append(
          Finding(
            .warning, .doubtfulForm, at: position,
            Bilingual(
              zh: "表格本身看不出格式，也没有年份，按现行格式 \(indices[best[0]].form.id) 读取；可用 --form 指定",
              en: "the tables fit several editions and no year is known; read as \(indices[best[0]].form.id), give --form to decide")))
      }
    } else if own.count(where: { $0 > 1 }) > 1 {
      findings.append(
        Finding(
          .warning, .doubtfulForm, at: position,
          Bilingual(
            zh: "表格混有不同格式的项目，按格式 \(indices[best[0]].form.id) 读取；可用 --form 指定",
            en: "the tables mix labels of several editions; read as \(indices[best[0]].form.id), give --form to decide")))
    }
    return indices[best[0]]
  }
}

/// What stands above the first part: title, agency, edict; and the statement of the period, wherever it is.
private struct Preface {
  private(set) var agency = ""
  private(set) var year: Int?
  /// The edict named in a line `格式：…`, as gongkai's own tables have it.
  private(set) var edict: String?
  /// Cells that have been understood and are no prose.
  private(set) var lines: Set<Int> = []

  init(_ rows: Range<Int>, of document: Document, _ options: ReadingOptions) {
    var before: (cell: Int, text: String)?
    var hasTitle = false
    for cells in document.filled[rows] {
      guard cells.count == 1, let cell = cells.first else { continue }
      let bytes = document.grid.bytes(cell)
      if let title = document.title(cell) {
        lines.insert(cell)
        guard !hasTitle else { continue }
        hasTitle = true
        agency = title.agency
        year = title.year
        if agency.isEmpty, let before, !before.text.isEmpty, Self.isName(before.text) {
          agency = String(before.text.filter { !$0.isWhitespace })
          lines.insert(before.cell)
        }
      } else if edict == nil, bytes.starts(with: "格式".utf8),
        let form = options.forms.first(where: { document.grid.string(cell).contains($0.edict) })
      {
        edict = form.edict
        lines.insert(cell)
      }
      if year == nil, bytes.count > 30, bytes.holds("12月31日") { year = YearText.ofPeriod(in: document.grid.string(cell)) }
      if !hasTitle { before = (cell, bytes.count <= 300 ? document.grid.string(cell) : "") }
    }
  }

  /// Whether a line above the title is the agency's name rather than a date, a sentence or a heading.
  private static func isName(_ text: String) -> Bool {
    text.count <= 40 && !text.contains(where: { "，。；：、（(0123456789".contains($0) })
  }
}
