// Three or more reports as a workbook shows them: one column a report, and what every year handed on to the next.

import DisclosureReport

extension Publication {
  /// - Parameter tables: The ids of the tables to compare; all if nil.
  init(_ series: Series, _ options: ComparisonOptions, tables: Set<String>?) {
    let (names, newest) = (series.names, series.reports[series.reports.count - 1])
    self.init(
      title: "\(newest.agency) \(names.first ?? "") — \(names.last ?? "")", subject: newest, language: options.language,
      isComparison: true)
    let comparisons = series.comparisons(tables: tables)
    guard let whole = comparisons.last else { return }
    let last = 1 + names.count
    var listing = Listing(
      groupTitle: (options.say("部分", "part"), 33),
      columns: [
        Listing.Column(title: options.say("项目", "row"), role: .label, width: 40),
        Listing.Column(title: options.say("列", "column"), role: .label, width: 16),
      ] + names.map { Listing.Column(title: $0, role: .figure, width: 12) } + [
        Listing.Column(title: options.say("首尾增减", "change from first to last"), role: .difference(old: 2, new: last), width: 12),
        Listing.Column(title: options.say("首尾百分比", "percent"), role: .percent(old: 2, new: last), width: 12),
      ], groups: [])
    for (index, line) in series.alignment.lines.enumerated() where tables?.contains(line.table) ?? true {
      let values = series.values(of: line)
      guard values.contains(where: { $0.figure != nil }) else { continue }
      if !options.includesSame, Set(values.map(\.figure)).count == 1 { continue }
      let cell = ComparedCell(line: index, old: values[0], new: values[values.count - 1], isSigned: line.kind == .signed)
      if let threshold = options.threshold, !threshold.passes(cell) { continue }
      let (heading, label, column) = whole.names(of: line)
      listing.add(
        Listing.Row(cells: [.text(label), .text(column)] + values.map { .value($0) } + [.move(cell), .move(cell)]), to: heading)
    }
    parts = [Part(sheet: "历年数据", blocks: [Block(.listing(listing))])]
    let charts = BarChart.all(newest.form, series.reports, sides: names, options.language)
    parts.append(Part(blocks: charts.map { Block(.chart($0), for: [.page, .workbook]) }))
    for (step, comparison) in comparisons.dropLast().enumerated() {
      let composer = ComparisonComposer(comparison: comparison, options: options)
      parts += (composer.carryOver + composer.revisions).map { part in
        var part = part
        part.heading += "　\(names[step]) → \(names[step + 1])"
        // Names of agencies are too long for a sheet, and years may be the same.
        if !part.sheet.isEmpty { part.sheet += " \(step + 1)" }
        return part
      }
    }
  }
}
