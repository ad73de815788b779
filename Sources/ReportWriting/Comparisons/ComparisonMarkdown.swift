// A comparison as GitHub Flavored Markdown: a summary, a table for each official table, and the prose as a diff.

import DisclosureReport

struct ComparisonMarkdown: ComparisonStream {
  let options: ComparisonOptions
  private var count = 0

  init(options: ComparisonOptions) {
    self.options = options
  }

  mutating func add(_ comparison: Comparison, to output: inout [UInt8]) {
    if count > 0 { output.append("\n") }
    count += 1
    let names = comparison.names(options.language)
    output.append("# \(comparison.title(options.language).markdownEscaped)\n\n")
    output.append(
      "| | \(Change.allCases.map { comparison.name(of: $0, options.language) }.joined(separator: " | ")) |\n|---|---:|---:|---:|---:|\n")
    output.append("| \(options.say("单元格", "cells")) | \(Change.allCases.map { "\(comparison.count($0))" }.joined(separator: " | ")) |\n")
    var shares: [String] = []
    if let share = comparison.tableSimilarity { shares.append(options.say("表格相同 ", "tables alike ") + percentage(share)) }
    if let share = comparison.textSimilarity { shares.append(options.say("文字相似 ", "texts alike ") + percentage(share)) }
    if !shares.isEmpty { output.append("\n\(shares.joined(separator: options.say("，", ", ")))\n") }
    for table in ComparisonView(comparison, options).tables {
      output.append("\n## \(table.heading.markdownEscaped)\n\n")
      let header = [
        options.say("项目", "row"), options.say("列", "column"), names.old.markdownEscaped, names.new.markdownEscaped,
        comparison.differenceName(options.language), "%",
        options.say("说明", "note"),
      ]
      output.append("| \(header.joined(separator: " | ")) |\n|---|---|---:|---:|---:|---:|---|\n")
      for row in table.rows {
        for cell in row.cells {
          let fields = [
            row.label.markdownEscaped, cell.column.markdownEscaped, cell.compared.old.short, cell.compared.new.short,
            cell.compared.signedDelta,
            cell.compared.signedPercent, cell.reason?.in(options.language) ?? "",
          ]
          output.append("| \(fields.joined(separator: " | ")) |\n")
        }
      }
    }
    if let carryOver = comparison.carryOver, !carryOver.failures.isEmpty {
      output.append("\n## \(options.say("年度衔接", "Carried over from year to year"))\n\n")
      for result in carryOver.failures {
        let relation = comparison.new.form.carryOvers[result.relation].name.in(options.language)
        let (expected, stated) = (result.expected?.description ?? "", result.stated?.description ?? "")
        output.append(
          options.say(
            "- \(relation)，\(result.instance.label)：上年转来 \(expected)，本年填报 \(stated)\n",
            "- \(relation), \(result.instance.id): \(expected) handed on, \(stated) taken over\n"))
      }
    }
    if options.threshold == nil { appendProse(comparison, to: &output) }
  }

  mutating func finish(_ output: inout [UInt8]) {}

  private func appendProse(_ comparison: Comparison, to output: inout [UInt8]) {
    for text in comparison.texts where !text.isSame || options.includesSame {
      output.append(
        "\n## \(text.heading.markdownEscaped)\(options.say("：相似 ", ": alike "))\(percentage(text.similarity))\(options.coarseness(of: text))\n\n"
      )
      for piece in text.pieces {
        switch piece {
        case .same(let sentence): if options.includesSame { output.append("- \(sentence.markdownEscaped)\n") }
        case .removed(let sentence): output.append("- ~~\(sentence.markdownEscaped)~~\n")
        case .added(let sentence): output.append("- **\(sentence.markdownEscaped)**\n")
        case .changed(let spans):
          let sentence = spans.map { span in
            switch span.change {
            case .removed: "~~\(span.text.markdownEscaped)~~"
            case .added: "**\(span.text.markdownEscaped)**"
            default: span.text.markdownEscaped
            }
          }.joined()
          output.append("- \(sentence)\n")
        }
      }
    }
  }
}
