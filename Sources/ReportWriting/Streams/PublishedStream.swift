// Subjects in a format for people.

import DisclosureReport

/// Each subject becomes a publication, which a renderer writes.
struct PublishedStream<Subject: Sendable>: PieceStream {
  let language: Language
  var renderer: any PublicationRenderer
  let publication: @Sendable (Subject, Publication.Medium) -> Publication

  func piece(_ subject: Subject) -> StreamPiece { renderer.piece(publication(subject, renderer.medium)) }

  mutating func add(_ piece: StreamPiece, to output: inout [UInt8]) {
    renderer.add(piece, to: &output)
  }

  mutating func finish(_ output: inout [UInt8]) {
    renderer.finish(&output)
  }
}

extension PublishedStream: ComparisonStream where Subject == Comparison {}

extension PublishedStream: ReportStream where Subject == Report {
  func piece(_ merge: Merge, notes: [Finding]) -> StreamPiece {
    renderer.piece(Publication(merge, notes: notes, language, for: renderer.medium))
  }
}
