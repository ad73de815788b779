// Publications as lines of text: aligned for Chinese characters, within eighty columns on a terminal, painted if it takes colours.

import DisclosureReport

struct PublishedText: PublicationRenderer {
  let medium = Publication.Medium.text
  /// How many columns tables take if they can.
  static let tableWidth = 80
  /// How many columns a line may take on a terminal; nil where nothing is to be broken, as in a file or pipe.
  let width: Int?
  let colour: Bool
  private var count = 0

  init(width: Int?, colour: Bool) {
    self.width = width
    self.colour = colour
  }

  private enum Colour: String {
    case bold = "1"
    case red = "31"
    case green = "32"
    case dim = "2"
  }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    if count > 0 { output.append("\n") }
    count += 1
    output += piece.bytes
  }

  func piece(_ publication: Publication) -> StreamPiece {
    var lines = broken(publication.title).map { paint($0, .bold) }
    for (part, contents) in publication.parts(for: medium) {
      if !part.heading.isEmpty {
        lines += ["", paint(part.heading, .bold) + (part.remark.isEmpty ? "" : "  " + paint(part.remark))]
      }
      for content in contents { lines += self.lines(content, publication.language) }
    }
    return StreamPiece(bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func lines(_ content: Publication.Content, _ language: Language) -> [String] {
    switch content {
    case .facts(let groups):
      let (comma, semicolon) = language == .chinese ? ("，", "；") : (", ", "; ")
      let text = groups.map { $0.map { "\($0.name) \($0.value)" }.joined(separator: comma) }.joined(separator: semicolon)
      return broken(text).map { paint($0) }
    case .note(let text): return broken(text).map { paint($0, .dim) }
    case .items(let items, let title):
      return (title.map { ["", paint($0, .bold)] } ?? [])
        + items.flatMap { item in
          broken(String(repeating: "  ", count: item.level) + item.text + (item.difference.map { " (\($0.moved))" } ?? ""))
            .map { paint($0, item.isWrong ? .red : nil) }
        }
    case .listing(let listing) where listing.isSortable: return aligned(listing, language)
    case .listing(let listing): return listing.groups.flatMap { lines($0.heading, $0.rows, listing) }
    case .revision(let revision): return lines(revision)
    case .prose(let text):
      // Prose is broken into lines for a terminal only: in a file a paragraph is a line, so that it reads back as it was.
      return text.split(separator: "\n").flatMap { broken((width == nil ? "" : "　　") + $0.description.withoutControls) }
    case .table(let official): return TextTable(table: official.table, report: official.report, width: width).lines
    case .legend(let text): return [""] + broken(text)
    case .chart, .whole, .fields: return []
    }
  }

  /// A line a row, the columns under each other; on a terminal as many of them as fit.
  private func aligned(_ listing: Listing, _ language: Language) -> [String] {
    let rows = listing.groups.flatMap(\.rows)
    if rows.isEmpty { return listing.ifEmpty.isEmpty ? [] : ["", listing.ifEmpty] }
    var columns = listing.plainColumns
    let cells = [columns.map { listing.columns[$0].title }] + rows.map { row in columns.map { listing.text($0, of: row) } }
    let widths = columns.indices.map { column in cells.map { $0[column].displayWidth }.max() ?? 0 }
    var left = width ?? .max
    let fitting = widths.prefix { own in
      left -= own + 2
      // Behind the last there is no gap.
      return left >= -2
    }.count
    let hidden = columns.count - max(1, fitting)
    columns = Array(columns.prefix(max(1, fitting)))
    let lines = cells.enumerated().map { number, row in
      let line = columns.indices.map { column in
        row[column].padded(to: widths[column], right: number > 0 && listing.columns[columns[column]].role.isFigure)
      }.joined(separator: "  ")
      let trimmed = String(line.reversed().drop { $0 == " " }.reversed())
      return paint(trimmed, number == 0 ? .dim : rows[number - 1].isWrong ? .red : nil)
    }
    let more = Bilingual(zh: "（还有 \(hidden) 列放不下，见 --to csv）", en: "(\(hidden) more columns do not fit; see --to csv)").in(language)
    return [""] + lines + (hidden > 0 ? [paint(more, .dim)] : [])
  }

  /// The first label on a line of its own for all rows that share it; behind the second, the figures; below them, what is to be noted.
  private func lines(_ heading: String, _ rows: [Listing.Row], _ listing: Listing) -> [String] {
    let columns = listing.plainColumns.filter { listing.columns[$0].role.isFigure }
    let header = columns.map { listing.columns[$0].terse ?? listing.columns[$0].title }
    let shown = rows.map { row in columns.map { listing.text($0, of: row) } }
    let widths = header.indices.map { column in ([header[column]] + shown.map { $0[column] }).map(\.displayWidth).max() ?? 0 }
    let labelWidth = max(12, min(Self.tableWidth, width ?? Self.tableWidth) - widths.reduce(0) { $0 + $1 + 2 })
    func line(_ label: String, _ figures: [String]) -> String {
      let padded = label.padded(to: labelWidth) + zip(figures, widths).map { "  " + $0.padded(to: $1, right: true) }.joined()
      return String(padded.reversed().drop { $0 == " " }.reversed())
    }
    func label(_ row: Listing.Row) -> String { listing.text(0, of: row) }
    func note(_ row: Listing.Row) -> String { row.cells.isEmpty ? "" : listing.text(row.cells.count - 1, of: row) }
    var lines = ["", paint(heading, .bold), paint(line("", header), .dim)]
    for (index, row) in rows.enumerated() {
      if index == 0 || label(rows[index - 1]) != label(row) { lines += broken(label(row)).map { paint($0) } }
      let moves = row.cells.compactMap { cell -> Figure? in if case .move(let cell) = cell { cell.move } else { nil } }
      let move = moves.first ?? .zero
      lines.append(
        paint(line("  " + listing.text(1, of: row), shown[index]), move == .zero ? nil : move > .zero ? .red : .green))
      // One note for neighbours that share it.
      let next = index + 1 < rows.count && label(rows[index + 1]) == label(row) ? note(rows[index + 1]) : ""
      if !note(row).isEmpty, note(row) != next { lines += broken("    （\(note(row))）").map { paint($0, .dim) } }
    }
    return lines
  }

  private func lines(_ revision: Publication.Revision) -> [String] {
    revision.text.pieces.flatMap { piece -> [String] in
      switch piece {
      case .same(let text): return revision.includesSame ? marked("  ", text, nil) : []
      case .removed(let text): return marked("- ", text, .green)
      case .added(let text): return marked("+ ", text, .red)
      case .changed(let spans):
        let sentence = spans.map { span in
          switch span.change {
          case .removed: "[-\(span.text)-]"
          case .added: "{+\(span.text)+}"
          default: span.text
          }
        }.joined()
        return marked("~ ", sentence, nil)
      }
    }
  }

  private func marked(_ mark: String, _ text: String, _ colour: Colour?) -> [String] {
    broken(text, less: 2).enumerated().map { index, line in paint((index == 0 ? mark : "  ") + line, colour) }
  }

  /// A text in lines that fit the terminal; in a file or pipe nothing breaks it.
  private func broken(_ text: String, less: Int = 0) -> [String] {
    width.map { text.wrapped(to: max(20, $0 - less)) } ?? [text]
  }

  /// Text without control characters, which could command a terminal, in a colour.
  private func paint(_ text: String, _ colour: Colour? = nil) -> String {
    let safe = text.withoutControls
    guard self.colour, let colour else { return safe }
    return "\u{1B}[\(colour.rawValue)m\(safe)\u{1B}[0m"
  }
}

extension String {
  /// Text without control characters, which could command a terminal.
  var withoutControls: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) }))
  }
}

extension ComparedCell {
  /// `+16, +6.18%`
  var moved: String { [signedDelta, signedPercent].filter { !$0.isEmpty }.joined(separator: ", ") }
}
