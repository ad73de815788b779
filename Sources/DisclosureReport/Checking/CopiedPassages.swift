// Sentences that stand in several reports: copied from another agency, or from the year before.

/// What one report adds to the sentences of many.
public struct SentenceMarks: Sendable {
  let agency: String
  let period: ReportPeriod?
  let path: String
  let marks: [UInt64]
  /// In how many reports a sentence may stand and be somebody's own, and how many two must have in common.
  let most: Int
  let least: Int

  public init(_ report: Report) {
    (agency, period, path) = (report.agency, report.period, report.path)
    let rule = report.form.copyRule
    (most, least) = (rule?.most ?? 0, rule?.sentences ?? .max)
    marks = rule.map { Array(Set(report.comparedSentences($0.least, but: $0.prescribed, behind: $0.openers).map(\.mark))) } ?? []
  }
}

/// The sentences of many reports, and which of them stand in few others.
///
/// A sentence that many share, or that speaks of the report itself, is prescribed, and no finding; only letters count, without the agency's
/// own name and without what numbers the sentence.
///
/// ```swift
/// var passages = CopiedPassages()
/// for report in [last, this] { passages.add(SentenceMarks(report)) }
/// passages.finish()
/// print(try Audit(this, copied: passages).findings)
/// ```
public struct CopiedPassages: Sendable {
  private var holders: [(agency: String, period: ReportPeriod?, path: String, input: String)] = []
  /// Each mark with the number of its report, until `finish` has sorted them; then those of few reports.
  private var entries: [(mark: UInt64, holder: UInt32)] = []
  /// Where the entries of marks with the same first bits begin.
  private var starts: [Int32] = []
  private static let startBits: UInt64 = 16
  private var most = 0
  /// How many sentences two reports have in common before that is a finding.
  private var least = Int32.max

  public init() {}

  /// - Parameter input: What the report was read from; its own path if nil.
  public mutating func add(_ report: SentenceMarks, of input: String? = nil) {
    if report.marks.isEmpty { return }
    let number = UInt32(holders.count)
    (most, least) = (max(most, report.most), min(least, Int32(clamping: report.least)))
    holders.append((report.agency, report.period, report.path, input ?? report.path))
    entries += report.marks.map { ($0, number) }
  }

  /// Ends adding: what stands in one report only, or in more than the form allows, is forgotten.
  public mutating func finish() {
    entries.sort { ($0.mark, $0.holder) < ($1.mark, $1.holder) }
    var kept: [(mark: UInt64, holder: UInt32)] = []
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].mark == entries[start].mark { end += 1 }
      if end - start >= 2, end - start <= most { kept += entries[start..<end] }
      start = end
    }
    entries = kept
    starts = [Int32](repeating: 0, count: 1 << Self.startBits + 1)
    for entry in entries { starts[Int(entry.mark >> (64 - Self.startBits)) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
  }

  /// The inputs of the reports of which so many sentences stand in others that there may be a finding.
  public var suspects: Set<String> {
    var counts = [Int32](repeating: 0, count: holders.count)
    for entry in entries { counts[Int(entry.holder)] += 1 }
    return Set(holders.indices.filter { counts[$0] >= least }.map { holders[$0].input })
  }

  /// The reports in which a sentence stands.
  private func holders(of mark: UInt64) -> [Int] {
    guard !starts.isEmpty else { return [] }
    let bucket = Int(mark >> (64 - Self.startBits))
    return (Int(starts[bucket])..<Int(starts[bucket + 1])).filter { entries[$0].mark == mark }.map { Int(entries[$0].holder) }
  }

  /// For each other report with which a report shares sentences one finding.
  public func findings(_ report: Report) -> [Finding] {
    guard let (rule, least, sentences, _, prescribed, openers) = report.form.copyRule else { return [] }
    var shared: [Int: (count: Int, first: ComparedSentence)] = [:]
    var seen: Set<UInt64> = []
    // A sentence that is said twice is one.
    for sentence in report.comparedSentences(least, but: prescribed, behind: openers) where seen.insert(sentence.mark).inserted {
      for holder in holders(of: sentence.mark) {
        let other = holders[holder]
        // Of reports that name nobody the path tells which is which.
        if other.agency == report.agency, other.period == report.period, !report.agency.isEmpty || other.path == report.path { continue }
        shared[holder, default: (0, sentence)].count += 1
      }
    }
    return shared.filter { $0.value.count >= sentences }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(5).map {
      holder, found in
      let other = holders[holder]
      let isOwn = other.agency == report.agency && !report.agency.isEmpty
      let name = (isOwn ? "" : other.agency) + (other.period?.name ?? "")
      let example = found.first.text.shortened
      return Finding(
        isOwn ? .note : rule.severity, FindingCode(rawValue: rule.id),
        at: report.position(ofParagraph: found.first.paragraph, in: found.first.heading) ?? report.start,
        Bilingual(
          zh: "有 \(found.count) 句与\(name)\(name.isEmpty ? "" : "的")报告（\(other.path)）相同，如“\(example)”",
          en: "\(found.count) sentences are those of the report\(name.isEmpty ? "" : " of ")\(name) (\(other.path)), such as \"\(example)\""
        ))
    }
  }
}

