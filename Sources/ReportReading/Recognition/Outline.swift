// The lines of a report, sorted: headings, headers of tables, rows with their figures, and everything else.

import DisclosureReport

/// Figures beside each other, to be found their row.
struct Run {
  let band: Int
  /// The tokens in front of the figures that are not empty.
  let label: [Int]
  let figures: Range<Int>
  /// Pieces of text between the run before and this one.
  let before: [Piece]
  /// The table under whose heading or header it stands.
  let table: TableNumber?
  /// The part under whose heading it stands.
  let part: Int?
  /// The row that its label names, if it names one: an index into the index's targets.
  let named: Int?
  /// The bands of the header above it.
  let header: [Int]
  /// Runs with the same number stand under the same header.
  let headerNumber: Int
  /// The unit of money that the document states above the figures, or in the label.
  let unit: PrintedFigure.Unit?
}

/// The bands of one report by what they are, as far as that shows without the rows of the form.
struct Outline {
  enum Item {
    /// The heading of a part as the form words it; with its band if it has another's number, and what stands behind it on its line.
    case heading(String, part: Int, misnumbered: Int?, rest: Rest?)
    /// A heading that goes on with the count of those of parts, and is of none.
    case ownHeading(String, band: Int)
    /// Index into `runs`.
    case run(Int)
    /// Text of unknown use, under the heading or header of a table.
    case text(band: Int, table: TableNumber?)
    /// The label of a row without anything behind it.
    case bareLabel(band: Int, table: TableNumber, row: RowNumber)
  }

  struct Rest {
    let text: String
    let band: Int
  }

  /// The bands that it is of.
  let range: Range<Int>
  let document: Bands
  let index: LabelIndex
  private(set) var items: [Item] = []
  private(set) var runs: [Run] = []
  /// Headings and sentences, which no label reaches across.
  private(set) var bars: [Int] = []

  private var headings = HeadingOrder()
  /// The parts whose headings stand here as the form prints them, numeral and all: nothing else opens them.
  private let plainParts: Set<Int>
  private var table: TableNumber?
  private var part: Int?
  private var pieces: [Piece] = []
  private var header: [Int] = []
  private var headerNumber = 0
  private var isInHeader = false
  /// The unit of money that was last stated, for the figures under it.
  private var unit: PrintedFigure.Unit?
  private var unitHasFigures = false

  /// More pieces than these stand between no two rows.
  private static let mostPieces = 200

  /// - Parameter skipped: bands that are understood: the title.
  init(_ range: Range<Int>, of document: Bands, _ index: LabelIndex, skipping skipped: Set<Int>) {
    let outline = Outline(range, of: document, index, skipping: skipped, strays: [])
    let strays = outline.runsOfProse
    self = strays.isEmpty ? outline : Outline(range, of: document, index, skipping: skipped, strays: strays)
  }

  /// - Parameter strays: rows that are no rows of the form.
  private init(_ range: Range<Int>, of document: Bands, _ index: LabelIndex, skipping skipped: Set<Int>, strays: Set<Int>) {
    (self.range, self.document, self.index) = (range, document, index)
    plainParts = Set(
      range.compactMap { number in
        guard let token = document.only(document.bands[number]), let label = document.tokens[token].label, label.hasNumeral,
          index.prints(label)
        else { return nil }
        return index.part(named: label)
      })
    for number in range {
      let band = document.bands[number]
      let filled = document.filled(band)
      noteUnit(filled)
      if filled.isEmpty {
        takeBlank(number)
      } else if skipped.contains(number) || index.isMarks(filled, of: document) {
        continue
      } else if strays.contains(number) || !takeHeading(number, filled) && !takeHeader(number, filled) && !takeRun(number, filled) {
        takeText(number, filled)
      }
    }
  }

  /// The bands of runs that name rows in a part without a table, where more of the table stands in its own part.
  private var runsOfProse: Set<Int> {
    let parts = index.form.parts
    var (own, strays): ([TableNumber: Int], [TableNumber: [Int]]) = ([:], [:])
    for run in runs {
      guard let table = run.table, let part = run.part else { continue }
      if parts[part].table == table { own[table, default: 0] += 1 }
      if parts[part].table == nil { strays[table, default: []].append(run.band) }
    }
    return Set(strays.filter { own[$0.key, default: 0] >= $0.value.count }.flatMap(\.value))
  }

