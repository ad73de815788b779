// The styles of a Word file, as far as they change what text says.

import DisclosureReport

/// How the text of paragraphs and runs looks, by the names of their styles.
struct WordStyles {
  /// What a style or a run says of its text; nil where it says nothing.
  struct Properties {
    var isHidden: Bool?
    var isRaised: Bool?
    var isStruckOut: Bool?

    /// Takes an element among the properties of a run.
    mutating func take(_ name: String, _ attributes: [String: String]) {
      switch name {
      case "vanish": isHidden = attributes.isOn
      case "strike": isStruckOut = attributes.isOn
      case "dstrike": isStruckOut = attributes.isOn || isStruckOut == true
      case "vertAlign": isRaised = attributes["val"] != "baseline"
      default: break
      }
    }

    /// These properties, and the others where these say nothing.
    func over(_ others: Properties) -> Properties {
      Properties(
        isHidden: isHidden ?? others.isHidden, isRaised: isRaised ?? others.isRaised, isStruckOut: isStruckOut ?? others.isStruckOut)
    }

    var look: TextLook { TextLook(isRaised: isRaised ?? false, isStruckOut: isStruckOut ?? false, isHidden: isHidden ?? false) }
  }

  private struct Style {
    var base: String?
    var properties = Properties()
  }

  private(set) var defaults = Properties()
  private var styles: [String: Style] = [:]

  /// A style rests on no more others than this.
  private static let depthLimit = 20

  init() {}

  init(_ bytes: [UInt8], _ path: String, within budget: Budget) throws(SourceError) {
    var name: String?
    var style = Style()
    var isRun = false
    var defaults = Properties()
    var styles: [String: Style] = [:]
    try XMLEvents(path: path, name: "word/styles.xml").read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("style", let attributes):
        try budget.take(1, .sheetCell)
        (name, style) = (attributes["styleId"], Style())
        // The style of paragraphs that name none is the default's.
        if attributes["type"] == "paragraph", attributes["default"] != nil, attributes["default"] != "0" { styles[""] = Style(base: name) }
      case .end("style"):
        if let name { styles[name] = style }
        name = nil
      case .start("basedOn", let attributes): style.base = attributes["val"]
      case .start("rPr", _): isRun = true
      case .end("rPr"): isRun = false
      case .start(let element, let attributes):
        guard isRun else { return }
        if name == nil { defaults.take(element, attributes) } else { style.properties.take(element, attributes) }
      default: break
      }
    }
    self.defaults = defaults
    self.styles = styles
  }

  /// What a style says, with those that it is based on; of a paragraph without a style, under no name.
  subscript(name: String?) -> Properties {
    var (next, properties) = (name, Properties())
    for _ in 0..<Self.depthLimit {
      guard let style = next.flatMap({ styles[$0] }) else { break }
      properties = properties.over(style.properties)
      next = style.base
    }
    return properties
  }
}
