// A part that is prose: its heading, and its paragraphs as wrapped text.

import CLazyXlsxWriter
import DisclosureReport

/// Draws sections of prose under each other.
struct ProseSheet {
  let sheet: Sheet
  let styles: Styles

  private static let columns = 4

  /// Returns the row of the heading and those of the paragraphs of each.
  @discardableResult
  func draw(_ sections: [Report.Section]) -> [(heading: Int, prose: Sheet.ProseRows)] {
    var areas: [(heading: Int, prose: Sheet.ProseRows)] = []
    // LibreOffice shrinks a page to its paper only where it could break between columns.
    for column in 0..<Self.columns { sheet.set(width: Sheet.pageWidth / Double(Self.columns), column: column) }
    var row = 0
    for section in sections {
      let first = row
      sheet.write(section.heading, row: row, column: 0, width: Self.columns, styles.heading)
      sheet.set(height: section.heading.isEmpty ? 6 : 30, row: row)
      row += 1
      if section.text.isEmpty {
        // Room to write in a blank form.
        sheet.span(row: row, column: 0, height: 1, width: Self.columns, styles.space)
        sheet.set(height: Sheet.rowLimit, row: row)
        areas.append((first, Sheet.ProseRows(rows: row..<row + 1, joined: [])))
      } else {
        areas.append((first, sheet.writeProse(section.text, from: row, width: Self.columns, characters: Sheet.pageWidth)))
      }
      row = areas[areas.count - 1].prose.rows.upperBound
    }
    sheet.print(rows: row, columns: Self.columns)
    sheet.repeatRows(0, 0)
    lazy_worksheet_freeze_panes(sheet.pointer, 1, 0)
    return areas
  }
}
