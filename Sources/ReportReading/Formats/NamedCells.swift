// A workbook of gongkai's own, read back through the names of its cells: exact, whatever a user did to the layout.

import DisclosureReport

/// The report in a workbook whose cells carry the form's names.
struct NamedCells {
  private let book: Workbook
  private let path: String
  /// What stands for figures.
  private let words: FigureWords

  init(_ book: Workbook, _ path: String, _ words: FigureWords) {
    (self.book, self.path, self.words) = (book, path, words)
  }

  private struct Place {
    let sheet: Int
    let first: (row: Int, column: Int)
    let last: (row: Int, column: Int)

    func contains(_ other: Place) -> Bool {
      sheet == other.sheet && first.row <= other.first.row && other.first.row <= last.row && first.column <= other.first.column
        && other.first.column <= last.column
    }
  }

  /// Nil unless the workbook names a form and its cells.
  func report(_ options: ReadingOptions) throws(SourceError) -> Report? {
    guard let id = book.properties["form"], book.names.keys.contains(where: { $0.split(separator: ".").count >= 3 }) else { return nil }
    guard let form = options.form ?? options.form(id) else { throw SourceError(path, unknownForm(id)) }
    let places = Numbered<CellNumber, Place?>(form.cells.map { book.names[$0.address.definedName].flatMap(place) })
    guard places.contains(where: { $0 != nil }) else { return nil }
    var report = Report(form: form, agency: field("agency") ?? agency, period: try period(), path: path)
    let absent = areas("gongkai.absent.")
    let inferred = areas("gongkai.inferred.")
    var uncalculated: [Form.Cell: Place] = [:]
    for cell in form.cells {
      guard let place = places[cell.number] else { continue }
      if book.sheets[place.sheet].cell(place.first.row, place.first.column)?.isUncalculated == true {
        uncalculated[cell] = place
      } else {
        try set(cell, at: place, absent: absent, inferred: inferred, in: &report)
      }
    }
    calculate(uncalculated, in: &report)
    try addSections(places.compactMap { $0 }, to: &report)
    report.findings += unnamedSheets(in: report, places.compactMap { $0?.sheet })
    return report
  }

  /// Sheets that no name leads to, in a workbook whose cells are known by their names: what they hold is not read.
  ///
  /// - Parameter cells: The sheets that the names of cells lead to.
  private func unnamedSheets(in report: Report, _ cells: [Int]) -> [Finding] {
    // Prose is read from the sheets of its parts, named or not.
    let parts = Set(report.form.parts.filter { $0.table == nil }.map(\.sheet))
    let used = Set(cells + areas("gongkai.").map(\.sheet) + book.sheets.indices.filter { parts.contains(book.sheets[$0].name) })
    let isWhole = report.form.tables.indices.allSatisfy(report.carries(table:))
    return book.sheets.enumerated().compactMap { number, sheet in
      guard !used.contains(number), sheet.isVisible, !sheet.cells.isEmpty, !Form.ownSheets.contains(sheet.name) else { return nil }
      return Finding(
        isWhole ? .note : .warning, .hiddenSheet, at: SourcePosition(path: path, line: 1, column: 1),
        Bilingual(
          zh: "工作表“\(sheet.name.shortened)”未读取：这个工作簿的单元格按名称读取，而没有名称指向这张表",
          en:
            "the sheet \"\(sheet.name.shortened)\" was not read: the cells of this workbook are known by their names, and none leads to it")
      )
    }
  }

