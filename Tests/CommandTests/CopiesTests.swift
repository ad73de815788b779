// Passages that several reports share.

import DisclosureReport
import Foundation
import Testing

@Suite("Copied passages")
struct CopiesTests {
  private func line(_ agency: String, _ year: Int, _ text: String) -> String {
    #"{"form": "2021", "agency": "\#(agency)", "year": \#(year), "tables": {"disclosure": {"licensing": {"decisions": 5}}}, "#
      + #""sections": [{"heading": "一、总体情况", "text": "\#(text)"}]}"#
  }

  private static let prescribed = "根据条例的规定编制本报告，所列数据的统计期限为一月一日至十二月三十一日。"

  /// Sentences of an agency's own.
  private func own(_ agency: String) -> String {
    let word = Array("梅兰竹菊松柏桃李杏桂")[agency.unicodeScalars.reduce(0) { $0 + Int($1.value) } % 10]
    return zip(1...4, ["栏目", "目录", "指南", "台账"]).map { "\(agency)的第\($0)项安排是按\(word)字号的顺序核对\($1)并把结果告诉每个科室的联络员共\($0)次。" }.joined()
  }

  @Test("Sentences of another agency and of the year before are found, with the passage; prescribed ones and others' are not")
  func found() throws {
    let folder = try Folder()
    let copied = "热线与窗口的问题由值班员逐条登记后当天转给承办科室并在三日内答复12次。专栏改版后把年报、指南和目录放在同一层级方便群众查找共30条。"
    var reports = (0..<8).map { line("第\($0)区局", 2023, Self.prescribed + own("第\($0)区局")) }
    reports[2] = line("第2区局", 2023, Self.prescribed + copied + own("第2区局"))
    reports[5] = line("第5区局", 2023, copied.replacing("12", with: "9") + Self.prescribed)
    reports.append(line("第2区局", 2022, own("第2区局").replacing("1次", with: "7次")))
    try folder.write(reports.joined(separator: "\n"), to: "all.ndjson")
    let plain = try gongkai("check", "all.ndjson", in: folder.path)
    #expect(!plain.output.contains("copied-passage"))
    let csv = try gongkai("check", "all.ndjson", "--copies", "--to", "csv", in: folder.path, environment: ["LANG": "en_US.UTF-8"]).output
    let found = csv.split(separator: "\n").filter { $0.contains("copied-passage") }
    #expect(found.count == 4, "\(csv)")
    #expect(
      found.contains { $0.contains("2 sentences are those of the report of 第5区局2023年") && $0.contains("热线与窗口") && $0.contains("warning") })
    #expect(found.contains { $0.contains("2 sentences are those of the report of 第2区局2023年") })
    // Of the agency's own year before: its name and its figures do not count.
    #expect(found.count { $0.contains("4 sentences are those of the report of 202") && $0.contains("note") } == 2)
  }

  @Test("Eight that share a template are found; the name of the other that was left standing is no difference")
  func templates() throws {
    let folder = try Folder()
    let template = ["栏目", "目录", "指南"].map { "甲山县水务局按统一的顺序核对\($0)并把结果告诉每个科室的联络员直到全部办完为止。" }.joined()
    let reports = ["甲山", "乙水", "丙田", "丁石", "戊林", "己川", "庚湖", "辛岛"].map { line("\($0)县水务局", 2023, template) }
    try folder.write(reports.joined(separator: "\n"), to: "all.ndjson")
    let csv = try gongkai("check", "all.ndjson", "--copies", "--to", "csv", in: folder.path).output.split(separator: "\n")
    #expect(csv.count { $0.contains("copied-passage") } == 40 && csv.count { $0.contains("other-name") } == 7)
  }

  @Test("Last year's report counts, too; standard input cannot be read twice")
  func previous() throws {
    let folder = try Folder()
    try folder.write(line("示例局", 2023, own("示例局")), to: "new.ndjson")
    try folder.write(line("示例局", 2022, own("示例局")), to: "old.ndjson")
    #expect(try gongkai("check", "new.ndjson", "--previous", "old.ndjson", "--copies", in: folder.path).output.contains("copied-passage"))
    let outcome = try shell("$GONGKAI check - --copies < new.ndjson", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("--copies"))
  }
}
