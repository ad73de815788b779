// A report against the rules about its parts, its prose and what it may state at all.

/// Checks a report against the audit rules of its form.
///
/// Rules about prose say nothing about a report that has none, as one from tidy CSV.
public struct RuleCheck: Sendable {
  public let report: Report

  public init(_ report: Report) {
    self.report = report
  }

  public var findings: [Finding] {
    let hasProse = !report.sections.allSatisfy(\.text.isEmpty)
    let paragraphs = report.proseParagraphs
    return report.form.rules.filter { hasProse || !$0.subject.isAboutProse }.flatMap { findings($0, paragraphs) }
  }

  private typealias Paragraphs = [(heading: String, number: Int, text: Substring)]

  private func findings(_ rule: Form.AuditRule, _ paragraphs: Paragraphs) -> [Finding] {
    switch rule.subject {
    case .parts: missing(rule)
    case .phrases(let part, let phrases):
      findings(rule, in: part) { section in
        let longest = phrases.map(\.count).max() ?? 0
        let letters = section.text.lazy.filter(\.isLetter).prefix(longest + 1)
        guard phrases.contains(String(letters)) else { return nil }
        return Bilingual(
          zh: "“\(section.heading)”只写了“\(section.text.shortened)”", en: "\"\(section.heading)\" says only \"\(section.text.shortened)\"")
      }
    case .length(let part, let most):
      findings(rule, in: part) { section in
        let count = section.text.unicodeScalars.count { !$0.isSpace }
        if count <= most { return nil }
        return Bilingual(
          zh: "“\(section.heading)”有 \(count) 字，宜在 \(most) 字以内", en: "\"\(section.heading)\" has \(count) characters, \(most) are enough")
      }
    case .topics(let part, let topics):
      findings(rule, in: part) { section in
        let missing = topics.filter { topic in !topic.words.contains(where: section.text.holds) }.map(\.name).joined(separator: "、")
        if missing.isEmpty { return nil }
        return Bilingual(zh: "“\(section.heading)”没有写到：\(missing)", en: "\"\(section.heading)\" does not speak of \(missing)")
      }
    case .period(let words, let subjects): period(rule, words, of: subjects, paragraphs)
    case .announced(let before, let behind, let except): announced(rule, before, behind, except, paragraphs)
    case .doubled(let least): doubled(rule, least, paragraphs)
    case .ending(let least, let except): ending(rule, least, except)
    case .entitled(let cells, let agencies): entitled(rule, cells, agencies)
    case .companion(let cells, let others): companion(rule, cells, others)
    case .published(let words, let days): published(rule, words, days, paragraphs)
    case .multiple(let words, let unit): multiple(rule, words, unit, paragraphs)
    case .ownName(let before, let behind, let except, let endings, let namesakes):
      ownName(rule, before, behind, except, endings, paragraphs) + others(rule, namesakes, before, endings, paragraphs)
    // Found while reading, between reports, and when all are there.
    case .numbering, .copied, .roster: []
    }
  }

  private func finding(_ rule: Form.AuditRule, cell: CellNumber? = nil, at place: SourcePosition?, _ message: Bilingual) -> Finding {
    Finding(
      rule.severity, FindingCode(rawValue: rule.id), cell: cell.map { report.form.cells[$0].address },
      at: cell.map(report.position) ?? place ?? report.start, message)
  }

  /// What there is to say of the prose of a part.
  private func findings(_ rule: Form.AuditRule, in part: Int, _ message: (Report.Section) -> Bilingual?) -> [Finding] {
    guard let section = report.section(of: report.form.parts[part]), let message = message(section) else { return [] }
    return [finding(rule, at: report.position(ofParagraph: 0, in: section.heading), message)]
  }

  // MARK: - Parts

  private func missing(_ rule: Form.AuditRule) -> [Finding] {
    report.form.parts.filter { $0.table == nil && report.section(of: $0).map(\.text.isEmpty) ?? true }.map { part in
      finding(
        rule, at: nil, Bilingual(zh: "没有“\(part.heading)”，或其下没有文字", en: "there is no \"\(part.heading)\", or nothing under it"))
    }
  }

