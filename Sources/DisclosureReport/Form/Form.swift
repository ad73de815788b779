// The form: what an edition of the annual report asks for. Everything here is derived from one document and never changes.

/// An edition of the official form: its parts, its tables, every cell with its number, and the relations between cells.
///
/// Cells are numbered once, table by table and row by row, so that a report is an array over these numbers and every
/// check or comparison a loop over integers.
///
/// ```swift
/// if let form = Form.edition("2021"), let cell = form.cell("requests/granted/natural") {
///   print(form.cells[cell].label)  // 三、本年度办理结果/（一）予以公开/自然人
/// }
/// ```
public final class Form: Sendable {
  /// `2019`, `2021`, or what a user's document says.
  public let id: String
  public let name: Bilingual
  /// The edict that prescribes the form, as printed: `国办公开办函〔2021〕30号`.
  public let edict: String
  /// The words with which every report's title ends.
  public let title: String
  /// Other wordings of these words in print.
  public let otherTitles: [String]
  /// Wordings that many other lines have, too: a title only with a year.
  public let datedTitles: [String]
  /// What may stand in front of the agency in a title, or between it and the year: 关于, 现公布, 名称.
  public let titleOpenings: [String]
  /// Where an agency's name and the title share characters: `人民政府信息公开…` is of a 人民政府.
  public let sharedEnding: SharedEnding?
  /// The labels of fields that hold the agency's name.
  public let agencyFields: [String]
  /// What tells an agency's name from other words, and what names one where no title does.
  public let agencyWordings: AgencyWordings
  /// What a report covers.
  public let period: Period
  /// The report years for which the form is prescribed.
  public let years: Years
  /// How figures that are not there are printed, and what money is counted in.
  public let notation: Notation
  /// The parts of the report, in order.
  public let parts: [Part]
  public let tables: Numbered<TableNumber, Table>
  public let cells: Numbered<CellNumber, Cell>
  /// Relations within one report.
  public let relations: [Relation]
  /// Relations between a report and the same agency's report of the year before.
  public let carryOvers: [Relation]
  /// What can hardly be otherwise.
  public let plausibility: Plausibility
  public let crosswalks: [Crosswalk]
  /// What a supervisor looks at beyond the sums.
  public var rules: [AuditRule] { forChecking.value.rules }
  /// How prose states figures of the tables.
  public var claims: ClaimWordings { forChecking.value.claims }
  /// How the figures are told in sentences.
  public var summary: [SummarySentence] { forChecking.value.summary }
  /// Half of a document, which only checking needs.
  private let forChecking: Later<ForChecking>
  typealias ForChecking = (rules: [AuditRule], claims: ClaimWordings, summary: [SummarySentence])
  /// For codes of findings the rule behind them and what they look like in this family of reports.
  public let explanations: [String: Explained]
  /// What is drawn of a report, and of two side by side.
  public let charts: [Chart]
  /// What reports are ranked by.
  public let rates: [Rate]
  /// The document from which the form was made, to print and to edit.
  public let document: [UInt8]

  /// How agencies are told in print.
  public struct AgencyWordings: Hashable, Sendable {
    /// What their names end in: 局. Without any, whatever stands in an agency's place is one.
    public var endings: [String] = []
    /// The labels of fields that tell who published a report, where no title names its agency: 发文机关.
    public var sources: [String] = []
    /// What stands in front of a name in a sentence about the report itself, and what behind it: `由某局编制`.
    public var before: [String] = []
    public var behind: [String] = []
    /// What may stand right behind the value of such a field: 字号.
    public var labels: [String] = []
    /// What the names of offices within an agency end in: 科.
    public var offices: [String] = []
    /// What agencies are said to do where a sentence begins with one: 坚持.
    public var actions: [String] = []
    /// What the names of kinds of places end in: 市水务局 begins with one, and its place stands in front.
    public var levels: [String] = []
    /// What begins and what ends words that are nobody's name: 本机关, 各部门.
    public var nobody = Nobody()

    public struct Nobody: Hashable, Sendable {
      public var beginning: [String] = []
      public var ending: [String] = []
    }
  }

  /// The edition in force.
  public static var latest: Form { editions[editions.count - 1] }

