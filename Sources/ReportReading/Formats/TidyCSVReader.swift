// Tidy CSV names its cells, so nothing has to be recognised: a look-up for each line.

import DisclosureReport

/// Reads the cells of a tidy CSV stream: one line a cell, named by `table`, `row` and `column`.
///
/// The lines of one report stand together; the next report begins where agency, year or form change.
///
/// - Throws: ``SourceError`` with line and column when the header lacks a column, an address is not in the form, or a
///   figure is not a number.
struct TidyCSVReader: ReportReader {
  let delimiter: UInt8

  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    var header: TidyHeader?
    var gathering: Gathering?
    var seen: Set<[UInt8]> = []
    var known: KnownLines?
    let words = session.forms(options.form).words
    try source.eachRecord(
      delimiter: delimiter, skim: { scanner, bytes in gathering?.skim(&scanner, bytes, known) }
    ) { scanner, bytes in
      guard let columns = header else {
        let names = scanner.fields.map { scanner.string($0, in: bytes).filter { $0 != " " } }
        let found = try TidyHeader(names: names, path: source.path)
        header = found
        known = KnownLines(found, delimiter: delimiter)
        return
      }
      let line = TidyLine(scanner: scanner, bytes: bytes, header: columns, words: words)
      if line.isEmpty { return }
      try line.checkWidth()
      if gathering == nil || !line.matches(gathering?.key ?? []) {
        if let done = gathering { try each(try done.finished()) }
        let next = try Gathering(line, path: source.path, options)
        guard seen.insert(next.key).inserted else {
          throw line.error(
            nil,
            Bilingual(
              zh: "“\(next.name)”的数据不连续：同一份报告的各行应放在一起；可先按 agency、year 排序",
              en: "the lines of \"\(next.name)\" do not stand together; sort the file by agency and year first"))
        }
        gathering = next
      }
      try gathering?.add(line)
      if let gathering { known?.learn(scanner, bytes, cell: gathering.last, of: gathering.report.form) }
    }
    if let done = gathering { try each(try done.finished()) }
  }
}

/// One record, with access to its fields by meaning.
private struct TidyLine {
  let scanner: CSVScanner
  let bytes: UnsafeBufferPointer<UInt8>
  let header: TidyHeader
  /// What stands for figures.
  let words: FigureWords

  var isEmpty: Bool {
    scanner.fields.allSatisfy { $0.start == $0.end }
  }

  func checkWidth() throws(SourceError) {
    let needed = [header.table, header.row, header.column, header.value].max() ?? 0
    if scanner.fields.count <= needed {
      throw SourceError(
        scanner.path, at: SourceError.Place(line: scanner.line, column: 1),
        Bilingual(
          zh: "这一行只有 \(scanner.fields.count) 列，至少应有 \(needed + 1) 列",
          en: "this line has \(scanner.fields.count) fields, needed are at least \(needed + 1)"))
    }
  }

  func raw(_ index: Int?) -> UnsafeBufferPointer<UInt8>.SubSequence {
    guard let index, index < scanner.fields.count else { return bytes[0..<0] }
    let field = scanner.fields[index]
    return bytes[field.start..<field.end]
  }

  func string(_ index: Int?) -> String {
    guard let index, index < scanner.fields.count else { return "" }
    return scanner.string(scanner.fields[index], in: bytes)
  }

  func place(_ index: Int?) -> SourceError.Place {
    guard let index, index < scanner.fields.count else { return SourceError.Place(line: scanner.line, column: 1) }
    return scanner.place(of: scanner.fields[index].start, in: bytes)
  }

  func error(_ index: Int?, _ message: Bilingual) -> SourceError {
    SourceError(scanner.path, at: place(index), message)
  }

  /// Agency, year and form as they stand, to tell one report from the next.
  var key: [UInt8] {
    Array(raw(header.agency)) + [0] + Array(raw(header.year)) + [0] + Array(raw(header.form))
  }

  func matches(_ key: [UInt8]) -> Bool {
    var rest = key[...]
    for index in [header.agency, header.year, header.form] {
      let part = raw(index)
      guard rest.starts(with: part) else { return false }
      rest = rest.dropFirst(part.count)
      if rest.first == 0 { rest = rest.dropFirst() }
    }
    return rest.isEmpty
  }
}

