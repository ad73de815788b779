// Office files made by hand, down to the archive: what no program would write is what has to be tested.

@testable import ReportReading

/// A zip archive whose entries are stored as they are.
func archive(_ entries: [(String, String)]) -> [UInt8] {
  var bytes: [UInt8] = []
  var directory: [UInt8] = []
  func append(_ number: Int, _ width: Int, to target: inout [UInt8]) {
    for place in 0..<width { target.append(UInt8(number >> (8 * place) & 0xFF)) }
  }
  for (name, text) in entries {
    let contents = Array(text.utf8)
    let offset = bytes.count
    var header: [UInt8] = []
    for (number, width) in [(20, 2), (0, 2), (0, 2), (0, 4), (Int(checksum(contents)), 4), (contents.count, 4), (contents.count, 4)] {
      append(number, width, to: &header)
    }
    append(name.utf8.count, 2, to: &header)
    append(0, 2, to: &header)
    bytes += [0x50, 0x4B, 3, 4] + header + Array(name.utf8) + contents
    directory += [0x50, 0x4B, 1, 2, 20, 0] + header
    for (number, width) in [(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)] { append(number, width, to: &directory) }
    directory += Array(name.utf8)
  }
  let start = bytes.count
  bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
  for (number, width) in [(entries.count, 2), (entries.count, 2), (directory.count, 4), (start, 4), (0, 2)] {
    append(number, width, to: &bytes)
  }
  return bytes
}

private let checksums: [UInt32] = (0..<256 as Range<UInt32>).map { byte in
  (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
  ~bytes.reduce(0xFFFF_FFFF as UInt32) { checksums[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
}

/// A workbook of one sheet; `rows` is what stands in its `sheetData`.
func workbook(
  _ rows: String, columns: String = "", strings: String = "", styles: String = "", names: String = "", properties: String = "",
  sheets: Int = 1, sheetName: String = "表"
) -> [UInt8] {
  let listed = (0..<sheets).map { #"<sheet name="\#(sheetName)\#($0 == 0 ? "" : "\($0)")" sheetId="\#($0 + 1)" r:id="r1"/>"# }.joined()
  var entries = [
    ("xl/workbook.xml", #"<workbook xmlns:r="r"><sheets>\#(listed)</sheets><definedNames>\#(names)</definedNames></workbook>"#),
    ("xl/_rels/workbook.xml.rels", #"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#),
    ("xl/worksheets/sheet1.xml", "<worksheet>\(columns)<sheetData>\(rows)</sheetData></worksheet>"),
    ("xl/sharedStrings.xml", "<sst>\(strings)</sst>"), ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
  ]
  if !properties.isEmpty { entries.append(("docProps/custom.xml", "<Properties xmlns:vt=\"v\">\(properties)</Properties>")) }
  return archive(entries)
}

func property(_ name: String, _ value: String) -> String {
  #"<property name="\#(name)"><vt:lpwstr>\#(value)</vt:lpwstr></property>"#
}

func textCell(_ text: String) -> String { #"<c t="str"><v>\#(text)</v></c>"# }

/// A Word file with a title and one table, of which `cells` is the row 行政许可.
///
/// - Parameter plain: Whether all text but the cells says that it is shown, whatever the styles say.
func wordFile(
  _ cells: String, before: String = "", rows: String = "", row properties: String = "", styles: String? = nil, plain: Bool = false
) -> [UInt8] {
  func wordCell(_ text: String) -> String { runCell(run(text, plain ? #"<w:vanish w:val="0"/>"# : "")) }
  func paragraph(_ text: String) -> String { "<w:p>\(run(text, plain ? #"<w:vanish w:val="0"/>"# : ""))</w:p>" }
  return wordDocument(
    before + paragraph("示例局2022年政府信息公开工作年度报告")
      + "<w:tbl><w:tr>\(wordCell("信息内容"))\(wordCell("本年处理决定数量"))</w:tr><w:tr>\(properties)\(wordCell("行政许可"))\(cells)</w:tr>\(rows)</w:tbl>",
    styles: styles)
}

func wordDocument(_ body: String, styles: String? = nil) -> [UInt8] {
  archive(
    [
      ("[Content_Types].xml", "<Types/>"),
      (
        "word/document.xml",
        #"<w:document xmlns:w="w" xmlns:mc="mc" xmlns:wps="wps"><w:body>\#(body)</w:body></w:document>"#
      ),
    ] + (styles.map { [("word/styles.xml", $0)] } ?? []))
}

func run(_ text: String, _ properties: String = "") -> String { "<w:r><w:rPr>\(properties)</w:rPr><w:t>\(text)</w:t></w:r>" }
func paragraph(_ text: String) -> String { "<w:p>\(run(text))</w:p>" }
func wordCell(_ text: String) -> String { "<w:tc>\(paragraph(text))</w:tc>" }
/// A cell of one paragraph of runs.
func runCell(_ runs: String) -> String { "<w:tc><w:p>\(runs)</w:p></w:tc>" }
