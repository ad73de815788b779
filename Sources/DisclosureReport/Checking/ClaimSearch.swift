// Which wording of the form words are.

/// Looks words up among a form's wordings, each only once: reports repeat themselves.
struct ClaimSearch {
  struct Answer {
    /// Indices of wordings; several where a figure is that of each.
    let wordings: [Int]
    /// Whether nothing else is left of the words but fillers.
    let isSure: Bool
    /// Whether they only name the thing.
    var isPlain = false
    /// Whether the figure is the sum of those of the wordings.
    var isSum = false
    /// Whether they say on which way things came, of which there may be others.
    var isOfMeans = false
  }

  private struct Question: Hashable {
    let words: String
    let topic: ClaimTopic
  }

  let form: Form.ClaimWordings
  /// The agency's own name says nothing about which figure it is: characters from its end, and the last two of them.
  private let names: [(reversed: [Character], end: Form.ClaimWordings.Word)]
  /// Its short names.
  private let own: OwnName
  /// What this agency calls the whole that it reports on: 全市.
  private let scopes: [Form.ClaimWordings.Word]
  /// Those of them that are all of a place, not the agency's own level: 全市, not 市本级.
  private let wholePlaces: Set<String>
  /// What others call a whole of which this agency is a part, or that is a part of it.
  private let otherScopes: [String]
  /// Years by their numbers, and as words.
  private let years: [(number: Form.ClaimWordings.Word, word: String)]
  /// The report's year in digits.
  private let ownYear: String?
  private var answers: [Question: Answer?] = [:]
  private let bares = Bares()

  /// Words as they are left when fillers are gone.
  private final class Bares {
    var words: [String: String] = [:]
  }

  init(_ form: Form.ClaimWordings, agency: String, year: Int?) {
    self.form = form
    let agency = Simplified.text(agency)
    own = OwnName(agency, bodies: form.bodies)
    names = ([agency] + form.omitted.filter(agency.contains).map { agency.replacing($0, with: "") }).filter { $0.count > 2 }.map {
      (Array($0.reversed()), Form.ClaimWordings.Word(String($0.suffix(2))))
    }
    let scopes = form.scopes.filter { $0.endings.contains(where: agency.hasSuffix) }.flatMap(\.words)
    wholePlaces = Set(scopes.map(\.text).filter { $0.hasPrefix("全") })
    // `全区政府信息公开申请` speaks of 全区.
    self.scopes = scopes.sorted { $0.text.hasPrefix("全") && !$1.text.hasPrefix("全") }
    let wholes = Set(scopes.map(\.text))
    otherScopes = wholes.isEmpty ? [] : form.scopes.flatMap(\.words).map(\.text).filter { !wholes.contains($0) && !$0.hasPrefix("我") }
    ownYear = year.map(String.init)
    years = year.map { [($0 - 1, "上年"), ($0 + 1, "下年"), ($0, "本年")].map { (Form.ClaimWordings.Word("\($0)年"), $1) } } ?? []
  }

  /// Words without fillers, and without the name of the agency.
  func bare(_ words: String) -> String {
    if let found = bares.words[words] { return found }
    let bare = bare(SignedText(words))
    bares.words[words] = bare
    return bare
  }

  /// Words without fillers, and without the name of the agency.
  func bare(_ signed: SignedText) -> String {
    var words = form.withoutAskers(signed.text)
    let signed = words == signed.text ? signed : SignedText(words)
    if let end = own.prefix(of: words) {
      words = String(words.unicodeScalars.dropFirst(end))
    } else if let name = names.filter({ $0.end.stands(in: signed) }).lazy.compactMap({ Self.range(of: $0.reversed, in: words) }).max(by: {
      $0.count < $1.count
    }) {
      words = String(Array(words)[..<name.lowerBound] + Array(words)[name.upperBound...])
    }
    // `2023收到…`
    if let own = ownYear, words.hasPrefix(own), words.dropFirst(own.count).first != "年" {
      words = String(words.dropFirst(own.count))
    }
    for year in years where year.number.stands(in: signed) { words = words.replacing(year.number.text, with: year.word) }
    for scope in scopes where scope.stands(in: signed) { words = words.replacing(scope.text, with: "") }
    // What is put in the place of a year has characters of its own.
    return form.bare(words == signed.text ? signed : SignedText(words))
  }

