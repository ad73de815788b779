// Texts as messages quote them.

extension String {
  /// At most forty characters, on one line, for quoting in a message.
  package var shortened: String {
    let line = String(map { $0.isNewline || $0 == "\t" ? " " : $0 }.filter { !$0.isControl })
    return line.count > 40 ? line.prefix(39) + "…" : line
  }
}

extension Character {
  /// A control character, which could move a terminal's cursor or change its colours.
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
