// Running the built command, as a shell would.

import Foundation
import Testing

/// The repository's folder.
let repository = String(#filePath.dropLast("/Tests/CommandTests/CommandLine.swift".count))
let samples = repository + "/Samples/"

struct Outcome {
  let status: Int32
  let output: String
  let errors: String
  let bytes: Data
}

/// Runs a program with arguments and standard input; English unless told otherwise.
func run(_ program: String, _ arguments: [String], input: String = "", in folder: String? = nil, environment: [String: String] = [:]) throws
  -> Outcome
{
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
  var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("LC_") && $0.key != "LANG" }
  variables.merge(["LANG": "en_US.UTF-8"].merging(environment) { $1 }) { $1 }
  process.environment = variables
  let (output, errors, source) = (Pipe(), Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = source
  try process.run()
  // Both pipes are emptied at once, lest a full one stop the program.
  let reading = Reading(errors.fileHandleForReading)
  if !input.isEmpty { try? source.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
  try? source.fileHandleForWriting.close()
  let bytes = output.fileHandleForReading.readDataToEndOfFile()
  let said = reading.finish()
  process.waitUntilExit()
  return Outcome(
    status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self), errors: String(decoding: said, as: UTF8.self),
    bytes: bytes)
}

private final class Reading: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var data = Data()

  init(_ handle: FileHandle) {
    Thread.detachNewThread { [self] in
      data = handle.readDataToEndOfFile()
      done.signal()
    }
  }

  func finish() -> Data {
    done.wait()
    return data
  }
}

func gongkai(_ arguments: String..., input: String = "", in folder: String? = nil, environment: [String: String] = [:]) throws -> Outcome {
  let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
  return try run(binary, arguments, input: input, in: folder, environment: environment)
}

func shell(_ command: String, in folder: String? = nil) throws -> Outcome {
  let binary = ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai"
  return try run("/bin/bash", ["-o", "pipefail", "-c", command], in: folder, environment: ["GONGKAI": binary])
}

/// Runs the command on a terminal of its own and returns what it showed there.
func onTerminal(
  _ command: String, columns: Int = 80, language: String = "en_US.UTF-8", term: String = "xterm", in folder: String? = nil
) throws -> String {
  let outcome = try shell(
    "script -qec 'stty cols \(columns); unset NO_COLOR; export TERM=\(term) LANG=\(language) LC_ALL=; \(command)' /dev/null < /dev/null",
    in: folder)
  return outcome.output.replacing("\r\n", with: "\n")
}

/// Asks the Python oracle; a missing one is a failure.
func oracle(_ arguments: String...) throws -> Any {
  let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"
  let outcome = try run(python, [repository + "/Tests/Oracles/workbook.py"] + arguments)
  try #require(outcome.status == 0, "\(outcome.errors)")
  return try JSONSerialization.jsonObject(with: outcome.bytes)
}

/// A folder of its own for a test, removed afterwards.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "gongkai-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// The names of all files below the folder.
  var files: [String] {
    (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).sorted()
  }
}
