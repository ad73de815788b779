// What words of the prose speak of which cells, as a form's document says.

extension Form {
  /// How the prose of a report states figures of its tables.
  public final class ClaimWordings: Sendable {
    /// Words that stand in front of a figure, and what the figure may be: sums of cells, the likeliest first.
    public struct Wording: Sendable {
      /// As they are left when fillers are gone.
      let words: Set<String>
      /// The things themselves, for sentences in which nothing of them is: `未发生行政复议`.
      let nouns: [Noun]
      /// What the figures behind it are about: `行政复议3件，其中维持2件`.
      let topic: String?
      /// The topics behind which alone it means what it says.
      let under: Set<String>
      /// What family of things it is of, by whose nouns a sentence says what it is about.
      let group: String?
      /// Whether the words are said of other things, too, so that the sentence has to name its group: 办结.
      let isLoose: Bool
      /// Whether it is said of nothing else where a sentence begins with it.
      let standsAlone: Bool
      /// Whether it is all there is, and behind 其中 only a part of it.
      let isWhole: Bool
      /// Whether it is shown to all, so that one says 公开 of it: 现行有效规章.
      let isShown: Bool
      /// Whether what is done with it is a part of what is done with all: 上年结转.
      let isShare: Bool
      /// What the words say by themselves, without a figure: `全部办结`.
      let figure: Figure?
      /// Whether the figure may be less than the cells: a part of what they count.
      let isAtMost: Bool
      let severity: Severity
      let readings: [Reading]
    }

    /// How prose says what share of a whole something is: `占46.2%`, `办结率100%`.
    struct Shares: Sendable {
      /// What stands behind what is a part, and in front of the whole: 占.
      var words: [String] = []
      /// What ends the name of a share: 率.
      var rates: [String] = []
      /// What stands between these and the percentage.
      var links: [String] = []
      /// What, in front of a percentage or behind it, makes it a rough one.
      var about: [String] = []
      /// The wholes that may be meant where none is named.
      var wholes: [Reading] = []
    }

    /// What begins and ends words that say nothing of what is counted.
    struct Manner: Sendable {
      let beginnings: [Word]
      let ends: [String]
    }

    /// A thing that is counted, as it stands and as it is left when fillers are gone.
    struct Noun: Sendable {
      let text: String
      let bare: String
    }

    /// A sum of cells that a figure may be.
    public struct Reading: Sendable, Hashable {
      public let name: Bilingual
      /// Cell numbers in the form.
      public let cells: [CellNumber]
      /// Those that are taken off the sum.
      public var less: [CellNumber] = []
    }

