// What a supervisor looks at beyond the sums, as a form's document says it.

extension Form {
  /// A rule about a whole report: its parts, its prose, what it may state at all.
  public struct AuditRule: Sendable, Hashable {
    /// The code of its findings.
    public let id: String
    public let name: Bilingual
    /// The edict, law or practice that it stems from.
    public let source: Bilingual
    public let example: Bilingual
    public let severity: Severity
    public let subject: Subject

    /// What it is about.
    public enum Subject: Sendable, Hashable {
      /// Parts that have no table have prose.
      case parts
      /// A part says more than that there is nothing.
      case phrases(part: Int, phrases: Set<String>)
      /// A part has no more characters than this.
      case length(part: Int, most: Int)
      /// A part speaks of each topic, in one of its words.
      case topics(part: Int, [Topic])
      /// Where one of the words stands, behind nothing but the subjects, the days are those of the form's period in the report's year.
      case period(words: [String], subjects: [String])
      /// `由六部分组成`: what stands in front of and behind the number of parts.
      case announced(before: [String], behind: [String])
      /// A heading has the number of its part; found while reading.
      case numbering
      /// The same words twice behind each other, at least so many characters.
      case doubled(least: Int)
      /// The last paragraph of a part ends a sentence, if it has at least so many characters.
      case ending(least: Int)
      /// Sentences of so many characters do not stand in a few other reports, or not so many of them.
      case copied(least: Int, sentences: Int)
      /// Only agencies whose names end so state a figure above 0.
      case entitled(cells: [CellNumber], agencies: [String])
      /// Where the cells are above 0, one of the others is, too.
      case companion(cells: [CellNumber], others: [CellNumber])
    }

    public struct Topic: Sendable, Hashable {
      public let name: String
      public let words: [String]
    }
  }
}

extension Form.AuditRule {
  private enum Kind: String, CaseIterable {
    case parts, phrases, length, topics, period, announced, numbering, doubled, ending, copied, entitled, companion
  }

  /// - Parameter parts: The parts of the form.
  init(_ node: DocumentNode, _ tables: TableDecoding, _ parts: [Form.Part]) throws(SourceError) {
    let own: [Kind: [String]] = [
      .phrases: ["part", "phrases"], .length: ["part", "most"], .topics: ["part", "topics"], .period: ["words", "subjects"],
      .announced: ["before", "behind"], .doubled: ["least"], .ending: ["least"], .copied: ["least", "sentences"],
      .entitled: ["cells", "agencies"],
      .companion: ["cells", "others"],
    ]
    let kind = try node.member("kind").choice(of: Kind.allCases)
    try node.allow(["id", "kind", "name", "source", "example", "severity"] + (own[kind] ?? []))
    func texts(_ key: String) throws(SourceError) -> [String] {
      try node.elements(key).map { (node) throws(SourceError) in try node.text() }
    }
    func part() throws(SourceError) -> Int {
      let member = try node.member("part")
      let heading = try member.text()
      guard let part = parts.firstIndex(where: { $0.heading == heading }) else {
        throw member.error(zh: "没有“\(heading.shortened)”这一部分", en: "there is no section \"\(heading.shortened)\"")
      }
      return part
    }
    func count(_ key: String) throws(SourceError) -> Int {
      let member = try node.member(key)
      let number = try member.integer()
      guard (1...1_000_000).contains(number) else {
        throw member.error(zh: "应为 1 到 1000000 的整数", en: "a whole number from 1 to 1000000 was expected")
      }
      return number
    }
    let subject: Subject
    switch kind {
    case .parts: subject = .parts
    case .numbering: subject = .numbering
    case .phrases: subject = .phrases(part: try part(), phrases: Set(try texts("phrases")))
    case .length: subject = .length(part: try part(), most: try count("most"))
    case .topics:
      subject = .topics(
        part: try part(),
        try node.elements("topics").map { (node) throws(SourceError) in
          try node.allow(["name", "words"])
          return Topic(name: try node.text("name"), words: try node.elements("words").map { (node) throws(SourceError) in try node.text() })
        })
    case .period: subject = .period(words: try texts("words"), subjects: try texts("subjects"))
    case .announced: subject = .announced(before: try texts("before"), behind: try texts("behind"))
    case .doubled: subject = .doubled(least: try count("least"))
    case .ending: subject = .ending(least: try count("least"))
    case .copied: subject = .copied(least: try count("least"), sentences: try count("sentences"))
    case .entitled: subject = .entitled(cells: try tables.cells(node, "cells"), agencies: try texts("agencies"))
    case .companion: subject = .companion(cells: try tables.cells(node, "cells"), others: try tables.cells(node, "others"))
    }
    self.init(
      id: try node.id("id"), name: try node.bilingual("name"), source: try node.bilingual("source"), example: try node.bilingual("example"),
      severity: try node.member("severity").choice(of: Severity.allCases), subject: subject)
  }
}