  /// How many parts have a heading here.
  var headingCount: Int { Set(items.compactMap { if case .heading(_, let part, _, _) = $0 { part } else { nil } }).count }

  private func label(_ token: Int) -> Label? { document.tokens[token].label }
  private func isText(_ token: Int) -> Bool { document.tokens[token].figure.isText }

  /// The text of a band that is nothing but text, as a label.
  private func label(_ band: Int, _ filled: [Int]) -> Label? {
    if filled.count == 1 { return label(filled[0]) }
    guard !document.bands[band].hasSlots, (1...40).contains(filled.count) else { return nil }
    let texts = filled.compactMap { label($0)?.text }
    guard texts.count == filled.count, texts.reduce(0, { $0 + $1.count }) <= 60 else { return nil }
    return Label(filled.map(document.string).joined())
  }

  /// The label that stands right in front of the figures of a run, or in a grid right above them.
  func groupLabel(of run: Run) -> Label? {
    guard document.bands[run.band].hasSlots else { return label(run.band, run.label) }
    if let last = run.label.last { return label(last) }
    guard let piece = run.before.last, !piece.isBar else { return nil }
    return document.filled(document.bands[piece.band]).last.flatMap { label($0) }
  }

  // MARK: - Kinds of bands

  private mutating func takeHeading(_ band: Int, _ filled: [Int]) -> Bool {
    // Of cells beside each other none is a heading.
    if document.bands[band].hasSlots, filled.count > 1 { return false }
    if takeHeadingWithText(band, filled) || takeDressedHeading(band, filled) { return true }
    let printed = label(band, filled)
    let isNamed = printed.map { index.part(named: $0) != nil } ?? false
    guard let label = (isNamed ? nil : spacedHeading(band, filled)) ?? printed else { return false }
    let roles = index.roles(of: label)
    let named = index.part(named: label)
    // `六、其他需要报告的事项中已列明收费情况。` goes on behind the words of a heading.
    let endsSentence = document.bytes(document.tokens[filled[filled.count - 1]]).holds("。")
    if endsSentence, named == nil, label.text.count > 13 { return false }
    if let named, plainParts.contains(named), !(label.hasNumeral && index.prints(label)) { return false }
    // `六、其他` is a row's label, too, but not as the form prints it.
    let heading = HeadingText(label).flatMap { heading in
      roles.isEmpty || roles.contains(where: \.isPart) || !index.prints(label) && headings.isNext(heading) ? heading : nil
    }
    // Within a part items have other numerals, and their words may be those of another part.
    let isItem = HeadingText(label).map { $0.style == .digits && headings.isChinese && index.part(like: label) != $0.number - 1 } ?? false
    if named == nil, let heading, headings.isSub(heading) { return false }
    if let part = (label.text.first != "(" && !isItem ? index.part(like: label) : nil)
      ?? heading.flatMap({ headings.part(of: $0, in: index.form) }), named != nil || !plainParts.contains(part)
    {
      headings.note(heading, part: part)
      let wordings = [index.form.parts[part].heading] + index.form.parts[part].otherHeadings
      items.append(
        .heading(
          wordings.first { Label($0).text == label.text } ?? wordings[0], part: part,
          misnumbered: HeadingText(label).flatMap { $0.number == part + 1 ? nil : band }, rest: nil))
      open(index.form.parts[part].table, part, below: band)
    } else if let found = roles.first(where: \.isHeading)?.table {
      open(found, index.form.parts.firstIndex { $0.table == found }, below: band)
    } else if let heading, roles.isEmpty, !endsSentence, headings.isNext(heading) || isAgain(heading),
      !isPieceOfRow(label)
    {
      headings.note(heading, part: nil)
      items.append(.ownHeading(filled.map(document.string).joined(), band: band))
      open(nil, nil, below: band)
    } else {
      return false
    }
    return true
  }

  /// Whether a heading has the number of the one before, and is about something else.
  private func isAgain(_ heading: HeadingText) -> Bool {
    guard table == nil, headings.isAgain(heading), let part else { return false }
    return !index.form.parts[part].headingWords.contains { heading.words.contains($0.unicodeScalars) }
  }

  /// Whether a text may be a piece of a row's label in the table that it stands in, which begins with a numeral, too.
  private func isPieceOfRow(_ label: Label) -> Bool {
    guard let table, index.isKnown(label, inPieces: true) else { return false }
    return index.form.tables[table].rows.contains { Label($0.label).text.starts(with: label.text.prefix(2)) }
  }

