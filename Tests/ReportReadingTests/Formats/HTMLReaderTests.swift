import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Web pages")
struct HTMLReaderTests {
  private func page(_ body: String) -> String {
    "<!DOCTYPE html><html><head><meta charset=gb2312><title>甲区</title><script>var a = '规章';</script></head><body>\(body)</body></html>"
  }

  @Test("Spans, line breaks within labels, &nbsp;, nested layout tables and navigation around the report")
  func realistic() throws {
    let report = try readOne(
      page(
        """
        <div id=nav><ul><li><a href=/>首页</a></li><li>政府信息公开</li></ul></div>
        <table class=meta><tr><td>索引号</td><td>11440000</td><td>发布机构</td><td>甲区</td></tr></table>
        <table width=100%><tr><td>
        <h1><span>甲区人民政府</span><font>2022</font>年政府信息公开工作年度报告</h1>
        <p>　　一、<b>总体情况</b></p><p>全年<span>按</span><span>时</span>公开。</p>
        <p>二、主动公开政府信息情况</p>
        <table border=1>
        <tr><td colspan=4>第二十条第（一）项</td></tr>
        <tr><td>信息内容</td><td>本年<br>制发件数</td><td>本年<br/>废止件数</td><td>现行<br>有效件数</td></tr>
        <tr><td><p><span>规</span><span>&nbsp;章</span></p></td><td>1</td><td>&nbsp;</td><td>3</td></tr>
        <tr><td>行政<br>规范性文件</td><td>4</td><td>5</td><td>６</td></tr>
        </table>
        <p>三、收到和处理政府信息公开申请情况</p>
        <table><tbody>
        <tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>
        <tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>
        <tr><td>商业<br>企业</td><td>科研<br>机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
        <tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>5</td><td></td><td></td><td></td><td></td><td></td><td>5</td></tr>
        <tr><td rowspan=2>三、本年度办理结果</td><td colspan=2>（一）予以公开</td><td></td><td>2</td><td></td><td></td><td></td><td>1</td><td></td></tr>
        <tr><td rowspan=1>（三）不予公开</td><td>1.属于国家秘密</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr>
        </tbody></table>
        </td></tr></table>
        <div class=footer>版权所有 2022</div>
        """))
    #expect(report.agency == "甲区人民政府" && report.year == 2022 && report.form.id == "2021")
    #expect(report.shown(row: "disclosure/regulations", ["issued", "repealed", "effective"]) == ["1", "blank", "3"])
    #expect(report.shown(row: "disclosure/normative", ["issued", "repealed", "effective"]) == ["4", "5", "6"])
    #expect(report.shown(row: "requests/new") == ["5", "blank", "blank", "blank", "blank", "blank", "5"])
    // Blank at both ends: the header tells the columns.
    #expect(report.shown(row: "requests/granted") == ["blank", "2", "blank", "blank", "blank", "1", "blank"])
    #expect(report.shown("requests/denied.state_secret/total") == "1")
    #expect(report.sections.first { $0.heading == "一、总体情况" }?.text == "全年按时公开。")
  }

  @Test("A page in GBK is recognised")
  func gbk() throws {
    let text = page("<p>甲区教育局2022年政府信息公开工作年度报告</p><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>7</td></tr></table>")
    let report = try readOne(try TextEncodingTests.encoded(text, .gbk))
    #expect(report.shown("disclosure/licensing/decisions") == "7")
  }

  @Test("Ten thousand nested tables, and spans of millions, end in bounded time and memory")
  func hostile() throws {
    let nested = page(String(repeating: "<table><tr><td>", count: 10_000) + "规章")
    #expect(readingError(nested) != nil)
    let wide = page("<table><tr><td colspan=99999999 rowspan=99999999>规章</td><td>1</td></tr></table>")
    // The figure stands a hundred columns off: flagged, not placed.
    let report = try readOne(wide, ReadingOptions(year: 2022))
    #expect(report.findings.contains { $0.code == .unreadRow })
    #expect(!report.cells.contains { $0.figure != nil })
  }
}
