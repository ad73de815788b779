// The numbers of a form's cells, tables, rows and columns: one cannot be taken for another.

/// The number of something in a form, counted from 0 as the document has it.
///
/// A literal may be written where one is expected, `form.tables[0]`; a number that was counted elsewhere may not.
public protocol FormNumber: Hashable, Comparable, Strideable, Sendable, ExpressibleByIntegerLiteral where Stride == Int {
  var index: Int { get }
  init(_ index: Int)
}

extension FormNumber {
  @inlinable
  public init(integerLiteral value: Int) { self.init(value) }
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
  /// The number so many places behind another.
  @inlinable
  public static func + (left: Self, right: Int) -> Self { Self(left.index + right) }
  /// How many places are between two numbers.
  @inlinable
  public static func - (left: Self, right: Self) -> Int { left.index - right.index }
  @inlinable
  public func distance(to other: Self) -> Int { other.index - index }
  @inlinable
  public func advanced(by count: Int) -> Self { Self(index + count) }
}

/// Cells are numbered through the whole form, table by table and row by row.
@frozen
public struct CellNumber: FormNumber {
  public let index: Int
  @inlinable
  public init(_ index: Int) { self.index = index }
}

@frozen
public struct TableNumber: FormNumber {
  public let index: Int
  @inlinable
  public init(_ index: Int) { self.index = index }
}

/// Rows are numbered within their table.
@frozen
public struct RowNumber: FormNumber {
  public let index: Int
  @inlinable
  public init(_ index: Int) { self.index = index }
}

/// Columns are numbered within their block.
@frozen
public struct ColumnNumber: FormNumber {
  public let index: Int
  @inlinable
  public init(_ index: Int) { self.index = index }
}

/// An array over numbers of one kind.
@frozen
public struct Numbered<Number: FormNumber, Element>: RandomAccessCollection {
  @usableFromInline
  var elements: [Element]

  @inlinable
  public init(_ elements: [Element]) { self.elements = elements }

  @inlinable
  public init(repeating element: Element, count: Int) { elements = Array(repeating: element, count: count) }

  @inlinable
  public var startIndex: Number { Number(0) }
  @inlinable
  public var endIndex: Number { Number(elements.count) }

  @inlinable
  public subscript(number: Number) -> Element {
    get { elements[number.index] }
    set { elements[number.index] = newValue }
  }

  /// The elements with their numbers.
  @inlinable
  public var numbered: some Sequence<(number: Number, element: Element)> {
    elements.lazy.enumerated().map { (Number($0.offset), $0.element) }
  }

  /// As an array, for code that counts in another way.
  @inlinable
  public var array: [Element] { elements }

  /// Lends the elements, for loops over many of them.
  package mutating func withElements<Result>(_ body: (UnsafeMutableBufferPointer<Element>) -> Result) -> Result {
    elements.withUnsafeMutableBufferPointer { body($0) }
  }

  @inlinable
  public mutating func append(_ element: Element) { elements.append(element) }
}

extension Numbered: MutableCollection {}
extension Numbered: Sendable where Element: Sendable {}
extension Numbered: Equatable where Element: Equatable {}
extension Numbered: Hashable where Element: Hashable {}
