// Readings of characters in brackets behind them, as mirrors of pages in traditional characters print them: `規(guī)章`.

extension BandDraft {
  /// Drops the readings: what is printed is read as a browser shows it with `ruby`, without them.
  mutating func dropReadings() {
    // Vowels with a tone begin with one of few bytes, which no Chinese text has.
    guard arena.contains(where: { $0 &- 0xC3 < 5 }) else { return }
    for piece in pieces.indices {
      let bytes = bytes(piece)
      guard bytes.contains(where: { $0 &- 0xC3 < 5 }), let text = Self.withoutReadings(String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      shorten(piece, to: Array(text.utf8))
    }
  }

  private static let toned = Set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ".unicodeScalars)

  /// A text without its readings; nil if it has none.
  static func withoutReadings(_ text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    var at = 0
    while at < scalars.count {
      let isOpen = scalars[at] == "(" || scalars[at] == "（"
      if isOpen, at > 0, (0x3400...0x9FFF).contains(scalars[at - 1].value) {
        let letters = scalars[(at + 1)...].prefix { ("a"..."z").contains($0) || toned.contains($0) }
        let end = letters.endIndex
        if (1...6).contains(letters.count), letters.contains(where: toned.contains), end < scalars.count,
          scalars[end] == ")" || scalars[end] == "）"
        {
          at = end + 1
          continue
        }
      }
      kept.append(scalars[at])
      at += 1
    }
    return kept.count < scalars.count ? String(kept) : nil
  }
}
