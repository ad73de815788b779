// Work over the cores, results in order.

import Dispatch
import Synchronization

/// Applies a function to every element, on as many cores as there are, and returns the results in the order of the elements.
func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], _ transform: @Sendable (Element) throws -> Result
) throws -> [Result] {
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result = Swift.Result { try transform(elements[index]) }
    results.withLock { $0[index] = result }
  }
  let done = results.withLock { $0 }
  return try elements.indices.compactMap { try done[$0]?.get() }
}
