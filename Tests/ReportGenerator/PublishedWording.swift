// Reports in the words that agencies use: titles, paths before them, headings, the period, and figures in prose (shared facts of some
// sixty agencies' reports; the sentences are our own).

import DisclosureReport

/// A report as text, in words drawn at random, with what a careful reader gets from it.
public struct WordedReport {
  public let report: Report
  public let text: String
  /// For each part with prose what stands in it.
  public let prose: [(part: Int, text: String)]
  /// The text with one figure of its prose changed, for each.
  public let altered: [String]

  private static let titles = [
    "A#年政府信息公开工作年度报告", "#年A政府信息公开工作年度报告", "A\n#年政府信息公开工作年度报告", "# 年 A 政府信息公开工作\n年度报告", "A关于#年度政府信息公开情况的报告",
    "A#政府信息公开工作年度报告", "A#年度\n信息公开年度报告", "现公布A#年度政府信息公开工作年度报告", "首页 > 政府信息公开 > 年报 > A#年政府信息公开工作年度报告",
    "首页/政务公开/A#年政府信息公开工作年度报告", "名称：A#年政府信息公开工作年度报告", "A#年度政府信息公开年度报告", "A政府信息公开工作年度报告（#年度）",
  ]
  private static let before = [
    "", "首页 > 政府信息公开 > 政府信息公开年报", "当前位置：首页 / 信息公开 / 年度报告", "索引号：000014349/@-00012", "发布时间: @-01-29 16:33 字体:[大 中 小]", "正文",
  ]
  private static let headings = [
    [
      "一、总体情况", "一、总体情况概述", "一、概述", "一、总体工作情况", "一、政府信息公开工作总体情况", "一、总体情况：", "一.总体情况", "—、总体情况", "一 、总体 情况",
    ], ["二、主动公开政府信息情况", "二、主动公开情况", "二、主动公开政府政府情况", "二、政府信息主动公开情况"],
    ["三、收到和处理政府信息公开申请情况", "三、政府信息依申请公开情况", "三、收到和处理政府信息公开申请的情况"],
    ["四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议提起行政诉讼情况", "四、行政复议和行政诉讼情况"],
    ["五、存在的主要问题及改进情况", "五、存在问题及改进情况", "五、存在的主要问题及改进措施", "五、存在的主要问题及下一步工作计划", "五、存在的不足及下一步打算"],
    ["六、其他需要报告的事项", "六、其他需报告事项", "六、需要说明的事项"],
  ]
  private static let claims = [
    "全年新收到政府信息公开申请[requests/new/total]件，上年结转[requests/carried_in/total]件。", "共收到信息公开申请[requests/new/total]宗，办结[requests/total/total]宗。",
    "收到申请[requests/new/total]件，已答复[requests/total/total]件，结转下年度[requests/carried_out/total]件。",
    "其中予以公开[requests/granted/total]件，部分公开[requests/partial/total]件。", "新收申请中，自然人[requests/new/natural]件。",
    "被申请行政复议[proceedings/review/total]件，其中维持[proceedings/review/upheld]件，尚未审结[proceedings/review/pending]件。",
    "行政复议[proceedings/review/total]起，未经复议直接起诉[proceedings/direct/total]起。", "不掌握相关政府信息[requests/unavailable.not_held/total]件。",
    "部分公开[requests/partial/total]。", "顺延到下年度[requests/carried_out/total]件。",
  ]

  /// - Parameter form: An edition.
  public init(_ form: Form, seed: UInt64) {
    var generator = ReportGenerator(seed: seed)
    var random = SeededGenerator(seed: seed &* 7919 &+ 3)
    var report = generator.consistentReport(of: form)
    report.agency = ["示例市教育局", "示例区人民政府", "示例县水务局", "示例镇人民政府", "示例省人民政府办公厅"].randomElement(using: &random)!
    report.year = form.id == "2019" ? 2020 : 2023
    let year = "\(report.year!)"
    func worded(_ text: String) -> String {
      text.replacing("A", with: report.agency).replacing("#", with: year).replacing("@", with: "\(report.year! + 1)")
    }
    var lines = [worded(Self.before.randomElement(using: &random)!), worded(Self.titles.randomElement(using: &random)!)]
    let period = "本报告中所列数据的统计期限自\(year)年1月1日起，至\(year)年12月31日止。"
    if Bool.random(using: &random) { lines.append(Bool.random(using: &random) ? period : period.replacing("起，至", with: "起，\n至")) }
    var prose: [(part: Int, text: String)] = []
    var marked: [Int] = []
    for (number, part) in form.parts.enumerated() {
      lines.append(Self.headings[number].randomElement(using: &random)!)
      guard let table = part.table else {
        var text = ["本机关按时公布信息。", "有的栏目更新较慢。", "没有其他事项。"][[0, 4, 5].firstIndex(of: number) ?? 0]
        if number == 0 {
          let chosen = Self.claims.shuffled(using: &random).prefix(3)
          text += chosen.joined()
          marked.append(lines.count)
        }
        prose.append((number, text))
        lines.append(text)
        continue
      }
      for row in form.tables[table].rows where !form.tables[table].blocks[0].isAcross {
        lines.append(([row.label] + row.cells.map { report[$0].figure?.description ?? "" }).joined(separator: "\t"))
      }
      if form.tables[table].blocks[0].isAcross {
        let block = form.tables[table].blocks[0]
        lines.append(form.tables[table].rows.flatMap { _ in block.columns.map(\.label) }.joined(separator: "\t"))
        lines.append(form.tables[table].cells.map { report[$0].figure?.description ?? "" }.joined(separator: "\t"))
      }
    }
    func filled(_ text: String, changing: Int? = nil) -> String {
      let pieces = text.split(separator: "[", omittingEmptySubsequences: false).flatMap {
        $0.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
      }
      return pieces.enumerated().map { index, piece in
        guard index % 2 == 1 else { return String(piece) }
        let figure = report[String(piece)].figure ?? .zero
        return (changing == index ? figure + Figure(7) : figure).description
      }.joined()
    }
    let open = lines[marked[0]]
    altered = (0..<open.count { $0 == "[" }).map { number in
      var changed = lines
      changed[marked[0]] = filled(open, changing: 2 * number + 1)
      return changed.joined(separator: "\n")
    }
    lines[marked[0]] = filled(open)
    prose[0].text = lines[marked[0]]
    self.report = report
    self.prose = prose
    text = lines.joined(separator: "\n")
  }
}

/// How much of what stands in worded reports was understood.
public struct WordingScore {
  public var documents = 0
  public var agencies = 0
  public var years = 0
  public var parts = (all: 0, right: 0)
  public var claims = (all: 0, found: 0)
  public var falseAlarms = 0

  public init() {}

  /// Counts what was made of a report and of its texts with one figure changed.
  public mutating func count(_ worded: WordedReport, _ read: Report?, altered: [Report?]) {
    documents += 1
    agencies += read?.agency == worded.report.agency ? 1 : 0
    years += read?.year == worded.report.year ? 1 : 0
    for (part, text) in worded.prose {
      parts.all += 1
      if let read, read.section(of: read.form.parts[part])?.text == text { parts.right += 1 }
    }
    if let read { falseAlarms += ClaimCheck(read).findings.contains { $0.code == .claim } ? 1 : 0 }
    claims.all += altered.count
    claims.found += altered.count { report in report.map { ClaimCheck($0).findings.contains { $0.code == .claim } } ?? false }
  }
}
