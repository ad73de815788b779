// Lines of named fields for programs, as CSV and as JSON.

import DisclosureReport

/// A table of records.
struct Records {
  enum Field {
    case text(String)
    /// A decimal, as it is written.
    case number(String)
    case none

    init(_ number: String?) { self = number.map { .number($0) } ?? .none }
    init(_ number: Int?) { self.init(number.map { String($0) }) }
    init(_ figure: Figure?) { self.init(figure?.description) }
  }

  let columns: [String]
  private(set) var rows: [[Field]] = []

  init(_ columns: [String]) { self.columns = columns }

  mutating func add(_ row: [Field]) { rows.append(row) }

  var csv: [UInt8] {
    var bytes: [UInt8] = []
    for (number, column) in columns.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.appendField(column)
    }
    bytes.append(UInt8(ascii: "\n"))
    for row in rows {
      for (number, field) in row.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        switch field {
        case .text(let text), .number(let text): bytes.appendField(text)
        case .none: break
        }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  var json: [UInt8] {
    var json = JSONWriter()
    json.array(rows, isBroken: true) { json, row in
      json.object { json in
        for (column, field) in zip(columns, row) {
          switch field {
          case .text(let text): json.member(column, text)
          case .number(let number):
            json.key(column)
            json.write(number: number)
          case .none:
            json.key(column)
            json.write(number: nil)
          }
        }
      }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}
