// Which columns of its row the figures of a line can be: by the printed header, by their slots, by their extents, by their count.

import DisclosureReport

/// What stands in a cell of the form.
enum CellSource: Equatable {
  /// Index of a token, perhaps an empty one.
  case token(Int)
  /// Known to be empty, by the places of the other figures.
  case empty
  /// Not carried by the source.
  case lost
  /// Of a column that the header leaves out.
  case unnamed
}

/// A run of figures that has its row.
struct FigureLine {
  let run: Run
  let band: Band
  /// Index into the outline's runs.
  let number: Int
  let target: TargetRow
  /// The numbers of the form's cells that it carries.
  let cells: Range<CellNumber>
  /// How surely it is that row.
  let sureness: Sureness

  /// Where on the line the label stands; 0 without one.
  fileprivate var labelSlot: Int { run.label.last.map { $0 - band.tokens.lowerBound } ?? 0 }

  var block: BlockNumber { BlockNumber(table: target.table, block: target.block) }
}

/// A block of a table of the form.
struct BlockNumber: Hashable {
  let table: TableNumber
  let block: Int
}

/// Fits the figures of lines to the columns of their rows. The answer is every way that is left: the relations decide among several.
struct ColumnFitting {
  let document: Bands
  let index: LabelIndex
  private var places: [BlockNumber: [Int: ColumnPlaces]] = [:]
  private var orders: [[Int]: PrintedOrder] = [:]
  private var headers: [[Int]: [Int]?] = [:]
  private var partly: [[Int]: [Int: Int]?] = [:]
  /// How many ways all lines have together.
  private var ways = 0

  init(_ lines: [FigureLine], of document: Bands, _ index: LabelIndex) {
    self.document = document
    self.index = index
    findPlaces(lines)
    refuteOrders(lines)
  }

  /// The ways of lines under one header, each a source for every cell in the form's order; nil where the header contradicts the form.
  ///
  /// If all lines of a grid with their labels in the same slot fit the header they stand as it says; else each is fitted by itself.
  mutating func fit(_ lines: [FigureLine]) -> [[[CellSource]]?] {
    let orders = lines.map { order(above: $0) }
    let underHeader = lines.map { line in headerPlaces(above: line).flatMap { fits(line, $0) ? $0 : nil } }
    // Where most lines stand as a header says that names every column, one that ends before the last of them has lost cells.
    let isHeaderRight = underHeader.count { $0 != nil } * 2 > lines.count
    // A line with too few cells lost some, and tells nothing about the others.
    let misfits = Set(zip(lines, underHeader).filter { $1 == nil && $0.run.figures.count >= $0.cells.count }.map(\.0.labelSlot))
    // Where all lines that leave no choice put their figures right behind the label, so do the others.
    let decided = lines.compactMap { line in windows(line).only.map { $0 == line.run.figures.lowerBound } }
    let isTight = decided.count >= 3 && decided.allSatisfy { $0 }
    return lines.indices.map { number in
      let (line, order) = (lines[number], orders[number])
      if let named = namedPlaces(above: line) { return way(of: line, named).map { [$0] } }
      if order == .contradicted { return nil }
      let printed = order.places(line.cells.count)
      let found =
        if isHeaderRight, let last = headerPlaces(above: line)?.last, line.band.tokens.count <= last {
          byCount(line.run.figures.filter { !document.tokens[$0].isEmpty }, line.cells.count)
        } else if !misfits.contains(line.labelSlot), let places = underHeader[number] {
          [places.map { CellSource.token(line.band.tokens.lowerBound + $0) }]
        } else if line.band.hasSlots {
          bySlots(line, printed, isTight: isTight)
        } else {
          byPlaces(line)
        }
      return limited(found).map { way in
        var official = way
        for (place, column) in printed.enumerated() { official[column] = way[place] }
        return official
      }
    }
  }

  /// A document with more ways than any agency's has nothing decided by sums.
  private mutating func limited(_ found: [[CellSource]]) -> [[CellSource]] {
    if found.count < 2 { return found }
    ways += found.count
    return ways > OpenRows.mostWaysOfAll ? [] : found
  }

  /// What the relations say of figures that stand in the cells of a line in one way; nil where there is none.
  private func holds(_ line: FigureLine, _ printed: [Int], from start: Int) -> Bool? {
    var values = [Figure?](repeating: nil, count: line.cells.count)
    for (place, column) in printed.enumerated() {
      guard
        let (value, _) = try? index.value(
          of: document.tokens[start + place], for: line.cells.lowerBound + column, line.run.unit, in: document)
      else { return false }
      values[column] = value.figure
    }
    return index.holds(line.cells, values)
  }

