// Many reports beside each other: ranks, and who is far from its peers or from its own years, by statistics that a few wild figures do
// not move: median, and median absolute deviation.

/// The middle of some values, and how far from it they usually are.
public struct Spread: Sendable, Hashable {
  public let median: Int
  /// The median of the distances from the median.
  public let deviation: Int
  public let count: Int

  /// Fewer values say nothing about what is usual.
  public static let least = 8
  /// So many scaled deviations from the median are out of the usual (Iglewicz and Hoaglin, 1993: 0.6745 · |x − median| / MAD > 3.5).
  private static let (limit, scale) = (35_000, 6745)

  /// Nil for fewer values than ``least``.
  ///
  /// - Parameter least: How many there have to be.
  public init?(_ values: [Int], least: Int = Spread.least) {
    guard values.count >= max(1, least) else { return nil }
    let median = Self.middle(values.sorted())
    self.median = median
    deviation = Self.middle(values.map { Int(clamping: Int128($0) - Int128(median)).magnitude }.sorted().map { Int(clamping: $0) })
    count = values.count
  }

  /// The middle of sorted values; between two the one nearer to zero.
  private static func middle(_ values: [Int]) -> Int {
    let (low, high) = (values[(values.count - 1) / 2], values[values.count / 2])
    return Int((Int128(low) + Int128(high)) / 2)
  }

  /// The least and the greatest value that is usual; nil where more than half of the values are alike, so that any other would be far.
  public var usual: ClosedRange<Int>? {
    guard deviation > 0 else { return nil }
    let reach = Int128(deviation) * Int128(Self.limit) / Int128(Self.scale)
    return Int(clamping: Int128(median) - reach)...Int(clamping: Int128(median) + reach)
  }
}

/// What of a report is needed to set it beside others.
public struct RankedReport: Sendable {
  public let agency: String
  public let period: ReportPeriod?
  public let path: String
  /// The id of the form.
  public let form: String
  /// Those of the form's rates that are wanted.
  public let rates: [Form.Rate]
  /// Its cells that rates count, by the ids of the rates.
  public private(set) var values: [String: RateValue]
  /// For growths the rate with this year's sums, which the year after is set against.
  private let growths: [(rate: Form.Rate, sums: RateSums)]

  /// - Parameter wanted: The id of the one rate that is wanted; all of the form if nil.
  public init(_ report: Report, rate wanted: String? = nil) {
    (agency, period, path, form) = (report.agency, report.period, report.path, report.form.id)
    var values: [String: RateValue] = [:]
    var growths: [(rate: Form.Rate, sums: RateSums)] = []
    rates = wanted.map { wanted in report.form.rates.filter { $0.id == wanted } } ?? report.form.rates
    for rate in rates {
      let sums = RateSums(report, rate)
      values[rate.id] = sums.value(of: rate, last: nil)
      if rate.isGrowth { growths.append((rate, sums)) }
    }
    (self.values, self.growths) = (values, growths)
  }

  /// Measures what grows against the report of the period before.
  package mutating func grow(from last: RankedReport) {
    for growth in growths {
      let before = last.growths.first { $0.rate.id == growth.rate.id }
      values[growth.rate.id] = growth.sums.value(of: growth.rate, last: before?.sums)
    }
  }
}

/// Reports ranked and set against their peers.
public struct Ranking: Sendable {
  /// What is out of the usual.
  public struct Outlier: Sendable {
    public let report: Int
    public let rate: String
    /// Against the agency's own other years; else against the peers of the same year.
    public let isOwn: Bool
    public let spread: Spread
  }

  public private(set) var reports: [RankedReport]
  /// Of each report which of those given it is.
  package private(set) var places: [Int]
  /// What is to be said of reports that came twice: the later one counts.
  public private(set) var findings: [Finding] = []
  /// The rates of the reports, each once, those of the newest form first.
  public let rates: [Form.Rate]

