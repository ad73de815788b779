// Web pages as saved from a government site: whatever stands around the report, its text and its tables come out in order.

internal import CLazyXML2
import DisclosureReport

/// Reads HTML through libxml2's parser, which takes pages as they are.
struct HTMLReader: ReportReader {
  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let bytes = try source.bytes()
    if bytes.prefix(2048).holds(Array(ComparisonMark.page.utf8)) { throw SourceError.comparison(source.path) }
    var draft = BandDraft(source.path, within: Budget(source.path, given: bytes.count))
    try Self.append(bytes[...], to: &draft)
    try draft.read(options, in: session, each: each)
  }

  /// Appends what a page, or a piece of one, shows.
  ///
  /// - Parameter firstLine: The line of the source on which the piece begins.
  static func append(_ bytes: ArraySlice<UInt8>, firstLine: Int = 1, to draft: inout BandDraft) throws(SourceError) {
    let path = draft.path
    try PageTags(bytes).take(from: draft.budget, path)
    guard lazy_open_xml2() else { throw .missing("libxml2", package: "libxml2", toRead: path) }
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_COMPACT.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      lazy_htmlReadMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8", options)
    }
    guard let document else { throw SourceError(path, Bilingual(zh: "网页无法解析", en: "the page cannot be parsed")) }
    defer { lazy_xmlFreeDoc(document) }
    var flow = PageFlow(BandDraft(path, within: draft.budget), firstLine: firstLine)
    swap(&flow.draft, &draft)
    defer { swap(&flow.draft, &draft) }
    if let root = lazy_xmlDocGetRootElement(document) {
      guard root.isShallow else {
        throw SourceError(
          path,
          Bilingual(
            zh: "网页的元素嵌套超过 \(XMLEvents.depthLimit) 层，读不到底", en: "the elements of the page nest deeper than \(XMLEvents.depthLimit) levels"))
      }
      flow.readStyles(root, depth: 0)
      try flow.visit(root, TextLook(), depth: 0)
    }
    try flow.endParagraph()
  }
}

/// How many elements and attributes a page has, at a look: the parser makes far more of them than they have bytes.
private struct PageTags {
  private var elements = 0
  private var attributes = 0
  /// Of the element that has most.
  private var most = 0

  /// The parser compares all attributes of an element with each other.
  private static let attributeLimit = 1000

  init(_ bytes: ArraySlice<UInt8>) {
    var isTag = false
    var quote: UInt8?
    var inTag = 0
    var last: UInt8 = 0
    for byte in bytes {
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "<"):
        elements += 1
        (isTag, inTag) = (true, 0)
      case UInt8(ascii: ">"): isTag = false
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20, UInt8(ascii: "/"):
        guard isTag else { continue }
        if last != 0x20 {
          attributes += 1
          inTag += 1
          most = max(most, inTag)
        }
        last = 0x20
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if isTag, last == UInt8(ascii: "=") { quote = byte }
      default: break
      }
      last = byte
    }
  }

  func take(from budget: Budget, _ path: String) throws(SourceError) {
    guard most <= Self.attributeLimit else {
      throw SourceError(
        path,
        Bilingual(
          zh: "网页的一个元素有 \(most) 个属性，超过 \(Self.attributeLimit) 个",
          en: "an element of the page has \(most) attributes, more than \(Self.attributeLimit)"))
    }
    try budget.take(elements + attributes, .element)
  }
}

private typealias Node = UnsafeMutablePointer<xmlNode>

extension Node {
  /// Whether no element is so deep that the parser gave up below it.
  fileprivate var isShallow: Bool {
    var depth = 0
    var node = self
    while true {
      if node.isElement, let child = node.pointee.children {
        depth += 1
        if depth >= XMLEvents.depthLimit - 2 { return false }
        node = child
        continue
      }
      while node.pointee.next == nil {
        guard depth > 0, let parent = node.pointee.parent else { return true }
        depth -= 1
        node = parent
      }
      guard depth > 0, let next = node.pointee.next else { return true }
      node = next
    }
  }
}

/// Collects paragraphs and tables while walking the tree.
private struct PageFlow {
  var draft: BandDraft
  private let firstLine: Int
  private var styles = PageStyles()
  private var paragraph = PiecedText()
  private var paragraphLine = 1

