// The one writer of JSON: what programs read of reports, comparisons and audits.

import DisclosureReport

/// Writes JSON front to back. A broken object or array has a line for each of its members; what stands in others is on one line.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// Whether there is no white space at all, as where a line is a document.
  private let isCompact: Bool
  private var levels: [(isBroken: Bool, count: Int)] = []
  /// Whether a key stands in front of the value to come.
  private var isBehindKey = false

  package init(isCompact: Bool = false) {
    self.isCompact = isCompact
  }

  // MARK: - Objects and arrays

  package mutating func object(isBroken: Bool = false, _ body: (inout JSONWriter) -> Void) {
    group("{", "}", isBroken, body)
  }

  package mutating func array(isBroken: Bool = false, _ body: (inout JSONWriter) -> Void) {
    group("[", "]", isBroken, body)
  }

  /// An array of what elements become.
  package mutating func array<Element>(
    _ elements: some Sequence<Element>, isBroken: Bool = false, _ body: (inout JSONWriter, Element) -> Void
  ) {
    array(isBroken: isBroken) { json in for element in elements { body(&json, element) } }
  }

  private mutating func group(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ isBroken: Bool, _ body: (inout JSONWriter) -> Void) {
    begin()
    bytes.append(UInt8(ascii: open))
    levels.append((isBroken && !isCompact, 0))
    body(&self)
    let level = levels.removeLast()
    if level.isBroken, level.count > 0 { breakLine() }
    bytes.append(UInt8(ascii: close))
  }

  /// Begins a member; its value is what is written next.
  ///
  /// - Parameter isBeside: Whether it stands on the line of the member before, in a broken object, too.
  package mutating func key(_ name: String, isBeside: Bool = false) {
    part(isBeside: isBeside)
    string(name)
    bytes.append(UInt8(ascii: ":"))
    if !isCompact { bytes.append(UInt8(ascii: " ")) }
    isBehindKey = true
  }

  // MARK: - Values

  package mutating func write(_ text: String) {
    begin()
    string(text)
  }

  /// In both languages.
  package mutating func write(_ text: Bilingual) {
    object { json in
      json.member("zh", text.zh)
      json.member("en", text.en)
    }
  }

  package mutating func write(_ figure: Figure?) {
    begin()
    if let figure { bytes.append(figure) } else { bytes.append("null") }
  }

  package mutating func write(_ number: Int) {
    begin()
    bytes.append("\(number)")
  }

  package mutating func write(_ flag: Bool?) {
    begin()
    bytes.append(flag.map(String.init) ?? "null")
  }

  /// A share as a percentage with two decimals, cut off: what is not quite the same must not read as 100.
  package mutating func write(percentage share: Double?) {
    begin()
    bytes.append(share.map { "\(Double(Int($0 * 10000)) / 100)" } ?? "null")
  }

  /// A number that is a text already.
  package mutating func write(number: String?) {
    begin()
    bytes.append(number ?? "null")
  }

  /// A year is a number, a month a string: `2020`, `"2026-03"`.
  package mutating func write(_ period: ReportPeriod?) {
    guard let period, period.month != nil else { return write(number: period?.description) }
    write(period.description)
  }

  // MARK: - Members

  package mutating func member(_ name: String, _ text: String) {
    key(name)
    write(text)
  }

  package mutating func member(_ name: String, _ figure: Figure?) {
    key(name)
    write(figure)
  }

  package mutating func member(_ name: String, _ number: Int) {
    key(name)
    write(number)
  }

  package mutating func member(_ name: String, _ text: Bilingual) {
    key(name)
    write(text)
  }

  // MARK: - Bytes

  /// In front of a value: nothing behind its key, what parts it from the value before in an array.
  private mutating func begin() {
    if isBehindKey { isBehindKey = false } else { part(isBeside: false) }
  }

  private mutating func part(isBeside: Bool) {
    guard let level = levels.last else { return }
    levels[levels.count - 1].count += 1
    if level.count > 0 { bytes.append(UInt8(ascii: ",")) }
    if level.isBroken, !isBeside {
      breakLine()
    } else if level.count > 0, !isCompact {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func breakLine() {
    bytes.append(0x0A)
    for level in levels where level.isBroken { bytes += [0x20, 0x20] }
  }

  /// A text with everything escaped that has to be.
  private mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
      case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
      case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        bytes.append("\\u" + String(repeating: "0", count: 4 - hex.count) + hex)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// Documents of JSON one after the other: each a line, or together an array. One that stays alone may stand without the array.
struct JSONDocuments {
  enum Arrangement {
    case lines, array
    /// An array only if there are several.
    case arrayOfSeveral
  }

  let arrangement: Arrangement
  private var count = 0
  /// The first, held back until it is known whether it stays alone.
  private var first: [UInt8] = []

  init(_ arrangement: Arrangement) {
    self.arrangement = arrangement
  }

  func bytes(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(isCompact: arrangement == .lines)
    write(&json)
    return json.bytes
  }

  mutating func add(_ bytes: [UInt8], to output: inout [UInt8]) {
    count += 1
    switch (arrangement, count) {
    case (.lines, _):
      output += bytes
      output.append(0x0A)
    case (.arrayOfSeveral, 1): first = bytes
    default:
      output.append(count == 1 || !first.isEmpty ? "[\n" : "")
      if !first.isEmpty {
        output += first
        first = []
      }
      output.append(count == 1 ? "" : ",\n")
      output += bytes
    }
  }

  mutating func finish(_ output: inout [UInt8]) {
    guard arrangement != .lines else { return }
    if count == 0 {
      output.append("[]\n")
    } else if !first.isEmpty {
      output += first
      output.append("\n")
    } else {
      output.append("\n]\n")
    }
  }
}
