// What a supervisor looks at beyond the sums, as a form's document says it.

extension Form {
  /// A rule about a whole report: its parts, its prose, what it may state at all.
  public struct AuditRule: Sendable {
    /// The code of its findings.
    public let id: String
    public let name: Bilingual
    /// The edict, law or practice that it stems from.
    public let source: Bilingual
    public let example: Bilingual
    public let severity: Severity
    public let subject: Subject

    /// What it is about.
    public enum Subject: Sendable {
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
      /// `由六部分组成`: what stands in front of and behind the number of parts, but of what is named otherwise.
      case announced(before: [String], behind: [String], except: [String])
      /// A heading has the number of its part; found while reading.
      case numbering
      /// The same words twice behind each other, at least so many characters.
      case doubled(least: Int)
      /// The last paragraph of a part ends a sentence, if it has at least so many characters and none of the words.
      case ending(least: Int, except: [String])
      /// Sentences of so many characters do not stand in other reports, or not so many of them; what more reports have than `most` is
      /// prescribed, as is what holds one of the words. What opens a sentence and numbers it is no part of it.
      case copied(least: Int, sentences: Int, most: Int, prescribed: [String], openers: [String])
      /// Only agencies whose names end so state a figure above 0, or with `*` behind it begin so.
      case entitled(cells: [CellNumber], agencies: [String])
      /// Where the cells are above 0, one of the others is, too.
      case companion(cells: [CellNumber], others: [CellNumber])
      /// In front of the parts, a date behind one of the words is not later than the day in the year after the report's: the first whose
      /// ending the agency's name has.
      case published(words: [String], days: [(ending: String, day: String)])
      /// An amount of money behind one of the words is a multiple of so many 元.
      case multiple(words: [String], of: Int)
      /// The name in front of `2023年` and one of the words is the agency's, or shortens it, unless one of the others follows. Before the
      /// name may stand words, and it ends in one of the endings. Nor does the prose speak of the like of the agency elsewhere, as
      /// `乙县教育局` where `甲县教育局` reports, whose place ends in one of the levels: in front of it stands a word, a link or nothing, and
      /// none of the peers, whose work may be told of.
      case ownName(before: [String], behind: [String], except: [String], endings: [String], namesakes: Namesakes)
      /// Every unit of a list has reported; found when all reports are there.
      case roster
    }

    /// How agencies of the same kind in other places are told.
    public struct Namesakes: Sendable {
      /// What the names of places end in: 县.
      let levels: [String]
      /// What may stand between other words and a name: 由.
      let links: [String]
      /// What is said of others on purpose: 学习.
      let peers: [String]
      /// Levels that rank alike, each as one text: 县区旗.
      let ranks: [String]
      /// What stands in front of whoever reports and what behind: `本报告由某局编制`; and what behind a name that begins a sentence: `某局高度重视`.
      let authors: [String]
      let followers: [String]
      let openings: [String]
      /// What an agency calls itself: 我局.
      let selves: [String]
    }

    /// A matter that a part has to speak of.
    public struct Topic: Sendable {
      public let name: String
      public let words: [String]
    }
  }

  /// The rule about sentences of other reports, if the form has one.
  var copyRule: (rule: AuditRule, least: Int, sentences: Int, most: Int, prescribed: [String], openers: [String])? {
    for rule in rules {
      if case .copied(let least, let sentences, let most, let words, let openers) = rule.subject {
        return (rule, least, sentences, most, words, openers)
      }
    }
    return nil
  }

  /// The rule about units that have not reported, if the form has one.
  public var rosterRule: AuditRule? { rules.first { if case .roster = $0.subject { true } else { false } } }

  /// The rule about the numerals of headings, if the form has one.
  package var numberingRule: AuditRule? { rules.first { if case .numbering = $0.subject { true } else { false } } }
}

extension Form.AuditRule.Subject {
  /// Whether it says nothing about a report without prose.
  var isAboutProse: Bool {
    switch self {
    case .entitled, .companion, .roster: false
    case .parts, .phrases, .length, .topics, .period, .announced, .numbering, .doubled, .ending, .copied, .published, .multiple, .ownName:
      true
    }
  }
}

extension Form.AuditRule {
  private enum Kind: String, CaseIterable {
    case parts, phrases, length, topics, period, announced, numbering, doubled, ending, copied, entitled, companion, published, multiple,
      roster
    case ownName = "own_name"
  }

