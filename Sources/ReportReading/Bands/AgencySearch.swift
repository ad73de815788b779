// Whose report it is, where no title names the agency.

import DisclosureReport

/// Looks for the agency in a field (`发文机关：某局`), in a sentence about the report (`由某局编制`), in the signature, and in the first
/// sentences, in which it speaks (`2023年，某局坚持…`).
struct AgencySearch {
  private let document: Bands
  private let wordings: TitleWordings
  private let range: Range<Int>
  private var found: [(name: String, band: Int)] = []
  /// How often a name without its place speaks.
  private var speakers: [String: Int] = [:]

  /// What is told within so many lines.
  private static let reach = 60
  /// Longer paragraphs say too much.
  private static let longest = 6000

  init(_ range: Range<Int>, of document: Bands) {
    (self.range, self.document, wordings) = (range, document, document.forms.titles)
    for number in range.prefix(Self.reach) { readAround(number) }
    readSignature()
    for number in range.prefix(Self.reach) { readSpeakers(number) }
  }

  /// The first that was found; with its place, where another one has it: `甲市水务局` for `市水务局`.
  var agency: (name: String, band: Int)? {
    guard let first = found.first, wordings.lacksPlace(first.name) else { return found.first }
    return found.filter { $0.name.hasSuffix(first.name) }.max { $0.name.count < $1.name.count }
  }

  private mutating func take(_ name: Substring, _ number: Int) {
    if wordings.names(name), !found.contains(where: { $0.name == name }) { found.append((String(name), number)) }
  }

  /// The values of fields, and names within sentences about the report.
  private mutating func readAround(_ number: Int) {
    let printed = document.text(document.bands[number])
    guard printed.utf8.count <= Self.longest else { return }
    let text = Simplified.text(printed)
    func take(_ name: Substring) {
      self.take(printed.dropFirst(text[..<name.startIndex].count).prefix(name.count), number)
    }
    for agencies in wordings.agencies {
      for source in agencies.sources where text.holds(source) {
        for label in text.ranges(of: source)
        where label.lowerBound == text.startIndex || !text[text.index(before: label.lowerBound)].isLetter {
          var value = text[label.upperBound...]
          // `填报单位（盖章）：`
          if value.first == "（", let close = value.firstIndex(of: "）") { value = value[close...].dropFirst() }
          guard let mark = value.first, "：:|".contains(mark) || mark.isWhitespace else { continue }
          value = value.drop { "：:|".contains($0) || $0.isWhitespace }
          value = value.prefix { !$0.isWhitespace && $0 != "|" }
          // `来源：某局字号：[大 中 小]`
          let end = agencies.labels.compactMap { value.firstRange(of: $0)?.lowerBound }.min() ?? value.endIndex
          take(value[..<end])
        }
      }
      for word in agencies.before where text.holds(word) {
        for front in text.ranges(of: word) {
          let rest = text[front.upperBound...].prefix(44)
          // `与某局政务公开办公室联系`: the shortest that is a name.
          let ends = agencies.behind.compactMap { rest.firstRange(of: $0)?.lowerBound }.sorted()
          if let name = ends.map({ withoutOffice(rest[..<$0], agencies) }).first(where: wordings.names) { take(name) }
        }
      }
    }
  }

  /// `某局综合科`: whom to ask is an office within the agency.
  private func withoutOffice(_ name: Substring, _ agencies: Form.AgencyWordings) -> Substring {
    guard agencies.offices.contains(where: name.hasSuffix) else { return name }
    let shorter = (1...8).lazy.map { name.dropLast($0) }.filter { !agencies.offices.contains(where: $0.hasSuffix) || $0.hasSuffix("办公室") }
    return shorter.first { $0.count >= 4 && wordings.names($0) } ?? name
  }

  /// A signature stands above its date.
  private mutating func readSignature() {
    for number in range.suffix(8).dropLast() {
      let (name, date) = (document.text(document.bands[number]), document.text(document.bands[number + 1]))
      let (bare, day) = (name.filter { !$0.isWhitespace }, date.filter { !$0.isWhitespace })
      guard day.count <= 12, day.hasSuffix("日"), YearText.first(in: day[...]) != nil else { continue }
      take(bare[...], number)
    }
  }

  /// Who does something at the beginning of a sentence: a name with its place, or one that does so again or behind the year, as 县政府 may be
  /// somebody else.
  private mutating func readSpeakers(_ number: Int) {
    let text = document.text(document.bands[number])
    guard text.utf8.count <= Self.longest else { return }
    for sentence in text.sentences {
      let near = sentence.drop { $0.isNumber || "年度来以，, ".contains($0) }.prefix(30)
      let simple = Simplified.text(near)
      for agencies in wordings.agencies {
        guard let end = agencies.actions.compactMap({ simple.dropFirst(3).firstRange(of: $0)?.lowerBound }).min() else { continue }
        let name = near.prefix(simple[..<end].count)
        if agencies.levels.contains(where: simple[..<end].dropFirst(2).holds) {
          take(name, number)
        } else if name.count >= Self.leastWithoutPlace, wordings.lacksPlace(simple) {
          // Behind the year it is whoever reports.
          speakers[String(name), default: 0] += near.startIndex > sentence.startIndex ? 2 : 1
          if speakers[String(name), default: 0] > 1 { take(name, number) }
        }
      }
    }
  }

  /// 区政府 and 县委 are shorter, and others.
  private static let leastWithoutPlace = 4
}

extension String {
  /// What stands between the marks that end sentences, and behind the number of an item.
  var sentences: [Substring] {
    split { "。；！？）\n".contains($0) }.map { $0.drop(while: \.isWhitespace) }
  }
}
