// A comparison as people read it.

import DisclosureReport

extension Publication {
  /// - Parameter medium: Where it is to be read. What no one would see there is not made: a nation's reports are many.
  init(_ comparison: Comparison, _ options: ComparisonOptions, for medium: Medium) {
    let composer = ComparisonComposer(comparison: comparison, options: options)
    self.init(title: comparison.title(options.language), subject: comparison.new, language: options.language, isComparison: true)
    parts = [composer.summary]
    if medium.hasTables { parts.append(composer.charts) }
    if medium != .page { parts.append(composer.differences) }
    if medium.hasTables { parts += composer.tables }
    if medium == .page { parts.append(composer.withoutCounterpart) }
    parts += composer.carryOver + composer.revisions
  }
}

struct ComparisonComposer {
  let comparison: Comparison
  let options: ComparisonOptions

  private var names: (old: String, new: String) { comparison.names(options.language) }
  private var shown: [ComparedCell] { options.shown(of: comparison) }

  // MARK: - Figures

  var summary: Publication.Part {
    var facts = [[Change.changed, .added, .removed, .same].map { (comparison.name(of: $0, options.language), "\(comparison.count($0))") }]
    if let share = comparison.tableSimilarity { facts.append([(options.say("表格相同", "tables alike"), percentage(share))]) }
    if let share = comparison.textSimilarity { facts.append([(options.say("文字相似", "texts alike"), percentage(share))]) }
    let legend = options.say(
      "每格：“\(names.new)”的数，下面是“\(names.old)”的数和二者之差。",
      "Each cell: the figure of \"\(names.new)\", below it that of \"\(names.old)\" and the difference.")
    let (isOfTwo, unit) = (comparison.isOfTwoAgencies, comparison.new.form.notation.moneyUnit)
    let moves = [
      (isOfTwo ? options.say("相差最大的数", "The largest differences") : options.say("变化最大的数", "The largest moves"), false),
      (
        isOfTwo
          ? options.say("相差最大的金额（\(unit)）", "The largest differences of money (\(unit))")
          : options.say("变化最大的金额（\(unit)）", "The largest moves of money (\(unit))"), true
      ),
    ].compactMap { title, ofMoney -> Publication.Block? in
      let items = comparison.largestMoves(5, ofMoney: ofMoney).map { cell in
        Publication.Item(
          text: "\(comparison.lines[cell.line].label)：\(cell.old.short) → \(cell.new.short)", difference: cell)
      }
      return items.isEmpty ? nil : Publication.Block(.items(items, title: title), for: [.markdown, .page])
    }
    return Publication.Part(
      blocks: [
        Publication.Block(.facts(facts), for: [.text, .markdown, .page]), Publication.Block(.note(legend), for: [.page]),
      ] + moves)
  }

  var charts: Publication.Part {
    let charts = BarChart.all(
      comparison.new.form, [comparison.old, comparison.new], sides: [names.old, names.new], options.language)
    return Publication.Part(blocks: charts.map { Publication.Block(.chart($0), for: [.page, .workbook]) })
  }

  var differences: Publication.Part {
    let terse = comparison.shortNames(options.language)
    var listing = Listing(
      groupTitle: (options.say("部分", "part"), 33),
      columns: [
        Listing.Column(title: options.say("项目", "row"), role: .label, width: 40),
        Listing.Column(title: options.say("列", "column"), role: .label, width: 16),
        Listing.Column(title: names.old, role: .figure, width: 12, terse: terse.old),
        Listing.Column(title: names.new, role: .figure, width: 12, terse: terse.new),
        Listing.Column(title: comparison.differenceName(options.language), role: .difference(old: 2, new: 3), width: 11),
        Listing.Column(title: options.say("百分比", "percent"), role: .percent(old: 2, new: 3), width: 11, terse: "%"),
        Listing.Column(
          title: comparison.isOfTwoAgencies ? options.say("异同", "difference") : options.say("变化", "what happened"), role: .word, width: 10,
          isForSheets: true),
        Listing.Column(title: options.say("说明", "note"), role: .note, width: 22),
      ], groups: [])
    for cell in shown {
      let line = comparison.lines[cell.line]
      let (heading, label, column) = comparison.names(of: line)
      listing.add(
        Listing.Row(
          cells: [
            .text(label), .text(column), .value(cell.old), .value(cell.new), .move(cell), .move(cell),
            .text(comparison.name(of: cell.change, options.language)), .text(line.reason?.in(options.language) ?? ""),
          ], isSame: cell.change == .same), to: heading)
    }
    return Publication.Part(sheet: "差异清单", blocks: [Publication.Block(.listing(listing), for: [.text, .markdown, .workbook])])
  }

