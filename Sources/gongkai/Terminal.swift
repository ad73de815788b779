// What the command says, and where: results to standard output, findings to standard error.

import ArgumentParser
import DisclosureReport
import ReportWriting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A text of the command in the user's language.
func say(_ zh: String, _ en: String) -> String {
  Bilingual(zh: zh, en: en).in(Terminal.language)
}

enum Terminal {
  /// `--lang`, else `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order.
  ///
  /// Help is made before options are parsed, so the option is looked for by itself.
  static let language: Language = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count, let chosen = Language(rawValue: arguments[index + 1]) { return chosen }
      if argument.hasPrefix("--lang="), let chosen = Language(rawValue: String(argument.dropFirst(7))) { return chosen }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value).hasPrefix("zh") ? .chinese : .english }
    }
    return .english
  }()

  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether colours are welcome at all: https://no-color.org
  static var allowsColour: Bool { getenv("NO_COLOR").map { $0.pointee == 0 } ?? true }
  static var showsColour: Bool { isatty(STDERR_FILENO) == 1 && allowsColour }

  /// Whether a line can be overwritten.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) != "dumb" } ?? false }

  /// Shows a line that the next one overwrites.
  static func showStatus(_ text: String) {
    try? writeAll(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO, path: "<stderr>")
  }

  static func clearStatus() {
    try? writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO, path: "<stderr>")
  }

  static func print(_ text: String) {
    try? writeAll(Array((text + "\n").utf8), to: STDOUT_FILENO, path: "<stdout>")
  }

  static func printError(_ text: String) {
    try? writeAll(Array((text + "\n").utf8), to: STDERR_FILENO, path: "<stderr>")
  }

  /// Writes results. A reader that has seen enough and closed the pipe, as `head` does, ends the command quietly.
  static func write(_ bytes: [UInt8]) throws {
    do {
      try writeAll(bytes, to: STDOUT_FILENO, path: "<stdout>")
    } catch {
      if errno == EPIPE { throw ExitCode(0) }
      throw error
    }
  }

  /// Writes what has gathered into a file, or as a result where there is none.
  static func empty(_ buffer: inout [UInt8], into file: AtomicFile?) throws {
    if let file { try file.write(buffer) } else { try write(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Shows a finding as compilers do: `path:line:column: severity: message [code]`.
  static func show(_ finding: Finding) {
    // A line of progress gives way.
    printError((showsProgress ? "\r\u{1B}[K" : "") + line(finding, colour: showsColour))
  }

  private static func line(_ finding: Finding, colour: Bool) -> String {
    let severity = finding.severity.name(in: language)
    let style = finding.severity == .error ? "1;31" : finding.severity == .warning ? "1;33" : "36"
    return finding.line(in: language, severity: colour ? "\u{1B}[\(style)m\(severity)\u{1B}[0m" : severity)
  }

  /// Ends the command with an error about an input or output.
  static func fail(_ error: SourceError) -> Never {
    let word = Severity.error.name(in: language)
    let shown = showsColour ? "\u{1B}[1;31m\(word)\u{1B}[0m" : word
    printError("\(error.location): \(shown): \(error.message.in(language))")
    exit(2)
  }
}
