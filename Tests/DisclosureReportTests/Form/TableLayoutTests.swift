import DisclosureReport
import Testing

@Suite("The official grid is derived from the labels")
struct TableLayoutTests {
  @Test(
    "Every place of every grid is covered once, by one item",
    arguments: Form.editions.flatMap { form in form.tables.map { "\(form.id) \($0.id)" } })
  func covers(_ name: String) throws {
    let parts = name.split(separator: " ").map(String.init)
    let layout = try #require(Form.edition(parts[0])?.table(parts[1])?.layout)
    var covered = [[Int]](repeating: [Int](repeating: 0, count: layout.width), count: layout.height)
    for item in layout.items {
      for row in item.row..<item.row + item.height {
        for column in item.column..<item.column + item.width { covered[row][column] += 1 }
      }
    }
    #expect(covered.allSatisfy { $0.allSatisfy { $0 == 1 } })
  }

  private func item(_ text: String, in table: String, of form: String) throws -> TableLayout.Item {
    try #require(Form.edition(form)?.table(table)?.layout.items.first { $0.content.text == text })
  }

  @Test("Table three has ten columns and spans as printed")
  func requests() throws {
    let layout = try #require(Form.edition("2019")?.table("requests")?.layout)
    #expect(layout.width == 10)
    #expect(layout.labelWidth == 3)
    #expect(layout.headerHeight == 3)
    let spans: [(String, row: Int, column: Int, height: Int, width: Int)] = [
      ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3),
      ("申请人情况", 0, 3, 1, 7), ("自然人", 1, 3, 2, 1), ("法人或其他组织", 1, 4, 1, 5), ("商业企业", 2, 4, 1, 1), ("总计", 1, 9, 2, 1),
      ("一、本年新收政府信息公开申请数量", 3, 0, 1, 3), ("三、本年度办理结果", 5, 0, 20, 1), ("（一）予以公开", 5, 1, 1, 2),
      ("（三）不予公开", 7, 1, 8, 1), ("1.属于国家秘密", 7, 2, 1, 1), ("（七）总计", 24, 1, 1, 2), ("四、结转下年度继续办理", 25, 0, 1, 3),
    ]
    for span in spans {
      let item = try item(span.0, in: "requests", of: "2019")
      #expect([item.row, item.column, item.height, item.width] == [span.row, span.column, span.height, span.width], "\(span.0)")
    }
  }

  @Test("Blocks of three, two and one columns share the width of table two")
  func disclosure() throws {
    let old = try #require(Form.edition("2019")?.table("disclosure")?.layout)
    #expect(old.width == 7)
    let cells = old.items.filter { if case .cell = $0.content { true } else { false } }
    #expect(Set(cells.map(\.width)) == [2, 3])
    let new = try #require(Form.edition("2021")?.table("disclosure")?.layout)
    #expect(new.width == 4)
    #expect(try item("本年处理决定数量", in: "disclosure", of: "2021").width == 3)
  }

  @Test("Table four is one line of figures under three of headers")
  func proceedings() throws {
    let layout = try #require(Form.edition("2021")?.table("proceedings")?.layout)
    #expect([layout.width, layout.height, layout.headerHeight, layout.labelWidth] == [15, 4, 3, 0])
    let review = try item("行政复议", in: "proceedings", of: "2021")
    #expect([review.row, review.column, review.height, review.width] == [0, 0, 1, 5])
    let upheld = try item("结果维持", in: "proceedings", of: "2021")
    #expect([upheld.row, upheld.column, upheld.height, upheld.width] == [1, 0, 2, 1])
    let later = try item("复议后起诉", in: "proceedings", of: "2021")
    #expect([later.row, later.column, later.height, later.width] == [1, 10, 1, 5])
  }
}