  private func announced(_ rule: Form.AuditRule, _ before: [String], _ behind: [String], _ except: [String], _ paragraphs: Paragraphs)
    -> [Finding]
  {
    let names = report.form.parts.map { part in
      part.heading.firstRange(of: "、").map { String(part.heading[$0.upperBound...]) } ?? part.heading
    }
    // Only where the report speaks of itself: in front of the parts, or in the first paragraph.
    return paragraphs.filter { $0.heading.isEmpty || $0.heading == report.sections.first?.heading && $0.number == 0 }.compactMap {
      heading, number, text in
      for sentence in text.split(separator: "。") where !except.contains(where: sentence.holds) {
        guard let start = before.filter(sentence.holds).compactMap({ sentence.firstRange(of: $0)?.upperBound }).min() else { continue }
        for end in behind {
          guard let found = sentence[start...].firstRange(of: end) else { continue }
          let front = sentence[start..<found.lowerBound].unicodeScalars
          let numeral = front.suffix(front.reversed().prefix { ChineseNumeral.worth($0) != nil }.count)
          // `由正文和附表两部分组成`: these are parts of something else, `由总体情况等七部分组成` are the form's.
          guard let count = ChineseNumeral.value(numeral), count != report.form.parts.count,
            front.count - numeral.count <= 2 || names.contains(where: String(front).holds)
          else { continue }
          return finding(
            rule, at: report.position(ofParagraph: number, in: heading),
            Bilingual(
              zh: "正文称报告有 \(count) 部分，格式有 \(report.form.parts.count) 部分",
              en: "the prose announces \(count) parts, the form has \(report.form.parts.count)"))
        }
      }
      return nil
    }
  }

  // MARK: - Period

  private func period(_ rule: Form.AuditRule, _ words: [String], of subjects: [String], _ paragraphs: Paragraphs) -> [Finding] {
    guard let days = report.form.period.days, let year = report.period?.year, report.period?.month == nil,
      let first = ProseDay.all(in: days.first[...]).first, let last = ProseDay.all(in: days.last[...]).first
    else { return [] }
    return paragraphs.indices.compactMap { index in
      let (heading, number, own) = paragraphs[index]
      var text = own
      // A period may be broken over lines.
      for next in paragraphs[index...].dropFirst().prefix(2) where next.heading == heading && !text.hasSuffix("。") { text += next.text }
      for place in text.ranges(ofAny: words) where text[..<place.lowerBound].utf8.count < own.utf8.count {
        // The period of something else is its own.
        var before = text[..<place.lowerBound].reversed().prefix { !"。，；：".contains($0) }.reversed().map(String.init).joined()
        for subject in subjects { before = before.replacing(subject, with: "") }
        guard before.allSatisfy({ $0.isWhitespace || $0.isNumber || "年（）()、.".contains($0) }) else { continue }
        let sentence = text[place.upperBound...].prefix { $0 != "。" }
        let found = ProseDay.all(in: sentence)
        guard found.count >= 2 else { continue }
        // From one day to another, not two days that are told of.
        let between = sentence[found[0].range.upperBound..<found[1].range.lowerBound]
        guard between.count <= 4, between.contains(where: { "至到-—–~～".contains($0) }) else { continue }
        let (from, to) = (found[0], found[1])
        let isRight =
          (from.month, from.day) == (first.month, first.day) && (to.month, to.day) == (last.month, last.day)
          && [from.year, to.year ?? from.year].allSatisfy { $0 == nil || $0 == year }
        if isRight { continue }
        // `2022年度报告的统计期限` is that one's.
        if let stated = from.year, stated != year, before.hasPrefix("\(stated)年") { continue }
        func shown(_ day: ProseDay) -> String { "\((day.year ?? from.year).map(String.init) ?? "?")-\(day.month)-\(day.day)" }
        return finding(
          rule, at: report.position(ofParagraph: number, in: heading),
          Bilingual(
            zh: "统计期限是 \(shown(from)) 至 \(shown(to))，\(year) 年的报告应为 \(year)年\(days.first)至\(days.last)",
            en:
              "the period is \(shown(from)) to \(shown(to)), of a report for \(year) it should be \(days.first) to \(days.last) of that year"
          ))
      }
      return nil
    }
  }

