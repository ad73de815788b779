// A report against the rules about its parts, its prose and what it may state at all.

/// Checks a report against the audit rules of its form.
///
/// Rules about prose say nothing about a report that has none, as one from tidy CSV.
public struct RuleCheck: Sendable {
  public let report: Report

  public init(_ report: Report) {
    self.report = report
  }

  public var findings: [Finding] { report.form.rules.flatMap(findings) }

  private func findings(_ rule: Form.AuditRule) -> [Finding] {
    switch rule.subject {
    case .entitled(let cells, let agencies): return entitled(rule, cells, agencies)
    case .companion(let cells, let others): return companion(rule, cells, others)
    case .numbering, .copied: return []
    default: break
    }
    if report.sections.allSatisfy(\.text.isEmpty) { return [] }
    switch rule.subject {
    case .parts: return missing(rule)
    case .phrases(let part, let phrases):
      guard let section = report.section(of: report.form.parts[part]), phrases.contains(section.text.filter { $0.isLetter }) else {
        return []
      }
      return [
        finding(
          rule, in: section.heading,
          Bilingual(
            zh: "“\(section.heading)”只写了“\(section.text.shortened)”", en: "\"\(section.heading)\" says only \"\(section.text.shortened)\""))
      ]
    case .length(let part, let most):
      guard let section = report.section(of: report.form.parts[part]) else { return [] }
      let count = section.text.count { !$0.isWhitespace }
      if count <= most { return [] }
      return [
        finding(
          rule, in: section.heading,
          Bilingual(
            zh: "“\(section.heading)”有 \(count) 字，宜在 \(most) 字以内", en: "\"\(section.heading)\" has \(count) characters, \(most) are enough")
        )
      ]
    case .topics(let part, let topics):
      guard let section = report.section(of: report.form.parts[part]) else { return [] }
      let missing = topics.filter { topic in !topic.words.contains(where: section.text.contains) }.map(\.name)
      if missing.isEmpty { return [] }
      let list = missing.joined(separator: "、")
      return [
        finding(
          rule, in: section.heading,
          Bilingual(zh: "“\(section.heading)”没有写到：\(list)", en: "\"\(section.heading)\" does not speak of \(list)"))
      ]
    case .period(let words, let subjects): return period(rule, words, of: subjects)
    case .announced(let before, let behind): return announced(rule, before, behind)
    case .doubled(let least): return doubled(rule, least)
    case .ending(let least): return ending(rule, least)
    case .entitled, .companion, .numbering, .copied: return []
    }
  }

  private func finding(_ rule: Form.AuditRule, in heading: String, paragraph: Int = 0, _ message: Bilingual) -> Finding {
    Finding(
      rule.severity, FindingCode(rawValue: rule.id), at: report.position(ofParagraph: paragraph, in: heading) ?? report.start, message)
  }

  // MARK: - Parts

  private func missing(_ rule: Form.AuditRule) -> [Finding] {
    report.form.parts.filter { $0.table == nil && report.section(of: $0).map(\.text.isEmpty) ?? true }.map { part in
      Finding(
        rule.severity, FindingCode(rawValue: rule.id), at: report.start,
        Bilingual(zh: "没有“\(part.heading)”，或其下没有文字", en: "there is no \"\(part.heading)\", or nothing under it"))
    }
  }

  /// Every paragraph with its heading and number.
  private var paragraphs: [(heading: String, number: Int, text: Substring)] {
    report.sections.flatMap { section in
      section.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { (section.heading, $0.offset, $0.element) }
    }
  }

  private func announced(_ rule: Form.AuditRule, _ before: [String], _ behind: [String]) -> [Finding] {
    // Only where the report speaks of itself: in front of the parts, or in the first paragraph.
    paragraphs.filter { $0.heading.isEmpty || $0.heading == report.sections.first?.heading && $0.number == 0 }.compactMap {
      heading, number, text in
      for sentence in text.split(separator: "。") {
        guard let start = before.compactMap({ sentence.firstRange(of: $0)?.upperBound }).min() else { continue }
        for end in behind {
          guard let found = sentence[start...].firstRange(of: end) else { continue }
          let numeral = String(sentence[start..<found.lowerBound].reversed().prefix { Self.numerals[$0] != nil || $0 == "十" }.reversed())
          guard let count = Self.count(numeral), count != report.form.parts.count else { continue }
          return finding(
            rule, in: heading, paragraph: number,
            Bilingual(
              zh: "正文称报告有 \(count) 部分，格式有 \(report.form.parts.count) 部分",
              en: "the prose announces \(count) parts, the form has \(report.form.parts.count)"))
        }
      }
      return nil
    }
  }

