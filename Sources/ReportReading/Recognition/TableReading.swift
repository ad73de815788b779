// From an alignment to tables and prose: which run is which row for sure, and what becomes of all that is no row.

import DisclosureReport

/// Reads the tables and the prose of one report.
struct TableReading {
  private let outline: Outline
  private let alignment: RowAlignment
  /// For each run its row, nil if it has none or if it stays open.
  private let given: [Int?]
  /// The bands whose text went into labels.
  private var used: Set<Int> = []
  private var prose = ProseGathering()
  private(set) var findings: [Finding] = []
  /// Lines of text in tables that are no labels, as they have been reported.
  private var strange: Set<String> = []

  private var document: Bands { outline.document }
  private var index: LabelIndex { outline.index }
  private var runs: [Run] { outline.runs }

  init(_ outline: Outline, _ alignment: RowAlignment) {
    self.outline = outline
    self.alignment = alignment
    given = RowDecision(outline, alignment).given
    for (number, place) in alignment.places.enumerated() {
      guard let place else { continue }
      used.formUnion(outline.runs[number].before.suffix(place.takesBefore).map(\.band))
      if number + 1 < outline.runs.count { used.formUnion(outline.runs[number + 1].before.prefix(place.takesBehind).map(\.band)) }
    }
    for (number, row) in given.enumerated() where row == nil {
      if let band = labelBand(outline.runs[number]) { used.insert(band) }
    }
  }

  /// For the prose alone: no run is looked for its row.
  init(proseOf outline: Outline) {
    self.outline = outline
    alignment = .none
    given = [Int?](repeating: nil, count: outline.runs.count)
  }

  /// Gathers the prose alone. What stands under the heading or the header of a table is none, if it could be labels or figures.
  mutating func gatherProse(in report: inout Report) {
    for item in outline.items {
      switch item {
      case .heading, .ownHeading: begin(item)
      case .run(let number): if runs[number].table == nil, runs[number].named == nil { addProse(runs[number].band) }
      case .bareLabel: break
      case .text(let band, let table): takeText(band, table, isInTable: table != nil)
      }
    }
    prose.give(to: &report)
  }

  /// Begins what stands under a heading.
  private mutating func begin(_ heading: Outline.Item) {
    switch heading {
    case .heading(let wording, let part, let misnumbered, let rest):
      prose.begin(wording)
      if let rest, let first = document.filled(document.bands[rest.band]).first {
        prose.add(rest.text, at: Report.Place(line: document.tokens[first].line, column: document.tokens[first].column))
      }
      if let misnumbered { note(misnumbered, of: part) }
    case .ownHeading(let wording, let band):
      prose.begin(wording)
      findings.append(.unknownHeading(wording, of: index.form, at: document.filled(document.bands[band]).first.map(document.position)))
    case .run, .text, .bareLabel: break
    }
  }

  var hasRows: Bool { given.contains { $0 != nil } || outline.runs.contains { $0.table != nil && document.bands[$0.band].hasSlots } }

  /// Places all figures, gathers the prose, and says what was not read.
  mutating func place(in report: inout Report) {
    var lines = runs.indices.compactMap { number in given[number].map { line(number, $0) } }
    for line in lines { note(line) }
    lines += BlankRows(outline, given, used: used).lines
    lines.sort { $0.run.band < $1.run.band }
    doubtLostFigures(lines)
    var bare: [(table: TableNumber, row: RowNumber, band: Int)] = []
    let read = Set(lines.compactMap { line in line.target.row.map { index.form.tables[line.target.table].rows[$0].cells } })
    let between = BetweenRows(outline, given)
    for item in outline.items {
      switch item {
      case .heading, .ownHeading: begin(item)
      case .run(let number):
        if given[number] == nil { leave(number, isInTable: between.holds(runs[number])) }
      case .bareLabel(let band, let table, let row):
        // A heading over the row itself is no row without figures.
        bare.append((table, row, band))
        if !read.contains(index.form.tables[table].rows[row].cells), !used.contains(band) {
          unread(band, table, Bilingual(zh: "只有项目名称，没有数据", en: "the label has no figures behind it"))
        }
      case .text(let band, let table): takeText(band, table, isInTable: between.holds(band))
      }
    }
    var placement = FigurePlacement(document: document, index: index)
    placement.place(lines, bare: bare.map { ($0.table, $0.row) }, in: &report)
    findings += placement.findings
    prose.give(to: &report)
  }