  /// `▲ 总体情况`, `①总体情况`: the words are those of a part that is yet to come, and the number is its.
  private mutating func takeDressedHeading(_ band: Int, _ filled: [Int]) -> Bool {
    guard plainParts.count < index.form.parts.count, filled.count == 1 || !document.bands[band].hasSlots && filled.count <= 8,
      document.tokens[filled[0]].text.count <= HeadingText.longestDressed,
      // What the form has wears nothing.
      label(filled[0]).map({ filled.count > 1 || index.roles(of: $0).isEmpty }) ?? true,
      let plain = HeadingText.undressed(filled.map(document.string).joined(separator: " "))
    else { return false }
    let label = Label(plain)
    guard let part = label.hasNumeral ? index.part(like: label) : index.part(named: label),
      headings.mayCome(part), !plainParts.contains(part), HeadingText(label).map({ $0.number == part + 1 }) ?? true
    else { return false }
    headings.note(HeadingText(label), part: part)
    items.append(.heading(index.form.parts[part].heading, part: part, misnumbered: nil, rest: nil))
    open(index.form.parts[part].table, part, below: band)
    return true
  }

  /// `六 其他事项`: a heading whose numeral only white space parts from its words, if it goes on with the count.
  private func spacedHeading(_ band: Int, _ filled: [Int]) -> Label? {
    guard filled.count <= 2, filled.count == 1 || !document.bands[band].hasSlots, document.tokens[filled[0]].text.count <= 90 else {
      return nil
    }
    let text = filled.count == 1 ? document.string(filled[0]) : filled.map(document.string).joined(separator: " ")
    guard text.utf8.count <= 90, let first = text.unicodeScalars.first, !first.isASCII, ChineseNumeral.worth(first) != nil,
      let space = text.firstIndex(where: \.isWhitespace), ChineseNumeral.value(text[..<space].unicodeScalars) != nil
    else { return nil }
    let label = Label(text[..<space] + "、" + text[space...])
    guard let heading = HeadingText(label), headings.part(of: heading, in: index.form) == heading.number - 1 else { return nil }
    return label
  }

  /// Begins what stands under a heading: a table, or none.
  private mutating func open(_ table: TableNumber?, _ part: Int?, below heading: Int) {
    bar(heading)
    endHeader()
    (self.table, self.part, header) = (table, part, [])
  }

  /// A heading with the text of its part behind white space, a colon or a full stop.
  private mutating func takeHeadingWithText(_ band: Int, _ filled: [Int]) -> Bool {
    guard filled.count == 1 || !document.bands[band].hasSlots && document.isSentence(document.bands[band]),
      label(filled[0])?.hasNumeral ?? true, HeadingText.mayBegin(document.bytes(document.tokens[filled[0]]))
    else { return false }
    let line =
      filled.count == 1 ? String(decoding: document.bytes(document.tokens[filled[0]]), as: UTF8.self) : document.text(document.bands[band])
    for (front, mark, rest) in HeadingText.parted(line) {
      guard let heading = HeadingText(front), !front.text.contains(",") else { continue }
      let isSentence = rest.contains { "。，；".contains($0) }
      // What stands in brackets, or behind a space, may be a part of the heading.
      if "（*—".contains(mark) || mark.isWhitespace, !index.isOfficialHeading(front) { continue }
      let part = index.part(like: front) ?? headings.part(of: heading, in: index.form)
      guard let part, part == heading.number - 1, !plainParts.contains(part) else { continue }
      let mayHaveText = index.form.parts[part].table == nil && (isSentence || !mark.isWhitespace || rest.count <= 4)
      guard mayHaveText || isSentence && mark != "（" else { continue }
      headings.note(heading, part: part)
      items.append(.heading(index.form.parts[part].heading, part: part, misnumbered: nil, rest: Rest(text: rest, band: band)))
      open(index.form.parts[part].table, part, below: band)
      return true
    }
    return false
  }

  /// Between a run before it and one behind it no label goes on.
  private mutating func bar(_ band: Int) {
    bars.append(band)
    if pieces.last.map({ !$0.isBar }) ?? true { pieces.append(Piece(text: [], band: band)) }
  }

