// gongkai-serve: a page for an office. It listens, hands what is dropped on the page to the command, and keeps nothing.

import ArgumentParser
import DisclosureReport
import Dispatch
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ReportReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@main
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gongkai-serve",
    abstract: "在浏览器里读取、填写、核对、比较报告。· Read, fill in, check and compare reports in a browser.",
    discussion: """
      默认只在本机监听（127.0.0.1:8619）。要让同一网络的人使用，用 --listen，并给出 --password-file 或 --link。
      服务器不保存任何东西：每次回答之后，文件即删除；编辑中的内容留在浏览器里。

      It listens on this machine only (127.0.0.1:8619). For a network give --listen, and with it --password-file or --link.
      The server keeps nothing: what it was sent is removed with the answer; work in progress stays in the browser.

      Examples:
        gongkai serve
        gongkai serve --port 9000
        gongkai serve --listen 0.0.0.0:8619 --password-file 密码.txt
        gongkai serve --listen 192.168.1.5:8619 --link
      """)

  @Option(help: "本机监听的端口 · the port on this machine")
  var port: Int?

  @Option(help: ArgumentHelp("监听的地址和端口，供网络使用 · the address and port for a network", valueName: "address:port"))
  var listen: String?

  @Option(help: ArgumentHelp("第一行为密码的文件 · a file whose first line is the password", valueName: "path"))
  var passwordFile: String?

  @Flag(help: "给出只能用一次的链接，代替密码 · a link that can be used once, instead of a password")
  var link = false

  @Option(help: ArgumentHelp("gongkai 命令的位置，默认在本程序旁边 · where the command is; beside this program by default", valueName: "path"))
  var gongkai: String?

  @Option(help: "同时处理的请求数 · how many requests are worked on at a time")
  var jobs: Int?

  mutating func validate() throws {
    if let port, !(0...65535).contains(port) { throw ValidationError("--port: 0 … 65535") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs: 1 … 256") }
    if listen != nil, port != nil { throw ValidationError("--listen 已含端口，不与 --port 合用 · --listen has a port; it does not go with --port") }
    if listen != nil, passwordFile == nil, !link {
      throw ValidationError(
        "--listen 使同一网络的人都能打开此页，须有 --password-file 或 --link · with --listen anybody in the network can open the page: give --password-file or --link"
      )
    }
  }

  func run() async throws {
    // A browser that goes away is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    let files = Self.allowFiles()
    // What runs for a request ends with the server, and is not waited for.
    let ends = [SIGTERM, SIGINT].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { ChildProcess.endAll {} }
      source.resume()
      return source
    }
    defer { for source in ends { source.cancel() } }
    let (host, port) = try address()
    let command = try Command(path: gongkai ?? Self.besides(), jobs: jobs ?? max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    defer { command.end() }
    let gate = try Gate(passwordFile: passwordFile, hasLink: link)
    let office = Office(command: command, gate: gate, hosts: Office.hosts(host))
    var logger = Logger(label: "gongkai-serve")
    logger.logLevel = .error
    let key = gate.key
    let most = min(Self.mostConnections, files / 2)
    let crowd = Crowd(most: most / 4)
    let application = Application(
      router: office.router,
      server: .http1(
        configuration: .init(additionalChannelHandlers: [crowd.handler], idleTimeout: .seconds(Self.idle))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), serverName: nil,
        availableConnectionsDelegate: MaximumAvailableConnections(most)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? port
        office.setPort(port)
        let named = ["0.0.0.0", "::"].contains(host) ? Self.hostName ?? host : host
        let shown = named.contains(":") ? "[\(named)]" : named
        // At once, whatever standard output is: a script waits for the line.
        let line = Array("http://\(shown):\(port)/\(key.map { "?key=\($0)" } ?? "")\n".utf8)
        _ = write(STDOUT_FILENO, line, line.count)
      }, logger: logger)
    do {
      try await application.runService()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ValidationError("端口 \(port) 已被占用，用 --port 换一个 · port \(port) is in use; choose another with --port")
    }
  }

  /// Seconds after which a connection on which nothing comes is closed, and how many there may be.
  private static let (idle, mostConnections) = (Int64(65), 2000)

  #if canImport(Glibc)
    private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let files = RLIMIT_NOFILE
  #endif

  /// Each connection is a file. Returns how many there may be.
  private static func allowFiles() -> Int {
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return 1024 }
    limit.rlim_cur = min(limit.rlim_max, 8192)
    setrlimit(files, &limit)
    return Int(limit.rlim_cur)
  }

  /// What others call this machine.
  private static var hostName: String? {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count - 1) == 0
      ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  private func address() throws -> (String, Int) {
    guard let listen else { return ("127.0.0.1", port ?? 8619) }
    guard let mark = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: mark)...]), (0...65535).contains(port) else {
      throw ValidationError("--listen：应为“地址:端口”，如 0.0.0.0:8619 · expected address:port, such as 0.0.0.0:8619")
    }
    return (String(listen[..<mark].filter { $0 != "[" && $0 != "]" }), port)
  }

  /// The command beside this program, else that on the path.
  private static func besides() -> String {
    var own = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &own, own.count - 1)
    guard count > 0 else { return "gongkai" }
    let path = String(decoding: own[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let beside = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) + "/gongkai"
    return access(beside, X_OK) == 0 ? beside : "gongkai"
  }
}