  /// Deeper nesting than any page has; below it nothing is read.
  private static let depthLimit = 400
  /// A span of more columns or rows than this is a mistake of the page.
  private static let spanLimit = 100
  private static let blocks: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "br", "section", "article", "header", "footer", "nav", "tr", "td",
    "th",
    "table", "tbody", "thead", "tfoot", "center", "blockquote", "pre", "form", "dl", "dt", "dd", "main", "aside", "hr", "caption",
  ]

  init(_ draft: BandDraft, firstLine: Int) {
    self.draft = draft
    self.firstLine = firstLine
  }

  /// The line of the source on which a node stands.
  private func line(of node: Node) -> Int { firstLine - 1 + max(1, lazy_xmlGetLineNo(node)) }

  /// Gathers the style sheets of the page, wherever they stand.
  mutating func readStyles(_ node: Node, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for child in node.children where child.isElement {
      if child.name == "style" {
        guard child.attribute("media").map({ PageStyles.isForScreens($0) }) ?? true else { continue }
        for sheet in child.children { if let text = sheet.pointee.content { styles.append(String(cString: text)) } }
      } else {
        readStyles(child, depth: depth + 1)
      }
    }
  }

  mutating func visit(_ node: Node, _ outer: TextLook, depth: Int) throws(SourceError) {
    guard depth < Self.depthLimit else { return }
    for child in node.children {
      if let text = child.text {
        if paragraph.shown.isEmpty { paragraphLine = line(of: child) }
        paragraph.append(text, outer)
      } else if child.isElement, child.name == "head" {
        gatherNames(of: child)
      } else if child.isElement, !child.isSilent, !child.isControl {
        let look = look(of: child, within: outer)
        if look.isHidden { continue }
        let name = child.name
        if name == "table", !holdsTable(child, depth: depth) {
          try endParagraph()
          try appendTable(child, look)
          continue
        }
        let isBlock = Self.blocks.contains(name)
        if isBlock { try endParagraph() }
        if look.isApart, !isBlock { paragraph.part() }
        try visit(child, look, depth: depth + 1)
        if isBlock { try endParagraph() }
      }
    }
  }

  /// What the page calls itself to a browser and to search engines.
  private mutating func gatherNames(of head: Node) {
    for child in head.children where child.isElement {
      let name =
        switch child.name {
        case "title": child.children.compactMap(\.text).joined()
        case "meta"
        where ["articletitle", "title"].contains(child.attribute("name")?.lowercased()) || child.attribute("property") == "og:title":
          child.attribute("content") ?? ""
        default: ""
        }
      if !name.folded.isEmpty { draft.appendName(name.folded, line: line(of: child)) }
    }
  }

  /// How text within an element looks, by what it is, by the style sheets, and by its own style.
  private func look(of node: Node, within outer: TextLook) -> TextLook {
    var look = outer
    look.isApart = false
    switch node.name {
    case "sup", "sub": look.isRaised = true
    case "s", "strike", "del": look.isStruckOut = true
    default: break
    }
    if node.pointee.properties != nil {
      if node.attribute("hidden") != nil { look.isHidden = true }
      let own = node.attribute("style").map { PageLook(declarations: $0) } ?? PageLook()
      return own.over(sheetLook(of: node)).within(look)
    }
    return sheetLook(of: node).within(look)
  }

  /// How an element looks by the style sheets alone.
  private func sheetLook(of node: Node) -> PageLook {
    if styles.isEmpty { return PageLook() }
    return styles.look(of: node.selected) {
      var path: [PageStyles.Element] = []
      var next: Node? = node
      while let element = next, element.isElement {
        path.append(element.selected)
        next = element.pointee.parent
      }
      return path.reversed()
    }
  }

  mutating func endParagraph() throws(SourceError) {
    let text = paragraph.shown.folded
    draft.noteUnread(in: paragraph, line: paragraphLine, column: 1)
    paragraph = PiecedText()
    guard !text.isEmpty else { return }
    try draft.appendParagraph(text.utf8, line: paragraphLine, column: 1)
  }

  /// Whether a table is there for layout: another table stands within it.
  private func holdsTable(_ node: Node, depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    return node.children.contains { $0.isElement && ($0.isTable || holdsTable($0, depth: depth + 1)) }
  }

  private func holdsPicture(_ node: Node, depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    return node.children.contains { $0.isElement && ($0.name == "img" || holdsPicture($0, depth: depth + 1)) }
  }

  // MARK: - Tables

  /// Rows with every spanned place there and empty, so that columns stay in line. No cell reaches out of its group of rows.
  private mutating func appendTable(_ table: Node, _ outer: TextLook) throws(SourceError) {
    /// For each column how many of the rows to come are taken by a cell above.
    var taken: [Int] = []
    var group = 0
    for (row, outer, own) in rows(of: table, outer) {
      if own != group { (group, taken) = (own, []) }
      let line = line(of: row)
      if outer.isHidden {
        noteHidden(row, line: line)
        continue
      }
      var column = 0
      for cell in row.children where cell.isElement && ["td", "th"].contains(cell.name) {
        let look = look(of: cell, within: outer)
        if look.isHidden {
          draft.noteUnread(in: content(cell, look, depth: 0), line: line, column: column + 1)
          continue
        }
        try skip(&column, in: &taken, line: line)
        let (width, height) = (span(cell, "colspan"), span(cell, "rowspan"))
        let text = content(cell, look, depth: 0)
        // A picture may show a figure that nobody can read here.
        let isPicture = text.shown.folded.isEmpty && text.unread.isEmpty && holdsPicture(cell, depth: 0)
        try draft.appendCell((isPicture ? "\u{FFFD}" : text.shown.folded).utf8, line: line, column: column + 1)
        draft.noteUnread(in: text, line: line, column: column + 1)
        if height > 1, PrintedFigure(Array(text.shown.folded.utf8), .ofEditions).isNumber {
          draft.note(
            .warning, .doubtfulFigure, line: line, column: column + 1,
            Bilingual(
              zh: "“\(text.shown.folded)”所在的格子占 \(height) 行，按第一行的数据读取",
              en: "\"\(text.shown.folded)\" stands in a cell over \(height) rows and is read as the first row's"))
        }
        try draft.appendEmptyCells(width - 1, line: line, column: column + 2)
        if taken.count < column + width { taken += [Int](repeating: 0, count: column + width - taken.count) }
        for place in column..<column + width { taken[place] = height - 1 }
        column += width
      }
      while let last = taken.last, last == 0 { taken.removeLast() }
      while column < taken.count {
        if taken[column] == 0 {
          try draft.appendEmptyCells(1, line: line, column: column + 1)
          column += 1
        }
        try skip(&column, in: &taken, line: line)
      }
      try draft.endRow()
    }
  }

  /// Steps over the columns that cells above take.
  private mutating func skip(_ column: inout Int, in taken: inout [Int], line: Int) throws(SourceError) {
    while column < taken.count, taken[column] > 0 {
      try draft.appendEmptyCells(1, line: line, column: column + 1)
      taken[column] -= 1
      column += 1
    }
  }

  private mutating func noteHidden(_ row: Node, line: Int) {
    let text = content(row, TextLook(), depth: 0).shown.folded
    guard text.contains(where: \.isNumber) else { return }
    draft.note(
      .note, .unreadRow, line: line, column: 1,
      Bilingual(zh: "隐藏的一行“\(text.shortened)”未读取", en: "the hidden row \"\(text.shortened)\" was not read"))
  }

  /// The rows with how text within them looks, and the number of their group, as a browser shows them: those of the foot come last.
  private func rows(of table: Node, _ outer: TextLook) -> [(Node, TextLook, group: Int)] {
    var (rows, foot): ([(Node, TextLook, group: Int)], [(Node, TextLook, group: Int)]) = ([], [])
    var (group, next) = (0, 1)
    func gather(_ node: Node, _ outer: TextLook, depth: Int, isFoot: Bool) {
      for child in node.children where child.isElement && !child.isSilent {
        let look = look(of: child, within: outer)
        let name = child.name
        if name == "tr" {
          if isFoot { foot.append((child, look, group)) } else { rows.append((child, look, group)) }
        } else if depth < 8 {
          let isGroup = ["thead", "tbody", "tfoot"].contains(name)
          if isGroup { (group, next) = (next, next + 1) }
          gather(child, look, depth: depth + 1, isFoot: isFoot || name == "tfoot")
          if isGroup { (group, next) = (next, next + 1) }
        }
      }
    }
    gather(table, outer, depth: 0, isFoot: false)
    return rows + foot
  }

  private func content(_ node: Node, _ look: TextLook, depth: Int) -> PiecedText {
    var result = PiecedText()
    gather(node, look, depth: depth, into: &result)
    return result
  }

  private func gather(_ node: Node, _ outer: TextLook, depth: Int, into result: inout PiecedText) {
    guard depth < Self.depthLimit else { return }
    for child in node.children {
      if let text = child.text {
        result.append(text, outer)
      } else if child.isElement, !child.isSilent || child.name == "noscript" {
        let name = child.name
        var look = look(of: child, within: outer)
        // Only a browser without scripts shows it.
        if name == "noscript" { look.isHidden = true }
        // What a user has to open is not shown, but for its summary.
        if name == "details", child.attribute("open") == nil { look.isHidden = true }
        if name == "summary", node.name == "details" { look.isHidden = false }
        if child.isControl {
          result.part()
          if let value = child.enteredValue { result.append(value, look) }
          result.part()
          continue
        }
        // Text that is shown from right to left is no figure for sure.
        if name == "bdo", child.attribute("dir")?.lowercased() == "rtl" { result.append("\u{FFFD}", look) }
        // What stands on lines of its own does not run together.
        let isBlock = look.isApart || Self.blocks.contains(name)
        if isBlock { result.part() }
        gather(child, look, depth: depth + 1, into: &result)
        if isBlock { result.part() }
      }
    }
  }

  private func span(_ cell: Node, _ attribute: StaticString) -> Int {
    guard let value = cell.attribute(attribute), let span = Int(value.filter(\.isNumber)) else { return 1 }
    // A cell over 0 rows goes on to the end of its group.
    return min(span == 0 && "\(attribute)" == "rowspan" ? Self.spanLimit : max(1, span), Self.spanLimit)
  }
}

