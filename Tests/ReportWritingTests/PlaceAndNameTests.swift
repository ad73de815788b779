import DisclosureReport
import ReportWriting
import Testing

@Suite("Places that can be found, and sides that are named")
struct PlaceAndNameTests {
  private func audit(hasLines: Bool, _ format: AuditFormat) throws -> String {
    let form = try #require(Form.edition("2021"))
    var report = Report(form: form, agency: "东山县人民政府", year: 2022)
    let place = hasLines ? nil : form.place("requests/new/natural")
    let source = SourcePosition(path: "a.docx", line: 41, column: 5, place: place)
    let evidence = Evidence(
      side: .left, cell: "requests/new/natural", label: "自然人", value: .stated(Figure(1)),
      source: SourcePosition(path: "a.docx", line: 43, column: 5, place: place))
    report.findings = [
      Finding(.error, .unreadFigure, cell: "requests/new/natural", at: source, Bilingual(same: "?"), evidence: [evidence])
    ]
    var stream = try #require(AuditStream(format, language: .chinese, quiet: true))
    var bytes: [UInt8] = []
    stream.add(try Audit(report), to: &bytes)
    stream.finish(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func count(_ part: String, in text: String) -> Int {
    text.split(separator: part, omittingEmptySubsequences: false).count - 1
  }

  @Test("JSON names the place in the form where the source has no lines, for the finding and what it rests on")
  func json() throws {
    let place = try #require(Form.edition("2021")).place("requests/new/natural")
    #expect(count("\"place\": \"\(place)\"", in: try audit(hasLines: false, .json)) == 2)
    #expect(!(try audit(hasLines: true, .json).contains("\"place\"")))
  }

  @Test("SARIF names that place and points at no line that nobody sees")
  func sarif() throws {
    let place = try #require(Form.edition("2021")).place("requests/new/natural")
    let placed = try audit(hasLines: false, .sarif)
    #expect(count("\"name\": \"\(place)\"", in: placed) == 2 && !placed.contains("startLine"))
    let lined = try audit(hasLines: true, .sarif)
    #expect(lined.contains("\"startLine\": 41") && lined.contains("\"startLine\": 43") && !lined.contains("\"name\": \"\(place)\""))
  }

  @Test("The page calls no agency old or new")
  func page() throws {
    let form = try #require(Form.edition("2021"))
    var (first, second) = (Report(form: form, agency: "东山县人民政府", year: 2022), Report(form: form, agency: "南河市人民政府", year: 2022))
    first[0] = .stated(Figure(1))
    second[0] = .stated(Figure(2))
    var stream = try #require(ComparisonFormat.html.stream(ComparisonOptions()))
    var bytes: [UInt8] = []
    stream.add(Comparison(old: first, new: second), to: &bytes)
    stream.finish(&bytes)
    let shown = String(decoding: bytes, as: UTF8.self)
    #expect(!shown.contains("旧数") && !shown.contains("新数"))
    #expect(shown.contains("每格：“南河市人民政府”的数，下面是“东山县人民政府”的数"))
  }
}
