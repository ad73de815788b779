// Finds the figures that prose states, and what they are about, by the words of the form's document.

/// Reads claims paragraph by paragraph.
///
/// A number is a claim if words of the form's wordings stand in front of it, with a unit behind it or where the words leave no doubt.
/// A clause without a number claims what it says by itself: that there was none of something, or that all of it was done.
struct ClaimReader {
  private let report: Report
  private let form: Form.ClaimWordings
  private(set) var claims: [Claim] = []
  private var known: [Question: Answer?] = [:]
  private var knownGroups: [String: String?] = [:]
  /// What names a group.
  private let nouns: [(text: String, group: String, bytes: [UInt8])]
  // As bytes: every clause is looked through for all of them.
  private let elsewhere: [[UInt8]]
  private let limits: [[UInt8]]
  private let zeros: [[UInt8]]
  private let agency: [UInt8]

  /// What the figures of the sentence are about so far, and whether figures under it have come.
  private var topic: String?
  private var isTopicUsed = false
  /// The group that the sentence named last, and has said nothing else since.
  private var group: String?
  /// Whether a clause without a figure said something that names no group.
  private var isDoubtful = false
  /// Whether the last clause said that a part follows.
  private var isPart = false
  /// The sentence so far: how long, whether it has figures, its first claim, and how often each topic came.
  private var sentence = (length: 0, hasFigure: false, firstClaim: 0, topics: [String: Int]())
  /// Claims that wait for the sentence to name their group.
  private var waiting: [Int] = []
  private var isShareWaiting = false
  /// The topic and figure of the claim before.
  private var previous: (topic: String?, figure: Figure) = (nil, .zero)
  /// The part that the sentence speaks of, of which other figures may be parts; negative where it speaks of none.
  private var share = Figure(-1)
  /// How many figures and clauses may still be looked at: a report has hundreds.
  private var budget = 20_000
  /// Whether the sentence speaks of another year, or of something else.
  private var isElsewhere = false
  /// Whether the first figure of the sentence is of the tables; nil before it.
  private var isOurs: Bool?

  private struct Question: Hashable {
    let words: String
    let topic: String?
  }

  private struct Answer {
    /// Indices of wordings; several where a figure is that of each.
    let wordings: [Int]
    let isSure: Bool
  }

  /// A figure as it stands in prose.
  private struct Number {
    let figure: Figure
    /// Behind the figure, and behind its unit.
    let end: Int
    let behind: Int
    let unit: Unit
    /// Whether it is written in words.
    let isWords: Bool
    /// What its last decimal is worth, in the unit of the form; 0 for what is counted.
    var precision = Figure.zero

    enum Unit {
      case none, piece, other, year, day, money
    }
  }

  init(_ report: Report) {
    self.report = report
    form = report.form.claims
    nouns = form.wordings.flatMap { entry in entry.nouns.compactMap { noun in entry.group.map { (noun.text, $0, Array(noun.text.utf8)) } } }
    (elsewhere, limits) = (form.elsewhere.map { Array($0.utf8) }, form.limits.map { Array($0.utf8) })
    (zeros, agency) = (form.zeros.map { Array($0.utf8) }, Array(report.agency.utf8))
  }

