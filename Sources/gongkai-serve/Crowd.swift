// How many connections come from one address.

import NIOCore
import Synchronization

/// Closes connections of an address that has too many, so that one machine of a network cannot keep the others out.
final class Crowd: Sendable {
  private let most: Int
  private let counts = Mutex<[String: Int]>([:])

  init(most: Int) { self.most = most }

  /// What looks at one connection.
  var handler: any RemovableChannelHandler { Handler(self) }

  private func enter(_ address: String) -> Bool {
    counts.withLock { counts in
      guard counts[address, default: 0] < most else { return false }
      counts[address, default: 0] += 1
      return true
    }
  }

  private func leave(_ address: String) {
    counts.withLock { counts in counts[address] = counts[address].flatMap { $0 > 1 ? $0 - 1 : nil } }
  }

  private final class Handler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny
    private let crowd: Crowd
    private var address: String?

    init(_ crowd: Crowd) { self.crowd = crowd }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { count(context) } }

    func channelActive(context: ChannelHandlerContext) {
      count(context)
      context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
      if let address { crowd.leave(address) }
      address = nil
      context.fireChannelInactive()
    }

    private func count(_ context: ChannelHandlerContext) {
      guard address == nil, let own = context.channel.remoteAddress?.ipAddress else { return }
      if crowd.enter(own) { address = own } else { context.close(promise: nil) }
    }
  }
}
