// Prose against prose: aligned sentence by sentence, compared character by character, as Chinese text has to be.

/// A part's prose in two reports.
public struct TextComparison: Sendable, Hashable {
  public let heading: String
  public let pieces: [Piece]
  /// How many characters both texts have in common.
  public let matched: Int
  /// How many characters both texts have together.
  public let characters: Int

  public enum Piece: Sendable, Hashable {
    case same(String)
    case removed(String)
    case added(String)
    /// A sentence that was reworded.
    case changed([Span])
  }

  public struct Span: Sendable, Hashable {
    public let change: Change
    public let text: String

    public init(change: Change, text: String) {
      self.change = change
      self.text = text
    }
  }

  public var isSame: Bool {
    pieces.allSatisfy { if case .same = $0 { true } else { false } }
  }

  /// From 0 to 1.
  public var similarity: Double {
    characters == 0 ? 1 : Double(matched * 2) / Double(characters)
  }

  /// Compares the prose of all parts of two reports, matched by the forms' parts and else by heading.
  static func all(_ old: Report, _ new: Report) -> [TextComparison] {
    if old.sections.isEmpty, new.sections.isEmpty { return [] }
    var taken: Set<String> = []
    var comparisons: [TextComparison] = []
    for (index, part) in new.form.parts.enumerated() {
      let newer = new.section(of: part)
      let older = old.form.parts.indices.contains(index) ? old.section(of: old.form.parts[index]) : nil
      taken.formUnion([newer?.heading, older?.heading].compactMap { $0 })
      if newer != nil || older != nil {
        comparisons.append(TextComparison(heading: part.heading, old: older?.text ?? "", new: newer?.text ?? ""))
      }
    }
    var headings: [String] = []
    for section in old.sections + new.sections where !taken.contains(section.heading) && !headings.contains(section.heading) {
      headings.append(section.heading)
    }
    for heading in headings {
      func text(_ report: Report) -> String { report.sections.first { $0.heading == heading }?.text ?? "" }
      comparisons.append(TextComparison(heading: heading, old: text(old), new: text(new)))
    }
    return comparisons
  }

  public init(heading: String, old: String, new: String) {
    self.heading = heading
    let (older, newer) = (Self.sentences(old), Self.sentences(new))
    let pieces = Self.align(older, newer)
    var matched = 0
    for piece in pieces {
      switch piece {
      case .same(let text): matched += text.count
      case .changed(let spans): matched += spans.reduce(0) { $0 + ($1.change == .same ? $1.text.count : 0) }
      case .removed, .added: break
      }
    }
    self.pieces = pieces
    self.matched = matched
    characters = older.reduce(0) { $0 + $1.count } + newer.reduce(0) { $0 + $1.count }
  }

  /// Sentences with their final punctuation; paragraphs end sentences, too.
  static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    for character in text {
      if character.isNewline {
        sentences.append(sentence)
        sentence = ""
        continue
      }
      sentence.append(character)
      if "。！？；".contains(character) {
        sentences.append(sentence)
        sentence = ""
      }
    }
    return (sentences + [sentence]).map { String($0.drop { $0.isWhitespace }) }.filter { !$0.isEmpty }
  }

  // MARK: - Alignment

  /// Beyond so many pairs of sentences between two that agree, no likeness is looked for.
  private static let gapLimit = 40_000
  /// Sentences at least so alike are one that was reworded.
  private static let likeness = 0.4

  private static func align(_ old: [String], _ new: [String]) -> [Piece] {
    // Sentences that stand in both are the frame; the gaps between them are aligned by likeness.
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var pieces: [Piece] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let (startI, startJ) = (i, j)
      while i < old.count, removed.contains(i) { i += 1 }
      while j < new.count, inserted.contains(j) { j += 1 }
      if i > startI || j > startJ { pieces += gap(old[startI..<i], new[startJ..<j]) }
      if i < old.count, j < new.count {
        pieces.append(.same(new[j]))
        i += 1
        j += 1
      }
    }
    return pieces
  }

  /// The best alignment in order of two runs of sentences without any in common.
  private static func gap(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> [Piece] {
    let (older, newer) = (old.map(tokens), new.map(tokens))
    guard !older.isEmpty, !newer.isEmpty, older.count * newer.count <= gapLimit else {
      return old.map { .removed($0) } + new.map { .added($0) }
    }
    let width = newer.count + 1
    var scores = [Double](repeating: 0, count: (older.count + 1) * width)
    var alike = [Double](repeating: 0, count: older.count * newer.count)
    for i in older.indices.reversed() {
      for j in newer.indices.reversed() {
        let score = bound(older[i], newer[j]) < likeness ? 0 : commonShare(older[i], newer[j])
        alike[i * newer.count + j] = score
        let matched = score >= likeness ? score + scores[(i + 1) * width + j + 1] : 0
        scores[i * width + j] = max(matched, scores[(i + 1) * width + j], scores[i * width + j + 1])
      }
    }
    var pieces: [Piece] = []
    var (i, j) = (0, 0)
    while i < older.count || j < newer.count {
      if i < older.count, j < newer.count, alike[i * newer.count + j] >= likeness,
        scores[i * width + j] == alike[i * newer.count + j] + scores[(i + 1) * width + j + 1]
      {
        pieces.append(.changed(spans(older[i], newer[j])))
        i += 1
        j += 1
      } else if j == newer.count || i < older.count && scores[(i + 1) * width + j] >= scores[i * width + j + 1] {
        pieces.append(.removed(older[i].joined()))
        i += 1
      } else {
        pieces.append(.added(newer[j].joined()))
        j += 1
      }
    }
    return pieces
  }

  /// The characters of a sentence; a figure counts as one, since `245` does not become `270` digit by digit.
  private static func tokens(_ sentence: String) -> [String] {
    var tokens: [String] = []
    var isFigure = false
    for character in sentence {
      let continues = character.isNumber || isFigure && (character == "." || character == ",")
      if continues, isFigure {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
      isFigure = continues
    }
    return tokens
  }

  /// An upper bound of the share of common characters, from counts alone.
  private static func bound(_ old: [String], _ new: [String]) -> Double {
    var counts: [String: Int] = [:]
    for character in old { counts[character, default: 0] += 1 }
    var common = 0
    for character in new {
      if let left = counts[character], left > 0 {
        counts[character] = left - 1
        common += 1
      }
    }
    return Double(2 * common) / Double(old.count + new.count)
  }

  private static func commonShare(_ old: [String], _ new: [String]) -> Double {
    let difference = new.difference(from: old)
    return Double(2 * (new.count - difference.insertions.count)) / Double(old.count + new.count)
  }

  /// Two wordings of a sentence as runs of characters: kept, removed, added.
  private static func spans(_ old: [String], _ new: [String]) -> [Span] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var spans: [Span] = []
    func append(_ change: Change, _ text: [String]) {
      if !text.isEmpty { spans.append(Span(change: change, text: text.joined())) }
    }
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      var (gone, come, kept): ([String], [String], [String]) = ([], [], [])
      while i < old.count, removed.contains(i) {
        gone.append(old[i])
        i += 1
      }
      while j < new.count, inserted.contains(j) {
        come.append(new[j])
        j += 1
      }
      while i < old.count, j < new.count, !removed.contains(i), !inserted.contains(j) {
        kept.append(new[j])
        i += 1
        j += 1
      }
      append(.removed, gone)
      append(.added, come)
      append(.same, kept)
    }
    return spans
  }
}
