import DisclosureReport
import Testing

@testable import ReportReading

@Suite("CSV as RFC 4180 and the world write it")
struct CSVScannerTests {
  private func records(_ text: String, delimiter: UInt8 = UInt8(ascii: ",")) throws -> [[String]] {
    var records: [[String]] = []
    try Source(bytes: Array(text.utf8), path: "t.csv").eachRecord(delimiter: delimiter) { scanner, bytes in
      records.append(scanner.fields.map { scanner.string($0, in: bytes) })
    }
    return records
  }

  @Test("Quotes, doubled quotes, separators and line ends within quotes, empty fields, either line ending, no last line end")
  func spectrum() throws {
    #expect(try records("a,b,c\n1,2,3\n") == [["a", "b", "c"], ["1", "2", "3"]])
    #expect(try records("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(try records("a,b\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(try records("\"a,b\",\"c \"\"d\"\"\"\n") == [["a,b", "c \"d\""]])
    #expect(try records("\"1\n2\",\"3\r\n4\"\n5,6\n") == [["1\n2", "3\r\n4"], ["5", "6"]])
    #expect(try records("\"\",,\n,,\n") == [["", "", ""], ["", "", ""]])
    #expect(try records("a\n\nb\n") == [["a"], [""], ["b"]])
    #expect(try records("\u{FEFF}a,b\n") == [["a", "b"]])
    #expect(try records("一\t二\n", delimiter: UInt8(ascii: "\t")) == [["一", "二"]])
    #expect(try records("a\"b,c\n") == [["a\"b", "c"]])
    #expect(try records("{\"\"},\"{\"\"type\"\": 1}\"\n") == [["{\"\"}", "{\"type\": 1}"]])
  }

  @Test("Ragged records keep their own length")
  func ragged() throws {
    #expect(try records("a,b,c\n1\n1,2,3,4\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]])
  }

  @Test("A quote that is never closed, or closed too early, is an error at its place")
  func quotes() {
    func place(_ text: String) -> SourceError.Place? {
      do {
        _ = try records(text)
        return nil
      } catch {
        return (error as? SourceError)?.place
      }
    }
    #expect(place("a,b\n1,\"2\n3\n") == SourceError.Place(line: 2, column: 3))
    #expect(place("规章,\"2\"3\n") == SourceError.Place(line: 1, column: 7))
  }

  @Test("Records and characters that straddle the pieces of a large source are whole")
  func pieces() throws {
    let line = "规章,\"引号 \"\"与\"\" 逗号，\n换行\",12345\n"
    let count = (3 << 20) / line.utf8.count
    let source = String(repeating: line, count: count)
    let path = "/tmp/gongkai-pieces-\(UInt64.random(in: 0 ... .max)).csv"
    try write(source, to: path)
    defer { remove(path) }
    var found = 0
    var lastLine = 0
    try Source(path: path).eachRecord(delimiter: UInt8(ascii: ",")) { scanner, bytes in
      if scanner.fields.count == 3, scanner.string(scanner.fields[1], in: bytes) == "引号 \"与\" 逗号，\n换行" { found += 1 }
      lastLine = scanner.line
    }
    #expect(found == count)
    #expect(lastLine == count * 2 - 1)
  }
}
