// Names of files that are awkward: bytes that are no text, dashes in front, line feeds.

import Foundation
import Testing

@Suite("Any name of a file will do")
struct FileNameTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test("A name that is not UTF-8 is read, written, listed and shown")
  func bytes() throws {
    let outcome = try shell(
      """
      mkdir in out; cp \(samples)zengcheng-2020.txt in/$'\\xff\\xb0b.txt'; cp \(samples)zengcheng-2020.txt 甲乙.txt
      "$GONGKAI" convert -q 甲乙.txt -o 丙丁.csv && test -s 丙丁.csv && rm 丙丁.csv 甲乙.txt && echo chinese
      "$GONGKAI" convert -q in/$'\\xff\\xb0b.txt' -o $'\\xfe.csv' && test -s $'\\xfe.csv' && echo file
      "$GONGKAI" convert -q in -o out/ --to json && test -s out/$'\\xff\\xb0b.json' && echo folder
      find in -type f -print0 | "$GONGKAI" convert -q --files0-from - --to csv | cmp - $'\\xfe.csv' && echo list
      "$GONGKAI" convert in/$'\\xff\\xb0b.txt' -o $'\\xfd.xlsx' 2>&1 | grep -cF 'in/\\xFF\\xB0b.txt:'
      test -s $'\\xfd.xlsx' && echo workbook
      """, in: folder.path)
    #expect(outcome.output == "chinese\nfile\nfolder\nlist\n2\nworkbook\n", "\(outcome.errors)")
  }

  @Test("A name that begins with a dash is a file where a list names it")
  func dashes() throws {
    let outcome = try shell(
      """
      cp \(samples)zengcheng-2020.txt ./-o.txt; cp \(samples)zengcheng-2020.txt ./-
      printf -- '-o.txt\\0-\\0' | "$GONGKAI" convert -q --files0-from - --to csv < /dev/stdin | grep -c ',requests,granted,natural,'
      "$GONGKAI" convert -q --to csv -- -o.txt | grep -c ',requests,granted,natural,'
      """, in: folder.path)
    #expect(outcome.output == "2\n1\n", "\(outcome.errors)")
  }

  @Test("A list without names, or with an empty one, is an error that says which")
  func emptyNames() throws {
    let empty = try gongkai("convert", "--files0-from", "-", "--to", "csv")
    #expect(empty.status == 2)
    #expect(empty.errors == "<stdin>: error: there are no file names in it\n")
    let doubled = try shell("printf 'a\\0\\0b\\0' | \"$GONGKAI\" convert --files0-from - --to csv")
    #expect(doubled.status == 2)
    #expect(doubled.errors == "<stdin>: error: file name 2 is empty; one NUL parts two names\n")
  }

  @Test("A line feed in a name does not break a finding's line")
  func lineFeeds() throws {
    let outcome = try shell(
      "cp \(samples)zengcheng-2020.txt $'a\\nb.txt'; \"$GONGKAI\" convert $'a\\nb.txt' --to csv 2>&1 >/dev/null", in: folder.path)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("a\\nb.txt:27:21: warning: ") })
  }
}
