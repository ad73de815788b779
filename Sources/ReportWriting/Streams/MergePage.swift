// A merge as a page.

import DisclosureReport

/// The sums of a merge as a page: the official tables, and what was found of each unit.
public func mergePage(_ merge: Merge, notes: [Finding], _ language: Language = .chinese) -> [UInt8] {
  var (page, bytes) = (PublishedPage(language), [UInt8]())
  page.add(Publication(merge, notes: notes, language, for: .page), to: &bytes)
  page.finish(&bytes)
  return bytes
}
