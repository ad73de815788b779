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
    let breaks = breaks(to: width)
    return zip([startIndex] + breaks, breaks + [endIndex]).map { String(self[$0..<$1]) }
  }

  /// How many lines ``wrapped(to:)`` makes.
  func lineCount(in width: Int) -> Int { breaks(to: width).count + 1 }

  /// Where lines begin but for the first.
  private func breaks(to width: Int) -> [Index] {
    if displayWidth <= width { return [] }
    var breaks: [Index] = []
    var count = 0
    var taken = 0
    var before = (index: startIndex, width: 0)
    for index in indices {
      let own = self[index].unicodeScalars.reduce(0) { $0 + $1.displayWidth }
      if taken + own > width, count > 0 {
        let keeps = count > 1 && "，。、；：！？）”》,.;:!?)".contains(self[index])
        breaks.append(keeps ? before.index : index)
        (count, taken) = keeps ? (1, before.width) : (0, 0)
      }
      count += 1
      taken += own
      before = (index, own)
    }
    return breaks
  }

  func padded(to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: Swift.max(0, width - displayWidth))
    return right ? space + self : self + space
  }
}