  private func line(_ number: Int, _ row: Int) -> FigureLine {
    let (run, target) = (runs[number], index.targets[row])
    let band = document.bands[run.band]
    let table = index.form.tables[target.table]
    let likeness = alignment.places[number]?.likeness ?? 1
    let sureness: Sureness = !band.hasSlots ? .aligned : run.named != nil || target.row == nil || likeness == 1 ? .labelled : .alike
    return FigureLine(
      run: run, band: band, number: number, target: target, cells: target.row.map { table.rows[$0].cells } ?? table.cells,
      sureness: sureness)
  }

  /// The band with the label right above figures that have none beside them.
  private func labelBand(_ run: Run) -> Int? {
    guard run.label.isEmpty, document.bands[run.band].hasSlots, run.table != nil, let piece = run.before.last, !piece.isBar,
      piece.band + 1 == run.band, outline.groupLabel(of: run).map({ index.roles(of: $0).isEmpty }) ?? false
    else { return nil }
    return piece.band
  }

  // MARK: - What is read with a doubt

  private mutating func note(_ line: FigureLine) {
    let place = document.position(line.place)
    if let row = line.target.row, let likeness = alignment.places[line.number]?.likeness, likeness < AlignmentCost.doubtful {
      let official = index.form.tables[line.target.table].rows[row]
      let text = document.text(line.band).shortened
      findings.append(
        Finding(
          .warning, .doubtfulFigure, cell: index.address(of: line.target), at: place,
          Bilingual(zh: "“\(text)”按“\(official.label)”读取", en: "\"\(text)\" is read as the row \(official.id) (\(official.label))")))
    }
    noteSecondRow(before: line)
    if line.band.isJoined {
      findings.append(
        Finding(
          .note, .doubtfulFigure, cell: index.address(of: line.target), at: place,
          Bilingual(zh: "这一行的数据分在两行上，按合计拼在一起", en: "the figures of this row stood on two lines and were put together by their sum")))
    }
  }

  /// A part under the number of another, where the form has a rule about that.
  private mutating func note(_ heading: Int, of part: Int) {
    guard let rule = index.form.numberingRule else { return }
    let band = document.bands[heading]
    findings.append(
      .misnumbered(document.text(band), index.form.parts[part], by: rule, at: document.filled(band).first.map(document.position)))
  }

  /// Figures of another row that stand in front of the line's own label: two rows beside each other, of which one is read.
  private mutating func noteSecondRow(before line: FigureLine) {
    guard line.band.hasSlots, let own = line.run.label.last else { return }
    var other: Int?
    for token in line.run.label where token != own {
      if document.tokens[token].figure.isNumber, let label = other {
        findings.append(
          Finding(
            .warning, .unreadRow,
            cell: index.rows(of: document.tokens[label].label ?? Label(""), in: line.target.table).only.map {
              index.address(of: index.targets[$0])
            }, at: document.position(token),
            Bilingual(
              zh: "未读取“\(document.string(label).shortened) \(document.string(token))”：同一行上还有另一个项目",
              en: "not read: \"\(document.string(label).shortened) \(document.string(token))\", another row stands on the same line")))
        other = nil
      } else if let label = document.tokens[token].label, !index.rows(of: label, in: line.target.table).isEmpty {
        other = token
      }
    }
  }

  /// Rows without any figure where most others have every figure have rather lost them than been left empty.
  private mutating func doubtLostFigures(_ lines: [FigureLine]) {
    let placed = lines.filter { !$0.band.hasSlots && $0.target.width > 1 }
    let short = placed.filter { $0.run.figures.count < $0.target.width }
    guard short.count * 2 <= placed.count, short.allSatisfy(\.run.figures.isEmpty) else { return }
    for line in short {
      guard let row = line.target.row else { continue }
      let official = index.form.tables[line.target.table].rows[row]
      findings.append(
        Finding(
          .warning, .doubtfulFigure, cell: index.address(of: line.target), at: document.position(line.place),
          Bilingual(
            zh: "“\(official.label)”这一行没有数据，而多数行都有，可能是提取时丢失了；按空格读取",
            en: "\(official.id) has no figures where most rows have all, which extraction may have lost; read as blank")))
    }
  }

