// Text in pieces: what is struck out, raised, or a reading aid does not mean what its characters alone say.

import DisclosureReport

/// How text looks that means something else for it.
struct TextLook {
  var isRaised = false
  var isStruckOut = false
  var isHidden = false
  /// Whether it does not run together with the text beside it.
  var isApart = false
}

/// A text gathered from pieces.
struct PiecedText {
  private(set) var shown = ""
  /// What is crossed out.
  private(set) var struckOut = ""
  /// What is there and does not show.
  private(set) var hidden = ""

  mutating func append(_ piece: String, _ look: TextLook = TextLook()) {
    if look.isHidden {
      hidden += piece
    } else if look.isStruckOut {
      struckOut += piece
    } else {
      shown += look.isRaised ? piece.raised : piece
    }
  }

  mutating func append(_ other: PiecedText) {
    shown += other.shown
    struckOut += other.struckOut
    hidden += other.hidden
  }

  /// What is to be said of text that is not read: its author no longer means it, or nobody sees it.
  var unread: [Bilingual] {
    var messages: [Bilingual] = []
    if struckOut.contains(where: { $0.isNumber || $0.isLetter }) {
      messages.append(
        Bilingual(zh: "带删除线的“\(struckOut.shortened)”未读取", en: "\"\(struckOut.shortened)\" is struck out and was not read"))
    }
    if hidden.contains(where: \.isNumber) {
      messages.append(Bilingual(zh: "隐藏的“\(hidden.shortened)”未读取", en: "\"\(hidden.shortened)\" is hidden and was not read"))
    }
    return messages
  }

  /// Parts what comes from what was there: digits join only within one run of text.
  mutating func part() {
    guard let last = shown.last, !last.isNewline else { return }
    if last.isNumber { shown += "\n" } else if !last.isWhitespace { shown += " " }
  }
}

extension String {
  /// The text with raised digits, which are no digits of a figure: the mark of a note behind 12 does not make 121.
  var raised: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.value {
          case 0x31: "\u{B9}"
          case 0x32, 0x33: Unicode.Scalar(scalar.value + 0x80) ?? scalar
          case 0x30, 0x34...0x39: Unicode.Scalar(scalar.value + 0x2040) ?? scalar
          default: scalar
          }
        }))
  }

  /// The text of a workbook with its escapes undone: `_x000D_` is a carriage return, `_x005F_` an underscore.
  var withoutEscapes: String {
    guard utf8.contains(UInt8(ascii: "_")), contains("_x") else { return self }
    var text = String.UnicodeScalarView()
    var rest = unicodeScalars[...]
    while let first = rest.first {
      if let escaped = rest.escaped {
        text.append(escaped)
        rest = rest.dropFirst(7)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }
}

extension Substring.UnicodeScalarView {
  /// The scalar that `_xHHHH_` at the start stands for.
  fileprivate var escaped: Unicode.Scalar? {
    let code = Array(prefix(7))
    guard code.count == 7, code[0] == "_", code[1] == "x", code[6] == "_" else { return nil }
    let digits = code[2..<6].compactMap { $0.isASCII ? Character($0).hexDigitValue : nil }
    guard digits.count == 4 else { return nil }
    return Unicode.Scalar(UInt32(digits.reduce(0) { $0 << 4 | $1 }))
  }
}

/// A text of a workbook as it comes in events: its runs put together, the readings of East Asian characters left out.
struct RunGathering {
  private(set) var text = PiecedText()
  private var isText = false
  private var readings = 0
  private var look = TextLook()

  mutating func take(_ event: XMLEvents.Event) {
    switch event {
    case .start("rPh", _): readings += 1
    case .end("rPh"): readings -= 1
    case .start("r", _), .end("r"): look = TextLook()
    case .start("strike", let attributes): look.isStruckOut = attributes.isOn
    case .start("vertAlign", let attributes): look.isRaised = attributes["val"] != "baseline"
    case .start("t", _): isText = readings == 0
    case .end("t"): isText = false
    case .text(let part): if isText { text.append(part.withoutEscapes, look) }
    default: break
    }
  }
}

extension [String: String] {
  /// Whether an element that switches something on does so: `<w:strike/>`, but not `<w:strike w:val="0"/>`.
  var isOn: Bool {
    !["0", "false", "off"].contains(self["val"] ?? "1")
  }
}
