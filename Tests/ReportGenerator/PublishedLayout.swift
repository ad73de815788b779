// Reports as they are published: the same report laid out in the ways that extracted text has.

import DisclosureReport

/// A way in which the text of a published report comes.
public enum PublishedLayout: String, CaseIterable, Sendable {
  /// Cells parted by tabs, merged cells flattened.
  case tabs
  /// Cells joined by ` | `, merged cells dropped, half-width brackets.
  case bars
  /// One cell a line, a line with only `|` between.
  case cellLines
  /// One cell a line, each ending in ` |`.
  case barEnds
  /// One cell a line, blank lines between, labels broken over lines.
  case brokenLines
  /// A small Markdown table for each row, under a heading, with made-up headers.
  case items
  /// As `bars`, in traditional characters.
  case traditional
  /// Lifted from a PDF: the order of lines is all that is left of the table, labels are broken around their figures.
  case lifted
  /// As in a terminal: columns by spaces, labels wrapped around their figures, the vertical label at the left edge.
  case spaces
  /// The same as `pdftotext -layout` prints it, where a Chinese character takes one column, and closer together.
  case layout
  /// As `bars`, but empty cells are dropped.
  case fewCells
}

/// Lays reports out, with noise if asked.
public struct ReportPrinter {
  public var random: SeededGenerator
  public let layout: PublishedLayout
  /// Whether rows are lost, labels slightly off, headers repeated and page numbers set between.
  public let hasNoise: Bool
  /// Whether cells are left empty, as agencies do.
  public let hasBlanks: Bool

  public init(_ layout: PublishedLayout, seed: UInt64, hasNoise: Bool, hasBlanks: Bool = false) {
    self.layout = layout
    self.hasNoise = hasNoise
    self.hasBlanks = hasBlanks
    random = SeededGenerator(seed: seed)
  }

  /// The text, and the report that it still carries: lost rows are absent in it.
  public mutating func print(_ original: Report) -> (text: String, carried: Report) {
    var report = original
    // Agencies leave many cells empty, most of them zeros.
    if hasBlanks {
      // Where empty cells vanish, they are zeros only: nothing else could be told from the sums.
      let isDropping = layout == .lifted || layout == .fewCells
      for cell in report.form.cells where report[cell.number].figure == .zero || !isDropping && chance(0.05) {
        report[cell.number] = .blank
      }
    }
    var lines = ["\(report.agency)\(report.year ?? 2020)年政府信息公开工作年度报告", "一、总体情况", "本机关按时公布信息。全年没有超期。"]
    for part in report.form.parts.dropFirst() {
      lines.append(part.heading)
      guard let number = part.table else {
        lines.append("没有其他事项。")
        continue
      }
      let table = report.form.tables[number]
      // A table that the document does not have at all.
      if hasNoise, chance(0.03) {
        for row in table.rows { for cell in row.cells { report[cell] = .absent } }
        continue
      }
      for block in table.blocks {
        // A block that the extraction lost, with its heading and all.
        if hasNoise, chance(0.02) {
          for row in table.rows[block.rows] { for cell in row.cells { report[cell] = .absent } }
          continue
        }
        if layout == .lifted || layout == .spaces || layout == .layout {
          lines += placedLines(block, table, &report)
        } else {
          lines += self.lines(block, table, &report)
        }
      }
    }
    var text = lines.joined(separator: "\n") + "\n"
    if layout == .traditional { text = Self.traditional(text) }
    return (text, report)
  }

