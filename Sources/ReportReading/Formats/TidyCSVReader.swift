// Tidy CSV names its cells, so nothing has to be recognised: a look-up for each line.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the cells of a tidy CSV stream: one line a cell, named by `table`, `row` and `column`.
///
/// The lines of one report stand together; the next report begins where agency, year or form change.
///
/// - Throws: ``SourceError`` with line and column when the header lacks a column, an address is not in the form, or a
///   figure is not a number.
struct TidyCSVReader: ReportReader {
  let delimiter: UInt8

  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    var header: TidyHeader?
    var gathering: Gathering?
    var seen: Set<[UInt8]> = []
    var known = KnownLines()
    try source.eachRecord(
      delimiter: delimiter,
      skim: { scanner, bytes in
        if gathering != nil, known.key != nil { gathering?.skim(&scanner, bytes, known) }
      }
    ) { scanner, bytes in
      guard let columns = header else {
        header = try TidyHeader(
          names: scanner.fields.map { scanner.string($0, in: bytes).filter { $0 != " " } }, path: source.path)
        return
      }
      let line = TidyLine(scanner: scanner, bytes: bytes, header: columns)
      if line.isEmpty { return }
      try line.checkWidth()
      if gathering == nil || !line.matches(gathering?.key ?? []) {
        if let done = gathering { try each(try done.report()) }
        let next = try Gathering(line, path: source.path, options)
        guard seen.insert(next.key).inserted else {
          throw line.error(
            nil,
            Bilingual(
              zh: "“\(next.name)”的数据不连续：同一份报告的各行应放在一起；可先按 agency、year 排序",
              en: "the lines of \"\(next.name)\" do not stand together; sort the file by agency and year first"))
        }
        gathering = next
        known.begin(line, form: next.form)
      }
      try gathering?.add(line)
    }
    if let done = gathering { try each(try done.report()) }
  }
}

/// One record, with access to its fields by meaning.
private struct TidyLine {
  let scanner: CSVScanner
  let bytes: UnsafeBufferPointer<UInt8>
  let header: TidyHeader

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

  /// Whether the fields stand in the order in which gongkai writes them, without quotes around the first three.
  var isCanonical: Bool {
    let order = [header.agency, header.year, header.form, header.table, header.row, header.column]
    return scanner.delimiter == UInt8(ascii: ",") && order == [0, 1, 2, 3, 4, 5] && header.value == 7 && header.state == 8
      && scanner.fields.count == 9 && scanner.fields[0].start == scanner.start
  }

  /// The bytes up to the table's id.
  var start: [UInt8] {
    Array(bytes[scanner.start..<scanner.fields[3].start])
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

/// What the lines of a report look like that gongkai itself wrote, so that they need not be split and looked up.
private struct KnownLines {
  /// The first three fields of the report's lines with their commas; nil if the file is laid out otherwise.
  private(set) var key: [UInt8]?
  private(set) var keyWidth = 0
  /// `table,row,column,label,` for all cells of the form, one behind the other.
  private(set) var arena: [UInt8] = []
  /// Where the text of each cell begins in the arena, and where the last ends.
  private(set) var starts: [Int] = [0]
  /// How many characters the text of each cell has.
  private(set) var widths: [Int] = []
  private var form: Form?

  mutating func begin(_ line: TidyLine, form: Form?) {
    key = nil
    guard let form, line.isCanonical else { return }
    if self.form !== form {
      self.form = form
      (arena, starts, widths) = ([], [0], [])
      for cell in form.cells {
        arena += cell.address.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: ",") : $0 }
        arena += ",\(cell.label),".utf8
        widths.append(characters(in: arena[starts[starts.count - 1]...]))
        starts.append(arena.count)
      }
    }
    let bytes = line.start
    keyWidth = characters(in: bytes[...])
    key = bytes
  }

  private func characters(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}

/// A report in the making.
private struct Gathering {
  let key: [UInt8]
  let name: String
  /// The report in every form that it may still be of; one if the file or an option says which.
  private var candidates: [Report]
  private var last = -1
  private let options: ReadingOptions

  /// The form, once nothing else is possible.
  var form: Form? { candidates.count == 1 ? candidates[0].form : nil }

  init(_ line: TidyLine, path: String, _ options: ReadingOptions) throws(SourceError) {
    key = line.key
    self.options = options
    let agency = line.string(line.header.agency)
    let yearText = line.string(line.header.year)
    name = [agency, yearText].filter { !$0.isEmpty }.joined(separator: " ")
    let year = Report.year(yearText)
    guard yearText.isEmpty || year != nil else { throw line.error(line.header.year, Report.refusal(ofYear: yearText)) }
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
    candidates = forms.map { form in
      var report = Report(form: form, agency: agency, year: year, path: path)
      report.findings = findings
      return report
    }
  }

