// The schema of an archive, made from the forms of the reports in it.

import DisclosureReport

/// Names and statements of SQL.
enum ArchiveSchema {
  /// A later version of gongkai that changes the tables counts on.
  static let version = 1

  /// The tables that every archive has. A table of a form with one of these names has an underscore behind it.
  private static let own: Set<String> = [
    "archive", "forms", "reports", "sections", "findings", "states", "roster", "cells", "rates", "year_on_year", "not_reported",
  ]

  static let tables = [
    "CREATE TABLE IF NOT EXISTS archive (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "INSERT OR IGNORE INTO archive VALUES ('version', '\(version)'), ('program', 'gongkai')",
    "CREATE TABLE IF NOT EXISTS forms (id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE IF NOT EXISTS reports (id INTEGER PRIMARY KEY, agency TEXT, period TEXT, year INTEGER, month INTEGER, form TEXT NOT NULL, \
    path TEXT NOT NULL, UNIQUE (agency, period))
    """,
    """
    CREATE TABLE IF NOT EXISTS sections (report INTEGER NOT NULL, number INTEGER NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, \
    PRIMARY KEY (report, number)) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS findings (report INTEGER NOT NULL, number INTEGER NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL, \
    cell TEXT, message_zh TEXT NOT NULL, message_en TEXT NOT NULL, path TEXT, line INTEGER, "column" INTEGER, PRIMARY KEY (report, number)) \
    WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS states (report INTEGER NOT NULL, "table" TEXT NOT NULL, "row" TEXT NOT NULL, "column" TEXT NOT NULL, \
    state TEXT NOT NULL, PRIMARY KEY (report, "table", "row", "column")) WITHOUT ROWID
    """,
    "CREATE TABLE IF NOT EXISTS roster (unit TEXT PRIMARY KEY) WITHOUT ROWID",
  ]

  /// The SQL name of a table of a form.
  static func name(_ table: Form.Table) -> String { own.contains(table.id) ? table.id + "_" : table.id }

  /// The SQL name of a column of a form's table.
  static func name(column id: String) -> String { ["report", "row", "line"].contains(id) ? id + "_" : id }

  /// The ids of a table's columns, those of all its blocks, each once.
  static func columns(_ table: Form.Table) -> [String] {
    var columns: [String] = []
    for column in table.blocks.flatMap(\.columns) where !columns.contains(column.id) { columns.append(column.id) }
    return columns
  }

  /// Makes the table of a form, or gives one that is there the columns that it lacks.
  static func make(_ table: Form.Table, in database: Database) throws(SourceError) {
    let name = name(table)
    let columns = columns(table).map(Self.name(column:))
    try database.run(
      """
      CREATE TABLE IF NOT EXISTS \(name.identifier) (report INTEGER NOT NULL, "row" TEXT NOT NULL, line INTEGER, \
      \(columns.map { "\($0.identifier) NUMERIC" }.joined(separator: ", ")), PRIMARY KEY (report, "row")) WITHOUT ROWID
      """)
    let known = Set(try database.texts("SELECT name FROM pragma_table_info(\(name.literal))"))
    for column in columns where !known.contains(column) {
      try database.run("ALTER TABLE \(name.identifier) ADD COLUMN \(column.identifier) NUMERIC")
    }
  }

  // MARK: - Views

  /// The views over the tables of some forms.
  static func makeViews(of forms: [Form], in database: Database) throws(SourceError) {
    for (name, query) in [
      ("cells", cells(of: forms)), ("rates", rates(of: forms)), ("year_on_year", yearOnYear), ("not_reported", notReported),
    ] {
      try database.run("DROP VIEW IF EXISTS \(name)")
      if !query.isEmpty { try database.run("CREATE VIEW \(name) AS \(query)") }
    }
  }

  /// Every figure in a row of its own.
  private static func cells(of forms: [Form]) -> String {
    var parts: [String] = []
    var known: Set<String> = []
    for table in forms.flatMap(\.tables) {
      for column in columns(table) where known.insert("\(table.id)/\(column)").inserted {
        let value = "t.\(name(column: column).identifier)"
        parts.append(
          """
          SELECT r.id AS report, r.agency, r.year, r.period, r.form, \(table.id.literal) AS "table", t."row" AS "row", \
          \(column.literal) AS "column", \(value) AS value FROM \(name(table).identifier) t JOIN reports r ON r.id = t.report \
          WHERE \(value) IS NOT NULL
          """)
      }
    }
    return parts.joined(separator: " UNION ALL ")
  }

  /// Each rate of each report: numerator, denominator, and the share in percent where the denominator is not too small.
  private static func rates(of forms: [Form]) -> String {
    let parts = forms.flatMap { form in
      form.rates.map { rate in
        let above = sum(rate.numerator, of: form, report: "r.id")
        let last = rate.isGrowth ? "JOIN reports l ON l.agency = r.agency AND l.year = r.year - 1 AND l.month IS r.month" : ""
        let below = rate.isShare ? sum(rate.denominator, of: form, report: rate.isGrowth ? "l.id" : "r.id") : "NULL"
        return """
          SELECT r.id AS report, r.agency, r.year, r.period, r.form, \(rate.id.literal) AS rate, \
          \(rate.isGrowth ? "\(above) - \(below)" : above) AS numerator, \(below) AS denominator, \(rate.least) AS least \
          FROM reports r \(last) WHERE r.form = \(form.id.literal)
          """
      }
    }
    if parts.isEmpty { return "" }
    return """
      SELECT report, agency, year, period, form, rate, numerator, denominator, \
      CASE WHEN denominator >= least THEN round(100.0 * numerator / denominator, 2) END AS percent FROM (\(parts.joined(separator: " UNION ALL ")))
      """
  }

  /// The sum of cells of a report; NULL where none is stated.
  private static func sum(_ cells: [CellNumber], of form: Form, report: String) -> String {
    let parts = cells.map { number -> String in
      let cell = form.cells[number]
      let table = form.tables[cell.table]
      let row = table.rows[cell.row]
      let column = table.blocks[row.block].columns[cell.column].id
      return """
        SELECT \(name(column: column).identifier) AS v FROM \(name(table).identifier) WHERE report = \(report) AND "row" = \(row.id.literal)
        """
    }
    return "(SELECT sum(v) FROM (\(parts.joined(separator: " UNION ALL "))))"
  }

  /// Every figure beside that of the same cell a year before.
  private static let yearOnYear = """
    SELECT n.agency, o.year AS old_year, n.year AS new_year, n."table", n."row", n."column", o.value AS old, n.value AS new, \
    n.value - o.value AS delta, CASE WHEN o.value > 0 THEN round(100.0 * (n.value - o.value) / o.value, 2) END AS percent \
    FROM cells n JOIN reports l ON l.agency = n.agency AND l.year = n.year - 1 \
    JOIN cells o ON o.report = l.id AND o."table" = n."table" AND o."row" = n."row" AND o."column" = n."column"
    """

  /// The units of the roster without a report, for each period of which there are reports.
  private static let notReported = """
    SELECT p.period, u.unit FROM (SELECT DISTINCT period FROM reports WHERE period IS NOT NULL) p, roster u \
    WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.agency = u.unit AND r.period = p.period)
    """
}