    /// The units behind a figure that make it a claim: 件, 宗.
    let units: Set<Unicode.Scalar>
    /// Units that stand behind other figures, too, and make a claim only with words that leave no doubt: 条, 个.
    let otherUnits: Set<Unicode.Scalar>
    /// What may stand in front of a thing that is counted: 受理.
    let verbs: [String]
    /// What may stand in front of a thing that there was none of, beside what may anywhere: 收到.
    let denied: [String]
    /// What stands in front of documents that are shown to all, as those in force are: 集中公开.
    let showing: [String]
    /// Who may ask, persons and others; a list of both is everybody: 公民、法人和其他组织.
    let askers: [(name: [Character], isPerson: Bool)]
    private let askerWords: (persons: [Word], others: [Word])
    /// What is called a system and is no system of agencies: 公开系统.
    let instruments: [Word]
    /// What says that there is none: 未收到.
    let zeros: [Word]
    /// What says that a figure is that of each of several: 均.
    let each: [String]
    /// What says that a sentence is about something else: 上半年, 热线.
    let elsewhere: [Word]
    /// What says that it is about the report's year again: 今年.
    let here: [[Unicode.Scalar]]
    /// What says so in a clause without a figure that names no group: 通过, 方面.
    let limits: [Word]
    /// What says that a clause with one of these is about how they were made better: 畅通.
    let improving: [String]
    /// What stands behind a cause, and behind ways, where nothing came of them: `因…引起的`, `其他形式的`.
    let causes: [String]
    let ways: [String]
    /// What may stand in front of words and behind them, and says nothing: 由此, 一共.
    let leads: [String]
    let trails: [String]
    /// Those of them that say what is counted, though not whether it is of the tables: 诉求, 信息.
    let things: [String]
    /// What is said of all there is, and of all that is new.
    let allWords: [String]
    /// What these are likely to count.
    private let wholeReadings: Set<Reading>
    /// Words that mean what they say only behind a topic: 废止.
    let memberWords: Set<String>
    /// What begins and ends words that say how a thing was done: 按照…规定.
    let manners: [Manner]
    /// What ends words that say on which way a thing came; alone in its report, such a figure is of all: `通过邮箱、信函等渠道收到`.
    let means: [String]
    let meansBeginnings: [Word]
    /// What says that not one way alone is meant: 等, 其他.
    let together: [String]
    /// What is counted beside the tables' things, of which a clause speaks that names none of these: 热线.
    let others: [Word]
    /// What is counted in pieces alone: 12 许可事项 are no licences.
    let uncounted: [String]
    /// What is named in a list of what there was none of, and is in no table: 投诉.
    let asides: [String]
    /// What a clause begins with that names a cause, and what it holds where the cause is one of the form's own: 因, 公开.
    let foreignCauses: [String]
    let ownCauses: [String]
    /// The group of what comes of other causes, too: reviews and lawsuits, which are not all there is of anything.
    let causedGroup: String?
    /// What a part of a whole is called that is the agency's own: 本级.
    let levels: [String]
    /// What is said of those things of a list alone that became of them: 败诉.
    let lost: [String]
    /// What says that a part follows: 其中.
    let parts: [String]
    /// What says, behind 其中, that not all that was counted before is of the tables: 涉及政府信息公开.
    let narrowing: [String]
    /// What says of a figure that it may be of several years, unless the sentence names the report's: 累计, and what names it: 全年.
    let cumulative: [String]
    let dated: [Word]
    /// What says of a later figure that those before were parts, too: 延期.
    let parting: [String]
    /// What says, in a clause of its own, that the figures before are of something else: 无关.
    let unrelated: [String]
    /// The groups of topics that have one.
    let groups: [String: String]
    /// What says in brackets that the figure in front is of others, too: 含各.
    let including: [String]
    /// What may stand in front of a figure whose words stand behind it: 其余.
    let connecting: [String]
    /// What agencies leave out of their own names: 人民政府 is 政府.
    let omitted: [String]
    /// What the names of units end in: what stands behind one and a colon is that unit's.
    let bodies: [String]
    /// What agencies whose names end so call the whole that they report on, and others a whole of which they are a part: 全市.
    let scopes: [(words: [Word], endings: [String])]
    /// What is said of a figure that others of its sentence add up to: 合计.
    let totals: [String]
    /// How percentages are said of the tables.
    let shares: Shares
    /// What, behind a year, tells that the year's requests are meant that were left over: 结转.
    let carrying: [[Unicode.Scalar]]
    /// Words that say nothing about which figure it is, and words that say the same as others, with what is put in their place; longest
    /// first.
    let fillers: [Filler]
    /// What stands before a percentage of growth, and of decline.
    let rises: [String]
    let falls: [String]
    /// What goes on with a growth that was told: `，增幅30%`.
    let grows: [String]
    let shrinks: [String]
    /// What stands between a figure and last year's: `比上年的`.
    let against: [String]
    /// What the words begin with by which a figure is set against last year's.
    private let comparing: Set<Unicode.Scalar>
    /// What says that a figure is last year's.
    let steady: [String]
    public let wordings: [Wording]
    /// The wordings that have words, in their order.
    let index: [String: [Int]]
    /// How many characters the longest of the words has.
    let longestWord: Int
    /// Things that have members, with their topics: 行政复议, of which some are upheld.
    let memberNouns: [(bare: String, topic: String)]
    /// The first wording whose thing is left of words without fillers.
    let nounIndex: [String: Int]
    /// The wordings of words that say something without a figure.
    let said: [(word: Word, wording: Int)]
    /// Fillers that are lists themselves: 公民、法人和其他组织.
    private let listFillers: [Word]
    /// The topics of what is all there is.
    let wholeTopics: Set<String>
    /// What is done with all there are: 收到.
    let wholeWords: [String]
    /// Things that consist of fillers and still tell by themselves what is counted, with their wordings.
    let plainNouns: [(noun: Word, wording: Int)]
    /// What names a group.
    let groupNouns: [(noun: Word, group: String)]
    /// The topics that are parts of the whole, and those with figures of their own under them.
    let shareTopics: Set<String>
    let topicsWithMembers: Set<String>

