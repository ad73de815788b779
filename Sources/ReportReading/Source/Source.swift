// Where bytes come from. A source is read in pieces, so that a table of a whole nation's reports never stands in memory.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file, standard input, or bytes at hand, read once from front to back.
public final class Source {
  /// As shown in findings; `<stdin>` for standard input.
  public let path: String
  /// Room for what is read; only `unread` of it means anything.
  private var storage: [UInt8]
  /// Where in `storage` stands what has been read and not yet been consumed.
  private var unread: Range<Int>
  private(set) var isAtEnd: Bool
  private let descriptor: Int32?

  /// Documents other than tidy CSV are read whole; larger ones are refused.
  public static let documentLimit = 256 << 20
  static let piece = 1 << 20
  /// How much is read at a time.
  private var room = piece
  /// Whether it is a regular file, which ends where a read comes short.
  private var isFile = false
  /// The size of a regular file when it was opened.
  private var size = 0

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: ``SourceError`` when there is no such file, when it is a folder, or when it cannot be read.
  public init(path: String) throws(SourceError) {
    storage = []
    unread = 0..<0
    isAtEnd = false
    if path == "-" {
      self.path = "<stdin>"
      descriptor = STDIN_FILENO
      return
    }
    self.path = path
    let opened = path.withFileName { open($0, O_RDONLY | O_CLOEXEC) }
    guard opened >= 0 else { throw Self.systemError(path, doing: Bilingual(zh: "打开", en: "open")) }
    descriptor = opened
    var status = stat()
    guard fstat(opened, &status) == 0 else { return }
    // One read takes a small file whole, and finds in the next that it has ended.
    isFile = status.st_mode & S_IFMT == S_IFREG
    if isFile {
      size = Int(status.st_size)
      room = min(Self.piece, max(4096, size + 1))
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw SourceError(
        path, Bilingual(zh: "这是一个文件夹，应为报告文件", en: "this is a folder; a report file was expected"))
    }
  }

  /// A source over bytes at hand.
  public init(bytes: [UInt8], path: String) {
    self.path = path
    storage = bytes
    unread = 0..<bytes.count
    isAtEnd = true
    descriptor = nil
  }

  deinit {
    if let descriptor, descriptor != STDIN_FILENO { close(descriptor) }
  }

  var unreadCount: Int { unread.count }

  /// Lends what has been read and not yet been consumed.
  func withUnread<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try storage.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[unread])) }
  }

  /// Reads the next piece behind what is there; does nothing at the end.
  func fill() throws(SourceError) {
    guard !isAtEnd, let descriptor else { return }
    if storage.count - unread.upperBound < room {
      // What is left moves to the front; the room is doubled only if that does not make enough.
      storage.replaceSubrange(0..<unread.count, with: Array(storage[unread]))
      unread = 0..<unread.count
      let wanted = unread.count + room
      if storage.count < wanted {
        let more = max(wanted, room > Self.piece ? 0 : 2 * storage.count) - storage.count
        storage.reserveCapacity(storage.count + more)
        storage.append(contentsOf: repeatElement(0, count: more))
      }
    }
    let end = unread.upperBound
    var count = 0
    let asked = storage.count - end
    repeat {
      count = storage.withUnsafeMutableBytes { read(descriptor, $0.baseAddress?.advanced(by: end), asked) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw Self.systemError(path, doing: Bilingual(zh: "读取", en: "read")) }
    unread = unread.lowerBound..<end + count
    // A read that leaves room in the file's own storage has come to its end.
    isAtEnd = count == 0 || isFile && count < asked
    room = Self.piece
  }

  /// Drops bytes from the front.
  func consume(_ count: Int) {
    unread = unread.lowerBound + count..<unread.upperBound
  }

  /// The first bytes, for telling the format.
  func head() throws(SourceError) -> ArraySlice<UInt8> {
    while unread.count < 4096, !isAtEnd { try fill() }
    return storage[unread].prefix(65536)
  }

  /// All bytes that are left.
  ///
  /// - Throws: ``SourceError`` when there are more than ``documentLimit``.
  public func bytes() throws(SourceError) -> [UInt8] {
    // Room for all of a file at once: growing by and by takes twice as much at the end.
    if isFile, !isAtEnd { room = min(max(Self.piece, size - unread.count + 1), Self.documentLimit) }
    while !isAtEnd {
      try fill()
      if unread.count > Self.documentLimit {
        throw SourceError(
          path,
          Bilingual(
            zh: "文件超过 \(Self.documentLimit >> 20) MB；只有一格一行的 CSV 没有大小限制",
            en: "the file has more than \(Self.documentLimit >> 20) MB; only tidy CSV may be larger"))
      }
    }
    // Handed over, not copied.
    var all: [UInt8] = []
    swap(&all, &storage)
    all.removeSubrange(unread.upperBound...)
    all.removeFirst(unread.lowerBound)
    unread = 0..<0
    return all
  }

  static func systemError(_ path: String, doing what: Bilingual) -> SourceError {
    let code = errno
    let reason: Bilingual
    switch code {
    case ENOENT: reason = Bilingual(zh: "没有这个文件", en: "there is no such file")
    case EACCES: reason = Bilingual(zh: "没有权限", en: "permission denied")
    default:
      let text = String(cString: strerror(code))
      reason = Bilingual(zh: text, en: text)
    }
    return SourceError(path, Bilingual(zh: "无法\(what.zh)：\(reason.zh)", en: "cannot \(what.en): \(reason.en)"))
  }
}

/// Refuses bytes that are not UTF-8, naming the first that is not.
///
/// `line` is the number of the first line of `bytes`.
func checkUTF8(_ bytes: UnsafeBufferPointer<UInt8>, path: String, line: Int = 1) throws(SourceError) {
  let broken: Int
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes.span)
    return
  } catch {
    broken = error.byteOffsets.lowerBound
  }
  let place = place(of: broken, in: bytes)
  let hex = String(bytes[broken], radix: 16, uppercase: true)
  throw SourceError(
    path, at: SourceError.Place(line: place.line + line - 1, column: place.column),
    Bilingual(
      zh: "此处的字节 0x\(hex) 不是 UTF-8；请另存为 UTF-8 编码",
      en: "the byte 0x\(hex) here is not UTF-8; save the file as UTF-8"))
}

/// The same for bytes in an array.
func checkUTF8(_ bytes: [UInt8], path: String) throws {
  try bytes.withUnsafeBufferPointer { try checkUTF8($0, path: path) }
}
