// Archives made for the fuzzer's bytes, so that it need not find out what an archive is before it reaches a cell.

/// An office file in whose main part the fuzzer's bytes stand.
enum Container: String {
  case cells, rows, body, paragraphs

  /// The file, with a part that is the bytes: the whole part, or what stands within the elements that every file has.
  func file(around bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .cells: Self.workbook(Self.wrapped(bytes, "<worksheet><sheetData>", "</sheetData></worksheet>"))
    case .rows: Self.workbook(bytes)
    case .paragraphs:
      Self.archive([
        ("[Content_Types].xml", Array("<Types/>".utf8)),
        ("word/document.xml", Self.wrapped(bytes, #"<w:document xmlns:w="w" xmlns:mc="mc"><w:body>"#, "</w:body></w:document>")),
      ])
    case .body: Self.archive([("[Content_Types].xml", Array("<Types/>".utf8)), ("word/document.xml", bytes)])
    }
  }

  private static func wrapped(_ bytes: [UInt8], _ before: String, _ after: String) -> [UInt8] {
    Array(before.utf8) + bytes + Array(after.utf8)
  }

  private static func workbook(_ sheet: [UInt8]) -> [UInt8] {
    let names =
      #"<definedName name="requests.new.natural">'表'!$A$1</definedName>"#
      + #"<definedName name="gongkai.section.1">'表'!$A$2:$A$4</definedName>"#
    let parts = [
      (
        "xl/workbook.xml",
        #"<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets><definedNames>\#(names)</definedNames></workbook>"#
      ),
      ("xl/_rels/workbook.xml.rels", #"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#),
      ("xl/sharedStrings.xml", "<sst><si><t>行政许可</t></si><si><t>信息内容</t></si><si><t>本年处理决定数量</t></si></sst>"),
      (
        "xl/styles.xml",
        #"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0!.0,"/></numFmts>"#
          + #"<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
      ),
    ]
    return archive(parts.map { ($0, Array($1.utf8)) } + [("xl/worksheets/sheet1.xml", sheet)])
  }

  /// A zip archive whose entries are stored as they are.
  private static func archive(_ entries: [(name: String, contents: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(value >> (8 * $0) & 0xFF) } }
    for (name, contents) in entries {
      let offset = bytes.count
      let header =
        number(20, 2) + number(0, 8) + number(Int(checksum(contents)), 4) + number(contents.count, 4) + number(contents.count, 4)
        + number(name.utf8.count, 2)
      bytes += [0x50, 0x4B, 3, 4] + header + number(0, 2) + Array(name.utf8) + contents
      directory += [0x50, 0x4B, 1, 2, 20, 0] + header + number(0, 12) + number(offset, 4) + Array(name.utf8)
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    return bytes + number(entries.count, 2) + number(entries.count, 2) + number(directory.count, 4) + number(start, 4) + number(0, 2)
  }

  private static let checksums: [UInt32] = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF as UInt32) { checksums[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
  }
}
