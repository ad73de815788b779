// The command. It knows terminals, paths and exit codes; all else is in the libraries.

import ArgumentParser
import DisclosureReport
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The version that `--version` prints.
let version = "0.1.0"

struct Gongkai: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gongkai",
    abstract: say(
      "政府信息公开工作年度报告：读取、排成官方表格、核对、比较。",
      "Annual reports on government information disclosure: read them, lay them out, check and compare them."),
    discussion: say(
      """
      示例：
        gongkai convert 报告.txt -o 报告.xlsx        文本转为可报送的工作簿
        gongkai convert 报告.txt --to csv            一格一行的 CSV，供脚本使用
        gongkai diff 2019.json 2020.json             逐格比较两个年度
        gongkai check 报告.csv                       核对勾稽关系
        gongkai template --form 2021 -o 空表.xlsx    空白表

      退出状态：0 完成；1 diff 有差异、check 发现不成立的关系、或 --strict 时有错误；2 无法完成。
      """,
      """
      Examples:
        gongkai convert report.txt -o report.xlsx      text to the workbook to submit
        gongkai convert report.txt --to csv            tidy CSV for scripts
        gongkai diff 2019.json 2020.json               two years, cell by cell
        gongkai check report.csv                       the official relations
        gongkai template --form 2021 -o blank.xlsx     a blank form

      Exit status: 0 done; 1 differences (diff), a relation fails (check), or errors with --strict; 2 could not.
      """),
    version: version,
    subcommands: [
      Convert.self, Diff.self, Check.self, MergeCommand.self, Merge3.self, Patch.self, Describe.self, Rank.self, Serve.self, Template.self,
      Forms.self,
      Rules.self, Schema.self,
      Explain.self,
    ])
}

@main
enum Main {
  static func main() {
    Interruption.openStandardDescriptors()
    Interruption.reportWriteErrors()
    do {
      // What every command but --version needs is read on another core while the arguments are parsed.
      if Terminal.arguments.count > 2 { DispatchQueue.global().async { _ = Form.editions } }
      // Arguments as bytes: a file's name may be no text.
      var command = try Gongkai.parseAsRoot(Array(Terminal.arguments.dropFirst()))
      Interruption.clearAwayOnSignals()
      try command.run()
    } catch let error as SourceError {
      Terminal.show(error)
      exit(2)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// Ends with what the parser has to say: help or the version, or an error about the command line.
  private static func end(with error: any Error) -> Never {
    let isHelp = Gongkai.exitCode(for: error).isSuccess
    // The parser is to break no lines; how wide they are on a screen it does not know.
    let said = Gongkai.fullMessage(for: error, columns: 1 << 16)
    let text = ParserWords.text(isHelp ? said : said.visible(keepsLines: true), in: Terminal.language)
    let shown = ParserWords.wrapped(text, to: Terminal.width(of: isHelp ? STDOUT_FILENO : STDERR_FILENO))
    guard isHelp else {
      Terminal.printError(shown)
      // Wrong usage is trouble like any other: 2.
      exit(2)
    }
    do {
      try Terminal.write(Array((shown + "\n").utf8))
      exit(0)
    } catch let error as SourceError {
      Terminal.show(error)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {}
    exit(2)
  }
}
