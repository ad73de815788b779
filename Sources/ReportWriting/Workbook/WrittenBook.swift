// The finished file, looked through before anyone takes it for done.
//
// libxlsxwriter does not look at whether its temporary files took what it wrote: on a full disk parts of the workbook end early,
// and it closes without an error.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A workbook on disk.
struct WrittenBook {
  let path: String

  /// - Parameter texts: As many bytes at least are in the shared texts.
  /// - Throws: ``WorkbookError`` if a part of the workbook is missing its end, or more.
  func check(texts: Int) throws(WorkbookError) {
    // A library that brings its own packing has no way to unpack; then its own word must do.
    guard let unpacker = Unpacker.shared else { return }
    guard let archive = unpacker.open(path) else { throw Self.broken }
    defer { _ = unpacker.close(archive) }
    var total = 0
    guard unpacker.first(archive) == 0 else { throw Self.broken }
    repeat {
      guard let size = unpacker.wholePart(archive) else { throw Self.broken }
      total += size
    } while unpacker.next(archive) == 0
    guard total >= texts else { throw Self.broken }
  }

  private static let broken = WorkbookError(
    message: Bilingual(zh: "工作簿没有写完整，磁盘可能已满", en: "the workbook was not written whole; the disk may be full"))
}

/// Unpacking, by the library with which libxlsxwriter packs.
private struct Unpacker: Sendable {
  typealias Archive = OpaquePointer
  private typealias Open = @Sendable @convention(c) (UnsafePointer<CChar>) -> Archive?
  private typealias Step = @Sendable @convention(c) (Archive) -> Int32
  private typealias Read = @Sendable @convention(c) (Archive, UnsafeMutableRawPointer, UInt32) -> Int32

  private let openArchive: Open
  let close: @Sendable @convention(c) (Archive) -> Int32
  let first: @Sendable @convention(c) (Archive) -> Int32
  let next: @Sendable @convention(c) (Archive) -> Int32
  private let openPart: Step
  private let closePart: Step
  private let read: Read

  static let shared = Unpacker()

  private init?() {
    guard let library = dlopen("libminizip.so.1", RTLD_LAZY | RTLD_LOCAL) else { return nil }
    func function<Function>(_ name: String, as type: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }
    guard let open = function("unzOpen64", as: Open.self), let close = function("unzClose", as: Step.self),
      let first = function("unzGoToFirstFile", as: Step.self), let next = function("unzGoToNextFile", as: Step.self),
      let openPart = function("unzOpenCurrentFile", as: Step.self), let closePart = function("unzCloseCurrentFile", as: Step.self),
      let read = function("unzReadCurrentFile", as: Read.self)
    else { return nil }
    openArchive = open
    (self.close, self.first, self.next, self.openPart, self.closePart, self.read) = (close, first, next, openPart, closePart, read)
  }

  func open(_ path: String) -> Archive? {
    path.withFileName { openArchive($0) }
  }

  /// The size of the current part if it is an XML document from its root's start to its end, without a gap; else nil.
  func wholePart(_ archive: Archive) -> Int? {
    guard openPart(archive) == 0 else { return nil }
    var part = PartScan()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { read(archive, $0, UInt32(bytes.count)) } ?? -1 }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      part.add(buffer[..<Int(count)])
    }
    // Closing compares the checksum.
    return closePart(archive) == 0 && part.isWhole ? part.size : nil
  }
}

/// What of a part has gone by: as many tags begin as end, and the last is that of the root.
private struct PartScan {
  private(set) var size = 0
  private var open = 0
  private var closed = 0
  private var head: [UInt8] = []
  private var tail: [UInt8] = []

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    size += bytes.count
    for byte in bytes {
      if byte == UInt8(ascii: "<") { open += 1 }
      if byte == UInt8(ascii: ">") { closed += 1 }
    }
    if head.count < 512 { head += bytes.prefix(512 - head.count) }
    tail = Array((tail + bytes.suffix(128)).suffix(128))
  }

  var isWhole: Bool {
    guard open == closed, open > 0 else { return false }
    let text = String(decoding: head, as: UTF8.self)
    // The root is the first tag that is no declaration.
    let tags = text.split(separator: "<").drop { $0.hasPrefix("?") || $0.hasPrefix("!") || $0.allSatisfy(\.isWhitespace) }
    guard let root = tags.first?.prefix(while: { !" />\r\n\t".contains($0) }), !root.isEmpty else { return false }
    let end = String(decoding: tail, as: UTF8.self).filter { !$0.isNewline }
    return end.hasSuffix("</\(root)>") || open <= 2 && end.hasSuffix("/>")
  }
}
