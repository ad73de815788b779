// The units that have to report, and which of them have.

/// A list of units, one on each line, and the reports that came.
///
/// Of a line of CSV the first field that is no number counts; a first line such as 单位名称 is a header, one behind `#` a remark. Names compare without white space and with brackets of either width.
///
/// ```swift
/// var roster = Roster("甲局\n乙局\n", path: "units.txt")
/// _ = roster.note(report)
/// for finding in roster.missing(by: report.form) { print(finding.message.en) }
/// ```
public struct Roster: Sendable {
  private struct Unit {
    let name: String
    let place: SourcePosition
    var periods: Set<ReportPeriod?> = []
  }

  private var units: [Unit] = []
  private var numbers: [String: Int] = [:]

  public init(_ text: String, path: String) {
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      // A number in front is that of the line, and `#` begins a remark.
      let field = Self.fields(of: line).first { $0.contains(where: \.isLetter) } ?? ""
      if line.first == "#" || number == 0 && Self.headers.contains(where: field.lowercased().hasSuffix) && field.count <= 6 { continue }
      let name = field.filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
      let key = Self.key(name)
      if key.isEmpty || numbers[key] != nil { continue }
      numbers[key] = units.count
      units.append(Unit(name: name, place: SourcePosition(path: path, line: number + 1, column: 1)))
    }
  }

  /// The fields of a line; what stands in quotation marks is one, a doubled mark in it is a mark.
  private static func fields(of line: Substring) -> [String] {
    var (fields, isQuoted, rest) = ([""], false, line.drop { $0 == "\u{FEFF}" })
    while let character = rest.popFirst() {
      if character == "\"", isQuoted, rest.first == "\"" {
        fields[fields.count - 1].append("\"")
        rest.removeFirst()
      } else if character == "\"", isQuoted || fields[fields.count - 1].isEmpty {
        isQuoted.toggle()
      } else if !isQuoted, ",，\t".contains(character) {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  public var isEmpty: Bool { units.isEmpty }

  /// The names on the list, in its order.
  public var names: [String] { units.map(\.name) }

  /// What the first line of a sheet calls the names, or the numbers in front of them.
  private static let headers = ["名称", "单位", "机关", "机构", "序号", "name", "agency", "unit"]

  private static func key(_ name: String) -> String {
    name.filter { !$0.isWhitespace }.replacing("（", with: "(").replacing("）", with: ")")
  }

  /// Notes that a report came. Returns what is wrong with that: its agency is not on the list, or has reported for this period before.
  public mutating func note(_ report: Report) -> Finding? {
    guard let rule = report.form.rosterRule else { return nil }
    let code = FindingCode(rawValue: rule.id)
    guard let number = numbers[Self.key(report.agency)] else {
      return Finding(
        .warning, code, at: report.start,
        Bilingual(zh: "“\(report.agency)”不在名单上", en: "\"\(report.agency)\" is not on the list of units"))
    }
    if units[number].periods.insert(report.period).inserted { return nil }
    return Finding(
      .warning, code, at: report.start,
      Bilingual(
        zh: "\(report.agency)\(report.period?.name ?? "")的报告不止一份",
        en: "there is more than one report of \(report.agency) \(report.period?.name ?? "")"))
  }

  /// The names of the units that have not reported.
  public var missing: [String] { units.filter(\.periods.isEmpty).map(\.name) }

  /// The units that have not reported, as the form's rule has it; none where the form has no such rule.
  public func missing(by form: Form) -> [Finding] {
    guard let rule = form.rosterRule else { return [] }
    return units.filter(\.periods.isEmpty).map { unit in
      Finding(
        rule.severity, FindingCode(rawValue: rule.id), at: unit.place,
        Bilingual(zh: "\(unit.name)没有报送", en: "\(unit.name) has not reported"))
    }
  }
}
