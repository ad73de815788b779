// The schema of an archive, made from the forms of the reports in it.

import DisclosureReport

/// Names and statements of SQL.
enum ArchiveSchema {
  /// A later version of gongkai that changes the tables counts on.
  static let version = 1

  /// The tables that every archive has. A table of a form with one of these names is called `form_…`.
  private static let own: Set<String> = [
    "archive", "forms", "reports", "sections", "findings", "states", "roster", "rate_names", "rate_values", "cells", "rates",
    "year_on_year", "not_reported",
  ]

  static let tables = [
    "CREATE TABLE IF NOT EXISTS archive (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "INSERT OR IGNORE INTO archive VALUES ('version', '\(version)'), ('program', 'gongkai')",
    "CREATE TABLE IF NOT EXISTS forms (id TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE IF NOT EXISTS reports (id INTEGER PRIMARY KEY, agency TEXT, period TEXT, year INTEGER, month INTEGER, previous TEXT, \
    form TEXT NOT NULL, path TEXT NOT NULL, UNIQUE (agency, period))
    """,
    """
    CREATE TABLE IF NOT EXISTS rate_names (id INTEGER PRIMARY KEY, form TEXT NOT NULL, rate TEXT NOT NULL, name TEXT NOT NULL, is_share INTEGER NOT NULL, \
    is_growth INTEGER NOT NULL, least NUMERIC NOT NULL, UNIQUE (form, rate))
    """,
    """
    CREATE TABLE IF NOT EXISTS rate_values (report INTEGER NOT NULL, rate INTEGER NOT NULL, numerator NUMERIC, denominator NUMERIC, \
    PRIMARY KEY (report, rate)) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS sections (report INTEGER NOT NULL, number INTEGER NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL, \
    PRIMARY KEY (report, number)) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS findings (report INTEGER NOT NULL, number INTEGER NOT NULL, found_by TEXT NOT NULL, severity TEXT NOT NULL, \
    code TEXT NOT NULL, cell TEXT, message_zh TEXT NOT NULL, message_en TEXT NOT NULL, path TEXT, line INTEGER, "column" INTEGER, PRIMARY KEY (report, number)) \
    WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS states (report INTEGER NOT NULL, "table" TEXT NOT NULL, "row" TEXT NOT NULL, "column" TEXT NOT NULL, \
    state TEXT NOT NULL, PRIMARY KEY (report, "table", "row", "column")) WITHOUT ROWID
    """,
    "CREATE TABLE IF NOT EXISTS roster (unit TEXT PRIMARY KEY) WITHOUT ROWID",
  ]

  /// The SQL name of a table of a form.
  static func name(_ table: Form.Table) -> String {
    own.contains(table.id) || table.id.hasPrefix("sqlite_") ? "form_" + table.id : table.id
  }

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
      ("cells", cells(of: forms)), ("rates", rates), ("year_on_year", yearOnYear), ("not_reported", notReported),
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
    // SQLite puts together so many queries at a time.
    let groups = stride(from: 0, to: parts.count, by: 300).map { parts[$0..<min($0 + 300, parts.count)].joined(separator: " UNION ALL ") }
    return groups.count == 1 ? groups[0] : groups.map { "SELECT * FROM (\($0))" }.joined(separator: " UNION ALL ")
  }

  /// Each rate of each report, as gongkai ranks it: numerator, denominator, and the share in percent where the denominator is not too
  /// small. A growth is measured against the period before.
  private static let rates = """
    SELECT report, agency, year, period, form, rate, numerator, denominator, \
    CASE WHEN is_share AND denominator >= least AND denominator > 0 THEN round(100.0 * numerator / denominator, 2) END AS percent FROM (\
    SELECT r.id AS report, r.agency, r.year, r.period, r.form, n.rate, n.is_share, n.least, \
    CASE WHEN n.is_growth THEN v.numerator - b.denominator ELSE v.numerator END AS numerator, \
    CASE WHEN n.is_growth THEN b.denominator ELSE v.denominator END AS denominator \
    FROM rate_values v JOIN rate_names n ON n.id = v.rate JOIN reports r ON r.id = v.report \
    LEFT JOIN reports l ON n.is_growth AND l.agency = r.agency AND l.period = r.previous \
    LEFT JOIN rate_names m ON m.form = l.form AND m.rate = n.rate \
    LEFT JOIN rate_values b ON b.report = l.id AND b.rate = m.id) WHERE numerator IS NOT NULL
    """

  /// Every figure beside that of the same cell a year before.
  private static let yearOnYear = """
    SELECT n.agency, o.year AS old_year, n.year AS new_year, o.period AS old_period, n.period AS new_period, n."table", n."row", n."column", o.value AS old, n.value AS new, \
    CASE WHEN typeof(n.value) = 'integer' AND typeof(o.value) = 'integer' THEN n.value - o.value ELSE round(n.value - o.value, 6) END AS delta, CASE WHEN o.value > 0 THEN round(100.0 * (n.value - o.value) / o.value, 2) END AS percent \
    FROM cells n JOIN reports r ON r.id = n.report JOIN reports l ON l.agency = r.agency AND l.year = r.year - 1 AND l.month IS r.month \
    JOIN cells o ON o.report = l.id AND o."table" = n."table" AND o."row" = n."row" AND o."column" = n."column"
    """

  /// The units of the roster without a report, for each period of which there are reports.
  private static let notReported = """
    SELECT p.period, u.unit FROM (SELECT DISTINCT period FROM reports WHERE period IS NOT NULL) p, roster u \
    WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.agency = u.unit AND r.period = p.period)
    """
}
