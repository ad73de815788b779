import DisclosureReport
import ReportGenerator
import Testing

@Suite("Figures are exact decimals")
struct FigureTests {
  @Test("A plain decimal reads and prints as it stands", arguments: ["0", "145750", "-46", "25.1", "190.457379", "0.000001", "9000000000"])
  func plain(_ text: String) {
    #expect(Figure(text)?.description == text)
  }

  @Test("What is not a plain decimal is refused", arguments: ["", "-", "1.2.3", "12a", "1,000", " 1", "1e3", ".5", "+", "0x10", "１２"])
  func refused(_ text: String) {
    #expect(throws: Figure.Flaw.notANumber) { try Figure.parse(text.utf8) }
  }

  @Test("More than six decimals, or more than the limit, is refused rather than rounded")
  func limits() {
    #expect(throws: Figure.Flaw.tooManyDecimals) { try Figure.parse("0.0000001".utf8) }
    #expect(Figure("1.50000000") == Figure("1.5"))
    #expect(throws: Figure.Flaw.tooLarge) { try Figure.parse("9000000001".utf8) }
    #expect(throws: Figure.Flaw.tooLarge) { try Figure.parse(String(repeating: "9", count: 400).utf8) }
  }

  @Test("Moving the point turns 元 into 万元 exactly")
  func moving() throws {
    #expect(try Figure.parse("251000".utf8, moving: 4) == Figure("25.1"))
    #expect(try Figure.parse("160.56".utf8, moving: 4) == Figure("0.016056"))
    #expect(try Figure.parse("1.5".utf8, moving: -4) == Figure(15000))
    #expect(throws: Figure.Flaw.tooManyDecimals) { try Figure.parse("0.001".utf8, moving: 4) }
  }

  @Test("Any figure reads back from what it prints, and from the double that a workbook stores", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = ReportGenerator(seed: seed)
    for kind in Form.Kind.allCases {
      let figure = generator.figure(kind)
      #expect(Figure(figure.description) == figure)
      #expect(Int64((figure.double * 1_000_000).rounded()) == figure.millionths)
      #expect(kind.objection(to: figure) == nil)
    }
  }

  @Test("A kind objects to what its cells cannot hold")
  func objections() {
    #expect(Form.Kind.count.objection(to: Figure(-1)) != nil)
    #expect(Form.Kind.count.objection(to: Figure("1.5")!) != nil)
    #expect(Form.Kind.signed.objection(to: Figure(-1)) == nil)
    #expect(Form.Kind.signed.objection(to: Figure("0.5")!) != nil)
    #expect(Form.Kind.money.objection(to: Figure("0.5")!) == nil)
    #expect(Form.Kind.money.objection(to: Figure(-1)) != nil)
  }
}
