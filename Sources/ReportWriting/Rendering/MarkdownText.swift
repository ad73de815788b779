// Texts as Markdown can hold them.

extension String {
  /// Text that stays text in Markdown: no markup, no links, no table bars.
  var markdownEscaped: String {
    var result = ""
    for (index, character) in enumerated() {
      switch character {
      case "|", "<", ">", "*", "_", "`", "[", "]", "\\", "~", "&": result += "\\\(character)"
      case "#" where index == 0: result += "\\#"
      case "-", "+":
        // At the start a list, unless it is a signed figure.
        let isSign = index == 0 && count > 1 && dropFirst().allSatisfy { $0.isNumber || $0 == "." }
        result += index == 0 && !isSign ? "\\\(character)" : "\(character)"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }
}
