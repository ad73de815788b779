// Every relation with its sides and how it came out: one line for each row or column that it applies to.

import DisclosureReport

extension Publication {
  /// - Parameter tables: The tables whose cells stand in the workbook; a relation that needs others cannot be followed there.
  static func relations(_ checker: Checker, tables: Set<TableNumber>) -> Part {
    let form = checker.report.form
    var listing = Listing(
      columns: [
        Listing.Column(title: "勾稽关系", role: .label, width: 26), Listing.Column(title: "适用于", role: .label, width: 32),
        Listing.Column(title: "左侧", role: .note, width: 30), Listing.Column(title: "右侧", role: .note, width: 18),
        Listing.Column(title: "左侧之和", role: .figure, width: 10), Listing.Column(title: "右侧之和", role: .figure, width: 10),
        Listing.Column(title: "差额", role: .gap(left: 4, right: 5, outcome: 7), width: 9),
        Listing.Column(title: "结论", role: .outcome(left: 4, right: 5), width: 10),
      ], groups: [], ifEmpty: "没有可以核对的勾稽关系")
    // What fails comes first.
    for result in checker.results.filter({ $0.outcome == .fails }) + checker.results.filter({ $0.outcome != .fails }) {
      let relation = form.relations[result.relation]
      let instance = result.instance
      guard (instance.left + instance.right).allSatisfy({ tables.contains(form.cells[$0.cell].table) }) else { continue }
      listing.add(
        Listing.Row(
          cells: [
            .text(relation.name.zh), .text(String(instance.label.split(separator: "/").last ?? "")),
            .text(form.described(instance.left, in: relation)), .text(form.described(instance.right, in: relation)),
            .sum(instance.left, result.left), .sum(instance.right, result.right), .relation(result), .relation(result),
          ], isWrong: result.outcome == .fails), to: "")
    }
    let sheet = Form.relationSheet
    return Part(heading: sheet, sheet: sheet, blocks: [Block(.listing(listing), for: [.workbook])])
  }
}

extension Form {
  /// `（一）予以公开＋…＋（六）其他处理（共 22 项）`
  fileprivate func described(_ terms: [Relation.Term], in relation: Relation) -> String {
    let names = terms.map { name(of: $0, in: relation) }
    guard names.count > 3, let last = names.last else { return names.joined(separator: "＋") }
    return "\(names[0])＋…＋\(last)（共 \(names.count) 项）"
  }
}

extension RelationResult.Outcome {
  var name: Bilingual {
    switch self {
    case .holds: Bilingual(zh: "成立", en: "hold")
    case .fails: Bilingual(zh: "不成立", en: "fail")
    case .totalBlank: Bilingual(zh: "总计空白", en: "blank total")
    case .unverifiable: Bilingual(zh: "缺数据", en: "unverifiable")
    case .unfilled: Bilingual(zh: "未填", en: "unfilled")
    }
  }
}

extension Finding {
  /// What a finding is about in the words of the form: the label of a cell, the name of a table.
  func place(in form: Form) -> String {
    guard let cell else { return "" }
    if let number = form.cell(cell) { return form.cells[number].label }
    let place = form.place(cell)
    return place.isEmpty ? cell : place
  }
}