  /// Whether words that name a part are of the agency itself: 区政府 where 全区 is the whole.
  func names(ownLevel words: String) -> Bool {
    form.levels.contains(where: words.holds) || scopes.contains { !wholePlaces.contains($0.text) && words.holds($0.text) }
  }

  /// Whether what an agency calls the whole is all of a place.
  func isPlace(_ scope: String?) -> Bool { scope.map(wholePlaces.contains) ?? false }

  /// Whether a clause begins with a whole that is not what this agency reports on.
  func namesOtherScope(_ clause: String) -> Bool { otherScopes.contains(where: clause.begins) }

  /// What a clause begins with that this agency calls the whole that it reports on.
  func scope(named clause: String) -> String? {
    // `全年全区共受理…`
    let rest = form.dated.first { clause.begins(with: $0.text) }.map { String(clause.dropFirst($0.text.count)) } ?? clause
    return scopes.first { rest.begins(with: $0.text) }?.text
  }

  /// Whether a clause begins with what this agency calls the whole that it reports on.
  func namesScope(_ clause: String) -> Bool { scopes.contains { clause.begins(with: $0.text) } }

  /// The wording of words that are a wording's as they stand, without a filler less: `按时办结` is not 办结.
  func member(_ words: String, under topic: ClaimTopic) -> Int? {
    exact(words, topic) ?? memberOfNoun(words)
  }

  /// Whether bare words are all of a group's things, or name none: `收到` of `收到的申请中`.
  func isAll(_ words: String) -> Bool {
    words.isEmpty || form.index[words]?.contains { form.wordings[$0].isWhole } ?? false
  }

  /// The wording of bare words that say something by themselves, perhaps behind what it is said of: `收到的申请已全部办结`.
  func said(_ words: String) -> Int? {
    let words = SignedText(words)
    return form.said.first { $0.word.ends(words) && isAll(String(words.text.dropLast($0.word.text.count))) }?.wording
  }

  /// Where a name stands in words, or the end of it: `市教育局` of `示例市教育局`, and `中心` where words begin with it.
  private static func range(of name: [Character], in words: String) -> Range<Int>? {
    let words = Array(words)
    return words.indices.map { end in
      end + 1 - zip(words[...end].reversed(), name).prefix { $0 == $1 }.count..<end + 1
    }.filter { $0.count > 2 || $0.count == 2 && $0.lowerBound == 0 }.max { $0.count < $1.count }
  }

  /// Whether words say no more of a figure than that it is one of several: `其中`, `尚有`.
  func connects(_ words: String) -> Bool {
    var rest = bare(words)[...]
    if let first = rest.first, Self.joins(first) { rest.removeFirst() }
    while let word = form.connecting.first(where: rest.hasPrefix) { rest = rest.dropFirst(word.count) }
    return rest.isEmpty
  }

  /// The wordings that words in front of a figure end in, behind a topic.
  mutating func answer(_ words: String, under topic: ClaimTopic) -> Answer? {
    let question = Question(words: words, topic: topic)
    if let found = answers[question] { return found }
    var found = search(words, topic)
    // `收到政府信息公开类行政复议8件`: of all that are received these are the tables' own.
    if !(found?.isSure ?? false), form.narrowing.contains(where: words.holds) {
      if let thing = noun(bare(words), behind: form.wholeWords) { found = Answer(wordings: [thing], isSure: true) }
    }
    let meant = form.withoutManners(words)
    if !(found?.isSure ?? false), let meant, let other = search(meant, topic), other.isSure { found = other }
    // Of one way alone what came on it may be a part.
    if !(found?.isSure ?? false), form.together.contains(where: words.holds), let rest = form.withoutMeans(meant ?? words),
      var other = search(rest, topic), other.isSure
    {
      other.isOfMeans = true
      found = other
    }
    answers[question] = .some(found)
    return found
  }

