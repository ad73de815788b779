// The words for what is compared: lines, sides, kinds of change, differences.

import DisclosureReport

extension Comparison {
  /// The heading of the part, the row's label and the column's label of a line.
  func names(of line: FormAlignment.Line) -> (heading: String, row: String, column: String) {
    let form = alignment.new.cell(line.address) != nil && !line.new.isEmpty ? alignment.new : alignment.old
    guard let number = form.cell(line.address) else { return (line.table, line.label, "") }
    let cell = form.cells[number]
    let table = form.tables[cell.table]
    let row = table.rows[cell.row]
    let heading = form.parts.first { $0.table == cell.table }?.heading ?? table.name.zh
    let path = row.path.count > 1 && !table.blocks[row.block].isAcross ? Array(row.path.dropFirst()) : row.path
    return (heading, path.joined(separator: "/"), table.blocks[row.block].columns[cell.column].label)
  }

  /// Whether two agencies are compared, not two years of one.
  var isOfTwoAgencies: Bool { old.agency != new.agency && !old.agency.isEmpty && !new.agency.isEmpty }

  /// What a kind of change is called: between agencies nothing has changed, they differ.
  func name(of change: Change, _ language: Language) -> String {
    guard isOfTwoAgencies else { return change.name.in(language) }
    let name =
      switch change {
      case .same: change.name
      case .changed: Bilingual(zh: "相差", en: "different")
      case .added: Bilingual(zh: "仅后者有", en: "only the second")
      case .removed: Bilingual(zh: "仅前者有", en: "only the first")
      }
    return name.in(language)
  }

  /// The heading of the differences.
  func differenceName(_ language: Language) -> String {
    (isOfTwoAgencies ? Bilingual(zh: "相差", en: "difference") : Bilingual(zh: "增减", en: "change")).in(language)
  }

  /// What the two sides are called: the years of one agency, two agencies by name.
  public func names(_ language: Language) -> (old: String, new: String) {
    if isOfTwoAgencies { return (old.agency, new.agency) }
    if old.agency == new.agency, let first = old.period, let second = new.period, first != second { return (first.name, second.name) }
    return (Bilingual(zh: "旧", en: "old").in(language), Bilingual(zh: "新", en: "new").in(language))
  }

  /// `示例区人民政府 2019年 → 2020年`
  public func title(_ language: Language) -> String {
    func name(_ report: Report) -> String {
      let name = ([report.agency] + (report.period.map { [$0.name] } ?? [])).filter { !$0.isEmpty }.joined(separator: " ")
      return name.isEmpty ? Bilingual(zh: "（无）", en: "(none)").in(language) : name
    }
    if old.agency == new.agency, !old.agency.isEmpty, let first = old.period, let second = new.period {
      return "\(old.agency) \(first.name) → \(second.name)"
    }
    return "\(name(old)) → \(name(new))"
  }
}

extension ComparedCell {
  /// `+16`, `-3`, `0`; empty where a side is not stated.
  var signedDelta: String { delta?.signedDescription ?? "" }

  /// `+6.18%`; empty where there is none.
  var signedPercent: String {
    percent.isEmpty ? "" : (percent.hasPrefix("-") || percent == "0.00" ? "" : "+") + percent + "%"
  }
}

extension CellValue {
  /// The figure; `-` for blank, nothing for absent.
  var short: String {
    switch self {
    case .absent: ""
    case .blank: "-"
    case .stated(let figure), .inferred(let figure): figure.description
    }
  }
}

extension Change {
  var name: Bilingual {
    switch self {
    case .same: Bilingual(zh: "相同", en: "same")
    case .changed: Bilingual(zh: "变化", en: "changed")
    case .added: Bilingual(zh: "新增", en: "added")
    case .removed: Bilingual(zh: "取消", en: "removed")
    }
  }
}

/// `87.5%`
func percentage(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  // What is not quite the same must not read as 100%.
  let shown = share < 1 && tenths == 1000 ? 999 : share > 0 && tenths == 0 ? 1 : tenths
  return shown % 10 == 0 ? "\(shown / 10)%" : "\(shown / 10).\(shown % 10)%"
}

extension Comparison {
  /// The names for columns of figures: of two long ones what they begin with alike is left out.
  func shortNames(_ language: Language) -> (old: String, new: String) {
    let names = names(language)
    let limit = 16
    guard names.old.displayWidth > limit || names.new.displayWidth > limit else { return names }
    let common = zip(names.old, names.new).prefix { $0 == $1 }.count
    func short(_ name: String) -> String {
      let rest = String(name.dropFirst(common))
      return rest.wrapped(to: limit - 1).first.map { $0.count < rest.count ? $0 + "…" : $0 } ?? rest
    }
    let (old, new) = (short(names.old), short(names.new))
    return old.isEmpty || new.isEmpty || old == new
      ? (Bilingual(zh: "前者", en: "first").in(language), Bilingual(zh: "后者", en: "second").in(language)) : (old, new)
  }
}

extension ComparedCell {
  /// `+6.18%` from hundredths of a percent.
  static func signedPercent(hundredths: Int) -> String {
    let rest = hundredths.magnitude % 100
    return "\(hundredths < 0 ? "-" : hundredths > 0 ? "+" : "")\(hundredths.magnitude / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }

  /// `259 → 275 (+16, +6.18%)`
  var comment: String {
    let figures = "\(old.short.isEmpty ? "（无）" : old.short) → \(new.short.isEmpty ? "（无）" : new.short)"
    guard delta != nil else { return figures }
    return "\(figures) (\(moved))"
  }
}
