// swift-tools-version: 6.1

import PackageDescription

let package = Package(
  name: "gongkai",
  products: [
    .executable(name: "gongkai", targets: ["gongkai"]),
    .executable(name: "gongkai-serve", targets: ["gongkai-serve"]),
    .library(name: "DisclosureReport", targets: ["DisclosureReport"]),
    .library(name: "ReportReading", targets: ["ReportReading"]),
    .library(name: "ReportArchive", targets: ["ReportArchive"]),
    .library(name: "ReportWriting", targets: ["ReportWriting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    // Of the page for an office only: nothing else is built with it.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
  ],
  targets: [
    // What these three declare is compiled against; CLazyLibraries opens the libraries themselves when they are first needed.
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(
      name: "DisclosureReport",
      resources: [
        .embedInCode("Form/Editions/edition-2019.json"),
        .embedInCode("Form/Editions/edition-2021.json"),
      ]),
    .target(name: "CLazyLibraries", dependencies: ["CSQLite", "CXML2", "CZip", "CXlsxWriter"]),
    .target(name: "ReportReading", dependencies: ["DisclosureReport", "CLazyLibraries"]),
    .target(name: "ReportWriting", dependencies: ["DisclosureReport", "CLazyLibraries"]),
    .target(name: "ReportArchive", dependencies: ["DisclosureReport", "CLazyLibraries"]),
    .executableTarget(
      name: "gongkai",
      dependencies: [
        "DisclosureReport", "ReportArchive", "ReportReading", "ReportWriting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "gongkai-serve",
      dependencies: [
        "DisclosureReport", "ReportReading", "ReportWriting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      resources: [.embedInCode("Page/page.html"), .embedInCode("Page/page.css"), .embedInCode("Page/page.js")]),
    .target(
      name: "ReportGenerator", dependencies: ["DisclosureReport"], path: "Tests/ReportGenerator"),
    .executableTarget(
      name: "accuracy", dependencies: ["DisclosureReport", "ReportReading", "ReportGenerator"], path: "Tests/Accuracy"),
    .testTarget(name: "DisclosureReportTests", dependencies: ["DisclosureReport", "ReportGenerator"]),
    .testTarget(
      name: "ReportReadingTests",
      dependencies: ["DisclosureReport", "ReportReading", "ReportWriting", "ReportGenerator"]),
    .testTarget(
      name: "ReportWritingTests",
      dependencies: ["DisclosureReport", "ReportReading", "ReportWriting", "ReportGenerator"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["gongkai", "gongkai-serve", "DisclosureReport", "ReportArchive", "ReportReading", "ReportWriting", "ReportGenerator"]),
  ],
  swiftLanguageModes: [.v6]
)

// Scripts/fuzz/run asks for the target of the fuzzer, and for code that tells libFuzzer where it goes.
if Context.environment["GONGKAI_FUZZ"] != nil {
  for target in package.targets where ["DisclosureReport", "ReportReading"].contains(target.name) {
    target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer"])]
  }
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["DisclosureReport", "ReportReading"], path: "Scripts/fuzz", exclude: ["run"],
      swiftSettings: [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]))
}
