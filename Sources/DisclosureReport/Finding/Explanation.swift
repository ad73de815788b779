// What a code of a finding means, where its rule comes from, and what it looks like.

/// The meaning of a code.
public struct Explanation: Sendable {
  public let code: FindingCode
  public let meaning: Bilingual
  /// The edict or document that the rule stems from; nil for what is about the input itself.
  public let rule: Bilingual?
  public let example: Bilingual

  /// The explanation of a code, nil if there is no such code. Relations explain themselves from the forms.
  public init?(_ code: String, forms: [Form] = Form.editions) {
    self.code = FindingCode(rawValue: code)
    if let known = Self.known[code] {
      // The newest form that has an example says how the finding looks in its family.
      let own = forms.last { $0.explanations[code] != nil }?.explanations[code]
      meaning = known.meaning
      rule = own?.rule
      example = own?.example ?? known.example ?? Bilingual(zh: "（无）", en: "(none)")
      return
    }
    if let found = forms.flatMap(\.rules).last(where: { $0.id == code }) {
      (meaning, rule, example) = (found.name, found.source, found.example)
      return
    }
    let holders = forms.filter { ($0.relations + $0.carryOvers).contains { $0.id == code } }
    guard let form = holders.last, let relation = (form.relations + form.carryOvers).first(where: { $0.id == code }),
      let instance = relation.instances.first
    else { return nil }
    let kind = form.relations.contains { $0.id == code }
    meaning =
      kind
      ? Bilingual(
        zh: "不成立的勾稽关系：\(relation.name.zh)。空白的分项按 0 计。", en: "An official relation fails: \(relation.name.en). A blank part counts as 0.")
      : Bilingual(
        zh: "与上一年的报告不衔接：\(relation.name.zh)。", en: "This year's report does not follow from last year's: \(relation.name.en).")
    let edicts = holders.map(\.edict).joined(separator: "、")
    rule = Bilingual(zh: "\(edicts)附表及其填报说明", en: "\(edicts), the tables and the notes on filling them in")
    example = Bilingual(
      zh: instance.label + "：" + instance.equation(last: "（上年）") { form.name(of: $0, in: relation) },
      en: instance.equation(last: " (last year)") { form.cells[$0.cell].address })
  }

  /// Every code, in alphabetical order.
  public static func all(forms: [Form] = Form.editions) -> [Explanation] {
    let relations = Set(forms.flatMap { ($0.relations + $0.carryOvers).map(\.id) })
    let rules = Set(forms.flatMap { $0.rules.map(\.id) })
    return (Array(known.keys) + relations + rules).sorted().compactMap { Explanation($0, forms: forms) }
  }

