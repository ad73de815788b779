// Which row of the form a run of figures is: one alignment of all runs with the form's lines, whatever the format.

import DisclosureReport

/// What the search for the rows weighs: a label that fits is 1, one that has nothing in common -1.
///
/// Of the cells that `Scripts/accuracy 10` lays out, 0.01 % fewer are read without `backward`, as many without `lack`; 0.02 % more would be
/// read without `sure`, on the word of labels that are hardly more like one row than another. `leastLikeness` and `dated` are held by bugs
/// that `Scripts/mutants` plants. The generator makes no document that shows what `skipped`, `acrossLine`, `mostOwnLabels`, `told` and
/// `edition` are worth.
enum AlignmentCost {
  /// A row that comes before one that has been given, or comes twice.
  static let backward = 0.7
  /// A run with figures that belongs to no row.
  static let skipped = 0.2
  /// A run with a figure for every column against one with none.
  static let lack = 0.3
  /// The line of a table whose rows stand side by side has no label; its header or its length tells it.
  static let acrossLine = 0.8
  /// An alignment must be better than the next by so much.
  static let sure = 0.2
  /// An edition with so many labels of its own less than another is not tried.
  static let mostOwnLabels = 3
  /// What the edict in a document, and its year, say for an edition, in labels.
  static let told = 4.0
  static let dated = 2.0
  /// An edition must fit better than another by so much.
  static let edition = 0.01
  /// A label in a cell of its own is whole: if it is less like the form's, it is another.
  static let leastLikeness = 0.6
  /// A label that is less like the form's is read with a warning.
  static let doubtful = 0.75
}

/// The best alignment of runs with rows, and how much better it is than any other.
///
/// It keeps the order of the form where it can. A run whose label names its row stays there; between such the others are searched.
struct RowAlignment {
  struct Place {
    /// Index into the index's targets.
    let row: Int
    /// How many pieces before the run, and behind it, belong to its label.
    let takesBefore: Int
    let takesBehind: Int
    /// How alike the labels are, from 0 to 1; 1 for the line of a table that has none.
    let likeness: Double
  }

  /// For each run its place; nil if it belongs to no row.
  private(set) var places: [Place?]
  private(set) var score = 0.0
  /// For each run how much worse the alignment becomes if the run may not be in its place, and where it would be then.
  private(set) var margins: [(margin: Double, other: Int?)]

  /// Labels are seldom broken into more pieces.
  fileprivate static let mostPieces = 7
  private static let mostText = 120
  /// More runs than these without a name are no report.
  private static let mostRuns = 150

  /// The alignment of nothing.
  static let none = RowAlignment(places: [], margins: [])

  private init(places: [Place?], margins: [(margin: Double, other: Int?)]) {
    (self.places, self.margins) = (places, margins)
  }

  init(_ outline: Outline) {
    let (runs, index) = (outline.runs, outline.index)
    places = runs.map { run in run.named.map { Place(row: $0, takesBefore: 0, takesBehind: 0, likeness: 1) } }
    margins = [(Double, Int?)](repeating: (0, nil), count: runs.count)
    for (number, run) in runs.enumerated() {
      guard let named = run.named else { continue }
      margins[number].margin = .infinity
      score += 1 - Self.lack(run.figures.count, index.targets[named])
    }
    guard runs.count(where: { $0.named == nil }) <= Self.mostRuns else { return }
    var start = 0
    while let first = runs[start...].firstIndex(where: { $0.named == nil }) {
      let end = runs[first...].firstIndex { $0.named != nil } ?? runs.count
      let fits = (first..<end).map { Fit($0, outline) }
      let search = Search(
        fits: fits, pieces: runs[first..<end].map(\.before.count), rows: index.targets.count,
        first: first > 0 ? runs[first - 1].named ?? -1 : -1, last: end < runs.count ? runs[end].named : nil)
      let result = search.result()
      for number in first..<end {
        places[number] = result.places[number - first]
        margins[number] = result.margins[number - first]
      }
      score += result.score
      start = end
      if start == runs.count { break }
    }
  }

  private static func lack(_ count: Int, _ row: TargetRow) -> Double {
    AlignmentCost.lack * Double(max(0, row.width - count)) / Double(row.width)
  }

