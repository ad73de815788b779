// Figures that the prose states, tied to the cells that they speak of.

/// A figure in the prose: `全年新收到政府信息公开申请259宗`.
public struct Claim: Sendable, Hashable {
  /// The words in front of the figure, and the figure with its unit.
  public let text: String
  public let figure: Figure
  /// The sums of cells that it may speak of, each by addresses; the first is the likeliest. Empty if it cannot be placed.
  public let readings: [Reading]
  /// Whether its words leave no doubt that it speaks of one of the readings.
  public let isSure: Bool
  /// The growth that follows it, in hundredths of a percent: `同比增长1.05%`; with the number of decimals it is printed with.
  public let growth: Growth?
  public let source: SourcePosition?

  /// More claims of one report are not looked at; a report has dozens.
  static let limit = 5000

  public struct Reading: Sendable, Hashable {
    public let name: Bilingual
    /// Cell numbers in the report's form.
    public let cells: [Int]
  }

  public struct Growth: Sendable, Hashable {
    public let text: String
    public let percent: Figure
    public let decimals: Int
  }
}

/// What words of the prose stand for which cells. Patterns are those of ``CellPattern``, so they serve both editions.
private struct Wording {
  /// The words, as they are left when fillers are gone.
  let words: [String]
  let readings: [(name: Bilingual, patterns: [String])]

  init(_ words: [String], _ readings: (zh: String, en: String, patterns: [String])...) {
    self.words = words.map(Self.bare)
    self.readings = readings.map { (Bilingual(zh: $0.zh, en: $0.en), $0.patterns) }
  }

  static let received = (zh: "本年新收", en: "received", patterns: ["requests/new/total"])
  static let receivedAndCarried = (
    zh: "本年新收与上年结转", en: "received and carried in", patterns: ["requests/new/total", "requests/carried_in/total"]
  )

  static let all: [Wording] = [
    Wording(["新收", "新收到", "新增", "新受理"], received),
    Wording(["收到", "受理", "接收", "收办", "共收", "收"], received, receivedAndCarried),
    Wording(["上年结转", "含上年结转", "上年度结转", "结转上年", "其中上年结转", "包括上年结转", "含上一年结转"], ("上年结转", "carried in", ["requests/carried_in/total"])),
    Wording(["办结", "已办结", "办理", "答复", "已答复", "办理答复", "按时办结", "均已办结"], ("办理结果总计", "results in all", ["requests/total/total"])),
    Wording(
      ["转下年办理", "结转下年", "结转下年度", "结转下年度继续办理", "转下年度办理", "结转至下年度", "结转下一年度", "转下年", "结转下年办理", "结转下一年度继续办理"],
      ("结转下年度继续办理", "carried out", ["requests/carried_out/total"])),
    Wording(["予以公开", "同意公开", "全部公开"], ("予以公开", "granted", ["requests/granted/total"])),
    Wording(["部分公开", "予以部分公开"], ("部分公开", "partly granted", ["requests/partial/total"])),
    Wording(["不予公开"], ("不予公开", "denied", ["requests/denied.*/total"])),
    Wording(["无法提供"], ("无法提供", "unavailable", ["requests/unavailable.*/total"])),
    Wording(["不予处理"], ("不予处理", "rejected", ["requests/rejected.*/total"])),
    Wording(["其他处理"], ("其他处理", "other results", ["requests/other*/total"])),
    Wording(
      ["自然人", "其中自然人", "自然人申请"], ("自然人（新收）", "natural persons, received", ["requests/new/natural"]),
      ("自然人（新收与结转）", "natural persons, received and carried in", ["requests/new/natural", "requests/carried_in/natural"]),
      ("自然人（办理结果）", "natural persons, results", ["requests/total/natural"])),
    Wording(["行政复议", "行政复议案件", "被申请行政复议", "被提起行政复议"], ("行政复议总计", "reviews", ["proceedings/review/total"])),
    Wording(
      ["行政诉讼", "行政诉讼案件", "被提起行政诉讼"], ("行政诉讼总计", "lawsuits of both kinds", ["proceedings/direct/total", "proceedings/after_review/total"])),
    Wording(
      ["行政复议、行政诉讼", "行政复议、行政诉讼案件", "行政复议和行政诉讼", "行政复议和行政诉讼案件", "行政复议及行政诉讼案件"],
      ("行政复议与行政诉讼总计", "reviews and lawsuits", ["proceedings/*/total"])),
  ]

  /// Words without those that say nothing about which figure it is.
  static func bare(_ words: String) -> String {
    fillers.reduce(words) { $0.split(separator: $1, omittingEmptySubsequences: false).joined() }
  }

