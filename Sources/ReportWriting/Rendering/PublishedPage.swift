// Publications as one self-contained page: charts, the official tables with all that is known of each figure, prose side by side.

import DisclosureReport

struct PublishedPage: PublicationRenderer {
  let medium = Publication.Medium.page
  let language: Language
  private var count = 0
  private var hasSwitches = false
  private var isSortable = false

  init(_ language: Language) {
    self.language = language
  }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    if count == 0 {
      output.append(PageParts.start(title: piece.title, isComparison: piece.isComparison, language))
      hasSwitches = piece.isComparison
      if hasSwitches { output.append(switches) }
    }
    count += 1
    isSortable = isSortable || piece.isSortable
    output += piece.bytes
  }

  func piece(_ publication: Publication) -> StreamPiece {
    var output: [UInt8] = []
    output.append("<article>\n<h1>\(publication.title.htmlEscaped)</h1>\n")
    for (part, contents) in publication.parts(for: medium) {
      if !part.heading.isEmpty {
        let remark = part.remark.isEmpty ? "" : " <span class=\"soft\">\(part.remark.htmlEscaped)</span>"
        output.append("<h2>\(part.heading.htmlEscaped)\(remark)</h2>\n")
      }
      for content in contents { output.append(html(content, under: part.heading)) }
    }
    output.append("</article>\n")
    let isSortable = publication.parts(for: medium).contains { part in
      part.contents.contains { if case .listing(let listing) = $0 { listing.isSortable } else { false } }
    }
    return StreamPiece(bytes: output, title: publication.title, isComparison: publication.isComparison, isSortable: isSortable)
  }

  mutating func finish(_ output: inout [UInt8]) {
    if count == 0 { output.append(PageParts.start(title: "gongkai", language)) }
    output.append(PageParts.end(scripts: (hasSwitches ? [PageParts.script] : []) + (isSortable ? [PageParts.sorting] : [])))
  }

  private func say(_ zh: String, _ en: String) -> String { Bilingual(zh: zh, en: en).in(language) }

  /// Hidden until the script that serves them runs.
  private var switches: String {
    """
    <form class="switches" hidden>
    <label><input type="checkbox" name="only"> \(say("只看有变化的行", "only rows that changed"))</label>
    <label>\(say("百分比以", "percent of the ")) <select name="reference"><option value="old">\(say("前者", "first figure"))</option><option value="new">\(say("后者", "second figure"))</option></select>\(say(" 为基数", ""))</label>
    </form>

    """
  }

  private func html(_ content: Publication.Content, under heading: String) -> String {
    switch content {
    case .facts(let groups):
      let entries = groups.joined().map { "<div><dt>\($0.name.htmlEscaped)</dt><dd>\($0.value.htmlEscaped)</dd></div>\n" }
      return "<dl class=\"summary\">\n\(entries.joined())</dl>\n"
    case .note(let text): return "<p class=\"soft\">\(text.htmlEscaped)</p>\n"
    case .items(let items, let title):
      let list = items.map { item in
        let difference = item.difference.map { "（\(self.difference($0))）" } ?? ""
        return "<li\(item.isWrong ? " class=\"rise\"" : "")>\(item.text.htmlEscaped)\(difference)</li>\n"
      }.joined()
      guard let title else { return "<ul>\n\(list)</ul>\n" }
      return "<details open><summary>\(title.htmlEscaped)</summary>\n<ol>\n\(list)</ol>\n</details>\n"
    case .listing(let listing): return html(listing, under: heading)
    case .table(let table): return html(table)
    case .prose(let text): return PageParts.prose(text)
    case .legend: return ""
    case .chart(let chart): return chart.svg
    case .whole, .fields: return ""
    case .revision(let revision): return html(revision)
    }
  }

  /// `▲ +16 +6.18%`: sign and arrow say it without the colour.
  private func difference(_ cell: ComparedCell) -> String {
    guard let delta = cell.delta, delta != .zero else { return "" }
    let rises = delta > .zero
    var text = "<span class=\"\(rises ? "rise" : "fall")\">\(rises ? "▲" : "▼") \(delta.signedDescription)</span>"
    if !cell.percent.isEmpty {
      let ofNew = cell.reversed.basisPoints.map { ComparedCell.signedPercent(hundredths: -$0) } ?? "—"
      text += " <span class=\"percent\" data-old=\"\(cell.signedPercent)\" data-new=\"\(ofNew)\">\(cell.signedPercent)</span>"
    }
    return text
  }

  // MARK: - Tables

  private func html(_ listing: Listing, under heading: String) -> String {
    let columns = listing.plainColumns
    let header = columns.map { "<th scope=\"col\">\(listing.columns[$0].title.htmlEscaped)</th>" }.joined()
    func cell(_ column: Int, _ row: Listing.Row) -> String {
      let text = listing.text(column, of: row).htmlEscaped
      if case .reference(_, let target) = row.cells[column] {
        return
          "<th scope=\"row\" class=\"left\"><a href=\"\(target.hasPrefix("#") ? target : target.urlEscaped.htmlEscaped)\">\(text)</a></th>"
      }
      switch (listing.columns[column].role, row.cells[column]) {
      case (.label, _) where column == 0: return "<th scope=\"row\" class=\"left\">\(text)</th>"
      case (.label, _), (.note, _):
        // What it is about is sorted by, where the text would not tell.
        return "<td class=\"left\"\(row.weight.map { " data-sort=\"\($0)\"" } ?? "")>\(text)</td>"
      case (.verdict, _) where row.isWrong: return "<td><strong class=\"rise\">\(text)</strong></td>"
      case (.difference, .move(let cell)): return "<td>\(difference(cell))</td>"
      default: return "<td>\(text)</td>"
      }
    }
    return listing.groups.map { name, rows in
      let lines = rows.map { row in
        "<tr class=\"\(row.isSame ? "same" : "changed")\(listing.isSortable && row.isWrong ? " wrong" : "")\">"
          + columns.map { cell($0, row) }.joined() + "</tr>\n"
      }
      let anchor = listing.anchors[name].map { " id=\"\($0)\"" } ?? ""
      return (name.isEmpty ? "" : "<h2\(anchor)>\(name.htmlEscaped)</h2>\n")
        + scrolled(
          "<thead><tr>\(header)</tr></thead>\n<tbody>\n\(lines.joined())</tbody>\n", name.isEmpty ? heading : name,
          isSortable: listing.isSortable)
    }.joined() + (listing.closing.isEmpty || !listing.isSortable ? "" : "<p class=\"soft\">\(listing.closing.htmlEscaped)</p>\n")
  }

  private func scrolled(_ table: String, _ name: String, isSortable: Bool = false) -> String {
    "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(name.htmlEscaped)\">\n<table\(isSortable ? " class=\"sortable\" data-search=\"\(say("查找", "search"))\" data-wrong=\"\(say("只看有问题的", "only what is wrong"))\"" : "")>\n\(table)</table>\n</div>\n"
  }

  /// The official grid.
  private func html(_ official: OfficialTable) -> String {
    let layout = official.table.layout
    var lines = [String](repeating: "", count: layout.height)
    var classes = [String](repeating: "", count: layout.height)
    for item in layout.items {
      let spans = (item.height > 1 ? " rowspan=\"\(item.height)\"" : "") + (item.width > 1 ? " colspan=\"\(item.width)\"" : "")
      switch item.content {
      case .heading(let text):
        lines[item.row] += "<th class=\"heading\" scope=\"colgroup\"\(spans)>\(text.htmlEscaped)</th>"
      case .corner(let text):
        lines[item.row] += "<th scope=\"col\"\(spans)>\(text.htmlEscaped)</th>"
      case .columnLabel(let text):
        lines[item.row] += "<th scope=\"\(item.width > 1 && item.height == 1 ? "colgroup" : "col")\"\(spans)>\(text.htmlEscaped)</th>"
      case .rowLabel(let text):
        let group = item.height > 1 ? " data-rows=\"\(item.height)\" data-level=\"\(item.column)\"" : " data-level=\"\(item.column)\""
        let scope = item.height > 1 ? "rowgroup" : "row"
        lines[item.row] += "<th scope=\"\(scope)\"\(group)\(spans)>\(text.htmlEscaped)</th>"
      case .cell(let cell):
        lines[item.row] += html(cell, of: official, spans)
        if isSameLine(cell, of: official) { classes[item.row] = " class=\"same\"" }
      }
    }
    func rows(_ range: Range<Int>) -> String { range.map { "<tr\(classes[$0])>\(lines[$0])</tr>\n" }.joined() }
    let header = layout.headerHeight
    return scrolled(
      (header > 0 ? "<thead>\n\(rows(0..<header))</thead>\n" : "") + "<tbody>\n\(rows(header..<layout.height))</tbody>\n", official.heading)
  }

  /// Whether nothing of the line on which a cell stands is to be shown as different.
  private func isSameLine(_ cell: CellNumber, of official: OfficialTable) -> Bool {
    guard !official.counterparts.isEmpty else { return false }
    let row = official.table.rows[official.report.form.cells[cell].row]
    let line = official.table.blocks[row.block].isAcross ? official.table.cells : row.cells
    return !line.contains { official.mark($0) == .changed }
  }

  /// A cell with its figure; what does not hold, and why, can be pointed at, and is marked by more than a colour.
  private func html(_ number: CellNumber, of official: OfficialTable, _ spans: String) -> String {
    var (name, content) = content(number, of: official)
    var title = ""
    if !official.failures(of: number).isEmpty || official.isSuspect(number) {
      let mark = official.failures(of: number).isEmpty ? "suspect" : "fails"
      name += name.isEmpty ? mark : " " + mark
      title = " title=\"\(official.notes(on: number).joined(separator: "\n").htmlEscaped)\""
    }
    return "<td\(name.isEmpty ? "" : " class=\"\(name)\"")\(title)\(spans)>\(content)</td>"
  }

  private func content(_ number: CellNumber, of official: OfficialTable) -> (name: String, html: String) {
    let value = official.report[number]
    guard !official.counterparts.isEmpty else {
      return value.isAbsent
        ? ("absent", "<span class=\"soft\">\(official.report.form.notation.absent.htmlEscaped)</span>")
        : ("", official.report.printed(number).htmlEscaped)
    }
    guard let counterpart = official.counterparts[number] else { return (value.isAbsent ? "absent" : "", value.short) }
    let cell = counterpart.cell
    let new = cell.new.short.isEmpty ? "&nbsp;" : cell.new.short
    switch cell.change {
    case .same: return (cell.new.isAbsent ? "absent" : "", new)
    case .changed:
      return ("changed", "\(new)<span class=\"old\">\(cell.old.short)</span><span class=\"delta\">\(difference(cell))</span>")
    case .added:
      let note = counterpart.reason == nil ? say("新增", "added") : say("无对应", "no counterpart")
      return ("added", "\(new)<span class=\"delta\">\(note)</span>")
    case .removed: return ("removed", "\(new)<span class=\"old\"><del>\(cell.old.short)</del></span>")
    }
  }

  // MARK: - Prose

  private func html(_ revision: Publication.Revision) -> String {
    let pieces = revision.text.pieces.map { piece -> String in
      switch piece {
      case .same(let text): side("", text.htmlEscaped) + side("", text.htmlEscaped)
      case .removed(let text): side("gone", "<del>\(text.htmlEscaped)</del>") + side("empty", "")
      case .added(let text): side("empty", "") + side("come", "<ins>\(text.htmlEscaped)</ins>")
      case .changed(let spans): side("reworded", html(spans, .removed, "del")) + side("reworded", html(spans, .added, "ins"))
      }
    }
    return "<div class=\"sides\">\n" + side("head", revision.names.old.htmlEscaped) + side("head", revision.names.new.htmlEscaped)
      + pieces.joined() + "</div>\n"
  }

  /// One side of a reworded sentence: what is the same, and what is only there.
  private func html(_ spans: [TextComparison.Span], _ own: Change, _ tag: String) -> String {
    spans.filter { $0.change == .same || $0.change == own }.map { span in
      span.change == own ? "<\(tag)>\(span.text.htmlEscaped)</\(tag)>" : span.text.htmlEscaped
    }.joined()
  }

  private func side(_ name: String, _ html: String) -> String {
    "<div\(name.isEmpty ? "" : " class=\"\(name)\"")>\(html)</div>\n"
  }
}
