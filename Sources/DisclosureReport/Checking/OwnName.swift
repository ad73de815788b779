// How an agency calls itself in its own prose.

/// The short names of an agency, which leave out characters of the whole one: `市林草局` of `某市林业和草原局`; and longer ones, of which
/// the given one leaves some out.
struct OwnName {
  private let name: [Unicode.Scalar]
  private let signs: Set<Unicode.Scalar>
  /// The places in it of what ends the name of a place: 市.
  private let levels: [Int]
  private let ends: Set<Unicode.Scalar>

  init(_ name: String, bodies: [String]) {
    // What a government reports, its office says.
    self.name = Array((name.hasSuffix("政府") ? name + "办公室" : name).unicodeScalars)
    signs = Set(self.name)
    levels = Self.levels(in: self.name)
    ends = Set(bodies.compactMap(\.unicodeScalars.last) + [self.name.last].compactMap(\.self))
  }

  /// How many characters of words in front are a name of the agency; nil if they begin with none.
  func prefix(of words: String) -> Int? {
    guard name.count > 2, let first = words.unicodeScalars.first, signs.contains(first) else { return nil }
    let front = Array(words.unicodeScalars.prefix(Self.reach))
    // `局共收到`
    if front.count > 1, first == name.last, "共全".unicodeScalars.contains(front[1]) { return 1 }
    // `石江共收到`
    if let end = front.firstIndex(of: "共"), end > 1, name.starts(with: front[..<end]) { return end }
    // Only a longer name has other characters than this.
    let mayBeLong = front.count > name.count && signs.isSubset(of: front)
    let most = mayBeLong ? front.count : front.prefix { signs.contains($0) }.count
    guard most > 1 else { return nil }
    return (2...most).reversed().first { end in
      ends.contains(front[end - 1]) && (isShort(front[..<end]) || mayBeLong && isLong(front[..<end]))
    }
  }

  private static let reach = 30

  /// Whether a name is the agency's with some characters left out, but not its place where that of a larger one is named: `甲市教育局` is
  /// not `甲市乙区教育局`.
  private func isShort(_ short: ArraySlice<Unicode.Scalar>) -> Bool {
    var places: [Int] = []
    var rest = name[...]
    for character in short.reversed() {
      guard let place = rest.lastIndex(of: character) else { break }
      places.append(place)
      rest = rest[..<place]
    }
    // `区公安分局` of `某市公安局某区分局`
    if places.count < short.count {
      guard short.count > 3, short.allSatisfy(signs.contains) else { return false }
      places = short.compactMap { name.lastIndex(of: $0) }
    }
    guard let last = levels.last else { return true }
    return places.contains(last) || !places.contains { levels.contains($0) }
  }

  /// Whether the agency's name is one with some characters left out: `某区市场监管局` of `某区市场监督管理局`.
  private func isLong(_ long: ArraySlice<Unicode.Scalar>) -> Bool {
    guard name.count > 4, long.count > name.count, long.last == name.last else { return false }
    var rest = long
    for character in name.reversed() {
      guard let place = rest.lastIndex(of: character) else { return false }
      rest = rest[..<place]
    }
    return Self.levels(in: Array(long)).count == levels.count
  }

  /// Of `市场` and `社区` the characters end no place's name.
  private static func levels(in name: [Unicode.Scalar]) -> [Int] {
    name.indices.filter { index in
      guard index > 0 || name.count > 3, "省市县区旗州镇乡".unicodeScalars.contains(name[index]) else { return false }
      let (before, behind) = (index > 0 ? name[index - 1] : " ", index + 1 < name.count ? name[index + 1] : " ")
      return !"城社园景库林".unicodeScalars.contains(before) && !"场政容民域".unicodeScalars.contains(behind)
    }
  }
}
