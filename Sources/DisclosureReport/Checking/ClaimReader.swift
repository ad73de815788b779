// Finds the figures that prose states, and what they are about, by the words of the form's document.

/// Reads claims paragraph by paragraph.
///
/// A number is a claim if words of the form's wordings stand in front of it, with a unit behind it or where the words leave no doubt.
/// A clause without a number claims what it says by itself: that there was none of something, or that all of it was done.
struct ClaimReader {
  private let report: Report
  private let form: Form.ClaimWordings
  private var search: ClaimSearch
  private let growth: GrowthReader
  private var sentence = Sentence()
  /// The paragraph as it stands; what is looked at is in simplified characters, in the same places.
  private var printed: [Unicode.Scalar] = []
  private(set) var claims: [Claim] = []
  private(set) var shares: [ShareClaim] = []
  /// Month and day on which the period begins and ends: figures up to any other day are of a part of it.
  private let bounds: [ProseDay]
  /// How many figures and clauses may still be looked at: a report has hundreds.
  private var budget = 20_000

  /// What a sentence has said so far.
  private struct Sentence {
    /// The number of its first claim.
    var firstClaim = 0
    var hasFigure = false
    /// The group that it named last, and has said nothing else since.
    var group: String?
    /// What the figures of the sentence before count in, if they are of nothing in the tables; and what its own do.
    var signBefore: Unicode.Scalar?
    var otherSign: Unicode.Scalar?
    /// What its figures are about, and whether figures under that have come.
    var topic = ClaimTopic.none
    var isTopicUsed = false
    /// The topics that it has had.
    var pastTopics: Set<String> = []
    /// How often claims of each topic came.
    var topics: [String: Int] = [:]
    /// The topic of the claim before.
    var previous: String?
    /// The part that it speaks of, of which other figures may be parts; negative where it speaks of none.
    var share = Figure(-1)
    /// Claims that wait for it to name their group, and whether one is of a part.
    var waiting: [Int] = []
    var isShareWaiting = false
    /// Its claims with their groups, and those whose words are a wording's and which only what is around them leaves in doubt.
    var groups: [(claim: Int, group: String)] = []
    var doubted: [(claim: Int, group: String)] = []
    /// Whether it speaks of another year, or of something else.
    var isElsewhere = false
    var isOtherYear = false
    /// Whether it does so for speaking of one way or one kind only: 通过.
    var isLimited = false
    /// Whether it does so for counting something else, which ends with what names a thing of the tables.
    var isOfOthers = false
    /// The topic that a clause without a figure named: `对规范性文件进行清理，废止3件`.
    var mentioned: String?
    /// Whether it names the report's year, in whatever words.
    var isDated = false
    /// What it called the whole that its figures are of.
    var scope: String?
    /// Whether its first figure is of the tables; nil before it.
    var isOurs: Bool?
    /// What its last sure figure counts in.
    var unit: Unicode.Scalar?
    /// Whether a clause without a figure said something that names no group.
    var isDoubtful = false
    /// Whether the last clause said that a part follows.
    var isPart = false
    /// The group whose thing it named in words that may be of other matters.
    var foreignGroup: String?
    /// The group of its last sure claim.
    var sureGroup: String?
    /// The claim whose words may be of the tables' things or of others, and its topic.
    var open: (claim: Int, topic: String)?
    /// The topic of which it told a part.
    var partTopic: String?
    /// The clause without a figure before.
    var lastClause: String?
    /// The claim that ended last, its wording, and where it ended.
    var last: (claim: Int, wording: Int, end: Int)?
    /// What is counted in it, whatever it is.
    var figures: [Figure] = []
    /// Whether a sure figure of it is written in words.
    var isInWords = false
  }

  init(_ report: Report) {
    self.report = report
    form = report.form.claims
    bounds = report.form.period.days.map { ProseDay.all(in: $0.first[...]) + ProseDay.all(in: $0.last[...]) } ?? []
    search = ClaimSearch(form, agency: report.agency, year: report.year)
    growth = GrowthReader(form, year: report.year)
  }

  /// Whether there was more than any report has, and the rest was not looked at.
  var isCut: Bool { budget < 0 || claims.count >= Claim.limit }

