// A comparison as one self-contained page: summary, charts, the official tables with both figures in place, prose side by side.

import DisclosureReport

struct ComparisonPage: ComparisonStream {
  let options: ComparisonOptions
  private var count = 0

  init(options: ComparisonOptions) {
    self.options = options
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    let title = comparison.title(options.language)
    if count == 0 {
      output.append(PageParts.start(title: title, options.language))
      output.append(switches)
    }
    count += 1
    output.append("<article>\n<h1>\(title.htmlEscaped)</h1>\n")
    output.append(summary(comparison))
    let names = comparison.names(options.language)
    for chart in BarChart.all(comparison.new.form, [comparison.old, comparison.new], sides: [names.old, names.new], options.language) {
      output.append(chart.svg)
    }
    output.append(tables(comparison))
    output.append(list(comparison))
    if let carryOver = comparison.carryOver { output.append(self.carryOver(carryOver, comparison)) }
    if options.threshold == nil { output.append(prose(comparison)) }
    output.append("</article>\n")
  }

  mutating func finish(_ output: inout [UInt8]) {
    if count == 0 { output.append(PageParts.start(title: "gongkai", options.language)) }
    output.append(PageParts.end(script: count > 0))
  }

  /// Hidden until the script that serves them runs.
  private var switches: String {
    """
    <form class="switches" hidden>
    <label><input type="checkbox" name="only"> \(options.say("只看有变化的行", "only rows that changed"))</label>
    <label>\(options.say("百分比以", "percent of the ")) <select name="reference"><option value="old">\(options.say("前者", "first figure"))</option><option value="new">\(options.say("后者", "second figure"))</option></select>\(options.say(" 为基数", ""))</label>
    </form>

    """
  }

  private func summary(_ comparison: Comparison) -> String {
    var entries = [Change.changed, .added, .removed, .same].map { (comparison.name(of: $0, options.language), "\(comparison.count($0))") }
    if let share = comparison.tableSimilarity { entries.append((options.say("表格相同", "tables alike"), percentage(share))) }
    if let share = comparison.textSimilarity { entries.append((options.say("文字相似", "texts alike"), percentage(share))) }
    let names = comparison.names(options.language)
    let legend = options.say(
      "每格：“\(names.new)”的数，下面是“\(names.old)”的数和二者之差。",
      "Each cell: the figure of \"\(names.new)\", below it that of \"\(names.old)\" and the difference.")
    return
      "<dl class=\"summary\">\n\(entries.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }.joined())</dl>\n<p class=\"soft\">\(legend.htmlEscaped)</p>\n"
      + moves(comparison)
  }

  private func moves(_ comparison: Comparison) -> String {
    let titles = [
      comparison.isOfTwoAgencies ? options.say("相差最大的数", "The largest differences") : options.say("变化最大的数", "The largest moves"),
      comparison.isOfTwoAgencies
        ? options.say("相差最大的金额（万元）", "The largest differences of money (万元)")
        : options.say("变化最大的金额（万元）", "The largest moves of money (万元)"),
    ]
    return moves(comparison, comparison.largestMoves(5), titles[0])
      + moves(comparison, comparison.largestMoves(5, ofMoney: true), titles[1])
  }

  private func moves(_ comparison: Comparison, _ moves: [ComparedCell], _ title: String) -> String {
    guard !moves.isEmpty else { return "" }
    let items = moves.map { cell in
      let label = comparison.lines[cell.line].label
      return "<li>\(label.htmlEscaped)：\(cell.old.short) → \(cell.new.short)（\(difference(cell))）</li>\n"
    }
    return "<details open><summary>\(title)</summary>\n<ol>\n\(items.joined())</ol>\n</details>\n"
  }

  // MARK: - Figures

  /// `▲ +16 +6.18%`: sign and arrow say it without the colour.
  private func difference(_ cell: ComparedCell) -> String {
    guard let delta = cell.delta, delta != .zero else { return "" }
    let rises = delta > .zero
    var text = "<span class=\"\(rises ? "rise" : "fall")\">\(rises ? "▲" : "▼") \(delta.signedDescription)</span>"
    if !cell.percent.isEmpty {
      let ofNew = cell.reversed.basisPoints.map { ComparedCell.signedPercent(hundredths: -$0) } ?? "—"
      text += " <span class=\"percent\" data-old=\"\(cell.signedPercent)\" data-new=\"\(ofNew)\">\(cell.signedPercent)</span>"
    }
    return text
  }

  private func tables(_ comparison: Comparison) -> String {
    let form = comparison.alignment.new
    let shown = Set(options.shown(of: comparison).map(\.line))
    // The cells of the new form that stand alone on their line.
    var cells: [Int: ComparedCell] = [:]
    for cell in comparison.cells where comparison.lines[cell.line].new.count == 1 { cells[comparison.lines[cell.line].new[0]] = cell }
    var html = ""
    for part in form.parts {
      guard let number = part.table, form.tables[number].cells.contains(where: { cells[$0] != nil }) else { continue }
      let table = form.tables[number]
      html += "<h2>\(part.heading.htmlEscaped)</h2>\n"
      html += OfficialTable(table: table, heading: part.heading).html(
        row: { cell in
          let row = table.rows[form.cells[cell].row]
          let line = table.blocks[row.block].isAcross ? table.cells : row.cells
          return line.contains { shown.contains(cells[$0]?.line ?? -1) && cells[$0]?.change != .same } ? nil : "same"
        },
        cell: { number in
          guard let cell = cells[number] else {
            let value = comparison.new[number]
            return (value.isAbsent ? "absent" : "", value.short)
          }
          return self.cell(cell, reason: comparison.lines[cell.line].reason)
        })
    }
    return html
  }