// MARK: - The tree

/// The children of a node, one behind the other.
private struct Siblings: Sequence, IteratorProtocol {
  var following: Node?

  mutating func next() -> Node? {
    defer { following = following?.pointee.next }
    return following
  }
}

/// What holds no text of a report: what is no text, and the readings of characters.
private let silent: Set<String> = [
  "script", "style", "head", "title", "noscript", "noembed", "noframes", "template", "datalist", "dialog", "iframe", "object", "audio",
  "video", "canvas", "svg", "meter", "progress", "rt", "rp",
]

extension UnsafeMutablePointer where Pointee == xmlNode {
  fileprivate var children: Siblings { Siblings(following: pointee.children) }

  fileprivate var isElement: Bool { pointee.type == XML_ELEMENT_NODE }

  fileprivate var name: String { pointee.name.map { String(cString: $0) } ?? "" }

  fileprivate var isTable: Bool {
    guard let name = pointee.name else { return false }
    return "table".utf8.enumerated().allSatisfy { name[$0] == $1 } && name[5] == 0
  }

  fileprivate var text: String? {
    guard pointee.type == XML_TEXT_NODE || pointee.type == XML_CDATA_SECTION_NODE else { return nil }
    // A line break within text is as good as a space.
    return pointee.content.map { String(String(cString: $0).map { $0.isNewline ? " " : $0 }) } ?? ""
  }

