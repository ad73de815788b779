import DisclosureReport
import Foundation
import ReportGenerator
import ReportWriting
import Testing

@Suite("Documents of forms, mutated")
struct FormMutationTests {
  /// What people and fuzzers put into strings.
  private static let nasty = [
    "", " ", "'", "a'b", "'x'", "History", "勾稽校验", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "[a]", "a/b", "=1+1", "<b>", "&amp;", "\\u0000", "\\uFFFF",
    "\\u202E",
    "\\n", "*", "-total", "last:total", "total", "natural", "requests", "1", "count", "money", "across", "row", "column", "zh",
    String(repeating: "长", count: 2000),
  ]
  private static let numbers = ["0", "-1", "9223372036854775807", "1e9", "2200", "1900", "99999999999999999999"]

  /// One change to a document: a character, a line, a string, a number, or a row or column.
  private func mutated(_ document: String, _ random: inout ReportGenerator) -> String {
    // Every second piece stands between quotes.
    var pieces = document.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    func string() -> Int { min(pieces.count - 1, 1 + 2 * Int.random(in: 0..<max(1, pieces.count / 2), using: &random.random)) }
    switch Int.random(in: 0..<8, using: &random.random) {
    case 0:
      let piece = Int.random(in: 0..<pieces.count, using: &random.random)
      var characters = Array(pieces[piece])
      let place = Int.random(in: 0...characters.count, using: &random.random)
      if place < characters.count { characters.remove(at: place) }
      pieces[piece] =
        String(characters[..<place]) + random.pick(["", "\"", "{", "}", "[", "]", ",", ":", "1", "é"]) + String(characters[place...])
    case 1, 2:
      var lines = document.split(separator: "\n", omittingEmptySubsequences: false)
      let line = Int.random(in: 0..<lines.count, using: &random.random)
      if random.chance(0.5) { lines.remove(at: line) } else { lines.insert(lines[line], at: line) }
      return lines.joined(separator: "\n")
    case 3, 4: pieces[string()] = random.pick(Self.nasty)
    case 5: pieces[string()] = pieces[string()]
    case 6: return document.replacing("{\"from\": 20", with: "{\"from\": " + random.pick(Self.numbers) + ", \"to\": 20", maxReplacements: 1)
    default:
      let headings = pieces.indices.filter { pieces[$0] == "heading" || pieces[$0] == "sheet" }
      if let place = headings.randomElement(using: &random.random), place + 2 < pieces.count { pieces[place + 2] = random.pick(Self.nasty) }
    }
    return pieces.joined(separator: "\"")
  }

  @Test("Each is refused with line and column, or makes a blank form in every format", arguments: 0..<30 as Range<UInt64>)
  func template(seed: UInt64) throws {
    var random = ReportGenerator(seed: seed)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gongkai-forms-\(seed)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for _ in 0..<10 {
      var text = String(decoding: Form.editions[Int(seed % 2)].document, as: UTF8.self)
      for _ in 0..<Int.random(in: 1...3, using: &random.random) { text = mutated(text, &random) }
      let form: Form
      do {
        form = try Form(document: Array(text.utf8), path: "form.json")
      } catch {
        #expect(error.place != nil && !error.message.zh.isEmpty, "\(error.message.en)")
        continue
      }
      var report = Report(form: form, agency: "甲局", year: 2022)
      for cell in form.cells { report[cell.number] = .blank }
      try WorkbookSubject.template(report).write(to: folder.path + "/blank.xlsx")
      for cell in form.cells { report[cell.number] = .stated(Figure(cell.number.index)) }
      #expect(!Checker(report).results.isEmpty || form.relations.isEmpty)
      for format in [OutputFormat.csv, .json, .html] {
        var stream = try #require(format.stream(WritingOptions()))
        var bytes: [UInt8] = []
        stream.add(report, to: &bytes)
        stream.finish(&bytes)
        #expect(!bytes.isEmpty)
      }
      #expect(!Comparison(old: report, new: Report(form: Form.editions[0])).cells.isEmpty)
    }
  }
}
