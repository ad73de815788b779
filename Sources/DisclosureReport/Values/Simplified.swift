// Traditional characters, which mirrors and some agencies print.

/// The characters of official labels, titles, figures and of most prose about them. Not a converter: what is read stays as printed.
package enum Simplified {
  /// For each traditional character the simplified one.
  package static let characters: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    zip(traditional.unicodeScalars, simplified.unicodeScalars), uniquingKeysWith: { first, _ in first })

  private static let traditional =
    "萬業個爲為舉於億會體關內決況減辦務動區單廳縣發號後國處復複審對屬廢開強當徑總執護報據數無舊機權條構沒現確種祕穩類糾納組織經結統繼續維繳罰範獲"
    + "補規計認議許訟訪訴試詢請購費轉過這進採鎮問項題額製徵佈係鄉與聯編學館場園廠礦銀訊資該東車來時間書論證聽導見視觀點層級責監線網絡電話傳碼誤講識"
    + "課員團勞險醫藥農漁鹽鐵銷賣買價稅貿財貸賬戶產創變還選達遲邊遠適運遞連週遊遺郵鄰鄭醜釋鈔銜錄錯鍵鎖鏈鐘門閉閒閱闊陽陰陣陸陳際隊隨難離雙雜雲靈靜"
    + "韓韻頁頂順須預領頭頻顏願顧顯風飛飯飲馬馳駐騎驗驚魚鮮鳥麗麥黃黨齊齡龍龐們倉側傾償優兒兩冊冪凍剛劃劇劉劑勁勝勢勵匯協卻參啟啓喪嘗嚴圍圖圓塊壓壞"
    + "壯夠夢奪奮妝姍嬰孫寧實寬寫將專尋屆崗嶺嶼巖幣帶幫幹幾庫廁廣廟弒張彌彎徹憂應懷懸戰戲擁擇擊擔擴擺擾攔攜攝攤敵斂斷昇晉暫曆曉極標樓樣樹檔檢歐歡歷"
    + "歸殘殺殼毀氣淨準溝溫滅滿漢潔潛澤濃濟濱灣災煙熱燈燒營爭牆狀獎獨環畫異疊療盡盤盧盜眾礎禍禮禱稱積窮竊競筆節築簡簽糧紀約紅純紙細終給絕綜綠緊緒緣"
    + "練縮績罵羅義習聖聞聲職肅脫脹腦腳膚臨艙艦藝葉蓋蟲衆術衛衝裝裡親覽訂訓託記設診註評詞詩詳語誠說誰調談諮諸謀謂謝譯讀讓負貢貧貨貫貴貼賓賞賠賢質賴"
    + "賺贈贊趕趙跡踐軍軟軸載較輔輕輛輝輩輪輸辭逕違遷遼邁邏鄧針釣鈴銅鋁鋒鋪鋼錢鏡閃閘閥闆陝隱隸雖顆飽養餘餵駁驅驟鬆鬥鬧鶴麼黴"
  private static let simplified =
    "万业个为为举于亿会体关内决况减办务动区单厅县发号后国处复复审对属废开强当径总执护报据数无旧机权条构没现确种秘稳类纠纳组织经结统继续维缴罚范获"
    + "补规计认议许讼访诉试询请购费转过这进采镇问项题额制征布系乡与联编学馆场园厂矿银讯资该东车来时间书论证听导见视观点层级责监线网络电话传码误讲识"
    + "课员团劳险医药农渔盐铁销卖买价税贸财贷账户产创变还选达迟边远适运递连周游遗邮邻郑丑释钞衔录错键锁链钟门闭闲阅阔阳阴阵陆陈际队随难离双杂云灵静"
    + "韩韵页顶顺须预领头频颜愿顾显风飞饭饮马驰驻骑验惊鱼鲜鸟丽麦黄党齐龄龙庞们仓侧倾偿优儿两册幂冻刚划剧刘剂劲胜势励汇协却参启启丧尝严围图圆块压坏"
    + "壮够梦夺奋妆姗婴孙宁实宽写将专寻届岗岭屿岩币带帮干几库厕广庙弑张弥弯彻忧应怀悬战戏拥择击担扩摆扰拦携摄摊敌敛断升晋暂历晓极标楼样树档检欧欢历"
    + "归残杀壳毁气净准沟温灭满汉洁潜泽浓济滨湾灾烟热灯烧营争墙状奖独环画异叠疗尽盘卢盗众础祸礼祷称积穷窃竞笔节筑简签粮纪约红纯纸细终给绝综绿紧绪缘"
    + "练缩绩骂罗义习圣闻声职肃脱胀脑脚肤临舱舰艺叶盖虫众术卫冲装里亲览订训托记设诊注评词诗详语诚说谁调谈咨诸谋谓谢译读让负贡贫货贯贵贴宾赏赔贤质赖"
    + "赚赠赞赶赵迹践军软轴载较辅轻辆辉辈轮输辞径违迁辽迈逻邓针钓铃铜铝锋铺钢钱镜闪闸阀板陕隐隶虽颗饱养余喂驳驱骤松斗闹鹤么霉"

  /// For every character of Chinese, from U+4E00, what it is in simplified ones.
  ///
  /// One look at an array, since all prose comes through here.
  private static let table: [UInt16] = (0x4E00...0x9FFF).map { number in
    UInt16((Unicode.Scalar(UInt32(number)).flatMap { characters[$0] }?.value) ?? UInt32(number))
  }

  /// A text in simplified characters, as many as it has.
  package static func text(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(scalar)))
  }

  /// A text of labels in traditional characters, as mirrors print it.
  package static func mirrored(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { scalar in characters.first { $0.value == scalar }?.key ?? scalar }))
  }

  /// A character as labels and wordings have it.
  package static func scalar(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.isHan else { return scalar }
    return Unicode.Scalar(table[Int(scalar.value) - 0x4E00]) ?? scalar
  }
}
