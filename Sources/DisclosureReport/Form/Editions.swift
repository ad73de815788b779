// The editions that are built in.

import Dispatch

extension Form {
  /// Both official editions, the older first.
  ///
  /// - 2019: 国办公开办函〔2019〕60号, for the reports of 2019 and 2020.
  /// - 2021: 国办公开办函〔2021〕30号, for the reports from 2021 on.
  public static let editions: [Form] = read([
    (PackageResources.edition_2019_json, "edition-2019.json"),
    (PackageResources.edition_2021_json, "edition-2021.json"),
  ])

  /// All documents at once, each on a core of its own: nearly every command waits for them.
  private static func read(_ documents: [(bytes: [UInt8], name: String)]) -> [Form] {
    [Form](unsafeUninitializedCapacity: documents.count) { forms, count in
      nonisolated(unsafe) let forms = forms
      DispatchQueue.concurrentPerform(iterations: documents.count) { index in
        forms.initializeElement(at: index, to: embedded(documents[index].bytes, documents[index].name))
      }
      count = documents.count
    }
  }

  /// The built-in edition with an id, nil if there is none.
  public static func edition(_ id: String) -> Form? {
    editions.first { $0.id == id }
  }

  /// The edition in force for a report year.
  public static func edition(forYear year: Int) -> Form? {
    editions.first { $0.years.contains(year) }
  }

  private static func embedded(_ document: [UInt8], _ name: String) -> Form {
    sound { () throws(SourceError) in try Form(document: document, path: name, isTested: true) }
  }

  /// What a document of the program makes.
  static func sound<Value>(_ make: () throws(SourceError) -> Value) -> Value {
    do {
      return try make()
    } catch {
      // The document is part of the program; a flaw in it is caught by the first test that runs.
      fatalError("\(error.location): \(error.message.en)")
    }
  }
}
