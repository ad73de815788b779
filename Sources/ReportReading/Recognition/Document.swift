// A grid with every cell looked at once: what text it holds, and what figure that could be.

import DisclosureReport

/// A grid, its cells folded to labels and parsed as figures.
struct Document {
  let grid: Grid
  let path: String
  /// For every cell of the grid.
  let figures: [PrintedFigure]
  /// For every cell that holds text short enough for a label; nil elsewhere.
  let labels: [Label?]
  /// For every row its cells that are not empty.
  let filled: [[Int]]
  /// For cells that stand first on their line and are titles of reports.
  private let titles: [Int: TitleText]

  /// Longer texts are prose.
  private static let labelLimit = 300

  /// - Parameter figures: what the cells of the grid are as figures, if that is known.
  init(_ grid: Grid, figures: [PrintedFigure]? = nil, path: String) {
    self.grid = grid
    self.path = path
    let figures = figures ?? grid.figures
    self.figures = figures
    filled = grid.rows.map { row in row.filter { !grid.cells[$0].text.isEmpty } }
    titles = Self.titles(in: grid, filled, figures)
    labels = grid.cells.indices.map { cell in
      let bytes = grid.bytes(cell)
      return figures[cell].isText && bytes.count <= Self.labelLimit ? Label(bytes) : nil
    }
  }

  func isEmpty(_ cell: Int) -> Bool {
    grid.cells[cell].text.isEmpty
  }

  /// A cell as the title of a report; nil if it is none.
  func title(_ cell: Int) -> TitleText? { titles[cell] }

  private static func titles(in grid: Grid, _ filled: [[Int]], _ figures: [PrintedFigure]) -> [Int: TitleText] {
    var titles: [Int: TitleText] = [:]
    for row in filled {
      guard let cell = row.first, figures[cell].isText else { continue }
      let bytes = grid.bytes(cell)
      // Every title has 公, and 报 or 報.
      guard bytes.count <= 300, bytes.holds("公"), bytes.holds("报") || bytes.holds("報") else { continue }
      titles[cell] = TitleText(grid.string(cell))
    }
    return titles
  }

  func position(_ cell: Int) -> SourcePosition {
    SourcePosition(path: path, line: grid.cells[cell].line, column: grid.cells[cell].column)
  }
}

extension Grid {
  /// What each cell is as a figure.
  var figures: [PrintedFigure] { cells.indices.map { PrintedFigure(bytes($0)) } }
}
