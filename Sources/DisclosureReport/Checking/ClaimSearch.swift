// Which wording of the form words are.

/// Looks words up among a form's wordings, each only once: reports repeat themselves.
struct ClaimSearch {
  struct Answer {
    /// Indices of wordings; several where a figure is that of each.
    let wordings: [Int]
    /// Whether nothing else is left of the words but fillers.
    let isSure: Bool
  }

  private struct Question: Hashable {
    let words: String
    let topic: ClaimTopic
  }

  private let form: Form.ClaimWordings
  /// The agency's own name says nothing about which figure it is.
  private let agency: Form.ClaimWordings.Word
  private var answers: [Question: Answer?] = [:]
  private var groups: [String: String?] = [:]

  init(_ form: Form.ClaimWordings, agency: String) {
    (self.form, self.agency) = (form, Form.ClaimWordings.Word(agency))
  }

  /// Words without fillers, and without the name of the agency.
  func bare(_ words: String) -> String {
    form.bare(agency.bytes.isEmpty || !agency.stands(in: words) ? words : words.replacing(agency.text, with: ""))
  }

  /// The wordings that words in front of a figure end in, behind a topic.
  mutating func answer(_ words: String, under topic: ClaimTopic) -> Answer? {
    let question = Question(words: words, topic: topic)
    if let found = answers[question] { return found }
    let found = search(bare(words), topic)
    answers[question] = .some(found)
    return found
  }

  /// The group whose thing a text names last.
  mutating func group(namedIn text: String) -> String? {
    if text.isEmpty { return nil }
    if let found = groups[text] { return found }
    var best: (group: String, end: String.Index, length: Int)?
    for (noun, group) in form.groupNouns where noun.stands(in: text) {
      // Of two that end together the longer one: 行政复议申请 is no 申请.
      guard let end = text.ranges(of: noun.text).last?.upperBound,
        (end, noun.bytes.count) > (best?.end ?? text.startIndex, best?.length ?? 0)
      else { continue }
      best = (group, end, noun.bytes.count)
    }
    groups[text] = .some(best?.group)
    return best?.group
  }

  private func search(_ words: String, _ topic: ClaimTopic) -> Answer? {
    let rest = String(words.drop { Self.joins($0) || $0 == "已" })
    if let index = exact(words, topic) ?? exact(rest, topic) { return Answer(wordings: [index], isSure: true) }
    if let each = form.each.first(where: rest.hasSuffix), let all = nouns(in: String(rest.dropLast(each.count))) {
      return Answer(wordings: all, isSure: true)
    }
    if let found = noun(rest) ?? memberBehindNoun(rest) { return Answer(wordings: [found], isSure: true) }
    var best: (wording: Int, length: Int)?
    for (index, entry) in form.wordings.enumerated() where topic.allows(entry) && entry.figure == nil {
      for word in entry.words where word.count > 1 && rest.hasSuffix(word) && word.count > best?.length ?? 0 {
        best = (index, word.count)
      }
    }
    return best.map { Answer(wordings: [$0.wording], isSure: false) }
  }

  /// The wording that words are, those first that mean it only behind the sentence's topic.
  func exact(_ words: String, _ topic: ClaimTopic) -> Int? {
    let found = (form.index[words] ?? []).filter { form.wordings[$0].figure == nil && topic.allows(form.wordings[$0]) }
    return found.first { !form.wordings[$0].under.isEmpty } ?? found.first
  }

  /// The wording whose thing words name, perhaps behind a verb.
  func noun(_ words: String) -> Int? {
    form.nounIndex[words] ?? form.verbs.filter(words.hasPrefix).lazy.compactMap { form.nounIndex[String(words.dropFirst($0.count))] }.first
  }

  /// `行政复议维持`: a wording under the topic that its own words name.
  private func memberBehindNoun(_ words: String) -> Int? {
    for entry in form.wordings {
      guard let topic = entry.topic, let noun = entry.nouns.first(where: { !$0.bare.isEmpty && words.hasPrefix($0.bare) }) else { continue }
      let rest = String(words.dropFirst(noun.bare.count))
      if let found = form.index[rest]?.first(where: { form.wordings[$0].under.contains(topic) && form.wordings[$0].topic == nil }) {
        return found
      }
    }
    return nil
  }

  /// The wordings of all things of a list; nil if one of them is none.
  private func nouns(in list: String) -> [Int]? {
    if let whole = noun(list) { return [whole] }
    let parts = list.split(whereSeparator: Self.joins).map(String.init)
    let found = parts.compactMap(noun)
    return found.count == parts.count && !found.isEmpty ? found : nil
  }

  /// The wordings of the things that a clause says there were none of; nil if it speaks of anything else.
  func nothing(of clause: String) -> [Int]? {
    guard let zero = form.zeros.first(where: { $0.stands(in: clause) }), let place = clause.firstRange(of: zero.text),
      bare(String(clause[..<place.lowerBound])).isEmpty
    else { return nil }
    var found: [Int] = []
    for part in clause[place.upperBound...].split(whereSeparator: Self.joins).map(String.init) {
      let left = bare(part)
      // A thing that is a filler elsewhere, such as 申请, has to stand there.
      guard
        let wording = noun(left)
          ?? form.wordings.firstIndex(where: { $0.nouns.contains { $0.bare.isEmpty && left.isEmpty && part.contains($0.text) } })
      else { return nil }
      found.append(wording)
    }
    return found.isEmpty ? nil : found
  }

  /// Whether a character stands between the things of a list.
  private static func joins(_ character: Character) -> Bool { "、和及与或并".contains(character) }
}

/// What the figures of a sentence are about.
enum ClaimTopic: Hashable {
  case none
  case one(String)
  /// Of several things at once, so that figures under any of them are of all.
  case several

  /// Whether a wording means behind the topic what it says.
  func allows(_ wording: Form.ClaimWordings.Wording) -> Bool {
    if wording.under.isEmpty { return true }
    return switch self {
    case .none: wording.under.contains("")
    case .one(let topic): wording.under.contains(topic)
    case .several: false
    }
  }
}
