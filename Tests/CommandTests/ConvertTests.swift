import Foundation
import Testing

@Suite("gongkai convert, in a shell")
struct ConvertTests {
  @Test("The sample goes through a pipe")
  func pipe() throws {
    let outcome = try shell("$GONGKAI convert '\(samples)zengcheng-2020.txt' --to csv 2>/dev/null | grep ',requests,total,'")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 7)
    #expect(lines.last == "广州市增城区人民政府,2020,2019,requests,total,total,三、本年度办理结果/（七）总计/总计,254,stated")
  }

  @Test("A reader that closes the pipe early ends the command quietly")
  func closedPipe() throws {
    let outcome = try shell(
      "for i in $(seq 300); do cat '\(samples)shanghai-2025.csv' | sed \"s/上海市/第$i/\"; done | grep -v ^agency | (head -1 '\(samples)shanghai-2025.csv'; cat) > /tmp/gongkai-$$.csv; $GONGKAI convert -q /tmp/gongkai-$$.csv --to csv | head -1; echo ${PIPESTATUS[0]}; rm /tmp/gongkai-$$.csv"
    )
    #expect(outcome.output.hasSuffix("state\n0\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test("Lost parts are findings with a place, on standard error; -q hides warnings")
  func findings() throws {
    let outcome = try gongkai("convert", "zengcheng-2020.txt", "--to", "json", in: samples)
    #expect(outcome.status == 0)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.hasPrefix("zengcheng-2020.txt:") && $0.contains(": warning: ") && $0.hasSuffix("[absent-cell]") })
    #expect(try gongkai("convert", "-q", "zengcheng-2020.txt", "--to", "json", in: samples).errors.isEmpty)
  }

  @Test("--strict ends with 1 when there are errors, and still writes")
  func strict() throws {
    let folder = try Folder()
    try folder.write("甲局2020年政府信息公开工作年度报告\n（一）予以公开\t1x\t0\t0\t0\t0\t0\t1\n", to: "a.txt")
    let outcome = try gongkai("convert", "a.txt", "--strict", "-o", "a.csv", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("a.txt:2:9: error: \"1x\" is not a number [unread-figure]"))
    #expect(folder.files == ["a.csv", "a.txt"])
    #expect(try gongkai("convert", "a.txt", "-o", "a.csv", in: folder.path).status == 0)
    #expect(try gongkai("convert", "--strict", "shili-2020.json", "--to", "csv", in: samples).status == 0)
  }

  @Test("Standard input, with agency and year from options")
  func standardInput() throws {
    let outcome = try gongkai("convert", "-", "--agency", "示例局", "--year", "2022", "--to", "csv", input: "信息内容\t本年处理决定数量\n行政许可\t5\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\n示例局,2022,2021,disclosure,licensing,decisions,行政许可/本年处理决定数量,5,stated\n"))
  }

  @Test("Several inputs go into one stream, or into a folder of workbooks")
  func several() throws {
    let folder = try Folder()
    let csv = try gongkai("convert", "shili-2019.json", "shili-2020.json", "--to", "csv", in: samples)
    #expect(csv.output.split(separator: "\n").count { $0.hasPrefix("agency,") } == 1)
    #expect(csv.output.contains("\n示例区人民政府,2019,") && csv.output.contains("\n示例区人民政府,2020,"))
    let json = try gongkai("convert", "shili-2019.json", "shili-2020.json", "--to", "json", in: samples)
    #expect((try JSONSerialization.jsonObject(with: json.bytes) as? [[String: Any]])?.count == 2)
    #expect(try gongkai("convert", "shili-2019.json", "shili-2020.json", "-o", folder.path, in: samples).status == 0)
    #expect(folder.files == ["shili-2019.xlsx", "shili-2020.xlsx"])
    // One input that holds two reports: a file for each.
    try folder.write(csv.output, to: "both.csv")
    #expect(try gongkai("convert", "both.csv", "--to", "json", "-o", ".", in: folder.path).status == 0)
    #expect(folder.files.filter { $0.hasSuffix(".json") } == ["示例区人民政府2019.json", "示例区人民政府2020.json"])
  }

  @Test("A workbook goes to standard output when that is no terminal")
  func workbookToPipe() throws {
    let outcome = try gongkai("convert", "shili-2020.json", "--to", "xlsx", in: samples)
    #expect(outcome.status == 0)
    #expect(outcome.bytes.prefix(4) == Data([0x50, 0x4B, 3, 4]))
  }

  @Test("The samples agree: the sheet layout reads as the JSON it was made from")
  func samplesAgree() throws {
    let table = try gongkai("convert", "-q", "shanghai-2019-table.csv", "--to", "csv", in: samples)
    let json = try gongkai("convert", "-q", "shanghai-2019.json", "--to", "csv", in: samples)
    #expect(table.output == json.output)
    #expect(!table.output.isEmpty)
  }

  @Test("The official table as TSV, and as TSV of one line a cell, read as CSV does")
  func tabs() throws {
    let folder = try Folder()
    let table = try gongkai("convert", "-q", "shanghai-2019.json", "--to", "csv", "--layout", "table", in: samples).output
    let tidy = try gongkai("convert", "-q", "shanghai-2019.json", "--to", "csv", in: samples).output
    // No field of the sample holds a tab; the corner and a label hold commas of their own and are quoted.
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let script =
      "import csv,sys; csv.writer(open(sys.argv[2],'w',newline=''),delimiter='\t').writerows(csv.reader(open(sys.argv[1],newline='')))"
    for (name, text) in [("table", table), ("tidy", tidy)] {
      try folder.write(text, to: name + ".csv")
      #expect(try run(python, ["-c", script, "\(folder.path)/\(name).csv", "\(folder.path)/\(name).tsv"]).status == 0)
      #expect(try gongkai("convert", "-q", name + ".tsv", "--to", "csv", in: folder.path).output == tidy, "\(name)")
    }
  }

  @Test("An agency without table four: its own form document, from the text to the workbook")
  func withoutTableFour() throws {
    let folder = try Folder()
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let edit = """
      import json, sys
      form = json.load(sys.stdin)
      form["id"] = "short"
      form["tables"] = [t for t in form["tables"] if t["id"] != "proceedings"]
      form["relations"] = [r for r in form["relations"] if r["table"] != "proceedings"]
      form["sections"] = [s for s in form["sections"] if s.get("table") != "proceedings"]
      json.dump(form, open("f.json", "w"), ensure_ascii=False)
      """
    #expect(try run(python, ["-c", edit], input: try gongkai("forms", "2021").output, in: folder.path).status == 0)
    #expect(try gongkai("template", "--form", "f.json", "-o", "t.xlsx", in: folder.path).status == 0)
    let sheets = try #require((try oracle("looks", folder.path + "/t.xlsx") as? [String: Any])?["sheets"] as? [[String: Any]])
    #expect(sheets.count == 7)
    #expect(try gongkai("convert", "t.xlsx", "--form", "f.json", "--to", "csv", in: folder.path).output.split(separator: "\n").count == 186)
  }

  @Test("--bom marks CSV for Excel, --form takes a document")
  func options() throws {
    let folder = try Folder()
    let marked = try gongkai("convert", "-q", "shili-2020.json", "--to", "csv", "--bom", in: samples)
    #expect(marked.bytes.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
    let form = try gongkai("forms", "2021").output
      .replacing(
        #"{"id": "normative", "label": "行政规范性文件"}"#,
        with: #"{"id": "normative", "label": "行政规范性文件"}, {"id": "others", "label": "其他主动公开文件"}"#)
    try folder.write(form, to: "province.json")
    try folder.write("甲局2022年政府信息公开工作年度报告\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n其他主动公开文件\t7\t8\t9\n", to: "a.txt")
    let outcome = try gongkai("convert", "-q", "a.txt", "--form", "province.json", "--to", "csv", in: folder.path)
    #expect(outcome.output.contains(",disclosure,others,repealed,其他主动公开文件/本年废止件数,8,stated\n"))
    #expect(try gongkai("convert", "-q", "a.txt", "--form", "province.json", "-o", "a.xlsx", in: folder.path).status == 0)
  }
}

