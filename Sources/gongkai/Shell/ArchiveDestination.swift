// Reports into an archive.

import ArgumentParser
import DisclosureReport
import ReportArchive
import ReportReading
import ReportWriting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Adds reports to an archive: a new one is visible under its name when it is whole, one that is there changes all at once.
final class ArchiveDestination {
  private let writer: ArchiveWriter
  private let file: AtomicFile?
  /// The folder that stands there for as long as it is written to.
  private let folder: Int32
  private(set) var (added, replaced) = (0, 0)

  /// Whether a path names an archive.
  static func isNamed(_ path: String?) -> Bool {
    ["sqlite", "sqlite3", "db"].contains(path?.fileExtension?.lowercased())
  }

  init(_ path: String, inputs: [String]) throws {
    try Destination.refuseInput(path, inputs)
    // Who writes an archive of the folder waits for who does already: a new one comes into being only when it is whole.
    folder = path.folderOfFile.withFileName { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    if folder >= 0 { while flock(folder, LOCK_EX) != 0, errno == EINTR {} }
    var status = stat()
    let isThere = path.withFileName { stat($0, &status) } == 0 && status.st_size > 0
    file = isThere ? nil : try AtomicFile(path: path)
    writer = try ArchiveWriter(file?.temporaryPath ?? path, isDiscarded: file != nil)
  }

  deinit { if folder >= 0 { close(folder) } }

  /// What is to be said of a report that comes twice.
  func add(_ report: Report, findings: [Finding]) throws -> Finding? {
    switch try writer.add(report, findings: findings) {
    case .added: added += 1
    case .replaced: replaced += 1
    case .repeated:
      return Finding(
        .warning, .unpaired, at: report.start,
        Bilingual(
          zh: "\(report.agency)\(report.period?.name ?? "")的报告来了两份，数据库中留下后一份",
          en: "a report of \(report.agency) for \(report.period?.description ?? "") comes twice; the later one stays in the archive"))
    }
    return nil
  }

  func setRoster(_ units: [String]) throws { try writer.setRoster(units) }

  func finish() throws {
    try writer.finish()
    try file?.commit()
  }
}