  fileprivate func attribute(_ name: StaticString) -> String? {
    var next = pointee.properties
    while let attribute = next {
      next = attribute.pointee.next
      guard let found = attribute.pointee.name, String(cString: found) == "\(name)" else { continue }
      return attribute.pointee.children?.pointee.content.map { String(cString: $0) } ?? ""
    }
    return nil
  }

  /// As selectors see it.
  fileprivate var selected: PageStyles.Element {
    PageStyles.Element(
      tag: name, id: attribute("id"), classes: attribute("class")?.split(whereSeparator: \.isWhitespace) ?? [])
  }

  /// Whether it is no text of the report.
  fileprivate var isSilent: Bool {
    // A chart draws figures that stand in the tables; its caption is no prose of the report.
    silent.contains(name) || name == "figure" && children.contains { $0.isElement && $0.name == "svg" }
  }

  /// Whether a user enters or chooses something in it.
  fileprivate var isControl: Bool { ["input", "select"].contains(name) }

  /// What a field holds that a page shows: what was entered, or chosen.
  fileprivate var enteredValue: String? {
    guard name == "select" else {
      let kinds: [String?] = [nil, "", "text", "number", "tel", "search"]
      return kinds.contains(attribute("type")?.lowercased()) ? attribute("value") : nil
    }
    let options = children.filter { $0.isElement && $0.name == "option" }
    return (options.first { $0.attribute("selected") != nil } ?? options.first)?.children.compactMap(\.text).joined()
  }
}

extension String {
  /// White space as a browser shows it: runs are one space, none at the ends; what has no width is not there.
  fileprivate var folded: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\u{200B}" && $0 != "\u{FEFF}" }))
      .split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
