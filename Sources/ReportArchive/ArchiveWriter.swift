// Reports into an archive: all of them or none, each in the place of an earlier one of the same agency and period.

import DisclosureReport

/// Adds reports to an archive, a SQLite database with a table for each official table.
///
/// ```swift
/// let writer = try ArchiveWriter("reports.sqlite")
/// _ = try writer.add(report, findings: report.findings)
/// try writer.finish()
/// ```
///
/// What was added stands in the archive once ``finish()`` has returned; until then, and if the program is killed, it is as it was.
public final class ArchiveWriter {
  private let database: Database
  /// The largest id before anything was added.
  private let before: Int64
  private var forms: [Form] = []
  private var inserts: [String: Statement] = [:]
  private let report: Statement
  private let earlier: Statement
  private let section: Statement
  private let finding: Statement
  private let state: Statement
  private let rateValue: Statement
  /// The rates of each form with their numbers in the archive.
  private var rates: [String: [(id: Int, rate: Form.Rate)]] = [:]

  /// - Parameters:
  ///   - path: A new file, or an archive to add to.
  ///   - isDiscarded: Whether a file that is not finished is of no use: then nothing is written beside it for rolling back.
  /// - Throws: ``SourceError`` when the file is no archive, or of a later version.
  public init(_ path: String, isDiscarded: Bool = false) throws(SourceError) {
    database = try Database(path, isReadOnly: false)
    // One transaction: what is not finished is rolled back by whoever opens it next.
    if isDiscarded { try database.run("PRAGMA journal_mode = MEMORY") }
    try database.run("PRAGMA cache_size = -65536")
    try database.run("BEGIN IMMEDIATE")
    let known = try database.texts("SELECT name FROM sqlite_schema")
    if known.isEmpty {
      for statement in ArchiveSchema.tables { try database.run(statement) }
    } else {
      try ArchiveReader.check(database)
    }
    before = Int64(try database.texts("SELECT coalesce(max(id), 0) FROM reports").first ?? "0") ?? 0
    report = try database.prepare("INSERT INTO reports (agency, period, year, month, previous, form, path) VALUES (?, ?, ?, ?, ?, ?, ?)")
    earlier = try database.prepare("SELECT id FROM reports WHERE agency = ? AND period = ?")
    section = try database.prepare("INSERT INTO sections VALUES (?, ?, ?, ?)")
    finding = try database.prepare("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    state = try database.prepare("INSERT INTO states VALUES (?, ?, ?, ?, ?)")
    rateValue = try database.prepare("INSERT INTO rate_values VALUES (?, ?, ?, ?)")
    forms = try ArchiveReader.forms(of: database)
  }

  /// What became of a report.
  public enum Outcome: Sendable {
    case added
    /// An earlier report of the archive made room for it.
    case replaced
    /// So did one that was added since the archive was opened.
    case repeated
  }

  /// - Parameter findings: What is to be said of it besides what reading found.
  public func add(_ report: Report, findings: [Finding]) throws(SourceError) -> Outcome {
    try know(report.form)
    let outcome = try remove(report.agency, report.period)
    try self.report.bind(report.agency.isEmpty ? nil : report.agency, at: 0)
    try self.report.bind(report.period?.description, at: 1)
    try self.report.bind(report.year, at: 2)
    try self.report.bind(report.month, at: 3)
    try self.report.bind(report.period?.previous.description, at: 4)
    try self.report.bind(report.form.id, at: 5)
    try self.report.bind(report.path, at: 6)
    try self.report.run()
    let id = Int(database.lastRow)
    for table in report.form.tables { try add(table, of: report, id) }
    for (number, entry) in report.sections.enumerated() {
      try section.bind(id, at: 0)
      try section.bind(number + 1, at: 1)
      try section.bind(entry.heading, at: 2)
      try section.bind(entry.text, at: 3)
      try section.run()
    }
    for (number, entry) in (report.findings + findings).enumerated() {
      try add(entry, by: number < report.findings.count ? "reading" : "checking", number + 1, id)
    }
    for rate in rates[report.form.id] ?? [] {
      let sums = RateSums(report, rate.rate)
      if sums.numerator == nil { continue }
      try rateValue.bind(id, at: 0)
      try rateValue.bind(rate.id, at: 1)
      try rateValue.bind(sums.numerator, at: 2)
      try rateValue.bind(sums.denominator, at: 3)
      try rateValue.run()
    }
    return outcome
  }

  private func add(_ table: Form.Table, of report: Report, _ id: Int) throws(SourceError) {
    guard let insert = inserts["\(report.form.id)/\(table.id)"] else { return }
    let columns = ArchiveSchema.columns(table)
    for row in table.rows {
      guard report.cells[row.cells].contains(where: { !$0.isAbsent }) else { continue }
      try insert.bind(id, at: 0)
      try insert.bind(row.id, at: 1)
      try insert.bind(row.cells.lazy.compactMap { report.origin(of: $0)?.line }.first, at: 2)
      let own = table.blocks[row.block].columns
      var figures = [Figure?](repeating: nil, count: columns.count)
      for (cell, column) in zip(row.cells, own) {
        figures[columns.firstIndex(of: column.id) ?? 0] = report[cell].figure
        let value = report[cell]
        guard value.isAbsent || value.isInferred else { continue }
        try state.bind(id, at: 0)
        try state.bind(table.id, at: 1)
        try state.bind(row.id, at: 2)
        try state.bind(column.id, at: 3)
        try state.bind(value.isAbsent ? "absent" : "inferred", at: 4)
        try state.run()
      }
      for (index, figure) in figures.enumerated() { try insert.bind(figure, at: 3 + index) }
      try insert.run()
    }
  }

  private func add(_ entry: Finding, by finder: String, _ number: Int, _ id: Int) throws(SourceError) {
    try finding.bind(id, at: 0)
    try finding.bind(number, at: 1)
    try finding.bind(finder, at: 2)
    try finding.bind(entry.severity.rawValue, at: 3)
    try finding.bind(entry.code.rawValue, at: 4)
    try finding.bind(entry.cell, at: 5)
    try finding.bind(entry.message.zh, at: 6)
    try finding.bind(entry.message.en, at: 7)
    try finding.bind(entry.source?.path, at: 8)
    try finding.bind(entry.source?.line, at: 9)
    try finding.bind(entry.source?.column, at: 10)
    try finding.run()
  }

  /// The units that have to report, instead of those before.
  public func setRoster(_ units: [String]) throws(SourceError) {
    try database.run("DELETE FROM roster")
    let insert = try database.prepare("INSERT OR IGNORE INTO roster VALUES (?)")
    for unit in units {
      try insert.bind(unit, at: 0)
      try insert.run()
    }
  }

  /// Makes what was added part of the archive.
  public func finish() throws(SourceError) {
    try ArchiveSchema.makeViews(of: forms, in: database)
    try database.run("COMMIT")
  }

  // MARK: - Forms and earlier reports

  private func know(_ form: Form) throws(SourceError) {
    if inserts["\(form.id)/\(form.tables[TableNumber(0)].id)"] != nil { return }
    if let known = forms.first(where: { $0.id == form.id }), known != form {
      throw SourceError(
        database.path,
        Bilingual(
          zh: "数据库中的格式 \(form.id) 与这份报告的不同；请用另一个数据库，或给格式另取 id",
          en: "the archive's form \(form.id) is not that of this report; use another archive, or give the form another id"))
    }
    if !forms.contains(where: { $0.id == form.id }) {
      let insert = try database.prepare("INSERT INTO forms VALUES (?, ?, ?)")
      try insert.bind(form.id, at: 0)
      try insert.bind(form.name.zh, at: 1)
      try insert.bind(String(decoding: form.document, as: UTF8.self), at: 2)
      try insert.run()
      forms.append(form)
    }
    let name = try database.prepare(
      "INSERT OR IGNORE INTO rate_names (form, rate, name, is_share, is_growth, least) VALUES (?, ?, ?, ?, ?, ?)")
    let number = try database.prepare("SELECT id FROM rate_names WHERE form = ? AND rate = ?")
    rates[form.id] = try form.rates.map { rate throws(SourceError) in
      try name.bind(form.id, at: 0)
      try name.bind(rate.id, at: 1)
      try name.bind(rate.name.zh, at: 2)
      try name.bind(rate.isShare ? 1 : 0, at: 3)
      try name.bind(rate.isGrowth ? 1 : 0, at: 4)
      try name.bind(rate.least, at: 5)
      try name.run()
      try number.bind(form.id, at: 0)
      try number.bind(rate.id, at: 1)
      defer { number.reset() }
      return (try number.step() ? number.integer(0) ?? 0 : 0, rate)
    }
    for table in form.tables {
      try ArchiveSchema.make(table, in: database)
      let columns = ["report", "row", "line"] + ArchiveSchema.columns(table).map(ArchiveSchema.name(column:))
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      inserts["\(form.id)/\(table.id)"] = try database.prepare(
        "INSERT INTO \(ArchiveSchema.name(table).identifier) (\(columns.map(\.identifier).joined(separator: ", "))) VALUES (\(marks))")
    }
  }

  /// Removes the report of an agency and a period, if both are known and there is one.
  private func remove(_ agency: String, _ period: ReportPeriod?) throws(SourceError) -> Outcome {
    guard !agency.isEmpty, let period else { return .added }
    try earlier.bind(agency, at: 0)
    try earlier.bind(period.description, at: 1)
    defer { earlier.reset() }
    guard try earlier.step(), let id = earlier.integer(0) else { return .added }
    earlier.reset()
    let tables = Set(forms.flatMap { $0.tables.map(ArchiveSchema.name) })
    for table in tables.sorted() + ["sections", "findings", "states", "rate_values"] {
      try database.run("DELETE FROM \(table.identifier) WHERE report = \(id)")
    }
    try database.run("DELETE FROM reports WHERE id = \(id)")
    return Int64(id) > before ? .repeated : .replaced
  }
}