  /// The sheets that workbooks have beside those of the form's parts: no part can be called so.
  public static let ownSheets = [
    printSheet, fieldSheet, relationSheet, otherSheet, findingSheet, unitSheet, unitCheckSheet, "差异清单", "历年数据", "图表",
  ]

  package static let printSheet = "全文"
  package static let fieldSheet = "填写说明"
  package static let relationSheet = "勾稽校验"
  package static let otherSheet = "其他内容"
  package static let findingSheet = "核对结果"
  package static let unitSheet = "各单位数据"
  package static let unitCheckSheet = "各单位核对"
  /// Those that say nothing but what follows from others.
  package static let derivedSheets = [printSheet, fieldSheet, relationSheet, findingSheet]
  /// In front of each paragraph on a sheet: two characters.
  package static let indent = "　　"

  private let numbers: [String: CellNumber]
  private let totals: [CellNumber: [Total]]

  init(
    id: String, name: Bilingual, edict: String, title: String, otherTitles: [String], datedTitles: [String], titleOpenings: [String],
    sharedEnding: SharedEnding?,
    agencyFields: [String], agencyWordings: AgencyWordings, period: Period, years: Years, notation: Notation, parts: [Part],
    tables: Numbered<TableNumber, Table>,
    cells: Numbered<CellNumber, Cell>, numbers: [String: CellNumber], relations: [Relation], carryOvers: [Relation],
    plausibility: Plausibility, crosswalks: [Crosswalk],
    forChecking: Later<ForChecking>, explanations: [String: Explained], charts: [Chart], rates: [Rate],
    document: [UInt8]
  ) {
    self.id = id
    self.name = name
    self.edict = edict
    self.title = title
    self.otherTitles = otherTitles
    self.datedTitles = datedTitles
    self.titleOpenings = titleOpenings
    self.sharedEnding = sharedEnding
    self.agencyFields = agencyFields
    self.agencyWordings = agencyWordings
    self.period = period
    self.years = years
    self.notation = notation
    self.parts = parts
    self.tables = tables
    self.cells = cells
    self.relations = relations
    self.carryOvers = carryOvers
    self.plausibility = plausibility
    self.crosswalks = crosswalks
    self.forChecking = forChecking
    self.explanations = explanations
    self.charts = charts
    self.rates = rates
    self.document = document
    self.numbers = numbers
    var totals: [CellNumber: [Total]] = [:]
    for (index, relation) in relations.enumerated() {
      for instance in relation.instances {
        if let total = instance.total {
          totals[total, default: []].append(Total(relation: index, parts: instance.left.map(\.cell)))
        }
      }
    }
    self.totals = totals
  }

  /// The number of the cell at an address, nil if the form has no such cell.
  public func cell(_ address: String) -> CellNumber? {
    numbers[address]
  }

  /// What a term of a relation is called across the relation's lines: `自然人` in a row, `（一）予以公开` in a column.
  public func name(of term: Relation.Term, in relation: Relation) -> String {
    let cell = cells[term.cell]
    let row = tables[cell.table].rows[cell.row]
    return relation.isByRow ? tables[cell.table].blocks[row.block].columns[cell.column].label : row.label
  }

  /// The labels of table, row and column at an address of a cell, a row or a table; empty if the form has none there.
  public func place(_ address: String) -> String {
    if let cell = cell(address) { return "\(tables[cells[cell].table].name.zh)/\(cells[cell].label)" }
    let ids = address.split(separator: "/", maxSplits: 1)
    guard let id = ids.first, let table = table(String(id)) else { return "" }
    guard ids.count > 1, let row = table.rows.first(where: { $0.id == ids[1] }) else { return table.name.zh }
    return "\(table.name.zh)/\(row.path.joined(separator: "/"))"
  }

  /// The numbers of the cells that a pattern names, in order.
  func cells(matching pattern: CellPattern) -> [CellNumber] { pattern.numbers(of: cells, by: numbers) }

  public func table(_ id: String) -> Table? {
    tables.first { $0.id == id }
  }

  /// The sums that the cell has to equal: its relation and its parts, in the order of the relations.
  public func totals(of cell: CellNumber) -> [Total] {
    totals[cell] ?? []
  }

