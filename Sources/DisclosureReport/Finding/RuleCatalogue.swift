// Every rule that a report is checked against, as a form states it.

/// A rule: what it compares, how grave it is to break it, and where it comes from.
public struct CheckedRule: Sendable {
  /// What rules have in common: sums within a report, against last year's, what can hardly be, figures in prose, parts and prose.
  public enum Family: String, Sendable, CaseIterable {
    case relation, carryOver = "carry-over", plausibility, claim, audit
  }

  /// The code of its findings.
  public let code: FindingCode
  /// Its own name among rules that share a code: `least-in-force`.
  public let member: String?
  public let family: Family
  public let severity: Severity
  public let name: Bilingual
  public let source: Bilingual
  /// The cells, words or parts that are set against each other.
  public let compares: Bilingual
  /// What breaks it.
  public let example: Bilingual

  /// The code, with its own name behind a colon: `implausible:least-in-force`.
  public var id: String { code.rawValue + (member.map { ":\($0)" } ?? "") }
}

extension Form {
  /// All rules of the form, relations first.
  public var checkedRules: [CheckedRule] {
    let tables = Bilingual(zh: "\(edict)附表及其填报说明", en: "\(edict), the tables and the notes on filling them in")
    let unsourced = Bilingual(zh: "（无）", en: "(none)")
    func rule(_ relation: Relation, _ family: CheckedRule.Family) -> CheckedRule {
      let isPlausibility = family == .plausibility
      return CheckedRule(
        code: isPlausibility ? .implausible : FindingCode(rawValue: relation.id), member: isPlausibility ? relation.id : nil,
        family: family,
        severity: relation.severity, name: relation.name, source: isPlausibility ? plausibility.source ?? unsourced : tables,
        compares: compared(relation), example: failing(relation))
    }
    func plausible(_ member: String, _ name: Bilingual, _ compares: Bilingual, _ example: Bilingual) -> CheckedRule {
      CheckedRule(
        code: .implausible, member: member, family: .plausibility, severity: .warning, name: name,
        source: plausibility.source ?? unsourced, compares: compares, example: example)
    }
    var rules = relations.map { rule($0, .relation) } + carryOvers.map { rule($0, .carryOver) }
    rules += plausibility.rules.map { rule($0, .plausibility) }
    if let leap = plausibility.leap {
      let leapt = Figure(millionths: leap.least.millionths.multipliedReportingOverflow(by: Int64(leap.times)).partialValue)
      rules.append(
        plausible(
          "leap", Bilingual(zh: "数据不到上一年的 \(leap.times) 倍", en: "a figure is less than \(leap.times) times last year's"),
          Bilingual(zh: "每一格与上一年的同一格", en: "each cell with last year's"),
          Bilingual(zh: "上一年 \(leap.least)，本年 \(leapt)", en: "\(leap.least) last year, \(leapt) this year")))
    }
    if let repeated = plausibility.repeated {
      rules.append(
        plausible(
          "repeated", Bilingual(zh: "不是所有数据都与上一年相同", en: "not every figure is last year's"),
          Bilingual(zh: "全部数据与上一年的报告", en: "all figures with last year's report"),
          Bilingual(zh: "\(repeated) 个以上的数据与上一年完全相同", en: "\(repeated) figures or more, all of them last year's")))
    }
    if !claims.wordings.isEmpty {
      let claim = explanations[FindingCode.claim.rawValue]
      rules.append(
        CheckedRule(
          code: .claim, member: nil, family: .claim, severity: .error,
          name: Bilingual(zh: "正文中的数据与表格一致", en: "figures in the prose agree with the tables"), source: claim?.rule ?? unsourced,
          compares: Bilingual(
            zh: "正文的 \(claims.wordings.count) 类说法与表格中的格", en: "\(claims.wordings.count) kinds of wordings with the cells of the tables"),
          example: claim?.example ?? Bilingual(zh: "正文与表格相差 1", en: "prose and table differ by 1")))
    }
    return rules
      + self.rules.map { rule in
        CheckedRule(
          code: FindingCode(rawValue: rule.id), member: nil, family: .audit, severity: rule.severity, name: rule.name, source: rule.source,
          compares: rule.compares(in: self),
          example: rule.example)
      }
  }
}

extension Form {
  /// The sides of the first of a relation's lines, and how many more there are.
  private func compared(_ relation: Relation) -> Bilingual {
    guard let instance = relation.instances.first else { return relation.name }
    func text(_ last: String) -> String { instance.equation(last: last, most: 8) { cells[$0.cell].address } }
    let count = relation.instances.count
    return Bilingual(
      zh: text("（上年）") + (count > 1 ? "，等 \(count) 处" : ""), en: text(" (last year)") + (count > 1 ? ", and \(count - 1) more" : ""))
  }
}

extension Form {
  /// The first of a relation's lines with figures that it does not hold of.
  private func failing(_ relation: Relation) -> Bilingual {
    guard let instance = relation.instances.first else { return relation.name }
    func text(_ last: String) -> String { instance.equation(last: last, most: 8) { "\(instance.failing($0))".replacing("-", with: "−") } }
    return Bilingual(zh: text("（上年）"), en: text(" (last year)"))
  }
}

extension Form.AuditRule {
  fileprivate func compares(in form: Form) -> Bilingual {
    func cells(_ numbers: [CellNumber]) -> String { numbers.map { form.cells[$0].address }.joined(separator: ", ") }
    switch subject {
    case .parts: return Bilingual(zh: "没有表格的各部分的文字", en: "the prose of the parts without a table")
    case .phrases(let part, _), .length(let part, _), .topics(let part, _):
      return Bilingual(zh: "“\(form.parts[part].heading)”的文字", en: "the prose of \"\(form.parts[part].heading)\"")
    case .period: return Bilingual(zh: "正文中的统计期限与报告年度", en: "the period in the prose with the report's year")
    case .announced: return Bilingual(zh: "前言中的部分数与格式的部分数", en: "the number of parts announced with that of the form")
    case .numbering: return Bilingual(zh: "标题的序号与官方的序号", en: "the numerals of headings with the official ones")
    case .copied:
      return Bilingual(
        zh: "正文的句子与同一次核对的其他报告（--copies）", en: "the sentences of the prose with those of the other reports that are checked (--copies)")
    case .published: return Bilingual(zh: "前言中的公布日期与报告年度", en: "the date of publication in front of the parts with the report's year")
    case .multiple(let words, _):
      return Bilingual(
        zh: "正文中“\(words.joined(separator: "”“"))”后的金额", en: "amounts of money behind \"\(words.joined(separator: "\", \""))\" in the prose"
      )
    case .ownName: return Bilingual(zh: "正文中的机关名称与报告的机关", en: "the name by which the prose calls the agency with the report's")
    case .roster: return Bilingual(zh: "名单上的单位（--roster）与各报告的机关", en: "the units of a list (--roster) with the agencies of the reports")
    case .doubled, .ending: return Bilingual(zh: "正文的段落", en: "the paragraphs of the prose")
    case .entitled(let numbers, _): return Bilingual(zh: "\(cells(numbers)) 与机关名称", en: "\(cells(numbers)) with the agency's name")
    case .companion(let numbers, let others):
      return Bilingual(zh: "\(cells(numbers)) 与 \(cells(others))", en: "\(cells(numbers)) with \(cells(others))")
    }
  }
}