  // MARK: - What is not read

  /// A run that has no row: a finding that names the rows it could be, or prose that happens to hold figures.
  private mutating func leave(_ number: Int, isInTable: Bool) {
    let run = runs[number]
    let hasSlots = document.bands[run.band].hasSlots
    doubtNumbered(by: run, number)
    if hasSlots, document.bands[run.band].isLine, run.label.isEmpty, run.figures.count == 1,
      document.tokens[run.figures.lowerBound].figure.isNumber, let row = rowBeside(run)
    {
      unread(
        run.band, index.address(of: index.targets[row]),
        Bilingual(zh: "单独一行的数字，不知属于上面还是下面的项目", en: "a figure alone on its line, of the row above or the one below"))
      return
    }
    guard hasSlots ? (run.table != nil || isInTable) && run.figures.count + run.label.count > 1 : isInTable else {
      addProse(run.band)
      return
    }
    // Without a place in the order, it could belong to the rows around it, too: a figure broken over lines would.
    var candidates = [alignment.places[number]?.row, alignment.margins[number].other].compactMap { $0 }
    let isStray = candidates.isEmpty && run.label.isEmpty
    if isStray, !hasSlots {
      candidates = [alignment.places[..<number].last { $0 != nil }, alignment.places[(number + 1)...].first { $0 != nil }]
        .compactMap { $0??.row }
    }
    let named = candidates.map { row -> (address: String, label: String) in
      let target = index.targets[row]
      let table = index.form.tables[target.table]
      return (index.address(of: target), target.row.map { table.rows[$0].label } ?? table.name.zh)
    }
    let list = Bilingual(
      zh: named.map { "“\($0.label)”" }.joined(separator: "、"), en: named.map(\.address).joined(separator: ", "))
    let reason: Bilingual =
      !named.isEmpty
      ? Bilingual(zh: "可能属于\(list.zh)", en: "it could belong to \(list.en)")
      : run.label.isEmpty && labelBand(run) == nil
        ? Bilingual(zh: "这些数据前面没有项目名称", en: "these figures have no label")
        : Bilingual(zh: "格式 \(index.form.id) 的表格没有这一行", en: "the table of form \(index.form.id) has no such row")
    let own = run.table.map { index.form.tables[$0].id } ?? named.first?.address ?? index.form.tables[0].id
    for address in isStray && !named.isEmpty ? named.map(\.address) : [named.first?.address ?? own] {
      unread(run.band, address, reason, behind: labelBand(run))
    }
  }

  /// Figures beside nothing but the number of a row that was given others, right above or below: either may be the row's.
  private mutating func doubtNumbered(by run: Run, _ number: Int) {
    guard let last = run.label.last, let label = document.tokens[last].label, label.hasNumeral, label.withoutNumeral.isEmpty else { return }
    for other in [number - 1, number + 1] where runs.indices.contains(other) {
      guard let target = given[other].map({ index.targets[$0] }), let row = target.row,
        index.rowLabels[target.table][row].text.starts(with: label.text)
      else { continue }
      findings.append(
        Finding(
          .warning, .doubtfulFigure, cell: index.address(of: target), at: document.position(runs[other].figures.lowerBound),
          Bilingual(
            zh: "这一行的序号“\(document.string(last))”在另一行数据旁边，不知哪一行数据是它的",
            en: "its number \"\(document.string(last))\" stands beside other figures; either may be its own")))
    }
  }

  /// The row of its table whose label stands alone on the line above or below.
  private func rowBeside(_ run: Run) -> Int? {
    guard let table = run.table else { return nil }
    return [run.band - 1, run.band + 1].filter(document.bands.indices.contains).lazy.compactMap { number in
      document.only(document.bands[number]).flatMap { document.tokens[$0].label }.flatMap { index.rows(of: $0, in: table).first }
    }.first
  }

  private mutating func unread(_ band: Int, _ table: TableNumber, _ reason: Bilingual, _ severity: Severity = .warning) {
    unread(band, index.form.tables[table].id, reason, severity)
  }

  private mutating func unread(
    _ band: Int, _ address: String, _ reason: Bilingual, _ severity: Severity = .warning, behind label: Int? = nil
  ) {
    let bands = [label, band].compactMap { $0 }.map { document.bands[$0] }
    guard let first = bands.flatMap(document.filled).first else { return }
    let text = bands.map(document.text).joined(separator: " ").shortened
    findings.append(
      Finding(
        severity, .unreadRow, cell: address, at: document.position(first),
        Bilingual(zh: "未读取“\(text)”：\(reason.zh)", en: "not read: \"\(text)\", \(reason.en)")))
  }

