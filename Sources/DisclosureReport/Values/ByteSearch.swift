// Bytes within others.

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
}

extension StringProtocol {
  /// Whether a text stands anywhere in this, byte by byte.
  package func holds(_ text: String) -> Bool { utf8.holds(text.utf8) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a run of bytes begins.
  fileprivate func position(of needle: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = needle.first, let last = needle.last else { return 0 }
    if count < needle.count { return nil }
    // Of characters of Chinese many begin alike; few end alike, too.
    return (0...(count - needle.count)).first { start in
      self[start] == first && self[start + needle.count - 1] == last && zip(self[start...], needle).allSatisfy { $0 == $1 }
    }
  }
}