  private mutating func takeHeader(_ number: Int, _ filled: [Int]) -> Bool {
    let band = document.bands[number]
    // Told before any is looked up: most bands have figures.
    guard band.hasSlots, filled.allSatisfy({ label($0) != nil }) else { return false }
    var tables: [TableNumber: Int] = [:]
    var known = 0
    for token in filled {
      guard let label = label(token) else { return false }
      let roles = index.headers(of: label)
      if !roles.isEmpty { known += 1 }
      for found in Set(roles.compactMap(\.table)) { tables[found, default: 0] += 1 }
    }
    // A band whose only label also names a row is the row, left blank.
    guard known * 2 > filled.count, let most = tables.values.max() else { return false }
    if filled.count == 1, isBlankRow(band, filled[0]) || haveOwnParts(tables.keys) { return false }
    if table.map({ tables[$0] != most }) ?? true { table = tables.filter { $0.value == most }.keys.min() }
    if !isInHeader {
      header = []
      isInHeader = true
    }
    header.append(number)
    // The header of a column that is alone in its block stands between a row's label and its figure where each row is a table.
    if filled.count == 1, let label = label(filled[0]), index.roles(of: label).contains(where: { !index.isOnlyColumn($0) }) {
      pieces.append(Piece(text: label.text, band: number))
    }
    return true
  }

  /// Whether the tables that a label heads have parts of their own, and this part has none: 行政复议 as a line of prose.
  private func haveOwnParts(_ tables: some Collection<TableNumber>) -> Bool {
    let parts = index.form.parts
    guard let part, parts[part].table == nil else { return false }
    return tables.allSatisfy { table in plainParts.contains { parts[$0].table == table } }
  }

  private func isBlankRow(_ band: Band, _ token: Int) -> Bool {
    guard let label = label(token), let row = index.rows(of: label, in: table).first else { return false }
    return band.tokens.upperBound - token - 1 >= index.targets[row].width
  }

  private mutating func takeRun(_ number: Int, _ filled: [Int]) -> Bool {
    let band = document.bands[number]
    if takeAsides(number, band, filled) { return true }
    return band.hasSlots ? takeRow(number, band, filled) : takeLine(number, band, filled)
  }

  /// A row whose figures stand behind what the form prints beside its label: that names the row where the label does not.
  private mutating func takeAsides(_ number: Int, _ band: Band, _ filled: [Int]) -> Bool {
    guard let (tokens, rows) = index.asides(on: band, of: document), band.hasSlots || !document.isSentence(band) else { return false }
    let labels = filled.filter { $0 < tokens.lowerBound }
    let named = labels.last.flatMap { label($0) }.map { index.rows(of: $0, in: table) } ?? []
    let both = rows.filter(named.contains)
    let row = (named.isEmpty ? rows : both).only
    if let row { table = index.targets[row].table }
    append(number, label: labels, figures: tokens.upperBound..<band.tokens.upperBound, named: row)
    return true
  }

  /// A row of a grid: the label is the last text that the form knows, or the last in front of the figures.
  private mutating func takeRow(_ number: Int, _ band: Band, _ filled: [Int]) -> Bool {
    for token in filled.reversed() {
      guard let label = label(token) else { continue }
      let rows = index.rows(of: label, in: table)
      guard let row = rows.first else { continue }
      let behind = token + 1..<band.tokens.upperBound
      guard filled.last != token || behind.count >= index.targets[row].width else {
        let target = index.targets[row]
        guard table == target.table, let official = target.row else { return false }
        if index.prints(label) { items.append(.bareLabel(band: number, table: target.table, row: official)) }
        piece(number, filled)
        return true
      }
      table = index.targets[row].table
      append(number, label: filled.filter { $0 <= token }, figures: behind, named: rows.count == 1 ? row : nil)
      return true
    }
    guard let first = filled.first(where: { !isText($0) }) else { return false }
    guard let last = filled.last(where: { $0 < first }) else {
      // A figure alone is a row only right behind a label.
      guard filled.allSatisfy({ !isText($0) }),
        band.tokens.count > 1 || table != nil && (isAcross(table) || pieces.last.map { !$0.isBar } ?? false)
      else { return false }
      append(number, label: [], figures: band.tokens, named: nil)
      return true
    }
    guard let table, !isAcross(table), label(last) != nil else { return false }
    append(number, label: filled.filter { $0 <= last }, figures: last + 1..<band.tokens.upperBound, named: nil)
    return true
  }

  private func isAcross(_ table: TableNumber?) -> Bool {
    table.map { index.form.tables[$0].blocks[0].isAcross } ?? false
  }

