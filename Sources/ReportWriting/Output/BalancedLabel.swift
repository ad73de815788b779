// Labels that do not fit on one line of a narrow column.

import DisclosureReport

extension String {
  /// The label in lines of one length: `商业` over `企业`, where a line takes so many Chinese characters.
  ///
  /// Longer labels break where they must.
  func balanced(room: Int) -> String {
    let characters = Array(self)
    let room = Swift.max(1, room)
    guard displayWidth > 2 * room, characters.count <= 12, !contains("\n") else { return self }
    let lines = (characters.count + room - 1) / room
    var length = (characters.count + lines - 1) / lines
    // Most words have two characters.
    if length % 2 == 1, length > 1, characters.count % 2 == 0 { length -= 1 }
    return stride(from: 0, to: characters.count, by: length)
      .map { String(characters[$0..<Swift.min($0 + length, characters.count)]) }.joined(separator: "\n")
  }
}

extension Report {
  /// The title of a printed report: one that does not fit on one line breaks behind the agency.
  var titleLines: String {
    let rest = (period?.name ?? "") + form.title
    let isLong = agency.unicodeScalars.count + rest.unicodeScalars.count > 20
    return isLong && !agency.isEmpty ? agency + "\n" + rest : agency + rest
  }
}
