// What pages add to a text: their numbers, headers that they repeat, and headings that they break over lines.

import DisclosureReport

extension [Unicode.Scalar] {
  /// `— 5 —`, `- 5 -`, `第 5 页，共 9 页`; a bare number or `5/9` only if asked.
  func isPageNumber(bare: Bool) -> Bool {
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    let digits = count(where: isDigit)
    guard (1...6).contains(digits), count <= 14 else { return false }
    if contains("页") { return allSatisfy { isDigit($0) || "第页共,/".unicodeScalars.contains($0) } }
    if bare, allSatisfy({ isDigit($0) || $0 == "/" }) { return true }
    let inside = drop { $0 == "-" }.reversed().drop { $0 == "-" }
    return first == "-" && last == "-" && !inside.isEmpty && inside.allSatisfy(isDigit)
  }
}

extension Bands {
  /// Whether pages or columns are known, and with them what stands at their edges.
  private var hasPages: Bool { bands.last.map { $0.page > 0 } ?? false || bands.contains { !$0.hasSlots } }

  /// Without page numbers, and without what pages repeat at their edges, but for the first time.
  func withoutFurniture() -> Bands {
    guard hasPages else { return self }
    let pages = bands.last.map { $0.page + 1 } ?? 0
    var seen: [[Unicode.Scalar]: Int] = [:]
    var kept = emptied()
    for (index, band) in bands.enumerated() {
      let before = bands[..<index].reversed().prefix(3).prefix { $0.page == band.page }.count
      let after = bands[(index + 1)...].prefix(3).prefix { $0.page == band.page }.count
      // The end of a figure that broke over two lines is no page number: it stands close to the line above.
      let isAlone = before == 0 ? after == 0 || bands[index + 1].isApart : after == 0 && band.isApart
      if band.tokens.count <= 8, self.tokens[band.tokens].reduce(0, { $0 + $1.text.count }) <= Label.longest {
        let text = folded(band)
        if text.isPageNumber(bare: pages > 1 && isAlone && band.tokens.count == 1) { continue }
        if pages > 1, min(before, after) < 3, figureCount(band) == 0 {
          let text = text.filter { !("0"..."9").contains($0) }
          if text.count >= 4 {
            if let page = seen[text], page != band.page { continue }
            seen[text] = band.page
          }
        }
      }
      kept.append(band, of: self)
    }
    return kept
  }

  /// A band as a title, or the token of it that is one: a browser prints the date beside the title.
  func title(_ band: Band) -> (text: String, read: TitleText)? {
    guard let first = band.tokens.first(where: { !tokens[$0].isEmpty }), tokens[first].figure.isText else { return nil }
    if band.hasSlots {
      let filled = filled(band)
      if filled.count > 1 {
        // Of a table about the document: `名称`, and the title beside it or behind a colon.
        guard filled.count <= 8 else { return nil }
        for (place, token) in filled.enumerated() where forms.titles.couldHold(bytes(token)) {
          let text = string(token)
          guard place > 0 && forms.titles.isLabel(string(filled[place - 1])) || forms.titles.isLabelled(text) else { continue }
          if let title = forms.title(of: text), title.year != nil, !title.agency.isEmpty { return (text, title) }
        }
        // `政府信息公开年报 | 某局 | 2024年`
        guard filled.count <= 4, figureCount(band) == 0, filled.contains(where: { forms.titles.couldHold(bytes($0)) }) else { return nil }
        let whole = filled.map(string).joined(separator: "|")
        if let title = forms.title(of: whole), title.year != nil, forms.titles.names(title.agency) { return (whole, title) }
        return nil
      }
    } else if band.tokens.count > 1 {
      for token in band.tokens where forms.titles.couldHold(bytes(token)) {
        let text = string(token)
        if let title = forms.title(of: text), title.year != nil, !title.agency.isEmpty { return (text, title) }
      }
    }
    let whole = band.text.map { arena[$0] } ?? bytes(first)
    guard forms.titles.couldHold(whole) else { return nil }
    let text = String(decoding: whole, as: UTF8.self)
    return forms.title(of: whole).map { (text, $0) } ?? title(within: text)
  }

