import DisclosureReport
import Foundation
import ReportGenerator
import ReportWriting
import Testing

@Suite("gongkai diff")
struct DiffTests {
  private func differing(_ folder: Folder) throws {
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    try folder.write(text, to: "a.json")
    try folder.write(text.replacing("\"upheld\": 4", with: "\"upheld\": 16"), to: "b.json")
  }

  @Test("The exit status is that of diff(1): 0 same, 1 different, 2 trouble")
  func status() throws {
    let folder = try Folder()
    try differing(folder)
    #expect(try gongkai("diff", "a.json", "a.json", in: folder.path).status == 0)
    #expect(try gongkai("diff", "a.json", "b.json", in: folder.path).status == 1)
    #expect(try gongkai("diff", "a.json", "none.json", in: folder.path).status == 2)
    #expect(try gongkai("diff", "a.json", in: folder.path).status == 2)
    #expect(try gongkai("diff", "a.json", "b.json", "-o", "b.json", "--to", "csv", in: folder.path).status == 2)
    #expect(try gongkai("diff", "a.json", "b.json", "--table", "nothing", in: folder.path).status == 2)
    #expect(try gongkai("diff", "a.json", "b.json", "--threshold", "much", in: folder.path).status == 2)
    #expect(folder.files == ["a.json", "b.json"])
    // As diff(1) does in a script.
    let script =
      "if $GONGKAI diff a.json a.json >/dev/null; then echo same; fi; $GONGKAI diff a.json b.json >/dev/null || echo differs $?; diff a.json b.json >/dev/null || echo $?"
    #expect(try shell(script, in: folder.path).output == "same\ndiffers 1\n1\n")
  }

  @Test("A threshold that hides every change exits 0; --table looks at one table only")
  func narrowed() throws {
    let folder = try Folder()
    try differing(folder)
    #expect(try gongkai("diff", "a.json", "b.json", "--threshold", "13", in: folder.path).status == 0)
    #expect(try gongkai("diff", "a.json", "b.json", "--threshold", "12", in: folder.path).status == 1)
    #expect(try gongkai("diff", "a.json", "b.json", "--threshold", "300%", in: folder.path).status == 1)
    #expect(try gongkai("diff", "a.json", "b.json", "--threshold", "301%", in: folder.path).status == 0)
    #expect(try gongkai("diff", "a.json", "b.json", "--table", "requests", in: folder.path).status == 0)
    let csv = try gongkai("diff", "a.json", "b.json", "--table", "proceedings", "--all", "--to", "csv", in: folder.path)
    #expect(csv.output.split(separator: "\n").count == 16)
  }

