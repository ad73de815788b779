// What the page asks for, and what it is answered.

import DisclosureReport
import HTTPTypes
import Hummingbird
import NIOCore
import ReportWriting
import Synchronization

final class Office: Sendable {
  private let command: Command
  private let gate: Gate
  private let hosts: [String]
  private let port = Mutex(0)

  /// More bytes, or files, no request brings.
  private static let (mostBytes, mostFiles) = (64 << 20, 2000)
  /// Seconds within which a request has to have come; one that stands still is closed before.
  private static let patience = 600

  /// - Parameter hosts: The names under which the page may be asked for; any name if empty.
  init(command: Command, gate: Gate, hosts: [String]) {
    (self.command, self.gate, self.hosts) = (command, gate, hosts)
  }

  func setPort(_ number: Int) { port.withLock { $0 = number } }

  /// The names of an address: a page elsewhere that lets its own name lead here is turned away. Behind an address of the network any name may be.
  static func hosts(_ address: String) -> [String] {
    ["127.0.0.1", "::1", "localhost"].contains(address) ? ["127.0.0.1", "localhost", "[::1]"] : []
  }

  struct Refusal: Error {
    let status: HTTPResponse.Status
    let message: Bilingual
  }

  // MARK: - Routes

  var router: Router<OfficeContext> {
    let router = Router(context: OfficeContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Always(headers: Self.headers))
    router.get("/") { request, _ in await self.guarded(request) { try await self.page(request) } }
    router.get("/page.js") { request, _ in
      await self.guarded(request) { Self.response(PackageResources.page_js, "text/javascript; charset=utf-8") }
    }
    router.get("/page.css") { request, _ in
      await self.guarded(request) { Self.response(PackageResources.page_css, "text/css; charset=utf-8") }
    }
    router.get("/form/:id") { request, context in
      await self.guarded(request) {
        try self.admit(request)
        guard let form = Form.edition(context.parameters.get("id") ?? "") else {
          throw Refusal(status: .notFound, message: Bilingual(zh: "没有这种格式", en: "there is no such form"))
        }
        return Self.response(form.pageLayout, "application/json")
      }
    }
    router.get("/enter") { _, _ in Response(status: .seeOther, headers: [.location: "/"]) }
    router.post("/enter") { request, context in await self.guarded(request) { try await self.enter(request, from: context.address) } }
    for (name, answer) in answers {
      router.post("/\(name)") { request, _ in
        await self.guarded(request) {
          try self.admit(request)
          let files = try await self.files(of: request)
          return try await answer(Query(request), files)
        }
      }
    }
    return router
  }

  private typealias Answer = @Sendable (Query, [Upload]) async throws -> Response

  /// The options that a request brings, each checked before it stands in a command.
  private struct Query {
    private let values: [String: String]

    init(_ request: Request) {
      var values: [String: String] = [:]
      for (key, value) in request.uri.queryParameters { values[String(key)] = String(value) }
      self.values = values
    }

    func choice(_ name: String, of choices: [String]) throws -> String {
      guard let value = values[name], choices.contains(value) else {
        throw Refusal(
          status: .badRequest,
          message: Bilingual(zh: "\(name) 应为 \(choices.joined(separator: "、"))", en: "\(name): \(choices.joined(separator: ", "))"))
      }
      return value
    }

    var language: [String] { ["--lang", values["lang"] == "en" ? "en" : "zh"] }

    /// A text as an option; nothing where it is empty.
    func option(_ name: String) -> [String] {
      guard let value = values[name], !value.isEmpty, value.utf8.count <= 300, !value.utf8.contains(0) else { return [] }
      return ["--\(name)=\(value)"]
    }
  }

