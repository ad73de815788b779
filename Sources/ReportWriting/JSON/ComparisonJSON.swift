// A comparison as JSON: the fields of the CSV, a summary, carry-overs and the texts.

import DisclosureReport

extension JSONWriter {
  mutating func write(_ comparison: Comparison, _ options: ComparisonOptions) {
    object(isBroken: true) { json in
      for (side, report) in [("old", comparison.old), ("new", comparison.new)] {
        json.key(side)
        json.object { json in
          json.member("agency", report.agency)
          json.key("year")
          json.write(report.period)
          json.member("form", report.form.id)
        }
      }
      json.key("summary")
      json.object { $0.writeSummary(of: comparison) }
      json.key("cells")
      json.array(options.shown(of: comparison), isBroken: true) { $0.write($1, of: comparison, options.language) }
      if let carryOver = comparison.carryOver {
        json.key("carry_over")
        json.array(carryOver.results, isBroken: true) { json, result in
          json.object { json in
            json.member("relation", comparison.new.form.carryOvers[result.relation].id)
            json.member("line", result.instance.id)
            json.member("expected", result.expected)
            json.member("stated", result.stated)
            json.key("holds")
            json.write(result.holds)
          }
        }
      }
      if !comparison.texts.isEmpty {
        json.key("sections")
        json.array(comparison.texts, isBroken: true) { $0.write($1) }
      }
    }
  }

  private mutating func write(_ cell: ComparedCell, of comparison: Comparison, _ language: Language) {
    let line = comparison.lines[cell.line]
    object { json in
      for (name, id) in zip(["table", "row", "column"], line.address.split(separator: "/")) { json.member(name, String(id)) }
      json.member("label", line.label)
      json.member("old", cell.old.figure)
      json.member("new", cell.new.figure)
      json.member("delta", cell.delta)
      json.key("percent")
      json.write(number: cell.percent.isEmpty ? nil : cell.percent)
      json.member("change", cell.change.rawValue)
      if let reason = line.reason { json.member("reason", reason.in(language)) }
    }
  }

  private mutating func writeSummary(of comparison: Comparison) {
    func counts(_ cells: [ComparedCell], _ json: inout JSONWriter) {
      json.object { json in for change in Change.allCases { json.member(change.rawValue, cells.count { $0.change == change }) } }
    }
    key("cells")
    counts(comparison.cells, &self)
    var tables: [String] = []
    for line in comparison.lines where !tables.contains(line.table) { tables.append(line.table) }
    key("tables")
    object { json in
      for table in tables {
        json.key(table)
        counts(comparison.cells.filter { comparison.lines[$0.line].table == table }, &json)
      }
    }
    for (name, cells) in [
      ("largest_moves", comparison.largestMoves(5)), ("largest_moves_of_money", comparison.largestMoves(5, ofMoney: true)),
      ("largest_percentages", comparison.largestPercentages(5)),
    ] {
      key(name)
      array(cells) { $0.write(comparison.lines[$1.line].address) }
    }
    key("table_similarity")
    write(percentage: comparison.tableSimilarity)
    key("text_similarity")
    write(percentage: comparison.textSimilarity)
  }

  private mutating func write(_ text: TextComparison) {
    object { json in
      json.member("heading", text.heading)
      json.key("similarity")
      json.write(percentage: text.similarity)
      if text.isCoarse {
        json.key("coarse")
        json.write(true)
      }
      json.key("pieces")
      json.array(text.pieces) { json, piece in
        json.object { json in
          switch piece {
          case .same(let text): json.member("same", text)
          case .removed(let text): json.member("removed", text)
          case .added(let text): json.member("added", text)
          case .changed(let spans):
            json.key("changed")
            json.array(spans) { json, span in json.object { $0.member(span.change.rawValue, span.text) } }
          }
        }
      }
    }
  }
}
