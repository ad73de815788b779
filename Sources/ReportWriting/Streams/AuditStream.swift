// What checking found, for reviewers, scripts and the tools of code review.

import DisclosureReport

/// The formats in which audits are written.
public enum AuditFormat: String, Sendable, CaseIterable {
  /// A reviewer's list.
  case text
  case json, csv
  /// For people: what was found, and on the page the tables with what does not hold marked.
  case markdown, html
  /// The report's workbook with the findings on the sheet `核对结果`, in front.
  case xlsx
  /// The report as the document to hand in, what was found in comments.
  case docx
  /// SARIF 2.1.0, by which code-review tools show findings at their line.
  case sarif

  public init?(fileExtension: String) {
    switch fileExtension.lowercased() {
    case "txt": self = .text
    case "json": self = .json
    case "csv": self = .csv
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    case "xlsx": self = .xlsx
    case "docx": self = .docx
    case "sarif": self = .sarif
    default: return nil
    }
  }

  public var fileExtension: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    default: rawValue
    }
  }

  /// The format in which the report itself is written, for those that carry it.
  public var output: OutputFormat? { self == .xlsx || self == .docx ? OutputFormat(rawValue: rawValue) : nil }
}

/// Writes audits into one stream, one after the other.
public struct AuditStream: Sendable {
  private let format: AuditFormat
  private let language: Language
  private let isQuiet: Bool
  /// Whether only some rules are of interest: then what all of them say of a report is not written, nor a report without findings.
  private let isPartial: Bool
  private var count = 0
  private var documents = JSONDocuments(.array)
  /// For a reviewer's list, which ends with them.
  private var totals = Totals()
  private var sarif: SARIF
  /// For the formats that are rendered from a publication.
  private var renderer: (any PublicationRenderer)?

  /// - Parameters:
  ///   - quiet: Whether only errors are written.
  ///   - partial: Whether the audits are of some rules only: then reports without findings are left out, and what relations came to.
  ///   - version: The version of the program that SARIF names.
  ///
  /// Nil for a workbook, which is a file of its own (see ``WorkbookSubject``).
  public init?(_ format: AuditFormat, language: Language, quiet: Bool = false, partial: Bool = false, version: String = "") {
    self.format = format
    self.language = language
    isQuiet = quiet
    isPartial = partial
    sarif = SARIF(language: language, version: version)
    switch format {
    case .markdown: renderer = PublishedMarkdown()
    case .html: renderer = PublishedPage(language)
    case .xlsx: return nil
    case .text, .json, .csv, .sarif, .docx: break
    }
  }

  public mutating func add(_ audit: Audit, to output: inout [UInt8]) {
    let findings = audit.findings.filter { !isQuiet || $0.severity == .error }
    totals.add(audit)
    if isPartial, format.output == nil, findings.isEmpty { return }
    switch format {
    case .text:
      // Quietly, only what fails is shown.
      if isQuiet, findings.isEmpty { return }
      output.append(text(audit, findings))
    case .json:
      let language = language
      let isWhole = !isPartial
      let bytes = documents.bytes { $0.write(audit, findings, language, withRelations: isWhole) }
      documents.add(bytes, to: &output)
    case .csv:
      if count == 0 { output.append(Self.header) }
      for finding in findings { appendLine(finding, audit.report, to: &output) }
    case .sarif: sarif.add(findings, of: audit.report, to: &output)
    case .markdown, .html:
      guard let renderer else { break }
      let piece = renderer.piece(Publication(audit, findings, language, for: renderer.medium))
      self.renderer?.add(piece, to: &output)
    case .docx: output += WordDocument(audit.report, findings: findings, language).bytes ?? []
    case .xlsx: break
    }
    count += 1
  }

  /// Counts reports of which there is nothing to say.
  public mutating func count(unsuspected reports: Int) { totals.reports += reports }

  /// Appends what is to be said of a file without a report: one that cannot be read, or a list of units.
  public mutating func add(_ findings: [Finding], of path: String, isUnread: Bool, to output: inout [UInt8]) {
    let nothing = Report(form: Form.latest, path: path)
    switch format {
    case .text:
      totals.add(findings, isUnread: isUnread)
      output.append((count == 0 ? "" : "\n") + path.visible() + "\n" + findings.map { "  " + $0.line(in: language) + "\n" }.joined())
    case .json:
      let language = language
      let bytes = documents.bytes { json in
        json.object(isBroken: true) { json in
          json.member("path", path)
          json.key("findings")
          json.array(findings, isBroken: true) { $0.write($1, language) }
        }
      }
      documents.add(bytes, to: &output)
    case .csv:
      if count == 0 { output.append(Self.header) }
      for finding in findings { appendLine(finding, nothing, to: &output) }
    case .sarif: sarif.add(findings, of: nothing, to: &output)
    case .markdown, .html:
      guard let renderer else { break }
      let piece = renderer.piece(Publication(findings, of: nothing, language))
      self.renderer?.add(piece, to: &output)
    case .xlsx, .docx: break
    }
    count += 1
  }

  private static let header = "path,line,column,severity,code,agency,year,cell,message\n"

  public mutating func finish(_ output: inout [UInt8]) {
    switch format {
    case .xlsx, .docx: break
    case .text: if totals.reports + totals.unread > 1 { output.append((count == 0 ? "" : "\n") + totals.line(language)) }
    case .markdown, .html: renderer?.finish(&output)
    case .csv: if count == 0 { output.append(Self.header) }
    case .json: documents.finish(&output)
    case .sarif: sarif.finish(&output)
    }
  }

