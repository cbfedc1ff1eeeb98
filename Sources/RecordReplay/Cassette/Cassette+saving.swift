import Files
import HTTPModel

extension Cassette {
  /// Puts an interaction behind the last one, under the next number; its API joins the manifest. Returns its name.
  @discardableResult
  public mutating func append(_ interaction: Interaction, api: API) -> String {
    var interaction = interaction
    let last = count == 0 ? 0 : InteractionName.number(of: name(at: count - 1)) ?? 0
    interaction.name = InteractionName.make(number: last + 1, for: interaction, eventType: api.profile?.eventType)
    let number = InteractionName.padded(last + 1)
    let requestType = interaction.request.mediaType
    interaction.request = interaction.request.renamingSideFile("\(number)-request", mediaType: requestType)
    interaction.outcome = interaction.outcome.renamingSideFile("\(number)-response")
    added.append(interaction)
    if !manifest.apis.contains(where: { $0.name == api.name }) {
      manifest.apis.append(ManifestAPI(name: api.name, hosts: api.profile == nil ? api.hosts : []))
    }
    return interaction.name
  }

  /// Writes the manifest and what was added or replaced since the cassette was opened, as files of their own, also beside a packed
  /// `interactions.jsonl`. Nothing else is read or written, and no file is renamed or removed. Until all is written a
  /// new cassette says that it is not complete.
  public func save() throws(CassetteError) {
    let folder = Folder(path)
    let existing = try CassetteError.from { () throws(FileError) in try folder.file(Manifest.fileName) }
    if existing == nil {
      var begun = manifest
      begun.complete = false
      try folder.write(.bytes(begun.fileBytes), to: Manifest.fileName)
    }
    for interaction in replaced.sorted(by: { $0.key < $1.key }).map(\.value) + added {
      for (path, content) in interaction.sideFiles { try folder.write(content, to: path) }
      try folder.write(.bytes(interaction.fileBytes), to: interaction.name + FolderStore.ending)
    }
    try folder.write(.bytes(manifest.fileBytes), to: Manifest.fileName)
  }
}

extension Folder {
  fileprivate func write(_ content: Content, to path: String) throws(CassetteError) {
    if case .file(let side) = content {
      let file = try side.open()
      try CassetteError.from { () throws(FileError) in try write(file, to: path) }
    } else {
      try CassetteError.from { () throws(FileError) in try write(content.atHand ?? [], to: path) }
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
