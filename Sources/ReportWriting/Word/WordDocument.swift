// A report as the document that an office hands in: title, prose and the official tables in order, findings as comments.
// It is no publication: comments need the places of cells and headings, and nothing of what a page adds belongs into it.

import DisclosureReport

/// Composes a Word file.
struct WordDocument {
  private let report: Report
  private let findings: [Finding]
  private let language: Language
  private var text = WordText()
  private var comments = WordText()
  private var commentCount = 0
  /// For the title, each heading and each cell the findings to be told there.
  private var remarks: [String: [Finding]] = [:]

  private static let titlePlace = ""

  /// - Parameter findings: What is told in comments.
  init(_ report: Report, findings: [Finding] = [], _ language: Language = .chinese) {
    (self.report, self.findings, self.language) = (report, findings, language)
  }

  /// The file; nil if there is no memory for it.
  var bytes: [UInt8]? {
    var document = self
    document.compose()
    let hasComments = document.commentCount > 0
    func part(_ name: String, _ text: String) -> (String, [UInt8]) { (name, Array(text.utf8)) }
    let body =
      Array("\(WordStyle.head)<w:document \(WordStyle.namespaces)><w:body>".utf8) + document.text.bytes
      + Array("\(WordStyle.section)</w:body></w:document>".utf8)
    var parts = [
      part("[Content_Types].xml", WordStyle.types(hasComments: hasComments)), part("_rels/.rels", WordStyle.packageRelations),
      ("word/document.xml", body), part("word/_rels/document.xml.rels", WordStyle.documentRelations(hasComments: hasComments)),
      part("word/styles.xml", WordStyle.styles), part("word/fontTable.xml", WordStyle.fonts), part("word/settings.xml", WordStyle.settings),
      part("word/footer1.xml", WordStyle.footer(isEven: false)), part("word/footer2.xml", WordStyle.footer(isEven: true)),
      part("docProps/core.xml", WordStyle.core(of: report)), part("docProps/custom.xml", WordStyle.custom(of: report)),
    ]
    if hasComments {
      parts.append(
        (
          "word/comments.xml",
          Array("\(WordStyle.head)<w:comments \(WordStyle.namespaces)>".utf8) + document.comments.bytes + Array("</w:comments>".utf8)
        ))
    }
    return PartArchive.bytes(of: parts)
  }

  // MARK: - The document

  private mutating func compose() {
    for finding in findings { remarks[place(of: finding), default: []].append(finding) }
    paragraph("Title", at: Self.titlePlace, report.titleLines)
    for part in report.printedParts {
      if !part.heading.isEmpty { paragraph("Heading1", at: Self.key(part.heading), part.heading) }
      if let prose = part.text {
        for line in prose.split(separator: "\n", omittingEmptySubsequences: false) { compose(String(line)) }
      }
      if let table = part.table {
        compose(table)
        for line in report.remarks(on: table) { text.paragraph("Note") { $0.run(line) } }
      }
    }
    // A document ends in a paragraph, whatever stands last.
    if report.printedParts.last?.table != nil { text.paragraph("Note") { _ in } }
  }

  /// A paragraph; where it begins with a heading of the second level, that is in 楷体.
  private mutating func compose(_ line: String) {
    let heading = Self.secondLevel(line)
    text.paragraph("Body") { text in
      text.run(String(line.prefix(heading)), WordStyle.secondLevel)
      text.run(String(line.dropFirst(heading)))
    }
  }

  /// How many characters `（一）主动公开。` takes at the start of a line; 0 if there is none.
  private static func secondLevel(_ line: String) -> Int {
    let numeral = line.dropFirst().prefix { "一二三四五六七八九十".contains($0) }
    guard line.first == "（", !numeral.isEmpty, line.dropFirst(1 + numeral.count).first == "）" else { return 0 }
    if let end = line.prefix(40).firstIndex(of: "。") { return line.distance(from: line.startIndex, to: end) + 1 }
    return line.count <= 30 ? line.count : 0
  }

  private mutating func paragraph(_ style: String, at place: String, _ words: String) {
    text.raw("<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>")
    run(words, at: place)
    text.raw("</w:p>")
  }

  // MARK: - Tables

  private mutating func compose(_ table: Form.Table) {
    let layout = table.layout
    let widths = widths(table)
    let style = layout.width > 6 ? WordStyle.smallLabel : WordStyle.label
    // Items go on in the rows below.
    var rows = [[(item: TableLayout.Item, isContinued: Bool)]](repeating: [], count: layout.height)
    for item in layout.items {
      for row in item.row..<item.row + item.height {
        rows[row].append((item, row > item.row))
      }
    }
    let border = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
      #"<w:\#($0) w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
    }
    text.raw(
      #"<w:tbl><w:tblPr><w:tblW w:w="\#(widths.reduce(0, +))" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>\#(border.joined())</w:tblBorders>"#
        + #"<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr>"#
        + "<w:tblGrid>\(widths.map { #"<w:gridCol w:w="\#($0)"/>"# }.joined())</w:tblGrid>")
    for (number, slots) in rows.enumerated() {
      text.raw(#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="300" w:hRule="atLeast"/>"#)
      text.raw("\(number < layout.headerHeight ? "<w:tblHeader/>" : "")</w:trPr>")
      for slot in slots.sorted(by: { $0.item.column < $1.item.column }) {
        compose(slot.item, slot.isContinued, widths, style, isLast: number + 1 == rows.count || rows.count > Self.mostRows)
      }
      text.raw("</w:tr>")
    }
    text.raw("</w:tbl>")
  }

