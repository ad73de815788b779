// Two people worked on one report: what each of them changed comes together, and what both changed otherwise is told.

/// A report and two versions of it, brought together.
///
/// A cell or section that only one version changed is that version's; one that both changed alike is theirs. What both changed otherwise
/// is a conflict.
///
/// ```swift
/// let merge = try ThreeWay(base: last, ours: this, theirs: report)
/// print(merge.conflicts.map(\.message.en))
/// ```
public struct ThreeWay: Sendable {
  /// Whose word counts where both changed something otherwise.
  public enum Side: String, Sendable, CaseIterable {
    case ours, theirs
  }

  /// What came together; what is in conflict is as the preferred version has it, or as it was.
  public private(set) var report: Report
  /// One error for each cell, section or name that both changed otherwise; notes where a version is preferred.
  public private(set) var conflicts: [Finding] = []

  private let preferred: Side?

  /// - Throws: ``SourceError`` where the three are not of one form.
  public init(base: Report, ours: Report, theirs: Report, preferring preferred: Side? = nil) throws(SourceError) {
    for report in [ours, theirs] where report.form !== base.form {
      throw SourceError(
        report.path,
        Bilingual(
          zh: "格式是 \(report.form.id)，而 \(base.path) 是 \(base.form.id)；三份应为同一格式",
          en: "its form is \(report.form.id), that of \(base.path) is \(base.form.id); the three should be of one form"))
    }
    self.preferred = preferred
    // It stands in no file: places of one of the three would mislead.
    report = Report(form: base.form, agency: base.agency, period: base.period)
    report.sections = base.sections
    for cell in base.form.cells {
      let number = cell.number
      func named(_ value: CellValue) -> Bilingual {
        value.figure.map { Bilingual(zh: "\($0)", en: "\($0)") }
          ?? (value.isBlank ? Bilingual(zh: "空白", en: "blank") : Bilingual(zh: "没有", en: "absent"))
      }
      let (old, our, their) = (base[number].asStated, ours[number].asStated, theirs[number].asStated)
      guard let chosen = choose(old, our, their, cell: cell.address, at: ours.position(of: number) ?? ours.start, named) else {
        report[number] = base[number]
        continue
      }
      report[number] = chosen == our ? ours[number] : chosen == their ? theirs[number] : base[number]
    }
    let name = choose(base.agency, ours.agency, theirs.agency, at: ours.start) { Bilingual(zh: "“\($0)”", en: "\"\($0)\"") }
    let period = choose(base.period, ours.period, theirs.period, at: ours.start) {
      Bilingual(zh: $0?.name ?? "—", en: $0?.description ?? "—")
    }
    report.agency = name ?? base.agency
    report.period = period ?? base.period
    mergeSections(base, ours, theirs)
  }

  /// The value that comes out; nil for a conflict in which nobody is preferred.
  private mutating func choose<Value: Equatable>(
    _ old: Value, _ our: Value, _ their: Value, cell: String? = nil, at place: SourcePosition?, _ named: (Value) -> Bilingual
  ) -> Value? {
    if our == their || their == old { return our }
    if our == old { return their }
    conflicts.append(
      Finding(
        preferred == nil ? .error : .note, .conflict, cell: cell, at: place,
        Bilingual(
          zh: (cell.map { "\($0)：" } ?? "") + "原为 \(named(old).zh)，一方改为 \(named(our).zh)，另一方改为 \(named(their).zh)",
          en: (cell.map { "\($0): " } ?? "") + "it was \(named(old).en), ours is \(named(our).en), theirs is \(named(their).en)")))
    return preferred.map { $0 == .ours ? our : their }
  }

  /// Sections by the parts of the form that they are, else by their headings; in the order of ours, those that only theirs has where
  /// theirs has them.
  private mutating func mergeSections(_ base: Report, _ ours: Report, _ theirs: Report) {
    let form = report.form
    func key(_ heading: String) -> String {
      form.parts.firstIndex { $0.heading == heading || $0.otherHeadings.contains(heading) }.map { "part \($0)" } ?? "# " + heading
    }
    func keys(_ report: Report) -> [String] {
      report.sections.map { key($0.heading) }.reduce(into: []) { keys, key in if !keys.contains(key) { keys.append(key) } }
    }
    func section(_ name: String, _ report: Report) -> Report.Section? {
      let found = report.sections.filter { key($0.heading) == name }
      return found.first.map { Report.Section(heading: $0.heading, text: found.map(\.text).joined(separator: "\n")) }
    }
    var order = keys(ours)
    let their = keys(theirs)
    for (place, name) in their.enumerated() where !order.contains(name) {
      let before = their[..<place].last { order.contains($0) }.flatMap(order.firstIndex)
      order.insert(name, at: before.map { $0 + 1 } ?? 0)
    }
    report.sections = order.compactMap { name in
      let (old, our, their) = (section(name, base), section(name, ours), section(name, theirs))
      let text = choose(old?.text, our?.text, their?.text, at: our.flatMap { ours.position(ofParagraph: 0, in: $0.heading) } ?? ours.start)
      {
        let text = "\((our ?? their ?? old)?.heading ?? "")：\($0?.shortened ?? "—")"
        return Bilingual(zh: "“\(text)”", en: "\"\(text)\"")
      }
      guard let text = text ?? old?.text else { return nil }
      // A heading that one has worded otherwise is so.
      let heading = our?.heading == old?.heading ? their?.heading ?? our?.heading : our?.heading
      return Report.Section(heading: heading ?? old?.heading ?? their?.heading ?? "", text: text)
    }
  }
}

extension CellValue {
  /// An inferred figure counts like any other.
  fileprivate var asStated: CellValue { figure.map { .stated($0) } ?? self }
}