  /// A line of words: the figures at its end, behind pieces of labels.
  private mutating func takeLine(_ number: Int, _ band: Band, _ filled: [Int]) -> Bool {
    if document.isSentence(band) { return false }
    let count = document.figureCount(band)
    guard count > 0 || isBlankLine(number, band, filled) else { return false }
    let start = band.tokens.upperBound - count
    append(number, label: Array(band.tokens.lowerBound..<start), figures: start..<band.tokens.upperBound, named: nil)
    return true
  }

  /// Whether a line without figures is the label of a row that was left empty: the whole label, places that mean something, and no
  /// figures near that have no label.
  private func isBlankLine(_ number: Int, _ band: Band, _ filled: [Int]) -> Bool {
    guard document.tokens[filled[0]].extent != nil else { return false }
    let labels = [label(number, filled), filled.last.flatMap { label($0) }].compactMap { $0 }
    guard labels.contains(where: index.printsRow) else { return false }
    return !document.bands[max(0, number - 1)...min(document.bands.count - 1, number + 1)].contains {
      let count = document.figureCount($0)
      return count > 0 && count == $0.tokens.count
    }
  }

  /// Under a header of a table whose rows stand side by side, a row of empty cells is its line; under the label of a row it is that row.
  private mutating func takeBlank(_ number: Int) {
    let band = document.bands[number]
    if let piece = pieces.last, !piece.isBar, band.hasSlots,
      let label = document.filled(document.bands[piece.band]).last.flatMap({ label($0) }),
      index.prints(label), let row = index.rows(of: label, in: table).only, index.targets[row].width == band.tokens.count,
      band.tokens.count > 1
    {
      append(number, label: [], figures: band.tokens, named: nil)
      return
    }
    guard isInHeader, let table, isAcross(table), band.tokens.count >= index.form.tables[table].cells.count else { return }
    append(number, label: [], figures: band.tokens, named: nil)
  }

  private mutating func takeText(_ number: Int, _ filled: [Int]) {
    let band = document.bands[number]
    items.append(.text(band: number, table: table))
    if document.isSentence(band) {
      bar(number)
      if !isLabelLike(filled) { endHeader() }
    } else {
      piece(number, filled)
    }
    if !band.hasSlots { header.append(number) }
  }

  private func isLabelLike(_ filled: [Int]) -> Bool {
    filled.allSatisfy { token in label(token).map { !index.roles(of: $0).isEmpty } ?? false }
  }

  /// In a grid a label stands in one cell: what stands beside others is the header of something.
  private mutating func piece(_ number: Int, _ filled: [Int]) {
    if document.bands[number].hasSlots, filled.count > 1 { return }
    if pieces.count > Self.mostPieces { pieces.removeFirst(Self.mostPieces / 2) }
    for token in filled { if let text = label(token)?.text, !text.isEmpty { pieces.append(Piece(text: text, band: number)) } }
  }

  // MARK: - Details

  private mutating func append(_ band: Int, label: [Int], figures: Range<Int>, named: Int?) {
    endHeader()
    let stated =
      label.last.flatMap { self.label($0) }.flatMap { PrintedFigure.Unit(statedIn: $0.text) }
      ?? (document.bands[band].hasSlots ? nil : PrintedFigure.Unit(statedIn: Array(pieces.suffix(40).flatMap(\.text).suffix(300))))
    if stated != nil, label.isEmpty || !document.bands[band].hasSlots { unit = stated }
    items.append(.run(runs.count))
    runs.append(
      Run(
        band: band, label: label, figures: figures, before: pieces, table: table, part: part, named: named,
        header: document.bands[band].hasSlots ? header : header.suffix(Bands.headerLines), headerNumber: headerNumber, unit: stated ?? unit)
    )
    unitHasFigures = true
    pieces = []
    if !document.bands[band].hasSlots {
      header = []
      headerNumber += 1
    }
  }

  private mutating func endHeader() {
    if isInHeader { headerNumber += 1 }
    isInHeader = false
  }

  /// A unit stated on a band holds until the next header or heading behind figures.
  private mutating func noteUnit(_ filled: [Int]) {
    if filled.isEmpty || filled.contains(where: { !isText($0) }) { return }
    let labels = filled.compactMap { label($0) }
    if unitHasFigures, labels.contains(where: { index.roles(of: $0).contains { $0.isHeader || $0.isHeading } }) { unit = nil }
    guard let stated = labels.lazy.compactMap({ PrintedFigure.Unit(statedIn: $0.text) }).first else { return }
    unit = stated
    unitHasFigures = false
  }
}
