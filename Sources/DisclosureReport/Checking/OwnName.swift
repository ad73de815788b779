// How an agency calls itself in its own prose.

/// The short names of an agency, which leave out characters of the whole one: `市林草局` of `某市林业和草原局`; and longer ones, of which
/// the given one leaves some out.
struct OwnName {
  private let name: [Character]
  /// The places in it of what ends the name of a place: 市.
  private let levels: [Int]
  private let ends: Set<Character>

  init(_ name: String, bodies: [String]) {
    // What a government reports, its office says.
    self.name = Array(name.hasSuffix("政府") ? name + "办公室" : name)
    levels = Self.levels(in: self.name)
    ends = Set(bodies.compactMap(\.last) + [name.last].compactMap(\.self))
  }

  /// How many characters of words in front are a name of the agency; nil if they begin with none.
  func prefix(of words: String) -> Int? {
    guard name.count > 2, let first = words.first else { return nil }
    let front = Array(words.prefix(Self.reach))
    // `局共收到`
    if front.count > 1, first == name.last, "共全".contains(front[1]) { return 1 }
    // `石江共收到`
    if let end = front.firstIndex(of: "共"), end > 1, name.starts(with: front[..<end]) { return end }
    return (2...max(2, front.count)).reversed().first { end in
      end <= front.count && ends.contains(front[end - 1]) && (isShort(front[..<end]) || isLong(front[..<end]))
    }
  }

  private static let reach = 30

  /// Whether a name is the agency's with some characters left out, but not its place where that of a larger one is named: `甲市教育局` is
  /// not `甲市乙区教育局`.
  private func isShort(_ short: ArraySlice<Character>) -> Bool {
    var places: [Int] = []
    var rest = name[...]
    for character in short.reversed() {
      guard let place = rest.lastIndex(of: character) else { break }
      places.append(place)
      rest = rest[..<place]
    }
    // `区公安分局` of `某市公安局某区分局`
    if places.count < short.count {
      guard short.count > 3, short.allSatisfy(name.contains) else { return false }
      places = short.compactMap { name.lastIndex(of: $0) }
    }
    guard let last = levels.last else { return true }
    return places.contains(last) || !places.contains { levels.contains($0) }
  }

  /// Whether the agency's name is one with some characters left out: `某区市场监管局` of `某区市场监督管理局`.
  private func isLong(_ long: ArraySlice<Character>) -> Bool {
    guard name.count > 4, long.count > name.count, long.last == name.last else { return false }
    var rest = long
    for character in name.reversed() {
      guard let place = rest.lastIndex(of: character) else { return false }
      rest = rest[..<place]
    }
    return Self.levels(in: Array(long)).count == levels.count
  }

  /// Of `市场` and `社区` the characters end no place's name.
  private static func levels(in name: [Character]) -> [Int] {
    name.indices.filter { index in
      guard index > 0 || name.count > 3, "省市县区旗州镇乡".contains(name[index]) else { return false }
      let (before, behind) = (index > 0 ? name[index - 1] : " ", index + 1 < name.count ? name[index + 1] : " ")
      return !"城社园景库林".contains(before) && !"场政容民域".contains(behind)
    }
  }
}
