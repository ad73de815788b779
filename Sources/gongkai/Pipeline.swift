// Many files over the cores: read and worked on as they come, handed on in the order of the inputs, few of them in memory at a time.

import DisclosureReport
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work on many elements, as many at a time as there are cores, with results in the order of the elements.
struct Pipeline {
  let jobs: Int

  /// - Parameter jobs: How many to work on at a time; the number of cores if nil.
  init(jobs: Int? = nil) {
    self.jobs = max(1, jobs ?? Self.cores)
  }

  static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// The results of work on every element, in their order.
  func map<Element: Sendable, Output: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Output
  ) throws -> [Output] {
    var outputs: [Output] = []
    outputs.reserveCapacity(elements.count)
    try run(elements, work) { outputs.append(try $1.get()) }
    return outputs
  }

  /// Works on every element and consumes each result in turn; no more than a few results wait.
  func run<Element: Sendable, Output: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Output,
    consume: (Element, Result<Output, any Error>) throws -> Void
  ) throws {
    guard jobs > 1, elements.count > 1 else {
      for element in elements { try consume(element, Result { try work(element) }) }
      return
    }
    // A small file takes less time than waking a thread for it, so they are taken by the handful.
    let handful = max(1, min(8, elements.count / (jobs * 8)))
    let count = (elements.count + handful - 1) / handful
    let state = Work<[Result<Output, any Error>]>(count: count)
    // Results that are ready wait for those before them; this bounds how many. A semaphore may not go away below the value
    // that it was made with, so both are made at 0.
    let slots = DispatchSemaphore(value: 0)
    for _ in 0..<jobs * 2 { slots.signal() }
    let ready = DispatchSemaphore(value: 0)
    let workers = DispatchGroup()
    // Whatever ends this call, nobody works on when it has returned.
    defer {
      state.stop()
      for _ in 0..<jobs { slots.signal() }
      workers.wait()
    }
    for _ in 0..<min(jobs, count) {
      DispatchQueue.global().async(group: workers) {
        while true {
          slots.wait()
          guard let index = state.next() else { return }
          let members = elements[index * handful..<min(elements.count, (index + 1) * handful)]
          state.put(members.map { element in Result { try work(element) } }, at: index)
          ready.signal()
        }
      }
    }
    for index in 0..<count {
      var results = state.take(index)
      while results == nil {
        ready.wait()
        results = state.take(index)
      }
      slots.signal()
      for (element, result) in zip(elements[(index * handful)...], results ?? []) { try consume(element, result) }
    }
  }
}

/// What is done and what comes next.
private final class Work<Output: Sendable>: Sendable {
  private let state: Mutex<(next: Int, end: Int, results: [Int: Output])>

  init(count: Int) {
    state = Mutex((0, count, [:]))
  }

  /// The next piece of work, nil if there is no more.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < state.end else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Nothing further is begun.
  func stop() {
    state.withLock { $0.end = 0 }
  }

  func put(_ result: Output, at index: Int) {
    state.withLock { $0.results[index] = result }
  }

  func take(_ index: Int) -> Output? {
    state.withLock { $0.results.removeValue(forKey: index) }
  }
}

/// How far the work is, on standard error if that is a terminal: done, total, rate, time left, and how many had findings.
struct Progress {
  private let total: Int
  private let isShown: Bool
  private let start = DispatchTime.now().uptimeNanoseconds
  private var shown: UInt64 = 0
  private var done = 0
  private var flagged = 0

  init(total: Int) {
    self.total = total
    isShown = total > 1 && Terminal.showsProgress
  }

  mutating func advance(hasFindings: Bool) {
    done += 1
    if hasFindings { flagged += 1 }
    guard isShown else { return }
    let now = DispatchTime.now().uptimeNanoseconds
    // Ten times a second is enough to see.
    guard now - shown > 100_000_000 || done == total else { return }
    shown = now
    let seconds = max(0.001, Double(now - start) / 1e9)
    let rate = Double(done) / seconds
    let left = Int((Double(total - done) / max(rate, 0.001)).rounded(.up))
    let time = left >= 60 ? "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)" : say("\(left) 秒", "\(left) s")
    let perSecond = rate < 10 ? "\(Int(rate * 10) / 10).\(Int(rate * 10) % 10)" : "\(Int(rate))"
    Terminal.showStatus(
      say(
        "\(done)/\(total)　每秒 \(perSecond) 份　剩余 \(time)　\(flagged) 份有提示",
        "\(done)/\(total)  \(perSecond)/s  \(time) left  \(flagged) with findings"))
  }

  func finish() {
    if isShown { Terminal.clearStatus() }
  }
}
