// A part that is prose: its heading, and its paragraphs as wrapped text.

import CLazyXlsxWriter
import DisclosureReport

/// Draws sections of prose under each other, in one column: rows of a blank form that are not merged follow what is written into them.
struct ProseSheet {
  let sheet: Sheet
  let styles: Styles

  /// Programs fit a page to its paper only between columns, and to one without the fonts digits may be wider.
  private static let width = 72.0
  /// How many rows a blank form has to write in; each grows with its text.
  private static let room = 16

  /// Returns the row of the heading and those of the paragraphs of each.
  @discardableResult
  func draw(_ sections: [Report.Section], isTemplate: Bool) -> [(heading: Int, prose: Sheet.ProseRows)] {
    var areas: [(heading: Int, prose: Sheet.ProseRows)] = []
    sheet.set(width: Self.width, column: 0)
    var row = 0
    for section in sections {
      let first = row
      sheet.write(section.heading, row: row, column: 0, styles.heading)
      sheet.set(height: section.heading.isEmpty ? 6 : 30, row: row)
      row += 1
      if isTemplate, section.text.isEmpty {
        areas.append((first, Sheet.ProseRows(rows: row..<row + 1, joined: [])))
        for _ in 0..<Self.room {
          sheet.writeBlank(row: row, column: 0, styles.space)
          row += 1
        }
      } else {
        areas.append((first, sheet.writeProse(section.text, from: row, width: 1, characters: Self.width)))
        row = areas[areas.count - 1].prose.rows.upperBound
      }
    }
    sheet.print(rows: row, columns: 1)
    sheet.repeatRows(0, 0)
    lazy_worksheet_freeze_panes(sheet.pointer, 1, 0)
    return areas
  }
}
