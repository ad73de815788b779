// All labels of a form, for looking up what a text in a grid is.

import DisclosureReport

/// What a label of the form labels.
enum LabelRole: Hashable, Sendable {
  /// Index into the form's parts.
  case part(Int)
  case blockHeading(table: TableNumber, block: Int)
  /// The corner, a column or a group of columns; in a block that runs across, also its rows.
  case header(table: TableNumber, block: Int)
  /// Index into the table's rows.
  case row(table: TableNumber, row: RowNumber)
  case rowGroup(table: TableNumber)

  var isPart: Bool {
    if case .part = self { true } else { false }
  }

  var isHeader: Bool {
    if case .header = self { true } else { false }
  }

  /// Whether it begins a part or a block.
  var isHeading: Bool {
    switch self {
    case .part, .blockHeading: true
    default: false
    }
  }

  /// The table that the label belongs to; nil for the heading of a part.
  var table: TableNumber? {
    switch self {
    case .part: nil
    case .blockHeading(let table, _), .header(let table, _), .row(let table, _), .rowGroup(let table): table
    }
  }
}

/// The labels of one form, found by their folded text.
struct LabelIndex {
  let form: Form
  /// For each table the labels of its rows.
  let rowLabels: Numbered<TableNumber, Numbered<RowNumber, Label>>
  /// For each table and block the labels of its columns, in the order of the cells on a line.
  let columnLabels: Numbered<TableNumber, [[Label]]>
  /// For each table and block the folded labels of its columns and their groups.
  private let headerLabels: Numbered<TableNumber, [[[Unicode.Scalar]]]>
  /// The folded labels of groups of rows.
  private(set) var groupLabels: [[Unicode.Scalar]] = []
  private var whole: [ArraySlice<Unicode.Scalar>: [LabelRole]] = [:]
  private var bare: [ArraySlice<Unicode.Scalar>: [LabelRole]] = [:]
  private let known = KnownRoles()
  /// The rows by what stands between their labels and figures.
  private(set) var asideRows: [[[Unicode.Scalar]]: [Int]] = [:]
  /// The lines of marks below headers.
  let marks: [[[Unicode.Scalar]]]
  /// Every row of the form in order; a table whose rows stand side by side comes as its one line first.
  private(set) var targets: [TargetRow] = []
  /// For each table where its first row is among the targets.
  private var firstTargets = Numbered<TableNumber, Int>([])
  /// For each part its folded headings.
  private let headings: [[[Unicode.Scalar]]]
  /// A heading that is less like a part's is another.
  private static let headingLikeness = 0.8

  init(_ form: Form) {
    self.form = form
    marks = form.tables.flatMap { $0.blocks.map(\.marks) }.filter { !$0.isEmpty }.map { $0.map(Self.folded) }
    headings = form.parts.map { ([$0.heading] + $0.otherHeadings).map(Label.fold) }
    rowLabels = Numbered(form.tables.map { Numbered($0.rows.map { Label($0.label) }) })
    columnLabels = Numbered(
      form.tables.map { table in
        table.blocks.map { block in
          let labels = block.columns.map { Label($0.label) }
          return block.isAcross ? block.rows.flatMap { _ in labels } : labels
        }
      })
    headerLabels = Numbered(form.tables.map { $0.blocks.map { $0.allLabels.map(Label.fold) } })
    addTargets()
    for (index, part) in form.parts.enumerated() {
      for heading in [part.heading] + part.otherHeadings { add(heading, .part(index)) }
    }
    for (index, table) in form.tables.numbered {
      for (number, block) in table.blocks.enumerated() {
        if let heading = block.heading { add(heading, .blockHeading(table: index, block: number)) }
        for aside in block.asides { add(aside, .header(table: index, block: number)) }
        if let corner = block.corner { add(corner, .header(table: index, block: number)) }
        add(block.columnLabels, group: .header(table: index, block: number)) { _ in .header(table: index, block: number) }
        if block.isAcross {
          add(block.rowLabels, group: .header(table: index, block: number)) { _ in .header(table: index, block: number) }
        }
        // Some print the rows of such a block under each other, too.
        var row = block.rows.lowerBound
        add(block.rowLabels, group: .rowGroup(table: index)) { _ in
          defer { row = row.advanced(by: 1) }
          return .row(table: index, row: row)
        }
      }
    }
  }

