// Days as prose writes them.

/// A day with where it stands: `2023年1月1日`, `1月1日`, `二〇二三年一月一日`, `2023.1.1`.
struct ProseDay {
  let year: Int?
  let month: Int
  let day: Int
  let range: Range<Substring.Index>

  /// The days of a text in order.
  static func all(in text: Substring) -> [ProseDay] {
    var days: [ProseDay] = []
    // What stands in front of a day: its year and month, with what is behind each.
    var numbers: [(value: Int, mark: Character, start: Substring.Index)] = []
    var index = text.startIndex
    while index < text.endIndex {
      let numeral = text[index...].prefix { $0.unicodeScalars.allSatisfy { ChineseNumeral.worth($0) != nil } }
      guard !numeral.isEmpty else {
        if !text[index].isWhitespace { numbers = [] }
        index = text.index(after: index)
        continue
      }
      let start = index
      index = text[numeral.endIndex...].firstIndex { !$0.isWhitespace } ?? text.endIndex
      let mark = index < text.endIndex ? text[index] : " "
      guard let value = ChineseNumeral.value(numeral.unicodeScalars) else {
        numbers = []
        continue
      }
      // A figure with a point is no year.
      let isPoint = ".-/".contains(mark) && (numbers.isEmpty ? value >= 1000 : numbers.count == 1)
      if "年月".contains(mark) || isPoint {
        numbers.append((value, mark, start))
        index = text.index(after: index)
        continue
      }
      let isPointed = numbers.count == 2 && numbers.allSatisfy { ".-/".contains($0.mark) }
      if let month = numbers.last, isPointed || mark == "日" && month.mark == "月" {
        let year = numbers.dropLast().last.flatMap { $0.mark == "年" || isPointed ? $0.value : nil }
        if mark == "日" { index = text.index(after: index) }
        days.append(ProseDay(year: year, month: month.value, day: value, range: numbers[0].start..<index))
      }
      numbers = []
    }
    return days
  }
}
