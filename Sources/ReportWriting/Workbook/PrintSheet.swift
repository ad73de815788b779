// The whole report on one sheet, to be printed on A4: title, prose and official tables in order, each figure and paragraph taken from the
// sheet of its part, so that both say the same.

import CLazyXlsxWriter
import DisclosureReport

struct PrintSheet {
  /// What stands under a heading.
  struct Piece {
    let heading: String
    var table: OfficialTable?
    /// The sheet with the paragraphs, and where on it they stand.
    var prose: (sheet: String, rows: Sheet.ProseRows)?
  }

  let sheet: Sheet
  let report: Report
  let styles: Styles
  let places: Numbered<CellNumber, CellPlace?>

  /// In pixels, as a column of the page's width has them.
  private static let pageWidth = Int(Sheet.pageWidth * Sheet.digit) + 5
  /// Between the margins of A4, in points; programs differ a little in the heights of rows.
  private static let pageHeight = 690.0

  func draw(_ pieces: [Piece]) {
    let measures = pieces.map { $0.table.map { TableMeasures($0, pageWidth: Sheet.pageWidth, size: Styles.listSize, isFixed: true) } }
    let grid = Grid(measures.map { $0?.widths ?? [] }, width: Self.pageWidth)
    for (column, width) in grid.widths.enumerated() { sheet.set(width: width, column: column) }
    var page = Page(height: Self.pageHeight)
    let title = report.titleLines
    sheet.write(title, row: 0, column: 0, width: grid.widths.count, styles.title)
    page.add([title.contains("\n") ? 68 : 44], on: sheet)
    for (piece, (measures, edges)) in zip(pieces, zip(measures, grid.edges)) {
      let heading = piece.heading.isEmpty ? 0.0 : 32
      let heights = measures?.heights ?? []
      page.keepTogether(heading + (heights.isEmpty ? 20 : heights.reduce(0, +)))
      if heading > 0 {
        sheet.write(piece.heading, row: page.row, column: 0, width: grid.widths.count, styles.heading)
        page.add([heading], on: sheet)
      }
      if let measures {
        draw(measures, edges, from: page.row)
        page.add(heights, on: sheet)
      }
      guard let prose = piece.prose else { continue }
      if measures != nil { page.add([8], on: sheet) }
      for (row, text) in prose.rows.texts { draw(text, from: CellPlace(sheet: prose.sheet, row: row, column: 0), grid, &page) }
    }
    sheet.print(rows: page.row, columns: grid.widths.count)
    if !page.breaks.isEmpty {
      var breaks = page.breaks.map { UInt32($0) } + [0]
      sheet.book.check(lazy_worksheet_set_h_pagebreaks(sheet.pointer, &breaks))
    }
    // What is typed belongs onto the sheets of the parts.
    var allowed = lxw_protection()
    (allowed.format_cells, allowed.format_columns, allowed.format_rows) = (1, 1, 1)
    lazy_worksheet_protect(sheet.pointer, nil, &allowed)
  }

  private func draw(_ measures: TableMeasures, _ edges: [Int], from top: Int) {
    for item in measures.official.table.layout.items {
      let (row, column) = (top + item.row, edges[item.column])
      let width = edges[item.column + item.width] - column
      if let text = measures.text(of: item) {
        let format = measures.official.isLeft(item) ? styles.smallLeftLabel : styles.smallLabel
        sheet.write(text, row: row, column: column, height: item.height, width: width, format)
      } else if case .cell(let cell) = item.content, let place = places[cell] {
        let format = styles.figure(report.form.cells[cell], measures.official.mark(cell), size: Styles.listSize)
        sheet.span(row: row, column: column, height: item.height, width: width, format)
        let formula = Self.taken(from: place)
        if let figure = report[cell].figure {
          sheet.write(formula: formula, value: figure, row: row, column: column, format)
        } else {
          sheet.write(formula: formula, value: "", row: row, column: column, format)
        }
      }
    }
  }

  /// A paragraph, or a piece of a long one, across the page.
  private func draw(_ text: String, from place: CellPlace, _ grid: Grid, _ page: inout Page) {
    sheet.span(row: page.row, column: 0, height: 1, width: grid.widths.count, styles.prose)
    sheet.write(formula: Self.taken(from: place), value: text.cellEscaped, row: page.row, column: 0, styles.prose)
    page.add([min(Sheet.rowLimit, Sheet.height(of: text, width: Sheet.pageWidth - 1.5))], on: sheet)
  }

  private static func taken(from place: CellPlace) -> String { "IF(ISBLANK(\(place.absolute)),\"\",\(place.absolute))" }
}

/// Columns so narrow that the columns of every table are some of them together.
private struct Grid {
  /// In characters.
  let widths: [Double]
  /// For each table in which column each of its own begins, and where the last ends.
  let edges: [[Int]]

  init(_ tables: [[Double]], width: Int) {
    // In pixels: two edges that nobody could tell apart are one.
    let places = tables.map { widths in
      let whole = max(1, widths.reduce(0, +))
      var sum = 0.0
      return [0]
        + widths.map { own in
          sum += own
          return Int((sum / whole * Double(width)).rounded())
        }
    }
    var lines = [0]
    for place in Set(places.joined()).sorted() where place - lines[lines.count - 1] > 3 && width - place > 3 { lines.append(place) }
    lines.append(width)
    edges = places.map { $0.map { place in lines.indices.min { abs(lines[$0] - place) < abs(lines[$1] - place) } ?? 0 } }
    // A column has five pixels besides its characters; those of less than one character have as many in proportion.
    widths = zip(lines.dropFirst(), lines).map { end, start in
      let pixels = Double(end - start)
      return pixels < Sheet.digit + 5 ? pixels / (Sheet.digit + 5) : (pixels - 5) / Sheet.digit
    }
  }
}

/// What has been put on the sheet, row by row, and where new pages begin.
private struct Page {
  let height: Double
  private(set) var row = 0
  private(set) var breaks: [Int] = []
  private var filled = 0.0

  init(height: Double) { self.height = height }

  /// Begins a new page if what comes does not fit on this one, but on one of its own.
  mutating func keepTogether(_ next: Double) {
    guard filled > 0, filled + next > height, next <= height else { return }
    breaks.append(row)
    filled = 0
  }

  /// Gives the next rows their heights.
  mutating func add(_ heights: [Double], on sheet: Sheet) {
    for own in heights {
      sheet.set(height: own, row: row)
      filled = filled + own > height ? own : filled + own
      row += 1
    }
  }
}
