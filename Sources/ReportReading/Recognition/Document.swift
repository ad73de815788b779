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

  /// Longer texts are prose.
  private static let labelLimit = 300

  init(_ grid: Grid, path: String) {
    self.grid = grid
    self.path = path
    var figures: [PrintedFigure] = []
    var labels: [Label?] = []
    figures.reserveCapacity(grid.cells.count)
    labels.reserveCapacity(grid.cells.count)
    for cell in grid.cells.indices {
      let bytes = grid.bytes(cell)
      let figure = PrintedFigure(bytes)
      figures.append(figure)
      labels.append(figure.isText && bytes.count <= Self.labelLimit ? Label(bytes) : nil)
    }
    self.figures = figures
    self.labels = labels
  }

  func isEmpty(_ cell: Int) -> Bool {
    grid.cells[cell].text.isEmpty
  }

  func position(_ cell: Int) -> SourcePosition {
    SourcePosition(path: path, line: grid.cells[cell].line, column: grid.cells[cell].column)
  }
}
