// Another family of reports as a document alone: a statistical report that is filled in each month. Nothing in code knows it.

import Foundation
import Testing

@Suite("A form of another family: units and codes beside labels, parts of rows, a month")
struct MonthlyFormTests {
  private let form = ["--form", samples + "monthly-form.json"]
  private let february = samples + "monthly-2026-02.csv"
  private let march = samples + "monthly-2026-03.txt"

  private func command(_ arguments: [String]) throws -> Outcome {
    let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
    return try run(binary, arguments)
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = try Folder()
    try withExtendedLifetime(folder) { try body(folder.path) }
  }

  /// The fields of every line that are not empty, or of CSV all.
  private func fields(_ text: String, _ separator: Character) -> [[String]] {
    text.split(separator: "\n").map { $0.split(separator: separator, omittingEmptySubsequences: separator == " ").map(String.init) }
  }

  private func tidy(_ path: String) throws -> String {
    let outcome = try command(["convert", path, "--to", "csv"] + form)
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    return outcome.output
  }

  @Test("Text and a sheet are read: the agency from its field, the month, every figure in its cell, and unit and code nowhere")
  func reading() throws {
    let figures = fields(try tidy(march), ",").dropFirst()
    #expect(figures.count == 70)
    for figure in figures { #expect(figure[0] == "示例市教育局" && figure[1] == "2026-03" && figure[8] == "stated") }
    // Every figure as it stands in the sample, in order.
    var printed: [String] = []
    for line in fields(try String(contentsOfFile: march, encoding: .utf8), " ") where line.count == 5 && line[0] != "甲" {
      if Int(line[2]) != nil { printed += line[3...4] }
    }
    #expect(figures.map { $0[7] } == printed)
    let sheet = try tidy(february)
    #expect(sheet.contains(",2026-02,monthly,statistics,visits,current,") && sheet.split(separator: "\n").count == 71)
  }

  @Test("Whatever is written reads back", arguments: ["text", "markdown", "html", "xlsx", "json", "csv", "table"])
  func roundTrip(_ format: String) throws {
    try inFolder { (folder: String) throws -> Void in
      let path = "\(folder)/a.\(["text": "txt", "markdown": "md", "table": "csv"][format] ?? format)"
      let options = format == "table" ? ["--layout", "table"] : []
      #expect(try command(["convert", march, "-o", path] + form + options).status == 0)
      #expect(try tidy(path) == tidy(march))
    }
  }

  @Test("Sums, parts and months are checked, with last month's report beside it")
  func checking() throws {
    let sound = try command(["check", march, "--previous", february] + form)
    #expect(sound.status == 0 && sound.output.contains("45 hold, 0 fail"), "\(sound.output)\(sound.errors)")
    try inFolder { (folder: String) throws -> Void in
      let text = try String(contentsOfFile: march, encoding: .utf8)
      func check(_ old: String, _ new: String, _ options: [String] = []) throws -> String {
        #expect(text.contains(old))
        let path = folder + "/wrong.txt"
        try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try command(["check", path] + form + options)
        #expect(outcome.status == 1)
        return outcome.output
      }
      #expect(try check(" 11 8 ", " 11 9 ").contains("[requests-total]"))
      // At most, not equal: 190 of 189.
      #expect(try check(" 02 174 ", " 02 190 ").contains("190 > 189 [digital-part]"))
      #expect(try check(" 05 14710 35090", " 05 14710 14709").contains("[current-part]"))
      #expect(
        try check(" 05 14710 35090", " 05 14710 35091", ["--previous", february]).contains("by last month's report it should be 35090"))
      // In January, and only then, the year so far is the month.
      let january = try check("2026年3月", "2026年1月")
      #expect(january.contains("[january]") && january.contains("80 relations"))
    }
    let other = try command(["check", february, "--previous", march] + form)
    #expect(other.status == 2 && other.errors.contains("should be of 2026-01"))
  }

  @Test("Two months compare, two units add up, and the blank form is one that the rules of the workbook know")
  func comparing() throws {
    let diff = try command(["diff", february, march, "--to", "csv"] + form)
    #expect(diff.status == 1)
    #expect(diff.output.contains("示例市教育局,2026-02,示例市教育局,2026-03,statistics,visits,current,网站专栏页面访问量/本期实际,10999,14710,3711,33.74,changed"))
    try inFolder { (folder: String) throws -> Void in
      let text = try String(contentsOfFile: march, encoding: .utf8)
      try text.replacingOccurrences(of: "示例市教育局", with: "示例市民政局").write(toFile: folder + "/b.txt", atomically: true, encoding: .utf8)
      #expect(try command(["merge", march, folder + "/b.txt", "--agency", "示例市", "-o", folder + "/sum.xlsx"] + form).status == 0)
      let sum = try command(["convert", folder + "/sum.xlsx", "--to", "csv"] + form)
      #expect(sum.output.contains("示例市,2026-03,monthly,statistics,visits,current,网站专栏页面访问量/本期实际,29420,"))
      let blank = folder + "/blank.xlsx"
      #expect(try command(["template", "--agency", "示例市教育局", "--year", "2026-04", "-o", blank] + form).status == 0)
      let read = try command(["convert", blank, "--to", "csv"] + form)
      #expect(read.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("示例市教育局,2026-04,") && $0.hasSuffix(",,blank") })
    }
  }

  @Test("A carry-over may be at most, and a warning; several right sides are for what is plausible only")
  func carryOver() throws {
    try inFolder { (folder: String) throws -> Void in
      let document = try String(contentsOfFile: samples + "monthly-form.json", encoding: .utf8)
      func check(_ change: (String) -> String) throws -> Outcome {
        let changed = change(document)
        #expect(changed != document)
        try changed.write(toFile: folder + "/form.json", atomically: true, encoding: .utf8)
        let text = try String(contentsOfFile: march, encoding: .utf8).replacingOccurrences(of: " 05 14710 35090", with: " 05 14710 35080")
        try text.write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
        return try command(["check", folder + "/a.txt", "--previous", february, "--form", folder + "/form.json"])
      }
      let last = #""right": ["last:cumulative", "current"]"#
      #expect(try check { $0.replacingOccurrences(of: last, with: last + " ") }.status == 1)
      #expect(try check { $0.replacingOccurrences(of: last, with: #""compare": "<=", "# + last) }.status == 0)
      let warned = try check { $0.replacingOccurrences(of: last, with: #""severity": "warning", "# + last) }
      #expect(warned.status == 0 && warned.output.contains("warning: "), "\(warned.output)")
      let refused = try check { $0.replacingOccurrences(of: last, with: #""or": [["current"]], "# + last) }
      #expect(refused.status == 2 && refused.errors.contains("unknown field \"or\""), "\(refused.errors)")
    }
  }

  @Test("A row whose label is lost is named by its code; a month that is no month is refused")
  func codes() throws {
    try inFolder { (folder: String) throws -> Void in
      let text = try String(contentsOfFile: march, encoding: .utf8).replacingOccurrences(of: "现场接待人数 人次 06", with: "接待 人次 6")
      try text.write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
      let read = try command(["convert", folder + "/a.txt", "--to", "csv"] + form)
      #expect(try read.output == tidy(march))
    }
    for year in ["2026-13", "2026-1", "2026-", "2026-00"] {
      #expect(try command(["convert", march, "--year", year] + form).status == 2)
    }
  }
}
