// The target of the fuzzer: one reader, chosen by GONGKAI_FUZZ, is given whatever libFuzzer thinks of.

import DisclosureReport
import ReportReading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private let choice = getenv("GONGKAI_FUZZ").map { String(cString: $0) } ?? "auto"

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>

@_silgen_name("LLVMFuzzerRunDriver")
private func run(_ count: UnsafeMutablePointer<CInt>, _ arguments: Arguments, _ test: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt)
  -> CInt

/// What the package manager makes the entry point of an executable of this name.
@_cdecl("fuzz_main")
public func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var count = count
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = arguments
  return run(&count, &arguments, test)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var cells = 0
  do {
    if choice == "words" {
      // What pdftotext prints, since the PDF itself is poppler's to read.
      try readWords(bytes, path: "input") { cells += $0.cells.count }
    } else {
      try readReports(Source(bytes: bytes, path: "input"), as: SourceFormat(rawValue: choice)) { report in
        // What was read is also checked, so that no figure is too large for its sums.
        cells += report.cells.count + Checker(report).findings.count
      }
    }
  } catch {
    // Refusing an input is right; crashing, hanging and running out of memory are not.
  }
  return cells < 0 ? -1 : 0
}
