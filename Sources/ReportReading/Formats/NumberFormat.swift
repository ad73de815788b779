// What a workbook shows of a number: a format can move its point, add a unit, or make a date of it.

import DisclosureReport

/// A number format, as far as it changes what a figure means.
struct NumberFormat {
  /// One of its parts, which `;` separates.
  private struct Section {
    /// By how many places the point is moved to the left.
    var shift = 0
    var isPercent = false
    var isDate = false
    var prefix = ""
    var suffix = ""
    /// Whether it has places for digits, or shows a number as any cell does.
    var hasDigits = false
    /// Whether a written minus stands before the digits.
    var hasMinus = false
    /// Whether anything but the point and the commas stands between digits.
    var isBroken = false
    var condition: (Double) -> Bool? = { _ in nil }
  }

  private let sections: [Section]

  init(_ code: String) {
    sections = code.isEmpty ? [] : Self.parts(of: code).map(Self.section)
  }

  /// The format that a number below those of a workbook's own stands for; nil for one that shows the number as it is.
  init?(builtIn number: Int) {
    switch number {
    case 9, 10: self.init("0%")
    case 14...22, 27...36, 45...47, 50...58: self.init("yyyy-mm-dd")
    default: return nil
    }
  }

  /// A number as a person sees it, exact but for what has more decimals than a figure may have.
  func shown(_ number: String) -> String {
    guard let double = Double(number), let section = section(for: double) else { return number }
    if section.isDate { return Self.date(double) ?? number }
    // Zero that its format shows as a dash or not at all is still stated.
    if !section.hasDigits { return double == 0 ? number : section.prefix }
    let shift = section.isPercent ? section.shift - 2 : section.shift
    var text = number
    if shift != 0 {
      do throws(Figure.Flaw) {
        text = try Figure.parse(number.utf8, moving: shift).description
      } catch {
        var moved = double
        for _ in 0..<min(abs(shift), 30) { moved = shift > 0 ? moved / 10 : moved * 10 }
        text = Figure(nearest: moved)?.description ?? number
      }
    }
    if section.isBroken { text += "?" }
    // The part for negative numbers writes their sign itself.
    if section.hasMinus, double > 0 { text = "-" + text }
    return section.prefix + text + (section.isPercent ? "%" : "") + section.suffix
  }

  /// Whether the number does not show, and is none of those that may as well be left out.
  func hides(_ number: String) -> Bool {
    guard let double = Double(number), double != 0, let section = section(for: double) else { return false }
    return !section.isDate && !section.hasDigits
  }

  private func section(for number: Double) -> Section? {
    let conditional = sections.map { $0.condition(number) }
    if conditional.contains(where: { $0 != nil }) {
      return zip(sections, conditional).first { $0.1 ?? true }?.0
    }
    if number < 0, sections.count > 1 { return sections[1] }
    if number == 0, sections.count > 2 { return sections[2] }
    return sections.first
  }

  private static func parts(of code: String) -> [[Character]] {
    var parts: [[Character]] = [[]]
    var isQuoted = false
    var isEscaped = false
    for character in code.prefix(255) {
      if character == ";", !isQuoted, !isEscaped {
        parts.append([])
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = !isEscaped && !isQuoted && (character == "\\" || character == "!")
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  private static func section(_ code: [Character]) -> Section {
    var section = Section()
    var digits = 0
    var digitsBehindPoint: Int?
    var commas = 0
    var hasPoint = false
    var isQuoted = false
    /// Whether something stands behind the digits so far.
    var isInterrupted = false
    func literal(_ character: Character) {
      if digits == 0 {
        section.prefix.append(character)
        if character == "-" { section.hasMinus = true }
      } else if character == ".", !hasPoint, digitsBehindPoint == nil {
        digitsBehindPoint = 0
      } else {
        section.suffix.append(character)
        if character != " " { isInterrupted = true }
      }
    }
    var at = 0
    while at < code.count {
      let character = code[at]
      at += 1
      if isQuoted {
        if character == "\"" { isQuoted = false } else { literal(character) }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case "\\", "!":
        if at < code.count { literal(code[at]) }
        at += 1
      // Room as wide as a character, and a character that fills the cell.
      case "_", "*": at += 1
      case "[":
        let inside = String(code[at...].prefix { $0 != "]" })
        at += inside.count + 1
        if let condition = condition(inside) { section.condition = condition }
        if let first = inside.lowercased().first, "hms".contains(first), Set(inside.lowercased()).count == 1 { section.isDate = true }
      case "0", "#", "?":
        digits += 1
        commas = 0
        if isInterrupted { section.isBroken = true }
        // What stands between digits is part of the figure; only a written point moves it.
        section.suffix = ""
        if let behind = digitsBehindPoint { digitsBehindPoint = behind + 1 }
      case ".": hasPoint = true
      case ",": if digits > 0 { commas += 1 }
      case "%": section.isPercent = true
      case "y", "Y", "d", "D", "h", "H", "s", "S": section.isDate = true
      case "G", "g":
        // As English programs and Chinese ones write it.
        let rest = String(code[(at - 1)...].prefix(7)).lowercased()
        guard let general = ["general", "g/通用格式"].first(where: rest.hasPrefix) else { continue }
        at += general.count - 1
        digits += 1
      case "-", "/":
        if digits > 0 { isInterrupted = true }
        if digits == 0, character == "-" { section.hasMinus = true }
      case "@": digits += 1
      case "E", "e", "m", "M", "+", "(", ")", " ", "$", "¥", "￥": break
      default: literal(character)
      }
    }
    section.hasDigits = digits > 0
    section.shift = (digitsBehindPoint ?? 0) + 3 * commas
    section.prefix = section.prefix.filter { !"¥￥$-+() ".contains($0) }
    section.suffix = section.suffix.filter { !"-+() ".contains($0) }
    return section
  }

  private static func condition(_ text: String) -> ((Double) -> Bool?)? {
    for sign in [">=", "<=", "<>", ">", "<", "="] where text.hasPrefix(sign) {
      guard let bound = Double(text.dropFirst(sign.count)) else { return nil }
      return { number in
        switch sign {
        case ">=": number >= bound
        case "<=": number <= bound
        case "<>": number != bound
        case ">": number > bound
        case "<": number < bound
        default: number == bound
        }
      }
    }
    return nil
  }

  /// A count of days as the date that it is shown as: days count from 30 December 1899, and 1900 is held to be a leap year.
  private static func date(_ days: Double) -> String? {
    guard days >= 0, days < 2_958_466 else { return nil }
    // Counted from 1 January 1900.
    var day = Int(days) + (days < 60 ? 1 : 0) - 2
    var year = 1900
    func length(_ year: Int) -> Int { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365 }
    while day >= length(year) {
      day -= length(year)
      year += 1
    }
    let months = [31, length(year) - 337, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 0
    while month < 11, day >= months[month] {
      day -= months[month]
      month += 1
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month + 1))-\(two(max(0, day) + 1))"
  }
}
