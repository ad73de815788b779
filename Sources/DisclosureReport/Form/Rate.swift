// Rates of a form: what reports are ranked by and peers are compared in, each a figure or a share of sums of cells.

extension Form {
  /// A figure by which reports are compared: a sum of cells, or a share of one sum in another.
  public struct Rate: Sendable, Hashable {
    public let id: String
    public let name: Bilingual
    /// What is counted; blank cells count as 0.
    public let numerator: [CellNumber]
    /// What it is a share of; empty for a rate that is a figure itself.
    public let denominator: [CellNumber]
    /// A share of less than this says nothing and is not told.
    public let least: Figure
    /// Whether the denominator is last year's, and the rate the growth since then.
    public let isGrowth: Bool

    public var isShare: Bool { !denominator.isEmpty }
  }

  /// More rates than these no table can show.
  static let rateLimit = 60

  public func rate(_ id: String) -> Rate? { rates.first { $0.id == id } }
}

extension Form.Rate {
  /// The rates of some forms, each once, those of the newest form first.
  public static func all(of forms: [Form]) -> [Form.Rate] {
    var known: Set<String> = []
    return forms.reversed().flatMap(\.rates).filter { known.insert($0.id).inserted }
  }

  init(_ node: DocumentNode, _ tables: TableDecoding) throws(SourceError) {
    try node.allow(["id", "name", "numerator", "denominator", "least", "growth"])
    func cells(_ name: String) throws(SourceError) -> [CellNumber] {
      let patterns = try tables.patterns(node, name)
      return tables.cells.filter { cell in patterns.contains { $0.matches(cell.address) } }.map(\.number)
    }
    let denominator = try node.optional("denominator") == nil ? [] : try cells("denominator")
    let least = try node.optional("least").map { (node) throws(SourceError) in Figure(try node.count()) } ?? Figure(1)
    self.init(
      id: try node.id("id"), name: try node.bilingual("name"), numerator: try cells("numerator"), denominator: denominator, least: least,
      isGrowth: try node.optional("growth")?.boolean() ?? false)
  }
}
