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
    var sessions: Set<String> = []
    var failures = 0
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
      let bytes = isRead ? line.prefix { $0 != 0 && $0 != 10 && $0 != 13 }.map { UInt8(bitPattern: $0) } : []
      guard bytes.count >= 8 else { throw Refusal(description: "\(path): 密码至少八个字符 · a password has eight characters at least") }
      return bytes
    }
    key = hasLink ? Self.random() : nil
  }

  var isOpen: Bool { password == nil && key == nil }

  func admits(session: String?) -> Bool {
    isOpen || session.map { session in state.withLock { $0.sessions.contains(session) } } == true
  }

  /// A new session for who knows the password; nil for others.
  func session(password given: [UInt8]) -> String? {
    guard let password, Self.isSame(given, password) else {
      state.withLock { $0.failures += 1 }
      return nil
    }
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
      // Those that are forgotten have to come in again.
      if state.sessions.count >= 1000 { state.sessions.removeAll() }
      state.sessions.insert(session)
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
