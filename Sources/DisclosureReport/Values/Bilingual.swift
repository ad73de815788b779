// A text in the two languages that gongkai speaks, kept side by side so that neither is forgotten.

/// The language in which messages are shown. Official labels are always Chinese, ids always English.
public enum Language: String, Sendable, CaseIterable {
  case chinese = "zh"
  case english = "en"
}

/// One message or name in Chinese and in English.
///
/// ```swift
/// let greeting = Bilingual(zh: "共 \(3) 项", en: "\(3) items")
/// print(greeting.in(.english))  // 3 items
/// ```
public struct Bilingual: Sendable, Hashable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// A text that is the same in both languages: a path, a figure, an id.
  public init(same text: String) {
    self.init(zh: text, en: text)
  }

  public func `in`(_ language: Language) -> String {
    switch language {
    case .chinese: zh
    case .english: en
    }
  }
}

extension Bilingual {
  /// The first few of many, for a message.
  static func list(_ names: [Bilingual], atMost limit: Int = 6) -> Bilingual {
    let shown = names.prefix(limit)
    return Bilingual(
      zh: shown.map(\.zh).joined(separator: "、") + (names.count > limit ? "等" : ""),
      en: shown.map(\.en).joined(separator: ", ") + (names.count > limit ? ", …" : ""))
  }
}
