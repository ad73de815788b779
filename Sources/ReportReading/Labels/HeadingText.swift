// The headings of parts as agencies word them: a numeral, and words that tell the part.

import DisclosureReport

/// A line that may be the heading of a part: its numeral, and what stands behind.
struct HeadingText {
  /// How the numeral is written. The parts of one report have theirs alike, and what stands within a part has others.
  enum Style: Equatable {
    /// `一、`, also `壹、`, and a dash for 一.
    case chinese
    /// `1.`
    case digits
    /// `（一）`
    case bracketed
    /// `第一部分`
    case ordinal
  }

  let style: Style
  let number: Int
  let words: ArraySlice<Unicode.Scalar>

  /// Longer lines are prose.
  private static let longest = 40
  /// `Ⅰ` to `Ⅻ`.
  private static let romans: ClosedRange<UInt32> = 0x2160...0x216B

  /// Whether a character may be the first of a heading: few lines of prose get farther.
  private static func mayBegin(_ first: Unicode.Scalar) -> Bool {
    first.isASCII || first == "第" || first == "—" || ChineseNumeral.worth(first) != nil || romans.contains(first.value)
  }

  /// Whether a line may be a heading by its first character. A bracket begins none with text behind it.
  static func mayBegin(_ line: ArraySlice<UInt8>) -> Bool {
    // Paragraphs begin with wide spaces.
    let first = String(decoding: line.prefix(24), as: UTF8.self).unicodeScalars.first { !$0.properties.isWhitespace }
    return first.map { $0 != "（" && $0.value >= 0x28 && mayBegin($0) } ?? false
  }

  /// - Returns: nil for a line that is a sentence, or too long, or without a numeral.
  init?(_ label: Label) {
    self.init(label.text)
  }

  /// - Parameter text: Folded.
  init?(_ scalars: [Unicode.Scalar]) {
    let text = scalars[...]
    guard let first = text.first, (3...Self.longest).contains(text.count), Self.mayBegin(first) else { return nil }
    var rest = text
    let ordinal = rest.first == "第"
    let bracket = rest.first == "("
    if ordinal || bracket { rest.removeFirst() }
    let dashes = rest.prefix { $0 == "-" }
    let numeral = rest.prefix { ChineseNumeral.worth($0) != nil }
    let isDigits = numeral.first?.isASCII ?? false
    if Self.romans.contains(first.value) {
      (number, rest) = (Int(first.value - Self.romans.lowerBound) + 1, rest.dropFirst())
    } else if !dashes.isEmpty {
      (number, rest) = (1, rest.dropFirst(dashes.count))
    } else if let value = ChineseNumeral.value(numeral), (1...99).contains(value) {
      (number, rest) = (value, rest.dropFirst(numeral.count))
    } else {
      return nil
    }
    if ordinal {
      guard let behind = ["部分", "章", "篇"].first(where: { rest.starts(with: $0.unicodeScalars) }) else { return nil }
      rest = rest.dropFirst(behind.unicodeScalars.count)
    } else if bracket {
      guard rest.first == ")" else { return nil }
      rest.removeFirst()
    }
    let separators = rest.prefix { "、.,:·".unicodeScalars.contains($0) }
    rest = rest.dropFirst(separators.count)
    // `2.5亿元`, `5:30` are no items of a list.
    if isDigits, rest.first?.digit != nil, separators.last != "、" { return nil }
    // `二是做好主动公开` is prose.
    guard !separators.isEmpty || ordinal || bracket else { return nil }
    style = ordinal ? .ordinal : bracket ? .bracketed : isDigits ? .digits : .chinese
    while let last = rest.last, "。.:".unicodeScalars.contains(last) { rest.removeLast() }
    // `二、加强组织领导，健全工作机制` is one, if it ends no sentence.
    let isWhole = style == .chinese && text.last.map { !"。.".unicodeScalars.contains($0) } ?? false
    guard rest.count >= 2, !rest.contains(where: { "。;!?".unicodeScalars.contains($0) || $0 == "," && !isWhole }) else { return nil }
    words = rest
  }
}