  private mutating func addTargets() {
    for (number, table) in form.tables.numbered {
      if table.blocks[0].isAcross { targets.append(TargetRow(table: number, row: nil, block: 0, width: table.cells.count, labels: [])) }
      firstTargets.append(targets.count)
      for row in table.rows.indices {
        let label = rowLabels[number][row]
        let short = Array(label.withoutNote)
        let asides = table.rows[row].asides.map(Self.folded)
        if !asides.isEmpty { asideRows[asides, default: []].append(targets.count) }
        targets.append(
          TargetRow(
            table: number, row: row, block: table.rows[row].block, width: table.rows[row].cells.count,
            labels: [label.text] + (short.count < label.withoutNumeral.count ? [short] : [])))
      }
    }
  }

  /// A text as it compares with what stands beside labels: folded, a code without leading zeros.
  private static func folded(_ text: String) -> [Unicode.Scalar] { folded(Label.fold(text)) }

  static func folded(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    text.allSatisfy { ("0"..."9").contains($0) } ? Array(text.drop { $0 == "0" }) : text
  }

  /// The rows that a label names, as indices into the targets: those of a table, if it has any.
  func rows(of label: Label, in table: TableNumber?) -> [Int] {
    let found = roles(of: label).compactMap { role -> (table: TableNumber, row: RowNumber)? in
      if case .row(let table, let row) = role { (table, row) } else { nil }
    }
    let own = found.filter { $0.table == table }
    return (own.isEmpty ? found : own).map { firstTargets[$0.table] + $0.row.index }
  }

  /// Whether a text is a piece of the label of a group of rows.
  func isGroupPiece(_ text: [Unicode.Scalar]) -> Bool {
    known.isGroupPiece(text) { groupLabels.contains { $0.holds(text) } }
  }

  /// The relations that have all their cells among some.
  func relations(within cells: Range<CellNumber>) -> [Relation.Instance] {
    known.relations(within: cells) {
      form.relations.flatMap(\.instances).filter { instance in
        (instance.left + instance.right).allSatisfy { cells.contains($0.cell) }
      }
    }
  }

  /// Whether the relations within some cells hold for values that would stand in them; nil if there are none.
  func holds(_ cells: Range<CellNumber>, _ values: [Figure?]) -> Bool? {
    let inside = relations(within: cells)
    func sum(_ terms: [Relation.Term]) -> Figure { terms.sum { values[$0.cell - cells.lowerBound] } }
    return inside.isEmpty ? nil : inside.allSatisfy { $0.comparison.holds(sum($0.left), sum($0.right)) }
  }

  /// How alike a text and the labels of rows are, as ``Label/likeness(_:weighing:_:)`` has it.
  ///
  /// - Parameter rows: Indices into the targets.
  func likenesses(of text: [Unicode.Scalar], weighing weight: Int, _ rows: some Sequence<Int>, take: (_ row: Int, Double) -> Void) {
    known.likenesses(of: text, weighing: weight, rows, among: targets, take: take)
  }

  /// How many pieces of text are labels of the columns of a table, or parts of them.
  func headerCount(_ pieces: [Piece], of row: TargetRow) -> Int {
    let labels = columnLabels[row.table].joined().map(\.text)
    return pieces.count { piece in !piece.isBar && labels.contains { $0.holds(piece.text) } }
  }

