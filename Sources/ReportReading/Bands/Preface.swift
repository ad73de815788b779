// Whose report it is and of which year: from all that stands above its first part.

import DisclosureReport

/// What stands above the first part: title, agency, edict; and the statement of the period, wherever it is.
struct Preface {
  private(set) var agency = ""
  private(set) var period: ReportPeriod?
  /// The edict named in a line `格式：…`, as gongkai's own tables have it.
  private(set) var edict: String?
  /// Bands that have been understood and are no prose.
  private(set) var bands: Set<Int> = []
  /// Whether the period is stated as that of a report.
  private(set) var statesPeriod = false
  /// Whether there is a title, and whether it names agency and year.
  private(set) var hasTitle = false
  private(set) var isTitled = false
  /// What tells the year that no title does, and what names the agency that no title does.
  private(set) var yearSource: PlacedText?
  private(set) var agencySource: PlacedText?
  /// The title of which it is doubtful that it is the report's, as another with another name stood right above it.
  private(set) var doubtful: (taken: PlacedText, left: String)?

  init(_ range: Range<Int>, of document: Bands, _ titles: [Int: TitleText], _ options: ReadingOptions) {
    var before: (band: Int, text: String)?
    // A line above, or below, that is nothing but a year.
    var dated: (band: Int, period: ReportPeriod)?
    var title: Int?
    var stated: ReportPeriod?
    // What the title itself says: of agency and year none, one or both.
    var worth = 0
    let wordings = document.forms.titles
    var isNamed = false
    for number in range {
      let band = document.bands[number]
      if !isNamed, let name = Self.field(wordings.agencyFields, on: band, of: document) {
        agency = name
        isNamed = true
      }
      if wordings.hasMonths, period?.month == nil, let stated = YearText.only(in: document.text(band)) {
        period = stated
        bands.insert(number)
        continue
      }
      guard let first = band.tokens.first(where: { !document.tokens[$0].isEmpty }),
        titles[number] != nil || !band.hasSlots || !band.tokens.contains(where: { $0 > first && !document.tokens[$0].isEmpty })
      else { continue }
      let bytes = band.text.map { document.arena[$0] } ?? document.bytes(first)
      if let found = titles[number] {
        bands.insert(number)
        // One of a list of links is none beside a better one that follows.
        let isLinked = document.text(band).first.map { "·•●▪◦○".contains($0) } ?? false
        let own = isLinked ? 0 : (found.agency.isEmpty ? 0 : 1) + (found.period == nil ? 0 : 1)
        // A path that ends in the words of a title is none beside a better one that follows; what a title lacks one beside it may have.
        // Of titles right below each other the last is nearest to what follows.
        let isNext = title.map { number - $0 == 1 } ?? false
        if let title, own < worth || own == worth && !isNext || number - title > Self.reach {
          if number - title <= Self.reach { period = period ?? found.period }
          continue
        }
        if let title, isNext, let above = titles[title]?.agency, !above.isEmpty, !found.agency.isEmpty, above != found.agency {
          doubtful = (source(number, of: document), document.text(document.bands[title]))
        } else {
          doubtful = nil
        }
        (title, worth) = (number, own)
        if !isNamed, !found.agency.isEmpty {
          (agency, agencySource) = (found.agency, nil)
          if number > range.lowerBound, let place = place(of: agency, on: number - 1, of: document) {
            (agency, agencySource) = (place + agency, source(number - 1, of: document))
            bands.insert(number - 1)
          }
        }
        period = found.period ?? dated?.period ?? period
        if found.period == nil, let dated { bands.insert(dated.band) }
        if agency.isEmpty, let before, !before.text.isEmpty, Self.isName(before.text),
          wordings.mayName(before.text.filter { !$0.isWhitespace })
        {
          agency = String(before.text.filter { !$0.isWhitespace })
          bands.insert(before.band)
          // `示例` over `市水务局`
          if wordings.lacksPlace(agency), before.band > range.lowerBound {
            let place = document.text(document.bands[before.band - 1]).filter { !$0.isWhitespace }
            if (2...6).contains(place.count), place.unicodeScalars.allSatisfy(\.isHan) {
              agency = place + agency
              bands.insert(before.band - 1)
            }
          }
        }
        continue
      }
      if edict == nil, bytes.starts(with: "格式".utf8),
        let form = options.forms.first(where: { document.text(band).contains($0.edict) })
      {
        edict = form.edict
        bands.insert(number)
      }
      if period == nil, stated == nil, bytes.count > 30 {
        for days in wordings.days where stated == nil && bytes.holds(Array(days.last.utf8)) {
          stated = YearText.ofPeriod(in: document.text(band), days).map { ReportPeriod(year: $0) }
        }
      }
      // `（某局）` below the title.
      if let title, agency.isEmpty, number == title + 1, bytes.count <= 90 {
        let text = document.text(band).filter { !$0.isWhitespace }
        if let first = text.first, let last = text.last, "（(".contains(first), "）)".contains(last), text.count > 4,
          Self.isName(String(text.dropFirst().dropLast()))
        {
          agency = String(text.dropFirst().dropLast())
          bands.insert(number)
          continue
        }
      }
      // `某局`, or `2024-01-25 15:12 某局`
      if let title, agency.isEmpty, number - title <= 3, bytes.count <= 150 {
        let text = TitleText.withoutPrintDate(document.text(band)).filter { !$0.isWhitespace }
        if wordings.names(text) {
          agency = text
          if text.utf8.count == bytes.count { bands.insert(number) }
          continue
        }
      }
      func year() -> ReportPeriod? { bytes.count <= 40 ? YearText.alone(in: document.text(band)) : nil }
      if let title, period == nil, number - title <= 2, let year = year() {
        period = year
        bands.insert(number)
        worth = max(worth, 1)
      } else if let title, worth > 0 || number - title > Self.reach {
        continue
      } else if let year = year() {
        dated = (number, year)
      } else {
        // Behind the year comes the title, or the year was another's.
        dated = nil
        before = (number, bytes.count <= 300 ? document.text(band) : "")
      }
    }
    hasTitle = title != nil
    isTitled = hasTitle && !agency.isEmpty && period != nil
    if range.count == document.bands.count { readNames(of: document) }
    if period == nil || agency.isEmpty { readProse(range, of: document, stated) }
  }