  private var answers: [(String, Answer)] {
    let command = command
    return [
      // What a file says: its reports, and what checking finds.
      (
        "read",
        { query, files in
          let file = try Self.only(files)
          let read = try await command.run(["convert", file.name, "--to", "json"] + query.language, files: files)
          guard !read.output.isEmpty else { throw Self.refusal(read) }
          let check = try await command.run(["check", file.name, "--to", "json"] + query.language, files: files)
          return Self.response(
            Array(#"{"reports":"#.utf8) + read.output + Array(#","audits":"#.utf8)
              + (check.output.isEmpty ? Array("[]".utf8) : check.output) + Array("}".utf8),
            "application/json")
        }
      ),
      (
        "check",
        { query, files in
          let file = try Self.only(Array(files.prefix(1)))
          let previous = files.dropFirst().first.map { ["--previous", $0.name] } ?? []
          let check = try await command.run(["check", file.name, "--to", "json"] + previous + query.language, files: files)
          guard !check.output.isEmpty else { throw Self.refusal(check) }
          return Self.response(check.output, "application/json")
        }
      ),
      // What each of many files says.
      (
        "reports",
        { query, files in
          let read = try await command.run(
            ["convert", "-q"] + files.map(\.name) + ["--to", "ndjson"] + query.language, files: files)
          // Those that cannot be read are told of behind the others.
          var json = JSONWriter(isCompact: true)
          if read.status == 2 { json.object { $0.member("told", String(decoding: read.errors.prefix(4000), as: UTF8.self).trimmed) } }
          return Self.response(read.output + json.bytes, "application/x-ndjson")
        }
      ),
      (
        "write",
        { query, files in
          let format = try query.choice("to", of: ["xlsx", "docx", "csv", "json", "html", "md"])
          // A spreadsheet knows by the mark what encoding it is.
          let mark = format == "csv" ? ["--bom"] : []
          return try await Self.made(format, by: command, ["convert", try Self.only(files).name, "-q"] + mark + query.language, files)
        }
      ),
      (
        "template",
        { query, files in
          let previous = files.first.map { ["--previous", $0.name] } ?? []
          let format = try query.choice("to", of: ["xlsx", "json"])
          return try await Self.made(
            format, by: command,
            ["template"] + previous + ["--form", try query.choice("form", of: Form.editions.map(\.id))] + query.option("agency")
              + query.option("year") + query.language, files)
        }
      ),
      (
        "diff",
        { query, files in
          let format = try query.choice("to", of: ["xlsx", "html", "json", "csv"])
          return try await Self.made(
            format, by: command,
            ["diff", "-q"] + (format == "json" ? ["--all"] : format == "csv" ? ["--bom"] : []) + files.map(\.name) + query.language, files)
        }
      ),
      (
        "overview",
        { query, files in
          let format = try query.choice("to", of: ["xlsx", "html", "json", "csv"])
          return try await Self.made(format, by: command, ["check", "-q", "--overview"] + files.map(\.name) + query.language, files)
        }
      ),
      (
        "merge",
        { query, files in
          let format = try query.choice("to", of: ["xlsx", "html", "json", "csv"])
          return try await Self.made(
            format, by: command, ["merge", "-q"] + query.option("agency") + files.map(\.name) + query.language, files)
        }
      ),
      (
        "describe",
        { query, files in
          let told = try await command.run(["describe"] + files.prefix(2).map(\.name) + query.language, files: files)
          guard !told.output.isEmpty else { throw Self.refusal(told) }
          return Self.response(told.output, "text/plain; charset=utf-8")
        }
      ),
    ]
  }

  private static func only(_ files: [Upload]) throws -> Upload {
    guard files.count == 1 else { throw Refusal(status: .badRequest, message: Bilingual(zh: "应为一个文件", en: "one file was expected")) }
    return files[0]
  }

  /// Runs a command that writes a file of a format.
  private static func made(_ format: String, by command: Command, _ arguments: [String], _ files: [Upload]) async throws -> Response {
    if files.isEmpty, arguments[0] != "template" {
      throw Refusal(status: .badRequest, message: Bilingual(zh: "没有文件", en: "there is no file"))
    }
    let answer = try await command.run(arguments + ["-o", "result.\(format)"], files: files, result: "result.\(format)")
    guard let file = answer.file else { throw refusal(answer) }
    var response = response(file, types[format] ?? "application/octet-stream")
    response.headers[.contentDisposition] = "attachment; filename=\"report.\(format)\""
    return response
  }

  private static let types = [
    "json": "application/json", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]

  /// What a run says that made nothing.
  private static func refusal(_ answer: Command.Answer) -> Refusal {
    let said = String(decoding: answer.errors.prefix(4000), as: UTF8.self).trimmed
    switch answer.status {
    case 124, 137:
      return Refusal(status: .unprocessableContent, message: Bilingual(zh: "处理时间超过上限，已停止", en: "it took too long and was stopped"))
    case 127, 126:
      return Refusal(status: .internalServerError, message: Bilingual(zh: "找不到 gongkai 命令", en: "the command gongkai was not found"))
    case _ where said.isEmpty:
      return Refusal(
        status: .unprocessableContent, message: Bilingual(zh: "处理失败，可能超过了内存上限", en: "it failed, perhaps by the limit of memory"))
    default: return Refusal(status: .unprocessableContent, message: Bilingual(same: said))
    }
  }

  // MARK: - Requests

  /// The files of a request: of each a line with its name, a line with its size, and its bytes.
  private func files(of request: Request) async throws -> [Upload] {
    let buffer = try await body(of: request)
    var rest = Array(buffer.readableBytesView)[...]
    var files: [Upload] = []
    func line() throws -> String {
      guard let end = rest.prefix(4096).firstIndex(of: 10) else {
        throw Refusal(status: .badRequest, message: Bilingual(zh: "请求不完整", en: "the request is cut short"))
      }
      defer { rest = rest[(end + 1)...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    while !rest.isEmpty {
      let name = try line()
      guard let size = Int(try line()), size >= 0, size <= rest.count else {
        throw Refusal(status: .badRequest, message: Bilingual(zh: "请求不完整", en: "the request is cut short"))
      }
      guard files.count < Self.mostFiles else {
        throw Refusal(status: .contentTooLarge, message: Bilingual(zh: "文件超过 \(Self.mostFiles) 个", en: "more than \(Self.mostFiles) files"))
      }
      files.append(Upload(number: files.count + 1, name: name, bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    return files
  }

  private func body(of request: Request, upTo most: Int = mostBytes) async throws -> ByteBuffer {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most { throw Self.tooLarge }
    return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
      group.addTask {
        do { return try await request.body.collect(upTo: most) } catch is NIOTooManyBytesError { throw Self.tooLarge }
      }
      group.addTask {
        try await Task.sleep(for: .seconds(Self.patience))
        return nil
      }
      defer { group.cancelAll() }
      guard let buffer = try await group.next() ?? nil else {
        throw Refusal(status: .requestTimeout, message: Bilingual(zh: "上传太慢", en: "the upload took too long"))
      }
      return buffer
    }
  }

  private static let tooLarge = Refusal(
    status: .contentTooLarge, message: Bilingual(zh: "超过 \(mostBytes >> 20) MB", en: "more than \(mostBytes >> 20) MB"))

  // MARK: - The way in

  private func page(_ request: Request) async throws -> Response {
    // Who only asks what there is does not come in.
    if let key = request.uri.queryParameters["key"], request.method == .get {
      guard let session = gate.session(key: String(key)) else {
        return door("这个链接已经用过，或者不对 · the link has been used, or is wrong", .forbidden)
      }
      // Who follows the link from another page is known by the cookie only when this page itself goes on.
      var response = Self.response(Self.onward, "text/html; charset=utf-8")
      response.headers[.setCookie] = cookie(session)
      return response
    }
    if !gate.isOpen, request.headers[HTTPField.Name("Sec-Fetch-Site")!] == "cross-site" {
      return Self.response(Self.onward, "text/html; charset=utf-8")
    }
    guard gate.admits(session: session(of: request)) else { return door("", .unauthorized) }
    return Self.response(PackageResources.page_html, "text/html; charset=utf-8")
  }

  /// A page that goes on by itself.
  private static let onward = Array("<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0; url=/\"><a href=\"/\">gongkai</a>".utf8)

  private func enter(_ request: Request, from address: String) async throws -> Response {
    let buffer = try await body(of: request, upTo: 4096)
    // Guessing takes turns.
    guard let turn = gate.turn(of: address) else {
      return door("请稍后再试 · try again later", .tooManyRequests)
    }
    try await Task.sleep(for: turn)
    let given = String(buffer: buffer).split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
    let password = given.replacing("+", with: " ").removingPercentEscapes
    guard let session = gate.session(password: password) else { return door("密码不对 · the password is wrong", .forbidden) }
    return Response(status: .seeOther, headers: [.location: "/", .setCookie: cookie(session)])
  }

  private func admit(_ request: Request) throws {
    guard gate.admits(session: session(of: request)) else {
      throw Refusal(status: .unauthorized, message: Bilingual(zh: "请先登录", en: "enter first"))
    }
  }

  // Servers on one machine share a browser's cookies.
  private var cookieName: String { "gongkai-\(port.withLock { $0 })" }

  private func session(of request: Request) -> String? { request.cookies[cookieName]?.value }

  private func cookie(_ session: String) -> String { "\(cookieName)=\(session); HttpOnly; SameSite=Strict; Path=/" }

  /// The page of who is not in yet.
  private func door(_ told: String, _ status: HTTPResponse.Status) -> Response {
    let entry =
      gate.hasPassword
      ? #"""
      <form method="post" action="/enter"><label>密码 · password <input type="password" name="password" autofocus required></label>
      <button>进入 · enter</button></form>
      """# : "<p>请打开服务器给出的链接 · open the link that the server gave</p>"
    let page = #"""
      <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>gongkai</title>
      <link rel="stylesheet" href="/page.css"><main><h1>\#(Form.latest.title)</h1><p class="bad" role="alert">\#(told)</p>\#(entry)</main></html>
      """#
    return Self.response(Array(page.utf8), "text/html; charset=utf-8", status: status)
  }

  // MARK: - Answers

  /// Answers, whatever happens: with what was asked for, or with a refusal that names no path of this machine.
  private func guarded(_ request: Request, _ body: @Sendable () async throws -> Response) async -> Response {
    do {
      try checkOrigin(of: request)
      return try await body()
    } catch let refusal as Refusal {
      return Self.told(refusal)
    } catch Command.Failure.busy {
      return Self.told(
        Refusal(status: .serviceUnavailable, message: Bilingual(zh: "正在处理的请求太多，请稍后再试", en: "too many requests at once; try again soon")))
    } catch {
      return Self.told(Refusal(status: .internalServerError, message: Bilingual(zh: "服务器出错", en: "the server failed")))
    }
  }

  private static func told(_ refusal: Refusal) -> Response {
    var json = JSONWriter(isCompact: true)
    json.object { $0.member("error", refusal.message) }
    return response(json.bytes, "application/json", status: refusal.status)
  }

  private static func response(_ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static let headers: [(HTTPField.Name, String)] = [
    (
      .contentSecurityPolicy,
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ), (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
    (HTTPField.Name("Referrer-Policy")!, "same-origin"), (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
    (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"), (HTTPField.Name("X-Frame-Options")!, "DENY"),
  ]

  /// Turns away what another page sends here, and who was led here under another name.
  private func checkOrigin(of request: Request) throws {
    let elsewhere = Refusal(status: .forbidden, message: Bilingual(zh: "请求来自别的页面", en: "the request comes from another page"))
    let host = request.head.authority ?? ""
    if !hosts.isEmpty {
      let port = port.withLock { $0 }
      guard hosts.contains(where: { host == "\($0):\(port)" || port == 80 && host == $0 }) else { throw elsewhere }
    }
    if let origin = request.headers[.origin], origin != "http://\(host)", origin != "https://\(host)" { throw elsewhere }
    if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!], request.method == .post, site != "same-origin", site != "none" {
      throw elsewhere
    }
  }
}

/// A request, and who it comes from.
struct OfficeContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? ""
  }
}

/// Puts headers on every answer, also on that there is no such page.
private struct Always: RouterMiddleware {
  let headers: [(HTTPField.Name, String)]

  func handle(
    _ request: Request, context: OfficeContext, next: (Request, OfficeContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let error as HTTPError {
      response = Response(status: error.status)
    }
    for (name, value) in headers { response.headers[name] = value }
    return response
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  /// The bytes of a text with percent escapes.
  fileprivate var removingPercentEscapes: [UInt8] {
    var (bytes, rest) = ([UInt8](), Array(utf8)[...])
    while let byte = rest.first {
      if byte == UInt8(ascii: "%"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }
}
