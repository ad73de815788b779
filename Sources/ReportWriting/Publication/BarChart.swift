// Bars as inline SVG: one for each figure, old ones hollow and hatched, new ones solid, all with their figure in text.

import DisclosureReport

struct BarChart {
  let title: String
  let bars: [(label: String, lengths: [Figure?])]
  /// What the sides are called; one for a single report, two for a comparison.
  let sides: [String]

  private static let width = 720.0
  private static let labelWidth = 130.0
  private static let figureWidth = 90.0
  private static let barHeight = 14.0

  var svg: String {
    let longest = bars.flatMap(\.lengths).compactMap { $0?.double }.max() ?? 0
    let room = Self.width - Self.labelWidth - Self.figureWidth
    let step = Double(sides.count) * (Self.barHeight + 3) + 10
    let legend = sides.count > 1 ? 24.0 : 0
    let height = legend + step * Double(bars.count) + 6
    var marks = ""
    if sides.count > 1 {
      for (index, side) in sides.enumerated() {
        let x = Self.labelWidth + Double(index) * 240
        marks += rectangle(x: x, y: 4, width: 26, isOld: index < sides.count - 1) + text(side, x: x + 32, y: 16)
      }
    }
    for (number, bar) in bars.enumerated() {
      let top = legend + step * Double(number) + 6
      marks += text(bar.label, x: Self.labelWidth - 8, y: top + (step - 10) / 2 + 4, anchor: "end")
      for (index, length) in bar.lengths.enumerated() {
        let y = top + Double(index) * (Self.barHeight + 3)
        let size = longest > 0 ? max(0, (length?.double ?? 0) / longest * room) : 0
        marks += rectangle(x: Self.labelWidth, y: y, width: size, isOld: index < bar.lengths.count - 1)
        marks += text(length?.description ?? "—", x: Self.labelWidth + size + 6, y: y + 12)
      }
    }
    let described = bars.map { bar in
      "\(bar.label) " + zip(sides, bar.lengths).map { "\($0) \($1?.description ?? "—")" }.joined(separator: "、")
    }.joined(separator: "；")
    return """
      <figure>
      <figcaption>\(title.htmlEscaped)</figcaption>
      <svg viewBox="0 0 \(Int(Self.width)) \(Int(height))" role="img" aria-label="\((title + "：" + described).htmlEscaped)">
      \(marks)</svg>
      </figure>

      """
  }

  private func rectangle(x: Double, y: Double, width: Double, isOld: Bool) -> String {
    let place = "x=\"\(rounded(x))\" y=\"\(rounded(y))\" width=\"\(rounded(max(width, 0.5)))\" height=\"\(rounded(Self.barHeight))\""
    return isOld ? "<rect \(place) fill=\"url(#hatch)\"/><rect class=\"old\" \(place)/>\n" : "<rect class=\"new\" \(place)/>\n"
  }

  private func text(_ text: String, x: Double, y: Double, anchor: String = "start") -> String {
    "<text x=\"\(rounded(x))\" y=\"\(rounded(y))\" text-anchor=\"\(anchor)\">\(text.htmlEscaped)</text>\n"
  }

  private func rounded(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }
}

extension BarChart {
  /// The charts of a form over one report or two. A chart without any bar is left out.
  static func all(_ form: Form, _ reports: [Report], sides: [String], _ language: Language) -> [BarChart] {
    form.charts.compactMap { chart in
      let bars = chart.bars.map { bar in (label: bar.label, lengths: reports.map { $0.length(of: bar) }) }
      guard bars.contains(where: { $0.lengths.contains { ($0 ?? .zero) > .zero } }) else { return nil }
      return BarChart(title: chart.title.in(language), bars: bars, sides: sides)
    }
  }
}
