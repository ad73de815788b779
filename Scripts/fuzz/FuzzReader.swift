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
    } else if choice == "form" {
      // A form document; one that is sound has to make a report that can be checked.
      let form = try Form(document: bytes, path: "input")
      cells += Checker(Report(form: form, path: "input")).findings.count
    } else if let container = Container(rawValue: choice) {
      try readReports(Source(bytes: container.file(around: bytes), path: "input")) { cells += Checker($0).findings.count }
    } else if choice == "labels" {
      // Lines behind a title: whatever comes is labels and figures, in one layout or another.
      let title = Array("示例局2022年政府信息公开工作年度报告\n信息内容\t本年处理决定数量\n".utf8)
      try readReports(Source(bytes: title + bytes, path: "input"), as: .text) { cells += Checker($0).findings.count }
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
