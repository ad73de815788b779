import Foundation

func write(_ text: String, to path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

func remove(_ path: String) {
  try? FileManager.default.removeItem(atPath: path)
}

func contents(_ path: String) throws -> String {
  try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
}
