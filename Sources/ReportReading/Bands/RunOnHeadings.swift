// Headings within a line, where a page lost its breaks.

import DisclosureReport

extension Bands {
  /// A line of fewer bytes runs on into nothing.
  private static let shortest = 60
  /// With fewer bytes between them headings are a list of what follows.
  private static let leastBetween = 30

  /// A line that goes on with the headings of parts, as forms print them, parted at these: `…年度报告 一、总体情况 2023年，…`.
  func partingHeadings() -> Bands {
    var wordings = Set(forms.indices.flatMap(\.form.parts).map(\.heading))
    if arena.holds("況") { wordings.formUnion(wordings.map(Simplified.mirrored)) }
    let headings = wordings.map { Array($0.utf8) }
    var cuts: [Int: [Range<Int>]] = [:]
    for (number, band) in bands.enumerated() {
      guard let text = paragraph(band), text.count > Self.shortest else { continue }
      let found = headings.compactMap { place(of: $0, in: text) }.sorted { $0.lowerBound < $1.lowerBound }
      guard let first = found.first, found.count > 1 || first.lowerBound > text.lowerBound else { continue }
      let ends = found.dropFirst().map(\.lowerBound) + [text.upperBound]
      if zip(found, ends).contains(where: { $1 - $0.upperBound > Self.leastBetween || $1 == $0.upperBound && isBehindSentence($0) }) {
        cuts[number] = found
      }
    }
    if cuts.isEmpty { return self }
    var parted = emptied()
    for (number, band) in bands.enumerated() {
      guard let found = cuts[number], let text = paragraph(band), let first = filled(band).first else {
        parted.append(band, of: self)
        continue
      }
      let edges = [text.lowerBound] + found.flatMap { [$0.lowerBound, $0.upperBound] } + [text.upperBound]
      for (start, end) in zip(edges, edges.dropFirst()) {
        let piece = trimmed(start..<end)
        if piece.isEmpty { continue }
        let before = String(decoding: arena[text.lowerBound..<piece.lowerBound], as: UTF8.self).unicodeScalars.count
        parted.append(parted.token(piece, line: tokens[first].line, column: tokens[first].column + before))
        parted.endBand(like: band)
      }
    }
    return parted
  }

  /// The bytes of a band that is one text.
  private func paragraph(_ band: Band) -> Range<Int>? {
    band.text ?? only(band).map { tokens[$0].text }
  }

  /// Where a heading stands with white space or the end of a sentence in front of it, and no mark behind that makes it one of a list.
  private func place(of heading: [UInt8], in text: Range<Int>) -> Range<Int>? {
    guard let offset = arena[text].position(of: heading) else { return nil }
    let found = text.lowerBound + offset..<text.lowerBound + offset + heading.count
    let before = String(decoding: arena[text.lowerBound..<found.lowerBound].suffix(12), as: UTF8.self).last
    let behind = String(decoding: arena[found.upperBound..<text.upperBound].prefix(12), as: UTF8.self).first
    guard before.map({ $0.isWhitespace || "。！？；”）".contains($0) }) ?? true, behind.map({ !"，、；,;和及与”》".contains($0) }) ?? true else {
      return nil
    }
    return found
  }

  private func isBehindSentence(_ range: Range<Int>) -> Bool { arena[..<range.lowerBound].suffix(3).elementsEqual("。".utf8) }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    func isSpace(_ place: Int) -> Bool { arena[place] <= 0x20 }
    while let first = range.first, isSpace(first) { range = first + 1..<range.upperBound }
    while let last = range.last, isSpace(last) { range = range.lowerBound..<last }
    return range
  }
}
