// Numbers as Chinese prose writes them.

/// Numerals: digits of either width, `二〇二三`, `三十一`, `两百五十九`, `陆`.
package enum ChineseNumeral {
  /// What a numeral is worth: a digit, or 10, 100, 1000; nil for any other character.
  package static func worth(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "0"..."9": Int(scalar.value - 0x30)
    case "０"..."９": Int(scalar.value - 0xFF10)
    case "〇", "零": 0
    case "一", "壹": 1
    case "二", "两", "贰": 2
    case "三", "叁": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    case "十", "拾": 10
    case "百": 100
    case "千": 1000
    default: nil
    }
  }

  /// How many zeros a numeral stands for in front of a unit: 4 for 万 in 万元.
  package static func zeros(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十": 1
    case "百": 2
    case "千": 3
    case "万": 4
    case "亿": 8
    default: nil
    }
  }

  /// The number that numerals make; nil if they make none, or one of more than nine numerals.
  package static func value(_ numerals: some Collection<Unicode.Scalar>) -> Int? {
    guard (1...9).contains(numerals.count) else { return nil }
    let worths = numerals.compactMap(worth)
    guard worths.count == numerals.count else { return nil }
    // Digits one behind the other, as in years.
    if worths.allSatisfy({ $0 < 10 }) { return worths.reduce(0) { $0 * 10 + $1 } }
    var (sum, digit): (Int, Int?) = (0, nil)
    for worth in worths {
      if worth < 10 {
        if let before = digit, before != 0 { return nil }
        digit = worth
      } else {
        sum += (digit ?? 1) * worth
        digit = nil
      }
    }
    return sum + (digit ?? 0)
  }
}

extension Unicode.Scalar {
  /// The digit, half or full width.
  package var digit: Int? {
    switch value {
    case 0x30...0x39: Int(value - 0x30)
    case 0xFF10...0xFF19: Int(value - 0xFF10)
    default: nil
    }
  }
}
