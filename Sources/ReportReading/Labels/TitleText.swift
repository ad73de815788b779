// Whose report, and of which year: from the title, or from the statement of the period.

import DisclosureReport

/// The words of titles, and how they name agency and period, as the forms say. Every line is held against them, so they are not copied.
final class TitleWordings: Sendable {
  /// In simplified characters.
  fileprivate let subjects: [[Unicode.Scalar]]
  /// Those that are titles only with a year.
  fileprivate let dated: Set<[Unicode.Scalar]>
  fileprivate let openings: [String]
  fileprivate let sharedEndings: [Form.SharedEnding]
  /// The characters that every title has, each in the ways in which it is written: few other lines have them all.
  private let signs: [[[UInt8]]]
  let days: [Form.Period.Days]
  let agencyFields: [Label]
  let agencies: [Form.AgencyWordings]
  /// What names of agencies end in, and what begins and ends words that are nobody's.
  private let endings: [String]
  private let nobody: (beginning: [String], ending: [String])
  let hasMonths: Bool

  /// No line is a title.
  static let none = TitleWordings([])

  init(_ forms: [Form]) {
    var seen: Set<String> = []
    func simplified(_ title: String) -> [Unicode.Scalar] { Array(Simplified.text(title).unicodeScalars) }
    dated = Set(forms.flatMap(\.datedTitles).map(simplified))
    subjects = forms.flatMap { [$0.title] + $0.otherTitles + $0.datedTitles }.filter { seen.insert($0).inserted }.map(simplified)
    var known: Set<String> = []
    openings = forms.flatMap(\.titleOpenings).filter { known.insert($0).inserted }
    let common = subjects.dropFirst().reduce(Set(subjects.first ?? [])) { $0.intersection($1) }
    // The last characters of a title are the rarest in prose.
    signs = (subjects.first ?? []).reversed().filter(common.contains).map { sign in
      ([sign] + Simplified.characters.filter { $0.value == sign }.map(\.key)).map { Array(String($0).utf8) }
    }
    sharedEndings = forms.compactMap(\.sharedEnding)
    days = forms.compactMap(\.period.days)
    agencyFields = forms.flatMap(\.agencyFields).map { Label($0) }
    var alike: Set<Form.AgencyWordings> = []
    agencies = forms.map(\.agencyWordings).filter { alike.insert($0).inserted }
    endings = agencies.flatMap(\.endings)
    let beginning = agencies.flatMap(\.nobody.beginning)
    // `制定本局`, too
    nobody = (beginning, agencies.flatMap(\.nobody.ending) + beginning.filter { $0.count > 1 })
    hasMonths = forms.contains { $0.period.isMonthly }
  }

  /// Whether words are the name of an agency, as far as its ending tells. Where no form says what names end in, any words may be.
  func mayName(_ name: some StringProtocol) -> Bool {
    endings.isEmpty || names(name)
  }

  /// Whether words are the name of an agency for sure: of characters of Chinese, with the ending of one.
  func names(_ printed: some StringProtocol) -> Bool {
    let name = Simplified.text(printed)
    return (3...40).contains(name.count)
      && name.unicodeScalars.allSatisfy { $0.isHan || "（）()".unicodeScalars.contains($0) }
      && endings.contains(where: name.ends(in:)) && !isNobody(name)
  }

  /// Whether words are said of whoever it is: 本机关, 各部门.
  func isNobody(_ name: some StringProtocol) -> Bool {
    nobody.beginning.contains(where: name.begins(with:)) || nobody.ending.contains(where: name.ends(in:))
  }

  /// Whether a name lacks its place: 市水务局.
  func lacksPlace(_ name: String) -> Bool { agencies.contains { $0.levels.contains(where: name.begins(with:)) } }

  /// Whether a name is no more than what its kind of agency is called, as the second line of a broken one is: 人民政府, 水务局.
  func isPlaceless(_ name: String) -> Bool {
    // 局 of four characters are those of a place, other bodies may be the country's.
    (name.count <= 4 && name.hasSuffix("局") || sharedEndings.contains { name.begins(with: $0.cut) })
      && agencies.contains { !$0.levels.isEmpty && !$0.levels.contains(where: name.holds) }
  }

