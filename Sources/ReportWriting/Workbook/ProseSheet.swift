// A part that is prose: its heading, and its paragraphs as wrapped text.

import CXlsxWriter
import DisclosureReport

/// Draws sections of prose under each other.
struct ProseSheet {
  let sheet: Sheet
  let styles: Styles

  private static let columns = 4

  ///
  /// Returns the first and the last row of each; the first is that of the heading, even where it is empty.
  @discardableResult
  func draw(_ sections: [Report.Section]) -> [(first: Int, last: Int)] {
    var areas: [(first: Int, last: Int)] = []
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
        row += 1
      } else {
        row = sheet.writeProse(section.text, from: row, width: Self.columns, characters: Sheet.pageWidth)
      }
      areas.append((first, row - 1))
    }
    worksheet_print_area(sheet.pointer, 0, 0, UInt32(max(0, row - 1)), UInt16(Self.columns - 1))
    worksheet_repeat_rows(sheet.pointer, 0, 0)
    worksheet_freeze_panes(sheet.pointer, 1, 0)
    return areas
  }
}
