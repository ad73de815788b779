import DisclosureReport
import Testing

@Suite("The editions")
struct FormTests {
  static let applicants = ["natural", "business", "research", "charity", "legal", "other", "total"]
  static let commonRows = [
    "new", "carried_in", "granted", "partial", "denied.state_secret", "denied.statute", "denied.security", "denied.third_party",
    "denied.internal", "denied.deliberative", "denied.enforcement", "denied.inquiry", "unavailable.not_held",
    "unavailable.not_compiled", "unavailable.unclear", "rejected.petition", "rejected.duplicate", "rejected.publication",
    "rejected.excessive", "rejected.reissue",
  ]

  static func addresses(disclosure: [(rows: [String], columns: [String])], other: [String]) -> [String] {
    disclosure.flatMap { block in block.rows.flatMap { row in block.columns.map { "disclosure/\(row)/\($0)" } } }
      + (commonRows + other + ["total", "carried_out"]).flatMap { row in applicants.map { "requests/\(row)/\($0)" } }
      + ["review", "direct", "after_review"].flatMap { row in
        ["upheld", "corrected", "other", "pending", "total"].map { "proceedings/\(row)/\($0)" }
      }
  }

  @Test("The 2019 edition has every cell of 国办公开办函〔2019〕60号, in order")
  func edition2019() throws {
    let form = try #require(Form.edition("2019"))
    #expect(
      form.cells.map(\.address)
        == Self.addresses(
          disclosure: [
            (["regulations", "normative"], ["made", "published", "total"]),
            (["licensing", "services"], ["prior", "change", "decisions"]),
            (["penalties", "coercion"], ["prior", "change", "decisions"]),
            (["fees"], ["prior", "change"]), (["procurement"], ["projects", "amount"]),
          ], other: ["other"]))
    #expect(form.cells.filter { $0.kind == .signed }.map(\.address).allSatisfy { $0.hasSuffix("/change") })
    #expect(form.cells.filter { $0.kind == .money }.map(\.address) == ["disclosure/procurement/amount"])
  }

  @Test("The 2021 edition has every cell of 国办公开办函〔2021〕30号, in order")
  func edition2021() throws {
    let form = try #require(Form.edition("2021"))
    #expect(
      form.cells.map(\.address)
        == Self.addresses(
          disclosure: [
            (["regulations", "normative"], ["issued", "repealed", "effective"]), (["licensing"], ["decisions"]),
            (["penalties", "coercion"], ["decisions"]), (["fees"], ["amount"]),
          ], other: ["other.uncorrected", "other.unpaid", "other.rest"]))
  }

  @Test("A cell's label is the row's path and its column")
  func labels() throws {
    let form = try #require(Form.edition("2019"))
    func label(_ address: String) -> String? { form.cell(address).map { form.cells[$0].label } }
    #expect(label("requests/granted/natural") == "三、本年度办理结果/（一）予以公开/自然人")
    #expect(label("requests/new/total") == "一、本年新收政府信息公开申请数量/总计")
    #expect(label("requests/denied.state_secret/legal") == "三、本年度办理结果/（三）不予公开/1.属于国家秘密/法律服务机构")
    #expect(label("proceedings/direct/upheld") == "行政诉讼/未经复议直接起诉/结果维持")
  }

  @Test("The year decides between editions only where asked")
  func years() {
    #expect(Form.edition(forYear: 2019)?.id == "2019")
    #expect(Form.edition(forYear: 2020)?.id == "2019")
    #expect(Form.edition(forYear: 2021)?.id == "2021")
    #expect(Form.edition(forYear: 2035)?.id == "2021")
    #expect(Form.edition(forYear: 2015) == nil)
  }

  @Test("Relations apply to every row or column that they should")
  func relations() throws {
    for form in Form.editions {
      let counts = Dictionary(uniqueKeysWithValues: form.relations.map { ($0.id, $0.instances.count) })
      #expect(counts["applicant-total"] == form.table("requests")?.rows.count)
      #expect(counts["result-total"] == 7)
      #expect(counts["balance"] == 7)
      #expect(counts["outcome-total"] == 3)
      let results = try #require(form.relations.first { $0.id == "result-total" }?.instances.first)
      #expect(results.left.count == (form.id == "2019" ? 19 : 21))
      #expect(form.carryOvers.map(\.id) == ["carry-over", form.id == "2019" ? "prior-items" : "in-force"])
    }
  }

  @Test("in-force adds last year's stock and takes off what was repealed")
  func inForce() throws {
    let form = try #require(Form.edition("2021"))
    let instance = try #require(form.carryOvers.last?.instances.first)
    #expect(
      instance.right.map { form.cells[$0.cell].address } == ["effective", "issued", "repealed"].map { "disclosure/regulations/\($0)" })
    #expect(instance.right.map(\.isLastYear) == [true, false, false])
    #expect(instance.right.map(\.isSubtracted) == [false, false, true])
  }

  @Test("The figures of a rule's example fail it", arguments: Form.editions.map(\.id))
  func failing(_ edition: String) throws {
    let form = try #require(Form.edition(edition))
    for relation in form.relations + form.carryOvers + form.plausibility.rules {
      for instance in relation.instances {
        func sum(_ terms: [Relation.Term]) -> Figure { terms.sum { Figure(instance.failing($0)) } }
        #expect(!([instance.right] + instance.others).contains { instance.comparison.holds(sum(instance.left), sum($0)) }, "\(relation.id)")
      }
    }
    #expect(form.checkedRules.first { $0.id == "applicant-total" }?.example.en == "1 + 1 + 1 + 1 + 1 + 1 = 99")
  }

  @Test("Patterns match whole ids or their beginnings")
  func patterns() {
    #expect(CellPattern("requests/denied.*/natural").matches("requests/denied.statute/natural"))
    #expect(CellPattern("requests/*/*").matches("requests/new/total"))
    #expect(!CellPattern("requests/other/*").matches("requests/other.rest/natural"))
    #expect(!CellPattern("requests/*").matches("requests/new/total"))
  }
}