/// A report in the making.
private struct Gathering {
  let key: [UInt8]
  let name: String
  /// Of the likeliest form, by what the file or an option says, else by the year.
  private(set) var report: Report
  /// The forms that it may be of besides.
  private var others: [Form]
  /// The cell that came last.
  private(set) var last = -1
  private let options: ReadingOptions

  init(_ line: TidyLine, path: String, _ options: ReadingOptions) throws(SourceError) {
    key = line.key
    self.options = options
    let agency = line.string(line.header.agency)
    let yearText = line.string(line.header.year)
    name = [agency, yearText].filter { !$0.isEmpty }.joined(separator: " ")
    let period = ReportPeriod(yearText)
    guard yearText.isEmpty || period != nil else { throw line.error(line.header.year, ReportPeriod.refusal(ofYear: yearText)) }
    let id = line.string(line.header.form)
    let forms: [Form]
    var findings: [Finding] = []
    if let form = options.form {
      forms = [form]
      if !id.isEmpty, id != form.id {
        findings.append(
          Finding(
            .warning, .doubtfulForm, at: SourcePosition(path: path, line: line.scanner.line, column: 1),
            Bilingual(zh: "文件写明格式 \(id)，按选项使用 \(form.id)", en: "the file says form \(id), read as \(form.id) by option")))
      }
    } else if !id.isEmpty {
      guard let form = options.form(id) else { throw line.error(line.header.form, unknownForm(id)) }
      forms = [form]
    } else {
      forms = options.forms
    }
    let meant = options.period?.year ?? period?.year
    let first = forms.firstIndex { form in meant.map(form.years.contains) ?? false } ?? 0
    report = Report(form: forms[first], agency: agency, period: period, path: path)
    report.findings = findings
    others = forms.indices.filter { $0 != first }.map { forms[$0] }
  }

  mutating func add(_ line: TidyLine) throws(SourceError) {
    do {
      try Self.add(line, keepsOrigins: options.keepsOrigins, to: &report, after: &last)
    } catch {
      // Where nothing names the form, another edition may have this cell and all that came before.
      for form in others {
        guard var moved = report.moved(to: form) else { continue }
        var next = -1
        do {
          try Self.add(line, keepsOrigins: options.keepsOrigins, to: &moved, after: &next)
        } catch { continue }
        others.removeAll { $0 === form }
        (report, last) = (moved, next)
        return
      }
      throw error
    }
  }

  /// Steps over the lines that look, byte by byte, like others of the same report and of cells that are known, and hold plain whole
  /// figures.
  mutating func skim(_ scanner: inout CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>, _ known: KnownLines?) {
    guard let known, known.isLearned(for: report.form) else { return }
    let keepsOrigins = options.keepsOrigins
    let line = scanner.upcomingLine
    var origins: [(cell: Int, column: Int)] = []
    var (offset, count, last) = (scanner.offset, 0, last)
    report.withCells { cells in
      while let found = known.match(bytes, at: offset, after: last), found.cell < cells.count, cells[found.cell].isAbsent {
        cells[found.cell] = found.value
        if keepsOrigins { origins.append((found.cell, 1 + characters(in: bytes[offset..<found.valueStart]))) }
        (offset, last) = (found.end, found.cell)
        count += 1
      }
    }
    for (number, origin) in origins.enumerated() {
      report.note(Origin(line: line + number, column: origin.column), of: CellNumber(origin.cell))
    }
    self.last = last
    scanner.skip(to: offset, lines: count)
  }