  private mutating func compose(
    _ item: TableLayout.Item, _ isContinued: Bool, _ widths: [Int], _ style: WordStyle.TableStyle, isLast: Bool
  ) {
    let width = widths[item.column..<item.column + item.width].reduce(0, +)
    var properties = #"<w:tcW w:w="\#(width)" w:type="dxa"/>"#
    if item.width > 1 { properties += #"<w:gridSpan w:val="\#(item.width)"/>"# }
    if item.height > 1 { properties += isContinued ? "<w:vMerge/>" : #"<w:vMerge w:val="restart"/>"# }
    if case .cell(let cell) = item.content, report[cell].isAbsent {
      properties += #"<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>"#
    }
    // A table does not part over pages if it fits on one with its heading.
    let keeps = isLast ? "" : "<w:keepNext/>"
    text.raw(
      "<w:tc><w:tcPr>\(properties)<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"\(style.name)\"/>\(keeps)</w:pPr>")
    if !isContinued {
      switch item.content {
      case .cell(let cell):
        let printed = report.printed(cell)
        // A figure stays on one line, narrower if it has to be.
        let room = (width - 90) / style.widestDigit
        let scale = printed.utf8.count > room && printed.utf8.allSatisfy { $0 < 0x80 } ? max(33, room * 100 / printed.utf8.count) : 100
        run(printed, at: report.form.cells[cell].address, scale < 100 ? "<w:w w:val=\"\(scale)\"/>" : "")
      case .columnLabel(let label), .rowLabel(let label): text.run(label.balanced(room: (width - 90) / (2 * style.digit)))
      default: text.run(item.content.text ?? "")
      }
    }
    text.raw("</w:p></w:tc>")
  }

  /// More rows do not stand on a page.
  private static let mostRows = 34

  /// Columns of figures are alike; of labels that of the rows themselves has most room.
  private func widths(_ table: Form.Table) -> [Int] {
    let layout = table.layout
    let figures = layout.width - layout.labelWidth
    // Alike to a twentieth of a point: programs make columns of the differences.
    func spread(_ width: Int, over count: Int) -> [Int] { [Int](repeating: width / count, count: count) }
    guard layout.labelWidth > 0 else { return spread(WordStyle.textWidth, over: layout.width) }
    let hasAsides = table.lastLabel < layout.labelWidth
    // What the longest figure takes; few columns have room.
    let longest = table.cells.map { report.printed($0).utf8.count }.max() ?? 0
    let needed = max(560, 100 + longest * WordStyle.smallLabel.widestDigit)
    let wanted = hasAsides ? figures * max(1300, needed) : figures > 4 ? figures * needed : WordStyle.textWidth
    let share = min(WordStyle.textWidth * 6 / 10, wanted)
    // A form may have more columns of labels than there is room.
    let most = (WordStyle.textWidth - share) / layout.labelWidth
    let own = table.lastLabel - 1
    var labels = (0..<layout.labelWidth).map { column in
      min(most, column == own ? 0 : column > own ? 840 : column + 1 == own ? 1080 : 1000)
    }
    labels[own] = WordStyle.textWidth - share / figures * figures - labels.reduce(0, +)
    return labels + spread(share, over: figures)
  }

  // MARK: - Comments

  private static func key(_ heading: String) -> String { "#" + heading }

  /// Where a finding is told: in its cell, the first cell of its row, at the heading of its table or part, or else at the title.
  private func place(of finding: Finding) -> String {
    let form = report.form
    guard let address = finding.cell,
      let cell = form.cell(address) ?? form.cells.first(where: { $0.address.hasPrefix(address + "/") })?.number
    else { return Self.titlePlace }
    let table = form.cells[cell].table
    guard report.carries(table: table) else { return Self.titlePlace }
    if address.contains("/") { return form.cells[cell].address }
    let part = form.parts.first { $0.table == table }
    let heading = part.flatMap { part in report.printedParts.first { part.isHeaded($0.heading) }?.heading }
    return heading.map(Self.key) ?? Self.titlePlace
  }

  /// Text with the remarks on its place.
  private mutating func run(_ words: String, at place: String, _ properties: String = "") {
    let told = remarks.removeValue(forKey: place) ?? []
    let numbers = commentCount..<commentCount + told.count
    commentCount += told.count
    for number in numbers { text.raw("<w:commentRangeStart w:id=\"\(number)\"/>") }
    text.run(words, properties)
    for (number, finding) in zip(numbers, told) {
      text.raw("<w:commentRangeEnd w:id=\"\(number)\"/><w:r><w:commentReference w:id=\"\(number)\"/></w:r>")
      comments.raw("<w:comment w:id=\"\(number)\" w:author=\"gongkai\" w:initials=\"g\">")
      let message =
        finding.severity.name(in: language) + Bilingual(zh: "：", en: ": ").in(language) + finding.told(in: language)
        + " [\(finding.code.rawValue)]"
      comments.paragraph("Comment") { $0.run(message) }
      comments.raw("</w:comment>")
    }
  }
}

/// Reports as Word files, one of which holds one.
struct WordStream: ReportStream {
  func piece(_ report: Report) -> StreamPiece { StreamPiece(bytes: WordDocument(report).bytes ?? []) }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) { output += piece.bytes }
}
