// Help and the errors of the command line in the user's language, in lines that fit the terminal. The parser speaks English
// and counts characters; here its sentences are put into Chinese, and lines broken by what they take on a screen.

import DisclosureReport
import ReportWriting

enum ParserWords {
  /// The parser's sentences, with `%` for what stands in them, and how they read in Chinese. The first that fits is taken.
  private static let sentences: [(en: String, zh: String)] = [
    ("OVERVIEW: %", "%"),
    ("USAGE: %", "用法：%"),
    ("Usage: %", "用法：%"),
    ("Help:  %", "说明：%"),
    ("ARGUMENTS:", "参数："),
    ("OPTIONS:", "选项："),
    ("SUBCOMMANDS:", "子命令："),
    ("Error: %", "错误：%"),
    ("  See '%' for detailed help.", "  各命令的用法见 %。"),
    ("  See '%' for more information.", "  用法详见 %。"),
    ("%Show help information.", "%显示用法。"),
    ("%Show the version.", "%显示版本。"),
    ("% (values: %; default: %)", "%（可选：%；默认 %）"),
    ("% (values: %)", "%（可选：%）"),
    ("% (default: %)", "%（默认 %）"),
    ("Unknown option '%'. Did you mean '%'?", "没有选项 %；是不是 %？"),
    ("Unknown option '%'", "没有选项 %"),
    ("Missing value for '%'", "%后面缺少内容"),
    ("The option '%' does not take any value, but '%' was specified.", "选项 % 后面不带内容，却给了“%”"),
    ("Unexpected argument '%'", "多出参数“%”"),
    ("% unexpected arguments: '%'", "多出 % 个参数：“%”"),
    ("Missing expected argument '%'", "缺少参数 %"),
    ("Missing one of: '%'", "缺少以下之一：%"),
    ("The value '%' is invalid for '%'. Please provide one of the following:", "“%”不能用于 %；可选："),
    ("The value '%' is invalid for '%'. Please provide one of %.", "“%”不能用于 %；可选 %"),
    ("The value '%' is invalid for '%': %", "“%”不能用于 %：%"),
    ("The value '%' is invalid for '%'", "“%”不能用于 %"),
    ("   or: %", "   或者：%"),
  ]

  private static let words: [(en: String, zh: String)] = [
    ("<subcommand>", "<子命令>"), ("<options>", "<选项>"), ("' or '", "' 或 '"), ("' and '", "' 或 '"),
  ]

  /// A text of the parser in a language.
  static func text(_ text: String, in language: Language) -> String {
    guard language == .chinese else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { chinese(String($0)) }.joined(separator: "\n")
  }

  /// A line in Chinese. What a sentence holds may be a sentence again, as that behind `Error:`.
  private static func chinese(_ line: String) -> String {
    for sentence in sentences {
      guard let parts = parts(of: line, in: sentence.en) else { continue }
      let isOuter = parts.count == 1 && sentence.en.hasSuffix("%")
      return filled(sentence.zh, isOuter ? parts.map(chinese) : parts.map(translated))
    }
    return translated(line)
  }

  private static func translated(_ text: String) -> String {
    words.reduce(text) { text, word in text.replacing(word.en, with: word.zh) }
  }

  /// What stands at the `%` of a sentence; nil if the line is another.
  private static func parts(of line: String, in sentence: String) -> [String]? {
    let fixed = sentence.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
    guard fixed.count > 1 else { return line == sentence ? [] : nil }
    guard line.hasPrefix(fixed[0]), line.hasSuffix(fixed[fixed.count - 1]) else { return nil }
    var parts: [String] = []
    var rest = line.dropFirst(fixed[0].count)
    for piece in fixed[1...].dropLast() {
      guard let found = rest.ranges(of: piece).first else { return nil }
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    guard rest.hasSuffix(fixed[fixed.count - 1]) else { return nil }
    return parts + [String(rest.dropLast(fixed[fixed.count - 1].count))]
  }

  private static func filled(_ sentence: String, _ parts: [String]) -> String {
    let fixed = sentence.split(separator: "%", omittingEmptySubsequences: false)
    return zip(fixed, parts + [""]).map { $0 + $1 }.joined()
  }

  /// Lines of at most a number of columns, broken between words; what is carried over stands under the text of its line.
  static func wrapped(_ text: String, to width: Int?) -> String {
    guard let width else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      guard line.displayWidth > width else { return [String(line)] }
      let indent = hangingIndent(of: line)
      let first = String(line.prefix { $0 == " " })
      let body = line.dropFirst(first.count)
      let lines = body.wrapped(to: max(20, width - indent), firstBy: indent - first.count)
      return lines.enumerated().map { ($0 == 0 ? first : String(repeating: " ", count: indent)) + $1 }
    }.joined(separator: "\n")
  }

  /// Where the text of a line begins: behind the name of an option, behind `Usage:`, else at its first character.
  private static func hangingIndent(of line: Substring) -> Int {
    let indent = line.prefix { $0 == " " }.count
    for word in ["USAGE: ", "用法："] where line.hasPrefix(word) { return word.displayWidth }
    guard indent == 2, let gap = line.dropFirst(indent).ranges(of: "  ").first else { return indent }
    let column = line[..<gap.lowerBound].displayWidth + line[gap.lowerBound...].prefix { $0 == " " }.count
    return column <= 40 ? column : indent
  }
}