  /// The row above a band, or its table.
  private func address(above band: Int, _ table: TableNumber?) -> String {
    let above = runs.indices.last { runs[$0].band < band && given[$0] != nil }.flatMap { given[$0] }
    return above.map { index.address(of: index.targets[$0]) } ?? index.form.tables[table ?? 0].id
  }

  // MARK: - Text

  private mutating func takeText(_ number: Int, _ table: TableNumber?, isInTable: Bool) {
    let band = document.bands[number]
    let filled = document.filled(band)
    if used.contains(number) { return }
    if band.isLine, band.hasSlots, isInTable, filled.count == 1, document.tokens[filled[0]].figure.isNumber {
      unread(
        number, address(above: number, table),
        Bilingual(zh: "单独一行的数字，可能是上面数据折行的后半", en: "a figure alone on its line, which may be the rest of one above"))
      return
    }
    if table != nil || isInTable {
      // Labels of groups, and pieces of labels that were broken, say nothing of their own.
      if filled.count <= 60, filled.allSatisfy({ index.isKnown(document.tokens[$0].label, inPieces: !band.hasSlots) }) { return }
    }
    if isInTable, !band.hasSlots, filled.count <= 20, PrintedFigure.isOfFigures(document.text(band)) {
      unread(number, address(above: number, table), Bilingual(zh: "像是数据，但无法读取", en: "it looks like a figure, and cannot be read"))
      return
    }
    if filled.count > 1, band.hasSlots, let table {
      // Made-up headers stand above every small table of some documents; saying so once is enough, since no figure is lost.
      if strange.insert(document.text(band)).inserted {
        unread(number, table, Bilingual(zh: "表格中有无法识别的文字", en: "there is text in the table that is no label of the form"), .note)
      }
      return
    }
    addProse(number, isUnderTable: table != nil)
  }

  private mutating func addProse(_ number: Int, isUnderTable: Bool = false) {
    let band = document.bands[number]
    let text = document.text(band)
    let isNumber = text.utf8.count <= 60 && Label.fold(text).isPageNumber(bare: true)
    // The number of a page, or a figure of the sentence before, whose unit stands on the next line.
    if isNumber, !isParted(from: number + 1) { return }
    if isHeaderOfPlaces(text) { return }
    // What gongkai's own outputs say about cells and about their marks is no prose of the report.
    let form = index.form
    if isLegend(text) || isUnderTable && [form.notation.derivation, form.period.comparison].contains(where: text.hasPrefix) { return }
    guard let first = document.filled(band).first else { return }
    prose.joinsSentences = band.isLine
    prose.add(text, at: Report.Place(line: document.tokens[first].line, column: document.tokens[first].column), goesOn: isNumber)
  }

  /// Whether the next line begins with what counts the figure of this.
  private func isParted(from next: Int) -> Bool {
    guard next < document.bands.count, !document.bands[next].hasSlots || document.filled(document.bands[next]).count == 1 else {
      return false
    }
    return document.text(document.bands[next]).unicodeScalars.first.map(PrintedFigure.isPiece) ?? false
  }

  /// Whether a line is nothing but labels of the form beside each other, as headers are in text that keeps its columns as places.
  private func isHeaderOfPlaces(_ text: String) -> Bool {
    let words = text.utf8.prefix(1200).split(separator: 0x20)
    return words.count >= 3 && words.allSatisfy { !index.roles(of: Label(String(Substring($0)))).isEmpty }
  }

  /// Whether a line tells what the marks of gongkai's own text mean.
  private func isLegend(_ text: String) -> Bool {
    text.utf8.count < 200 && index.form.notation.isLegend(text)
  }
}

/// Which run is which row for sure: by how much better its place is than any other, and by the relations where that is not enough.
private struct RowDecision {
  let outline: Outline
  let alignment: RowAlignment
  private(set) var given: [Int?] = []

