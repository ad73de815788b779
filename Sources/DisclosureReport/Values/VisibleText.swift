// Text for a terminal: what would steer the terminal, or turn the order of characters round, is shown instead of obeyed.

extension String {
  /// The text with every character that has no shape of its own written out: `\u{1B}`, `\u{202E}`, and `\xFF` for a byte of a
  /// file's name that is no text.
  ///
  /// - Parameter keepsLines: Whether line feeds stay; in a message of one line they are written out, too.
  public func visible(keepsLines: Bool = false) -> String {
    guard unicodeScalars.contains(where: { $0.isHidden && !(keepsLines && $0 == "\n") }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n" where keepsLines: text.unicodeScalars.append(scalar)
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isByteOfFileName: text += "\\x" + String(scalar.value & 0xFF, radix: 16, uppercase: true)
      case _ where scalar.isHidden: text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Control characters, marks of direction, separators and tags without a shape, non-characters.
  fileprivate var isHidden: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFB,
      0xFDD0...0xFDEF, 0xE0000...0xE0FFF:
      true
    default: value & 0xFFFE == 0xFFFE || isByteOfFileName
    }
  }
}
