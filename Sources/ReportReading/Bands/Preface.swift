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

  init(_ range: Range<Int>, of document: Bands, _ titles: [Int: TitleText], _ options: ReadingOptions) {
    var before: (band: Int, text: String)?
    // A line above, or below, that is nothing but a year.
    var dated: (band: Int, period: ReportPeriod)?
    var title: Int?
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
        !band.hasSlots || !band.tokens.contains(where: { $0 > first && !document.tokens[$0].isEmpty })
      else { continue }
      let bytes = band.text.map { document.arena[$0] } ?? document.bytes(first)
      if let found = titles[number] {
        bands.insert(number)
        let own = (found.agency.isEmpty ? 0 : 1) + (found.period == nil ? 0 : 1)
        // A path that ends in the words of a title is none beside a better one that follows.
        if let title, own <= worth || number - title > Self.reach { continue }
        (title, worth) = (number, own)
        if !isNamed { agency = found.agency }
        period = found.period ?? dated?.period ?? period
        if found.period == nil, let dated { bands.insert(dated.band) }
        if agency.isEmpty, let before, !before.text.isEmpty, Self.isName(before.text) {
          agency = String(before.text.filter { !$0.isWhitespace })
          bands.insert(before.band)
        }
      } else if edict == nil, bytes.starts(with: "格式".utf8),
        let form = options.forms.first(where: { document.text(band).contains($0.edict) })
      {
        edict = form.edict
        bands.insert(number)
      }
      if period == nil, bytes.count > 30 {
        for days in wordings.days where period == nil && bytes.holds(Array(days.last.utf8)) {
          period = YearText.ofPeriod(in: document.text(band), days).map { ReportPeriod(year: $0) }
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
  }

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
