// Bytes within others, and what else is told of a text without a look at its meaning.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Collection<UInt8> {
  /// Whether a run of bytes stands anywhere in these.
  package func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { holds($0) }
  }

  /// Whether a run of bytes stands anywhere in these.
  package func holds(_ needle: some Collection<UInt8>) -> Bool {
    let found = withContiguousStorageIfAvailable { bytes in needle.withContiguousStorageIfAvailable { bytes.position(of: $0) != nil } }
    return (found ?? nil) ?? Array(self).withUnsafeBufferPointer { $0.holds(Array(needle)) }
  }

  /// How many bytes stand in front of the first run of others in these.
  package func position(of needle: some Collection<UInt8>) -> Int? {
    let found = withContiguousStorageIfAvailable { bytes in needle.withContiguousStorageIfAvailable { bytes.position(of: $0) } }
    return (found ?? nil) ?? Array(self).withUnsafeBufferPointer { $0.position(of: Array(needle)) }
  }

  /// Whether a run of bytes stands at a place.
  fileprivate func holds(_ needle: some Collection<UInt8>, at start: Int) -> Bool {
    let found = withContiguousStorageIfAvailable { bytes in needle.withContiguousStorageIfAvailable { bytes.stands($0, at: start) } }
    return (found ?? nil) ?? (start >= 0 && dropFirst(start).starts(with: needle))
  }
}

extension StringProtocol {
  /// Whether a text stands anywhere in this, byte by byte.
  package func holds(_ text: String) -> Bool { utf8.holds(text.utf8) }

  /// The lines of a text.
  package var paragraphs: [SubSequence] {
    var (lines, start): ([SubSequence], Index) = ([], startIndex)
    // Bytes are counted faster than indices are moved.
    let ends = utf8.withContiguousStorageIfAvailable { bytes in bytes.indices.filter { bytes[$0] == 0x0A } }
    for end in ends.map({ $0.map { utf8.index(utf8.startIndex, offsetBy: $0) } }) ?? utf8.indices.filter({ utf8[$0] == 0x0A }) {
      lines.append(self[start..<end])
      start = utf8.index(after: end)
    }
    return lines + [self[start...]]
  }

  /// Where a text stands, one place behind the other, byte by byte.
  func places(of text: String) -> [Range<Index>] {
    var offsets: [Int] = []
    utf8.withContiguousStorageIfAvailable { bytes in
      _ = text.utf8.withContiguousStorageIfAvailable { word in
        var start = 0
        while !word.isEmpty, let found = UnsafeBufferPointer(rebasing: bytes[start...]).position(of: word) {
          offsets.append(start + found)
          start += found + word.count
        }
      }
    }
    return offsets.map { offset in
      let start = utf8.index(utf8.startIndex, offsetBy: offset)
      return start..<utf8.index(start, offsetBy: text.utf8.count)
    }
  }

  /// Whether this begins with a text, byte by byte.
  package func begins(with text: String) -> Bool { utf8.holds(text.utf8, at: 0) }

  /// Whether this ends in a text, byte by byte.
  package func ends(in text: String) -> Bool { utf8.holds(text.utf8, at: utf8.count - text.utf8.count) }
}

extension Substring {
  /// What is left without some bytes in front, and behind.
  func dropping(first count: Int) -> Substring { self[utf8.index(startIndex, offsetBy: count)...] }
  func dropping(last count: Int) -> Substring { self[..<utf8.index(endIndex, offsetBy: -count)] }
}

extension String {
  /// Characters that stand one behind the other in an array.
  init(scalars: ArraySlice<Unicode.Scalar>) {
    self.init(unsafeUninitializedCapacity: 4 * scalars.count) { bytes in
      var end = 0
      for scalar in scalars {
        for byte in scalar.utf8 {
          bytes[end] = byte
          end += 1
        }
      }
      return end
    }
  }
}

extension Collection<Unicode.Scalar> {
  /// Whether a text stands anywhere in this one.
  package func holds(_ text: [Unicode.Scalar]) -> Bool {
    guard let first = text.first else { return true }
    return indices.contains { self[$0] == first && self[$0...].starts(with: text) }
  }
}

extension Unicode.Scalar {
  /// White space, told by the number of nearly every character.
  var isSpace: Bool { (value <= 0x20 || (0x7F...0x3000).contains(value)) && properties.isWhitespace }

  /// A character of Chinese.
  package var isHan: Bool { (0x4E00...0x9FFF).contains(value) }
}

/// Which characters some bytes hold: a bit for each among 256. Most texts lack a word by these alone.
struct CharacterSigns: Hashable, Sendable {
  private var bits = SIMD4<UInt64>.zero

  init(_ bytes: some Sequence<UInt8>) {
    // The last bytes of a character of Chinese have most to tell.
    var before: UInt8 = 0
    for byte in bytes {
      if byte & 0xC0 != 0x80 {
        if byte < 0x80 { set(byte) }
      } else {
        if before & 0xC0 == 0x80 { set(byte & 0x3F | before << 6) }
      }
      before = byte
    }
  }

  private mutating func set(_ sign: UInt8) { bits[Int(sign >> 6)] |= 1 << UInt64(sign & 63) }

  /// Whether all characters of other bytes may be among these.
  func mayHold(_ other: CharacterSigns) -> Bool { bits & other.bits == other.bits }

  mutating func formUnion(_ other: CharacterSigns) { bits |= other.bits }
}

/// A text that many words are looked for in.
struct SignedText {
  let text: String
  let signs: CharacterSigns

  init(_ text: String) { (self.text, signs) = (text, CharacterSigns(text.utf8)) }
  init(_ text: ArraySlice<Unicode.Scalar>) { self.init(String(scalars: text)) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a run of bytes stands anywhere in these; of no other kind, so that it costs no more elsewhere than here.
  package func holds(_ needle: [UInt8]) -> Bool { needle.withUnsafeBufferPointer { position(of: $0) != nil } }

  /// Where a run of bytes begins.
  fileprivate func position(of needle: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let last = needle.last, let base = baseAddress else { return needle.isEmpty ? 0 : nil }
    var end = needle.count - 1
    // Of characters of Chinese many begin alike, and few end alike.
    while end < count, let found = memchr(base + end, Int32(last), count - end) {
      end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if stands(needle, at: end + 1 - needle.count) { return end + 1 - needle.count }
      end += 1
    }
    return nil
  }

  fileprivate func stands(_ needle: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + needle.count <= count else { return false }
    for index in needle.indices where self[start + index] != needle[index] { return false }
    return true
  }
}