  private func published(
    _ rule: Form.AuditRule, _ words: [String], _ days: [(ending: String, day: String)], _ paragraphs: Paragraphs
  ) -> [Finding] {
    guard let year = report.period?.year, report.period?.month == nil,
      !report.agency.isEmpty, let day = days.first(where: { report.agency.hasSuffix($0.ending) })?.day,
      let last = ProseDay.all(in: day[...]).first
    else { return [] }
    return paragraphs.filter { $0.heading.isEmpty }.compactMap { heading, number, text in
      for word in words {
        guard text.holds(word), let place = text.firstRange(of: word)?.upperBound, let found = ProseDay.all(in: text[place...]).first,
          let printed = found.year, text.distance(from: place, to: found.range.lowerBound) <= 4,
          (printed, found.month, found.day) > (year + 1, last.month, last.day)
        else { continue }
        return finding(
          rule, at: report.position(ofParagraph: number, in: heading),
          Bilingual(
            zh: "公布于 \(printed)-\(found.month)-\(found.day)，应在次年\(day)前公布",
            en: "published on \(printed)-\(found.month)-\(found.day), due by \(day) of the year after"))
      }
      return nil
    }
  }

  // MARK: - Prose

  /// The amounts of money behind a word that are no multiple of a number of 元.
  private func multiple(_ rule: Form.AuditRule, _ words: [String], _ unit: Int, _ paragraphs: Paragraphs) -> [Finding] {
    paragraphs.flatMap { heading, number, text -> [Finding] in
      text.ranges(ofAny: words).compactMap { place in
        let clause = Array(text[place.upperBound...].prefix(20).unicodeScalars.prefix { !$0.partsClauses && $0 != "、" })
        guard let start = clause.firstIndex(where: { $0.digit != nil }),
          let amount = ProseNumber(clause, at: start, report.form.claims, moneyPower: 0), amount.unit == .money,
          amount.figure.millionths % (Int64(unit) * Figure.scale) != 0
        else { return nil }
        return finding(
          rule, at: report.position(ofParagraph: number, in: heading),
          Bilingual(
            zh: "“\(text[place])”为 \(amount.figure) 元，按标准应为 \(unit) 元的倍数",
            en: "\(text[place]) is \(amount.figure) yuan, by the tariff it is a multiple of \(unit)"))
      }
    }
  }

  /// The name of another agency in front of the words by which a report speaks of itself.
  private func ownName(
    _ rule: Form.AuditRule, _ before: [String], _ behind: [String], _ except: [String], _ endings: [String], _ paragraphs: Paragraphs
  ) -> [Finding] {
    if report.agency.isEmpty { return [] }
    return paragraphs.compactMap { heading, number, text in
      for place in text.ranges(ofAny: behind) where !except.contains(where: text[place.upperBound...].hasPrefix) {
        let front = text[..<place.lowerBound].reversed().drop { $0.isNumber || $0.isWhitespace || "年度的".contains($0) }
        var name = String(String(front.prefix { $0.isLetter }).reversed())
        for verb in before where name.holds(verb) { if let end = name.ranges(of: verb).last?.upperBound { name = String(name[end...]) } }
        // A name may be shortened: `市卫健局`.
        guard name.count >= 4, endings.contains(where: name.hasSuffix), !report.agency.holdsInOrder(name), !name.holdsInOrder(report.agency)
        else { continue }
        return finding(
          rule, at: report.position(ofParagraph: number, in: heading),
          Bilingual(
            zh: "正文称“\(name.suffix(16))”，报告的机关是\(report.agency)",
            en: "the prose says \"\(name.suffix(16))\", the report is that of \(report.agency)"))
      }
      return nil
    }
  }

  /// The like of the agency elsewhere, once for each.
  private func others(
    _ rule: Form.AuditRule, _ namesakes: Form.AuditRule.Namesakes, _ before: [String], _ endings: [String], _ paragraphs: Paragraphs
  )
    -> [Finding]
  {
    guard let own = OwnKind(report.agency, namesakes) else { return [] }
    var seen: Set<String> = []
    return paragraphs.flatMap { heading, number, text -> [Finding] in
      (own.others(in: text).map { String(text[$0]) } + own.authors(in: text, but: before, endings: endings)).compactMap { name in
        guard seen.insert(name).inserted else { return nil }
        return finding(
          rule, at: report.position(ofParagraph: number, in: heading),
          Bilingual(
            zh: "正文提到“\(name)”，报告的机关是\(report.agency)", en: "the prose speaks of \"\(name)\", the report is that of \(report.agency)"))
      }
    }
  }

