// Libraries that are opened when first needed may be missing; then only what needs them cannot be read.

import DisclosureReport

extension SourceError {
  /// A library that a file cannot be read without.
  ///
  /// - Parameter package: What brings it on Debian.
  static func missing(_ library: String, package: String, toRead path: String) -> SourceError {
    SourceError(
      path,
      Bilingual(
        zh: "读取它需要 \(library)；Debian、Ubuntu 上用 apt install \(package) 安装",
        en: "reading it takes \(library); on Debian or Ubuntu: apt install \(package)"))
  }
}
