import DisclosureReport
import Foundation
import ReportWriting
import Testing

@Suite("Files are whole or not there")
struct AtomicFileTests {
  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "gongkai-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test("Nothing is to be seen before the commit, and nothing else remains after it")
  func commit() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder + "/a.csv"))
    let file = try AtomicFile(path: folder + "/a.csv")
    try file.write(Array("new".utf8))
    #expect(try String(contentsOfFile: folder + "/a.csv", encoding: .utf8) == "old")
    try file.commit()
    #expect(try String(contentsOfFile: folder + "/a.csv", encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.csv"])
  }

  @Test("A file that is given up leaves nothing")
  func abandoned() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let file = try AtomicFile(path: folder + "/a.csv")
      try file.write(Array("half".utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test("A link stays a link, and rights stay as they were")
  func links() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder + "/real.csv"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder + "/real.csv")
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.csv", withDestinationPath: folder + "/real.csv")
    let file = try AtomicFile(path: folder + "/link.csv")
    try file.write(Array("new".utf8))
    try file.commit()
    #expect(try String(contentsOfFile: folder + "/real.csv", encoding: .utf8) == "new")
    let rights = try FileManager.default.attributesOfItem(atPath: folder + "/real.csv")[.posixPermissions] as? Int
    #expect(rights == 0o640)
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.csv")) != nil)
  }

  @Test("A missing folder, or a folder in place of a file, is an error")
  func refused() {
    #expect(throws: SourceError.self) { try AtomicFile(path: "/nowhere/at/all/a.csv") }
    #expect(throws: SourceError.self) { try AtomicFile(path: "/tmp") }
  }
}
