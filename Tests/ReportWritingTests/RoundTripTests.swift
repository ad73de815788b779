import DisclosureReport
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

@Suite("Any report, through any format and back, is the same report")
struct RoundTripTests {
  private func through(_ reports: [Report], _ format: OutputFormat, _ options: WritingOptions = WritingOptions(), as source: SourceFormat)
    throws -> [Report]
  {
    var stream = try #require(format.stream(options))
    var bytes: [UInt8] = []
    for report in reports { stream.add(report, to: &bytes) }
    stream.finish(&bytes)
    var read: [Report] = []
    try readReports(Source(bytes: bytes, path: "round.\(format.fileExtension)"), as: source) { read.append($0) }
    return read
  }

  private func report(_ seed: UInt64) -> Report {
    var generator = ReportGenerator(seed: seed)
    return generator.report()
  }

  static let seeds = 0..<150 as Range<UInt64>

  @Test("JSON", arguments: seeds)
  func json(seed: UInt64) throws {
    #expect(try through([report(seed)], .json, as: .json) == [report(seed)])
  }

  @Test("NDJSON and JSON arrays of several reports", arguments: 0..<20 as Range<UInt64>)
  func several(seed: UInt64) throws {
    let reports = (0..<4).map { report(seed * 4 + $0) }
    #expect(try through(reports, .ndjson, as: .ndjson) == reports)
    #expect(try through(reports, .json, as: .json) == reports)
  }

  @Test("Tidy CSV, which has no prose", arguments: seeds)
  func tidy(seed: UInt64) throws {
    var expected = report(seed)
    expected.sections = []
    expected.agency += ",\"a\nb\""
    #expect(try through([expected], .csv, WritingOptions(byteOrderMark: seed % 2 == 0), as: .csv) == [expected])
  }

  @Test("The official table as CSV", arguments: seeds)
  func table(seed: UInt64) throws {
    #expect(try through([report(seed)], .csv, WritingOptions(layout: .table, byteOrderMark: seed % 2 == 0), as: .csv) == [report(seed)])
  }

  @Test("Several official tables in one CSV", arguments: 0..<20 as Range<UInt64>)
  func tables(seed: UInt64) throws {
    var reports = (0..<3).map { report(seed * 3 + $0) }
    for index in reports.indices { reports[index].agency = "第\(["一", "二", "三"][index])区" + reports[index].agency }
    #expect(try through(reports, .csv, WritingOptions(layout: .table), as: .csv) == reports)
  }

  @Test("Markdown", arguments: seeds)
  func markdown(seed: UInt64) throws {
    #expect(try through([report(seed)], .markdown, as: .markdown) == [report(seed)])
  }

  @Test("A user's own form, with a row and a column more", arguments: 0..<30 as Range<UInt64>)
  func ownForm(seed: UInt64) throws {
    let document = String(decoding: try #require(Form.edition("2021")).document, as: UTF8.self)
      .replacing("\"id\": \"2021\"", with: "\"id\": \"province\"")
      .replacing(
        #"{"id": "normative", "label": "行政规范性文件"}"#,
        with: #"{"id": "normative", "label": "行政规范性文件"}, {"id": "others", "label": "其他主动公开文件"}"#
      )
      .replacing(
        #"{"id": "effective", "label": "现行有效件数"}"#, with: #"{"id": "effective", "label": "现行有效件数"}, {"id": "online", "label": "网上公布件数"}"#)
    let form = try Form(document: Array(document.utf8), path: "province.json")
    var generator = ReportGenerator(seed: seed)
    let report = generator.report(of: form)
    for (format, source, layout) in [
      (OutputFormat.json, SourceFormat.json, WritingOptions.Layout.tidy), (.csv, .csv, .table), (.markdown, .markdown, .tidy),
    ] {
      var stream = try #require(format.stream(WritingOptions(layout: layout)))
      var bytes: [UInt8] = []
      stream.add(report, to: &bytes)
      stream.finish(&bytes)
      var read: [Report] = []
      try readReports(Source(bytes: bytes, path: "x"), as: source, ReadingOptions(form: form)) { read.append($0) }
      #expect(read == [report], "\(format)")
    }
  }
}
