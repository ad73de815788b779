// What there is to say about headings, and about a report that has nothing but them.

import DisclosureReport

extension Finding {
  /// Title and headings are those of a report, whose tables are an image, or lost.
  static func withoutTables(at place: SourcePosition?) -> Finding {
    Finding(
      .error, .unreadRow, at: place,
      Bilingual(zh: "没有读到任何官方表格的行；只读取了标题和正文", en: "not one row of the official tables was found; only title and prose are read"))
  }

  /// The year is that of a sentence, or of a page's own name, where no title has one.
  static func yearOfText(_ text: String, _ period: ReportPeriod, at place: SourcePosition) -> Finding {
    Finding(
      .note, .inferred, at: place,
      Bilingual(
        zh: "标题没有年份，按“\(text.shortened)”定为 \(period.name)",
        en: "no title has the year; by \"\(text.shortened)\" it is \(period)"))
  }

  static func agencyOfText(_ text: String, _ agency: String, at place: SourcePosition) -> Finding {
    Finding(
      .note, .inferred, at: place,
      Bilingual(
        zh: "标题没有机关名称，按“\(text.shortened)”定为\(agency)",
        en: "no title names the agency; by \"\(text.shortened)\" it is \(agency)"))
  }

  /// Of two titles right below each other the lower one is taken.
  static func passedTitle(_ above: String, _ agency: String, at place: SourcePosition) -> Finding {
    Finding(
      .note, .inferred, at: place,
      Bilingual(
        zh: "上面另有标题“\(above.shortened)”，机关按这一行定为\(agency)",
        en: "another title stands right above, \"\(above.shortened)\"; by this line the agency is \(agency)"))
  }

  static func unknownHeading(_ text: String, of form: Form, at place: SourcePosition?) -> Finding {
    Finding(
      .warning, .unknownHeading, at: place,
      Bilingual(
        zh: "标题“\(text.shortened)”不属于格式 \(form.id) 的任何一部分，其下的文字保留在它之下",
        en: "the heading \"\(text.shortened)\" is of no part of form \(form.id); the prose under it is kept under it"))
  }

  static func misnumbered(_ text: String, _ part: Form.Part, by rule: Form.AuditRule, at place: SourcePosition?) -> Finding {
    Finding(
      rule.severity, FindingCode(rawValue: rule.id), at: place,
      Bilingual(
        zh: "“\(text.shortened)”的序号与“\(part.heading)”不同", en: "\"\(text.shortened)\" is numbered otherwise than \"\(part.heading)\""))
  }
}
