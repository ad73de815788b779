import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading
import Testing

@Suite("check and explain")
struct CheckTests {
  /// A sample with one figure wrong: a row and a column are off by the same 10, and the prose contradicts a table.
  private func wrong(_ folder: Folder) throws {
    let text = try String(contentsOfFile: samples + "zengcheng-2020.txt", encoding: .utf8)
    try folder.write(text.replacing("111\t5\t0\t0\t0\t0\t116", with: "121\t5\t0\t0\t0\t0\t116"), to: "报告.txt")
  }

  @Test(
    "A claim of the prose is found with line and column, or with part and paragraph where nobody sees lines",
    arguments: ["json", "xlsx", "md", "html", "txt"])
  func claimPlaces(_ format: String) throws {
    let folder = try Folder()
    let sample = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    let claim = "第一段。\\n全年新收到政府信息公开申请999宗。"
    let heading = "\"heading\": \"一、总体情况\", \"text\": \""
    let start = try #require(sample.range(of: heading))
    try folder.write(sample.replacingCharacters(in: start, with: heading + claim), to: "a.json")
    let name = format == "json" ? "a.json" : "b." + format
    if format != "json" { #expect(try gongkai("convert", "-q", "a.json", "-o", name, in: folder.path).status == 0) }
    let outcome = try gongkai("check", name, "--lang", "en", in: folder.path)
    let line = try #require(outcome.output.split(separator: "\n").first { $0.contains("999宗") && $0.contains("[claim]") })
    if ["xlsx", "html"].contains(format) {
      #expect(line.contains("\(name):一、总体情况/第2段: error"), "\(line)")
    } else {
      #expect(line.firstMatch(of: /\w\.\w+:\d+:\d+: error/) != nil, "\(line)")
    }
  }

  @Test("Failing relations show both sides with their places, and the one cell that would mend them")
  func evidence() throws {
    let folder = try Folder()
    try wrong(folder)
    let outcome = try gongkai("check", "报告.txt", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("自然人 121 ("))
    #expect(outcome.output.contains("商业企业 5 (") && outcome.output.contains("| 总计 116 ("))
    #expect(outcome.output.contains("changing this one cell satisfies everything that fails: requests/granted/natural"))
    #expect(outcome.output.contains("121 → 111 [repair]"))
    let json =
      try JSONSerialization.jsonObject(with: try gongkai("check", "报告.txt", "--to", "json", in: folder.path).bytes) as? [[String: Any]]
    let finding = try #require((json?.first?["findings"] as? [[String: Any]])?.first { $0["code"] as? String == "applicant-total" })
    let evidence = try #require(finding["evidence"] as? [[String: Any]])
    #expect(evidence.count == 7 && evidence[0]["side"] as? String == "left" && evidence[0]["figure"] as? Int == 121)
    #expect((evidence[0]["source"] as? [String: Any])?["line"] is Int)
  }

  @Test("SARIF 2.1.0 places every result at its line, with the rule's description")
  func sarif() throws {
    let folder = try Folder()
    try wrong(folder)
    #expect(try gongkai("check", "报告.txt", "-o", "r.sarif", in: folder.path).status == 1)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(folder.text("r.sarif").utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    let rules = try #require(((run["tool"] as? [String: Any])?["driver"] as? [String: Any])?["rules"] as? [[String: Any]])
    #expect(Set(results.compactMap { $0["ruleId"] as? String }).isSubset(of: Set(rules.compactMap { $0["id"] as? String })))
    #expect(Set(results.compactMap { $0["level"] as? String }).isSubset(of: ["error", "warning", "note"]))
    let failing = try #require(results.first { $0["ruleId"] as? String == "applicant-total" })
    let place = ((failing["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    #expect((place?["artifactLocation"] as? [String: Any])?["uri"] as? String == "%E6%8A%A5%E5%91%8A.txt")
    let line = try #require((place?["region"] as? [String: Any])?["startLine"] as? Int)
    #expect(try folder.text("报告.txt").split(separator: "\n", omittingEmptySubsequences: false)[line - 1].contains("121\t5"))
    #expect((failing["relatedLocations"] as? [Any])?.count == 7)
  }

  @Test("-o report.xlsx has the findings on its first sheet, and reads back as the report")
  func workbook() throws {
    let folder = try Folder()
    try wrong(folder)
    #expect(try gongkai("check", "报告.txt", "-o", "r.xlsx", in: folder.path).status == 1)
    let looks = try #require(try oracle("looks", folder.path + "/r.xlsx") as? [String: Any])
    let first = try #require((looks["sheets"] as? [[String: Any]])?.first)
    #expect(first["name"] as? String == "核对结果")
    let texts = (first["texts"] as? [String: String] ?? [:]).values
    #expect(texts.contains("错误") && texts.contains("applicant-total") && texts.contains { $0.contains("只改这一格就都成立") })
    let csv = try gongkai("convert", "-q", "r.xlsx", "--to", "csv", in: folder.path).output
    #expect(try csv == gongkai("convert", "-q", "报告.txt", "--to", "csv", in: folder.path).output)
  }

  @Test("--previous checks what one year hands on; the wrong order ends with status 2")
  func previous() throws {
    #expect(try gongkai("check", "shili-2020.json", "--previous", "shili-2019.json", in: samples).status == 0)
    let turned = try gongkai("check", "shili-2019.json", "--previous", "shili-2020.json", in: samples)
    #expect(turned.status == 2 && turned.errors.contains("wrong order"))
    let folder = try Folder()
    let last = try String(contentsOfFile: samples + "shili-2019.json", encoding: .utf8)
    let carried = try #require(last.firstRange(of: "\"carried_out\": {\"natural\": "))
    try folder.write(last.replacingCharacters(in: carried, with: "\"carried_out\": {\"natural\": 9"), to: "l.json")
    let outcome = try gongkai("check", samples + "shili-2020.json", "--previous", "l.json", in: folder.path)
    #expect(outcome.status == 1 && outcome.output.contains("[carry-over]"))
  }

  @Test("--infer finds the total carried in of the sample; its single columns stay open; every output says how")
  func infer() throws {
    let outcome = try gongkai("convert", "zengcheng-2020.txt", "--infer", "--to", "csv", in: samples)
    #expect(outcome.output.contains(",requests,carried_in,total,二、上年结转政府信息公开申请数量/总计,5,inferred\n"))
    #expect(!outcome.output.contains(",requests,carried_in,natural,"))
    #expect(outcome.errors.contains("inferred requests/carried_in/total: 254 + 10 − 259 = 5"))
    for format in ["json", "markdown", "text", "html"] {
      #expect(
        try gongkai("convert", "-q", "zengcheng-2020.txt", "--infer", "--to", format, in: samples).output.contains("254 + 10 − 259 = 5"),
        "\(format)")
    }
    let folder = try Folder()
    #expect(try gongkai("convert", "-q", "zengcheng-2020.txt", "--infer", "-o", folder.path + "/z.xlsx", in: samples).status == 0)
    let looks = try #require(try oracle("looks", folder.path + "/z.xlsx") as? [String: Any])
    #expect(String(decoding: try JSONSerialization.data(withJSONObject: looks), as: UTF8.self).contains("254 + 10 − 259 = 5"))
    // What gongkai printed reads back, derivation and all, without the derivation becoming prose.
    for format in ["markdown", "html"] {
      try folder.write(try gongkai("convert", "-q", "zengcheng-2020.txt", "--infer", "--to", format, in: samples).output, to: "z." + format)
      let back = try gongkai("convert", "-q", "z." + format, "--to", "json", in: folder.path).output
      #expect(back.contains("\"inferred\": [\"requests/new/total\", \"requests/carried_in/total\"]") && !back.contains("推算："), "\(format)")
    }
    let checked = try gongkai("check", "zengcheng-2020.txt", "--infer", in: samples)
    #expect(checked.status == 0 && checked.output.contains("[inferred]"))
  }

  @Test("explain tells what a code means, and all codes that check can print are known to it")
  func explain() throws {
    let outcome = try gongkai("explain", "balance", environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(outcome.output.contains("第一项加第二项之和等于第三项加第四项之和") && outcome.output.contains("依据：国办公开办函〔2019〕60号"))
    #expect(outcome.output.contains("自然人：一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量 = （七）总计 + 四、结转下年度继续办理"))
    #expect(
      try gongkai("explain", "balance", "--lang", "en").output
        .contains("requests/new/natural + requests/carried_in/natural = requests/total/natural + requests/carried_out/natural"))
    #expect(try gongkai("explain").output.split(separator: "\n").count >= 25)
  }
}

@Suite("merge", .serialized)
struct MergeCommandTests {
  private func units(_ folder: Folder, seed: UInt64, count: Int) throws -> Report {
    var generator = ReportGenerator(seed: seed)
    var whole = try read(samples + "shili-2020.json")
    whole.agency = "全区"
    try FileManager.default.createDirectory(atPath: folder.path + "/u", withIntermediateDirectories: true)
    for (number, unit) in generator.parts(of: whole, count: count).enumerated() {
      var bytes: [UInt8] = []
      for cell in unit.form.cells {
        if let figure = unit[cell.number].figure {
          bytes += Array("\(unit.agency),\(unit.year ?? 0),\(unit.form.id),\(line(cell)),\(figure)\n".utf8)
        }
      }
      try Data(Array("agency,year,form,table,row,column,value\n".utf8) + bytes).write(
        to: URL(fileURLWithPath: folder.path + "/u/\(number).csv"))
    }
    return whole
  }

  private func line(_ cell: Form.Cell) -> String { cell.address.replacing("/", with: ",") }

  private func read(_ path: String) throws -> Report {
    var reports: [Report] = []
    try readReports(Source(path: path)) { reports.append($0) }
    return try #require(reports.first)
  }

  @Test("The parts of a sample add up to it again, through CSV, XLSX and DOCX", arguments: ["csv", "xlsx", "docx"])
  func parts(_ format: String) throws {
    let folder = try Folder()
    let whole = try units(folder, seed: 11, count: 3)
    if format == "xlsx" {
      try FileManager.default.createDirectory(atPath: folder.path + "/x", withIntermediateDirectories: true)
      #expect(try gongkai("convert", "-q", "u", "-o", "x", in: folder.path).status == 0)
    } else if format == "docx" {
      try FileManager.default.createDirectory(atPath: folder.path + "/h", withIntermediateDirectories: true)
      #expect(try gongkai("convert", "-q", "u", "-o", "h", "--to", "html", in: folder.path).status == 0)
      let office =
        "soffice -env:UserInstallation=file://\(folder.path)/profile --headless --convert-to 'docx:MS Word 2007 XML' --outdir d h/*.html"
      try #require(try shell(office, in: folder.path).status == 0)
    }
    let source = ["csv": "u", "xlsx": "x", "docx": "d"][format] ?? ""
    let outcome = try gongkai("merge", "-q", source, "--agency", "全区", "-o", "sum.json", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try read(folder.path + "/sum.json").cells == whole.cells)
  }

  @Test("In the workbook a corrected unit moves the total, as LibreOffice calculates it; units and their checks have sheets")
  func workbook() throws {
    let folder = try Folder()
    let whole = try units(folder, seed: 12, count: 4)
    let bad = try folder.text("u/2.csv").replacing(",requests,granted,total,", with: ",requests,granted,total,9")
    try folder.write(bad, to: "u/2.csv")
    #expect(try gongkai("merge", "-q", "u", "-o", "sum.xlsx", "--agency", "全区", in: folder.path).status == 0)
    let looks = try #require(try oracle("looks", folder.path + "/sum.xlsx") as? [String: Any])
    let texts = String(decoding: try JSONSerialization.data(withJSONObject: looks, options: [.withoutEscapingSlashes]), as: UTF8.self)
    #expect(texts.contains("各单位数据") && texts.contains("各单位核对") && texts.contains("applicant-total"))
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let script = """
      import openpyxl, subprocess, sys
      book = openpyxl.load_workbook("sum.xlsx")
      sheet, place = list(book.defined_names["requests.new.natural"].destinations)[0]
      cell = place.replace("$", "")
      assert str(book[sheet][cell].value).startswith("=SUM('各单位数据'!"), book[sheet][cell].value
      units = book["各单位数据"]
      assert units.freeze_panes and units.auto_filter.ref, "no filter"
      column = book[sheet][cell].value.split("!")[1].split(":")[0].rstrip("0123456789")
      units[column + "5"] = units[column + "5"].value + 1000
      book.save("edited.xlsx")
      subprocess.run(["soffice", "-env:UserInstallation=file://" + sys.argv[1] + "/profile", "--headless", "--convert-to", "xlsx", "--outdir", "r", "edited.xlsx"], check=True, stdout=subprocess.DEVNULL)
      print(openpyxl.load_workbook("r/edited.xlsx", data_only=True)[sheet][cell].value)
      """
    let outcome = try run(python, ["-c", script, folder.path], in: folder.path)
    let before = try #require(whole["requests/new/natural"].figure)
    #expect(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) == (before + Figure(1000)).description, "\(outcome.errors)")
  }

  @Test("--against names the unit that was left out; status 1 says that the sums differ")
  func against() throws {
    let folder = try Folder()
    _ = try units(folder, seed: 13, count: 3)
    #expect(try gongkai("merge", "-q", "u/0.csv", "u/1.csv", "--agency", "全区", "-o", "own.json", in: folder.path).status == 0)
    let outcome = try gongkai("merge", "u", "--against", "own.json", "--to", "csv", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("the difference is the figure of 第3单位, which may have been left out [parent]"))
    #expect(try gongkai("merge", "-q", "u/0.csv", "u/1.csv", "--against", "own.json", "--to", "csv", in: folder.path).status == 0)
  }
}