  /// Takes the form's order where the header of a text seems to print another in which sums fail that hold in the form's.
  ///
  /// Of a whole block at once: a single line may hold by chance, or be wrong.
  private mutating func refuteOrders(_ lines: [FigureLine]) {
    var votes: [[Int]: Int] = [:]
    for line in lines where !line.band.hasSlots && line.run.figures.count == line.cells.count {
      let (order, count, start) = (order(above: line), line.cells.count, line.run.figures.lowerBound)
      guard case .other = order, let printed = holds(line, order.places(count), from: start),
        let official = holds(line, Array(0..<count), from: start), printed != official
      else { continue }
      votes[orderKey(line), default: 0] += printed ? 1 : -1
    }
    for (key, vote) in votes where vote < 0 { orders[key] = .official }
  }

  // MARK: - By the header

  /// What the header of a line says of the order of columns. In a text the header of a block is what stands above its first line.
  private mutating func order(above line: FigureLine) -> PrintedOrder {
    let key = orderKey(line)
    if let known = orders[key] { return known }
    let block = index.form.tables[line.target.table].blocks[line.target.block]
    let order = PrintedOrder(HeaderCell.all(in: line.run.header, of: document, naming: block), block, width: line.cells.count)
    orders[key] = order
    return order
  }

  private func orderKey(_ line: FigureLine) -> [Int] {
    line.band.hasSlots ? key(line) : [-1, line.target.table.index, line.target.block]
  }

  private func key(_ line: FigureLine) -> [Int] { [line.run.headerNumber, line.target.table.index, line.target.block, line.cells.count] }

  /// Where each column stands on the lines of a grid, if its header names all of them.
  private mutating func headerPlaces(above line: FigureLine) -> [Int]? {
    guard line.band.hasSlots, !line.run.header.isEmpty else { return nil }
    if let known = headers[key(line)] { return known }
    let block = index.form.tables[line.target.table].blocks[line.target.block]
    let labels = Array(index.columnLabels[line.target.table][line.target.block].prefix(line.cells.count))
    let order = order(above: line)
    let found = places(
      of: order.places(line.cells.count).compactMap { labels.indices.contains($0) ? labels[$0] : nil },
      in: HeaderCell.all(in: line.run.header, of: document, naming: block))
    headers[key(line)] = .some(found)
    return found
  }

  /// For the cells that the header of a grid names, where they stand, if it names some of the form's columns and leaves others out.
  ///
  /// Empty where it names the same column twice. Nil where it names all, none, or has a label for each that is only worded differently.
  private mutating func namedPlaces(above line: FigureLine) -> [Int: Int]? {
    guard line.band.hasSlots, !line.run.header.isEmpty else { return nil }
    if let known = partly[key(line)] { return known }
    let block = index.form.tables[line.target.table].blocks[line.target.block]
    let labels = Array(index.columnLabels[line.target.table][line.target.block].prefix(line.cells.count))
    let near = (line.run.header[0] - 3)...(line.run.header[line.run.header.count - 1] + 3)
    let around = document.bands[near.clamped(to: 0...(document.bands.count - 1))].flatMap(\.tokens).compactMap { document.tokens[$0].label }
    // Cells that stand on lines of their own tell no places.
    let isGrid = line.run.header.allSatisfy { document.bands[$0].tokens.count > 1 }
    let found =
      !isGrid
      ? nil : NamedColumns.places(of: labels, in: HeaderCell.all(in: line.run.header, of: document, naming: block), block, around: around)
    partly[key(line)] = .some(found)
    return found
  }

  /// The figures of a line under the columns that its header names; nil if one stands under none of them.
  private func way(of line: FigureLine, _ places: [Int: Int]) -> [CellSource]? {
    let start = line.band.tokens.lowerBound
    let owned = Set(places.values)
    guard !places.isEmpty,
      line.run.figures.allSatisfy({ document.tokens[$0].isEmpty || owned.contains($0 - start) }),
      places.values.allSatisfy({ line.run.figures.contains(start + $0) })
    else { return nil }
    return line.cells.indices.map { cell in
      places[cell - line.cells.lowerBound].map { .token(start + $0) } ?? .unnamed
    }
  }

  /// The place of each label in a header, nil unless all are there in their order.
  private func places(of labels: [Label], in header: [HeaderCell]) -> [Int]? {
    var places: [Int] = []
    var rest = header.sorted { $0.place < $1.place }[...]
    for label in labels {
      guard
        let found = rest.firstIndex(where: {
          $0.label.text == label.text || Label.likeness($0.label.withoutNote, label.withoutNote) >= HeaderCell.likeness
        })
      else { return nil }
      places.append(rest[found].place)
      let place = rest[found].place
      rest = rest[(found + 1)...].drop { $0.place == place }
    }
    return places
  }

  /// Whether all that stands on a line stands under the header, or repeats what does: a merged cell written out.
  private func fits(_ line: FigureLine, _ places: [Int]) -> Bool {
    let (start, figures) = (line.band.tokens.lowerBound, line.run.figures)
    guard let first = places.first, start + first >= figures.lowerBound, let last = places.last, start + last < figures.upperBound
    else { return false }
    for token in figures where !document.tokens[token].isEmpty {
      let place = token - start
      guard let owner = places.last(where: { $0 <= place }) else { return false }
      if owner != place, document.bytes(token) != document.bytes(start + owner) { return false }
    }
    return true
  }

