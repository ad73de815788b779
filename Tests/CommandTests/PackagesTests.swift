import DisclosureReport
import Foundation
import ReportGenerator
import ReportWriting
import Testing

/// Analysts' programs over gongkai's outputs.
@Suite("Packages for analysts", .serialized)
struct PackagesTests {
  private static let python = ProcessInfo.processInfo.environment["GONGKAI_PYTHON"] ?? repository + "/.build/oracles/bin/python"

  private func ask(_ arguments: [String]) throws -> Any {
    let outcome = try run(Self.python, [repository + "/Tests/Oracles/packages.py"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONSerialization.jsonObject(with: outcome.bytes, options: .fragmentsAllowed)
  }

  /// Random reports of both editions, a file each.
  private func reports(_ count: Int, in folder: Folder) throws -> [String] {
    var generator = ReportGenerator(seed: 11)
    return try (0..<count).map { number in
      let report = generator.report()
      var stream = try #require(OutputFormat.json.stream())
      var bytes: [UInt8] = []
      stream.add(report, to: &bytes)
      stream.finish(&bytes)
      let path = "\(folder.path)/r\(number).json"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      return path
    }
  }

  @Test("jsonschema takes every JSON output: reports, series of them, comparisons, audits")
  func schemas() throws {
    let folder = try Folder()
    let files = try reports(30, in: folder)
    for name in ["report", "comparison", "audit", "overview", "ranking", "outliers"] {
      #expect(try gongkai("schema", name, in: folder.path).output.contains("json-schema.org"))
      try folder.write(try gongkai("schema", name).output, to: "\(name).schema.json")
    }
    let made = try shell(
      """
      "$GONGKAI" convert -q r*.json --to json > all.json; "$GONGKAI" convert -q r*.json \(samples)monthly-2026-03.txt --to ndjson > all.ndjson
      "$GONGKAI" convert -q \(samples)zengcheng-2020.txt --infer --to json > inferred.json
      "$GONGKAI" convert -q \(samples)monthly-2026-03.txt --form \(samples)monthly-form.json --to json > month.json
      for n in 0 1 2 3 4 5 6 7; do "$GONGKAI" diff -q r$n.json r$((n + 1)).json --all --to json > d$n.json; done
      "$GONGKAI" diff \(samples)shili-2019.json \(samples)shili-2020.json --to json > d8.json
      "$GONGKAI" check -q r*.json --to json > check.json; "$GONGKAI" check \(samples)conformance/*.json missing.txt --to json > conformance.json
      "$GONGKAI" check -q r*.json --overview --to json > overview.json; "$GONGKAI" diff -q r0.json r1.json --overview --to json > moves.json
      "$GONGKAI" rank -q r*.json --by granted_share --to json > ranking.json; "$GONGKAI" rank -q r*.json --outliers --to json > outliers.json; true
      """, in: folder.path)
    #expect(made.status == 0)
    let found: [(String, [String])] = [
      ("report", files + ["all.json", "all.ndjson", "inferred.json", "month.json"].map { folder.path + "/" + $0 }),
      ("comparison", (0...8).map { "\(folder.path)/d\($0).json" }),
      ("audit", ["check.json", "conformance.json"].map { folder.path + "/" + $0 }),
      ("overview", ["overview.json", "moves.json"].map { folder.path + "/" + $0 }), ("ranking", [folder.path + "/ranking.json"]),
      ("outliers", [folder.path + "/outliers.json"]),
    ]
    for (name, files) in found {
      let refused = try #require(try ask(["schema", "\(folder.path)/\(name).schema.json"] + files) as? [String])
      #expect(refused.isEmpty, "\(refused.prefix(5))")
    }
    // A schema that takes anything would be none.
    try folder.write(#"{"form": "2021", "agency": "甲", "year": 2022, "tables": {"requests": {"new": {"natural": "5"}}}}"#, to: "wrong.json")
    let refused = try #require(try ask(["schema", folder.path + "/report.schema.json", folder.path + "/wrong.json"]) as? [String])
    #expect(!refused.isEmpty)
  }

  @Test("frictionless takes a folder of CSV by its descriptor; DuckDB makes Parquet of it in one line")
  func package() throws {
    let folder = try Folder()
    _ = try reports(12, in: folder)
    #expect(try shell("mkdir data && \"$GONGKAI\" convert -q r*.json --to csv -o data/", in: folder.path).status == 0)
    let seen = try #require(try ask(["package", folder.path + "/data/datapackage.json"]) as? [String: Any])
    #expect(seen["valid"] as? Bool == true && seen["files"] as? Int == 12, "\(seen)")
    let lines = try shell("cat data/*.csv | grep -vc '^agency,'", in: folder.path).output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect("\(seen["rows"] as? Int ?? 0)" == lines)
    // A later run adds to the package; another's is left alone.
    #expect(
      try shell(
        "\"$GONGKAI\" convert -q \(samples)shili-2020.json --to csv -o data/ && \"$GONGKAI\" check -q data/ > /dev/null; test $? -lt 2",
        in: folder.path
      ).status == 0)
    #expect((try ask(["package", folder.path + "/data/datapackage.json"]) as? [String: Any])?["files"] as? Int == 13)
    #expect(
      try shell(
        "rm data/shili-2020.csv; mkdir other; echo '{}' > other/datapackage.json; \"$GONGKAI\" convert -q r1.json --to csv -o other/; test $? = 2 && test \"$(cat other/datapackage.json)\" = '{}'",
        in: folder.path
      ).status == 0)
    let parquet = try #require(try ask(["parquet", folder.path + "/data"]) as? [Any])
    #expect("\(parquet[0])" == lines)
  }

  @Test("A Spark cluster of two workers, one of which is killed, reads what one process reads; a bad document costs one finding")
  func spark() throws {
    let folder = try Folder()
    let report = try String(contentsOfFile: samples + "shili-2020.json", encoding: .utf8)
    try FileManager.default.createDirectory(atPath: folder.path + "/documents", withIntermediateDirectories: true)
    for number in 0..<2000 {
      let own = report.replacing("示例区人民政府", with: "示例区第\(number)局").replacing("\"year\": 2020", with: "\"year\": \(2019 + number % 2)")
      try folder.write(number == 777 ? String(own.prefix(100)) : own, to: "documents/\(number).json")
    }
    // The first run of the command kills the process of the worker that it runs in: shell, Python, its daemon, the worker.
    try folder.write(
      """
      #!/bin/bash
      if mkdir "\(folder.path)/killed" 2>/dev/null; then kill -9 $(ps -o ppid= -p $(ps -o ppid= -p $PPID)); fi
      exec "\(ProcessInfo.processInfo.environment["GONGKAI_BINARY"] ?? repository + "/.build/debug/gongkai")" "$@"
      """, to: "gongkai")
    let outcome = try shell(
      "chmod +x gongkai && PYSPARK_PYTHON=\(Self.python) MASTER='local-cluster[2,1,1024]' \(repository)/Scripts/spark/run documents out "
        + "--gongkai \(folder.path)/gongkai --to csv > spark.log 2>&1; tail -5 spark.log; \"$GONGKAI\" convert -q documents --to csv > own.csv; test -d killed",
      in: folder.path)
    try #require(outcome.status == 0, "\(outcome.output)")
    #expect(try folder.text("spark.log").contains("Lost executor"))
    let seen = try #require(try ask(["spark", folder.path + "/out", folder.path + "/own.csv"]) as? [String: Any])
    #expect(seen["figures"] as? Int == 1999 * 198 && seen["same"] as? Bool == true)
    #expect(seen["findings"] as? [[String]] == [["777.json", "unreadable"]], "\(seen["findings"] ?? "")")
  }
}
