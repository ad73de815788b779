// How the command ends when something ends it early: inputs that fail, readers that leave, full devices, signals.

import Foundation
import Testing

@Suite("Whatever ends the command early, it ends in order")
struct EndingTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  /// Many copies of a sample, enough for several threads.
  private func makeMany(_ count: Int = 60) throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/many", withIntermediateDirectories: true)
    for number in 0..<count {
      try FileManager.default.copyItem(atPath: samples + "zengcheng-2020.txt", toPath: "\(folder.path)/many/\(number).txt")
    }
  }

  @Test("Inputs that cannot be read give a line each and status 2, run after run")
  func failingInputs() throws {
    for _ in 0..<20 {
      let outcome = try gongkai("diff", "nothing", "/dev/null", "nowhere", in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.output == "")
      #expect(outcome.errors.split(separator: "\n").map { $0.prefix { $0 != ":" } }.prefix(3) == ["nothing", "/dev/null", "nowhere"])
      #expect(outcome.errors.hasSuffix("3 of 3 inputs could not be read\n"))
    }
  }

  @Test("A reader that has seen enough ends the command quietly, though others are at work")
  func closedPipe() throws {
    try makeMany()
    for _ in 0..<20 {
      let outcome = try shell("\"$GONGKAI\" convert -q -j 4 many --to csv | head -1; echo ${PIPESTATUS[0]}", in: folder.path)
      #expect(outcome.output.hasSuffix("state\n0\n"))
      #expect(outcome.errors == "")
    }
    // A slow reader lets the others work ahead until they wait for their turn.
    let slow = try shell("\"$GONGKAI\" convert -q -j 4 many --to csv | (sleep 1; head -c 1); echo ${PIPESTATUS[0]}", in: folder.path)
    #expect(slow.output.hasSuffix("0\n") && slow.errors == "")
  }

  @Test("A full device is one error, though others are at work")
  func fullDevice() throws {
    try makeMany()
    for _ in 0..<20 {
      let outcome = try shell("\"$GONGKAI\" convert -q -j 4 many --to csv > /dev/full", in: folder.path)
      #expect(outcome.status == 2)
      #expect(outcome.errors == "<stdout>: error: cannot write: the disk is full\n")
    }
    for arguments in ["explain", "explain claim", "forms", "forms 2021", "rules"] {
      #expect(try shell("\"$GONGKAI\" \(arguments) > /dev/full", in: folder.path).status == 2, "\(arguments)")
    }
  }

  @Test("A file that would grow beyond the limit is an error, and the target stays", arguments: ["csv", "xlsx"])
  func fileSizeLimit(format: String) throws {
    try folder.write("before", to: "target.\(format)")
    // The test runner's own threads block signals, and what they start inherits that.
    let unblocked = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execvp(sys.argv[1], sys.argv[1:])"
    let outcome = try shell(
      "ulimit -f 2; /usr/bin/python3 -c '\(unblocked)' \"$GONGKAI\" convert -q \(samples)shanghai-2025.csv -o target.\(format)",
      in: folder.path)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("error: cannot write"))
    #expect(try folder.text("target.\(format)") == "before")
    #expect(folder.files == ["target.\(format)"])
  }

  @Test(
    "A signal leaves no temporary file, and the command dies of it",
    arguments: [("INT", 130), ("TERM", 143), ("HUP", 129), ("QUIT", 131), ("ALRM", 142), ("USR1", 138), ("XCPU", 152)])
  func signals(name: String, status: Int32) throws {
    try folder.write("before", to: "target.csv")
    // The input never comes, so the output stays in the making. A shell without job control has its children ignore SIGINT.
    let outcome = try shell(
      """
      ulimit -c 0; set -m; mkfifo input.csv; "$GONGKAI" convert input.csv -o target.csv & pid=$!
      for i in $(seq 200); do ls -A | grep -q gongkai- && break; sleep 0.05; done
      ls -A | grep -c gongkai-
      kill -\(name) $pid; wait $pid; echo $?
      """, in: folder.path)
    #expect(outcome.output == "1\n\(status)\n")
    #expect(folder.files == ["input.csv", "target.csv"])
    #expect(try folder.text("target.csv") == "before")
  }

  @Test("A signal that the caller has the command ignore is ignored")
  func ignoredSignal() throws {
    let outcome = try shell(
      """
      trap '' HUP; mkfifo input.txt; "$GONGKAI" convert -q input.txt --to csv > output.csv & pid=$!
      sleep 0.3; kill -HUP $pid; sleep 0.2; cat \(samples)zengcheng-2020.txt > input.txt; wait $pid; echo $?
      """, in: folder.path)
    #expect(outcome.output == "0\n")
    #expect(try folder.text("output.csv").hasPrefix("agency,"))
  }

  @Test("A signal ends pdftotext, too")
  func signalEndsHelpers() throws {
    try folder.write("%PDF-1.4", to: "a.pdf")
    let outcome = try shell(
      """
      mkdir bin; printf '#!/bin/sh\\necho $$ > helper; exec sleep 100\\n' > bin/pdftotext; chmod +x bin/pdftotext
      PATH=$PWD/bin:$PATH "$GONGKAI" convert a.pdf --to csv & pid=$!
      for i in $(seq 200); do [ -s helper ] && break; sleep 0.05; done
      kill -TERM $pid; wait $pid; echo $?
      sleep 0.2; grep -qs '^State:[[:space:]]*[^Z[:space:]]' /proc/$(cat helper)/status || echo gone
      """, in: folder.path)
    #expect(outcome.output == "143\ngone\n")
  }

  @Test("With standard error closed, findings do not land in the output")
  func closedStandardError() throws {
    let outcome = try shell(
      """
      "$GONGKAI" convert \(samples)zengcheng-2020.txt -o with.csv
      "$GONGKAI" convert \(samples)zengcheng-2020.txt -o without.csv 2>&- && cmp with.csv without.csv && echo same
      """, in: folder.path)
    #expect(outcome.output == "same\n")
  }

  @Test("Standard output or input that is closed is an error")
  func closedStandardOutput() throws {
    #expect(try shell("\"$GONGKAI\" convert -q \(samples)zengcheng-2020.txt --to csv >&-").status == 2)
    #expect(try shell("\"$GONGKAI\" --help >&-").status == 2)
    #expect(try shell("\"$GONGKAI\" convert - --to csv <&-").status == 2)
  }
}