  /// How well a run fits each row, for any number of pieces before and behind that its label takes.
  private struct Fit {
    let befores: Int
    let behinds: Int
    let skipped: Double
    /// Index: row, taken before, taken behind.
    private var scores: [Double]
    private var likenesses: [Double]

    init(_ number: Int, _ outline: Outline) {
      let (run, index) = (outline.runs[number], outline.index)
      let document = outline.document
      let hasSlots = document.bands[run.band].hasSlots
      let near = Array(run.before.reversed().prefix { !$0.isBar }.prefix(mostPieces).reversed().map(\.text))
      // Behind a row of a grid stand the labels of the next.
      let far =
        hasSlots || number + 1 == outline.runs.count
        ? [] : Array(outline.runs[number + 1].before.prefix { !$0.isBar }.prefix(mostPieces).map(\.text))
      // A word that is too long for a label is one for none; `1` in `1 . 属 于 国 家 秘 密` is a piece of one.
      let own = run.label.map { token in
        document.tokens[token].label?.text
          ?? (document.bytes(token).count < 4
            ? Label.fold(document.string(token)) : [Unicode.Scalar](repeating: " ", count: mostText + 1))
      }
      (befores, behinds) = (near.count, far.count)
      // A bar behind the last cell may part it from the next row as well as from an empty cell.
      let count =
        (hasSlots ? run.figures.last { !document.tokens[$0].isEmpty } : nil).map { $0 - run.figures.lowerBound + 1 } ?? run.figures.count
      let filled = run.figures.count { !document.tokens[$0].isEmpty }
      skipped = count == 0 ? 0 : AlignmentCost.skipped
      scores = [Double](repeating: -.infinity, count: index.targets.count * (near.count + 1) * (far.count + 1))
      likenesses = scores
      // A group's label is no row's: `（六）其他处理` is not `3.其他`. On a page it may stand beside a row whose label is broken.
      if let label = outline.groupLabel(of: run), index.isGroup(label) { return }
      // A row with a name names itself; if it does so in several places, it is one of them.
      let named = hasSlots ? run.label.last.flatMap { document.tokens[$0].label }.map { index.rows(of: $0, in: run.table) } ?? [] : []
      // Pieces that make up the label of a row are that label, whatever numeral or note it has.
      let whole = (0...near.count).map { taken -> [Int] in
        guard hasSlots, own.isEmpty, taken > 0 else { return [] }
        return index.rows(of: Label(String(String.UnicodeScalarView(near.suffix(taken).joined()))), in: run.table)
      }
      func weights(_ pieces: [[Unicode.Scalar]]) -> [Int] { pieces.map { index.isGroupPiece($0) ? 0 : $0.count } }
      let (nearWeights, ownWeight, farWeights) = (weights(near), weights(own).reduce(0, +), weights(far))
      // What has a numeral begins a label, but for groups beside it.
      let pieces = hasSlots ? [] : (near + own + far).map { (isOwn: !index.isGroupPiece($0), begins: Label(folded: $0).hasNumeral) }
      func isSeveral(_ before: Int, _ behind: Int) -> Bool {
        pieces.dropFirst(near.count - before).prefix(before + own.count + behind).filter(\.isOwn).dropFirst().contains(where: \.begins)
      }
      let several = (0...near.count).flatMap { before in (0...far.count).map { isSeveral(before, $0) } }
      var rows: [Int] = []
      for (row, target) in index.targets.enumerated() {
        if hasSlots, !named.isEmpty, !named.contains(row) { continue }
        // A slot more than the form has columns may be one that the header spans, too.
        if !hasSlots && count > target.width || hasSlots && own.isEmpty && filled > target.width { continue }
        guard target.row == nil else {
          rows.append(row)
          continue
        }
        guard own.isEmpty else { continue }
        let isTold =
          hasSlots
          ? run.table == target.table
          : count == target.width || count > (run.table == target.table ? 0 : 2) && index.headerCount(run.before, of: target) >= 3
        if isTold { set(row, 0, 0, AlignmentCost.acrossLine - RowAlignment.lack(run.figures.count, target), 1) }
      }
      for before in 0...near.count {
        for behind in 0...far.count where !several[before * (far.count + 1) + behind] {
          let text = Array((near.suffix(before) + own + far.prefix(behind)).joined())
          // No label with its group is so long, and comparing takes the product of both lengths.
          guard text.count <= mostText else {
            for row in rows { set(row, before, behind, -1 - RowAlignment.lack(run.figures.count, index.targets[row]), 0) }
            continue
          }
          let weight = nearWeights.suffix(before).reduce(0, +) + ownWeight + farWeights.prefix(behind).reduce(0, +)
          index.likenesses(of: text, weighing: weight, rows) { row, likeness in
            let likeness = whole[before].contains(row) ? 1 : likeness
            if hasSlots, likeness < AlignmentCost.leastLikeness { return }
            set(row, before, behind, 2 * likeness - 1 - RowAlignment.lack(run.figures.count, index.targets[row]), likeness)
          }
        }
      }
    }

