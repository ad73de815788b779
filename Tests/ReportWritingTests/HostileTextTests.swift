import DisclosureReport
import ReportGenerator
import ReportReading
import Testing

@testable import ReportWriting

@Suite("Hostile texts")
struct HostileTextTests {
  private func report(_ seed: UInt64) -> Report {
    var generator = ReportGenerator(seed: seed)
    var report = generator.report()
    let pieces = [
      "\r\n", "\r", "\n", "\t", " ", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{FFFF}", "\u{202E}", "\"", "'", ",", "=1", "字", "😀",
      "\\", "<b>",
    ]
    func text(_ count: Int) -> String { (0..<count).map { _ in generator.pick(pieces) }.joined() }
    report.agency = text(30)
    report.sections =
      report.sections.map { Report.Section(heading: $0.heading, text: text(200)) } + [Report.Section(heading: text(4), text: "")]
    return report
  }

  private func bytes(_ report: Report, _ format: OutputFormat) throws -> [UInt8] {
    var stream = try #require(format.stream())
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    return bytes
  }

  @Test("JSON and NDJSON keep them letter by letter; tidy CSV keeps the agency", arguments: 0..<60 as Range<UInt64>)
  func kept(seed: UInt64) throws {
    let report = report(seed)
    for (format, source) in [(OutputFormat.json, SourceFormat.json), (.ndjson, .ndjson), (.csv, .csv)] {
      var read: [Report] = []
      try readReports(Source(bytes: try bytes(report, format), path: "x"), as: source) { read.append($0) }
      var expected = report
      if format == .csv { expected.sections = [] }
      #expect(read == [expected], "\(format)")
    }
  }

  @Test("A page holds no character that HTML forbids", arguments: 0..<10 as Range<UInt64>)
  func page(seed: UInt64) throws {
    let page = String(decoding: try bytes(report(seed), .html), as: UTF8.self)
    #expect(
      !page.unicodeScalars.contains { scalar in
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F..<0xA0).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
      })
    #expect(page.contains("\u{241B}[31m"))
  }

  @Test(
    "Text that would be a list in Markdown is escaped, a signed figure is not",
    arguments: [("-5", "-5"), ("+1.5", "+1.5"), ("-甲", #"\-甲"#), ("- a", #"\- a"#), ("-", #"\-"#)])
  func markdownLists(_ text: String, _ escaped: String) {
    #expect(text.markdownEscaped == escaped)
  }
}
