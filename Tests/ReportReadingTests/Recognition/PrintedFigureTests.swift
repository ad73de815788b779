import DisclosureReport
import Testing

@testable import ReportReading

@Suite("Figures as they are printed")
struct PrintedFigureTests {
  private func value(_ text: String, _ address: String) throws -> (CellValue, doubt: Bilingual?)? {
    let form = try #require(Form.edition("2019"))
    let cell = form.cells[try #require(form.cell(address))]
    guard case .number(let number) = PrintedFigure(Array(text.utf8), .ofEditions) else { return nil }
    return try number.value(in: cell, of: form)
  }

  @Test(
    "A count in any print",
    arguments: [
      ("12", "12"), ("１２", "12"), ("1,808,595", "1808595"), ("1，808，595", "1808595"), ("22（其中修订16件）", "22"), ("15件", "15"), ("1 2", "12"),
      ("1 0 8", "108"), ("１　２", "12"),
      (" 7 ", "7"), ("0", "0"), ("9 项", "9"), ("007", "7"),
    ])
  func counts(_ text: String, _ figure: String) throws {
    #expect(try value(text, "requests/new/natural")?.0 == .stated(Figure(figure)!))
  }

  @Test(
    "A change with its sign",
    arguments: [
      ("+205", "205"), ("增1423", "1423"), ("减46", "-46"), ("--253", "-253"), ("－46", "-46"), ("—46", "-46"), ("＋5", "5"), ("减少3项", "-3"),
      ("5（减）", "-5"), ("5（增加）", "5"), ("+5（减）", "5"),
    ])
  func changes(_ text: String, _ figure: String) throws {
    #expect(try value(text, "disclosure/licensing/change")?.0 == .stated(Figure(figure)!))
  }

  @Test(
    "Money in 万元",
    arguments: [
      ("251000元", "25.1"), ("12千元", "1.2"), ("160.5964万元", "160.5964"), ("1.2亿元", "12000"), ("1,000万元", "1000"), ("0.01元", "0.000001"),
    ])
  func money(_ text: String, _ figure: String) throws {
    let read = try value(text, "disclosure/procurement/amount")
    #expect(read?.0 == .stated(Figure(figure)!))
    #expect(read?.doubt == nil)
  }

  @Test("A bare amount is taken as 万元, and said to be; nothing is said of 0")
  func bareMoney() throws {
    #expect(try value("25.1", "disclosure/procurement/amount")?.doubt?.en.contains("万元") == true)
    #expect(try value("0", "disclosure/procurement/amount")?.doubt == nil)
  }

  @Test("Spaces between digits, and a correction behind a figure, leave a doubt", arguments: ["8 3", "1\u{A0}2", "12（更正为15）", "12（应为15）"])
  func doubts(_ text: String) throws {
    #expect(try value(text, "requests/new/natural")?.doubt != nil)
    #expect(try value("22（其中修订16件）", "requests/new/natural")?.doubt == nil)
  }

  @Test("An empty cell and the marks for it state no figure", arguments: ["", " ", "/", "-", "—", "——", "无", "／", "　"])
  func blanks(_ text: String) {
    #expect(PrintedFigure(Array(text.utf8), .ofEditions) == .blank)
  }

  @Test(
    "What is no figure is text, never part of one", arguments: ["12a", "1,23", "一二", "约5", "5-6", "3/4", "1.2.3", "规章", "1.", "12件件", "（5"])
  func texts(_ text: String) {
    #expect(PrintedFigure(Array(text.utf8), .ofEditions) == .text)
  }

  @Test(
    "A figure that its cell cannot hold is refused",
    arguments: [
      ("-5", "requests/new/natural"), ("1.5", "requests/new/natural"), ("5元", "requests/new/natural"),
      ("5件", "disclosure/procurement/amount"),
    ])
  func refused(_ text: String, _ address: String) {
    #expect(throws: UnreadFigure.self) { try value(text, address) }
  }
}
