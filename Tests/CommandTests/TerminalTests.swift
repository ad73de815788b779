// What a person sees on a terminal: nothing that a document could steer it by, lines that fit, and their own language.

import Foundation
import Testing

@Suite("On a terminal")
struct TerminalTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test("What a document holds to steer a terminal or to turn text round is shown, not obeyed")
  func hostileText() throws {
    let hostile = "\u{1B}[31m红\u{1B}]0;owned\u{7}\u{202E}反\u{9B}2J"
    try folder.write(
      """
      \(hostile)局2020年政府信息公开工作年度报告
      一、总体情况
      我们\(hostile)工作。
      三、收到和处理政府信息公开申请情况
      一、本年新收政府信息公开申请数量\t\(hostile)\t0\t0\t0\t0\t0\t0
      """, to: "hostile.txt")
    for command in [
      "convert hostile.txt", "convert hostile.txt --to csv", "check hostile.txt", "diff hostile.txt \(samples)shili-2020.json",
    ] {
      let shown = try onTerminal("cd \(folder.path); $GONGKAI \(command)", term: "dumb")
      let scalars = shown.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" || $0.value == 0x202E }
      #expect(scalars.isEmpty, "\(command)")
      #expect(shown.contains("\\u{1B}[31m红"), "\(command): \(shown)")
    }
    // Whatever the command and the format.
    for (command, formats) in [
      ("convert hostile.txt", "text csv json ndjson markdown html"), ("check hostile.txt", "text csv json sarif markdown html"),
      ("diff hostile.txt \(samples)shili-2020.json", "text csv json markdown html"),
      ("merge hostile.txt \(samples)shili-2020.json", "text csv json ndjson markdown html"),
      ("check \(samples)shili-2020.json --previous hostile.txt", "text csv json sarif markdown html"),
    ] {
      for format in formats.split(separator: " ") {
        let shown = try onTerminal("cd \(folder.path); $GONGKAI \(command) --to \(format)", term: "dumb")
        let scalars = shown.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" || $0.value == 0x202E }
        #expect(scalars.isEmpty && shown.count > 40, "\(command) --to \(format)")
      }
    }
    // The report of the year before is found among several though its agency's name must be shown otherwise than it is.
    for year in [2019, 2020] {
      try folder.write(
        """
        {"agency": "\\u001b[31m红\\u202e局", "year": \(year), "tables": {}}
        {"agency": "示例局", "year": \(year), "tables": {}}
        """, to: "\(year).ndjson")
    }
    let paired = try onTerminal("cd \(folder.path); $GONGKAI check 2020.ndjson --previous 2019.ndjson", term: "dumb")
    #expect(paired.contains("\\u{1B}[31m红\\u{202E}局") && !paired.contains("it holds no report"), "\(paired)")
    // In a pipe findings are escaped all the same, and the text comes as it is.
    let piped = try gongkai("convert", "hostile.txt", "--to", "text", in: folder.path)
    #expect(!piped.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("A dumb terminal and NO_COLOR have no colour, others have")
  func colour() throws {
    let command = "$GONGKAI diff \(samples)shili-2019.json \(samples)shili-2020.json"
    #expect(try onTerminal(command).contains("\u{1B}[1m"))
    #expect(try !onTerminal(command, term: "dumb").contains("\u{1B}"))
    #expect(try !onTerminal("NO_COLOR=1 " + command).contains("\u{1B}"))
  }

  @Test("Help fits the terminal and breaks between words; in a pipe nothing breaks it", arguments: ["en_US.UTF-8", "zh_CN.UTF-8"])
  func helpLines(language: String) throws {
    let commands = ["", "convert", "diff", "check", "merge", "template", "forms", "rules", "explain"]
    for command in commands {
      let whole = try gongkai("help", command, environment: ["LANG": language]).output
      let words = Set(whole.split { $0 == " " || $0 == "\n" })
      for columns in [60, 80, 120] {
        let shown = try onTerminal("$GONGKAI help \(command)", columns: columns, language: language)
        for line in shown.split(separator: "\n") {
          #expect(width(line) <= columns || !line.contains(" "), "\(line)")
          // Chinese may break anywhere; a word of Latin letters may not.
          for word in line.split(separator: " ") where word.allSatisfy(\.isASCII) && word.count < columns / 2 {
            #expect(words.contains { $0.contains(word) && (!$0.allSatisfy(\.isASCII) || $0 == word) }, "\(word)")
          }
        }
      }
    }
  }

  /// Columns, with two for a Chinese character.
  private func width(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }

  @Test("In Chinese nothing of the parser stays English")
  func chinese() throws {
    for arguments in [
      ["--help"], ["convert", "--help"], ["diff", "--help"], ["check", "--help"], ["merge", "--help"], ["template", "--help"],
      ["forms", "--help"], ["rules", "--help"], ["explain", "--help"],
    ] {
      let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
      let text = try run(binary, arguments, environment: ["LANG": "zh_CN.UTF-8"]).output
      for word in [
        "USAGE", "OPTIONS", "OVERVIEW", "ARGUMENTS", "SUBCOMMANDS", "Show", "values:", "default", "<path>", "<input>", "See ", "subcommand",
      ] {
        #expect(!text.contains(word), "\(word) in \(arguments)")
      }
      #expect(text.contains("用法：gongkai"))
    }
    let errors: [([String], String)] = [
      (["convert", "a", "--lay"], "错误：没有选项 --lay"),
      (["convert", "a", "--layot", "tidy"], "错误：没有选项 --layot；是不是 --layout？"),
      (["convert", "a", "--to", "xls"], "错误：“xls”不能用于 --to <格式>；可选："),
      (["convert", "a", "-o"], "错误：-o <路径>后面缺少内容"),
      (["explain", "a", "b"], "错误：多出参数“b”"),
      (["convert", "a", "--recursive=1"], "错误：选项 --recursive 后面不带内容，却给了“1”"),
    ]
    for (arguments, message) in errors {
      let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
      let outcome = try run(binary, arguments, environment: ["LANG": "zh_CN.UTF-8"])
      #expect(outcome.status == 2)
      #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
      #expect(outcome.errors.contains("用法详见 gongkai"))
    }
  }
}
