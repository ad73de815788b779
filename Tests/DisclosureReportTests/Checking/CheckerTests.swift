import DisclosureReport
import ReportGenerator
import Testing

@Suite("The official relations")
struct CheckerTests {
  private func consistent(_ id: String = "2021", seed: UInt64 = 1) throws -> Report {
    var generator = ReportGenerator(seed: seed)
    return generator.consistentReport(of: try #require(Form.edition(id)))
  }

  @Test("A consistent report satisfies all of them", arguments: ["2019", "2021"])
  func holds(_ id: String) throws {
    for seed in 0..<20 as Range<UInt64> {
      let checker = Checker(try consistent(id, seed: seed))
      #expect(checker.findings.isEmpty)
      #expect(checker.count(.holds) == checker.results.count)
      #expect(checker.results.count == (id == "2019" ? 40 : 42))
    }
  }

  @Test("A total that its parts do not add up to is found, with both sums")
  func applicantTotal() throws {
    var report = try consistent()
    let cell = try #require(report.form.cell("proceedings/review/total"))
    let sum = try #require(report[cell].figure)
    report[cell] = .stated(sum + Figure(3))
    let findings = Checker(report).findings
    #expect(findings.map(\.code) == ["outcome-total", .repair])
    let figures = findings[0].evidence.map { $0.value.figure ?? .zero }
    #expect(findings[0].evidence.map(\.side) == [.left, .left, .left, .left, .right])
    #expect(figures.dropLast().reduce(.zero, +) == sum && figures.last == sum + Figure(3))
    #expect(findings.first?.severity == .error)
    #expect(findings.first?.cell == "proceedings/review/total")
    #expect(findings.first?.message.en.contains("add up to \(sum), but 总计 is \(sum + Figure(3)) (difference -3)") == true)
  }

  @Test("Any single wrong figure of tables three and four is found", arguments: 0..<40 as Range<UInt64>)
  func anyWrongFigure(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    var report = generator.consistentReport(of: try #require(Form.edition(seed % 2 == 0 ? "2019" : "2021")))
    let cell = generator.pick(report.form.tables[1...].flatMap { Array($0.cells) })
    report[cell] = .stated((report[cell].figure ?? .zero) + Figure(10))
    #expect(Checker(report).findings.contains { $0.severity == .error })
    // It is named with what it would have to be; in table four any cell of the line would do, and all are listed.
    let right = (report[cell].figure ?? .zero) - Figure(10)
    let repairs = try #require(Repair.candidates(for: Checker(report)).first)
    #expect(repairs.contains { $0.cell == cell && $0.figure == right })
    #expect(repairs.count == 1 || report.form.cells[cell].table == 2)
    #expect(Checker(report).findings.contains { $0.code == .repair && $0.message.en.contains(" → \(right)") })
  }

  @Test("Two wrong cells are not blamed on one")
  func twoWrongFigures() throws {
    var report = try consistent()
    for (address, figure) in [("requests/granted/natural", 100), ("requests/partial/business", 100)] {
      let cell = try #require(report.form.cell(address))
      report[cell] = .stated((report[cell].figure ?? .zero) + Figure(figure))
    }
    #expect(Checker(report).findings.count { $0.severity == .error } == 4)
    #expect(!Checker(report).findings.contains { $0.code == .repair })
  }

  @Test("A blank part counts as 0")
  func blankPart() throws {
    var report = try consistent()
    for cell in report.form.cells where report[cell.number].figure == .zero { report[cell.number] = .blank }
    #expect(Checker(report).findings.isEmpty)
  }

  @Test("A blank total over stated parts is a warning that names the sum")
  func blankTotal() throws {
    var report = try consistent()
    let cell = try #require(report.form.cell("requests/granted/total"))
    let sum = try #require(report[cell].figure)
    report[cell] = .blank
    let findings = Checker(report).findings
    #expect(!findings.contains { $0.severity == .error })
    let warning = try #require(findings.first { $0.severity == .warning })
    #expect(warning.code == .blankTotal)
    #expect(warning.message.zh.hasSuffix("各项之和为 \(sum)"))
  }

  @Test("A relation with absent cells cannot be verified, and says so once")
  func unverifiable() throws {
    var report = try consistent("2019")
    for cell in try #require(report.form.table("requests")).rows[0].cells { report[cell] = .absent }
    let findings = Checker(report).findings
    #expect(findings.map(\.code) == [.unverifiable, .unverifiable])
    #expect(findings.allSatisfy { $0.severity == .note })
    #expect(Checker(report).count(.unverifiable) == 8)
  }

  @Test("A table that the report does not carry is not checked")
  func withoutTable() throws {
    var report = try consistent()
    for cell in try #require(report.form.table("proceedings")).cells { report[cell] = .absent }
    #expect(!Checker(report).results.contains { $0.relation == 3 })
  }
}

@Suite("What a source does not carry")
struct CompletenessTests {
  @Test("Each lost part is one finding: a table, a run of rows, a row with gaps")
  func parts() throws {
    var generator = ReportGenerator(seed: 3)
    var report = generator.consistentReport(of: try #require(Form.edition("2019")))
    #expect(Completeness(report).findings.isEmpty)
    for cell in report.form.tables[2].cells { report[cell] = .absent }
    for row in report.form.tables[1].rows[0..<2] { for cell in row.cells { report[cell] = .absent } }
    report[try #require(report.form.cell("requests/granted/legal"))] = .absent
    report[try #require(report.form.cell("requests/granted/total"))] = .absent
    #expect(Completeness(report).findings.map(\.cell) == ["requests", "requests/granted", "proceedings"])
    #expect(Completeness(report).findings.allSatisfy { $0.code == .absentCell && $0.severity == .warning })
  }
}
