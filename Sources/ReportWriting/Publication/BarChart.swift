// Bars as inline SVG: one for each figure, old ones hollow and hatched, new ones solid, all with their figure in text.

import DisclosureReport

struct BarChart {
  let title: String
  let bars: [(label: String, lengths: [Figure?])]
  /// What the sides are called; one for a single report, two for a comparison.
  let sides: [String]
  /// The sides before which something changed, so that both are not quite alike.
  var breaks: [Int] = []
  /// Where the sides stand along a line, from 0 to 1, and before which of them sides are missing; evenly and none where it is empty.
  var places: [Double] = []
  var gaps: Set<Int> = []

  private static let width = 720.0
  private static let labelWidth = 130.0
  private static let figureWidth = 90.0
  private static let barHeight = 14.0

  /// Bars for one report or two, lines over more.
  var svg: String { sides.count > 2 ? lines : upright }

  private var upright: String {
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
    return figure(marks, height: height)
  }

  /// Small multiples: for each bar a line over the sides, with the first, the last and the greatest figure.
  private var lines: String {
    let (width, height, columns) = (232.0, 120.0, 3)
    let rows = (bars.count + columns - 1) / columns
    var marks = ""
    for (number, bar) in bars.enumerated() {
      let (left, top) = (Double(number % columns) * (width + 12) + 8, Double(number / columns) * (height + 14))
      let figures = bar.lengths.map { $0?.double }
      let most = max(figures.compactMap { $0 }.max() ?? 0, 1)
      func x(_ side: Int) -> Double {
        left + 14 + (places.isEmpty ? Double(side) / Double(max(1, sides.count - 1)) : places[side]) * (width - 40)
      }
      func y(_ figure: Double) -> Double { top + 96 - max(0, figure) / most * 60 }
      marks += text(bar.label, x: left, y: top + 14)
      for place in breaks {
        let middle = rounded((x(place) + x(place - 1)) / 2)
        marks += "<line class=\"break\" x1=\"\(middle)\" y1=\"\(rounded(top + 22))\" x2=\"\(middle)\" y2=\"\(rounded(top + 98))\"/>\n"
      }
      // A year without a figure parts the line.
      var run: [String] = []
      func end() {
        if run.count > 1 { marks += "<polyline class=\"over\" points=\"\(run.joined(separator: " "))\"/>\n" }
        run = []
      }
      for (side, figure) in figures.enumerated() {
        guard let figure else {
          end()
          continue
        }
        if gaps.contains(side) { end() }
        run.append("\(rounded(x(side))),\(rounded(y(figure)))")
        marks += "<circle class=\"new\" cx=\"\(rounded(x(side)))\" cy=\"\(rounded(y(figure)))\" r=\"2.5\"/>\n"
        let isTold = side == 0 || side == sides.count - 1 || figure == most
        if isTold { marks += text(bar.lengths[side]?.description ?? "", x: x(side), y: y(figure) - 6, anchor: "middle") }
      }
      end()
      marks += text(sides.first ?? "", x: left, y: top + 114) + text(sides.last ?? "", x: left + width - 8, y: top + 114, anchor: "end")
    }
    return figure(marks, height: Double(rows) * (height + 14))
  }

  private func figure(_ marks: String, height: Double) -> String {
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
  /// Where reports stand by their periods, and before which of them periods are missing; nothing where they are not in their order.
  private static func along(_ reports: [Report]) -> (places: [Double], gaps: Set<Int>) {
    let numbers = reports.compactMap { report in report.period.map { $0.year * 12 + ($0.month ?? 1) } }
    guard numbers.count == reports.count, reports.count > 2, zip(numbers, numbers.dropFirst()).allSatisfy(<) else { return ([], []) }
    let first = numbers[0], whole = Double(numbers[numbers.count - 1] - first)
    let gaps = numbers.indices.dropFirst().filter { reports[$0].period?.previous != reports[$0 - 1].period }
    return (numbers.map { Double($0 - first) / whole }, Set(gaps))
  }

  /// The charts of a form over one report or two. A chart without any bar is left out.
  static func all(_ form: Form, _ reports: [Report], sides: [String], _ language: Language, breaks: [Int] = []) -> [BarChart] {
    form.charts.compactMap { chart in
      let bars = chart.bars.map { bar in (label: bar.label, lengths: reports.map { $0.length(of: bar) }) }
      guard bars.contains(where: { $0.lengths.contains { ($0 ?? .zero) > .zero } }) else { return nil }
      let (places, gaps) = along(reports)
      return BarChart(title: chart.title.in(language), bars: bars, sides: sides, breaks: breaks, places: places, gaps: gaps)
    }
  }
}
