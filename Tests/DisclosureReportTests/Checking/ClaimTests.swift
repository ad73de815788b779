// Figures that prose states of every table: each is found when it is changed, and none is when it is true.

import DisclosureReport
import Testing

@Suite("Claims in prose")
struct ClaimTests {
  /// Invented figures: for each row those of its columns.
  private static let figures: [String: [Double]] = [
    "requests/new": [200, 30, 1, 2, 3, 23, 259],
    "requests/carried_in": [4, 1, 0, 0, 0, 0, 5],
    "requests/granted": [100, 16, 0, 0, 0, 0, 116],
    "requests/partial": [10, 2, 0, 0, 0, 0, 12],
    "requests/denied.state_secret": [0, 0, 0, 0, 0, 0, 0],
    "requests/denied.statute": [5, 1, 0, 0, 0, 0, 6],
    "requests/denied.security": [1, 0, 0, 0, 0, 0, 1],
    "requests/denied.third_party": [9, 1, 0, 0, 0, 0, 10],
    "requests/denied.internal": [2, 1, 0, 0, 0, 0, 3],
    "requests/denied.deliberative": [3, 0, 0, 0, 0, 0, 3],
    "requests/denied.enforcement": [2, 0, 0, 0, 0, 0, 2],
    "requests/denied.inquiry": [1, 1, 0, 0, 0, 0, 2],
    "requests/unavailable.not_held": [40, 3, 1, 2, 3, 20, 69],
    "requests/unavailable.not_compiled": [10, 1, 0, 0, 0, 0, 11],
    "requests/unavailable.unclear": [2, 0, 0, 0, 0, 0, 2],
    "requests/rejected.petition": [2, 0, 0, 0, 0, 0, 2],
    "requests/rejected.duplicate": [6, 0, 0, 0, 0, 0, 6],
    "requests/rejected.publication": [0, 0, 0, 0, 0, 0, 0],
    "requests/rejected.excessive": [0, 0, 0, 0, 0, 0, 0],
    "requests/rejected.reissue": [0, 0, 0, 0, 0, 0, 0],
    "requests/other.uncorrected": [0, 1, 0, 0, 0, 0, 1],
    "requests/other.unpaid": [0, 0, 0, 0, 0, 0, 0],
    "requests/other.rest": [3, 2, 0, 0, 0, 0, 5],
    "requests/total": [196, 29, 1, 2, 3, 20, 251],
    "requests/carried_out": [8, 2, 0, 0, 0, 3, 13],
    "proceedings/review": [4, 1, 0, 2, 7],
    "proceedings/direct": [1, 0, 1, 1, 3],
    "proceedings/after_review": [2, 0, 0, 0, 2],
    "disclosure/regulations": [0, 0, 0],
    "disclosure/normative": [12, 3, 145],
    "disclosure/licensing": [5321],
    "disclosure/penalties": [211],
    "disclosure/coercion": [17],
    "disclosure/fees": [35.6],
  ]

