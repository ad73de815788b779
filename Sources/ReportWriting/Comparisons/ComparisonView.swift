// A comparison in the order and the words in which people read it: tables, rows, columns.

import DisclosureReport

/// The shown cells of a comparison, grouped by table and row.
struct ComparisonView {
  struct Table {
    let heading: String
    let rows: [Row]
  }

  struct Row {
    /// `（三）不予公开/1.属于国家秘密`
    let label: String
    let cells: [Cell]
  }

  struct Cell {
    let column: String
    let compared: ComparedCell
    let kind: Form.Kind
    let reason: Bilingual?
  }

  let comparison: Comparison
  let tables: [Table]

  init(_ comparison: Comparison, _ options: ComparisonOptions) {
    self.comparison = comparison
    var tables: [(id: String, heading: String, rows: [(label: String, cells: [Cell])])] = []
    for cell in options.shown(of: comparison) {
      let line = comparison.lines[cell.line]
      let (heading, label, column) = comparison.names(of: line)
      if tables.last?.id != line.table {
        if let index = tables.firstIndex(where: { $0.id == line.table }) {
          tables.append(tables.remove(at: index))
        } else {
          tables.append((line.table, heading, []))
        }
      }
      let last = tables.count - 1
      if tables[last].rows.last?.label != label { tables[last].rows.append((label, [])) }
      tables[last].rows[tables[last].rows.count - 1].cells.append(
        Cell(column: column, compared: cell, kind: line.kind, reason: line.reason))
    }
    self.tables = tables.map { Table(heading: $0.heading, rows: $0.rows.map { Row(label: $0.label, cells: $0.cells) }) }
  }
}

extension Comparison {
  /// The heading of the part, the row's label and the column's label of a line.
  func names(of line: FormAlignment.Line) -> (heading: String, row: String, column: String) {
    let form = alignment.new.cell(line.address) != nil && !line.new.isEmpty ? alignment.new : alignment.old
    guard let number = form.cell(line.address) else { return (line.table, line.label, "") }
    let cell = form.cells[number]
    let table = form.tables[cell.table]
    let row = table.rows[cell.row]
    let heading = form.parts.first { $0.table == cell.table }?.heading ?? table.name.zh
    let path = row.path.count > 1 && !table.blocks[row.block].isAcross ? Array(row.path.dropFirst()) : row.path
    return (heading, path.joined(separator: "/"), table.blocks[row.block].columns[cell.column].label)
  }

  /// Whether two agencies are compared, not two years of one.
  var isOfTwoAgencies: Bool { old.agency != new.agency && !old.agency.isEmpty && !new.agency.isEmpty }

  /// What a kind of change is called: between agencies nothing has changed, they differ.
  func name(of change: Change, _ language: Language) -> String {
    guard isOfTwoAgencies else { return change.name.in(language) }
    let name =
      switch change {
      case .same: change.name
      case .changed: Bilingual(zh: "相差", en: "different")
      case .added: Bilingual(zh: "仅后者有", en: "only the second")
      case .removed: Bilingual(zh: "仅前者有", en: "only the first")
      }
    return name.in(language)
  }

  /// The heading of the differences.
  func differenceName(_ language: Language) -> String {
    (isOfTwoAgencies ? Bilingual(zh: "相差", en: "difference") : Bilingual(zh: "增减", en: "change")).in(language)
  }

  /// What the two sides are called: the years of one agency, two agencies by name.
  public func names(_ language: Language) -> (old: String, new: String) {
    if isOfTwoAgencies { return (old.agency, new.agency) }
    if old.agency == new.agency, let first = old.year, let second = new.year, first != second { return ("\(first)年", "\(second)年") }
    return (Bilingual(zh: "旧", en: "old").in(language), Bilingual(zh: "新", en: "new").in(language))
  }

  /// `示例区人民政府 2019年 → 2020年`
  public func title(_ language: Language) -> String {
    func name(_ report: Report) -> String {
      let name = ([report.agency] + (report.year.map { ["\($0)年"] } ?? [])).filter { !$0.isEmpty }.joined(separator: " ")
      return name.isEmpty ? Bilingual(zh: "（无）", en: "(none)").in(language) : name
    }
    if old.agency == new.agency, !old.agency.isEmpty, let first = old.year, let second = new.year {
      return "\(old.agency) \(first)年 → \(second)年"
    }
    return "\(name(old)) → \(name(new))"
  }
}

extension ComparedCell {
  /// `+16`, `-3`, `0`; empty where a side is not stated.
  var signedDelta: String { delta?.signedDescription ?? "" }

  /// `+6.18%`; empty where there is none.
  var signedPercent: String {
    percent.isEmpty ? "" : (percent.hasPrefix("-") || percent == "0.00" ? "" : "+") + percent + "%"
  }
}

extension CellValue {
  /// The figure; `-` for blank, nothing for absent.
  var short: String {
    switch self {
    case .absent: ""
    case .blank: "-"
    case .stated(let figure), .inferred(let figure): figure.description
    }
  }
}

extension Change {
  var name: Bilingual {
    switch self {
    case .same: Bilingual(zh: "相同", en: "same")
    case .changed: Bilingual(zh: "变化", en: "changed")
    case .added: Bilingual(zh: "新增", en: "added")
    case .removed: Bilingual(zh: "取消", en: "removed")
    }
  }
}

/// `87.5%`
func percentage(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  // What is not quite the same must not read as 100%.
  let shown = share < 1 && tenths == 1000 ? 999 : share > 0 && tenths == 0 ? 1 : tenths
  return shown % 10 == 0 ? "\(shown / 10)%" : "\(shown / 10).\(shown % 10)%"
}