    private func at(_ row: Int, _ before: Int, _ behind: Int) -> Int { (row * (befores + 1) + before) * (behinds + 1) + behind }

    private mutating func set(_ row: Int, _ before: Int, _ behind: Int, _ score: Double, _ likeness: Double) {
      scores[at(row, before, behind)] = score
      likenesses[at(row, before, behind)] = likeness
    }

    func score(_ row: Int, _ before: Int, _ behind: Int) -> Double { scores[at(row, before, behind)] }
    func likeness(_ row: Int, _ before: Int, _ behind: Int) -> Double { likenesses[at(row, before, behind)] }
  }

  /// The search, forward for the alignment and backward for how good any other would be.
  ///
  /// A state is the last row that has been given, -1 if none, and how many pieces behind the last run have been taken.
  private struct Search {
    let fits: [Fit]
    let pieces: [Int]
    let rows: Int
    /// The row before the first run, and the one behind the last, if one is known.
    let first: Int
    let last: Int?
    /// One more than the most pieces that any label may take.
    private let width: Int

    init(fits: [Fit], pieces: [Int], rows: Int, first: Int, last: Int?) {
      (self.fits, self.pieces, self.rows, self.first, self.last) = (fits, pieces, rows, first, last)
      width = 1 + (fits.map { max($0.befores, $0.behinds) }.max() ?? 0)
    }

    /// How good a state is, which one it comes from, and how many pieces before the run its row takes; none where the run is skipped.
    private struct Step {
      var score = -Double.infinity
      var before: Int32 = -1
      var taken: Int32 = -1
    }

    private func at(_ row: Int, _ taken: Int) -> Int { (row + 1) * width + taken }

    private func way(from earlier: Int, to row: Int) -> Double {
      row > earlier ? 0 : -AlignmentCost.backward
    }

    /// What the way to the named row behind the last run costs, for each state.
    private var ending: [Double] {
      guard let last else { return [Double](repeating: 0, count: (rows + 1) * width) }
      return (-1..<rows).flatMap { row in [Double](repeating: way(from: row, to: last), count: width) }
    }

    func result() -> (places: [Place?], score: Double, margins: [(margin: Double, other: Int?)]) {
      var state = [Double](repeating: -.infinity, count: (rows + 1) * width)
      state[at(first, 0)] = 0
      // For each run the best way to skip it, and to give it a row, for each state behind it.
      var skips: [[Step]] = []
      var gives: [[Step]] = []
      for number in fits.indices {
        let (skip, give) = steps(number, from: state)
        for index in state.indices { state[index] = max(skip[index].score, give[index].score) }
        skips.append(skip)
        gives.append(give)
      }
      let ending = ending
      let ahead = scoresAhead(ending)
      var places = [Place?](repeating: nil, count: fits.count)
      var at = state.indices.max { state[$0] + ending[$0] < state[$1] + ending[$1] } ?? 0
      let score = state[at] + ending[at]
      for number in fits.indices.reversed() {
        let isGiven = gives[number][at].score >= skips[number][at].score
        let step = isGiven ? gives[number][at] : skips[number][at]
        if isGiven, step.taken >= 0 {
          let (row, taken, behind) = (at / width - 1, Int(step.taken), at % width)
          places[number] = Place(
            row: row, takesBefore: taken, takesBehind: behind, likeness: fits[number].likeness(row, taken, behind))
        }
        at = Int(step.before)
      }
      let margins = fits.indices.map { number -> (margin: Double, other: Int?) in
        guard let place = places[number] else { return (0, nil) }
        var best = -Double.infinity
        var other: Int?
        for state in state.indices where skips[number][state].score + ahead[number][state] > best {
          best = skips[number][state].score + ahead[number][state]
        }
        for row in 0..<rows where row != place.row {
          for taken in 0..<width where gives[number][self.at(row, taken)].score + ahead[number][self.at(row, taken)] > best {
            best = gives[number][self.at(row, taken)].score + ahead[number][self.at(row, taken)]
            other = row
          }
        }
        return (score - best, other)
      }
      return (places, score, margins)
    }

