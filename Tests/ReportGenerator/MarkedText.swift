// Source text with markers, so that a test says where a finding is expected by pointing at it.

import DisclosureReport

/// A text in which `1️⃣`, `2️⃣`… mark places. The markers are taken out; their places stay known.
public struct MarkedText {
  public let text: String
  private let places: [Character: SourceError.Place]

  public init(_ marked: String) {
    var text = ""
    var places: [Character: SourceError.Place] = [:]
    var line = 1
    var column = 1
    for character in marked {
      if character.unicodeScalars.contains("\u{20E3}") {
        places[character] = SourceError.Place(line: line, column: column)
        continue
      }
      text.append(character)
      if character == "\n" {
        line += 1
        column = 1
      } else {
        column += character.unicodeScalars.count
      }
    }
    self.text = text
    self.places = places
  }

  public subscript(marker: Character) -> SourceError.Place? { places[marker] }
  public var bytes: [UInt8] { Array(text.utf8) }
}

extension Finding {
  /// Where the finding stands, for comparing with a marker.
  public var place: SourceError.Place? {
    source.map { SourceError.Place(line: $0.line, column: $0.column) }
  }
}
