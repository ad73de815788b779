// What stops a source from being used.

/// Input that cannot be used: what was found, where, and what was expected.
public struct SourceError: Error, Sendable, Hashable {
  public let path: String
  /// The line and column, counted from 1, where they are known.
  public let place: Place?
  public let message: Bilingual

  public struct Place: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  public init(_ path: String, at place: Place? = nil, _ message: Bilingual) {
    self.path = path
    self.place = place
    self.message = message
  }

  /// `path:line:column`, as far as known.
  public var location: String {
    guard let place else { return path }
    return "\(path):\(place.line):\(place.column)"
  }
}
