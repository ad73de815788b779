// Many inputs: each read whole, on any core; what is made of them comes in their order.

import DisclosureReport

/// Reads many inputs over the cores.
///
/// ```swift
/// let inputs = try InputFile.found(in: ["2020/"], recursive: true)
/// try Batch(inputs).read(make: { report, _, _ in try Audit(report) }, take: { print($0.report.title, $0.findings.count) }) {
///   input, error in
///   if let error { print(input.path, error) }
/// }
/// ```
public struct Batch: Sendable {
  public let inputs: [InputFile]
  /// The format of all of them; recognised for each when nil.
  public var format: SourceFormat?
  public var options: ReadingOptions
  private let pipeline: Pipeline

  /// - Parameter jobs: How many to read at a time; the number of cores if nil.
  public init(_ inputs: [InputFile], as format: SourceFormat? = nil, _ options: ReadingOptions = ReadingOptions(), jobs: Int? = nil) {
    (self.inputs, self.format, self.options) = (inputs, format, options)
    pipeline = Pipeline(jobs: jobs)
  }

  /// Reads every input and hands on, in their order, what is made of its reports. An input that cannot be read keeps no other from it.
  ///
  /// A single input is read as a stream, report by report, so that it needs no more memory than one of them. What was made of its
  /// reports before an error was handed on; of several inputs one with an error hands on nothing.
  ///
  /// - Parameters:
  ///   - make: What is made of a report, on any thread, with the session of the thread.
  ///   - end: What is made when all reports of an input have come; nothing if nil.
  ///   - take: Takes what was made, on the thread of the caller.
  ///   - done: Called behind each input, with the error if it could not be read.
  /// - Throws: what `take` and `done` throw, and what `make` and `end` throw, but for a ``SourceError``: that is the input's.
  public func read<Output: Sendable>(
    make: @escaping @Sendable (Report, InputFile, ReadingSession) throws -> Output,
    end: @escaping @Sendable (InputFile) throws -> Output? = { _ in nil }, take: (Output) throws -> Void,
    done: (InputFile, SourceError?) throws -> Void
  ) throws {
    if inputs.count == 1 {
      let (input, session) = (inputs[0], ReadingSession())
      // What the taker throws is no fault of the input.
      var refusal: (any Error)?
      func hand(_ output: Output) throws {
        do { try take(output) } catch {
          refusal = error
          throw error
        }
      }
      var unread: SourceError?
      do {
        try readReports(Source(path: input.path), as: format, options, in: session) { try hand(try make($0, input, session)) }
        if let last = try end(input) { try hand(last) }
      } catch let error as SourceError where refusal == nil {
        unread = error
      }
      return try done(input, unread)
    }
    let (format, options) = (format, options)
    try pipeline.run(inputs, with: ReadingSession.init) { input, session in
      var outputs: [Output] = []
      try readReports(Source(path: input.path), as: format, options, in: session) { outputs.append(try make($0, input, session)) }
      if let last = try end(input) { outputs.append(last) }
      return outputs
    } consume: { input, result in
      switch result {
      case .success(let outputs):
        for output in outputs { try take(output) }
        try done(input, nil)
      case .failure(let error as SourceError): try done(input, error)
      case .failure(let error): throw error
      }
    }
  }
}

extension SourceError {
  /// The error as a finding, where there are other inputs to go on with.
  public var finding: Finding {
    Finding(.error, .unreadable, at: SourcePosition(path: path, line: place?.line ?? 1, column: place?.column ?? 1), message)
  }
}