  private static let numerals: [Character: Int] = Dictionary(
    zip("〇零一二三四五六七八九0123456789", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  ) { first, _ in first }

  /// `31`, `三十一` and `二〇二三` as numbers.
  private static func count(_ numeral: String) -> Int? {
    if numeral.isEmpty || numeral.count > 5 { return nil }
    guard let ten = numeral.firstIndex(of: "十") else {
      let digits = numeral.compactMap { numerals[$0] }
      return digits.count == numeral.count ? digits.reduce(0) { $0 * 10 + $1 } : nil
    }
    let (front, behind) = (String(numeral[..<ten]), String(numeral[numeral.index(after: ten)...]))
    guard let tens = front.isEmpty ? 1 : count(front), let ones = behind.isEmpty ? 0 : count(behind), ones < 10, tens < 10 else {
      return nil
    }
    return tens * 10 + ones
  }

  // MARK: - Period

  /// A day as prose has it: the year, if it is said, month and day.
  private struct Day: Equatable {
    var year: Int?
    let month: Int
    let day: Int
  }

  private func period(_ rule: Form.AuditRule, _ words: [String], of subjects: [String]) -> [Finding] {
    guard let days = report.form.period.days, let year = report.period?.year, report.period?.month == nil,
      let first = Self.days(in: days.first[...]).first, let last = Self.days(in: days.last[...]).first
    else { return [] }
    return paragraphs.compactMap { heading, number, text in
      guard let word = words.first(where: text.contains), let place = text.firstRange(of: word) else { return nil }
      // The period of something else is its own.
      var before = text[..<place.lowerBound].reversed().prefix { !"。，；：".contains($0) }.reversed().map(String.init).joined()
      for subject in subjects { before = before.replacing(subject, with: "") }
      guard before.allSatisfy({ $0.isWhitespace || $0.isNumber || "年（）()、.".contains($0) }) else { return nil }
      let sentence = text[place.upperBound...].prefix { $0 != "。" }
      let found = Self.days(in: sentence)
      guard found.count >= 2 else { return nil }
      // From one day to another, not two days that are told of.
      guard sentence[found[0].end..<found[1].start].contains(where: { "至到-—–~～".contains($0) }),
        sentence[found[0].end..<found[1].start].count <= 4
      else { return nil }
      let (from, to) = (found[0].day, Day(year: found[1].day.year ?? found[0].day.year, month: found[1].day.month, day: found[1].day.day))
      let isRight =
        (from.month, from.day) == (first.day.month, first.day.day) && (to.month, to.day) == (last.day.month, last.day.day)
        && [from.year, to.year].allSatisfy { $0 == nil || $0 == year }
      if isRight { return nil }
      func shown(_ day: Day) -> String { "\(day.year.map(String.init) ?? "?")-\(day.month)-\(day.day)" }
      return finding(
        rule, in: heading, paragraph: number,
        Bilingual(
          zh: "统计期限是 \(shown(from)) 至 \(shown(to))，\(year) 年的报告应为 \(year)年\(days.first)至\(days.last)",
          en:
            "the period is \(shown(from)) to \(shown(to)), of a report for \(year) it should be \(days.first) to \(days.last) of that year")
      )
    }
  }

  /// The days of a text in order, with where they stand: `2023年1月1日`, `二〇二三年一月一日`, `2023.1.1`.
  private static func days(in text: Substring) -> [(day: Day, start: String.Index, end: String.Index)] {
    var days: [(day: Day, start: String.Index, end: String.Index)] = []
    var numbers: [(value: Int, mark: Character, start: String.Index)] = []
    var index = text.startIndex
    while index < text.endIndex {
      let numeral = text[index...].prefix { numerals[$0] != nil || $0 == "十" }
      guard !numeral.isEmpty else {
        if !text[index].isWhitespace { numbers = [] }
        index = text.index(after: index)
        continue
      }
      let start = index
      index = numeral.endIndex
      while index < text.endIndex, text[index].isWhitespace { index = text.index(after: index) }
      let mark: Character = index < text.endIndex ? text[index] : " "
      let isPoint = mark == "." || mark == "-" || mark == "/"
      guard let value = count(String(numeral)) else { continue }
      if "年月".contains(mark) || isPoint && numbers.count < 2 && !(numbers.isEmpty && value < 1000) {
        numbers.append((value, mark, start))
        index = text.index(after: index)
        continue
      }
      let (isNamed, isPointed) = (
        mark == "日" && numbers.last?.mark == "月", numbers.count == 2 && numbers.allSatisfy { ".-/".contains($0.mark) }
      )
      if isNamed || isPointed, let month = numbers.last {
        let year = numbers.dropLast().last.flatMap { $0.mark == "年" || isPointed ? $0.value : nil }
        if mark == "日" { index = text.index(after: index) }
        days.append((Day(year: year, month: month.value, day: value), numbers[0].start, index))
      }
      _ = start
      numbers = []
    }
    return days
  }

  // MARK: - Prose

  private func doubled(_ rule: Form.AuditRule, _ least: Int) -> [Finding] {
    paragraphs.flatMap { heading, number, text -> [Finding] in
      let scalars = Array(text.unicodeScalars)
      var (found, at): ([Finding], Int) = ([], 0)
      while at < scalars.count {
        let length = (least...max(least, 12)).first { length in
          guard at + 2 * length <= scalars.count else { return false }
          let (one, two) = (scalars[at..<at + length], scalars[at + length..<at + 2 * length])
          return one.elementsEqual(two) && one.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } && Set(one).count > 1
        }
        guard let length else {
          at += 1
          continue
        }
        let words = String(String.UnicodeScalarView(scalars[at..<at + length]))
        found.append(
          finding(rule, in: heading, paragraph: number, Bilingual(zh: "“\(words)”重复了一遍", en: "\"\(words)\" stands here twice")))
        at += 2 * length
      }
      return found
    }
  }

