// What is made when it is first asked for.

import Synchronization

/// A value that is made once, by whoever asks for it first.
final class Later<Value: Sendable>: Sendable {
  private enum State: Sendable {
    case made(Value)
    case open(@Sendable () -> Value)
  }

  private let state: Mutex<State>

  /// A value that is there.
  init(_ value: Value) {
    state = Mutex(.made(value))
  }

  init(_ make: @escaping @Sendable () -> Value) {
    state = Mutex(.open(make))
  }

  var value: Value {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .open(let make):
        let value = make()
        // What it was made from goes.
        state = .made(value)
        return value
      }
    }
  }
}
