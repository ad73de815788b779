// XML as a stream of events, through libxml2's reader: no network, no entity expansion, its own limits on depth and size.

internal import CLazyXML2
import DisclosureReport

/// Walks an XML document.
struct XMLEvents {
  enum Event {
    /// The local name and the attributes by local name.
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  let path: String
  let name: String

  /// The parser goes no deeper.
  static let depthLimit = 256

  /// How deep elements nest, at a look: the parser ends at the limit without saying so.
  private static func depth(of bytes: [UInt8]) -> Int {
    var (depth, deepest) = (0, 0)
    for (index, byte) in bytes.enumerated() where index > 0 {
      switch (bytes[index - 1], byte) {
      case (UInt8(ascii: "<"), UInt8(ascii: "/")): depth -= 1
      case (UInt8(ascii: "/"), UInt8(ascii: ">")): depth -= 1
      case (UInt8(ascii: "<"), UInt8(ascii: "A")...UInt8(ascii: "z")):
        depth += 1
        deepest = max(deepest, depth)
      default: break
      }
    }
    return deepest
  }

  /// Hands every event to `body`.
  ///
  /// - Throws: ``SourceError`` when the document is not well-formed.
  func read(_ bytes: [UInt8], _ body: (Event) throws(SourceError) -> Void) throws(SourceError) {
    guard lazy_open_xml2() else { throw .missing("libxml2", package: "libxml2", toRead: path) }
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue)
    // The reader keeps a copy of its own.
    let opened = bytes.withUnsafeBytes { buffer in
      lazy_xmlReaderForMemory(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, nil, options)
    }
    guard let reader = opened else { throw broken(line: 1) }
    defer { lazy_xmlFreeTextReader(reader) }
    while true {
      let status = lazy_xmlTextReaderRead(reader)
      if status == 0 { return }
      if status < 0, Self.depth(of: bytes) >= Self.depthLimit {
        throw SourceError(
          path,
          Bilingual(
            zh: "其中的 \(name) 元素嵌套超过 \(Self.depthLimit) 层", en: "the elements of \(name) in it nest deeper than \(Self.depthLimit) levels"))
      }
      if status < 0 { throw broken(line: Int(lazy_xmlTextReaderGetParserLineNumber(reader))) }
      switch lazy_xmlTextReaderNodeType(reader) {
      case 1:
        let name = string(lazy_xmlTextReaderConstLocalName(reader))
        let isEmpty = lazy_xmlTextReaderIsEmptyElement(reader) == 1
        var attributes: [String: String] = [:]
        while lazy_xmlTextReaderMoveToNextAttribute(reader) == 1 {
          attributes[string(lazy_xmlTextReaderConstLocalName(reader))] = string(lazy_xmlTextReaderConstValue(reader))
        }
        try body(.start(name, attributes))
        if isEmpty { try body(.end(name)) }
      case 15: try body(.end(string(lazy_xmlTextReaderConstLocalName(reader))))
      // Text, CDATA, significant white space.
      case 3, 4, 14: try body(.text(string(lazy_xmlTextReaderConstValue(reader))))
      default: break
      }
    }
  }

  private func string(_ text: UnsafePointer<xmlChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  private func broken(line: Int) -> SourceError {
    SourceError(path, Bilingual(zh: "其中的 \(name) 第 \(line) 行不是有效的 XML", en: "\(name) in it is not well-formed XML, line \(line)"))
  }
}
