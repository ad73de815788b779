import DisclosureReport
import Foundation
import ReportArchive
import ReportGenerator
import Testing

/// Archives, against Python's own SQLite over the CSV that they were made from.
@Suite("Archives", .serialized)
struct ArchiveTests {
  private func python(_ arguments: String...) throws -> Outcome {
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let outcome = try run(python, [repository + "/Tests/Oracles/panel.py"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }

  private func panel(_ folder: Folder, _ count: Int, _ years: String, _ name: String = "panel.csv") throws {
    #expect(try gongkai("template", "--form", "2021", "--to", "csv", "-o", "t.csv", in: folder.path).status == 0)
    try folder.write(try python("make", folder.path + "/t.csv", "\(count)", years, "4").output, to: name)
  }

  private func compared(_ folder: Folder) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: try python("archive", folder.path + "/panel.csv", folder.path + "/a.sqlite").bytes)
        as? [String: Any])
  }

  @Test("Any report reads back from an archive: states, prose, period, agency", arguments: 0..<40 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    let folder = try Folder()
    var generator = ReportGenerator(seed: seed)
    var reports: [Report] = []
    for number in 0..<3 {
      var report = generator.report()
      report.agency += "\(number)"
      reports.append(report)
    }
    let writer = try ArchiveWriter(folder.path + "/a.sqlite")
    for report in reports { _ = try writer.add(report, findings: report.findings) }
    try writer.finish()
    var read: [Report] = []
    try ArchiveReader.read(folder.path + "/a.sqlite") { read.append($0) }
    try #require(read.count == reports.count)
    for (old, new) in zip(reports, read) {
      #expect(old.agency == new.agency && old.period == new.period && old.form.id == new.form.id)
      #expect(old.sections == new.sections)
      for cell in old.form.cells where old[cell.number] != new[cell.number] {
        // A row of which nothing is there is not there.
        Issue.record("\(cell.address): \(old[cell.number]) \(new[cell.number])")
      }
    }
  }

  @Test("Figures, rates and moves are those of SQL over the CSV; a year added again takes the place of the old")
  func views() throws {
    let folder = try Folder()
    try panel(folder, 15, "2021,2022,2023")
    #expect(try gongkai("convert", "panel.csv", "-o", "a.sqlite", in: folder.path).status == 0)
    for time in 0..<2 {
      let seen = try compared(folder)
      #expect(seen["sound"] as? String == "ok" && seen["reports"] as? Int == 45, "\(time) \(seen)")
      for view in ["same", "share", "growth", "moves"] { #expect(seen[view] as? Bool == true, "\(time) \(view)") }
      let again = try gongkai("convert", "panel.csv", "-o", "a.sqlite", in: folder.path)
      #expect(again.status == 0 && again.errors.isEmpty, "\(again.errors)")
    }
    let csv = try gongkai("convert", "-q", "a.sqlite", "--to", "csv", in: folder.path)
    let direct = try gongkai("convert", "-q", "panel.csv", "--to", "csv", in: folder.path)
    #expect(csv.output == direct.output)
    #expect(
      try gongkai("rank", "a.sqlite", "--by", "granted_share", in: folder.path).output
        == gongkai("rank", "panel.csv", "--by", "granted_share", in: folder.path).output)
    // A corrected report is another.
    let corrected = try folder.text("panel.csv").split(separator: "\n").enumerated().filter {
      $0.offset == 0 || $0.element.contains("第3区人民政府,2022")
    }
    .map { $0.element.replacing(",licensing,decisions,,", with: ",licensing,decisions,,9") }.joined(separator: "\n")
    try folder.write(corrected + "\n", to: "one.csv")
    #expect(try gongkai("convert", "one.csv", "-o", "a.sqlite", in: folder.path).status == 0)
    let after = try compared(folder)
    #expect(after["reports"] as? Int == 45 && after["same"] as? Bool == false)
    let twice = try gongkai("convert", "one.csv", "one.csv", "-o", "b.sqlite", in: folder.path)
    #expect(twice.status == 0 && twice.errors.contains("comes twice"))
  }

  @Test(
    "The rates of an archive are those of rank, whatever is blank or absent",
    arguments: ["shanghai-2019.json", "zengcheng-2020.txt", "shili-2020.json"])
  func rates(sample: String) throws {
    let folder = try Folder()
    #expect(try gongkai("convert", "-q", samples + sample, samples + "shili-2019.json", "-o", "a.sqlite", in: folder.path).status == 0)
    for rate in Form.latest.rates where rate.isShare {
      let ranked = Set(
        try gongkai("rank", "a.sqlite", "--by", rate.id, in: folder.path).output.split(separator: "\n").dropFirst().map { line in
          let fields = line.split(separator: ",", omittingEmptySubsequences: false)
          return "\(fields[1])|\(fields[2])|\(Double(fields[5]) ?? -1)"
        })
      let sql = try shell(
        "/usr/bin/python3 -c \"import sqlite3; [print(f'{a}|{p}|{float(v)}') for a, p, v in sqlite3.connect('a.sqlite').execute('select agency, period, percent from rates where percent is not null and rate = ?', ['\(rate.id)'])]\"",
        in: folder.path)
      #expect(Set(sql.output.split(separator: "\n").map(String.init)) == ranked, "\(rate.id) \(sql.errors)")
    }
    let read = try gongkai("check", "a.sqlite", "--to", "json", in: folder.path)
    #expect(read.output.contains("absent-cell") == sample.hasPrefix("zengcheng"))
  }

  @Test("Both editions, other forms, findings, states, rosters: all of it in one archive, read by every command")
  func mixed() throws {
    let folder = try Folder()
    try folder.write("广州市增城区人民政府\n示例区人民政府\n示例区教育局\n", to: "units.txt")
    let made = try shell(
      "\"$GONGKAI\" convert -q \(samples)shili-2019.json \(samples)shili-2020.json \(samples)zengcheng-2020.txt -o a.sqlite --roster units.txt && "
        + "\"$GONGKAI\" convert -q \(samples)monthly-2026-03.txt --form \(samples)monthly-form.json -o a.sqlite", in: folder.path)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try gongkai("diff", samples + "shili-2020.json", "a.sqlite", in: folder.path).status != 2)
    let all = try gongkai("convert", "-q", "a.sqlite", "--to", "ndjson", in: folder.path)
    #expect(all.output.split(separator: "\n").count == 4 && all.output.contains("本期实际") == false)
    #expect(try gongkai("check", "a.sqlite", "--overview", "--to", "csv", in: folder.path).output.split(separator: "\n").count == 5)
    let sql = try shell(
      "/usr/bin/python3 -c \"import sqlite3; d = sqlite3.connect('a.sqlite'); print(d.execute('select period, unit from not_reported order by 1, 2').fetchall(), "
        + "d.execute('select count(*) from findings where code = \\\"absent-cell\\\"').fetchone())\"",
      in: folder.path)
    #expect(sql.output.contains("('2020', '示例区教育局')") && sql.output.contains("('2019', '广州市增城区人民政府')"), "\(sql.output) \(sql.errors)")
    #expect(!sql.output.contains("(0,)"), "findings: \(sql.output)")
  }

  @Test("A killed run leaves the archive as it was, a new one is not there")
  func killed() throws {
    let folder = try Folder()
    try panel(folder, 5, "2021,2022")
    try panel(folder, 4000, "2023,2024", "many.csv")
    #expect(try gongkai("convert", "panel.csv", "-o", "a.sqlite", in: folder.path).status == 0)
    // Killed while it writes: from its first change to its last there is a journal.
    for delay in ["0", "0.1", "0.3"] {
      let ended = try shell(
        "\"$GONGKAI\" convert -q many.csv -o a.sqlite & until [ -e a.sqlite-journal ]; do sleep 0.01; done; sleep \(delay); kill -9 $!; wait $!; echo $?",
        in: folder.path)
      #expect(ended.output.contains("137"), "\(delay) \(ended.output)")
      let seen = try compared(folder)
      #expect(seen["sound"] as? String == "ok" && seen["reports"] as? Int == 10 && seen["same"] as? Bool == true, "\(delay) \(seen)")
    }
    // One that was killed when some of its changes stood in the file already: reading rolls them back.
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let before = try gongkai("convert", "a.sqlite", "--to", "csv", in: folder.path).output
    let half = try run(
      python,
      [
        "-c",
        """
        import shutil, sqlite3
        d = sqlite3.connect("a.sqlite", isolation_level=None)
        d.execute("pragma cache_size = 2"); d.execute("begin immediate"); d.execute("update requests set total = 99999")
        d.execute("update sections set text = 'x'"); d.execute("update proceedings set total = 99999")
        for end in ["", "-journal"]: shutil.copy("a.sqlite" + end, "half.sqlite" + end)
        """,
      ], in: folder.path)
    try #require(half.status == 0, "\(half.errors)")
    #expect(folder.files.contains("half.sqlite-journal"))
    #expect(try gongkai("convert", "half.sqlite", "--to", "csv", in: folder.path).output == before)
    // Two that write a new archive at the same time: what both bring is in it; one that is interrupted leaves nothing beside it.
    let both = try shell(
      "\"$GONGKAI\" convert -q panel.csv -o two.sqlite & \"$GONGKAI\" convert -q many.csv -o two.sqlite & wait; \"$GONGKAI\" convert -q two.sqlite --to csv | cut -d, -f2 | sort -u | tr '\\n' ' '",
      in: folder.path)
    #expect(both.output == "2021 2022 2023 2024 year ", "\(both.output) \(both.errors)")
    _ = try shell("\"$GONGKAI\" convert -q many.csv -o new.sqlite & sleep 0.2; kill -TERM $!; wait", in: folder.path)
    #expect(!folder.files.contains { $0.contains("new.sqlite") }, "\(folder.files)")
    #expect(try gongkai("convert", "-q", "many.csv", "-o", "a.sqlite", in: folder.path).status == 0)
  }

  @Test("What is no archive, or means harm, is refused")
  func hostile() throws {
    let folder = try Folder()
    try folder.write("agency,year\n", to: "text.sqlite")
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let made = try run(
      python,
      [
        "-c",
        """
        import sqlite3
        d = sqlite3.connect("other.sqlite"); d.execute("create table t(a)"); d.commit()
        d = sqlite3.connect("view.sqlite")
        for name in ["archive", "forms", "sections", "states"]: d.execute(f"create table {name}(key, value, id, document, report, number, heading, text)")
        d.execute("insert into archive values ('version', '1', 0, 0, 0, 0, 0, 0)")
        d.execute("create view reports as with recursive c(id) as (select 1 union all select id + 1 from c) select id, 'a' agency, '2020' period, '2019' form, '' path from c")
        d.commit()
        """,
      ], in: folder.path)
    try #require(made.status == 0, "\(made.errors)")
    #expect(try gongkai("convert", samples + "shili-2020.json", "-o", "good.sqlite", in: folder.path).status == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/good.sqlite"))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: folder.path + "/cut.sqlite"))
    var noise = bytes
    for index in stride(from: 4096, to: noise.count, by: 97) { noise[index] ^= 0x5A }
    try noise.write(to: URL(fileURLWithPath: folder.path + "/noise.sqlite"))
    for name in ["text", "other", "view", "cut", "noise"] {
      let before = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name).sqlite"))
      let read = try gongkai("convert", "\(name).sqlite", "--to", "csv", in: folder.path)
      #expect(read.status == 2 && read.errors.contains("\(name).sqlite"), "\(name): \(read.status) \(read.errors)")
      let written = try gongkai("convert", samples + "shili-2019.json", "-o", "\(name).sqlite", in: folder.path)
      #expect(written.status == 2, "\(name): \(written.errors)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name).sqlite")) == before, "\(name)")
    }
    #expect(try gongkai("convert", "good.sqlite", "-o", "good.sqlite", in: folder.path).status == 2)
    // What is no figure of its cell is a finding; what a terminal would obey is written out.
    let changed = try run(
      python,
      [
        "-c",
        """
        import sqlite3
        d = sqlite3.connect("good.sqlite")
        d.execute("update requests set total = 'abc' where row = 'new'"); d.execute("update requests set total = -5 where row = 'granted'")
        d.execute("insert into findings select 1, 999, 'reading', 'error', 'x' || char(27) || '[31m', null, 'm', 'm', null, null, null")
        d.commit()
        """,
      ], in: folder.path)
    try #require(changed.status == 0, "\(changed.errors)")
    let told = try gongkai("check", "good.sqlite", in: folder.path)
    #expect(
      told.status == 1 && told.output.contains("\"abc\"") && told.output.contains("\"-5\"") && !told.output.contains("\u{1B}"),
      "\(told.output)"
    )
    #expect(try gongkai("convert", samples + "shili-2020.json", "--to", "csv", "-o", "x.sqlite", in: folder.path).status == 2)
  }
}