  mutating func read(_ printed: [Unicode.Scalar], at source: SourcePosition?) {
    let text = printed.map(Simplified.scalar)
    self.printed = printed
    sentence = Sentence(firstClaim: claims.count)
    var (begin, start, index, hasFigure) = (0, 0, 0, false)
    // What stands in front of a bracket that begins with a figure, or in one that ends in front of it.
    var named: Range<Int>?
    // `较2022年新收申请数量（28件）` is of that year.
    var comparesYear = false
    var month = Figure.zero
    // What a bracket behind a figure says is of that figure: `259件（去年同期231件）`.
    var isElsewhereAround: Bool?
    var topicAround: ClaimTopic?
    while index < text.count, !isCut {
      if text[index].partsClauses || hasFigure && index == start && opensZero(text[index...]) {
        if !hasFigure {
          takeClause(text[start..<index], before: text[index], at: source)
        } else if index == start + 1, text[start] == "中" {
          // `新收42件中，39件当年办结`
          sentence.isPart = true
        }
        // Behind several it is open which of them is gone on with.
        if text[index].partsHalves {
          if sentence.pastTopics.count > 1 { sentence.topic = .none }
          sentence.isTopicUsed = true
          sentence.share = Figure(-1)
        }
        // What a clause limited to a way or a kind ends with what follows it.
        if text[index].partsHalves, sentence.isLimited { (sentence.isElsewhere, sentence.isLimited) = (false, false) }
        // `予以公开（46件）`, `不予公开（三类内部事务信息）2件`
        named = "（(）)".unicodeScalars.contains(text[index]) && !hasFigure && !comparesYear ? start..<index : nil
        comparesYear = false
        if "（(".unicodeScalars.contains(text[index]) {
          let isOfFigure = hasFigure && start == index
          (isElsewhereAround, topicAround) = (isOfFigure ? sentence.isElsewhere : nil, sentence.topic)
          // Behind a figure that is of others, too, so may be the rest.
          if isOfFigure, openIncluding(text[(index + 1)...]) { isElsewhereAround = true }
        }
        if "）)".unicodeScalars.contains(text[index]) {
          sentence.isElsewhere = isElsewhereAround ?? sentence.isElsewhere
          sentence.topic = topicAround ?? sentence.topic
          (isElsewhereAround, topicAround) = (nil, nil)
        }
        if text[index].endsSentence {
          endSentence()
          let others = sentence.isOurs == false ? sentence.otherSign : nil
          // A short sentence without a figure is a heading of what follows; one with figures of a group may go on with them.
          let goesOn = sentence.hasFigure ? sentence.previous != nil : index - begin <= 24
          // What a paragraph begins with as the year's, it goes on with.
          let (before, behind) = (sentence, String(scalars: text[(index + 1)...].prefix(4)))
          sentence = Sentence(firstClaim: claims.count, group: goesOn ? sentence.group : nil, signBefore: others)
          sentence.isDated = before.isDated
          if goesOn, !before.hasFigure { sentence.mentioned = before.mentioned }
          // `收到行政复议3件。其中，维持2件。`
          if form.parts.contains(where: behind.hasPrefix) {
            (sentence.topic, sentence.previous, sentence.sureGroup) = (before.topic, before.previous, before.sureGroup)
            sentence.group = sentence.group ?? before.sureGroup
          }
          (isElsewhereAround, topicAround) = (nil, nil)
          begin = index + 1
        }
        (start, hasFigure) = (index + 1, false)
        index += 1
        continue
      }
      guard let number = ProseNumber(text, at: index, form, moneyPower: report.form.notation.moneyPower) else {
        index += 1
        continue
      }
      budget -= 1
      // `未发生一件行政复议`
      if number.isWords, number.figure == Figure(1), index > start, deniesOne(text[start..<index]) {
        index = number.end
        continue
      }
      // `2、我局未收到申请`
      if index == begin, number.unit == .none, number.end < text.count, "、.．".unicodeScalars.contains(text[number.end]) {
        (start, index) = (number.end + 1, number.end + 1)
        continue
      }
      // Words far off say nothing about a figure.
      var (first, words) = (index, text[max(start, index - Self.reach)..<index])
      if words.isEmpty, let named, number.behind >= text.count || text[number.behind].partsClauses { words = text[named] }
      named = nil
      index = number.behind
      let signed = SignedText(words)
      if mentionsElsewhere(words, signed) {
        (sentence.isElsewhere, sentence.isOfOthers) = (true, false)
      } else if !turnsToOthers(signed) {
        if form.here.contains(where: words.holds) {
          sentence.isElsewhere = false
        } else if !sentence.isOtherYear, search.namesScope(String(scalars: words)) {
          // `甲区415件；全市新收4159件`: the whole is this agency's.
          (sentence.isElsewhere, sentence.isOurs, sentence.isDoubtful, sentence.topics) = (false, nil, false, [:])
        }
      }
      takeScope(words)
      if !sentence.isDated, !sentence.isElsewhere {
        sentence.isDated = form.dated.contains { $0.stands(in: signed) }
      }
      switch number.unit {
      case .year:
        if index < text.count, text[index] == "度" { index += 1 }
        if number.figure == nextYear || number.figure == lastYear && (carries(text[index...]) || isCarried(words)) { break }
        comparesYear = words.last?.compares ?? false
        if number.end - first == 4, words.last.map({ !$0.compares }) ?? true, let year = report.year {
          // `2021年至2023年` is about none of them alone.
          let goesOn = sentence.isOtherYear && !words.isEmpty && words.allSatisfy(\.joinsYears)
          let isOther = goesOn || number.figure != Figure(year)
          // What is of others is not its own for being of its year: `全省自然资源系统2023年…`.
          if isOther || sentence.isOtherYear { (sentence.isElsewhere, sentence.isOtherYear) = (isOther, isOther) }
          // `都是网络申请，…，2023年未发生…`
          if !isOther, sentence.isLimited { (sentence.isElsewhere, sentence.isLimited) = (false, false) }
          if !sentence.isElsewhere { sentence.isDated = true }
        }
        // `行政许可2022年处理决定数量450项`
        if words.isEmpty || number.figure != report.year.map({ Figure($0) }) { start = index }
      case .month:
        // By itself a month is a part of the year.
        let isLast =
          bounds.last.map { Figure($0.month) == number.figure } ?? false && index < text.count && "底末".unicodeScalars.contains(text[index])
        if !isLast, index >= text.count || text[index].digit == nil && ChineseNumeral.worth(text[index]) == nil {
          sentence.isElsewhere = true
        }
        (month, start) = (number.figure, index)
      case .day:
        if !bounds.contains(where: { Figure($0.month) == month && Figure($0.day) == number.figure }) { sentence.isElsewhere = true }
        start = index
      case .unread: start = index
      case .none where number.end < text.count && text[number.end].isPercent:
        takeShare(number, words, text, first, from: start, at: source)
      case .none where !ProseNumber.endsFigure(text, at: number.end): break
      default:
        index = take(number, words, text, first, at: source)
        (start, hasFigure) = (index, true)
      }
    }
    if !hasFigure { takeClause(text[start...], before: nil, at: source) }
    endSentence()
  }

  /// What stands in some places of the paragraph, as printed.
  private func quoted(_ places: Range<Int>) -> String { String(scalars: printed[places]) }

