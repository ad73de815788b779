// One sheet of the workbook, set up for A4.

import CLazyXlsxWriter
import DisclosureReport

/// A sheet with what all sheets share: paper, margins, header, footer; and drawing in terms of rows and columns.
struct Sheet {
  let name: String
  let book: Book
  let pointer: UnsafeMutablePointer<lxw_worksheet>
  let styles: Styles

  /// How many pixels a digit of the normal style has: widths of columns are counted in them, and each column has five more.
  static let digit = 8.0
  /// The width, in characters, that fills A4 between the margins.
  static let pageWidth = 82.0
  /// The width that fills it crosswise.
  static let pageLength = 124.0
  /// How many times its size a line is high.
  static let lineSpacing = 1.4
  /// The greatest height that a row can have.
  static let rowLimit = 400.0
  /// So many lines a row holds with some to spare.
  private static let linesOfRow = 22

  init(named name: String, in book: Book, of report: Report, _ styles: Styles) throws(WorkbookError) {
    guard let pointer = lazy_workbook_add_worksheet(book.pointer, name) else {
      throw WorkbookError(
        message: Bilingual(zh: "Excel 不接受工作表名“\(name)”", en: "Excel does not take \"\(name)\" as the name of a sheet"))
    }
    self.name = name
    self.book = book
    self.pointer = pointer
    self.styles = styles
    // 9 is A4.
    lazy_worksheet_set_paper(pointer, 9)
    lazy_worksheet_set_margins(pointer, 0.6, 0.6, 0.8, 0.8)
    lazy_worksheet_fit_to_pages(pointer, 1, 0)
    lazy_worksheet_center_horizontally(pointer)
    // A header takes 255 characters and reads & as a command.
    let title = (report.agency.shownInXML.shortened(to: 80) + (report.period?.name ?? "") + report.form.title)
      .split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
    book.check(lazy_worksheet_set_header(pointer, "&C&\"宋体,Regular\"&9\(title)"))
    book.check(lazy_worksheet_set_footer(pointer, "&C&\"宋体,Regular\"&9第 &P 页，共 &N 页"))
    lazy_worksheet_set_comments_author(pointer, "gongkai")
  }

  /// The height of rows of which nothing else is said; where they should follow their text none is set.
  func setDefaultHeight() { lazy_worksheet_set_default_row(pointer, 18, 0) }

  func set(width: Double, column: Int) {
    book.check(lazy_worksheet_set_column(pointer, UInt16(column), UInt16(column), width, nil))
  }

  func set(height: Double, row: Int) {
    book.check(lazy_worksheet_set_row(pointer, UInt32(row), height, nil))
  }

  /// Writes a text, over several cells if asked; it never becomes a formula or a link.
  func write(_ text: String, row: Int, column: Int, height: Int = 1, width: Int = 1, _ format: Styles.Format) {
    span(row: row, column: column, height: height, width: width, format)
    let escaped = text.cellEscaped
    book.note(text: escaped)
    book.check(lazy_worksheet_write_string(pointer, UInt32(row), UInt16(column), escaped, format))
  }

  /// A way to a cell of the workbook, named by its place.
  func link(to place: CellPlace, row: Int, column: Int, _ format: Styles.Format) {
    let target = "internal:\(CellPlace.quoted(place.sheet))\(place.local)"
    book.check(lazy_worksheet_write_url_opt(pointer, UInt32(row), UInt16(column), target, format, place.local, nil))
  }

  func write(_ figure: Figure, row: Int, column: Int, _ format: Styles.Format) {
    book.check(lazy_worksheet_write_number(pointer, UInt32(row), UInt16(column), figure.double, format))
  }

  func write(number: Double, row: Int, column: Int, _ format: Styles.Format) {
    book.check(lazy_worksheet_write_number(pointer, UInt32(row), UInt16(column), number, format))
  }

  /// A figure, or an empty cell.
  func write(_ figure: Figure?, row: Int, column: Int, _ format: Styles.Format) {
    if let figure { write(figure, row: row, column: column, format) } else { writeBlank(row: row, column: column, format) }
  }

  func write(formula: String, value: Figure, row: Int, column: Int, _ format: Styles.Format) {
    write(formula: formula, value: value.double, row: row, column: column, format)
  }

  func write(formula: String, value: Double, row: Int, column: Int, _ format: Styles.Format) {
    book.check(lazy_worksheet_write_formula_num(pointer, UInt32(row), UInt16(column), "=" + formula, format, value))
  }

  func write(formula: String, value: String, row: Int, column: Int, _ format: Styles.Format) {
    book.check(lazy_worksheet_write_formula_str(pointer, UInt32(row), UInt16(column), "=" + formula, format, value))
  }

  func writeBlank(row: Int, column: Int, _ format: Styles.Format) {
    book.check(lazy_worksheet_write_blank(pointer, UInt32(row), UInt16(column), format))
  }

