import Foundation
import Testing

/// The folders of each target, the lowest first: one uses what is declared in those before it.
private let layers = [
  "DisclosureReport": ["Values", "JSON", "Form", "Finding", "Report", "Comparing", "Checking", "Merging", "Ranking"],
  "ReportReading": ["Source", "Labels", "Session", "Bands", "Recognition", "Formats", "Batch"],
  "ReportWriting": ["Output", "JSON", "Formats", "Publication", "Rendering", "Workbook", "Word", "Streams"],
  "gongkai": ["Shell", "Commands", "Gongkai.swift"],
]

@Suite("The folders of a target stand in layers")
struct LayerTests {
  private struct File {
    let name: String
    let folder: String
    let code: String

    init(_ path: String, below root: String) throws {
      let parts = path.split(separator: "/")
      (name, folder) = (String(parts[parts.count - 1]), String(parts[0]))
      code = try String(contentsOfFile: root + path, encoding: .utf8).split(separator: "\n").map { line in
        // Without comments and texts.
        line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex).replacing(/"(\\.|[^"\\])*"/, with: "")
      }.joined(separator: "\n")
    }
  }

  @Test("Nothing uses a type of a folder above it", arguments: layers.keys.sorted())
  func layered(target: String) throws {
    let root = repository + "/Sources/\(target)/"
    let files = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }.map {
      try File($0, below: root)
    }
    let order = try #require(layers[target])
    #expect(files.count > 10 && Set(files.map(\.folder)) == Set(order))
    var declared: [Substring: String] = [:]
    for file in files {
      for type in file.code.matches(of: /(?m)^(?:public |package |final |indirect )*(?:struct|class|enum|protocol|typealias) (\w+)/) {
        declared[type.1] = file.folder
      }
    }
    #expect(declared.count > 10)
    for file in files {
      let own = try #require(order.firstIndex(of: file.folder))
      // A name behind a point is one inside another type.
      for name in Set(file.code.matches(of: /(?:^|[^.\w])([A-Z]\w+)/).map(\.1)) {
        guard let folder = declared[name], let other = order.firstIndex(of: folder) else { continue }
        #expect(other <= own, "\(target)/\(file.folder)/\(file.name) uses \(name) of \(folder)")
      }
    }
  }
}
