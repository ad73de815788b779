import DisclosureReport
import Foundation
import ReportWriting
import Testing

/// Many reports beside each other, against rates and statistics that Python works out from the same CSV.
@Suite("Rates, ranks, outliers, overviews", .serialized)
struct RankTests {
  private func panel(_ folder: Folder, _ count: Int, _ years: String, _ seed: Int = 1) throws -> String {
    #expect(try gongkai("template", "--form", "2021", "--to", "csv", "-o", "t.csv", in: folder.path).status == 0)
    let made = try python("make", folder.path + "/t.csv", "\(count)", years, "\(seed)")
    try folder.write(made, to: "panel.csv")
    return folder.path + "/panel.csv"
  }

  private func python(_ arguments: String...) throws -> String {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/panel.py"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  private func lines(_ text: String) -> [[String]] {
    text.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test(
    "Ranks are those of exact shares; small denominators have none",
    arguments: ["granted_share", "review_corrected", "court_corrected", "natural_share", "new_growth"])
  func ranks(rate: String) throws {
    let folder = try Folder()
    let path = try panel(folder, 30, "2021,2022,2023")
    let ranked = lines(try gongkai("rank", path, "--by", rate, "--to", "csv").output)
    let truth = try #require(try JSONSerialization.jsonObject(with: Data(try python("rank", path, rate).utf8)) as? [[Any]])
    #expect(ranked.count == truth.count && !ranked.isEmpty)
    // Only what is exactly equal shares a rank.
    let mine = Set(ranked.map { "\($0[1]) \($0[2]) \(Double($0[5]) ?? -1) \($0[0])" })
    #expect(mine == Set(truth.map { "\($0[0]) \($0[1]) \(($0[2] as? NSNumber)?.doubleValue ?? -2) \($0[3])" }))
    let values = ranked.compactMap { Double($0[5]) }
    #expect(values == values.sorted(by: >) && ranked.map { Int($0[0]) ?? 0 } == ranked.map { Int($0[0]) ?? 0 }.sorted())
    let top = lines(try gongkai("rank", path, "--by", rate, "--to", "csv", "--top", "3", "--ascending").output)
    #expect(top.map { $0[5] } == Array(ranked.map { $0[5] }.reversed().prefix(3)))
  }

  @Test(
    "Outliers are those of median and median absolute deviation, among peers and among an agency's own years",
    arguments: ["granted_share", "review_corrected", "new_growth"])
  func outliers(rate: String) throws {
    let folder = try Folder()
    let path = try panel(folder, 24, "2019,2020,2021,2022,2023,2024")
    let all = lines(try gongkai("rank", path, "--outliers", "--to", "csv").output)
    let found = Set(all.filter { $0[3] == rate }.map { "\($0[0]) \($0[1]) \($0[5]) \(Double($0[4]) ?? -1) \(Double($0[6]) ?? -1)" })
    let truth = try #require(try JSONSerialization.jsonObject(with: Data(try python("outliers", path, rate).utf8)) as? [[Any]])
    #expect(
      found
        == Set(
          truth.map { "\($0[0]) \($0[1]) \($0[2]) \(($0[3] as? NSNumber)?.doubleValue ?? 0) \(($0[4] as? NSNumber)?.doubleValue ?? 0)" }))
    if rate == "review_corrected" { #expect(found.contains { $0.hasPrefix("示例市第6区人民政府 2024 peers") }, "\(found)") }
  }

  @Test("rank alone lists the rates; an unknown one, contradictory options and missing inputs are errors")
  func usage() throws {
    let folder = try Folder()
    let list = try gongkai("rank")
    #expect(list.status == 0 && list.output.contains("granted_share") && list.output.contains("new_growth"))
    let unknown = try gongkai("rank", samples + "shili-2020.json", "--by", "luck")
    #expect(unknown.status == 2 && unknown.errors.contains("granted_share"))
    for arguments in ["--by new", "shili-2020.json", "shili-2020.json --outliers --top 3"] {
      #expect(try shell("\"$GONGKAI\" rank \(arguments)", in: samples).status == 2, "\(arguments)")
    }
    #expect(try gongkai("rank", samples + "shili-2020.json", "--by", "new", "-o", "r.xlsx", in: folder.path).status == 0)
    let text = try gongkai("rank", samples + "shili-2020.json", samples + "shili-2019.json", "--by", "new_growth", "--to", "text")
    #expect(text.output.contains("10.20%") && text.output.contains("1 lack figures"))
    // Twice the same is once; a form without rates says so; one of one's own brings its rates along in an archive.
    let twice = try gongkai("rank", samples + "shili-2020.json", samples + "shili-2020.json", "--by", "new")
    #expect(twice.output.split(separator: "\n").count == 2 && twice.errors.contains("comes twice"))
    let none = try gongkai("rank", "--form", samples + "monthly-form.json")
    #expect(none.status == 2 && none.errors.contains("no rates"))
    let form = try String(contentsOfFile: samples + "monthly-form.json", encoding: .utf8)
    let end = try #require(form.lastIndex(of: "}"))
    let rates = #"  ,"rates": [{"id": "calls", "name": {"zh": "咨询", "en": "calls"}, "numerator": ["statistics/calls/current"]}]}"#
    let cell = try #require(
      try gongkai("template", "--form", samples + "monthly-form.json", "--to", "csv").output.split(separator: "\n").dropFirst().first)
    let ids = cell.split(separator: ",", omittingEmptySubsequences: false)
    try folder.write(form[..<end] + rates.replacing("statistics/calls/current", with: "\(ids[3])/\(ids[4])/\(ids[5])"), to: "form.json")
    #expect(
      try gongkai("convert", "-q", samples + "monthly-2026-03.txt", "--form", "form.json", "-o", "m.sqlite", in: folder.path).status == 0)
    let own = try gongkai("rank", "m.sqlite", "--by", "calls", in: folder.path)
    #expect(own.status == 0 && own.output.split(separator: "\n").count == 2, "\(own.errors)")
  }

  @Test("A check of many has a line for each, in every format; in a folder each line leads to its page")
  func overview() throws {
    let folder = try Folder()
    let path = try panel(folder, 12, "2023")
    let wrong = try String(contentsOfFile: path, encoding: .utf8).replacing(
      "示例市第2区人民政府,2023,2021,requests,total,total,,", with: "示例市第2区人民政府,2023,2021,requests,total,total,,9")
    try folder.write(wrong, to: "panel.csv")
    let csv = try gongkai("check", path, "--overview", "--to", "csv")
    #expect(csv.status == 1)
    let table = lines(csv.output)
    #expect(table.count == 12 && table.filter { $0[4] != "0" }.map { $0[0] } == ["示例市第2区人民政府"])
    for format in ["json", "text", "markdown", "html", "xlsx"] {
      #expect(
        try gongkai(
          "check", path, "--overview", "--to", format, "-o", "o.\(format == "markdown" ? "md" : format == "text" ? "txt" : format)",
          in: folder.path
        ).status == 1)
    }
    #expect(
      try shell(
        "mkdir site diffs reports && cd \(folder.path) && \"$GONGKAI\" check panel.csv -o site/; \"$GONGKAI\" diff panel.csv panel.csv -o diffs/ && \"$GONGKAI\" convert panel.csv --overview -o reports/",
        in: folder.path
      ).status == 0)
    for site in ["site", "diffs", "reports"] {
      let pages = folder.files.filter { $0.hasPrefix(site + "/") && $0.hasSuffix(".html") }
      #expect(pages.count == 13, "\(site)")
      let index = try folder.text("\(site)/index.html")
      let links = index.matches(of: /href="([^"]+\.html)"/).compactMap { String($0.1).removingPercentEncoding }
      #expect(Set(links) == Set(pages.map { String($0.dropFirst(site.count + 1)) }).subtracting(["index.html"]))
    }
    // On one page and in a workbook what there is to say stands below; a page of its own says it in a folder.
    let page = try folder.text("o.html")
    let leads = Set(page.matches(of: /href="#(r[0-9]+)"/).map { String($0.1) })
    #expect(!leads.isEmpty && leads.allSatisfy { page.contains("id=\"\($0)\"") } && page.contains("none where the denominator is below 10"))
    #expect(!(try folder.text("site/index.html")).contains("href=\"#r"))
    // Reports of which nobody knows the agency share a heading; each line leads there.
    let unknown = #"{"form":"2021","agency":"","year":2022,"tables":{"requests":{"new":{"natural":1,"total":5}}}}"# + "\n"
    try folder.write(unknown + unknown, to: "unknown.ndjson")
    #expect(try gongkai("check", "unknown.ndjson", "--overview", "-o", "unknown.html", "-q", in: folder.path).status == 0)
    let shared = try folder.text("unknown.html")
    #expect(shared.matches(of: /href="#r1"/).count == 2 && shared.contains("id=\"r1\"") && !shared.contains("#r2"))
    // Units that have not reported have a line, whatever their names are.
    try folder.write("单位\n示例市第1区人民政府\n\"甲\"\"乙,丙\"\"局\"\n", to: "units.csv")
    let roster = try gongkai("check", path, "--overview", "--roster", "units.csv", "--to", "json", in: folder.path)
    #expect(roster.output.contains(#""agency": "甲\"乙,丙\"局", "year": "", "form": "2021", "path": "", "errors": 1"#))
    let moved = lines(try gongkai("diff", samples + "shili-2019.json", samples + "shili-2020.json", "--overview", "--to", "csv").output)
    #expect(moved.count == 1 && moved[0][6] == "54.55" && !moved[0][7].isEmpty)
    #expect(try gongkai("check", path, "--overview", "--to", "sarif").status == 2)
    let narrow = try onTerminal("\"$GONGKAI\" check panel.csv --overview", in: folder.path)
    #expect(narrow.split(separator: "\n").allSatisfy { $0.displayWidth <= 80 } && narrow.contains("more columns"), "\(narrow.prefix(600))")
    #expect(try gongkai("check", path, "-o", "nowhere/", in: folder.path).status == 2)
  }

  @Test("In the page an overview is sorted by a title and searched by words; three thousand lines are small and soon drawn")
  func page() throws {
    let folder = try Folder()
    let path = try panel(folder, 3000, "2023")
    let wrong = try String(contentsOfFile: path, encoding: .utf8).replacing(
      "示例市第2区人民政府,2023,2021,requests,total,total,,", with: "示例市第2区人民政府,2023,2021,requests,total,total,,9")
    try folder.write(wrong, to: "panel.csv")
    #expect(try gongkai("convert", path, "--overview", "-o", "o.html", in: folder.path).status == 0)
    let size = try #require(try FileManager.default.attributesOfItem(atPath: folder.path + "/o.html")[.size] as? Int)
    #expect(size < 5_000_000)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/overview.py", folder.path + "/o.html"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let seen = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    #expect(seen["rows"] as? Int == 3000 && seen["requests"] as? [String] == [])
    let values = try #require(seen["sorted"] as? [Double])
    #expect(values == values.sorted(by: >) && seen["direction"] as? String == "descending")
    #expect(seen["again"] as? [Double] == values.sorted())
    #expect(seen["found"] as? [String] == ["示例市第1234区人民政府"])
    #expect(seen["wrong"] as? [String] == ["示例市第2区人民政府"])
    // On paper every page has the titles, and no box to search in; a name without end leaves room for the rest.
    let few = try Folder()
    let long = try panel(few, 90, "2023")
    try few.write(
      try String(contentsOfFile: long, encoding: .utf8).replacing("示例市第7区人民政府", with: String(repeating: "A", count: 300)), to: "panel.csv")
    #expect(try gongkai("convert", long, "--overview", "-o", "few.html", in: few.path).status == 0)
    let printed = try run(python, [repository + "/Tests/Oracles/page.py", few.path + "/few.html", few.path])
    try #require(printed.status == 0, "\(printed.errors)")
    let pdf = try #require(few.files.first { $0.hasSuffix(".pdf") })
    let second = try shell("pdftotext -f 2 -l 2 \(pdf) -; pdftotext \(pdf) - | grep -cw search", in: few.path).output
    #expect(second.contains("businesses") && second.hasSuffix("0\n"), "\(second)")
  }
}