  init(_ outline: Outline, _ alignment: RowAlignment) {
    (self.outline, self.alignment) = (outline, alignment)
    let (runs, targets) = (outline.runs, outline.index.targets)
    let stray = strayLabels
    // Figures alone on a line, beside labels that have none, may be those of the other labels.
    let isUnsure = runs.indices.map { run in
      guard let row = alignment.places[run]?.row, targets[row].row != nil, runs[run].label.isEmpty else { return false }
      return stray.contains(run) || !outline.document.bands[runs[run].band].hasSlots && stray.contains(run + 1)
    }
    given = runs.indices.map { alignment.margins[$0].margin >= AlignmentCost.sure && !isUnsure[$0] ? alignment.places[$0]?.row : nil }
    let open = runs.indices.filter { given[$0] == nil && alignment.places[$0] != nil && !isUnsure[$0] }
    guard (1...4).contains(open.count) else { return }
    var sound: [[Int?]] = []
    for choice in 0..<(1 << open.count) {
      var trial = given
      for (bit, run) in open.enumerated() {
        trial[run] = choice >> bit & 1 == 0 ? alignment.places[run]?.row : alignment.margins[run].other
      }
      let order = trial.compactMap { $0 }
      guard zip(order, order.dropFirst()).allSatisfy({ $0 < $1 }), isSound(trial) else { continue }
      sound.append(trial)
    }
    guard let first = sound.first else { return }
    for run in open where sound.allSatisfy({ $0[run] == first[run] }) { given[run] = first[run] }
  }

  /// The runs in front of which a whole label of a row stands that no run has taken.
  private var strayLabels: Set<Int> {
    let (runs, index) = (outline.runs, outline.index)
    let labels = Set(index.targets.filter { !index.form.tables[$0.table].blocks[0].isAcross }.compactMap(\.labels.first))
    return Set(
      runs.indices.filter { number in
        let before = number > 0 ? alignment.places[number - 1]?.takesBehind ?? 0 : 0
        let own = alignment.places[number]?.takesBefore ?? 0
        return runs[number].before.dropFirst(before).dropLast(own).contains { labels.contains($0.text) }
      })
  }

  /// Whether every relation over columns that has all its cells holds, and there is one.
  private func isSound(_ given: [Int?]) -> Bool {
    let (document, index) = (outline.document, outline.index)
    var report = Report(form: index.form)
    for (run, row) in zip(outline.runs, given) {
      guard let row, let number = index.targets[row].row, run.figures.count == index.targets[row].width else { continue }
      let cells = index.form.tables[index.targets[row].table].rows[number].cells
      for (cell, token) in zip(cells, run.figures) { report[cell] = document.tokens[token].figure.value.map { .stated($0) } ?? .blank }
    }
    let whole = index.form.relations.filter { !$0.isByRow }.flatMap(\.instances).filter { instance in
      !(instance.left + instance.right).contains { report[$0.cell].isAbsent }
    }
    return !whole.isEmpty && whole.allSatisfy { $0.holds(in: report) }
  }
}

/// Which bands stand in a table: near a run that has its row, with no heading or sentence between.
private struct BetweenRows {
  private let before: [Int]
  private let bars: [Int]
  private let runs: [Run]

  private static let reach = 40

  init(_ outline: Outline, _ given: [Int?]) {
    before = zip(outline.runs, given).filter { $0.1 != nil }.map(\.0.band)
    bars = outline.bars
    runs = outline.runs
  }

  func holds(_ band: Int) -> Bool {
    if let above = last(before, below: band), band - above < Self.reach, !hasBar(above, band) { return true }
    guard let below = first(before, above: band), below - band < Self.reach else { return false }
    return !hasBar(band, below)
  }

  /// Whether a run without a row belongs to a table, and is more than a line behind it that happens to end in a figure.
  func holds(_ run: Run) -> Bool {
    guard !run.figures.isEmpty, holds(run.band) else { return false }
    guard run.figures.count == 1, !run.label.isEmpty else { return true }
    return first(before, above: run.band).map { !hasBar(run.band, $0) } ?? false
  }

  private func hasBar(_ from: Int, _ to: Int) -> Bool {
    first(bars, above: from - 1).map { $0 < to } ?? false
  }

  private func first(_ numbers: [Int], above number: Int) -> Int? {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count ? numbers[low] : nil
  }

  private func last(_ numbers: [Int], below number: Int) -> Int? {
    var (low, high) = (0, numbers.count)
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? numbers[low - 1] : nil
  }
}
