import DisclosureReport
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

@Suite("What gongkai prints for people, it reads back")
struct ReadBackTests {
  static let seeds = 0..<40 as Range<UInt64>

  private func through(_ report: Report, _ format: OutputFormat, as source: SourceFormat, width: Int? = nil) throws -> Report? {
    var stream = try #require(format.stream(WritingOptions(width: width)))
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    var read: [Report] = []
    try readReports(Source(bytes: bytes, path: "back.\(format.fileExtension)"), as: source) { read.append($0) }
    return read.count == 1 ? read[0] : nil
  }

  private func expectSame(_ format: OutputFormat, as source: SourceFormat, _ seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    let report = generator.report()
    let read = try #require(try through(report, format, as: source))
    #expect(read.agency == report.agency)
    #expect(read.year == report.year)
    let cells = report.form.cells.filter { read[$0.number] != report[$0.number] }
    #expect(cells.isEmpty, "\(cells.prefix(5).map { "\($0.address): \(report[$0.number]) -> \(read[$0.number])" }) of \(cells.count)")
    #expect(read.sections == report.sections)
    #expect(!read.findings.contains { $0.code == .doubtfulFigure && $0.message.zh.contains("单位") })
  }

  @Test("Text", arguments: seeds)
  func text(seed: UInt64) throws { try expectSame(.text, as: .text, seed) }

  @Test("The page", arguments: seeds)
  func page(seed: UInt64) throws { try expectSame(.html, as: .html, seed) }

  @Test("Markdown", arguments: seeds)
  func markdown(seed: UInt64) throws { try expectSame(.markdown, as: .markdown, seed) }

  @Test("A part that comes twice loses nothing", arguments: [OutputFormat.text, .html, .markdown, .csv])
  func twice(format: OutputFormat) throws {
    var report = Report(form: Form.editions[1], agency: "甲市乙局", year: 2022)
    report.sections = ["第一段。", "第二段。"].map { Report.Section(heading: "一、总体情况", text: $0) }
    for cell in report.form.cells { report[cell.number] = .stated(.zero) }
    var stream = try #require(format.stream(WritingOptions(layout: .table)))
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("第一段。") && text.contains("第二段。"))
  }
}