  private func cell(_ cell: ComparedCell, reason: Bilingual?) -> (String, String) {
    let new = cell.new.short.isEmpty ? "&nbsp;" : cell.new.short
    switch cell.change {
    case .same: return (cell.new.isAbsent ? "absent" : "", new)
    case .changed: return ("changed", "\(new)<span class=\"old\">\(cell.old.short)</span><span class=\"delta\">\(difference(cell))</span>")
    case .added:
      let note = reason == nil ? options.say("新增", "added") : options.say("无对应", "no counterpart")
      return ("added", "\(new)<span class=\"delta\">\(note)</span>")
    case .removed: return ("removed", "\(new)<span class=\"old\"><del>\(cell.old.short)</del></span>")
    }
  }

  /// Lines that the grid of the new form has no single place for: rows that were split, figures that are no longer asked for.
  private func list(_ comparison: Comparison) -> String {
    let cells = options.shown(of: comparison).filter { comparison.lines[$0.line].new.count != 1 || comparison.lines[$0.line].reason != nil }
    guard !cells.isEmpty else { return "" }
    let names = comparison.names(options.language)
    let header = [options.say("项目", "cell"), names.old, names.new, comparison.differenceName(options.language), options.say("说明", "note")]
    let rows = cells.map { cell in
      let line = comparison.lines[cell.line]
      let note =
        line.reason?.in(options.language)
        ?? options.say("与新格式 \(line.new.count) 格之和比较", "compared with the sum of \(line.new.count) cells of the new form")
      return
        "<tr class=\"\(cell.change == .same ? "same" : "changed")\"><th scope=\"row\" class=\"left\">\(line.label.htmlEscaped)</th><td>\(cell.old.short)</td>"
        + "<td>\(cell.new.short)</td><td>\(difference(cell))</td><td class=\"left\">\(note.htmlEscaped)</td></tr>\n"
    }
    return "<h2>\(options.say("两种格式不一一对应的项目", "Cells without a counterpart of their own"))</h2>\n"
      + "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(options.say("不一一对应的项目", "no counterpart"))\">\n<table>\n<thead><tr>"
      + header.map { "<th scope=\"col\">\($0.htmlEscaped)</th>" }.joined()
      + "</tr></thead>\n<tbody>\n\(rows.joined())</tbody>\n</table>\n</div>\n"
  }

  private func carryOver(_ carryOver: CarryOver, _ comparison: Comparison) -> String {
    let rows = carryOver.results.map { result in
      let relation = comparison.new.form.carryOvers[result.relation]
      let verdict =
        switch result.holds {
        case true: options.say("衔接", "holds")
        case false: "<strong class=\"rise\">\(options.say("不衔接", "does not hold"))</strong>"
        default: options.say("缺数据", "unverifiable")
        }
      return
        "<tr class=\"\(result.holds == false ? "changed" : "same")\"><th scope=\"row\" class=\"left\">\(relation.name.in(options.language).htmlEscaped)</th>"
        + "<td class=\"left\">\(result.instance.label.htmlEscaped)</td><td>\(result.expected?.description ?? "")</td><td>\(result.stated?.description ?? "")</td><td>\(verdict)</td></tr>\n"
    }
    let header = [
      options.say("关系", "relation"), options.say("适用于", "line"), options.say("上年转来", "handed on"), options.say("本年填报", "taken over"),
      options.say("结论", "verdict"),
    ]
    return
      "<h2>\(options.say("年度衔接", "Carried over from year to year"))</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(options.say("年度衔接", "carry-over"))\">\n<table>\n<thead><tr>"
      + header.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead>\n<tbody>\n\(rows.joined())</tbody>\n</table>\n</div>\n"
  }

  // MARK: - Prose

  private func prose(_ comparison: Comparison) -> String {
    let names = comparison.names(options.language)
    return comparison.texts.map { text in
      let heading = text.heading.isEmpty ? options.say("前言", "Preface") : text.heading
      let pieces = text.pieces.map { piece -> String in
        switch piece {
        case .same(let text): side("", text.htmlEscaped) + side("", text.htmlEscaped)
        case .removed(let text): side("gone", "<del>\(text.htmlEscaped)</del>") + side("empty", "")
        case .added(let text): side("empty", "") + side("come", "<ins>\(text.htmlEscaped)</ins>")
        case .changed(let spans):
          side(
            "reworded",
            spans.filter { $0.change != .added }.map { $0.change == .removed ? "<del>\($0.text.htmlEscaped)</del>" : $0.text.htmlEscaped }
              .joined())
            + side(
              "reworded",
              spans.filter { $0.change != .removed }.map { $0.change == .added ? "<ins>\($0.text.htmlEscaped)</ins>" : $0.text.htmlEscaped }
                .joined())
        }
      }
      return
        "<h2>\(heading.htmlEscaped) <span class=\"soft\">\(options.say("相似 ", "alike "))\(percentage(text.similarity))\(options.coarseness(of: text))</span></h2>\n<div class=\"sides\">\n"
        + side("head", names.old.htmlEscaped) + side("head", names.new.htmlEscaped) + pieces.joined() + "</div>\n"
    }.joined()
  }

  private func side(_ name: String, _ html: String) -> String {
    "<div\(name.isEmpty ? "" : " class=\"\(name)\"")>\(html)</div>\n"
  }
}

extension ComparedCell {
  /// `+6.18%` from hundredths of a percent.
  static func signedPercent(hundredths: Int) -> String {
    let rest = hundredths.magnitude % 100
    return "\(hundredths < 0 ? "-" : hundredths > 0 ? "+" : "")\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
