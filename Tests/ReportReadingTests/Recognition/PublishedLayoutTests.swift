import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Layouts met in published reports")
struct PublishedLayoutTests {
  static let cases = PublishedLayout.allCases.flatMap { layout in ["2019", "2021"].map { (layout, $0) } }

  private func score(_ layout: PublishedLayout, _ edition: String, seeds: Range<UInt64>, noise: Bool, blanks: Bool) throws -> ReadingScore {
    var score = ReadingScore()
    for seed in seeds {
      var generator = ReportGenerator(seed: seed)
      let form = try #require(Form.edition(edition))
      let report = seed % 3 == 0 && noise ? generator.inconsistentReport(of: form) : generator.consistentReport(of: form)
      var printer = ReportPrinter(layout, seed: seed, hasNoise: noise, hasBlanks: blanks)
      let (text, carried) = printer.print(report)
      score.count(try readOne(text, as: layout == .items ? .markdown : .text), against: carried)
    }
    return score
  }

  @Test("A document without empty cells reads right, every cell of it", arguments: cases)
  func undamaged(_ layout: PublishedLayout, _ edition: String) throws {
    let score = try score(layout, edition, seeds: 0..<12, noise: false, blanks: false)
    #expect(score.wrong == 0 && score.flagged == 0, "\(score)")
  }

  @Test("Empty cells may leave open which column a figure is in; then it is flagged, never wrong in silence", arguments: cases)
  func emptyCells(_ layout: PublishedLayout, _ edition: String) throws {
    let score = try score(layout, edition, seeds: 0..<12, noise: false, blanks: true)
    #expect(score.wrong == 0, "\(score)")
    #expect(score.flagged * (dropsCells(layout) ? 10 : 50) <= score.right, "\(score)")
  }

  @Test("In a damaged document no figure is wrong in silence, and few are lost", arguments: cases)
  func damaged(_ layout: PublishedLayout, _ edition: String) throws {
    let whole = try score(layout, edition, seeds: 100..<112, noise: true, blanks: false)
    #expect(whole.wrong == 0 && whole.flagged * (layout == .lifted ? 20 : 100) <= whole.right, "\(whole)")
    let gappy = try score(layout, edition, seeds: 100..<112, noise: true, blanks: true)
    #expect(gappy.wrong == 0 && gappy.flagged * (dropsCells(layout) ? 5 : 20) <= gappy.right, "\(gappy)")
  }

  /// Where empty cells leave no trace, only the sums can tell which they were.
  private func dropsCells(_ layout: PublishedLayout) -> Bool {
    layout == .lifted || layout == .fewCells
  }

  @Test("The text itself reads back with the title, in traditional characters, too")
  func titles() throws {
    let report = try readOne("東山縣人民政府2022年政府信息公開工作年度報告\n信息內容 | 本年處理決定數量\n行政許可 | 5\n")
    #expect(report.agency == "東山縣人民政府" && report.year == 2022)
    #expect(report.shown("disclosure/licensing/decisions") == "5")
  }
}
