// Pages and converted documents as they are met: few spans, tables in Markdown, readings of characters, other encodings.

import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Pages as they are published")
struct PublishedPagesTests {
  private static let header = """
    <tr><td colspan="3" rowspan="2">勾稽</td><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
    <tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
    """
  private static let title = "示例局2022年政府信息公开工作年度报告"

  private func cells(_ figures: [Int]) -> String { figures.map { "<td>\($0)</td>" }.joined() }

  @Test("Rows whose labels span no columns though the header's corner does are read by their count")
  func fewSpans() throws {
    var rows = "<tr><td>一、本年新收政府信息公开申请数量</td>\(cells([7, 1, 0, 0, 0, 0, 8]))</tr>"
    rows += "<tr><td rowspan=\"4\">三、本年度办理结果</td><td>（一）予以公开</td>\(cells([2, 0, 0, 0, 0, 0, 2]))</tr>"
    for (number, item) in ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”"].enumerated() {
      rows += "<tr>\(number == 0 ? "<td rowspan=\"3\">（三）不予公开</td>" : "")<td>\(item)</td>\(cells([number, 0, 1, 0, 0, 0, number + 1]))</tr>"
    }
    let report = try readOne("<h1>\(Self.title)</h1><table>\(Self.header)\(rows)</table>", as: .html)
    #expect(report.shown(row: "requests/new") == ["7", "1", "0", "0", "0", "0", "8"])
    #expect(report.shown(row: "requests/granted") == ["2", "0", "0", "0", "0", "0", "2"])
    #expect(report.shown(row: "requests/denied.statute") == ["1", "0", "1", "0", "0", "0", "2"])
  }

  @Test("A cell reaches no further than its group of rows, over 0 rows to its end, and the foot is shown last")
  func rowGroups() throws {
    for span in ["0", "90"] {
      let page = """
        <h1>\(Self.title)</h1><table><tfoot><tr><td colspan="3">四、结转下年度继续办理</td>\(cells([9, 0, 0, 0, 0, 0, 9]))</tr></tfoot>
        <thead>\(Self.header)</thead><tbody><tr><td colspan="3">一、本年新收政府信息公开申请数量</td>\(cells([7, 1, 0, 0, 0, 0, 8]))</tr></tbody>
        <tbody><tr><td rowspan="\(span)">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>\(cells([2, 0, 0, 0, 0, 0, 2]))</tr></tbody></table>
        """
      let report = try readOne(page, as: .html)
      #expect(report.shown(row: "requests/carried_out") == ["9", "0", "0", "0", "0", "0", "9"], "\(span)")
      #expect(report.shown(row: "requests/new") == ["7", "1", "0", "0", "0", "0", "8"], "\(span)")
      #expect(report.shown(row: "requests/granted") == ["2", "0", "0", "0", "0", "0", "2"], "\(span)")
      #expect(report.findings.allSatisfy { $0.code == .absentCell }, "\(report.findings)")
    }
  }

  @Test(
    "Tables in HTML within Markdown or text are tables; prose around them stays, with the lines of the source",
    arguments: [SourceFormat.markdown, .text])
  func tablesInMarkdown(_ format: SourceFormat) throws {
    let text = """
      # \(Self.title)

      ## 一、总体情况

      我局认真落实 <b>条例</b>。

      ## 二、主动公开政府信息情况
      见下表：<TABLE border="1"><tr><td>信息内容</td><td>本年处理决定数量</td></tr>
      <tr><td>行政许可</td>
        <td>53</td></tr></TABLE> 以上。

      ## 五、存在的主要问题及改进情况
      <table 没有结束。
      """
    let report = try readOne(text, as: format)
    #expect(report.shown("disclosure/licensing/decisions") == "53")
    #expect(report.position(of: try #require(report.form.cell("disclosure/licensing/decisions")))?.line == 9)
    #expect(report.sections.map(\.text) == ["我局认真落实 <b>条例</b>。", "见下表：\n以上。", "<table 没有结束。"])
  }

  @Test(
    "A table for each row, named by the heading above it, with the official header or none of its own",
    arguments: [SourceFormat.markdown, .html])
  func tableForEachRow(_ format: SourceFormat) throws {
    let items = [("行政许可", ["本年处理决定数量"], ["53"]), ("行政处罚", ["本年处理决定数量"], ["7"]), ("规章", ["本年制发件数", "本年废止件数", "现行有效件数"], ["1", "0", "4"])]
    let text = items.map { name, header, figures in
      if format == .html {
        return
          "<h3>\(name)</h3><table><tr>\(header.map { "<td>\($0)</td>" }.joined())</tr><tr>\(figures.map { "<td>\($0)</td>" }.joined())</tr></table>"
      }
      return
        "### \(name)\n\n| \(header.joined(separator: " | ")) |\n|\(header.map { _ in "---|" }.joined())\n| \(figures.joined(separator: " | ")) |\n"
    }.joined(separator: "\n")
    let heading = "二、主动公开政府信息情况"
    let report = try readOne(
      format == .html ? "<h1>\(Self.title)</h1><h2>\(heading)</h2>\(text)" : "# \(Self.title)\n\n## \(heading)\n\n\(text)", as: format)
    #expect(report.shown("disclosure/licensing/decisions") == "53" && report.shown("disclosure/penalties/decisions") == "7")
    #expect(report.shown(row: "disclosure/regulations", ["issued", "repealed", "effective"]) == ["1", "0", "4"])
  }

  @Test("Readings in brackets behind characters are not read")
  func readings() throws {
    let report = try readOne(
      "\(Self.title)\n二、主動公開(kāi)政府信息情況\n信息內(nèi)容\t本年制發(fā)件數(shù)\t本年廢止件數(shù)\t現(xiàn)行有效件數(shù)\n規(guī)章\t1\t0\t4\n", as: .text)
    #expect(report.shown(row: "disclosure/regulations", ["issued", "repealed", "effective"]) == ["1", "0", "4"])
    #expect(BandDraft.withoutReadings("選項(a)、函數(sin)") == nil)
    #expect(BandDraft.withoutReadings("開(kāi)會（huì）") == "開會")
  }

  @Test("Two bytes a character without a mark, either end first; what is no text is refused")
  func wideText() throws {
    let text = "\(Self.title)\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政许可\t53\n"
    for isLittle in [true, false] {
      let bytes = text.utf16.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      #expect(try readOne(bytes).shown("disclosure/licensing/decisions") == "53")
    }
    #expect(readingError((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })?.message.en.contains("binary") ?? false)
  }

  @Test("Marks and words that state nothing, and figures that hide in brackets")
  func marks() {
    for text in ["_", "——", "__", "无此项", "不涉及"] { #expect(PrintedFigure(Array(text.utf8), .ofEditions) == .blank, "\(text)") }
    for (text, figure) in [("+(0)", "0"), ("-(0)", "-0"), ("(+0 -0)", "0"), ("（+0 -0）", "0"), ("+(205)", "205"), ("-（46）", "-46")] {
      guard case .number(let number) = PrintedFigure(Array(text.utf8), .ofEditions) else {
        Issue.record("\(text)")
        continue
      }
      #expect(String(decoding: number.digits, as: UTF8.self) == figure, "\(text)")
    }
    for text in ["(5)-(3)", "+(5", "(+1 -0)"] {
      if case .number = PrintedFigure(Array(text.utf8), .ofEditions) { Issue.record("\(text)") }
    }
  }
}