    struct Filler: Sendable {
      let word: [UInt8]
      let replacement: [UInt8]
      let signs: CharacterSigns
      let replacementSigns: CharacterSigns

      init(word: [UInt8], replacement: [UInt8]) {
        (self.word, self.replacement) = (word, replacement)
        (signs, replacementSigns) = (CharacterSigns(word), CharacterSigns(replacement))
      }
    }

    /// A word that every clause is looked through for.
    struct Word: Sendable {
      let text: String
      let bytes: [UInt8]
      let signs: CharacterSigns

      init(_ text: String) { (self.text, bytes, signs) = (text, Array(text.utf8), CharacterSigns(text.utf8)) }

      func stands(in words: SignedText) -> Bool { words.signs.mayHold(signs) && words.text.utf8.holds(bytes) }

      /// Whether it ends words.
      func ends(_ words: SignedText) -> Bool { words.signs.mayHold(signs) && words.text.ends(in: text) }
    }

    /// How far from its beginning words may end that say how a thing was done.
    private static let mannerReach = 24

    /// Shorter things say too little by themselves: 申请.
    static let plainNoun = 4

    /// A form whose prose states nothing.
    static let none = ClaimWordings(units: [], otherUnits: [], lists: .init(), fillers: [], wordings: [])

    /// The lists of words as they stand in the document.
    struct Lists {
      var verbs: [String] = []
      var denied: [String] = []
      var showing: [String] = []
      var askers: (persons: [String], others: [String]) = ([], [])
      var instruments: [String] = []
      var zeros: [String] = []
      var each: [String] = []
      var elsewhere: [String] = []
      var here: [String] = []
      var limits: [String] = []
      var improving: [String] = []
      var causes: [String] = []
      var ways: [String] = []
      var asides: [String] = []
      var manners: [(beginnings: [String], ends: [String])] = []
      var means: [String] = []
      var meansBeginnings: [String] = []
      var together: [String] = []
      var leads: [String] = []
      var trails: [String] = []
      var things: [String] = []
      var others: [String] = []
      var uncounted: [String] = []
      var lost: [String] = []
      var levels: [String] = []
      var foreignCauses: [String] = []
      var ownCauses: [String] = []
      var parts: [String] = []
      var narrowing: [String] = []
      var cumulative: [String] = []
      var dated: [String] = []
      var parting: [String] = []
      var including: [String] = []
      var unrelated: [String] = []
      var connecting: [String] = []
      var omitted: [String] = []
      var carrying: [String] = []
      var bodies: [String] = []
      var scopes: [(words: [String], endings: [String])] = []
      var rises: [String] = []
      var falls: [String] = []
      var steady: [String] = []
      var grows: [String] = []
      var shrinks: [String] = []
      var against: [String] = []
      var totals: [String] = []
      var shares = Shares()
    }

