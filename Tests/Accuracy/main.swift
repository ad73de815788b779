// Reads many random reports in every layout that published text has, and prints how the cells came out.

import DisclosureReport
import Foundation
import ReportGenerator
import ReportReading

let seeds = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 500

if CommandLine.arguments.dropFirst(2).first == "findings" {
  // accuracy SEEDS findings: what reading says of whole documents with empty cells.
  for layout in PublishedLayout.allCases {
    for seed in 0..<seeds {
      var generator = ReportGenerator(seed: seed)
      var printer = ReportPrinter(layout, seed: seed &* 31 &+ 7, hasNoise: false, hasBlanks: true)
      let (text, _) = printer.print(generator.consistentReport(of: Form.editions[0]))
      try? readReports(Source(bytes: Array(text.utf8), path: "seed-\(seed)"), as: layout == .items ? .markdown : .text) { report in
        if CommandLine.arguments.contains("text"), report.findings.contains(where: { $0.code == .unreadRow }) { print(text) }
        for finding in report.findings where finding.code == .unreadRow { print("\(layout) \(seed) \(finding.message.zh)") }
      }
    }
  }
} else if CommandLine.arguments.dropFirst(2).first == "lost" {
  // accuracy SEEDS lost: placed text from which each line of figures is lost in turn, its label or all of it.
  for layout in [PublishedLayout.spaces, .layout, .lifted] {
    for form in Form.editions {
      var (documents, wrong) = (0, 0)
      for seed in 0..<seeds {
        for damaged in LostLines(layout, form, seed: seed) {
          documents += 1
          let found = try damaged.silentlyWrong()
          wrong += found.count
          if let first = found.first { print("<!-- \(layout) \(form.id) \(seed) lost \(damaged.lost): \(first) -->") }
          if !found.isEmpty, CommandLine.arguments.contains("text") { print(damaged.text) }
        }
      }
      print("| \(layout) | \(form.id) | \(documents) documents | \(wrong) |")
    }
  }
} else if CommandLine.arguments.dropFirst(2).first == "documents" {
  // accuracy SEEDS documents FOLDER: the documents as files, to read them with two versions of the command.
  let folder = CommandLine.arguments.dropFirst(3).first ?? "."
  for layout in PublishedLayout.allCases {
    for form in Form.editions {
      for (name, hasNoise, hasBlanks, isSound) in [
        ("damaged", true, false, true), ("blanks", false, true, true), ("both", true, true, false),
      ] {
        for seed in 0..<seeds {
          var generator = ReportGenerator(seed: seed)
          let zeros = hasBlanks && seed % 2 == 1 ? 0.6 : 0
          var printer = ReportPrinter(layout, seed: seed &* 31 &+ 7, hasNoise: hasNoise, hasBlanks: hasBlanks)
          let report = isSound ? generator.consistentReport(of: form, zeros: zeros) : generator.inconsistentReport(of: form, zeros: zeros)
          let path = "\(folder)/\(layout)-\(form.id)-\(name)-\(seed).\(layout == .items ? "md" : "txt")"
          try printer.print(report).text.write(toFile: path, atomically: false, encoding: .utf8)
        }
      }
    }
  }
} else if CommandLine.arguments.dropFirst(2).first == "show" {
  // accuracy SEED show: one document of each layout, to look at.
  for layout in PublishedLayout.allCases {
    var generator = ReportGenerator(seed: seeds)
    var printer = ReportPrinter(layout, seed: seeds, hasNoise: true)
    print("==== \(layout)")
    print(printer.print(generator.consistentReport(of: Form.editions[1])).text)
  }
} else {
  print("| layout | edition | document | cells | right | flagged | silently wrong |\n|---|---|---|---:|---:|---:|---:|")
  var total = ReadingScore()
  // accuracy SEEDS LAYOUT: only that one.
  let chosen = PublishedLayout.allCases.filter { CommandLine.arguments.dropFirst(2).contains($0.rawValue) }
  for layout in chosen.isEmpty ? PublishedLayout.allCases : chosen {
    for form in Form.editions {
      for (name, hasNoise, hasBlanks, isSound) in [
        ("whole", false, false, true), ("whole, sums wrong", false, false, false), ("with empty cells", false, true, true),
        ("damaged", true, false, true), ("damaged, with empty cells, sums wrong", true, true, false),
      ] {
        var score = ReadingScore()
        for seed in 0..<seeds {
          var generator = ReportGenerator(seed: seed)
          // Half of the reports with empty cells are those of small agencies.
          let zeros = hasBlanks && seed % 2 == 1 ? 0.6 : 0
          var printer = ReportPrinter(layout, seed: seed &* 31 &+ 7, hasNoise: hasNoise, hasBlanks: hasBlanks)
          let (text, carried) = printer.print(
            isSound ? generator.consistentReport(of: form, zeros: zeros) : generator.inconsistentReport(of: form, zeros: zeros))
          var read = Report(form: form)
          let source = Source(bytes: Array(text.utf8), path: "seed-\(seed)")
          do {
            try readReports(source, as: layout == .items ? .markdown : .text) { read = $0 }
          } catch {
            print("<!-- refused: \(layout) \(form.id) \(name), seed \(seed): \(error) -->")
            if CommandLine.arguments.contains("text") { print(text) }
          }
          let wrong = score.wrong
          score.count(read, against: carried)
          if score.wrong > wrong {
            let cells = form.cells.filter { !read[$0.address].isAbsent && read[$0.address] != carried[$0.number] }
            if CommandLine.arguments.contains("text") { print(text) }
            let shown = cells.prefix(4).map { "\($0.address) \(carried[$0.number]) read \(read[$0.address])" }
            print("<!-- wrong: \(layout) \(form.id) \(name), seed \(seed): \(shown.joined(separator: "; ")) -->")
          }
        }
        let cells = score.right + score.flagged + score.wrong
        print(
          "| \(layout) | \(form.id) | \(name) | \(cells) | \(share(score.right, of: cells)) | \(share(score.flagged, of: cells)) | \(score.wrong) |"
        )
        total.right += score.right
        total.flagged += score.flagged
        total.wrong += score.wrong
      }
    }
  }
  if chosen.isEmpty { try printWording() }
  let cells = total.right + total.flagged + total.wrong
  print("| all | | | \(cells) | \(share(total.right, of: cells)) | \(share(total.flagged, of: cells)) | \(total.wrong) |")
}

/// What is understood of published wordings: title, headings, and figures in prose.
func printWording() throws {
  func read(_ text: String) -> Report? {
    var reports: [Report] = []
    try? readReports(Source(bytes: Array(text.utf8), path: "words"), as: .text) { reports.append($0) }
    return reports.first
  }
  for form in Form.editions {
    var score = WordingScore()
    for seed in 0..<seeds {
      let worded = WordedReport(form, seed: seed)
      score.count(worded, read(worded.text), altered: worded.altered.map(read))
    }
    print(
      "<!-- words, \(form.id): agency \(share(score.agencies, of: score.documents)), year \(share(score.years, of: score.documents)), "
        + "headings \(share(score.parts.right, of: score.parts.all)), claims \(share(score.claims.found, of: score.claims.all)) of \(score.claims.all), "
        + "false alarms \(score.falseAlarms) -->")
  }
}

func share(_ part: Int, of whole: Int) -> String {
  let hundredths = whole == 0 ? 0 : (part * 10_000) / whole
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
}
