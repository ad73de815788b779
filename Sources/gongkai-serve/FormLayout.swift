// What the page needs to know of a form: its tables as they are printed, and its relations, cell by cell.

import DisclosureReport

/// JSON, as far as this page needs it.
enum PageJSON {
  static func text(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // No markup in a page's script.
      case "<", ">", "&": result += "\\u00" + String(scalar.value, radix: 16)
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func array(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { text($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }

  static func both(_ text: Bilingual) -> String { object([("zh", Self.text(text.zh)), ("en", Self.text(text.en))]) }
}

extension Form {
  /// Tables with their grids, relations with their cells, parts with their headings.
  var pageLayout: String {
    let tables = self.tables.map { table in
      PageJSON.object([
        ("id", PageJSON.text(table.id)), ("name", PageJSON.both(table.name)), ("width", "\(table.layout.width)"),
        ("height", "\(table.layout.height)"), ("labels", "\(table.layout.labelWidth)"),
        ("items", PageJSON.array(table.layout.items.map(item))),
      ])
    }
    let relations = self.relations.flatMap { relation in
      relation.instances.map { instance in
        PageJSON.object([
          ("id", PageJSON.text(relation.id)), ("name", PageJSON.both(relation.name)), ("label", PageJSON.text(instance.label)),
          ("sign", PageJSON.text(instance.comparison.rawValue)), ("left", terms(instance.left)), ("right", terms(instance.right)),
        ])
      }
    }
    let parts = self.parts.map { part in
      PageJSON.object([
        ("heading", PageJSON.text(part.heading)), ("also", PageJSON.array(part.otherHeadings.map(PageJSON.text))),
        ("table", part.table.map { PageJSON.text(self.tables[$0].id) } ?? "null"),
      ])
    }
    return PageJSON.object([
      ("id", PageJSON.text(id)), ("name", PageJSON.both(name)), ("title", PageJSON.text(title)), ("monthly", "\(period.isMonthly)"),
      ("rates", PageJSON.array(rates.map { PageJSON.object([("id", PageJSON.text($0.id)), ("name", PageJSON.both($0.name))]) })),
      ("tables", PageJSON.array(tables)), ("relations", PageJSON.array(relations)), ("parts", PageJSON.array(parts)),
    ])
  }

  private func item(_ item: TableLayout.Item) -> String {
    var members = [("r", "\(item.row)"), ("c", "\(item.column)"), ("h", "\(item.height)"), ("w", "\(item.width)")]
    if case .cell(let number) = item.content {
      let cell = cells[number]
      members += [("cell", PageJSON.text(cell.address)), ("kind", PageJSON.text("\(cell.kind)")), ("label", PageJSON.text(cell.label))]
    } else {
      members.append(("text", PageJSON.text(item.content.text ?? "")))
    }
    return PageJSON.object(members)
  }

  private func terms(_ terms: [Relation.Term]) -> String {
    PageJSON.array(terms.map { PageJSON.array([PageJSON.text(cells[$0.cell].address), $0.isSubtracted ? "-1" : "1"]) })
  }
}