  /// The wording that words end in, or the thing alone that they name.
  private func search(_ words: String, _ topic: ClaimTopic) -> Answer? {
    let rest = bare(words)
    if let found = search(rest, topic, in: words) { return found }
    guard rest.isEmpty || form.leads.contains(rest) else { return nil }
    return form.plainNouns.first { words.holds($0.noun.text) }.map { Answer(wordings: [$0.wording], isSure: true, isPlain: true) }
  }

  /// The group whose thing a text names last.
  func group(namedIn text: String) -> String? {
    group(namedIn: SignedText(text))
  }

  /// The group whose thing a text names last.
  func group(namedIn words: SignedText) -> String? {
    let text = words.text
    var best: (group: String, end: String.Index, length: Int)?
    for (noun, group) in form.groupNouns where noun.stands(in: words) {
      // Of two that end together the longer one: 行政复议申请 is no 申请.
      guard let end = text.ranges(of: noun.text).last?.upperBound,
        (end, noun.bytes.count) > (best?.end ?? text.startIndex, best?.length ?? 0)
      else { continue }
      best = (group, end, noun.bytes.count)
    }
    return best?.group
  }

  private func search(_ words: String, _ topic: ClaimTopic, in whole: String) -> Answer? {
    let rest = String(words.drop { Self.joins($0) || $0 == "已" })
    if let index = exact(words, topic) ?? exact(rest, topic) { return Answer(wordings: [index], isSure: true) }
    if let each = form.each.first(where: rest.ends), let all = nouns(in: String(rest.dropLast(each.count))) {
      return Answer(wordings: all, isSure: true)
    }
    if let found = noun(rest) ?? memberOfNoun(rest) { return Answer(wordings: [found], isSure: true) }
    if rest == words, let all = members(in: rest, topic) { return Answer(wordings: all, isSure: true, isSum: true) }
    // `受理群众诉求` and `收到信息` may be of anything.
    let isOpen = form.things.contains(where: rest.ends) && group(namedIn: whole) == nil
    // `由此共办结的`
    let cores = form.cores(of: rest)
    for core in cores.dropFirst() {
      if let found = exact(core, topic) ?? noun(core) ?? memberOfNoun(core), !isOpen || !form.countsAll(form.wordings[found]) {
        return Answer(wordings: [found], isSure: true)
      }
    }
    // `集中公开现行有效规章`
    if form.showing.contains(where: rest.hasPrefix) {
      var core = rest[...]
      while let show = form.showing.first(where: core.hasPrefix) { core = core.dropFirst(show.count) }
      if let found = exact(String(core), topic), form.wordings[found].isShown {
        return Answer(wordings: [found], isSure: true)
      }
    }
    if let found = cores.lazy.compactMap({ firstOfVerbs($0, topic) }).first { return Answer(wordings: [found], isSure: true) }
    // The longest end of the words that is a wording.
    var end = rest.unicodeScalars.suffix(form.longestWord)
    while end.count > 1 {
      if let found = form.index[String(end)]?.first(where: { form.wordings[$0].figure == nil && topic.allows(form.wordings[$0]) }) {
        let front = rest.unicodeScalars.dropLast(end.count)
        let isOfMeans = form.countsAll(form.wordings[found]) && namesMeans(Substring(front), in: whole)
        return Answer(wordings: [found], isSure: isOfMeans, isOfMeans: isOfMeans)
      }
      end = end.dropFirst()
    }
    return nil
  }

