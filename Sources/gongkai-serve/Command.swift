// The command, run for each request by itself: with a folder of its own, a limit of time and of memory; nothing of it stays.

import Dispatch
import ReportReading
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
  private static let (seconds, memory) = (45, 3 << 20)
  /// After so many seconds a run is a slow one: others need not wait for it, as long as there are no more of these.
  private static let (quick, mostSlow) = (2.0, 6)
  /// More do not wait.
  private static let mostWaiting = 200

  private let path: String
  private let queue: DispatchQueue
  private let slots: DispatchSemaphore
  private let waiting = Mutex(0)
  private let slow = Mutex(0)

  /// The folder of all runs, and the file that says that it is in use.
  private let folder: String
  private let held: Int32

  init(path: String, jobs: Int) throws {
    Self.removeLeftOvers()
    self.path = path
    folder = try Self.made(folder: "\(Self.temporary)/\(Self.prefix)")
    held = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    flock(held, LOCK_EX | LOCK_NB)
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
        let slot = Slot()
        queue.asyncAfter(deadline: .now() + Self.quick) { [self] in giveUp(slot) }
        let answer = Result { try runNow(arguments, files, input, result) }
        switch slot.end() {
        case .held: slots.signal()
        case .slow: slow.withLock { $0 -= 1 }
        }
        continuation.resume(with: answer)
      }
    }
  }

  /// What a run holds: a slot, or after a while a place among the slow ones.
  private final class Slot: Sendable {
    enum Kind { case held, slow }
    private let state = Mutex((kind: Kind.held, isOver: false))

    func end() -> Kind {
      state.withLock { state in
        state.isOver = true
        return state.kind
      }
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// Whether it has become a slow one.
    func becomeSlow() -> Bool {
      state.withLock { state in
        if state.isOver { return false }
        state.kind = .slow
        return true
      }
    }
  }

  private func giveUp(_ slot: Slot) {
    let isSlow = slow.withLock { slow in
      guard slow < Self.mostSlow, slot.becomeSlow() else { return false }
      slow += 1
      return true
    }
    if isSlow {
      slots.signal()
    } else if !slot.isOver {
      // Until one of the others has ended.
      queue.asyncAfter(deadline: .now() + 1) { [self] in giveUp(slot) }
    }
  }

  /// Removes what a server that was killed left behind: a folder that nobody holds.
  private static func removeLeftOvers() {
    guard let folder = opendir(temporary) else { return }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix) else { continue }
      let held = open("\(temporary)/\(name)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard held >= 0 else { continue }
      defer { close(held) }
      var about = stat()
      // One that is as young may be about to be held.
      guard fstat(held, &about) == 0, about.st_uid == getuid(), time(nil) - about.st_mtim.tv_sec > 60, flock(held, LOCK_EX | LOCK_NB) == 0
      else { continue }
      remove("\(temporary)/\(name)")
    }
  }

  private static func remove(_ folder: String) { _ = ChildProcess.run(["/bin/rm", "-rf", folder], from: 0, to: 1, complaints: 2) }

  /// Ends what is held for runs.
  func end() {
    Self.remove(folder)
    close(held)
  }

  private static let prefix = "gongkai-serve-"
  private static var temporary: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  /// A new folder of nobody else's.
  private static func made(folder: String) throws -> String {
    var template = Array("\(folder)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure.noRoom }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func runNow(_ arguments: [String], _ files: [Upload], _ input: [UInt8], _ result: String?) throws -> Answer {
    let folder = try Self.made(folder: "\(folder)/")
    defer { Self.remove(folder) }
    for file in files { try Self.write(file.bytes, to: "\(folder)/\(file.name)") }
    let (source, output, errors) = ("\(folder)/.in", "\(folder)/.out", "\(folder)/.err")
    try Self.write(input, to: source)
    let descriptors = (open(source, O_RDONLY | O_CLOEXEC), Self.made(output), Self.made(errors))
    defer { for descriptor in [descriptors.0, descriptors.1, descriptors.2] where descriptor >= 0 { close(descriptor) } }
    guard descriptors.0 >= 0, descriptors.1 >= 0, descriptors.2 >= 0 else { throw Failure.noRoom }
    // The shell goes into the folder, sets the limits, and becomes what counts the time.
    let limits = "cd \"$1\" && shift && ulimit -v \(Self.memory) && ulimit -c 0 && exec timeout -k 2 \(Self.seconds) \"$@\""
    let kept = (["PATH", "HOME", "LD_LIBRARY_PATH"] as [String]).compactMap { name in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    let status = ChildProcess.run(
      ["/bin/sh", "-c", limits, "sh", folder, path] + arguments, environment: kept + ["TMPDIR=\(folder)", "LANG=C.UTF-8"],
      from: descriptors.0, to: descriptors.1, complaints: descriptors.2)
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
}