  mutating func read(_ text: [Unicode.Scalar], at source: SourcePosition?) {
    group = nil
    beginSentence(carrying: nil)
    var (start, index, hasFigure, begin) = (0, 0, false, 0)
    while index < text.count, !isCut {
      if text[index].partsClauses {
        if !hasFigure { takeClause(text[start..<index], at: source) }
        if text[index].endsSentence {
          sentence.length = index - begin
          endSentence()
          // A short sentence without a figure is a heading of what follows; one with figures of a group may go on with them.
          beginSentence(carrying: sentence.hasFigure ? (previous.topic == nil ? nil : group) : sentence.length > 24 ? nil : group)
          begin = index + 1
        }
        (start, hasFigure) = (index + 1, false)
        index += 1
        continue
      }
      guard let number = number(in: text, at: index) else {
        index += 1
        continue
      }
      let first = index
      // Words far off say nothing about a figure.
      let words = text[max(start, first - Self.reach)..<first]
      if mentionsElsewhere(words) { isElsewhere = true }
      index = number.behind
      switch number.unit {
      case .year:
        if index < text.count, text[index] == "度" { index += 1 }
        if number.end - first == 4, words.last.map({ !$0.compares }) ?? true, let year = report.year {
          isElsewhere = number.figure != Figure(year)
        }
        start = index
      case .day:
        // `12月` by itself is a part of the year.
        if number.end < text.count, text[number.end] == "月", index >= text.count || text[index].digit == nil { isElsewhere = true }
        start = index
      case .none where !endsFigure(text, at: number.end): break
      default:
        take(number, words, text, first, at: source)
        (start, hasFigure) = (index, true)
      }
    }
    if !hasFigure { takeClause(text[start...], at: source) }
    endSentence()
  }

  /// Whether there was more than any report has, and the rest was not looked at.
  var isCut: Bool { budget < 0 || claims.count >= Claim.limit }

  private mutating func beginSentence(carrying group: String?) {
    (topic, isElsewhere, isOurs, isTopicUsed, isPart, isDoubtful) = (nil, false, nil, false, false, false)
    (sentence, previous, waiting) = ((0, false, claims.count, [:]), (nil, .zero), [])
    (isShareWaiting, share) = (false, Figure(-1))
    self.group = group
  }

  /// What a sentence states twice are parts of something, of whatever.
  private mutating func endSentence() {
    // Two different figures of one group tell what a sentence is about that does not name it.
    if !isShareWaiting, Set(waiting.map { claims[$0].topic }).count > 1 { for index in waiting { claims[index].isSure = true } }
    for index in claims.indices[sentence.firstClaim...] where sentence.topics[claims[index].topic] ?? 0 > 1 { claims[index].isSure = false }
  }

  // MARK: - Figures

  /// How many characters in front of a figure are looked at.
  private static let reach = 200

  private mutating func take(
    _ number: Number, _ words: ArraySlice<Unicode.Scalar>, _ text: [Unicode.Scalar], _ first: Int, at source: SourcePosition?
  ) {
    budget -= 1
    guard !isElsewhere else { return }
    let shown = String(String.UnicodeScalarView(words))
    if let named = named(in: shown) { group = named }
    let answer = answer(shown)
    if isOurs == nil { isOurs = answer?.isSure ?? false }
    sentence.hasFigure = true
    defer { isPart = false }
    let tail = tail(text[number.behind...])
    guard let answer, answer.isSure || number.unit == .piece && !number.isWords else { return }
    for wording in answer.wordings {
      let entry = form.wordings[wording]
      let isSure = answer.isSure && isSure(entry, shown, number, tail)
      if !isSure, number.unit != .piece || number.isWords { continue }
      guard let cell = entry.readings.first?.cells.first,
        (report.form.cells[cell].kind == .money) == (number.unit == .money)
      else { continue }
      let key = (entry.isWhole || !entry.nouns.isEmpty ? entry.topic : nil) ?? "#\(wording)"
      sentence.topics[key, default: 0] += answer.wordings.count > 1 ? 0 : 1
      claims.append(
        Claim(
          text: shown + String(String.UnicodeScalarView(text[first..<number.behind])), figure: number.figure, precision: number.precision,
          readings: entry.readings, isSure: isSure, isAtMost: entry.isAtMost, severity: entry.severity,
          growth: growth(behind: text[number.behind...]), topic: key, source: source))
      if answer.isSure { previous = (entry.topic, number.figure) }
      if answer.isSure, entry.isShare || number.figure > share { share = entry.isShare ? number.figure : Figure(-1) }
      if answer.isSure, !entry.under.isEmpty { isTopicUsed = true }
      if answer.isSure, let next = entry.topic {
        // `行政复议7件、行政诉讼5件，其中维持7件` is about both.
        let before = topic.flatMap { $0 != next && !isTopicUsed && !entry.nouns.isEmpty && hasMembers($0) ? $0 : nil }
        (topic, isTopicUsed) = (before.map { "\($0)&\(next)" } ?? next, false)
      }
      guard isSure else {
        if answer.isSure, entry.isLoose, group == nil, isOurs != false, number.unit == .piece, !number.isWords, tail.isEmpty,
          !entry.isWhole || !isPart
        {
          waiting.append(claims.count - 1)
          if entry.isShare { isShareWaiting = true }
        }
        continue
      }
      if let own = entry.group {
        group = own
        for index in waiting where !entry.isShare { claims[index].isSure = true }
        waiting = []
      }
    }
  }

