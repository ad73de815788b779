// What a document may take. A small file can stand for a huge one: repeated strings, spans, archives.

import DisclosureReport

/// The memory that reading one document may take, whatever its format: eight times what was given, or 200 MB.
///
/// Whatever grows with a document is taken from here before it is made: the work grows with it, so it has the same bound.
final class Budget {
  private let path: String
  private let limit: Int
  private var left: Int

  /// What a document can be made of, with the bytes that one of it takes at most, up to the finished report.
  enum Unit: Int {
    /// A cell of the grid, with what is known of it as a label and as a figure.
    case cell = 144
    case row = 96
    /// A cell of a sheet, before it comes into the grid.
    case sheetCell = 64
    /// A byte of text in cells, which comes to stand in prose.
    case text = 3
    /// A byte that came out of an archive.
    case unpacked = 2
    /// An element of a page, with its attributes.
    case element = 400
    /// A word of a line or page whose tables are told by places.
    case word = 256
  }

  static let least = 200 << 20
  static let most = 900 << 20
  /// What the command takes without any document.
  private static let base = 24 << 20

  /// - Parameter given: the size of the document as it was given.
  init(_ path: String, given: Int) {
    self.path = path
    limit = min(max(8 * min(given, Source.documentLimit), Self.least), Self.most)
    left = limit - Self.base - 2 * min(given, Source.documentLimit)
  }

  /// - Throws: ``SourceError`` when the document would take more than it may.
  func take(_ count: Int, _ unit: Unit) throws(SourceError) {
    let (cost, isOver) = count.multipliedReportingOverflow(by: unit.rawValue)
    guard !isOver, cost <= left else {
      throw SourceError(
        path,
        Bilingual(
          zh: "文件展开后\(unit.name.zh)太多，读取需要的内存会超过 \(limit >> 20) MB；请拆成几个文件，多份报告可用一格一行的 CSV",
          en: "the document has too many \(unit.name.en): reading it would take more than \(limit >> 20) MB of memory; "
            + "split it, or give many reports as tidy CSV"))
    }
    left -= cost
  }
}

extension Budget.Unit {
  fileprivate var name: Bilingual {
    switch self {
    case .cell, .row, .sheetCell: Bilingual(zh: "单元格", en: "cells")
    case .text: Bilingual(zh: "文字", en: "characters")
    case .unpacked: Bilingual(zh: "压缩内容", en: "bytes packed in it")
    case .element: Bilingual(zh: "网页元素", en: "elements")
    case .word: Bilingual(zh: "词", en: "words")
    }
  }
}