  private mutating func endSentence() {
    // Two different figures of one group tell what a sentence is about that does not name it.
    let waiting = sentence.waiting
    if !sentence.isShareWaiting, Set(waiting.map { claims[$0].topic }).count > 1 { for index in waiting { claims[index].isSure = true } }
    // What a sentence states twice are parts of something, of whatever.
    func isTwice(_ index: Int) -> Bool { sentence.topics[claims[index].topic] ?? 0 > 1 }
    for index in claims.indices[sentence.firstClaim...] where isTwice(index) { claims[index].isSure = false }
    // What another figure of the sentence agrees with the tables in, it is about.
    for (index, group) in sentence.doubted where !isTwice(index) {
      claims[index].isSure =
        claims[index].isSure
        || sentence.groups.contains { other in
          other.group == group && claims[other.claim].topic != claims[index].topic && claims[other.claim].figure >= Self.telling
            && claims[other.claim].agrees(with: report)
        }
    }
  }

  /// `行政强制402件、无行政事业性收费`: what there was none of ends a list.
  private func opensZero(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text.first == "、" else { return false }
    let words = String(scalars: text.dropFirst().prefix(8))
    return form.zeros.contains { words.begins(with: $0.text) }
  }

  /// Whether words say that there was none of what they go on with as one.
  private func deniesOne(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = String(scalars: words)
    return form.zeros.contains { words.hasSuffix($0.text) }
  }

  /// A figure behind which brackets say that it is of others, too, may be so.
  private mutating func openIncluding(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let words = String(scalars: text.prefix(8))
    guard form.including.contains(where: words.hasPrefix) else { return false }
    openFigures { _ in true }
    return true
  }

  /// `…信息165条。其中，规范性文件2条`: a part of what the sentence before was about.
  private mutating func goOnBefore() {
    guard sentence.isOurs == nil, let sign = sentence.signBefore else { return }
    (sentence.isOurs, sentence.otherSign) = (false, sign)
  }

  /// Of two wholes in a sentence it is open which of them the tables are about.
  private mutating func takeScope(_ words: ArraySlice<Unicode.Scalar>) {
    guard let scope = search.scope(named: String(scalars: words)) else { return }
    if let before = sentence.scope, before != scope {
      openFigures { _ in true }
      sentence.isElsewhere = true
    }
    sentence.scope = scope
  }

  /// Figures of the sentence that turn out to be of something else, perhaps.
  private mutating func openFigures(_ isOpen: (Claim) -> Bool) {
    for index in claims.indices[sentence.firstClaim...] where isOpen(claims[index]) { claims[index].isSure = false }
    sentence.doubted.removeAll { isOpen(claims[$0.claim]) }
  }

  /// Smaller figures agree by chance.
  private static let telling = Figure(10)

  // MARK: - Figures

  /// How many characters in front of a figure are looked at.
  private static let reach = 200

  private var nextYear: Figure? { report.year.map { Figure($0 + 1) } }
  private var lastYear: Figure? { report.year.map { Figure($0 - 1) } }

  /// Whether what stands behind a year says that it is about what was left over of it: `2022年度结转的5件`.
  private func carries(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let rest = text.drop { "度的末".unicodeScalars.contains($0) }
    return form.carrying.contains { rest.starts(with: $0) }
  }

  /// `结转上年度4件`
  private func isCarried(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    form.carrying.contains { text.count >= $0.count && text.suffix($0.count).elementsEqual($0) }
  }

