// The sums of a merge as people read them: the official tables, the units' figures, and what is to be said of each.

import DisclosureReport

extension Publication {
  /// In a workbook each sum is a formula over the sheet `各单位数据`, so that a corrected unit moves the total.
  ///
  /// - Parameter notes: What merging found, and how the sums compare with the parent's report; listed with the checks.
  init(_ merge: Merge, notes: [Finding], _ language: Language, for medium: Medium) {
    let report = merge.sum
    guard medium == .workbook else {
      self.init(report, language, for: medium)
      parts.append(Self.unitChecks(merge, notes, language))
      return
    }
    self.init(title: report.title, subject: report, language: language)
    isReport = true
    let cells = report.form.cells.filter { !report[$0.number].isAbsent }
    let names = [("单位", Listing.Role.label, 28.0), ("年份", .word, 7), ("格式", .word, 7)]
      .map { Listing.Column(title: $0, role: $1, width: $2) }
    var sums: [CellNumber: OfficialTable.ColumnSum] = [:]
    for (index, cell) in cells.enumerated() {
      sums[cell.number] = OfficialTable.ColumnSum(sheet: Form.unitSheet, column: names.count + index, rows: merge.units.count)
    }
    let sheets = Self.sheets(of: report, Checker(report), sums: sums)
    parts = sheets.dropLast() + [Self.units(merge, names, cells), Self.unitChecks(merge, notes, language)] + sheets.suffix(1)
  }

  /// One line a unit, one column a cell.
  private static func units(_ merge: Merge, _ names: [Listing.Column], _ cells: [Form.Cell]) -> Part {
    let form = merge.sum.form
    var listing = Listing(
      columns: names
        + cells.map { cell in
          let table = form.tables[cell.table]
          let row = table.rows[cell.row]
          let heading = form.parts.first { $0.table == cell.table }?.heading ?? table.name.zh
          return Listing.Column(
            path: [heading, row.label], title: table.blocks[row.block].columns[cell.column].label, role: .figure, width: 10)
        }, groups: [], closing: "新增单位请在此行上方插入", frozenColumns: names.count)
    for unit in merge.units {
      let figures = cells.map { Listing.Cell.figure(unit.report[$0.number], $0) }
      listing.add(
        Listing.Row(
          cells: [.text(unit.report.agency), .text(unit.report.period?.description ?? ""), .text(unit.original.form.id)] + figures), to: "")
    }
    return Part(heading: "各单位数据：改动此表，各官方表格中的汇总随之变动", sheet: Form.unitSheet, blocks: [Block(.listing(listing), for: [.workbook])])
  }

  /// What each unit's own check found.
  private static func unitChecks(_ merge: Merge, _ notes: [Finding], _ language: Language) -> Part {
    let (form, all) = (merge.sum.form, Bilingual(zh: "汇总", en: "the sums").in(language))
    var listing = Listing(
      groupTitle: (Bilingual(zh: "单位", en: "unit").in(language), 28), columns: findingColumns(language),
      groups: notes.isEmpty ? [] : [(all, notes.map { row($0, in: form, language) })])
    // Units may have the same name: each is a group of its own.
    for unit in merge.units {
      let rows = (unit.original.findings + Checker(unit.original).findings).map { row($0, in: form, language) }
      listing.groups.append((unit.report.agency, rows.isEmpty ? [nothingFound(language)] : rows))
    }
    return Part(
      heading: Bilingual(zh: "各单位核对（当前为生成时的情况）", en: "What checking each unit found").in(language), sheet: Form.unitCheckSheet,
      blocks: [Block(.listing(listing), for: [.page, .workbook])])
  }
}
