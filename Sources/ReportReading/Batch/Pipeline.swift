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
public struct Pipeline: Sendable {
  public let jobs: Int

  /// - Parameter jobs: How many to work on at a time; the number of cores if nil.
  public init(jobs: Int? = nil) {
    self.jobs = max(1, jobs ?? Self.cores)
  }

  public static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// Works on every element and consumes each result in turn; no more than a few results wait.
  public func run<Element: Sendable, Output: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws -> Output,
    consume: (Element, Result<Output, any Error>) throws -> Void
  ) throws {
    try run(elements, with: {}, { element, _ in try work(element) }, consume: consume)
  }

  /// Works on every element with something that each thread makes for itself, and consumes each result in turn.
  public func run<Element: Sendable, Output: Sendable, Tool>(
    _ elements: [Element], with tool: @escaping @Sendable () -> Tool, _ work: @escaping @Sendable (Element, Tool) throws -> Output,
    consume: (Element, Result<Output, any Error>) throws -> Void
  ) throws {
    guard jobs > 1, elements.count > 1 else {
      let tool = tool()
      for element in elements { try consume(element, Result { try work(element, tool) }) }
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
        let tool = tool()
        while true {
          slots.wait()
          guard let index = state.next() else { return }
          let members = elements[index * handful..<min(elements.count, (index + 1) * handful)]
          state.put(members.map { element in Result { try work(element, tool) } }, at: index)
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
