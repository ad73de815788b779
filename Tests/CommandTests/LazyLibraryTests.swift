// Libraries that are opened when first needed: without one, only what needs it fails.

import Foundation
import Testing

@Suite("A missing library stops only what needs it, by name")
struct LazyLibraryTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  /// Runs the command where a library cannot be opened: the loader finds files of its names that are no libraries.
  private func without(_ library: String, versions: [Int], _ command: String) throws -> Outcome {
    let names = versions.map { "\(library).so.\($0)" } + ["\(library).so"]
    return try shell(
      "mkdir -p none; for name in \(names.joined(separator: " ")); do echo no > none/$name; done; LD_LIBRARY_PATH=$PWD/none \"$GONGKAI\" \(command)",
      in: folder.path)
  }

  @Test("Without libxlsxwriter workbooks fail, and nothing is left; the rest works")
  func withoutXlsxWriter() throws {
    let book = try without("libxlsxwriter", versions: [4, 5, 8], "convert -q \(samples)shili-2020.json -o a.xlsx")
    #expect(book.status == 2)
    #expect(book.errors == "a.xlsx: error: writing a workbook takes libxlsxwriter; on Debian or Ubuntu: apt install libxlsxwriter4\n")
    #expect(!folder.files.contains { $0.contains("xlsx") && !$0.hasPrefix("none") })
    let page = try without("libxlsxwriter", versions: [4, 5, 8], "convert -q \(samples)shili-2020.json -o a.html")
    #expect(page.status == 0)
  }

  @Test("Without libxml2 or libzip pages and office files fail; the rest works")
  func withoutReaders() throws {
    #expect(try gongkai("convert", "-q", samples + "shili-2020.json", "-o", "a.xlsx", in: folder.path).status == 0)
    #expect(try gongkai("convert", "-q", samples + "shili-2020.json", "-o", "a.html", in: folder.path).status == 0)
    let zip = try without("libzip", versions: [4, 5], "convert -q a.xlsx --to csv")
    #expect(zip.status == 2)
    #expect(zip.errors == "a.xlsx: error: reading it takes libzip; on Debian or Ubuntu: apt install libzip4\n")
    let xml = try without("libxml2", versions: [2, 16], "convert -q a.html --to csv")
    #expect(xml.status == 2)
    #expect(xml.errors == "a.html: error: reading it takes libxml2; on Debian or Ubuntu: apt install libxml2\n")
    #expect(try without("libxml2", versions: [2, 16], "convert -q \(samples)shili-2020.json --to csv").status == 0)
  }

  @Test("The command takes no name of a library for its own")
  func names() throws {
    let outcome = try shell("nm -D --defined-only \"$GONGKAI\" | grep -E ' (xml|html|zip_|workbook_|worksheet_|lxw_)' || echo none")
    #expect(outcome.output == "none\n")
  }
}
