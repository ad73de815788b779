import DisclosureReport
import ReportGenerator
import Testing

@Suite("Prose, sentence by sentence")
struct TextComparisonTests {
  private func sides(_ comparison: TextComparison) -> (old: String, new: String) {
    var (old, new) = ("", "")
    for piece in comparison.pieces {
      switch piece {
      case .same(let text):
        old += text
        new += text
      case .removed(let text): old += text
      case .added(let text): new += text
      case .changed(let spans):
        old += spans.filter { $0.change != .added }.map(\.text).joined()
        new += spans.filter { $0.change != .removed }.map(\.text).joined()
      }
    }
    return (old, new)
  }

  @Test("Both texts can be put together again from the pieces", arguments: 0..<60 as Range<UInt64>)
  func complete(seed: UInt64) {
    var generator = ReportGenerator(seed: seed)
    let words = ["公开", "申请", "办理", "2019年", "123件", "。", "；", "培训", "加强", "\n", "网站", "，"]
    func text() -> String { (0..<Int.random(in: 0...60, using: &generator.random)).map { _ in generator.pick(words) }.joined() }
    let (old, new) = (text(), text())
    let comparison = TextComparison(heading: "", old: old, new: new)
    let sides = sides(comparison)
    #expect(sides.old == old.filter { !$0.isNewline })
    #expect(sides.new == new.filter { !$0.isNewline })
    #expect((0...1).contains(comparison.similarity))
    #expect(
      comparison.isSame == (old.split(separator: "\n").joined() == new.split(separator: "\n").joined()) || comparison.characters == 0
        || sides.old == sides.new)
  }

  @Test("A reworded sentence is one sentence that changed, its figures whole")
  func reworded() {
    let comparison = TextComparison(heading: "", old: "本机关按时公开。全年收到申请245件。", new: "本机关按时公开。全年收到申请270件。下一步加强培训。")
    #expect(
      comparison.pieces == [
        .same("本机关按时公开。"),
        .changed([
          .init(change: .same, text: "全年收到申请"), .init(change: .removed, text: "245"), .init(change: .added, text: "270"),
          .init(change: .same, text: "件。"),
        ]), .added("下一步加强培训。"),
      ])
  }

  @Test("Unlike sentences are not taken for each other")
  func unlike() {
    let comparison = TextComparison(heading: "", old: "网站改版完成。", new: "举办培训两场。")
    #expect(comparison.pieces.count == 2)
    #expect(comparison.similarity < 0.2)
  }

  @Test("A text that was copied is 100% alike, a text from nothing 0%")
  func similarity() {
    #expect(TextComparison(heading: "", old: "一。二。", new: "一。二。").similarity == 1)
    #expect(TextComparison(heading: "", old: "", new: "一。").similarity == 0)
  }

  @Test("Very long unlike texts end in bounded time")
  func long() {
    let old = (0..<3000).map { "旧文第\($0)句说的是甲。" }.joined()
    let new = (0..<3000).map { "新章第\($0)条讲到了乙。" }.joined()
    #expect(!TextComparison(heading: "", old: old, new: new).isSame)
  }
}
