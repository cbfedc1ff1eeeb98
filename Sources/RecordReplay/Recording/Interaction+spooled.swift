import Files
import HTTPModel

extension Interaction {
  /// The same, numbered, with long bodies that are to be in files of their own.
  func with(
    _ spooled: (request: SpooledBody?, response: SpooledBody?), in folder: Folder, number: Int, api: API
  ) -> Interaction {
    var result = self
    if let body = spooled.request {
      let stored = body.stored(
        in: folder, request.mediaType, stem: "\(InteractionName.padded(number))-request")
      result.request = StoredRequest(
        method: request.method, url: request.url, headers: request.headers, body: stored)
      result.recorded.digests.request = body.digest
    }
    if let body = spooled.response, case .response(let old) = outcome {
      let stored = body.stored(
        in: folder, old.mediaType, stem: "\(InteractionName.padded(number))-response")
      result.outcome = .response(
        StoredResponse(
          status: old.status, reason: old.reason, headers: old.headers, body: stored, interim: old.interim,
          trailers: old.trailers))
      result.recorded.digests.response = body.digest
    }
    return result.numbered(number, api: api)
  }
}

/// The long bodies of a recording.
struct LongBodies {
  /// Names of their interactions, and how many secrets were known when they were searched.
  var searched: [String: Int] = [:]
  /// How many were dropped because of a secret that was found out later.
  var dropped = 0
}

extension StoredBody {
  /// Whether it is so long that it is never read whole: it was kept as it passed, and holds no secret that was known.
  var isLong: Bool { if case .file(let file) = content { file.length > Recorder.maxBodyBytes } else { false } }
}

extension SpooledBody {
  /// As it will be in the cassette.
  fileprivate func stored(in folder: Folder, _ mediaType: MediaType?, stem: String) -> StoredBody {
    let form = StoredBody.fileForm(mediaType: mediaType, stem: stem)
    let path = if case .file(let path) = form { path } else { stem }
    return StoredBody(content: .file(SideFile(folder: folder, path: path, length: length)), form: form)
  }

  /// Gives the file its name in the cassette.
  func move(to path: String) throws(FileError) {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    try file.rename(to: String(decoding: name, as: UTF8.self))
  }
}

extension RedactionSession {
  /// The rule of the first known secret in a long file; nil where none is there.
  func leak(in file: RegularFile) throws(FileError) -> String? {
    if secretCount == 0 { return nil }
    let search = opaqueSearch
    var chunks = file.chunks(of: 1 << 20)
    var window: [UInt8] = []
    while let chunk = try chunks.next() {
      // What stands on the border of two pieces is in the second window.
      window = Array(window.suffix(RedactionSession.overlap)) + chunk
      if let secret = search.secret(in: window) { return secret.rule }
    }
    return nil
  }

  /// Longer than a secret in any escaping is.
  static let overlap = 32 << 10

  /// Whether a long body holds a secret that was not known yet when it was searched; then it is noted as dropped.
  func hasLateSecret(in interaction: Interaction, _ long: inout LongBodies) throws(CassetteError) -> Bool {
    guard let count = long.searched[interaction.name], count < secretCount else { return false }
    for body in [interaction.request.body, interaction.outcome.body] {
      guard case .file(let side) = body?.content else { continue }
      let file = try side.open()
      if try CassetteError.from({ () throws(FileError) in try leak(in: file) }) != nil {
        long.searched[interaction.name] = nil
        long.dropped += 1
        return true
      }
    }
    long.searched[interaction.name] = secretCount
    return false
  }
}