  /// Whether words are the name of one place: not of a kind of places, or of several.
  func isPlace(_ name: String) -> Bool {
    agencies.contains { wordings in
      guard let level = wordings.levels.first(where: name.ends(in:)) else { return false }
      let own = String(name.dropLast(level.count))
      return own.count > 1 && !wordings.levels.contains { own.ends(in: $0) || own.begins(with: $0) }
    } && !isNobody(name)
  }

  /// Whether words are no more than the end of a name, as a broken line begins with it.
  func isEnding(_ name: String) -> Bool {
    (1...2).contains(name.count) || name.count == 3 && endings.contains { $0.ends(in: name) }
  }

  /// Whether a cell is the label of a title: 名称.
  func isLabel(_ text: String) -> Bool { openings.contains(text.filter { !$0.isWhitespace && $0 != "：" && $0 != ":" }) }

  /// Whether a cell is a title behind its label: `名称：`.
  func isLabelled(_ text: String) -> Bool {
    text.firstIndex { "：:".contains($0) }.map { isLabel(String(text[..<$0])) } ?? false
  }

  /// Whether a line has what every title has.
  func couldHold(_ line: ArraySlice<UInt8>) -> Bool {
    guard !signs.isEmpty, line.count <= 300 else { return false }
    return line.withUnsafeBufferPointer { bytes in signs.allSatisfy { $0.contains { bytes.holds($0) } } }
  }
}

/// The title of a report: `广州市增城区人民政府2020年政府信息公开工作年度报告`.
struct TitleText: Equatable {
  let agency: String
  let period: ReportPeriod?
  var year: Int? { period?.year }

  /// Reads a line as a title; nil if it is none.
  init?(_ line: String, _ wordings: TitleWordings) {
    guard wordings.couldHold(Array(line.utf8)[...]) else { return nil }
    // Compared in simplified characters; what is kept is what is printed, character for character.
    let (publisher, title, hasDay) = Self.partedAtDay(line, wordings)
    let printed = title.filter { !$0.isWhitespace }
    var scalars = Array(printed.unicodeScalars)
    var text = scalars.map { Simplified.scalar($0) }
    var inside: YearText?
    var match = Self.subject(in: text, wordings)
    if match == nil, printed.utf8.count <= 180, !printed.contains("，"),
      let year = YearText.first(in: Substring(printed), withMonth: wordings.hasMonths), year.range.upperBound < printed.endIndex
    {
      // `…公开工作2024年度报告`: the year stands within the words, and what follows it is theirs.
      var rest = String(printed[year.range.upperBound...])
      if printed[year.range].hasSuffix("度") { rest = "度" + rest }
      if rest.hasPrefix("度") { rest = "年" + rest }
      let joined = Array((printed[..<year.range.lowerBound] + rest).unicodeScalars)
      let simple = joined.map { Simplified.scalar($0) }
      match = Self.subject(in: simple, wordings)
      if match != nil { (scalars, text, inside) = (joined, simple, year) }
    }
    guard let (subject, isDated) = match else { return nil }
    let behind = Self.behind(String(String.UnicodeScalarView(scalars[subject.upperBound...])), wordings)
    var tail = behind.rest
    // `…年度报告_某县人民政府门户网站`: what stands behind this mark is the site.
    if let mark = tail.first, "_|｜".contains(mark), tail.count <= 40, YearText.first(in: tail) == nil,
      !tail.contains(where: { "，。；：".contains($0) })
    {
      tail = ""
    }
    // `《…年度报告》已经研究同意` says more than a title.
    if tail.first == "》", !tail.dropFirst().isEmpty, tail.dropFirst().first != "的" { return nil }
    // A list of reports is none.
    guard tail.isEmpty || tail.count <= 12 && !tail.contains(where: { "，。；：".contains($0) }) && !Self.lists.contains(where: tail.contains)
    else { return nil }
    let before = Substring(String(String.UnicodeScalarView(scalars[..<subject.lowerBound])))
    var agency = before
    func period(_ text: Substring) -> YearText? {
      YearText.first(in: text, withMonth: wordings.hasMonths) ?? YearText.bare(in: text)
    }
    let named = period(before)
    // `…年度报告（2020年）`
    let found = named ?? inside ?? behind.year ?? YearText.only(inBrackets: tail)
    if isDated, found == nil || !tail.allSatisfy({ $0.isNumber || "年月日度（）()".contains($0) }) { return nil }
    if let found = named {
      // Either `机关2020年` or `2020年机关`.
      agency = before[..<found.range.lowerBound] + before[found.range.upperBound...]
      if agency.hasPrefix("度") { agency = agency.dropFirst() }
      // `2022某局年`
      if before[found.range].last != "年", agency.last == "年" { agency = agency.dropLast() }
      // `机关2023年1月1日至2023年12月31日`
      let end = agency.lastIndex { !Self.ofPeriods.contains($0) }.map { agency.index(after: $0) } ?? agency.startIndex
      if agency[end...].contains(where: \.isNumber) { agency = agency[..<end] }
      // `2022年、2023年` heads a list.
      if YearText.first(in: agency) != nil { return nil }
    }
    // `增城区人民政府信息公开…` is 增城区人民政府 + 信息公开….
    guard var name = Self.name(in: String(agency), wordings) else { return nil }
    for ending in wordings.sharedEndings where name.hasSuffix(ending.cut) {
      name += ending.taken
      break
    }
    if wordings.isNobody(name) { name = "" }
    // Beside a day stand other things, too: `点击数：12`.
    if hasDay {
      let last = name.split { !$0.unicodeScalars.allSatisfy(\.isHan) }.last.map(String.init) ?? ""
      name = wordings.names(last) ? last : ""
    }
    self.agency = [name, behind.agency, publisher].first { !$0.isEmpty } ?? ""
    self.period = found?.period
  }