    private init(units: Set<Unicode.Scalar>, otherUnits: Set<Unicode.Scalar>, lists: Lists, fillers: [Filler], wordings: [Wording]) {
      (self.units, self.otherUnits, self.fillers, self.wordings) = (units, otherUnits, fillers, wordings)
      (verbs, each, parts, rises, falls) = (lists.verbs, lists.each, lists.parts, lists.rises, lists.falls)
      (denied, connecting) = (lists.verbs + lists.denied, lists.connecting.sorted { $0.count > $1.count })
      (omitted, narrowing, lost, levels) = (lists.omitted, lists.narrowing, lists.lost, lists.levels)
      (foreignCauses, ownCauses) = (lists.foreignCauses, lists.ownCauses)
      (improving, causes, ways, asides) = (lists.improving, lists.causes, lists.ways, lists.asides)
      (uncounted, means, others) = (lists.uncounted, lists.means.sorted { $0.count > $1.count }, lists.others.map(Word.init))
      (showing, instruments) = (lists.showing, lists.instruments.map(Word.init))
      askerWords = (lists.askers.persons.map(Word.init), lists.askers.others.map(Word.init))
      askers = (lists.askers.persons.map { (Array($0), true) } + lists.askers.others.map { (Array($0), false) })
        .sorted { $0.0.count > $1.0.count }
      (leads, trails, meansBeginnings) = (lists.leads, lists.trails + lists.things, lists.meansBeginnings.map(Word.init))
      (things, together) = (lists.things, lists.together)
      let wholes = Set(wordings.filter(\.isWhole).compactMap(\.readings.first))
      wholeReadings = wholes
      allWords = Set(wordings.filter { $0.readings.first.map(wholes.contains) ?? false }.flatMap(\.words)).sorted()
      manners = lists.manners.map { Manner(beginnings: $0.beginnings.map(Word.init), ends: $0.ends) }
      memberWords = wordings.filter { !$0.under.isEmpty && $0.topic == nil }.reduce(into: []) { $0.formUnion($1.words) }
      (steady, grows, shrinks, against) = (lists.steady, lists.grows, lists.shrinks, lists.against)
      comparing = Set((lists.steady + lists.rises + lists.falls + lists.against).compactMap(\.unicodeScalars.first))
      (cumulative, parting, including) = (lists.cumulative, lists.parting, lists.including)
      dated = lists.dated.map(Word.init)
      unrelated = lists.unrelated
      groups = wordings.reduce(into: [:]) { groups, entry in if let topic = entry.topic { groups[topic] = groups[topic] ?? entry.group } }
      totals = lists.totals
      shares = lists.shares
      bodies = lists.bodies
      scopes = lists.scopes.map { ($0.words.map(Word.init), $0.endings) }
      listFillers = fillers.filter(\.replacement.isEmpty).map { Word(String(decoding: $0.word, as: UTF8.self)) }.filter {
        $0.text.contains { "、和及与或并".contains($0) }
      }
      said = wordings.enumerated().reduce(into: [String: Int]()) { said, entry in
        if entry.element.figure != nil { for word in entry.element.words where said[word] == nil { said[word] = entry.offset } }
      }.map { (Word($0.key), $0.value) }.sorted { $0.word.bytes.count > $1.word.bytes.count }
      here = lists.here.map { Array($0.unicodeScalars) }
      carrying = lists.carrying.map { Array($0.unicodeScalars) }
      (zeros, elsewhere, limits) = (
        lists.zeros.sorted { $0.count > $1.count }.map(Word.init), lists.elsewhere.map(Word.init), lists.limits.map(Word.init)
      )
      var (index, nouns): ([String: [Int]], [String: Int]) = ([:], [:])
      for (number, entry) in wordings.enumerated() {
        for word in entry.words { index[word, default: []].append(number) }
        for noun in entry.nouns where !noun.bare.isEmpty && nouns[noun.bare] == nil { nouns[noun.bare] = number }
      }
      (self.index, nounIndex) = (index, nouns)
      wholeTopics = Set(wordings.filter(\.isWhole).compactMap(\.topic))
      wholeWords = Set(wordings.filter(\.isWhole).flatMap(\.words)).sorted { ($1.count, $0) < ($0.count, $1) }
      longestWord = index.keys.map(\.unicodeScalars.count).max() ?? 0
      memberNouns = wordings.flatMap { entry in
        entry.topic.map { topic in entry.nouns.filter { !$0.bare.isEmpty }.map { ($0.bare, topic) } } ?? []
      }
      plainNouns = wordings.enumerated().flatMap { number, entry in
        entry.nouns.filter { $0.bare.isEmpty && $0.text.count >= Self.plainNoun }.map { (Word($0.text), number) }
      }
      groupNouns = wordings.flatMap { entry in entry.nouns.compactMap { noun in entry.group.map { (Word(noun.text), $0) } } }
      let all = Set(wordings.filter(\.isWhole).compactMap(\.group))
      causedGroup = wordings.first { !$0.nouns.isEmpty && $0.topic != nil && $0.group.map { !all.contains($0) } ?? false }?.group
      shareTopics = Set(wordings.filter(\.isShare).compactMap(\.topic))
      topicsWithMembers = wordings.filter { $0.topic == nil }.reduce(into: []) { $0.formUnion($1.under) }
    }