  /// Words that say nothing about which figure it is, longest first.
  private static let fillers = [
    "政府信息公开工作", "政府信息公开申请", "政府信息公开", "信息公开申请", "依申请公开申请", "依申请公开", "公开申请", "的申请", "申请人", "本级政府", "市政府", "区政府", "县政府", "本机关",
    "我市", "我区", "我县", "我局", "全年度", "本年度", "全年", "本年", "年度", "全市", "全区", "全县", "今年", "共计", "合计", "总计", "引发的", "引发", "产生", "发生", "涉及",
    "提起的", "因", "共", "申请", "的", "了", "为", "有", "计", "年",
  ]
}

/// Which wording words are, each looked for once: reports repeat themselves.
private struct KnownWordings {
  private var known: [String: (index: Int, isSure: Bool)?] = [:]

  mutating func wording(of words: String) -> (index: Int, isSure: Bool)? {
    if let found = known[words] { return found }
    let found = Self.search(words)
    known[words] = .some(found)
    return found
  }

  /// The wording that the words end in; sure if nothing else is left of them but fillers.
  private static func search(_ words: String) -> (index: Int, isSure: Bool)? {
    let rest = Wording.bare(words)
    if let index = Wording.all.firstIndex(where: { $0.words.contains(rest) }) { return (index, true) }
    var best: (wording: Int, length: Int)?
    for (wording, entry) in Wording.all.enumerated() {
      for word in entry.words where word.count > 1 && rest.hasSuffix(word) && word.count > best?.length ?? 0 {
        best = (wording, word.count)
      }
    }
    return best.map { ($0.wording, false) }
  }
}

extension Report {
  /// The claims of the prose about tables three and four, in order.
  ///
  /// A number counts as a claim if it has a unit of cases behind it (件, 宗, 起, 例) and words of the tables in front of it.
  public var claims: [Claim] {
    if sections.allSatisfy(\.text.isEmpty) { return [] }
    // What a wording speaks of is looked up once, not for each of thousands of figures.
    let readings = Wording.all.map { wording in
      wording.readings.map { reading in
        Claim.Reading(name: reading.name, cells: Set(reading.patterns.flatMap { form.cells(matching: CellPattern($0)) }).sorted())
      }.filter { !$0.cells.isEmpty }
    }
    var wordings = KnownWordings()
    var claims: [Claim] = []
    for section in sections {
      for (number, paragraph) in section.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let text = paragraph.unicodeScalars.filter { !$0.properties.isWhitespace }
        append(Array(text), at: position(ofParagraph: number, in: section.heading), readings, &wordings, to: &claims)
        if claims.count >= Claim.limit { return Array(claims.prefix(Claim.limit)) }
      }
    }
    return claims
  }

  private func append(
    _ text: [Unicode.Scalar], at source: SourcePosition?, _ known: [[Claim.Reading]], _ wordings: inout KnownWordings,
    to claims: inout [Claim]
  ) {
    var start = 0
    var index = 0
    while index < text.count {
      guard let digit = text[index].digit, digit >= 0 else {
        // Words count up to the last sign that parts clauses.
        if text[index].partsClauses { start = index + 1 }
        index += 1
        continue
      }
      let first = index
      while index < text.count, text[index].digit != nil || isSeparator(text, index) { index += 1 }
      guard index < text.count, "件宗起例".unicodeScalars.contains(text[index]) else {
        // A year or a date does not end the words in front of a figure.
        if index < text.count, text[index] == "年" { start = index + 1 }
        continue
      }
      let digits = text[first..<index].compactMap { $0.digit }
      // Words far off say nothing about a figure.
      let words = String(String.UnicodeScalarView(text[max(start, first - Self.reach)..<first]))
      let end = index + 1
      start = end
      guard !digits.isEmpty, digits.count <= 9 else { continue }
      let figure = Figure(digits.reduce(0) { $0 * 10 + $1 })
      if let (wording, isSure) = wordings.wording(of: words) {
        claims.append(
          Claim(
            text: words + String(String.UnicodeScalarView(text[first..<end])), figure: figure, readings: known[wording], isSure: isSure,
            growth: growth(behind: text[end...]), source: source))
      }
      index = end
    }
  }

  /// How many characters in front of a figure are looked at.
  private static let reach = 200

  private func isSeparator(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    (text[index] == "," || text[index] == "，") && index + 3 < text.count && index > 0 && text[index - 1].digit != nil
      && (1...3).allSatisfy { text[index + $0].digit != nil } && (index + 4 >= text.count || text[index + 4].digit == nil)
  }

  /// `，同比增长1.05%` right behind a figure.
  private func growth(behind text: ArraySlice<Unicode.Scalar>) -> Claim.Growth? {
    let near = String(String.UnicodeScalarView(text.prefix(24)))
    let words = [
      "，同比增长", "，同比增加", "，同比上升", "，同比下降", "，同比减少", "，比上年增长", "，较上年增长", "，比上年下降", "，较上年下降", "，比上年增加", "，比上年减少", "，较上年增加", "，较上年减少",
      "，同比增幅", "，同比降幅",
    ]
    guard let word = words.first(where: near.hasPrefix) else { return nil }
    let number = near.dropFirst(word.count).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard near.dropFirst(word.count + number.count).first.map({ $0 == "%" || $0 == "％" }) ?? false, let percent = Figure(String(number))
    else {
      return nil
    }
    let falls = word.contains("降") || word.contains("减")
    let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
    return Claim.Growth(text: word.dropFirst() + number + "%", percent: falls ? -percent : percent, decimals: decimals)
  }
}

