// Radicals that fonts map to the characters that they look like: `⼈` for `人`, as browsers' PDFs give their text.

extension [UInt8] {
  /// Puts the characters in the place of their radicals, which take as many bytes in UTF-8.
  mutating func foldRadicals() {
    guard contains(0xE2) else { return }
    withUnsafeMutableBufferPointer { bytes in
      for at in bytes.indices.dropLast(2) where bytes[at] == 0xE2 && bytes[at + 1] >= 0xBA && bytes[at + 1] <= 0xBF {
        let scalar = 0x2000 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
        guard let character = Radical.characters[scalar] else { continue }
        for (offset, byte) in String(character).utf8.enumerated() { bytes[at + offset] = byte }
      }
    }
  }
}

private enum Radical {
  /// The Kangxi radicals, U+2F00 and what follows, and of the supplement those that are characters by themselves.
  static let characters: [UInt32: Unicode.Scalar] = {
    let kangxi =
      "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
    let supplement = zip(
      "⺀⺁⺅⺉⺋⺌⺖⺘⺙⺟⺠⺡⺣⺩⺭⺰⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳".unicodeScalars,
      "冫厂亻刂㔾小忄扌攵母民氵灬王礻纟艹艹艹虎衤西见角讠贝车辶辶辶阝钅長长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟".unicodeScalars)
    var characters = Dictionary(uniqueKeysWithValues: zip(UInt32(0x2F00)..., kangxi.unicodeScalars))
    for (radical, character) in supplement { characters[radical.value] = character }
    return characters
  }()
}
