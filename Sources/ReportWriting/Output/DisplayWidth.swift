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

extension Unicode.Scalar {
  /// Whether a line may end behind the character, before another: between words, and beside Chinese characters, but not before
  /// punctuation, nor behind what opens.
  fileprivate func mayEndLine(before next: Unicode.Scalar) -> Bool {
    switch next {
    case "，", "。", "、", "；", "：", "！", "？", "）", "”", "》", "」", "』", "】", ",", ".", ";", ":", "!", "?", ")", "]", "}", "%": return false
    default: break
    }
    switch self {
    case "（", "“", "《", "「", "『", "【", "(", "[", "{": return false
    case " ": return true
    default: return displayWidth == 2 || next.displayWidth == 2
    }
  }
}

extension StringProtocol {
  /// How many columns the text takes on a terminal.
  public var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The text in lines of at most a number of columns, broken between words, or between Chinese characters; a word is only
  /// broken when it is longer than a line. Punctuation does not begin a line: the character before goes with it.
  ///
  /// - Parameter more: How many columns more than the others the first line may take, as where it stands farther left.
  public func wrapped(to width: Int, firstBy more: Int = 0) -> [String] {
    let breaks = breaks(to: width, first: width + more)
    guard !breaks.isEmpty else { return [String(self)] }
    return zip([startIndex] + breaks, breaks + [endIndex]).enumerated().map { number, range in
      // The spaces at which a line is broken are seen on neither.
      let line = self[range.0..<range.1]
      let start = number == 0 ? line[...] : line.drop { $0 == " " }
      return range.1 == endIndex ? String(start) : String(start.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The text in pieces of so many lines of a number of columns, nothing left out.
  func pieces(ofLines count: Int, width: Int) -> [SubSequence] {
    let breaks = breaks(to: width, first: width)
    let starts = [startIndex] + stride(from: count - 1, to: breaks.count, by: count).map { breaks[$0] }
    return zip(starts, starts.dropFirst() + [endIndex]).map { self[$0..<$1] }
  }

  /// How many lines ``wrapped(to:firstBy:)`` makes.
  func lineCount(in width: Int) -> Int { breaks(to: width, first: width).count + 1 }

  /// Where lines begin but for the first.
  private func breaks(to width: Int, first: Int) -> [Index] {
    if displayWidth <= Swift.min(width, first) { return [] }
    var breaks: [Index] = []
    var room = first
    var taken = 0
    // The last place where the line may end, and what of it stands behind that place.
    var place: Index?
    var behind = 0
    var start = startIndex
    var before: Unicode.Scalar = " "
    // At the start there is nothing to end.
    var joins = true
    let scalars = unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      let own = scalar.displayWidth
      // A mark, and what a joiner ties to the character before, goes with it.
      if own > 0, !joins, scalar != " " {
        if before.mayEndLine(before: scalar) { (place, behind) = (index, 0) }
        if taken + own > room, index != start {
          let begin = place ?? index
          breaks.append(begin)
          taken = place == nil ? 0 : behind
          (start, place, behind, room) = (begin, nil, taken, width)
        }
      }
      taken += own
      behind += own
      if own > 0 { before = scalar }
      joins = scalar == "\u{200D}"
    }
    return breaks
  }

  func padded(to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: Swift.max(0, width - displayWidth))
    return right ? space + self : self + space
  }
}
