import Files
import HTTPModel

extension Interaction {
  /// The same, numbered, with a response's body that is to be in a file of its own.
  func with(_ spooled: SpooledBody, in folder: Folder, number: Int, api: API) -> Interaction {
    guard let old = outcome.response else { return numbered(number, api: api) }
    let form = StoredBody.fileForm(
      mediaType: old.mediaType, stem: "\(InteractionName.padded(number))-response")
    guard case .file(let path) = form else { return numbered(number, api: api) }
    let file = SideFile(folder: folder, path: path, length: spooled.length)
    let response = StoredResponse(
      status: old.status, reason: old.reason, headers: old.headers, body: StoredBody(content: .file(file), form: form),
      interim: old.interim, trailers: old.trailers)
    var recorded = recorded
    recorded.digests.response = spooled.digest
    return Interaction(
      name: name, api: self.api, operation: operation, direction: direction, request: request,
      outcome: .response(response), recorded: recorded, afterLast: afterLast, captures: captures
    ).numbered(number, api: api)
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
    guard let count = long.searched[interaction.name], count < secretCount,
      case .file(let side) = interaction.outcome.body?.content
    else { return false }
    let file = try side.open()
    let rule = try CassetteError.from { () throws(FileError) in try leak(in: file) }
    long.searched[interaction.name] = rule == nil ? secretCount : nil
    if rule != nil { long.dropped += 1 }
    return rule != nil
  }
}
