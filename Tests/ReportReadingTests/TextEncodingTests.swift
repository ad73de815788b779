import DisclosureReport
import Foundation
import ReportGenerator
import Testing

@testable import ReportReading

@Suite("Encodings")
struct TextEncodingTests {
  static let text = "甲区人民政府2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n（一）予以公开\t11\t0\t0\t0\t0\t0\t11\n注：“引号”与镕㐀。\n"

  static func encoded(_ text: String, _ encoding: TextEncoding, mark: [UInt8] = []) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["iconv", "-f", "utf-8", "-t", encoding.rawValue]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    return mark + Array(output.fileHandleForReading.readDataToEndOfFile())
  }

  @Test("UTF-8, UTF-16 with mark, and GB18030 are recognised without being told", arguments: [TextEncoding.utf8, .utf16, .gb18030])
  func recognised(_ encoding: TextEncoding) throws {
    let report = try readOne(try Self.encoded(Self.text, encoding))
    #expect(report == (try readOne(Self.text)))
    #expect(!report.findings.contains { $0.code == .brokenText })
    #expect(report.sections.last?.text == "注：“引号”与镕㐀。")
    // Places are counted in characters, whatever the encoding.
    #expect(report.position(of: report.form.cell("requests/granted/natural")!)?.column == 9)
  }

  @Test("Without a mark the zero halves of digits tell UTF-16, and a broken unit does not shift what is behind it")
  func unmarked() throws {
    for encoding in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
      var bytes = try Self.encoded(Self.text, encoding)
      #expect(try readOne(bytes).shown("requests/granted/total") == "11")
      // Half of a pair, in front of the last line.
      let place = try #require((0..<bytes.count / 2).last { bytes[2 * $0] == 0x6C || bytes[2 * $0 + 1] == 0x6C }) * 2
      bytes.replaceSubrange(place..<place + 2, with: encoding == .utf16LittleEndian ? [0x00, 0xD8] : [0xD8, 0x00])
      let broken = try readOne(bytes)
      #expect(broken.sections.last?.text.contains("引号”与镕") == true, "\(broken.sections)")
    }
    // Bytes that happen to make Chinese characters in pairs are not taken for such text.
    #expect(TextEncoding.wide([UInt8](repeating: 0x4E, count: 4000)[...]) == nil)
    #expect(TextEncoding.wide(([0x31, 0x00, 0x32, 0x00] + [UInt8](repeating: 0x6C, count: 4000))[...]) == nil)
  }

  @Test("GBK, as Excel on a Chinese Windows saves CSV, reads as tidy CSV, too")
  func gbk() throws {
    let csv = "agency,year,form,table,row,column,value\r\n甲区,2020,2019,requests,new,natural,5\r\n"
    let report = try readOne(try Self.encoded(csv, .gbk), path: "a.csv")
    #expect(report.agency == "甲区" && report.shown("requests/new/natural") == "5")
  }

  @Test("An encoding that is told goes before the one that would be guessed")
  func forced() throws {
    let bytes = try Self.encoded("甲區人民政府2020年政府信息公開工作年度報告\n（一）予以公開\t11\t0\t0\t0\t0\t0\t11\n", .big5)
    var options = ReadingOptions()
    options.encoding = .big5
    let report = try readOne(bytes, options)
    #expect(report.agency == "甲區人民政府" && report.shown("requests/granted/natural") == "11")
    // Guessed, these bytes are other characters.
    #expect(DecodedText(guessing: bytes).bytes != DecodedText(bytes, as: .big5).bytes)
  }

  @Test("A file with broken bytes is read as far as it is sound, with a finding for each broken place")
  func broken() throws {
    let marked = MarkedText(Self.text.replacing("注：", with: "注1️⃣：").replacing("与", with: "与2️⃣"))
    var bytes: [UInt8] = []
    for (index, part) in marked.text.split(separator: "注", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { bytes += Array("注".utf8) + [0xFF] }
      bytes += Array(part.utf8)
    }
    let report = try readOne(bytes)
    let broken = report.findings.filter { $0.code == .brokenText }
    #expect(broken.map(\.place) == [marked["1️⃣"]])
    #expect(report.shown("requests/granted/natural") == "11")
  }

  @Test("Of thousands of broken places the first are named, and the others counted")
  func manyBroken() throws {
    let bytes = Array(Self.text.utf8) + [UInt8](repeating: 0xFF, count: 5000)
    let broken = try readOne(bytes, ReadingOptions()).findings.filter { $0.code == .brokenText }
    #expect(broken.count == 101 && broken.last?.message.en == "4900 more places are no text; try --encoding")
  }

  @Test("Any bytes decode to UTF-8 in bounded room", arguments: 0..<30 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var generator = ReportGenerator(seed: seed)
    let bytes = (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator.random) }
    for encoding in TextEncoding.allCases {
      let text = DecodedText(bytes, as: encoding)
      #expect(String(validating: text.bytes, as: UTF8.self) != nil)
      #expect(text.bytes.count <= bytes.count * 4)
    }
  }
}
