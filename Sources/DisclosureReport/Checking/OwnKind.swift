// What an agency is besides its place, and the like of it elsewhere.

/// `县教育局` of `甲县教育局`: where prose names it behind another place, it speaks of somebody else.
struct OwnKind {
  private let agency: String
  private let rule: Form.AuditRule.Namesakes
  /// What follows the name of the place: 县教育局.
  private let kind: String

  /// Longer ones are no names of places.
  private static let mostOfPlace = 6

  /// - Returns: nil for an agency whose name tells no place.
  init?(_ agency: String, _ rule: Form.AuditRule.Namesakes) {
    let places = rule.levels.compactMap { agency.ranges(of: $0).last }
    guard let level = places.max(by: { $0.upperBound < $1.upperBound }) else { return nil }
    guard agency[level.upperBound...].count >= 2, agency[..<level.lowerBound].count >= 2 else { return nil }
    (self.agency, self.rule, kind) = (agency, rule, String(agency[level.lowerBound...]))
  }

  /// The names of others in a text.
  func others(in text: Substring) -> [Range<Substring.Index>] {
    text.places(of: kind).compactMap { range in
      let before = text[..<range.lowerBound]
      let near = before.suffix(16) + text[range.upperBound...].prefix(8)
      if rule.peers.contains(where: near.holds) { return nil }
      var place = before[(before.lastIndex { !$0.isLetter }.map { before.index(after: $0) } ?? before.startIndex)...].suffix(12)
      for link in rule.links { if let end = place.ranges(of: link).last?.upperBound { place = place[end...] } }
      guard (2...Self.mostOfPlace).contains(place.count), !agency.hasSuffix(place.suffix(2) + kind) else { return nil }
      return place.startIndex..<range.upperBound
    }
  }
}

extension Form {
  /// How the like of an agency elsewhere is told.
  var namesakes: AuditRule.Namesakes? {
    for rule in rules { if case .ownName(_, _, _, _, let namesakes) = rule.subject { return namesakes } }
    return nil
  }
}
