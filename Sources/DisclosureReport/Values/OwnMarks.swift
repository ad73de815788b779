// By which gongkai knows its own output again.

/// What marks a page or a workbook that is about reports and is none: reading it as one would say nothing true.
package enum ComparisonMark {
  package static let page = "<meta name=\"generator\" content=\"gongkai comparison\">"
  /// A property of the workbook.
  package static let property = "gongkai.content"
}