    /// Words without lists of all who may ask: `收到公民、法人或者其他组织的申请`.
    func withoutAskers(_ words: String) -> String {
      let signed = SignedText(words)
      guard askerWords.persons.contains(where: { $0.stands(in: signed) }), askerWords.others.contains(where: { $0.stands(in: signed) })
      else {
        return words
      }
      let text = Array(words)
      var (kept, index) = ([Character](), 0)
      while index < text.count {
        var (end, kinds) = (index, Set<Bool>())
        while let asker = askers.first(where: { text[end...].starts(with: $0.name) }) {
          end += asker.name.count
          kinds.insert(asker.isPerson)
          let joiner = text[end...].prefix { "、和或及与者以".contains($0) }
          guard askers.contains(where: { text[(end + joiner.count)...].starts(with: $0.name) }) else { break }
          end += joiner.count
        }
        if kinds.count > 1 {
          index = end
        } else {
          kept.append(text[index])
          index += 1
        }
      }
      return kept.count == text.count ? words : String(kept)
    }

    /// Whether two topics are the same, or their figures are likely those of the same cells: 办理, 办结.
    func isAlike(_ topic: String, _ other: String) -> Bool {
      func first(_ topic: String) -> Reading? { wordings.first { $0.topic == topic }?.readings.first }
      return topic == other || first(topic) != nil && first(topic) == first(other)
    }

    /// Whether what is counted is all there is, however it is said: 新收.
    func countsAll(_ wording: Wording) -> Bool { wording.isWhole || wording.readings.first.map(wholeReadings.contains) ?? false }

    /// The topic whose figure is the sum of those of a topic and another: that of reviews and lawsuits.
    func jointTopic(_ one: String, _ other: String) -> String? {
      func cells(_ topic: String) -> Set<CellNumber> { Set(wordings.first { $0.topic == topic }?.readings.first?.cells ?? []) }
      let sum = cells(one).union(cells(other))
      return wordings.first { $0.readings.first.map { Set($0.cells) == sum } ?? false && $0.topic != one && $0.topic != other }?.topic
    }

    /// Whether words compare a figure with last year's.
    func compares(_ words: String) -> Bool {
      guard let first = words.unicodeScalars.first, comparing.contains(first) else { return false }
      return steady.contains(where: words.hasPrefix) || rises.contains(where: words.hasPrefix) || falls.contains(where: words.hasPrefix)
        || against.contains(where: words.hasPrefix)
    }

    /// Words without those of them that are lists and say nothing.
    func withoutLists(_ words: String) -> SignedText {
      listFillers.reduce(SignedText(words)) { words, filler in
        filler.stands(in: words) ? SignedText(words.text.replacing(filler.text, with: "")) : words
      }
    }

    /// Words, and what they are without what stands in front of them and behind and says nothing, ever shorter.
    ///
    /// Some of what is left out may be of the words: what stands in front of them goes last.
    func cores(of words: String) -> [String] {
      var (rest, found) = (words[...], [String]())
      while true {
        var front = rest
        found.append(String(rest))
        while let lead = leads.first(where: front.begins), lead.utf8.count < front.utf8.count {
          front = front.dropping(first: lead.utf8.count)
          found.append(String(front))
        }
        guard let trail = trails.first(where: rest.ends), trail.utf8.count < rest.utf8.count else { return found }
        rest = rest.dropping(last: trail.utf8.count)
      }
    }

