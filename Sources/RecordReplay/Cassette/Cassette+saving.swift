import HTTPModel

extension Cassette {
  /// Puts an interaction behind the last one, under the next number; its API joins the manifest. Returns its name.
  @discardableResult
  public mutating func append(_ interaction: Interaction, api: API) -> String {
    var interaction = interaction
    let last = interactions.last.flatMap { InteractionName.number(of: $0.name) } ?? 0
    interaction.name = InteractionName.make(number: last + 1, for: interaction, eventType: api.profile?.eventType)
    let number = InteractionName.padded(last + 1)
    let requestType = interaction.request.mediaType
    interaction.request = interaction.request.renamingSideFile("\(number)-request", mediaType: requestType)
    interaction.outcome = interaction.outcome.renamingSideFile("\(number)-response")
    interactions.append(interaction)
    if !manifest.apis.contains(where: { $0.name == api.name }) {
      manifest.apis.append(ManifestAPI(name: api.name, hosts: api.profile == nil ? api.hosts : []))
    }
    return interaction.name
  }

  /// Writes what is not on disk as it is here. A file whose content is the same stays untouched, and no file is renamed
  /// or removed. Until all is written a new cassette says that it is not complete.
  public func save() throws(CassetteError) {
    let folder = CassetteFolder(path: path)
    if try folder.read("cassette.json", limit: 1 << 20) == nil {
      var begun = manifest
      begun.complete = false
      try folder.write(begun.fileBytes, to: "cassette.json")
    }
    for interaction in interactions {
      for side in interaction.sideFiles { try folder.write(side.bytes, to: side.path) }
      try folder.write(interaction.fileBytes, to: "\(interaction.name).json")
    }
    try folder.write(manifest.fileBytes, to: "cassette.json")
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
