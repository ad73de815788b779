// Texts as a workbook's XML can hold them.

extension String {
  /// The text with characters that XML does not allow, and carriage returns, which it does not keep, written as `_x000D_`;
  /// a text that looks like such an escape is escaped itself. Excel and others show and keep the characters.
  var cellEscaped: String {
    let bytes = utf8
    guard bytes.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0xEF || $0 == UInt8(ascii: "_") }) else { return self }
    let scalars = Array(unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar.isForbiddenInXML || scalar == "\r" {
        result.append(contentsOf: Self.escape(scalar.value).unicodeScalars)
      } else if scalar == "_", Self.looksLikeEscape(scalars[index...]) {
        result.append(contentsOf: "_x005F_".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func escape(_ value: UInt32) -> String {
    let hex = String(value, radix: 16, uppercase: true)
    return "_x" + String(repeating: "0", count: 4 - hex.count) + hex + "_"
  }

  private static func looksLikeEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let text = scalars.prefix(7)
    // What follows may be an escape itself and begin with an underscore.
    guard text.count == 7, let last = text.last, last == "_" || last == "\r" || last.isForbiddenInXML,
      text[text.startIndex + 1] == "x"
    else { return false }
    return text.dropFirst(2).prefix(4).allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
  }

  /// For headers, titles and comments, which know no escapes: what XML does not allow is shown as U+FFFD.
  var shownInXML: String {
    guard unicodeScalars.contains(where: { $0.isForbiddenInXML || $0 == "\r" }) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isForbiddenInXML || $0 == "\r" ? "\u{FFFD}" : $0 }))
  }

  /// At most so many characters as Excel counts them, with an ellipsis where some are missing.
  func shortened(to limit: Int) -> String {
    guard utf16.count > limit else { return self }
    var result = String.UnicodeScalarView()
    var count = 1
    for scalar in unicodeScalars {
      count += UTF16.width(scalar)
      if count > limit { break }
      result.append(scalar)
    }
    return String(result) + "…"
  }

  /// Pieces of at most so many bytes, or so many characters as Excel counts them, once they are escaped.
  func pieces(of limit: Int, counting: (Unicode.Scalar) -> Int) -> [String] {
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var count = 0
    for scalar in unicodeScalars {
      // An escape takes seven, and an underscore may have to be escaped.
      let own = scalar.isForbiddenInXML || scalar == "\r" || scalar == "_" ? 7 : counting(scalar)
      if count + own > limit {
        pieces.append(String(piece))
        piece = String.UnicodeScalarView()
        count = 0
      }
      piece.append(scalar)
      count += own
    }
    return pieces + [String(piece)]
  }
}

extension Unicode.Scalar {
  var isForbiddenInXML: Bool {
    value < 0x20 && value != 0x0A && value != 0x09 && value != 0x0D || value == 0xFFFE || value == 0xFFFF
  }
}