  private mutating func lines(_ block: Form.Block, _ table: Form.Table, _ report: inout Report) -> [String] {
    var lines: [String] = []
    if let heading = block.heading { lines.append(heading) }
    if block.isAcross {
      let labels = block.columns.map(\.label)
      let rows = table.rows[block.rows]
      lines += row(rows.flatMap { _ in labels }, isHeader: true)
      var figures: [String] = []
      for cell in rows.flatMap(\.cells) { figures.append(shown(cell, report)) }
      if layout == .fewCells { figures = dropped(figures, Array(rows.flatMap(\.cells)), &report) }
      lines += row(figures, isHeader: true)
      return lines
    }
    let header = (block.corner.map { [$0] } ?? []) + block.columns.map(\.label)
    if layout != .items { lines += row(header, isHeader: true) }
    var above: [String] = []
    for row in table.rows[block.rows] {
      if hasNoise, chance(0.06) {
        for cell in row.cells { report[cell] = .absent }
        continue
      }
      let path = row.path.enumerated().filter { level, label in
        level == row.path.count - 1 || !above.prefix(level + 1).elementsEqual(row.path.prefix(level + 1))
      }.map(\.element)
      above = row.path
      if hasNoise, chance(0.05) {
        lines.append("— \(Int.random(in: 1...9, using: &random)) —")
        if [.tabs, .bars, .fewCells].contains(layout) { lines += self.row(header, isHeader: true) }
      }
      var figures: [String] = []
      for cell in row.cells { figures.append(shown(cell, report)) }
      // An extraction that drops a cell: the row can only be flagged, or placed by its sums.
      if hasNoise, hasBlanks, chance(0.02) { figures.remove(at: Int.random(in: figures.indices, using: &random)) }
      if layout == .fewCells { figures = dropped(figures, Array(row.cells), &report) }
      // The widths of another block: its cells are more than the row has.
      if hasNoise, layout == .tabs, figures.count < 3, chance(0.1) { figures.append("") }
      if layout == .items {
        lines.append("### \(row.label)")
        lines.append("| 类别 | " + figures.indices.map { "数据\($0 + 1)" }.joined(separator: " | ") + " |")
        lines.append("|" + String(repeating: "---|", count: figures.count + 1))
      }
      lines += self.row(path.map { varied($0) } + figures, isHeader: false)
      // A row that the form does not have: some agencies add one.
      if hasNoise, row.id == "normative", chance(0.2) {
        if layout == .items { lines.append("### 其他主动公开文件") }
        lines += self.row(["其他主动公开文件"] + row.cells.map { _ in "\(Int.random(in: 1...99, using: &random))" }, isHeader: false)
      }
    }
    return lines
  }

  /// Without the empty cells, which the document then does not carry.
  mutating func dropped(_ figures: [String], _ cells: [CellNumber], _ report: inout Report) -> [String] {
    for (cell, figure) in zip(cells, figures) where figure.isEmpty { report[cell] = .absent }
    return figures.filter { !$0.isEmpty }
  }

  mutating func shown(_ cell: CellNumber, _ report: Report) -> String {
    guard let figure = report[cell].figure else {
      // Where an empty cell would leave no trace, agencies print a mark.
      if layout == .brokenLines { return pick(["/", "—", "无"]) }
      return chance(0.3) ? pick(["/", "-", "—", "无"]) : ""
    }
    let kind = report.form.cells[cell].kind
    if hasNoise, chance(0.1) { return spelled(figure, kind) }
    switch kind {
    case .count: return figure.description
    case .signed: return figure.signedDescription
    case .money: return figure.description + "万元"
    }
  }