  /// A title beside other things on its line: `公开日期：2024年1月25日 某局2023年…年度报告 阅读次数：231`.
  private func title(within line: String) -> (text: String, read: TitleText)? {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard (2...8).contains(words.count), Set(words.compactMap { YearText.first(in: $0)?.year }).count < 3,
      !line.contains(where: { "，。；".contains($0) })
    else { return nil }
    for start in words.indices {
      for end in words.indices[start...].reversed() where end - start + 1 < words.count {
        let text = words[start...end].joined()
        if let title = forms.title(of: text), title.year != nil, forms.titles.names(title.agency) { return (text, title) }
      }
    }
    return nil
  }

  /// The bands that are titles, by their numbers.
  var titles: [Int: TitleText] {
    var titles: [Int: TitleText] = [:]
    for (number, band) in bands.enumerated() { titles[number] = title(band)?.read }
    return titles
  }

  /// A title or a heading that is broken over two lines becomes one, even with the date of printing beside or below its first line.
  func joiningHeadings() -> Bands {
    guard hasPages else { return joiningTitle() }
    let mayBreak = !hasWholeTitle
    var joined = emptied()
    var number = 0
    while number < bands.count {
      if number + 1 < bands.count, let both = heading(over: bands[number], and: bands[number + 1]) {
        joined.append(joined: both.text, at: tokens[both.first], extent: tokens[both.first].extent)
        joined.endBand(like: bands[number])
        number += 2
      } else if mayBreak, number < Self.titleReach, let run = titleRun(from: number) {
        joined.append(joined: run.text, at: tokens[filled(bands[number])[0]], extent: nil)
        joined.endBand(like: bands[number])
        number += run.count
      } else if number + 2 < bands.count, figureCount(bands[number]) == 0,
        let both = title(over: text(bands[number]), and: bands[number + 2])
      {
        joined.append(joined: both, at: tokens[bands[number].tokens.lowerBound], extent: nil)
        joined.endBand(like: bands[number])
        joined.append(bands[number + 1], of: self)
        number += 3
      } else {
        joined.append(bands[number], of: self)
        number += 1
      }
    }
    return joined
  }

  /// Near the start of a document without pages only a title is joined.
  private func joiningTitle() -> Bands {
    let first = bands.prefix(40).indices.dropLast().lazy.compactMap { number -> (Int, String)? in
      let (band, next) = (bands[number], bands[number + 1])
      guard filled(band).count == 1, filled(next).count == 1, figureCount(band) == 0, !bytes(filled(next)[0]).isEmpty else { return nil }
      return title(over: text(band), and: next).map { (number, $0) }
    }.first
    let run =
      first == nil && !hasWholeTitle
      ? bands.indices.prefix(Self.titleReach).lazy.compactMap { number in titleRun(from: number).map { (number, $0) } }.first : nil
    // What becomes one line, by its first, with how many lines that are.
    var runs: [Int: (text: String, count: Int)] = [:]
    if let (broken, text) = first { runs[broken] = (text, 2) } else if let (broken, found) = run { runs[broken] = found }
    for number in bands.indices.dropLast() where runs[number] == nil {
      if let text = heading(brokenAt: number) { runs[number] = (text, 2) }
    }
    if runs.isEmpty { return self }
    var joined = emptied()
    var number = 0
    while number < bands.count {
      if let run = runs[number] {
        joined.append(joined: run.text, at: tokens[filled(bands[number])[0]], extent: nil)
        joined.endBand(like: bands[number])
      } else {
        joined.append(bands[number], of: self)
      }
      number += runs[number]?.count ?? 1
    }
    return joined
  }

