// Random reports for properties: the same seed draws the same report.

import DisclosureReport

/// A small generator of random numbers (SplitMix64) that starts from a seed.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) {
    state = seed
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Draws reports in which any cell may be stated, blank, inferred or absent.
public struct ReportGenerator {
  public var random: SeededGenerator

  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// A report of either edition. Its figures satisfy no relation.
  public mutating func report() -> Report {
    report(of: Form.editions[Int.random(in: 0..<Form.editions.count, using: &random)])
  }

  public mutating func report(of form: Form) -> Report {
    var report = Report(form: form, agency: agency(), year: Int.random(in: 2008...2030, using: &random))
    let gaps = Bool.random(using: &random)
    for table in form.tables where !chance(0.15) {
      for row in table.rows where !(gaps && chance(0.2)) {
        for cell in row.cells { report[cell] = value(of: form.cells[cell].kind, gaps: gaps) }
      }
    }
    if !form.tables.indices.contains(where: report.carries(table:)) { report[0] = .stated(Figure(1)) }
    for part in form.parts where chance(0.6) {
      report.sections.append(Report.Section(heading: part.heading, text: prose()))
    }
    return report
  }

  /// A report in which every cell is stated and all relations hold; a share of its requests are 0, as in small agencies.
  public mutating func consistentReport(of form: Form, zeros: Double = 0) -> Report {
    var report = Report(form: form, agency: agency(), year: Int.random(in: 2008...2030, using: &random))
    for cell in form.cells { report[cell.number] = .stated(figure(cell.kind)) }
    func set(_ address: String, _ value: Int) { report[form.cell(address)!] = .stated(Figure(value)) }
    let results = form.relations.first { $0.id == "result-total" }!
    let applicants = form.table("requests")!.blocks[0].columns.map(\.id).dropLast()
    var totals: [String: Int] = [:]
    for row in form.table("requests")!.rows {
      var sum = 0
      for column in applicants {
        let value = zeros > 0 && chance(zeros) ? 0 : Int.random(in: 0...40, using: &random)
        set("requests/\(row.id)/\(column)", value)
        sum += value
      }
      totals[row.id] = sum
    }
    for column in Array(applicants) {
      let parts = results.instances.first { $0.id == column }!.left.map(\.cell)
      let answered = parts.reduce(0) { $0 + Int(report[$1].figure!.double) }
      let carriedOut = Int.random(in: 0...9, using: &random)
      let carriedIn = Int.random(in: 0...min(9, answered + carriedOut), using: &random)
      set("requests/total/\(column)", answered)
      set("requests/carried_out/\(column)", carriedOut)
      set("requests/carried_in/\(column)", carriedIn)
      set("requests/new/\(column)", answered + carriedOut - carriedIn)
    }
    for relation in ["applicant-total", "outcome-total"] {
      for instance in form.relations.first(where: { $0.id == relation })!.instances {
        report[instance.right[0].cell] = .stated(instance.left.sum(in: report))
      }
    }
    return report
  }

  /// A report in which every cell is stated and a few relations fail.
  public mutating func inconsistentReport(of form: Form, zeros: Double = 0) -> Report {
    var report = consistentReport(of: form, zeros: zeros)
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let cell = pick(form.cells.array)
      report[cell.number] = .stated(figure(cell.kind))
    }
    return report
  }

  /// Reports of units whose figures add up to those of a report.
  public mutating func parts(of whole: Report, count: Int) -> [Report] {
    var units = (0..<count).map { Report(form: whole.form, agency: "第\($0 + 1)单位", year: whole.year) }
    for cell in whole.form.cells {
      guard let figure = whole[cell.number].figure else {
        for unit in units.indices { units[unit][cell.number] = whole[cell.number] }
        continue
      }
      var rest = figure.millionths
      let step = cell.kind == .money ? Int64(1) : Figure.scale
      for unit in units.indices {
        let (low, high) = (min(0, rest / step), max(0, rest / step))
        let share = unit == count - 1 ? rest : Int64.random(in: low...high, using: &random) * step
        units[unit][cell.number] = .stated(Figure(millionths: share))
        rest -= share
      }
    }
    return units
  }

  private mutating func value(of kind: Form.Kind, gaps: Bool) -> CellValue {
    if gaps, chance(0.03) { return .absent }
    if chance(0.15) { return .blank }
    return chance(0.05) ? .inferred(figure(kind)) : .stated(figure(kind))
  }

  public mutating func figure(_ kind: Form.Kind) -> Figure {
    let sizes = [1, 10, 100, 1000, 100_000, 2_000_000]
    let size = sizes[Int.random(in: 0..<sizes.count, using: &random)]
    switch kind {
    case .count: return Figure(Int.random(in: 0...size, using: &random))
    case .signed: return Figure(Int.random(in: -size...size, using: &random))
    case .money: return Figure(millionths: Int64.random(in: 0...Int64(size) * 1_000_000, using: &random))
    }
  }

  private mutating func agency() -> String {
    pick(["示例区", "东山县", "南河市", "北岭镇", "西湾街道"]) + pick(["人民政府", "教育局", "人民政府办公室", "应急管理局"])
  }

  private mutating func prose() -> String {
    let sentences = [
      "本机关按时公布信息。", "全年办理申请若干件，没有超期。", "下一步加强培训（每季度一次）。", "=1+1 是文字，不是公式。", "\"引号\"与逗号, 都照写。",
      "比上年增长12.5%。", "<script> 只是文字。",
    ]
    return (0..<Int.random(in: 1...3, using: &random)).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in pick(sentences) }.joined()
    }.joined(separator: "\n")
  }

  public mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }

  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }
}