  /// Takes a figure with the words in front of it, or those behind it. Returns where both end.
  private mutating func take(
    _ number: ProseNumber, _ words: ArraySlice<Unicode.Scalar>, _ text: [Unicode.Scalar], _ first: Int, at source: SourcePosition?
  ) -> Int {
    guard !sentence.isElsewhere else { return number.behind }
    var shown = String(scalars: words)
    // `梳理行政许可事项12项`, `行政处罚事项36件`
    if form.uncounted.contains(where: shown.holds), number.unit != .piece || !form.wholeWords.contains(where: shown.holds) {
      sentence.isOurs = sentence.isOurs ?? false
      return number.behind
    }
    // `新收42件中有39件当年办结`
    if words.first == "中", sentence.hasFigure { sentence.isPart = true }
    if let named = search.group(namedIn: shown) { sentence.group = named }
    var answer = answer(to: shown)
    let isCumulative = !sentence.isDated && form.cumulative.contains(where: shown.holds)
    if form.parting.contains(where: shown.holds) {
      let (cells, table) = (report.form.cells, resultsTable)
      openFigures { cells[$0.readings[0].cells[0]].table == table }
    }
    defer { if number.unit == .piece { sentence.figures.append(number.figure) } }
    var (tail, end) = tail(text[number.behind...])
    // `13件结转下年度`: what is counted stands behind.
    // `18件为不予公开、无法提供或不予处理`
    let isList = end + 1 < text.count && text[end] == "、" && text[end + 1].digit == nil && ChineseNumeral.worth(text[end + 1]) == nil
    if !tail.isEmpty, !isList, search.connects(shown),
      let behind = search.answer(tail, under: sentence.topic),
      behind.isSure
    {
      if let named = search.group(namedIn: tail) { sentence.group = named }
      (answer, shown, tail) = (behind, shown + tail, "")
    } else if !tail.isEmpty, !isList, let both = joined(shown, tail, answer) {
      // `制发2件规范性文件`, `规范性文件97件现行有效`
      (answer, shown, tail) = (both, shown + tail, "")
    } else {
      end = number.behind
      // `在办结的5件申请中`
      if tail.hasSuffix("中") { tail.removeLast() }
    }
    if form.parts.contains(where: shown.begins) { goOnBefore() }
    // `三个特点` counts nothing of anybody's.
    if sentence.isOurs == nil, !number.isWords || number.unit != .other, answer != nil || !search.bare(shown).isEmpty {
      sentence.isOurs = answer?.isSure ?? false
      sentence.otherSign = number.sign
    }
    (sentence.hasFigure, sentence.lastClause) = (true, nil)
    // `公开规范性文件6件，到期废止3件`
    if !(answer?.isSure ?? false), let thing = thing(namedIn: search.bare(shown)) { sentence.mentioned = thing.topic }
    defer { sentence.isPart = false }
    // `行政复议12件，其中涉及政府信息公开的6件`: what was counted before is of other things, too.
    let isOfPart = form.parts.contains(where: shown.holds) || sentence.isPart
    if isOfPart ? form.narrowing.contains(where: shown.holds) : form.narrowing.contains(where: shown.begins) {
      // What names another thing is not of these: `收到申请17件，涉及信息公开的行政复议1件`.
      let thing = form.memberNouns.last { search.bare(shown).holds($0.bare) }?.topic
      for index in claims.indices[sentence.firstClaim...] where thing == nil || claims[index].topic == thing {
        claims[index].isSure = false
      }
    }
    // `全县共收到312件，其中县政府办公室38件`
    if isOfPart, search.isPlace(sentence.scope), search.names(ownLevel: shown) {
      let wholes = form.wholeTopics
      openFigures { wholes.contains($0.topic) }
    }
    // Words that may mean something else make a note only where the unit says that a thing is counted.
    let isCounted = number.unit == .piece && (!number.isWords || sentence.isInWords)
    let isLike = isCounted || number.sign != nil && number.sign == sentence.unit
    let said = quoted(words.indices) + quoted(first..<end)
    if answer.map({ !$0.isSure }) ?? true, isLike, tail.isEmpty, takeTotal(number, shown, said, at: source) { return end }
    guard let answer, answer.isSure || isCounted else { return end }
    // `受理19件，邮箱受理2件`, `受理29件，其中区政府28件，办公室受理1件`: a second whole is a part of the first.
    if answer.wordings.count == 1, let entry = answer.wordings.first.map({ form.wordings[$0] }), entry.isWhole, let topic = entry.topic,
      claims[sentence.firstClaim...].contains(where: { $0.isSure && $0.topic == topic && number.figure <= $0.figure && !$0.isOfMeans })
    {
      if isOfPart { sentence.partTopic = topic }
      if sentence.partTopic == topic || answer.isOfMeans || form.means.contains(where: shown.holds) { return end }
    }
    if answer.isSum {
      let isSure = !isCumulative && answer.wordings.allSatisfy { trust(form.wordings[$0], shown, number, tail) == .sure }
      let cells = Set(answer.wordings.flatMap { form.wordings[$0].readings.first?.cells ?? [] }).sorted()
      guard let cell = cells.first, (report.form.cells[cell].kind == .money) == (number.unit == .money) else { return end }
      claims.append(
        Claim(
          text: said, figure: number.figure, precision: number.precision,
          readings: [Claim.Reading(name: Bilingual(zh: "各项之和", en: "the sum of these"), cells: cells)], isSure: isSure, isAtMost: false,
          severity: .error, growths: [], topic: "", source: source))
      return end
    }
    for wording in answer.wordings {
      let entry = form.wordings[wording]
      let isPlain = answer.isPlain && (sentence.isOurs == false || !isCounted)
      let trust = answer.isSure && !isPlain ? trust(entry, shown, number, tail) : .none
      let isSure = trust == .sure && !isCumulative
      guard isSure || isCounted, let cell = entry.readings.first?.cells.first,
        (report.form.cells[cell].kind == .money) == (number.unit == .money)
      else { continue }
      // Only of the whole, and of things, is a second figure one of a part.
      let topic = (entry.isWhole || !entry.nouns.isEmpty ? entry.topic : nil) ?? "\(wording)"
      let isNamed = answer.isSure || entry.group != nil && search.group(namedIn: shown) == entry.group
      // `网站公示行政许可55条` is no second figure of licences.
      let isSecond = entry.isWhole && sentence.group == entry.group && !isOfPart
      if isNamed || isSecond, !answer.isOfMeans, answer.wordings.count == 1, answer.isSure || number.unit == .piece {
        sentence.topics[topic, default: 0] += 1
      }
      claims.append(
        Claim(
          text: said, figure: number.figure, precision: number.precision,
          readings: entry.readings, isSure: isSure, isAtMost: entry.isAtMost, severity: entry.severity,
          growths: growth.behind(text[number.behind...]), topic: topic, isOfMeans: answer.isOfMeans,
          isOfScope: search.isPlace(sentence.scope),
          source: source))
      if let group = entry.group {
        sentence.groups.append((claims.count - 1, group))
        if trust == .doubted, number.unit == .piece { sentence.doubted.append((claims.count - 1, group)) }
      }
      if answer.isSure { goOn(behind: entry, number.figure, isMeant: trust != .none) }
      // `行政处罚类行政复议37件、行政诉讼12件`
      if !answer.isSure, !entry.nouns.isEmpty, sentence.sureGroup != entry.group { sentence.foreignGroup = entry.group }
      if !answer.isSure, let topic = entry.topic, form.topicsWithMembers.contains(topic), search.done(shown) == wording {
        sentence.open = (claims.count - 1, topic)
      }
      if isSure { (sentence.unit, sentence.isInWords) = (number.sign, sentence.isInWords || number.isWords) }
      sentence.last = answer.wordings.count == 1 ? (claims.count - 1, wording, end) : nil
      if isSure, let own = entry.group {
        (sentence.group, sentence.sureGroup) = (own, own)
        if sentence.foreignGroup == own { sentence.foreignGroup = nil }
        if !entry.isShare { for index in sentence.waiting { claims[index].isSure = true } }
        sentence.waiting = []
      } else if answer.isSure, !isSure, isCounted, tail.isEmpty, waits(entry) {
        sentence.waiting.append(claims.count - 1)
        if entry.isShare { sentence.isShareWaiting = true }
      }
    }
    return end
  }