  /// - Parameter given: Where an agency comes with the period before, growths are against that.
  public init(_ given: [RankedReport]) {
    var places: [Key: Int] = [:]
    var reports: [RankedReport] = []
    var numbers: [Int] = []
    var forms: [String: [Form.Rate]] = [:]
    for (number, report) in given.enumerated() {
      forms[report.form] = report.rates
      if let key = Key(report.agency, report.period), let place = places[key] {
        findings.append(
          Finding(
            .warning, .unpaired, at: SourcePosition(path: reports[place].path, line: 1, column: 1),
            Bilingual(
              zh: "\(report.agency)\(report.period?.name ?? "")的报告来了两份，只算后一份",
              en: "a report of \(report.agency) for \(report.period?.description ?? "") comes twice; only the later one counts")))
        (reports[place], numbers[place]) = (report, number)
      } else {
        if let key = Key(report.agency, report.period) { places[key] = reports.count }
        reports.append(report)
        numbers.append(number)
      }
    }
    (self.reports, self.places) = (reports, numbers)
    var known: Set<String> = []
    rates = forms.sorted { $0.key > $1.key }.flatMap(\.value).filter { known.insert($0.id).inserted }
    for (place, report) in reports.enumerated() {
      guard let key = Key(report.agency, report.period?.previous), let last = places[key] else { continue }
      self.reports[place].grow(from: reports[last])
    }
  }

  private struct Key: Hashable {
    let agency: String
    let period: ReportPeriod

    init?(_ agency: String, _ period: ReportPeriod?) {
      guard let period, !agency.isEmpty else { return nil }
      (self.agency, self.period) = (agency, period)
    }
  }

  /// The reports that have the rate, the highest first, those of one value in the order of the input; each with its rank, which those of
  /// one value share.
  public func order(by rate: String, ascending: Bool = false) -> [(rank: Int, report: Int)] {
    let known = reports.indices.compactMap { place in reports[place].values[rate]?.rank.map { (place: place, value: $0) } }
      .sorted { $0.value == $1.value ? $0.place < $1.place : ($0.value > $1.value) != ascending }
    var result: [(rank: Int, report: Int)] = []
    for (number, entry) in known.enumerated() {
      let isTied = number > 0 && known[number - 1].value == entry.value
      result.append((isTied ? result[number - 1].rank : number + 1, entry.place))
    }
    return result
  }

  /// What the peers of each year usually have.
  public func peers(in rate: String) -> [ReportPeriod?: Spread] {
    var values: [ReportPeriod?: [Int]] = [:]
    for report in reports { if let value = report.values[rate]?.rank { values[report.period, default: []].append(value) } }
    return values.compactMapValues { Spread($0) }
  }

  /// Fewer years of an agency say nothing about what is usual.
  private static let ownYears = 4

  /// Who is far from its peers of the same year, and who from its own other years, in the order of the rates and reports.
  public func outliers(in rates: [String]) -> [Outlier] {
    var outliers: [Outlier] = []
    for rate in rates {
      let peers = peers(in: rate)
      var own: [String: [(place: Int, value: Int)]] = [:]
      for (place, report) in reports.enumerated() where !report.agency.isEmpty {
        if let value = report.values[rate]?.rank { own[report.agency, default: []].append((place, value)) }
      }
      for (place, report) in reports.enumerated() {
        guard let value = report.values[rate]?.rank else { continue }
        if let spread = peers[report.period], let usual = spread.usual, !usual.contains(value) {
          outliers.append(Outlier(report: place, rate: rate, isOwn: false, spread: spread))
        }
        guard let years = own[report.agency], years.count > Self.ownYears else { continue }
        let others = years.filter { $0.place != place }.map(\.value)
        if let spread = Spread(others, least: Self.ownYears), let usual = spread.usual, !usual.contains(value) {
          outliers.append(Outlier(report: place, rate: rate, isOwn: true, spread: spread))
        }
      }
    }
    return outliers
  }
}