  /// What a clerk filled in about the report itself; nil where there is no such field, or nothing in it.
  private func field(_ name: String) -> String? {
    guard let place = book.names["gongkai.\(name)"].flatMap(place) else { return nil }
    let text = book.sheets[place.sheet].text(place.first.row, place.first.column) ?? ""
    let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  private func period() throws(SourceError) -> ReportPeriod? {
    guard let text = field("period") ?? book.properties["year"], !text.isEmpty else { return nil }
    guard let period = ReportPeriod(text.hasSuffix("年") ? String(text.dropLast()) : text) else {
      let expected = ReportPeriod.refusal(ofYear: text)
      throw SourceError(
        path, Bilingual(zh: "工作簿的年份：\(expected.zh)", en: "the year of the workbook: \(expected.en)"))
    }
    return period
  }

  /// Formulas that a program wrote and none has calculated since: sums that the form knows are added up, others are told.
  private func calculate(_ cells: [Form.Cell: Place], in report: inout Report) {
    var open = cells
    // A total may be a part of another.
    while true {
      var done: [Form.Cell: CellValue] = [:]
      for cell in open.keys {
        guard let parts = report.form.totals(of: cell.number).first?.parts,
          !parts.contains(where: { part in open.keys.contains { $0.number == part } || report[part].isAbsent })
        else { continue }
        let figures = parts.compactMap { report[$0].figure }
        let sum = figures.reduce(.zero, +)
        guard sum.millionths.magnitude <= Figure.limit.millionths.magnitude else { continue }
        done[cell] = figures.isEmpty ? .blank : .stated(sum)
      }
      if done.isEmpty { break }
      for (cell, value) in done {
        if let place = open.removeValue(forKey: cell) {
          report.set(cell.number, value, from: Origin(line: place.first.row + 1, column: place.first.column + 1))
        }
      }
    }
    for (cell, place) in open.sorted(by: { $0.key.number < $1.key.number }) {
      // Where the parts are still to be filled in, so is their sum.
      let parts = report.form.totals(of: cell.number).first?.parts ?? []
      if !parts.isEmpty, parts.allSatisfy({ report[$0].isAbsent }) { continue }
      unread(
        cell, Origin(line: place.first.row + 1, column: place.first.column + 1),
        Bilingual(
          zh: "公式从未计算；请用 Excel 或 WPS 打开并保存后再读取",
          en: "the formula was never calculated; open the workbook in a spreadsheet program, and save it"), in: &report)
    }
  }

  private func set(_ cell: Form.Cell, at place: Place, absent: [Place], inferred: [Place], in report: inout Report) throws(SourceError) {
    let (row, column) = place.first
    let text = book.sheets[place.sheet].text(row, column) ?? ""
    let origin = Origin(line: row + 1, column: column + 1, raw: text)
    for message in book.sheets[place.sheet].cell(row, column)?.unread?.unread ?? [] {
      report.findings.append(
        Finding(
          .warning, .doubtfulFigure, cell: cell.address, at: SourcePosition(path: path, line: origin.line, column: origin.column), message))
    }
    switch PrintedFigure(Array(text.utf8), words) {
    case .blank: report.set(cell.number, absent.contains { $0.contains(place) } ? .absent : .blank, from: origin)
    case .absent: break
    case .number(let number):
      do {
        let (value, _) = try number.value(in: cell, of: report.form, stated: .money(power: report.form.notation.moneyPower))
        let wasInferred = inferred.contains { $0.contains(place) }
        report.set(cell.number, wasInferred ? value.figure.map { .inferred($0) } ?? value : value, from: origin)
      } catch {
        unread(cell, origin, error.message, in: &report)
      }
    case .text: unread(cell, origin, Bilingual(zh: "“\(text.shortened)”不是数字", en: "\"\(text.shortened)\" is not a number"), in: &report)
    }
  }

  private func unread(_ cell: Form.Cell, _ origin: Origin, _ message: Bilingual, in report: inout Report) {
    report.findings.append(
      Finding(
        .error, .unreadFigure, cell: cell.address, at: SourcePosition(path: path, line: origin.line, column: origin.column), message))
  }

  private func areas(_ prefix: String) -> [Place] {
    book.names.filter { $0.key.hasPrefix(prefix) }.values.compactMap(place)
  }

  /// A name that is too long for one property stands in several.
  private var agency: String {
    if let agency = book.properties["agency"] { return agency }
    var pieces: [String] = []
    while let piece = book.properties["agency.\(pieces.count + 1)"] { pieces.append(piece) }
    return pieces.joined()
  }

  // MARK: - Prose

  private struct Prose {
    var number: Int
    var heading: String
    var sheet: Int
    /// The rows with their texts. What a user wrote below the named rows comes behind them.
    var lines: [(row: Int, text: String)] = []
  }

  /// The prose: sections where their names say, and what a user wrote on the sheets of the form's parts beside them.
  private func addSections(_ places: [Place], to report: inout Report) throws(SourceError) {
    var sections = try namedSections()
    var taken: [Int: Set<Int>] = [:]
    for section in sections { taken[section.sheet, default: []].formUnion(section.lines.map(\.row)) }
    for place in areas("gongkai.legend.") + areas("gongkai.joined.")
    where place.first.row <= place.last.row && place.last.row < Workbook.Sheet.rowLimit {
      taken[place.sheet, default: []].formUnion(place.first.row...place.last.row)
    }
    for part in report.form.parts {
      guard let index = book.sheets.firstIndex(where: { $0.name == part.sheet }) else { continue }
      let sheet = book.sheets[index]
      let below = places.filter { $0.sheet == index }.map(\.last.row).max() ?? 0
      let lines = sheet.firstColumn(of: min(below + 1, Workbook.Sheet.rowLimit)...Workbook.Sheet.rowLimit)
        .filter { taken[index]?.contains($0.row) != true }.map { (row: $0.row, text: Self.withoutIndent($0.text)) }
      let wordings = [part.heading] + part.otherHeadings
      if let known = sections.firstIndex(where: { $0.sheet == index && wordings.contains($0.heading) }) {
        let isEmpty = sections[known].lines.allSatisfy(\.text.isEmpty)
        if !lines.isEmpty { sections[known].lines = (isEmpty ? [] : sections[known].lines) + lines }
      } else if !lines.isEmpty {
        let printed = sheet.text(0, 0) ?? part.heading
        // In the form's order, between those that have a number.
        sections.append(
          Prose(number: Int.max, heading: wordings.contains(printed) ? printed : part.heading, sheet: index, lines: lines))
      }
    }
    for section in sections { add(section.lines, under: section.heading, to: &report) }
  }

  /// The sections by their names, in their order.
  private func namedSections() throws(SourceError) -> [Prose] {
    var numbers: [Int: Place] = [:]
    for (name, reference) in book.names where name.hasPrefix("gongkai.section.") {
      guard let number = Int(name.dropFirst("gongkai.section.".count)), let area = place(reference) else { continue }
      numbers[number] = area
    }
    var joined: [Int: Set<Int>] = [:]
    var budget = Workbook.Sheet.rowLimit
    func rows(_ area: Place) throws(SourceError) -> Range<Int> {
      guard area.first.row <= area.last.row else { return 0..<0 }
      let rows = area.first.row..<area.last.row + 1
      budget -= rows.count
      guard budget >= 0 else {
        throw SourceError(
          path,
          Bilingual(
            zh: "工作簿中命名的段落超过 \(Workbook.Sheet.rowLimit) 行", en: "the workbook names more than \(Workbook.Sheet.rowLimit) rows of prose"))
      }
      return rows
    }
    for area in areas("gongkai.joined.") { joined[area.sheet, default: []].formUnion(try rows(area)) }
    var sections: [Prose] = []
    for (number, area) in numbers.sorted(by: { $0.key < $1.key }) {
      let sheet = book.sheets[area.sheet]
      let heading = book.names["gongkai.heading.\(number)"].flatMap(place)
      var prose = Prose(number: number, heading: "", sheet: area.sheet)
      var pieces: [String] = []
      for row in try rows(area) {
        let text = sheet.text(row, 0) ?? ""
        if heading == nil, row == area.first.row {
          // A workbook of an earlier version: the first row is the heading.
          prose.heading = text
        } else if heading == nil, text.isEmpty {
          continue
        } else if joined[area.sheet]?.contains(row) == true, !prose.lines.isEmpty {
          pieces.append(text)
        } else {
          if !pieces.isEmpty { prose.lines[prose.lines.count - 1].text += pieces.joined() }
          pieces = []
          prose.lines.append((row, Self.withoutIndent(text)))
        }
      }
      if !pieces.isEmpty { prose.lines[prose.lines.count - 1].text += pieces.joined() }
      if let heading { prose.heading = book.sheets[heading.sheet].text(heading.first.row, heading.first.column) ?? "" }
      sections.append(prose)
    }
    return sections
  }

  /// Without the indent that a paragraph has on the sheet.
  private static func withoutIndent(_ text: String) -> String {
    text.hasPrefix(Form.indent) ? String(text.dropFirst(Form.indent.count)) : text
  }

  private func add(_ lines: [(row: Int, text: String)], under heading: String, to report: inout Report) {
    // A cell may hold several paragraphs.
    let places = lines.flatMap { line in
      line.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { _ in Report.Place(line: line.row + 1, column: 1) }
    }
    report.note(paragraphs: places, under: heading)
    report.sections.append(Report.Section(heading: heading, text: lines.map(\.text).joined(separator: "\n")))
  }

  /// `'三、…'!$D$5:$J$6`
  private func place(_ reference: String) -> Place? {
    guard let mark = reference.lastIndex(of: "!") else { return nil }
    var name = reference[..<mark]
    if name.hasPrefix("'"), name.hasSuffix("'"), name.count >= 2 { name = name.dropFirst().dropLast() }
    let plain = name.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'")
    let corners = reference[reference.index(after: mark)...].split(separator: ":")
    guard let sheet = book.sheets.firstIndex(where: { $0.name == plain }), let start = corners.first, let end = corners.last,
      let first = Workbook.reference(start), let last = Workbook.reference(end)
    else { return nil }
    // A range may name any two of its corners.
    return Place(
      sheet: sheet, first: (min(first.row, last.row), min(first.column, last.column)),
      last: (max(first.row, last.row), max(first.column, last.column)))
  }
}
