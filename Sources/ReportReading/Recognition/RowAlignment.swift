// Reading a table as an alignment: runs of figures, and the pieces of labels between them, against the rows of the form.

import DisclosureReport

/// A run of figures, to be found its row.
struct FigureRun {
  /// Index of the line it stands on.
  let line: Int
  let figures: [Fragment]
  /// Pieces of text on the same line, in front of the figures.
  let own: [Fragment]
  /// Pieces of text between the run before and this one; an empty list of scalars is a bar that no label reaches across.
  let before: [[Unicode.Scalar]]
  /// For each piece of `before` the line it stands on.
  let beforeLines: [Int]
}

/// A row of the form, or the one line of a table whose rows stand side by side.
struct TargetRow {
  let table: Int
  /// Nil for the one line.
  let row: Int?
  let width: Int
  /// The folded label, and the label without a note in brackets if that is shorter.
  let labels: [[Unicode.Scalar]]
}

/// The best alignment of runs with rows that keeps the order of the form, and how much better it is than any other.
struct RowAlignment {
  struct Place {
    /// Index into the rows.
    let row: Int
    /// How many pieces before the run, and behind it, belong to its label.
    let takesBefore: Int
    let takesBehind: Int
    /// How well the label fits, from -1 to 1.
    let score: Double
  }

  /// For each run its place; nil if it belongs to no row.
  let places: [Place?]
  let score: Double
  /// For each run how much worse the alignment becomes if the run may not be in its place, and where it would be then.
  let margins: [(margin: Double, other: Int?)]

  /// Labels are seldom broken into more pieces.
  private static let mostPieces = 7
  private static let mostText = 120
  private static let lostRow = 0.04
  private static let mostLost = 0.3

  /// Pieces that may be part of a group's label say nothing against a row.
  init(_ runs: [FigureRun], _ rows: [TargetRow], isGroupPiece: ([Unicode.Scalar]) -> Bool, isHeader: (FigureRun, TargetRow) -> Bool) {
    let fits = runs.indices.map { number -> Fits in
      let behind = number + 1 < runs.count ? runs[number + 1].before : []
      return Fits(runs[number], behind: behind, rows, isGroupPiece, isHeader)
    }
    let search = Search(fits: fits, pieces: runs.map(\.before.count), rows: rows.count)
    (places, score, margins) = search.result()
  }

  /// How well a run fits each row, for any number of pieces before and behind that its label takes.
  private struct Fits {
    let befores: Int
    let behinds: Int
    let count: Int
    /// Index: row, taken before, taken behind.
    let scores: [Double]

    init(
      _ run: FigureRun, behind: [[Unicode.Scalar]], _ rows: [TargetRow], _ isGroupPiece: ([Unicode.Scalar]) -> Bool,
      _ isHeader: (FigureRun, TargetRow) -> Bool
    ) {
      let near = Array(run.before.reversed().prefix { !$0.isEmpty }.prefix(mostPieces).reversed())
      let far = Array(behind.prefix { !$0.isEmpty }.prefix(mostPieces))
      befores = near.count
      behinds = far.count
      count = run.figures.count
      var scores = [Double](repeating: -.infinity, count: rows.count * (near.count + 1) * (far.count + 1))
      let own = run.own.count <= mostText ? run.own.map(\.folded) : [[Unicode.Scalar](repeating: " ", count: mostText + 1)]
      func weights(_ pieces: [[Unicode.Scalar]]) -> [Int] { pieces.map { isGroupPiece($0) ? 0 : $0.count } }
      let (nearWeights, ownWeight, farWeights) = (weights(near), weights(own).reduce(0, +), weights(far))
      for (number, row) in rows.enumerated() where count <= row.width {
        for taken in 0...near.count {
          for behind in 0...far.count {
            let at = (number * (befores + 1) + taken) * (behinds + 1) + behind
            let lack = 0.3 * Double(row.width - count) / Double(row.width)
            if row.row == nil {
              // The line of a table whose rows stand side by side has no label; its header or its length tells it.
              if taken == 0, behind == 0, own.isEmpty, count == row.width || (count > 2 && isHeader(run, row)) { scores[at] = 0.8 - lack }
              continue
            }
            let text = Array((near.suffix(taken) + own + far.prefix(behind)).joined())
            // No label with its group is so long, and comparing takes the product of both lengths.
            guard text.count <= mostText else {
              scores[at] = -1 - lack
              continue
            }
            let weight = nearWeights.suffix(taken).reduce(0, +) + ownWeight + farWeights.prefix(behind).reduce(0, +)
            let likeness =
              row.labels.map { label in
                let common = commonLength(text, label)
                return 2 * Double(common) / Double(label.count + max(common, weight))
              }.max() ?? 0
            scores[at] = 2 * likeness - 1 - lack
          }
        }
      }
      self.scores = scores
    }

    func score(_ row: Int, _ before: Int, _ behind: Int) -> Double {
      scores[(row * (befores + 1) + before) * (behinds + 1) + behind]
    }
  }

  /// The search for the best alignment, forward for the alignment and backward for how good any other would be.
  ///
  /// A state is the last row that has been given, -1 if none, and how many pieces behind the last run have been taken.
  private struct Search {
    let fits: [Fits]
    let pieces: [Int]
    let rows: Int
    private let width = mostPieces + 1