  /// The place of an agency that is not whole without, on the line above: `云溪镇` over `人民政府2023年…`.
  private func place(of name: String, on number: Int, of document: Bands) -> String? {
    let wordings = document.forms.titles
    guard wordings.isPlaceless(name), document.only(document.bands[number]) != nil else { return nil }
    let place = document.text(document.bands[number])
    return (3...12).contains(place.count) && place.unicodeScalars.allSatisfy(\.isHan) && wordings.isPlace(place) ? place : nil
  }

  private func source(_ number: Int, of document: Bands) -> PlacedText {
    let band = document.bands[number]
    return PlacedText(text: document.text(band), position: document.position(document.filled(band)[0]))
  }

  /// What no title says the document's own name may: `某局2024年政府信息公开工作年度报告_某县人民政府`, of which the end is the site's.
  private mutating func readNames(of document: Bands) {
    let wordings = document.forms.titles
    for name in document.names where period == nil || agency.isEmpty {
      let own = name.text.prefix { !Self.beforeSites.contains($0) }
      guard let found = TitleText(String(own), wordings) else { continue }
      // What a page says itself of one of both tells which report it is.
      if let period, let other = found.period, other != period { continue }
      if agency.isEmpty, wordings.names(found.agency) { (agency, agencySource) = (found.agency, name) }
      if period == nil, let own = found.period { (period, yearSource) = (own, name) }
    }
  }

  /// What stands in front of the name of a site.
  private static let beforeSites = "_|｜"