  /// What words in front of a figure mean here.
  private mutating func answer(to shown: String) -> ClaimSearch.Answer? {
    let answer = search.answer(shown, under: sentence.topic)
    if answer?.isSure ?? false { return answer }
    // `收到行政复议66件，结果维持33件`: what goes on in the form's own words is of the form's own.
    if let open = sentence.open, let found = search.answer(shown, under: .one(open.topic)), found.isSure,
      let cell = found.wordings.first.flatMap({ form.wordings[$0].readings.first?.cells.first }),
      search.bare(shown).count > 3, report.form.cells[cell].label.hasSuffix(search.bare(shown))
    {
      (sentence.topic, sentence.isOurs, sentence.open, sentence.foreignGroup) = (.one(open.topic), true, nil, nil)
      claims[open.claim].isSure = true
      return found
    }
    // `行政复议4件，办理行政诉讼0件`
    if let group = sentence.previous.flatMap({ form.groups[$0] }), let found = search.done(shown), form.wordings[found].group == group {
      return ClaimSearch.Answer(wordings: [found], isSure: true)
    }
    if sentence.topic == .none, let mentioned = sentence.mentioned, let found = search.answer(shown, under: .one(mentioned)), found.isSure {
      sentence.topic = .one(mentioned)
      return found
    }
    return answer
  }

  /// The topic of the last thing in bare words that has figures of its own: 规范性文件 of `公开规范性文件`.
  private func thing(namedIn bare: String) -> (bare: String, topic: String)? {
    form.memberNouns.last { bare.holds($0.bare) && form.groups[$0.topic] == nil }
  }

  /// What words in front of a figure mean together with those behind it.
  private mutating func joined(_ words: String, _ tail: String, _ answer: ClaimSearch.Answer?) -> ClaimSearch.Answer? {
    if let answer, answer.isSure, search.noun(search.bare(tail)) == nil {
      // The thing is named, and what became of it stands behind.
      guard answer.wordings.count == 1, let found = answer.wordings.first, let topic = form.wordings[found].topic,
        !form.wordings[found].nouns.isEmpty,
        let member = search.exact(search.bare(tail), .one(topic)), !form.wordings[member].under.isEmpty
      else { return nil }
      return ClaimSearch.Answer(wordings: [member], isSure: true)
    }
    guard !search.bare(words).isEmpty, let both = search.answer(words + tail, under: sentence.topic), both.isSure, !both.isPlain else {
      return nil
    }
    return both
  }

  /// The table of requests and what became of them.
  private var resultsTable: TableNumber? { form.shares.wholes.first.map { report.form.cells[$0.cells[0]].table } }

  /// Takes a figure that says what others of its sentence add up to: `两项合计128件`. Returns whether it does.
  private mutating func takeTotal(
    _ number: ProseNumber, _ words: String, _ said: String, at source: SourcePosition?
  ) -> Bool {
    guard let last = sentence.last, let whole = form.shares.wholes.first,
      form.totals.contains(where: words.hasSuffix),
      search.bare(words).unicodeScalars.allSatisfy({ ChineseNumeral.worth($0) != nil || form.otherUnits.contains($0) })
    else { return false }
    let tables = report.form.cells
    guard let cell = claims[last.claim].readings.first?.cells.first, tables[cell].table == tables[whole.cells[0]].table else {
      return false
    }
    // What it says it adds up may be of other things.
    var sum = Figure.zero
    for (count, figure) in sentence.figures.reversed().enumerated() {
      sum = sum + figure
      if count > 0, sum == number.figure { return true }
    }
    var (readings, cells) = ([Claim.Reading](), Set<CellNumber>())
    for claim in claims[sentence.firstClaim...].reversed() {
      guard let reading = claim.readings.first, cells.isDisjoint(with: reading.cells) else { break }
      cells.formUnion(reading.cells)
      readings.append(Claim.Reading(name: Bilingual(zh: "各项之和", en: "the sum of these"), cells: cells.sorted()))
    }
    claims.append(
      Claim(
        text: said, figure: number.figure, precision: .zero,
        readings: readings.dropFirst() + form.shares.wholes, isSure: claims[last.claim].isSure, isAtMost: false, severity: .error,
        growths: [], topic: "",
        source: source))
    if let group = form.wordings[last.wording].group, !claims[last.claim].isSure { sentence.doubted.append((claims.count - 1, group)) }
    sentence.last = nil
    return true
  }

  /// Takes a percentage that says what share of a whole something is: `予以公开的116件（占办结总数的46.2%）`, `办结率93.8%`.
  private mutating func takeShare(
    _ number: ProseNumber, _ words: ArraySlice<Unicode.Scalar>, _ text: [Unicode.Scalar], _ first: Int, from start: Int,
    at source: SourcePosition?
  ) {
    guard !sentence.isElsewhere else { return }
    let told = form.shares
    var said = String(scalars: words)[...]
    while let link = told.links.first(where: said.hasSuffix) { said = said.dropLast(link.count) }
    let behind = String(scalars: text[(number.end + 1)...].prefix(3))
    if told.about.contains(where: { said.hasSuffix($0) || behind.hasPrefix($0) }) { return }
    var (wording, claim, wholes): (Int?, Int?, [Claim.Reading]?)
    if let rate = told.rates.first(where: said.hasSuffix) {
      // `公开率` may be of what was granted in part, too.
      let part = String(said.dropLast(rate.count))
      let undated = form.dated.first { part.hasPrefix($0.text) }.map { String(part.dropFirst($0.text.count)) } ?? part
      wording = search.member(undated, under: sentence.topic).flatMap { found in
        form.wordings[found].isLoose && !form.wordings[found].isWhole ? nil : found
      }
    } else if let place = told.words.lazy.compactMap({ said.ranges(of: $0).last }).first {
      let (part, whole) = (String(said[..<place.lowerBound]), search.bare(String(said[place.upperBound...])))
      if !whole.isEmpty {
        guard let named = search.exact(whole, sentence.topic) else { return }
        wholes = form.wordings[named].readings
      }
      if form.totals.contains(where: part.holds) { return }
      if part.isEmpty {
        guard let last = sentence.last, last.end == start - 1 || last.end == start else { return }
        (wording, claim) = (last.wording, last.claim)
      } else if let answer = search.answer(part, under: sentence.topic), answer.isSure, answer.wordings.count == 1 {
        wording = answer.wordings[0]
      }
    }
    // `予以公开20件（47.6%）`
    if said.isEmpty, words.isEmpty, start > 0, "（(".unicodeScalars.contains(text[start - 1]), let last = sentence.last,
      last.end == start - 1
    {
      (wording, claim) = (last.wording, last.claim)
    }
    guard let wording, let cell = form.wordings[wording].readings.first?.cells.first else { return }
    let entry = form.wordings[wording]
    let isSure = claim != nil || trust(entry, String(said), number, "") == .sure || sentence.group == entry.group && entry.group != nil
    guard isSure else { return }
    // Of what is a part of a topic that is the whole, too.
    let ofTopics = form.wordings.filter { $0.topic.map(entry.under.contains) ?? false }.flatMap(\.readings)
    let tables = report.form.cells
    let all = told.wholes.filter { tables[$0.cells[0]].table == tables[cell].table }
    shares.append(
      ShareClaim(
        text: (claim.map { claims[$0].text + "，" } ?? "") + quoted(words.indices) + quoted(first..<number.end + 1),
        percent: number.figure, decimals: text[first..<number.end].firstIndex(of: ".").map { number.end - $0 - 1 } ?? 0,
        parts: claim.map { claims[$0].readings } ?? entry.readings, wholes: wholes ?? ofTopics + all, claim: claim, source: source))
  }

