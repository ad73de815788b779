// PDF, through poppler's pdftotext: words with their places on the page, from which lines, columns and wrapped labels follow.

import DisclosureReport

/// Reads PDFs that carry text.
struct PDFReader: ReportReader {
  /// pdftotext gets a minute of processor time, 2 GB of memory, and room for 64 MB of words.
  private static let command = "ulimit -t 60; \(ChildProcess.limits(kilobytes: 2_097_152)); exec pdftotext -tsv - -"

  func read(
    _ source: Source, _ options: ReadingOptions, in session: ReadingSession, each: (Report) throws -> Void
  ) throws {
    let (words, lacksFonts) = try words(of: try source.bytes(), source.path)
    let missing = Bilingual(
      zh: "PDF 用了没有嵌入的中文字体，缺少字符表，有些文字读不出来；Debian、Ubuntu 上用 apt install poppler-data 安装",
      en:
        "the PDF uses Chinese fonts that it does not carry, and without their tables characters are missing; on Debian or Ubuntu: apt install poppler-data"
    )
    var isFirst = true
    try readWords(words, path: source.path, options, in: session, lacking: lacksFonts ? missing : nil) { report in
      var report = report
      if lacksFonts, isFirst { report.findings.append(Finding(.warning, .brokenText, at: report.start, missing)) }
      isFirst = false
      try each(report)
    }
    if lacksFonts, isFirst { throw SourceError(source.path, missing) }
  }

  /// How it complains about them.
  private static let lacking: [StaticString] = ["Missing language pack", "CMap file for"]

  /// What `pdftotext -tsv` prints for a PDF, and whether it complains about tables of characters that it lacks.
  private func words(of bytes: [UInt8], _ path: String) throws(SourceError) -> ([UInt8], lacksFonts: Bool) {
    let outcome = try ChildProcess.filter(Self.command, bytes, path: path)
    switch outcome.status {
    case 0: return (outcome.output, Self.lacking.contains(where: outcome.complaints.holds))
    case 127:
      throw SourceError(
        path,
        Bilingual(
          zh: "读取 PDF 需要 pdftotext；Debian、Ubuntu 上用 apt install poppler-utils 安装，macOS 上用 brew install poppler",
          en: "reading PDF takes pdftotext; on Debian or Ubuntu: apt install poppler-utils, on macOS: brew install poppler"))
    case 3:
      throw SourceError(path, Bilingual(zh: "PDF 加了密码，不许取出文字", en: "the PDF is protected; its text may not be extracted"))
    default:
      throw SourceError(
        path, Bilingual(zh: "pdftotext 无法读取这个 PDF，可能已损坏或加密", en: "pdftotext cannot read this PDF; it may be damaged or encrypted"))
    }
  }
}

/// Reads the reports in what `pdftotext -tsv` prints.
///
/// - Parameter lacking: Why there may be no words other than that the pages are pictures.
package func readWords(
  _ table: [UInt8], path: String, _ options: ReadingOptions = ReadingOptions(), in session: ReadingSession = ReadingSession(),
  lacking: Bilingual? = nil, each: (Report) throws -> Void
) throws {
  var table = table
  table.foldRadicals()
  let bands = try PageWords.bands(table, path: path, within: Budget(path, given: table.count), in: session.forms(options.form))
  guard !bands.bands.isEmpty else {
    throw SourceError(
      path,
      lacking
        ?? Bilingual(
          zh: "PDF 中没有文字，可能是扫描件；请先做文字识别（OCR），或另找文字版", en: "the PDF carries no text, it may be a scan; run it through OCR first"))
  }
  try Recogniser.read(bands, options, each: each)
}

/// The words of pages, in points from the upper left corner.
enum PageWords {
  /// No page reaches farther, in points.
  private static let pageLimit = 1e6
  /// Tokens that are longer, which is text, are not joined any more.
  private static let longestToken = 2000

  private struct Word {
    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }

