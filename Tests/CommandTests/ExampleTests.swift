// Examples in the documentation are Swift that compiles against the libraries as they are built.

import Foundation
import Testing

@Suite("Examples in the documentation")
struct ExampleTests {
  /// The blocks of Swift in README, in the catalogues, and in comments of the sources, each with where it stands.
  static func examples() throws -> [(place: String, code: [String])] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: repository + "/Sources").filter {
      $0.hasSuffix(".swift") || $0.hasSuffix(".md")
    }
    var examples: [(String, [String])] = []
    for path in ["README.md"] + files.sorted().map({ "Sources/" + $0 }) {
      var code: [String]?
      for line in try String(contentsOfFile: "\(repository)/\(path)", encoding: .utf8).components(separatedBy: "\n") {
        let text = line.drop { $0 == " " }
        let bare = text.hasPrefix("///") ? String(text.dropFirst(3).drop { $0 == " " }) : line
        if bare.hasPrefix("```swift"), text.hasPrefix("///") || path.hasSuffix(".md") {
          code = []
        } else if bare.hasPrefix("```"), let done = code {
          examples.append((path, done))
          code = nil
        } else {
          code?.append(bare)
        }
      }
    }
    return examples
  }

  @Test("They compile")
  func compile() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 10)
    let folder = try Folder()
    var source = "import DisclosureReport\nimport ReportArchive\nimport ReportReading\nimport ReportWriting\n"
    for (number, example) in examples.enumerated() {
      // What an example speaks of and does not make itself.
      source += "// \(example.place)\nfunc example\(number)(report: Report, this: Report, last: Report, units: [Report]) throws {\n"
      source += example.code.filter { !$0.hasPrefix("import ") }.joined(separator: "\n") + "\n}\n"
    }
    try folder.write(source, to: "Examples.swift")
    let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
    let modules = URL(fileURLWithPath: binary).deletingLastPathComponent().path + "/Modules"
    let maps = ["CSQLite", "CXML2", "CZip", "CXlsxWriter"].map { "-Xcc -fmodule-map-file=\(repository)/Sources/\($0)/module.modulemap" }
    let outcome = try shell(
      "swiftc -typecheck -warnings-as-errors -swift-version 6 -I \(modules) -I \(repository)/Sources/CLazyLibraries/include \(maps.joined(separator: " ")) "
        + "-Xcc -I/usr/include/libxml2 -module-cache-path cache Examples.swift 2>&1", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