  /// What stands behind the words of a title: when it was published, its year, or whose it is, as in `…年度报告（某局）` and
  /// `…年度报告-2022年-某镇`; and the rest.
  private static func behind(_ text: String, _ wordings: TitleWordings) -> (agency: String, year: YearText?, rest: Substring) {
    var rest = text[...]
    while let last = rest.last, "）)".contains(last), let start = rest.lastIndex(where: { "（(".contains($0) }) {
      let inside = rest[start...].dropFirst().dropLast()
      guard inside.count > 5, inside.contains(where: \.isNumber), inside.allSatisfy({ $0.isNumber || ofDates.contains($0) }) else { break }
      rest = rest[..<start]
    }
    func isMark(_ character: Character) -> Bool { "—-–－_:：|（(【[》”）)】]".contains(character) }
    var inner = rest.drop(while: isMark)
    var year: YearText?
    if let found = YearText.first(in: inner.prefix(6)), found.range.lowerBound == inner.startIndex {
      (year, inner) = (found, inner[found.range.upperBound...])
      if inner.first == "度" { inner = inner.dropFirst() }
      inner = inner.drop(while: isMark)
    }
    while let last = inner.last, isMark(last) { inner = inner.dropLast() }
    if year == nil, let found = YearText.first(in: inner.suffix(6)), found.range.upperBound == inner.endIndex {
      (year, inner) = (found, inner[..<found.range.lowerBound])
      while let last = inner.last, isMark(last) { inner = inner.dropLast() }
    }
    if inner.isEmpty, year != nil { return ("", year, "") }
    return wordings.names(inner) ? (String(inner), year, "") : ("", nil, rest)
  }

  private static let ofDates = "年月日.．-—–－~～至到自起止/:：发布公布印发成文日期时间"

  /// What a heading over several reports ends in.
  private static let lists = ["列表", "目录", "专栏", "栏目"]
  private static let ofPeriods = "0123456789０１２３４５６７８９年月日至到起止自从-—–－～~.、"

