import DisclosureReport
import Foundation
import ReportWriting
import Testing

@Suite("Marks in a workbook follow the figures, or say of when they are", .serialized)
struct LiveMarksTests {
  private func conditions(_ path: String, _ edits: String...) throws -> Set<String> {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "conditions", path] + edits)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return Set(try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String]))
  }

  @Test("A wrong total is red and the cell to mend is shaded until the figure is corrected; comments say when they were made")
  func corrected() throws {
    let folder = try Folder()
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8).replacing("\"upheld\": 4", with: "\"upheld\": 7")
    try folder.write(wrong, to: "a.json")
    #expect(try gongkai("check", "a.json", "-o", "a.xlsx", in: folder.path).status == 1)
    let path = folder.path + "/a.xlsx"
    // The total is wrong, and any of the parts may be.
    let marks = try conditions(path)
    #expect(marks.filter { $0.hasPrefix("red") } == ["red E5"])
    #expect(marks.contains("orange A5"))
    #expect(try conditions(path, "proceedings.review.upheld=4").isEmpty)
    // A total that held is red as soon as it is overwritten.
    #expect(try conditions(path, "proceedings.review.upheld=4", "requests.new.total=1").contains("red J5"))
    let book = try #require(try oracle("looks", path) as? [String: Any])
    let sheets = try #require(book["sheets"] as? [[String: Any]])
    let comments = sheets.flatMap { ($0["comments"] as? [String: String] ?? [:]).values }
    #expect(!comments.isEmpty && comments.allSatisfy { $0.contains("当前为生成时的情况") }, "\(comments)")
  }

  @Test("What is carried over does not balance: the cell is red though its own sum holds and stays a formula")
  func balance() throws {
    let folder = try Folder()
    let path = "/Samples/conformance/balance.fails.json"
    #expect(try gongkai("check", repository + path, "-o", "a.xlsx", in: folder.path).status == 1)
    let marks = try conditions(folder.path + "/a.xlsx").filter { $0.hasPrefix("red") }
    #expect(marks.count == 2, "\(marks)")
    let book = try #require(try oracle("looks", folder.path + "/a.xlsx") as? [String: Any])
    let comments = (book["sheets"] as? [[String: Any]] ?? []).flatMap { ($0["comments"] as? [String: String] ?? [:]).values }
    #expect(comments.contains { $0.contains("左边为") && $0.contains("右边为") }, "\(comments)")
    #expect(try gongkai("check", repository + path, "-o", "a.html", in: folder.path).status == 1)
    #expect(try String(contentsOfFile: folder.path + "/a.html", encoding: .utf8).contains("<td class=\"fails"))
  }

  @Test("The comment and the finding of a total give one difference")
  func difference() throws {
    let folder = try Folder()
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8).replacing("\"upheld\": 4", with: "\"upheld\": 7")
    try folder.write(wrong, to: "a.json")
    let said = try gongkai("check", "a.json", "-o", "a.xlsx", in: folder.path, environment: ["LANG": "zh_CN.UTF-8"])
    #expect(said.errors.contains("相差 +3"), "\(said.errors)")
    let book = try #require(try oracle("looks", folder.path + "/a.xlsx") as? [String: Any])
    let comments = (book["sheets"] as? [[String: Any]] ?? []).flatMap { ($0["comments"] as? [String: String] ?? [:]).values }
    #expect(comments.contains { $0.contains("各项之和为 8，填报为 5，相差 +3") })
  }

  @Test(
    "Where figures are missing a relation shows no difference, and in a blank form it is unfilled",
    arguments: [("convert -q a.json", "缺数据"), ("template --form 2021", "未填")])
  func missing(command: String, verdict: String) throws {
    let folder = try Folder()
    try folder.write(
      #"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": 5, "business": null}}}}"#, to: "a.json")
    #expect(try shell("\"$GONGKAI\" \(command) -o a.xlsx", in: folder.path).status == 0)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py", "recalculate", folder.path + "/a.xlsx"])
    let formulas = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [[String: Any]])
      .filter { $0["sheet"] as? String == "勾稽校验" }
    func column(_ letter: String) -> [String] {
      formulas.filter { ($0["cell"] as? String)?.hasPrefix(letter) == true }.map { $0["fresh"].map { "\($0)" } ?? "" }
    }
    #expect(Set(column("H")) == [verdict])
    #expect(column("G").allSatisfy { ["", "<null>"].contains($0) }, "\(column("G"))")
  }
}