  private func findings(_ text: String) throws -> [Finding] {
    let form = try #require(Form.edition("2021"))
    var report = Report(form: form, agency: "示例区教育局", year: 2023)
    for row in form.tables.flatMap({ table in table.rows.map { (table.id + "/" + $0.id, $0.cells) } }) {
      for (cell, figure) in zip(row.1, Self.figures[row.0] ?? []) { report[cell] = .stated(try #require(Figure("\(figure)"))) }
    }
    report.sections = [.init(heading: form.parts[0].heading, text: text)]
    return ClaimCheck(report).findings.filter { $0.code == .claim }
  }

  /// Figures in brackets are those of the tables.
  private static let sentences = [
    "2023年，我局共收到政府信息公开申请[259]件，同比增长8%。",
    "全年新收到政府信息公开申请[259]宗，上年结转[5]宗，共办结[251]宗，结转下年度继续办理[13]宗。",
    "示例区教育局新收依申请公开[259]件（含上年结转[5]件）。",
    "本年度受理依申请公开[264]件，其中本年新收[259]件，上年结转[5]件。",
    "我局收到申请[259]件，已答复[251]件。",
    "收到政府信息公开申请[259]份。",
    "共收到公开申请[259]条，办理答复[251]条。",
    "其中予以公开[116]件，部分公开[12]件，不予公开[27]件，无法提供[82]件，不予处理[8]件，其他处理[6]件。",
    "办理结果为：予以公开[116]、部分公开[12]、不予公开[27]、无法提供[82]、不予处理[8]、其他处理[6]。",
    "同意公开[116]件，同意部分公开[12]件，不同意公开[27]件。",
    "属于公开[116]件，属于部分公开[12]件，属于不予公开[27]件。",
    "予以公开及部分公开[128]件。",
    "予以公开和部分公开[128]件，作其他处理[6]件。",
    "结转[13]件。",
    "转下年度办理[13]件。",
    "顺延到下年度[13]件。",
    "按申请人分，自然人[200]件，法人或其他组织[59]件。",
    "其中自然人申请[200]件，法人或其他组织申请[59]件。",
    "全年被申请行政复议[7]件，被提起行政诉讼[5]件。",
    "行政复议[7]件，其中维持[4]件，纠正[1]件，尚未审结[2]件。",
    "因政府信息公开引发的行政复议[7]宗，行政诉讼[5]宗。",
    "发生行政复议[7]起，结果维持[4]起，结果纠正[1]起。",
    "行政诉讼[5]件，其中未经复议直接起诉[3]件，复议后起诉[2]件。",
    "行政复议、行政诉讼共[12]件。",
    "受理行政复议案件[7]件。",
    "制发规范性文件[12]件，废止[3]件，现行有效[145]件。",
    "全年制定行政规范性文件[12]份。",
    "现行有效规范性文件[145]件。",
    "作出行政许可决定[5321]件，行政处罚[211]件，行政强制[17]件。",
    "行政许可[5321]项，行政处罚[211]宗。",
    "全年办理行政许可[5321]件。",
    "收取行政事业性收费[35.6]万元。",
    "行政事业性收费金额[356000]元。",
    "属于国家秘密[0]件，其他法律行政法规禁止公开[6]件，保护第三方合法权益[10]件。",
    "本机关不掌握相关政府信息[69]件，没有现成信息需要另行制作[11]件，补正后申请内容仍不明确[2]件。",
    "重复申请[6]件，信访举报投诉类申请[2]件。",
    "2023年度新增政府信息公开申请[259]件。",
    "全区新受理申请[259]件，较去年增加12件，按时办结[251]件。",
    "收到的[259]件申请中，自然人[200]件。",
    "本单位共接收申请[259]件次，办结率100%。",
    "新收[259]宗，答复[251]宗，结转下年[13]宗。",
    "共受理申请[259]例。",
    "已按时办结[251]件，转下一年度继续办理[13]件。",
    "全年依法办理政府信息公开申请[251]件。",
    "行政诉讼案件[5]起，维持3起。",
    "共处理依申请公开[251]件。",
    "行政规范性文件制发[12]件。",
    "商业企业申请30件，科研机构1件。",
    "收到行政复议申请[7]件。",
    "收到政府信息公开申请[二百五十九]件。",
    "行政复议[七]件、行政诉讼[五]件。",
    "因政府信息公开工作被申请行政复议[七]宗。",
  ]

  @Test("A figure that is true is no finding; changed, it is one", arguments: sentences)
  func stated(_ sentence: String) throws {
    let pieces = sentence.split(separator: "[").flatMap { $0.split(separator: "]", omittingEmptySubsequences: false) }.map(String.init)
    #expect(try findings(pieces.joined()).isEmpty, "\(pieces.joined())")
    let numerals = ["二百五十九": "二百六十六", "七": "十四", "五": "十二"]
    for index in pieces.indices where index % 2 == 1 {
      var changed = pieces
      changed[index] = try Double(pieces[index]).map { Figure("\($0 + 7)")?.description ?? "" } ?? #require(numerals[pieces[index]])
      #expect(try !findings(changed.joined()).isEmpty, "\(changed.joined())")
    }
  }

  @Test(
    "What is said of something else, of another year or of a part is no claim",
    arguments: [
      "上半年收到政府信息公开申请12件，办结11件。",
      "2022年，我局共收到政府信息公开申请233件。",
      "12345热线受理诉求1200件，办结1180件。",
      "局长信箱收到来信35件，均已答复。",
      "各单位收到申请情况：区民政局12件，区卫健局5件。",
      "通过网络收到申请20件，当面收到3件。",
      "主动公开政府信息1280条，公开规范性文件5件。",
      "举办培训3次，参加300人次。",
      "通过门户网站公开信息2000件，微信公众号发布信息300条。",
      "与去年相比收到申请减少7件。",
      "回应公众关注热点问题12件。",
      "受理人大建议8件，政协提案9件，全部办结。",
      "全年办结信访事项30件。",
      "收到投诉举报90件，办结90件。",
      "较2022年的233件增长9%。",
      "在政务服务大厅办理业务500件。",
      "清理规范性文件50件。",
      "修订公开指南1份。",
      "解读政策文件20件。",
      "第三季度新收申请40件。",
      "区民政局受理申请2件。",
      "开展检查2次，整改问题5个。",
      "无超期答复情况。",
      "没有未答复的申请。",
      "与部门一起推进公开。",
      "一件事一次办事项30个。",
      "近三年共收到申请700件。",
      "依申请公开栏目更新12次。",
      "申请人撤回5件。",
      "补正3件，其中逾期不补正1件。",
      "行政执法公示信息5000条。",
      "行政许可事项目录更新3次。",
      "制发文件300件。",
      "有效期届满的5件。",
      "培训2次、会议4次。",
      "提前办结30件。",
      "网上申请100件，信函申请50件。",
      "不予公开理由说明书5份。",
      "公开行政处罚信息150条。",
      "行政复议委员会办理复议案件20件。",
      "我区各街道收到申请共88件。",
      "收费标准为每件10元。",
    ])
  func elsewhere(_ sentence: String) throws {
    let found = try findings(sentence)
    #expect(found.isEmpty, "\(found.map(\.message.zh))")
  }

  @Test(
    "That there was none, or that all was done, is a claim without a figure",
    arguments: [
      "未收到政府信息公开申请。",
      "本年度未收到依申请公开。",
      "未发生行政复议、行政诉讼。",
      "全年没有收到申请，未发生行政复议和行政诉讼案件。",
      "未发生因政府信息公开工作引发的行政复议、行政诉讼案件。",
      "行政复议、行政诉讼均为0件。",
      "无行政复议和行政诉讼。",
      "本年无政府信息公开申请。",
      "没有发生行政诉讼。",
      "行政复议、行政诉讼均为零。",
      "行政复议0件，行政诉讼0件。",
      "未被申请行政复议。",
      "全部办结。",
      "所有申请均已答复。",
      "均在法定期限内答复。",
      "未产生行政诉讼。",
      "未受理申请。",
      "未因政府信息公开工作被申请行政复议、提起行政诉讼。",
      "我局2023年未收到政府信息公开申请。",
    ])
  func spoken(_ sentence: String) throws {
    let found = try findings(sentence)
    #expect(
      !found.isEmpty
        && found.allSatisfy {
          $0.severity == (sentence.contains("答复") || sentence.contains("办结") || sentence.contains("时限") ? .warning : .error)
        })
  }

  @Test("A part of what the cells count may be less than they, not more")
  func atMost() throws {
    #expect(try findings("收取信息处理费120元。").isEmpty)
    #expect(try findings("收取信息处理费356001元。").count == 1)
  }
}
