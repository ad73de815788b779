// The parts of .xlsx and .docx, found by what they say they are: other writers name them as they like (ECMA-376, part 2).

import DisclosureReport

/// An archive of parts that relate to each other.
struct OfficePackage {
  /// What a part says of another.
  struct Relation {
    let id: String
    /// The end of its type: `officeDocument`, `styles`.
    let kind: String
    /// The name of the part in the archive.
    let target: String
  }

  let archive: ZipArchive
  /// The part that all others hang on.
  let main: String
  private let path: String
  private let budget: Budget

  /// - Parameter usual: What the main part is called where nothing says which it is.
  init(_ bytes: [UInt8], path: String, within budget: Budget, usual: String) throws(SourceError) {
    (self.path, self.budget) = (path, budget)
    let archive = try ZipArchive(bytes, path: path, within: budget)
    self.archive = archive
    main = Self.name(of: "officeDocument", in: try Self.relations(in: "_rels/.rels", from: "", of: archive, path, budget), usual, archive)
  }

  func entry(_ name: String) throws(SourceError) -> [UInt8]? { try archive.entry(name) }

  /// The custom document properties, by their names.
  func properties() throws(SourceError) -> [String: String] {
    guard let custom = try archive.entry("docProps/custom.xml") else { return [:] }
    var key: String?
    var properties: [String: String] = [:]
    try XMLEvents(path: path, name: "docProps/custom.xml").read(custom) { (event) throws(SourceError) in
      switch event {
      case .start("property", let attributes): key = attributes["name"]
      case .text(let text): if let key { properties[key, default: ""] += text }
      case .end("property"): key = nil
      default: break
      }
    }
    return properties
  }

  /// What the main part says of others.
  func relations() throws(SourceError) -> [Relation] {
    let parts = Self.parts(main)
    return try Self.relations(in: "\(parts.folder)_rels/\(parts.name).rels", from: parts.folder, of: archive, path, budget)
  }

  /// A part of a kind, by what the main part says, else under its usual name beside it.
  func part(_ kind: String, in relations: [Relation], usual: String) throws(SourceError) -> (name: String, bytes: [UInt8])? {
    let name = Self.name(of: kind, in: relations, Self.parts(main).folder + usual, archive)
    return try archive.entry(name).map { (name, $0) }
  }

  /// The name of a part of a kind that is there, by what relations say, else its usual name.
  private static func name(of kind: String, in relations: [Relation], _ usual: String, _ archive: ZipArchive) -> String {
    relations.first { $0.kind == kind && archive.contains($0.target) }?.target ?? usual
  }

  private static func parts(_ name: String) -> (folder: String, name: String) {
    guard let slash = name.lastIndex(of: "/") else { return ("", name) }
    return (String(name[...slash]), String(name[name.index(after: slash)...]))
  }

  private static func relations(
    in name: String, from folder: String, of archive: ZipArchive, _ path: String, _ budget: Budget
  ) throws(SourceError) -> [Relation] {
    guard let bytes = try archive.entry(name) else { return [] }
    var relations: [Relation] = []
    try XMLEvents(path: path, name: name).read(bytes) { (event) throws(SourceError) in
      guard case .start("Relationship", let attributes) = event, let id = attributes["Id"], let target = attributes["Target"],
        attributes["TargetMode"] != "External"
      else { return }
      try budget.take(1, .sheetCell)
      let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
      relations.append(Relation(id: id, kind: kind, target: resolved(target, from: folder)))
    }
    return relations
  }

  /// A target as a name in the archive: from its root behind a slash, else from the folder of the part that names it.
  private static func resolved(_ target: String, from folder: String) -> String {
    let target = target.replacing("\\", with: "/")
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
