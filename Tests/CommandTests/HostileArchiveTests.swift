import Foundation
import Testing

@Suite("Archives that unpack to far more than they are")
struct HostileArchiveTests {
  @Test(
    "An entry within the budget, but a thousand times as large as it is packed, is refused for that",
    arguments: [("ratio", "more than 1000 times"), ("bomb", "more than 1000 times")])
  func ratio(_ kind: String, _ words: String) throws {
    let folder = try Folder()
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    try #require(try run(python, [repository + "/Tests/Oracles/office.py", kind, folder.path + "/h.xlsx"]).status == 0)
    let outcome = try gongkai("convert", "h.xlsx", "-o", "o.csv", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains(words), "\(outcome.errors)")
    #expect(folder.files == ["h.xlsx"])
  }

  @Test("A finding from a page names the place of the form on the command's own lines, one from text its line")
  func places() throws {
    let folder = try Folder()
    let title = "示例局2022年政府信息公开工作年度报告"
    try folder.write(
      "<html><p>\(title)</p><table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政许可</td><td>约5件</td></tr></table></html>", to: "a.html")
    try folder.write("\(title)\n信息内容\t本年处理决定数量\n行政许可\t约5件\n", to: "a.txt")
    let page = try gongkai("check", "a.html", in: folder.path)
    #expect(page.output.contains("a.html:主动公开政府信息情况/行政许可/本年处理决定数量: error: "), "\(page.output)")
    #expect(!page.output.contains("a.html:1:"))
    #expect(try gongkai("check", "a.txt", in: folder.path).output.contains("a.txt:3:6: error: "))
  }
}
