// How far the work is, on a terminal.

import Dispatch

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
    // What is done at once needs no word; ten times a second is enough to see.
    guard now - start > 300_000_000, now - shown > 100_000_000 || done == total else { return }
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
    if shown > 0 { Terminal.clearStatus() }
  }
}
