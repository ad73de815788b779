// Streams of many subjects: each is written on any thread, and comes into the stream in its turn.

import DisclosureReport
import Synchronization

/// What a subject adds to a stream, but for what stands between it and others.
public struct StreamPiece: Sendable {
  var bytes: [UInt8]
  /// What the subject is called: a page is called like the first of them.
  var title = ""
  /// Whether reports are compared.
  var isComparison = false
  /// Whether it has a table to sort and to search.
  var isSortable = false

  public var isEmpty: Bool { bytes.isEmpty }
}

/// Writes subjects into one stream of text, one after the other.
public protocol PieceStream<Subject>: Sendable {
  associatedtype Subject

  /// What a subject will add; on any thread, before its turn.
  func piece(_ subject: Subject) -> StreamPiece
  /// Appends the next piece.
  mutating func add(_ piece: StreamPiece, to output: inout [UInt8])
  /// Appends what closes the stream.
  mutating func finish(_ output: inout [UInt8])
}

extension PieceStream {
  /// Appends what the next subject adds.
  public mutating func add(_ subject: Subject, to output: inout [UInt8]) {
    add(piece(subject), to: &output)
  }

  public mutating func finish(_ output: inout [UInt8]) {}
}

public protocol ReportStream: PieceStream where Subject == Report {
  /// What the sums of a merge will add; in formats for people with what was found of each unit, where they have room for it.
  ///
  /// - Parameter notes: What merging found, and how the sums compare with the parent's report.
  func piece(_ merge: Merge, notes: [Finding]) -> StreamPiece
}

extension ReportStream {
  public func piece(_ merge: Merge, notes: [Finding]) -> StreamPiece { piece(merge.sum) }
}

public protocol ComparisonStream: PieceStream where Subject == Comparison {}

/// What stands in front of the lines of CSV: once, whether there are any or not.
struct HeaderLine {
  let text: String
  let hasMark: Bool
  private var isWritten = false

  init(_ text: String, hasMark: Bool) {
    (self.text, self.hasMark) = (text, hasMark)
  }

  mutating func write(to output: inout [UInt8]) {
    guard !isWritten else { return }
    isWritten = true
    if hasMark { output += .byteOrderMark }
    output.append(text)
  }
}

/// A stream whose pieces are lines below a header.
protocol LineStream: PieceStream {
  var header: HeaderLine { get set }
}

extension LineStream {
  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    header.write(to: &output)
    output += piece.bytes
  }

  mutating func finish(_ output: inout [UInt8]) {
    header.write(to: &output)
  }
}

/// What is made once for each of a few objects, such as forms, whatever thread asks; of many, for the last few.
final class MadeOnce<Key: AnyObject & Sendable, Value: Sendable>: Sendable {
  private static var limit: Int { 16 }
  private let made = Mutex<[(key: Key, value: Value)]>([])

  func value(for key: Key, make: (Key) -> Value) -> Value {
    made.withLock { made in
      if let known = made.first(where: { $0.key === key }) { return known.value }
      let value = make(key)
      if made.count == Self.limit { made.removeFirst() }
      made.append((key, value))
      return value
    }
  }
}