    /// A word with the box that its font claims, which may be far higher than its characters: what they are wide they are high.
    init(_ text: String, left: Double, top: Double, width: Double, height: Double) {
      let units = text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 0.5 : 1) }
      let size = min(height, width / max(units, 0.5))
      (self.text, self.left, right) = (text, left, left + width)
      self.top = top + (height - size) / 2
      bottom = self.top + size
    }
  }

  /// Reads the words, level 5 of the table, page by page, and sets them beside each other.
  static func bands(_ table: [UInt8], path: String, within budget: Budget, in forms: KnownForms) throws(SourceError) -> Bands {
    var bands = Bands(arena: [], path: path, in: forms)
    var words: [Word] = []
    var number: Substring?
    var page = 0
    var count = 0
    func end() {
      Self.append(words, page: page, from: &count, to: &bands)
      words = []
    }
    var start = table.startIndex
    while start < table.count {
      let stop = table[start...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count
      let row = table[start..<stop]
      // The first line is the header.
      let isHeader = start == 0
      start = stop + 1
      if isHeader { continue }
      try budget.take(1, .word)
      let fields = String(decoding: row, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 12 else { continue }
      if fields[1] != number {
        end()
        page = number == nil ? 0 : page + 1
        number = fields[1]
      }
      guard fields[0] == "5", let left = Double(fields[6]), let top = Double(fields[7]), let width = Double(fields[8]),
        let height = Double(fields[9]), [left, top, width, height].allSatisfy({ $0.magnitude < pageLimit }),
        fields[11].contains(where: { !$0.isWhitespace })
      else { continue }
      words.append(Word(String(fields[11]), left: left, top: top, width: width, height: height))
    }
    end()
    return bands
  }

  /// Words whose middles are level with those of a line so far, but for a third of their height, stand on it.
  private static func append(_ words: [Word], page: Int, from count: inout Int, to bands: inout Bands) {
    var rows: [(top: Double, bottom: Double, middles: Double, words: [Word])] = []
    for word in words.sorted(by: { ($0.middle, $0.left) < ($1.middle, $1.left) }) {
      let index = rows.indices.suffix(6).last { row in
        abs(word.middle - rows[row].middles / Double(rows[row].words.count)) < 0.35 * word.height
      }
      if let index {
        rows[index].words.append(word)
        rows[index].middles += word.middle
      } else {
        rows.append((word.top, word.bottom, word.middle, [word]))
      }
    }
    rows.sort { $0.top + $0.bottom < $1.top + $1.bottom }
    var bottom: Double?
    for row in rows {
      count += 1
      let isApart = bottom.map { row.top - $0 > 0.8 * (row.bottom - row.top) } ?? false
      bottom = row.bottom
      appendLine(row.words.sorted { $0.left < $1.left }, page: page, number: count, isApart: isApart, to: &bands)
    }
  }

  /// Words of text with less than a quarter of a character between them are one token.
  private static func appendLine(_ words: [Word], page: Int, number: Int, isApart: Bool, to bands: inout Bands) {
    var text: [UInt8] = []
    var joined: [(text: Range<Int>, left: Double, right: Double, isFigure: Bool)] = []
    for (number, word) in words.enumerated() {
      let gap = joined.last.map { word.left - $0.right } ?? 0
      // `政府2020年`: a figure that text touches on both sides is text; pdftotext parts words where the font changes.
      let touch = 0.1 * word.height
      let isInside = gap < touch && number + 1 < words.count && words[number + 1].left - word.right < touch
      if gap > touch { text.append(0x20) }
      let start = text.count
      text += word.text.utf8
      let isFigure = !PrintedFigure(Array(word.text.utf8), bands.forms.words).isText
      if let last = joined.last, gap < 0.25 * word.height, last.text.count <= Self.longestToken, !last.isFigure, !isFigure || isInside {
        joined[joined.count - 1] = (last.text.lowerBound..<text.count, last.left, max(last.right, word.right), false)
      } else {
        joined.append((start..<text.count, word.left, word.right, isFigure))
      }
    }
    let whole = bands.append(text)
    for word in joined {
      bands.append(
        bands.token(
          whole.lowerBound + word.text.lowerBound..<whole.lowerBound + word.text.upperBound, line: number,
          column: max(1, Int(word.left)), extent: word.left...max(word.left, word.right)))
    }
    bands.joinUnits(joined.count)
    bands.endBand(hasSlots: false, isLine: true, page: page, isApart: isApart, text: whole)
  }
}
