// A table of the form as HTML, drawn from its layout.

import DisclosureReport

/// Draws the official grid; what stands in the cells is up to the caller.
struct OfficialTable {
  let table: Form.Table
  let heading: String

  /// - Parameters:
  ///   - row: The class of the line on which a row of the form stands, nil for none.
  ///   - cell: The class and the content, escaped, of a cell.
  func html(row: (Int) -> String? = { _ in nil }, cell: (Int) -> (name: String, content: String)) -> String {
    let layout = table.layout
    var lines = [String](repeating: "", count: layout.height)
    var classes = [String?](repeating: nil, count: layout.height)
    for item in layout.items {
      switch item.content {
      case .heading(let text):
        lines[item.row] += "<th class=\"heading\" scope=\"colgroup\"\(spans(item))>\(text.htmlEscaped)</th>"
      case .corner(let text):
        lines[item.row] += "<th scope=\"col\"\(spans(item))>\(text.htmlEscaped)</th>"
      case .columnLabel(let text):
        lines[item.row] += "<th scope=\"\(item.width > 1 && item.height == 1 ? "colgroup" : "col")\"\(spans(item))>\(text.htmlEscaped)</th>"
      case .rowLabel(let text, let isVertical):
        let group = item.height > 1 ? " data-rows=\"\(item.height)\" data-level=\"\(item.column)\"" : " data-level=\"\(item.column)\""
        let scope = item.height > 1 ? "rowgroup" : "row"
        lines[item.row] += "<th scope=\"\(scope)\"\(isVertical ? " class=\"vertical\"" : "")\(group)\(spans(item))>\(text.htmlEscaped)</th>"
      case .cell(let number):
        let (name, content) = cell(number)
        lines[item.row] += "<td\(name.isEmpty ? "" : " class=\"\(name)\"")\(spans(item))>\(content)</td>"
        classes[item.row] = row(number)
      }
    }
    func tr(_ index: Int) -> String {
      "<tr\(classes[index].map { " class=\"\($0)\"" } ?? "")>\(lines[index])</tr>\n"
    }
    let header = layout.headerHeight
    let head = header > 0 ? "<thead>\n\((0..<header).map(tr).joined())</thead>\n" : ""
    let body = "<tbody>\n\((header..<layout.height).map(tr).joined())</tbody>\n"
    return
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(heading.htmlEscaped)\">\n<table>\n\(head)\(body)</table>\n</div>\n"
  }

  private func spans(_ item: TableLayout.Item) -> String {
    (item.height > 1 ? " rowspan=\"\(item.height)\"" : "") + (item.width > 1 ? " colspan=\"\(item.width)\"" : "")
  }
}
