// From bands to reports. Written once for all formats: it splits a document into reports, finds the edition of each, gives every run of
// figures its row, and has the figures placed.

import DisclosureReport

/// Recognises the official tables, the title and the prose in bands.
enum Recogniser {
  static func read(_ bands: Bands, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    let document = bands.withoutFurniture().partingHeadings().joiningHeadings().unstacked()
    let titles = document.titles
    for range in reports(in: document, titles) {
      if let report = recognise(range, of: document, titles, options) { try each(report) }
    }
  }

  /// The ranges of bands that hold one report each: a new title behind the tables of a report begins the next.
  private static func reports(in document: Bands, _ titles: [Int: TitleText]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var title: TitleText?
    var hasFigures = false
    for (number, band) in document.bands.enumerated() {
      if let found = titles[number] {
        // What says less than the one above it, and nothing else, is the same once more.
        if let title, hasFigures, found != title, found.period != nil, !(found.agency.isEmpty && found.period == title.period) {
          ranges.append(start..<number)
          start = number
          hasFigures = false
        }
        if title == nil || !hasFigures { title = found }
      } else if !hasFigures, band.tokens.count > 1 {
        hasFigures = band.tokens.contains { !document.tokens[$0].isEmpty && !document.tokens[$0].figure.isText }
      }
    }
    return ranges + [start..<document.bands.count]
  }

  private static func recognise(
    _ range: Range<Int>, of document: Bands, _ titles: [Int: TitleText], _ options: ReadingOptions
  ) -> Report? {
    let head = Preface(range, of: document, titles, options)
    if !options.readsTables { return prose(range, of: document, head, options) }
    let skipped = head.bands
    let (whole, bands) = BrokenRows.joined(document, range)
    // Joined rows stand for themselves in a document of their own, the title among them.
    let isSame = bands == range
    let known = isSame ? skipped : Set(skipped.map { $0 - range.lowerBound })
    var findings: [Finding] = []
    guard
      let (outline, alignment) = aligned(
        bands, of: whole, known, edict: head.edict, year: options.period?.year ?? head.period?.year, &findings)
    else { return nil }
    var report = Self.report(of: outline.index.form, head, document.path, options)
    var tables = TableReading(outline, alignment)
    guard tables.hasRows || isReport(outline, head) else { return nil }
    tables.place(in: &report)
    if options.period == nil, let source = head.yearSource, let period = head.period {
      findings.append(.yearOfText(source.text, period, at: source.position))
    }
    if options.agency == nil {
      if let source = head.agencySource { findings.append(.agencyOfText(source.text, head.agency, at: source.position)) }
      if let title = head.doubtful { findings.append(.passedTitle(title.left, head.agency, at: title.taken.position)) }
    }
    report.findings = findings + (tables.hasRows ? [] : [.withoutTables(at: whole.start(of: bands))]) + tables.findings
    report.findings.sort { ($0.source?.line ?? 0, $0.source?.column ?? 0) < ($1.source?.line ?? 0, $1.source?.column ?? 0) }
    return report
  }

  /// Whether there is a report even without tables: two of a title or an agency, headings, and the period, or a title and a sentence.
  private static func isReport(_ outline: Outline, _ head: Preface) -> Bool {
    let document = outline.document
    return outline.headingCount + (head.hasTitle || !head.agency.isEmpty ? 1 : 0) + (head.statesPeriod ? 1 : 0) > 1
      || head.isTitled && document.bands[outline.range].contains { document.isSentence($0) && document.text($0).hasSuffix("。") }
  }

  private static func report(of form: Form, _ head: Preface, _ path: String, _ options: ReadingOptions) -> Report {
    let period = form.period.isMonthly ? head.period : head.period.map { ReportPeriod(year: $0.year) }
    var report = Report(form: form, agency: head.agency, period: period, path: path)
    report.hasLines = options.hasLines
    return report
  }

  /// A report without its figures, in the edition of its year.
  private static func prose(_ range: Range<Int>, of document: Bands, _ head: Preface, _ options: ReadingOptions) -> Report? {
    let indices = document.forms.indices
    let period = options.period ?? head.period
    guard let index = indices.last(where: { index in period.map { index.form.years.contains($0.year) } ?? false }) ?? indices.last else {
      return nil
    }
    let outline = Outline(range, of: document, index, skipping: head.bands)
    guard outline.runs.contains(where: { $0.table != nil }) || isReport(outline, head) else { return nil }
    var report = Self.report(of: index.form, head, document.path, options)
    var reading = TableReading(proseOf: outline)
    reading.gatherProse(in: &report)
    return report
  }

  /// The outline and alignment by the edition whose labels the tables carry. Their own edict and the year count for a few labels.
  private static func aligned(
    _ range: Range<Int>, of document: Bands, _ skipped: Set<Int>, edict: String?, year: Int?,
    _ findings: inout [Finding]
  ) -> (Outline, RowAlignment)? {
    let indices = document.forms.indices
    let own = ownLabels(range, of: document)
    let most = own.max() ?? 0
    // A few labels may be pieces of others: then what the alignment makes of them decides.
    let tried = indices.indices.filter { own[$0] + AlignmentCost.mostOwnLabels >= most }.map { number in
      let outline = Outline(range, of: document, indices[number], skipping: skipped)
      let alignment = RowAlignment(outline)
      let form = indices[number].form
      let told = edict.map { Label($0).text == Label(form.edict).text } ?? false
      let dated = year.map(form.years.contains) ?? false
      let score = alignment.score + Double(own[number]) + (told ? AlignmentCost.told : 0) + (dated ? AlignmentCost.dated : 0)
      return (number: number, outline: outline, alignment: alignment, score: score)
    }
    guard let highest = tried.map(\.score).max() else { return nil }
    var best = tried.filter { $0.score >= highest - AlignmentCost.edition }
    let position = document.start(of: range)
    if best.count > 1 {
      best = [best[best.count - 1]]
      let id = indices[best[0].number].form.id
      findings.append(
        Finding(
          .warning, .doubtfulForm, at: position,
          Bilingual(
            zh: "表格本身看不出格式，也没有年份，按现行格式 \(id) 读取；可用 --form 指定",
            en: "the tables fit several editions and no year is known; read as \(id), give --form to decide")))
    } else if own.count(where: { $0 > 1 }) > 1 {
      let id = indices[best[0].number].form.id
      findings.append(
        Finding(
          .warning, .doubtfulForm, at: position,
          Bilingual(
            zh: "表格混有不同格式的项目，按格式 \(id) 读取；可用 --form 指定",
            en: "the tables mix labels of several editions; read as \(id), give --form to decide")))
    }
    return (best[0].outline, best[0].alignment)
  }

  /// For each edition how many labels stand in the document that no other has. Repeated headers count once.
  private static func ownLabels(_ range: Range<Int>, of document: Bands) -> [Int] {
    let indices = document.forms.indices
    var own = [Int](repeating: 0, count: indices.count)
    guard indices.count > 1 else { return own }
    var seen: Set<Int> = []
    for band in document.bands[range] {
      for token in document.tokens[band.tokens] {
        guard let label = token.label else { continue }
        if let number = label.number, !seen.insert(number).inserted { continue }
        let knowing = indices.indices.filter { !indices[$0].roles(of: label).isEmpty }
        if knowing.count == 1 { own[knowing[0]] += 1 }
      }
    }
    return own
  }
}