  /// `新收到和处理`, `受理办结`: of what is done one after the other with all there are, the first is counted.
  private func firstOfVerbs(_ words: String, _ topic: ClaimTopic) -> Int? {
    func whole(_ verb: String) -> Int? { exact(verb, topic).flatMap { form.countsAll(form.wordings[$0]) ? $0 : nil } }
    guard form.allWords.contains(where: words.begins) else { return nil }
    let verbs = words.split { Self.joins($0) }.map(String.init)
    let all = verbs.compactMap(whole)
    if verbs.count > 1, all.count == verbs.count { return all.first }
    return words.indices.dropFirst().reversed().lazy.compactMap { end in
      whole(String(words[end...])) == nil ? nil : whole(String(words[..<end]))
    }.first
  }

  /// The wording of a thing behind what is done with it: `办理行政诉讼`.
  func done(_ words: String) -> Int? {
    let rest = String(bare(words).drop { Self.joins($0) })
    return noun(rest, behind: form.denied) ?? noun(rest, behind: form.wholeWords)
  }

  /// Whether words say on which way a thing came: `依申请公开平台`, `通过邮箱、信函等渠道`.
  ///
  /// Of one way alone what came on it may be a part: 共, 等 and a list say that it is all.
  private func namesMeans(_ words: Substring, in whole: String) -> Bool {
    guard form.together.contains(where: whole.holds) else { return false }
    let words = words.last.map { "中上里内".contains($0) } ?? false ? words.dropLast() : words
    return form.means.contains(where: words.hasSuffix)
  }

  /// The wording that words are, those first that mean it only behind the sentence's topic.
  func exact(_ words: String, _ topic: ClaimTopic) -> Int? {
    let found = (form.index[words] ?? []).filter {
      form.wordings[$0].figure == nil && topic.allows(form.wordings[$0])
    }
    return found.first { !form.wordings[$0].under.isEmpty } ?? found.first
  }

  /// The wording whose thing words name, perhaps behind a verb.
  func noun(_ words: String) -> Int? {
    form.nounIndex[words] ?? noun(words, behind: form.verbs)
  }

  /// The wording whose thing words name behind one of some verbs.
  func noun(_ words: String, behind verbs: [String]) -> Int? {
    verbs.filter(words.begins).lazy.compactMap { form.nounIndex[String(words.dropFirst($0.count))] }.first
  }

  /// `行政复议维持`, `被纠正的行政复议`: a wording under the topic that its own words name.
  private func memberOfNoun(_ words: String) -> Int? {
    for (noun, topic) in form.memberNouns where words.holds(noun) {
      let rest = words.hasPrefix(noun) ? words.dropFirst(noun.count) : words.hasSuffix(noun) ? words.dropLast(noun.count) : ""
      if let found = form.index[String(rest)]?.first(where: { form.wordings[$0].under.contains(topic) && form.wordings[$0].topic == nil }) {
        return found
      }
    }
    return nil
  }

  /// The wordings of what a list names whose figure is their sum: `不予公开、无法提供和不予处理合计81件`; nil if one of them is none.
  private func members(in list: String, _ topic: ClaimTopic) -> [Int]? {
    let parts = list.split(whereSeparator: Self.joins).map(String.init)
    let found = parts.compactMap { exact($0, topic) }
    guard parts.count > 1, found.count == parts.count, Set(found).count == found.count,
      found.allSatisfy({ !form.wordings[$0].isWhole && form.wordings[$0].under.isEmpty })
    else { return nil }
    return found
  }

  /// The wordings of all things of a list; nil if one of them is none.
  private func nouns(in list: String) -> [Int]? {
    if let whole = noun(list) { return [whole] }
    let parts = list.split(whereSeparator: Self.joins).map(String.init)
    let found = parts.compactMap(noun)
    return found.count == parts.count && !found.isEmpty ? found : nil
  }

  /// Whether a character stands between the things of a list.
  static func joins(_ character: Character) -> Bool { "、和及与或并".contains(character) }
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
