import DisclosureReport
import Testing

@testable import ReportReading

@Suite("What is not shown is not read, and figures do not run together")
struct ShownTextTests {
  private func page(_ cell: String, row: String = "", head: String = "") throws -> Report {
    try readOne(
      "<html><head>\(head)</head><body><p>示例局2022年政府信息公开工作年度报告</p><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr>\n"
        + "<tr \(row)><td>行政许可</td>\(cell)</tr>\n<tr><td>行政处罚</td><td>5</td></tr></table></body></html>")
  }

  private let licensing = "disclosure/licensing/decisions"

  /// Neither joined nor one of them alone in silence.
  private func expectOpen(_ report: Report, _ comment: String = "") {
    #expect(report.shown(licensing) == "absent", "\(comment)")
    #expect(report.findings.contains { $0.code == .unreadFigure && $0.cell == licensing }, "\(comment)")
  }

  @Test("Two figures in one cell of a page are none", arguments: ["880<br>3", "<p>880</p><p>3</p>", "<div>880</div>3", "880\n3", "8<br>3"])
  func pageFigures(_ text: String) throws {
    expectOpen(try page("<td>\(text)</td>"), text)
  }

  @Test(
    "Digits in one run of text are one figure, however it is marked up",
    arguments: ["8<span>80</span>3", "<b>88</b><font>03</font>", "88\u{200B}03"])
  func pageRuns(_ text: String) throws {
    #expect(try page("<td>\(text)</td>").shown(licensing) == "8803")
  }

  @Test(
    "Text of a page that is not shown",
    arguments: [
      "<span style='display:none'>9</span>", "<span style='color: red; DISPLAY : None !important'>9</span>", "<i hidden>9</i>",
      "<span style=\"visibility: hidden\">9</span>", "<rt>9</rt>", "<script>9</script>", "<span style='font-size:0'>9</span>",
      "<span style='opacity: 0.0'>9</span>", "<title>9</title>", "<datalist>9</datalist>", "<dialog>9</dialog>", "<noembed>9</noembed>",
      "<canvas>9</canvas>", "<meter value=9>9</meter>", "<progress>9</progress>", "<details><summary></summary>9</details>",
    ])
  func pageHidden(_ hidden: String) throws {
    #expect(try page("<td>12\(hidden)</td>").shown(licensing) == "12")
  }

