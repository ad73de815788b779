// Labels as they compare: what print varies without meaning anything is folded away.

import DisclosureReport

/// A label reduced to what tells it from others: no spaces, half-width forms, its numeral set apart.
struct Label: Hashable, Sendable {
  /// Longer texts, in bytes, are prose.
  static let longest = 300
  /// Longer ones, in characters, stand in no table.
  static let longestOfTable = 46

  /// The folded text.
  let text: [Unicode.Scalar]
  /// Where the text begins behind a numeral such as `（一）`, `1.` or `三、`; 0 if there is none.
  let bare: Int
  /// The number under which a session keeps it; nil if it does not.
  private(set) var number: Int?

  init(_ string: String) {
    text = Label.fold(string)
    bare = Label.numeralLength(text)
  }

  init(folded text: [Unicode.Scalar]) {
    self.text = text
    bare = Label.numeralLength(text)
  }

  init(_ bytes: ArraySlice<UInt8>, number: Int?) {
    self.init(String(decoding: bytes, as: UTF8.self))
    self.number = number
  }

  static func == (left: Label, right: Label) -> Bool { left.text == right.text }
  func hash(into hasher: inout Hasher) { text.withUnsafeBytes { hasher.combine(bytes: $0) } }

  var hasNumeral: Bool { bare > 0 }
  var withoutNumeral: ArraySlice<Unicode.Scalar> { text[bare...] }

  /// The bare text up to a note in brackets at its end: `规章（设区的市…）` is about 规章.
  var withoutNote: ArraySlice<Unicode.Scalar> {
    guard text.last == ")", let open = text[bare...].firstIndex(of: "("), open > bare else { return withoutNumeral }
    return text[bare..<open]
  }

  /// Drops white space, turns full-width forms into ASCII, and makes quotes and dashes uniform.
  static func fold(_ string: String) -> [Unicode.Scalar] {
    var folded: [Unicode.Scalar] = []
    folded.reserveCapacity(string.utf8.count / 3 + 4)
    for scalar in string.unicodeScalars {
      guard scalar.value <= 0xFFFF else {
        folded.append(scalar)
        continue
      }
      let value = foldings[Int(scalar.value)]
      if value != 0 { folded.append(Unicode.Scalar(value) ?? scalar) }
    }
    return folded
  }

  /// For every scalar of the plane in which Chinese is written what it becomes; 0 for white space, which goes.
  ///
  /// One look at an array, since every character of every table comes through here.
  private static let foldings: [UInt16] = {
    var table = Array(UInt16.min...UInt16.max)
    func set(_ range: ClosedRange<Int>, _ value: (Int) -> UInt16) { for scalar in range { table[scalar] = value(scalar) } }
    for range in [0x00...0x20, 0x7F...0xA0, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x3000...0x3000, 0xFEFF...0xFEFF] {
      set(range) { _ in 0 }
    }
    set(0xFF01...0xFF5E) { UInt16($0 - 0xFEE0) }
    for range in [0x201C...0x201F, 0x2033...0x2033, 0x300C...0x300F] { set(range) { _ in 0x22 } }
    set(0x2018...0x201B) { _ in 0x27 }
    for range in [0x2010...0x2015, 0x2212...0x2212, 0x2500...0x2500, 0xFE58...0xFE58, 0xFE63...0xFE63] { set(range) { _ in 0x2D } }
    for bracket in [0x3014, 0x3010] { table[bracket] = 0x5B }
    for bracket in [0x3015, 0x3011] { table[bracket] = 0x5D }
    for (traditional, simple) in Simplified.characters { table[Int(traditional.value)] = UInt16(truncatingIfNeeded: simple.value) }
    return table
  }()

  private static let numerals = Array("一二三四五六七八九十0123456789".unicodeScalars)

  private static func numeralLength(_ text: [Unicode.Scalar]) -> Int {
    var at = text.first == "(" ? 1 : 0
    let first = at
    while at < text.count, at - first < 3, numerals.contains(text[at]) { at += 1 }
    guard at > first, at < text.count else { return 0 }
    if first == 1 { return text[at] == ")" ? at + 1 : 0 }
    guard text[at] == "." || text[at] == "、" else { return 0 }
    // `25.1` is a figure, not the first item.
    if at + 1 < text.count, numerals.contains(text[at + 1]), text[at + 1].isASCII { return 0 }
    return at + 1
  }

  /// How alike two texts are, from 0 to 1: twice what they have in common, in order, against what they have together.
  ///
  /// - Parameter weight: how many characters of the first count, where some of it says nothing against the second.
  static func likeness(_ text: some Collection<Unicode.Scalar>, weighing weight: Int? = nil, _ label: some Collection<Unicode.Scalar>)
    -> Double
  {
    guard text.count <= 200, label.count <= 200, !label.isEmpty else { return 0 }
    let common = commonLength(Array(text), Array(label))
    return 2 * Double(common) / Double(label.count + max(common, weight ?? text.count))
  }

  /// The one of some labels that this text shortens, leaving out characters: 制发 or 制发件数 is 本年制发件数, 件数 could be any.
  func abbreviated(among labels: [[Unicode.Scalar]]) -> [Unicode.Scalar]? {
    guard (2...12).contains(text.count) else { return nil }
    var found: [Unicode.Scalar]?
    for label in labels where label.count > text.count && label.count <= 24 && label != found {
      var rest = text[...]
      for scalar in label where rest.first == scalar { rest = rest.dropFirst() }
      guard rest.isEmpty else { continue }
      if found != nil { return nil }
      found = label
    }
    return labels.contains(text) ? nil : found
  }

  /// The length of the longest common subsequence.
  private static func commonLength(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left == right { return left.count }
    var lengths = [Int](repeating: 0, count: right.count + 1)
    return left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        lengths.withUnsafeMutableBufferPointer { lengths in
          for a in left {
            var diagonal = 0
            for index in right.indices {
              let above = lengths[index + 1]
              lengths[index + 1] = a == right[index] ? diagonal + 1 : max(above, lengths[index])
              diagonal = above
            }
          }
          return lengths[right.count]
        }
      }
    }
  }
}
