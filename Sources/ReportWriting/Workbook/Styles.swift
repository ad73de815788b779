// The looks of cells, made once per workbook.

import CLazyXlsxWriter
import DisclosureReport

/// Formats of a workbook. Body text is 宋体, headings are 黑体; the family and the Chinese character set that go with them
/// let a system without these fonts choose a likeness.
final class Styles {
  typealias Format = UnsafeMutablePointer<lxw_format>

  private let book: UnsafeMutablePointer<lxw_workbook>
  private var figures: [FigureStyle: Format] = [:]

  private struct FigureStyle: Hashable {
    let size: Double
    let numberFormat: String
    let mark: Mark
  }

  static let bodySize = 11.0
  /// The fonts of text and of headings, with the families that they are of: with serifs, and without.
  static let fonts = [(name: "宋体", family: UInt8(1)), (name: "黑体", family: UInt8(2))]
  /// GB 2312
  static let charset: UInt8 = 134
  static let headingSize = 14.0
  static let listSize = 10.0

  private(set) lazy var title = text(isHeading: true, size: 18, align: LXW_ALIGN_CENTER)
  private(set) lazy var heading = text(isHeading: true, size: Styles.headingSize, align: LXW_ALIGN_LEFT)
  private(set) lazy var subheading = text(isHeading: true, size: Styles.bodySize, align: LXW_ALIGN_LEFT)
  private(set) lazy var label = bordered(text(align: LXW_ALIGN_CENTER))
  private(set) lazy var leftLabel = bordered(text(align: LXW_ALIGN_LEFT))
  private(set) lazy var smallLabel = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER))
  private(set) lazy var smallLeftLabel = bordered(text(size: Styles.listSize, align: LXW_ALIGN_LEFT))
  private(set) lazy var header = bordered(text(isHeading: true, size: Styles.bodySize, align: LXW_ALIGN_CENTER, fill: 0xF2F2F2))
  private(set) lazy var prose: Format = {
    let format = text(align: LXW_ALIGN_LEFT)
    lazy_format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    return format
  }()
  private(set) lazy var space: Format = {
    let format = bordered(text(align: LXW_ALIGN_LEFT))
    lazy_format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    return format
  }()
  private(set) lazy var note = text(size: 9, align: LXW_ALIGN_LEFT, color: 0x595959)
  private(set) lazy var listed = bordered(text(size: Styles.listSize, align: LXW_ALIGN_LEFT))
  private(set) lazy var sum = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER))
  private(set) lazy var link = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER, color: 0x0563C1))
  private(set) lazy var difference: Format = {
    let format = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER))
    lazy_format_set_num_format(format, "+General;-General;0")
    shrink(format)
    return format
  }()
  private(set) lazy var percent: Format = {
    let format = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER))
    lazy_format_set_num_format(format, "+0.00%;-0.00%;0.00%")
    shrink(format)
    return format
  }()
  private(set) lazy var share: Format = {
    let format = bordered(text(size: Styles.listSize, align: LXW_ALIGN_CENTER))
    lazy_format_set_num_format(format, "0.00%")
    return format
  }()
  private(set) lazy var rises = verdict(font: 0xC00000, fill: nil)
  private(set) lazy var falls = verdict(font: 0x14653A, fill: nil)
  private(set) lazy var holds = verdict(font: 0x006100, fill: 0xC6EFCE)
  private(set) lazy var fails = verdict(font: 0x9C0006, fill: 0xFFC7CE)
  private(set) lazy var open = verdict(font: 0x7F6000, fill: 0xFFEB9C)
  /// A total, while its parts do not add up to it.
  private(set) lazy var mismatch: Format = {
    let format = verdict(font: 0xC00000, fill: nil)
    lazy_format_set_bold(format)
    return format
  }()
  /// A figure whose change would mend what does not hold, while it does not.
  private(set) lazy var suspect = verdict(font: nil, fill: 0xF8CBAD)

  init(_ book: Book) {
    self.book = book.pointer
    // The normal style, in whose digits widths of columns are counted; of the library's own a machine may have no likeness.
    if let normal = book.pointer.pointee.formats.pointee.stqh_first { setFont(of: normal, isHeading: false, size: Styles.bodySize) }
  }

  private func setFont(of format: Format, isHeading: Bool, size: Double) {
    let font = Self.fonts[isHeading ? 1 : 0]
    lazy_format_set_font_name(format, font.name)
    lazy_format_set_font_family(format, font.family)
    lazy_format_set_font_charset(format, Self.charset)
    lazy_format_set_font_size(format, size)
  }

  /// The format of a cell with a figure.
  func figure(_ cell: Form.Cell, _ mark: Mark, size: Double = Styles.bodySize) -> Format {
    let style = FigureStyle(size: size, numberFormat: numberFormat(of: cell), mark: mark)
    if let format = figures[style] { return format }
    let format = bordered(text(size: size, align: LXW_ALIGN_CENTER))
    lazy_format_set_num_format(format, style.numberFormat)
    shrink(format)
    switch mark {
    case .plain: break
    case .inferred:
      lazy_format_set_font_color(format, 0x1F4E9E)
      lazy_format_set_italic(format)
    case .changed:
      lazy_format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      lazy_format_set_fg_color(format, 0xFFF2CC)
    case .absent:
      lazy_format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      lazy_format_set_fg_color(format, 0xD9D9D9)
    }
    figures[style] = format
    return format
  }

  /// A figure that does not fit gets smaller; Excel would show `###`.
  private func shrink(_ format: Format) {
    format.pointee.text_wrap = 0
    lazy_format_set_shrink(format)
  }

  private func numberFormat(of cell: Form.Cell) -> String {
    switch cell.kind {
    case .count: "0"
    case .signed: "+0;-0;0"
    case .money: cell.needsUnit ? "General\"\(cell.unit.filter { $0 != "\"" })\"" : "General"
    }
  }

  private func text(
    isHeading: Bool = false, size: Double = Styles.bodySize, align: lxw_format_alignments, color: UInt32? = nil, fill: UInt32? = nil
  ) -> Format {
    guard let format = lazy_workbook_add_format(book) else { fatalError("out of memory") }
    setFont(of: format, isHeading: isHeading, size: size)
    lazy_format_set_text_wrap(format)
    lazy_format_set_align(format, UInt8(align.rawValue))
    lazy_format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    if let color { lazy_format_set_font_color(format, color) }
    if let fill {
      lazy_format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      lazy_format_set_fg_color(format, fill)
    }
    return format
  }

  private func bordered(_ format: Format) -> Format {
    lazy_format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    return format
  }

  /// For conditional formats, which have colours only.
  private func verdict(font: UInt32?, fill: UInt32?) -> Format {
    guard let format = lazy_workbook_add_format(book) else { fatalError("out of memory") }
    if let font { lazy_format_set_font_color(format, font) }
    if let fill { lazy_format_set_bg_color(format, fill) }
    return format
  }
}
