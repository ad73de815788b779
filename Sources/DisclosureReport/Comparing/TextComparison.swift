// Prose against prose: aligned sentence by sentence, compared character by character, as Chinese text has to be.

/// A part's prose in two reports.
public struct TextComparison: Sendable, Hashable {
  public let heading: String
  public let pieces: [Piece]
  /// How many characters both texts have in common.
  public let matched: Int
  /// How many characters both texts have together.
  public let characters: Int
  /// Whether the texts are so long and so unlike that some of their sentences were cut, or not set against all others.
  public let isCoarse: Bool

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
    var budget = Self.budget
    var taken: Set<String> = []
    var comparisons: [TextComparison] = []
    for (index, part) in new.form.parts.enumerated() {
      let newer = new.section(of: part)
      let older = old.form.parts.indices.contains(index) ? old.section(of: old.form.parts[index]) : nil
      taken.formUnion([newer?.heading, older?.heading].compactMap { $0 })
      if newer != nil || older != nil {
        comparisons.append(TextComparison(heading: part.heading, old: older?.text ?? "", new: newer?.text ?? "", budget: &budget))
      }
    }
    func texts(_ report: Report) -> [String: String] {
      Dictionary(report.sections.map { ($0.heading, $0.text) }) { $0 + "\n" + $1 }
    }
    let (older, newer) = (texts(old), texts(new))
    for section in old.sections + new.sections where taken.insert(section.heading).inserted {
      comparisons.append(
        TextComparison(
          heading: section.heading, old: older[section.heading] ?? "", new: newer[section.heading] ?? "", budget: &budget))
    }
    return comparisons
  }

  public init(heading: String, old: String, new: String) {
    var budget = Self.budget
    self.init(heading: heading, old: old, new: new, budget: &budget)
  }

  /// How many steps comparing the prose of two reports may take: what ordinary reports need, a hundred times over.
  private static let budget = 100_000_000

  private init(heading: String, old: String, new: String, budget: inout Int) {
    self.heading = heading
    let (older, newer) = (Self.sentences(old), Self.sentences(new))
    var alignment = SentenceAlignment(budget: budget)
    let pieces = alignment.pieces(older, newer)
    // Whatever was spent before, a short part is compared.
    budget = max(alignment.budget, 100_000)
    isCoarse = alignment.isCoarse
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

  /// A sentence that is longer ends at the next sign that parts clauses.
  private static let clauseLimit = 200
  /// A clause that is longer ends where its characters say so, whatever stands before them, so that both texts are cut at the same places.
  static let runLimit = 500
  private static let hardLimit = 2000

  /// Sentences with their final punctuation and the quotes and brackets that close behind it; paragraphs end sentences, too.
  ///
  /// Text that does not end for long is cut, so that no sentence is longer than can be compared character by character.
  static func sentences(_ text: String) -> [String] {
    var sentences: [String] = []
    var sentence = ""
    var (count, hasEnded, isCut) = (0, false, false)
    var window: UInt32 = 0
    func end(cut: Bool = false) {
      let whole = isCut ? sentence : String(sentence.drop { $0.isWhitespace })
      if !whole.isEmpty { sentences.append(whole) }
      (sentence, count, hasEnded, isCut) = ("", 0, false, cut)
    }
    for character in text {
      if character.isNewline {
        end()
        continue
      }
      let isFinal = character.isFinal
      if hasEnded, !isFinal, !character.isClosing { end() }
      sentence.append(character)
      count += 1
      if isFinal {
        hasEnded = true
      } else if !hasEnded, count >= clauseLimit {
        // One place in 64, told by the last three characters.
        window = window << 10 ^ (character.unicodeScalars.first?.value ?? 0)
        let isBreak = character.partsClauses || count >= runLimit && (window &* 0x9E37_79B1) >> 26 == 0
        if isBreak || count >= hardLimit { end(cut: true) }
      }
    }
    end()
    return sentences
  }
}

extension Character {
  private var scalar: Unicode.Scalar? { unicodeScalars.first }

  fileprivate var isFinal: Bool {
    switch scalar {
    case "。", "！", "？", "；": true
    default: false
    }
  }

  fileprivate var isClosing: Bool {
    switch scalar {
    case "”", "’", "」", "』", "）", ")", "】", "》": true
    default: false
    }
  }

  fileprivate var partsClauses: Bool {
    switch scalar {
    case "，", "、", "：", ",", ":", " ": true
    default: false
    }
  }
}
