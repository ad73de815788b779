import Foundation
import Testing

/// A server of its own for a test, ended with it.
private final class Office {
  let address: String
  let temporary: String
  private let process = Process()

  init(_ folder: Folder, _ options: String...) throws {
    let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
    let serve = ProcessInfo.processInfo.environment["GONGKAI_SERVE"] ?? repository + "/.build/debug/gongkai-serve"
    temporary = folder.path + "/temporary"
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    process.executableURL = URL(fileURLWithPath: serve)
    process.arguments = ["--gongkai", binary] + (options.contains("--listen") ? options : ["--port", "0"] + options)
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    address = line.trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(address.hasPrefix("http://"), "\(line)")
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// What the server holds of requests.
  func kept() throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: temporary)
    return try folders.flatMap { try FileManager.default.contentsOfDirectory(atPath: temporary + "/" + $0) }
  }

  /// Peak memory of the server in kilobytes.
  var peak: Int {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
      ?? 0
  }
}

@Suite("The page for an office", .serialized)
struct ServeTests {
  private static let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"

  @Test("By keys and pointer: drop the sample, mend the lost rows, see every relation hold, download the workbook; again after a reload")
  func office() throws {
    let folder = try Folder()
    let office = try Office(folder)
    try FileManager.default.createDirectory(atPath: folder.path + "/seen", withIntermediateDirectories: true)
    let outcome = try run(
      Self.python,
      [
        repository + "/Tests/Oracles/serve.py", office.address, samples + "zengcheng-2020.txt", samples + "shili-2019.json",
        folder.path + "/seen",
      ])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let seen = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    func text(_ name: String) -> String { seen[name] as? String ?? "" }
    #expect(seen["dropped"] as? Bool == true && text("language") == "zh-CN" && text("before").contains("未填 9"))
    #expect(
      text("focused") == "requests/new/natural" && text("total") == "requests/new/total" && text("below") == "requests/carried_in/total")
    #expect(text("wrong").contains("不成立 2") && (seen["offers"] as? [String]) == ["改为 4"])
    #expect(text("after").contains("成立 40") && text("undone").contains("不成立 2") && text("redone").contains("成立 40"))
    #expect(text("refused").contains("不是数字") && seen["names"] as? Bool == true)
    #expect(seen["book"] as? [Int] == [259, 5, 111])
    #expect(text("again").contains("成立 40") && seen["english"] as? Bool == true)
    #expect(seen["compared"] as? Bool == true && seen["many"] as? Bool == true)
    let widths = try #require(seen["widths"] as? [String: [Int]])
    #expect(widths.count == 3 && widths.values.allSatisfy { $0[0] <= $0[1] }, "\(widths)")
    #expect(
      (seen["elsewhere"] as? [String])?.isEmpty == true && (seen["complaints"] as? [String])?.isEmpty == true, "\(seen["complaints"] ?? "")"
    )
    // The server keeps nothing.
    #expect(try office.kept().isEmpty)
  }

  @Test("Last year's beside, prose undone, blocks pasted, years, many, sums with their units, two tabs, paper, a tap")
  func habits() throws {
    let folder = try Folder()
    let office = try Office(folder)
    try FileManager.default.createDirectory(atPath: folder.path + "/own", withIntermediateDirectories: true)
    #expect(try gongkai("convert", samples + "zengcheng-2020.txt", "-o", "own/p.docx", in: folder.path).status == 0)
    let outcome = try run(Self.python, [repository + "/Tests/Oracles/habits.py", office.address, samples, folder.path + "/own"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let seen = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    func list(_ name: String) -> [String] { seen[name] as? [String] ?? [] }
    // What a blank total leaves open does not fail.
    #expect((seen["open"] as? String)?.contains("不成立 0") == true)
    #expect(seen["asked"] as? Bool == true && list("beside") == ["7226 ▼219", "109 ▲1"])
    #expect(list("undone") == ["abc", "", "abc"])
    #expect(list("pasted") == ["12", ""] && seen["ranged"] as? Int == 4 && list("cleared") == ["", ""])
    #expect(seen["compared"] as? Bool == true && seen["kept"] as? String == "7" && seen["live"] as? Bool == true)
    #expect(
      seen["beside it"] as? Bool == true && seen["left out"] as? Bool == true && seen["sum"] as? String == "1678", "\(seen["sum"] ?? "")")
    #expect(seen["title"] as? String == "示例局" && seen["asked to leave"] as? Bool == true && seen["stayed"] as? String == "7")
    #expect(seen["aligned"] as? [[String]] == [["17", "17", "7", "-10"]], "\(seen["aligned"] ?? "")")
    let listed = try shell("pdftotext \(folder.path)/own/list.pdf -").output
    #expect(listed.contains("机关") && listed.contains("示例区甲局") && !listed.contains("查找"))
    #expect(list("series") == ["项目", "列", "2018", "2019", "2020", "增减"])
    #expect(list("opened") == ["示例区戊局", "2021"] && seen["list"] as? Bool == true)
    let units = try #require(seen["units"] as? [Any])
    #expect(units[0] as? String == "810" && units[1] as? [String] == ["示例区甲局270", "示例区乙局270", "示例区丙局270"])
    // Nothing is lost by a reload; a list speaks the language that is chosen; several reports of a file are a list.
    #expect(seen["reloaded"] as? [Bool] == [true, true] && list("units again") == ["示例区甲局270", "示例区乙局270", "示例区丙局270"])
    #expect(seen["up"] as? Bool == true && seen["switched"] as? Bool == true && seen["several"] as? Int == 2)
    #expect(list("paragraphs").contains { $0.hasPrefix("原文 一、总体情况/第3段\n（二）答复申请。") }, "\(list("paragraphs"))")
    #expect(list("pieces").contains { $0.hasPrefix("原文 27:21\n其他对外管理服务事项") })
    #expect(
      try run(Self.python, [repository + "/Tests/Oracles/habits.py", office.address, "--restart", samples + "shili-2020.json"]).output
        == "true")
    #expect(seen["tabs"] as? Bool == true && seen["tapped"] as? Bool == true && list("broken").isEmpty)
    let paper = try shell("pdftotext \(folder.path)/own/paper.pdf -").output
    #expect(paper.contains("第39段") && paper.contains("末尾") && !paper.contains("方向键") && paper.contains("增城区"))
  }

  @Test("A thousand hostile uploads: each is answered, the server goes on, keeps nothing and tells no path of its own")
  func hostile() throws {
    let folder = try Folder()
    let office = try Office(folder)
    let outcome = try run(Self.python, [repository + "/Tests/Oracles/hostile.py", office.address, samples + "shili-2020.json"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let seen = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
    #expect(seen["sent"] as? Int == 1000 && seen["answered"] as? Int == 1000, "\(seen)")
    #expect(seen["paths"] as? Int == 0 && seen["failures"] as? [String] == [], "\(seen)")
    #expect(seen["alive"] as? Bool == true && seen["held"] as? Bool == true)
    // One address has its share of the connections and no more.
    #expect(seen["closed"] as? Int == 600, "\(seen["closed"] ?? "")")
    #expect(seen["first"] as? [AnyHashable] == ["short", 200], "\(seen["first"] ?? "")")
    #expect(try office.kept().isEmpty)
    #expect(office.peak > 0 && office.peak < 900_000, "\(office.peak) kB")
  }

  @Test("Another page, another name, another's password are turned away; a network takes a password or a link that works once")
  func gate() throws {
    let folder = try Folder()
    let office = try Office(folder)
    func status(_ arguments: String, _ address: String) throws -> String {
      try shell("curl -s -o /dev/null -w '%{http_code}' \(arguments) '\(address)'", in: folder.path).output
    }
    #expect(try status("", office.address) == "200")
    let headers = try shell("curl -s -D- -o /dev/null \(office.address)").output
    #expect(
      headers.contains("default-src 'none'; script-src 'self'") && headers.contains("frame-ancestors 'none'")
        && headers.contains("no-store"))
    #expect(try status("-H 'Host: example.com'", office.address) == "403")
    #expect(try status("-H 'Origin: http://example.com' -X POST --data ''", office.address + "read") == "403")
    #expect(try status("-H 'Sec-Fetch-Site: cross-site' -X POST --data ''", office.address + "read") == "403")
    #expect(try status("", office.address + "form/none") == "404")
    #expect(try status("--path-as-is", office.address + "../../etc/passwd") == "404")
    let serve = ProcessInfo.processInfo.environment["GONGKAI_SERVE"] ?? repository + "/.build/debug/gongkai-serve"
    let open = try run(serve, ["--listen", "127.0.0.1:0"])
    #expect(open.status != 0 && open.errors.contains("--password-file"))
    try folder.write("correct horse\n", to: "password")
    try folder.write("short\n", to: "short")
    #expect(try run(serve, ["--listen", "127.0.0.1:0", "--password-file", folder.path + "/short"]).status != 0)
    let closed = try Office(folder, "--listen", "127.0.0.1:0", "--password-file", folder.path + "/password")
    #expect(
      try status("", closed.address) == "401" && status("-X POST --data ''", closed.address + "read") == "401"
        && status("", closed.address + "form/2021") == "401")
    #expect(try status("--data 'password=correct+hors'", closed.address + "enter") == "403")
    #expect(try status("-c jar --data 'password=correct+horse'", closed.address + "enter") == "303")
    #expect(try status("-b jar", closed.address) == "200" && status("-b gongkai=0", closed.address) == "401")
    // A browser sends more with a form than curl; who knows no password sends no megabytes; guesses take turns.
    #expect(try run(Self.python, [repository + "/Tests/Oracles/habits.py", closed.address, "correct horse"]).output == "true")
    #expect(
      try shell("head -c 100000 /dev/zero | curl -s -o /dev/null -w '%{http_code}' --data-binary @- \(closed.address)enter").output == "413"
    )
    let guesses = try shell(
      "for n in $(seq 60); do curl -s -o /dev/null -w '%{http_code}\\n' --data password=$n \(closed.address)enter & done; wait")
    #expect(guesses.output.contains("429") && !guesses.output.contains("303"))
    // An editor's mark in front of a password is not typed.
    try folder.write("\u{FEFF}correct horse\r\n", to: "marked")
    let marked = try Office(folder, "--listen", "127.0.0.1:0", "--password-file", folder.path + "/marked")
    #expect(try status("--data 'password=correct+horse'", marked.address + "enter") == "303")
    // No file of the server is a form.
    #expect(try shell("curl -s -X POST --data '' '\(office.address)template?to=json&form=/etc/passwd'").output.contains("form: 2019, 2021"))
    let none = try shell("curl -s -I \(office.address)none").output
    #expect(none.contains("404") && none.contains("default-src 'none'"))
    // What a killed server left is removed by the next.
    let left = folder.path + "/temporary/gongkai-serve-abcdef"
    try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: left)
    let held = try FileManager.default.contentsOfDirectory(atPath: office.temporary).filter { $0 != "gongkai-serve-abcdef" }
    let next = try Office(folder)
    #expect(!FileManager.default.fileExists(atPath: left))
    // What a server that runs holds stays.
    #expect(!held.isEmpty && held.allSatisfy { FileManager.default.fileExists(atPath: office.temporary + "/" + $0) })
    // A port in use is said to be.
    let port = next.address.split(separator: ":").last?.filter(\.isNumber) ?? ""
    let twice = try run(serve, ["--port", port])
    #expect(twice.status != 0 && twice.errors.contains("已被占用"))
    let linked = try Office(folder, "--listen", "127.0.0.1:0", "--link")
    let bare = linked.address.split(separator: "?").first.map(String.init) ?? ""
    #expect(linked.address.contains("?key=") && bare.hasSuffix("/"))
    #expect(try status("", bare) == "401" && status("", bare + "?key=0") == "403")
    #expect(try status("-c jar2", linked.address) == "200" && status("-b jar2", bare) == "200" && status("", linked.address) == "403")
    // gongkai serve starts it.
    #expect(try shell("\"$GONGKAI\" serve --help", in: folder.path).output.contains("--listen"))
  }
}
