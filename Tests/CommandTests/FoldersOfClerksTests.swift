import Foundation
import Testing

@Suite("What clerks' folders hold: old files, earlier sums, comparisons, workbooks that lost names", .serialized)
struct FoldersOfClerksTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path + "/u", withIntermediateDirectories: true)
    try unit("甲局", 5, "u/1.json")
  }

  private func unit(_ agency: String, _ natural: Int, _ path: String) throws {
    try folder.write(
      #"{"form": "2021", "agency": "\#(agency)", "year": 2022, "tables": {"requests": {"new": {"natural": \#(natural)}}}}"#, to: path)
  }

  private func python(_ code: String) throws {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, ["-c", "import openpyxl\n" + code], in: folder.path)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(
    "A file of an old program in a folder is an error by its name, and so is a link that leads nowhere",
    arguments: ["doc", "xls", "et", "WPS"])
  func oldFiles(ending: String) throws {
    try folder.write("\u{7F}old", to: "u/old.\(ending)")
    for command in ["convert", "check", "merge"] {
      let outcome = try shell("$GONGKAI \(command) u --to csv", in: folder.path)
      #expect(outcome.status == 2 && outcome.errors.contains("u/old.\(ending)"), "\(command): \(outcome.errors)")
    }
    try FileManager.default.removeItem(atPath: folder.path + "/u/old.\(ending)")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/u/gone.json", withDestinationPath: "nowhere")
    let outcome = try gongkai("merge", "u", "--to", "csv", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("u/gone.json"))
  }

  @Test("An earlier sum is no unit, and a name with spaces is the same name", arguments: ["甲局 ", " 甲局", "甲\u{3000}局", "甲\u{200B}局"])
  func names(name: String) throws {
    try unit("乙局", 7, "u/2.json")
    #expect(try gongkai("merge", "u", "--agency", "区", "-o", "u/sum.xlsx", in: folder.path).status == 0)
    let again = try gongkai("merge", "u", "--agency", "区", "-o", "sum.xlsx", in: folder.path)
    #expect(again.status == 2 && again.errors.contains("u/sum.xlsx") && again.errors.contains("--against"), "\(again.errors)")
    try FileManager.default.removeItem(atPath: folder.path + "/u/sum.xlsx")
    try unit(name, 5, "u/3.json")
    let twice = try gongkai("merge", "u", "--agency", "区", "--to", "csv", in: folder.path)
    #expect(twice.status == 2 && twice.errors.contains("comes twice"))
  }

  @Test("A unit that is put in above the closing line, or on it, is added up")
  func appended() throws {
    try unit("乙局", 7, "u/2.json")
    #expect(try gongkai("merge", "-q", "u", "--agency", "区", "-o", "sum.xlsx", in: folder.path).status == 0)
    try python(
      """
      book = openpyxl.load_workbook("sum.xlsx")
      units = book["各单位数据"]
      last = units.max_row
      assert "插入" in units.cell(last, 1).value, units.cell(last, 1).value
      column = next(c for c in range(4, units.max_column + 1) if units.cell(last - 1, c).value == 7)
      units.cell(last, column).value = 1000
      book.save("more.xlsx")
      """)
    let outcome = try shell("$GONGKAI convert -q more.xlsx --to csv | grep requests,new,natural", in: folder.path)
    let book = try #require(try oracle("recalculate", folder.path + "/more.xlsx") as? [[String: Any]])
    #expect(book.contains { ($0["fresh"] as? Double) == 1012 || ($0["fresh"] as? Int) == 1012 }, "\(outcome.output)")
  }

  @Test("A comparison is not read as a report", arguments: ["xlsx", "html"])
  func comparisons(ending: String) throws {
    _ = try gongkai("diff", samples + "shili-2019.json", samples + "shili-2020.json", "-o", "d.\(ending)", in: folder.path)
    for command in ["convert", "check", "merge"] {
      let outcome = try shell("$GONGKAI \(command) d.\(ending) --to csv", in: folder.path)
      #expect(outcome.status == 2 && outcome.output == "" && outcome.errors.contains("comparison"), "\(command): \(outcome.errors)")
    }
  }

  @Test("A sheet whose cells lost their names is told")
  func lostNames() throws {
    #expect(try gongkai("convert", "-q", samples + "shili-2020.json", "-o", "a.xlsx", in: folder.path).status == 0)
    #expect(try gongkai("convert", "a.xlsx", "--to", "csv", in: folder.path).errors == "")
    try python(
      """
      book = openpyxl.load_workbook("a.xlsx")
      for name in [name for name in book.defined_names if name.startswith("disclosure.")]: del book.defined_names[name]
      for name in [name for name in book.defined_names if "二、" in (book.defined_names[name].attr_text or "")]: del book.defined_names[name]
      book.save("b.xlsx")
      """)
    let outcome = try gongkai("convert", "b.xlsx", "--to", "csv", in: folder.path)
    #expect(outcome.errors.contains("warning") && outcome.errors.contains("二、主动公开政府信息情况"), "\(outcome.errors)")
  }

  @Test("What a merge, a template or a workbook does not keep is told")
  func unkept() throws {
    // More digits than a binary fraction has.
    try folder.write(
      #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {"disclosure": {"fees": {"amount": 8589934593.000001}}}}"#, to: "long.json"
    )
    #expect(try gongkai("convert", "long.json", "-o", "long.xlsx", in: folder.path).errors.contains("[unkept]"))
    try folder.write(
      #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {}, "sections": ["#
        + #"{"heading": "一、总体情况", "text": "字。"}, {"heading": "二、主动公开政府信息情况", "text": "无。"}]}"#, to: "none.json")
    // Without a figure CSV has no line; a title and a heading are enough to know a report by in what has them.
    let table = try gongkai("convert", "none.json", "-o", "none.csv", in: folder.path)
    #expect(table.errors.contains("[unkept]") && !table.errors.contains("xlsx keep"), "\(table.errors)")
    for ending in ["xlsx", "txt", "md", "html"] {
      #expect(try !gongkai("convert", "none.json", "-o", "none.\(ending)", in: folder.path).errors.contains("[unkept]"), "\(ending)")
      let back = try gongkai("convert", "none.\(ending)", "--to", "json", in: folder.path).output
      #expect(back.contains(#""agency": "甲局", "year": 2022"#) && back.contains(#""text": "字。""#), "\(ending): \(back)")
    }
    try folder.write(
      #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {}, "sections": [{"heading": "", "text": "字。"}]}"#, to: "bare.json")
    // In text a title and a sentence are enough.
    for ending in ["csv", "xlsx", "txt"] {
      let told = try gongkai("convert", "bare.json", "-o", "bare.\(ending)", in: folder.path).errors
      #expect(told.contains("[unkept]") == (ending != "txt"), "\(ending)")
    }
    let template = try gongkai("template", "--form", "2021", "--agency", "甲 局", "--year", "2023", "-o", "t.txt", in: folder.path)
    #expect(template.status == 0 && template.errors.contains("[unkept]"))
    #expect(try gongkai("merge", "u", "--agency", "区 县", "-o", "m.md", in: folder.path).errors.contains("[unkept]"))
  }

  @Test("Tabs and braces are told from the content; the marks of blank cells are blank; a month is no year")
  func contents() throws {
    for name in ["q.csv", "q.txt", "q"] {
      try folder.write("table\trow\tcolumn\tvalue\nrequests\tnew\tnatural\t5\n", to: name)
      #expect(
        try gongkai("convert", "-q", name, "--year", "2022", "--to", "csv", in: folder.path).output.contains(",requests,new,natural,"),
        "\(name)")
    }
    _ = try gongkai("template", "--form", "2021", "--agency", "{甲", "--year", "2023", "-o", "b.txt", in: folder.path)
    #expect(try gongkai("convert", "-q", "b.txt", "--to", "csv", in: folder.path).output.contains("{甲,2023"))
    for mark in ["/", "-", "—", "无"] {
      let read = try gongkai(
        "convert", "-q", "-", "--year", "2022", "--to", "csv", input: "table,row,column,value\nrequests,new,natural,\(mark)\n",
        in: folder.path)
      #expect(read.output.contains(",requests,new,natural,一、本年新收政府信息公开申请数量/自然人,,blank"))
    }
    let month = try gongkai("template", "--form", "2021", "--year", "2026-04", "-o", "m.xlsx", in: folder.path)
    #expect(month.status == 2 && month.errors.contains("by the year"))
    #expect(try gongkai("template", "--form", samples + "monthly-form.json", "--year", "2026", "-o", "m.xlsx", in: folder.path).status == 2)
    try folder.write(#"{"form": "2021", "agency": "甲局", "year": "2022-03", "tables": {"requests": {"new": {"natural": 5}}}}"#, to: "m.json")
    #expect(try gongkai("convert", "m.json", "--to", "csv", in: folder.path).errors.contains("by the year"))
  }

  @Test("A check of many ends with one line of totals; quietly only what fails is shown")
  func totals() throws {
    try folder.write(
      #"{"form": "2021", "agency": "乙局", "year": 2022, "tables": {"proceedings": {"review": {"upheld": 1, "corrected": 0, "other": 0, "pending": 0, "total": 9}}}}"#,
      to: "u/2.json")
    try folder.write("none", to: "u/3.json")
    let all = try gongkai("check", "u", in: folder.path)
    #expect(
      all.output.hasSuffix("\n\n2 reports, and 1 input that could not be read: 1 with errors; 1 errors, 7 warnings\n"), "\(all.output)")
    let quiet = try gongkai("check", "-q", "u", in: folder.path)
    #expect(!quiet.output.contains("甲局") && quiet.output.contains("乙局") && quiet.output.contains("u/3.json"))
    #expect(quiet.output.hasSuffix("errors, 7 warnings\n"))
    #expect(try gongkai("check", "-q", samples + "shili-2020.json", in: folder.path).output == "")
    #expect(try !gongkai("check", samples + "shili-2020.json", in: folder.path).output.contains("reports:"))
  }

  @Test("A quiet check writes a workbook without a word but errors")
  func quiet() throws {
    try unit("甲局", 5, "a.json")
    let outcome = try gongkai("check", "-q", "a.json", "-o", "a.xlsx", in: folder.path)
    #expect(outcome.errors == "", "\(outcome.errors)")
    #expect(try gongkai("check", "a.json", "-o", "b.xlsx", in: folder.path).errors != "")
  }
}