  /// The official tables of the new form, each figure with the one that it is compared with.
  var tables: [Publication.Part] {
    let form = comparison.alignment.new
    let shown = Set(shown.map(\.line))
    let checker = Checker(comparison.new)
    // The cells of the new form that stand alone on their line.
    var cells: [CellNumber: OfficialTable.Counterpart] = [:]
    for cell in comparison.cells where comparison.lines[cell.line].new.count == 1 {
      cells[comparison.lines[cell.line].new[0]] = OfficialTable.Counterpart(
        cell: cell, isShown: shown.contains(cell.line), reason: comparison.lines[cell.line].reason)
    }
    return form.parts.compactMap { part in
      guard let number = part.table, form.tables[number].cells.contains(where: { cells[$0] != nil }) else { return nil }
      let table = OfficialTable(heading: part.heading, table: form.tables[number], checker: checker, counterparts: cells)
      let media: Set<Publication.Medium> = comparison.new.carries(table: number) ? [.page, .workbook] : [.page]
      return Publication.Part(heading: part.heading, sheet: part.sheet, blocks: [Publication.Block(.table(table), for: media)])
    }
  }

  /// Lines that the grid of the new form has no single place for: rows that were split, figures that are no longer asked for.
  var withoutCounterpart: Publication.Part {
    var listing = Listing(
      columns: [
        Listing.Column(title: options.say("项目", "cell"), role: .label, width: 40),
        Listing.Column(title: names.old, role: .figure, width: 12), Listing.Column(title: names.new, role: .figure, width: 12),
        Listing.Column(title: comparison.differenceName(options.language), role: .difference(old: 1, new: 2), width: 11),
        Listing.Column(title: options.say("说明", "note"), role: .note, width: 22),
      ], groups: [])
    for cell in shown {
      let line = comparison.lines[cell.line]
      guard line.new.count != 1 || line.reason != nil else { continue }
      let note =
        line.reason?.in(options.language)
        ?? options.say("与新格式 \(line.new.count) 格之和比较", "compared with the sum of \(line.new.count) cells of the new form")
      listing.add(
        Listing.Row(
          cells: [.text(line.label), .value(cell.old), .value(cell.new), .move(cell), .text(note)], isSame: cell.change == .same), to: "")
    }
    return Publication.Part(
      heading: options.say("两种格式不一一对应的项目", "Cells without a counterpart of their own"),
      blocks: listing.groups.isEmpty ? [] : [Publication.Block(.listing(listing), for: [.page])])
  }

  // MARK: - From year to year

