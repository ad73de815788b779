// Whose report, and of which year: from the title, or from the statement of the period.

import DisclosureReport

/// The title of a report: `广州市增城区人民政府2020年政府信息公开工作年度报告`.
struct TitleText: Equatable {
  let agency: String
  let year: Int?

  /// Reads a line as a title; nil if it is none.
  init?(_ line: String) {
    guard line.utf8.count <= 300, Self.couldBe(line) else { return nil }
    // Compared in simplified characters; what is kept is what is printed, character for character.
    let printed = line.filter { !$0.isWhitespace }
    let scalars = Array(printed.unicodeScalars)
    let text = scalars.map { Label.simplified[$0] ?? $0 }
    guard let subject = Self.subjects.lazy.compactMap({ text.firstRange(of: $0) }).first else { return nil }
    let tail = Substring(String(String.UnicodeScalarView(text[subject.upperBound...])))
    guard tail.isEmpty || tail.count <= 12 && !tail.contains(where: { "，。；：".contains($0) }) else { return nil }
    let before = Substring(String(String.UnicodeScalarView(scalars[..<subject.lowerBound])))
    var agency = before
    let named = YearText.first(in: before) ?? YearText.bare(in: before)
    // `…年度报告（2020年）`
    let year = named ?? YearText.first(in: tail) ?? YearText.bare(in: tail)
    if let found = named {
      // Either `机关2020年` or `2020年机关`.
      agency = before[..<found.range.lowerBound] + before[found.range.upperBound...]
      if agency.hasPrefix("度") { agency = agency.dropFirst() }
    }
    // `增城区人民政府信息公开…` is 增城区人民政府 + 信息公开….
    var name = String(agency)
    if name.hasSuffix("人民") { name += "政府" }
    guard !name.contains(where: { "，。；：《》".contains($0) }) else { return nil }
    self.agency = name
    self.year = year?.year
  }

  private static let subjects = ["政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报", "政府信息公开年报", "信息公开工作年度报告"].map {
    Array($0.unicodeScalars)
  }

  /// Whether a line has the characters 公 and 报 that every title has; few others do.
  private static func couldBe(_ line: String) -> Bool {
    var has = (subject: false, report: false)
    for scalar in line.unicodeScalars {
      if scalar == "公" { has.subject = true }
      if scalar == "报" || scalar == "報" { has.report = true }
    }
    return has.subject && has.report
  }
}

/// A year in print: `2020年`, `２０２０年度`, `二〇二〇年`, and in a title `2020` alone.
struct YearText {
  let year: Int
  let range: Range<Substring.Index>

  private static let digits: [Character: Int] = Dictionary(
    uniqueKeysWithValues: zip("0123456789０１２３４５６７８９〇一二三四五六七八九", (0...9).map { $0 } + (0...9).map { $0 } + (0...9).map { $0 }))

  static func first(in text: Substring) -> YearText? {
    var search = text
    while let mark = search.firstIndex(of: "年") {
      let before = text[..<mark].suffix(4)
      if let year = year(before) {
        var end = text.index(after: mark)
        if end < text.endIndex, text[end] == "度", !text[end...].hasPrefix("度报告") { end = text.index(after: end) }
        return YearText(year: year, range: before.startIndex..<end)
      }
      search = search[search.index(after: mark)...]
    }
    return nil
  }

  /// Four digits that begin or end a text and have no other beside them, brackets aside: `示例区2020` + `政府信息公开…`.
  static func bare(in text: Substring) -> YearText? {
    let isDigit = { (character: Character) in digits[character] != nil }
    let isBracket = { (character: Character) in "（）()[]【】〔〕".contains(character) }
    let first = text.prefix(while: isBracket).endIndex
    guard let last = text.lastIndex(where: { !isBracket($0) }), first < last else { return nil }
    let inner = text[first...last]
    for part in [inner.suffix(4), inner.prefix(4)] {
      let (before, behind) = (inner[..<part.startIndex], inner[part.endIndex...])
      if before.last.map(isDigit) ?? false || behind.first.map(isDigit) ?? false { continue }
      guard let year = year(part) else { continue }
      let kept = before.lastIndex { !isBracket($0) }.map { text.index(after: $0) } ?? text.startIndex
      return YearText(year: year, range: kept..<(behind.isEmpty ? text.endIndex : part.endIndex))
    }
    return nil
  }

  /// The year that four digits make, if a report can be of it.
  private static func year(_ text: Substring) -> Int? {
    let values = text.compactMap { digits[$0] ?? ("○零OＯ".contains($0) ? 0 : nil) }
    let year = values.reduce(0) { $0 * 10 + $1 }
    return values.count == 4 && text.count == 4 && Report.years.contains(year) ? year : nil
  }

  /// The year of a statement of the period: `统计期限自2020年1月1日起至2020年12月31日止`.
  static func ofPeriod(in text: String) -> Int? {
    guard let hint = text.firstRange(of: "1月1日"), text.contains("12月31日") else { return nil }
    let before = text[..<hint.lowerBound].filter { !$0.isWhitespace }.suffix(5)
    return first(in: Substring(before))?.year
  }
}

extension [Unicode.Scalar] {
  /// Where other scalars first stand in these.
  fileprivate func firstRange(of other: [Unicode.Scalar]) -> Range<Int>? {
    guard let first = other.first, count >= other.count else { return nil }
    for start in 0...(count - other.count) where self[start] == first && self[start...].starts(with: other) {
      return start..<start + other.count
    }
    return nil
  }
}

extension StringProtocol {
  /// Where another text first stands in this one.
  fileprivate func firstRange(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