  private mutating func add(_ trees: [LabelTree], group: LabelRole, leaf: (LabelTree) -> LabelRole) {
    for tree in trees {
      switch tree {
      case .leaf(let row): add(row.label, leaf(tree))
      case .group(let label, let members):
        add(label, group)
        if case .rowGroup = group { groupLabels.append(Label.fold(label)) }
        add(members, group: group, leaf: leaf)
      }
    }
  }

  private mutating func add(_ text: String, _ role: LabelRole) {
    let label = Label(text)
    insert(role, under: label.text[...], in: \.whole)
    if label.hasNumeral { insert(role, under: label.withoutNumeral, in: \.bare) }
    if label.withoutNote.count < label.withoutNumeral.count { insert(role, under: label.withoutNote, in: \.bare) }
  }

  private mutating func insert(
    _ role: LabelRole, under key: ArraySlice<Unicode.Scalar>,
    in index: WritableKeyPath<LabelIndex, [ArraySlice<Unicode.Scalar>: [LabelRole]]>
  ) {
    if !(self[keyPath: index][key]?.contains(role) ?? false) { self[keyPath: index][key, default: []].append(role) }
  }

  /// What a label may label: by its whole text, else by the text behind its numeral, else by the text before a note.
  func roles(of label: Label) -> [LabelRole] {
    guard let number = label.number else { return found(label) }
    return known.roles(of: number) { found(label) }
  }

  private func found(_ label: Label) -> [LabelRole] {
    if let roles = whole[label.text[...]] { return roles + (label.hasNumeral ? [] : bare[label.text[...]] ?? []) }
    let keys = [label.text[...], label.withoutNumeral, label.withoutNote]
    for key in keys where !key.isEmpty {
      if let roles = bare[key] { return roles + (whole[key] ?? []) }
      if let roles = whole[key] { return roles }
    }
    return []
  }

  /// Whether a role is to be the header of a block with a single column.
  func isOnlyColumn(_ role: LabelRole) -> Bool {
    if case .header(let table, let block) = role { form.tables[table].blocks[block].columns.count == 1 } else { false }
  }

  /// The headers that a label may be, in full or shortened.
  func headers(of label: Label) -> [LabelRole] {
    let whole = roles(of: label).filter(\.isHeader)
    if !whole.isEmpty || label.text.count > 12 { return whole }
    return headerLabels.numbered.flatMap { table, blocks in
      blocks.indices.filter { label.abbreviated(among: blocks[$0]) != nil }.map { .header(table: table, block: $0) }
    }
  }

  /// Whether a label is that of a group of rows, which has no figures of its own: `（六）其他处理` is not `3.其他`.
  func isGroup(_ label: Label) -> Bool {
    let roles = roles(of: label)
    return !roles.isEmpty && roles.allSatisfy { if case .rowGroup = $0 { true } else { false } }
  }

  /// Whether the form prints the text exactly so.
  func prints(_ label: Label) -> Bool {
    whole[label.text[...]] != nil
  }

  /// Whether the form prints the text exactly so in front of a row.
  func printsRow(_ label: Label) -> Bool {
    whole[label.text[...]]?.contains { if case .row(let table, _) = $0 { !form.tables[table].blocks[0].isAcross } else { false } } ?? false
  }

  /// Whether a text is a piece of a label, as a label broken over lines leaves behind.
  func holdsPiece(_ label: Label) -> Bool {
    guard (1...16).contains(label.text.count) else { return false }
    return whole.keys.contains { key in
      key.count > label.text.count && key.indices.contains { key[$0...].starts(with: label.text) }
    }
  }

  /// Whether a text is a label of the form or a piece of one; on a page also several pieces of labels, run together.
  func isKnown(_ label: Label?, inPieces: Bool) -> Bool {
    guard let label else { return false }
    if !roles(of: label).isEmpty || holdsPiece(label) { return true }
    guard inPieces else { return false }
    var rest = label.text[...]
    var pieces = 0
    while !rest.isEmpty {
      let length = whole.keys.map { $0.longestPiece(at: rest) }.max() ?? 0
      guard length > 0 else { return false }
      rest = rest.dropFirst(length)
      pieces += 1
    }
    return pieces == 1 || label.text.count >= 2 * pieces
  }

