// The prose of the parts, put together from lines.

import DisclosureReport

/// Collects paragraphs under the headings of the parts.
struct ProseGathering {
  /// Whether a line that ends in the middle of a sentence is joined with the next.
  var joinsSentences = false
  private var gathered: [(heading: String, paragraphs: [String], places: [Report.Place])] = [("", [], [])]

  mutating func begin(_ heading: String) {
    gathered.append((heading, [], []))
  }

  /// - Parameter goesOn: Whether it is known to go on with the sentence before.
  mutating func add(_ text: String, at place: Report.Place, goesOn: Bool = false) {
    let last = gathered.count - 1
    if gathered[last].paragraphs.last.map({ goesOn || joinsSentences && (Self.isBroken($0, text) || Self.isBrokenFigure($0, text)) })
      ?? false
    {
      // In place: a paragraph may have many lines.
      gathered[last].paragraphs[gathered[last].paragraphs.count - 1] += text
    } else {
      gathered[last].paragraphs.append(text)
      gathered[last].places.append(place)
    }
  }

  /// Hands the parts that have prose over, in order; a part that comes twice is one.
  func give(to report: inout Report) {
    for (heading, _, places) in gathered { report.note(paragraphs: places, under: heading) }
    report.sections = sections
  }

  private var sections: [Report.Section] {
    var sections: [Report.Section] = []
    for (heading, paragraphs, _) in gathered where !paragraphs.isEmpty {
      let text = paragraphs.joined(separator: "\n")
      if let index = sections.firstIndex(where: { $0.heading == heading }) {
        sections[index].text += "\n" + text
      } else {
        sections.append(Report.Section(heading: heading, text: text))
      }
    }
    return sections
  }

  /// Whether a break cuts a figure, or parts it from its unit: `申请4` over `2件`, `申请45` over `件`. The digits of a telephone stand
  /// behind others.
  private static func isBrokenFigure(_ before: String, _ next: String) -> Bool {
    let digits = before.unicodeScalars.reversed().prefix { $0.digit != nil }
    guard (1...6).contains(digits.count), let word = before.unicodeScalars.dropLast(digits.count).last, word.value >= 0x4E00 else {
      return false
    }
    return next.unicodeScalars.drop { $0.digit != nil || $0 == "," || $0 == "." }.first.map(PrintedFigure.isPiece) ?? false
  }

  /// Whether a page or line break cuts a sentence: a long line without an end, and a next one that is no new item.
  private static func isBroken(_ before: String, _ next: String) -> Bool {
    guard before.utf8.count >= 60, let end = before.last, !"。！？；：.!?;:”）)".contains(end) else { return false }
    // `02 地区…` begins a field, `12件…` may go on with a sentence.
    if let sign = next.first(where: { !("0"..."9").contains($0) }), sign.isWhitespace, next.first?.isNumber ?? false { return false }
    return Label(String(next.prefix(12))).hasNumeral == false
  }
}