    /// Words without those that say how a thing was done: `按照条例规定答复` is 答复. Nil if there are none.
    func withoutManners(_ words: String) -> String? { Self.without(manners, words, toLast: false) }

    /// Words without those that say on which way a thing came: `通过邮寄等途径`.
    func withoutMeans(_ words: String) -> String? { Self.without([Manner(beginnings: meansBeginnings, ends: means)], words, toLast: true) }

    private static func without(_ manners: [Manner], _ words: String, toLast: Bool) -> String? {
      let signed = SignedText(words)
      var (rest, isChanged) = (words, false)
      for manner in manners {
        for beginning in manner.beginnings where beginning.stands(in: signed) {
          while let start = rest.places(of: beginning.text).first {
            let behind = String(rest[start.upperBound...].unicodeScalars.prefix(toLast ? 2 * mannerReach : mannerReach))
            let ends = manner.ends.compactMap { word in
              (toLast ? behind.places(of: word).last : behind.places(of: word).first).map {
                behind.utf8.distance(from: behind.startIndex, to: $0.upperBound)
              }
            }
            guard var end = toLast ? ends.max() : ends.min() else { break }
            // `按照规定的程序和时限`
            while let next = manner.ends.lazy.compactMap({ word in
              ["", "的", "和", "、", "及"].lazy.map { $0 + word }.first(where: behind[...].dropping(first: end).begins)
            }).first { end += next.utf8.count }
            rest.removeSubrange(start.lowerBound..<rest.utf8.index(start.upperBound, offsetBy: end))
            isChanged = true
          }
        }
      }
      return isChanged ? rest : nil
    }

    /// Words without those that say nothing about which figure it is.
    func bare(_ words: SignedText) -> String {
      Self.bare(words, fillers)
    }

    // Byte by byte: a hundred words are rid of fifty fillers whenever a form is read.
    private static func bare(_ signed: SignedText, _ fillers: [Filler]) -> String {
      let words = signed.text
      var signs = signed.signs
      var rest: [UInt8]?
      for filler in fillers where signs.mayHold(filler.signs) {
        let word = filler.word
        guard rest?.holds(word) ?? words.utf8.holds(word) else { continue }
        var left = rest ?? Array(words.utf8)
        rest = nil
        var at = 0
        while at + word.count <= left.count {
          if left[at] == word[0], left[at...].starts(with: word) {
            left.replaceSubrange(at..<at + word.count, with: filler.replacement)
            at += filler.replacement.count
          } else {
            at += 1
          }
        }
        signs.formUnion(filler.replacementSigns)
        rest = left
      }
      return rest.map { String(decoding: $0, as: UTF8.self) } ?? words
    }
  }
}

extension Form.ClaimWordings {
  private static let wordingLimit = 500
  private static let wordLimit = 400