@Suite("The other subcommands")
struct SubcommandTests {
  @Test("check: 0 all hold, 1 some do not, 2 trouble")
  func status() throws {
    #expect(try gongkai("check", "shili-2019.json", "shili-2020.json", in: samples).status == 0)
    let folder = try Folder()
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8).replacing("\"upheld\": 4", with: "\"upheld\": 5")
    try folder.write(wrong, to: "a.json")
    let outcome = try gongkai("check", "a.json", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("error: review: 结果维持+结果纠正+其他结果+尚未审结 add up to 6, but 总计 is 5 (difference +1) [outcome-total]"))
    #expect(outcome.output.contains("40 relations: 39 hold, 1 fail"))
    #expect(outcome.errors.isEmpty)
    let json =
      try JSONSerialization.jsonObject(with: try gongkai("check", "a.json", "--to", "json", in: folder.path).bytes) as? [[String: Any]]
    #expect((json?.first?["relations"] as? [String: Int])?["fails"] == 1)
    #expect((json?.first?["findings"] as? [[String: Any]])?.first?["code"] as? String == "outcome-total")
    let csv = try gongkai("check", "a.json", "--to", "csv", in: folder.path).output.split(separator: "\n")
    #expect(csv.count == 3)
    #expect(csv[1].contains(",error,outcome-total,示例区人民政府,2020,proceedings/review/total,"))
  }

  @Test("check: a blank total is a warning that names the sum")
  func blankTotal() throws {
    let outcome = try gongkai("check", "shanghai-2019.json", in: samples)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("warning: granted: the total is blank, its parts add up to 272 [blank-total]"))
  }

  @Test("template: empty cells in every format, of the form that is asked for")
  func template() throws {
    let csv = try gongkai("template", "--to", "csv")
    #expect(csv.output.split(separator: "\n").count == 201)
    #expect(csv.output.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",,blank") && $0.contains(",2021,") })
    #expect(try gongkai("template", "--year", "2020", "--to", "csv").output.split(separator: "\n").count == 199)
    let json = try JSONSerialization.jsonObject(with: try gongkai("template", "--form", "2019", "--to", "json").bytes) as? [String: Any]
    #expect(((json?["tables"] as? [String: Any])?["requests"] as? [String: [String: Any]])?["new"]?["total"] is NSNull)
  }

  @Test("forms: a list, and documents that come back as they are")
  func forms() throws {
    let list = try gongkai("forms").output.split(separator: "\n")
    #expect(list.count == 2)
    #expect(list[0].hasPrefix("2019  国办公开办函〔2019〕60号") && list[1].hasPrefix("2021  国办公开办函〔2021〕30号"))
    let folder = try Folder()
    let document = try gongkai("forms", "2019").output
    try folder.write(document, to: "f.json")
    #expect(try gongkai("forms", "f.json", in: folder.path).output == document)
  }

  @Test("Help is complete in both languages, with examples", arguments: ["convert", "check", "template", "forms"])
  func help(_ name: String) throws {
    let english = try gongkai(name, "--help")
    #expect(english.status == 0)
    #expect(english.output.contains("Examples:\n") && english.output.contains("gongkai \(name)"))
    let chinese = try gongkai(name, "--help", environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.output.contains("示例："))
    #expect(try gongkai(name, "--help", "--lang", "zh").output == chinese.output)
  }

  @Test("LC_ALL goes before LC_MESSAGES before LANG, and --lang before all")
  func language() throws {
    func message(_ environment: [String: String], _ options: String...) throws -> String {
      try run(
        ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai", ["check", "none"] + options,
        environment: environment
      ).errors
    }
    #expect(try message(["LANG": "zh_CN.UTF-8"]).contains("没有这个文件"))
    #expect(try message(["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"]).contains("no such file"))
    #expect(try message(["LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"]).contains("没有这个文件"))
    #expect(try message(["LC_ALL": "zh_CN.UTF-8"], "--lang", "en").contains("no such file"))
  }

  @Test("--version")
  func version() throws {
    let outcome = try gongkai("--version")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
  }

  @Test(
    "What a text, Markdown, page or table would not keep is said, and nothing where all is kept", arguments: ["text", "markdown", "html"])
  func unkept(_ format: String) throws {
    let folder = try Folder()
    let head = #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {"requests": {"new": {"natural": 5, "total": 5}}}, "#
    func errors(_ text: String) throws -> String {
      try folder.write(head + #""sections": [{"heading": "一、总体情况", "text": "\#(text)"}]}"#, to: "a.json")
      return try gongkai("convert", "a.json", "--to", format, "--lang", "en", in: folder.path).errors
    }
    // Markdown has marks that keep the last.
    for text in [#"一段。\n\n二段。"#, "  一段。", "三、收到和处理政府信息公开申请情况", #"规章\t1\t2\t3"#].prefix(format == "markdown" ? 3 : 4) {
      let errors = try errors(text)
      #expect(errors.contains("read back from \(format) these are not the same: the prose of \"一、总体情况\""), "\(text): \(errors)")
    }
    #expect(try !errors(#"一段。\n二段*有*星号。"#).contains("unkept"))
    #expect(try !gongkai("convert", "a.json", "--to", "json", in: folder.path).errors.contains("unkept"))
  }
}
