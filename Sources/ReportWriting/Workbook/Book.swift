// A workbook in the making: what libxlsxwriter says of every call is kept, and the finished file is looked through.

import CLazyXlsxWriter
import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What went wrong while a workbook was written.
public struct WorkbookError: Error, Sendable {
  public let message: Bilingual
}

/// A workbook that is being drawn, with the first thing that went wrong.
final class Book {
  let pointer: UnsafeMutablePointer<lxw_workbook>
  private(set) var failure: WorkbookError?
  private let path: String
  /// The texts of all cells: that many bytes at least must be in the file. Texts that repeat are stored once.
  private var texts: Set<String> = []

  /// - Parameter folder: Where the library keeps the parts until they are packed.
  fileprivate init(path: String, folder: String) throws(WorkbookError) {
    self.path = path
    guard lazy_open_xlsxwriter() else {
      throw WorkbookError(
        message: Bilingual(
          zh: "写工作簿需要 libxlsxwriter；Debian、Ubuntu 上用 apt install libxlsxwriter4 安装",
          en: "writing a workbook takes libxlsxwriter; on Debian or Ubuntu: apt install libxlsxwriter4"))
    }
    let made = folder.withFileName { folder in
      var options = lxw_workbook_options()
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return path.withFileName { lazy_workbook_new_opt($0, &options) }
    }
    guard let made else { throw WorkbookError(message: Bilingual(zh: "内存不足", en: "out of memory")) }
    pointer = made
  }

  /// Keeps a failure of the library.
  func check(_ status: lxw_error) {
    guard status != LXW_NO_ERROR, failure == nil else { return }
    failure = Self.error(status)
  }

  func note(text: String) {
    texts.insert(text)
  }

  func define(_ name: String, _ area: String) {
    check(lazy_workbook_define_name(pointer, name, "=" + area))
  }

  /// Packs and closes the file, and looks through it.
  fileprivate func close() throws(WorkbookError) {
    if let failure {
      lazy_lxw_workbook_free(pointer)
      throw failure
    }
    let least = texts.reduce(0) { $0 + $1.utf8.count }
    let status = lazy_workbook_close(pointer)
    guard status == LXW_NO_ERROR else { throw Self.error(status) }
    try nameCharacterSet()
    try WrittenBook(path: path).check(texts: least)
  }

  /// Says of the Chinese fonts what character set they have, by which a machine without them finds others; the library keeps that to itself.
  private func nameCharacterSet() throws(WorkbookError) {
    guard let file = path.withFileName({ fopen($0, "r+") }) else { throw Self.error(LXW_ERROR_CREATING_XLSX_FILE) }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var packed = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    guard fread(&packed, 1, packed.count, file) == packed.count else { return }
    let changed = PartArchive.bytes(of: packed, changing: "xl/styles.xml") { part in
      Array(
        Styles.fonts.reduce(String(decoding: part, as: UTF8.self)) { text, font in
          let named = "<name val=\"\(font.name)\"/><family val=\"\(font.family)\"/>"
          return text.replacing(named, with: named + "<charset val=\"\(Styles.charset)\"/>")
        }.utf8)
    }
    guard let changed else { return }
    rewind(file)
    guard fwrite(changed, 1, changed.count, file) == changed.count, fflush(file) == 0, ftruncate(fileno(file), changed.count) == 0 else {
      throw Self.error(LXW_ERROR_ZIP_CLOSE)
    }
  }

  fileprivate func abandon() {
    lazy_lxw_workbook_free(pointer)
  }

  private static func error(_ status: lxw_error) -> WorkbookError {
    let reason = String(cString: lazy_lxw_strerror(status))
    let zh =
      switch status {
      case LXW_ERROR_MEMORY_MALLOC_FAILED: "内存不足"
      case LXW_ERROR_CREATING_XLSX_FILE: "无法建立文件"
      case LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE: "无法使用临时文件夹"
      case LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE, LXW_ERROR_ZIP_INTERNAL_ERROR: "写入失败，磁盘可能已满"
      default: reason
      }
    return WorkbookError(message: Bilingual(zh: "无法写出工作簿：\(zh)", en: "cannot write the workbook: \(reason)"))
  }
}

/// Makes a workbook, has its sheets drawn, writes it and makes sure that it is whole.
///
/// The library keeps the parts in files until it packs them; these stand beside the target, so that one folder has to have room.
func drawWorkbook(at path: String, _ draw: (Book) throws(WorkbookError) -> Void) throws(WorkbookError) {
  var status = stat()
  if path.withFileName({ stat($0, &status) }) == 0, status.st_mode & S_IFMT != S_IFREG {
    try drawAside(path, draw)
    return
  }
  let book = try Book(path: path, folder: path.folderOfFile)
  do {
    try draw(book)
  } catch {
    book.abandon()
    throw error
  }
  try book.close()
}

/// Draws a workbook in the folder for temporary files and hands over its bytes.
func drawnBytes(_ draw: (Book) throws(WorkbookError) -> Void) throws(WorkbookError) -> [UInt8] {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  do {
    // Never committed, so nothing of it stays.
    let aside = try AtomicFile(path: "\(folder)/gongkai-\(getpid()).xlsx")
    try drawWorkbook(at: aside.temporaryPath, draw)
    let source = aside.temporaryPath.withFileName { open($0, O_RDONLY | O_CLOEXEC) }
    defer { close(source) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw WorkbookError(message: Bilingual(zh: "无法读回写好的工作簿", en: "the workbook that was written cannot be read"))
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  } catch let error as SourceError {
    throw WorkbookError(message: error.message)
  } catch let error as WorkbookError {
    throw error
  } catch {
    throw WorkbookError(message: Bilingual(same: "\(error)"))
  }
}

/// A device or a pipe cannot be packed into: it takes the bytes.
private func drawAside(_ path: String, _ draw: (Book) throws(WorkbookError) -> Void) throws(WorkbookError) {
  let bytes = try drawnBytes(draw)
  let target = path.withFileName { open($0, O_WRONLY | O_CLOEXEC) }
  defer { close(target) }
  do {
    try writeAll(bytes, to: target, path: path)
  } catch {
    throw WorkbookError(message: error.message)
  }
}
