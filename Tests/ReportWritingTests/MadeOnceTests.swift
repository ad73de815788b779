import DisclosureReport
import Testing

@testable import ReportWriting

@Suite("What is made once")
struct MadeOnceTests {
  private final class Key: Sendable {}

  @Test("For a few keys once; of many, what was made for the first is given up")
  func keys() {
    let made = MadeOnce<Key, Int>()
    let keys = (0..<4).map { _ in Key() }
    var count = 0
    func value(_ key: Key) -> Int {
      made.value(for: key) { _ in
        count += 1
        return count
      }
    }
    #expect(keys.map(value) == [1, 2, 3, 4] && keys.map(value) == [1, 2, 3, 4] && count == 4)
    weak var first: Key?
    do {
      let key = Key()
      first = key
      _ = value(key)
    }
    #expect(first != nil)
    for _ in 0..<100 { _ = value(Key()) }
    #expect(first == nil && count == 105)
  }
}
