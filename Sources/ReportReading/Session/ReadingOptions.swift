// What a reader is told beforehand.

import DisclosureReport

/// What the reader is told beforehand.
public struct ReadingOptions: Sendable {
  /// The form of the reports; recognised from the tables when nil.
  public var form: Form?
  /// Overrides what the source says.
  public var agency: String?
  /// Overrides what the source says.
  public var period: ReportPeriod?
  /// Whether reports remember where each figure stood; without it they take half the memory.
  public var keepsOrigins = true
  /// Whether figures are given their rows and columns; without it documents are read for agency, period and prose only, in half the time.
  public var readsTables = true
  /// The encoding of text; recognised when nil.
  public var encoding: TextEncoding?
  /// Reads the reports of an archive, where whoever reads knows how; without it an archive is binary content like any other.
  public var archive: (@Sendable (_ path: String, _ form: Form?, _ each: (Report) throws -> Void) throws -> Void)?
  /// Whether a person who opens the source sees its lines.
  var hasLines = true

  public init(form: Form? = nil, agency: String? = nil, year: Int? = nil) {
    self.form = form
    self.agency = agency
    period = year.map { ReportPeriod(year: $0) }
  }

  /// The forms that a source may name or use.
  var forms: [Form] {
    guard let form else { return Form.editions }
    return [form] + Form.editions.filter { $0.id != form.id }
  }

  /// The form with an id, nil if it is unknown.
  func form(_ id: String) -> Form? {
    if let form, form.id == id { return form }
    return Form.edition(id)
  }
}
