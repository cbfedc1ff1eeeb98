public import Clocks
import JSONModel

/// A named, ordered set of interactions and a manifest, as a folder (DESIGN.md section 3).
public struct Cassette: Sendable {
  /// The folder, as the user's path leads to it.
  public let path: String
  public var manifest: Manifest
  /// In the order of their numbers.
  public internal(set) var interactions: [Interaction]

  /// A cassette without interactions that is on no disk yet.
  public init(newAt path: String, manifest: Manifest = Manifest()) {
    self.path = path
    self.manifest = manifest
    interactions = []
  }

  /// Files that are no side files are longer than this only by mistake.
  static let maxFileBytes = 64 << 20
  static let maxInteractions = 100_000

  /// Reads a cassette whole. One damaged file is an error: a cassette is never taken for missing, nor for shorter.
  public init(loading path: String) throws(CassetteError) {
    self.path = path
    let folder = CassetteFolder(path: path)
    guard let names = try folder.names() else { throw CassetteError(.notFound(near: []), file: path) }
    if names.contains("interactions.jsonl") {
      throw CassetteError(.packed, file: folder.path(of: "interactions.jsonl"))
    }
    guard let bytes = try folder.read("cassette.json", limit: 1 << 20) else {
      throw CassetteError(.noManifest, file: path)
    }
    let file = folder.path(of: "cassette.json")
    manifest = try Manifest(Cassette.document(bytes, file: file).root)
    interactions = []
    let apis = Set(manifest.apis.map(\.name))
    for (_, name) in try Cassette.interactionFiles(names, in: folder) {
      interactions.append(try Cassette.interaction(name, in: folder, apis: apis))
    }
  }

  /// The earliest time at which something was recorded; nil where no interaction says when.
  public var startedAt: Instant? { interactions.compactMap(\.recorded.at).min() }

  public func interaction(named name: String) -> Interaction? { interactions.first { $0.name == name } }

  /// Files whose name begins with a number, in order. Another `.json` file would be an interaction that is never
  /// played, so it is an error; what is not JSON (a README) is no concern of ours.
  private static func interactionFiles(
    _ names: [String], in folder: CassetteFolder
  ) throws(CassetteError) -> [(number: Int, name: String)] {
    var result: [(number: Int, name: String)] = []
    for name in names where name.utf8.suffix(5).elementsEqual(".json".utf8) && name != "cassette.json" {
      if name.utf8.first == UInt8(ascii: ".") { continue }
      guard let number = InteractionName.number(of: name) else {
        let reason = "an interaction's file is named NUMBER-API-METHOD….json; this is none"
        throw CassetteError(.shape(reason), file: folder.path(of: name))
      }
      result.append((number, String(decoding: name.utf8.dropLast(5), as: UTF8.self)))
    }
    guard result.count <= maxInteractions else {
      throw CassetteError(.shape("more than \(maxInteractions) interactions"), file: folder.path)
    }
    // Names are sorted already, and sorting keeps the order of equal ones.
    result.sort { $0.number < $1.number }
    for (first, second) in zip(result, result.dropFirst()) where first.number == second.number {
      let reason = "its number is taken already by \(first.name).json; rename one of the two"
      throw CassetteError(.shape(reason), file: folder.path(of: "\(second.name).json"))
    }
    return result
  }

  private static func interaction(
    _ name: String, in folder: CassetteFolder, apis: Set<String>
  ) throws(CassetteError) -> Interaction {
    let file = folder.path(of: "\(name).json")
    guard let bytes = try folder.read("\(name).json", limit: maxFileBytes) else {
      throw CassetteError(.unreadable("it went away"), file: file)
    }
    let root = try document(bytes, file: file).root
    do throws(InteractionReader.Failure) {
      let interaction = try InteractionReader(folder: folder).interaction(root, name: name)
      guard apis.contains(interaction.api) else {
        let reason = "the API \"\(interaction.api)\" is not among those in cassette.json"
        throw InteractionReader.Failure.shape(
          ShapeError(place: (root["api"] ?? root).place, text: reason))
      }
      return interaction
    } catch {
      switch error {
      case .shape(let error): throw CassetteError(.shape(error.text), at: error.place)
      case .sideFile(let kind, let place): throw CassetteError(kind, at: place)
      case .cassette(let error): throw error
      }
    }
  }

  private static func document(_ bytes: [UInt8], file: String) throws(CassetteError) -> JSONDocument {
    do {
      return try JSONDocument(parsing: bytes, from: SourceText(file, quoting: bytes))
    } catch {
      throw CassetteError(.syntax(error.kind), at: error.place)
    }
  }
}
