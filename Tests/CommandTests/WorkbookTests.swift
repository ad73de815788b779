import DisclosureReport
import Foundation
import ReportGenerator
import ReportWriting
import Testing

/// Workbooks as openpyxl and LibreOffice see them.
@Suite("The workbook", .serialized)
struct WorkbookTests {
  private func book(_ input: String, _ folder: Folder, _ options: String...) throws -> String {
    let path = folder.path + "/book.xlsx"
    let outcome = try run(
      ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai",
      ["convert", "-q", input, "-o", path] + options)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return path
  }

  private func looks(_ path: String) throws -> (book: [String: Any], sheets: [String: [String: Any]]) {
    let book = try #require(try oracle("looks", path) as? [String: Any])
    let sheets = try #require(book["sheets"] as? [[String: Any]])
    return (book, Dictionary(uniqueKeysWithValues: sheets.compactMap { sheet in (sheet["name"] as? String).map { ($0, sheet) } }))
  }

  private struct Formula {
    let sheet: String
    let cell: String
    let text: String
    let cached: AnyHashable
    let fresh: AnyHashable
  }

  private func recalculated(_ path: String, _ edits: String...) throws -> [Formula] {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", path] + edits)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let list = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
    return list.map { entry in
      // An empty text comes back from LibreOffice as an empty cell.
      func value(_ key: String) -> AnyHashable {
        if let number = entry[key] as? Double { return (number * 1_000_000).rounded() / 1_000_000 }
        return entry[key] as? String ?? ""
      }
      return Formula(
        sheet: entry["sheet"] as? String ?? "", cell: entry["cell"] as? String ?? "", text: entry["formula"] as? String ?? "",
        cached: value("cached"), fresh: value("fresh"))
    }
  }

