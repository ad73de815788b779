// Text and figures as bytes of a stream.

import DisclosureReport

extension [UInt8] {
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a CSV field, quoted where RFC 4180 asks for it.
  public mutating func appendField(_ text: String) {
    let start = count
    append(text)
    guard self[start...].contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }) else {
      return
    }
    removeSubrange(start...)
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends the shortest exact decimal.
  mutating func append(_ figure: Figure) {
    guard figure.isWhole else {
      append(figure.description)
      return
    }
    if figure.isNegative { append(UInt8(ascii: "-")) }
    append(digits: figure.millionths.magnitude / UInt64(Figure.scale), atLeast: 1)
  }

  /// Appends hundredths with two decimals: `-2.00`.
  mutating func append(hundredths: Int) {
    if hundredths < 0 { append(UInt8(ascii: "-")) }
    append(digits: UInt64(hundredths.magnitude / 100), atLeast: 1)
    append(UInt8(ascii: "."))
    append(digits: UInt64(hundredths.magnitude % 100), atLeast: 2)
  }

  private mutating func append(digits number: UInt64, atLeast width: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { digits in
      var (first, rest) = (digits.count, number)
      repeat {
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0 || digits.count - first < width
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
    }
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
