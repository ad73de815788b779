// Word files: paragraphs and tables in order, with the text as it stands once all tracked changes are accepted.

import DisclosureReport

/// Reads .docx files.
struct DOCXReader: ReportReader {
  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let bytes = try source.bytes()
    let budget = Budget(source.path, given: bytes.count)
    let package = try OfficePackage(bytes, path: source.path, within: budget, usual: "word/document.xml")
    guard let document = try package.entry(package.main) else {
      throw SourceError(
        source.path, Bilingual(zh: "这不是 Word 文件：没有 word/document.xml", en: "this is no Word file: there is no word/document.xml"))
    }
    // A file that gongkai wrote says which form its tables follow.
    var options = options
    if options.form == nil { options.form = (try? package.properties())?["form"].flatMap(options.form) }
    let part = try package.part("styles", in: try package.relations(), usual: "styles.xml")
    let styles = try part.map { (part) throws(SourceError) in try WordStyles(part.bytes, source.path, within: budget) }
    var flow = DocumentFlow(BandDraft(source.path, within: budget), styles ?? WordStyles())
    try XMLEvents(path: source.path, name: package.main).read(document) { (event) throws(SourceError) in try flow.take(event) }
    try flow.draft.read(options, in: session, each: each)
  }
}

/// Collects paragraphs and rows from the events of a document.
private struct DocumentFlow {
  private(set) var draft: BandDraft

  /// A cell of a table in the making.
  private struct Cell {
    var text = PiecedText()
    /// What the text is put together from.
    var paragraphs: [PiecedText] = []
    var span = 1
    var continues = false
    var hasPicture = false

    mutating func append(paragraph: PiecedText) {
      text.part()
      text.append(paragraph)
      paragraphs.append(paragraph)
    }
  }

  private struct Row {
    var cells: [Cell] = []
    /// Columns of the grid in front of the first cell.
    var before = 0
    var isHidden = false
    var isDeleted = false
    /// Whether a table stands in its first cell: it is there for layout, and its text is that of the document.
    var isLayout = false
  }

  private let styles: WordStyles
  /// The open row. A table within a cell is text of that cell, unless the cell is the first of its row: then the row is for layout.
  private var row: Row?
  /// The rows for layout that are open around it.
  private var outer: [Row] = []
  /// How many tables are open that are rows of their own or within such.
  private var depth = 0
  /// How many tables are open that are text of a cell.
  private var inner = 0
  /// Whether what comes is of a row, not of a table that is text of a cell.
  private var isInRow: Bool { depth > 0 && inner == 0 && removed == 0 }
  private var line = 0
  /// The paragraphs that are open, the innermost last: a text box has paragraphs of its own within one.
  private var paragraphs: [(text: PiecedText, style: WordStyles.Properties)] = []
  /// What the open run says of its text.
  private var run = WordStyles.Properties()
  private var isText = false
  private var isRowProperty = false
  private var isRunProperty = false
  /// Whether the properties are those from before a tracked change.
  private var isFormer = false
  /// How many elements are open whose text is not in the accepted text, or is there a second time.
  private var removed = 0
  /// For each choice between ways to say the same that is open, how many have come.
  private var choices: [Int] = []

  private static let spanLimit = 63

  init(_ draft: BandDraft, _ styles: WordStyles) {
    self.draft = draft
    self.styles = styles
  }

  mutating func take(_ event: XMLEvents.Event) throws(SourceError) {
    switch event {
    case .start(let name, let attributes): try begin(name, attributes)
    case .end(let name): try end(name)
    case .text(let text): if isText { append(text) }
    }
  }

  private mutating func begin(_ name: String, _ attributes: [String: String]) throws(SourceError) {
    switch name {
    case "tbl": try beginTable()
    case "tr": if isInRow { row = Row() }
    case "trPr": isRowProperty = true
    case "tc": if isInRow { row?.cells.append(Cell()) }
    case "gridBefore":
      let span = span(attributes)
      if isInRow { row?.before = span }
    case "gridSpan":
      let span = span(attributes)
      changeCell { $0.span = max(1, span) }
    case "vMerge": changeCell { $0.continues = attributes["val"] ?? "continue" != "restart" }
    case "hidden": if isRowProperty, inner == 0, attributes.isOn { row?.isHidden = true }
    case "del", "moveFrom":
      if isRowProperty, inner == 0 { row?.isDeleted = true }
      removed += 1
    // A reading aid above the characters.
    case "rt": removed += 1
    case "AlternateContent": choices.append(0)
    case "Choice", "Fallback":
      // The same once for new programs and once for old ones: the first counts.
      if let last = choices.indices.last {
        choices[last] += 1
        if choices[last] > 1 { removed += 1 }
      }
    case "p": paragraphs.append((PiecedText(), styles[""].over(styles.defaults)))
    case "pStyle":
      if let last = paragraphs.indices.last { paragraphs[last].style = styles[attributes["val"]].over(styles.defaults) }
    case "r": run = WordStyles.Properties()
    case "rPr": isRunProperty = true
    case "rPrChange": isFormer = true
    case "rStyle": if isRunProperty, !isFormer { run = run.over(styles[attributes["val"]]) }
    case "vanish", "strike", "dstrike", "vertAlign": if isRunProperty, !isFormer { run.take(name, attributes) }
    // The mark of a note that the author wrote as text.
    case "footnoteReference", "endnoteReference": run.isRaised = true
    // Text that is shown from right to left is no figure for sure.
    case "bdo": if attributes["val"] == "rtl" { append("\u{FFFD}") }
    // A picture may show a figure that nobody can read here.
    case "drawing", "pict", "object": changeCell { $0.hasPicture = true }
    case "t": isText = true
    case "tab", "ptab", "br", "cr": if !isRunProperty { part() }
    case "noBreakHyphen": append("-")
    case "sym": append(symbol(attributes))
    default: break
    }
  }