  // MARK: - By slots

  /// Where the figures of a line may begin, if they are a run of slots as long as the form's row.
  func windows(_ line: FigureLine) -> [Int] {
    let (figures, width) = (line.run.figures, line.cells.count)
    guard line.band.hasSlots, figures.count >= width else { return [] }
    let filled = figures.filter { !document.tokens[$0].isEmpty }
    // A few figures among far more slots than the table has columns could be anything.
    let spare = index.form.tables[line.target.table].layout.labelWidth + 1
    if figures.count - width > spare, filled.count < width, !filled.isEmpty { return [] }
    guard let first = filled.first, let last = filled.last else { return Array(figures.lowerBound...(figures.upperBound - width)) }
    let (least, most) = (max(figures.lowerBound, last - width + 1), min(first, figures.upperBound - width))
    return least <= most ? Array(least...most) : []
  }

  private func bySlots(_ line: FigureLine, _ printed: [Int], isTight: Bool) -> [[CellSource]] {
    let (figures, width) = (line.run.figures, line.cells.count)
    let filled = figures.filter { !document.tokens[$0].isEmpty }
    var windows = windows(line)
    if filled.isEmpty { windows = Array(windows.prefix(1)) }
    if windows.count > 1 {
      // Empty slots on both sides leave it open which columns these are; a sum that comes out in one case only decides.
      let sound = windows.filter { holds(line, printed, from: $0) == true }
      if sound.count == 1 {
        windows = sound
      } else if isTight, windows[0] == figures.lowerBound, holds(line, printed, from: windows[0]) != false {
        windows = [windows[0]]
      }
    }
    // Either the slots behind the label are too many, or some have been lost.
    if windows.isEmpty, figures.count < width, filled.count == figures.count { return byCount(filled, width) }
    return windows.map { start in (0..<width).map { .token(start + $0) } }
  }

  // MARK: - By places and by count

  private func byPlaces(_ line: FigureLine) -> [[CellSource]] {
    let (figures, width) = (line.run.figures, line.cells.count)
    if figures.isEmpty { return [[CellSource](repeating: .empty, count: width)] }
    if figures.count >= width { return [figures.prefix(width).map { .token($0) }] }
    guard let places = places[line.block]?[line.band.page] else { return byCount(Array(figures), width) }
    let tokens = Array(document.tokens[figures])
    if let columns = places.columns(of: tokens) { return [way(columns, figures, width, .empty)] }
    return (places.choices(of: tokens) ?? []).map { way($0, figures, width, .lost) }
  }

  private func byCount(_ figures: [Int], _ width: Int) -> [[CellSource]] {
    if figures.count == width { return [figures.map { .token($0) }] }
    return (OpenRows.choices(of: figures.count, from: width) ?? []).map { way($0, figures, width, .lost) }
  }

  private func way(_ columns: [Int], _ figures: some RandomAccessCollection<Int>, _ width: Int, _ other: CellSource) -> [CellSource] {
    var way = [CellSource](repeating: other, count: width)
    for (column, figure) in zip(columns, figures) { way[column] = .token(figure) }
    return way
  }

  /// Where the columns of each block stand on each page, as far as the figures or the header tell; only of blocks with lines that lack
  /// figures.
  ///
  /// A table that goes on over several pages keeps its columns on all of them, but not where each page was laid out as text.
  private mutating func findPlaces(_ lines: [FigureLine]) {
    let document = document
    let placed = lines.filter { !$0.run.figures.isEmpty && document.tokens[$0.run.figures.lowerBound].extent != nil }
    for (block, members) in Dictionary(grouping: placed, by: \.block) {
      let width = members[0].cells.count
      guard members.contains(where: { $0.run.figures.count < width }) else { continue }
      let labels = Array(index.columnLabels[block.table][block.block].prefix(width).map(\.text))
      let all = ColumnPlaces(members.map { Array(document.tokens[$0.run.figures]) }, count: width)
      for (page, members) in Dictionary(grouping: members, by: \.band.page) {
        let figures = members.map { Array(document.tokens[$0.run.figures]) }
        let found =
          ColumnPlaces(figures, count: width) ?? all ?? ColumnPlaces(whole: figures, count: width)
          ?? members.lazy.compactMap { ColumnPlaces(labels: labels, above: $0.run.band, of: document) }.first
        // Lines with a figure in every column must stand in these, or the places mean nothing.
        guard let found, figures.allSatisfy({ $0.count != width || found.hold($0) }) else { continue }
        places[block, default: [:]][page] = found
      }
    }
  }
}

extension [Int] {
  /// The element, if there is exactly one.
  var only: Int? { count == 1 ? first : nil }
}