  /// Where the words of a title stand, and whether they are one only with a year.
  private static func subject(in text: [Unicode.Scalar], _ wordings: TitleWordings) -> (Range<Int>, isDated: Bool)? {
    for subject in wordings.subjects {
      if let range = text.firstRange(of: subject) { return (range, wordings.dated.contains(subject)) }
    }
    return nil
  }

  /// A line without the date and time that a browser prints in front of it: `2025/1/20 10:33`.
  static func withoutPrintDate(_ line: String) -> Substring {
    var rest = line.drop(while: \.isWhitespace)
    while let end = rest.firstIndex(where: \.isWhitespace) {
      let word = rest[..<end]
      guard word.contains(where: \.isNumber), word.allSatisfy({ $0.isNumber || "/-.:：".contains($0) }),
        word.count(where: { "/-.".contains($0) }) == 2 || word.contains(where: { ":：".contains($0) })
      else { break }
      rest = rest[end...].drop(while: \.isWhitespace)
    }
    return rest
  }

  /// A line without a day that stands in front of the title, and what says what day that is: `发布日期：2024年1月22日 2023年…`; and the name
  /// of an agency that stands in front of the day.
  private static func partedAtDay(_ line: String, _ wordings: TitleWordings) -> (publisher: String, title: Substring, hasDay: Bool) {
    var (publisher, rest, hasDay) = ("", withoutPrintDate(line), false)
    while let day = day(in: rest), wordings.couldHold(Array(rest[day.upperBound...].utf8)[...]) {
      let front = rest[..<day.lowerBound]
      let words = [front.filter { !$0.isWhitespace }] + front.split(whereSeparator: \.isWhitespace).map(String.init)
      if let name = words.first(where: wordings.names) { publisher = name }
      hasDay = true
      rest = withoutPrintDate(String(rest[day.upperBound...].drop { $0 == "日" || $0.isWhitespace }))
      // `周口市…` is none.
      if let word = ["星期", "周"].first(where: rest.hasPrefix), let name = rest.dropFirst(word.count).first, "一二三四五六日天".contains(name) {
        rest = rest.dropFirst(word.count + 1)
      }
      rest = rest.drop(while: \.isWhitespace)
      // `10时30分`, `点击数：12`, `某政〔2024〕1号`
      while let end = rest.firstIndex(where: \.isWhitespace), rest[..<end].contains(where: \.isNumber), !rest[..<end].contains("年"),
        wordings.couldHold(Array(rest[end...].utf8)[...])
      {
        rest = rest[end...].drop(while: \.isWhitespace)
      }
    }
    return (publisher, rest, hasDay)
  }

  /// Where a day stands in a text, with its year: `2024年1月22日`, `2024-01-22` with white space behind; none of a period.
  private static func day(in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while let first = text[start...].firstIndex(where: \.isNumber) {
      let digits = text[first...].prefix(while: \.isNumber)
      start = digits.endIndex
      guard digits.count == 4, let separator = text[start...].first, "年-/.".contains(separator) else { continue }
      let month = text[text.index(after: start)...].prefix(while: \.isNumber)
      guard (1...2).contains(month.count), let next = text[month.endIndex...].first, next == (separator == "年" ? "月" : separator) else {
        continue
      }
      let day = text[text.index(after: month.endIndex)...].prefix(while: \.isNumber)
      // The last day of a year ends the period.
      guard (1...2).contains(day.count), month + day != "1231" else { continue }
      let behind = text[day.endIndex...].first
      guard separator == "年" ? behind == "日" : behind?.isWhitespace ?? true else { continue }
      let rest = text[day.endIndex...].drop { $0 == "日" || $0.isWhitespace || $0 == "起" }.first
      if let rest, "至到-—–~～止".contains(rest) { continue }
      if let before = text[..<first].last(where: { !$0.isWhitespace }), "至到-—–~～".contains(before) { continue }
      return first..<day.endIndex
    }
    return nil
  }