    private struct Step {
      var score = -Double.infinity
      var before = -1
      var place: Place?
    }

    init(fits: [Fits], pieces: [Int], rows: Int) {
      self.fits = fits
      self.pieces = pieces
      self.rows = rows
    }

    private func at(_ row: Int, _ taken: Int) -> Int { (row + 1) * width + taken }

    /// A run that belongs to no row costs the more the longer it is.
    private func skipped(_ number: Int) -> Double { fits[number].count == 0 ? 0 : fits[number].count == 1 ? -0.2 : -0.5 }

    private func lost(_ count: Int) -> Double { min(mostLost, lostRow * Double(count)) }

    func result() -> (places: [Place?], score: Double, margins: [(margin: Double, other: Int?)]) {
      var last = [Double](repeating: -.infinity, count: (rows + 1) * width)
      last[at(-1, 0)] = 0
      // For each run the best way to skip it, and to give it a row, for each state behind it.
      var skips: [[Step]] = []
      var gives: [[Step]] = []
      for number in fits.indices {
        let (skip, give) = steps(number, from: last)
        for state in last.indices { last[state] = max(skip[state].score, give[state].score) }
        skips.append(skip)
        gives.append(give)
      }
      let ahead = scoresAhead()
      var places = [Place?](repeating: nil, count: fits.count)
      var state = last.indices.max { last[$0] < last[$1] } ?? 0
      let score = last[state]
      for number in fits.indices.reversed() {
        let isGiven = gives[number][state].score >= skips[number][state].score
        let step = isGiven ? gives[number][state] : skips[number][state]
        places[number] = step.place
        state = step.before
      }
      let margins = fits.indices.map { number -> (margin: Double, other: Int?) in
        guard let place = places[number] else { return (0, nil) }
        var best = -Double.infinity
        var other: Int?
        for state in last.indices where skips[number][state].score + ahead[number][state] > best {
          best = skips[number][state].score + ahead[number][state]
        }
        for row in 0..<rows where row != place.row {
          for taken in 0..<width where gives[number][at(row, taken)].score + ahead[number][at(row, taken)] > best {
            best = gives[number][at(row, taken)].score + ahead[number][at(row, taken)]
            other = row
          }
        }
        return (score - best, other)
      }
      return (places, score, margins)
    }

    private func steps(_ number: Int, from last: [Double]) -> (skip: [Step], give: [Step]) {
      let fit = fits[number]
      var skip = [Step](repeating: Step(), count: last.count)
      var give = skip
      // For each row the best way to come to it, if so many pieces behind the run before may have been taken.
      var ways = skip
      for row in -1..<rows {
        for taken in 0..<width {
          let score = last[at(row, taken)]
          if score + skipped(number) > skip[at(row, 0)].score {
            skip[at(row, 0)] = Step(score: score + skipped(number), before: at(row, taken))
          }
          ways[at(row, taken)] = Step(score: score, before: at(row, taken))
          if taken > 0, ways[at(row, taken - 1)].score >= score { ways[at(row, taken)] = ways[at(row, taken - 1)] }
        }
      }
      for row in 0..<rows {
        for taken in 0...fit.befores {
          let room = min(width - 1, pieces[number] - taken)
          var best = Step()
          for earlier in -1..<row {
            let score = ways[at(earlier, room)].score - lost(row - earlier - 1)
            if score > best.score { best = Step(score: score, before: ways[at(earlier, room)].before) }
          }
          guard best.score > -.infinity else { continue }
          for behind in 0...fit.behinds {
            let own = fit.score(row, taken, behind)
            if best.score + own > give[at(row, behind)].score {
              give[at(row, behind)] = Step(
                score: best.score + own, before: best.before,
                place: Place(row: row, takesBefore: taken, takesBehind: behind, score: own))
            }
          }
        }
      }
      return (skip, give)
    }

    /// For each run and state behind it the best score that the runs after it can add.
    private func scoresAhead() -> [[Double]] {
      var ahead = [[Double]](repeating: [Double](repeating: 0, count: (rows + 1) * width), count: fits.count)
      for number in fits.indices.dropFirst().reversed() {
        let (fit, next) = (fits[number], ahead[number])
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
        for earlier in -1..<rows {
          for taken in 0..<width {
            var best = skipped(number) + next[at(earlier, 0)]
            if taken <= pieces[number] || taken == 0 {
              let room = min(width - 1, max(0, pieces[number] - taken))
              for row in (earlier + 1)..<max(rows, earlier + 1) {
                best = max(best, brings[at(row, room)] - lost(row - earlier - 1))
              }
            }
            ahead[number - 1][at(earlier, taken)] = best
          }
        }
      }
      return ahead
    }
  }

  /// The length of the longest common subsequence.
  static func commonLength(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var lengths = [Int](repeating: 0, count: right.count + 1)
    for a in left {
      var diagonal = 0
      for (index, b) in right.enumerated() {
        let above = lengths[index + 1]
        lengths[index + 1] = a == b ? diagonal + 1 : max(above, lengths[index])
        diagonal = above
      }
    }
    return lengths[right.count]
  }
}
