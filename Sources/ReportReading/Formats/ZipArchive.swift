// The zip archives that .xlsx and .docx are, through libzip, with limits: a small file may claim to be a huge one.

internal import CLazyZip
import DisclosureReport

/// An archive in memory.
final class ZipArchive {
  private let path: String
  private let bytes: [UInt8]
  private let budget: Budget
  private let archive: OpaquePointer

  /// No entry unpacks to a thousand times its packed size; what all of them may unpack to is for the budget to say.
  static let ratioLimit: UInt64 = 1000

  init(_ bytes: [UInt8], path: String, within budget: Budget) throws(SourceError) {
    self.bytes = bytes
    self.path = path
    self.budget = budget
    guard lazy_open_zip() else { throw .missing("libzip", package: "libzip4", toRead: path) }
    var error = zip_error_t()
    lazy_zip_error_init(&error)
    // The array lives as long as the archive, which does not copy it.
    let opened = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let source = lazy_zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, &error) else { return nil }
      return lazy_zip_open_from_source(source, ZIP_RDONLY, &error)
    }
    guard let opened else {
      let reason = String(cString: lazy_zip_error_strerror(&error))
      throw SourceError(
        path, Bilingual(zh: "文件不是完整的 .xlsx 或 .docx（\(reason)）", en: "the file is not a whole .xlsx or .docx (\(reason))"))
    }
    archive = opened
  }

  deinit {
    lazy_zip_discard(archive)
  }

  func contains(_ name: String) -> Bool { place(of: name) != nil }

  /// Where entries are by names without case, and with one kind of separators: Windows has others.
  private lazy var places: [String: UInt64] = Dictionary(
    (0..<UInt64(max(0, lazy_zip_get_num_entries(archive, 0)))).compactMap { index in
      lazy_zip_get_name(archive, index, 0).map { (Self.folded(String(cString: $0)), index) }
    }
  ) { first, _ in first }

  private static func folded(_ name: String) -> String { name.lowercased().replacing("\\", with: "/") }

  /// Where an entry is: the one of just this name, else one whose name differs in case or separators.
  private func place(of name: String) -> UInt64? {
    let exact = lazy_zip_name_locate(archive, name, 0)
    return exact >= 0 ? UInt64(exact) : places[Self.folded(name)]
  }

  /// The contents of an entry, nil if there is none of that name.
  func entry(_ name: String) throws(SourceError) -> [UInt8]? {
    guard let index = place(of: name) else { return nil }
    var status = zip_stat_t()
    guard lazy_zip_stat_index(archive, index, 0, &status) == 0 else { throw broken(name) }
    guard status.size / Self.ratioLimit <= max(status.comp_size, 1024) else {
      throw SourceError(
        path,
        Bilingual(
          zh: "其中的 \(name) 解压后有 \(status.size) 字节，是压缩后的 \(Self.ratioLimit) 倍以上",
          en: "\(name) in it would unpack to \(status.size) bytes, more than \(Self.ratioLimit) times what it is packed to"))
    }
    try budget.take(Int(clamping: status.size), .unpacked)
    guard let file = lazy_zip_fopen_index(archive, index, 0) else { throw broken(name) }
    defer { lazy_zip_fclose(file) }
    // The claimed size may be a lie; what comes out is counted.
    var contents = [UInt8](repeating: 0, count: Int(status.size))
    let count = contents.withUnsafeMutableBytes { lazy_zip_fread(file, $0.baseAddress, UInt64($0.count)) }
    var more: UInt8 = 0
    guard count == contents.count, lazy_zip_fread(file, &more, 1) == 0 else { throw broken(name) }
    return contents
  }

  private func broken(_ name: String) -> SourceError {
    SourceError(path, Bilingual(zh: "其中的 \(name) 已损坏", en: "\(name) in it is damaged"))
  }
}