  @Test("CSV is the format that scripts rely on, to the letter")
  func csv() throws {
    let folder = try Folder()
    try differing(folder)
    let outcome = try gongkai("diff", "a.json", "b.json", in: folder.path)
    #expect(
      outcome.output
        == "old_agency,old_year,new_agency,new_year,table,row,column,label,old,new,delta,percent,change\n"
        + "示例区人民政府,2020,示例区人民政府,2020,proceedings,review,upheld,行政复议/结果维持,4,16,12,300.00,changed\n")
  }

  @Test("JSON carries the cells, a summary with counts, carry-over and the texts")
  func json() throws {
    let outcome = try gongkai("diff", "shili-2019.json", "shili-2020.json", "--to", "json", in: samples)
    let json = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    let cells = try #require(json["cells"] as? [[String: Any]])
    #expect(cells.count == 90)
    #expect(cells.first?["change"] as? String == "changed")
    #expect(((json["summary"] as? [String: Any])?["cells"] as? [String: Int]) == ["same": 108, "changed": 90, "added": 0, "removed": 0])
    #expect((json["carry_over"] as? [[String: Any]])?.count == 12)
    #expect((json["carry_over"] as? [[String: Any]])?.allSatisfy { $0["holds"] as? Bool == true } == true)
    #expect((json["sections"] as? [[String: Any]])?.count == 3)
  }

  @Test("On a terminal text fits its columns; in a pipe nothing is broken, and nothing has colour")
  func text() throws {
    var broken = 0
    for pair in [
      ("shili-2019.json", "shili-2020.json"), ("shanghai-2019.json", "shanghai-2025.csv"), ("zengcheng-2020.txt", "shili-2020.json"),
    ] {
      for language in ["zh", "en"] {
        let command = "diff -q \(pair.0) \(pair.1) --to text --lang \(language)"
        let shown = try onTerminal("$GONGKAI \(command)", term: "dumb", in: samples)
        let widths = shown.split(separator: "\n").map { line in line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } }
        #expect(widths.allSatisfy { $0 <= 80 }, "\(shown)")
        let piped = try shell("$GONGKAI \(command)", in: samples)
        #expect(piped.status == 1)
        #expect(!piped.output.contains("\u{1B}"))
        // Every line of the pipe stands on the terminal in one piece or in several.
        let joined = { (text: String) in text.filter { $0 != "\n" && $0 != " " } }
        #expect(joined(piped.output) == joined(shown))
        broken += shown.split(separator: "\n").count - piped.output.split(separator: "\n").count
      }
    }
    #expect(broken > 0)
  }

  @Test("Across editions, what has no counterpart is listed with the reason")
  func editions() throws {
    let outcome = try gongkai("diff", "shanghai-2019.json", "shanghai-2025.csv", "--to", "json", "--lang", "en", in: samples)
    let json = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    let cells = try #require(json["cells"] as? [[String: Any]])
    func cell(_ row: String, _ column: String) -> [String: Any]? {
      cells.first { $0["row"] as? String == row && $0["column"] as? String == column }
    }
    #expect(cell("regulations", "total")?["reason"] as? String == "2019 counts what was published, 2021 what is in force")
    #expect(cell("regulations", "total")?["change"] as? String == "removed")
    #expect(cell("other", "total")?["new"] as? Int == 319)
    #expect(cell("other.rest", "total") == nil)
    #expect(cell("normative", "issued")?["delta"] as? Int == -26)
  }

  @Test("The CSV agrees with SQLite's join over random panels", arguments: 0..<4 as Range<UInt64>)
  func join(seed: UInt64) throws {
    let folder = try Folder()
    var generator = ReportGenerator(seed: seed)
    let form = Form.editions[Int(seed % 2)]
    for (index, name) in ["old.csv", "new.csv"].enumerated() {
      var stream = try #require(OutputFormat.csv.stream())
      var bytes: [UInt8] = []
      for number in 0..<8 where number != index * 3 {
        var report = generator.report(of: form)
        report.agency = "第\(number)区"
        report.year = 2022 + index
        stream.add(report, to: &bytes)
      }
      stream.finish(&bytes)
      try folder.write(String(decoding: bytes, as: UTF8.self), to: name)
    }
    let outcome = try gongkai("diff", "-q", "old.csv", "new.csv", "--all", "--to", "csv", in: folder.path)
    #expect(outcome.status == 1)
    let mine = outcome.output.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return ([fields[0].isEmpty ? fields[2] : fields[0]] + fields[4..<7] + fields[8...]).joined(separator: ",")
    }.sorted()
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let theirs = try run(python, [repository + "/Tests/Oracles/join.py", folder.path + "/old.csv", folder.path + "/new.csv"])
    #expect(theirs.status == 0, "\(theirs.errors)")
    #expect(mine == theirs.output.split(separator: "\n").map(String.init).sorted())
    #expect(mine.count > 1000)
  }

  @Test("Reports that find no partner are findings")
  func unpaired() throws {
    let folder = try Folder()
    let header = "agency,year,form,table,row,column,label,value,state\n"
    try folder.write(header + "甲,2022,2021,requests,new,natural,x,1,stated\n乙,2022,2021,requests,new,natural,x,1,stated\n", to: "a.csv")
    try folder.write(header + "乙,2023,2021,requests,new,natural,x,1,stated\n丙,2023,2021,requests,new,natural,x,1,stated\n", to: "b.csv")
    let outcome = try gongkai("diff", "a.csv", "b.csv", in: folder.path)
    #expect(
      outcome.errors.contains("丙 2023 has no partner on the old side [unpaired]")
        && outcome.errors.contains("甲 2022 has no partner on the new side [unpaired]"))
    #expect(outcome.output.split(separator: "\n").map { $0.split(separator: ",").last } == ["change", "added", "removed"])
  }

  @Test("git shows the figures of reports that changed")
  func git() throws {
    let folder = try Folder()
    let outcome = try shell(
      """
      set -e
      git init -q . && git config user.email a@b && git config user.name a
      echo '*.json diff=gongkai' > .gitattributes
      git config diff.gongkai.textconv "$GONGKAI convert -q --to text"
      cp '\(samples)shili-2020.json' r.json && git add . && git commit -qm one
      sed -i 's/"upheld": 4/"upheld": 16/' r.json
      git diff --no-color
      """, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    func figures(_ line: Substring) -> [Substring] { line.dropFirst().split(separator: " ") }
    #expect(lines.filter { $0.hasPrefix("-") && !$0.hasPrefix("---") }.map(figures) == [["行政复议", "4", "0", "1", "0", "5"]])
    #expect(lines.filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }.map(figures) == [["行政复议", "16", "0", "1", "0", "5"]])
  }
}

@Suite("The comparison in a browser and in Excel", .serialized)
struct ComparisonPageTests {
  private func page(_ path: String, _ folder: Folder) throws -> [String: Any] {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/page.py", path, folder.path])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
  }

