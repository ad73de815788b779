// The style sheets of a page, as far as they change what its text says: what is hidden, crossed out, or raised.

import DisclosureReport

/// The rules of a page's `<style>` elements by what they select. Nothing is fetched.
struct PageStyles {
  /// An element as selectors see it.
  struct Element {
    let tag: String
    let id: String?
    let classes: [Substring]
  }

  /// `td.mark#n`
  private struct Compound {
    var tag: Substring?
    var id: Substring?
    var classes: [Substring] = []

    func selects(_ element: Element) -> Bool {
      (tag ?? element.tag[...]) == element.tag[...] && (id == nil || element.id?[...] == id) && classes.allSatisfy(element.classes.contains)
    }
  }

  private struct Rule {
    /// From the outermost to the element itself; whether the next must be its child.
    var compounds: [(Compound, isParent: Bool)]
    let look: PageLook
    let order: Int

    var weight: Int {
      compounds.reduce(0) { $0 + ($1.0.id == nil ? 0 : 10_000) + 100 * min(99, $1.0.classes.count) + ($1.0.tag == nil ? 0 : 1) }
    }

    /// - Parameter path: the element and those around it, the innermost last.
    func selects(_ path: [Element]) -> Bool {
      guard let own = compounds.last, let element = path.last, own.0.selects(element) else { return false }
      var above = path.dropLast()
      for (compound, isParent) in compounds.dropLast().reversed() {
        if isParent {
          guard let parent = above.popLast(), compound.selects(parent) else { return false }
        } else {
          guard let found = above.lastIndex(where: compound.selects) else { return false }
          above = above[..<found]
        }
      }
      return true
    }
  }

  private var rules: [Substring: [Rule]] = [:]
  private var count = 0

  /// More rules that could hide a figure than any page of an agency has; those behind are not looked at.
  private static let limit = 2000

  var isEmpty: Bool { rules.isEmpty }

  /// Adds the rules of a style sheet.
  mutating func append(_ sheet: String) {
    append(rules: Self.withoutComments(sheet)[...], depth: 0)
  }

  private mutating func append(rules sheet: Substring, depth: Int) {
    var rest = sheet
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == ";" }), count < Self.limit {
      let prelude = rest[..<open].drop(while: \.isWhitespace)
      guard rest[open] == "{" else {
        rest = rest[rest.index(after: open)...]
        continue
      }
      let end = Self.end(of: rest[rest.index(after: open)...])
      let body = rest[rest.index(after: open)..<end]
      rest = rest[end...].dropFirst()
      if prelude.hasPrefix("@") {
        if prelude.lowercased().hasPrefix("@media"), depth < 4, Self.isForScreens(String(prelude.dropFirst(6))) {
          append(rules: body, depth: depth + 1)
        }
        continue
      }
      let look = PageLook(declarations: body)
      if look.isPlain { continue }
      for selector in prelude.split(separator: ",") {
        guard let compounds = Self.compounds(selector), let own = compounds.last?.0, count < Self.limit else { continue }
        count += 1
        rules[own.id ?? own.classes.first ?? own.tag ?? "*", default: []].append(Rule(compounds: compounds, look: look, order: count))
      }
    }
  }

  /// How an element looks by the rules alone.
  ///
  /// - Parameter path: the element and those around it, the innermost last; asked for only if any rule could be meant.
  func look(of element: Element, path: () -> [Element]) -> PageLook {
    let keys = [element.tag[...], "*"] + element.classes + [element.id?[...]].compactMap { $0 }
    var found = keys.flatMap { rules[$0] ?? [] }
    if found.isEmpty { return PageLook() }
    let path = found.contains { $0.compounds.count > 1 } ? path() : [element]
    found = found.filter { $0.selects(path) }
    return found.sorted { ($0.weight, $0.order) < ($1.weight, $1.order) }.reduce(PageLook()) { $1.look.over($0) }
  }

  // MARK: - Parsing

  /// Whether media are screens of any width.
  static func isForScreens(_ media: String) -> Bool {
    let words = media.lowercased().split { !$0.isLetter && $0 != "(" }
    return words.allSatisfy { ["screen", "all", "only", "and"].contains($0) }
  }

  private static func withoutComments(_ sheet: String) -> String {
    guard sheet.contains("/*") || sheet.contains("<!--") else { return sheet }
    var parts = sheet.replacing("<!--", with: "").replacing("-->", with: "").split(separator: "/*", omittingEmptySubsequences: false)
    for index in parts.indices.dropFirst() {
      let pieces = parts[index].split(separator: "*/", maxSplits: 1, omittingEmptySubsequences: false)
      parts[index] = pieces.count == 2 ? pieces[1] : ""
    }
    return parts.joined()
  }

  /// Where the block ends that is open at the start.
  private static func end(of text: Substring) -> Substring.Index {
    var depth = 1
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return index }
    }
    return text.endIndex
  }

  /// Nil for what no element is known by before somebody points at it, and for what is not understood.
  private static func compounds(_ selector: Substring) -> [(Compound, isParent: Bool)]? {
    if selector.contains(where: { ":[+~\\".contains($0) }) { return nil }
    var compounds: [(Compound, isParent: Bool)] = []
    for word in selector.replacing(">", with: " > ").split(whereSeparator: \.isWhitespace) {
      if word == ">" {
        guard !compounds.isEmpty else { return nil }
        compounds[compounds.count - 1].isParent = true
        continue
      }
      var compound = Compound()
      var rest = word
      if let first = rest.first, first != ".", first != "#" {
        let tag = rest.prefix { $0 != "." && $0 != "#" }
        rest = rest.dropFirst(tag.count)
        if tag != "*" { compound.tag = Substring(tag.lowercased()) }
      }
      while let mark = rest.first {
        let name = rest.dropFirst().prefix { $0 != "." && $0 != "#" }
        rest = rest.dropFirst(1 + name.count)
        if mark == "#" { compound.id = name } else { compound.classes.append(name) }
      }
      compounds.append((compound, false))
    }
    return compounds.isEmpty ? nil : compounds
  }
}

