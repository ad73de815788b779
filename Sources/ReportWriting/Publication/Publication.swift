// What people read, whatever the format: headings, facts, lists, listings, official tables, charts, prose set side by side.
//
// A subject is composed once (`Publication(comparison, …)`, `Publication(audit, …)`), a format renders any publication. A block says
// for which media it is: figures are listed where there are lines only, and stand in the official tables where there is a page.

import DisclosureReport

struct Publication {
  enum Medium: CaseIterable {
    case text, markdown, page, workbook

    /// Whether the official tables stand there as they are printed.
    var hasTables: Bool { self == .page || self == .workbook }
  }

  let title: String
  /// The report that it is about, or the newest of them.
  let subject: Report
  let language: Language
  /// Whether reports are compared: then a page offers to hide what is the same.
  var isComparison = false
  /// Whether a workbook reads back as the subject: it names its cells, and says whose report it is.
  var isReport = false
  /// Whether it is a blank form: then there is room to write.
  var isTemplate = false
  var parts: [Part] = []

  /// A heading with what stands below it. One of which nothing is for a medium is left out there.
  struct Part {
    var heading = ""
    /// Behind the heading: how alike two texts are.
    var remark = ""
    /// The workbook's sheet; parts behind each other that name the same share it.
    var sheet = ""
    /// The section of the report whose heading and prose these are, where a workbook is to read back as the report.
    var section: Int?
    var blocks: [Block]
  }

  struct Block {
    let media: Set<Medium>
    let content: Content

    init(_ content: Content, for media: Set<Medium> = [.text, .markdown, .page, .workbook]) {
      self.media = media
      self.content = content
    }
  }

  enum Content {
    /// Figures with their names, in groups.
    case facts([[(name: String, value: String)]])
    case note(String)
    /// Paragraphs.
    case prose(String)
    /// What signs mean, at the end.
    case legend(String)
    case items([Item], title: String? = nil)
    case listing(Listing)
    case table(OfficialTable)
    case chart(BarChart)
    case revision(Revision)
    /// Where the whole report stands as it is handed in, besides the sheets of its parts.
    case whole
    /// What is to be filled in about the report itself.
    case fields
  }

  /// A line of a list.
  struct Item {
    let text: String
    /// A difference that belongs to it, shown as the format shows differences.
    var difference: ComparedCell?
    var isWrong = false
    var level = 0
  }

  /// What became of a text.
  struct Revision {
    let text: TextComparison
    let names: (old: String, new: String)
    /// Whether sentences that are the same are listed, too; side by side they always stand.
    let includesSame: Bool
  }

  /// The parts with what a medium shows of them.
  func parts(for medium: Medium) -> [(part: Part, contents: [Content])] {
    parts.compactMap { part in
      let contents = part.blocks.filter { $0.media.contains(medium) }.map(\.content)
      return contents.isEmpty ? nil : (part, contents)
    }
  }
}

/// A table of lines below each other, as opposed to an official one.
struct Listing {
  enum Role {
    /// A text that names the line; the same text in neighbouring lines is theirs together.
    case label
    case word
    case figure
    /// The difference between two columns, exact.
    case difference(old: Int, new: Int)
    case percent(old: Int, new: Int)
    /// A word that follows from whether two columns agree.
    case verdict(old: Int, new: Int, agree: String, differ: String)
    /// How a relation came out, from the columns of its sides.
    case outcome(left: Int, right: Int)
    /// Whether what a line says is still so, from the columns of what is and what should be.
    case standing(current: Int, expected: Int)
    /// The difference of a relation's sides, where the column of its outcome says that there is one.
    case gap(left: Int, right: Int, outcome: Int)
    case note
  }

  struct Column {
    /// What stands above the title, from the top; neighbours with the same share it.
    var path: [String] = []
    let title: String
    let role: Role
    /// In characters, on a sheet.
    let width: Double
    /// The title where there is little room.
    var terse: String?
    /// Whether only a sheet has it.
    var isForSheets = false
  }

