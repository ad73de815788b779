import Foundation
import Testing

@Suite("What a comparison passes from one year to the next, as Markdown")
struct MarkdownCarryOverTests {
  @Test("What was not taken over is listed with both figures; nothing is listed where all was")
  func carryOver() throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    let row = try #require(text.split(separator: "\n").first { $0.contains("\"carried-in\"") || $0.contains("\"carried_in\"") })
    let figure = try #require(row.firstMatch(of: /"natural": (\d+)/)?.1)
    let changed = row.replacing("\"natural\": \(figure)", with: "\"natural\": 977")
    try folder.write(text.replacing(row, with: changed), to: "new.json")
    let heading = "## Carried over from year to year"
    let differing = try gongkai("diff", samples + "shili-2019.json", "new.json", "--to", "markdown", in: folder.path).output
    #expect(differing.contains(heading) && differing.contains(": \(figure) handed on, 977 taken over\n"), "\(differing)")
    let same = try gongkai("diff", "shili-2019.json", "shili-2020.json", "--to", "markdown", in: samples).output
    #expect(!same.contains(heading) && !same.contains("handed on"))
  }
}

@Suite("The charts of a page")
struct PageChartTests {
  private let command = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"

  private func page(_ name: String) throws -> String {
    try gongkai("convert", "-q", name, "--to", "html", in: samples).output
  }

  @Test("The longest bar of a chart takes all the room, and the others their share; one report has no old bars")
  func bars() throws {
    let page = try page("shili-2020.json")
    let charts = page.components(separatedBy: "<figure>").dropFirst()
    #expect(!charts.isEmpty)
    for chart in charts {
      let widths = chart.matches(of: /<rect class="new"[^>]* width="([0-9.]+)"/).compactMap { Double($0.1) }
      let figures = chart.matches(of: /text-anchor="start">([0-9.]+)</).compactMap { Double($0.1) }
      #expect(widths.count == figures.count && widths.max() == 500, "\(widths) \(figures)")
      let longest = try #require(figures.max())
      for (width, figure) in zip(widths, figures) { #expect(abs(width - max(0.5, figure / longest * 500)) <= 0.05) }
      #expect(!chart.contains("class=\"old\""))
    }
  }

  @Test("In a comparison the old bars are hatched, and the new ones are not")
  func sides() throws {
    let page = try gongkai("diff", "shili-2019.json", "shili-2020.json", "--to", "html", in: samples).output
    for chart in page.components(separatedBy: "<figure>").dropFirst() {
      let (old, new) = (chart.matches(of: /<rect class="old"/).count, chart.matches(of: /<rect class="new"/).count)
      #expect(old == new && old == chart.matches(of: /<rect [^>]*url\(#hatch\)/).count && old > 0)
    }
  }

  @Test("A series over editions and agencies has a part for each pair under their own names, with all of its charts and figures")
  func series() throws {
    let inputs = ["shili-2019.json", "shili-2020.json", "shanghai-2025.csv"]
    let names = ["示例区人民政府 2019年 → 2020年", "示例区人民政府 2020年 → 上海市人民政府办公厅 2025年", "示例区人民政府 2019年 → 上海市人民政府办公厅 2025年"]
    let page = try run(command, ["diff", "-q"] + inputs + ["--to", "html"], in: samples).output
    // In front stand all years beside each other.
    let titles = page.matches(of: #/<h1>(.*?)</h1>/#).map { String($0.1) }
    #expect(titles == ["示例区人民政府 2019年 — 上海市人民政府办公厅 2025年"] + names, "\(titles)")
    for (part, pair) in zip(page.components(separatedBy: "<h1>").dropFirst(2), [(0, 1), (1, 2), (0, 2)]) {
      let alone = try run(command, ["diff", "-q", inputs[pair.0], inputs[pair.1], "--to", "html"], in: samples).output
      let own = try #require(alone.components(separatedBy: "<h1>").dropFirst().first)
      for tag in ["<figure>", "<td", "class=\"changed\"", "class=\"delta\""] {
        #expect(part.components(separatedBy: tag).count == own.components(separatedBy: tag).count, "\(tag)")
      }
      #expect(part.components(separatedBy: "<figure>").count == 4)
    }
  }

  @Test("An apostrophe ends no attribute")
  func apostrophe() throws {
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    let folder = try Folder()
    try folder.write(text.replacing("示例区人民政府", with: "示例'区"), to: "a.json")
    let page = try gongkai("convert", "-q", "a.json", "--to", "html", in: folder.path).output
    #expect(page.contains("示例&#39;区") && !page.contains("示例'区"))
  }
}

@Suite("Files of a folder that are no reports")
struct HiddenInputTests {
  @Test("Hidden files and the lock files of office programs are passed over")
  func hidden() throws {
    let folder = try Folder()
    let text = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    try folder.write(text, to: "in/a.json")
    for name in ["in/.b.json", "in/~$c.json"] { try folder.write("{", to: name) }
    let outcome = try gongkai("convert", "-q", "in", "--to", "ndjson", in: folder.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty && outcome.output.split(separator: "\n").count == 1)
  }
}
