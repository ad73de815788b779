// A report's figures in sentences, as its form words them.

extension Report {
  /// The figures in sentences, as the form words them, with how they moved since last year.
  ///
  /// A sentence of which a figure is missing is left out. What comes out passes ``ClaimCheck``.
  ///
  /// - Parameter last: Last year's report of the same agency.
  public func summary(since last: Report? = nil) -> String {
    form.summary.compactMap { sentence in
      var words: [String] = []
      var first: Figure?
      for piece in sentence.pieces {
        switch piece {
        case .text(let text): words.append(text)
        case .figure(let cells):
          guard let figure = sum(cells, in: self) else { return nil }
          if first == nil { first = figure }
          words.append(figure.description)
        case .growth(let cells):
          guard let last, let new = sum(cells, in: self), let old = sum(cells, in: last), old > .zero else { continue }
          let cell = ComparedCell(line: 0, old: .stated(old), new: .stated(new))
          let share = cell.percent.hasPrefix("-") ? String(cell.percent.dropFirst()) : cell.percent
          words.append(new == old ? "，与上年持平" : new > old ? "，同比增长\(share)%" : "，同比下降\(share)%")
        }
      }
      if first == .zero, let zero = sentence.zero { return zero }
      return words.joined()
    }.joined()
  }

  /// What cells of this report's form add up to in a report; nil if one is absent there, or none stated.
  private func sum(_ cells: [CellNumber], in report: Report) -> Figure? {
    let values = cells.map { report.form === form ? report[$0] : report[form.cells[$0].address] }
    guard !values.isEmpty, !values.contains(where: \.isAbsent), values.contains(where: { $0.figure != nil }) else { return nil }
    return Figure.sum(values.compactMap(\.figure))
  }
}
