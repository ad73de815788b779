// JSON with positions: a form document or a report in JSON is written by people, so an error in it must name its line
// and column, numbers must stay exact, and hostile nesting must end in an error. Foundation's decoder gives none of these.

/// A JSON value that remembers where it stands. Numbers keep their text.
package struct JSONValue: Sendable {
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])
  }

  package struct Member: Sendable {
    package let key: String
    package let keyOffset: Int
    package let value: JSONValue
  }

  package let kind: Kind
  /// The byte at which the value begins.
  package let offset: Int

  package var name: Bilingual {
    switch kind {
    case .null: Bilingual(same: "null")
    case .bool(let value): Bilingual(same: value ? "true" : "false")
    case .number(let text): Bilingual(zh: "数字 \(text)", en: "the number \(text)")
    case .string(let text): Bilingual(zh: "字符串“\(text.shortened)”", en: "the string \"\(text.shortened)\"")
    case .array: Bilingual(zh: "数组", en: "an array")
    case .object: Bilingual(zh: "对象", en: "an object")
    }
  }
}

/// The line and column, counted from 1 and columns in characters, of a byte in UTF-8 text.
package func place(of offset: Int, in bytes: some RandomAccessCollection<UInt8>) -> SourceError.Place {
  var line = 1
  var column = 1
  for byte in bytes.prefix(offset) {
    if byte == UInt8(ascii: "\n") {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return SourceError.Place(line: line, column: column)
}

/// Finds the places of many offsets in one pass, as long as they come mostly in order.
package struct PlaceCursor {
  private var base = Mark()
  private var current = Mark()

  private struct Mark {
    var offset = 0
    var line = 1
    var column = 1

    mutating func move(to target: Int, in bytes: [UInt8]) {
      while offset < min(target, bytes.count) {
        if bytes[offset] == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else if bytes[offset] & 0xC0 != 0x80 {
          column += 1
        }
        offset += 1
      }
    }
  }

  package init() {}

  /// Makes an offset the earliest that will be asked for from now on.
  package mutating func rebase(to offset: Int, in bytes: [UInt8]) {
    base.move(to: offset, in: bytes)
    current = base
  }

  package mutating func place(of offset: Int, in bytes: [UInt8]) -> SourceError.Place {
    if offset < current.offset { current = base }
    current.move(to: offset, in: bytes)
    return SourceError.Place(line: current.line, column: current.column)
  }
}
