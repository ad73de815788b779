// Which files are read: those that are named, those in folders, those that a list names.

import DisclosureReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file to read, and what its output is called.
public struct InputFile: Sendable {
  /// `-` is standard input.
  public let path: String
  /// The name without its extension; for a file found in a folder, the way to it from there.
  public let name: String

  public init(path: String, below folder: String? = nil) {
    self.path = path
    var name = path == "-" ? "stdin" : path
    if let folder, name.hasPrefix(folder) {
      name = String(name.dropFirst(folder.count).drop { $0 == "/" })
    } else {
      name = name.split(separator: "/").last.map(String.init) ?? name
    }
    if let point = name.lastIndex(of: "."), point > name.startIndex, name[name.index(before: point)] != "/" {
      name = String(name[..<point])
    }
    self.name = name
  }

  /// Files that are named as they are, and those in folders, by name.
  ///
  /// - Throws: ``SourceError`` for a folder that cannot be read, or that holds no report file.
  public static func found(in paths: [String], recursive: Bool) throws -> [InputFile] {
    var inputs: [InputFile] = []
    for path in paths {
      guard path != "-", kind(path) == S_IFDIR else {
        inputs.append(InputFile(path: path))
        continue
      }
      let before = inputs.count
      try list(path, below: path, recursive: recursive, depth: 0, &inputs)
      if inputs.count == before {
        throw SourceError(
          path,
          Bilingual(
            zh: "文件夹里没有报告文件" + (recursive ? "" : "；包括子文件夹请用 --recursive"),
            en: "there is no report file in the folder" + (recursive ? "" : "; give --recursive for the folders in it")))
      }
    }
    return inputs
  }

  private static func list(_ folder: String, below root: String, recursive: Bool, depth: Int, _ inputs: inout [InputFile]) throws {
    guard let stream = folder.withFileName({ opendir($0) }) else {
      throw SourceError(folder, Bilingual(zh: "无法读取文件夹", en: "the folder cannot be read"))
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: UInt8.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) { bytes in
          String(fileName: UnsafeBufferPointer(start: bytes, count: strlen(UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self))))
        }
      }
      // Hidden files, and the lock files of office programs.
      if name.hasPrefix(".") || name.hasPrefix("~$") { continue }
      // What describes a folder of CSV is none of its reports.
      if name != "datapackage.json" { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      switch kind(path) {
      case S_IFDIR where recursive && depth < 64: try list(path, below: root, recursive: true, depth: depth + 1, &inputs)
      // Of a link that leads nowhere reading says so.
      case S_IFREG, 0:
        guard let known = name.fileExtension,
          SourceFormat(fileExtension: known) != nil || OtherFormat.extensions.contains(known.lowercased())
        else { continue }
        inputs.append(InputFile(path: path, below: root))
      default: break
      }
    }
  }

  private static func kind(_ path: String) -> mode_t {
    var status = stat()
    return path.withFileName { stat($0, &status) } == 0 ? status.st_mode & S_IFMT : 0
  }

  /// The names in a list, parted by NUL, as `find -print0` makes it.
  ///
  /// - Throws: ``SourceError`` for an empty list, and for an empty name in it.
  public static func listed(in path: String) throws -> [String] {
    let source = try Source(path: path)
    var names = try source.bytes().split(separator: 0, omittingEmptySubsequences: false)
    if names.last?.isEmpty == true { names.removeLast() }
    guard !names.isEmpty else { throw SourceError(source.path, Bilingual(zh: "其中没有文件名", en: "there are no file names in it")) }
    return try names.enumerated().map { number, bytes in
      guard !bytes.isEmpty else {
        throw SourceError(
          source.path,
          Bilingual(zh: "第 \(number + 1) 个文件名是空的；文件名之间只应有一个 NUL", en: "file name \(number + 1) is empty; one NUL parts two names"))
      }
      let name = String(fileName: bytes)
      // In a list a dash is a file of that name, not standard input.
      return name == "-" ? "./-" : name
    }
  }
}
