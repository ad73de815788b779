// What the page needs to know of a form: its tables as they are printed, and its relations, cell by cell.

import DisclosureReport
import ReportWriting

extension Form {
  /// Tables with their grids, relations with their cells, parts with their headings, as JSON.
  var pageLayout: [UInt8] {
    var json = JSONWriter(isCompact: true)
    json.object { json in
      json.member("id", id)
      json.member("name", name)
      json.member("title", title)
      json.key("monthly")
      json.write(period.isMonthly)
      json.key("rates")
      json.array(rates) { json, rate in
        json.object { json in
          json.member("id", rate.id)
          json.member("name", rate.name)
        }
      }
      json.key("tables")
      json.array(tables) { json, table in
        json.object { json in
          json.member("id", table.id)
          json.member("name", table.name)
          json.member("width", table.layout.width)
          json.member("height", table.layout.height)
          json.member("labels", table.layout.labelWidth)
          json.key("items")
          json.array(table.layout.items) { write($1, to: &$0) }
        }
      }
      json.key("relations")
      json.array(relations.flatMap { relation in relation.instances.map { (relation, $0) } }) { json, element in
        let (relation, instance) = element
        json.object { json in
          json.member("id", relation.id)
          json.member("name", relation.name)
          json.member("label", instance.label)
          json.member("sign", instance.comparison.rawValue)
          json.key("left")
          write(instance.left, to: &json)
          json.key("right")
          write(instance.right, to: &json)
        }
      }
      // While one of these is blank, its relation is open rather than broken.
      json.key("totals")
      json.array(Set(relations.flatMap(\.instances).compactMap(\.total)).sorted()) { $0.write(cells[$1].address) }
      json.key("parts")
      json.array(parts) { json, part in
        json.object { json in
          json.member("heading", part.heading)
          json.key("also")
          json.array(part.otherHeadings) { $0.write($1) }
          if let table = part.table { json.member("table", tables[table].id) }
        }
      }
    }
    return json.bytes
  }

  private func write(_ item: TableLayout.Item, to json: inout JSONWriter) {
    json.object { json in
      json.member("r", item.row)
      json.member("c", item.column)
      json.member("h", item.height)
      json.member("w", item.width)
      if case .cell(let number) = item.content {
        let cell = cells[number]
        json.member("cell", cell.address)
        json.member("kind", "\(cell.kind)")
        json.member("label", cell.label)
        json.member("row", tables[cell.table].rows[cell.row].path.joined(separator: "/"))
      } else {
        json.member("text", item.content.text ?? "")
      }
    }
  }

  /// Each a cell and the factor by which it counts.
  private func write(_ terms: [Relation.Term], to json: inout JSONWriter) {
    json.array(terms) { json, term in
      json.array { json in
        json.write(cells[term.cell].address)
        json.write(term.isSubtracted ? -1 : 1)
      }
    }
  }
}