  mutating func add(_ line: TidyLine) throws(SourceError) {
    // Where nothing names the form, every edition that still has all cells stays in the running.
    var failure: SourceError?
    var index = 0
    while index < candidates.count {
      do {
        try Self.add(line, keepsOrigins: options.keepsOrigins, to: &candidates[index], after: &last)
        index += 1
      } catch {
        failure = error
        candidates.remove(at: index)
      }
    }
    if candidates.isEmpty, let failure { throw failure }
  }

  /// Steps over the lines that follow one another as the form's cells do and hold plain whole figures.
  mutating func skim(_ scanner: inout CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>, _ known: KnownLines) {
    guard let key = known.key, candidates.count == 1 else { return }
    let first = last + 1
    let firstLine = scanner.upcomingLine
    var offset = scanner.offset
    let end = candidates[0].withCells { cells in
      known.arena.withUnsafeBufferPointer { arena in
        key.withUnsafeBufferPointer { key in
          var cell = first
          while cell < cells.count, cells[cell].isAbsent {
            let start = known.starts[cell]
            let length = known.starts[cell + 1] - start
            // Room for the longest figure and state.
            guard bytes.count - offset >= key.count + length + 32, Self.matches(bytes, offset, key, 0, key.count),
              Self.matches(bytes, offset + key.count, arena, start, length),
              let value = Self.figure(bytes, key.count + length, &offset)
            else { break }
            cells[cell] = value
            cell += 1
          }
          return cell
        }
      }
    }
    if options.keepsOrigins {
      for cell in first..<end {
        candidates[0].note(Origin(line: firstLine + cell - first, column: known.keyWidth + known.widths[cell] + 1), of: cell)
      }
    }
    last = end - 1
    scanner.skip(to: offset, lines: end - first)
  }

  /// Reads value and state behind a known start of a line, and moves the offset behind the line; nil if they are not plain.
  private static func figure(_ bytes: UnsafeBufferPointer<UInt8>, _ length: Int, _ offset: inout Int) -> CellValue? {
    let start = offset + length
    var at = start
    var figure = 0
    while at - start < 9, (0x30...0x39).contains(bytes[at]) {
      figure = figure * 10 + Int(bytes[at] &- 0x30)
      at += 1
    }
    // `,stated\n` and `,blank\n`, read as one number; the caller has made sure of the room.
    let state = UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self))
    if at > start, state == 0x0A64_6574_6174_732C {
      offset = at + 8
      return .stated(Figure(figure))
    }
    if at == start, state & 0x00FF_FFFF_FFFF_FFFF == 0x000A_6B6E_616C_622C {
      offset = at + 7
      return .blank
    }
    return nil
  }

  @inline(__always)
  private static func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ expected: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
  ) -> Bool {
    guard let left = bytes.baseAddress, let right = expected.baseAddress else { return false }
    return memcmp(left + offset, right + start, count) == 0
  }

  private static func add(_ line: TidyLine, keepsOrigins: Bool, to report: inout Report, after last: inout Int) throws(SourceError) {
    let header = line.header
    let address = "\(line.string(header.table))/\(line.string(header.row))/\(line.string(header.column))"
    let cell: Int
    if last + 1 < report.cells.count, report.form.cells[last + 1].address == address {
      cell = last + 1
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
    last = cell
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
    do throws(Figure.Flaw) {
      figure = try Figure.parse(raw)
    } catch {
      throw line.error(header.value, error.message(about: line.string(header.value).shortened))
    }
    if let objection = kind.objection(to: figure) { throw line.error(header.value, objection) }
    return state == "inferred" ? .inferred(figure) : .stated(figure)
  }

  /// The finished report. Where several editions have all its cells, the year decides.
  func report() throws(SourceError) -> Report {
    let first = candidates[0]
    if candidates.count == 1 { return first }
    let year = options.year ?? first.year
    guard let year, let decided = candidates.first(where: { $0.form.years.contains(year) }) else {
      throw SourceError(
        first.path,
        Bilingual(
          zh: "无法判断表格格式：既没有 form 列，也没有年份；请用 --form 或 --year 指定",
          en: "the form cannot be told: there is no form column and no year; give --form or --year"))
    }
    return decided
  }
}

/// The message for a form id that nobody knows.
func unknownForm(_ id: String) -> Bilingual {
  let known = Form.editions.map(\.id)
  return Bilingual(
    zh: "不认识的格式“\(id.shortened)”；内置 \(known.joined(separator: "、"))，其他格式用 --form 文件 指定",
    en: "unknown form \"\(id.shortened)\"; built in are \(known.joined(separator: ", ")), others are given as --form FILE")
}
