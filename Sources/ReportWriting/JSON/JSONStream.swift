// Subjects as JSON: each a document.

import DisclosureReport

/// Writes each subject as a document.
struct JSONStream<Subject: Sendable>: PieceStream {
  private var documents: JSONDocuments
  private let write: @Sendable (inout JSONWriter, Subject) -> Void

  init(_ arrangement: JSONDocuments.Arrangement, _ write: @escaping @Sendable (inout JSONWriter, Subject) -> Void) {
    documents = JSONDocuments(arrangement)
    self.write = write
  }

  func piece(_ subject: Subject) -> StreamPiece { StreamPiece(bytes: documents.bytes { write(&$0, subject) }) }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    documents.add(piece.bytes, to: &output)
  }

  mutating func finish(_ output: inout [UInt8]) {
    documents.finish(&output)
  }
}

extension JSONStream: ReportStream where Subject == Report {}
extension JSONStream: ComparisonStream where Subject == Comparison {}
