// By how much a figure is said to have grown against last year's.

/// Reads what stands right behind a figure and sets it against the year before.
struct GrowthReader {
  private let form: Form.ClaimWordings
  private let year: Int?

  init(_ form: Form.ClaimWordings, year: Int?) { (self.form, self.year) = (form, year) }

  /// `，同比增长1.05%`, `（比上年增加35件，增幅30%）`, `，比2022年的120件增长25%` or `，与2022年持平` right behind a figure and what it
  /// counts.
  func behind(_ text: ArraySlice<Unicode.Scalar>) -> [Claim.Growth] {
    let counted = text.prefix(8).prefix { !$0.partsClauses && $0.digit == nil && $0 != "、" }
    var rest = Array(text.dropFirst(counted.count).prefix(48))[...]
    guard rest.first.map({ "，（(".unicodeScalars.contains($0) }) ?? false else { return [] }
    var said: [Claim.Growth] = []
    while rest.first.map({ "，（(".unicodeScalars.contains($0) }) ?? false {
      rest = rest.dropFirst()
      var words = String(scalars: rest)
      if let year, let place = words.firstRange(of: "\(year - 1)年"), words[..<place.lowerBound].count <= 2 {
        words.replaceSubrange(place, with: "上年")
        rest = Array(words.unicodeScalars)[...]
      }
      // Few figures are compared at all.
      if said.isEmpty, !form.compares(words) { break }
      if let word = form.steady.first(where: words.hasPrefix) {
        said.append(Claim.Growth(text: word, amount: .zero, measure: .difference))
        break
      }
      if let (before, end) = before(in: rest) {
        said.append(before)
        rest = rest[end...]
      }
      guard let (growth, end) = growth(in: rest, isBehindAnother: !said.isEmpty) else { break }
      said.append(growth)
      rest = rest[end...]
    }
    return said
  }

  /// Last year's figure, in `比上年的120件增长` and `较上年（120件）增长`; with where it ends.
  private func before(in text: ArraySlice<Unicode.Scalar>) -> (Claim.Growth, end: Int)? {
    guard let digit = text.firstIndex(where: { $0.digit != nil }), form.against.contains(String(scalars: text[..<digit])),
      let number = ProseNumber(Array(text[digit...]), at: 0, form, moneyPower: 0), number.unit == .piece || number.unit == .other
    else { return nil }
    var end = digit + number.behind
    if end < text.endIndex, "）)".unicodeScalars.contains(text[end]) { end += 1 }
    return (Claim.Growth(text: String(scalars: text[..<end]), amount: number.figure, measure: .before), end)
  }

  /// By how much a figure is said to have grown; with where that ends.
  private func growth(in text: ArraySlice<Unicode.Scalar>, isBehindAnother: Bool) -> (Claim.Growth, end: Int)? {
    let words = String(scalars: text)
    func verb(_ all: [String]) -> String? { all.filter(words.hasPrefix).max { $0.count < $1.count } }
    // Behind a first growth the verb alone goes on.
    let fall = verb(form.falls) ?? (isBehindAnother ? verb(form.shrinks) : nil)
    guard let word = fall ?? verb(form.rises) ?? (isBehindAnother ? verb(form.grows) : nil) else { return nil }
    let start = text.startIndex + word.unicodeScalars.count
    let number = text[start...].prefix { $0.digit != nil && $0.isASCII || $0 == "." }
    guard let amount = Figure(String(scalars: number)), number.endIndex < text.endIndex else { return nil }
    let unit = text[number.endIndex]
    let isCounted = form.units.contains(unit) || form.otherUnits.contains(unit)
    guard unit.isPercent || isCounted else { return nil }
    let decimals = number.firstIndex(of: ".").map { number.endIndex - $0 - 1 } ?? 0
    return (
      Claim.Growth(
        text: String(scalars: text[...number.endIndex]), amount: fall == nil ? amount : -amount,
        measure: isCounted ? .difference : .percent(decimals: decimals)), number.endIndex + 1
    )
  }
}
