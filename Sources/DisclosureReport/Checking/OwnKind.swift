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
    let places = rule.levels.compactMap { agency.places(of: $0).last }
    guard let level = places.max(by: { $0.upperBound < $1.upperBound }) else { return nil }
    guard agency[level.upperBound...].count >= 2, agency[..<level.lowerBound].count >= 2 else { return nil }
    (self.agency, self.rule, kind) = (agency, rule, String(agency[level.lowerBound...]))
  }

  /// The names of agencies of the like of its place that a text speaks of as of whoever reports.
  ///
  /// - Parameters:
  ///   - verbs: What names that are looked for otherwise have in front of them.
  ///   - endings: What names of agencies end in.
  func authors(in text: Substring, but verbs: [String], endings: [String]) -> [String] {
    guard !rule.openings.isEmpty, let rank = rule.ranks.first(where: { kind.first.map($0.contains) ?? false }) else { return [] }
    let (scalars, levels) = (Array(text.unicodeScalars), Array(rank.unicodeScalars))
    var starts: [(at: Int, isAuthor: Bool)] = []
    var isStart = true
    for (at, scalar) in scalars.enumerated() {
      if isStart, !scalar.isSpace { (starts, isStart) = (starts + [(at, false)], false) }
      if scalar.endsSentence || scalar == "；" { isStart = true }
    }
    for author in rule.authors where text.holds(author) {
      starts += scalars.ranges(of: Array(author.unicodeScalars)).map { ($0.upperBound, true) }
    }
    return starts.compactMap { start, isAuthor in
      // `2023年，某局…`
      let year = scalars[start...].prefix { $0.digit != nil || "年度来以，".unicodeScalars.contains($0) }
      let first = year.last == "，" ? year.endIndex : start
      // Most sentences begin with no name of a place.
      guard scalars[first...].prefix(18).prefix(while: \.isHan).dropFirst(2).contains(where: levels.contains) else { return nil }
      let near = String(scalars: scalars[first...].prefix(30))[...]
      guard let end = (isAuthor ? rule.followers : rule.openings).compactMap({ near.places(of: $0).first?.lowerBound }).min() else {
        return nil
      }
      let name = near[..<end]
      // Who does something with the agency or for it is somebody else on purpose.
      let sentence = String(scalars: scalars[first...].dropFirst(name.unicodeScalars.count).prefix { !$0.endsSentence && $0 != "；" })
      if !isAuthor, !sentence.hasPrefix("（"), rule.selves.contains(where: sentence.holds) || rule.peers.contains(where: sentence.holds) {
        return nil
      }
      guard (5...18).contains(name.count), name.unicodeScalars.allSatisfy(\.isHan), endings.contains(where: name.hasSuffix),
        !rule.authors.contains(where: name.holds), !verbs.contains(where: { $0.count > 1 && name.holds($0) }),
        let level = name.lastIndex(where: rank.contains), name[..<level].count >= 2, !agency.contains(name[...level].suffix(3)),
        // 地区 and 自治区 rank higher.
        !"地治".contains(name[name.index(before: level)])
      else { return nil }
      return String(name)
    }
  }

  /// The names of others in a text.
  func others(in text: Substring) -> [Range<Substring.Index>] {
    text.places(of: kind).compactMap { range in
      let before = text[..<range.lowerBound]
      // Its own name stands there more often than any other.
      if agency.ends(in: before.suffix(2) + kind) { return nil }
      let near = before.suffix(16) + text[range.upperBound...].prefix(8)
      if rule.peers.contains(where: near.holds) { return nil }
      var place = before[(before.lastIndex { !$0.isLetter }.map { before.index(after: $0) } ?? before.startIndex)...].suffix(12)
      for link in rule.links { if let end = place.places(of: link).last?.upperBound { place = place[end...] } }
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
