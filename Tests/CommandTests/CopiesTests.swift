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

  @Test("What numbers a sentence is no part of it; that there was nothing, and what edicts have everybody say, is no copy")
  func numbered() throws {
    let folder = try Folder()
    let said = ["栏目的调整由三个科室共同商定并在年中逐条核对完毕后实施", "目录的编制由联络员逐项登记后交给办公室统一校对并存档", "指南的修订由窗口人员根据群众提问逐段改写之后再行印发"]
    let marks = ["（一）", "二是", "首先，"]
    try folder.write(
      line("甲区局", 2023, said.joined(separator: "。") + "。") + "\n"
        + line("乙区局", 2023, zip(marks, said).map { $0 + $1 + "。" }.joined()), to: "all.ndjson")
    let csv = try gongkai("check", "all.ndjson", "--copies", "--to", "csv", in: folder.path, environment: ["LANG": "en_US.UTF-8"]).output
    #expect(csv.split(separator: "\n").count { $0.contains("3 sentences are those") } == 2, "\(csv)")
    let nothing = "本年度未收到公民、法人和其他组织提出的政府信息公开申请也无上年结转申请。本年度未发生因政府信息公开被申请行政复议或者提起行政诉讼的情况。按照国办函〔2020〕109号文件的规定，本机关全年没有收取任何费用。"
    try folder.write(line("甲区局", 2023, nothing) + "\n" + line("乙区局", 2023, nothing), to: "none.ndjson")
    #expect(try !gongkai("check", "none.ndjson", "--copies", in: folder.path).output.contains("copied-passage"))
  }

  @Test("Copied passages alone are those of the whole check, and of the reports with some; the tables are not looked at")
  func only() throws {
    let folder = try Folder()
    let text = ["栏目", "目录", "指南"].map { "甲山县水务局按统一的顺序核对\($0)并把结果告诉每个科室的联络员直到全部办完为止。" }.joined()
    func report(_ agency: String, _ prose: String) -> String {
      "\(agency)2023年政府信息公开工作年度报告\n一、总体情况\n\(prose)\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t-5\n"
        + "五、存在的主要问题及改进情况\n\(own(agency))\n"
    }
    for (number, agency) in ["甲山县水务局", "乙水县水务局", "丙田县水务局"].enumerated() {
      try folder.write(report(agency, number < 2 ? text : own(agency)), to: "\(number).txt")
    }
    let whole = try gongkai("check", ".", "--copies", "--to", "csv", in: folder.path).output
    let copied = whole.split(separator: "\n").filter { $0.contains("copied-passage") }
    let alone = try gongkai("check", ".", "--only", "copied-passage", "--to", "csv", in: folder.path)
    #expect(Array(alone.output.split(separator: "\n").dropFirst()) == copied)
    #expect(alone.status == 0 && alone.output.split(separator: "\n").count == 3, "\(alone.output)")
    let shown = try gongkai("check", ".", "--only", "copied-passage", in: folder.path, environment: ["LANG": "en_US.UTF-8"]).output
    #expect(
      shown.contains("3 reports: 0 with errors; 0 errors, 2 warnings") && !shown.contains("丙田县水务局2023") && !shown.contains("relations"))
    let json = try gongkai("check", ".", "--only", "copied-passage", "--to", "json", in: folder.path).output
    #expect(!json.contains("relations") && !json.contains("丙田县水务局\", \"year\""))
  }

  @Test(
    "A sentence that is said twice is one; reports that name nobody are told apart by their paths; units that have not reported are told with all read"
  )
  func countedOnce() throws {
    let folder = try Folder()
    let (one, two) = ("栏目按统一的顺序核对并把结果告诉每个科室的联络员直到全部办完为止。", "目录由两个人先后看过并在每月的最后一天把改动的地方记在同一本台账上。")
    func copies(_ files: [(agency: String, text: String)], _ options: String) throws -> [Substring] {
      for (number, file) in files.enumerated() {
        try folder.write("\(file.agency)2023年政府信息公开工作年度报告\n一、总体情况\n\(file.text)\n信息内容\t本年处理决定数量\n行政许可\t5\n", to: "\(number).txt")
      }
      return try shell("LANG=en_US.UTF-8 $GONGKAI check 0.txt 1.txt --to csv \(options)", in: folder.path).output
        .split(separator: "\n").dropFirst().filter { $0.contains("copied-passage") || $0.contains("not-reported") }
    }
    for option in ["--copies", "--only=copied-passage"] {
      #expect(try copies([("甲山县水务局", one + one), ("乙水县水务局", one)], option).isEmpty)
      let nameless = try copies([("", one + two), ("", two + one)], option)
      #expect(nameless.count == 2 && nameless.allSatisfy { $0.contains("2 sentences are those of the report of 2023年 (") }, "\(nameless)")
    }
    try folder.write("甲山县水务局\n乙水县水务局\n", to: "units.txt")
    #expect(try copies([("甲山县水务局", one), ("乙水县水务局", two)], "--only=copied-passage --roster=units.txt").isEmpty)
  }

  @Test("Of copied passages alone inputs are counted that have none, too")
  func onlyCounts() throws {
    let folder = try Folder()
    try folder.write(line("示例局", 2023, own("示例局")), to: "one.ndjson")
    let outcome = try gongkai(
      "check", "one.ndjson", "missing.txt", "--only", "copied-passage", in: folder.path, environment: ["LANG": "en_US.UTF-8"])
    #expect(
      outcome.status == 2 && outcome.errors.contains("1 of 2 inputs") && outcome.output.contains("1 input that could not be read"),
      "\(outcome)")
  }

  @Test("Only the rules that are named; a name that is none is refused")
  func onlyRules() throws {
    let folder = try Folder()
    try folder.write(line("示例局", 2023, "进一步进一步加强公开。"), to: "one.ndjson")
    let all = try gongkai("check", "one.ndjson", "--to", "csv", in: folder.path).output
    #expect(all.contains("doubled-words") && all.contains("missing-part"))
    let some = try gongkai("check", "one.ndjson", "--only", "doubled-words", "--to", "csv", in: folder.path).output
    #expect(some.contains("doubled-words") && !some.contains("missing-part") && some.split(separator: "\n").count == 2)
    let outcome = try gongkai("check", "one.ndjson", "--only", "doubled-words,nonsense", in: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("--only nonsense") && outcome.output.isEmpty)
  }
}
