// One sheet of the workbook, set up for A4.

import CXlsxWriter
import DisclosureReport

/// A sheet with what all sheets share: paper, margins, header, footer; and drawing in terms of rows and columns.
struct Sheet {
  let name: String
  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let styles: Styles

  /// The width, in characters, that fills A4 between the margins.
  static let pageWidth = 92.0
  /// The height of a line of body text in points.
  static let lineHeight = 15.0
  /// The greatest height that a row can have.
  static let rowLimit = 400.0

  init(named name: String, in book: UnsafeMutablePointer<lxw_workbook>, of report: Report, _ styles: Styles) {
    guard let pointer = workbook_add_worksheet(book, name) else { fatalError("a form with a sheet name that Excel refuses: \(name)") }
    self.name = name
    self.pointer = pointer
    self.styles = styles
    // 9 is A4.
    worksheet_set_paper(pointer, 9)
    worksheet_set_margins(pointer, 0.6, 0.6, 0.8, 0.8)
    worksheet_fit_to_pages(pointer, 1, 0)
    worksheet_center_horizontally(pointer)
    // A header takes 255 characters and reads & as a command.
    let title = (String(report.agency.prefix(80)) + (report.year.map { "\($0)年" } ?? "") + report.form.title)
      .split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
    worksheet_set_header(pointer, "&C&\"宋体,Regular\"&9\(title)")
    worksheet_set_footer(pointer, "&C&\"宋体,Regular\"&9第 &P 页，共 &N 页")
    worksheet_set_comments_author(pointer, "gongkai")
    worksheet_set_default_row(pointer, 18, 0)
  }

  func set(width: Double, column: Int) {
    worksheet_set_column(pointer, UInt16(column), UInt16(column), width, nil)
  }

  func set(height: Double, row: Int) {
    worksheet_set_row(pointer, UInt32(row), height, nil)
  }

  /// Writes a text, over several cells if asked; it never becomes a formula or a link.
  func write(_ text: String, row: Int, column: Int, height: Int = 1, width: Int = 1, _ format: Styles.Format) {
    span(row: row, column: column, height: height, width: width, format)
    worksheet_write_string(pointer, UInt32(row), UInt16(column), text, format)
  }

  func write(_ figure: Figure, row: Int, column: Int, _ format: Styles.Format) {
    worksheet_write_number(pointer, UInt32(row), UInt16(column), figure.double, format)
  }

  func write(formula: String, value: Figure, row: Int, column: Int, _ format: Styles.Format) {
    worksheet_write_formula_num(pointer, UInt32(row), UInt16(column), "=" + formula, format, value.double)
  }

  func write(formula: String, value: String, row: Int, column: Int, _ format: Styles.Format) {
    worksheet_write_formula_str(pointer, UInt32(row), UInt16(column), "=" + formula, format, value)
  }

  func writeBlank(row: Int, column: Int, _ format: Styles.Format) {
    worksheet_write_blank(pointer, UInt32(row), UInt16(column), format)
  }

  /// Merges cells, borders and all, ready for the first of them to be written.
  func span(row: Int, column: Int, height: Int, width: Int, _ format: Styles.Format) {
    guard height > 1 || width > 1 else { return }
    worksheet_merge_range(
      pointer, UInt32(row), UInt16(column), UInt32(row + height - 1), UInt16(column + width - 1), "", format)
  }

  func comment(_ text: String, row: Int, column: Int) {
    let lines = text.split(separator: "\n").reduce(0) { $0 + $1.lineCount(in: 32) }
    "宋体".withCString { font in
      var options = lxw_comment_options()
      options.font_name = UnsafeMutablePointer(mutating: font)
      options.font_size = 9
      options.width = 200
      options.height = UInt16(24 + 16 * min(lines, 20))
      worksheet_write_comment_opt(pointer, UInt32(row), UInt16(column), text, &options)
    }
  }

  /// The height of a row whose text wraps in a width given in characters.
  static func height(of text: String, width: Double, lineHeight: Double = lineHeight) -> Double {
    let columns = max(2, Int(width - 1))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { $0 + $1.lineCount(in: columns) }
    return Double(lines) * lineHeight + 4
  }

  /// Writes paragraphs across columns, each in a row of its own, and returns the row behind the last.
  ///
  /// A paragraph that is higher than a row can be takes several rows, merged.
  func writeProse(_ text: String, from row: Int, width: Int, characters: Double) -> Int {
    var row = row
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for piece in Self.pieces(of: String(paragraph)) {
        let height = Self.height(of: piece, width: characters)
        let rows = Int((height / Self.rowLimit).rounded(.up))
        for offset in 0..<rows { set(height: height / Double(rows), row: row + offset) }
        write(piece, row: row, column: 0, height: rows, width: width, styles.prose)
        row += rows
      }
    }
    return row
  }

  /// A cell holds 32,767 characters; longer paragraphs are cut.
  private static func pieces(of text: String) -> [String] {
    guard text.utf16.count > 32_000 else { return [text] }
    var pieces: [String] = []
    var piece = ""
    for character in text {
      if piece.utf16.count + character.utf16.count > 32_000 {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }
}