extension Form {
  /// The code of findings about sentences of other reports, if the form has a rule about them.
  public var copyCode: FindingCode? { (copyRule?.rule.id).map(FindingCode.init(rawValue:)) }
}

/// A sentence as it compares with others.
private struct ComparedSentence {
  let heading: String
  let paragraph: Int
  let text: String
  let mark: UInt64
}

extension Report {
  /// The sentences that are long enough to be somebody's own.
  fileprivate func comparedSentences(
    _ least: Int, but prescribed: [String], behind openers: [String]
  ) -> [ComparedSentence] {
    let prescribed = prescribed.map { Form.ClaimWordings.Word($0) }
    let name = Array(agency.unicodeScalars)
    let openers = openers.map { Array($0.unicodeScalars) }
    // A name that was left standing is no part of what was copied.
    let own = form.namesakes.flatMap { OwnKind(agency, $0) }
    var sentences: [ComparedSentence] = []
    for (heading, number, paragraph) in proseParagraphs {
      let scalars = Array(paragraph.unicodeScalars)
      for sentence in scalars.split(whereSeparator: { $0.endsSentence || $0 == "；" }) where sentence.count >= least {
        let signed = SignedText(sentence)
        if prescribed.contains(where: { $0.stands(in: signed) }) { continue }
        let others = own?.others(in: signed.text[...]) ?? []
        var kept = signed.text[...]
        for range in others.sorted(by: { $0.lowerBound > $1.lowerBound }) { kept.removeSubrange(range) }
        let (mark, count) = Self.mark(of: others.isEmpty ? sentence : Array(kept.unicodeScalars)[...], but: name, behind: openers)
        if count >= least {
          sentences.append(ComparedSentence(heading: heading, paragraph: number, text: signed.text, mark: mark))
        }
      }
    }
    return sentences
  }

  /// What tells a sentence from others: its letters, without the agency's name and without what numbers it, as `（一）`, `二是` or
  /// `首先，`; and how many letters that are.
  private static func mark(
    of sentence: ArraySlice<Unicode.Scalar>, but name: [Unicode.Scalar], behind openers: [[Unicode.Scalar]]
  ) -> (UInt64, count: Int) {
    var at = sentence.firstIndex { $0.isLetter } ?? sentence.endIndex
    if let opener = openers.first(where: { sentence[at...].starts(with: $0) }) {
      at += opener.count
    } else {
      let numeral = sentence[at...].prefix(3).prefix { ChineseNumeral.worth($0) != nil }
      at += numeral.count
      if !numeral.isEmpty, at < sentence.endIndex, sentence[at] == "是" || sentence[at] == "要" { at += 1 }
    }
    var (mark, count): (UInt64, Int) = (0xCBF2_9CE4_8422_2325, 0)
    while at < sentence.endIndex {
      let scalar = sentence[at]
      if scalar == name.first, sentence[at...].starts(with: name) {
        at += name.count
        continue
      }
      at += 1
      if !scalar.isLetter { continue }
      count += 1
      mark = (mark ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01B3
    }
    mark ^= mark >> 29
    return (mark &* 0x9E37_79B9_7F4A_7C15, count)
  }
}

extension Unicode.Scalar {
  /// A letter of whatever writing, told by the number of nearly every one.
  fileprivate var isLetter: Bool {
    isHan || !(value < 0x41 || (0x2000...0x33FF).contains(value) || (0xFF00...0xFF20).contains(value)) && properties.isAlphabetic
  }
}
