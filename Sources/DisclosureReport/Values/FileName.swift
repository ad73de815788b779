// The names of files as text. A name may hold any bytes; those that are no UTF-8 must come through text unharmed.

extension String {
  /// The first of the scalars that stand for bytes, at the end of a plane that no text uses.
  private static var firstByte: UInt32 { 0x10FE00 }

  /// A file's name as text: a byte that belongs to no character of UTF-8 is a private scalar of its own, U+10FE00 plus the byte.
  ///
  /// ``withFileName(_:)`` gives the same bytes back.
  public init(fileName bytes: some Collection<UInt8>) {
    var name = ""
    var decoder = UTF8()
    var start = bytes.startIndex
    while start != bytes.endIndex {
      var rest = bytes[start...].makeIterator()
      var end = bytes.index(after: start)
      if case .scalarValue(let scalar) = decoder.decode(&rest), !scalar.isByteOfFileName {
        end = bytes.index(start, offsetBy: UTF8.width(scalar))
        name.unicodeScalars.append(scalar)
      } else if let scalar = Unicode.Scalar(Self.firstByte + UInt32(bytes[start])) {
        name.unicodeScalars.append(scalar)
      }
      decoder = UTF8()
      start = end
    }
    self = name
  }

  /// The bytes of a file's name.
  public var fileNameBytes: [UInt8] {
    guard unicodeScalars.contains(where: \.isByteOfFileName) else { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      scalar.isByteOfFileName ? [UInt8(scalar.value - Self.firstByte)] : Array(String(scalar).utf8)
    }
  }

  /// The folder of the file that the path names.
  package var folderOfFile: String { lastIndex(of: "/").map { $0 == startIndex ? "/" : String(self[..<$0]) } ?? "." }

  /// Lends the name to a call of the system.
  public func withFileName<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try (fileNameBytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // The buffer is never empty, so it has a base.
      try buffer.baseAddress.map(body) ?? withCString(body)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it stands for a byte of a file's name that is no text.
  var isByteOfFileName: Bool { (0x10FE00...0x10FEFF).contains(value) }
}

extension String {
  /// What stands behind the last point of a file name, nil if there is none.
  package var fileExtension: String? {
    let name = split(separator: "/").last ?? ""
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    return String(name[name.index(after: point)...])
  }
}