  /// Whether a topic has figures of its own under it.
  private func hasMembers(_ topic: String) -> Bool { form.wordings.contains { $0.under.contains(topic) && $0.topic == nil } }

  /// Whether words that are a wording's leave no doubt that they mean it here.
  private mutating func isSure(_ entry: Form.ClaimWordings.Wording, _ words: String, _ number: Number, _ tail: String) -> Bool {
    let isNamed = entry.group != nil && (named(in: words) == entry.group || named(in: tail) == entry.group)
    // `12件教育类咨询`: what is counted stands behind.
    if !tail.isEmpty, !bare(tail).isEmpty, !form.each.contains(where: tail.hasPrefix) { return false }
    if entry.isWhole, isPart || form.parts.contains(where: words.contains) { return false }
    // `上年结转5件，已办结5件`
    if entry.group != nil, !entry.isShare, number.figure <= share { return false }
    if isNamed || entry.group == nil { return true }
    // The sentence began with something else, or a clause before said that it is about that.
    if isOurs == false || group == nil && isDoubtful { return false }
    guard entry.isLoose else { return group == nil || group == entry.group }
    let isListed = number.unit == .none && previous.topic != nil
    return group == entry.group && (number.unit == .piece || isListed) && !number.isWords
  }

  /// Whether what is done with the things of a topic is a part of what is done with all.
  private func isShare(_ topic: String?) -> Bool {
    topic.map { topic in form.wordings.contains { $0.topic == topic && $0.isShare } } ?? false
  }

  /// What stands right behind a figure, up to the next clause or figure.
  private func tail(_ text: ArraySlice<Unicode.Scalar>) -> String {
    let tail = text.prefix(24).prefix { !$0.partsClauses && $0 != "、" && $0.digit == nil }
    // `259件次`, `259件申请中`
    let counted = tail.first == "次" ? tail.dropFirst() : tail
    return String(String.UnicodeScalarView(counted.last == "中" ? counted.dropLast() : counted))
  }

  /// The group whose thing a text names last.
  private mutating func named(in text: String) -> String? {
    if text.isEmpty { return nil }
    if let found = knownGroups[text] { return found }
    var best: (group: String, end: String.Index, length: Int)?
    for (noun, group, bytes) in nouns where text.holds(bytes) {
      // Of two that end together the longer one: 行政复议申请 is no 申请.
      guard let found = text.ranges(of: noun).last, (found.upperBound, noun.count) > (best?.end ?? text.startIndex, best?.length ?? 0)
      else { continue }
      best = (group, found.upperBound, noun.count)
    }
    knownGroups[text] = .some(best?.group)
    return best?.group
  }