  /// Merges cells, borders and all, ready for the first of them to be written.
  func span(row: Int, column: Int, height: Int, width: Int, _ format: Styles.Format) {
    guard height > 1 || width > 1 else { return }
    book.check(
      lazy_worksheet_merge_range(
        pointer, UInt32(row), UInt16(column), UInt32(row + height - 1), UInt16(column + width - 1), "", format))
  }

  func comment(_ text: String, row: Int, column: Int) {
    let lines = text.split(separator: "\n").reduce(0) { $0 + $1.lineCount(in: 32) }
    "宋体".withCString { font in
      var options = lxw_comment_options()
      options.font_name = UnsafeMutablePointer(mutating: font)
      options.font_size = 9
      options.width = 200
      options.height = UInt16(24 + 16 * min(lines, 20))
      book.check(
        lazy_worksheet_write_comment_opt(pointer, UInt32(row), UInt16(column), text.shownInXML.shortened(to: 8000), &options))
    }
  }

  /// How many columns of text of a size a width in characters takes: a Chinese character takes two.
  static func room(_ width: Double, _ size: Double = Styles.bodySize) -> Int { max(2, Int((width * digit - 2) / (size * 2 / 3))) }

  /// The width in characters that so many columns of text of a size take.
  static func width(of columns: Int, size: Double) -> Double { (Double(columns) * size * 2 / 3 + 6) / digit }

  /// The height of a row whose text wraps in a width given in characters.
  static func height(of text: String, width: Double, size: Double = Styles.bodySize) -> Double {
    let columns = room(width, size)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { $0 + $1.lineCount(in: columns) }
    return Double(lines) * size * lineSpacing + 4
  }

  // MARK: - The page

  func repeatRows(_ first: Int, _ last: Int) {
    book.check(lazy_worksheet_repeat_rows(pointer, UInt32(first), UInt32(last)))
  }

  func print(rows: Int, columns: Int) {
    book.check(lazy_worksheet_print_area(pointer, 0, 0, UInt32(max(0, rows - 1)), UInt16(max(0, columns - 1))))
  }

  func filter(row: Int, rows: Int, columns: Int) {
    book.check(lazy_worksheet_autofilter(pointer, UInt32(row), 0, UInt32(max(row, rows - 1)), UInt16(max(0, columns - 1))))
  }

  /// Gives cells a rule that follows the figures.
  func add(_ rule: inout lxw_conditional_format, rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    book.check(
      lazy_worksheet_conditional_format_range(
        pointer, UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound), UInt16(columns.upperBound), &rule))
  }

  /// Gives a cell a look for as long as a formula is true.
  func mark(row: Int, column: Int, while formula: String, _ format: Styles.Format) {
    ("=" + formula).withCString { text in
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
      rule.value_string = UnsafeMutablePointer(mutating: text)
      rule.format = format
      add(&rule, rows: row...row, columns: column...column)
    }
  }

  /// Gives the cells of a column a look for as long as they say a word.
  func mark(_ rows: Range<Int>, column: Int, equalTo text: String, _ format: Styles.Format) {
    "\"\(text)\"".withCString { value in
      var rule = lxw_conditional_format()
      rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
      rule.value_string = UnsafeMutablePointer(mutating: value)
      rule.format = format
      add(&rule, rows: rows.lowerBound...rows.upperBound - 1, columns: column...column)
    }
  }

  // MARK: - Prose

  /// Where a section's paragraphs stand: the rows, those of them that belong to the paragraph above, and the texts as they stand there.
  struct ProseRows {
    let rows: Range<Int>
    let joined: [Int]
    var texts: [(row: Int, text: String)] = []
  }

  /// Writes paragraphs across columns, each in a row of its own, with the customary indent of two characters.
  ///
  /// A paragraph that is higher than a row can be takes several rows: merged ones a program may lose between two pages.
  func writeProse(_ text: String, from start: Int, width: Int, characters: Double) -> ProseRows {
    var row = start
    var joined: [Int] = []
    var texts: [(row: Int, text: String)] = []
    for paragraph in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let paragraphStart = row
      let text = (paragraph.isEmpty ? "" : Form.indent) + String(Substring(paragraph))
      // A cell holds 32,767 characters.
      let lines = text.pieces(ofLines: Self.linesOfRow, width: Self.room(characters - 1.5))
      for piece in lines.flatMap({ String($0).pieces(of: 32_000, counting: { UTF16.width($0) }) }) {
        // Not every program finds the height of a row by its text.
        set(height: min(Self.rowLimit, Self.height(of: piece, width: characters - 1.5)), row: row)
        texts.append((row, piece))
        write(piece, row: row, column: 0, width: width, styles.prose)
        row += 1
      }
      joined += paragraphStart + 1..<row
    }
    return ProseRows(rows: start..<row, joined: joined, texts: texts)
  }
}
