// What a thread has learnt of labels. A thousand reports have the same few hundred, so each is folded and looked up once.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The labels of the documents that a thread has read, and the indices of the editions. Threads share none of it: counting
/// references to the same labels, they would wait for each other all the time.
final class KnownLabels {
  let editions = Form.editions.map(LabelIndex.init)
  /// How their titles are worded.
  lazy var titles = TitleWordings(Form.editions)
  private var labels: [ArraySlice<UInt8>: Label] = [:]

  /// Labels beyond these are not kept, so that what documents hold cannot fill the memory.
  private static let limit = 4096
  private static let longest = 200

  func label(of bytes: ArraySlice<UInt8>) -> Label {
    if let label = labels[bytes] { return label }
    guard bytes.count <= Self.longest, labels.count < Self.limit else { return Label(bytes, number: nil) }
    let label = Label(bytes, number: labels.count)
    // A copy: the slice would keep its whole document.
    labels[ArraySlice(Array(bytes))] = label
    return label
  }

  /// Those of the thread that asks; they go when it ends.
  static var ofThread: KnownLabels {
    if let known = pthread_getspecific(key) { return Unmanaged<KnownLabels>.fromOpaque(known).takeUnretainedValue() }
    let known = KnownLabels()
    pthread_setspecific(key, Unmanaged.passRetained(known).toOpaque())
    return known
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    #if canImport(Darwin)
      pthread_key_create(&key) { Unmanaged<KnownLabels>.fromOpaque($0).release() }
    #else
      pthread_key_create(&key) { if let known = $0 { Unmanaged<KnownLabels>.fromOpaque(known).release() } }
    #endif
    return key
  }()
}