  convenience init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow([
      "units", "other_units", "verbs", "denied", "showing", "askers", "instruments", "zeros", "each", "elsewhere", "here", "limits",
      "improving", "causes", "ways",
      "manners", "means", "means_beginnings", "together", "leads", "trails", "things", "others", "asides", "lost", "levels",
      "foreign_causes",
      "own_causes", "uncounted", "parts",
      "narrowing",
      "cumulative", "dated",
      "parting", "including", "unrelated", "connecting", "omitted",
      "carrying",
      "bodies", "scopes", "fillers", "synonyms", "totals", "shares", "rises", "falls", "steady", "grows", "shrinks", "against", "wordings",
    ])
    func texts(_ node: DocumentNode, _ key: String) throws(SourceError) -> [String] {
      try node.texts(key, optional: true, limit: Self.wordLimit)
    }
    let synonyms = try node.elements("synonyms", optional: true).map { (node) throws(SourceError) in
      try node.allow(["word", "for"])
      let word = Array(try node.text("word").utf8)
      return try texts(node, "for").map { Form.ClaimWordings.Filler(word: Array($0.utf8), replacement: word) }
    }.flatMap(\.self)
    let fillers = (try texts(node, "fillers").map { Form.ClaimWordings.Filler(word: Array($0.utf8), replacement: []) } + synonyms)
      .sorted { $0.word.count > $1.word.count }
    let nodes = try node.elements("wordings")
    if nodes.count > Self.wordingLimit {
      throw node.error(zh: "“wordings”超过 \(Self.wordingLimit) 项", en: "\"wordings\" has more than \(Self.wordingLimit) entries")
    }
    let units = Set(try node.text("units").unicodeScalars)
    let otherUnits = Set(try node.optional("other_units")?.text().unicodeScalars ?? "".unicodeScalars)
    let lists = Lists(
      verbs: try texts(node, "verbs"), denied: try texts(node, "denied"), showing: try texts(node, "showing"),
      askers: try node.optional("askers").map { (node) throws(SourceError) in
        try node.allow(["persons", "others"])
        return (try texts(node, "persons"), try texts(node, "others"))
      } ?? ([], []), instruments: try texts(node, "instruments"), zeros: try texts(node, "zeros"), each: try texts(node, "each"),
      elsewhere: try texts(node, "elsewhere"), here: try texts(node, "here"), limits: try texts(node, "limits"),
      improving: try texts(node, "improving"), causes: try texts(node, "causes"), ways: try texts(node, "ways"),
      asides: try texts(node, "asides"),
      manners: try node.elements("manners", optional: true).map { (node) throws(SourceError) in
        try node.allow(["beginnings", "ends"])
        return (try texts(node, "beginnings"), try texts(node, "ends").sorted { $0.count > $1.count })
      }, means: try texts(node, "means"), meansBeginnings: try texts(node, "means_beginnings"),
      together: try texts(node, "together"), leads: try texts(node, "leads"),
      trails: try texts(node, "trails"), things: try texts(node, "things"), others: try texts(node, "others"),
      uncounted: try texts(node, "uncounted"),
      lost: try texts(node, "lost"), levels: try texts(node, "levels"),
      foreignCauses: try texts(node, "foreign_causes"), ownCauses: try texts(node, "own_causes"), parts: try texts(node, "parts"),
      narrowing: try texts(node, "narrowing"),
      cumulative: try texts(node, "cumulative"),
      dated: try texts(node, "dated"), parting: try texts(node, "parting"), including: try texts(node, "including"),
      unrelated: try texts(node, "unrelated"),
      connecting: try texts(node, "connecting"), omitted: try texts(node, "omitted"), carrying: try texts(node, "carrying"),
      bodies: try texts(node, "bodies"),
      scopes: try node.elements("scopes", optional: true).map { (node) throws(SourceError) in
        try node.allow(["words", "endings"])
        return (try texts(node, "words"), try texts(node, "endings"))
      },
      rises: try texts(node, "rises"), falls: try texts(node, "falls"), steady: try texts(node, "steady"),
      grows: try texts(node, "grows"), shrinks: try texts(node, "shrinks"), against: try texts(node, "against"),
      totals: try texts(node, "totals"),
      shares: try node.optional("shares").map { (node) throws(SourceError) in
        try node.allow(["words", "rates", "links", "about", "of"])
        return Shares(
          words: try texts(node, "words"), rates: try texts(node, "rates"), links: try texts(node, "links"),
          about: try texts(node, "about"), wholes: try tables.readings(node, "of"))
      } ?? Shares())
    var ofTopics: [String: [CellNumber]] = [:]
    let wordings = try nodes.map { (node) throws(SourceError) -> [Wording] in
      try node.allow([
        "words", "nouns", "topic", "under", "group", "loose", "alone", "whole", "shown", "share", "figure", "at_most", "severity", "cells",
      ])
      // What fillers are all of says nothing.
      let words = Set(try texts(node, "words").map { Self.bare(SignedText($0), fillers) }.filter { !$0.isEmpty })
      let nouns = try texts(node, "nouns").map { Form.ClaimWordings.Noun(text: $0, bare: Self.bare(SignedText($0), fillers)) }
      let topic = try node.optional("topic")?.text()
      let figure = try node.optional("figure").map { (node) throws(SourceError) in try node.integer() }
      let under = Set(try node.elements("under", optional: true).map { (node) throws(SourceError) in try node.topic() })
      func wording(under: Set<String>, _ readings: [Reading]) throws(SourceError) -> Wording {
        Wording(
          words: words, nouns: nouns, topic: topic, under: under, group: try node.optional("group")?.text(),
          isLoose: try node.optional("loose")?.boolean() ?? false, standsAlone: try node.optional("alone")?.boolean() ?? false,
          isWhole: try node.optional("whole")?.boolean() ?? false,
          isShown: try node.optional("shown")?.boolean() ?? false,
          isShare: try node.optional("share")?.boolean() ?? false, figure: figure.map { Figure($0) },
          isAtMost: try node.optional("at_most")?.boolean() ?? false,
          severity: try node.optional("severity").map { (node) throws(SourceError) in try node.choice(of: Severity.allCases) } ?? .error,
          readings: readings)
      }
      // `requests/=/natural` behind each topic is a column of the rows that the topic is about.
      if try tables.followsTopic(node) {
        return try under.sorted().map { (topic) throws(SourceError) in
          try wording(under: [topic], try tables.readings(node, "cells", rowsOf: ofTopics[topic] ?? []))
        }
      }
      let readings = try tables.readings(node, "cells")
      if let topic, ofTopics[topic] == nil { ofTopics[topic] = readings.first?.cells }
      return [try wording(under: under, readings)]
    }
    let topics = Set(wordings.joined().compactMap(\.topic))
    for (entries, node) in zip(wordings, nodes) {
      if let unknown = entries.lazy.flatMap(\.under).first(where: { !$0.isEmpty && !topics.contains($0) }) {
        throw try node.member("under").error(
          zh: "没有以“\(unknown.shortened)”为 topic 的说法", en: "no wording has the topic \"\(unknown.shortened)\"")
      }
    }
    self.init(units: units, otherUnits: otherUnits, lists: lists, fillers: fillers, wordings: wordings.flatMap(\.self))
  }
}

