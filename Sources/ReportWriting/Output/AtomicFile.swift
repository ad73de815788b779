// Files that are whole or not there: written beside the target, synced, and renamed over it.

import DisclosureReport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making. Until ``commit()`` nothing of it is to be seen under its name; without it nothing remains.
public final class AtomicFile {
  /// The name under which the file will stand.
  public let path: String
  /// The name under which it is being written.
  public let temporaryPath: String
  private var descriptor: Int32
  /// Whether the target is a device or pipe, which cannot be replaced and is written to directly.
  private let isDirect: Bool
  /// The temporary names in use. This belongs to the process, not to a file: a signal that ends the process removes them all.
  private static let unfinished = Mutex<Set<String>>([])

  /// Creates the file beside its target.
  ///
  /// - Throws: ``SourceError`` when the folder does not exist or cannot be written to.
  public init(path: String) throws(SourceError) {
    self.path = path
    var status = stat()
    let exists = path.withFileName { stat($0, &status) } == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw SourceError(path, Bilingual(zh: "这是一个文件夹，应为文件名", en: "this is a folder; a file name was expected"))
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      isDirect = true
      temporaryPath = path
      descriptor = path.withFileName { open($0, O_WRONLY | O_CLOEXEC) }
      if descriptor < 0 { throw Self.failure(path, errno) }
      return
    }
    isDirect = false
    // A link stays a link: the file that it points to is replaced.
    let target = exists ? Self.resolved(path) : path
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? ""
    let name = slash.map { String(target[target.index(after: $0)...]) } ?? target
    var pattern = "\(folder).\(name.prefix(60)).gongkai-XXXXXX".fileNameBytes.map { CChar(bitPattern: $0) } + [0]
    let made = Self.unfinished.withLock { unfinished in
      let descriptor = mkstemp(&pattern)
      let code = errno
      let path = String(fileName: pattern.dropLast().map { UInt8(bitPattern: $0) })
      if descriptor >= 0 { unfinished.insert(path) }
      return (descriptor: descriptor, path: path, code: code)
    }
    (descriptor, temporaryPath) = (made.descriptor, made.path)
    if descriptor < 0 { throw Self.failure(path, made.code) }
    // The rights of the file that it replaces, else those that a new file would have.
    fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~Self.mask)
  }

  /// The process's mask, looked up once: there is no way to read it without setting it, which other threads would see.
  private static let mask: mode_t = {
    let mask = umask(0)
    _ = umask(mask)
    return mask
  }()

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if !isDirect { remove() }
  }

  private func remove() {
    Self.unfinished.withLock { unfinished in
      unfinished.remove(temporaryPath)
      _ = temporaryPath.withFileName { unlink($0) }
    }
  }

  /// Removes every file in the making, and lets none begin or be completed while `body` runs. For the end of the process.
  public static func abandonAll(then body: () -> Void) {
    unfinished.withLock { unfinished in
      for path in unfinished { _ = path.withFileName { unlink($0) } }
      body()
    }
  }

  public func write(_ bytes: [UInt8]) throws(SourceError) {
    try writeAll(bytes, to: descriptor, path: path)
  }

  /// Makes the file visible under its name.
  public func commit() throws(SourceError) {
    defer { descriptor = -1 }
    if !isDirect {
      // A library may have replaced the contents under the temporary name; sync what stands there.
      guard fsync(descriptor) == 0, replaceTarget() == 0 else {
        let code = errno
        close(descriptor)
        remove()
        throw Self.failure(path, code)
      }
    }
    close(descriptor)
  }

  private func replaceTarget() -> Int32 {
    Self.unfinished.withLock { unfinished in
      let status = temporaryPath.withFileName { old in Self.resolved(path).withFileName { new in rename(old, new) } }
      if status == 0 { unfinished.remove(temporaryPath) }
      return status
    }
  }

  /// The file that a path leads to through links; the path itself if there is none yet.
  private static func resolved(_ path: String) -> String {
    guard let real = path.withFileName({ realpath($0, nil) }) else { return path }
    defer { free(real) }
    return String(fileName: UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }

  fileprivate static func failure(_ path: String, _ code: Int32) -> SourceError {
    let reason: Bilingual =
      switch code {
      case ENOENT, ENOTDIR: Bilingual(zh: "文件夹不存在；请先用 mkdir -p 建立", en: "the folder does not exist; create it with mkdir -p")
      case EACCES, EROFS: Bilingual(zh: "没有写入权限", en: "permission denied")
      case ENOSPC, EDQUOT: Bilingual(zh: "磁盘已满", en: "the disk is full")
      case EFBIG: Bilingual(zh: "文件超过系统允许的大小", en: "the file would be larger than the system allows")
      default: Bilingual(same: String(cString: strerror(code)))
      }
    return SourceError(path, Bilingual(zh: "无法写入：\(reason.zh)", en: "cannot write: \(reason.en)"))
  }
}

/// Writes all bytes to a descriptor.
///
/// - Throws: ``SourceError`` when the disk is full, or when a pipe was closed.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SourceError) {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw AtomicFile.failure(path, errno) }
    done += count
  }
}
