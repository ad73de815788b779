// Two hundred seeded faults of all kinds, and sound reports beside them.

import DisclosureReport
import ReportGenerator
import Testing

@Suite("Faults of all kinds are found, and sound reports are left alone")
struct FaultTests {
  /// Kinds of faults, and the codes of which one has to be among what is found.
  private static let kinds: [(kind: String, codes: Set<FindingCode>)] = [
    ("figure", relations), ("total", relations), ("row", [.absentCell, "unverifiable"]), ("swapped", relations), ("claim", [.claim]),
    ("zero", [.claim]), ("done", [.claim]), ("part", ["missing-part"]), ("empty", ["empty-part"]), ("period", ["wrong-period"]),
    ("announced", ["announced-parts"]), ("doubled", ["doubled-words"]), ("unfinished", ["unfinished-sentence"]),
    ("carried", ["carry-over"]),
  ]
  private static let relations: Set<FindingCode> = ["applicant-total", "result-total", "balance", .claim]

  /// An invented report whose prose agrees with its tables.
  private func sound(_ seed: UInt64) throws -> Report {
    var generator = ReportGenerator(seed: seed)
    let form = try #require(Form.edition("2021"))
    var report = generator.consistentReport(of: form)
    report.year = 2023
    report.agency = "示例市人民政府"
    func figure(_ address: String) -> String { report[address].figure?.description ?? "" }
    for address in ["disclosure/normative/effective", "disclosure/regulations/effective"] {
      report[try #require(form.cell(address))] = .stated(Figure(100_000))
    }
    if report["requests/other.unpaid/total"].figure != .zero {
      report[try #require(form.cell("disclosure/fees/amount"))] = .stated(Figure(1))
    }
    report.sections = [
      .init(heading: "", text: "本报告由六部分组成，数据的统计期限自2023年1月1日起，至2023年12月31日止。"),
      .init(
        heading: form.parts[0].heading,
        text: "（一）主动公开。各类信息按时发布。\n（二）依申请公开。新收到政府信息公开申请\(figure("requests/new/total"))件，上年结转\(figure("requests/carried_in/total"))件，"
          + "共办结\(figure("requests/total/total"))件，结转下年度继续办理\(figure("requests/carried_out/total"))件。行政复议\(figure("proceedings/review/total"))件。\n"
          + "（三）信息管理。公开前都经审查。\n（四）平台建设。网站专栏由专人更新。\n（五）监督保障。办了两次培训。"),
      .init(heading: form.parts[4].heading, text: "有的栏目更新较慢，来年将按月提醒，并定期通报更新情况，请各单位对照检查。"),
      .init(heading: form.parts[5].heading, text: "本年度没有收取信息处理费。"),
    ]
    return report
  }

  private func plant(_ kind: String, in report: inout Report, _ random: inout SeededGenerator) throws {
    let form = report.form
    let requests = try #require(form.table("requests"))
    func edit(_ part: Int, _ old: String, _ new: String) {
      report.sections[part].text = report.sections[part].text.replacing(old, with: new)
    }
    switch kind {
    case "figure", "total":
      let row = try #require(requests.rows.randomElement(using: &random))
      let cell = kind == "total" ? row.cells.upperBound + -1 : try #require(Array(row.cells.dropLast()).randomElement(using: &random))
      report[cell] = .stated(
        Figure(Int((report[cell].figure ?? .zero).millionths / 1_000_000) + 1 + Int.random(in: 0..<50, using: &random)))
    case "row":
      let row = try #require(requests.rows.randomElement(using: &random))
      for cell in row.cells { report[cell] = .absent }
    case "swapped":
      let row = try #require(requests.rows.first { row in report[row.cells.lowerBound].figure != report[row.cells.upperBound + -1].figure })
      let (first, last) = (row.cells.lowerBound, row.cells.upperBound + -1)
      (report[first], report[last]) = (report[last], report[first])
    case "claim": edit(1, "共办结", "共办结1")
    case "zero": edit(1, "行政复议", "未发生行政复议。共")
    case "done":
      // Only where something is carried out does it contradict the table.
      edit(1, "行政复议", "申请已全部办结。行政复议")
    case "part": report.sections.remove(at: Int.random(in: 2...3, using: &random))
    case "empty": report.sections[2].text = "无"
    case "period": edit(0, "2023年1月", ["2022年1月", "2023年2月"].randomElement(using: &random)!)
    case "announced": edit(0, "六部分", "五部分")
    case "doubled": edit(2, "更新较慢", "更新进一步进一步较慢")
    case "unfinished": edit(2, "请各单位对照检查。", "请各单位对照")
    default: break
    }
  }

  @Test("Of two hundred at least 190, with at most one false alarm in twenty sound reports")
  func faults() throws {
    var random = SeededGenerator(seed: 12)
    var (found, alarms, missed): (Int, Int, [String]) = (0, 0, [])
    for seed in 0..<200 as Range<UInt64> {
      let (kind, codes) = Self.kinds[Int(seed) % Self.kinds.count]
      let report = try sound(seed)
      var last = report
      last.year = 2022
      last.sections = []
      // What was carried out last year is what was carried in.
      let (carried, before) = (try #require(report.form.table("requests")).rows.first { $0.id == "carried_in" }, "requests/carried_out")
      for cell in try #require(carried).cells {
        let column = report.form.cells[cell].address.split(separator: "/")[2]
        last[try #require(report.form.cell("\(before)/\(column)"))] = report[cell]
      }
      for row in ["regulations", "normative"] {
        func figure(_ column: String) -> Figure { report["disclosure/\(row)/\(column)"].figure ?? .zero }
        last[try #require(report.form.cell("disclosure/\(row)/effective"))] = .stated(
          figure("effective") - figure("issued") + figure("repealed"))
      }
      let clean = try Audit(report, last: last).findings
      // Figures drawn at random leap.
      if clean.contains(where: { $0.code != .implausible && $0.severity != .note }) { alarms += 1 }
      var faulty = report
      if kind == "carried" {
        last[try #require(report.form.cell("requests/carried_out/natural"))] = .stated(Figure(900_000))
      } else {
        try plant(kind, in: &faulty, &random)
      }
      let findings = Set(try Audit(faulty, last: last).findings).subtracting(clean)
      if findings.contains(where: { codes.contains($0.code) }) { found += 1 } else { missed.append("\(kind) \(seed)") }
    }
    #expect(found >= 190, "\(missed)")
    #expect(alarms <= 10)
  }
}
