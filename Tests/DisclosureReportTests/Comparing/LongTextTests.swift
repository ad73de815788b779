import DisclosureReport
import ReportGenerator
import Testing

@testable import DisclosureReport

@Suite("Long prose")
struct LongTextTests {
  private func sides(_ comparison: TextComparison) -> (old: String, new: String) {
    var (old, new) = ("", "")
    for piece in comparison.pieces {
      switch piece {
      case .same(let text): (old, new) = (old + text, new + text)
      case .removed(let text): old += text
      case .added(let text): new += text
      case .changed(let spans):
        old += spans.filter { $0.change != .added }.map(\.text).joined()
        new += spans.filter { $0.change != .removed }.map(\.text).joined()
      }
    }
    return (old, new)
  }

  /// The longest common subsequence, the slow way.
  private func common(_ old: [Int], _ new: [Int]) -> Int {
    var row = [Int](repeating: 0, count: new.count + 1)
    for element in old {
      var diagonal = 0
      for (index, other) in new.enumerated() {
        let above = row[index + 1]
        row[index + 1] = element == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[new.count]
  }

  @Test("A matching is as long as it can be, and in order", arguments: 0..<40 as Range<UInt64>)
  func matching(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let range = 0...Int(1 + seed % 12)
    let old = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: range, using: &random) }
    let new = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: range, using: &random) }
    var budget = 1_000_000
    let matching = Matching(old, new, budget: &budget)
    #expect(matching.pairs.count == common(old, new) && !matching.isCoarse)
    #expect(matching.pairs.allSatisfy { old[$0.old] == new[$0.new] })
    #expect(zip(matching.pairs, matching.pairs.dropFirst()).allSatisfy { $0.old < $1.old && $0.new < $1.new })
    #expect(budget < 1_000_000 || old.isEmpty || new.isEmpty || old == new || matching.pairs.count == min(old.count, new.count))
  }

  @Test("Beyond what can be counted out, what stands once on both sides is still found; the work stays within its budget")
  func unlike() {
    // Every third element stands on both sides, the rest nowhere else: far more differences than are counted out.
    let old = (0..<9000).map { $0 % 3 == 0 ? $0 : 100_000 + $0 }
    let new = (0..<9000).map { $0 % 3 == 0 ? $0 : 200_000 + $0 }
    var budget = 20_000_000
    let matching = Matching(old, new, budget: &budget)
    #expect(matching.pairs.count == 3000 && !matching.isCoarse)
    #expect(budget > 0)
    var spent = 0
    let coarse = Matching(old, Array(new.dropFirst()), budget: &spent)
    #expect(coarse.isCoarse && coarse.pairs.count <= 3000)
  }

  @Test("Text without any full stop is cut into pieces that both sides share, and put together again")
  func endless() {
    var random = ReportGenerator(seed: 5)
    let characters = "公开信息申请办理培训加强网站机关单位人员本年上报告"
    let old = String((0..<20_000).map { _ in random.pick(Array(characters)) })
    let middle = old.index(old.startIndex, offsetBy: 9_000)
    let new = "前言" + old[..<middle] + "插入的话" + old[middle...]
    let comparison = TextComparison(heading: "", old: old, new: new)
    #expect(sides(comparison) == (old, new))
    #expect(comparison.similarity > 0.99 && comparison.similarity < 1 && !comparison.isSame && comparison.isCoarse)
    #expect(!TextComparison(heading: "", old: old, new: old).isCoarse)
    let changed = comparison.pieces.count { if case .same = $0 { false } else { true } }
    #expect(changed <= 4, "\(changed) of \(comparison.pieces.count)")
    let other = String((0..<20_000).map { _ in random.pick(Array("甲乙丙丁戊己庚辛壬癸子丑寅卯")) })
    #expect(TextComparison(heading: "", old: old, new: other).similarity < 0.1)
    for character in ["字", "，", " 字"] {
      let run = String(repeating: character, count: 5_000)
      let comparison = TextComparison(heading: "", old: run, new: run + character)
      #expect(sides(comparison).new == run + character || character.first == " ")
      #expect(comparison.similarity > 0.9)
    }
  }

  @Test("Thousands of sentences that all changed are set against those near their place, and the comparison says so")
  func manyChanged() {
    let old = (0..<600).map { "第\($0)项工作在上半年由办公室完成并公布。" }.joined()
    let new = (0..<600).map { "第\($0)项工作在下半年由办公室完成并公布。" }.joined()
    let comparison = TextComparison(heading: "", old: old, new: new)
    #expect(comparison.isCoarse)
    #expect(comparison.pieces.allSatisfy { if case .changed = $0 { true } else { false } })
    #expect(comparison.similarity > 0.9)
    #expect(sides(comparison) == (old, new))
  }

  @Test("An ordinary report's prose is never compared coarsely")
  func ordinary() {
    let old = (0..<120).map { "第\($0)项工作在上半年由办公室完成。" }.joined()
    let new = (0..<120).map { $0 % 5 == 0 ? "新的第\($0)句。" : "第\($0)项工作在下半年由办公室完成。" }.joined()
    #expect(!TextComparison(heading: "", old: old, new: new).isCoarse)
    #expect(!TextComparison(heading: "", old: old, new: old).isCoarse)
  }

  @Test("A sentence keeps its final punctuation and what closes behind it; no break comes before either")
  func punctuation() {
    #expect(TextComparison.sentences("他说：“好。”然后走了！？（完。）再见") == ["他说：“好。”", "然后走了！？", "（完。）", "再见"])
    #expect(TextComparison.sentences("一；二。三") == ["一；", "二。", "三"])
    #expect(TextComparison.sentences("  一。  二。\n三") == ["一。", "二。", "三"])
    #expect(TextComparison.sentences("。。。") == ["。。。"])
    #expect(TextComparison.sentences("\n\n").isEmpty)
  }

  @Test("Only texts that are equal are alike in full")
  func almost() {
    let old = String(repeating: "本机关按时公开信息。", count: 3000)
    let comparison = TextComparison(heading: "", old: old, new: old + "完")
    #expect(comparison.similarity < 1 && comparison.similarity > 0.9999 && !comparison.isSame)
  }

  @Test("Similarity is the share of what both texts have together, whichever is longer")
  func share() {
    for (old, new) in [("一一。二二。三三。四四。", "二二。"), ("二二。", "一一。二二。三三。四四。")] {
      let comparison = TextComparison(heading: "", old: old, new: new)
      #expect(comparison.matched == 3 && comparison.characters == 15 && comparison.similarity == 0.4)
    }
  }

  @Test("Sections of the same heading are compared whole, and each heading once")
  func headings() throws {
    let form = try #require(Form.edition("2021"))
    var (old, new) = (Report(form: form), Report(form: form))
    old.sections = [.init(heading: "附件", text: "甲。"), .init(heading: "附件", text: "乙。")]
    new.sections = [.init(heading: "附件", text: "甲。"), .init(heading: "附件", text: "丙。")]
    let texts = Comparison(old: old, new: new).texts
    #expect(texts.map(\.heading) == ["附件"] && !texts[0].isSame)
  }

  @Test("Many claims are found, each with its reading, however long the words before them")
  func claims() throws {
    let form = try #require(Form.edition("2021"))
    var report = Report(form: form, agency: "甲局", year: 2022)
    report[try #require(form.cell("requests/new/total"))] = .stated(Figure(259))
    let run = String(repeating: "词", count: 30_000)
    report.sections = [.init(heading: "一、总体情况", text: String(repeating: "全年新收申请259件。", count: 500) + run + "新收260件。")]
    let claims = report.claims
    #expect(claims.count == 501 && claims.dropLast().allSatisfy { $0.isSure && $0.readings.count == 1 })
    #expect(claims.last?.isSure == false && (claims.last?.text.count ?? .max) < 300)
    #expect(ClaimCheck(report).findings.map(\.code) == [.unplacedClaim])
  }
}