extension DocumentNode {
  /// A topic; an empty one is that of a sentence that has none yet.
  fileprivate func topic() throws(SourceError) -> String {
    if case .string("") = value.kind { return "" }
    return try text()
  }
}

extension TableDecoding {
  /// The numbers of the cells that patterns name, in order; none where a form of one's own leaves them out.
  func cells(_ node: DocumentNode, _ key: String) throws(SourceError) -> [CellNumber] {
    let found = try patterns(node, key).flatMap { $0.numbers(of: cells, by: numbers) }
    return Set(found).sorted()
  }

  /// The row of what the sentence is about.
  private static let topicRow = "/=/"

  fileprivate func followsTopic(_ node: DocumentNode) throws(SourceError) -> Bool {
    for reading in try node.elements("cells")
    where try reading.texts("of", optional: true, limit: 200).contains(where: { $0.contains(Self.topicRow) }) {
      return true
    }
    return false
  }

  /// Sums of cells with their names; those of which the form has no cell are left out.
  ///
  /// - Parameter topic: The cells whose rows are those of the sentence's topic.
  fileprivate func readings(
    _ node: DocumentNode, _ key: String, rowsOf topic: [CellNumber] = []
  ) throws(SourceError) -> [Form.ClaimWordings.Reading] {
    let rows = Set(topic.map { cells[$0].address.split(separator: "/").dropFirst().first.map(String.init) ?? "" })
    return try node.elements(key).map { (node) throws(SourceError) in
      try node.allow(["name", "of", "less"])
      let found = try patterns(node, "of").flatMap { pattern in
        pattern.text.contains(Self.topicRow)
          ? rows.flatMap { CellPattern(pattern.text.replacing(Self.topicRow, with: "/\($0)/")).numbers(of: cells, by: numbers) }
          : pattern.numbers(of: cells, by: numbers)
      }
      let less = try node.optional("less") == nil ? [] : try cells(node, "less")
      return Form.ClaimWordings.Reading(name: try node.bilingual("name"), cells: Set(found).sorted(), less: less)
    }.filter { !$0.cells.isEmpty }
  }
}
