// JSON: a report an object, several an array; or NDJSON, a report a line.

import DisclosureReport

extension JSONWriter {
  /// A report, laid out so that a row of a table stands on one line.
  mutating func write(_ report: Report, _ language: Language) {
    let form = report.form
    object(isBroken: true) { json in
      json.member("form", form.id)
      json.key("agency", isBeside: true)
      json.write(report.agency)
      json.key("year", isBeside: true)
      json.write(report.period)
      json.key("tables")
      json.object(isBroken: true) { json in
        for (number, table) in form.tables.numbered where report.carries(table: number) {
          json.key(table.id)
          json.object(isBroken: true) { $0.write(table, of: report) }
        }
      }
      if !report.sections.isEmpty {
        json.key("sections")
        json.array(report.sections, isBroken: true) { json, section in
          json.object {
            $0.member("heading", section.heading)
            $0.member("text", section.text)
          }
        }
      }
      let inferred = form.cells.filter { report[$0.number].isInferred }
      if !inferred.isEmpty {
        json.key("inferred")
        json.array(inferred) { $0.write($1.address) }
      }
      if !report.derivations.isEmpty {
        json.key("derivations")
        json.object(isBroken: true) { json in
          for (cell, derivation) in report.derivations.sorted(by: { $0.key < $1.key }) {
            json.member(form.cells[cell].address, derivation.in(language))
          }
        }
      }
      if !report.findings.isEmpty {
        json.key("findings")
        json.array(report.findings, isBroken: true) { $0.write($1, language) }
      }
    }
  }

  private mutating func write(_ table: Form.Table, of report: Report) {
    for row in table.rows where report.carries(row) {
      key(row.id)
      object { json in
        for cell in row.cells where !report[cell].isAbsent {
          json.member(table.blocks[row.block].columns[report.form.cells[cell].column].id, report[cell].figure)
        }
      }
    }
  }

  /// A finding, on one line.
  mutating func write(_ finding: Finding, _ language: Language) {
    object { json in
      json.member("severity", finding.severity.rawValue)
      json.member("code", finding.code.rawValue)
      if let cell = finding.cell { json.member("cell", cell) }
      json.member("message", finding.message.in(language))
      json.member("source", finding.source)
      guard !finding.evidence.isEmpty else { return }
      json.key("evidence")
      json.array(finding.evidence) { json, item in
        json.object { json in
          if let side = item.side { json.member("side", side.rawValue) }
          json.member("cell", item.cell)
          json.member("figure", item.value.figure)
          json.member("source", item.source)
        }
      }
    }
  }

  /// A position, with the place in the form where nobody sees the lines of the source; nothing where there is none.
  private mutating func member(_ name: String, _ source: SourcePosition?) {
    guard let source else { return }
    key(name)
    object { json in
      json.member("path", source.path)
      json.member("line", source.line)
      json.member("column", source.column)
      if let place = source.place, !place.isEmpty { json.member("place", place) }
    }
  }
}
