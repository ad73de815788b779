import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

@Suite("A workbook keeps every text letter by letter")
struct WorkbookRoundTripTests {
  private static let pieces = [
    "=1+1", "\r\n", "\r", "\n", "\n\n", "\t", " ", "\u{0}", "\u{1}", "\u{B}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{FFFF}", "\u{FFFE}",
    "\u{202E}",
    "_x000D_", "_x0041", "_", "_x005F_x000D_", "\"引号\"", "'", "<b>&amp;</b>", "]]>", "字", "😀", "e\u{301}", "长", "\u{1FFFE}", "|", "# ", "；",
  ]

  private func hostile(_ generator: inout ReportGenerator, _ count: Int) -> String {
    (0..<count).map { _ in generator.pick(Self.pieces) }.joined()
  }

  private func back(_ report: Report) throws -> Report {
    let folder = try Folder()
    try writeWorkbook(report, to: folder.path + "/a.xlsx")
    #expect(folder.files == ["a.xlsx"])
    var reports: [Report] = []
    try readReports(Source(path: folder.path + "/a.xlsx")) { reports.append($0) }
    return try #require(reports.first)
  }

  @Test("Any report with hostile prose, headings and agency reads back the same", arguments: 0..<40 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    var report = generator.report()
    report.agency = hostile(&generator, 1 + Int(seed) * 4)
    // Sections in another order, with headings that come twice, under other headings, and empty ones.
    report.sections = report.sections.reversed().map {
      Report.Section(heading: $0.heading, text: hostile(&generator, 1 + Int(seed % 7) * 30))
    }
    if let first = report.sections.first { report.sections.append(Report.Section(heading: first.heading, text: "又一次")) }
    report.sections.append(Report.Section(heading: hostile(&generator, 3), text: ""))
    report.sections.append(Report.Section(heading: "", text: hostile(&generator, 20)))
    let back = try back(report)
    #expect(back.agency == report.agency && back.year == report.year && back.cells == report.cells)
    #expect(back.sections.map(\.heading) == report.sections.map(\.heading))
    for (found, expected) in zip(back.sections, report.sections) { #expect(found == expected) }
  }

  @Test("A workbook as bytes reads back as one in a file, and leaves nothing behind")
  func bytes() throws {
    var generator = ReportGenerator(seed: 3)
    let report = generator.report()
    var back: [Report] = []
    try readReports(Source(bytes: WorkbookSubject.report(report).bytes(), path: "a.xlsx")) { back.append($0) }
    #expect(back.count == 1 && back.first?.cells == report.cells)
    let folder = try Folder()
    try writeWorkbook(report, to: folder.path + "/a.xlsx")
    #expect(try WorkbookSubject.report(report).bytes().count == (try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.xlsx"))).count)
    #expect(try shell("ls ${TMPDIR:-/tmp} | grep -c gongkai-$PPID || true", in: folder.path).output == "0\n")
  }

  @Test("Prose longer than a cell holds is split, and joined again")
  func long() throws {
    let form = try #require(Form.edition("2021"))
    var report = Report(form: form, agency: String(repeating: "甲", count: 300), year: 2022)
    report[0] = .stated(Figure(1))
    let paragraph = String(repeating: "_x0041_😀很长的一段。", count: 9000)
    report.sections = [Report.Section(heading: form.parts[0].heading, text: paragraph + "\n\n短。\n" + String(repeating: "字", count: 70_000))]
    #expect(try back(report) == report)
  }

  @Test("What a clerk adds below the prose belongs to it, and a title that is too long is cut for the properties only")
  func properties() throws {
    let folder = try Folder()
    let form = try #require(Form.edition("2021"))
    var report = Report(form: form, agency: String(repeating: "长", count: 400), year: 2022)
    report[0] = .stated(Figure(1))
    try writeWorkbook(report, to: folder.path + "/a.xlsx")
    let book = try #require(try oracle("looks", folder.path + "/a.xlsx") as? [String: Any])
    #expect((book["title"] as? String)?.hasSuffix("…") == true)
    #expect(try back(report).agency == report.agency)
  }
}
