// Reports in JSON: one object, an array of them, or one after the other as in NDJSON.

import DisclosureReport

/// Reads reports in JSON, one at a time.
///
/// - Throws: ``SourceError`` with line and column when the JSON is broken, when a name is not in the form, or when a figure
///   is not a number.
struct JSONReportReader: ReportReader {
  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let bytes = try source.bytes()
    try checkUTF8(bytes, path: source.path)
    var parser = JSONParser(bytes, path: source.path)
    var cursor = PlaceCursor()
    while parser.peek() != nil {
      guard parser.take(UInt8(ascii: "[")) else {
        try each(try report(try parser.value(), parser, &cursor, options))
        continue
      }
      if parser.take(UInt8(ascii: "]")) { continue }
      repeat { try each(try report(try parser.value(depth: 1), parser, &cursor, options)) } while parser.take(UInt8(ascii: ","))
      guard parser.take(UInt8(ascii: "]")) else { throw parser.unexpected(expected: Bilingual(zh: "逗号或 ]", en: "a comma or ]")) }
    }
  }

  private func report(
    _ value: JSONValue, _ parser: JSONParser, _ cursor: inout PlaceCursor, _ options: ReadingOptions
  ) throws(SourceError) -> Report {
    cursor.rebase(to: value.offset, in: parser.bytes)
    let node = ReportNode(value: value, parser: parser)
    let members = try node.members(Bilingual(zh: "一份报告（对象）", en: "a report (an object)"))
    func member(_ key: String) -> ReportNode? {
      members.first { $0.key == key }.map { ReportNode(value: $0.value, parser: parser) }
    }
    guard let tables = member("tables") else {
      throw node.error(Bilingual(zh: "报告缺少字段“tables”", en: "the report lacks the field \"tables\""))
    }
    var period: ReportPeriod?
    if let node = member("year") { period = try node.period() }
    let form = try form(member("form"), year: options.period?.year ?? period?.year, tables: tables, node, options)
    var report = Report(form: form, agency: try node.text(of: "agency", else: ""), period: period, path: parser.path)
    var inferred: Set<String> = []
    for node in try node.elements(of: "inferred") { inferred.insert(try node.text()) }
    try fill(&report, from: tables, inferred: inferred, &cursor)
    for node in try node.elements(of: "sections") {
      let section = Report.Section(heading: try node.text(of: "heading"), text: try node.text(of: "text"))
      let place = cursor.place(of: node.value.offset, in: parser.bytes)
      let here = Report.Place(line: place.line, column: place.column)
      report.note(
        paragraphs: section.text.paragraphs.map { _ in here }, under: section.heading)
      report.sections.append(section)
    }
    for node in try node.elements(of: "findings") {
      if let finding = try finding(node) { report.findings.append(finding) }
    }
    if let options = options.form, let stated = member("form"), case let id = try stated.scalarText(), id != options.id {
      let place = cursor.place(of: stated.value.offset, in: parser.bytes)
      report.findings.append(
        Finding(
          .warning, .doubtfulForm, at: SourcePosition(path: parser.path, line: place.line, column: place.column),
          Bilingual(zh: "文件写明格式 \(id)，按选项使用 \(options.id)", en: "the file says form \(id), read as \(options.id) by option")))
    }
    let known = ["form", "agency", "year", "tables", "sections", "inferred", "findings"]
    for unknown in members where !known.contains(unknown.key) {
      let place = cursor.place(of: unknown.keyOffset, in: parser.bytes)
      report.findings.append(
        Finding(
          .warning, .unreadRow, at: SourcePosition(path: parser.path, line: place.line, column: place.column),
          Bilingual(
            zh: "不认识的字段“\(unknown.key.shortened)”，未读取", en: "the unknown field \"\(unknown.key.shortened)\" was not read")))
    }
    return report
  }

  private func form(
    _ stated: ReportNode?, year: Int?, tables: ReportNode, _ node: ReportNode, _ options: ReadingOptions
  ) throws(SourceError) -> Form {
    if let form = options.form { return form }
    if let stated {
      let id = try stated.scalarText()
      guard let form = options.form(id) else { throw stated.error(unknownForm(id)) }
      return form
    }
    // Nothing names the form: the editions that have all the cells, and among several the one of the year.
    let addresses = try tables.addresses()
    let fitting = options.forms.filter { form in addresses.allSatisfy { form.cell($0) != nil } }
    if fitting.count == 1 { return fitting[0] }
    if let year, let form = (fitting.isEmpty ? options.forms : fitting).first(where: { $0.years.contains(year) }) { return form }
    throw node.error(
      Bilingual(
        zh: "无法判断表格格式：没有字段“form”，也没有年份；请用 --form 或 --year 指定",
        en: "the form cannot be told: there is neither a field \"form\" nor a year; give --form or --year"))
  }

  private func fill(
    _ report: inout Report, from tables: ReportNode, inferred: Set<String>, _ cursor: inout PlaceCursor
  ) throws(SourceError) {
    try tables.eachCell { (address, keyOffset, node) throws(SourceError) in
      guard let cell = report.form.cell(address) else {
        throw node.parser.error(
          at: keyOffset,
          Bilingual(
            zh: "格式 \(report.form.id) 没有单元格“\(address.shortened)”；用 gongkai forms \(report.form.id) 查看全部",
            en: "form \(report.form.id) has no cell \"\(address.shortened)\"; gongkai forms \(report.form.id) shows all"))
      }
      let place = cursor.place(of: node.value.offset, in: node.parser.bytes)
      let origin = Origin(line: place.line, column: place.column)
      guard let figure = try node.figure() else {
        report.set(cell, .blank, from: origin)
        return
      }
      if let objection = report.form.cells[cell].kind.objection(to: figure) { throw node.error(objection) }
      report.set(cell, inferred.contains(address) ? .inferred(figure) : .stated(figure), from: origin)
    }
  }

  /// A finding of an earlier reading. Those about absent cells are derived anew.
  private func finding(_ node: ReportNode) throws(SourceError) -> Finding? {
    let code = FindingCode(rawValue: try node.text(of: "code"))
    guard code != .absentCell, code != .untitled else { return nil }
    var position: SourcePosition?
    if let source = try node.member("source") {
      position = SourcePosition(
        path: try source.text(of: "path"), line: try source.integer(of: "line", else: 1),
        column: try source.integer(of: "column", else: 1), place: try source.member("place")?.text())
    }
    return Finding(
      Severity(rawValue: try node.text(of: "severity")) ?? .warning, code, cell: try node.member("cell")?.text(), at: position,
      Bilingual(same: try node.text(of: "message")))
  }
}

