// What is made when it is first asked for.

import Synchronization

/// A value that is made once, by whoever asks for it first.
final class Later<Value: Sendable>: Sendable {
  private let state: Mutex<(value: Value?, make: @Sendable () -> Value)>

  /// A value that is there.
  init(_ value: Value) {
    state = Mutex((value, { value }))
  }

  init(_ make: @escaping @Sendable () -> Value) {
    state = Mutex((nil, make))
  }

  var value: Value {
    state.withLock { state in
      if let value = state.value { return value }
      let value = state.make()
      state.value = value
      return value
    }
  }
}
