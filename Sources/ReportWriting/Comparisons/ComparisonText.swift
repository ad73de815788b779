// A comparison on a terminal: what changed, grouped by table, aligned for Chinese characters, within eighty columns.

import DisclosureReport

struct ComparisonText: ComparisonStream {
  let options: ComparisonOptions
  private var count = 0

  init(options: ComparisonOptions) {
    self.options = options
  }

  private enum Colour: String {
    case bold = "1"
    case red = "31"
    case green = "32"
    case dim = "2"
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    var lines: [String] = count == 0 ? [] : [""]
    count += 1
    lines += broken(comparison.title(options.language)).map { paint($0, .bold) }
    lines += broken(summary(comparison))
    let view = ComparisonView(comparison, options)
    for table in view.tables { lines += self.lines(table, comparison) }
    if let carryOver = comparison.carryOver { lines += self.lines(carryOver, comparison) }
    if options.threshold == nil { lines += prose(comparison) }
    let clean = lines.map { line in
      String(
        String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) || $0 == "\u{1B}" }))
    }
    output.append(clean.joined(separator: "\n") + "\n")
  }

  mutating func finish(_ output: inout [UInt8]) {}

  /// A text in lines that fit the terminal; in a file or pipe nothing breaks it.
  private func broken(_ text: String, less: Int = 0) -> [String] {
    options.width.map { text.wrapped(to: max(20, $0 - less)) } ?? [text]
  }

  private func paint(_ text: String, _ colour: Colour) -> String {
    let safe = String(text.filter { $0 != "\u{1B}" })
    return options.colour ? "\u{1B}[\(colour.rawValue)m\(safe)\u{1B}[0m" : safe
  }

  private func summary(_ comparison: Comparison) -> String {
    let counts = [Change.changed, .added, .removed, .same].map { "\(comparison.name(of: $0, options.language)) \(comparison.count($0))" }
    var parts = [counts.joined(separator: options.say("，", ", "))]
    if let share = comparison.tableSimilarity { parts.append(options.say("表格相同 ", "tables alike ") + percentage(share)) }
    if let share = comparison.textSimilarity { parts.append(options.say("文字相似 ", "texts alike ") + percentage(share)) }
    return parts.joined(separator: options.say("；", "; "))
  }

  // MARK: - Figures

  private func lines(_ table: ComparisonView.Table, _ comparison: Comparison) -> [String] {
    let names = comparison.shortNames(options.language)
    let header = [names.old, names.new, comparison.differenceName(options.language), "%"]
    let cells = table.rows.flatMap(\.cells)
    let shown = cells.map { [$0.compared.old.short, $0.compared.new.short, $0.compared.signedDelta, $0.compared.signedPercent] }
    let widths = header.indices.map { column in ([header[column]] + shown.map { $0[column] }).map(\.displayWidth).max() ?? 0 }
    let labelWidth = max(12, min(TextStream.tableWidth, options.width ?? TextStream.tableWidth) - widths.reduce(0) { $0 + $1 + 2 })
    func line(_ label: String, _ figures: [String]) -> String {
      let padded = label.padded(to: labelWidth) + zip(figures, widths).map { "  " + $0.padded(to: $1, right: true) }.joined()
      return String(padded.reversed().drop { $0 == " " }.reversed())
    }
    var lines = ["", paint(table.heading, .bold), paint(line("", header), .dim)]
    var number = 0
    for row in table.rows {
      lines += broken(row.label)
      for (index, cell) in row.cells.enumerated() {
        let text = line("  " + cell.column, shown[number])
        let move = cell.compared.move
        lines.append(move == .zero ? text : paint(text, move > .zero ? .red : .green))
        // One reason for neighbours that share it.
        let next = index + 1 < row.cells.count ? row.cells[index + 1].reason : nil
        if let reason = cell.reason, reason != next {
          lines += broken("    （\(reason.in(options.language))）").map { paint($0, .dim) }
        }
        number += 1
      }
    }
    return lines
  }

  private func lines(_ carryOver: CarryOver, _ comparison: Comparison) -> [String] {
    var lines = ["", paint(options.say("年度衔接", "Carried over from year to year"), .bold)]
    for (index, relation) in comparison.new.form.carryOvers.enumerated() {
      let results = carryOver.results.filter { $0.relation == index }
      if results.isEmpty { continue }
      let holding = results.count { $0.holds == true }
      let open = results.count { $0.holds == nil }
      lines +=
        broken(
          options.say(
            "\(relation.name.zh)：\(results.count) 处，衔接 \(holding)，不衔接 \(results.count - holding - open)，缺数据 \(open)",
            "\(relation.name.en): \(results.count), \(holding) hold, \(results.count - holding - open) do not, \(open) unverifiable"
          ))
      for result in results where result.holds == false {
        let label = String(result.instance.label.split(separator: "/").last ?? "")
        let (expected, stated) = (result.expected?.description ?? "", result.stated?.description ?? "")
        let text = options.say(
          "  \(label)：上年转来 \(expected)，本年填报 \(stated)", "  \(label): \(expected) handed on, \(stated) taken over")
        lines += broken(text).map { paint($0, .red) }
      }
    }
    return lines
  }

  // MARK: - Prose

  private func prose(_ comparison: Comparison) -> [String] {
    var lines: [String] = []
    for text in comparison.texts where !text.isSame || options.includesSame {
      lines += [
        "",
        paint(text.heading.isEmpty ? options.say("前言", "Preface") : text.heading, .bold) + options.say("  相似 ", "  alike ")
          + percentage(text.similarity) + options.coarseness(of: text),
      ]
      for piece in text.pieces {
        switch piece {
        case .same(let text):
          if options.includesSame { lines += marked("  ", text, nil) }
        case .removed(let text): lines += marked("- ", text, .green)
        case .added(let text): lines += marked("+ ", text, .red)
        case .changed(let spans):
          let sentence = spans.map { span in
            switch span.change {
            case .removed: "[-\(span.text)-]"
            case .added: "{+\(span.text)+}"
            default: span.text
            }
          }.joined()
          lines += marked("~ ", sentence, nil)
        }
      }
    }
    return lines
  }

  private func marked(_ mark: String, _ text: String, _ colour: Colour?) -> [String] {
    broken(text, less: 2).enumerated().map { index, line in
      let full = (index == 0 ? mark : "  ") + line
      return colour.map { paint(full, $0) } ?? full
    }
  }
}

extension Comparison {
  /// The names for columns of figures: of two long ones what they begin with alike is left out.
  fileprivate func shortNames(_ language: Language) -> (old: String, new: String) {
    let names = names(language)
    let limit = 16
    guard names.old.displayWidth > limit || names.new.displayWidth > limit else { return names }
    let common = zip(names.old, names.new).prefix { $0 == $1 }.count
    func short(_ name: String) -> String {
      let rest = String(name.dropFirst(common))
      return rest.wrapped(to: limit - 1).first.map { $0.count < rest.count ? $0 + "…" : $0 } ?? rest
    }
    let (old, new) = (short(names.old), short(names.new))
    return old.isEmpty || new.isEmpty || old == new
      ? (Bilingual(zh: "前者", en: "first").in(language), Bilingual(zh: "后者", en: "second").in(language)) : (old, new)
  }
}
