// Three or more reports as a workbook shows them: one column a report, and what every year handed on to the next.

import DisclosureReport

extension Publication {
  /// - Parameter tables: The ids of the tables to compare; all if nil.
  init(_ series: Series, _ options: ComparisonOptions, tables: Set<String>?) {
    let (names, newest) = (series.names, series.reports[series.reports.count - 1])
    // Of one agency the years are enough.
    let isOne = Set(series.reports.map(\.agency)).count == 1
    let first = isOne ? names.first ?? "" : series.reports[0].period?.name ?? ""
    self.init(
      title:
        "\((isOne ? newest : series.reports[0]).agency) \(first) — \(isOne ? "" : newest.agency + " ")\(isOne ? names.last ?? "" : newest.period?.name ?? "")",
      subject: newest, language: options.language,
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
    let forms = series.reports.map { $0.form.name.in(options.language) }
    let change =
      zip(names, forms).map { "\($0) \($1)" }.joined(separator: options.say("；", "; "))
      + options.say(
        "。格式变更处以虚线标出；没有对应项的数据那一年为空。", ". Where the form changes there is a dashed line; a figure without counterpart is empty in that year."
      )
    if !series.breaks.isEmpty { listing.closing = change }
    parts = [Part(sheet: Self.yearSheet, blocks: [Block(.listing(listing))])]
    let charts = BarChart.all(newest.form, series.reports, sides: names, options.language, breaks: series.breaks)
    parts.append(Part(blocks: charts.map { Block(.chart($0), for: [.page, .workbook]) }))
    if !series.breaks.isEmpty {
      parts.insert(Part(blocks: [Block(.note(change), for: [.page, .markdown])]), at: 0)
    }
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

extension Publication {
  /// The part of a series that is none of its comparisons: all years beside each other, and lines over them.
  init(overYears series: Series, _ options: ComparisonOptions, tables: Set<String>?) {
    self.init(series, options, tables: tables)
    // What was handed on and the prose stand with the comparisons behind.
    parts = parts.filter { part in
      part.blocks.contains { block in
        switch block.content {
        case .chart, .note: true
        case .listing(let listing): listing.groupTitle != nil && part.sheet == Self.yearSheet
        default: false
        }
      }
    }
    // The lines are seen first, the figures are looked up.
    parts = parts.filter { !Self.hasChart($0) && $0.sheet.isEmpty } + parts.filter(Self.hasChart) + parts.filter { !$0.sheet.isEmpty }
  }

  /// Whether charts stand there.
  private static func hasChart(_ part: Part) -> Bool { part.blocks.contains { if case .chart = $0.content { true } else { false } } }

  fileprivate static let yearSheet = "历年数据"
}

extension Series {
  /// The places of reports whose form is not that of the one before.
  var breaks: [Int] { reports.indices.dropFirst().filter { reports[$0].form !== reports[$0 - 1].form } }
}