  private struct Totals: Sendable {
    var reports = 0
    var failing = 0
    var errors = 0
    var warnings = 0
    var unread = 0

    mutating func add(_ audit: Audit) {
      reports += 1
      failing += audit.hasErrors ? 1 : 0
      errors += audit.findings.count { $0.severity == .error }
      warnings += audit.findings.count { $0.severity == .warning }
    }

    mutating func add(_ findings: [Finding], isUnread: Bool) {
      unread += isUnread ? 1 : 0
      if isUnread { return }
      errors += findings.count { $0.severity == .error }
      warnings += findings.count { $0.severity == .warning }
    }

    /// `120 份报告：3 份有错误；错误 7，警告 12。`
    func line(_ language: Language) -> String {
      let unread = Bilingual(
        zh: unread > 0 ? "，另有 \(unread) 个输入无法读取" : "",
        en: unread > 0 ? ", and \(unread) \(unread == 1 ? "input" : "inputs") that could not be read" : "")
      return Bilingual(
        zh: "\(reports) 份报告\(unread.zh)：\(failing) 份有错误；错误 \(errors)，警告 \(warnings)。\n",
        en: "\(reports) reports\(unread.en): \(failing) with errors; \(errors) errors, \(warnings) warnings\n"
      ).in(language)
    }
  }

  private func say(_ zh: String, _ en: String) -> String {
    Bilingual(zh: zh, en: en).in(language)
  }

  // MARK: - Text

  private func text(_ audit: Audit, _ findings: [Finding]) -> String {
    var lines = count == 0 ? [] : [""]
    lines.append(audit.report.title.visible())
    for finding in findings {
      lines.append("  " + finding.line(in: language))
      if !finding.evidence.isEmpty { lines.append("      " + finding.evidence.line(in: language)) }
    }
    if isPartial { return lines.joined(separator: "\n") + "\n" }
    let (errors, warnings) = (findings.count { $0.severity == .error }, findings.count { $0.severity == .warning })
    let counts = RelationResult.Outcome.allCases.map { audit.checker.count($0) }
    lines.append(
      say(
        "  勾稽关系 \(audit.checker.results.count) 处：成立 \(counts[0])，不成立 \(counts[1])，总计空白 \(counts[2])，缺数据 \(counts[3])，未填 \(counts[4])。错误 \(errors)，警告 \(warnings)",
        "  \(audit.checker.results.count) relations: \(counts[0]) hold, \(counts[1]) fail, \(counts[2]) with a blank total, \(counts[3]) unverifiable, \(counts[4]) unfilled; "
          + "\(errors) errors, \(warnings) warnings"))
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - CSV

  private func appendLine(_ finding: Finding, _ report: Report, to output: inout [UInt8]) {
    // Lines that nobody sees are nothing to look for.
    let seen = finding.source.flatMap { $0.place == nil ? $0 : nil }
    let fields = [
      finding.source?.path ?? report.path, seen.map { String($0.line) } ?? "", seen.map { String($0.column) } ?? "",
      finding.severity.rawValue, finding.code.rawValue, report.agency, report.period?.description ?? "", finding.cell ?? "",
      finding.message.in(language),
    ]
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.appendField(field)
    }
    output.append("\n")
  }
}

extension Finding {
  /// The finding as compilers print it: `path:line:column: severity: message [code]`, with the place in the
  /// form where the source has no lines to be seen. What a terminal would obey is written out.
  public func line(in language: Language, severity shown: String? = nil) -> String {
    let place = source.map { $0.shown.visible() + ": " } ?? ""
    return "\(place)\(shown ?? severity.name(in: language)): \(message.in(language).visible()) [\(code.rawValue.visible())]"
  }
}

extension Finding {
  /// The message with the figures behind it.
  func told(in language: Language) -> String {
    let line = evidence.line(in: language)
    return message.in(language) + (line.isEmpty ? "" : Bilingual(zh: "（\(line)）", en: " (\(line))").in(language))
  }
}

extension Severity {
  public func name(in language: Language) -> String {
    switch self {
    case .error: Bilingual(zh: "错误", en: "error").in(language)
    case .warning: Bilingual(zh: "警告", en: "warning").in(language)
    case .note: Bilingual(zh: "提示", en: "note").in(language)
    }
  }
}

extension [Evidence] {
  /// `自然人 111 (52:30) + 商业企业 5 (52:34) = 116 | 总计 117 (52:55)`
  func line(in language: Language) -> String {
    func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }
    func side(_ side: Evidence.Side?) -> String {
      let all = filter { $0.side == side }
      // Long sums: what counts is what is not 0.
      let shown = all.count > 4 ? all.filter { $0.value.figure.map { $0 != .zero } ?? true } : all
      let terms = shown.map { item in
        let figure = item.value.figure.map(\.description) ?? (item.value.isBlank ? say("空白", "blank") : say("没有", "absent"))
        return "\(item.label) \(figure)" + (item.source.flatMap { $0.place == nil ? " (\($0.line):\($0.column))" : nil } ?? "")
      }
      return terms.joined(separator: " + ") + (shown.count < all.count ? say("，其余为 0", ", the others 0") : "")
    }
    return [Evidence.Side.left, .right, nil].map(side).filter { !$0.isEmpty }.joined(separator: " | ")
  }
}
