// How wide text is on a terminal and in a sheet: Chinese characters take two columns.

extension Unicode.Scalar {
  /// 0 for marks that combine, 2 for East Asian wide characters, 1 for others.
  var displayWidth: Int {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F, 0xFEFF: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

extension StringProtocol {
  var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text in lines of at most a number of columns. Punctuation does not begin a line: the character before goes with it.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line: [(character: Character, width: Int)] = []
    var taken = 0
    for character in self {
      let own = String(character).displayWidth
      if taken + own > width, !line.isEmpty {
        let keeps = line.count > 1 && "，。、；：！？）”》,.;:!?)".contains(character)
        let carried = keeps ? line.removeLast() : nil
        lines.append(String(line.map(\.character)))
        line = carried.map { [$0] } ?? []
        taken = carried?.width ?? 0
      }
      line.append((character, own))
      taken += own
    }
    return lines + (line.isEmpty && !lines.isEmpty ? [] : [String(line.map(\.character))])
  }

  func padded(to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: Swift.max(0, width - displayWidth))
    return right ? space + self : self + space
  }
}
