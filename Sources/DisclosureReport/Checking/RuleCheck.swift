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
    case .numbering: return []
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
    case .period(let words): return period(rule, words)
    case .announced(let before, let behind): return announced(rule, before, behind)
    case .doubled(let least): return doubled(rule, least)
    case .ending(let least): return ending(rule, least)
    case .entitled, .companion, .numbering: return []
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
    paragraphs.compactMap { heading, number, text in
      for end in behind {
        guard let found = text.firstRange(of: end) else { continue }
        let front = text[..<found.lowerBound]
        guard let start = before.compactMap({ front.firstRange(of: $0)?.upperBound }).max(),
          front.distance(from: start, to: front.endIndex) <= 30
        else { continue }
        let numeral = front.reversed().prefix { Self.numerals[$0] != nil }
        guard numeral.count == 1, let count = numeral.first.flatMap({ Self.numerals[$0] }), count != report.form.parts.count else {
          continue
        }
        return finding(
          rule, in: heading, paragraph: number,
          Bilingual(
            zh: "正文称报告有 \(count) 部分，格式有 \(report.form.parts.count) 部分",
            en: "the prose announces \(count) parts, the form has \(report.form.parts.count)"))
      }
      return nil
    }
  }

  private static let numerals: [Character: Int] = Dictionary(
    zip("一二三四五六七八九123456789", [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  ) { first, _ in first }

  // MARK: - Period

  /// A day as prose has it: the year, if it is said, month and day.
  private struct Day: Equatable {
    var year: Int?
    let month: Int
    let day: Int
  }

  private func period(_ rule: Form.AuditRule, _ words: [String]) -> [Finding] {
    guard let days = report.form.period.days, let year = report.period?.year, report.period?.month == nil,
      let first = Self.days(in: days.first[...]).first, let last = Self.days(in: days.last[...]).first
    else { return [] }
    return paragraphs.compactMap { heading, number, text in
      guard let word = words.first(where: text.contains), let place = text.firstRange(of: word) else { return nil }
      let found = Self.days(in: text[place.upperBound...])
      guard found.count >= 2 else { return nil }
      let (from, to) = (found[0], Day(year: found[1].year ?? found[0].year, month: found[1].month, day: found[1].day))
      let isRight =
        (from.month, from.day) == (first.month, first.day) && (to.month, to.day) == (last.month, last.day)
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

  private static func days(in text: Substring) -> [Day] {
    var days: [Day] = []
    var numbers: [(Int, Character)] = []
    var digits = ""
    for character in text {
      if let digit = character.wholeNumberValue, digit < 10, character.isNumber {
        digits += String(digit)
        continue
      }
      if character.isWhitespace { continue }
      if let number = Int(digits), "年月日".contains(character) { numbers.append((number, character)) }
      digits = ""
      guard character == "日" else { continue }
      let kinds = numbers.suffix(3)
      if let day = kinds.last, let month = kinds.dropLast().last, month.1 == "月" {
        days.append(Day(year: kinds.count == 3 ? kinds.first.flatMap { $0.1 == "年" ? $0.0 : nil } : nil, month: month.0, day: day.0))
      }
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
      guard text.count >= least, let last = text.last, !"。！？!?.”\"）)；;：:…》日".contains(last) else { return nil }
      return finding(
        rule, in: section.heading, paragraph: number,
        Bilingual(
          zh: "“\(section.heading)”的最后一句没有结束：“…\(String(text.suffix(12)))”",
          en: "the last sentence of \"\(section.heading)\" does not end: \"…\(String(text.suffix(12)))\""))
    }
  }

  // MARK: - What may be stated

  private func entitled(_ rule: Form.AuditRule, _ cells: [CellNumber], _ agencies: [String]) -> [Finding] {
    if report.agency.isEmpty || agencies.contains(where: report.agency.hasSuffix) { return [] }
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
