// Reports out of an archive, one after the other.

import DisclosureReport

/// Reads an archive that ``ArchiveWriter`` wrote.
public enum ArchiveReader {
  /// Hands on the reports, in the order in which they were added.
  ///
  /// - Parameter form: Reports of this form only, instead of all.
  /// - Throws: ``SourceError`` when the file is no archive, or what `each` throws.
  public static func read(_ path: String, form: Form? = nil, each: (Report) throws -> Void) throws {
    // What a killed run has begun is rolled back by who may write; who only reads could not read it at all.
    if Database.hasJournal(path) { try? Database(path, isReadOnly: false).run("SELECT count(*) FROM sqlite_schema") }
    let database = try Database(path, isReadOnly: true)
    try check(database)
    let forms = try forms(of: database, form)
    let tables = try forms.map { form in (form, try form.tables.map { try TableScan($0, of: form, in: database) }) }
    let sections = try Scan(database, "SELECT report, heading, text FROM sections ORDER BY report, number")
    let states = try Scan(database, "SELECT report, \"table\", \"row\", \"column\", state FROM states ORDER BY report")
    let findings = try Scan(
      database,
      "SELECT report, severity, code, cell, message_zh, message_en, path, line, \"column\" FROM findings WHERE found_by = 'reading' ORDER BY report, number"
    )
    let reports = try database.prepare("SELECT id, agency, period, form, path FROM reports ORDER BY id")
    while try reports.step() {
      guard let id = reports.integer(0), let name = reports.text(3) else { continue }
      guard let (form, scans) = tables.first(where: { $0.0.id == name }) else {
        if form != nil { continue }
        throw SourceError(path, Bilingual(zh: "其中的格式“\(name.shortened)”没有定义", en: "its form \"\(name.shortened)\" is not defined"))
      }
      var report = Report(form: form, agency: reports.text(1) ?? "", period: reports.text(2).flatMap { ReportPeriod($0) }, path: path)
      for scan in scans { try scan.read(id, into: &report) }
      try states.rows(of: id) { row throws(SourceError) in
        let address = [row.text(1), row.text(2), row.text(3)].map { $0 ?? "" }.joined(separator: "/")
        guard let cell = form.cell(address) else { return }
        if row.text(4) == "absent" {
          report[cell] = .absent
        } else if let figure = report[cell].figure {
          report[cell] = .inferred(figure)
        }
      }
      try sections.rows(of: id) { row throws(SourceError) in
        report.sections.append(Report.Section(heading: row.text(1) ?? "", text: row.text(2) ?? ""))
      }
      try findings.rows(of: id) { row throws(SourceError) in
        guard let severity = row.text(1).flatMap({ Severity(rawValue: $0) }) else { return }
        let source = row.text(6).map { SourcePosition(path: $0, line: max(1, row.integer(7) ?? 1), column: max(1, row.integer(8) ?? 1)) }
        report.findings.append(
          Finding(
            severity, FindingCode(rawValue: row.text(2) ?? ""), cell: row.text(3), at: source,
            Bilingual(zh: row.text(4) ?? "", en: row.text(5) ?? "")))
      }
      try each(report)
    }
  }

  /// Refuses what is no archive.
  static func check(_ database: Database) throws(SourceError) {
    // A view or virtual table in the place of a table could do anything.
    let tables = Set(try database.texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"))
    guard ["archive", "forms", "reports", "sections", "findings", "states", "rate_names", "rate_values"].allSatisfy(tables.contains),
      let version = try database.texts("SELECT value FROM archive WHERE key = 'version'").first.flatMap({ Int($0) })
    else {
      throw SourceError(
        database.path, Bilingual(zh: "这个数据库不是 gongkai 写出的", en: "this database is none that gongkai wrote"))
    }
    guard version == ArchiveSchema.version else {
      throw SourceError(
        database.path,
        Bilingual(
          zh: "这个数据库是版本 \(version)，应为 \(ArchiveSchema.version)",
          en: "the archive is of version \(version), expected was \(ArchiveSchema.version)"))
    }
  }

  /// The forms of the archive: the editions as they are, others from their documents.
  static func forms(of database: Database, _ only: Form? = nil) throws(SourceError) -> [Form] {
    let statement = try database.prepare("SELECT id, document FROM forms ORDER BY id")
    var forms: [Form] = []
    while try statement.step() {
      let id = statement.text(0) ?? ""
      if let only {
        if only.id == id { forms.append(only) }
      } else if let edition = Form.edition(id) {
        forms.append(edition)
      } else {
        forms.append(try Form(document: Array((statement.text(1) ?? "").utf8), path: database.path))
      }
    }
    return forms
  }
}

/// A query ordered by reports, read along with them.
private final class Scan {
  let statement: Statement
  private var isOpen: Bool

  init(_ database: Database, _ query: String) throws(SourceError) {
    statement = try database.prepare(query)
    isOpen = try statement.step()
  }

  /// Hands on the rows of a report; those of earlier ones, which nobody asked for, are left out.
  func rows(of id: Int, each: (Statement) throws(SourceError) -> Void) throws(SourceError) {
    while isOpen, let own = statement.integer(0), own <= id {
      if own == id { try each(statement) }
      isOpen = try statement.step()
    }
  }
}

/// The rows of a form's table.
private final class TableScan {
  private let scan: Scan
  private let cells: [String: [(column: Int, cell: CellNumber)]]

  init(_ table: Form.Table, of form: Form, in database: Database) throws(SourceError) {
    let columns = ArchiveSchema.columns(table)
    let name = ArchiveSchema.name(table)
    let isTable = try database.texts("SELECT type FROM sqlite_schema WHERE name = \(name.literal)") == ["table"]
    guard isTable else {
      throw SourceError(database.path, Bilingual(zh: "其中没有表 \(name)", en: "it has no table \(name)"))
    }
    let list = (["report", "row"] + columns.map(ArchiveSchema.name(column:))).map(\.identifier).joined(separator: ", ")
    // Only the reports of the form: another edition's rows may have the same names.
    scan = try Scan(
      database,
      "SELECT \(list) FROM \(name.identifier) WHERE report IN (SELECT id FROM reports WHERE form = \(form.id.literal)) ORDER BY report")
    var cells: [String: [(column: Int, cell: CellNumber)]] = [:]
    for row in table.rows {
      cells[row.id] = zip(row.cells, table.blocks[row.block].columns).map { cell, column in
        (2 + (columns.firstIndex(of: column.id) ?? 0), cell)
      }
    }
    self.cells = cells
  }

  func read(_ id: Int, into report: inout Report) throws(SourceError) {
    try scan.rows(of: id) { row throws(SourceError) in
      for (column, cell) in cells[row.text(1) ?? ""] ?? [] {
        let figure = row.figure(column)
        report[cell] = figure.map { .stated($0) } ?? .blank
        let kind = report.form.cells[cell].kind
        let isSound = figure.map { ($0.isWhole || kind == .money) && ($0 >= .zero || kind == .signed) } ?? row.isNull(column)
        guard !isSound else { continue }
        let text = (row.text(column) ?? "").shortened
        report.findings.append(
          Finding(
            .error, .unreadFigure, cell: report.form.cells[cell].address,
            at: SourcePosition(path: report.path, line: 1, column: 1, place: report.form.cells[cell].label),
            Bilingual(zh: "数据库中的“\(text)”不是这一格的数", en: "\"\(text)\" in the archive is no figure of this cell")))
        report[cell] = .blank
      }
    }
  }
}