  /// A figure as agencies also print it.
  private mutating func spelled(_ figure: Figure, _ kind: Form.Kind) -> String {
    let plain = figure.description
    switch kind {
    case .count:
      let full = String(String.UnicodeScalarView(plain.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
      return pick([full, separated(plain, by: ","), separated(plain, by: "，"), plain + "件", plain + "（其中修订\(plain)件）"])
    case .signed:
      let size = (figure.isNegative ? -figure : figure).description
      return figure.isNegative ? pick(["减" + size, "--" + size, "－" + size, "减少" + size]) : pick(["增" + size, "增加" + size, "＋" + size])
    case .money: return plain.contains(".") ? separated(plain, by: ",") + "万元" : plain + "0000元"
    }
  }

  /// Thousands apart.
  private func separated(_ number: String, by separator: String) -> String {
    let parts = number.split(separator: ".")
    var whole = ""
    for (place, digit) in parts[0].enumerated() {
      if place > 0, (parts[0].count - place) % 3 == 0 { whole += separator }
      whole.append(digit)
    }
    return ([whole] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// The cells of a row as lines of the layout.
  private mutating func row(_ cells: [String], isHeader: Bool) -> [String] {
    switch layout {
    case .tabs: return [cells.joined(separator: "\t") + (chance(0.3) && !isHeader ? "\t" : "")]
    case .bars, .traditional, .fewCells: return [cells.map(halfWidth).joined(separator: " | ")]
    case .items: return ["| \(cells.joined(separator: " | ")) |"]
    case .lifted, .spaces, .layout: return [cells.joined(separator: " ")]
    case .cellLines: return Array(cells.map { [$0] }.joined(separator: ["|"]))
    case .barEnds: return cells.map { $0 + " |" }
    case .brokenLines: return cells.flatMap { broken($0).flatMap { [$0, ""] } }
    }
  }

  /// A label broken in two, as narrow columns do.
  private mutating func broken(_ label: String) -> [String] {
    guard label.count > 4, label.first?.isNumber == false || label.contains("."), !label.contains(where: "件元".contains),
      Figure(label) == nil,
      chance(0.4)
    else { return [label] }
    let half = Int.random(in: 2..<(label.count - 1), using: &random)
    return [String(label.prefix(half)), String(label.dropFirst(half))]
  }

  /// A label slightly off: half-width brackets, a space behind the numeral, a character lost in a long one.
  mutating func varied(_ label: String) -> String {
    guard hasNoise else { return label }
    var text = label
    if label == "规章", chance(0.3) { text += "（设区的市、自治州人民政府应提供相关数据）" }
    if chance(0.3) { text = halfWidth(text) }
    if chance(0.2), let point = text.firstIndex(of: ".") { text.insert(" ", at: text.index(after: point)) }
    if chance(0.1), text.count > 11 { text.remove(at: text.index(text.startIndex, offsetBy: 8)) }
    return text
  }

  private func halfWidth(_ text: String) -> String {
    text.replacing("（", with: "(").replacing("）", with: ")").replacing("：", with: ":")
  }

  mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  private static func traditional(_ text: String) -> String {
    let simple = "务万业个为举亿会体关内决况减办动区单县发号国处复审对属废开强当总执护报据数无机权条构没现确种稳类纠纳组织经结统继续维缴范获补规计议许讼诉试请购费转过进采镇问项额"
    let other = "務萬業個為舉億會體關內決況減辦動區單縣發號國處復審對屬廢開強當總執護報據數無機權條構沒現確種穩類糾納組織經結統繼續維繳範獲補規計議許訟訴試請購費轉過進採鎮問項額"
    let table = Dictionary(uniqueKeysWithValues: zip(simple, other))
    return String(text.map { table[$0] ?? $0 })
  }
}

/// How reading came out, cell by cell.
public struct ReadingScore: Sendable {
  public var right = 0
  /// Not read, or read with a finding about it.
  public var flagged = 0
  /// Another figure than the document's, a figure where it has none or none where it has one, and nothing said.
  public var wrong = 0
  /// Which cells were wrong, for a message.
  public var wrongCells: [String] = []

  public init() {}

  public mutating func count(_ read: Report, against truth: Report) {
    // A finding that says so: a note tells what was done, and a missing title nothing about a cell.
    let doubts: Set<FindingCode> = [.unreadRow, .unreadFigure, .doubtfulFigure, .contradiction]
    let doubted = Set(
      read.findings.filter { $0.severity == .error || $0.severity == .warning && doubts.contains($0.code) }.compactMap(\.cell))
    for cell in truth.form.cells {
      let value = read.form == truth.form ? read[cell.number] : read[cell.address]
      let row = cell.address.split(separator: "/").dropLast().joined(separator: "/")
      // A finding about the line on which all rows of a table stand.
      let table = truth.form.tables[cell.table].blocks[0].isAcross ? truth.form.tables[cell.table].id : row
      if value == truth[cell.number] {
        right += 1
      } else if value.isAbsent || doubted.contains(cell.address) || doubted.contains(row) || doubted.contains(table) {
        // Every absent cell has a finding of its own kind.
        flagged += 1
      } else {
        wrong += 1
        wrongCells.append("\(cell.address): \(value), not \(truth[cell.number])")
      }
    }
  }
}
