// What README shows is what the command prints.

import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
  /// A command of README with what is shown below it, and the line on which it stands.
  struct Shown: CustomTestStringConvertible {
    let command: String
    let output: [String]
    let line: Int

    var testDescription: String { "\(line): \(command)" }
  }

  /// The commands behind `$` in blocks of code.
  static let commands: [Shown] = {
    let lines = ((try? String(contentsOfFile: repository + "/README.md", encoding: .utf8)) ?? "").components(separatedBy: "\n")
    var shown: [Shown] = []
    var isCode = false
    for (number, line) in lines.enumerated() {
      if line.hasPrefix("```") { isCode.toggle() }
      guard isCode, line.hasPrefix("$ ") else { continue }
      let output = lines[(number + 1)...].prefix { !$0.hasPrefix("$ ") && !$0.hasPrefix("```") }
      shown.append(Shown(command: String(line.dropFirst(2)), output: Array(output), line: number + 1))
    }
    return shown
  }()

  @Test("There are commands with output to compare")
  func commandsAreFound() {
    #expect(Self.commands.count >= 4)
  }

  @Test("A command prints what README shows, up to an ellipsis", arguments: commands)
  func output(shown: Shown) throws {
    let folder = try Folder()
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/Samples", withDestinationPath: repository + "/Samples")
    // On a terminal, as the reader would call it.
    let command = "gongkai() { \"$GONGKAI\" \"$@\"; }; \(shown.command)"
    try folder.write(command + "\n", to: "command.sh")
    let outcome = try shell("script -qec 'stty cols 80; TERM=dumb bash command.sh' /dev/null < /dev/null", in: folder.path)
    func trimmed(_ lines: some Sequence<String>) -> [String] {
      var lines = Array(lines)
      while lines.last?.isEmpty == true { lines.removeLast() }
      return lines
    }
    let printed = trimmed(outcome.output.replacing("\r\n", with: "\n").components(separatedBy: "\n"))
    var expected = trimmed(shown.output)
    let isCut = expected.last == "…"
    if isCut { expected.removeLast() }
    expected = trimmed(expected)
    #expect((isCut ? Array(printed.prefix(expected.count)) : printed) == expected, "\(printed.joined(separator: "\n"))")
  }
}