  /// A heading of a part over two lines, exactly as a form has it.
  private func heading(brokenAt number: Int) -> String? {
    let (band, next) = (bands[number], bands[number + 1])
    guard filled(band).count == 1, filled(next).count == 1, let first = bytes(filled(band)[0]).first, first >= 0xE4, isShort(band, 20),
      isShort(next, 20), figureCount(next) == 0, Label(text(band)).hasNumeral
    else { return nil }
    let whole = text(band) + text(next)
    guard isHeading(Label(whole)), !isHeading(band), !isHeading(next) else { return nil }
    return whole
  }

  private func heading(over band: Band, and next: Band) -> (text: String, first: Int)? {
    guard let first = filled(band).first, figureCount(band) == 0, figureCount(next) == 0, !next.tokens.isEmpty, isShort(band, 60),
      isShort(next, 30), !isHeading(band), title(next) == nil
    else { return nil }
    let whole = text(band) + text(next)
    if let title = forms.title(of: whole) {
      if title.year != nil { return (whole, first) }
    } else if isHeading(Label(whole)) {
      return (whole, first)
    }
    for token in filled(band) where band.tokens.count > 1 {
      if let both = title(over: string(token), and: next) { return (both, token) }
    }
    return forms.title(of: whole) == nil ? nil : (whole, first)
  }

  private func isShort(_ band: Band, _ count: Int) -> Bool {
    // A character has at most four bytes.
    tokens[band.tokens].reduce(0) { $0 + $1.text.count } <= 4 * count && folded(band).count <= count
  }

  /// A text and the line below it, if together they are a title that names agency and year.
  private func title(over text: String, and next: Band) -> String? {
    guard isShort(next, 30), figureCount(next) == 0, text.utf8.count <= 300 else { return nil }
    let below = self.text(next)
    let lower = forms.title(of: below)
    // `某局2023年` over `政府信息公开工作年度报告`.
    guard forms.title(of: text) == nil, lower.map({ $0.agency.isEmpty && $0.period == nil }) ?? true else { return nil }
    guard let title = forms.title(of: text + below), title.year != nil, !title.agency.isEmpty else { return nil }
    if lower != nil, YearText.first(in: text[...]) == nil { return nil }
    return text + below
  }

  /// A title stands within so many lines.
  private static let titleReach = 40

  /// Whether one of the first lines is a title that names agency and year.
  private var hasWholeTitle: Bool {
    bands.prefix(Self.titleReach).contains {
      title($0).map { $0.read.year != nil && !$0.read.agency.isEmpty && !forms.titles.isEnding($0.read.agency) } ?? false
    }
  }

  /// A title that is broken over two to four lines, and names agency and year only with all of them.
  private func titleRun(from number: Int) -> (text: String, count: Int)? {
    var text = ""
    for count in 1...4 where number + count <= bands.count {
      let band = bands[number + count - 1]
      guard filled(band).count == 1, figureCount(band) == 0, isShort(band, 40) else { return nil }
      let line = self.text(band)
      if line.contains(where: { "，。；：".contains($0) }) { return nil }
      let own = forms.title(of: line)
      // What names a year by itself goes on in no other line, unless a name breaks off in it.
      if let own, own.year != nil, !forms.titles.isEnding(own.agency) { return nil }
      if count > 1, isHeading(Label(line)) { return nil }
      text += line
      // Lines that say more by themselves stand for themselves, unless a name goes on in them.
      guard count > 1, own.map({ $0.agency.isEmpty && $0.period == nil || forms.titles.isEnding($0.agency) }) ?? true,
        let title = forms.title(of: text), title.year != nil, forms.titles.names(title.agency)
      else { continue }
      return titleRun(from: number + 1) == nil ? (text, count) : nil
    }
    return nil
  }

  private func isHeading(_ band: Band) -> Bool {
    title(band) != nil || isHeading(Label(text(band)))
  }

  private func isHeading(_ label: Label) -> Bool {
    label.text.count <= 60 && forms.indices.contains { index in index.roles(of: label).contains(where: \.isHeading) }
  }
}
