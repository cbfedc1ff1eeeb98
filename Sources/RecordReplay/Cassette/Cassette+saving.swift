import Files
import HTTPModel
import JSONModel

extension Cassette {
  /// Puts an interaction behind the last one, under the next number; its API joins the manifest. Returns its name.
  @discardableResult
  public mutating func append(_ interaction: Interaction, api: API) -> String {
    let interaction = interaction.numbered(lastNumber + 1, api: api)
    added.append(interaction)
    manifest.add(api)
    return interaction.name
  }

  /// Of its last interaction; 0 where it has none.
  var lastNumber: Int { count == 0 ? 0 : InteractionName.number(of: name(at: count - 1)) ?? 0 }

  /// Writes the manifest and what was added or replaced since the cassette was opened. What is added gets files of its
  /// own, also beside a packed `interactions.jsonl`; a line of that is replaced in it. Nothing else is read or written,
  /// and no file is removed but one whose interaction has another name now. Until all is written a new cassette says
  /// that it is not complete.
  public func save() throws(CassetteError) {
    let folder = Folder(path)
    let existing = try CassetteError.from { () throws(FileError) in try folder.file(Manifest.fileName) }
    if existing == nil {
      var begun = manifest
      begun.complete = false
      try folder.write(begun)
    }
    let lines = replaced.filter { isLine(at: $0.key) }
    if !lines.isEmpty {
      for interaction in lines.values { try folder.writeSideFiles(of: interaction) }
      try rewriteLines(lines)
    }
    for (position, interaction) in replaced.sorted(by: { $0.key < $1.key }) where lines[position] == nil {
      try folder.writeFile(of: interaction)
      let before = name(at: position)
      if before != interaction.name {
        try CassetteError.from { () throws(FileError) in try folder.remove(before + FolderStore.ending) }
      }
    }
    for interaction in added { try folder.writeFile(of: interaction) }
    try folder.write(manifest)
  }

  /// Writes `interactions.jsonl` again, with these in the place of those at their positions.
  private func rewriteLines(_ lines: [Int: Interaction]) throws(CassetteError) {
    let folder = Folder(path)
    let file = try PackedStore.journal(in: folder)
    guard try Cassette(loading: path).names == index.entries.map(\.name) else {
      throw CassetteError(.shape("the cassette was changed meanwhile; run the command again"), file: path)
    }
    var bytes: [UInt8] = []
    for position in 0..<index.entries.count where isLine(at: position) {
      let interaction = if let line = lines[position] { line } else { try index.interaction(at: position) }
      bytes += interaction.packedLine
    }
    _ = try CassetteError.from { () throws(FileError) in try file.replaced(with: bytes) }
  }
}

extension Folder {
  func write(_ manifest: Manifest) throws(CassetteError) {
    try write(.bytes(manifest.fileBytes), to: Manifest.fileName)
  }

  func write(_ content: Content, to path: String) throws(CassetteError) {
    if case .file(let side) = content {
      let file = try side.open()
      try CassetteError.from { () throws(FileError) in try write(file, to: path) }
    } else {
      try CassetteError.from { () throws(FileError) in try write(content.atHand ?? [], to: path) }
    }
  }
}

extension Manifest {
  /// Names an API unless it is named already. Gives whether it was not.
  @discardableResult
  mutating func add(_ api: API) -> Bool {
    if apis.contains(where: { $0.name == api.name }) { return false }
    apis.append(ManifestAPI(name: api.name, hosts: api.hosts.filter { !(api.profile?.hosts.contains($0) ?? false) }))
    return true
  }
}

extension Interaction {
  /// With the name that its number, its API and its request give it, for its side files as well.
  func numbered(_ number: Int, api: API) -> Interaction {
    var result = self
    result.number(number, api: api)
    return result
  }

  /// Gives it that name.
  mutating func number(_ number: Int, api: API) {
    name = InteractionName.make(number: number, for: self, eventType: api.profile?.eventType)
    if !hasSideFiles { return }
    let padded = InteractionName.padded(number)
    request = request.renamingSideFile("\(padded)-request", mediaType: request.mediaType)
    outcome = outcome.renamingSideFile("\(padded)-response")
  }
}

extension Folder {
  /// Writes an interaction as a file of its own, after its side files.
  func writeFile(of interaction: Interaction) throws(CassetteError) {
    try writeSideFiles(of: interaction)
    try write(.bytes(interaction.fileBytes), to: interaction.name + FolderStore.ending)
  }

  /// Writes the side files of an interaction, but for those that are under their names already.
  func writeSideFiles(of interaction: Interaction) throws(CassetteError) {
    for (path, content) in interaction.sideFiles {
      if case .file(let file) = content, file.folder == self, file.path == path { continue }
      try write(content, to: path)
    }
  }
}

extension StoredRequest {
  fileprivate func renamingSideFile(_ stem: String, mediaType: MediaType?) -> StoredRequest {
    StoredRequest(
      method: method, url: url, headers: headers, body: body?.renamed(stem: stem, mediaType: mediaType))
  }
}

extension StoredOutcome {
  fileprivate func renamingSideFile(_ stem: String) -> StoredOutcome {
    switch self {
    case .response(let response): .response(response.renamingSideFile(stem))
    case .failure(let failure):
      .failure(
        StoredFailure(
          kind: failure.kind, afterBytes: failure.afterBytes, partial: failure.partial?.renamingSideFile(stem)))
    }
  }
}

extension StoredResponse {
  fileprivate func renamingSideFile(_ stem: String) -> StoredResponse {
    StoredResponse(
      status: status, reason: reason, headers: headers, body: body?.renamed(stem: stem, mediaType: mediaType),
      interim: interim, trailers: trailers)
  }
}
