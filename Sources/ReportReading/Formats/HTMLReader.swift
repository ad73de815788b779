// Web pages as saved from a government site: whatever stands around the report, its text and its tables come out in order.

internal import CLazyXML2
import DisclosureReport

/// Reads HTML through libxml2's parser, which takes pages as they are.
struct HTMLReader: ReportReader {
  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    try draft(try source.bytes(), source.path).read(options, each: each)
  }

  private func draft(_ bytes: [UInt8], _ path: String) throws(SourceError) -> BandDraft {
    let budget = Budget(path, given: bytes.count)
    try PageTags(bytes).take(from: budget, path)
    guard lazy_open_xml2() else { throw .missing("libxml2", package: "libxml2", toRead: path) }
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_COMPACT.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      lazy_htmlReadMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8", options)
    }
    guard let document else { throw SourceError(path, Bilingual(zh: "网页无法解析", en: "the page cannot be parsed")) }
    defer { lazy_xmlFreeDoc(document) }
    var flow = PageFlow(BandDraft(path, within: budget))
    if let root = lazy_xmlDocGetRootElement(document) { try flow.visit(root, TextStyle(), depth: 0) }
    try flow.endParagraph()
    return flow.draft
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

  init(_ bytes: [UInt8]) {
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

/// How text looks that means something else for it.
private struct TextStyle {
  var isRaised = false
  var isStruckOut = false
}

/// Collects paragraphs and tables while walking the tree.
private struct PageFlow {
  private(set) var draft: BandDraft
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

  init(_ draft: BandDraft) {
    self.draft = draft
  }

  mutating func visit(_ node: Node, _ style: TextStyle, depth: Int) throws(SourceError) {
    guard depth < Self.depthLimit else { return }
    for child in node.children {
      if let text = child.text {
        if paragraph.shown.isEmpty { paragraphLine = lazy_xmlGetLineNo(child) }
        paragraph.append(text, isRaised: style.isRaised, isStruckOut: style.isStruckOut)
      } else if child.isElement, !child.isUnread {
        let name = child.name
        if name == "table", !holdsTable(child, depth: depth) {
          try endParagraph()
          try appendTable(child)
          continue
        }
        let isBlock = Self.blocks.contains(name)
        if isBlock { try endParagraph() }
        try visit(child, child.style(within: style, name), depth: depth + 1)
        if isBlock { try endParagraph() }
      }
    }
  }

  mutating func endParagraph() throws(SourceError) {
    let text = paragraph.shown.folded
    draft.noteStruckOut(paragraph.struckOut, line: max(1, paragraphLine), column: 1)
    paragraph = PiecedText()
    guard !text.isEmpty else { return }
    try draft.appendParagraph(text.utf8, line: max(1, paragraphLine), column: 1)
  }

  /// Whether a table is there for layout: another table stands within it.
  private func holdsTable(_ node: Node, depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    return node.children.contains { $0.isElement && ($0.isTable || holdsTable($0, depth: depth + 1)) }
  }

  // MARK: - Tables

  /// Rows with every spanned place there and empty, so that columns stay in line.
  private mutating func appendTable(_ table: Node) throws(SourceError) {
    /// For each column how many of the rows to come are taken by a cell above.
    var taken: [Int] = []
    for row in rows(of: table, depth: 0) {
      let line = max(1, lazy_xmlGetLineNo(row))
      if row.isUnread {
        noteHidden(row, line: line)
        continue
      }
      var column = 0
      for cell in row.children where cell.isElement && ["td", "th"].contains(cell.name) {
        if cell.isUnread { continue }
        try skip(&column, in: &taken, line: line)
        let (width, height) = (span(cell, "colspan"), span(cell, "rowspan"))
        let text = content(cell, TextStyle(), depth: 0)
        try draft.appendCell(text.shown.folded.utf8, line: line, column: column + 1)
        draft.noteStruckOut(text.struckOut, line: line, column: column + 1)
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
    let text = content(row, TextStyle(), depth: 0).shown.folded
    guard text.contains(where: \.isNumber) else { return }
    draft.note(
      .note, .unreadRow, line: line, column: 1,
      Bilingual(zh: "隐藏的一行“\(text.shortened)”未读取", en: "the hidden row \"\(text.shortened)\" was not read"))
  }

  private func rows(of node: Node, depth: Int) -> [Node] {
    var rows: [Node] = []
    for child in node.children where child.isElement {
      if child.name == "tr" {
        rows.append(child)
      } else if depth < 8, !child.isUnread {
        rows += self.rows(of: child, depth: depth + 1)
      }
    }
    return rows
  }

  private func content(_ node: Node, _ style: TextStyle, depth: Int) -> PiecedText {
    var result = PiecedText()
    gather(node, style, depth: depth, into: &result)
    return result
  }

  private func gather(_ node: Node, _ style: TextStyle, depth: Int, into result: inout PiecedText) {
    guard depth < Self.depthLimit else { return }
    for child in node.children {
      if let text = child.text {
        result.append(text, isRaised: style.isRaised, isStruckOut: style.isStruckOut)
      } else if child.isElement, !child.isUnread {
        let name = child.name
        // What stands on lines of its own does not run together.
        let isBlock = Self.blocks.contains(name)
        if isBlock { result.part() }
        gather(child, child.style(within: style, name), depth: depth + 1, into: &result)
        if isBlock { result.part() }
      }
    }
  }

  private func span(_ cell: Node, _ attribute: StaticString) -> Int {
    guard let value = cell.attribute(attribute) else { return 1 }
    return min(max(1, Int(value.filter(\.isNumber)) ?? 1), Self.spanLimit)
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
private let silent: Set<String> = ["script", "style", "head", "noscript", "template", "select", "iframe", "svg", "rt", "rp"]

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

  /// The declarations of its style, without spaces; empty if it has none.
  private var declarations: [Substring] {
    guard let style = attribute("style"), style.utf8.count < 4096 else { return [] }
    return style.lowercased().filter { !$0.isWhitespace }.split(separator: ";").map { $0.hasSuffix("!important") ? $0.dropLast(10) : $0 }
  }

  /// Whether nothing of it is shown, or is no text of the report.
  fileprivate var isUnread: Bool {
    if silent.contains(name) { return true }
    // A chart draws figures that stand in the tables; its caption is no prose of the report.
    if name == "figure", children.contains(where: { $0.isElement && $0.name == "svg" }) { return true }
    guard pointee.properties != nil else { return false }
    return attribute("hidden") != nil
      || declarations.contains { ["display:none", "visibility:hidden", "visibility:collapse"].contains($0) }
  }

  /// How text within it looks.
  fileprivate func style(within outer: TextStyle, _ name: String) -> TextStyle {
    var style = outer
    switch name {
    case "sup", "sub": style.isRaised = true
    case "s", "strike", "del": style.isStruckOut = true
    default: break
    }
    guard pointee.properties != nil else { return style }
    for declaration in declarations {
      if declaration.hasPrefix("text-decoration"), declaration.contains("line-through") { style.isStruckOut = true }
      if ["vertical-align:super", "vertical-align:sub"].contains(declaration) { style.isRaised = true }
    }
    return style
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