  private func figures(_ json: String) throws -> [String: Any] {
    let report = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: json))) as? [String: Any])
    var figures: [String: Any] = [:]
    for (table, rows) in report["tables"] as? [String: [String: [String: Any]]] ?? [:] {
      for (row, columns) in rows { for (column, value) in columns { figures["\(table).\(row).\(column)"] = value } }
    }
    return figures
  }

  @Test("A blank form takes from last year's report what was carried over, the agency and the year; of another year it is refused")
  func templateOfLastYear() throws {
    let folder = try Folder()
    let last = samples + "shili-2019.json"
    #expect(try gongkai("template", "--previous", last, "-o", "t.xlsx", in: folder.path).status == 0)
    let csv = try gongkai("convert", "-q", "t.xlsx", "--to", "csv", in: folder.path).output
    #expect(csv.contains("示例区人民政府,2020,2019,requests,carried_in,natural,二、上年结转政府信息公开申请数量/自然人,8,stated"))
    #expect(csv.contains("requests,new,natural,一、本年新收政府信息公开申请数量/自然人,,blank"))
    #expect(csv.contains(",disclosure,licensing,prior,行政许可/上一年项目数量,4"))
    #expect(try gongkai("template", "--previous", last, "--year", "2025", "-o", "u.xlsx", in: folder.path).status == 2)
  }

  @Test("describe writes the paragraph, against last year's report; a report of another year is refused")
  func describe() throws {
    let folder = try Folder()
    let outcome = try gongkai("describe", samples + "shili-2020.json", samples + "shili-2019.json", "-o", "d.txt", in: folder.path)
    #expect(outcome.status == 0)
    let text = try String(contentsOfFile: folder.path + "/d.txt", encoding: .utf8)
    #expect(text.contains("全年新收政府信息公开申请270件，同比") && text.hasSuffix("。\n"), "\(text)")
    #expect(try gongkai("describe", samples + "shili-2019.json", samples + "shili-2020.json", in: folder.path).status == 2)
  }

  @Test(
    "openpyxl reads every figure of the truth back through the defined names",
    arguments: [
      ("zengcheng-2020.txt", "Tests/Truth/zengcheng-2020.json"), ("shanghai-2019.json", "Samples/shanghai-2019.json"),
      ("shili-2020.json", "Samples/shili-2020.json"),
    ])
  func names(_ sample: String, _ truth: String) throws {
    let folder = try Folder()
    let values = try #require(try oracle("names", try book(samples + sample, folder)) as? [String: Any])
    let truth = try figures(repository + "/" + truth)
    #expect(values.keys.count { !$0.hasPrefix("gongkai.") } == 198)
    for (name, value) in values where !name.hasPrefix("gongkai.") {
      switch truth[name] {
      case let figure as Double: #expect(value as? Double == figure, "\(name)")
      default: #expect(value is NSNull || value as? String == "", "\(name): \(value)")
      }
    }
  }

  @Test(
    "LibreOffice recalculates every formula to its cached value",
    arguments: ["zengcheng-2020.txt", "shanghai-2019.json", "shanghai-2025.csv", "shili-2019.json"])
  func recalculation(_ sample: String) throws {
    let folder = try Folder()
    let formulas = try recalculated(try book(samples + sample, folder))
    #expect(formulas.count > 150)
    for formula in formulas { #expect(formula.cached == formula.fresh, "\(formula.sheet) \(formula.cell) \(formula.text)") }
    #expect(!formulas.contains { ($0.fresh as? String)?.hasPrefix("#") == true })
  }

  @Test("So it does for random reports of both editions", arguments: 0..<4 as Range<UInt64>)
  func randomRecalculation(seed: UInt64) throws {
    let folder = try Folder()
    var generator = ReportGenerator(seed: seed)
    let report = generator.report(of: Form.editions[Int(seed % 2)])
    let path = folder.path + "/book.xlsx"
    try writeWorkbook(report, to: path)
    for formula in try recalculated(path) { #expect(formula.cached == formula.fresh, "\(formula.sheet) \(formula.cell) \(formula.text)") }
    let values = try #require(try oracle("names", path) as? [String: Any])
    for cell in report.form.cells where report.carries(table: cell.table) {
      let value = try #require(values[cell.address.definedName])
      #expect(report[cell.number].figure?.double == value as? Double, "\(cell.address)")
    }
  }

  @Test("The verdicts follow the figures: an edited figure fails its relations, a lost one filled in is verified")
  func verdicts() throws {
    let folder = try Folder()
    func verdicts(_ formulas: [Formula]) -> [String] {
      formulas.filter { $0.sheet == "勾稽校验" && $0.cell.hasPrefix("H") }.map { $0.fresh as? String ?? "" }
    }
    let path = try book(samples + "shili-2020.json", folder)
    let before = verdicts(try recalculated(path))
    #expect(before.count == 40 && before.allSatisfy { $0 == "成立" })
    // The totals are formulas and follow; what no longer balances is what was received and what was answered.
    let edited = verdicts(try recalculated(path, "requests.new.natural=500"))
    #expect(edited.count { $0 == "不成立" } == 2)
    let lost = try book(samples + "zengcheng-2020.txt", folder)
    // Of two of the relations there is not a single figure.
    let incomplete = verdicts(try recalculated(lost))
    #expect(incomplete.count { $0 == "缺数据" } == 9)
    let columns = ["natural", "business", "research", "charity", "legal", "other"]
    let filled =
      zip(columns, [241, 16, 0, 0, 0, 2]).map { "requests.new.\($0)=\($1)" }
      + zip(columns, [5, 0, 0, 0, 0, 0]).map { "requests.carried_in.\($0)=\($1)" }
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", lost] + filled)
    let list = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
    let after = list.filter { $0["sheet"] as? String == "勾稽校验" && ($0["cell"] as? String)?.hasPrefix("H") == true }.map {
      $0["fresh"] as? String
    }
    #expect(after.count == 40 && after.allSatisfy { $0 == "成立" })
  }

  @Test("The layout is the official one, cell by cell, with its merged headers")
  func layout() throws {
    let folder = try Folder()
    let (_, sheets) = try looks(try book(samples + "shili-2020.json", folder))
    #expect(
      Set(sheets.keys) == [
        "全文", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项", "勾稽校验",
      ])
    let requests = try #require(sheets["三、收到和处理政府信息公开申请情况"])
    let merged = Set(try #require(requests["merged"] as? [String]))
    #expect(
      merged.isSuperset(of: [
        "A2:C4", "D2:J2", "D3:D4", "E3:I3", "J3:J4", "A5:C5", "A7:A26", "B7:C7", "B9:B16", "B17:B19", "B20:B24", "B26:C26", "A27:C27",
      ]))
    let texts = try #require(requests["texts"] as? [String: String])
    #expect(texts["A7"] == "三、本年度\n办理结果" && texts["C9"] == "1.属于国家秘密" && texts["E4"] == "商业\n企业" && texts["A27"] == "四、结转下年度继续办理")
    let proceedings = try #require(sheets["四、行政复议、行政诉讼情况"]?["merged"] as? [String])
    #expect(Set(proceedings).isSuperset(of: ["A2:E2", "F2:O2", "A3:A4", "F3:J3", "K3:O3"]))
    let disclosure = try #require(sheets["二、主动公开政府信息情况"]?["merged"] as? [String])
    #expect(Set(disclosure).isSuperset(of: ["A2:G2", "B3:C3", "D3:E3", "F3:G3", "B15:D15", "E15:G15"]))
    for (name, sheet) in sheets {
      #expect((sheet["paper"] as? String ?? "\(sheet["paper"] ?? "")") == "9")
      #expect((sheet["fit"] as? [Any])?[0] as? Bool == true)
      #expect((sheet["area"] as? String)?.isEmpty == false)
      #expect((sheet["header"] as? String)?.contains("示例区人民政府2020年") == true)
      #expect((sheet["footer"] as? String)?.contains("第 &P 页，共 &N 页") == true)
      #expect((sheet["fonts"] as? [String])?.allSatisfy { ["宋体", "黑体"].contains($0) } == true)
      #expect((sheet["landscape"] as? Bool) == ["四、行政复议、行政诉讼情况", "勾稽校验"].contains(name))
      // Several tables have no header in common.
      if name == "全文" { continue }
      #expect(sheet["repeated"] is String)
      #expect(sheet["frozen"] is String)
    }
  }

  @Test("A total that differs from its parts stays, is red, and has both sums in a comment; the others are formulas")
  func mismatch() throws {
    let folder = try Folder()
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8).replacing("\"upheld\": 4", with: "\"upheld\": 7")
    try folder.write(wrong, to: "a.json")
    let path = try book(folder.path + "/a.json", folder)
    let sheet = try #require(try looks(path).sheets["四、行政复议、行政诉讼情况"])
    #expect((sheet["comments"] as? [String: String])?["E5"]?.contains("各项之和为 8，填报为 5，相差 +3") == true)
    let formulas = try recalculated(path).filter { $0.sheet == "四、行政复议、行政诉讼情况" }
    #expect(formulas.map(\.text) == ["=SUM(F5:I5)", "=SUM(K5:N5)"])
  }

  @Test("Absent cells are shaded and named together, inferred ones are marked and commented, blank ones are empty")
  func states() throws {
    let folder = try Folder()
    let (book, sheets) = try looks(try book(samples + "zengcheng-2020.txt", folder))
    let names = try #require(book["names"] as? [String: String])
    #expect(names.filter { $0.key.hasPrefix("gongkai.absent.") }.values.contains("'三、收到和处理政府信息公开申请情况'!$D$5:$J$6"))
    #expect((sheets["三、收到和处理政府信息公开申请情况"]?["shaded"] as? [String])?.count == 14)
    #expect((book["custom"] as? [String: Any])?["form"] as? String == "2019")
    #expect(book["title"] as? String == "广州市增城区人民政府2020年政府信息公开工作年度报告")
    try folder.write(
      #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 5, "business": null}}}, "inferred": ["requests/new/natural"]}"#,
      to: "a.json")
    let inferred = try looks(try self.book(folder.path + "/a.json", folder))
    #expect((inferred.sheets["三、收到和处理政府信息公开申请情况"]?["comments"] as? [String: String])?["D5"]?.contains("推算") == true)
    #expect((inferred.sheets["三、收到和处理政府信息公开申请情况"]?["comments"] as? [String: String])?["D5"]?.hasSuffix("（当前为生成时的情况）") == true)
    #expect((inferred.book["names"] as? [String: String])?["gongkai.inferred.1"]?.hasSuffix("$D$5") == true)
  }

  @Test("Excel refuses what cannot be, in Chinese: counts, changes and amounts each have their rule")
  func validation() throws {
    let folder = try Folder()
    let (_, sheets) = try looks(try book(samples + "shili-2020.json", folder))
    let rules = try #require(sheets["二、主动公开政府信息情况"]?["validations"] as? [[String: Any]])
    func rule(_ cell: String) -> [String: Any]? { rules.first { ($0["area"] as? String)?.hasPrefix(cell) == true } }
    #expect(rule("B4")?["type"] as? String == "whole" && rule("B4")?["minimum"] as? String == "0")
    #expect(rule("D8")?["type"] as? String == "whole" && rule("D8")?["minimum"] as? String == "-9000000000")
    #expect(rule("E19")?["type"] as? String == "decimal" && (rule("E19")?["message"] as? String)?.contains("万元") == true)
    #expect((rule("B4")?["message"] as? String)?.contains("整数") == true)
  }

  @Test("Text that begins with =, +, - or @ stays text")
  func text() throws {
    let folder = try Folder()
    let prose = ["=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "{=1}"]
    let lines = prose.joined(separator: "\\n").replacing("\"", with: "\\\"").replacing("\\\\\"", with: "\\\"")
    try folder.write(
      #"{"form": "2021", "agency": "=1+1&C", "year": 2022, "tables": {"requests": {"new": {"natural": 5}}}, "sections": [{"heading": "一、总体情况", "text": "\#(lines)"}, {"heading": "=七、附", "text": "x"}]}"#,
      to: "a.json")
    let path = try book(folder.path + "/a.json", folder)
    let (_, sheets) = try looks(path)
    let texts = try #require(sheets["一、总体情况"]?["texts"] as? [String: String])
    #expect(prose.allSatisfy { texts.values.contains("　　" + $0) })
    #expect((sheets["其他内容"]?["texts"] as? [String: String])?.values.contains("=七、附") == true)
    #expect(try recalculated(path).allSatisfy { $0.cached == $0.fresh })
  }

  @Test("A blank form's totals are formulas that stay empty until something is filled in")
  func template() throws {
    let folder = try Folder()
    let path = folder.path + "/blank.xlsx"
    #expect(try gongkai("template", "--form", "2021", "-o", path).status == 0)
    let (_, sheets) = try looks(path)
    #expect(sheets.count == 8)
    let blank = try recalculated(path)
    #expect(blank.filter { $0.sheet.hasPrefix("三") }.count == 31)
    #expect(blank.filter { $0.sheet != "勾稽校验" }.allSatisfy { $0.fresh == "" as AnyHashable })
    #expect(blank.filter { $0.sheet == "勾稽校验" && $0.cell.hasPrefix("H") }.allSatisfy { $0.fresh == "未填" as AnyHashable })
    let filled = try recalculated(path, "requests.new.natural=3", "requests.new.legal=4")
    #expect(filled.first { $0.sheet.hasPrefix("三") && $0.cell == "J5" }?.fresh == 7.0 as AnyHashable)
  }
}
