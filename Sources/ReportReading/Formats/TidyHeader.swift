// The first line of tidy CSV.

import DisclosureReport

/// Which field of a record holds what.
struct TidyHeader {
  let table: Int
  let row: Int
  let column: Int
  let value: Int
  let state: Int?
  let agency: Int?
  let year: Int?
  let form: Int?
  let label: Int?
  /// Of all columns.
  let count: Int

  static let required = ["table", "row", "column", "value"]
  static let known = ["agency", "year", "form", "table", "row", "column", "label", "value", "state"]

  /// Whether a first line is meant as the header of tidy CSV: it names two or more of the columns that it needs.
  static func resembles(_ line: some Collection<UInt8>, delimiter: UInt8 = UInt8(ascii: ",")) -> Bool {
    line.split(separator: delimiter).count { name in
      required.contains { name.lazy.filter { ![0x22, 0x0D, 0x0A, 0x20].contains($0) }.elementsEqual($0.utf8) }
    } >= 2
  }

  /// - Throws: ``SourceError`` when a column is missing or is there twice.
  init(names: [String], path: String) throws(SourceError) {
    func index(_ name: String) throws(SourceError) -> Int? {
      let found = names.indices.filter { names[$0] == name }
      if found.count > 1 {
        throw SourceError(
          path, at: SourceError.Place(line: 1, column: 1),
          Bilingual(zh: "列“\(name)”重复出现", en: "the column \"\(name)\" is there twice"))
      }
      return found.first
    }
    func need(_ name: String) throws(SourceError) -> Int {
      guard let index = try index(name) else {
        throw SourceError(
          path, at: SourceError.Place(line: 1, column: 1),
          Bilingual(
            zh: "缺少列“\(name)”；表头为“\(names.joined(separator: ",").shortened)”，至少需要 \(Self.required.joined(separator: "、"))",
            en: "the column \"\(name)\" is missing; the header is \"\(names.joined(separator: ",").shortened)\", "
              + "needed are at least \(Self.required.joined(separator: ", "))"))
      }
      return index
    }
    table = try need("table")
    row = try need("row")
    column = try need("column")
    value = try need("value")
    state = try index("state")
    agency = try index("agency")
    year = try index("year")
    form = try index("form")
    label = try index("label")
    count = names.count
  }
}
