// gongkai forms: the editions, and their documents to edit.

import ArgumentParser
import DisclosureReport

struct Forms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forms",
    abstract: say("列出表格格式，或打印一个格式的定义。", "List the forms, or print the document of one."),
    discussion: say(
      """
      打印的定义可以修改后用 --form 传入，例如增加一行“其他主动公开文件”，或去掉第四部分的表格。给出文件时检查它是否正确。

      示例：
        gongkai forms
        gongkai forms 2021 > 本省.json
        gongkai forms 本省.json > /dev/null && echo 正确
      """,
      """
      A printed document can be edited and passed to --form: to add a row, say, or to leave out the table of part four. A file \
      is checked for errors first.

      Examples:
        gongkai forms
        gongkai forms 2021 > province.json
        gongkai forms province.json > /dev/null && echo sound
      """))

  @Argument(help: ArgumentHelp(say("格式 id 或定义文件", "the id of a form, or a form document"), valueName: say("id|文件", "id|file")))
  var form: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    if let form {
      try Terminal.write(try loadForm(form).document)
      return
    }
    for form in Form.editions {
      let years =
        form.years.last.map { say("\(form.years.first)—\($0) 年度", "reports of \(form.years.first) to \($0)") }
        ?? say("\(form.years.first) 年度起", "reports from \(form.years.first)")
      try Terminal.write(
        line: "\(form.id)  \(form.edict)  \(years)  \(form.name.in(Terminal.language))  \(form.cells.count) \(say("格", "cells"))")
    }
  }
}
