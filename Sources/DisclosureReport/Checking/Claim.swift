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

  public typealias Reading = Form.ClaimWordings.Reading

  public struct Growth: Sendable, Hashable {
    public let text: String
    public let percent: Figure
    public let decimals: Int
  }
}

/// Which wording words are, each looked for once: reports repeat themselves.
private struct KnownWordings {
  private let form: Form.ClaimWordings
  private var known: [String: (index: Int, isSure: Bool)?] = [:]

  init(_ form: Form.ClaimWordings) {
    self.form = form
  }

  mutating func wording(of words: String) -> (index: Int, isSure: Bool)? {
    if let found = known[words] { return found }
    let found = search(words)
    known[words] = .some(found)
    return found
  }

  /// The wording that the words end in; sure if nothing else is left of them but fillers.
  private func search(_ words: String) -> (index: Int, isSure: Bool)? {
    let rest = form.bare(words)
    if let index = form.wordings.firstIndex(where: { $0.words.contains(rest) }) { return (index, true) }
    var best: (wording: Int, length: Int)?
    for (wording, entry) in form.wordings.enumerated() {
      for word in entry.words where word.count > 1 && rest.hasSuffix(word) && word.count > best?.length ?? 0 {
        best = (wording, word.count)
      }
    }
    return best.map { ($0.wording, false) }
  }
}

extension Report {
  /// The claims of the prose about the tables, in order.
  ///
  /// A number counts as a claim if it has one of the form's units behind it and words of the form's wordings in front of it.
  public var claims: [Claim] {
    if form.claims.wordings.isEmpty || sections.allSatisfy(\.text.isEmpty) { return [] }
    var wordings = KnownWordings(form.claims)
    var claims: [Claim] = []
    for section in sections {
      for (number, paragraph) in section.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let text = paragraph.unicodeScalars.filter { !$0.properties.isWhitespace }
        append(Array(text), at: position(ofParagraph: number, in: section.heading), &wordings, to: &claims)
        if claims.count >= Claim.limit { return Array(claims.prefix(Claim.limit)) }
      }
    }
    return claims
  }

  private func append(
    _ text: [Unicode.Scalar], at source: SourcePosition?, _ wordings: inout KnownWordings,
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
      guard index < text.count, form.claims.units.contains(text[index]) else {
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
            text: words + String(String.UnicodeScalarView(text[first..<end])), figure: figure,
            readings: form.claims.wordings[wording].readings, isSure: isSure,
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
    guard near.first == "，" else { return nil }
    let words = near.dropFirst()
    let isFall = form.claims.falls.contains(where: words.hasPrefix)
    guard let word = (isFall ? form.claims.falls : form.claims.rises).first(where: words.hasPrefix) else { return nil }
    let number = words.dropFirst(word.count).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard words.dropFirst(word.count + number.count).first.map({ $0 == "%" || $0 == "％" }) ?? false, let percent = Figure(String(number))
    else {
      return nil
    }
    let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
    return Claim.Growth(text: word + number + "%", percent: isFall ? -percent : percent, decimals: decimals)
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
