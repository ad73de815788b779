// What a comparison lists, applied to the old report.

/// The changes of the cells of one report: what `diff --to csv` prints, line by line.
public struct ReportPatch: Sendable {
  public struct Change: Sendable {
    public let address: String
    public let old: Figure?
    public let new: Figure?
    public let place: SourcePosition

    public init(address: String, old: Figure?, new: Figure?, place: SourcePosition) {
      (self.address, self.old, self.new, self.place) = (address, old, new, place)
    }
  }

  /// Whose report is changed, and whose comes out.
  public let old: (agency: String, period: ReportPeriod?)
  public let new: (agency: String, period: ReportPeriod?)
  public var changes: [Change] = []

  public init(old: (agency: String, period: ReportPeriod?), new: (agency: String, period: ReportPeriod?)) {
    (self.old, self.new) = (old, new)
  }

  public func isFor(_ report: Report) -> Bool { report.agency == old.agency && report.period == old.period }

  /// Applies the changes. A figure that is taken away leaves a blank cell.
  ///
  /// - Returns: An error for each cell that is not as the patch expects it, or that the form does not have; the report is changed only
  ///   if there is none.
  public func apply(to report: inout Report) -> [Finding] {
    var changed = report
    (changed.agency, changed.period) = (new.agency, new.period)
    var findings: [Finding] = []
    var seen: [String: Figure?] = [:]
    for change in changes {
      func refuse(_ reason: Bilingual) {
        findings.append(
          Finding(
            .error, .conflict, cell: change.address, at: change.place,
            Bilingual(zh: "\(change.address)：\(reason.zh)", en: "\(change.address): \(reason.en)")))
      }
      if let before = seen.updateValue(change.new, forKey: change.address), before != change.new {
        refuse(Bilingual(zh: "前面已改为另一个数", en: "a change before makes it another figure"))
        continue
      }
      guard let cell = report.form.cell(change.address) else {
        refuse(Bilingual(zh: "格式 \(report.form.id) 没有这一格", en: "form \(report.form.id) has no such cell"))
        continue
      }
      if let figure = change.new, let reason = report.form.cells[cell].kind.objection(to: figure) {
        refuse(reason)
        continue
      }
      let found = report[cell].figure
      guard found == change.old else {
        func named(_ figure: Figure?) -> Bilingual {
          figure.map { Bilingual(zh: "\($0)", en: "\($0)") } ?? Bilingual(zh: "没有数据", en: "nothing")
        }
        refuse(
          Bilingual(
            zh: "应为 \(named(change.old).zh)，报告里是 \(named(found).zh)",
            en: "expected \(named(change.old).en), the report has \(named(found).en)"))
        continue
      }
      changed[cell] = change.new.map { .stated($0) } ?? .blank
    }
    if findings.isEmpty { report = changed }
    return findings
  }
}

extension [ReportPatch] {
  /// Applies each patch to the report that it is of.
  ///
  /// - Returns: An error for each cell that is not as its patch expects, for patches without their report, for a report with several, and
  ///   where a report would be there twice.
  public func apply(to reports: inout [Report]) -> [Finding] {
    var findings: [Finding] = []
    func refuse(_ place: SourcePosition?, _ message: Bilingual) { findings.append(Finding(.error, .conflict, at: place, message)) }
    var (used, changed): (Set<Int>, Set<Int>) = ([], [])
    for (number, report) in reports.enumerated() {
      let own = indices.filter { self[$0].isFor(report) }
      used.formUnion(own)
      guard let first = own.first else { continue }
      if own.count > 1 {
        refuse(
          self[own[1]].changes.first?.place,
          Bilingual(
            zh: "\(report.title)有 \(own.count) 种改法；改动应是两份报告的比较",
            en: "there are changes of \(report.title) into \(own.count) others; those of two reports were expected"))
      } else {
        findings += self[first].apply(to: &reports[number])
        changed.insert(number)
      }
    }
    let places = Dictionary(grouping: reports.indices) { reports[$0].agency + "\n" + (reports[$0].period?.description ?? "") }
    for number in changed.sorted() {
      let report = reports[number]
      guard places[report.agency + "\n" + (report.period?.description ?? "")]?.count ?? 0 > 1 else { continue }
      refuse(report.start, Bilingual(zh: "改后有两份\(report.title)", en: "there would be two reports \(report.title)"))
    }
    for number in indices where !used.contains(number) {
      let name = self[number].old.agency + (self[number].old.period?.name ?? "")
      refuse(self[number].changes.first?.place, Bilingual(zh: "没有\(name)的报告", en: "there is no report of \(name)"))
    }
    return findings
  }
}
