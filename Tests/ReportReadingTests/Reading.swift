// Short ways to read text in tests.

import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

func read(_ text: String, as format: SourceFormat? = nil, path: String = "report", _ options: ReadingOptions = ReadingOptions()) throws
  -> [Report]
{
  var reports: [Report] = []
  try readReports(Source(bytes: Array(text.utf8), path: path), as: format, options) { reports.append($0) }
  return reports
}

func readOne(_ bytes: [UInt8], path: String = "report", _ options: ReadingOptions = ReadingOptions()) throws -> Report {
  var reports: [Report] = []
  try readReports(Source(bytes: bytes, path: path), options) { reports.append($0) }
  try #require(reports.count == 1)
  return reports[0]
}

func readOne(_ text: String, as format: SourceFormat? = nil, path: String = "report", _ options: ReadingOptions = ReadingOptions()) throws
  -> Report
{
  let reports = try read(text, as: format, path: path, options)
  try #require(reports.count == 1)
  return reports[0]
}

/// The error that reading ends in, nil if it does not.
func readingError(_ bytes: [UInt8], as format: SourceFormat? = nil, path: String = "report", _ options: ReadingOptions = ReadingOptions())
  -> SourceError?
{
  do {
    try readReports(Source(bytes: bytes, path: path), as: format, options) { _ in }
    return nil
  } catch {
    return error as? SourceError
  }
}

func readingError(_ text: String, as format: SourceFormat? = nil, path: String = "report", _ options: ReadingOptions = ReadingOptions())
  -> SourceError?
{
  readingError(Array(text.utf8), as: format, path: path, options)
}

extension Report {
  /// The figure at an address as text; `blank` or `absent` where there is none.
  func shown(_ address: String) -> String {
    let value = self[address]
    return value.figure.map(\.description) ?? (value.isBlank ? "blank" : "absent")
  }

  func shown(row: String, _ columns: [String] = ["natural", "business", "research", "charity", "legal", "other", "total"]) -> [String] {
    columns.map { shown("\(row)/\($0)") }
  }
}

/// The repository's folder.
let repository = String(#filePath.dropLast("/Tests/ReportReadingTests/Reading.swift".count))

/// Titles as the official editions word them.
extension TitleText {
  init?(_ line: String) {
    self.init(line, TitleWordings(Form.editions))
  }
}

extension YearText {
  static func ofPeriod(in text: String) -> Int? {
    Form.editions[0].period.days.flatMap { ofPeriod(in: text, $0) }
  }
}