  /// Whether a text is the heading of a part, word for word.
  func isOfficialHeading(_ label: Label) -> Bool { roles(of: label).contains(where: \.isPart) }

  /// The part whose heading a text is.
  func part(named label: Label) -> Int? {
    for role in roles(of: label) {
      if case .part(let part) = role { return part }
    }
    return nil
  }

  /// The part whose heading is most like a text, if it is alike enough to be one.
  func part(like label: Label) -> Int? {
    if let part = part(named: label) { return part }
    guard label.hasNumeral, (6...40).contains(label.text.count) else { return nil }
    let scored = headings.enumerated().map { ($0.offset, $0.element.map { Label.likeness($0, label.text) }.max() ?? 0) }
    guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= Self.headingLikeness else { return nil }
    return best.0
  }
}

extension Collection<Unicode.Scalar> {
  /// The length of the longest beginning of a text that stands anywhere in this one.
  func longestPiece(at text: ArraySlice<Unicode.Scalar>) -> Int {
    indices.map { from in zip(self[from...], text).prefix { $0 == $1 }.count }.max() ?? 0
  }
}

/// What has been found of labels: reports have the same.
private final class KnownRoles {
  /// The roles of labels that are kept, by their numbers.
  private var roles: [[LabelRole]?] = []
  /// For each text and weight where its row of likenesses begins; those that nobody has asked for are no number.
  private var starts: [WeighedText: Int] = [:]
  private var likenesses: [Double] = []
  private var groupPieces: [WeighedText: Bool] = [:]
  private var relations: [Range<CellNumber>: [Relation.Instance]] = [:]

  /// Texts beyond these are forgotten, so that what documents hold cannot fill the memory.
  private static let limit = 4096

  private struct WeighedText: Hashable {
    let text: [Unicode.Scalar]
    let weight: Int

    func hash(into hasher: inout Hasher) {
      text.withUnsafeBytes { hasher.combine(bytes: $0) }
      hasher.combine(weight)
    }
  }

  func relations(within cells: Range<CellNumber>, find: () -> [Relation.Instance]) -> [Relation.Instance] {
    if let known = relations[cells] { return known }
    let found = find()
    relations[cells] = found
    return found
  }

  func isGroupPiece(_ text: [Unicode.Scalar], find: () -> Bool) -> Bool {
    let key = WeighedText(text: text, weight: 0)
    if let known = groupPieces[key] { return known }
    if groupPieces.count >= Self.limit { groupPieces = [:] }
    let found = find()
    groupPieces[key] = found
    return found
  }

  func likenesses(
    of text: [Unicode.Scalar], weighing weight: Int, _ rows: some Sequence<Int>, among targets: [TargetRow],
    take: (_ row: Int, Double) -> Void
  ) {
    let key = WeighedText(text: text, weight: weight)
    let start: Int
    if let known = starts[key] {
      start = known
    } else {
      if starts.count >= Self.limit { (starts, likenesses) = ([:], []) }
      start = likenesses.count
      likenesses += [Double](repeating: .nan, count: targets.count)
      starts[key] = start
    }
    for row in rows {
      if likenesses[start + row].isNaN {
        likenesses[start + row] = targets[row].labels.map { Label.likeness(text, weighing: weight, $0) }.max() ?? 0
      }
      take(row, likenesses[start + row])
    }
  }

  func roles(of number: Int, find: () -> [LabelRole]) -> [LabelRole] {
    if number >= roles.count { roles += [[LabelRole]?](repeating: nil, count: number + 64 - roles.count) }
    if let known = roles[number] { return known }
    let found = find()
    roles[number] = found
    return found
  }
}