  /// What codes mean, with an example where it is of no family of reports.
  private static let known: [String: (meaning: Bilingual, example: Bilingual?)] = [
    "absent-cell": (
      Bilingual(zh: "来源中没有表格的这些格子（不是空白，是根本没有）。", en: "The source does not carry these cells at all; that is not the same as blank."), nil
    ),
    "blank-total": (
      Bilingual(zh: "各分项已填，总计却是空白。", en: "A total was left blank although its parts are stated."), nil
    ),
    "unverifiable": (
      Bilingual(zh: "缺少数据，这些勾稽关系无法核对。", en: "Cells are missing, so these relations cannot be verified."), nil
    ),
    "unfilled": (
      Bilingual(
        zh: "整份报告没有一个数据：没有不成立的关系，也没有成立的关系，退出状态为 1。",
        en: "The report states no figure at all: no relation fails, but none holds either, so the exit status is 1."), nil
    ),
    "unread-figure": (
      Bilingual(zh: "应是数据的地方是别的文字，没有读取。", en: "Text stands where a figure should, and was not read."),
      Bilingual(zh: "“约5件”不是数字", en: "\"约5件\" is not a number")
    ),
    "doubtful-figure": (
      Bilingual(
        zh: "读取了，但有疑问：没有单位、项目名称只是相近、只凭勾稽关系确定了栏目；或旁边有带删除线或隐藏的数据。",
        en:
          "Read, but not without doubt: no unit, a label that is only alike, columns told by the relations alone; or something beside it is "
          + "struck out or hidden."), nil
    ),
    "unread-row": (
      Bilingual(
        zh: "表格中的一行没有读取：格式中没有这一行，或数据无法对应栏目。",
        en: "A line of a table was not read: the form has no such row, or its figures cannot be placed."), nil
    ),
    "unknown-heading": (
      Bilingual(
        zh: "标题不属于格式中的任何一部分；其下的文字原样保留在这个标题下。",
        en: "A heading is of no part of the form; the prose under it is kept under it as it stands."), nil
    ),
    "contradiction": (
      Bilingual(zh: "同一格出现了两个不同的数据，保留先出现的。", en: "The same cell is stated twice with different figures; the first is kept."),
      Bilingual(zh: "此处为 12，而 41:5 处为 13", en: "here it is 12, but 13 at 41:5")
    ),
    "untitled": (
      Bilingual(zh: "标题中没有机关名称或年份。", en: "The title names no agency, or no year."),
      Bilingual(zh: "用 --agency、--year 指定", en: "give --agency or --year")
    ),
    "broken-text": (
      Bilingual(zh: "有些字节不是文字，以 � 显示。", en: "Some bytes are no text in the file's encoding and are shown as �."),
      Bilingual(zh: "用 --encoding 指定编码", en: "give --encoding")
    ),
    "hidden-sheet": (
      Bilingual(zh: "工作簿中隐藏的工作表没有读取。", en: "A hidden sheet of a workbook was not read."),
      Bilingual(zh: "取消隐藏后再读取", en: "unhide the sheet to have it read")
    ),
    "unpaired": (
      Bilingual(zh: "比较时找不到另一侧的报告，或一份出现了两次。", en: "A report has no partner to be compared with, or comes twice."),
      Bilingual(zh: "只有新的一侧有“甲区教育局”", en: "甲区教育局 is on the new side only")
    ),
    "doubtful-form": (
      Bilingual(zh: "表格格式不是由表格本身确定的。", en: "The edition was told by an option or the year, against or without the tables."),
      Bilingual(zh: "用 --form 2019 或 --form 2021 指定", en: "give --form 2019 or --form 2021")
    ),
    "repair": (
      Bilingual(
        zh: "只改一格就能使这张表所有不成立的勾稽关系成立，这一格最可能填错；有几格时逐一列出。",
        en:
          "Changing one cell would satisfy everything that fails in its table, so it is the likeliest mistake; where several would, they are listed."
      ), nil
    ),
    "claim": (
      Bilingual(
        zh: "正文中的数据与表格不一致，或同比百分比与两年数据不符。", en: "A figure in the prose contradicts the tables, or a percentage both years' figures."), nil
    ),
    "unplaced-claim": (
      Bilingual(
        zh: "正文中的数据无法确定说的是表中哪一格，仅供人工核对。",
        en: "A figure in the prose cannot be tied to a cell with confidence; it is listed for a person to look at."), nil
    ),
    "implausible": (
      Bilingual(
        zh: "数据可疑：减少数超过上一年数、现行有效少于制发减废止、是上一年的一百倍以上、与上一年完全相同等。",
        en:
          "Hardly so: a fall below nothing, fewer in force than issued less repealed, a hundred times last year's, or all the same as last year's."
      ), nil
    ),
    "inferred": (
      Bilingual(
        zh: "来源中没有的数据，由勾稽关系或正文唯一确定，已填入并标明推算（--infer）。",
        en: "A cell that the source lacks was determined by the relations or the prose, and filled in as inferred (--infer)."), nil
    ),
    "unmerged": (
      Bilingual(
        zh: "汇总时没有计入的部分：某单位缺少的数据，或另一格式没有对应项的数据。",
        en: "What a merge could not take along: cells that a unit lacks, or that have no counterpart in the other edition."), nil
    ),
    "parent": (
      Bilingual(
        zh: "汇总数与上级自己的报告不一致；某单位的数据恰好等于差额时一并列出。",
        en: "A sum differs from the parent's own report; where a unit's figure equals the difference it is named."),
      Bilingual(zh: "汇总为 120，上级报告为 108，相差 12，正好是甲局的数据", en: "the sum is 120, the report says 108; the difference of 12 is 甲局's figure")
    ),
    "unkept": (
      Bilingual(
        zh: "输出的文字、Markdown、网页或表格再读回时，与原来的报告不同。",
        en: "Read back from the text, Markdown, page or table that was written, the report is not the same."),
      Bilingual(zh: "正文中有空段落；要原样保存请用 json、csv 或 xlsx", en: "the prose has empty paragraphs; json, csv and xlsx keep them")
    ),
    "conflict": (
      Bilingual(
        zh: "两个人把同一处改成了不同的样子，或报告里的数不是改动所说的旧数。",
        en: "Two people changed one place otherwise, or a figure of the report is not the old one of a change."),
      Bilingual(zh: "新收原为 259，一方改为 260，另一方改为 261", en: "received was 259, ours is 260, theirs is 261")
    ),
    "unreadable": (
      Bilingual(zh: "多个输入中有一个无法读取，其余照常处理。", en: "One of several inputs could not be read; the others went on."),
      Bilingual(zh: "空文件、加密的 PDF、旧版 .doc", en: "an empty file, a protected PDF, an old .doc")
    ),
  ]
}