  private static let textLimit = 100

  /// - Parameter parts: The parts of the form.
  init(_ node: DocumentNode, _ tables: TableDecoding, _ parts: [Form.Part]) throws(SourceError) {
    let kind = try node.member("kind").choice(of: Kind.allCases)
    /// Refuses members other than those of all rules and of this kind.
    func allow(_ own: String...) throws(SourceError) {
      try node.allow(["id", "kind", "name", "source", "example", "severity"] + own)
    }
    func texts(_ key: String) throws(SourceError) -> [String] { try node.texts(key, limit: Self.textLimit) }
    func count(_ key: String) throws(SourceError) -> Int { try node.member(key).count() }
    func part() throws(SourceError) -> Int {
      let member = try node.member("part")
      let heading = try member.text()
      guard let part = parts.firstIndex(where: { $0.heading == heading }) else {
        throw member.error(zh: "没有“\(heading.shortened)”这一部分", en: "there is no section \"\(heading.shortened)\"")
      }
      return part
    }
    let subject: Subject
    switch kind {
    case .parts:
      try allow()
      subject = .parts
    case .numbering:
      try allow()
      subject = .numbering
    case .phrases:
      try allow("part", "phrases")
      subject = .phrases(part: try part(), phrases: Set(try texts("phrases")))
    case .length:
      try allow("part", "most")
      subject = .length(part: try part(), most: try count("most"))
    case .topics:
      try allow("part", "topics")
      subject = .topics(
        part: try part(),
        try node.elements("topics").map { (node) throws(SourceError) in
          try node.allow(["name", "words"])
          return Topic(name: try node.text("name"), words: try node.texts("words", limit: Self.textLimit))
        })
    case .period:
      try allow("words", "subjects")
      subject = .period(words: try texts("words"), subjects: try texts("subjects"))
    case .announced:
      try allow("before", "behind", "except")
      subject = .announced(
        before: try texts("before"), behind: try texts("behind"),
        except: try node.texts("except", optional: true, limit: Self.textLimit))
    case .doubled:
      try allow("least")
      subject = .doubled(least: try count("least"))
    case .ending:
      try allow("least", "except")
      subject = .ending(least: try count("least"), except: try texts("except"))
    case .copied:
      try allow("least", "sentences", "most", "prescribed", "openers")
      subject = .copied(
        least: try count("least"), sentences: try count("sentences"), most: try count("most"),
        prescribed: try node.texts("prescribed", optional: true, limit: 200),
        openers: try node.texts("openers", optional: true, limit: Self.textLimit))
    case .entitled:
      try allow("cells", "agencies")
      subject = .entitled(cells: try tables.cells(node, "cells"), agencies: try texts("agencies"))
    case .published:
      try allow("words", "days")
      subject = .published(
        words: try texts("words"),
        days: try node.elements("days").map { (node) throws(SourceError) in
          try node.allow(["ending", "day"])
          return (try node.optional("ending")?.text() ?? "", try node.text("day"))
        })
    case .multiple:
      try allow("words", "of")
      subject = .multiple(words: try texts("words"), of: try count("of"))
    case .ownName:
      try allow("before", "behind", "except", "endings", "levels", "links", "peers", "ranks", "authors", "followers", "openings", "selves")
      func others(_ key: String) throws(SourceError) -> [String] { try node.texts(key, optional: true, limit: 200) }
      subject = .ownName(
        before: try texts("before"), behind: try texts("behind"), except: try texts("except"), endings: try texts("endings"),
        namesakes: .init(
          levels: try others("levels"), links: try others("links"), peers: try others("peers"), ranks: try others("ranks"),
          authors: try others("authors"), followers: try others("followers"), openings: try others("openings"), selves: try others("selves")
        ))
    case .roster:
      try allow()
      subject = .roster
    case .companion:
      try allow("cells", "others")
      subject = .companion(cells: try tables.cells(node, "cells"), others: try tables.cells(node, "others"))
    }
    self.init(
      id: try node.id("id"), name: try node.bilingual("name"), source: try node.bilingual("source"), example: try node.bilingual("example"),
      severity: try node.member("severity").choice(of: Severity.allCases), subject: subject)
  }
}
