// A part that is prose: its heading, and its paragraphs as wrapped text.

import CXlsxWriter
import DisclosureReport

/// Draws sections of prose under each other.
struct ProseSheet {
  let sheet: Sheet
  let styles: Styles

  func draw(_ sections: [Report.Section]) {
    sheet.set(width: Sheet.pageWidth, column: 0)
    var row = 0
    for section in sections {
      if !section.heading.isEmpty {
        sheet.write(section.heading, row: row, column: 0, styles.heading)
        sheet.set(height: 30, row: row)
        row += 1
      }
      if section.text.isEmpty {
        // Room to write in a blank form.
        sheet.writeBlank(row: row, column: 0, styles.space)
        sheet.set(height: Sheet.rowLimit, row: row)
        row += 1
      } else {
        row = sheet.writeProse(section.text, from: row, width: 1, characters: Sheet.pageWidth)
      }
    }
    worksheet_print_area(sheet.pointer, 0, 0, UInt32(max(0, row - 1)), 0)
    worksheet_repeat_rows(sheet.pointer, 0, 0)
    worksheet_freeze_panes(sheet.pointer, 1, 0)
  }
}
