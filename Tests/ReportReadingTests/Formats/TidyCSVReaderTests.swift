import DisclosureReport
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Tidy CSV")
struct TidyCSVReaderTests {
  static let header = "agency,year,form,table,row,column,label,value,state\n"

  @Test("Stated, blank, inferred and absent are four different things")
  func states() throws {
    let report = try readOne(
      Self.header + "甲,2020,2019,requests,new,natural,x,12,stated\n甲,2020,2019,requests,new,business,x,,blank\n"
        + "甲,2020,2019,requests,new,research,x,3,inferred\n")
    #expect(report.agency == "甲")
    #expect(report.year == 2020)
    #expect(report["requests/new/natural"] == .stated(Figure(12)))
    #expect(report["requests/new/business"] == .blank)
    #expect(report["requests/new/research"] == .inferred(Figure(3)))
    #expect(report["requests/new/charity"] == .absent)
  }

  @Test("Four columns are enough; agency and year come from options, the form from the cells or the year")
  func fewColumns() throws {
    let text = "table,row,column,value\nrequests,other.rest,natural,5\n"
    let report = try readOne(text, ReadingOptions(agency: "甲", year: 2020))
    #expect(report.form.id == "2021")
    #expect(report.agency == "甲")
    let shared = "table,row,column,value\nrequests,new,natural,5\n"
    #expect(try readOne(shared, ReadingOptions(year: 2020)).form.id == "2019")
    #expect(try readOne(shared, ReadingOptions(year: 2022)).form.id == "2021")
    #expect(readingError(shared)?.message.en.contains("--form or --year") == true)
  }

  @Test("A report begins where agency, year or form change")
  func many() throws {
    let text =
      Self.header
      + "甲,2020,2019,requests,new,natural,x,1,stated\n乙,2020,2019,requests,new,natural,x,2,stated\n乙,2021,2021,requests,new,natural,x,3,stated\n"
    let reports = try read(text)
    #expect(reports.map(\.agency) == ["甲", "乙", "乙"])
    #expect(reports.map(\.form.id) == ["2019", "2019", "2021"])
    #expect(reports.map { $0.shown("requests/new/natural") } == ["1", "2", "3"])
  }

  @Test("Windows line ends, a byte order mark and quotes make no difference")
  func variants() throws {
    let text = "\u{FEFF}\"table\",\"row\",\"column\",\"value\"\r\n\"requests\",\"new\",\"natural\",\"5\"\r\n"
    #expect(try readOne(text, ReadingOptions(year: 2020)).shown("requests/new/natural") == "5")
  }

  @Test(
    "What cannot be used is an error at its place",
    arguments: [
      ("甲,2020,2019,requests,new,natural,x,1️⃣12a,stated\n", "not a number"),
      ("甲,2020,2019,requests,new,natural,x,1️⃣-5,stated\n", "cannot be negative"),
      ("甲,2020,2019,requests,new,natural,x,1️⃣1.5,stated\n", "whole number"),
      ("甲,2020,2019,1️⃣requests,newest,natural,x,5,stated\n", "no cell"),
      ("甲,2020,1️⃣2024,requests,new,natural,x,5,stated\n", "unknown form"),
      (
        "甲,2020,2019,requests,new,natural,x,5,stated\n甲,2020,2019,requests,new,business,x,5,stated\n"
          + "乙,2020,2019,requests,new,natural,x,5,stated\n乙,2020,2019,requests,new,business,x,5,1️⃣blank\n"
          + "乙,2020,2019,requests,new,research,x,5,stated\n", "contradicts"
      ),
      ("甲,1️⃣MMXX,2019,requests,new,natural,x,5,stated\n", "a year is"),
      ("甲,2020,2019,requests,new,natural,x,5,1️⃣blank\n", "contradicts"),
      ("甲,2020,2019,requests,new,natural,x,5,1️⃣guessed\n", "stated, blank or inferred"),
      ("甲,2020,2019,requests,new,natural,x,5,stated\n甲,2020,2019,1️⃣requests,new,natural,x,5,stated\n", "twice"),
      ("1️⃣甲,2020,2019\n", "fields"),
      (
        "甲,2020,2019,requests,new,natural,x,5,stated\n乙,2020,2019,requests,new,natural,x,5,stated\n"
          + "1️⃣甲,2020,2019,requests,new,total,x,5,stated\n", "together"
      ),
    ])
  func errors(_ marked: String, _ words: String) throws {
    let text = MarkedText(Self.header + marked)
    let found = readingError(text.text)
    let error = try #require(found)
    #expect(error.place == text["1️⃣"], "\(error.message.en)")
    #expect(error.message.en.contains(words), "\(error.message.en)")
  }

