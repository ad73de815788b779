// What checking found, on a sheet in front of the tables: where it is, what is there and what should be, and whether it still is so.

import DisclosureReport

extension Listing {
  /// Errors first, then warnings; what stands in the tables and whether that settles a finding are formulas.
  static func findings(_ findings: [Finding], _ checker: Checker) -> Listing {
    let form = checker.report.form
    var listing = Listing(
      columns: [
        Column(title: "程度", role: .word, width: 6), Column(title: "表", role: .label, width: 15),
        Column(title: "行", role: .label, width: 22), Column(title: "列", role: .label, width: 10),
        Column(title: "现为", role: .figure, width: 8), Column(title: "应为", role: .figure, width: 8),
        Column(title: "现状", role: .standing(current: 4, expected: 5), width: 9), Column(title: "说明", role: .note, width: 44),
        Column(title: "单元格", role: .word, width: 8), Column(title: "出处", role: .note, width: 14),
        Column(title: "代码", role: .note, width: 12),
      ], groups: [], tally: 6, ifEmpty: "没有发现问题")
    listing.failing = checker.count(.fails)
    let failing = Dictionary(
      grouping: checker.results.filter { $0.outcome == .fails || $0.outcome == .totalBlank }, by: { $0.instance.right[0].cell })
    for finding in findings.sorted(by: { $0.severity > $1.severity }) {
      let named = form.cells(of: finding.cell)
      // What is not there begins at the first cell that is not.
      let open = finding.code == .absentCell ? named.filter { checker.report[$0].isAbsent } : []
      let place = open.first ?? named.first
      // The relation itself, so that its sides follow the figures.
      let result = form.cell(finding.cell ?? "").flatMap { cell in
        failing[cell]?.first {
          $0.outcome == .totalBlank ? finding.code == .blankTotal : finding.code.rawValue == form.relations[$0.relation].id
        }
      }
      listing.add(Row(cells: cells(finding, place, open, result, form, checker.report), isWrong: finding.severity == .error), to: "")
    }
    return listing
  }

  private static func cells(
    _ finding: Finding, _ place: CellNumber?, _ open: [CellNumber], _ result: RelationResult?, _ form: Form, _ report: Report
  ) -> [Cell] {
    let isCell = finding.cell.flatMap(form.cell) != nil
    let names = place.map { form.names(of: $0, addressed: finding.cell ?? "") } ?? ("", "", "")
    let current: Cell
    let expected: Cell
    let standing: Standing
    if let result {
      current = .sum(result.instance.right, result.right)
      expected = .sum(result.instance.left, result.left)
      standing = .figures(result.instance.comparison)
    } else if isCell, let place {
      current = .current(place, report[place])
      expected = .value(finding.expected.map { .stated($0) } ?? .absent)
      // Of a claim the prose may be wrong as well.
      standing =
        finding.code == .claim ? .none : finding.expected != nil ? .figures(.equal) : report[place].figure == nil ? .filled([place]) : .none
    } else if finding.code == .absentCell, !open.isEmpty {
      (current, expected, standing) = (.text(""), .text(""), .filled(open))
    } else {
      (current, expected, standing) = (.text(""), .text(""), .none)
    }
    return [
      .text(finding.severity.name(in: .chinese)), .text(names.0), .text(names.1), .text(names.2), current, expected, .standing(standing),
      .text(finding.told(in: .chinese)), place.map { .link($0) } ?? .text(""), .text(finding.source?.shown ?? ""),
      .text(finding.code.rawValue),
    ]
  }
}

extension Form {
  /// The cell at an address, or those of the row or table there.
  fileprivate func cells(of address: String?) -> [CellNumber] {
    guard let address else { return [] }
    return cell(address).map { [$0] } ?? cells.filter { $0.address.hasPrefix(address + "/") }.map(\.number)
  }

  /// The names of the table, row and column of a cell, as far as an address goes.
  fileprivate func names(of number: CellNumber, addressed address: String) -> (table: String, row: String, column: String) {
    let cell = cells[number]
    let (table, row) = (tables[cell.table], tables[cell.table].rows[cell.row])
    let depth = address.split(separator: "/").count
    return (table.name.zh, depth > 1 ? row.label : "", depth > 2 ? table.blocks[row.block].columns[cell.column].label : "")
  }
}
