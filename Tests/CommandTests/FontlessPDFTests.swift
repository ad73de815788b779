// PDFs whose Chinese fonts are not in the file: read with poppler's tables, and told apart from scans without them.

import Foundation
import Testing

@Suite("PDFs that carry no fonts")
struct FontlessPDFTests {
  /// A page of lines in a font that every reader of Chinese has to bring along, in the characters of GBK.
  private func page(_ lines: [[UInt8]]) -> [UInt8] {
    let text = lines.map { "<\($0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())> Tj T* " }.joined()
    let content = "BT /F1 12 Tf 50 800 Td 20 TL \(text)ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
        + "/DW 1000 /FontDescriptor 7 0 R >>",
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        + "/CapHeight 880 /StemV 93 >>",
    ]
    var bytes = Array("%PDF-1.4\n".utf8)
    var places: [Int] = []
    for (number, object) in objects.enumerated() {
      places.append(bytes.count)
      bytes += Array("\(number + 1) 0 obj\n\(object)\nendobj\n".utf8)
    }
    let start = bytes.count
    func padded(_ place: Int) -> String { String(repeating: "0", count: 10 - "\(place)".count) + "\(place)" }
    let table = places.map { "\(padded($0)) 00000 n \n" }.joined()
    bytes += Array("xref\n0 8\n0000000000 65535 f \n\(table)trailer << /Size 8 /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return bytes
  }

  private func gbk(_ text: String) throws -> [UInt8] {
    let folder = try Folder()
    try folder.write(text, to: "text")
    try #require(try shell("iconv -f utf-8 -t gbk text > gbk", in: folder.path).status == 0)
    return Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/gbk")))
  }

  @Test("With poppler-data it is read")
  func read() throws {
    let folder = try Folder()
    let lines = try ["示例局2023年政府信息公开工作年度报告", "二、主动公开政府信息情况", "信息内容 本年处理决定数量", "行政许可 53"].map(gbk)
    try Data(page(lines)).write(to: URL(fileURLWithPath: folder.path + "/a.pdf"))
    let outcome = try gongkai("convert", "a.pdf", "--to", "csv", in: folder.path)
    #expect(outcome.output.contains("示例局,2023,2021,disclosure,licensing,decisions,行政许可/本年处理决定数量,53,stated"), "\(outcome.errors)")
  }

  @Test("Without it the error, or the finding, says what is missing, and not that it is a scan")
  func missing() throws {
    let folder = try Folder()
    try folder.write("%PDF-1.4\n", to: "a.pdf")
    let words = ["行政许可", "53", "示例局2023年政府信息公开工作年度报告"]
    let rows = words.enumerated().map { index, word in
      let (left, top) = index == 2 ? (50, 20) : (50 + index * 200, 80)
      return "5\\t1\\t0\\t0\\t\(index)\\t0\\t\(left)\\t\(top)\\t60\\t12\\t100\\t\(word)\\n"
    }
    try #require(try shell("mkdir bin", in: folder.path).status == 0)
    let complaints = ["Missing language pack for 'Adobe-GB1' mapping", "Couldn't find 'GBK-EUC-H' CMap file for 'Adobe-GB1' collection"]
    for ((text, status), complaint) in zip([("", 2), (rows.joined(), 0), ("", 2)], complaints + complaints.suffix(1)) {
      try folder.write(
        "#!/bin/sh\necho \"Syntax Error: \(complaint)\" >&2\nprintf 'level\\tpage_num\\n\(text)'\n",
        to: "bin/pdftotext")
      let outcome = try shell(
        "chmod +x bin/pdftotext; PATH=$PWD/bin:$PATH LANG=en_US.UTF-8 $GONGKAI convert a.pdf --to csv", in: folder.path)
      #expect(outcome.status == Int32(status), "\(outcome.errors)")
      #expect(outcome.errors.contains("poppler-data") && !outcome.errors.contains("scan"), "\(outcome.errors)")
      if status == 0 { #expect(outcome.output.contains(",53,stated")) }
    }
  }
}
