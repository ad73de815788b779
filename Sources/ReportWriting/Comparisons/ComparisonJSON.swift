// A comparison as JSON: the fields of the CSV, a summary, carry-overs and the texts.

import DisclosureReport

struct ComparisonJSON: ComparisonStream {
  let options: ComparisonOptions
  private var count = 0
  /// The first comparison, held back until it is known whether it stays alone.
  private var first: [UInt8] = []

  init(options: ComparisonOptions) {
    self.options = options
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    count += 1
    if count == 1 {
      first.append(json(comparison))
      return
    }
    if count == 2 {
      output.append("[\n")
      output += first
      first = []
    }
    output.append(",\n" + json(comparison))
  }

  mutating func finish(_ output: inout [UInt8]) {
    output += first
    output.append(count == 0 ? "[]\n" : count == 1 ? "\n" : "\n]\n")
  }

  private func json(_ comparison: Comparison) -> String {
    func list(_ items: [String]) -> String { items.isEmpty ? "[]" : "[\n    " + items.joined(separator: ",\n    ") + "\n  ]" }
    var members = [
      "\"old\": \(json(comparison.old))", "\"new\": \(json(comparison.new))", "\"summary\": \(summary(comparison))",
      "\"cells\": " + list(options.shown(of: comparison).map { json($0, comparison) }),
    ]
    if let carryOver = comparison.carryOver {
      members.append("\"carry_over\": " + list(carryOver.results.map { json($0, comparison) }))
    }
    if !comparison.texts.isEmpty { members.append("\"sections\": " + list(comparison.texts.map(json))) }
    return "{\n  " + members.joined(separator: ",\n  ") + "\n}"
  }

  private func json(_ report: Report) -> String {
    "{\"agency\": \(quoted(report.agency)), \"year\": \(report.period?.json ?? "null"), \"form\": \(quoted(report.form.id))}"
  }

  private func json(_ cell: ComparedCell, _ comparison: Comparison) -> String {
    let line = comparison.lines[cell.line]
    let address = line.address.split(separator: "/").map { quoted(String($0)) }
    var text = "{\"table\": \(address[0]), \"row\": \(address[1]), \"column\": \(address[2]), \"label\": \(quoted(line.label)), "
    text += "\"old\": \(cell.old.figure?.description ?? "null"), \"new\": \(cell.new.figure?.description ?? "null"), "
    text += "\"delta\": \(cell.delta?.description ?? "null"), \"percent\": \(cell.percent.isEmpty ? "null" : cell.percent), "
    text += "\"change\": \(quoted(cell.change.rawValue))"
    if let reason = line.reason { text += ", \"reason\": \(quoted(reason.in(options.language)))" }
    return text + "}"
  }

  private func summary(_ comparison: Comparison) -> String {
    func counts(_ cells: [ComparedCell]) -> String {
      "{" + Change.allCases.map { change in "\"\(change.rawValue)\": \(cells.count { $0.change == change })" }.joined(separator: ", ") + "}"
    }
    func address(_ cells: [ComparedCell]) -> String {
      "[" + cells.map { quoted(comparison.lines[$0.line].address) }.joined(separator: ", ") + "]"
    }
    var tables: [String] = []
    for line in comparison.lines where !tables.contains(line.table) { tables.append(line.table) }
    let byTable = tables.map { table in
      "\(quoted(table)): " + counts(comparison.cells.filter { comparison.lines[$0.line].table == table })
    }
    func share(_ value: Double?) -> String { value.map { "\(Double(Int($0 * 10000)) / 100)" } ?? "null" }
    return "{\"cells\": \(counts(comparison.cells)), \"tables\": {\(byTable.joined(separator: ", "))}, "
      + "\"largest_moves\": \(address(comparison.largestMoves(5))), \"largest_moves_of_money\": \(address(comparison.largestMoves(5, ofMoney: true))), "
      + "\"largest_percentages\": \(address(comparison.largestPercentages(5))), "
      + "\"table_similarity\": \(share(comparison.tableSimilarity)), \"text_similarity\": \(share(comparison.textSimilarity))}"
  }

  private func json(_ result: CarryOver.Result, _ comparison: Comparison) -> String {
    let relation = comparison.new.form.carryOvers[result.relation]
    return "{\"relation\": \(quoted(relation.id)), \"line\": \(quoted(result.instance.id)), "
      + "\"expected\": \(result.expected?.description ?? "null"), \"stated\": \(result.stated?.description ?? "null"), "
      + "\"holds\": \(result.holds.map(String.init) ?? "null")}"
  }

  private func json(_ text: TextComparison) -> String {
    let pieces = text.pieces.map { piece in
      switch piece {
      case .same(let text): "{\"same\": \(quoted(text))}"
      case .removed(let text): "{\"removed\": \(quoted(text))}"
      case .added(let text): "{\"added\": \(quoted(text))}"
      case .changed(let spans):
        "{\"changed\": [" + spans.map { "{\(quoted($0.change.rawValue)): \(quoted($0.text))}" }.joined(separator: ", ") + "]}"
      }
    }
    return
      "{\"heading\": \(quoted(text.heading)), \"similarity\": \(Double(Int(text.similarity * 10000)) / 100), \(text.isCoarse ? "\"coarse\": true, " : "")"
      + "\"pieces\": [\(pieces.joined(separator: ", "))]}"
  }
}