  private static let brackets: [Character: Character] = ["【": "】", "[": "]", "［": "］", "〔": "〕", "（": "）", "(": ")"]

  /// The agency in what stands in front of a title: behind a path, the label of a field and opening words. Nil in a sentence.
  private static func name(in text: String, _ wordings: TitleWordings) -> String? {
    if text.contains(where: { "，,。；".contains($0) }) { return nil }
    var name = Substring(text)
    // `某局|2023年…`: this bar is no step.
    while let last = name.last, "|｜".contains(last) { name = name.dropLast() }
    if let step = name.lastIndex(where: { ">＞»/／\\|｜".contains($0) }) { name = name[name.index(after: step)...] }
    // `某政〔2024〕1号某镇人民政府`
    if let number = name.lastIndex(of: "号"), name[..<number].contains("〔") { name = name[name.index(after: number)...] }
    var isOpen = true
    while isOpen {
      isOpen = false
      for opening in wordings.openings {
        if name.begins(with: opening) { (name, isOpen) = (name.dropFirst(opening.count), true) }
        if name.ends(in: opening) { (name, isOpen) = (name.dropLast(opening.count), true) }
      }
      // `【年报】某局`, `1.某局`, `★某局`, `某局——`
      if let first = name.first, let close = Self.brackets[first], let end = name.firstIndex(of: close),
        name[end...].dropFirst().first(where: \.isLetter) != nil
      {
        (name, isOpen) = (name[end...].dropFirst(), true)
      }
      let number = name.prefix(while: \.isNumber)
      if !number.isEmpty, let mark = name[number.endIndex...].first, ".．、：:".contains(mark) {
        (name, isOpen) = (name[number.endIndex...].dropFirst(), true)
      }
      if let first = name.first, "-—–－_·•★☆●■◆▲※、|｜~：:《》”".contains(first) { (name, isOpen) = (name.dropFirst(), true) }
      if let last = name.last, "-—–－_·•|：:~、《“".contains(last) { (name, isOpen) = (name.dropLast(), true) }
    }
    // `2022年报：某镇`; behind another label stands something else.
    if let colon = name.lastIndex(where: { "：:".contains($0) }) {
      let rest = name[colon...].dropFirst()
      return name[..<colon].hasSuffix("报") && wordings.names(rest) ? String(rest) : nil
    }
    return name.contains { "《》".contains($0) } ? nil : String(name)
  }
}

/// A year in print: `2020年`, `２０２０年度`, `二〇二〇年`, and in a title `2020` alone; with its month `2026年3月`.
struct YearText {
  let period: ReportPeriod
  var year: Int { period.year }
  let range: Range<Substring.Index>

  private static let digits: [Character: Int] = Dictionary(
    uniqueKeysWithValues: zip("0123456789０１２３４５６７８９〇一二三四五六七八九", (0...9).map { $0 } + (0...9).map { $0 } + (0...9).map { $0 }))

  static func first(in text: Substring, withMonth: Bool = false) -> YearText? {
    var search = text
    while let mark = search.firstIndex(of: "年") {
      let before = text[..<mark].suffix(4)
      if let year = year(before) {
        var end = text.index(after: mark)
        if end < text.endIndex, text[end] == "度", !text[end...].hasPrefix("度报告") { end = text.index(after: end) }
        var month: Int?
        if withMonth, let found = Self.month(at: text[end...]) { (month, end) = found }
        return YearText(period: ReportPeriod(year: year, month: month), range: before.startIndex..<end)
      }
      search = search[search.index(after: mark)...]
    }
    return nil
  }

  /// The month with which a text begins, and where it ends: `3月`, `十二月份`.
  private static func month(at text: Substring) -> (Int, Substring.Index)? {
    guard let mark = text.prefix(4).firstIndex(of: "月") else { return nil }
    let printed = text[..<mark].filter { !$0.isWhitespace }
    guard let month = months[printed] ?? Int(String(printed.compactMap { digits[$0] }.map { Character("\($0)") })),
      (1...12).contains(month)
    else { return nil }
    let end = text.index(after: mark)
    return (month, text[end...].first == "份" ? text.index(after: end) : end)
  }

