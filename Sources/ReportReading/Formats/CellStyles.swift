// The styles of a workbook's cells, as far as they change what a cell says.

import DisclosureReport

/// Number formats and struck-out fonts, by the numbers that cells carry.
struct CellStyles {
  struct Style {
    var format: NumberFormat?
    var isStruckOut = false
  }

  private var styles: [Style] = []

  init() {}

  init(_ bytes: [UInt8], _ path: String) throws(SourceError) {
    var codes: [Int: NumberFormat] = [:]
    var struckOut: [Bool] = []
    var isFont = false
    var isCell = false
    var styles: [Style] = []
    try XMLEvents(path: path, name: "xl/styles.xml").read(bytes) { (event) throws(SourceError) in
      switch event {
      case .start("numFmt", let attributes):
        if let number = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"], codes.count < Self.limit {
          codes[number] = NumberFormat(code)
        }
      case .start("fonts", _): isFont = true
      case .end("fonts"): isFont = false
      case .start("font", _): if isFont, struckOut.count < Self.limit { struckOut.append(false) }
      case .start("strike", let attributes): if isFont, !struckOut.isEmpty { struckOut[struckOut.count - 1] = attributes.isOn }
      case .start("cellXfs", _): isCell = true
      case .end("cellXfs"): isCell = false
      case .start("xf", let attributes):
        guard isCell, styles.count < Self.limit else { return }
        let number = attributes["numFmtId"].flatMap { Int($0) } ?? 0
        let font = attributes["fontId"].flatMap { Int($0) } ?? -1
        styles.append(
          Style(
            format: codes[number] ?? NumberFormat(builtIn: number), isStruckOut: struckOut.indices.contains(font) && struckOut[font]))
      default: break
      }
    }
    self.styles = styles
  }

  /// Excel itself has no more.
  private static let limit = 65_490

  subscript(number: String?) -> Style {
    guard let index = number.flatMap({ Int($0) }), styles.indices.contains(index) else { return Style() }
    return styles[index]
  }
}
