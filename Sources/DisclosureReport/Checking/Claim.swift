// Figures that the prose states, tied to the cells that they speak of.

/// A figure in the prose: `全年新收到政府信息公开申请259宗`.
public struct Claim: Sendable, Hashable {
  /// The words in front of the figure, and the figure with its unit.
  public let text: String
  public let figure: Figure
  /// What its last decimal is worth, in the unit of the form; 0 for what is counted.
  let precision: Figure
  /// The sums of cells that it may speak of; the first is the likeliest.
  public let readings: [Reading]
  /// Whether its words leave no doubt that it speaks of one of the readings.
  public internal(set) var isSure: Bool
  /// Whether the figure may be less than what it speaks of: a part of it.
  public let isAtMost: Bool
  /// How grave it is when the tables say otherwise.
  public let severity: Severity
  /// What follows it of its growth.
  public let growths: [Growth]
  /// What it is about, for telling what a sentence states twice.
  let topic: String
  /// Whether it is said of things that came on some way, of which there may be others.
  var isOfMeans = false
  /// Whether its sentence speaks of all of a place: 全县.
  var isOfScope = false
  public let source: SourcePosition?

  /// More claims of one report are not looked at; a report has dozens.
  static let limit = 5000

  public typealias Reading = Form.ClaimWordings.Reading

  /// What is said of a figure beside last year's.
  public struct Growth: Sendable, Hashable {
    public enum Measure: Sendable, Hashable {
      /// `同比增长1.05%`, with the number of decimals it is printed with.
      case percent(decimals: Int)
      /// `比上年增加35件`; 0 where it is said to be the same.
      case difference
      /// Last year's figure itself: `比上年的120件增长`.
      case before
    }

    public let text: String
    public let amount: Figure
    public let measure: Measure
  }
}

/// A percentage in the prose that says what share of a whole something is: `占办结总数的46.2%`.
struct ShareClaim: Sendable {
  let text: String
  let percent: Figure
  let decimals: Int
  /// The sums of cells that may be the part, and those that may be the whole; the likeliest first.
  let parts: [Claim.Reading]
  let wholes: [Claim.Reading]
  /// The number of the claim that states the part, if one does: it is as sure as that.
  let claim: Int?
  let source: SourcePosition?
}

extension Claim {
  /// Whether the tables say what it does in one of its readings.
  func agrees(with report: Report) -> Bool {
    readings.contains { $0.sum(in: report).map(agrees) ?? false }
  }

  /// Whether the figure says what cells do; money as far as the decimals of both tell.
  private func agrees(with sum: Figure) -> Bool {
    if figure == sum || isAtMost && figure <= sum { return true }
    guard precision > .zero else { return false }
    // The last decimal that the table has: a whole amount is taken to be exact.
    var last = Figure.scale
    while last > 1, sum.millionths % last != 0 { last /= 10 }
    let tolerance = max(last == Figure.scale ? 0 : last, precision.millionths)
    return (figure - sum).magnitude.millionths <= tolerance / 2
  }
}

extension Claim.Reading {
  /// What the cells add up to, less those that are taken off; nil if the document lacks one of them, or states none to add.
  ///
  /// - Parameter form: The form that has the cells, where the report may be of another.
  fileprivate func sum(in report: Report, like form: Form? = nil) -> Figure? {
    func values(_ cells: [CellNumber]) -> [CellValue] { cells.map { cell in form.map { report[$0.cells[cell].address] } ?? report[cell] } }
    let (counted, taken) = (values(cells), values(less))
    guard !(counted + taken).contains(where: \.isAbsent), counted.contains(where: { $0.figure != nil }),
      let whole = Figure.sum(counted.compactMap(\.figure)), let part = Figure.sum(taken.compactMap(\.figure))
    else { return nil }
    return whole - part
  }
}

extension Report {
  /// The claims of the prose about the tables, in order.
  public var claims: [Claim] { claimReading.claims }

  /// The claims and shares, and whether there was more than was looked at.
  fileprivate var claimReading: (claims: [Claim], shares: [ShareClaim], isCut: Bool) {
    if sections.allSatisfy(\.text.isEmpty) || form.claims.wordings.isEmpty { return ([], [], false) }
    var reader = ClaimReader(self)
    for (heading, number, paragraph) in proseParagraphs where !reader.isCut {
      let text = paragraph.unicodeScalars.lazy.filter { !$0.isSpace }
      reader.read(Array(text), at: position(ofParagraph: number, in: heading))
    }
    var claims = Array(reader.claims.prefix(Claim.limit))
    // `收到8件。通过邮箱收到5件。`, and two ways: each is a part.
    let topics = claims.lazy.filter { !$0.topic.isEmpty }.reduce(into: [:]) { $0[$1.topic, default: 0] += 1 }
    for index in claims.indices where claims[index].isOfMeans && topics[claims[index].topic] ?? 0 > 1 { claims[index].isSure = false }
    // `全市共收到956件。市本级新收84件。`: where the agency has its own figures, too, either may be the tables'.
    let scoped = claims.contains(where: \.isOfScope)
    let own = scoped ? Set(claims.lazy.filter { $0.isSure && !$0.isOfScope }.flatMap { $0.readings.prefix(1) }) : []
    for index in claims.indices where claims[index].isOfScope && claims[index].readings.first.map(own.contains) ?? false {
      claims[index].isSure = false
    }
    let shares = reader.shares.filter { share in share.claim.map { $0 < claims.count && claims[$0].isSure } ?? true }
    return (claims, shares, reader.isCut)
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
    let (claims, shares, isCut) = report.claimReading
    var findings =
      claims.flatMap { claim in [compare(claim)].compactMap { $0 } + claim.growths.compactMap { growth(claim, $0) } }
      + shares.compactMap(compare)
    if isCut {
      findings.append(
        Finding(
          .note, .unplacedClaim, cell: nil, at: claims.last?.source ?? report.start,
          Bilingual(
            zh: "正文中的数据太多，只核对了前 \(claims.count) 个", en: "the prose states too many figures; only the first \(claims.count) were checked")))
    }
    return findings
  }