  /// The cells of several reports as lines in one layout: which columns in which order, how quoted, how lines end.
  private struct Layout {
    let columns: [String]
    let isQuoted: Bool
    let end: String

    init(_ generator: inout ReportGenerator, _ order: inout SeededGenerator) {
      var columns = ["table", "row", "column", "value", "agency", "year", "form", "state"]
      for optional in ["label", "note"] where generator.chance(0.5) { columns.append(optional) }
      self.columns = columns.shuffled(using: &order)
      isQuoted = generator.chance(0.5)
      end = generator.pick(["\n", "\r\n", "\r"])
    }

    var header: String { line(Dictionary(uniqueKeysWithValues: columns.map { ($0, $0) })) }

    func line(_ fields: [String: String]) -> String {
      columns.map { name in
        let field = fields[name] ?? ""
        return isQuoted || field.contains { ",\"\n".contains($0) } ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
      }.joined(separator: ",") + end
    }
  }

  @Test("Any order of columns and rows, with quotes and any line end, reads as the same reports", arguments: 0..<60 as Range<UInt64>)
  func layouts(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    var order = SeededGenerator(seed: seed)
    let layout = Layout(&generator, &order)
    let reports = (0..<4).map { number in
      var report = generator.report()
      (report.agency, report.year) = ("第\(number)，\"甲\"\(seed % 3 == 0 ? "\n" : "")局", 2020 + number)
      if report.cells.allSatisfy(\.isAbsent) { report[0] = .blank }
      return report
    }
    var text = layout.header
    for report in reports {
      let cells = report.form.cells.filter { !report[$0.number].isAbsent }
      for cell in generator.chance(0.5) ? cells.shuffled(using: &order) : cells {
        let value = report[cell.number]
        let ids = cell.address.split(separator: "/").map(String.init)
        text += layout.line([
          "table": ids[0], "row": ids[1], "column": ids[2], "label": cell.label, "note": generator.pick(["", "甲", "a\nb", "x"]),
          "agency": report.agency, "year": String(report.year ?? 0), "form": report.form.id, "value": value.figure?.description ?? "",
          "state": value.isBlank
            ? generator.pick(["", "blank"]) : value.isInferred ? "inferred" : generator.pick(["", "stated"]),
        ])
      }
    }
    let back = try read(text, as: .csv)
    let lines = Self.lines(text)
    #expect(back.map(\.agency) == reports.map(\.agency) && back.map(\.year) == reports.map(\.year))
    for (back, report) in zip(back, reports) {
      #expect(back.cells == report.cells)
      for cell in report.form.cells where report[cell.number].figure.map({ $0 > .zero && $0.isWhole }) == true {
        // Where a figure stands it begins, whatever way its line was read.
        let position = try #require(back.position(of: cell.number))
        let line = lines[position.line - 1]
        #expect(line.dropFirst(position.column - 1).hasPrefix(report[cell.number].figure?.description ?? "?"), "\(position)")
      }
    }
  }

  /// As positions count them: a break within quotes ends a line, too, but a lone CR does not within them.
  private static func lines(_ text: String) -> [Substring] {
    Substring(text).split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  @Test("A header that lacks a column names it")
  func header() {
    #expect(readingError("table,row,value\nrequests,new,5\n", path: "a.csv")?.message.en.contains("\"column\" is missing") == true)
    #expect(readingError("table,row,column,value,value\n")?.message.en.contains("twice") == true)
  }
}