  public struct SharedEnding: Sendable, Hashable {
    /// What is left of a name when the title has taken its end: `人民`.
    public let cut: String
    /// What the title has taken: `政府`.
    public let taken: String
  }

  /// The time that a report covers, and how its text states that.
  public struct Period: Sendable, Hashable {
    public let isMonthly: Bool
    /// The first and the last day as prose states them: `1月1日`, `12月31日`; nil where it does not.
    public let days: Days?

    /// What the period before is called.
    package var before: String { isMonthly ? "上期" : "上年" }
    /// What a line about the figures of the period before begins with.
    package var comparison: String { "与\(before)相比：" }

    public struct Days: Sendable, Hashable {
      public let first: String
      public let last: String
    }
  }

  public struct Years: Sendable, Hashable {
    public let first: Int
    /// Nil while the form is in force.
    public let last: Int?

    public func contains(_ year: Int) -> Bool {
      year >= first && year <= last ?? .max
    }
  }

  /// One of the headed parts of the report: prose, or a table with or without prose.
  public struct Part: Sendable, Hashable {
    public let heading: String
    /// Other wordings of the heading in print.
    public let otherHeadings: [String]
    /// Words that tell the part in whatever else stands behind the numeral of a heading: `申请`.
    public let headingWords: [String]
    /// The name of the part's sheet in a workbook, at most 31 UTF-16 units; no other has it, upper and lower case being the same.
    public let sheet: String
    /// Index into `tables`.
    public let table: TableNumber?
  }

  public enum Kind: String, Sendable, CaseIterable {
    /// A whole number that is not negative.
    case count
    /// A whole number, printed with its sign.
    case signed
    /// An amount in the form's unit of money, exact to the sixth decimal: in 万元, to the fen.
    case money
  }

  /// How a form writes what is not a plain figure.
  public struct Notation: Sendable, Hashable {
    /// What amounts are counted in: `万元`.
    public let moneyUnit: String
    /// What that is in 元, as a power of ten: 4.
    public let moneyPower: Int
    /// What is printed where no figure is stated, besides nothing, dashes and strokes: `无`.
    public let blanks: [String]
    /// What gongkai prints where the source did not carry a cell: `缺`.
    public let absent: String
    /// What gongkai prints in brackets behind an inferred figure: `推算`.
    public let inferred: String

    /// Those of the current edition, for forms that do not say.
    static var usual: Notation { Form.latest.notation }

    /// What a line about inferred cells begins with.
    package var derivation: String { inferred + "：" }

    /// The line that tells in a text what its marks mean; empty where there are none.
    package func legend(hasBlank: Bool, hasGap: Bool) -> String {
      let marks = (hasBlank ? ["- 未填"] : []) + (hasGap ? ["\(absent) 原文没有"] : [])
      return marks.isEmpty ? "" : Self.legend + marks.joined(separator: "；")
    }

    private static let legend = "图例："

    /// Whether a line tells what marks mean.
    package func isLegend(_ line: String) -> Bool {
      guard line.utf8.starts(with: Self.legend.utf8) else { return false }
      return [(true, false), (false, true), (true, true)].contains { line == legend(hasBlank: $0.0, hasGap: $0.1) }
    }
  }

  public struct Cell: Sendable, Hashable {
    public let number: CellNumber
    /// `requests/denied.state_secret/natural`
    public let address: String
    /// `三、本年度办理结果/（三）不予公开/1.属于国家秘密/自然人`
    public let label: String
    public let kind: Kind
    /// What an amount is counted in; empty for counts.
    public let unit: String
    /// Index into `tables`.
    public let table: TableNumber
    /// Index into the table's `rows`.
    public let row: RowNumber
    /// Index into the row's columns.
    public let column: ColumnNumber
  }

  public struct Table: Sendable {
    public let id: String
    public let name: Bilingual
    public let blocks: [Block]
    /// The rows of all blocks that carry figures, from top to bottom.
    public let rows: Numbered<RowNumber, Row>
    /// The numbers of the table's cells.
    public let cells: Range<CellNumber>
    /// Where labels and cells stand in the official grid.
    public let layout: TableLayout
  }