  private func number(in text: [Unicode.Scalar], at first: Int) -> Number? {
    var end = first
    var figure: Figure?
    var precision = Figure.zero
    let isWords = text[first].digit == nil
    if isWords {
      while end < text.count, end - first < 9, Self.numerals[text[end]] != nil { end += 1 }
      figure = end > first ? Self.value(ofNumerals: text[first..<end]) : nil
    } else {
      while end < text.count, text[end].digit != nil || isSeparator(text, end) || isPoint(text, end) { end += 1 }
      let digits = text[first..<end].compactMap { $0.digit.map { Character(Unicode.Scalar(UInt8(0x30 + $0))) } ?? ($0 == "." ? "." : nil) }
      figure = digits.count <= 16 ? Figure(String(digits)) : nil
    }
    guard end > first else { return nil }
    var (unit, behind) = (Number.Unit.none, end)
    if end < text.count {
      let next = text[end]
      if form.units.contains(next) { (unit, behind) = (.piece, end + 1) }
      if form.otherUnits.contains(next) { (unit, behind) = (.other, end + 1) }
      if next == "年" { (unit, behind) = (.year, end + 1) }
      if next == "月" || next == "日" { (unit, behind) = (.day, end + 1) }
      if let (power, length) = Self.money(text[end...]) {
        (unit, behind) = (.money, end + length)
        let decimals = text[first..<end].firstIndex(of: ".").map { end - $0 - 1 } ?? 0
        precision =
          Self.scaled(Figure(millionths: Figure.scale / Self.power(min(decimals, 6))), by: power - report.form.notation.moneyPower) ?? .zero
        figure = figure.flatMap { Self.scaled($0, by: power - report.form.notation.moneyPower) }
      }
    }
    // Numerals are words of all kinds unless a unit stands behind them.
    if isWords, unit != .piece, unit != .other, figure != .zero || !endsFigure(text, at: end) { return nil }
    guard let figure else { return Number(figure: .zero, end: end, behind: end, unit: .day, isWords: isWords) }
    return Number(figure: figure, end: end, behind: behind, unit: unit, isWords: isWords, precision: precision)
  }

  /// Whether a figure without a unit ends what it belongs to.
  private func endsFigure(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index >= text.count || text[index].partsClauses || text[index] == "、"
  }

  private func isSeparator(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    (text[index] == "," || text[index] == "，") && index + 3 < text.count && index > 0 && text[index - 1].digit != nil
      && (1...3).allSatisfy { text[index + $0].digit != nil } && (index + 4 >= text.count || text[index + 4].digit == nil)
  }

  private func isPoint(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text[index] == "." && index > 0 && text[index - 1].digit != nil && index + 1 < text.count && text[index + 1].digit != nil
  }

  private static let numerals: [Unicode.Scalar: Int] = Dictionary(
    uniqueKeysWithValues: zip("零〇一二两三四五六七八九十百千".unicodeScalars, [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100, 1000]))

  /// `两百五十九`; nil where numerals do not make a number.
  private static func value(ofNumerals numerals: ArraySlice<Unicode.Scalar>) -> Figure? {
    var (sum, digit): (Int, Int?) = (0, nil)
    for scalar in numerals {
      guard let value = Self.numerals[scalar] else { return nil }
      if value < 10 {
        if let before = digit, before != 0 { return nil }
        digit = value
      } else {
        sum += (digit ?? 1) * value
        digit = nil
      }
    }
    return Figure(sum + (digit ?? 0))
  }

  /// A unit of money: the power of ten of 元, and how many characters it takes.
  private static func money(_ text: ArraySlice<Unicode.Scalar>) -> (power: Int, length: Int)? {
    let powers: [Unicode.Scalar: Int] = ["十": 1, "百": 2, "千": 3, "万": 4, "亿": 8]
    let factors = text.prefix(3).prefix { powers[$0] != nil }
    guard text.dropFirst(factors.count).first == "元" else { return nil }
    return (factors.reduce(0) { $0 + (powers[$1] ?? 0) }, factors.count + 1)
  }