    private func steps(_ number: Int, from last: [Double]) -> (skip: [Step], give: [Step]) {
      let fit = fits[number]
      let unreached = [Step](repeating: Step(), count: last.count)
      var (skip, give) = (unreached, unreached)
      // For each row the best way to come to it, if so many pieces behind the run before may have been taken.
      var ways = unreached
      for row in -1..<rows {
        for taken in 0..<width {
          let score = last[at(row, taken)]
          if score - fit.skipped > skip[at(row, 0)].score {
            skip[at(row, 0)] = Step(score: score - fit.skipped, before: Int32(at(row, taken)))
          }
          ways[at(row, taken)] = Step(score: score, before: Int32(at(row, taken)))
          if taken > 0, ways[at(row, taken - 1)].score >= score { ways[at(row, taken)] = ways[at(row, taken - 1)] }
        }
      }
      // For each row and room the best way to it from a row before, and from one that is not.
      var (ahead, back) = (unreached, unreached)
      for room in 0..<width {
        for row in 0..<rows {
          let (best, step) = (ahead[at(row - 1, room)], ways[at(row - 1, room)])
          ahead[at(row, room)] = step.score > best.score ? step : best
        }
        for row in (0..<rows).reversed() {
          let (best, step) = (row + 1 < rows ? back[at(row + 1, room)] : Step(), ways[at(row, room)])
          let score = step.score - AlignmentCost.backward
          back[at(row, room)] = score >= best.score ? Step(score: score, before: step.before) : best
        }
      }
      for row in 0..<rows {
        for taken in 0...fit.befores where (0...fit.behinds).contains(where: { fit.score(row, taken, $0) > -.infinity }) {
          let room = min(width - 1, pieces[number] - taken)
          let (forward, backward) = (ahead[at(row, room)], back[at(row, room)])
          let best = backward.score > forward.score ? backward : forward
          guard best.score > -.infinity else { continue }
          for behind in 0...fit.behinds {
            let own = fit.score(row, taken, behind)
            if best.score + own > give[at(row, behind)].score {
              give[at(row, behind)] = Step(score: best.score + own, before: best.before, taken: Int32(taken))
            }
          }
        }
      }
      return (skip, give)
    }

    /// For each run and state behind it the best score that the runs after it can add.
    private func scoresAhead(_ ending: [Double]) -> [[Double]] {
      var ahead = [[Double]](repeating: ending, count: fits.count)
      for number in fits.indices.dropFirst().reversed() {
        let (fit, next) = (fits[number], ahead[number])
        var earliest = next
        // For each row the best that giving it to the run brings, if the run may take so many pieces before it.
        var brings = [Double](repeating: -.infinity, count: (rows + 1) * width)
        for row in 0..<rows {
          for taken in 0..<width {
            if taken > 0 { brings[at(row, taken)] = brings[at(row, taken - 1)] }
            guard taken <= fit.befores else { continue }
            for behind in 0...fit.behinds {
              brings[at(row, taken)] = max(brings[at(row, taken)], fit.score(row, taken, behind) + next[at(row, behind)])
            }
          }
        }
        // The best that a row behind, and one that is not, brings.
        var (above, below) = (brings, brings)
        for room in 0..<width {
          above[at(rows - 1, room)] = -.infinity
          for row in (-1..<(rows - 1)).reversed() { above[at(row, room)] = max(brings[at(row + 1, room)], above[at(row + 1, room)]) }
          for row in 0..<rows { below[at(row, room)] = max(brings[at(row, room)], below[at(row - 1, room)]) }
        }
        for earlier in -1..<rows {
          for taken in 0..<width {
            var best = next[at(earlier, 0)] - fit.skipped
            if taken <= pieces[number] || taken == 0 {
              let room = min(width - 1, max(0, pieces[number] - taken))
              best = max(best, above[at(earlier, room)], below[at(earlier, room)] - AlignmentCost.backward)
            }
            earliest[at(earlier, taken)] = best
          }
        }
        ahead[number - 1] = earliest
      }
      return ahead
    }
  }
}
