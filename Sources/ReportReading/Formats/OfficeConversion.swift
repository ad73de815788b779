// Old and local formats of office programs, through LibreOffice where it is installed.

import DisclosureReport

extension OtherFormat {
  /// What LibreOffice makes of it: the extension by which it knows the file, and that of what gongkai reads; nil for what it cannot help
  /// with.
  private var conversion: (from: String, to: String)? {
    switch self {
    case .oldWord: ("doc", "docx")
    case .oldExcel: ("xls", "xlsx")
    case .wpsText: ("wps", "docx")
    case .wpsTable: ("et", "xlsx")
    case .rtf: ("rtf", "docx")
    case .odfText: ("odt", "docx")
    case .odfTable: ("ods", "xlsx")
    case .oldOffice, .encrypted, .ofd: nil
    }
  }

  /// A folder and a profile of its own, a minute of time, room for 64 MB, and no network: a document may name pictures elsewhere.
  /// Whatever ends it, nothing is left.
  private static func command(from: String, to: String) -> String {
    """
    command -v soffice >/dev/null || exit 127
    folder=$(mktemp -d) || exit 1
    trap 'trap "" TERM; kill -TERM 0; wait; rm -rf "$folder"' EXIT
    trap 'exit 1' TERM INT HUP
    cat >"$folder/report.\(from)" || exit 1
    \(ChildProcess.limits(kilobytes: 4_194_304))
    alone=
    unshare -rn true 2>/dev/null && alone='unshare -rn'
    export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
    $alone timeout --foreground -k 5 60 soffice "-env:UserInstallation=file://$folder/profile" --headless --norestore \
      --convert-to \(to) --outdir "$folder" "$folder/report.\(from)" >/dev/null 2>&1 &
    # In the foreground the shell would not hear that it is to end.
    wait $! || exit $?
    cat "$folder/report.\(to)" 2>/dev/null
    """
  }

  /// The document in a format that gongkai reads.
  ///
  /// - Throws: ``SourceError`` with what to do where LibreOffice is missing, or cannot read it.
  func converted(_ source: Source) throws(SourceError) -> Source {
    let bytes = try source.bytes()
    // Which program a compound file is of may stand far behind its first bytes.
    let whole = OtherFormat(bytes[...], path: source.path) ?? self
    guard let (from, to) = whole.conversion else { throw SourceError(source.path, whole.advice) }
    let outcome = try ChildProcess.filter(Self.command(from: from, to: to), bytes, path: source.path)
    if outcome.status == 0, !outcome.output.isEmpty { return Source(bytes: outcome.output, path: source.path) }
    let reason =
      outcome.status == 124 || outcome.status == 137
      ? Bilingual(zh: "；LibreOffice 一分钟内没有读完", en: "; LibreOffice did not read it within a minute")
      : outcome.status == 127
        ? Bilingual(zh: "；装有 LibreOffice 时可直接读取", en: "; with LibreOffice installed it is read as it is")
        : Bilingual(zh: "；LibreOffice 没有读出来", en: "; LibreOffice could not read it")
    throw SourceError(source.path, Bilingual(zh: whole.advice.zh + reason.zh, en: whole.advice.en + reason.en))
  }
}
