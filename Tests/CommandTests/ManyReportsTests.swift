import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading
import ReportWriting
import Testing

@Suite("Folders, lists of files, and many reports")
struct ManyReportsTests {
  /// Writes invented reports as text and returns their names in order.
  private func fill(_ folder: Folder, _ count: Int) throws -> [String] {
    for name in ["in/甲", "in/乙", "out"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    return try (0..<count).map { number in
      var generator = ReportGenerator(seed: UInt64(number))
      var report = generator.consistentReport(of: Form.editions[number % 2])
      report.agency = "第\(number)单位"
      let name = "in/\(number % 2 == 0 ? "甲" : "乙")/\(1000 + number).json"
      var bytes: [UInt8] = []
      guard var stream = OutputFormat.json.stream() else { return name }
      stream.add(report, to: &bytes)
      stream.finish(&bytes)
      try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
      return name
    }
  }

  private func agencies(_ csv: String) -> [String] {
    var seen: [String] = []
    for line in csv.split(separator: "\n").dropFirst() {
      let agency = String(line.prefix { $0 != "," })
      if seen.last != agency { seen.append(agency) }
    }
    return seen
  }

  @Test("A folder's reports come in the order of their names, the same on one core and on many; subfolders only if asked")
  func folder() throws {
    let folder = try Folder()
    let names = try fill(folder, 40)
    let expected = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "第\((Int($0.suffix(9).prefix(4)) ?? 0) - 1000)单位" }
    let many = try gongkai("convert", "in", "--recursive", "--to", "csv", "--jobs", "4", in: folder.path)
    #expect(many.status == 0 && many.errors.isEmpty)
    #expect(agencies(many.output) == expected)
    #expect(try gongkai("convert", "in", "--recursive", "--to", "csv", "--jobs", "1", in: folder.path).output == many.output)
    let lines = try gongkai("convert", "in/甲", "--to", "ndjson", in: folder.path)
    #expect(lines.output.split(separator: "\n").count == 20)
    #expect(try gongkai("convert", "in", "--to", "csv", in: folder.path).status == 2)
  }

  @Test("A list from find goes through standard input; a folder of workbooks keeps the folders of its inputs")
  func list() throws {
    let folder = try Folder()
    let names = try fill(folder, 6)
    let listed = try shell("find in -name '*.json' -print0 | sort -z | \"$GONGKAI\" convert --files0-from - --to csv", in: folder.path)
    #expect(agencies(listed.output).count == 6 && listed.status == 0)
    #expect(try gongkai("convert", "in", "--recursive", "-o", "out", "--to", "json", in: folder.path).status == 0)
    #expect(Set(folder.files.filter { $0.hasPrefix("out/") && $0.hasSuffix(".json") }) == Set(names.map { "out" + $0.dropFirst(2) }))
    for name in names { #expect(try folder.text("out" + name.dropFirst(2)) == folder.text(name)) }
  }

  @Test("One bad file is a finding; the others go on, and the status says so at the end")
  func badFile() throws {
    let folder = try Folder()
    _ = try fill(folder, 9)
    try folder.write("{ \"form\": ", to: "in/甲/1003x.json")
    let outcome = try gongkai("convert", "in", "--recursive", "-o", "all.csv", in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("in/甲/1003x.json:1:") && outcome.errors.contains("[unreadable]"))
    #expect(outcome.errors.contains("1 of 10 inputs could not be read"))
    #expect(agencies(try folder.text("all.csv")).count == 9)
    let checked = try gongkai("check", "in", "--recursive", "--to", "json", in: folder.path)
    #expect(checked.status == 2)
    // The one that cannot be read has its place among the others.
    let audits = try #require(try JSONSerialization.jsonObject(with: checked.bytes) as? [[String: Any]])
    #expect(audits.count == 10)
    let unread = audits.filter { $0["agency"] == nil }
    #expect(unread.count == 1 && (unread[0]["path"] as? String)?.hasSuffix("1003x.json") == true)
    #expect(((unread[0]["findings"] as? [[String: Any]])?.first?["code"] as? String) == "unreadable")
    for format in ["csv", "sarif", "text", "markdown", "html"] {
      let said = try gongkai("check", "in", "--recursive", "--to", format, in: folder.path)
      #expect(said.output.contains("1003x.json"), "\(format)")
    }
  }

  @Test("Progress is shown on a terminal, and nowhere else")
  func progress() throws {
    let folder = try Folder()
    _ = try fill(folder, 12)
    let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
    let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
    let script = """
      import os, pty, subprocess, sys
      out = open("o.csv", "wb")
      # What is done at once shows nothing: one of the inputs takes its time.
      os.mkfifo("late.json")
      subprocess.Popen(["sh", "-c", "sleep 0.7; cat \(samples)zengcheng-2020.txt > late.json"])
      seen = bytearray()
      def read(fd):
          data = os.read(fd, 4096)
          seen.extend(data)
          return b""
      pid, fd = pty.fork()
      if pid == 0:
          os.dup2(os.open("o.csv", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
          os.execv(sys.argv[1], [sys.argv[1], "convert", "in", "late.json", "--recursive", "--to", "csv"])
      try:
          while True:
              data = os.read(fd, 4096)
              if not data: break
              seen.extend(data)
      except OSError:
          pass
      os.waitpid(pid, 0)
      sys.stdout.buffer.write(bytes(seen))
      """
    let outcome = try run(python, ["-c", script, binary], in: folder.path)
    #expect(outcome.output.contains("13/13") && outcome.output.contains("/s  ") && outcome.output.contains(" with findings"))
    #expect(agencies(try folder.text("o.csv")).count == 13)
  }

  @Test("Folders are compared agency by agency, as the same reports in one file each side are")
  func comparedFolders() throws {
    let folder = try Folder()
    let outcome = try shell(
      """
      mkdir -p old new/deeper
      for i in 1 2 3; do
        "$GONGKAI" convert -q --agency 甲$i \(samples)shili-2019.json -o old/$i.json
        "$GONGKAI" convert -q --agency 甲$i \(samples)shili-2020.json -o new/deeper/$i.json
      done
      "$GONGKAI" convert -q old --to csv > old.csv; "$GONGKAI" convert -q -j 1 --recursive new --to csv > new.csv
      "$GONGKAI" diff old.csv new.csv --to csv --threshold 0 > files.csv; echo $?
      cmp files.csv <("$GONGKAI" diff old new --recursive --to csv --threshold 0) && echo same
      cmp files.csv <(printf 'old\\0new\\0' | "$GONGKAI" diff --files0-from - --recursive -j 2 --to csv --threshold 0) && echo listed
      """, in: folder.path)
    #expect(outcome.output == "1\nsame\nlisted\n", "\(outcome.errors)")
  }
}
