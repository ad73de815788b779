// Which sentence of one text became which of the other, in time that grows with the texts' length and not with its square.

/// Aligns sentences: those that stand in both texts are the frame, the gaps between them are aligned by likeness.
struct SentenceAlignment {
  /// Whether some sentences were not set against all others that they could have come from.
  private(set) var isCoarse = false

  /// Steps that are left: characters looked at, sentences compared.
  private(set) var budget: Int
  /// The tokens of sentences in gaps, each once.
  private var numbers: [String: Int] = [:]
  private var tokens: [String] = []

  /// Beyond so many pairs of sentences between two that agree, each is set against those near its own place only.
  private static let gapLimit = 40_000
  /// How many sentences such a part of a gap has: fewer where there are so many that the budget would not last.
  private static let nearby = 4...100
  /// Sentences at least so alike are one that was reworded.
  private static let likeness = 0.4

  init(budget: Int) {
    self.budget = budget
  }

  mutating func pieces(_ old: [String], _ new: [String]) -> [TextComparison.Piece] {
    var ids: [String: Int] = [:]
    func number(_ sentence: String) -> Int {
      if let id = ids[sentence] { return id }
      ids[sentence] = ids.count
      return ids.count - 1
    }
    let matching = Matching(old.map(number), new.map(number), budget: &budget)
    // Sentences that had to be cut need not have been cut at the same places.
    let isCut = (old + new).contains { $0.utf8.count > TextComparison.runLimit && $0.count >= TextComparison.runLimit }
    isCoarse = matching.isCoarse || isCut && old != new
    var pieces: [TextComparison.Piece] = []
    var (i, j) = (0, 0)
    for pair in matching.pairs + [(old.count, new.count)] {
      pieces += gap(old[i..<pair.old], new[j..<pair.new])
      if pair.new < new.count, pair.old < old.count { pieces.append(.same(new[pair.new])) }
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    return pieces
  }

  /// An alignment in order of two runs of sentences without any in common.
  private mutating func gap(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> [TextComparison.Piece] {
    if old.isEmpty || new.isEmpty { return old.map { .removed($0) } + new.map { .added($0) } }
    // A product of counts of sentences in memory; it cannot overflow.
    guard old.count * new.count > Self.gapLimit else { return aligned(old, new) }
    isCoarse = true
    // Each character of either side is looked at a few times for every sentence near its own.
    let characters = (old + new).reduce(1) { $0 + $1.utf8.count }
    let nearby = min(max(budget / characters / 4, Self.nearby.lowerBound), Self.nearby.upperBound)
    let parts = (max(old.count, new.count) + nearby - 1) / nearby
    func part(_ run: ArraySlice<String>, _ number: Int) -> ArraySlice<String> {
      run[run.startIndex + run.count * number / parts..<run.startIndex + run.count * (number + 1) / parts]
    }
    return (0..<parts).flatMap { number in
      let (older, newer) = (part(old, number), part(new, number))
      return older.isEmpty || newer.isEmpty ? older.map { .removed($0) } + newer.map { .added($0) } : aligned(older, newer)
    }
  }

  /// The best alignment in order: the one whose pairs are the most alike in all.
  private mutating func aligned(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> [TextComparison.Piece] {
    let (older, newer) = (old.map { numbered($0) }, new.map { numbered($0) })
    let (olderTraits, newerTraits) = (older.map { Traits($0) }, newer.map { Traits($0) })
    let width = newer.count + 1
    var scores = [Double](repeating: 0, count: (older.count + 1) * width)
    var alike = [Double](repeating: 0, count: older.count * newer.count)
    for i in older.indices.reversed() {
      for j in newer.indices.reversed() {
        var score = 0.0
        if budget <= 0 {
          isCoarse = true
        } else if mayBeAlike(olderTraits[i], newerTraits[j]) {
          score = Double(2 * matching(older[i], newer[j]).pairs.count) / Double(older[i].count + newer[j].count)
        }
        alike[i * newer.count + j] = score
        let matched = score >= Self.likeness ? score + scores[(i + 1) * width + j + 1] : 0
        scores[i * width + j] = max(matched, scores[(i + 1) * width + j], scores[i * width + j + 1])
      }
    }
    var pieces: [TextComparison.Piece] = []
    var (i, j) = (0, 0)
    while i < older.count || j < newer.count {
      if i < older.count, j < newer.count, alike[i * newer.count + j] >= Self.likeness,
        scores[i * width + j] == alike[i * newer.count + j] + scores[(i + 1) * width + j + 1]
      {
        pieces.append(.changed(spans(older[i], newer[j])))
        i += 1
        j += 1
      } else if j == newer.count || i < older.count && scores[(i + 1) * width + j] >= scores[i * width + j + 1] {
        pieces.append(.removed(old[old.startIndex + i]))
        i += 1
      } else {
        pieces.append(.added(new[new.startIndex + j]))
        j += 1
      }
    }
    return pieces
  }

  /// The characters of a sentence as numbers; a figure counts as one, since `245` does not become `270` digit by digit.
  private mutating func numbered(_ sentence: String) -> [Int] {
    var texts: [String] = []
    var isFigure = false
    for character in sentence {
      let continues = character.isNumber || isFigure && (character == "." || character == ",")
      if continues, isFigure {
        texts[texts.count - 1].append(character)
      } else {
        texts.append(String(character))
      }
      isFigure = continues
    }
    return texts.map { text in
      if let number = numbers[text] { return number }
      numbers[text] = tokens.count
      tokens.append(text)
      return tokens.count - 1
    }
  }

  /// What tells quickly that two sentences are unlike.
  private struct Traits {
    /// The characters, sorted.
    let characters: [Int]
    /// Runs of four characters, sorted; only of long sentences, since these have all common characters anyway.
    let runs: [Int]

    init(_ sentence: [Int]) {
      characters = sentence.sorted()
      guard sentence.count > SentenceAlignment.longSentence else {
        runs = []
        return
      }
      runs = (3..<sentence.count).map { end in sentence[end - 3...end].reduce(0) { ($0 &* 0x9E37_79B1) &+ $1 } }.sorted()
    }
  }

  private static let longSentence = 200

  /// Whether it is worth comparing two sentences character by character.
  private mutating func mayBeAlike(_ old: Traits, _ new: Traits) -> Bool {
    if !old.runs.isEmpty, !new.runs.isEmpty { return common(old.runs, new.runs) >= Self.likeness / 2 }
    return common(old.characters, new.characters) >= Self.likeness
  }

  /// The share of common elements of two sorted arrays.
  private mutating func common(_ old: [Int], _ new: [Int]) -> Double {
    let all = Double(old.count + new.count)
    if Double(2 * min(old.count, new.count)) / all < Self.likeness { return 0 }
    budget -= old.count + new.count
    var (i, j, common) = (0, 0, 0)
    while i < old.count, j < new.count {
      if old[i] == new[j] {
        common += 1
        i += 1
        j += 1
      } else if old[i] < new[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return Double(2 * common) / all
  }

  private mutating func matching(_ old: [Int], _ new: [Int]) -> Matching {
    let matching = Matching(old, new, budget: &budget)
    if matching.isCoarse { isCoarse = true }
    return matching
  }

  /// Two wordings of a sentence as runs of characters: kept, removed, added.
  private mutating func spans(_ old: [Int], _ new: [Int]) -> [TextComparison.Span] {
    // What is shown of a pair was counted before; its own steps are few beside the pairs that were looked at.
    var steps = 10_000_000
    let matching = Matching(old, new, budget: &steps)
    var spans: [TextComparison.Span] = []
    var kept = ""
    func append(_ change: Change, _ text: String) {
      if !text.isEmpty { spans.append(TextComparison.Span(change: change, text: text)) }
    }
    func text(_ run: ArraySlice<Int>) -> String { run.map { tokens[$0] }.joined() }
    var (i, j) = (0, 0)
    for pair in matching.pairs + [(old.count, new.count)] {
      if pair.old > i || pair.new > j {
        append(.same, kept)
        kept = ""
        append(.removed, text(old[i..<pair.old]))
        append(.added, text(new[j..<pair.new]))
      }
      if pair.old < old.count { kept += tokens[old[pair.old]] }
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    append(.same, kept)
    return spans
  }
}
