// Web pages as saved from a government site: whatever stands around the report, its text and its tables come out in order.

internal import CXML2
import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads HTML through libxml2's parser, which takes pages as they are.
struct HTMLReader: ReportReader {
  func read(_ source: Source, _ options: ReadingOptions, each: (Report) throws -> Void) throws {
    try Recogniser.read(try grid(try source.bytes(), source.path), source.path, options, each: each)
  }

  private func grid(_ bytes: [UInt8], _ path: String) throws(SourceError) -> Grid {
    let options = Int32(
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_COMPACT.rawValue)
    let document = bytes.withUnsafeBytes { buffer in
      htmlReadMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, "UTF-8", options)
    }
    guard let document else { throw SourceError(path, Bilingual(zh: "网页无法解析", en: "the page cannot be parsed")) }
    defer { xmlFreeDoc(document) }
    var flow = PageFlow()
    if let root = xmlDocGetRootElement(document) { flow.visit(root, depth: 0) }
    flow.endParagraph()
    return flow.grid
  }
}

/// Collects paragraphs and tables while walking the tree.
private struct PageFlow {
  private(set) var grid = Grid()
  private var paragraph = ""
  private var paragraphLine = 1

  typealias Node = UnsafeMutablePointer<xmlNode>

  /// Deeper nesting than any page has; below it nothing is read.
  private static let depthLimit = 400
  /// A span of more columns or rows than this is a mistake of the page.
  private static let spanLimit = 100
  private static let silent: Set<String> = ["script", "style", "head", "noscript", "template", "select", "iframe", "svg"]
  private static let blocks: Set<String> = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "br", "section", "article", "header", "footer", "nav", "tr", "td",
    "th",
    "table", "tbody", "thead", "tfoot", "center", "blockquote", "pre", "form", "dl", "dt", "dd", "main", "aside", "hr", "caption",
  ]

  mutating func visit(_ node: Node, depth: Int) {
    guard depth < Self.depthLimit else { return }
    var child = node.pointee.children
    while let current = child {
      child = current.pointee.next
      switch current.pointee.type {
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        if paragraph.isEmpty { paragraphLine = xmlGetLineNo(current) }
        paragraph += text(current)
      case XML_ELEMENT_NODE:
        let name = name(current)
        if Self.silent.contains(name) { continue }
        if name == "table", !holdsTable(current, depth: depth) {
          endParagraph()
          appendTable(current)
          continue
        }
        let isBlock = Self.blocks.contains(name)
        if isBlock { endParagraph() }
        visit(current, depth: depth + 1)
        if isBlock { endParagraph() }
      default: break
      }
    }
  }

  mutating func endParagraph() {
    let text = Self.folded(paragraph)
    paragraph = ""
    guard !text.isEmpty else { return }
    grid.appendCell(text.utf8, line: max(1, paragraphLine), column: 1)
    grid.endRow()
  }

  /// Whether a table is there for layout: another table stands within it.
  private func holdsTable(_ node: Node, depth: Int) -> Bool {
    guard depth < Self.depthLimit else { return false }
    var child = node.pointee.children
    while let current = child {
      if current.pointee.type == XML_ELEMENT_NODE, name(current) == "table" || holdsTable(current, depth: depth + 1) { return true }
      child = current.pointee.next
    }
    return false
  }

  // MARK: - Tables

  /// Rows with every spanned place there and empty, so that columns stay in line.
  private mutating func appendTable(_ table: Node) {
    var pending: [Int: Int] = [:]
    for row in rows(of: table, depth: 0) {
      var column = 0
      let line = max(1, xmlGetLineNo(row))
      func skipPending() {
        while let left = pending[column] {
          grid.appendCell([], line: line, column: column + 1)
          pending[column] = left > 1 ? left - 1 : nil
          column += 1
        }
      }
      var child = row.pointee.children
      while let cell = child {
        child = cell.pointee.next
        guard cell.pointee.type == XML_ELEMENT_NODE, ["td", "th"].contains(name(cell)) else { continue }
        skipPending()
        let width = span(cell, "colspan")
        let height = span(cell, "rowspan")
        for offset in 0..<width {
          grid.appendCell(offset == 0 ? Array(Self.folded(content(cell, depth: 0)).utf8) : [], line: line, column: column + 1)
          if height > 1 { pending[column] = height - 1 }
          column += 1
        }
      }
      while pending.keys.contains(where: { $0 >= column }) {
        if pending[column] == nil { grid.appendCell([], line: line, column: column + 1) }
        if pending[column] == nil { column += 1 } else { skipPending() }
      }
      grid.endRow()
    }
  }

  private func rows(of node: Node, depth: Int) -> [Node] {
    var rows: [Node] = []
    var child = node.pointee.children
    while let current = child {
      child = current.pointee.next
      guard current.pointee.type == XML_ELEMENT_NODE else { continue }
      if name(current) == "tr" {
        rows.append(current)
      } else if depth < 8 {
        rows += self.rows(of: current, depth: depth + 1)
      }
    }
    return rows
  }

  private func content(_ node: Node, depth: Int) -> String {
    guard depth < Self.depthLimit else { return "" }
    var result = ""
    var child = node.pointee.children
    while let current = child {
      child = current.pointee.next
      switch current.pointee.type {
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: result += text(current)
      case XML_ELEMENT_NODE: if !Self.silent.contains(name(current)) { result += content(current, depth: depth + 1) }
      default: break
      }
    }
    return result
  }

  private func span(_ cell: Node, _ attribute: String) -> Int {
    guard let value = xmlGetProp(cell, attribute) else { return 1 }
    // The library's own function for this is a variable; it allocates with malloc.
    defer { free(value) }
    return min(max(1, Int(String(cString: value).filter(\.isNumber)) ?? 1), Self.spanLimit)
  }

  // MARK: - Text

  private func name(_ node: Node) -> String {
    node.pointee.name.map { String(cString: $0) } ?? ""
  }

  private func text(_ node: Node) -> String {
    node.pointee.content.map { String(cString: $0) } ?? ""
  }

  /// White space as a browser shows it: runs are one space, none at the ends and none between Chinese characters' lines.
  private static func folded(_ text: String) -> String {
    text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{A0}" || $0 == "\u{200B}" || $0 == "\u{FEFF}" }).joined(separator: " ")
  }
}
