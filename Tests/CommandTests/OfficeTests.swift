import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

/// Documents that other programs wrote, and workbooks that came back.
@Suite("Office files", .serialized)
struct OfficeTests {
  private func read(_ path: String) throws -> Report {
    var reports: [Report] = []
    try readReports(Source(path: path)) { reports.append($0) }
    return try #require(reports.first)
  }

  private func oracle(_ arguments: String...) throws {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/office.py"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  /// The fonts that the pages and workbooks are printed with here, which Scripts/setup installs; without them the test says so.
  private func requireFonts() throws {
    let fonts = try shell("fc-list : family")
    for family in ["Noto Sans CJK SC", "Noto Serif CJK SC"] {
      try #require(fonts.output.contains(family), "\(family) is missing: Scripts/setup test installs fonts-noto-cjk")
    }
  }

  private func convert(_ path: String, to format: String, in folder: Folder) throws {
    let profile = "-env:UserInstallation=file://\(folder.path)/profile"
    let outcome = try run(
      "/usr/bin/env", ["soffice", profile, "--headless", "--convert-to", format, "--outdir", folder.path + "/out", path])
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("gongkai's own workbook reads back exactly: any report, prose and states and all", arguments: 0..<40 as Range<UInt64>)
  func ownWorkbook(seed: UInt64) throws {
    let folder = try Folder()
    var generator = ReportGenerator(seed: seed)
    var report = generator.report()
    report.sections.append(Report.Section(heading: "七、附录", text: "第一段。\n第二段。"))
    if seed % 2 == 0 { report.sections.append(Report.Section(heading: "", text: "前言。")) }
    try writeWorkbook(report, to: folder.path + "/a.xlsx")
    var back = try read(folder.path + "/a.xlsx")
    // A table without any cell has no sheet, and sections come in the form's order.
    let order = report.sections.map(\.heading)
    back.sections.sort { (order.firstIndex(of: $0.heading) ?? 0) < (order.firstIndex(of: $1.heading) ?? 0) }
    #expect(back == report)
  }

  @Test(
    "Old and local formats are read through LibreOffice; without it the message says so, and nothing is left",
    arguments: [
      ("doc", "docx"), ("odt", "docx"), ("rtf", "docx"), ("xls", "xlsx"), ("ods", "xlsx"),
    ])
  func oldFormats(format: String, from: String) throws {
    let folder = try Folder()
    #expect(try gongkai("convert", samples + "shili-2020.json", "-o", folder.path + "/a.\(from)").status == 0)
    try convert(folder.path + "/a.\(from)", to: format, in: folder)
    let back = try read(folder.path + "/out/a.\(format)")
    let report = try read(samples + "shili-2020.json")
    #expect(back.cells == report.cells, "\(back.findings.map(\.message.en))")
    // LibreOffice writes no properties into an .xls, and a workbook has its agency there.
    if format != "xls" { #expect(back.agency == report.agency && back.year == report.year) }
    #expect(back.sections.map(\.text) == report.sections.map(\.text))
    let command = "PATH=none TMPDIR=$PWD LANG=en_US.UTF-8 \"$GONGKAI\" convert out/a.\(format) --to csv"
    let outcome = try shell("ln -s $(command -v mktemp cat rm sh) . ; mkdir none; \(command)", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("with LibreOffice installed"), "\(outcome.errors)")
    #expect(try shell("ls -d tmp.* /tmp/tmp.*/report.\(format) 2>/dev/null", in: folder.path).output.isEmpty)
  }

  @Test("A template filled in with openpyxl, and recalculated by LibreOffice, reads back complete")
  func filledTemplate() throws {
    let folder = try Folder()
    #expect(try gongkai("template", "--form", "2021", "--agency", "示例局", "--year", "2022", "-o", folder.path + "/t.xlsx").status == 0)
    try oracle(
      "fill", folder.path + "/t.xlsx", folder.path + "/f.xlsx", "requests.new.natural=3", "requests.new.legal=4",
      "disclosure.fees.amount=0.1234")
    try convert(folder.path + "/f.xlsx", to: "xlsx", in: folder)
    let report = try read(folder.path + "/out/f.xlsx")
    #expect(report.agency == "示例局" && report.year == 2022 && report.form.id == "2021")
    #expect(report["requests/new/total"] == .stated(Figure(7)))
    #expect(report["disclosure/fees/amount"] == .stated(Figure("0.1234")!))
    #expect(report["requests/granted/total"] == .blank)
  }

  @Test(
    "Workbooks without names, as Excel, WPS or openpyxl leave them, are read by their layout",
    arguments: ["shili-2020.json", "shanghai-2019.json", "shanghai-2025.csv", "zengcheng-2020.txt"])
  func plainWorkbook(_ sample: String) throws {
    let folder = try Folder()
    #expect(try gongkai("convert", "-q", sample, "-o", folder.path + "/a.xlsx", in: samples).status == 0)
    try oracle("plain", folder.path + "/a.xlsx", folder.path + "/p.xlsx")
    let (report, truth) = (try read(folder.path + "/p.xlsx"), try read(samples + sample))
    for cell in truth.form.cells where truth[cell.number].figure != nil {
      #expect(report[cell.number].figure == truth[cell.number].figure, "\(cell.address)")
    }
    #expect(!report.cells.indices.contains { report[$0].figure != nil && truth[$0].figure == nil })
    #expect(report.findings.contains { $0.code == .hiddenSheet })
    // The sheet of relations is none of the report.
    #expect(!report.findings.contains { $0.code == .unreadRow && $0.message.zh.contains("等于") })
  }

  @Test(
    "Word files by LibreOffice, with merged cells and all, read as the report they were made from",
    arguments: ["shili-2020.json", "shanghai-2019.json", "shanghai-2025.csv", "zengcheng-2020.txt"])
  func word(_ sample: String) throws {
    let folder = try Folder()
    #expect(try gongkai("convert", "-q", sample, "-o", folder.path + "/a.html", in: samples).status == 0)
    try convert(folder.path + "/a.html", to: "docx:MS Word 2007 XML", in: folder)
    let (report, truth) = (try read(folder.path + "/out/a.docx"), try read(samples + sample))
    #expect(report.agency == truth.agency && report.year == truth.year && report.form == truth.form)
    for cell in truth.form.cells { #expect(report[cell.number].figure == truth[cell.number].figure, "\(cell.address)") }
    // The page that it was made from reads the same.
    let page = try read(folder.path + "/a.html")
    #expect(page.cells == truth.cells)
  }

  @Test("Figures of six digits fit the fifteen columns of part four on paper, in a report and in a comparison")
  func wideFigures() throws {
    try requireFonts()
    let folder = try Folder()
    let form = try #require(Form.edition("2021"))
    for (name, year, figure) in [("a", 2022, 123_456), ("b", 2023, 654_321)] {
      var report = Report(form: form, agency: "示例局", year: year)
      for cell in form.cells { report[cell.number] = .stated(Figure(figure)) }
      try writeWorkbook(report, to: "\(folder.path)/\(name).xlsx")
    }
    #expect(try gongkai("diff", "-q", "a.xlsx", "b.xlsx", "-o", "d.xlsx", in: folder.path).status == 1)
    for name in ["a", "d"] {
      try convert("\(folder.path)/\(name).xlsx", to: "pdf", in: folder)
      let text = try shell("pdftotext -layout out/\(name).pdf -", in: folder.path).output
      #expect(text.contains(name == "a" ? "123456" : "654321") && !text.contains("##"), "\(name)")
    }
  }

  /// Many reports as pages, some of them printed by LibreOffice from a workbook, some from a page, some by Chromium.
  @Test("PDFs by LibreOffice and Chromium: every figure right or flagged, and nearly all right", arguments: ["xlsx", "docx", "html"])
  func printed(_ kind: String) throws {
    let folder = try Folder()
    var score = ReadingScore()
    var truths: [Report] = []
    for seed in 0..<8 as Range<UInt64> {
      var generator = ReportGenerator(seed: seed)
      var report = generator.consistentReport(of: Form.editions[Int(seed % 2)], zeros: seed < 4 ? 0 : 0.6)
      // Half of them leave zeros empty, as small agencies do.
      if seed >= 4 { for cell in report.form.cells where report[cell.number].figure == .zero { report[cell.number] = .blank } }
      report.sections = [Report.Section(heading: "一、总体情况", text: "本机关按时公布信息，全年没有超期。以下各表的数据是随机生成的，不是任何机关的数据。")]
      truths.append(report)
      if kind == "xlsx" {
        try writeWorkbook(report, to: folder.path + "/\(seed).xlsx")
      } else {
        var bytes: [UInt8] = []
        guard var stream = OutputFormat.html.stream(WritingOptions()) else { return }
        stream.add(report, to: &bytes)
        stream.finish(&bytes)
        try folder.write(String(decoding: bytes, as: UTF8.self), to: "\(seed).html")
      }
    }
    try requireFonts()
    let office = "soffice -env:UserInstallation=file://\(folder.path)/profile --headless"
    let commands = [
      "xlsx": "\(office) --convert-to pdf *.xlsx",
      "docx": "\(office) --convert-to 'docx:MS Word 2007 XML' *.html && \(office) --convert-to pdf *.docx",
      "html":
        "for i in *.html; do chromium --headless --no-sandbox --disable-gpu --user-data-dir=$PWD/profile --print-to-pdf=${i%.html}.pdf file://$PWD/$i; done",
    ]
    let command = try #require(commands[kind])
    let outcome = try shell(command, in: folder.path)
    try #require(outcome.status == 0, "\(outcome.errors)")
    for (seed, truth) in truths.enumerated() {
      var report = try read(folder.path + "/\(seed).pdf")
      // Where a column is too narrow the document itself cuts figures off; then the sums say so.
      report.findings += Checker(report).findings.filter { $0.severity == .error }
      score.count(report, against: truth)
      let said = Set(report.findings.compactMap(\.cell))
      let wrong = truth.form.cells.filter {
        report[$0.address].figure != nil && report[$0.address] != truth[$0.number] && !said.contains($0.address)
      }
      #expect(wrong.isEmpty, "\(kind) \(seed): \(wrong.prefix(3).map { "\($0.address) \(truth[$0.number]) \(report[$0.address])" })")
      #expect(report.agency == truth.agency && report.year == truth.year)
      #expect(report.section(of: truth.form.parts[0])?.text.contains("全年没有超期") == true)
    }
    #expect(
      score.wrong == 0 && score.flagged * 30 <= score.right,
      "\(kind) \(score.wrongCells.prefix(5)) flagged \(score.flagged) right \(score.right)")
  }

  /// The text that pdftotext itself makes of the pages, with columns and without: what is whole reads right, and nothing is wrong in silence.
  private func textOf(_ truths: [Report], in folder: Folder) throws {
    for option in ["-layout", "-raw", "-nopgbrk"] {
      var whole = ReadingScore()
      for (seed, truth) in truths.enumerated() {
        try #require(try shell("pdftotext \(option) \(seed).pdf \(seed)\(option).txt", in: folder.path).status == 0)
        var score = ReadingScore()
        do {
          score.count(try read(folder.path + "/\(seed)\(option).txt"), against: truth)
        } catch {
          // In the order of blocks on the page there may be no row left to read; that is said.
          #expect(option == "-nopgbrk", "\(error)")
        }
        // Without columns empty cells leave no trace, so the document does not carry them.
        #expect(option == "-layout" || seed < 4 ? score.wrong == 0 : true, "\(option) \(seed): \(score.wrongCells.prefix(5))")
        if seed < 4 {
          whole.right += score.right
          whole.flagged += score.flagged
        }
      }
      #expect(option == "-nopgbrk" || whole.flagged * 10 <= whole.right, "\(option) \(whole)")
    }
  }

  @Test("A page as the browser saves it reads as the page it was given")
  func savedPage() throws {
    let folder = try Folder()
    #expect(try gongkai("convert", "-q", "zengcheng-2020.txt", "-o", folder.path + "/a.html", in: samples).status == 0)
    let saving = "chromium --headless --no-sandbox --disable-gpu --user-data-dir=$PWD/profile --dump-dom file://$PWD/a.html > saved.html"
    try #require(try shell(saving, in: folder.path).status == 0)
    #expect(try read(folder.path + "/saved.html").cells == read(samples + "zengcheng-2020.txt").cells)
  }

  @Test("A PDF without text, a broken one, and a machine without pdftotext: each error says what to do")
  func unreadablePDF() throws {
    let folder = try Folder()
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    let scan = """
      %PDF-1.4
      1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
      2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
      3 0 obj \(page) endobj
      trailer << /Root 1 0 R >>
      """
    try folder.write(scan, to: "scan.pdf")
    try folder.write("%PDF-1.7\nnothing", to: "broken.pdf")
    for (name, part) in [("scan.pdf", "OCR"), ("broken.pdf", "damaged")] {
      let outcome = try gongkai("convert", name, "-o", "a.xlsx", in: folder.path)
      #expect(outcome.status == 2 && outcome.errors.contains(part), "\(outcome.errors)")
    }
    let outcome = try gongkai("convert", "scan.pdf", in: folder.path, environment: ["PATH": "/nonexistent"])
    #expect(outcome.status == 2 && outcome.errors.contains("apt install poppler-utils"), "\(outcome.errors)")
    #expect(folder.files == ["broken.pdf", "scan.pdf"])
  }

  @Test("Tracked changes are read as accepted")
  func trackedChanges() throws {
    let folder = try Folder()
    try oracle("tracked", folder.path + "/t.docx")
    let report = try read(folder.path + "/t.docx")
    #expect(report["disclosure/licensing/decisions"] == .stated(Figure(12)))
    #expect(report.agency == "示例局")
  }

  @Test(
    "Zip bombs, entities that expand, and sheets that claim too much end in an error, soon",
    arguments: ["bomb", "entities", "claims", "deep"])
  func hostile(_ kind: String) throws {
    let folder = try Folder()
    try oracle(kind, folder.path + "/h.xlsx")
    let outcome = try run(
      "/bin/bash", ["-c", "ulimit -v 4000000; exec timeout 20 \"$GONGKAI_BINARY\" convert h.xlsx -o o.csv"], in: folder.path,
      environment: [
        "GONGKAI_BINARY": ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
      ])
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(folder.files == ["h.xlsx"])
  }
}
