// Options that contradict each other, or mean nothing where they stand, are refused before anything is read or written.

import Foundation
import Testing

@Suite("Options that cannot be meant are errors")
struct OptionTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test(
    "A contradiction is named, with status 2 and no file",
    arguments: [
      ("convert \(samples)shili-2020.json -o a.csv --to json", "a.csv: error: its extension stands for csv, but --to says json"),
      ("convert \(samples)shili-2020.json -o a.xlsx --layout table", "--layout: error: it is for csv only, and the output is xlsx"),
      ("convert \(samples)shili-2020.json --to json --bom", "--bom: error: it is for csv only, and the output is json"),
      ("merge \(samples)shili-2020.json -o a.xlsx --to csv", "a.xlsx: error: its extension stands for xlsx, but --to says csv"),
      ("merge \(samples)shili-2020.json -o a.xlsx --bom", "--bom: error: it is for csv only"),
      ("template -o a.json --bom", "--bom: error: it is for csv only"),
      ("check \(samples)shili-2020.json -o a.xlsx --to csv", "a.xlsx: error: its extension stands for xlsx, but --to says csv"),
      ("check \(samples)shili-2020.json -o a.json --to csv", "a.json: error: its extension stands for json, but --to says csv"),
      ("diff \(samples)shili-2019.json \(samples)shili-2020.json -o a.md --to html", "a.md: error: its extension stands for markdown"),
      ("diff \(samples)shili-2019.json \(samples)shili-2020.json -o a.html --bom", "--bom: error: it is for csv only"),
    ])
  func contradictions(command: String, message: String) throws {
    let outcome = try shell("\"$GONGKAI\" \(command)", in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
    #expect(outcome.output == "")
    #expect(folder.files == [])
  }

  @Test("An extension that says nothing leaves the format to --to")
  func unknownExtension() throws {
    let outcome = try gongkai("convert", "-q", samples + "shili-2020.json", "-o", "a.dat", "--to", "csv", in: folder.path)
    #expect(outcome.status == 0)
    #expect(try folder.text("a.dat").hasPrefix("agency,year,"))
  }

  @Test("A folder as target does not overwrite an input")
  func folderOverInput() throws {
    try FileManager.default.copyItem(atPath: samples + "shili-2020.json", toPath: folder.path + "/a.json")
    let before = try folder.text("a.json")
    let outcome = try gongkai("convert", "a.json", "-o", "./", "--to", "json", in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("the output is the input a.json"))
    #expect(try folder.text("a.json") == before)
    #expect(folder.files == ["a.json"])
  }

  @Test("Converting says on standard error that figures do not add up")
  func failingRelation() throws {
    let wrong = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8).replacing(
      "\"granted\": {\"natural\": ", with: "\"granted\": {\"natural\": 9")
    try folder.write(wrong, to: "wrong.json")
    let outcome = try gongkai("convert", "wrong.json", "--to", "csv", in: folder.path)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("[applicant-total]"))
    #expect(try gongkai("convert", "wrong.json", "--to", "csv", "--strict", in: folder.path).status == 1)
  }
}
