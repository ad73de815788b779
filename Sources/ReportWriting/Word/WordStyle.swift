// The layout of official documents (GB/T 9704-2012): paper, margins, fonts, sizes, the numbers of pages.

import DisclosureReport

/// What stands in the parts of a Word file beside the document.
enum WordStyle {
  static let namespaces =
    #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
  static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"

  // Twentieths of a point: A4 with 156 × 225 mm for the text, 22 lines of 28 characters.
  static let textWidth = 8844
  private static let line = 579

  /// Paper and margins of the document, and the numbers of its pages: on odd pages to the right, on even ones to the left.
  static let section = """
    <w:sectPr><w:footerReference w:type="default" r:id="rId10"/><w:footerReference w:type="even" r:id="rId11"/>\
    <w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>\
    </w:sectPr>
    """

  /// A font for Chinese and for digits and letters.
  private static func font(_ name: String, _ halfPoints: Int, latin: String = "Times New Roman") -> String {
    #"<w:rFonts w:ascii="\#(latin)" w:hAnsi="\#(latin)" w:cs="\#(latin)" w:eastAsia="\#(name)"/>"#
      + #"<w:sz w:val="\#(halfPoints)"/><w:szCs w:val="\#(halfPoints)"/>"#
  }

  /// A style of labels and figures in tables.
  struct TableStyle {
    let name: String
    let halfPoints: Int

    /// How wide a digit is, in twentieths of a point; characters of Chinese are twice as wide.
    var digit: Int { halfPoints * 5 }
    /// Of the fonts that a machine may have instead.
    var widestDigit: Int { halfPoints * 13 / 2 }
  }

  static let label = TableStyle(name: "Label", halfPoints: 21)
  static let smallLabel = TableStyle(name: "SmallLabel", halfPoints: 18)

  static let secondLevel = #"<w:rFonts w:eastAsia="楷体_GB2312"/>"#

  private static func style(
    _ id: String, _ name: String, _ paragraph: String, _ run: String, isDefault: Bool = false, outline: Int? = nil
  ) -> String {
    #"<w:style w:type="paragraph"\#(isDefault ? #" w:default="1""# : "") w:styleId="\#(id)"><w:name w:val="\#(name)"/>"#
      + (isDefault ? "" : #"<w:basedOn w:val="Body"/>"#) + #"<w:qFormat/>"#
      + "<w:pPr>\(paragraph)\(outline.map { #"<w:outlineLvl w:val="\#($0)"/>"# } ?? "")</w:pPr><w:rPr>\(run)</w:rPr></w:style>"
  }

  /// 三号 is 16 points, 二号 22, 小四 12, 五号 10.5, 小五 9.
  static let styles =
    head + "<w:styles \(namespaces)><w:docDefaults><w:rPrDefault><w:rPr>\(font("仿宋_GB2312", 32))"
    + #"<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>"#
    + style(
      "Body", "Normal",
      #"<w:widowControl w:val="0"/><w:spacing w:line="\#(line)" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>"#,
      "", isDefault: true)
    + style(
      "Title", "Title",
      #"<w:spacing w:before="0" w:after="\#(line)" w:line="700" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>"#,
      font("方正小标宋简体", 44))
    + style("Heading1", "heading 1", #"<w:keepNext/>"#, font("黑体", 32), outline: 0)
    + style(
      "Label", "Table Label",
      #"<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>"#,
      font("宋体", label.halfPoints))
    + style(
      "SmallLabel", "Table Label Small",
      #"<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>"#,
      font("宋体", smallLabel.halfPoints))
    + style("Note", "Note", #"<w:spacing w:line="300" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/>"#, font("宋体", 18))
    + style(
      "Footer", "footer", #"<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/>"#,
      font("宋体", 28, latin: "宋体"))
    + style(
      "Comment", "annotation text",
      #"<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>"#,
      font("宋体", 20)) + "</w:styles>"

  /// What to take where a machine does not have the fonts that the standard names.
  static let fonts =
    head + "<w:fonts \(namespaces)>"
    + [
      ("方正小标宋简体", "宋体", "roman"), ("仿宋_GB2312", "仿宋", "modern"), ("楷体_GB2312", "楷体", "modern"), ("黑体", "SimHei", "swiss"),
      ("宋体", "SimSun", "roman"),
    ].map {
      name, other, family in
      #"<w:font w:name="\#(name)"><w:altName w:val="\#(other)"/><w:charset w:val="86"/><w:family w:val="\#(family)"/><w:pitch w:val="variable"/></w:font>"#
    }.joined() + "</w:fonts>"

  static let settings =
    head + "<w:settings \(namespaces)>" + #"<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>"#
    + #"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#

  /// `— 1 —`
  static func footer(isEven: Bool) -> String {
    let place =
      isEven
      ? #"<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>"# : #"<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>"#
    return head + "<w:ftr \(namespaces)><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>\(place)</w:pPr>"
      + #"<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#
      + #"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#
  }

  /// What the archive says of its parts.
  static func types(hasComments: Bool) -> String {
    let parts: [(String, String)] =
      [
        ("word/document.xml", "document.main"), ("word/styles.xml", "styles"), ("word/fontTable.xml", "fontTable"),
        ("word/settings.xml", "settings"), ("word/footer1.xml", "footer"), ("word/footer2.xml", "footer"),
      ] + (hasComments ? [("word/comments.xml", "comments")] : [])
    return head + #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
      + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
      + parts.map { name, kind in
        #"<Override PartName="/\#(name)" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.\#(kind)+xml"/>"#
      }.joined()
      + #"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#
      + #"<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>"#
  }

  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private static func relations(_ list: [(id: String, type: String, target: String)]) -> String {
    head + #"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
      + list.map { #"<Relationship Id="\#($0.id)" Type="\#($0.type)" Target="\#($0.target)"/>"# }.joined() + "</Relationships>"
  }

  static let packageRelations = relations([
    ("rId1", office + "officeDocument", "word/document.xml"),
    ("rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    ("rId3", office + "custom-properties", "docProps/custom.xml"),
  ])

  static func documentRelations(hasComments: Bool) -> String {
    relations(
      [
        ("rId1", office + "styles", "styles.xml"), ("rId2", office + "fontTable", "fontTable.xml"),
        ("rId3", office + "settings", "settings.xml"),
        ("rId10", office + "footer", "footer1.xml"), ("rId11", office + "footer", "footer2.xml"),
      ] + (hasComments ? [("rId12", office + "comments", "comments.xml")] : []))
  }

  static func core(of report: Report) -> String {
    head
      + #"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">"#
      + "<dc:title>\(report.title.wordEscaped)</dc:title><dc:subject>\(report.form.edict.wordEscaped)</dc:subject><dc:creator>\(report.agency.wordEscaped)</dc:creator></cp:coreProperties>"
  }

  /// The form, which the document itself does not name, by which it reads back.
  static func custom(of report: Report) -> String {
    head
      + #"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">"#
      + #"<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="form"><vt:lpwstr>\#(report.form.id.wordEscaped)</vt:lpwstr></property></Properties>"#
  }
}