  private mutating func end(_ name: String) throws(SourceError) {
    switch name {
    case "tbl":
      if inner > 0 {
        inner -= 1
      } else {
        depth = max(0, depth - 1)
        row = outer.popLast()
      }
    case "tr": if isInRow { try endRow() }
    case "trPr": isRowProperty = false
    case "del", "moveFrom", "rt": removed -= 1
    case "Choice", "Fallback": if choices.last ?? 0 > 1 { removed -= 1 }
    case "AlternateContent": _ = choices.popLast()
    case "r": run = WordStyles.Properties()
    case "rPr": isRunProperty = false
    case "rPrChange": isFormer = false
    case "t": isText = false
    case "p": try endParagraph()
    default: break
    }
  }

  /// A table within the first cell of a row makes the row one for layout; what stood in it so far is paragraphs of the document.
  private mutating func beginTable() throws(SourceError) {
    guard depth > 0 else {
      depth = 1
      return
    }
    guard inner == 0, removed == 0, var layout = row, !layout.isDeleted, !layout.isHidden, layout.isLayout || layout.cells.count == 1 else {
      inner += 1
      return
    }
    if !layout.isLayout {
      for paragraph in layout.cells.flatMap(\.paragraphs) { try append(paragraph: paragraph) }
      (layout.cells, layout.isLayout) = ([], true)
    }
    outer.append(layout)
    row = nil
    depth += 1
  }

  private mutating func append(paragraph text: PiecedText) throws(SourceError) {
    line += 1
    try draft.appendParagraph(text.shown.utf8, line: line, column: 1)
    draft.noteUnread(in: text, line: line, column: 1)
  }

  private mutating func endParagraph() throws(SourceError) {
    guard let text = paragraphs.popLast()?.text else { return }
    if depth > 0, inner == 0, row?.isLayout ?? false {
      if removed == 0 { try append(paragraph: text) }
    } else if depth > 0 {
      guard removed == 0, let last = row?.cells.indices.last else { return }
      // Paragraphs of a cell do not run together.
      row?.cells[last].append(paragraph: text)
    } else if removed == 0 {
      try append(paragraph: text)
    }
  }

  private mutating func endRow() throws(SourceError) {
    guard let row else { return }
    self.row = nil
    guard !row.isDeleted, !row.isLayout else { return }
    line += 1
    if row.isHidden {
      let text = row.cells.map(\.text.shown).joined(separator: " ")
      draft.note(
        .note, .unreadRow, line: line, column: 1,
        Bilingual(zh: "隐藏的一行“\(text.shortened)”未读取", en: "the hidden row \"\(text.shortened)\" was not read"))
      return
    }
    try draft.appendEmptyCells(row.before, line: line, column: 1)
    var column = row.before + 1
    for cell in row.cells {
      let isPicture = cell.hasPicture && cell.text.shown.isEmpty && cell.text.unread.isEmpty
      try draft.appendCell((cell.continues ? "" : isPicture ? "\u{FFFD}" : cell.text.shown).utf8, line: line, column: column)
      draft.noteUnread(in: cell.text, line: line, column: column)
      try draft.appendEmptyCells(cell.span - 1, line: line, column: column + 1)
      column += cell.span
    }
    try draft.endRow()
  }

  private mutating func append(_ text: String) {
    guard removed == 0, let last = paragraphs.indices.last else { return }
    paragraphs[last].text.append(text, run.over(paragraphs[last].style).look)
  }

  private mutating func part() {
    guard removed == 0, run.isHidden != true, let last = paragraphs.indices.last else { return }
    paragraphs[last].text.part()
  }

  private mutating func changeCell(_ change: (inout Cell) -> Void) {
    guard isInRow, var cell = row?.cells.popLast() else { return }
    change(&cell)
    row?.cells.append(cell)
  }

  private func span(_ attributes: [String: String]) -> Int {
    min(max(0, Int(attributes["val"] ?? "") ?? 0), Self.spanLimit)
  }

  /// A character by its code in a font: of Symbol what it looks like, of any other only that there is one.
  private func symbol(_ attributes: [String: String]) -> String {
    guard let code = attributes["char"].flatMap({ UInt32($0, radix: 16) }), let scalar = Unicode.Scalar(code & 0xFF), scalar.isASCII,
      scalar.value > 0x20, attributes["font"] == "Symbol"
    else { return "\u{FFFD}" }
    return String(Character(scalar))
  }
}