  private func compare(_ claim: Claim) -> Finding? {
    if claim.agrees(with: report) { return nil }
    let sums = claim.readings.map { $0.sum(in: report) }
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
      claim.severity, .claim, cell: report.form.cells[likeliest.cells[0]].address, at: claim.source,
      Bilingual(
        zh: "正文称“\(claim.text.shortened)”，表中\(likeliest.name.zh)为 \(stated)" + others.map(\.zh).joined(),
        en: "the prose says \"\(claim.text.shortened)\", in the table \(likeliest.name.en) is \(stated)" + others.map(\.en).joined()),
      evidence: likeliest.cells.map { cell in
        Evidence(
          side: nil, cell: report.form.cells[cell].address, label: report.form.cells[cell].label, value: report[cell],
          source: report.position(of: cell))
      }, expected: claim.readings.count == 1 && likeliest.cells.count == 1 ? claim.figure : nil)
  }

  private func compare(_ share: ShareClaim) -> Finding? {
    let (parts, wholes) = (share.parts.map { ($0, $0.sum(in: report)) }, share.wholes.map { ($0, $0.sum(in: report)) })
    // The last decimal may be cut off, or moved so that all shares make 100.
    let last = Int128(Figure.scale) / (0..<min(share.decimals, 6)).reduce(Int128(1)) { power, _ in power * 10 }
    var shown: (part: (Claim.Reading, Figure), whole: (Claim.Reading, Figure))?
    for (part, numerator) in parts {
      for (whole, denominator) in wholes {
        guard let numerator, let denominator else { return nil }
        guard denominator > .zero else { continue }
        let difference =
          Int128(numerator.millionths) * 100 * Int128(Figure.scale) - Int128(share.percent.millionths) * Int128(denominator.millionths)
        if (difference < 0 ? -difference : difference) < last * Int128(denominator.millionths) { return nil }
        shown = shown ?? ((part, numerator), (whole, denominator))
      }
    }
    guard let (part, whole) = shown else { return nil }
    let percent = Self.quotient(part.1, of: whole.1, decimals: max(share.decimals, 1))
    return Finding(
      .error, .claim, cell: report.form.cells[part.0.cells[0]].address, at: share.source,
      Bilingual(
        zh: "正文称“\(share.text.shortened)”，表中\(part.0.name.zh)为 \(part.1)，占\(whole.0.name.zh) \(whole.1) 的 \(percent)%",
        en:
          "the prose says \"\(share.text.shortened)\", in the table \(part.0.name.en) is \(part.1), \(percent)% of \(whole.0.name.en), \(whole.1)"
      ))
  }

  private func growth(_ claim: Claim, _ growth: Claim.Growth) -> Finding? {
    guard let last, claim.isSure else { return nil }
    var shown: String?
    for reading in claim.readings {
      guard let new = reading.sum(in: report), let old = reading.sum(in: last, like: report.form) else { return nil }
      let told: String
      switch growth.measure {
      case .before:
        if old == growth.amount { return nil }
        told = "\(old) → \(new)"
      case .difference:
        if new - old == growth.amount { return nil }
        told = "\(old) → \(new)：\((new - old).signedDescription)"
      case .percent(let decimals):
        guard old > .zero else { continue }
        let exact = Self.percent(from: old, to: new, decimals: decimals)
        if exact == growth.amount { return nil }
        told = "\(old) → \(new)：\(exact)%"
      }
      shown = shown ?? told
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
    quotient(new - old, of: old, decimals: decimals)
  }

  /// A figure as a percentage of another.
  private static func quotient(_ part: Figure, of whole: Figure, decimals: Int) -> Figure {
    let scale = (0..<min(decimals, 6)).reduce(Int128(1)) { power, _ in power * 10 }
    let numerator = Int128(part.millionths) * 100 * scale
    let denominator = Int128(whole.millionths)
    let rounded = (2 * (numerator < 0 ? -numerator : numerator) + denominator) / (2 * denominator)
    let millionths = rounded * Int128(Figure.scale) / scale
    return Figure(millionths: Int64(clamping: numerator < 0 ? -millionths : millionths))
  }
}