/// What declarations of a style say of text; nil where they say nothing.
struct PageLook {
  private var isDisplayed: Bool?
  private var isVisible: Bool?
  private var isSized: Bool?
  private var isOpaque: Bool?
  private var isRaised: Bool?
  private var isStruckOut: Bool?
  /// Whether it stands apart from what is beside it.
  private var isApart: Bool?

  init() {}

  /// - Parameter declarations: `display: none; color: red`
  init(declarations: some StringProtocol) {
    for declaration in declarations.prefix(4096).lowercased().split(separator: ";") {
      let sides = declaration.split(separator: ":", maxSplits: 1)
      guard sides.count == 2, let property = sides[0].split(whereSeparator: \.isWhitespace).first else { continue }
      let value = sides[1].filter { !$0.isWhitespace }.replacing("!important", with: "")
      switch property {
      case "display":
        isDisplayed = value != "none"
        if value != "none", value != "inline", value != "contents" { isApart = true }
      case "float": isApart = value != "none"
      case "position": if value == "absolute" || value == "fixed" { isApart = true }
      case "visibility": isVisible = value != "hidden" && value != "collapse"
      case "font-size": isSized = !Self.isZero(value)
      case "opacity": isOpaque = !Self.isZero(value)
      case "text-decoration", "text-decoration-line": isStruckOut = value.contains("line-through")
      case "vertical-align": isRaised = value == "super" || value == "sub"
      default: break
      }
    }
  }

  /// Whether the value is 0, in whatever unit.
  private static func isZero(_ value: String) -> Bool {
    value.first.map { $0 == "0" || $0 == "." } == true && !value.contains { ("1"..."9").contains($0) }
  }

  /// Whether nothing is said.
  var isPlain: Bool {
    [isDisplayed, isVisible, isSized, isOpaque, isRaised, isStruckOut, isApart].allSatisfy { $0 == nil }
  }

  func over(_ other: PageLook) -> PageLook {
    var look = self
    look.isDisplayed = isDisplayed ?? other.isDisplayed
    look.isVisible = isVisible ?? other.isVisible
    look.isSized = isSized ?? other.isSized
    look.isOpaque = isOpaque ?? other.isOpaque
    look.isRaised = isRaised ?? other.isRaised
    look.isStruckOut = isStruckOut ?? other.isStruckOut
    look.isApart = isApart ?? other.isApart
    return look
  }

  /// Text within an element that looks like this, which itself stands within another.
  func within(_ outer: TextLook) -> TextLook {
    TextLook(
      isRaised: isRaised ?? outer.isRaised, isStruckOut: outer.isStruckOut || isStruckOut == true,
      isHidden: outer.isHidden || [isDisplayed, isVisible, isSized, isOpaque].contains(false), isApart: isApart ?? false)
  }
}