  private func doubled(_ rule: Form.AuditRule, _ least: Int, _ paragraphs: Paragraphs) -> [Finding] {
    paragraphs.flatMap { heading, number, text -> [Finding] in
      let scalars = Array(text.unicodeScalars)
      var (found, at): ([Finding], Int) = ([], 0)
      while at < scalars.count {
        let length = (least...max(least, 12)).first { length in
          guard at + 2 * length <= scalars.count, scalars[at] == scalars[at + length] else { return false }
          let (one, two) = (scalars[at..<at + length], scalars[at + length..<at + 2 * length])
          return one.elementsEqual(two) && one.allSatisfy(\.isHan) && Set(one).count > 1
        }
        guard let length else {
          at += 1
          continue
        }
        let words = String(scalars: scalars[at..<at + length])
        found.append(
          finding(
            rule, at: report.position(ofParagraph: number, in: heading),
            Bilingual(zh: "“\(words)”重复了一遍", en: "\"\(words)\" stands here twice")))
        at += 2 * length
      }
      return found
    }
  }

  private func ending(_ rule: Form.AuditRule, _ least: Int, _ except: [String]) -> [Finding] {
    report.form.parts.compactMap { part in
      guard let section = report.section(of: part) else { return nil }
      let paragraphs = section.text.paragraphs
      guard let number = paragraphs.lastIndex(where: { !$0.unicodeScalars.allSatisfy(\.isSpace) }) else { return nil }
      let paragraph = paragraphs[number]
      guard let end = paragraph.lastIndex(where: { !$0.isWhitespace }) else { return nil }
      let text = paragraph[...end]
      guard let last = text.last?.unicodeScalars.first, last.isHan, text.count >= least,
        // A signature is no sentence, and no date.
        text.contains(where: { "，。；".contains($0) }), !isSignature(text.reversed().prefix { !"。！；".contains($0) }.reversed()),
        !except.contains(where: paragraph.holds)
      else { return nil }
      return finding(
        rule, at: report.position(ofParagraph: number, in: section.heading),
        Bilingual(
          zh: "“\(section.heading)”的最后一句没有结束：“…\(String(text.suffix(12)))”",
          en: "the last sentence of \"\(section.heading)\" does not end: \"…\(String(text.suffix(12)))\""))
    }
  }

  private func isSignature(_ characters: [Character]) -> Bool {
    let text = String(characters.filter { !$0.isWhitespace })
    return report.agency.hasSuffix(text) || text.hasSuffix(report.agency) && !report.agency.isEmpty && text.count < report.agency.count + 12
      || ProseDay.all(in: text[...]).first.map { text.distance(from: $0.range.upperBound, to: text.endIndex) <= 1 } ?? false
  }

  // MARK: - What may be stated

  private func entitled(_ rule: Form.AuditRule, _ cells: [CellNumber], _ agencies: [String]) -> [Finding] {
    let mayMake = agencies.contains { $0.hasSuffix("*") ? report.agency.hasPrefix($0.dropLast()) : report.agency.hasSuffix($0) }
    if report.agency.isEmpty || mayMake { return [] }
    return cells.compactMap { cell in
      guard let figure = report[cell].figure, figure > .zero else { return nil }
      let label = report.form.cells[cell].label
      return finding(
        rule, cell: cell, at: nil,
        Bilingual(
          zh: "“\(label)”为 \(figure)，而\(report.agency)一般无权制定",
          en: "\(report.form.cells[cell].address) is \(figure), which \(report.agency) has hardly the power to make"))
    }
  }

  private func companion(_ rule: Form.AuditRule, _ cells: [CellNumber], _ others: [CellNumber]) -> [Finding] {
    guard let cell = cells.first(where: { report[$0].figure.map { $0 > .zero } ?? false }), let figure = report[cell].figure,
      let other = others.first.map({ report.form.cells[$0] }), others.allSatisfy({ report[$0].figure == .zero })
    else { return [] }
    let own = report.form.cells[cell]
    return [
      finding(
        rule, cell: cell, at: nil,
        Bilingual(zh: "“\(own.label)”为 \(figure)，而“\(other.label)”为 0", en: "\(own.address) is \(figure), but \(other.address) is 0"))
    ]
  }
}

extension Substring {
  /// Where any of some words stands in the text, word after word.
  fileprivate func ranges(ofAny words: [String]) -> [Range<Index>] {
    words.flatMap { places(of: $0) }
  }
}

extension String {
  /// Whether the characters of another stand in this, in their order.
  fileprivate func holdsInOrder(_ other: String) -> Bool {
    var rest = other[...]
    for character in self where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }
}
