// The command, run for each request by itself: with a folder of its own, a limit of time and of memory; nothing of it stays.

import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that a run of the command is given.
struct Upload: Sendable {
  /// Its name in the folder of the run: never a path.
  let name: String
  let bytes: [UInt8]

  /// - Parameter name: As the browser says; only its extension is kept, which tells the format where the content does not.
  init(number: Int, name: String, bytes: [UInt8]) {
    let dot = name.lastIndex(of: ".").map { name.index(after: $0) } ?? name.endIndex
    let ending = name[dot...].lowercased().filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) }.prefix(8)
    self.name = ending.isEmpty ? "\(number)" : "\(number).\(ending)"
    self.bytes = bytes
  }
}

/// Runs the command, so many at a time.
final class Command: Sendable {
  struct Answer: Sendable {
    let status: Int32
    let output: [UInt8]
    let errors: [UInt8]
    /// A file that the run wrote.
    let file: [UInt8]?
  }

  enum Failure: Error {
    /// Too many wait already.
    case busy
    /// No room for files.
    case noRoom
  }

  /// Seconds of time, and kilobytes of memory, that a run may take.
  private static let (seconds, memory) = (60, 3 << 20)
  /// More do not wait.
  private static let mostWaiting = 200

  private let path: String
  private let queue: DispatchQueue
  private let slots: DispatchSemaphore
  private let waiting = Mutex(0)

  init(path: String, jobs: Int) throws {
    self.path = path
    queue = DispatchQueue(label: "runs", attributes: .concurrent)
    slots = DispatchSemaphore(value: jobs)
  }

  /// - Parameters:
  ///   - arguments: What stands behind the command's name; files are named as they are in the folder.
  ///   - result: The file of the folder to hand back.
  func run(_ arguments: [String], files: [Upload] = [], input: [UInt8] = [], result: String? = nil) async throws -> Answer {
    let isBusy = waiting.withLock { waiting in
      if waiting >= Self.mostWaiting { return true }
      waiting += 1
      return false
    }
    if isBusy { throw Failure.busy }
    defer { waiting.withLock { $0 -= 1 } }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async { [self] in
        slots.wait()
        defer { slots.signal() }
        continuation.resume(with: Result { try runNow(arguments, files, input, result) })
      }
    }
  }

  private func runNow(_ arguments: [String], _ files: [Upload], _ input: [UInt8], _ result: String?) throws -> Answer {
    var template = Array(((getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") + "/gongkai-serve-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.noRoom }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { _ = Self.spawn(["/bin/rm", "-rf", folder], in: "/", input: -1, output: -1, errors: -1) }
    for file in files { try Self.write(file.bytes, to: "\(folder)/\(file.name)") }
    let (source, output, errors) = ("\(folder)/.in", "\(folder)/.out", "\(folder)/.err")
    try Self.write(input, to: source)
    let descriptors = (open(source, O_RDONLY | O_CLOEXEC), Self.made(output), Self.made(errors))
    defer { for descriptor in [descriptors.0, descriptors.1, descriptors.2] where descriptor >= 0 { close(descriptor) } }
    guard descriptors.0 >= 0, descriptors.1 >= 0, descriptors.2 >= 0 else { throw Failure.noRoom }
    // The shell goes into the folder, sets the limits, and becomes what counts the time.
    let limits = "cd \"$1\" && shift && ulimit -v \(Self.memory) && ulimit -c 0 && exec timeout -k 2 \(Self.seconds) \"$@\""
    let status = Self.spawn(
      ["/bin/sh", "-c", limits, "sh", folder, path] + arguments, in: folder, input: descriptors.0, output: descriptors.1,
      errors: descriptors.2)
    return Answer(
      status: status, output: Self.contents(of: output), errors: Self.contents(of: errors),
      file: result.flatMap { access("\(folder)/\($0)", R_OK) == 0 ? Self.contents(of: "\(folder)/\($0)") : nil })
  }

  private static func made(_ path: String) -> Int32 { open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = made(path)
    guard descriptor >= 0 else { throw Failure.noRoom }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure.noRoom }
      rest = rest.dropFirst(count)
    }
  }

  private static func contents(of path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count <= 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  /// Runs a program whose files for the time stand in a folder, in a group of its own that ends with it.
  private static func spawn(_ arguments: [String], in folder: String, input: Int32, output: Int32, errors: Int32) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, place) in [(input, 0), (output, 1), (errors, 2)] as [(Int32, Int32)] {
      if descriptor >= 0 {
        posix_spawn_file_actions_adddup2(&actions, descriptor, place)
      } else {
        posix_spawn_file_actions_addopen(&actions, place, "/dev/null", O_RDWR, 0)
      }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let kept: [String] = (["PATH", "HOME", "LD_LIBRARY_PATH"] as [String]).compactMap { name in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    var variables: [UnsafeMutablePointer<CChar>?] = (kept + ["TMPDIR=\(folder)", "LANG=C.UTF-8"]).map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var process: pid_t = 0
    guard posix_spawn(&process, arguments[0], &actions, &attributes, &words, &variables) == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    kill(-process, SIGKILL)
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }
}
