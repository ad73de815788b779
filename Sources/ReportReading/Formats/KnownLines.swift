// Lines of tidy CSV that need not be split: most differ from one that was seen in their figure alone, whatever the order of columns.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What lines look like, for whoever holds it.
final class KnownLines {
  /// Not a property of the class itself: nothing looks after who else has access at every step of a line.
  private let patterns: UnsafeMutablePointer<LinePatterns>

  init(_ header: TidyHeader, delimiter: UInt8) {
    patterns = .allocate(capacity: 1)
    patterns.initialize(to: LinePatterns(header, delimiter: delimiter))
  }

  deinit {
    patterns.pointee.free()
    patterns.deinitialize(count: 1)
    patterns.deallocate()
  }

  func isLearned(for form: Form) -> Bool { patterns.pointee.isLearned(for: form) }

  /// Takes a line that was split as the pattern for others of its report and of its cell.
  func learn(_ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>, cell: Int, of form: Form) {
    patterns.pointee.learn(scanner, bytes, cell: cell, of: form)
  }

  /// The line at an offset; nil if it has to be split.
  @inline(__always)
  func match(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, after last: Int) -> LinePatterns.Match? {
    patterns.pointee.match(bytes, at: offset, after: last)
  }
}

/// Bytes that are the same for a report, bytes that are the same for a cell, a figure and its state between.
///
/// The tables lie in memory of their own: counting references to arrays took a fifth of the time.
struct LinePatterns {
  /// Columns beside each other whose bytes are known, or one that is read.
  private enum Part {
    case report(Range<Int>)
    case cell(Range<Int>)
    case value, state, other

    /// The columns whose bytes are known.
    var columns: Range<Int>? {
      switch self {
      case .report(let columns), .cell(let columns): columns
      case .value, .state, .other: nil
      }
    }
  }

  /// A line that was recognised.
  struct Match {
    let cell: Int
    let value: CellValue
    let valueStart: Int
    let end: Int
  }

  private let delimiter: UInt8
  private let columnCount: Int
  private let hasState: Bool
  private var parts = PlainArray<Part>()
  /// How many parts of the cell a line has.
  private var cellPartCount = 0

  private var form: Form?
  /// The bytes of the report's parts, one behind the other, and where each ends.
  private var report = (bytes: PlainArray<UInt8>(), ends: PlainArray<Int>())
  /// The bytes of all cells' parts.
  private var arena = PlainArray<UInt8>()
  /// For each cell where its parts begin and end in the arena; as many as parts and one more, -1 if it was not yet seen.
  private var bounds = PlainArray<Int>()
  /// The cell that came behind each when it was last seen; the first place is for the first of a report.
  private var successors = PlainArray<Int>()
  /// Cells by the hash of their first part: open addressing, -1 where there is none.
  private var slots = PlainArray<(hash: UInt64, cell: Int)>()
  private var lineEnd = PlainArray<UInt8>()

  init(_ header: TidyHeader, delimiter: UInt8) {
    self.delimiter = delimiter
    columnCount = header.count
    hasState = header.state != nil
    let ofReport = [header.agency, header.year, header.form].compactMap { $0 }
    let ofCell = [header.table, header.row, header.column, header.label].compactMap { $0 }
    var parts: [Part] = []
    for column in 0..<header.count {
      switch (parts.last, column) {
      case (.report(let before), _) where ofReport.contains(column): parts[parts.count - 1] = .report(before.lowerBound..<column + 1)
      case (.cell(let before), _) where ofCell.contains(column): parts[parts.count - 1] = .cell(before.lowerBound..<column + 1)
      case (_, header.value): parts.append(.value)
      case (_, _) where column == header.state: parts.append(.state)
      default:
        parts.append(
          ofReport.contains(column) ? .report(column..<column + 1) : ofCell.contains(column) ? .cell(column..<column + 1) : .other)
      }
    }
    cellPartCount = parts.count { if case .cell = $0 { true } else { false } }
    self.parts.append(contentsOf: parts)
  }

  func free() {
    parts.free()
    report.bytes.free()
    report.ends.free()
    arena.free()
    bounds.free()
    successors.free()
    slots.free()
    lineEnd.free()
  }

  func isLearned(for form: Form) -> Bool { self.form === form && lineEnd.count > 0 }