  private static func add(_ line: TidyLine, keepsOrigins: Bool, to report: inout Report, after last: inout Int) throws(SourceError) {
    let header = line.header
    let address = "\(line.string(header.table))/\(line.string(header.row))/\(line.string(header.column))"
    let cell: CellNumber
    let next = CellNumber(last + 1)
    if next < report.cells.endIndex, report.form.cells[next].address == address {
      cell = next
    } else {
      guard let found = report.form.cell(address) else {
        throw line.error(
          header.table,
          Bilingual(
            zh: "格式 \(report.form.id) 没有单元格“\(address.shortened)”；用 gongkai forms \(report.form.id) 查看全部",
            en: "form \(report.form.id) has no cell \"\(address.shortened)\"; gongkai forms \(report.form.id) shows all"))
      }
      cell = found
    }
    last = cell.index
    guard report[cell].isAbsent else {
      throw line.error(header.table, Bilingual(zh: "单元格“\(address)”重复出现", en: "the cell \"\(address)\" is there twice"))
    }
    let value = try value(of: line, kind: report.form.cells[cell].kind)
    guard keepsOrigins else {
      report[cell] = value
      return
    }
    let place = line.place(header.value)
    report.set(cell, value, from: Origin(line: place.line, column: place.column))
  }

  private static func value(of line: TidyLine, kind: Form.Kind) throws(SourceError) -> CellValue {
    let header = line.header
    let raw = line.raw(header.value)
    let state = line.string(header.state)
    switch (raw.isEmpty, state) {
    case (true, ""), (true, "blank"): return .blank
    case (false, ""), (false, "stated"), (false, "inferred"): break
    default:
      throw line.error(
        header.state,
        ["stated", "blank", "inferred"].contains(state)
          ? Bilingual(
            zh: "state 为“\(state)”与数值“\(line.string(header.value).shortened)”矛盾",
            en: "the state \"\(state)\" contradicts the value \"\(line.string(header.value).shortened)\"")
          : Bilingual(
            zh: "state 应为 stated、blank 或 inferred，却是“\(state.shortened)”",
            en: "a state is stated, blank or inferred, not \"\(state.shortened)\""))
    }
    let figure: Figure
    if raw.count <= 9, raw.allSatisfy({ (0x30...0x39).contains($0) }) {
      // Most figures are a few digits.
      figure = Figure(raw.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
    } else if state != "inferred", PrintedFigure(raw, line.words) == .blank {
      // The marks of blank cells, as agencies print them.
      return .blank
    } else {
      do throws(Figure.Flaw) {
        figure = try Figure.parse(raw)
      } catch {
        throw line.error(header.value, error.message(about: line.string(header.value).shortened))
      }
    }
    if let objection = kind.objection(to: figure) { throw line.error(header.value, objection) }
    return state == "inferred" ? .inferred(figure) : .stated(figure)
  }

  /// The finished report. Where several editions have all its cells, the year decides.
  func finished() throws(SourceError) -> Report {
    let possible = [report] + others.compactMap { report.moved(to: $0) }
    if possible.count == 1 { return report }
    let year = options.period?.year ?? report.year
    guard let year, let decided = possible.first(where: { $0.form.years.contains(year) }) else {
      throw SourceError(
        report.path,
        Bilingual(
          zh: "无法判断表格格式：既没有 form 列，也没有年份；请用 --form 或 --year 指定",
          en: "the form cannot be told: there is no form column and no year; give --form or --year"))
    }
    return decided
  }
}

extension Report {
  /// The same cells in another form; nil unless it has them all.
  fileprivate func moved(to form: Form) -> Report? {
    var moved = Report(form: form, agency: agency, period: period, path: path)
    moved.findings = findings
    for cell in self.form.cells where !self[cell.number].isAbsent {
      guard let number = form.cell(cell.address) else { return nil }
      if let figure = self[cell.number].figure, form.cells[number].kind.objection(to: figure) != nil { return nil }
      if let origin = origin(of: cell.number) {
        moved.set(number, self[cell.number], from: origin)
      } else {
        moved[number] = self[cell.number]
      }
    }
    return moved
  }
}

/// The message for a form id that nobody knows.
func unknownForm(_ id: String) -> Bilingual {
  let known = Form.editions.map(\.id)
  return Bilingual(
    zh: "不认识的格式“\(id.shortened)”；内置 \(known.joined(separator: "、"))，其他格式用 --form 文件 指定",
    en: "unknown form \"\(id.shortened)\"; built in are \(known.joined(separator: ", ")), others are given as --form FILE")
}