extension HeadingText {
  /// Marks in front of headings, and behind them.
  private static let marks = "▲△■□★☆●○◆◇▪◼▶►➤※*_#【[〔「-•·】]〕」：:"
  private static let latinNumbers = ["I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8]
  /// Where numbers in circles, brackets or with a full stop begin, as one character each: `①`, `⑴`, `⒈`, `❶`, `➊`, `㈠`.
  private static let signs: [UInt32] = [0x2460, 0x2474, 0x2488, 0x2776, 0x278A, 0x3220]
  private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

  private static let markScalars = Set(marks.unicodeScalars)
  /// In bytes.
  static let longestDressed = 150

  /// Whether a line begins or ends as few do: with a mark, a sign for a number, a number that is parted otherwise than by `、` or `.`.
  private static func mayBeDressed(_ line: String.UnicodeScalarView) -> Bool {
    guard let first = line.first, let last = line.last else { return false }
    if markScalars.contains(first) || markScalars.contains(last) || first == "<" || last == ">" || first == "第" || first == "P" {
      return true
    }
    if romans.contains(first.value) || signs.contains(where: { (0..<10).contains(Int(first.value) - Int($0)) }) { return true }
    guard "IVX".unicodeScalars.contains(first) || ChineseNumeral.worth(first) != nil || first.digit != nil else { return false }
    let behind = line.drop { "IVX".unicodeScalars.contains($0) || ChineseNumeral.worth($0) != nil || $0.digit != nil }.first
    return behind.map { first.isASCII && first.digit == nil || !"、.．".unicodeScalars.contains($0) } ?? false
  }

  /// A heading in another dress as the forms print it: `▲ 总体情况`, `【一、总体情况】`, `① 总体情况`, `I. 总体情况`, `第二部分 …`; nil for a line that
  /// wears none.
  static func undressed(_ line: String) -> String? {
    guard line.utf8.count <= longestDressed, mayBeDressed(line.unicodeScalars) else { return nil }
    var text = line[...]
    if text.first == "<" || text.last == ">" {
      var isTag = false
      text = Substring(
        text.filter { character in
          if character == "<" { isTag = true }
          defer { if character == ">" { isTag = false } }
          return !isTag
        })
    }
    func isMark(_ character: Character) -> Bool {
      character.isWhitespace || character.unicodeScalars.first.map(markScalars.contains) ?? false
    }
    text = text.drop(while: isMark)
    while let last = text.last, isMark(last) { text = text.dropLast() }
    if text.hasPrefix("PART") || text.hasPrefix("Part") { text = text.dropFirst(4).drop(while: \.isWhitespace) }
    guard let first = text.unicodeScalars.first, text.count >= 4 else { return nil }
    var (number, rest): (Int?, Substring) = (nil, text)
    if let start = signs.first(where: { (0..<10).contains(Int(first.value) - Int($0)) }) {
      (number, rest) = (Int(first.value - start) + 1, text.dropFirst())
    } else if romans.contains(first.value) {
      (number, rest) = (Int(first.value - romans.lowerBound) + 1, text.dropFirst())
    } else {
      let isOrdinal = first == "第"
      let word = (isOrdinal ? text.dropFirst() : text).prefix { "IVX0123456789一二三四五六七八九十".contains($0) }
      if !word.isEmpty, word.count <= 4 {
        number = latinNumbers[String(word)] ?? Int(word) ?? ChineseNumeral.value(word.unicodeScalars)
        rest = text[word.endIndex...]
        if isOrdinal {
          guard rest.hasPrefix("部分") else { return nil }
          rest = rest.dropFirst(2)
        } else if rest.first.map({ !"）)丶﹑-—\\.．、, ，　".contains($0) }) ?? true {
          return nil
        }
      }
    }
    guard let number else { return text.count == line.count ? nil : String(text) }
    rest = rest.drop { "）)丶﹑-—\\.．、,，：:".contains($0) || $0.isWhitespace }
    guard (1...numerals.count).contains(number), !rest.isEmpty else { return nil }
    return numerals[number - 1] + "、" + rest
  }

  /// The ways in which a line may be a heading with the text of its part behind white space, a colon, a full stop or in brackets:
  /// `六、其他需要报告的事项：无`.
  static func parted(_ line: String) -> [(heading: Label, mark: Character, rest: String)] {
    let scalars = line.unicodeScalars
    let head = scalars.prefix(40)
    let mark = head.firstIndex { "：:。（*—".unicodeScalars.contains($0) }
    let space = head[..<(mark ?? head.endIndex)].dropFirst(4).firstIndex(where: \.properties.isWhitespace)
    return [mark, space].compactMap { $0 }.compactMap { end -> (heading: Label, mark: Character, rest: String)? in
      let front = Label(String(line[..<end]))
      guard front.hasNumeral, front.text.first != "(" else { return nil }
      let rest = line[(line[end] == "（" ? end : line.index(after: end))...].drop { $0.isWhitespace || $0 == line[end] && "*—".contains($0) }
      return rest.isEmpty ? nil : (front, line[end], String(rest))
    }
  }
}

/// The headings that were found so far, and what they tell of the next.
struct HeadingOrder {
  private var style: HeadingText.Style?
  private var number = 0
  private var parts: Set<Int> = []
  /// The number of the last item of a list within the part that counts as the headings do.
  private var item = 0

  /// Whether a line is of a list within a part, whose count begins anew: `一、`, `二、` under `一、总体情况`.
  mutating func isSub(_ heading: HeadingText) -> Bool {
    guard heading.style == style, !parts.isEmpty, heading.number == item + 1, item > 0 || number >= 1 else { return false }
    item += 1
    return true
  }

  /// Notes a heading of a part, or one that is of none.
  mutating func note(_ heading: HeadingText?, part: Int?) {
    if let part { parts.insert(part) }
    item = 0
    guard let heading else { return }
    if style == nil { style = heading.style }
    if heading.style == style { number = heading.number }
  }

  /// The part that a heading begins: the one of its number where its words speak of it, else the only one that they speak of, if it is
  /// next in the count of headings and yet to come.
  func part(of heading: HeadingText, in form: Form) -> Int? {
    guard style.map({ $0 == heading.style }) ?? (heading.style == .chinese || heading.style == .ordinal || heading.number == 1) else {
      return nil
    }
    let spoken = form.parts.indices.filter { part in
      form.parts[part].headingWords.contains { heading.words.contains($0.unicodeScalars) }
    }
    if spoken.contains(heading.number - 1) { return heading.number - 1 }
    guard heading.number == number + 1, let only = spoken.only, only > (parts.max() ?? -1) else { return nil }
    return only
  }

  /// Whether a part is yet to come.
  func mayCome(_ part: Int) -> Bool { part > (parts.max() ?? -1) }

  /// Whether the parts have `一、`, `二、`.
  var isChinese: Bool { style == .chinese && !parts.isEmpty }

  /// Whether a heading has the number of the one before once more, and is no item of a list under it: `五、工作亮点` behind `五、存在的…`.
  func isAgain(_ heading: HeadingText) -> Bool {
    heading.style == style && style == .chinese && heading.number == number && number > 1 && item == 0
  }

  /// Whether a heading that is of no part goes on with the count of those that are.
  func isNext(_ heading: HeadingText) -> Bool {
    ((heading.style == style || heading.style == .ordinal) && !parts.isEmpty || style == nil && heading.style == .chinese && parts.isEmpty)
      && heading.number == number + 1
  }
}
