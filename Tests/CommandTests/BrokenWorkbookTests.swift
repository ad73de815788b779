import DisclosureReport
import Foundation
import ReportWriting
import Testing

@Suite("A workbook that could not be written whole is an error, and the old one stays")
struct BrokenWorkbookTests {
  private func prepared() throws -> Folder {
    let folder = try Folder()
    // Much text that packs well: the parts are far larger than the workbook.
    let text = String(repeating: "全年办理申请若干件。", count: 4000)
    try folder.write(
      #"{"form": "2021", "agency": "示例局", "year": 2022, "tables": {"requests": {"new": {"natural": 5}}}, "sections": [{"heading": "一、总体情况", "text": "\#(text)"}]}"#,
      to: "a.json")
    try folder.write("old", to: "a.xlsx")
    return folder
  }

  @Test("A limit that the parts exceed, and the packed workbook does not")
  func limited() throws {
    let folder = try prepared()
    // In blocks of 1024 bytes.
    let outcome = try shell("trap '' XFSZ; ulimit -f 40; TMPDIR=$PWD \"$GONGKAI\" convert -q a.json -o a.xlsx", in: folder.path)
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(try folder.text("a.xlsx") == "old")
    #expect(folder.files == ["a.json", "a.xlsx"])
  }

  @Test("A folder for temporary files that is not there is not needed")
  func noTemporaryFolder() throws {
    let folder = try prepared()
    let outcome = try shell("TMPDIR=/nowhere/at/all \"$GONGKAI\" convert -q a.json -o b.xlsx && head -c 2 b.xlsx", in: folder.path)
    #expect(outcome.status == 0 && outcome.output == "PK", "\(outcome.errors)")
  }

  @Test("A full device")
  func fullDevice() throws {
    let folder = try prepared()
    let outcome = try shell("\"$GONGKAI\" convert -q a.json --to xlsx -o /dev/full", in: folder.path)
    #expect(outcome.status == 2 && !outcome.errors.isEmpty)
  }

  @Test("A name that Excel does not take for a sheet is an error, not the end of the process")
  func noSuchFolder() throws {
    let form = try #require(Form.edition("2021"))
    #expect(throws: WorkbookError.self) { try writeWorkbook(Report(form: form), to: "/nowhere/at/all/a.xlsx") }
  }
}
