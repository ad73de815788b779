// gongkai patch and merge3: by the command, on files of all kinds.

import Foundation
import Testing

@Suite("Patches and three-way merges by the command")
struct PatchTests {
  private let base = repository + "/Samples/conformance/claim.passes.json"

  private func write(_ folder: Folder, _ name: String, _ edits: [(String, String)]) throws {
    var text = try String(contentsOfFile: base, encoding: .utf8)
    for (old, new) in edits { text = text.replacing(old, with: new) }
    try folder.write(text, to: name)
  }

  @Test("diff's CSV, as the command prints it or as Excel saves it, makes the new report; the prose stays")
  func patch() throws {
    let folder = try Folder()
    try write(folder, "a.json", [])
    try write(
      folder, "b.json",
      [("\"natural\":200", "\"natural\":207"), ("\"total\":259", "\"total\":266"), ("\"amount\":35.6", "\"amount\":null")])
    #expect(try shell("$GONGKAI diff a.json b.json --to csv > p.csv", in: folder.path).status == 1)
    #expect(try shell("$GONGKAI patch a.json p.csv -q -o c.xlsx && $GONGKAI diff b.json c.xlsx > /dev/null", in: folder.path).status == 0)
    // With a mark and Windows' line ends, from standard input, among others.
    #expect(try shell("{ printf '\\357\\273\\277'; sed 's/$/\\r/' p.csv; } > w.csv", in: folder.path).status == 0)
    try write(folder, "other.json", [("示例市示例区教育局", "别的局")])
    #expect(try shell("$GONGKAI convert -q a.json other.json --to ndjson > two.ndjson", in: folder.path).status == 0)
    let two = try shell("$GONGKAI patch - w.csv -q --to csv < two.ndjson", in: folder.path)
    #expect(two.status == 0 && two.output.contains("requests,new,natural,一、本年新收政府信息公开申请数量/自然人,207") && two.output.contains("别的局"))
  }

  @Test("What does not fit is told with file and line, and nothing is written")
  func refused() throws {
    let folder = try Folder()
    try write(folder, "a.json", [])
    try write(folder, "b.json", [("\"natural\":200", "\"natural\":207")])
    #expect(try shell("$GONGKAI diff a.json b.json --to csv > p.csv", in: folder.path).status == 1)
    let again = try gongkai("patch", "b.json", "p.csv", "-o", "c.json", in: folder.path, environment: ["LANG": "en_US.UTF-8"])
    #expect(again.status == 1 && again.errors.contains("p.csv:2:1: error: requests/new/natural: expected 200, the report has 207"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/c.json"))
    for (text, said) in [
      ("", "it is empty"), ("a,b\n1,2\n", "old_agency"), ("old,new,old\n1,2,3\n", "p.csv:1:9: error: the column \"old\" stands twice"),
      ("old_agency,old_year,new_agency,new_year,table,row,column,old,new\n甲,2023,甲,2023,requests,new\n", "6 fields"),
      ("old_agency,old_year,new_agency,new_year,table,row,column,old,new\n甲,x,甲,2023,requests,new,natural,1,2\n", "p.csv:2:3"),
      ("old_agency,old_year,new_agency,new_year,table,row,column,old,new\n甲,2023,甲,2023,requests,new,natural,一,2\n", "no number"),
    ] {
      try folder.write(text, to: "p.csv")
      let outcome = try gongkai("patch", "a.json", "p.csv", "-o", "c.json", in: folder.path, environment: ["LANG": "en_US.UTF-8"])
      #expect(outcome.status == 2 && outcome.errors.contains(said), "\(outcome.errors)")
    }
    try folder.write(
      "old_agency,old_year,new_agency,new_year,table,row,column,old,new\n甲,2023,甲,2023,requests,new,natural,1,2\n", to: "p.csv")
    #expect(try gongkai("patch", "a.json", "p.csv", "-o", "c.json", in: folder.path).status == 1)
    #expect(try gongkai("patch", "a.json", "p.csv", "-o", "a.json", in: folder.path).status == 2)
  }

  @Test("A figure that no cell takes, two figures for one cell, and changes into two reports are refused; lines may stand in any order")
  func sense() throws {
    let folder = try Folder()
    try write(folder, "a.json", [])
    let head = "old_agency,old_year,new_agency,new_year,table,row,column,old,new\n"
    func line(_ change: String, year: Int = 2023) -> String { "示例市示例区教育局,2023,示例市示例区教育局,\(year),requests,new,\(change)\n" }
    for (changes, said) in [
      (line("natural,200,-3"), "cannot be negative"), (line("natural,200,1.5"), "whole number"),
      (line("natural,200,201") + line("natural,200,202"), "another figure"),
      (line("natural,200,201") + line("total,259,260", year: 2024), "2 others"), (line("nobody,1,2"), "no such cell"),
    ] {
      try folder.write(head + changes, to: "p.csv")
      let outcome = try gongkai("patch", "a.json", "p.csv", "--to", "json", in: folder.path, environment: ["LANG": "en_US.UTF-8"])
      #expect(outcome.status == 1 && outcome.errors.contains(said) && outcome.output.isEmpty, "\(outcome.errors)")
    }
    try write(folder, "b.json", [("示例市示例区教育局", "别的局")])
    let other = line("natural,200,300").replacing("示例市示例区教育局", with: "别的局")
    try folder.write(head + line("natural,200,201") + other + line("total,259,260"), to: "p.csv")
    let both = try shell("$GONGKAI convert -q a.json b.json --to ndjson | $GONGKAI patch - p.csv -q --to csv", in: folder.path)
    #expect(both.status == 0 && both.output.contains("自然人,201") && both.output.contains("总计,260") && both.output.contains("自然人,300"))
  }

  @Test("Two clerks' files of other kinds come together; a conflict is told and written only as preferred")
  func merge3() throws {
    let folder = try Folder()
    try write(folder, "base.json", [])
    try write(folder, "ours.json", [("\"natural\":200", "\"natural\":207"), ("\"total\":259", "\"total\":266")])
    try write(folder, "theirs.json", [("本年度没有发出收费通知", "没有发出收费通知")])
    #expect(
      try shell(
        "$GONGKAI convert -q ours.json -o ours.docx && $GONGKAI merge3 base.json ours.docx theirs.json -q -o m.json", in: folder.path
      ).status == 0)
    let merged = try String(contentsOfFile: folder.path + "/m.json", encoding: .utf8)
    #expect(merged.contains("\"natural\": 207") && merged.contains("\"没有发出收费通知") && !merged.contains("本年度没有发出"))
    try write(folder, "theirs.json", [("\"natural\":200", "\"natural\":199")])
    let refused = try gongkai(
      "merge3", "base.json", "ours.json", "theirs.json", "-o", "n.json", in: folder.path, environment: ["LANG": "en_US.UTF-8"])
    #expect(refused.status == 1 && refused.errors.contains("requests/new/natural: it was 200, ours is 207, theirs is 199 [conflict]"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/n.json"))
    let among = try gongkai("merge3", "base.json", "ours.json", "base.json", "-o", "out/", in: folder.path)
    #expect(among.status == 2 && !folder.files.contains { $0.hasPrefix("out") })
    #expect(
      try gongkai("merge3", "base.json", "ours.json", "theirs.json", "--prefer", "theirs", "-q", "-o", "n.json", in: folder.path).status
        == 0)
    #expect(try String(contentsOfFile: folder.path + "/n.json", encoding: .utf8).contains("\"natural\": 199"))
  }
}
