import DisclosureReport
import Foundation
import Testing

@Suite("Blank forms, impossible years and forms, sums beyond the limit")
struct BoundsCommandTests {
  @Test("A blank form does not pass: 0 hold, all are unfilled, and the exit status is 1", arguments: ["xlsx", "csv", "json"])
  func blank(_ format: String) throws {
    let folder = try Folder()
    #expect(try gongkai("template", "--agency", "甲局", "--year", "2022", "-o", "blank.\(format)", in: folder.path).status == 0)
    let outcome = try gongkai("check", "blank.\(format)", "--lang", "en", in: folder.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("42 relations: 0 hold, 0 fail, 0 with a blank total, 0 unverifiable, 42 unfilled; 1 errors"))
    #expect(outcome.output.contains("[unfilled]"))
    #expect(try gongkai("check", "blank.\(format)", "--to", "json", in: folder.path).output.contains("\"unfilled\": 42"))
    #expect(try gongkai("check", "blank.\(format)", "--to", "csv", in: folder.path).output.contains(",error,unfilled,甲局,2022,"))
    #expect(try gongkai("check", "blank.\(format)", "--lang", "zh", in: folder.path).output.contains("未填 42"))
  }

  @Test("One figure among blanks is a report: status 0")
  func partly() throws {
    let folder = try Folder()
    let lines = "甲局,2022,2021,disclosure,licensing,decisions,0\n甲局,2022,2021,requests,new,natural,\n"
    try folder.write("agency,year,form,table,row,column,value\n" + lines, to: "a.csv")
    let outcome = try gongkai("check", "a.csv", in: folder.path)
    #expect(outcome.status == 0 && !outcome.output.contains("[unfilled]"))
  }

  @Test(
    "A year that none can be is refused where it stands",
    arguments: ["9223372036854775807", "-9223372036854775808", "2201", "1899", "99999999999999999999"])
  func years(_ year: String) throws {
    let folder = try Folder()
    try folder.write("agency,year,form,table,row,column,value\n甲局,\(year),2021,requests,new,natural,5\n", to: "a.csv")
    let json = #"{"form": "2021", "agency": "甲局", "year": \#(year), "tables": {"requests": {"new": {"natural": 5}}}}"#
    try folder.write(json, to: "a.json")
    for name in ["a.csv", "a.json"] {
      let outcome = try gongkai("check", name, "--previous", name, "--lang", "en", in: folder.path)
      #expect(outcome.status == 2 && outcome.errors.contains("\(name):"), "\(outcome.errors)")
    }
    #expect(try gongkai("template", "--year=\(year)", "--to", "csv", in: folder.path).status != 0)
  }

  @Test("Last year's report of another agency is refused with status 2 and both names")
  func otherAgency() throws {
    let folder = try Folder()
    let line = { (agency: String, year: Int) in "agency,year,form,table,row,column,value\n\(agency),\(year),2021,requests,new,natural,5\n" }
    try folder.write(line("甲局", 2022), to: "this.csv")
    try folder.write(line("乙局", 2021), to: "last.csv")
    let outcome = try gongkai("check", "this.csv", "--previous", "last.csv", "--lang", "en", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("not the same agency") && outcome.errors.contains("乙局"))
    try folder.write(line("", 2021), to: "last.csv")
    let nameless = try gongkai("check", "this.csv", "--previous", "last.csv", "--lang", "en", in: folder.path)
    #expect(nameless.output.contains("names no agency"))
  }

  @Test("Units whose sum is beyond the limit end a merge with status 2 and the cell's name; nothing is written")
  func merge() throws {
    let folder = try Folder()
    let lines = (0..<1025).map { "第\($0)局,2022,2021,requests,new,natural,9000000000\n" }.joined()
    try folder.write("agency,year,form,table,row,column,value\n" + lines, to: "units.csv")
    let outcome = try gongkai("merge", "units.csv", "-o", "sum.json", "--lang", "en", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("requests/new/natural"), "\(outcome.errors)")
    #expect(folder.files == ["units.csv"])
  }

  @Test(
    "A form that no workbook could hold is refused with line and column",
    arguments: ["'四'", "History", "勾稽校验", "一、总体情况", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"])
  func form(_ sheet: String) throws {
    let folder = try Folder()
    let document = try gongkai("forms", "2021").output
    try folder.write(document.replacing("\"sheet\": \"四、行政复议、行政诉讼情况\"", with: "\"sheet\": \"\(sheet)\""), to: "f.json")
    let line = try #require(document.split(separator: "\n").firstIndex { $0.contains("\"sheet\": \"四、") }) + 1
    let outcome = try gongkai("template", "--form", "f.json", "-o", "x.xlsx", "--lang", "en", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("f.json:\(line):"), "\(outcome.errors)")
    #expect(folder.files == ["f.json"])
  }

  @Test("A form with a table that no section has is told what to write")
  func formWithoutTable() throws {
    let folder = try Folder()
    let document = try gongkai("forms", "2021").output
    try folder.write(document.replacing(", \"table\": \"proceedings\"", with: ""), to: "f.json")
    let outcome = try gongkai("template", "--form", "f.json", "-o", "x.xlsx", "--lang", "en", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains(#"give it to one as "table": "proceedings""#), "\(outcome.errors)")
  }

  @Test("More prose than a workbook takes is refused for a workbook only")
  func prose() throws {
    let folder = try Folder()
    let text = String(repeating: "示例文字。", count: 900_000)
    try folder.write(
      #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {"requests": {"new": {"natural": 5}}}, "sections": [{"heading": "一、总体情况", "text": "\#(text)"}]}"#,
      to: "a.json")
    let outcome = try gongkai("convert", "a.json", "-o", "x.xlsx", "--lang", "en", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("the prose has 12 MB"), "\(outcome.errors)")
    #expect(folder.files == ["a.json"])
    #expect(try gongkai("convert", "a.json", "-q", "-o", "x.txt", in: folder.path).status == 0)
  }

  @Test("A comparison that had to be coarse says so in every output for people, and in JSON")
  func coarse() throws {
    let folder = try Folder()
    for (name, word) in [("a", "上"), ("b", "下")] {
      let text = (0..<300).map { "第\($0)项工作在\(word)半年由办公室完成并公布。" }.joined()
      let head = #"{"form": "2021", "agency": "甲局", "year": 2022, "tables": {"requests": {"new": {"natural": 5}}}, "#
      try folder.write(head + #""sections": [{"heading": "一、总体情况", "text": "\#(text)"}]}"#, to: name + ".json")
    }
    for format in ["text", "markdown", "html"] {
      let output = try gongkai("diff", "a.json", "b.json", "--to", format, "--lang", "en", in: folder.path).output
      #expect(output.contains("coarse comparison"), "\(format)")
    }
    #expect(try gongkai("diff", "a.json", "b.json", "--to", "json", in: folder.path).output.contains("\"coarse\": true"))
  }
}
