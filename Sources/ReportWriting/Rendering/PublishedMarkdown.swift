// Publications as GitHub Flavored Markdown.

import DisclosureReport

struct PublishedMarkdown: PublicationRenderer {
  let medium = Publication.Medium.markdown
  private var count = 0

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    if count > 0 { output.append("\n") }
    count += 1
    output += piece.bytes
  }

  func piece(_ publication: Publication) -> StreamPiece {
    var output: [UInt8] = []
    output.append("# \(publication.title.markdownEscaped)\n")
    for (part, contents) in publication.parts(for: medium) {
      if !part.heading.isEmpty {
        let remark = part.remark.isEmpty ? "" : (publication.language == .chinese ? "：" : ": ") + part.remark
        output.append("\n## \(part.heading.markdownEscaped)\(remark.markdownEscaped)\n")
      }
      for content in contents { output.append(markdown(content)) }
    }
    return StreamPiece(bytes: output)
  }

  private func markdown(_ content: Publication.Content) -> String {
    switch content {
    case .facts(let groups):
      let facts = groups.flatMap(\.self)
      return "\n" + line(facts.map(\.name)) + "|" + String(repeating: "---:|", count: facts.count) + "\n" + line(facts.map(\.value))
    case .note(let text): return "\n\(text.markdownEscaped)\n"
    case .items(let items, let title):
      return "\n" + (title.map { "**\($0.markdownEscaped)**\n\n" } ?? "")
        + items.map { item in
          let difference = item.difference.map { " (\($0.moved))" } ?? ""
          return "\(String(repeating: "  ", count: item.level))- \(item.text.markdownEscaped)\(difference)\n"
        }.joined()
    case .listing(let listing):
      let columns = listing.plainColumns
      let head =
        line(columns.map { listing.columns[$0].title }) + "|"
        + columns.map { listing.columns[$0].role.isFigure ? "---:|" : "---|" }.joined() + "\n"
      return listing.groups.map { heading, rows in
        (heading.isEmpty ? "\n" : "\n## \(heading.markdownEscaped)\n\n") + head
          + rows.map { row in line(columns.map { listing.text($0, of: row) }) }.joined()
      }.joined()
    case .revision(let revision): return "\n" + markdown(revision)
    case .prose(let text): return text.split(separator: "\n").map { "\n\(String($0).markdownEscaped)\n" }.joined()
    case .table(let official): return official.table.blocks.map { markdown($0, of: official) }.joined()
    case .chart, .legend, .whole, .fields: return ""
    }
  }

  private func line(_ cells: [String]) -> String {
    "| \(cells.map(\.markdownEscaped).joined(separator: " | ")) |\n"
  }

  private func markdown(_ revision: Publication.Revision) -> String {
    revision.text.pieces.map { piece in
      switch piece {
      case .same(let sentence): revision.includesSame ? "- \(sentence.markdownEscaped)\n" : ""
      case .removed(let sentence): "- ~~\(sentence.markdownEscaped)~~\n"
      case .added(let sentence): "- **\(sentence.markdownEscaped)**\n"
      case .changed(let spans):
        "- "
          + spans.map { span in
            switch span.change {
            case .removed: "~~\(span.text.markdownEscaped)~~"
            case .added: "**\(span.text.markdownEscaped)**"
            default: span.text.markdownEscaped
            }
          }.joined() + "\n"
      }
    }.joined()
  }

  /// A block of an official table as a table of its own.
  private func markdown(_ block: Form.Block, of official: OfficialTable) -> String {
    let report = official.report
    let rows = official.table.rows[block.rows].filter(report.carries)
    if rows.isEmpty { return "" }
    let labelWidth = block.rowLabels.map(\.depth).max() ?? 1
    let corner = [block.corner ?? "项目"] + [String](repeating: "", count: labelWidth - 1)
    var text =
      (block.heading.map { "\n**\($0.markdownEscaped)**\n" } ?? "") + "\n" + line(corner + block.asides + block.columns.map(\.label))
    text +=
      "|" + String(repeating: " --- |", count: labelWidth + block.asides.count) + String(repeating: " ---: |", count: block.columns.count)
      + "\n"
    var above: [String] = []
    for row in rows {
      // A group is named on its first row, the row itself behind its groups.
      let labels = row.path.enumerated().map { level, label in
        level < row.path.count - 1 && above.prefix(level + 1).elementsEqual(row.path.prefix(level + 1)) ? "" : label
      }
      above = row.path
      text += line(labels + [String](repeating: "", count: labelWidth - labels.count) + row.asides + row.cells.map(report.printed))
    }
    return text
  }
}
