import DisclosureReport
import Testing

@Suite("Years and months")
struct PeriodTests {
  @Test("What CSV carries reads back, and nothing else is a period")
  func text() {
    for text in ["1900", "2200", "2026", "2026-01", "2026-12"] { #expect(ReportPeriod(text)?.description == text) }
    for text in ["", "26", "1899", "2201", "2026-", "2026-0", "2026-00", "2026-13", "2026-1", "2026-+1", "2026-01-01", "-2026", "2026-三月"] {
      #expect(ReportPeriod(text) == nil, "\(text)")
    }
    #expect(ReportPeriod(year: 2026, month: 3).name == "2026年3月" && ReportPeriod(year: 2026).name == "2026年")
  }

  @Test("Months follow each other over the turn of the year, years one another, and neither the other")
  func order() throws {
    func follows(_ this: String, _ last: String) -> Bool {
      let (first, second) = (
        Report(form: Form.editions[1], agency: "", period: ReportPeriod(last)),
        Report(form: Form.editions[1], agency: "", period: ReportPeriod(this))
      )
      return second.follows(first)
    }
    #expect(follows("2026-01", "2025-12") && follows("2026-03", "2026-02") && follows("2026", "2025"))
    #expect(!follows("2026-03", "2026-01") && !follows("2026-01", "2026-12") && !follows("2026-01", "2025") && !follows("2026", "2025-12"))
    #expect(!follows("2025", "2026") && !follows("2027", "2025"))
  }
}