  /// What a claim tells of those behind it.
  private mutating func goOn(behind entry: Form.ClaimWordings.Wording, _ figure: Figure, isMeant: Bool) {
    // What is not meant says nothing of what follows, either.
    if isMeant || sentence.previous.map({ form.groups[$0] == entry.group }) ?? true { sentence.previous = entry.topic }
    if entry.isShare { sentence.share = figure } else if figure > sentence.share { sentence.share = Figure(-1) }
    if !entry.under.isEmpty { sentence.isTopicUsed = true }
    // `其中行政复议结果维持5件，尚未审结1件` goes on with reviews.
    if entry.topic == nil, entry.under.count == 1, let under = entry.under.first, form.groups[under] != nil { sentence.topic = .one(under) }
    guard let next = entry.topic ?? (sentence.topic == .none && entry.under.count == 1 ? entry.under.first : nil) else { return }
    // `行政复议7件、行政诉讼5件，其中维持7件` is about both.
    let isOfBoth =
      if case .one(let before) = sentence.topic {
        before != next && !sentence.isTopicUsed && !entry.nouns.isEmpty && form.topicsWithMembers.contains(before)
      } else { sentence.topic == .several && !sentence.isTopicUsed }
    let joint: String? = if isOfBoth, case .one(let before) = sentence.topic { form.jointTopic(before, next) } else { nil }
    let both: ClaimTopic = isOfBoth ? joint.map(ClaimTopic.one) ?? .several : .one(next)
    (sentence.topic, sentence.isTopicUsed) = (both, false)
    sentence.pastTopics.insert(next)
  }

  /// Whether a claim is sure as soon as the sentence names its group.
  private func waits(_ entry: Form.ClaimWordings.Wording) -> Bool {
    entry.isLoose && sentence.group == nil && sentence.isOurs != false && !(entry.isWhole && sentence.isPart)
  }

  /// How far words that are a wording's mean it here.
  private enum Trust {
    /// Without doubt.
    case sure
    /// Unless they are said of something else that the sentence is about.
    case doubted
    case none
  }

  private mutating func trust(_ entry: Form.ClaimWordings.Wording, _ words: String, _ number: ProseNumber, _ tail: String) -> Trust {
    // `12件教育类咨询`: what is counted stands behind.
    if !tail.isEmpty, !search.bare(tail).isEmpty, !form.each.contains(where: tail.hasPrefix) { return .none }
    // `收到申请12件，其中办结11件` goes on with another whole.
    let isPart = sentence.isPart || form.parts.contains(where: words.holds)
    if entry.isWhole, isPart, sentence.previous == entry.topic || sentence.previous.map(form.wholeTopics.contains) != true { return .none }
    // `公开400余条，其中规范性文件29条`
    if entry.group == nil, isPart, sentence.isOurs == false && number.unit != .money { return .none }
    if entry.group == nil, !entry.nouns.isEmpty, isPart, sentence.figures.isEmpty, claims.count == sentence.firstClaim { return .none }
    if let foreign = sentence.foreignGroup, entry.under.contains(where: { form.groups[$0] == foreign }) { return .none }
    guard let group = entry.group else {
      // `公开信息449条，包括规范性文件4件`: of what is published, unless something is done with it.
      let isPublished = !entry.nouns.isEmpty || number.unit == .other && number.sign == sentence.otherSign
      return sentence.isOurs == false && isPublished && number.unit != .money ? .none : .sure
    }
    // `受理医疗纠纷8件，诉讼3件`: a short name behind something else, `行政处罚356件，结转下年16件` behind what is of no group.
    let own = search.bare(words)
    let isOthers = sentence.isOurs == false && sentence.sureGroup != group
    if isOthers, own.unicodeScalars.count <= 2, words.unicodeScalars.count <= 4 { return .none }
    if let before = sentence.previous, form.groups[before] != group, entry.isLoose || entry.nouns.isEmpty,
      search.group(namedIn: words) != group
    {
      return .none
    }
    // `上年结转5件，已办结5件`
    if !entry.isShare, number.figure <= sentence.share { return .none }
    if sentence.foreignGroup == group, !form.ownCauses.contains(where: words.holds) { return .none }
    if search.group(namedIn: words) == group || search.group(namedIn: tail) == group { return .sure }
    // The sentence began with something else.
    if isOthers { return .none }
    // A clause before said that it is about something.
    if sentence.group == nil && sentence.isDoubtful { return .doubted }
    guard entry.isLoose else { return sentence.group == nil || sentence.group == group ? .sure : .doubted }
    // `行政处罚65件`, with nothing in front of it in its sentence.
    if entry.standsAlone, sentence.figures.isEmpty, sentence.group == nil, number.unit == .piece, !number.isWords { return .sure }
    let isListed = number.unit == .none && sentence.previous != nil || number.sign != nil && number.sign == sentence.unit
    guard number.unit == .piece || isListed else { return .none }
    return sentence.group == group && (!number.isWords || sentence.isInWords) ? .sure : .doubted
  }

