// What a token means in a cell of the form.

import DisclosureReport

extension LabelIndex {
  /// What a token means in a cell, and what is doubtful about it.
  func value(of token: Token, for cell: CellNumber, _ unit: PrintedFigure.Unit?, in document: Bands) throws(UnreadFigure) -> (
    CellValue, doubt: Bilingual?
  ) {
    switch token.figure {
    case .blank: return (.blank, nil)
    case .absent: return (.absent, nil)
    case .number(let number):
      return try number.value(in: form.cells[cell], of: form, stated: unit)
    case .text:
      let text = String(decoding: document.bytes(token), as: UTF8.self).shortened
      if text == "\u{FFFD}" {
        throw UnreadFigure(
          message: Bilingual(zh: "这里是图片或无法识别的字符，不是数字", en: "a picture, or a character that cannot be read, stands here instead of a figure")
        )
      }
      throw UnreadFigure(message: Bilingual(zh: "“\(text)”不是数字", en: "\"\(text)\" is not a number"))
    }
  }
}