  /// Where there is a page all carry-overs, where there are lines what does not hold.
  var carryOver: [Publication.Part] {
    guard let carryOver = comparison.carryOver, !carryOver.results.isEmpty else { return [] }
    let relations = comparison.new.form.carryOvers
    let (agree, differ, open) = (options.say("衔接", "holds"), options.say("不衔接", "does not hold"), options.say("缺数据", "unverifiable"))
    var listing = Listing(
      columns: [
        Listing.Column(title: options.say("关系", "relation"), role: .label, width: 40),
        Listing.Column(title: options.say("适用于", "line"), role: .label, width: 44),
        Listing.Column(title: options.say("上年转来", "handed on"), role: .figure, width: 14),
        Listing.Column(title: options.say("本年填报", "taken over"), role: .figure, width: 14),
        Listing.Column(
          title: options.say("结论", "verdict"), role: .verdict(old: 2, new: 3, agree: agree, differ: differ), width: 14),
      ], groups: [])
    var (briefs, failures): ([Publication.Item], [Publication.Item]) = ([], [])
    for (index, relation) in relations.enumerated() {
      let results = carryOver.results.filter { $0.relation == index }
      if results.isEmpty { continue }
      let (holding, unknown) = (results.count { $0.holds == true }, results.count { $0.holds == nil })
      briefs.append(
        Publication.Item(
          text: options.say(
            "\(relation.name.zh)：\(results.count) 处，衔接 \(holding)，不衔接 \(results.count - holding - unknown)，缺数据 \(unknown)",
            "\(relation.name.en): \(results.count), \(holding) hold, \(results.count - holding - unknown) do not, \(unknown) unverifiable"))
      )
      for result in results {
        let verdict = result.holds.map { $0 ? agree : differ } ?? open
        listing.add(
          Listing.Row(
            cells: [
              .text(relation.name.in(options.language)), .text(result.instance.label),
              .value(result.expected.map { .stated($0) } ?? .absent),
              .value(result.stated.map { .stated($0) } ?? .absent), .text(verdict),
            ], isSame: result.holds != false, isWrong: result.holds == false), to: "")
        guard result.holds == false else { continue }
        let (expected, stated) = (result.expected?.description ?? "", result.stated?.description ?? "")
        let figures = options.say("上年转来 \(expected)，本年填报 \(stated)", "\(expected) handed on, \(stated) taken over")
        let label = String(result.instance.label.split(separator: "/").last ?? "")
        briefs.append(Publication.Item(text: options.say("\(label)：", "\(label): ") + figures, isWrong: true, level: 1))
        failures.append(
          Publication.Item(
            text: options.say(
              "\(relation.name.zh)，\(result.instance.label)：", "\(relation.name.en), \(result.instance.id): ") + figures, isWrong: true))
      }
    }
    var blocks = [Publication.Block(.items(briefs), for: [.text]), Publication.Block(.listing(listing), for: [.page, .workbook])]
    if !failures.isEmpty { blocks.append(Publication.Block(.items(failures), for: [.markdown])) }
    return [Publication.Part(heading: options.say("年度衔接", "Carried over from year to year"), sheet: "年度衔接", blocks: blocks)]
  }

  // MARK: - Prose

  var revisions: [Publication.Part] {
    guard options.threshold == nil, !comparison.texts.isEmpty else { return [] }
    var listing = Listing(
      groupTitle: (options.say("部分", "part"), 24),
      columns: [
        Listing.Column(title: options.say("变化", "what happened"), role: .word, width: 8),
        Listing.Column(title: names.old, role: .note, width: 62), Listing.Column(title: names.new, role: .note, width: 62),
      ], groups: [])
    var parts: [Publication.Part] = []
    for text in comparison.texts {
      let heading = text.heading.isEmpty ? options.say("前言", "Preface") : text.heading
      let coarse = text.isCoarse ? options.say("（篇幅过长，只作粗略比较）", " (too long for more than a coarse comparison)") : ""
      // Side by side stands what is the same, too.
      let media: Set<Publication.Medium> = text.isSame && !options.includesSame ? [.page] : [.text, .markdown, .page]
      parts.append(
        Publication.Part(
          heading: heading, remark: options.say("相似 ", "alike ") + percentage(text.similarity) + coarse,
          blocks: [
            Publication.Block(.revision(Publication.Revision(text: text, names: names, includesSame: options.includesSame)), for: media)
          ]))
      for piece in text.pieces {
        let (change, old, new) = piece.sides
        listing.add(
          Listing.Row(
            cells: [.text(change.map { $0.name.in(options.language) } ?? options.say("改写", "reworded")), .text(old), .text(new)],
            isSame: change == .same), to: heading)
      }
    }
    listing.groups = listing.groups.map { ($0.heading, $0.rows.filter { !$0.isSame || options.includesSame }) }.filter { !$0.rows.isEmpty }
    if !listing.groups.isEmpty {
      parts.append(
        Publication.Part(
          heading: options.say("文字比较", "Prose"), sheet: "文字比较", blocks: [Publication.Block(.listing(listing), for: [.workbook])]))
    }
    return parts
  }
}

extension TextComparison.Piece {
  /// The sentences of both sides, and what became of them; nil where one was reworded.
  fileprivate var sides: (change: Change?, old: String, new: String) {
    switch self {
    case .same(let text): (.same, text, text)
    case .removed(let text): (.removed, text, "")
    case .added(let text): (.added, "", text)
    case .changed(let spans):
      (
        nil, spans.filter { $0.change != .added }.map(\.text).joined(), spans.filter { $0.change != .removed }.map(\.text).joined()
      )
    }
  }
}
