// A database and its statements: what of SQLite an archive needs, with errors that name the file.

import CLazySQLite
import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open database.
final class Database {
  let path: String
  private let pointer: OpaquePointer

  /// - Parameter isReadOnly: For a file that is only read: whatever its schema says is not trusted.
  /// - Throws: ``SourceError`` when the library is missing or the file cannot be opened.
  init(_ path: String, isReadOnly: Bool) throws(SourceError) {
    self.path = path
    guard lazy_open_sqlite() else {
      throw SourceError(
        path,
        Bilingual(
          zh: "读写数据库需要 SQLite；Debian、Ubuntu 上用 apt install libsqlite3-0 安装",
          en: "an archive takes SQLite; on Debian or Ubuntu: apt install libsqlite3-0"))
    }
    var opened: OpaquePointer?
    let flags = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let status = path.withFileName { lazy_sqlite3_open_v2($0, &opened, flags, nil) }
    guard status == SQLITE_OK, let opened else {
      if let opened { lazy_sqlite3_close_v2(opened) }
      throw SourceError(path, Bilingual(zh: "无法打开数据库", en: "the database cannot be opened"))
    }
    pointer = opened
    try run("PRAGMA trusted_schema = OFF")
    try run("PRAGMA busy_timeout = 5000")
    // No text or row of an archive is longer.
    _ = lazy_sqlite3_limit(pointer, SQLITE_LIMIT_LENGTH, 256 << 20)
  }

  deinit { lazy_sqlite3_close_v2(pointer) }

  /// Whether something that was begun is still to be rolled back.
  static func hasJournal(_ path: String) -> Bool {
    var status = stat()
    return (path + "-journal").withFileName { stat($0, &status) } == 0 && status.st_size > 0
  }

  func run(_ text: String) throws(SourceError) {
    let statement = try prepare(text)
    while try statement.step() {}
  }

  func prepare(_ text: String) throws(SourceError) -> Statement {
    var made: OpaquePointer?
    guard lazy_sqlite3_prepare_v2(pointer, text, -1, &made, nil) == SQLITE_OK, let made else { throw error }
    return Statement(made, of: self)
  }

  /// The first column of the rows of a query.
  func texts(_ query: String) throws(SourceError) -> [String] {
    let statement = try prepare(query)
    var texts: [String] = []
    while try statement.step() { texts.append(statement.text(0) ?? "") }
    return texts
  }

  var lastRow: Int64 { lazy_sqlite3_last_insert_rowid(pointer) }

  var error: SourceError {
    let message = String(cString: lazy_sqlite3_errmsg(pointer))
    return SourceError(path, Bilingual(zh: "数据库：\(message)", en: "the database: \(message)"))
  }
}

/// A prepared statement. Parameters and columns count from 0.
final class Statement {
  private let pointer: OpaquePointer
  private let database: Database

  fileprivate init(_ pointer: OpaquePointer, of database: Database) {
    (self.pointer, self.database) = (pointer, database)
  }

  deinit { lazy_sqlite3_finalize(pointer) }

  /// SQLite makes its own copy of a text.
  private static let copied = unsafeBitCast(-1, to: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self)

  func bind(_ text: String?, at index: Int) throws(SourceError) {
    guard let text else { return try check(lazy_sqlite3_bind_null(pointer, Int32(index + 1))) }
    var bytes = text
    let status = bytes.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        lazy_sqlite3_bind_text64(
          pointer, Int32(index + 1), bytes.baseAddress ?? UnsafePointer(bitPattern: 1), UInt64(bytes.count), Self.copied,
          UInt8(SQLITE_UTF8))
      }
    }
    try check(status)
  }

  func bind(_ number: Int?, at index: Int) throws(SourceError) {
    try check(
      number.map { lazy_sqlite3_bind_int64(pointer, Int32(index + 1), Int64($0)) } ?? lazy_sqlite3_bind_null(pointer, Int32(index + 1)))
  }

  /// A whole figure as an integer, another as the nearest double, which gives figures of up to fifteen digits back.
  func bind(_ figure: Figure?, at index: Int) throws(SourceError) {
    guard let figure else { return try check(lazy_sqlite3_bind_null(pointer, Int32(index + 1))) }
    try check(
      figure.isWhole
        ? lazy_sqlite3_bind_int64(pointer, Int32(index + 1), figure.millionths / Int64(Figure.scale))
        : lazy_sqlite3_bind_double(pointer, Int32(index + 1), figure.double))
  }

  /// Whether there is a row.
  func step() throws(SourceError) -> Bool {
    switch lazy_sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw database.error
    }
  }

  /// Runs it once with what is bound, ready to be bound anew.
  func run() throws(SourceError) {
    while try step() {}
    try check(lazy_sqlite3_reset(pointer))
  }

  func reset() { _ = lazy_sqlite3_reset(pointer) }

  func isNull(_ column: Int) -> Bool { lazy_sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL }

  func text(_ column: Int) -> String? {
    guard let text = lazy_sqlite3_column_text(pointer, Int32(column)) else { return nil }
    let count = Int(lazy_sqlite3_column_bytes(pointer, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  func integer(_ column: Int) -> Int? { isNull(column) ? nil : Int(lazy_sqlite3_column_int64(pointer, Int32(column))) }

  /// Nil for NULL, and for what is no figure.
  func figure(_ column: Int) -> Figure? {
    switch lazy_sqlite3_column_type(pointer, Int32(column)) {
    case SQLITE_INTEGER:
      let whole = lazy_sqlite3_column_int64(pointer, Int32(column))
      return whole.magnitude <= 9_000_000_000 ? Figure(Int(whole)) : nil
    case SQLITE_FLOAT: return Figure(nearest: lazy_sqlite3_column_double(pointer, Int32(column)))
    case SQLITE_TEXT: return text(column).flatMap { Figure($0) }
    default: return nil
    }
  }

  private func check(_ status: Int32) throws(SourceError) {
    if status != SQLITE_OK { throw database.error }
  }
}

extension String {
  /// As an identifier of SQL.
  var identifier: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
  /// As a text of SQL.
  var literal: String { "'" + replacing("'", with: "''") + "'" }
}
