// The archive that a Word file is, parts and all, through libzip, made in memory.

internal import CLazyZip
import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Parts with their names, packed.
enum PartArchive {
  /// Whether the library is there that packs.
  static var isAvailable: Bool { lazy_open_zip() }

  /// 1980-01-01, the first day that an archive knows: the same report gives the same bytes on any day, in any zone.
  private static let day: UInt16 = 1 << 5 | 1

  /// The archive; nil if there is no memory for it.
  static func bytes(of parts: [(name: String, bytes: [UInt8])]) -> [UInt8]? {
    guard isAvailable else { return nil }
    var error = zip_error_t()
    lazy_zip_error_init(&error)
    guard let target = lazy_zip_source_buffer_create(nil, 0, 0, &error) else { return nil }
    // Closing the archive gives its source away unless it is kept.
    lazy_zip_source_keep(target)
    defer { lazy_zip_source_free(target) }
    guard let archive = lazy_zip_open_from_source(target, ZIP_TRUNCATE, &error) else { return nil }
    // The parts are read when the archive is closed.
    let stored = parts.map { part in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 1)
      copy.copyBytes(from: part.bytes)
      return copy
    }
    defer { for copy in stored { copy.deallocate() } }
    for (part, copy) in zip(parts, stored) {
      guard let source = lazy_zip_source_buffer(archive, copy.baseAddress, UInt64(part.bytes.count), 0) else {
        lazy_zip_discard(archive)
        return nil
      }
      let index = lazy_zip_file_add(archive, part.name, source, ZIP_FL_ENC_UTF_8)
      guard index >= 0, lazy_zip_file_set_dostime(archive, UInt64(index), 0, day, 0) == 0 else {
        lazy_zip_discard(archive)
        return nil
      }
    }
    guard lazy_zip_close(archive) == 0 else {
      lazy_zip_discard(archive)
      return nil
    }
    return contents(of: target)
  }

  /// An archive with one of its parts changed; nil if there is no such part, or no library. The others stay packed as they are.
  static func bytes(of packed: [UInt8], changing name: String, _ change: ([UInt8]) -> [UInt8]) -> [UInt8]? {
    guard isAvailable else { return nil }
    var error = zip_error_t()
    lazy_zip_error_init(&error)
    return packed.withUnsafeBytes { packed -> [UInt8]? in
      // The library gives this copy away when it writes.
      guard let copy = malloc(max(1, packed.count)), let bytes = packed.baseAddress else { return nil }
      memcpy(copy, bytes, packed.count)
      guard let target = lazy_zip_source_buffer_create(copy, UInt64(packed.count), 1, &error) else {
        free(copy)
        return nil
      }
      lazy_zip_source_keep(target)
      defer { lazy_zip_source_free(target) }
      guard let archive = lazy_zip_open_from_source(target, 0, &error) else { return nil }
      guard let part = part(name, of: archive) else {
        lazy_zip_discard(archive)
        return nil
      }
      return change(part).withUnsafeBytes { changed -> [UInt8]? in
        guard let source = lazy_zip_source_buffer(archive, changed.baseAddress, UInt64(changed.count), 0) else {
          lazy_zip_discard(archive)
          return nil
        }
        let index = lazy_zip_file_add(archive, name, source, UInt32(ZIP_FL_OVERWRITE))
        guard index >= 0, lazy_zip_file_set_dostime(archive, UInt64(index), 0, day, 0) == 0, lazy_zip_close(archive) == 0 else {
          lazy_zip_discard(archive)
          return nil
        }
        return contents(of: target)
      }
    }
  }

  private static func part(_ name: String, of archive: OpaquePointer) -> [UInt8]? {
    let index = lazy_zip_name_locate(archive, name, 0)
    var status = zip_stat_t()
    guard index >= 0, lazy_zip_stat_index(archive, UInt64(index), 0, &status) == 0,
      let file = lazy_zip_fopen_index(archive, UInt64(index), 0)
    else { return nil }
    defer { lazy_zip_fclose(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { lazy_zip_fread(file, $0.baseAddress, UInt64($0.count)) }
    return count == bytes.count ? bytes : nil
  }

  private static func contents(of source: OpaquePointer) -> [UInt8]? {
    var status = zip_stat_t()
    guard lazy_zip_source_stat(source, &status) == 0, lazy_zip_source_open(source) == 0 else { return nil }
    defer { lazy_zip_source_close(source) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { lazy_zip_source_read(source, $0.baseAddress, UInt64($0.count)) }
    return count == bytes.count ? bytes : nil
  }
}