  mutating func learn(_ scanner: CSVScanner, _ bytes: UnsafeBufferPointer<UInt8>, cell: Int, of form: Form) {
    if self.form !== form {
      self.form = form
      arena.removeAll()
      bounds.fill(repeatElement(-1, count: form.cells.count * (cellPartCount + 1)))
      successors.fill(0...form.cells.count)
      var room = 64
      while room < 3 * form.cells.count { room *= 2 }
      slots.fill(repeatElement((0, -1), count: room))
    }
    lineEnd.removeAll()
    guard scanner.fields.count == columnCount, scanner.upcomingLine == scanner.line + 1 else { return }
    /// Where a field ends, with the quote behind it.
    func end(_ field: Int) -> Int {
      let end = scanner.fields[field].end
      return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end + 1 : end
    }
    func part(_ columns: Range<Int>) -> UnsafeBufferPointer<UInt8>.SubSequence {
      bytes[(columns.lowerBound == 0 ? scanner.start : end(columns.lowerBound - 1))..<end(columns.upperBound - 1)]
    }
    lineEnd.fill(bytes[end(columnCount - 1)..<scanner.offset])
    report.bytes.removeAll()
    report.ends.removeAll()
    for case .report(let columns) in parts.elements {
      report.bytes.append(contentsOf: part(columns))
      report.ends.append(contentsOf: CollectionOfOne(report.bytes.count))
    }
    let first = cell * (cellPartCount + 1)
    guard bounds[first] < 0 else { return }
    bounds[first] = arena.count
    for case (let number, .cell(let columns)) in parts.elements.filter({ if case .cell = $0 { true } else { false } }).enumerated() {
      arena.append(contentsOf: part(columns))
      bounds[first + number + 1] = arena.count
    }
    let hash = Self.hash(UnsafeBufferPointer(arena.elements), bounds[first]..<bounds[first + 1])
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].cell >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = (hash, cell)
  }

  mutating func match(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, after last: Int) -> Match? {
    // Each is looked at several times a line, and `self` is too large to be handed on without a copy.
    let (parts, arena, bounds, report, cellPartCount, delimiter) = (parts, arena, bounds, report, cellPartCount, delimiter)
    func isPart(_ cell: Int, _ number: Int) -> Bool {
      let first = cell * (cellPartCount + 1) + number
      return bounds[first] >= 0 && Self.matches(bytes, at, arena, bounds[first]..<bounds[first + 1])
    }
    var cell = successors[last + 1]
    var isCertain = false
    var (at, reportPart, cellPart) = (offset, 0, 0)
    var (figure, valueStart): (Int?, Int) = (nil, offset)
    var state: State?
    for number in 0..<parts.count {
      let part = parts[number]
      switch part {
      case .report:
        let start = reportPart == 0 ? 0 : report.ends[reportPart - 1]
        guard Self.matches(bytes, at, report.bytes, start..<report.ends[reportPart]) else { return nil }
        at += report.ends[reportPart] - start
        reportPart += 1
      case .cell(let columns):
        if cell * (cellPartCount + 1) >= bounds.count || !isPart(cell, cellPart) {
          guard !isCertain, cellPart == 0, let hash = Self.hash(bytes, at, columns, of: columnCount, delimiter),
            let found = Self.find(hash, in: slots), isPart(found, 0)
          else { return nil }
          cell = found
        }
        isCertain = true
        let first = cell * (cellPartCount + 1) + cellPart
        at += bounds[first + 1] - bounds[first]
        cellPart += 1
      case .value:
        guard let field = Self.field(bytes, at, isFirst: at == offset, delimiter) else { return nil }
        (valueStart, at) = (field.inner.lowerBound, field.end)
        guard field.inner.count <= 9 else { return nil }
        var number = 0
        for index in field.inner {
          guard (0x30...0x39).contains(bytes[index]) else { return nil }
          number = number * 10 + Int(bytes[index] &- 0x30)
        }
        figure = field.inner.isEmpty ? nil : number
      case .state:
        guard let field = Self.field(bytes, at, isFirst: at == offset, delimiter), let found = State(bytes, field.inner) else { return nil }
        (state, at) = (found, field.end)
      case .other:
        guard let field = Self.field(bytes, at, isFirst: at == offset, delimiter) else { return nil }
        at = field.end
      }
    }
    guard Self.matches(bytes, at, lineEnd, 0..<lineEnd.count) else { return nil }
    // A lone CR may be the first half of a pair.
    if lineEnd.count == 1, lineEnd[0] == 0x0D, at + 1 >= bytes.count || bytes[at + 1] == 0x0A { return nil }
    let value: CellValue
    switch (figure, state) {
    case (nil, nil), (nil, .blank), (nil, .unsaid): value = .blank
    case (let figure?, nil), (let figure?, .stated), (let figure?, .unsaid): value = .stated(Figure(figure))
    case (let figure?, .inferred): value = .inferred(Figure(figure))
    default: return nil
    }
    successors[last + 1] = cell
    return Match(cell: cell, value: value, valueStart: valueStart, end: at + lineEnd.count)
  }

  private enum State {
    case stated, blank, inferred, unsaid

    init?(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
      func says(_ word: StaticString) -> Bool {
        guard let base = bytes.baseAddress, range.count == word.utf8CodeUnitCount else { return false }
        return memcmp(base + range.lowerBound, word.utf8Start, range.count) == 0
      }
      if says("stated") {
        self = .stated
      } else if says("blank") {
        self = .blank
      } else if range.isEmpty {
        self = .unsaid
      } else if says("inferred") {
        self = .inferred
      } else {
        return nil
      }
    }
  }

  /// A field that is read: its bytes without quotes, and where it ends with them; nil near the end of the buffer and for quotes in it.
  private static func field(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, isFirst: Bool, _ delimiter: UInt8
  ) -> (inner: Range<Int>, end: Int)? {
    var at = offset
    if !isFirst {
      guard at < bytes.count, bytes[at] == delimiter else { return nil }
      at += 1
    }
    guard at < bytes.count else { return nil }
    let isQuoted = bytes[at] == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted ? byte == UInt8(ascii: "\"") : byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      // Within quotes a line may end, and without them a quote means nothing.
      if byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\"") || byte >= 0x80 { return nil }
      at += 1
    }
    // Behind a quote that is doubled comes no delimiter and no line end, so that the line is split.
    guard at + 1 < bytes.count else { return nil }
    return (start..<at, isQuoted ? at + 1 : at)
  }

  /// The hash of the first part of a line that names a cell; nil where the buffer ends before.
  ///
  /// Quotes are not looked at: a part whose end is found elsewhere than where it was learned is not known, and the line is split.
  private static func hash(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ columns: Range<Int>, of columnCount: Int, _ delimiter: UInt8
  ) -> UInt64? {
    guard columns.upperBound == columnCount else {
      return hashed(bytes, offset, upTo: columns.count + (columns.lowerBound == 0 ? 0 : 1), delimiter)
    }
    var at = offset
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    return at < bytes.count ? hash(bytes, offset..<at) : nil
  }

  private static func find(_ hash: UInt64, in slots: PlainArray<(hash: UInt64, cell: Int)>) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].cell >= 0 {
      if slots[slot].hash == hash { return slots[slot].cell }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The hash of what stands in front of so many delimiters, eight bytes at a time; nil where the buffer ends before.
  private static func hashed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, upTo delimiters: Int, _ delimiter: UInt8
  ) -> UInt64? {
    let raw = UnsafeRawBufferPointer(bytes)
    let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    let pattern = ones &* UInt64(delimiter)
    var (at, left, hash) = (offset, delimiters, UInt64(0))
    while at + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let signs = word ^ pattern
      // A bit for each byte that is a delimiter, exactly.
      var found = ~((signs & ~high) &+ ~high | signs) & high
      let count = found.nonzeroBitCount
      if count < left {
        left -= count
        at += 8
        mix(word, into: &hash)
        continue
      }
      for _ in 1..<left { found &= found - 1 }
      mixLast(word, found.trailingZeroBitCount / 8, into: &hash)
      return hash
    }
    return nil
  }

  @inline(__always)
  private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ expected: PlainArray<UInt8>, _ range: Range<Int>)
    -> Bool
  {
    let count = range.count
    guard bytes.count - offset >= count, let left = bytes.baseAddress else { return false }
    let (own, other) = (UnsafeRawPointer(left + offset), UnsafeRawPointer(expected.base + range.lowerBound))
    if count < 8 {
      for index in 0..<count where own.load(fromByteOffset: index, as: UInt8.self) != other.load(fromByteOffset: index, as: UInt8.self) {
        return false
      }
      return true
    }
    // Most that differ do so at once.
    guard own.loadUnaligned(as: UInt64.self) == other.loadUnaligned(as: UInt64.self) else { return false }
    return memcmp(own + 8, other + 8, count - 8) == 0
  }

  /// The hash of a range, the same as that of as many bytes in front of a delimiter: the table is small, and whatever is found is compared.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var (at, hash) = (range.lowerBound, UInt64(0))
    while at + 8 <= range.upperBound {
      mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)), into: &hash)
      at += 8
    }
    var rest: UInt64 = 0
    for (place, index) in (at..<range.upperBound).enumerated() { rest |= UInt64(bytes[index]) << UInt64(8 * place) }
    mixLast(rest, range.upperBound - at, into: &hash)
    return hash
  }

  @inline(__always)
  private static func mix(_ word: UInt64, into hash: inout UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
  }

  /// Mixes in the first bytes of a word, and how many they are.
  @inline(__always)
  private static func mixLast(_ word: UInt64, _ count: Int, into hash: inout UInt64) {
    mix(count == 0 ? 0 : word & (UInt64.max >> UInt64(64 - 8 * count)), into: &hash)
    mix(UInt64(count), into: &hash)
  }
}

/// How many characters UTF-8 bytes are.
@inline(__always)
func characters(in bytes: some Collection<UInt8>) -> Int {
  bytes.reduce(0) { $0 &+ ($1 & 0xC0 != 0x80 ? 1 : 0) }
}

/// A growing array of elements that nothing counts, in memory that whoever holds it frees.
private struct PlainArray<Element> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity = 16

  init() {
    base = .allocate(capacity: capacity)
  }

  func free() {
    base.deallocate()
  }

  var elements: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  mutating func append(contentsOf elements: some Collection<Element>) {
    let needed = count + elements.count
    if needed > capacity {
      capacity = max(needed, capacity * 2)
      let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
      larger.moveInitialize(from: base, count: count)
      base.deallocate()
      base = larger
    }
    for element in elements {
      (base + count).initialize(to: element)
      count += 1
    }
  }

  mutating func removeAll() { count = 0 }

  mutating func fill(_ elements: some Collection<Element>) {
    removeAll()
    append(contentsOf: elements)
  }
}