  private func rows(_ value: Any?) -> [(name: String, isShown: Bool)] {
    (value as? [[Any]] ?? []).map { ($0[0] as? String ?? "", $0[1] as? Bool ?? false) }
  }

  @Test(
    "No error, no request; the switch hides exactly the unchanged rows and the table stays whole",
    arguments: [
      ("shili-2019.json", "shili-2020.json"), ("shanghai-2019.json", "shanghai-2025.csv"), ("zengcheng-2020.txt", "shili-2020.json"),
    ])
  func page(_ old: String, _ new: String) throws {
    let folder = try Folder()
    #expect(try gongkai("diff", "-q", old, new, "-o", folder.path + "/d.html", in: samples).status == 1)
    let page = try page(folder.path + "/d.html", folder)
    #expect((page["errors"] as? [Any])?.isEmpty == true, "\(page["errors"] ?? "")")
    #expect((page["requests"] as? [Any])?.isEmpty == true, "\(page["requests"] ?? "")")
    let (all, only) = (rows(page["all"]), rows(page["only"]))
    #expect(all.count > 20 && all.allSatisfy(\.isShown))
    #expect(page["switch"] as? Bool == true)
    #expect(only.allSatisfy { $0.isShown == ($0.name != "same") })
    #expect(only.contains { !$0.isShown })
    #expect(page["ragged"] as? Int == 0)
    #expect(page["restored"] as? Bool == true)
    let percents = try #require(page["percents"] as? [[String]])
    #expect(percents[0] != percents[1] && percents[0].count == percents[1].count)
    // The page never scrolls sideways; wide tables do, inside.
    for (width, measures) in page["widths"] as? [String: [Int]] ?? [:] { #expect(measures[0] <= measures[1], "\(width)") }
    let plain = try #require(page["plain"] as? [Any])
    #expect(plain[0] as? Bool == true)
    #expect(rows(plain[1]).allSatisfy { $0.isShown })
    let sizes = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(sizes.contains("page-1280.png") && sizes.contains("page-390.png") && sizes.contains("page.pdf"))
  }

  @Test("Hostile text in labels, prose and names is inert, in the comparison and in a single report")
  func hostile() throws {
    let folder = try Folder()
    let hostile = "<script>window.hostile=1</script><img src=x onerror='window.hostile=1'><b class=\\\"hostile\\\">x</b>&amp;"
    let form = String(decoding: try #require(Form.edition("2021")).document, as: UTF8.self).replacing("规章", with: hostile)
    try folder.write(form, to: "f.json")
    for (name, figure) in [("a.json", 1), ("b.json", 2)] {
      try folder.write(
        #"{"form": "2021", "agency": "\#(hostile)", "year": 2022, "tables": {"disclosure": {"regulations": {"issued": \#(figure)}}}, "sections": [{"heading": "一、总体情况", "text": "\#(hostile)\#(figure)。"}, {"heading": "\#(hostile)", "text": "x"}]}"#,
        to: name)
    }
    #expect(try gongkai("diff", "-q", "a.json", "b.json", "--form", "f.json", "-o", "d.html", in: folder.path).status == 1)
    #expect(try gongkai("convert", "-q", "a.json", "--form", "f.json", "-o", "r.html", in: folder.path).status == 0)
    for (name, scripts) in [("d.html", 1), ("r.html", 0)] {
      let page = try page(folder.path + "/" + name, folder)
      #expect(page["injected"] as? Int == 0)
      #expect(page["scripts"] as? Int == scripts)
      #expect((page["errors"] as? [Any])?.isEmpty == true)
      #expect((page["requests"] as? [Any])?.isEmpty == true)
      #expect((page["text"] as? String)?.contains("<script>window.hostile=1</script>") == true)
    }
  }

  @Test("The workbook lists a line a cell, shades and comments what changed, and has native charts")
  func workbook() throws {
    let folder = try Folder()
    let path = folder.path + "/d.xlsx"
    #expect(try gongkai("diff", "shili-2019.json", "shili-2020.json", "-o", path, in: samples).status == 1)
    let book = try #require(try oracle("looks", path) as? [String: Any])
    let sheets = try #require(book["sheets"] as? [[String: Any]])
    #expect(
      sheets.compactMap { $0["name"] as? String } == ["差异清单", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、行政复议、行政诉讼情况", "年度衔接", "文字比较", "图表"])
    #expect(sheets[0]["filter"] as? String == "A2:I92")
    let comments = try #require(sheets[2]["comments"] as? [String: String])
    #expect(comments["D5"] == "203 → 226 (+23, +11.33%)（当前为生成时的情况）")
    #expect(comments["E6"] == nil)
    #expect((sheets[6]["charts"] as? Int) == 3)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", path])
    let formulas = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
    let list = formulas.filter { $0["sheet"] as? String == "差异清单" }
    #expect(list.count > 150)
    for formula in list {
      let (cached, fresh) = (formula["cached"] as? Double ?? .nan, formula["fresh"] as? Double ?? .infinity)
      #expect(Swift.abs(cached - fresh) < 1e-9, "\(formula)")
    }
  }

  @Test("A series has one column a year and line charts")
  func series() throws {
    let folder = try Folder()
    let path = folder.path + "/d.xlsx"
    #expect(try gongkai("diff", "-q", "shili-2019.json", "shili-2020.json", "shanghai-2025.csv", "-o", path, in: samples).status == 1)
    let sheets = try #require((try oracle("looks", path) as? [String: Any])?["sheets"] as? [[String: Any]])
    let texts = try #require(sheets[0]["texts"] as? [String: String])
    #expect(["D2", "E2", "F2"].map { texts[$0] } == ["2019年", "2020年", "2025年"])
    let charts = try #require(sheets.first { $0["name"] as? String == "图表" })
    #expect(charts["charts"] as? Int == 3)
    #expect(charts["kinds"] as? [String] == ["LineChart", "LineChart", "LineChart"])
    let csv = try gongkai("diff", "-q", "shili-2019.json", "shili-2020.json", "shanghai-2025.csv", "--to", "csv", in: samples).output
    let years = Set(
      csv.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { "\($0[1])-\($0[3])" })
    #expect(years == ["2019-2020", "2020-2025", "2019-2025"])
  }

  @Test("--top lists the cells that moved most, --sort puts them first; the status is as without")
  func largest() throws {
    let (old, new) = (samples + "shili-2019.json", samples + "shili-2020.json")
    func moves(_ options: String) throws -> [Double] {
      let outcome = try shell("\"$GONGKAI\" diff \(old) \(new) --to csv \(options)")
      #expect(outcome.status == 1)
      return outcome.output.split(separator: "\n").dropFirst().compactMap {
        Double($0.split(separator: ",", omittingEmptySubsequences: false)[10])
      }
    }
    let all = try moves("")
    let sorted = try moves("--sort")
    #expect(sorted.map(abs) == all.map(abs).sorted(by: >) && all != sorted)
    #expect(try moves("--top 5") == Array(sorted.prefix(5)))
    #expect(try gongkai("diff", old, new, "--top", "0").status == 2)
    // Of many pairs they are the largest of all, not of each; what has no partner has not moved.
    let folder = try Folder()
    func side(_ year: Int, _ figures: [(String, Int)]) throws {
      let reports = figures.map {
        #"{"form": "2021", "agency": "\#($0.0)", "year": \#(year), "tables": {"requests": {"new": {"natural": \#($0.1), "total": \#($0.1)}}}}"#
      }
      try folder.write(reports.joined(separator: "\n"), to: "\(year).ndjson")
    }
    try side(2022, [("甲局", 10), ("乙局", 10), ("丙局", 10), ("丁局", 900)])
    try side(2023, [("甲局", 11), ("乙局", 90), ("丙局", 50)])
    let many = try shell("\"$GONGKAI\" diff -q 2022.ndjson 2023.ndjson --top 3 --to csv", in: folder.path).output.split(separator: "\n")
      .dropFirst()
    #expect(many.map { String($0.prefix(2)) } == ["乙局", "乙局", "丙局"], "\(many)")
    // What is left out is counted all the same.
    let counted = try shell("\"$GONGKAI\" diff -q 2022.ndjson 2023.ndjson --top 3 --to json", in: folder.path).output
    #expect(counted.components(separatedBy: #""summary": {"cells": {"same": 0, "changed": 2,"#).count == 3, "\(counted)")
  }

  @Test("Three years are one page: lines over the years with a break where the form changes, and all figures; behind them each step")
  func years() throws {
    let folder = try Folder()
    try folder.write(
      #"{"form": "2021", "agency": "示例区人民政府", "year": 2021, "tables": {"requests": {"new": {"natural": 300, "total": 310}, "granted": {"total": 90}}}}"#,
      to: "2021.json")
    let outcome = try gongkai(
      "diff", samples + "shili-2019.json", samples + "shili-2020.json", "2021.json", "-o", "y.html", in: folder.path)
    #expect(outcome.status == 1)
    let page = try folder.text("y.html")
    #expect(page.contains("<polyline class=\"over\"") && page.contains("class=\"break\"") && page.matches(of: /<article>/).count == 4)
    #expect(page.contains("<td>245</td><td>270</td><td>310</td>"))
    let same = try gongkai("diff", samples + "shili-2019.json", samples + "shili-2020.json", samples + "shili-2019.json", "--to", "html")
    #expect(same.output.contains("<polyline") && !same.output.contains("class=\"break\""))
  }
}
