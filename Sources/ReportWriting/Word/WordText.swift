// Elements and text of WordprocessingML (ECMA-376, part 1).

import DisclosureReport

/// The parts of a document, element by element.
struct WordText {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ text: String) { bytes += text.utf8 }

  /// A run of text, where line feeds are breaks of lines.
  ///
  /// - Parameter properties: The elements that say how it looks.
  mutating func run(_ text: String, _ properties: String = "") {
    if text.isEmpty { return }
    raw("<w:r>")
    if !properties.isEmpty { raw("<w:rPr>\(properties)</w:rPr>") }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { raw("<w:br/>") }
      raw("<w:t xml:space=\"preserve\">\(String(line).wordEscaped)</w:t>")
    }
    raw("</w:r>")
  }

  /// A paragraph of a style.
  mutating func paragraph(_ style: String, _ body: (inout WordText) -> Void) {
    raw("<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>")
    body(&self)
    raw("</w:p>")
  }
}

extension String {
  /// As text of an element: markup is text, and what XML cannot hold is shown as lost.
  var wordEscaped: String {
    shownInXML.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}