  /// What stands right behind a figure, up to the next clause or figure, and where it ends.
  private func tail(_ text: ArraySlice<Unicode.Scalar>) -> (words: String, end: Int) {
    var end = text.startIndex
    while end < text.endIndex, end - text.startIndex < 24, !text[end].partsClauses, text[end] != "、" {
      if text[end].digit != nil {
        // `13件结转至2024年`
        guard let number = ProseNumber(Array(text[end...].prefix(6)), at: 0, form, moneyPower: 0), number.figure == nextYear,
          number.unit == .year
        else { break }
        end += number.behind
      } else {
        end += 1
      }
    }
    let tail = text[..<end]
    // `15部和规范性文件17件`
    if let first = tail.first, "和及与".unicodeScalars.contains(first), end < text.endIndex, text[end].digit != nil {
      return ("", text.startIndex)
    }
    // `259件次`, `259件申请中`
    let counted = tail.first == "次" ? tail.dropFirst() : tail
    // `5件中已审结4件`: what stands behind is of a part of it.
    if counted.first == "中" { return ("", tail.endIndex) }
    // `8件行政复议和6件行政诉讼`
    let isListed = counted.last.map { "和及与".unicodeScalars.contains($0) && end < text.endIndex } ?? false
    if isListed, counted.count == 2, counted.first == "以" { return ("", text.startIndex) }
    return (String(scalars: isListed ? counted.dropLast() : counted), tail.endIndex)
  }

  private func mentionsElsewhere(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
    mentionsElsewhere(words, SignedText(words))
  }

  private func mentionsElsewhere(_ words: ArraySlice<Unicode.Scalar>, _ text: SignedText) -> Bool {
    if let first = words.first, first.compares, form.compares(text.text) { return false }
    if form.instruments.contains(where: { $0.stands(in: text) }) {
      let rest = form.instruments.reduce(text.text) { $0.replacing($1.text, with: "") }
      return mentionsElsewhere(Array(rest.unicodeScalars)[...])
    }
    return search.namesOtherScope(text.text)
      || form.elsewhere.contains { word in
        word.stands(in: text)
          && words.ranges(of: Array(word.text.unicodeScalars)).contains {
            ($0.lowerBound == words.startIndex || !words[$0.lowerBound - 1].compares)
              && !(word.text.hasPrefix("各级") && search.scope(named: text.text) != nil) && !carries(words[$0.upperBound...])
              && !isCarried(words[..<$0.lowerBound])
          }
      }
  }

  /// What became of all that the figure in front counts: `行政复议9件，全部维持`, `行政诉讼1件，尚未审结`.
  private func outcome(_ words: String) -> (wording: Int, figure: Figure)? {
    guard let last = sentence.last, let topic = form.wordings[last.wording].topic, claims[last.claim].isSure,
      form.memberNouns.contains(where: { $0.topic == topic })
    else { return nil }
    let each = form.each.first(where: words.hasPrefix)
    guard each != nil || claims[last.claim].figure == Figure(1) else { return nil }
    let rest = each.map { String(words.dropFirst($0.count)) } ?? words
    return form.cores(of: rest).lazy.compactMap { search.exact($0, .one(topic)) }.first {
      !form.wordings[$0].under.isEmpty && form.wordings[$0].topic == nil && form.wordings[$0].figure == nil
    }.map { ($0, claims[last.claim].figure) }
  }

  /// Whether words name what is counted beside the tables' things, of which the sentence then is, or one of these, to which it returns.
  private mutating func turnsToOthers(_ words: SignedText) -> Bool {
    if form.others.contains(where: { $0.stands(in: words) }) {
      if !sentence.isElsewhere { (sentence.isElsewhere, sentence.isOfOthers) = (true, true) }
      return true
    }
    guard sentence.isOfOthers, !form.parts.contains(where: words.text.holds),
      form.groupNouns.contains(where: { $0.noun.text.count >= Form.ClaimWordings.plainNoun && $0.noun.stands(in: words) })
    else { return false }
    (sentence.isElsewhere, sentence.isOfOthers, sentence.isOurs) = (false, false, nil)
    return true
  }

  // MARK: - Clauses without figures

