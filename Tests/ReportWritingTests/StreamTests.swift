import DisclosureReport
import ReportGenerator
import ReportWriting
import Testing

@Suite("What the formats look like")
struct StreamTests {
  private func text(_ report: Report, _ format: OutputFormat, _ options: WritingOptions = WritingOptions()) throws -> String {
    var stream = try #require(format.stream(options))
    var bytes: [UInt8] = []
    stream.add(report, to: &bytes)
    stream.finish(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func report() throws -> Report {
    let form = try #require(Form.edition("2019"))
    var report = Report(form: form, agency: "广州市增城区人民政府", year: 2020)
    for (address, value) in [
      ("requests/granted/natural", CellValue.stated(Figure(111))), ("requests/granted/business", .blank),
      ("requests/granted/total", .inferred(Figure(111))),
      ("disclosure/licensing/change", .stated(Figure(205))), ("disclosure/procurement/amount", .stated(Figure("25.1")!)),
    ] {
      report[try #require(form.cell(address))] = value
    }
    return report
  }

  @Test("Tidy CSV is the format that scripts rely on, to the letter")
  func tidy() throws {
    #expect(
      try text(report(), .csv) == """
        agency,year,form,table,row,column,label,value,state
        广州市增城区人民政府,2020,2019,disclosure,licensing,change,行政许可/本年增/减,205,stated
        广州市增城区人民政府,2020,2019,disclosure,procurement,amount,政府集中采购/采购总金额,25.1,stated
        广州市增城区人民政府,2020,2019,requests,granted,natural,三、本年度办理结果/（一）予以公开/自然人,111,stated
        广州市增城区人民政府,2020,2019,requests,granted,business,三、本年度办理结果/（一）予以公开/商业企业,,blank
        广州市增城区人民政府,2020,2019,requests,granted,total,三、本年度办理结果/（一）予以公开/总计,111,inferred

        """)
  }

  @Test("JSON has null for blank, nothing for absent, and lists what was inferred")
  func json() throws {
    #expect(
      try text(report(), .ndjson)
        == #"{"form":"2019","agency":"广州市增城区人民政府","year":2020,"tables":{"disclosure":{"licensing":{"change":205},"procurement":{"amount":25.1}},"#
        + #""requests":{"granted":{"natural":111,"business":null,"total":111}}},"inferred":["requests/granted/total"]}"# + "\n")
  }

  @Test("The official table names merged labels once, signs changes, and gives money its unit")
  func table() throws {
    let lines = try text(report(), .csv, WritingOptions(layout: .table)).split(separator: "\n").map(String.init)
    #expect(lines[0] == "广州市增城区人民政府2020年政府信息公开工作年度报告")
    #expect(lines.contains("行政许可,缺,,+205,,缺,"))
    #expect(lines.contains("政府集中采购,缺,,,25.1万元,,"))
    #expect(lines.contains("三、本年度办理结果,（一）予以公开,,111,,缺,缺,缺,缺,111（推算）"))
  }

  @Test("Text lines up: every line of figures is as wide as its header, and fits a terminal", arguments: [80, nil])
  func aligned(columns: Int?) throws {
    var generator = ReportGenerator(seed: 5)
    let shown = try text(generator.consistentReport(of: try #require(Form.edition("2021"))), .text, WritingOptions(width: columns))
    let lines = shown.split(separator: "\n").map(String.init)
    func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } }
    let start = try #require(lines.firstIndex { $0.hasSuffix("其他  总计") })
    let rows = lines[(start + 1)...].prefix { !$0.hasPrefix("四、政府") }.filter { $0.last?.isNumber == true }
    #expect(rows.count == 25)
    #expect(Set(rows.map(width)) == [width(lines[start])])
    if let columns { #expect(lines.allSatisfy { width($0) <= columns }) }
  }

  @Test("Control characters do not reach the terminal")
  func control() throws {
    var report = try report()
    report.sections = [Report.Section(heading: "一、总体情况", text: "红\u{1B}[31m字\u{9B}0m\u{7}")]
    #expect(try !text(report, .text).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
  }
}