extension Unicode.Scalar {
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

/// Compares the claims of a report's prose with its tables, and with last year's where that is given.
public struct ClaimCheck: Sendable {
  public let report: Report
  public let last: Report?

  public init(_ report: Report, last: Report? = nil) {
    self.report = report
    self.last = last
  }

  public var findings: [Finding] {
    let claims = report.claims
    var findings = claims.flatMap { claim in [compare(claim), growth(claim)].compactMap { $0 } }
    if claims.count == Claim.limit {
      findings.append(
        Finding(
          .note, .unplacedClaim, cell: nil, at: claims.last?.source,
          Bilingual(
            zh: "正文中的数据太多，只核对了前 \(Claim.limit) 个", en: "the prose states too many figures; only the first \(Claim.limit) were checked")))
    }
    return findings
  }

  /// What the cells of a reading add up to; nil if the document lacks one of them, or states none.
  private func sum(_ reading: Claim.Reading, in report: Report) -> Figure? {
    let values = reading.cells.map { report[self.report.form.cells[$0].address] }
    guard !values.contains(where: \.isAbsent), values.contains(where: { $0.figure != nil }) else { return nil }
    return Figure.sum(values.compactMap(\.figure))
  }

  private func compare(_ claim: Claim) -> Finding? {
    let sums = claim.readings.map { sum($0, in: report) }
    if sums.contains(claim.figure) { return nil }
    // While cells of a reading are missing, the prose may be right in that one.
    let known = sums.compactMap { $0 }
    guard let likeliest = claim.readings.first, let stated = known.first, known.count == sums.count, claim.isSure else {
      return Finding(
        .note, .unplacedClaim, cell: nil, at: claim.source,
        Bilingual(zh: "正文“\(claim.text.shortened)”无法与表格核对", en: "\"\(claim.text.shortened)\" in the prose cannot be set against the tables")
      )
    }
    let others = zip(claim.readings, sums).dropFirst().compactMap { reading, sum in
      sum.map { (zh: "，\(reading.name.zh)为 \($0)", en: ", \(reading.name.en) \($0)") }
    }
    return Finding(
      .error, .claim, cell: report.form.cells[likeliest.cells[0]].address, at: claim.source,
      Bilingual(
        zh: "正文称“\(claim.text.shortened)”，表中\(likeliest.name.zh)为 \(stated)" + others.map(\.zh).joined(),
        en: "the prose says \"\(claim.text.shortened)\", in the table \(likeliest.name.en) is \(stated)" + others.map(\.en).joined()),
      evidence: likeliest.cells.map { cell in
        Evidence(
          side: nil, cell: report.form.cells[cell].address, label: report.form.cells[cell].label, value: report[cell],
          source: report.position(of: cell))
      })
  }

  private func growth(_ claim: Claim) -> Finding? {
    guard let growth = claim.growth, let last, claim.isSure else { return nil }
    var shown: String?
    for reading in claim.readings {
      guard let new = sum(reading, in: report), let old = sum(reading, in: last) else { return nil }
      guard old > .zero else { continue }
      let exact = Self.percent(from: old, to: new, decimals: growth.decimals)
      if exact == growth.percent { return nil }
      shown = shown ?? "\(old) → \(new)：\(exact)%"
    }
    guard let shown else { return nil }
    return Finding(
      .error, .claim, cell: report.form.cells[claim.readings[0].cells[0]].address, at: claim.source,
      Bilingual(
        zh: "正文称“\(claim.text.shortened)，\(growth.text)”，按两年数据为 \(shown)",
        en: "the prose says \"\(claim.text.shortened), \(growth.text)\", by the figures of both years it is \(shown)"))
  }

  /// The growth in percent, rounded half away from zero to so many decimals.
  private static func percent(from old: Figure, to new: Figure, decimals: Int) -> Figure {
    let scale = (0..<min(decimals, 6)).reduce(Int128(1)) { power, _ in power * 10 }
    let numerator = Int128((new - old).millionths) * 100 * scale
    let denominator = Int128(old.millionths)
    let rounded = (2 * (numerator < 0 ? -numerator : numerator) + denominator) / (2 * denominator)
    let millionths = rounded * Int128(Figure.scale) / scale
    return Figure(millionths: Int64(clamping: numerator < 0 ? -millionths : millionths))
  }
}