  private mutating func takeClause(_ printed: ArraySlice<Unicode.Scalar>, before mark: Unicode.Scalar?, at source: SourcePosition?) {
    budget -= 1
    // `未收到申请.`
    let clause = printed.last == "." ? printed.dropLast() : printed
    guard !clause.isEmpty else { return }
    guard (2...60).contains(clause.count) else {
      (sentence.group, sentence.isPart) = (nil, false)
      return
    }
    // A share or a growth says nothing about what the sentence is about.
    if clause.last?.isPercent ?? false { return }
    let signed = SignedText(clause)
    let isElsewhere = mentionsElsewhere(clause, signed)
    // That there was no call tells nothing about what follows.
    if isElsewhere || form.others.contains(where: { $0.stands(in: signed) }),
      form.zeros.contains(where: { signed.text.begins(with: $0.text) })
    {
      return
    }
    if isElsewhere { sentence.isElsewhere = true }
    _ = turnsToOthers(signed)
    if sentence.isLimited, form.narrowing.contains(where: signed.text.holds), search.nothing(of: signed) != nil {
      (sentence.isElsewhere, sentence.isLimited) = (false, false)
    }
    guard !sentence.isElsewhere else { return }
    if form.dated.contains(where: { $0.stands(in: signed) }) { sentence.isDated = true }
    let text = signed.text
    // `因不服征地补偿，被申请行政复议14件`
    if form.foreignCauses.contains(where: text.begins), !form.ownCauses.contains(where: text.holds) {
      sentence.foreignGroup = form.causedGroup
    }
    // `行政诉讼1件，…，与政府信息公开无关`
    if form.unrelated.contains(where: text.holds) { openFigures { _ in true } }
    let (bare, named, before) = (search.bare(signed), search.group(namedIn: signed), sentence.group)
    // `按办理结果分类` says nothing.
    let isManner = form.manners.contains { $0.beginnings.contains { text.begins(with: $0.text) } }
    let rest = isManner && form.withoutManners(text).map { search.bare($0) } == "" ? "" : bare
    sentence.isPart = form.parts.contains(text)
    if sentence.isPart { goOnBefore() }
    // `企业申请中`, and `某中心：`, of which the figures behind are.
    let among = text.hasSuffix("中") ? String(rest.dropLast()) : rest
    let kind = search.exact(among, sentence.topic).flatMap { form.wordings[$0].under.isEmpty ? $0 : nil }
    let isOfPart = named != nil && text.hasSuffix("中") && !search.isAll(among) && kind == nil
    if isOfPart || mark == "：" && !rest.isEmpty && form.bodies.contains(where: rest.ends) {
      sentence.isElsewhere = true
      return
    }
    // `行政复议、行政诉讼，全年都没有发生`
    let whole = sentence.lastClause.flatMap { search.isDenial(signed) ? SignedText($0 + signed.text) : nil } ?? signed
    let none = search.nothing(of: whole)
    sentence.lastClause = signed.text
    // `不断畅通渠道`, `内容集中在规划方面` say nothing about the figures behind.
    if none == nil, form.improving.contains(where: text.holds) { return }
    // `对规范性文件进行清理，废止3件`
    if none == nil, let thing = thing(namedIn: rest), thing.bare != rest {
      sentence.mentioned = thing.topic
      if form.limits.contains(where: { $0.stands(in: signed) }) { return }
    }
    // `通过网站、邮寄等渠道，共收到8件`: what came on all ways is all.
    if none == nil, form.means.contains(where: text.ends), form.together.contains(where: text.holds) { return }
    // Nor does `都是网络申请` limit them.
    let isOpen = none != nil || form.each.contains(where: text.begins)
    let limits = isOpen ? [] : form.limits.filter { $0.stands(in: signed) }
    // `规范性文件方面` names what the figures behind are about.
    if let limit = limits.first(where: { $0.ends(signed) }),
      let thing = search.noun(search.bare(String(text.dropLast(limit.text.count)))),
      let topic = form.wordings[thing].topic, form.wordings[thing].group == nil
    {
      (sentence.topic, sentence.isDoubtful) = (.one(topic), false)
      return
    }
    // `依申请公开方面` names a group itself.
    if !limits.isEmpty {
      let left = form.withoutLists(text)
      let undated = report.year.map { text.hasSuffix("\($0)年") ? String(text.dropLast(5)) : text } ?? text
      if limits.contains(where: { $0.stands(in: left) }),
        named == nil || !limits.contains(where: { undated.hasSuffix($0.text) || undated.dropLast().hasSuffix($0.text) })
      {
        (sentence.isElsewhere, sentence.isLimited) = (true, true)
        return
      }
    }
    if let named {
      (sentence.group, sentence.isDoubtful) = (named, false)
    } else if !rest.isEmpty, !sentence.isPart, !form.each.contains(where: text.begins) {
      // Whatever this is about, what follows is about that.
      (sentence.group, sentence.waiting, sentence.isDoubtful) = (nil, [], true)
    }
    func append(_ wording: Int, _ figure: Figure) {
      let entry = form.wordings[wording]
      claims.append(
        Claim(
          text: quoted(clause.indices), figure: figure, precision: .zero, readings: entry.readings, isSure: true, isAtMost: entry.isAtMost,
          severity: entry.severity, growths: [], topic: "", source: source))
    }
    if let (member, figure) = outcome(text) {
      append(member, figure)
      return
    }
    if let said = form.cores(of: rest).compactMap(search.said).first, let figure = form.wordings[said].figure {
      let entry = form.wordings[said]
      sentence.group = before
      // `办结43件，全部按时办结` is about those.
      let isTold = entry.topic.map { topic in sentence.topics.keys.contains { form.isAlike($0, topic) } } ?? false
      // `办理48件，已全部答复`: that is no second figure.
      if let topic = entry.topic, !isTold || sentence.previous != topic { sentence.topics[topic, default: 0] += 1 }
      let isOfShare = sentence.previous.map(form.shareTopics.contains) ?? false
      if !isOfShare, !isTold, sentence.isOurs != false || entry.group == nil, entry.group == before || named == entry.group {
        append(said, figure)
      }
    } else if let none {
      for wording in none { append(wording, .zero) }
    } else if let wording = kind ?? search.exact(rest, sentence.topic) ?? search.noun(rest), let next = form.wordings[wording].topic {
      sentence.topic = .one(next)
    }
  }
}

extension Unicode.Scalar {
  /// `较2021年增长` and `比去年` compare; a sentence that begins with another year is about that.
  fileprivate var compares: Bool { "较比与同".unicodeScalars.contains(self) }

  /// A semicolon.
  fileprivate var partsHalves: Bool { self == "；" || self == ";" }

  /// Between two years: `2021年至2023年`.
  fileprivate var joinsYears: Bool { "至到和与及、—–-~～".unicodeScalars.contains(self) }

  var isPercent: Bool { self == "%" || self == "％" }
}
