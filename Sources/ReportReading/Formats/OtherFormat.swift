// Formats of office programs that gongkai does not read by itself: each is called by its name, with what to do.

import DisclosureReport

/// A format that is known, and takes another program to read.
enum OtherFormat {
  case oldWord, oldExcel, oldOffice, wpsText, wpsTable, encrypted, rtf, odfText, odfTable, ofd

  /// Told from the first bytes; the extension only tells WPS from the Microsoft formats that it writes under names of its own.
  init?(_ head: ArraySlice<UInt8>, path: String) {
    let name = path.lowercased()
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      if head.holds("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e") {
        self = .encrypted
      } else if name.hasSuffix(".wps") {
        self = .wpsText
      } else if name.hasSuffix(".et") {
        self = .wpsTable
      } else if head.holds("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t") {
        self = .oldWord
      } else if head.holds("W\0o\0r\0k\0b\0o\0o\0k") || head.holds("B\0o\0o\0k\0") {
        self = .oldExcel
      } else {
        self = .oldOffice
      }
    } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      if head.holds("mimetypeapplication/vnd.oasis.opendocument.text") {
        self = .odfText
      } else if head.holds("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        self = .odfTable
      } else if head.holds("OFD.xml") {
        self = .ofd
      } else {
        return nil
      }
    } else if head.starts(with: #"{\rtf"#.utf8) {
      self = .rtf
    } else {
      return nil
    }
  }

  /// Their extensions: in a folder such a file is read or named, not passed over.
  static let extensions: Set<String> = ["doc", "xls", "wps", "et", "rtf", "odt", "ods", "ofd"]

  /// What it is, and what to do about it.
  var advice: Bilingual {
    switch self {
    case .oldWord: save(Bilingual(zh: "旧版 Word 文件（.doc）", en: "an old Word file (.doc)"), as: ".docx")
    case .oldExcel: save(Bilingual(zh: "旧版 Excel 文件（.xls）", en: "an old Excel file (.xls)"), as: ".xlsx")
    case .oldOffice:
      Bilingual(zh: "这是旧版 .doc 或 .xls 文件；请另存为 .docx 或 .xlsx", en: "this is an old .doc or .xls file; save it as .docx or .xlsx")
    case .wpsText: save(Bilingual(zh: "WPS 文字文件（.wps）", en: "a file of WPS Writer (.wps)"), as: ".docx")
    case .wpsTable: save(Bilingual(zh: "WPS 表格文件（.et）", en: "a file of WPS Spreadsheets (.et)"), as: ".xlsx")
    case .encrypted:
      Bilingual(zh: "文件加了密码；请打开后取消密码，再保存", en: "the file is protected by a password; open it, take the password off, and save it")
    case .rtf: save(Bilingual(zh: "RTF 文件", en: "an RTF file"), as: ".docx")
    case .odfText: save(Bilingual(zh: "OpenDocument 文本（.odt）", en: "an OpenDocument text (.odt)"), as: ".docx")
    case .odfTable: save(Bilingual(zh: "OpenDocument 表格（.ods）", en: "an OpenDocument spreadsheet (.ods)"), as: ".xlsx")
    case .ofd:
      Bilingual(zh: "这是 OFD 版式文件；请用 OFD 阅读器转为 PDF", en: "this is an OFD document; convert it to PDF in an OFD reader")
    }
  }

  private func save(_ name: Bilingual, as target: String) -> Bilingual {
    Bilingual(zh: "这是\(name.zh)；请另存为 \(target)", en: "this is \(name.en); save it as \(target)")
  }
}
