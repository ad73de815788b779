// Who may come in: anybody on this machine; in a network who knows the password, or holds the link that can be used once.

import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

final class Gate: Sendable {
  private let password: [UInt8]?
  /// The key of the link; nil where there is none.
  let key: String?
  private let state = Mutex(State())

  private struct State {
    var isKeyUsed = false
    /// The latest last.
    var sessions: [String] = []
    /// When the next guess of an address may be looked at.
    var nextGuesses: [String: ContinuousClock.Instant] = [:]
  }

  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: ``Refusal`` when the file has no password.
  init(passwordFile: String?, hasLink: Bool) throws {
    password = try passwordFile.map { path in
      guard let file = fopen(path, "r") else { throw Refusal(description: "\(path): 打不开密码文件 · the file cannot be opened") }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 4096)
      let isRead = fgets(&line, Int32(line.count), file) != nil
      var bytes = isRead ? line.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) } : []
      // An editor's mark in front is not typed.
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
      guard bytes.count >= 8 else { throw Refusal(description: "\(path): 密码至少八个字符 · a password has eight characters at least") }
      return bytes
    }
    key = hasLink ? Self.random() : nil
  }

  var hasPassword: Bool { password != nil }

  var isOpen: Bool { password == nil && key == nil }

  func admits(session: String?) -> Bool {
    isOpen || session.map { session in state.withLock { $0.sessions.contains(session) } } == true
  }

  /// How long a guess has to wait for its turn; nil if too many of its address wait already. Who guesses keeps nobody else waiting.
  func turn(of address: String) -> Duration? {
    state.withLock { state in
      let now = ContinuousClock.now
      if state.nextGuesses.count > 10_000 { state.nextGuesses = state.nextGuesses.filter { $0.value > now } }
      let next = state.nextGuesses[address] ?? now
      let wait = next - now
      if wait > .seconds(10) { return nil }
      state.nextGuesses[address] = max(now, next) + .milliseconds(300)
      return max(wait, .zero)
    }
  }

  /// A new session for who knows the password; nil for others.
  func session(password given: [UInt8]) -> String? {
    guard let password, Self.isSame(given, password) else { return nil }
    return open()
  }

  /// A new session for the first who brings the key.
  func session(key given: String) -> String? {
    guard let key, Self.isSame(Array(given.utf8), Array(key.utf8)) else { return nil }
    let isFirst = state.withLock { state in
      defer { state.isKeyUsed = true }
      return !state.isKeyUsed
    }
    return isFirst ? open() : nil
  }

  private func open() -> String {
    let session = Self.random()
    state.withLock { state in
      // Who came in longest ago has to come in again.
      if state.sessions.count >= 1000 { state.sessions.removeFirst() }
      state.sessions.append(session)
    }
    return session
  }

  /// Compares all bytes whatever they are, so that the time tells nothing of where they differ.
  static func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var difference = left.count ^ right.count
    for index in 0..<right.count { difference |= Int((index < left.count ? left[index] : 0) ^ right[index]) }
    return difference == 0
  }

  private static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let part = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - part.count) + part
    }.joined()
  }
}
