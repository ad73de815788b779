// Texts as a workbook's XML holds them: characters that XML cannot hold are written `_x000D_`.

extension String {
  /// The text that is meant: `_x000D_` is a carriage return, `_x005F_` an underscore.
  var cellUnescaped: String {
    guard utf8.contains(UInt8(ascii: "_")) else { return self }
    let bytes = Array(utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var units: [UInt16] = []
    var index = 0
    // Characters beyond the basic plane are two escapes in a row.
    func flush() {
      guard !units.isEmpty else { return }
      result += String(decoding: units, as: UTF16.self).utf8
      units = []
    }
    while index < bytes.count {
      if let unit = Self.escape(at: index, in: bytes) {
        units.append(unit)
        index += 7
      } else {
        flush()
        result.append(bytes[index])
        index += 1
      }
    }
    flush()
    return String(decoding: result, as: UTF8.self)
  }

  private static func escape(at index: Int, in bytes: [UInt8]) -> UInt16? {
    guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt16 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