  @Test("A figure of a page that is not shown is said to be there")
  func pageHiddenNamed() throws {
    let report = try page("<td>12<span style='display:none'>9</span></td>")
    #expect(
      report.findings.contains { $0.code == .doubtfulFigure && $0.cell == licensing && $0.message.en == "\"9\" is hidden and was not read" }
    )
  }

  @Test(
    "The style sheets of a page hide and cross out, too",
    arguments: [
      ("<style>.x { display: none }</style>", "12<i class='a x'>9</i>", "12"), ("<style>#x{display:none}</style>", "12<i id=x>9</i>", "12"),
      ("<style>td > i.x, b { display: none }</style>", "12<i class=x>9</i>", "12"), ("<style>p i{display:none}</style>", "1<i>2</i>", "12"),
      ("<style>/* i{display:none} */</style>", "1<i>2</i>", "12"), ("<style>i:hover{display:none}</style>", "1<i>2</i>", "12"),
      ("<style>@media print { i { display:none } }</style>", "1<i>2</i>", "12"),
      ("<style media=print>i{display:none}</style>", "1<i>2</i>", "12"),
      ("<style media='screen'>i{display:none}</style>", "12<i>9</i>", "12"),
      ("<style>@media screen { i { display:none } }</style>", "12<i>9</i>", "12"),
      ("<style>i{display:none} i.y{display:inline}</style>", "1<i class=y>2</i>", "12"),
      ("<style>.x{display:none}</style>", "1<i class=x style='display:inline'>2</i>", "12"),
      ("<style>table .x { text-decoration: line-through }</style>", "12<i class=x>9</i>", "12"),
    ])
  func sheets(_ head: String, _ cell: String, _ expected: String) throws {
    #expect(try page("<td>\(cell)</td>", head: head).shown(licensing) == expected)
  }

  @Test(
    "A row or cell that is crossed out is not read",
    arguments: ["<td style='text-decoration:line-through'>12</td>", "<td><del>12</del></td>"])
  func pageStruckCell(_ cell: String) throws {
    let report = try page(cell)
    #expect(report.shown(licensing) == "blank")
    #expect(report.findings.contains { $0.code == .doubtfulFigure && $0.message.en.contains("\"12\" is struck out") })
    #expect(try page("<td>12</td>", row: "style='text-decoration:line-through'").shown(licensing) != "12")
  }

  @Test(
    "What was entered into a field of a page, or chosen, is its text",
    arguments: [
      "<input value=12>", "<input type=text value='12'>", "<select><option>7<option selected>12</select>", "<textarea>12</textarea>",
      "12<input type=hidden value=9>", "12<input type=checkbox value=9>",
    ])
  func fields(_ cell: String) throws {
    #expect(try page("<td>\(cell)</td>").shown(licensing) == "12")
  }

  @Test("What stands apart on a page does not run together", arguments: ["float:right", "position: absolute", "display:inline-block"])
  func apart(_ style: String) throws {
    expectOpen(try page("<td>12<span style='\(style)'>3</span></td>"))
    expectOpen(try page("<td>12<span class=x>3</span></td>", head: "<style>.x{\(style)}</style>"))
  }

  @Test("A picture where a figure should be is no blank")
  func pictures() throws {
    expectOpen(try page("<td><p><img src=a.png></p></td>"))
    #expect(try page("<td>12<img src=a.png></td>").shown(licensing) == "12")
    expectOpen(try readOne(wordFile(runCell("<w:r><w:drawing/></w:r>"))))
    #expect(try readOne(wordFile(runCell(run("12") + "<w:r><w:drawing/></w:r>"))).shown(licensing) == "12")
  }

  @Test("Text that is shown from right to left is no figure")
  func rightToLeft() throws {
    expectOpen(try page("<td>\u{202E}12</td>"))
    expectOpen(try page("<td><bdo dir=rtl>12</bdo></td>"))
    expectOpen(try readOne(wordFile(runCell(#"<w:bdo w:val="rtl">\#(run("12"))</w:bdo>"#))))
  }

  @Test("A hidden cell has no place, and a hidden row is said to be one")
  func pageHiddenCells() throws {
    #expect(try page("<td style='display:none'>9</td><td>12</td>").shown(licensing) == "12")
    let report = try page("<td>12</td>", row: "hidden")
    #expect(report.shown(licensing) == "absent" && report.shown("disclosure/penalties/decisions") == "5")
    #expect(report.findings.contains { $0.severity == .note && $0.message.en.contains("the hidden row \"行政许可 12\"") })
  }

  @Test(
    "Raised digits are the mark of a note",
    arguments: ["12<sup>1</sup>", "12<sub>1</sub>", "12<span style='vertical-align:super'>1</span>"])
  func pageRaised(_ text: String) throws {
    expectOpen(try page("<td>\(text)</td>"), text)
  }

  @Test(
    "Struck-out text is not read, and named",
    arguments: ["<s>12</s>13", "<del>12</del>13", "<span style='text-decoration: line-through'>12</span>13"])
  func pageStruckOut(_ text: String) throws {
    let report = try page("<td>\(text)</td>")
    #expect(report.shown(licensing) == "13")
    #expect(report.findings.contains { $0.code == .doubtfulFigure && $0.cell == licensing && $0.message.en.contains("\"12\"") })
  }

  @Test("Markdown and CSV: line breaks in a cell part figures")
  func markdown() throws {
    let table = "# 示例局2022年政府信息公开工作年度报告\n\n| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政<br>许可 | CELL |\n"
    expectOpen(try readOne(table.replacing("CELL", with: "880<br>3"), as: .markdown))
    #expect(try readOne(table.replacing("CELL", with: "**880**"), as: .markdown).shown(licensing) == "880")
    let csv = "示例局2022年政府信息公开工作年度报告\n信息内容,本年处理决定数量\n行政许可,\"880\n3\"\n"
    expectOpen(try readOne(csv, as: .csv))
  }

  // MARK: - Word

  @Test(
    "Two figures in one cell of a Word file are none",
    arguments: [
      "<w:tc>\(paragraph("880"))\(paragraph("3"))</w:tc>", runCell(run("880") + "<w:r><w:br/></w:r>" + run("3")),
      runCell(run("880") + "<w:r><w:tab/></w:r>" + run("3")), runCell(run("8") + "<w:r><w:cr/></w:r>" + run("3")),
    ])
  func wordFigures(_ cell: String) throws {
    expectOpen(try readOne(wordFile(cell)))
  }

  @Test("Runs of a paragraph are one text; hidden, deleted and moved text, and readings, are none of it")
  func wordRuns() throws {
    for cell in [
      run("8") + run("803"), run("8803") + run("9", "<w:vanish/>"), run("8803") + "<w:del>\(run("9"))</w:del>",
      run("8803") + "<w:moveFrom>\(run("9"))</w:moveFrom>", run("880") + "<w:moveTo>\(run("3"))</w:moveTo>",
      "<w:r><w:ruby><w:rt>\(run("9"))</w:rt><w:rubyBase>\(run("8803"))</w:rubyBase></w:ruby></w:r>",
      run("8803", #"<w:vanish w:val="0"/><w:strike w:val="false"/>"#),
    ] {
      let report = try readOne(wordFile(runCell(cell)))
      #expect(report.shown(licensing) == "8803", "\(cell)")
    }
    expectOpen(try readOne(wordFile(runCell(run("880") + run("3", #"<w:vertAlign w:val="superscript"/>"#)))))
    let hidden = try readOne(wordFile(runCell(run("12") + run("9", "<w:vanish/>"))))
    #expect(hidden.findings.contains { $0.code == .doubtfulFigure && $0.cell == licensing && $0.message.en.contains("\"9\" is hidden") })
    let struckOut = try readOne(wordFile(runCell(run("12", "<w:strike/>") + run("13"))))
    #expect(struckOut.shown(licensing) == "13")
    #expect(struckOut.findings.contains { $0.code == .doubtfulFigure && $0.cell == licensing })
  }

  @Test("The styles of a Word file hide, cross out and raise, as far as a run does not say otherwise")
  func wordStyles() throws {
    let styles = #"""
      <w:styles xmlns:w="w"><w:docDefaults/>
      <w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="character" w:styleId="heir"><w:basedOn w:val="gone"/></w:style>
      <w:style w:type="character" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>
      <w:style w:type="paragraph" w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style>
      <w:style w:type="character" w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>
      """#
    func styled(_ name: String) -> String { #"<w:rStyle w:val="\#(name)"/>"# }
    func report(_ cell: String, _ styles: String = styles) throws -> Report { try readOne(wordFile(cell, styles: styles)) }
    for name in ["gone", "heir"] { #expect(try report(runCell(run("12") + run("9", styled(name)))).shown(licensing) == "12", "\(name)") }
    #expect(try report(runCell(run("1", styled("loop")) + run("2", styled("none")))).shown(licensing) == "12")
    #expect(try report(runCell(run("12", styled("gone") + #"<w:vanish w:val="0"/>"#))).shown(licensing) == "12")
    #expect(try report(runCell(#"<w:pPr><w:pStyle w:val="old"/></w:pPr>"# + run("12"))).shown(licensing) == "blank")
    expectOpen(try report(runCell(run("12") + run("1", styled("note")))))
    let defaults =
      #"<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>"#
    #expect(
      try readOne(wordFile(runCell(run("12", #"<w:vanish w:val="0"/>"#) + run("9")), styles: defaults, plain: true)).shown(licensing)
        == "12")
    // The mark of a note that its author wrote, and what a run was like before a change.
    expectOpen(try report(runCell(run("12") + #"<w:r><w:footnoteReference w:customMarkFollows="1"/><w:t>1</w:t></w:r>"#)))
    #expect(try report(runCell(run("12", "<w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>"))).shown(licensing) == "12")
  }

  @Test("A hyphen that does not break is a minus, and a symbol is not nothing")
  func wordHyphen() throws {
    let table =
      "<w:tbl><w:tr>\(wordCell("信息内容"))\(wordCell("上一年项目数量"))\(wordCell("本年增/减"))</w:tr><w:tr>\(wordCell("行政事业性收费"))\(wordCell("900"))CELL</w:tr></w:tbl>"
    func shown(_ mark: String) throws -> String {
      let cell = runCell("<w:r>\(mark)</w:r>" + run("849"))
      let body = paragraph("示例局2019年政府信息公开工作年度报告") + table.replacing("CELL", with: cell)
      return try readOne(wordDocument(body), ReadingOptions(form: Form.edition("2019"))).shown("disclosure/fees/change")
    }
    #expect(try shown("<w:noBreakHyphen/>") == "-849")
    #expect(try shown(#"<w:sym w:font="Symbol" w:char="F02D"/>"#) == "-849")
    #expect(try shown(#"<w:sym w:font="Wingdings" w:char="F0FC"/>"#) == "absent")
  }

  @Test("A text box is there for new programs and for old ones: it is read once")
  func textBoxes() throws {
    func box(_ text: String) -> String { "<wps:txbx><w:txbxContent>\(paragraph(text))</w:txbxContent></wps:txbx>" }
    let both = "<mc:AlternateContent><mc:Choice>\(box("附注。"))</mc:Choice><mc:Fallback>\(box("附注。"))</mc:Fallback></mc:AlternateContent>"
    let report = try readOne(wordFile(wordCell("12"), before: "<w:p>\(run("前"))<w:r>\(both)</w:r>\(run("言。"))</w:p>"))
    #expect(report.sections.map(\.text).joined(separator: "|") == "附注。\n前言。")
    let cell = runCell(
      run("1")
        + "<w:r><mc:AlternateContent><mc:Choice><w:t>2</w:t></mc:Choice><mc:Fallback><w:t>2</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    #expect(try readOne(wordFile(cell)).shown(licensing) == "12")
  }

  @Test("Deleted rows are no rows, hidden ones are not read and named, and columns before the first cell count")
  func wordRows() throws {
    let extra = "<w:tr>\(wordCell("行政处罚"))\(wordCell("5"))</w:tr>"
    let deleted = try readOne(wordFile(wordCell("12"), rows: extra, row: "<w:trPr><w:del/></w:trPr>"))
    #expect(deleted.shown(licensing) == "absent" && deleted.shown("disclosure/penalties/decisions") == "5")
    let hidden = try readOne(wordFile(wordCell("12"), rows: extra, row: "<w:trPr><w:hidden/></w:trPr>"))
    #expect(hidden.shown(licensing) == "absent")
    #expect(hidden.findings.contains { $0.message.en.contains("the hidden row \"行政许可 12\"") })
    let before = try readOne(wordFile(wordCell("12"), row: #"<w:trPr><w:gridBefore w:val="1"/></w:trPr>"#))
    #expect(before.shown(licensing) == "12" || before.findings.contains { $0.code == .unreadRow })
  }
}
