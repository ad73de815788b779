// What ends the command from outside: a signal leaves no half-written file and no program running.

import ReportReading
import ReportWriting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

enum Interruption {
  /// All that end a process by default and that it can wait for.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU]

  /// Makes sure that descriptors 0 to 2 are open, lest a file that is opened later become standard output. Using one that was
  /// closed still fails: what stands in for it lets input not be read, and output not be written.
  static func openStandardDescriptors() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free descriptor is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  /// A closed pipe and a file that grows too large are errors to report, not signals to die of.
  static func reportWriteErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Clears away what is unfinished when a signal ends the command, which then dies of the same signal, as shells expect.
  ///
  /// To be called before other threads begin: they inherit that these signals wait for the one thread that takes them.
  static func clearAwayOnSignals() {
    var waiting = awaited
    pthread_sigmask(SIG_BLOCK, &waiting, nil)
    var thread = pthread_t()
    if pthread_create(&thread, nil, takeSignal, nil) != 0 { pthread_sigmask(SIG_UNBLOCK, &waiting, nil) }
  }

  /// Waits for a signal, clears away, and ends the process.
  private static let takeSignal: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { _ in
    var waiting = awaited
    var number: Int32 = 0
    while sigwait(&waiting, &number) != 0 {}
    // Both locks are held to the end, so nothing new begins.
    ChildProcess.endAll { AtomicFile.abandonAll { die(of: number) } }
    return nil
  }

  /// The signals to wait for. Who starts a command with one ignored, as nohup does, wants it ignored.
  private static var awaited: sigset_t { Self.mask(of: signals.filter { !isIgnored($0) }) }

  private static func mask(of numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func die(of number: Int32) {
    if Terminal.showsProgress { Terminal.clearStatus() }
    signal(number, SIG_DFL)
    var own = mask(of: [number])
    pthread_sigmask(SIG_UNBLOCK, &own, nil)
    raise(number)
    _exit(128 + number)
  }
}
