import Files
import JSONModel

extension Cassette {
  /// Opens a cassette: reads and checks every interaction once, and the names and lengths of side files. One damaged file
  /// is an error: a cassette is never taken for missing, nor for shorter. `apis` are those that it will be replayed
  /// for: then what their matching needs is kept, and a `Replayer` need not read all again.
  public init(loading path: String, apis: [API] = []) throws(CassetteError) {
    let folder = Folder(path)
    let manifest = try Manifest(loading: path)
    guard let listing = try CassetteError.from({ () throws(FileError) in try folder.names() }) else {
      throw CassetteError(.notFound(near: []), file: path)
    }
    let reader = InteractionReader(folder: folder, apis: Set(manifest.apis.map(\.name)))
    var index = CassetteIndex(folder: folder)
    index.stores.append(try FolderStore(reader, listing: listing))
    if let packed = try PackedStore(reader) {
      index.stores.append(packed)
      index.tornLine = packed.tornLine
    }
    guard index.stores.reduce(0, { $0 + $1.count }) <= Cassette.maxInteractions else {
      throw CassetteError(.shape("more than \(Cassette.maxInteractions) interactions"), file: path)
    }
    if !apis.isEmpty { index.matcher = Matcher(apis: apis) }
    try index.fill()
    self.init(path: path, manifest: manifest, index: index)
  }

  /// What finds its interactions for requests to these APIs.
  func matcher(for apis: [API]) throws(CassetteError) -> Matcher {
    if added.isEmpty, let matcher = index.matcher, matcher.rules.map(\.api) == apis { return matcher }
    var matcher = Matcher(apis: apis)
    for position in 0..<count where direction(at: position) == .outbound {
      let interaction = try interaction(at: position)
      matcher.add(interaction.request, interaction.captures?.request, api: interaction.api, at: position)
      matcher.note(interaction.captures)
    }
    return matcher
  }
}

extension CassetteIndex {
  /// Reads all interactions of the stores, each once, in the order of their numbers.
  fileprivate mutating func fill() throws(CassetteError) {
    var heads: [(number: Int, interaction: Interaction)?] = []
    var positions = stores.map { _ in -1 }
    func next(in store: Int) throws(CassetteError) -> (number: Int, interaction: Interaction)? {
      positions[store] += 1
      guard positions[store] < stores[store].count else { return nil }
      let interaction = try stores[store].interaction(at: positions[store])
      return (InteractionName.number(of: interaction.name) ?? 0, interaction)
    }
    for store in stores.indices { heads.append(try next(in: store)) }
    var heldBytes = 0
    var last: (number: Int, name: String)?
    while let store = stores.indices.min(by: { heads[$0]?.number ?? .max < heads[$1]?.number ?? .max }),
      let (number, interaction) = heads[store]
    {
      // A recording that was cut off while its lines became files: the file is the later one.
      if let last, last == (number, interaction.name), stores[store] is PackedStore {
        heads[store] = try next(in: store)
        continue
      }
      if let last, number <= last.number {
        let reason =
          number == last.number
          ? "its number is taken already by \(last.name); rename one of the two"
          : "its number is lower than that of the line before"
        throw stores[store].error(reason, at: positions[store])
      }
      // One file may be named by all of them.
      heldBytes += interaction.sideFiles.reduce(0) { $0 + ($1.content.atHand?.count ?? 0) }
      if heldBytes > Cassette.maxHeldBytes {
        let limit = "\(Cassette.maxHeldBytes >> 20) MiB"
        throw stores[store].error(
          "with this one, the side files of requests exceed the limit of \(limit) for a cassette", at: positions[store])
      }
      last = (number, interaction.name)
      add(interaction, from: store, positions[store])
      heads[store] = try next(in: store)
    }
  }

  private mutating func add(_ interaction: Interaction, from store: Int, _ position: Int) {
    if interaction.direction == .outbound {
      matcher?.add(interaction.request, interaction.captures?.request, api: interaction.api, at: entries.count)
      matcher?.note(interaction.captures)
    }
    entries.append(
      Entry(
        name: interaction.name, direction: interaction.direction, afterLast: interaction.afterLast,
        store: UInt8(store), position: Int32(position)))
    for (path, content) in interaction.sideFiles { lengths[path] = content.length }
    if let at = interaction.recorded.at { startedAt = min(at, startedAt ?? at) }
  }
}

extension Manifest {
  /// In the folder of a cassette.
  public static let fileName = "cassette.json"
  static let maxBytes = 1 << 20

  /// Reads the manifest of the cassette in this folder.
  public init(loading path: String) throws(CassetteError) {
    let folder = Folder(path)
    guard folder.exists else { throw CassetteError(.notFound(near: []), file: path) }
    let bytes = try CassetteError.from { () throws(FileError) in
      try folder.bytes(of: Manifest.fileName, limit: Manifest.maxBytes)
    }
    guard let bytes else { throw CassetteError(.noManifest, file: path) }
    let file = folder.path(of: Manifest.fileName)
    try self.init(try CassetteError.document(bytes, file: file).root)
  }
}
