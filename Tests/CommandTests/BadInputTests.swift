import DisclosureReport
import Foundation
import Testing

@Suite("Bad input ends with status 2, a clear error, and no file")
struct BadInputTests {
  static let tidy = "agency,year,form,table,row,column,label,value,state\n甲,2020,2019,requests,new,natural,x,"

  static let form = String(decoding: Form.editions[0].document, as: UTF8.self)

  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    /// The files that are there beforehand.
    var files: [String: String] = [:]
    let arguments: [String]
    /// What the error has to say.
    let words: [String]
    var input = ""
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "no such file", arguments: ["convert", "none.txt", "-o", "o.xlsx"], words: ["none.txt", "no such file"]),
    Case(name: "a folder", arguments: ["convert", ".", "-o", "o.xlsx"], words: ["folder"]),
    Case(name: "empty", files: ["a.txt": ""], arguments: ["convert", "a.txt", "-o", "o.xlsx"], words: ["a.txt", "empty"]),
    Case(name: "empty standard input", arguments: ["convert", "-", "-o", "o.csv"], words: ["<stdin>", "empty"]),
    Case(name: "binary", files: ["a.txt": "\u{7F}ELF\0\0"], arguments: ["convert", "a.txt", "-o", "o.xlsx"], words: ["binary"]),
    Case(
      name: "a workbook cut short", files: ["a.xlsx": "PK\u{3}\u{4}\0"], arguments: ["convert", "a.xlsx", "-o", "o.csv"],
      words: ["not a whole .xlsx"]),
    Case(
      name: "an archive of something else", files: ["a.zip": "PK\u{3}\u{4}\0"], arguments: ["convert", "a.zip", "-o", "o.csv"],
      words: ["archive"]),
    Case(name: "an encoding that is none", arguments: ["convert", "a.txt", "--encoding", "latin9"], words: ["latin9"]),
    Case(
      name: "a CSV with a missing column", files: ["a.csv": "table,row,value\nrequests,new,5\n"],
      arguments: ["convert", "a.csv", "-o", "o.xlsx"],
      words: ["a.csv:1:1", "\"column\" is missing"]),
    Case(
      name: "a figure 12a", files: ["a.csv": tidy + "12a,stated\n"], arguments: ["convert", "a.csv", "-o", "o.xlsx"],
      words: ["a.csv:2:36", "12a"]),
    Case(
      name: "a negative count", files: ["a.csv": tidy + "-5,stated\n"], arguments: ["convert", "a.csv", "-o", "o.json"],
      words: ["a.csv:2:36", "negative"]),
    Case(
      name: "JSON cut in half", files: ["a.json": #"{"form": "2019", "tables": {"requests": {"new""#],
      arguments: ["convert", "a.json", "-o", "o.xlsx"],
      words: ["a.json:1:47", "cut short"]),
    Case(
      name: "an unknown edition", files: ["a.csv": tidy + "5,stated\n"], arguments: ["convert", "a.csv", "--form", "1999", "-o", "o.xlsx"],
      words: ["1999", "2019, 2021"]),
    Case(
      name: "an edition unknown in the file", files: ["a.csv": tidy.replacing(",2019,", with: ",2024,") + "5,stated\n"],
      arguments: ["convert", "a.csv", "-o", "o.xlsx"], words: ["a.csv:2:8", "2024"]),
    Case(
      name: "a broken form document", files: ["f.json": #"{"id": 5}"#, "a.csv": tidy + "5,stated\n"],
      arguments: ["convert", "a.csv", "--form", "f.json", "-o", "o.xlsx"],
      words: ["f.json:1:1", "years"]),
    Case(
      name: "output folder missing", files: ["a.csv": tidy + "5,stated\n"], arguments: ["convert", "a.csv", "-o", "out/o.xlsx"],
      words: ["out/o.xlsx", "mkdir -p"]),
    Case(
      name: "output equals input", files: ["a.csv": tidy + "5,stated\n"], arguments: ["convert", "a.csv", "-o", "./a.csv"],
      words: ["./a.csv", "the output is the input"]),
    Case(
      name: "output equals the list of inputs", files: ["a.csv": tidy + "5,stated\n", "list": "a.csv\0"],
      arguments: ["convert", "--files0-from", "list", "--to", "csv", "-o", "list"], words: ["list: error: the output is the input"]),
    Case(
      name: "output of check equals the list of inputs", files: ["a.csv": tidy + "5,stated\n", "list": "a.csv\0"],
      arguments: ["check", "--files0-from", "list", "--to", "csv", "-o", "list"], words: ["list: error: the output is the input"]),
    Case(
      name: "output of diff equals the list of inputs", files: ["a.csv": tidy + "5,stated\n", "list": "a.csv\0a.csv\0"],
      arguments: ["diff", "--files0-from", "list", "--to", "csv", "-o", "list"], words: ["list: error: the output is the input"]),
    Case(
      name: "output equals the form", files: ["a.csv": tidy + "5,stated\n", "f.json": form],
      arguments: ["convert", "a.csv", "--form", "f.json", "-o", "f.json"], words: ["f.json: error: the output is the input"]),
    Case(
      name: "template equals the form", files: ["f.json": form],
      arguments: ["template", "--form", "f.json", "-o", "f.json"], words: ["f.json: error: the output is the input"]),
    Case(
      name: "output extension unknown", files: ["a.csv": tidy + "5,stated\n"], arguments: ["convert", "a.csv", "-o", "o.pages"],
      words: ["o.pages", "--to"]),
    Case(
      name: "several inputs, one workbook", files: ["a.csv": tidy + "5,stated\n", "b.csv": tidy + "5,stated\n"],
      arguments: ["convert", "a.csv", "b.csv", "-o", "o.xlsx"],
      words: ["2 inputs", "folder"]),
    Case(
      name: "several reports in one input, one workbook",
      files: ["a.csv": tidy + "5,stated\n乙,2020,2019,requests,new,natural,x,5,stated\n"],
      arguments: ["convert", "a.csv", "-o", "o.xlsx"], words: ["several reports"]),
    Case(
      name: "no report in the text", files: ["a.txt": "一篇文章。\n"], arguments: ["convert", "a.txt", "-o", "o.xlsx"], words: ["no report"]),
    Case(name: "GBK without a report", arguments: ["convert", "gbk.txt", "-o", "o.xlsx"], words: ["gbk.txt", "no report"]),
    Case(
      name: "several inputs, none of which can be read", files: ["a.txt": "一篇文章。\n"],
      arguments: ["convert", "a.txt", "none.csv", "-o", "o.csv"], words: ["none.csv", "a.txt", "2 of 2 inputs"]),
    Case(name: "a folder without reports", files: ["a.pages": "x"], arguments: ["convert", ".", "-o", "o.csv"], words: ["--recursive"]),
    Case(
      name: "check of several into one workbook", files: ["a.csv": tidy + "5,stated\n", "b.csv": tidy + "5,stated\n"],
      arguments: ["check", "a.csv", "b.csv", "-o", "o.xlsx"], words: ["o.xlsx", "holds one report"]),
    Case(name: "explain nothing", arguments: ["explain", "none"], words: ["none", "gongkai explain"]),
    Case(
      name: "the same unit twice", files: ["a.csv": tidy + "5,stated\n", "b.csv": tidy + "6,stated\n"],
      arguments: ["merge", "a.csv", "b.csv", "-o", "o.xlsx"], words: ["comes twice", "a.csv"]),
    Case(
      name: "a unit that cannot be read makes no sum", files: ["a.csv": tidy + "5,stated\n"],
      arguments: ["merge", "a.csv", "none.csv", "-o", "o.xlsx"], words: ["none.csv"]),
    Case(name: "no input", arguments: ["convert"], words: ["input"]),
    Case(name: "an unknown option", arguments: ["convert", "a.csv", "--colour"], words: ["--colour"]),
    Case(name: "an unknown format", arguments: ["convert", "a.csv", "--to", "pages"], words: ["pages"]),
    Case(name: "a year that is none", arguments: ["convert", "a.csv", "--year", "20"], words: ["20"]),
    Case(name: "check without a file", arguments: ["check", "none.json"], words: ["none.json"]),
    Case(name: "forms of nothing", arguments: ["forms", "none"], words: ["none"]),
    Case(name: "template into nowhere", arguments: ["template", "-o", "no/blank.xlsx"], words: ["mkdir -p"]),
  ]

  @Test(arguments: cases)
  func refused(_ test: Case) throws {
    let folder = try Folder()
    for (name, text) in test.files { try folder.write(text, to: name) }
    if test.arguments.contains("gbk.txt") {
      try Data([0xB9, 0xE6, 0xD5, 0xC2, 0x0A]).write(to: URL(fileURLWithPath: folder.path + "/gbk.txt"))
    }
    let before = folder.files
    let outcome = try run(
      ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai", test.arguments, input: test.input,
      in: folder.path)
    #expect(outcome.status == 2)
    for word in test.words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
    #expect(folder.files == before)
    for (name, text) in test.files { #expect(try folder.text(name) == text) }
    let chinese = try run(
      ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai", test.arguments, in: folder.path,
      environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.status == 2)
  }

  @Test("An output that is a link to the input is refused, too")
  func link() throws {
    let folder = try Folder()
    try folder.write(Self.tidy + "5,stated\n", to: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/b.csv", withDestinationPath: "a.csv")
    let outcome = try gongkai("convert", "a.csv", "-o", "b.csv", in: folder.path)
    #expect(outcome.status == 2)
    #expect(try folder.text("a.csv") == Self.tidy + "5,stated\n")
  }

  @Test("Inputs of the same name do not overwrite each other in a folder")
  func sameName() throws {
    let folder = try Folder()
    for name in ["x", "y", "out"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
    }
    for name in ["x/a.csv", "y/a.csv"] { try folder.write(Self.tidy + "5,stated\n", to: name) }
    let outcome = try gongkai("convert", "x/a.csv", "y/a.csv", "-o", "out", in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("same name"))
    #expect(folder.files == ["out", "x", "x/a.csv", "y", "y/a.csv"])
  }
}