/// A value in a report in JSON, with typed access.
private struct ReportNode {
  let value: JSONValue
  let parser: JSONParser

  func error(_ message: Bilingual) -> SourceError {
    parser.error(at: value.offset, message)
  }

  private func expected(_ what: Bilingual) -> SourceError {
    error(Bilingual(zh: "此处应为\(what.zh)，却是\(value.name.zh)", en: "expected \(what.en), found \(value.name.en)"))
  }

  func members(_ what: Bilingual) throws(SourceError) -> [JSONValue.Member] {
    guard case .object(let members) = value.kind else { throw expected(what) }
    return members
  }

  func member(_ key: String) throws(SourceError) -> ReportNode? {
    try members(Bilingual(zh: "对象", en: "an object")).first { $0.key == key }.map { ReportNode(value: $0.value, parser: parser) }
  }

  func elements() throws(SourceError) -> [ReportNode] {
    guard case .array(let elements) = value.kind else { throw expected(Bilingual(zh: "数组", en: "an array")) }
    return elements.map { ReportNode(value: $0, parser: parser) }
  }

  /// Empty when the member is missing.
  func elements(of key: String) throws(SourceError) -> [ReportNode] {
    guard let node = try member(key) else { return [] }
    return try node.elements()
  }

  func text() throws(SourceError) -> String {
    guard case .string(let text) = value.kind else { throw expected(Bilingual(zh: "字符串", en: "a string")) }
    return text
  }

  func text(of key: String, else fallback: String? = nil) throws(SourceError) -> String {
    guard let node = try member(key) else {
      if let fallback { return fallback }
      throw error(Bilingual(zh: "缺少字段“\(key)”", en: "the field \"\(key)\" is missing"))
    }
    return try node.text()
  }

  /// A string, or a number as its text: some write `"form": 2021`.
  func scalarText() throws(SourceError) -> String {
    if case .number(let text) = value.kind { return text }
    return try text()
  }

  func integer() throws(SourceError) -> Int {
    guard case .number(let text) = value.kind, let number = Int(text) else { throw expected(Bilingual(zh: "整数", en: "a whole number")) }
    return number
  }

  func integer(of key: String, else fallback: Int) throws(SourceError) -> Int {
    guard let node = try member(key) else { return fallback }
    // Lines and columns: no file has more.
    return min(max(1, try node.integer()), 1 << 31)
  }

  func period() throws(SourceError) -> ReportPeriod? {
    if case .null = value.kind { return nil }
    // A month is a string: "2026-03".
    if case .string(let text) = value.kind, text.contains("-") {
      guard let period = ReportPeriod(text) else { throw error(ReportPeriod.refusal(ofYear: text)) }
      return period
    }
    let year = try integer()
    guard ReportPeriod.years.contains(year) else { throw error(ReportPeriod.refusal(ofYear: String(year))) }
    return ReportPeriod(year: year)
  }

  /// Nil for `null`: a blank cell.
  func figure() throws(SourceError) -> Figure? {
    switch value.kind {
    case .null: return nil
    case .number(let text):
      let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
      let exponent = parts.count == 2 ? Int(parts[1]) : 0
      do {
        guard parts.count <= 2, let exponent else { throw Figure.Flaw.notANumber }
        guard exponent <= 12 else { throw Figure.Flaw.tooLarge }
        guard exponent >= -Figure.decimals else { throw Figure.Flaw.tooManyDecimals }
        return try Figure.parse(parts[0].utf8, moving: -exponent)
      } catch {
        throw self.error(((error as? Figure.Flaw) ?? .notANumber).message(about: text.shortened))
      }
    default: throw expected(Bilingual(zh: "数字或 null", en: "a number or null"))
    }
  }

  /// Visits the cells of `tables`: table, row, column.
  func eachCell(_ visit: (_ address: String, _ keyOffset: Int, _ node: ReportNode) throws(SourceError) -> Void) throws(SourceError) {
    for table in try members(Bilingual(zh: "各表格（对象）", en: "tables (an object)")) {
      for row in try ReportNode(value: table.value, parser: parser).members(Bilingual(zh: "各行（对象）", en: "rows (an object)")) {
        for column in try ReportNode(value: row.value, parser: parser).members(Bilingual(zh: "各列（对象）", en: "columns (an object)")) {
          try visit("\(table.key)/\(row.key)/\(column.key)", column.keyOffset, ReportNode(value: column.value, parser: parser))
        }
      }
    }
  }

  func addresses() throws(SourceError) -> [String] {
    var addresses: [String] = []
    try eachCell { (address, _, _) throws(SourceError) in addresses.append(address) }
    return addresses
  }
}
