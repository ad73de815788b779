// Programs that reading asks for help, such as pdftotext. None of them outlives the command.

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

  /// Runs a line of shell with its input, output and complaints at descriptors; nothing that it says elsewhere is shown.
  ///
  /// - Returns: Its exit status: 127 if there is no such program, 128 and the signal's number if it was ended.
  static func run(_ command: String, from input: Int32, to output: Int32, complaints: Int32) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, complaints, 2)
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
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var arguments: [UnsafeMutablePointer<CChar>?] = (["sh", "-c", command] as [String]).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let started = running.withLock { running -> pid_t? in
      var process: pid_t = 0
      guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, environ) == 0 else { return nil }
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
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  /// Ends all of them, and lets none begin while `body` runs. For the end of the process.
  public static func endAll(then body: () -> Void) {
    running.withLock { running in
      for process in running { kill(process, SIGKILL) }
      body()
    }
  }
}