  private func ending(_ rule: Form.AuditRule, _ least: Int) -> [Finding] {
    report.form.parts.compactMap { part in
      guard let section = report.section(of: part) else { return nil }
      let paragraphs = section.text.split(separator: "\n", omittingEmptySubsequences: false)
      guard let number = paragraphs.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
      let text = paragraphs[number].reversed().drop(while: \.isWhitespace).reversed()
      guard text.count >= least, let last = text.last?.unicodeScalars.first, (0x4E00...0x9FFF).contains(last.value), last != "日",
        // A signature or an attachment is no sentence.
        text.contains(where: { "，。；".contains($0) }), !text.contains("附件")
      else { return nil }
      return finding(
        rule, in: section.heading, paragraph: number,
        Bilingual(
          zh: "“\(section.heading)”的最后一句没有结束：“…\(String(text.suffix(12)))”",
          en: "the last sentence of \"\(section.heading)\" does not end: \"…\(String(text.suffix(12)))\""))
    }
  }

  // MARK: - What may be stated

  private func entitled(_ rule: Form.AuditRule, _ cells: [CellNumber], _ agencies: [String]) -> [Finding] {
    // An agency of the document is how its name ends, or with `*` behind it how it begins.
    let mayMake = agencies.contains { $0.hasSuffix("*") ? report.agency.hasPrefix($0.dropLast()) : report.agency.hasSuffix($0) }
    if report.agency.isEmpty || mayMake { return [] }
    return cells.compactMap { cell in
      guard let figure = report[cell].figure, figure > .zero else { return nil }
      let label = report.form.cells[cell].label
      return Finding(
        rule.severity, FindingCode(rawValue: rule.id), cell: report.form.cells[cell].address, at: report.position(of: cell),
        Bilingual(
          zh: "“\(label)”为 \(figure)，而\(report.agency)一般无权制定",
          en: "\(report.form.cells[cell].address) is \(figure), which \(report.agency) has hardly the power to make"))
    }
  }

  private func companion(_ rule: Form.AuditRule, _ cells: [CellNumber], _ others: [CellNumber]) -> [Finding] {
    let figures = others.map { report[$0].figure }
    guard let cell = cells.first(where: { report[$0].figure.map { $0 > .zero } ?? false }), let figure = report[cell].figure,
      figures.allSatisfy({ $0 == .zero })
    else { return [] }
    let (address, other) = (report.form.cells[cell], report.form.cells[others[0]])
    return [
      Finding(
        rule.severity, FindingCode(rawValue: rule.id), cell: address.address, at: report.position(of: cell),
        Bilingual(
          zh: "“\(address.label)”为 \(figure)，而“\(other.label)”为 0", en: "\(address.address) is \(figure), but \(other.address) is 0"))
    ]
  }
}
