// The CSV of a comparison, read back as changes.

import DisclosureReport

extension Source {
  /// The changes that a comparison's CSV lists, for each pair of reports.
  ///
  /// - Throws: ``SourceError`` with line and column where a line is none of a comparison's.
  public func patches() throws -> [ReportPatch] {
    var columns: [String: Int] = [:]
    var patches: [ReportPatch] = []
    /// The patch of each pair of reports.
    var numbers: [[String]: Int] = [:]
    let path = path
    let text = try decoded(as: nil).0
    try text.eachRecord(delimiter: UInt8(ascii: ",")) { scanner, bytes in
      func field(_ name: String) -> String { columns[name].map { scanner.string(scanner.fields[$0], in: bytes) } ?? "" }
      func place(_ name: String) -> SourceError.Place {
        columns[name].map { scanner.place(of: scanner.fields[$0].start, in: bytes) } ?? SourceError.Place(line: scanner.line, column: 1)
      }
      if columns.isEmpty {
        for (index, name) in scanner.fields.enumerated() {
          let text = scanner.string(name, in: bytes).replacing("\u{FEFF}", with: "")
          guard columns.updateValue(index, forKey: text) == nil else {
            throw SourceError(
              path, at: scanner.place(of: name.start, in: bytes),
              Bilingual(zh: "列名“\(text.shortened)”重复", en: "the column \"\(text.shortened)\" stands twice in the header"))
          }
        }
        let needed = ["old_agency", "old_year", "new_agency", "new_year", "table", "row", "column", "old", "new"]
        if let missing = needed.first(where: { columns[$0] == nil }) {
          throw SourceError(
            path, at: SourceError.Place(line: 1, column: 1),
            Bilingual(
              zh: "缺少列“\(missing)”；应为 gongkai diff --to csv 的输出",
              en: "the column \"\(missing)\" is missing; the output of gongkai diff --to csv was expected"))
        }
        return
      }
      if scanner.fields.count == 1, scanner.fields[0].start == scanner.fields[0].end { return }
      guard scanner.fields.count == columns.count else {
        throw SourceError(
          path, at: SourceError.Place(line: scanner.line, column: 1),
          Bilingual(
            zh: "这一行有 \(scanner.fields.count) 列，表头有 \(columns.count) 列",
            en: "this line has \(scanner.fields.count) fields, the header \(columns.count)"))
      }
      /// Nothing, or what a field says; an error where it says something else.
      func read<Value>(_ name: String, _ expected: Bilingual, _ parse: (String) -> Value?) throws(SourceError) -> Value? {
        let text = field(name)
        if text.isEmpty { return nil }
        guard let value = parse(text) else {
          throw SourceError(
            path, at: place(name),
            Bilingual(zh: "“\(text.shortened)”不是\(expected.zh)", en: "\"\(text.shortened)\" is no \(expected.en)"))
        }
        return value
      }
      func period(_ name: String) throws(SourceError) -> ReportPeriod? {
        try read(name, Bilingual(zh: "年份", en: "year")) { ReportPeriod($0) }
      }
      func figure(_ name: String) throws(SourceError) -> Figure? {
        try read(name, Bilingual(zh: "数字", en: "number")) { Figure($0) }
      }
      let (old, new) = ((field("old_agency"), try period("old_year")), (field("new_agency"), try period("new_year")))
      // Lines may stand in any order, as when a sheet was sorted.
      let number = numbers[["old_agency", "old_year", "new_agency", "new_year"].map(field), default: patches.count]
      if number == patches.count {
        numbers[["old_agency", "old_year", "new_agency", "new_year"].map(field)] = number
        patches.append(ReportPatch(old: old, new: new))
      }
      patches[number].changes.append(
        ReportPatch.Change(
          address: [field("table"), field("row"), field("column")].joined(separator: "/"), old: try figure("old"), new: try figure("new"),
          place: SourcePosition(path: path, line: scanner.line, column: 1)))
    }
    if columns.isEmpty {
      throw SourceError(
        path, Bilingual(zh: "没有内容；应为 gongkai diff --to csv 的输出", en: "it is empty; the output of gongkai diff --to csv was expected"))
    }
    return patches
  }
}
