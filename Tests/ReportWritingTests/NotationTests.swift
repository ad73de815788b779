import DisclosureReport
import ReportReading
import ReportWriting
import Testing

@Suite("How figures are written that are not plain is the form's to say")
struct NotationTests {
  private static let usual =
    #""notation": {"money": {"unit": "万元", "power": 4}, "blank": ["无", "无此项", "不涉及"], "absent": "缺", "inferred": "推算"}"#
  private static let other =
    #""notation": {"money": {"unit": "元", "power": 0}, "blank": ["未列"], "absent": "未载", "inferred": "估算"}"#

  private func form(_ notation: String) throws -> Form {
    let document = String(decoding: try #require(Form.edition("2019")).document, as: UTF8.self)
    #expect(document.contains(Self.usual))
    return try Form(document: Array(document.replacing(Self.usual, with: notation).utf8), path: "form.json")
  }

  private func back(
    _ bytes: [UInt8], as source: SourceFormat, _ form: Form?, in session: ReadingSession = ReadingSession()
  ) throws -> Report {
    var read: [Report] = []
    try readReports(Source(bytes: bytes, path: "back"), as: source, ReadingOptions(form: form), in: session) { read.append($0) }
    return try #require(read.first)
  }

  @Test(
    "In what is written and in what is read",
    arguments: [(OutputFormat.text, SourceFormat.text), (.html, .html), (.markdown, .markdown), (.csv, .csv)])
  func roundTrip(format: OutputFormat, source: SourceFormat) throws {
    let form = try form(Self.other)
    var report = Report(form: form, agency: "甲市乙局", year: 2020)
    for cell in form.cells { report[cell.number] = .stated(Figure(cell.number.index)) }
    let (absent, blank, inferred, money) = try (
      #require(form.cell("requests/new/natural")), #require(form.cell("requests/new/business")),
      #require(form.cell("requests/new/research")), #require(form.cell("disclosure/procurement/amount"))
    )
    (report[absent], report[blank], report[inferred]) = (.absent, .blank, .inferred(Figure(7)))
    report[money] = .stated(Figure("125000.5")!)
    var stream = try #require(format.stream(WritingOptions(layout: .table)))
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    for word in ["7（估算）", "未载"] { #expect(text.contains(word)) }
    for word in ["推算", "缺"] { #expect(!text.contains(word)) }
    let read = try back(bytes, as: source, form)
    let cells = form.cells.filter { read[$0.number] != report[$0.number] }
    #expect(cells.isEmpty, "\(cells.map { "\($0.address): \(report[$0.number]) -> \(read[$0.number])" })")
  }

  @Test("Amounts are brought into the form's unit; a bare one is taken to be in it")
  func money() throws {
    let text = "乙局2020年政府信息公开工作年度报告\n政府集中采购\t3\t12.5万元\n行政许可\t1\t0\t未列\n行政处罚\t2\t+1\t5\n"
    let amount = try #require(try form(Self.other).cell("disclosure/procurement/amount"))
    let other = try back(Array(text.utf8), as: .text, form(Self.other))
    #expect(other[amount] == .stated(Figure(125000)))
    #expect(other["disclosure/licensing/decisions"] == .blank)
    #expect(try back(Array(text.utf8), as: .text, form(Self.usual))[amount] == .stated(Figure("12.5")!))
    let bare = try back(Array(text.replacing("12.5万元", with: "12.5").utf8), as: .text, form(Self.other))
    #expect(bare[amount] == .stated(Figure("12.5")!))
    #expect(bare.findings.contains { $0.code == .doubtfulFigure && $0.message.zh.contains("按元计") })
  }

  @Test("Its words for a blank are read where cells have names, too")
  func named() throws {
    let form = try form(Self.other)
    let cell = try #require(form.cell("requests/new/natural"))
    let line = "table,row,column,value\nrequests,new,natural,"
    #expect(try back(Array("\(line)未列\n".utf8), as: .csv, form)[cell] == .blank)
    #expect(throws: SourceError.self) { try back(Array("\(line)未记\n".utf8), as: .csv, form) }
  }

  @Test("What one form calls a blank is none in the next document of the session")
  func session() throws {
    let session = ReadingSession()
    let text = Array("乙局2020年政府信息公开工作年度报告\n行政许可\t1\t0\t未列\n行政处罚\t2\t+1\t5\n".utf8)
    #expect(try back(text, as: .text, form(Self.other), in: session)["disclosure/licensing/decisions"] == .blank)
    for form in [Form.edition("2019"), nil] {
      #expect(try back(text, as: .text, form, in: session)["disclosure/licensing/decisions"] != .blank)
    }
  }

  @Test(
    "What cannot be a notation is an error at its line",
    arguments: [
      (#""power": 0"#, #""power": 40"#), (#""absent": "未载""#, #""absent": """#), (#""absent": "未载""#, #""absent": "0""#),
      (#""absent": "未载""#, #""absent": "—""#), (#""absent": "未载""#, #""absent": "未列""#), (#""inferred": "估算""#, #""inferred": "元""#),
      (#""power": 0"#, #""power": 4"#), (#""blank""#, #""blanks""#),
    ])
  func errors(old: String, new: String) throws {
    #expect(throws: SourceError.self) { try form(Self.other.replacing(old, with: new)) }
  }
}