  private static let months: [String: Int] = ["十": 10, "十一": 11, "十二": 12]

  /// The period that a text names and nothing else: `2026年3月`, `报表时间：2026年3月`.
  static func only(in text: String) -> ReportPeriod? {
    let printed = text.filter { !$0.isWhitespace }
    guard printed.count <= 24, let found = first(in: Substring(printed), withMonth: true), found.range.upperBound == printed.endIndex,
      found.period.month != nil
    else { return nil }
    let before = printed[..<found.range.lowerBound]
    return before.isEmpty || before.last == "：" || before.last == ":" ? found.period : nil
  }

  /// The year of a text that is nothing else, brackets aside: `（2020年）`, `2020`; a day is none.
  static func only(inBrackets text: Substring) -> YearText? {
    guard text.count(where: { digits[$0] != nil }) == 4, text.allSatisfy({ digits[$0] != nil || "年度（）()[]【】〔〕".contains($0) }) else {
      return nil
    }
    return first(in: text) ?? bare(in: text)
  }

  /// The year of a line that is nothing else: `2024年度`, `（2024年）`.
  static func alone(in text: String) -> ReportPeriod? {
    let printed = text.filter { !$0.isWhitespace && !"（）()".contains($0) }
    guard let found = first(in: Substring(printed)), found.range == printed.startIndex..<printed.endIndex else { return nil }
    return found.period
  }

  /// Four digits that begin or end a text and have no other beside them, brackets aside: `示例区2020` + `政府信息公开…`.
  static func bare(in text: Substring) -> YearText? {
    let isDigit = { (character: Character) in digits[character] != nil }
    let isBracket = { (character: Character) in "（）()[]【】〔〕".contains(character) }
    let first = text.prefix(while: isBracket).endIndex
    guard let last = text.lastIndex(where: { !isBracket($0) }), first < last else { return nil }
    let inner = text[first...last]
    for part in [inner.suffix(4), inner.prefix(4)] {
      let (before, behind) = (inner[..<part.startIndex], inner[part.endIndex...])
      if before.last.map(isDigit) ?? false || behind.first.map(isDigit) ?? false { continue }
      guard let year = year(part) else { continue }
      let kept = before.lastIndex { !isBracket($0) }.map { text.index(after: $0) } ?? text.startIndex
      return YearText(period: ReportPeriod(year: year), range: kept..<(behind.isEmpty ? text.endIndex : part.endIndex))
    }
    return nil
  }

  /// The year that four digits make, if a report can be of it.
  private static func year(_ text: Substring) -> Int? {
    let values = text.compactMap { digits[$0] ?? ("○零OＯ".contains($0) ? 0 : nil) }
    let year = values.reduce(0) { $0 * 10 + $1 }
    return values.count == 4 && text.count == 4 && ReportPeriod.years.contains(year) ? year : nil
  }

  /// The year of a statement of the period: `统计期限自2020年1月1日起至2020年12月31日止`.
  static func ofPeriod(in text: String, _ days: Form.Period.Days) -> Int? {
    guard let hint = text.firstRange(of: days.first), text.contains(days.last) else { return nil }
    let before = text[..<hint.lowerBound].filter { !$0.isWhitespace }.suffix(5)
    return first(in: Substring(before))?.year
  }
}

extension [Unicode.Scalar] {
  /// Where other scalars first stand in these.
  fileprivate func firstRange(of other: [Unicode.Scalar]) -> Range<Int>? {
    guard let first = other.first, count >= other.count else { return nil }
    for start in 0...(count - other.count) where self[start] == first && self[start...].starts(with: other) {
      return start..<start + other.count
    }
    return nil
  }
}

extension StringProtocol {
  /// Where another text first stands in this one.
  fileprivate func firstRange(of other: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
      start = index(after: start)
    }
    return nil
  }
}
