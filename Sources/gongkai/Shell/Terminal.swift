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
  /// What the command was called with. Swift's own list mends bytes that are no UTF-8, and a file's name may hold such bytes.
  static let arguments: [String] = (0..<Int(CommandLine.argc)).compactMap { number in
    CommandLine.unsafeArgv[number].map { String(fileName: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
  }

  /// `--lang`, else `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order.
  ///
  /// Help is made before options are parsed, so the option is looked for by itself.
  static let language: Language = {
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count, let chosen = Language(rawValue: arguments[index + 1]) { return chosen }
      if argument.hasPrefix("--lang="), let chosen = Language(rawValue: String(argument.dropFirst(7))) { return chosen }
    }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value).hasPrefix("zh") ? .chinese : .english }
    }
    return .english
  }()

  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether a person sees what goes where `-o` says, as it is written.
  static func shows(_ output: String?) -> Bool { (output ?? "-") == "-" && isOutputTerminal }
  /// Whether colours are welcome at all: https://no-color.org
  static var allowsColour: Bool { !isDumb && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true }
  static var showsColour: Bool { isatty(STDERR_FILENO) == 1 && allowsColour }

  /// Whether a line can be overwritten.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && !isDumb }

  /// Whether the terminal obeys nothing but line feeds.
  private static var isDumb: Bool { getenv("TERM").map { String(cString: $0) == "dumb" } ?? true }

  /// How many columns a line may take; nil where nobody sees lines, as in a pipe.
  static func width(of descriptor: Int32) -> Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
    return Int(size.ws_col)
  }

  /// How many columns a line of standard output may take; nil where it is no terminal.
  static var outputWidth: Int? { width(of: STDOUT_FILENO) }

  /// Shows a line that the next one overwrites.
  static func showStatus(_ text: String) {
    try? writeAll(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO, path: "<stderr>")
  }

  static func clearStatus() {
    try? writeAll(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO, path: "<stderr>")
  }

  /// Writes a line of results.
  static func write(line: String) throws {
    try write(Array((line + "\n").utf8))
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
    printError((showsProgress ? "\r\u{1B}[K" : "") + finding.line(in: language, severity: coloured(finding.severity)))
  }

  private static func coloured(_ severity: Severity) -> String {
    let word = severity.name(in: language)
    guard showsColour else { return word }
    return "\u{1B}[\(severity == .error ? "1;31" : severity == .warning ? "1;33" : "36")m\(word)\u{1B}[0m"
  }

  /// Shows an error about an input or output.
  static func show(_ error: SourceError) {
    printError("\(error.location.visible()): \(coloured(.error)): \(error.message.in(language).visible())")
  }
}