  private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { product, _ in product * 10 } }

  private static func scaled(_ figure: Figure, by power: Int) -> Figure? {
    let scale = Self.power(min(abs(power), 12))
    if power < 0 { return figure.millionths % scale == 0 ? Figure(millionths: figure.millionths / scale) : nil }
    let (product, overflow) = figure.millionths.multipliedReportingOverflow(by: scale)
    return overflow ? nil : Figure(millionths: product)
  }

  /// `，同比增长1.05%` or `（同比增长1.05%）` right behind a figure.
  private func growth(behind text: ArraySlice<Unicode.Scalar>) -> Claim.Growth? {
    let near = String(String.UnicodeScalarView(text.prefix(24)))
    guard let first = near.first, "，（(".contains(first) else { return nil }
    let words = near.dropFirst()
    let isFall = form.falls.contains(where: words.hasPrefix)
    guard let word = (isFall ? form.falls : form.rises).first(where: words.hasPrefix) else { return nil }
    let number = words.dropFirst(word.count).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard words.dropFirst(word.count + number.count).first.map({ $0 == "%" || $0 == "％" }) ?? false, let percent = Figure(String(number))
    else {
      return nil
    }
    let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
    return Claim.Growth(text: word + number + "%", percent: isFall ? -percent : percent, decimals: decimals)
  }

  // MARK: - Words

  private func mentionsElsewhere(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
    let text = String(String.UnicodeScalarView(words))
    guard elsewhere.contains(where: text.holds) else { return false }
    return form.elsewhere.contains { word in
      words.ranges(of: Array(word.unicodeScalars)).contains { $0.lowerBound == words.startIndex || !words[$0.lowerBound - 1].compares }
    }
  }

  /// Words without fillers, and without the name of the agency itself.
  private func bare(_ words: String) -> String {
    form.bare(agency.isEmpty || !words.holds(agency) ? words : words.replacing(report.agency, with: ""))
  }

  /// The wordings that words end in; sure if nothing else is left of them but fillers.
  private mutating func answer(_ words: String) -> Answer? {
    let question = Question(words: words, topic: topic)
    if let found = known[question] { return found }
    let found = search(bare(words))
    known[question] = .some(found)
    return found
  }

  private func search(_ words: String) -> Answer? {
    let rest = String(words.drop { "、和及与并已".contains($0) })
    if let index = exact(words) ?? exact(rest) { return Answer(wordings: [index], isSure: true) }
    if let each = form.each.first(where: rest.hasSuffix), let all = nouns(in: String(rest.dropLast(each.count))) {
      return Answer(wordings: all, isSure: true)
    }
    if let noun = noun(rest) { return Answer(wordings: [noun], isSure: true) }
    if let under = underNoun(rest) { return Answer(wordings: [under], isSure: true) }
    var best: (wording: Int, length: Int)?
    for (index, entry) in form.wordings.enumerated() where isUnderTopic(entry) && entry.figure == nil {
      for word in entry.words where word.count > 1 && rest.hasSuffix(word) && word.count > best?.length ?? 0 {
        best = (index, word.count)
      }
    }
    return best.map { Answer(wordings: [$0.wording], isSure: false) }
  }

  private func isUnderTopic(_ wording: Form.ClaimWordings.Wording) -> Bool {
    wording.under.isEmpty || wording.under.contains(topic ?? "")
  }

  /// The wording that words are, those first that mean it only behind the sentence's topic.
  private func exact(_ words: String) -> Int? {
    func find(_ isApt: (Form.ClaimWordings.Wording) -> Bool) -> Int? {
      form.wordings.firstIndex { isApt($0) && $0.figure == nil && $0.words.contains(words) }
    }
    return find { !$0.under.isEmpty && isUnderTopic($0) } ?? find(\.under.isEmpty)
  }

  /// The wording whose thing words name, perhaps behind a verb.
  private func noun(_ words: String) -> Int? {
    func find(_ words: some StringProtocol) -> Int? {
      form.wordings.firstIndex { $0.nouns.contains { $0.bare == words && !$0.bare.isEmpty } }
    }
    if let found = find(words) { return found }
    return form.verbs.filter(words.hasPrefix).lazy.compactMap { find(words.dropFirst($0.count)) }.first
  }

  /// `行政复议维持`: a wording under the topic that its own words name.
  private func underNoun(_ words: String) -> Int? {
    for entry in form.wordings {
      guard let topic = entry.topic, let noun = entry.nouns.first(where: { !$0.bare.isEmpty && words.hasPrefix($0.bare) }) else { continue }
      let rest = words.dropFirst(noun.bare.count)
      if let found = form.wordings.firstIndex(where: { $0.under.contains(topic) && $0.topic == nil && $0.words.contains(String(rest)) }) {
        return found
      }
    }
    return nil
  }

  /// The wordings of all things of a list; nil if one of them is none.
  private func nouns(in list: String) -> [Int]? {
    if let whole = noun(list) { return [whole] }
    let parts = list.split { "、和及与或".contains($0) }.map(String.init)
    let found = parts.compactMap(noun)
    return found.count == parts.count && !found.isEmpty ? found : nil
  }

  // MARK: - Clauses without figures

  private mutating func takeClause(_ clause: ArraySlice<Unicode.Scalar>, at source: SourcePosition?) {
    budget -= 1
    guard !clause.isEmpty else { return }
    guard (2...60).contains(clause.count) else {
      (group, isPart) = (nil, false)
      return
    }
    if mentionsElsewhere(clause) { isElsewhere = true }
    guard !isElsewhere else { return }
    let text = String(String.UnicodeScalarView(clause))
    let rest = bare(text)
    isPart = form.parts.contains(text)
    let before = group
    let own = named(in: text)
    if limits.contains(where: text.holds), own == nil || !form.limits.contains(where: text.hasSuffix) {
      isElsewhere = true
      return
    }
    if let own {
      (group, isDoubtful) = (own, false)
    } else if !rest.isEmpty, !isPart, !form.each.contains(where: text.hasPrefix) {
      // Whatever this is about, what follows is about that.
      (group, waiting, isDoubtful) = (nil, [], true)
    }
    func append(_ wording: Form.ClaimWordings.Wording, _ figure: Figure) {
      claims.append(
        Claim(
          text: text, figure: figure, precision: .zero, readings: wording.readings, isSure: true, isAtMost: wording.isAtMost,
          severity: wording.severity, growth: nil, topic: "", source: source))
    }
    if let said = form.wordings.first(where: { $0.figure != nil && $0.words.contains(rest) }), let figure = said.figure {
      group = before
      if let topic = said.topic { sentence.topics[topic, default: 0] += 1 }
      if !isShare(previous.topic), isOurs != false, said.group == before || named(in: text) == said.group { append(said, figure) }
    } else if let zero = zip(form.zeros, zeros).first(where: { text.holds($0.1) })?.0, let all = nothing(of: text, behind: zero) {
      for wording in all { append(form.wordings[wording], .zero) }
    } else if let wording = exact(rest) ?? noun(rest), let next = form.wordings[wording].topic {
      topic = next
    }
  }

  /// The wordings of the things that a clause says there were none of; nil if it speaks of anything else.
  private func nothing(of text: String, behind zero: String) -> [Int]? {
    let pieces = text.split(separator: zero, maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2, bare(String(pieces[0])).isEmpty else { return nil }
    let parts = pieces[1].split { "、和及与或".contains($0) }.map(String.init)
    var found: [Int] = []
    for part in parts {
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
}

extension String {
  /// Whether bytes of UTF-8 stand anywhere in it.
  fileprivate func holds(_ bytes: [UInt8]) -> Bool {
    var text = self
    return text.withUTF8 { text in
      bytes.withUnsafeBufferPointer { bytes in
        guard let first = bytes.first, let last = bytes.last, text.count >= bytes.count else { return false }
        for start in 0...(text.count - bytes.count) where text[start] == first && text[start + bytes.count - 1] == last {
          if zip(bytes, UnsafeBufferPointer(rebasing: text[start..<start + bytes.count])).allSatisfy({ $0 == $1 }) { return true }
        }
        return false
      }
    }
  }
}

extension Unicode.Scalar {
  /// `较2021年增长` and `比去年` compare; a sentence that begins with another year is about that.
  fileprivate var compares: Bool { "较比与同".unicodeScalars.contains(self) }

  fileprivate var endsSentence: Bool { "。！？".unicodeScalars.contains(self) }

  fileprivate var partsClauses: Bool {
    switch self {
    case "，", "。", "；", "：", "！", "？", "（", "）", "(", ")", ",", ";", ":": true
    default: false
    }
  }

  /// The digit, half or full width.
  fileprivate var digit: Int? {
    switch value {
    case 0x30...0x39: Int(value - 0x30)
    case 0xFF10...0xFF19: Int(value - 0xFF10)
    default: nil
    }
  }
}
