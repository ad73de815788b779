// Figures that prose states of every table: each is found when it is changed, and none is when it is true.

import DisclosureReport
import ReportGenerator
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
    "截至十二月三十一日，共收到政府信息公开申请[259]件。",
    "全年新收到政府信息公开申请[259]宗，上年结转[5]宗，共办结[251]宗，结转下年度继续办理[13]宗。",
    "示例区教育局新收依申请公开[259]件（含上年结转[5]件）。",
    "本年度受理依申请公开[264]件，其中本年新收[259]件，上年结转[5]件。",
    "我局收到申请[259]件，已答复[251]件。",
    "收到政府信息公开申请[259]份。",
    "其中予以公开[116]件，部分公开[12]件，不予公开[27]件，无法提供[82]件，不予处理[8]件，其他处理[6]件。",
    "办理结果为：予以公开[116]、部分公开[12]、不予公开[27]、无法提供[82]、不予处理[8]、其他处理[6]。",
    "同意公开[116]件，同意部分公开[12]件，不同意公开[27]件。",
    "属于公开[116]件，属于部分公开[12]件，属于不予公开[27]件。",
    "予以公开及部分公开[128]件。",
    "予以公开和部分公开[128]件，作其他处理[6]件。",
    "申请转下年度办理[13]件。",
    "申请顺延到下年度[13]件。",
    "按申请人分，自然人[200]件，法人或其他组织[59]件。",
    "其中自然人申请[200]件，法人或其他组织申请[59]件。",
    "全年被申请行政复议[7]件，被提起行政诉讼[5]件。",
    "行政复议[7]件，其中维持[4]件，纠正[1]件，尚未审结[2]件。",
    "因政府信息公开引发的行政复议[7]宗，行政诉讼[5]宗。",
    "发生行政复议[7]起，结果维持[4]起，结果纠正[1]起。",
    "行政诉讼[5]件，其中未经复议直接起诉[3]件，复议后起诉[2]件。",
    "行政复议、行政诉讼共[12]件。",
    "制发规范性文件[12]件，废止[3]件，现行有效[145]件。",
    "全年制定行政规范性文件[12]份。",
    "现行有效规范性文件[145]件。",
    "作出行政许可决定[5321]件，行政处罚[211]件，行政强制[17]件。",
    "全年办理行政许可[5321]件。",
    "收取行政事业性收费[35.6]万元。", "全年收到申请[259]件，均按规定登记，办结[251]件。", "（二）依申请公开。全年新收[259]件，办结[251]件。",
    "我局共收到公民、法人和其他组织政府信息公开申请[259]件。", "新制发行政规范性文件[12]件，废止[3]件。", "行政复议维持[4]件。", "决定公开[116]件。",
    "属于国家秘密[0]件，其他法律行政法规禁止公开[6]件，保护第三方合法权益[10]件。",
    "本机关不掌握相关政府信息[69]件，没有现成信息需要另行制作[11]件，补正后申请内容仍不明确[2]件。",
    "重复申请[6]件，信访举报投诉类申请[2]件。",
    "2023年度新增政府信息公开申请[259]件。",
    "全局新受理申请[259]件，较去年增加12件，按时办结[251]件。",
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
    "收到政府信息公开申请[二百五十九]件。",
    "行政复议[七]件、行政诉讼[五]件。",
    "因政府信息公开工作被申请行政复议[七]宗。",
    // What is counted stands behind the figure.
    "收到申请259件，[13]件结转至2024年度继续办理。", "行政复议7件，其中[4]件维持原答复，[1]件被纠正，[2]件尚在审理中。", "其中[6]件重复申请，[2]件信访举报投诉类申请。",
    "全年有[251]件申请已按期办结，其余[13]件转入次年办理。", "申请中，[116]件予以公开，[12]件部分公开，[27]件不予公开。",
    // Years by their numbers, and the agency by a part of its name.
    "加上2022年结转的[5]件，全年办结[251]件申请。", "区教育局本级全年收到政府信息公开申请[259]件，去年度结转[5]件。",
    // Only the thing is named.
    "政府信息公开申请数量为[259]件。", "依申请公开共[259]件，较上年增加3%。",
    // Another figure of the sentence tells what it is about.
    "由专人登记，分类交办，已办结[251]件，结转下年度[13]件。", "答复结果中，予以公开[116]件，占46.2%；部分公开[12]件，占4.8%；不予公开[27]件，占10.8%。",
    "收到申请[259]件，同比增长20%，办结[251]件（含上年结转[5]件），其中：予以公开[116]件、部分公开[12]件。",
    "今年收到申请[259]件，去年收到248件；今年答复[251]件，去年答复246件。", "收到依申请公开政府信息[259]条，上年度结转[5]条，办结[251]条。",
    "行政许可[5321]件，行政处罚[211]件，行政强制[17]件。", "因本机关不掌握相关政府信息无法提供[69]件，重复申请不予处理[6]件。",
    "新收申请[259]件（去年同期231件），上年结转[5]件。", "行政复议维持[4]件，纠正[1]件。", "截至12月31日，收到申请[259]件。",
    // Shares of a whole, named or not; what others add up to; columns of an outcome; what a clause says the figures are of.
    "予以公开116件，占[46.2]%；部分公开12件，占[4.8]%；不予公开27件，占[10.75]%。", "予以公开的116件（占办结总数的[46.2]%）。", "新收申请259件，其中自然人200件，占[77.2]%。",
    "全年收到申请259件，予以公开的占[46.2]%。", "行政复议7件，纠正1件，占[14.3]%。", "收到申请259件，办结251件，办结率[95.1]%。", "行政复议7件，维持率[57.1]%。",
    "新收申请259件，上年结转5件，合计[264]件。", "予以公开116件、部分公开12件，两项合计[128]件。", "收到申请259件，连同结转的5件，全年应办[264]件。",
    "予以公开[116]件，其中自然人[100]件、商业企业[16]件。", "收到申请259件，上年结转[5]件（自然人[4]件，商业企业[1]件）。",
    "行政规范性文件方面，本年制发[12]件、废止[3]件，现行有效[145]件。", "制定规范性文件[12]件、废止和宣布失效[3]件。",
    "依申请公开有三个特点：一是总量上升，新收[259]件；二是主体集中，自然人[200]件。", "申请由法人或其他组织提交的[59]件，其余[200]件来自自然人。截至年底办结[251]件，未办结[13]件。",
    "甲局新收申请100件、乙局新收申请80件；全局新收[259]件、办结[251]件。", "行政处罚[211]件，处罚金额20万元。", "行政复议7件，结果维持4件，还有[2]件未审结。",
    "办理结果均已送达：予以公开[116]件，不予公开[27]件，两项合计[143]件。", "收到申请259件，上年结转5件，全部为自然人申请；结转下年[13]件。", "行政诉讼[5]件中已审结4件。",
    "诉讼5件，败诉[0]件。", "予以公开116件（自然人[100]件，商业企业[16]件）；部分公开[12]件。",
    "共收到申请[二百五十九]件，办结二百五十一件。", "行政机关作出行政许可决定[5321]件。",
    "从答复情况看，予以公开[116]件。", "法人或者其他组织申请量为[59]件，自然人申请量为[200]件。", "全年共有[7]件行政复议和[5]件行政诉讼。", "行政应诉案件[5]件。",
    "收到申请259件，办结251件，予以公开116件（[46.2]%）。",
    "被纠正的行政复议案件[1]件。", "现行有效的行政规范性文件[145]件，新出台[12]件、宣布废止[3]件。",
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
      "收到申请259件，予以公开及部分公开128件，其余90件为不予公开、无法提供、不予处理或其他处理。", "新收259件中，39件当年办结。",
      "行政复议案件12件，其中涉及政府信息公开的7件。", "全年发生各类行政复议15件、行政诉讼9件，其中涉信息公开的分别为7件、5件。",
      "申请方面，新收259件，结转五件，办结251件。", "起草政府规章2部。", "清理规章0件、规范性文件39件。",
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
      "收到行政复议申请185件，受理163件。",
      "收到行政复议申请185件，办结150件。",
      "受理租房补贴申请1800件，结转下年度10件。",
      "立案260件，结转下年度69件。",
      "仲裁案件上年结转20件，新收560件。",
      "承办人大代表建议36件，予以公开30件。",
      "建议提案复文公开：予以公开30件，不予公开5件。",
      "全年制发公文200件，予以公开120件。",
      "开展保密审查200件，予以公开120件。",
      "历史文件清理3000件，予以公开2800件，不予公开200件。",
      "自然人申请予以公开100件、部分公开10件。",
      "法人或其他组织的申请，予以公开16件。",
      "商业企业提出的30件申请中，予以公开16件、部分公开2件、不予公开4件。",
      "涉及征地的120件，予以公开70件。",
      "网络申请203件，其中予以公开90件。",
      "通过信函提出的48件中，予以公开20件，部分公开2件。",
      "征地类申请予以公开70件，无法提供45件。",
      "上年结转的5件中，予以公开3件。",
      "延期答复的14件中，予以公开6件。",
      "其中，新收254件为网络申请，5件为信函申请。",
      "收费标准为每件10元。",
      "其中行政许可事项120项，行政处罚事项300项，行政强制事项20项。",
      "编制权责清单，共有行政许可120项、行政处罚300项。",
      "公布权力清单，行政许可30项。",
      "公示行政许可4000条、行政处罚180条。",
      "被申请行政复议7件，已办结5件，其中维持4件，纠正1件，尚未审结2件。",
      "行政复议7件，答复7件。",
      "行政诉讼5件，办结4件。",
      "收到行政复议案件7件，其中受理6件，不予受理1件。",
      "行政复议7件，其中区政府受理5件。",
      "行政复议方面，收到7件，办结5件。",
      "行政复议7件，其中新收5件，结转2件。",
      "受理行政许可5400件，办结5321件。",
      "本年新收259件，已办结246件，正在办理13件；上年结转5件，已全部办结。",
      "上年结转5件，已办结5件。",
      "上年结转5件，均已办结。",
      "公开征求社会公众意见，共收到35条，采纳12条。",
      "优化网站栏目设置，新增5个，撤销3个。",
      "完善公开目录，新增12项，调整20项。",
      "应公开部门预算65个，已公开65个。",
      "主动公开方面，已公开2000条。",
      "信访方面，受理30件，办结30件。",
      "12345便民服务平台，共受理1200件，办结1180件。",
      "网站纠错，收到12条，办结12条。",
      "政民互动方面，共收到90件，答复90件。",
      "建议提案方面，办理17件，公开17件。",
      "人大建议和政协提案，全部办结。",
      "人大建议办理方面，均已答复。",
      "全年制发公文200件，其中主动公开120件、依申请公开30件、不予公开50件。",
      "第三方意见征询方面，同意公开5件，不同意公开10件。",
      "征求第三方意见15件，第三方同意公开5件，不同意公开10件。",
      "规范性文件12件，全部公开12件。",
      "全市共收到申请259件，其中市政府收到50件，市直部门收到109件，县区收到100件。",
      "收到申请259件，其中，区政府受理50件。",
      "收到申请259件，其中，本级政府收到50件，部门收到209件。",
      "我局收到200件，所属事业单位收到59件。",
      "我局收到申请200件，所属事业单位收到申请59件。",
      "全区共收到申请1259件，其中我局收到259件。",
      "上年结转5件（自然人4件，商业企业1件）。",
      "予以公开116件（自然人100件，法人或其他组织16件）。",
      "结转下年度13件（自然人8件，法人或其他组织5件）。",
      "2023年12月收到申请20件。",
      "2023年1月至6月收到申请120件。",
      "1-6月，收到申请120件，7-12月，收到申请139件。",
      "12月未收到政府信息公开申请。",
      "“十四五”以来，累计受理申请800件。",
      "五年来，共收到申请1200件。",
      "截至六月三十日，收到申请120件。",
      "二〇二二年收到申请120件。",
      "条例修订以来，收到申请1200件。",
      "规范办理流程，受理一件、登记一件、答复一件。",
      "优化栏目设置，新增一个专栏。",
      "通过政府网站平台，收到180件；通过邮寄，收到60件；当面，收到19件。",
      "申请方式上，依托网站申请系统，共收到180件。",
      "当面，未收到政府信息公开申请。",
      "传真渠道，未收到申请。",
      "对科研机构，未收到申请。",
      "行政复议7件、行政诉讼5件，其中维持7件。",
      "行政复议7件、行政诉讼5件，共12件，其中维持7件。",
      "行政事业性收费356012元。",
      "制发规范性文件12件，同步发布解读材料，发布10件。",
      "共收到申请259件，受理254件。",
      "补正后，受理12件。",
      "共受理12件教育类咨询。",
      "本年新增行政诉讼3件，上年结转行政诉讼2件。",
      "最多的一天，收到申请10件。",
      "受理行政复议案件30件。",
      "法治建设方面，办理行政诉讼案件35件、行政复议案件40件。",
      "全年收到申请259件，办结251件。网站留言300条，办结300条。",
      "全年共收到信息公开申请259件，其中网上申请200件，信函申请59件，办结251件。",
      "收到申请259件，通过电话收到咨询80件，答复80件。",
      "办理依申请公开，收到259件，其中自然人200件。",
      "收到259件申请，涉及征地拆迁120件、房屋登记80件。",
      "举办新闻发布会12场，新增公众号2个，结转项目3项。",
      "热线受理251件，办结258件，结转下年度20件。",
      // A part of the year, of the requests, of the area.
      "截至6月30日，收到申请120件，办结112件。", "截止2023年9月30日，新收申请203件，办结196件。", "至12月25日收到申请254件。",
      "招生季（5月至8月）收到申请141件。", "结转的申请中，自然人8件、商业企业2件。", "企业申请中，予以公开16件，部分公开2件。",
      "在涉及征收补偿的申请中，予以公开12件、无法提供30件。", "同一申请人提起行政复议3件、行政诉讼2件。", "行政诉讼一审3件、二审2件。",
      "招考中心：收到申请6件，办结6件。", "区政府收到申请1316件，办结1269件。", "全区收到申请1316件，办结1269件。", "区政府制发规范性文件23件。",
      "未收到书面申请。", "行政诉讼5件，其中直接起诉3件、复议后起诉2件；未审结6件。", "不予处理8件，其中重复申请6件、信访举报投诉类申请2件、其他0件。",
      "全区教育系统收到来信259件，13件转下年办理，答复246件。",
      "网站留言251条，结转下年度13条，办结238条。",
      "2022年收到申请233件，5件结转至2023年。",
      "征集意见116件，其中20件予以公开。",
      "发出告知书259份，其中7件不予公开。",
      "全区各部门收到申请1026件，区教育局收到259件。",
      "行政许可方面受理申请5400件，5321件办结，79件结转下年。",
      "依申请公开栏目更新12件次，政府信息公开申请培训3件。",
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
      "所有申请均已答复。",
      "未产生行政诉讼。",
      "未受理申请。",
      "未因政府信息公开工作被申请行政复议、提起行政诉讼。",
      "我局2023年未收到政府信息公开申请。", "未收到公民、法人和其他组织提出的政府信息公开申请。", "无结转下年度继续办理的申请。", "未作出行政许可决定。",
      "未制发行政规范性文件。", "收到的申请已全部办结。", "未被申请行政复议、未被提起行政诉讼。",
    ])
  func spoken(_ sentence: String) throws {
    let found = try findings(sentence)
    #expect(
      !found.isEmpty
        && found.allSatisfy {
          $0.severity
            == (sentence.contains("答复") || sentence.contains("办结") || sentence.contains("时限") || sentence.contains("无结转")
              ? .warning : .error)
        })
  }

  @Test("Whatever the prose is, it is read to its end")
  func anything() throws {
    var random = SeededGenerator(seed: 5)
    let signs = Array("一二三十百零〇两0123456789.,，。；：、年月日件宗份个条%万元亿（）至-—申请收到受理办结行政复议诉讼维持其中未均为统计期限由部分组成报告")
    for _ in 0..<2000 {
      let text = String((0..<Int.random(in: 1..<50, using: &random)).map { _ in signs.randomElement(using: &random)! })
      _ = try findings(text)
      var report = Report(form: try #require(Form.edition("2021")), agency: "示例局", year: 2023)
      report.sections = [.init(heading: "", text: text)]
      _ = RuleCheck(report).findings
    }
  }

  @Test("Of figures that are no claims, too, no more are looked at than any report has")
  func endless() throws {
    // 259 is what the table has, so that only the last of them differs; it is behind the bound.
    #expect(try !findings("行政复议8件。").isEmpty)
    for figures in ["到1件", "1a"] { #expect(try findings(String(repeating: figures, count: 30_000) + "行政复议8件。").isEmpty) }
  }

  @Test(
    "The period in the prose is that of the report, however it is written; other days are none",
    arguments: [
      ("统计期限自二〇二三年一月一日起至二〇二三年十二月三十一日止。", true), ("本报告数据统计截止2023年12月31日，于2024年1月25日在政府网站公布。", true),
      ("统计期限为2023年度。如有疑问，请于2024年1月20日至2024年2月20日联系我局。", true), ("统计期限为2023年1月1日至12月31日。", true),
      ("统计期限：2023.1.1-2023.12.31", true), ("统计期限：2022.1.1-2022.12.31", false), ("统计期限从2022年1月1日起，至2022年12月31日止。", false),
      ("教学数据统计期限为2022年9月1日至2023年8月31日。", true), ("财政预算统计期限为2023年7月1日至2024年6月30日，本报告统计期限为2023年1月1日至2023年12月31日。", true),
      ("本报告中所列数据的统计期限自2022年1月1日起，至2022年12月31日止。", false),
      ("统计期限如下。统计期限为2022年1月1日至2022年12月31日。", false),
      ("统计期限自二〇二二年一月一日起至二〇二二年十二月三十一日止。", false), ("统计期限为2023年1月1日至2023年11月30日。", false),
    ])
  func period(_ text: String, _ isRight: Bool) throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: "示例局", year: 2023)
    report.sections = [.init(heading: "", text: text)]
    #expect(RuleCheck(report).findings.contains { $0.code.rawValue == "wrong-period" } == !isRight)
  }

  @Test(
    "A report is published by the day for its kind of agency; nothing is said of one without a name",
    arguments: [
      ("示例区教育局", "2024-1-31", false), ("示例区教育局", "2024-2-1", true), ("示例区人民政府", "2024-3-31", false),
      ("示例区人民政府", "2024-4-1", true), ("", "2024-12-1", false),
    ])
  func publication(_ agency: String, _ day: String, _ isLate: Bool) throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: agency, year: 2023)
    report.sections = [.init(heading: "", text: "发布日期：" + day)]
    #expect(RuleCheck(report).findings.contains { $0.code.rawValue == "late-publication" } == isLate)
  }

  @Test(
    "Another agency's name is found behind the report's own, too",
    arguments: [
      ("由示例区教育局编制，请与区教育局联系。", false), ("赴甲乙区教育局学习。", false), ("依托区教育局网站公开，其中区教育局本级12条。", false),
      ("本报告由甲乙区教育局编制。", true), ("我局（甲乙区教育局）认真落实条例。", true),
      ("示例区教育局2023年政府信息公开工作年度报告。", false), ("示例区教育局2023年政府信息公开工作年度报告。示例区民政局2023年政府信息公开工作年度报告。", true),
    ])
  func ownName(_ text: String, _ isOther: Bool) throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: "示例区教育局", year: 2023)
    report.sections = [.init(heading: "", text: text)]
    #expect(RuleCheck(report).findings.contains { $0.code.rawValue == "other-name" } == isOther, "\(text)")
  }

  @Test(
    "Rules about prose leave sound prose alone",
    arguments: [
      ("信息公开指南由三部分组成。政务公开专栏分为五个部分。", nil as String?), ("一个一个落实，逐条逐条核对，各级各级别公开公开透明。", nil),
      ("更新较慢，来年按月提醒，并通报结果。\n示例市示例区教育局政府信息公开工作领导小组办公室编印", nil), ("本报告由七个部分组成。", "announced-parts"),
      ("本报告由正文和附表两部分组成，正文包括六个部分。", nil), ("收费通知已停发，并按期归档备查。示例局", nil), ("收费通知已停发，并按期归档备查了。2024年1月18日", nil),
      ("全文共十部分。", "announced-parts"), ("我们进一步进一步改进。", "doubled-words"),
    ])
  func soundProse(_ text: String, _ code: String?) throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: "示例局", year: 2023)
    report.sections = [.init(heading: "五、存在的主要问题及改进情况", text: text)]
    let found = RuleCheck(report).findings.map(\.code.rawValue).filter {
      ["announced-parts", "doubled-words", "unfinished-sentence"].contains($0)
    }
    #expect(found == (code.map { [$0] } ?? []))
  }

  @Test(
    "Only who may make regulations states them",
    arguments: [
      ("示例市人民政府", true), ("示例省", true), ("国家示例局", true), ("示例市人民政府（汇总）", true), ("示例区卫生健康委员会", false), ("示例村民委员会", false),
      ("示例区委宣传部", false), ("示例镇人民政府", false),
    ])
  func entitled(_ agency: String, _ isEntitled: Bool) throws {
    var report = Report(form: try #require(Form.edition("2021")), agency: agency, year: 2023)
    report[try #require(report.form.cell("disclosure/regulations/issued"))] = .stated(Figure(1))
    #expect(RuleCheck(report).findings.isEmpty == isEntitled)
  }

  @Test(
    "Rough shares, shares of something else, other sums and wholes of others are no claims",
    arguments: [
      "予以公开116件，占比约50%。", "予以公开116件，占五成以上，占40%以上。", "网络申请113件，占43%。", "予以公开116件，占可以公开的申请的90%。",
      "收到申请259件，我局占14.9%。", "按时办结率99%。", "甲科收到申请150件，乙科收到100件，合计250件。", "全区作出行政许可决定47215件，作出行政处罚决定3806件。",
      "公开2件，其他2件。", "2022年全局复议58件、诉讼41件。", "开展专项执法，行政处罚30件。", "负责人出庭应诉，全年行政诉讼案件35件。", "公开率51%，属实。",
    ])
  func unlike(_ sentence: String) throws {
    #expect(try findings(sentence).isEmpty)
  }

  @Test("A part of what the cells count may be less than they, not more")
  func atMost() throws {
    #expect(try findings("收取信息处理费120元。").isEmpty)
    #expect(try findings("收取信息处理费357000元。").count == 1)
  }
}
