// Where an overview of many reports goes: one file, or a folder with a page for each report and one that leads to them.

import ArgumentParser
import DisclosureReport
import ReportReading
import ReportWriting

/// Takes a line for each report, in order, with the page that has the rest.
final class OverviewDestination {
  private let listing: ListingDestination?
  /// With a slash behind it.
  private let folder: String?
  private var lines: [Overview.Line] = []
  private var names: Set<String> = ["index.html"]

  /// Whether a page is wanted for each report.
  var isSite: Bool { folder != nil }

  /// - Parameters:
  ///   - path: A file, or a folder that exists.
  ///   - inputs: What is read: none of it is overwritten.
  init(_ path: String?, format: ListingFormat?, inputs: [String]) throws {
    if let path, path.hasSuffix("/") || Destination.isFolder(path) {
      guard Destination.isFolder(path) else {
        throw SourceError(path, Bilingual(zh: "文件夹不存在；请先用 mkdir -p 建立", en: "the folder does not exist; create it with mkdir -p"))
      }
      if let format, format != .html {
        throw SourceError(path, Bilingual(zh: "文件夹中是网页；--to 应为 html", en: "a folder is filled with pages; --to should be html"))
      }
      folder = path.hasSuffix("/") ? path : path + "/"
      listing = nil
      try Destination.refuseInput(path + "/index.html", inputs)
    } else {
      folder = nil
      listing = try ListingDestination(path, format: format, inputs: inputs)
    }
    self.inputs = inputs
  }

  private let inputs: [String]

  /// - Parameter page: What a page beside the overview says of the report.
  func add(_ line: Overview.Line, page: [UInt8]?) throws {
    var line = line
    if let folder, let page {
      let name = name(of: line)
      try Destination.refuseInput(folder + name, inputs)
      let file = try AtomicFile(path: folder + name)
      try file.write(page)
      try file.commit()
      line.link = name
    }
    lines.append(line)
  }

  /// - Returns: What is to be said of reports that came twice.
  func finish() throws -> [Finding] {
    let overview = Overview(lines)
    if let folder {
      let file = try AtomicFile(path: folder + "index.html")
      try file.write(overview.listed(as: .html, Terminal.language) ?? [])
      try file.commit()
    } else {
      try listing?.write(.overview(overview)) { overview.listed(as: $0, Terminal.language, width: $1) }
    }
    return overview.findings
  }

  /// `示例区人民政府2020.html`; where that is taken, with a number.
  private func name(of line: Overview.Line) -> String {
    let stem = Destination.fileName(line.report.agency, line.report.period)
    var (name, number) = (stem + ".html", 1)
    while !names.insert(name).inserted {
      number += 1
      name = "\(stem)-\(number).html"
    }
    return name
  }
}

extension InputOptions {
  /// Writes a line for each report and, in a folder, a page for each.
  ///
  /// - Parameters:
  ///   - audit: What is found in a report.
  ///   - page: The page of a report.
  ///   - note: Adds what only the order of the reports tells.
  ///   - end: What is to be done behind the last report.
  /// - Returns: Whether any report has errors, and how many inputs could not be read.
  func overview(
    of inputs: [InputFile], _ common: CommonOptions, forTerminal: Bool, in destination: OverviewDestination,
    audit: @escaping @Sendable (Report) throws -> Audit, page: @escaping @Sendable (Audit) -> [UInt8]?,
    note: (inout Audit) -> Void = { _ in },
    end: () throws -> Void = {}
  ) throws -> (hasErrors: Bool, failed: Int) {
    let isSite = destination.isSite
    var hasErrors = false
    let failed = try forEach(of: inputs, common, forTerminal: forTerminal) { report, _, _ -> (Audit, [UInt8]?) in
      let audit = try audit(report)
      return (audit, isSite ? page(audit) : nil)
    } take: { audit, page in
      var audit = audit
      note(&audit)
      hasErrors = hasErrors || audit.hasErrors
      try destination.add(Overview.Line(audit), page: page)
      return !audit.findings.isEmpty
    } unread: { finding in
      var line = Overview.Line(RankedReport(Report(form: Form.latest, path: finding.source?.path ?? "")))
      line.errors = 1
      try destination.add(line, page: nil)
    }
    if failed == inputs.count { throw ExitCode(2) }
    try end()
    common.show(try destination.finish())
    return (hasErrors, failed)
  }
}
