// JSON: a report an object, several an array; or NDJSON, a report a line.

import DisclosureReport

/// Writes reports as JSON, laid out so that a row of a table stands on one line.
struct JSONStream: ReportStream {
  private let isLines: Bool
  private let language: Language
  private var count = 0
  /// The first report, held back until it is known whether it stays alone.
  private var first: [UInt8] = []

  init(isLines: Bool, language: Language) {
    self.isLines = isLines
    self.language = language
  }

  mutating func add(_ report: Report, to output: inout [UInt8]) {
    count += 1
    if isLines {
      write(report, indent: nil, to: &output)
      output.append("\n")
    } else if count == 1 {
      write(report, indent: "", to: &first)
    } else {
      if count == 2 {
        output.append("[\n")
        output += first
        first = []
      }
      output.append(",\n")
      write(report, indent: "", to: &output)
    }
  }

  mutating func finish(_ output: inout [UInt8]) {
    guard !isLines else { return }
    output += first
    output.append(count == 0 ? "[]\n" : count == 1 ? "\n" : "\n]\n")
  }

  private func write(_ report: Report, indent: String?, to output: inout [UInt8]) {
    let form = report.form
    func newLine(_ level: Int) {
      output.append(indent == nil ? "" : "\n" + String(repeating: "  ", count: level))
    }
    let space = indent == nil ? "" : " "
    func list<Element>(_ elements: [Element], _ level: Int, open: String, close: String, _ body: (Element) -> Void) {
      output.append(open)
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(",") }
        newLine(level + 1)
        body(element)
      }
      newLine(level)
      output.append(close)
    }
    output.append("{")
    newLine(1)
    output.append("\"form\":\(space)\(quoted(form.id)),\(space)\"agency\":\(space)\(quoted(report.agency)),\(space)")
    output.append("\"year\":\(space)\(report.period?.json ?? "null"),")
    newLine(1)
    output.append("\"tables\":\(space)")
    let tables = form.tables.indices.filter(report.carries(table:)).map { form.tables[$0] }
    list(tables, 1, open: "{", close: "}") { table in
      output.append("\(quoted(table.id)):\(space)")
      list(table.rows.filter(report.carries), 2, open: "{", close: "}") { row in
        let cells = row.cells.filter { !report[$0].isAbsent }.map { cell in
          let column = table.blocks[row.block].columns[form.cells[cell].column]
          return "\(quoted(column.id)):\(space)\(report[cell].figure?.description ?? "null")"
        }
        output.append("\(quoted(row.id)):\(space){\(cells.joined(separator: "," + space))}")
      }
    }
    if !report.sections.isEmpty {
      output.append(",")
      newLine(1)
      output.append("\"sections\":\(space)")
      list(report.sections, 1, open: "[", close: "]") { section in
        output.append("{\"heading\":\(space)\(quoted(section.heading)),\(space)\"text\":\(space)\(quoted(section.text))}")
      }
    }
    let inferred = form.cells.filter { report[$0.number].isInferred }.map { quoted($0.address) }
    if !inferred.isEmpty {
      output.append(",")
      newLine(1)
      output.append("\"inferred\":\(space)[\(inferred.joined(separator: "," + space))]")
    }
    let derivations = report.derivations.sorted { $0.key < $1.key }
    if !derivations.isEmpty {
      output.append(",")
      newLine(1)
      output.append("\"derivations\":\(space)")
      list(derivations, 1, open: "{", close: "}") { cell, derivation in
        output.append("\(quoted(form.cells[cell].address)):\(space)\(quoted(derivation.in(language)))")
      }
    }
    if !report.findings.isEmpty {
      output.append(",")
      newLine(1)
      output.append("\"findings\":\(space)")
      list(report.findings, 1, open: "[", close: "]") { output.append($0.json(in: language, space: space)) }
    }
    newLine(0)
    output.append("}")
  }
}

extension Finding {
  /// The finding as a JSON object, on one line.
  public func json(in language: Language, space: String = " ") -> String {
    var members = ["\"severity\":\(space)\(quoted(severity.rawValue))", "\"code\":\(space)\(quoted(code.rawValue))"]
    if let cell { members.append("\"cell\":\(space)\(quoted(cell))") }
    members.append("\"message\":\(space)\(quoted(message.in(language)))")
    if let source { members.append("\"source\":\(space)\(source.json(space: space))") }
    if !evidence.isEmpty {
      let items = evidence.map { item in
        var parts = ["\"cell\":\(space)\(quoted(item.cell))", "\"figure\":\(space)\(item.value.figure?.description ?? "null")"]
        if let side = item.side { parts.insert("\"side\":\(space)\(quoted(side.rawValue))", at: 0) }
        if let source = item.source { parts.append("\"source\":\(space)\(source.json(space: space))") }
        return "{\(parts.joined(separator: "," + space))}"
      }
      members.append("\"evidence\":\(space)[\(items.joined(separator: "," + space))]")
    }
    return "{\(members.joined(separator: "," + space))}"
  }
}

extension SourcePosition {
  /// The position as an object of JSON, with the place in the form where nobody sees the lines of the source.
  func json(space: String) -> String {
    var members = ["\"path\":\(space)\(quoted(path))", "\"line\":\(space)\(line)", "\"column\":\(space)\(column)"]
    if let place, !place.isEmpty { members.append("\"place\":\(space)\(quoted(place))") }
    return "{\(members.joined(separator: "," + space))}"
  }
}

/// A JSON string with everything escaped that has to be.
public func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension ReportPeriod {
  /// A year is a number, a month a string: `2020`, `"2026-03"`.
  var json: String { month == nil ? description : "\"\(description)\"" }
}