  /// A run of rows under a header of their own. Table two has several, the others one.
  public struct Block: Sendable {
    /// `第二十条第（一）项`, spanning the width above the header.
    public let heading: String?
    /// The text beside the column labels: `信息内容`.
    public let corner: String?
    /// Whether the rows stand side by side on one line, under a header that names row and column.
    public let isAcross: Bool
    /// The headers of what stands between the labels of rows and their figures: 计量单位, 代码.
    public let asides: [String]
    /// The customary line of marks below the header, one for each column of print: 甲, 乙, 1, 2. Empty where the form has none.
    public let marks: [String]
    public let rowLabels: [LabelTree]
    public let columnLabels: [LabelTree]
    /// Indices into the table's `rows`.
    public let rows: Range<RowNumber>
    public let columns: Numbered<ColumnNumber, Column>
  }

  public struct Column: Sendable, Hashable {
    public let id: String
    public let label: String
    public let kind: Kind
  }

  public struct Row: Sendable, Hashable {
    public let id: String
    /// The labels from the outermost group to the row's own.
    public let path: [String]
    /// How many rows it is a part of (其中).
    public let level: Int
    /// What stands between its label and its figures, one text for each of the block's `asides`.
    public let asides: [String]
    /// Index into the table's `blocks`.
    public let block: Int
    /// The numbers of the row's cells, one for each column of its block.
    public let cells: Range<CellNumber>

    public var label: String { path[path.count - 1] }
  }

  /// A bar chart: each bar a sum of cells.
  public struct Chart: Sendable, Hashable {
    public let title: Bilingual
    public let bars: [Bar]

    public struct Bar: Sendable, Hashable {
      public let label: String
      public let cells: [CellPattern]
    }
  }

  /// The rule that a code of a finding stems from, and an example.
  public struct Explained: Sendable, Hashable {
    public let rule: Bilingual?
    public let example: Bilingual
  }

  /// What can hardly be otherwise: its failures are warnings unless the document says so, since there may be a reason.
  public struct Plausibility: Sendable, Hashable {
    /// Relations within a report or with last year's. They are looked at where all their figures are stated.
    public let rules: [Relation]
    /// Where they stem from.
    public let source: Bilingual?
    /// How many times last year's figure is too much, and the least figure to which this applies; nil if the form has no such rule.
    public let leap: Leap?
    /// A report that repeats at least so many figures of last year, and has no others, may be last year's.
    public let repeated: Int?

    public struct Leap: Sendable, Hashable {
      public let times: Int
      public let least: Figure
    }
  }

  /// A sum that a cell has to equal.
  public struct Total: Sendable, Hashable {
    /// Index into `relations`.
    public let relation: Int
    /// Cell numbers.
    public let parts: [CellNumber]
  }
}

extension Form: Equatable {
  public static func == (left: Form, right: Form) -> Bool {
    left === right || left.document == right.document
  }
}

/// A label of rows or columns, with the labels that it groups.
public indirect enum LabelTree: Sendable, Hashable {
  case group(label: String, [LabelTree])
  case leaf(Leaf)

  public struct Leaf: Sendable, Hashable {
    public let id: String
    public let label: String
    public let kind: Form.Kind
    /// How many rows above, each part of the one before, it is a part of (其中).
    public let level: Int
    /// What the form prints between a row's label and its figures: unit, code.
    public let asides: [String]
  }

  public var label: String {
    switch self {
    case .group(let label, _): label
    case .leaf(let leaf): leaf.label
    }
  }

  /// How many levels of labels the tree has.
  public var depth: Int {
    switch self {
    case .group(_, let members): 1 + (members.map(\.depth).max() ?? 0)
    case .leaf: 1
    }
  }

  public var leafCount: Int {
    switch self {
    case .group(_, let members): members.reduce(0) { $0 + $1.leafCount }
    case .leaf: 1
    }
  }

  /// The leaves in order, each with the labels from the root to it.
  public func leaves(under path: [String] = []) -> [(path: [String], leaf: Leaf)] {
    switch self {
    case .group(let label, let members): members.flatMap { $0.leaves(under: path + [label]) }
    case .leaf(let leaf): [(path + [leaf.label], leaf)]
    }
  }
}
