// Reports in the order of a rate, each beside what its peers of the year usually have; and those that are out of the usual.

import DisclosureReport

extension Publication {
  /// The reports in the order of a rate.
  ///
  /// - Parameter top: How many to list; all if nil.
  init(_ ranking: Ranking, by rate: Form.Rate, top: Int?, ascending: Bool, _ language: Language) {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    self.init(title: rate.name.in(language), subject: Report(form: Form.latest), language: language)
    let order = ranking.order(by: rate.id, ascending: ascending)
    let peers = ranking.peers(in: rate.id)
    var listing = Listing(
      columns: [
        Listing.Column(title: say("名次", "rank"), role: .figure, width: 7),
        Listing.Column(title: say("机关", "agency"), role: .label, width: 34),
        Listing.Column(title: say("年份", "year"), role: .word, width: 9),
        Listing.Column(title: rate.name.in(language), role: .figure, width: 14),
      ]
        + (rate.isShare
          ? [
            Listing.Column(title: say("分子", "numerator"), role: .figure, width: 11),
            Listing.Column(title: say("分母", "denominator"), role: .figure, width: 11),
          ] : []) + [
          Listing.Column(title: say("同年中位数", "median of the year"), role: .word, width: 14),
          Listing.Column(title: say("说明", "note"), role: .note, width: 34),
        ], groups: [], ifEmpty: say("没有一份报告有这个指标", "no report has this rate"))
    listing.isSortable = true
    for entry in order.prefix(top ?? .max) {
      let report = ranking.reports[entry.report]
      guard let value = report.values[rate.id], let own = value.rank else { continue }
      let spread = peers[report.period]
      let note = spread?.usual.map { $0.contains(own) ? "" : Self.unusual($0, rate, language) } ?? ""
      listing.add(
        Listing.Row(
          cells: [
            .value(.stated(Figure(entry.rank))), .text(report.agency), .period(report.period), .rate(value),
          ] + (rate.isShare ? [.value(.of(value.numerator)), .value(.of(value.denominator))] : []) + [
            spread.map { .measure($0.median, isShare: rate.isShare) } ?? .text(""), .text(note),
          ], isWrong: !note.isEmpty), to: "")
    }
    let values = ranking.reports.compactMap { $0.values[rate.id] }
    let small = values.count(where: \.isSmall)
    let missing = ranking.reports.count - order.count - small
    var notes = [
      say("\(ranking.reports.count) 份报告，\(order.count) 份有这个指标", "\(ranking.reports.count) reports, \(order.count) have the rate")
    ]
    if small > 0 { notes.append(say("\(small) 份分母小于 \(rate.least)，不列", "\(small) with a denominator below \(rate.least) are not ranked")) }
    if missing > 0 { notes.append(say("\(missing) 份缺数据", "\(missing) lack figures")) }
    // On a sheet it stands below.
    listing.closing = notes.joined(separator: say("；", "; "))
    parts = [
      Part(
        sheet: say("排名", "ranking"),
        blocks: [Block(.note(listing.closing), for: [.text, .markdown]), Block(.listing(listing))])
    ]
  }

  /// Reports that are far from their peers, or from their own other years.
  init(outliers ranking: Ranking, in rates: [Form.Rate], _ language: Language) {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    let title = say("与同年各机关或本机关历年相差很大的", "Far from the peers of the year, or from the agency's own years")
    self.init(title: title, subject: Report(form: Form.latest), language: language)
    var listing = Listing(
      columns: [
        Listing.Column(title: say("机关", "agency"), role: .label, width: 34),
        Listing.Column(title: say("年份", "year"), role: .word, width: 9),
        Listing.Column(title: say("指标", "rate"), role: .note, width: 20), Listing.Column(title: say("为", "is"), role: .word, width: 14),
        Listing.Column(title: say("与", "against"), role: .word, width: 12),
        Listing.Column(title: say("中位数", "median"), role: .word, width: 14),
        Listing.Column(title: say("通常", "usually"), role: .note, width: 28),
      ], groups: [], ifEmpty: say("没有", "none"))
    listing.isSortable = true
    let names = Dictionary(rates.map { ($0.id, $0) }) { first, _ in first }
    for outlier in ranking.outliers(in: rates.map(\.id)) {
      let report = ranking.reports[outlier.report]
      guard let rate = names[outlier.rate], let usual = outlier.spread.usual else { continue }
      listing.add(
        Listing.Row(
          cells: [
            .text(report.agency), .period(report.period), .text(rate.name.in(language)),
            report.values[rate.id].map { .rate($0) } ?? .text(""),
            .text(outlier.isOwn ? say("本机关历年", "own years") : say("同年各机关", "peers")),
            .measure(outlier.spread.median, isShare: rate.isShare), .text(Self.range(usual, rate, language)),
          ], isWrong: true), to: "")
    }
    parts = [Part(sheet: say("异常", "outliers"), blocks: [Block(.listing(listing))])]
  }

  private static func unusual(_ usual: ClosedRange<Int>, _ rate: Form.Rate, _ language: Language) -> String {
    Bilingual(zh: "通常在", en: "usually ").in(language) + range(usual, rate, language)
  }

  /// What is usual; counts are not below 0, nor shares of a whole beyond it.
  private static func range(_ usual: ClosedRange<Int>, _ rate: Form.Rate, _ language: Language) -> String {
    var (least, most) = (rate.isGrowth ? usual.lowerBound : max(0, usual.lowerBound), usual.upperBound)
    let scale = Int(Figure.scale)
    // Of what is counted there are no parts.
    if !rate.isShare { (least, most) = ((least + scale - 1) / scale * scale, most / scale * scale) }
    return RateValue.text(least, isShare: rate.isShare) + Bilingual(zh: " 至 ", en: " to ").in(language)
      + RateValue.text(most, isShare: rate.isShare)
  }
}

extension CellValue {
  fileprivate static func of(_ figure: Figure?) -> CellValue { figure.map { .stated($0) } ?? .absent }
}
