// Which cells of two forms mean the same: by address within an edition, through the crosswalk from one to the other.

/// The lines along which reports of two forms are compared.
public final class FormAlignment: Sendable {
  public let old: Form
  public let new: Form
  /// In the order of the new form; lines that only the old form has stand at the end of their table.
  public let lines: [Line]
  /// For each line the single cell on either side, `none` without one, `several` for a sum, and whether its figures are changes. Loops
  /// over many reports need no more.
  let singles: [(old: CellNumber, new: CellNumber, isSigned: Bool)]

  static let none = CellNumber(-1)
  static let several = CellNumber(-2)

  /// Cells whose sums are compared: one each, but where a crosswalk splits a row.
  public struct Line: Sendable, Hashable {
    /// The address of the single cell, the new one if both are.
    public let address: String
    public let label: String
    /// The id of the table.
    public let table: String
    public let kind: Form.Kind
    /// Cell numbers of the old form; empty if it has no counterpart.
    public let old: [CellNumber]
    /// Cell numbers of the new form; empty if it has no counterpart.
    public let new: [CellNumber]
    /// Why there is no counterpart.
    public let reason: Bilingual?
  }

  public init(old: Form, new: Form) {
    self.old = old
    self.new = new
    let lines = old == new ? Self.identity(new) : Self.crossing(old, new)
    func single(_ cells: [CellNumber]) -> CellNumber { cells.count > 1 ? Self.several : cells.first ?? Self.none }
    self.lines = lines
    singles = lines.map { (single($0.old), single($0.new), $0.kind == .signed) }
  }

  private static func identity(_ form: Form) -> [Line] {
    form.cells.map { cell in
      Line(
        address: cell.address, label: cell.label, table: form.tables[cell.table].id, kind: cell.kind, old: [cell.number],
        new: [cell.number], reason: nil)
    }
  }

  private static func crossing(_ old: Form, _ new: Form) -> [Line] {
    // A crosswalk stands in the newer form and names the older one; it is read backwards where need be.
    let forward = new.crosswalks.first { $0.from == old.id }
    let backward = old.crosswalks.first { $0.from == new.id }
    let pairs = (forward?.pairs ?? []).map { (old: $0.old, new: $0.new) } + (backward?.pairs ?? []).map { (old: $0.new, new: $0.old) }
    let unpaired = forward?.unpaired ?? backward?.unpaired ?? []
    let missing = Bilingual(zh: "另一格式没有这一项", en: "the other form has no such cell")

    // Patterns pair rows column by column.
    typealias Cells = (new: [Substring: [Form.Cell]], old: [Form.Cell], oldByColumn: [Substring: [Form.Cell]]?)
    var pairOf: [CellNumber: Int] = [:]
    let cellsOf = pairs.enumerated().map { index, pair -> Cells in
      let newCells = new.cells.filter { cell in pair.new.contains { $0.matches(cell.address) } }
      for cell in newCells where pairOf[cell.number] == nil { pairOf[cell.number] = index }
      let oldCells = old.cells.filter { cell in pair.old.contains { $0.matches(cell.address) } }
      let isByColumn = pair.old.contains { $0.text.hasSuffix("*") }
      return (
        Dictionary(grouping: newCells) { $0.address.lastSegment }, oldCells,
        isByColumn ? Dictionary(grouping: oldCells) { $0.address.lastSegment } : nil
      )
    }

    var lines: [Line] = []
    var oldTaken: Set<CellNumber> = []
    var newTaken: Set<CellNumber> = []
    func reason(_ cell: Form.Cell) -> Bilingual? {
      unpaired.first { $0.cells.contains { $0.matches(cell.address) } }?.reason
    }
    func line(_ cell: Form.Cell, in form: Form, old: [CellNumber], new: [CellNumber], reason: Bilingual? = nil) -> Line {
      oldTaken.formUnion(old)
      newTaken.formUnion(new)
      return Line(
        address: cell.address, label: cell.label, table: form.tables[cell.table].id, kind: cell.kind, old: old, new: new, reason: reason)
    }
    for table in new.tables {
      for cell in new.cells[table.cells] where !newTaken.contains(cell.number) {
        if let pair = pairOf[cell.number] {
          let column = cell.address.lastSegment
          let newCells = cellsOf[pair].new[column] ?? []
          let oldCells = cellsOf[pair].oldByColumn.map { $0[column] ?? [] } ?? cellsOf[pair].old
          if !oldCells.isEmpty {
            let (single, form) = newCells.count == 1 ? (cell, new) : (oldCells[0], old)
            lines.append(line(single, in: form, old: oldCells.map(\.number), new: newCells.map(\.number)))
            continue
          }
        }
        if let reason = reason(cell) {
          lines.append(line(cell, in: new, old: [], new: [cell.number], reason: reason))
        } else if let same = old.cell(cell.address) {
          lines.append(line(cell, in: new, old: [same], new: [cell.number]))
        } else {
          lines.append(line(cell, in: new, old: [], new: [cell.number], reason: missing))
        }
      }
      if let oldTable = old.table(table.id) {
        for cell in old.cells[oldTable.cells] where !oldTaken.contains(cell.number) {
          lines.append(line(cell, in: old, old: [cell.number], new: [], reason: reason(cell) ?? missing))
        }
      }
    }
    for table in old.tables where new.table(table.id) == nil {
      for cell in old.cells[table.cells] {
        lines.append(line(cell, in: old, old: [cell.number], new: [], reason: reason(cell) ?? missing))
      }
    }
    return lines
  }
}

extension String {
  fileprivate var lastSegment: Substring { self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...] }
}