  enum Cell {
    case text(String)
    case value(CellValue)
    /// For differences and percentages: what is compared.
    case move(ComparedCell)
    /// A cell of the form, looking as it does in the official table.
    case figure(CellValue, Form.Cell)
    /// The sum of cells of the official tables.
    case sum([Relation.Term], Figure)
    /// For outcomes and gaps: the relation.
    case relation(RelationResult)
    /// What the official table has in a cell, and a way to it.
    case current(CellNumber, CellValue)
    case link(CellNumber)
    case rate(RateValue)
    /// A share in parts of the whole, or the millionths of a figure: as a rate is ranked.
    case measure(Int, isShare: Bool)
    /// A text that leads to another file beside the page, or behind `#` to a place on it.
    case reference(String, to: String)
    /// Whether a finding still stands.
    case standing(Standing)
  }

  /// What settles a finding; nothing where no figure does.
  enum Standing {
    /// The sides of a relation, or the figure that should be.
    case figures(Relation.Comparator)
    /// Something in each of the cells.
    case filled([CellNumber])
    case none

    static let (isOpen, isSettled) = ("未改正", "已改正")
  }

  struct Row {
    let cells: [Cell]
    var isSame = false
    var isWrong = false
    /// What notes of the row are sorted by.
    var weight: String?
  }

  /// What the groups are, and the width of their column on a sheet; nil where there is only one, without a name.
  var groupTitle: (title: String, width: Double)?
  let columns: [Column]
  var groups: [(heading: String, rows: [Row])]
  /// The line below the last row.
  var closing = ""
  /// The column of standings that the heading sums up.
  var tally: Int?
  /// How many relations fail, which that heading says, too.
  var failing = 0
  /// What leads to the headings of groups.
  var anchors: [String: String] = [:]
  /// Whether a page offers to sort and to search it.
  var isSortable = false
  /// What is said where there are no rows.
  var ifEmpty = ""
  /// How many columns stay in sight; with many that do not fit on one page.
  var frozenColumns = 0

  /// How many titles stand above those of columns that are cells of the form: the heading of the part, the label of the row.
  static let pathDepth = 2

  /// Appends a row to the group of a heading.
  mutating func add(_ row: Row, to heading: String) {
    if groups.last?.heading != heading {
      let known = groups.firstIndex { $0.heading == heading }.map { groups.remove(at: $0) }
      groups.append(known ?? (heading, []))
    }
    groups[groups.count - 1].rows.append(row)
  }

  /// The columns that a medium without sheets has.
  var plainColumns: [Int] { columns.indices.filter { !columns[$0].isForSheets } }

  /// What a cell says in a format that has nothing but text.
  func text(_ column: Int, of row: Row) -> String {
    switch (row.cells[column], columns[column].role) {
    case (.text(let text), _): text
    case (.value(let value), _), (.figure(let value, _), _): value.short
    case (.sum(_, let figure), _): figure.description
    case (.relation(let result), .gap): result.difference?.signedDescription ?? ""
    case (.relation(let result), _): result.outcome.name.zh
    case (.current(_, let value), _): value.short
    case (.rate(let value), _): value.text
    case (.measure(let rank, let isShare), _): RateValue.text(rank, isShare: isShare)
    case (.reference(let text, _), _): text
    case (.link, _), (.standing, _): ""
    case (.move(let cell), .percent): cell.signedPercent
    case (.move(let cell), _): cell.signedDelta
    }
  }
}

extension Listing.Cell {
  /// A year as a number, a month as a text.
  static func period(_ period: ReportPeriod?) -> Listing.Cell {
    guard let period else { return .text("") }
    return period.month == nil ? .value(.stated(Figure(period.year))) : .text(period.description)
  }
}

extension Listing.Role {
  var isFigure: Bool {
    switch self {
    case .figure, .difference, .percent, .gap: true
    case .label, .word, .verdict, .note, .outcome, .standing: false
    }
  }
}

/// Renders publications into one stream, one after the other.
protocol PublicationRenderer: PieceStream where Subject == Publication {
  var medium: Publication.Medium { get }
}
