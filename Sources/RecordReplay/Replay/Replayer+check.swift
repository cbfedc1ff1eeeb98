import Files
public import HTTPModel

extension Replayer {
  /// Why an interaction could not be kept: a cassette with it could not be loaded again, or would not answer the request
  /// that it was made of. Nil where all holds.
  public static func fault(of interaction: Interaction, madeOf request: Request, api: API) -> String? {
    var cassette = Cassette(newAt: "")
    cassette.append(interaction, api: api)
    let numbered = cassette.added[0].withoutSideFiles
    let bytes = numbered.fileBytes
    guard bytes.count <= Cassette.maxFileBytes else { return "its file would exceed the limit of 64 MiB" }
    do throws(CassetteError) {
      let reader = InteractionReader(folder: Folder(""), apis: [api.name])
      let loaded = try reader.interaction(bytes, name: numbered.name, file: "")
      guard loaded == numbered else { return "a cassette would load it as another one" }
    } catch {
      return "a cassette with it could not be loaded: \(error.reason)"
    }
    // A longer one is compared by its digest, which a `BodyCollector` makes.
    if case .bytes(let bytes) = request.body, bytes.count > Replayer.maxBodyBytes { return nil }
    guard case .now(let outcome) = Replayer(cassette: cassette, apis: [api]).respond(to: request) else { return nil }
    guard case .miss(let miss) = outcome, miss.reason != .bodyMissing else { return nil }
    let differences = miss.closest?.mismatches.prefix(3).map(\.pointer).joined(separator: ", ") ?? ""
    return "replay would not answer its own request with it (\(miss.reason.rawValue)"
      + (differences.isEmpty ? ")" : " at \(differences))")
  }
}

extension Interaction {
  /// What of it is in its own file alone.
  fileprivate var withoutSideFiles: Interaction {
    if sideFiles.isEmpty { return self }
    var copy = self
    if request.body?.isInFile ?? false {
      copy.request = StoredRequest(method: request.method, url: request.url, headers: request.headers, body: nil)
    }
    if case .response(let response) = outcome, response.body?.isInFile ?? false {
      copy.outcome = .response(
        StoredResponse(
          status: response.status, reason: response.reason, headers: response.headers, body: nil,
          interim: response.interim, trailers: response.trailers))
    }
    return copy
  }
}

extension StoredBody {
  fileprivate var isInFile: Bool { if case .file = form { true } else { false } }
}
