// Programs that reading asks for help, such as pdftotext. None of them outlives the command.

import DisclosureReport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that runs by itself between two files.
public enum ChildProcess {
  /// Those that run. This belongs to the process, not to a reader: a signal that ends the process ends them all.
  private static let running = Mutex<Set<pid_t>>([])

  /// The call that closes all other files in the program; headers show it to C with GNU's extensions only.
  private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
    unsafeBitCast($0, to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)
  }

  /// Runs a program with its input, output and complaints at descriptors; nothing that it says elsewhere is shown.
  ///
  /// - Parameters:
  ///   - arguments: With the path of the program first.
  ///   - environment: `NAME=value`; that of this process if nil.
  /// - Returns: Its exit status: 127 if there is no such program, 128 and the signal's number if it was ended.
  package static func run(
    _ arguments: [String], environment: [String]? = nil, from input: Int32, to output: Int32, complaints: Int32
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaints, 2)
    // What else is open here, such as sockets, is not for a program that reads what strangers wrote.
    _ = Self.closeFrom?(&actions, 3)
    // What this process blocks or ignores is its own affair.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // With what it starts itself it is a group, which is ended as one.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = (environment ?? []).map { strdup($0) } + [nil]
    let strings = words + variables
    defer { for string in strings { free(string) } }
    let started = running.withLock { running -> pid_t? in
      var process: pid_t = 0
      let failure =
        environment == nil
        ? posix_spawn(&process, arguments[0], &actions, &attributes, &words, environ)
        : posix_spawn(&process, arguments[0], &actions, &attributes, &words, &variables)
      guard failure == 0 else { return nil }
      running.insert(process)
      return process
    }
    guard let process = started else { return 127 }
    // It is waited for without being forgotten, so that its number stays its own until it is off the list.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    var status: Int32 = 0
    running.withLock { running in
      running.remove(process)
      // What it started may go on without it.
      kill(-process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  /// Runs a line of shell over bytes. Input, output and complaints are files without a name, so nothing is left behind.
  static func filter(_ command: String, _ bytes: [UInt8], path: String) throws(SourceError) -> (
    status: Int32, output: [UInt8], complaints: [UInt8]
  ) {
    guard let input = tmpfile(), let output = tmpfile(), let complaints = tmpfile() else {
      throw Source.systemError(path, doing: Bilingual(zh: "使用临时文件", en: "make a temporary file"))
    }
    defer {
      fclose(input)
      fclose(output)
      fclose(complaints)
    }
    guard fwrite(bytes, 1, bytes.count, input) == bytes.count, fflush(input) == 0 else {
      throw Source.systemError(path, doing: Bilingual(zh: "使用临时文件", en: "write a temporary file"))
    }
    rewind(input)
    let status = run(["/bin/sh", "-c", command], from: fileno(input), to: fileno(output), complaints: fileno(complaints))
    return (status, contents(of: output), contents(of: complaints))
  }

  /// Shell that grants memory and files of 64 MB, or what little is granted already: the shell ends where it cannot be set.
  static func limits(kilobytes: Int) -> String {
    ["-v \(kilobytes)", "-f 131072"].map { "(ulimit \($0)) 2>/dev/null && ulimit \($0)" }.joined(separator: "; ")
  }

  private static func contents(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    rewind(file)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 1, piece.count, file)
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  /// Ends all of them, and lets none begin while `body` runs. For the end of the process.
  public static func endAll(then body: () -> Void) {
    running.withLock { running in
      // A line of shell clears away what it has made.
      for process in running { kill(-process, SIGTERM) }
      body()
    }
  }
}
