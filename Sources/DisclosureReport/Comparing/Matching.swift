// What two sequences have in common, in bounded time: exactly where that is cheap, else between elements that stand once on both sides.

/// The elements that two sequences have in common, in order.
///
/// Sequences that differ in few places are compared exactly (Myers, O(ND)). Where they differ in many, elements that stand exactly once on
/// either side part the problem into smaller ones (patience); a part without any is left as it is, and the matching says that it is coarse.
struct Matching {
  /// Indices into both sequences, both ascending.
  private(set) var pairs: [(old: Int, new: Int)] = []
  /// Whether a part was too unlike to be looked into.
  private(set) var isCoarse = false

  private let old: [Int]
  private let new: [Int]

  /// More differences than this in one part are not counted out.
  private static let differenceLimit = 1500

  /// - Parameter budget: How many steps may still be taken; what is taken is subtracted. At 0 all is coarse.
  init(_ old: [Int], _ new: [Int], budget: inout Int) {
    self.old = old
    self.new = new
    var parts = [(old: old.indices, new: new.indices)]
    while let part = parts.popLast() {
      let (older, newer) = trimmed(part.old, part.new)
      if older.isEmpty || newer.isEmpty { continue }
      budget -= older.count + newer.count
      if budget > 0, let found = exact(older, newer, &budget) {
        pairs += found
        continue
      }
      let anchors = budget > 0 ? anchors(older, newer) : []
      if anchors.isEmpty {
        isCoarse = true
        continue
      }
      pairs += anchors
      var (i, j) = (older.lowerBound, newer.lowerBound)
      for anchor in anchors + [(older.upperBound, newer.upperBound)] {
        parts.append((i..<anchor.old, j..<anchor.new))
        (i, j) = (anchor.old + 1, anchor.new + 1)
      }
    }
    pairs.sort { $0.old < $1.old }
  }

  /// The parts without what they begin and end with in common, which is paired.
  private mutating func trimmed(_ older: Range<Int>, _ newer: Range<Int>) -> (Range<Int>, Range<Int>) {
    var (i, j, endI, endJ) = (older.lowerBound, newer.lowerBound, older.upperBound, newer.upperBound)
    while i < endI, j < endJ, old[i] == new[j] {
      pairs.append((i, j))
      i += 1
      j += 1
    }
    while i < endI, j < endJ, old[endI - 1] == new[endJ - 1] {
      endI -= 1
      endJ -= 1
      pairs.append((endI, endJ))
    }
    return (i..<endI, j..<endJ)
  }

  /// The longest common subsequence; nil if the parts differ in too many places, or the budget is spent.
  private func exact(_ older: Range<Int>, _ newer: Range<Int>, _ budget: inout Int) -> [(old: Int, new: Int)]? {
    let (n, m) = (older.count, newer.count)
    let most = min(n + m, Self.differenceLimit)
    let origin = most + 1
    // For each diagonal how far the old part is used up, after 0, 1, 2… differences.
    var reach = [Int](repeating: 0, count: 2 * most + 3)
    var history: [[Int]] = []
    for differences in 0...most {
      history.append(Array(reach[origin - differences - 1...origin + differences + 1]))
      var steps = 0
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        var x = differences == 0 ? 0 : Self.step(to: diagonal, differences, reach, origin).x
        let start = x
        while x < n, x - diagonal < m, old[older.lowerBound + x] == new[newer.lowerBound + x - diagonal] { x += 1 }
        steps += x - start + 1
        reach[origin + diagonal] = x
        if x >= n, x - diagonal >= m { return path(older, newer, history, differences) }
      }
      budget -= steps
      if budget <= 0 { return nil }
    }
    return nil
  }

  /// Where a diagonal begins after one more difference, and from which diagonal: a removal comes from below, an insertion from above.
  private static func step(to diagonal: Int, _ differences: Int, _ reach: [Int], _ origin: Int) -> (x: Int, from: Int) {
    let (below, above) = (reach[origin + diagonal - 1], reach[origin + diagonal + 1])
    if diagonal == -differences || diagonal != differences && below < above { return (above, diagonal + 1) }
    return (below + 1, diagonal - 1)
  }

  /// The common elements on the way that was found, from its end to its start.
  private func path(
    _ older: Range<Int>, _ newer: Range<Int>, _ history: [[Int]], _ differences: Int
  ) -> [(old: Int, new: Int)] {
    var found: [(old: Int, new: Int)] = []
    var (x, y) = (older.count, newer.count)
    for differences in stride(from: differences, through: 0, by: -1) {
      let reach = history[differences]
      let origin = differences + 1
      let start = differences == 0 ? (x: 0, from: 0) : Self.step(to: x - y, differences, reach, origin)
      while x > start.x {
        x -= 1
        y -= 1
        found.append((older.lowerBound + x, newer.lowerBound + y))
      }
      if differences == 0 { break }
      x = start.from > x - y ? start.x : start.x - 1
      y = x - start.from
    }
    return found
  }

  /// Pairs of elements that stand once on either side, in the longest order that both sides share.
  private func anchors(_ older: Range<Int>, _ newer: Range<Int>) -> [(old: Int, new: Int)] {
    var places: [Int: (old: Int, new: Int, isUnique: Bool)] = [:]
    for i in older { places[old[i]] = places[old[i]] == nil ? (i, -1, true) : (i, -1, false) }
    for j in newer {
      guard let place = places[new[j]] else { continue }
      places[new[j]] = (place.old, j, place.isUnique && place.new < 0)
    }
    let unique = places.values.filter { $0.isUnique && $0.new >= 0 }.sorted { $0.old < $1.old }
    // The longest ascending run of new places: for each length the pair that ends lowest, and what stood before it.
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: unique.count)
    for (index, place) in unique.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if unique[ends[middle]].new < place.new { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1] : -1
      if low < ends.count { ends[low] = index } else { ends.append(index) }
    }
    var anchors: [(old: Int, new: Int)] = []
    var index = ends.last ?? -1
    while index >= 0 {
      anchors.append((unique[index].old, unique[index].new))
      index = before[index]
    }
    return anchors.reversed()
  }
}
