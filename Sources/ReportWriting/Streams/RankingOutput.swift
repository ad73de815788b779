// Rankings for people and for programs.

import DisclosureReport

/// The formats of rankings and overviews.
public enum ListingFormat: String, Sendable, CaseIterable {
  case text, csv, json, markdown, html, xlsx

  public init?(fileExtension: String) {
    guard let output = OutputFormat(fileExtension: fileExtension) else { return nil }
    self.init(rawValue: output.rawValue)
  }

  public var fileExtension: String { OutputFormat(rawValue: rawValue)?.fileExtension ?? rawValue }
}

extension Ranking {
  /// The reports in the order of a rate; nil for a workbook, which is a ``WorkbookSubject``.
  ///
  /// - Parameter top: How many to list; all if nil.
  public func listed(
    by rate: Form.Rate, top: Int?, ascending: Bool, as format: ListingFormat, _ language: Language, width: Int? = nil
  ) -> [UInt8]? {
    switch format {
    case .csv: records(by: rate, top: top, ascending: ascending).csv
    case .json: records(by: rate, top: top, ascending: ascending).json
    default: Publication(self, by: rate, top: top, ascending: ascending, language).bytes(as: format, width: width)
    }
  }

  /// Those that are out of the usual; nil for a workbook.
  public func listedOutliers(in rates: [Form.Rate], as format: ListingFormat, _ language: Language, width: Int? = nil) -> [UInt8]? {
    switch format {
    case .csv: records(ofOutliersIn: rates).csv
    case .json: records(ofOutliersIn: rates).json
    default: Publication(outliers: self, in: rates, language).bytes(as: format, width: width)
    }
  }

  private func records(by rate: Form.Rate, top: Int?, ascending: Bool) -> Records {
    var records = Records(["rank", "agency", "year", "form", "rate", "value", "numerator", "denominator", "median", "low", "high"])
    let peers = peers(in: rate.id)
    for entry in order(by: rate.id, ascending: ascending).prefix(top ?? .max) {
      let report = reports[entry.report]
      guard let value = report.values[rate.id] else { continue }
      let spread = peers[report.period]
      records.add(
        [
          .init(entry.rank), .text(report.agency), .text(report.period?.description ?? ""), .text(report.form), .text(rate.id),
          rate.field(value.rank), .init(value.numerator), .init(value.denominator), rate.field(spread?.median),
        ] + [spread?.usual?.lowerBound, spread?.usual?.upperBound].map(rate.field))
    }
    return records
  }

  private func records(ofOutliersIn rates: [Form.Rate]) -> Records {
    var records = Records(["agency", "year", "form", "rate", "value", "against", "median", "low", "high", "count"])
    let known = Dictionary(rates.map { ($0.id, $0) }) { first, _ in first }
    for outlier in outliers(in: rates.map(\.id)) {
      guard let rate = known[outlier.rate] else { continue }
      let report = reports[outlier.report]
      records.add(
        [
          .text(report.agency), .text(report.period?.description ?? ""), .text(report.form), .text(rate.id),
          rate.field(report.values[rate.id]?.rank), .text(outlier.isOwn ? "own" : "peers"), rate.field(outlier.spread.median),
        ] + [outlier.spread.usual?.lowerBound, outlier.spread.usual?.upperBound].map(rate.field) + [.init(outlier.spread.count)])
    }
    return records
  }
}

extension Overview {
  /// Nil for a workbook, which is a ``WorkbookSubject``.
  public func listed(as format: ListingFormat, _ language: Language, width: Int? = nil) -> [UInt8]? {
    switch format {
    case .csv: records.csv
    case .json: records.json
    default: Publication(self, language).bytes(as: format, width: width)
    }
  }

  private var records: Records {
    var records = Records(
      ["agency", "year", "form", "path", "errors", "warnings", "alike", "moves"] + rates.map(\.id))
    for (number, line) in lines.enumerated() {
      let report = ranking.reports[number]
      records.add(
        [
          .text(report.agency), .text(report.period?.description ?? ""), .text(report.form), .text(report.path), .init(line.errors),
          .init(line.warnings), .init(line.alike.map { String(RateValue.text($0, isShare: true).dropLast()) }), .text(line.moves),
        ] + rates.map { $0.field(report.values[$0.id]?.rank) })
    }
    return records
  }
}

extension Form.Rate {
  /// A value as programs take it: a share in percent, without the sign.
  func field(_ rank: Int?) -> Records.Field {
    Records.Field(rank.map { String(RateValue.text($0, isShare: isShare).prefix { $0 != "%" }) })
  }
}

extension Publication {
  /// Alone in a stream of a format; nil for a workbook.
  func bytes(as format: ListingFormat, width: Int?) -> [UInt8]? {
    var renderer: any PublicationRenderer
    switch format {
    case .text: renderer = PublishedText(width: width, colour: false)
    case .markdown: renderer = PublishedMarkdown()
    case .html: renderer = PublishedPage(language)
    case .csv, .json, .xlsx: return nil
    }
    var bytes: [UInt8] = []
    renderer.add(renderer.piece(self), to: &bytes)
    renderer.finish(&bytes)
    return bytes
  }
}
