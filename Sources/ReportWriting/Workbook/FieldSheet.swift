// What a clerk fills in about the report itself, and how a blank form is filled in.

import CLazyXlsxWriter
import DisclosureReport

struct FieldSheet {
  let sheet: Sheet
  let report: Report
  let styles: Styles

  /// Draws agency and period as fields, which read back, and a few lines of advice.
  func draw(title: String) {
    for (column, width) in [14, 36, 22].enumerated() { sheet.set(width: Double(width), column: column) }
    sheet.write(title, row: 0, column: 0, width: 3, styles.title)
    sheet.set(height: 44, row: 0)
    let period = report.form.period.isMonthly ? ("年月", "如 2026-03") : ("年度", "四位年份，如 2026")
    let fields = [
      ("机关名称", report.agency, "全称，如“示例区人民政府”", "gongkai.agency"),
      (period.0, report.period?.description ?? "", period.1, "gongkai.period"),
    ]
    for (number, field) in fields.enumerated() {
      let row = 2 + number
      sheet.set(height: 26, row: row)
      sheet.write(field.0, row: row, column: 0, styles.label)
      if field.1.isEmpty {
        sheet.writeBlank(row: row, column: 1, styles.leftLabel)
      } else {
        sheet.write(field.1, row: row, column: 1, styles.leftLabel)
      }
      sheet.write(field.2, row: row, column: 2, styles.note)
      sheet.book.define(field.3, CellPlace(sheet: sheet.name, row: row, column: 1).absolute)
    }
    if !report.form.period.isMonthly { validateYear(row: 3) }
    let advice = [
      "填写办法", "1. 先填上面的机关名称和\(period.0)，再逐张填写后面各表。", "2. 表中只填数字，没有数据的格留空；总计由公式算出，也可以直接填写。",
      "3. 文字部分一行写一段，行高随文字增加；行数不够时在下方接着写。", "4. 最后一张“\(Form.relationSheet)”随填随算，“不成立”处请改正。",
      "5. 单元格、工作表的名称请不要改动：读回数据以它们为准。",
    ]
    for (number, line) in advice.enumerated() {
      sheet.set(height: 22, row: 5 + number)
      sheet.write(line, row: 5 + number, column: 0, width: 3, number == 0 ? styles.subheading : styles.prose)
    }
    sheet.print(rows: 5 + advice.count, columns: 3)
  }

  private func validateYear(row: Int) {
    var rule = lxw_data_validation()
    rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
    rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    rule.minimum_number = Double(ReportPeriod.years.lowerBound)
    rule.maximum_number = Double(ReportPeriod.years.upperBound)
    rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
    withCStrings("数据有误", "请填写四位数的年份，如 2026。", "", "") { title, message, _, _ in
      rule.error_title = title
      rule.error_message = message
      sheet.book.check(
        lazy_worksheet_data_validation_range(sheet.pointer, UInt32(row), 1, UInt32(row), 1, &rule))
    }
  }
}
