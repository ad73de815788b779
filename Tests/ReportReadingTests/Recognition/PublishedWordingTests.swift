import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Wordings met in published reports")
struct PublishedWordingTests {
  @Test("Agency, year, headings and claims are understood, and nothing true is called wrong", arguments: ["2019", "2021"])
  func wordings(_ edition: String) throws {
    let form = try #require(Form.edition(edition))
    var score = WordingScore()
    for seed in 0..<40 as Range<UInt64> {
      let worded = WordedReport(form, seed: seed)
      score.count(worded, try read(worded.text, as: .text).first, altered: try worded.altered.map { try read($0, as: .text).first })
    }
    #expect(score.agencies * 100 >= 95 * score.documents && score.years * 100 >= 95 * score.documents, "\(score)")
    #expect(score.parts.right * 100 >= 95 * score.parts.all, "\(score)")
    #expect(score.claims.found * 100 >= 85 * score.claims.all && score.falseAlarms == 0, "\(score)")
  }
}
