// gongkai serve: starts the page for an office, a program of its own, so that this one stays small.

import ArgumentParser
import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: say("在浏览器里读取、填写、核对、比较报告。", "Read, fill in, check and compare reports in a browser."),
    discussion: say(
      """
      由 gongkai-serve 完成，它应与 gongkai 在同一文件夹或在 PATH 中；选项见 gongkai-serve --help。\
      默认只在本机（127.0.0.1:8619）；内容不保存在服务器上。

      示例：
        gongkai serve
        gongkai serve --listen 0.0.0.0:8619 --password-file 密码.txt
      """,
      """
      The work is that of gongkai-serve, which has to stand beside gongkai or on the PATH; its options are those of gongkai-serve --help. \
      It listens on this machine only (127.0.0.1:8619) unless told, and keeps nothing.

      Examples:
        gongkai serve
        gongkai serve --listen 0.0.0.0:8619 --password-file password.txt
      """))

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(say("gongkai-serve 的选项", "options of gongkai-serve"), valueName: say("选项", "option")))
  var options: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    var own = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &own, own.count - 1)
    let path = String(decoding: own[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var arguments: [UnsafeMutablePointer<CChar>?] = (["gongkai-serve"] + options).map { strdup($0) } + [nil]
    // The one beside this program first.
    execv(folder + "gongkai-serve", &arguments)
    execvp("gongkai-serve", &arguments)
    throw SourceError(
      "gongkai-serve",
      Bilingual(zh: "没有找到这个程序；用 Scripts/serve 编译并启动", en: "there is no such program; Scripts/serve builds and starts it"))
  }
}