  /// What no title says the prose may: a sentence that names the report, the statement of the period over several lines, or a paragraph
  /// that begins with the year.
  private mutating func readProse(_ range: Range<Int>, of document: Bands, _ stated: ReportPeriod?) {
    let wordings = document.forms.titles
    let opening = range.prefix(Self.opening).filter { number in
      !bands.contains(number) && document.filled(document.bands[number]).count == 1
    }
    for number in opening where period == nil || agency.isEmpty {
      let text = document.text(document.bands[number])
      guard text.utf8.count <= 3000, wordings.couldHold(Array(text.utf8)[...]) || text.utf8.count > 300 else { continue }
      let sentences = text.split(omittingEmptySubsequences: false, whereSeparator: { "，,。；：:《》“”".contains($0) })
      for (place, sentence) in sentences.enumerated() {
        // `学习《某市2021年…报告》的写法` names another's.
        if place > 0, sentence.startIndex > text.startIndex, text[text.index(before: sentence.startIndex)] == "《",
          !sentences[place - 1].isEmpty, !Self.publishing.contains(where: sentences[place - 1].hasSuffix)
        {
          continue
        }
        guard let found = TitleText(String(sentence), wordings), found.period != nil else { continue }
        let name = Self.behindPublishing(found.agency)
        if agency.isEmpty, wordings.mayName(name) { (agency, agencySource) = (name, source(number, of: document)) }
        if period == nil { (period, yearSource, statesPeriod) = (found.period, source(number, of: document), true) }
        break
      }
    }
    // What names the report goes before what its figures are said to cover, which is then checked against it.
    if period == nil, let stated { (period, statesPeriod) = (stated, true) }
    if agency.isEmpty, let found = AgencySearch(range, of: document).agency {
      (agency, agencySource) = (found.name, source(found.band, of: document))
    }
    // `统计年度：2019年`
    for number in opening where period == nil {
      let text = document.text(document.bands[number])
      guard text.utf8.count <= 300, let label = text.firstRange(of: "年度：") ?? text.firstRange(of: "年度:") else { continue }
      let value = text[label.upperBound...].drop(while: \.isWhitespace).prefix(5)
      guard let found = YearText.first(in: value) ?? YearText.bare(in: value.prefix { $0.isNumber }) else { continue }
      (period, yearSource) = (found.period, source(number, of: document))
    }
    guard period == nil else { return }
    for (place, number) in opening.enumerated() {
      let text = opening[place...].prefix(3).map { document.text(document.bands[$0]).filter { !$0.isWhitespace } }.joined()
      guard let year = wordings.days.lazy.compactMap({ YearText.ofPeriod(in: text, $0) }).first else { continue }
      (period, yearSource, statesPeriod) = (ReportPeriod(year: year), source(number, of: document), true)
      return
    }
    // `2024年，我局…`; behind the number of an item, too, and where whoever speaks follows at once.
    for isParagraph in [true, false] {
      for number in opening {
        for sentence in document.text(document.bands[number]).sentences.prefix(isParagraph ? 1 : 40) {
          let sentence = sentence.first == "在" ? sentence.dropFirst() : sentence
          guard let found = YearText.first(in: sentence.prefix(6)), found.range.lowerBound == sentence.startIndex else { continue }
          let rest = sentence[found.range.upperBound...].drop(while: \.isWhitespace)
          guard let next = rest.first, isParagraph ? "，,".contains(next) || rest.hasPrefix("以来") : !next.isNumber else { continue }
          (period, yearSource) = (found.period, source(number, of: document))
          return
        }
      }
    }
  }

  /// `形成某局`: what stands in front of a name in the sentence is none of it.
  private static func behindPublishing(_ name: String) -> String {
    let simple = Simplified.text(name)
    let ends = publishing.filter { $0 != "公开" }.compactMap { simple.ranges(of: $0).last?.upperBound }
    return ends.max().map { String(name.dropFirst(simple[..<$0].count)) } ?? name
  }

  /// What stands in front of the title of the report itself in a sentence.
  private static let publishing = [
    "编制", "公布", "发布", "现将", "印发", "形成", "公开", "编制了", "制作", "撰写", "编写", "写成", "编成", "编制完成", "撰写完成", "形成了", "制定", "拟定",
  ]

  /// The prose that tells the year stands within so many lines.
  private static let opening = 60

  /// So many lines below a path stands the title.
  private static let reach = 12

  /// What stands behind the label of one of some fields: `01 单位名称：某局`, or in the cell beside it.
  private static func field(_ fields: [Label], on band: Band, of document: Bands) -> String? {
    guard !fields.isEmpty, band.tokens.count <= 40 else { return nil }
    let filled = document.filled(band)
    for (place, token) in filled.enumerated() {
      guard let text = document.tokens[token].label?.text else { continue }
      let bare = Array(text.drop { ("0"..."9").contains($0) || $0 == "." || $0 == "、" })
      for field in fields where bare.starts(with: field.text) {
        let rest = bare.dropFirst(field.text.count).drop { $0 == ":" }
        if bare.count > field.text.count, bare[field.text.count] == ":", !rest.isEmpty {
          // The next field may stand behind it.
          let value = document.string(token).drop { $0 != "：" && $0 != ":" }.dropFirst().drop(while: \.isWhitespace)
          return String(value.prefix { !$0.isWhitespace })
        }
        if rest.isEmpty, place + 1 < filled.count, document.tokens[filled[place + 1]].figure.isText {
          return document.string(filled[place + 1]).filter { !$0.isWhitespace }
        }
      }
    }
    return nil
  }

  /// Whether a line above the title is the agency's name rather than a date, a sentence or a heading.
  private static func isName(_ text: String) -> Bool {
    text.count <= 40 && !text.contains(where: { "，。；：、（(0123456789".contains($0) })
  }
}
