import ContentCoding
import HTTPModel
import Locking

/// What an interaction gives to whoever gets it, made once.
///
/// A response's framing fields are left out, and `Content-Length` is the length of what is given (to HEAD and 304 the
/// recorded one), in its place or at the end. Else it is as stored.
final class PreparedOutcome: Sendable {
  private let toHead: Outcome, toOthers: Outcome
  /// In place of both, where a content coding was undone.
  private let coded: CodedResponse?
  /// What `toOthers` lacks of its body: it is read for each who gets it.
  private let file: SideFile?
  private let trailers: HeaderFields
  /// Nil where nothing of it depends on what a client sends, or sent before.
  let substitution: Substitution?
  /// How long the bodies are that it holds.
  let heldBytes: Int
  /// Of a 304.
  private let unconditional: Unconditional
  /// Why there is nothing to give; nil where there is.
  private let refusal: Given?

  /// What a request gets.
  enum Given: Sendable {
    case outcome(Outcome)
    /// Why the body that was on the wire is not there.
    case bodyMissing(String)
    /// Nothing but a 304 was recorded, which only a conditional request may get (RFC 9110, section 15.4.5).
    case notModified
    /// A protocol was switched to that is not HTTP.
    case switchedProtocol
  }

  /// What a request without a condition gets where a 304 was recorded.
  private enum Unconditional: Sendable {
    case same
    /// The body that the client's cache had.
    case full(PreparedOutcome)
    case nothing
  }

  /// A longer side file is not held in memory. Nor is it coded again.
  static let maxHeldBytes = 1 << 20

  /// Throws where a side file cannot be read.
  init(_ interaction: Interaction, _ substitution: Substitution? = nil) throws(CassetteError) {
    self.substitution = substitution
    let timing = Timing(total: interaction.recorded.duration)
    let version = interaction.recorded.protocol ?? .http11
    unconditional = try PreparedOutcome.unconditional(interaction)
    refusal = PreparedOutcome.refusal(interaction)
    switch interaction.outcome {
    case .response(let stored):
      let file = stored.body?.longFile
      let bytes = file == nil ? try stored.body?.bytes ?? [] : []
      heldBytes = substitution == nil ? bytes.count : 2 * bytes.count
      var response = stored.replayed(bytes, version: version, timing: timing, name: interaction.name)
      let isCoded = stored.body?.coding != nil
      if isCoded, file != nil { response.headers.removeAll("content-encoding") }
      toHead = .response(response.withoutBody)
      if !Response.hasBody(status: response.status, to: .get) {
        (toOthers, self.file) = (.response(response.withoutBody), nil)
      } else {
        toOthers = .response(file.map { response.counting($0.length) } ?? response.countingLength.prepared())
        self.file = file
      }
      coded = isCoded && file == nil ? CodedResponse(response) : nil
      trailers = stored.trailers
    case .failure(let failure):
      let body = try failure.partial?.body?.bytes ?? []
      heldBytes = substitution == nil ? body.count : 2 * body.count
      let partial = failure.partial?.replayed([], version: version, timing: timing, name: interaction.name)
      let outcome = Outcome.failure(
        TransportFailure(
          failure.kind, failure.text, afterBytes: failure.afterBytes, partial: partial, partialBody: body,
          timing: timing, replayedFrom: interaction.name))
      (toHead, toOthers) = (outcome, outcome)
      (coded, file) = (nil, nil)
      trailers = []
    }
  }

  /// Throws where a side file is gone or has another length by now.
  func given(to request: Request) throws(CassetteError) -> Given {
    if let refusal { return refusal }
    switch unconditional {
    case .full(let full) where !request.headers.isConditional: return try full.given(to: request)
    case .nothing where !request.headers.isConditional: return .notModified
    default: return .outcome(try outcome(to: request))
    }
  }

  private static func unconditional(_ interaction: Interaction) throws(CassetteError) -> Unconditional {
    guard case .response(let stored) = interaction.outcome, stored.status == 304 else { return .same }
    guard stored.body != nil else { return interaction.request.headers.isConditional ? .nothing : .same }
    var full = interaction
    full.outcome = .response(
      StoredResponse(
        status: 200, reason: "OK", headers: stored.headers, body: stored.body, interim: stored.interim,
        trailers: stored.trailers))
    return .full(try PreparedOutcome(full))
  }

  private static func refusal(_ interaction: Interaction) -> Given? {
    if let reason = interaction.recorded.missing.response { return .bodyMissing(reason) }
    if case .response(let stored) = interaction.outcome, stored.status < 200 { return .switchedProtocol }
    return nil
  }

  private func outcome(to request: Request) throws(CassetteError) -> Outcome {
    if coded == nil, file == nil, trailers.isEmpty { return request.method == .head ? toHead : toOthers }
    let outcome = coded.map { .response($0.response(to: request)) } ?? (request.method == .head ? toHead : toOthers)
    guard case .response(var response) = outcome, Response.hasBody(status: response.status, to: request.method) else {
      return outcome
    }
    if let file {
      response.body = StoredSource.body(try file.open(), trailers: trailers)
    } else if !trailers.isEmpty, case .bytes(let bytes) = response.body {
      response.body = StoredSource.body(bytes, trailers: trailers)
    }
    if !trailers.isEmpty { response.headers.removeAll("content-length") }
    return .response(response)
  }
}

extension StoredBody {
  fileprivate var longFile: SideFile? {
    if case .file(let file) = content, file.length > PreparedOutcome.maxHeldBytes { file } else { nil }
  }
}

/// A response whose content coding was undone: it is made again, by gzip, for a client that accepts it.
final class CodedResponse: Sendable {
  private let stored: Response
  /// Made when first asked for.
  private let coded = Lock<Response?>(nil)

  init(_ stored: Response) { self.stored = stored }

  func response(to request: Request) -> Response {
    var response = CodedResponse.acceptsGzip(request.headers) ? madeAgain() : plain
    guard Response.hasBody(status: response.status, to: request.method) else { return response.withoutBody }
    response = response.countingLength
    return response
  }

  private var plain: Response {
    var response = stored
    response.headers.removeAll("content-encoding")
    return response
  }

  private func madeAgain() -> Response {
    coded.withLock { coded in
      if let coded { return coded }
      var made = stored
      if case .bytes(let bytes) = stored.body { made.body = .bytes(GzipEncoder.encode(bytes)) }
      made.headers.replace("content-encoding", with: "gzip")
      coded = made
      return made
    }
  }

  /// RFC 9110 section 12.5.3.
  private static func acceptsGzip(_ headers: HeaderFields) -> Bool {
    var weights: [String: Bool] = [:]
    for item in headers.all("accept-encoding").flatMap({ $0.utf8.split(separator: UInt8(ascii: ",")) }) {
      let parts = item.split(separator: UInt8(ascii: ";")).map {
        String(decoding: $0.filter { $0 != 32 && $0 != 9 }, as: UTF8.self).lowercased()
      }
      guard let name = parts.first else { continue }
      let weight = parts.dropFirst().first { $0.utf8.starts(with: "q=".utf8) }.flatMap { Double($0.dropFirst(2)) } ?? 1
      weights[name] = weight > 0
    }
    return weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? false
  }
}

extension StoredResponse {
  fileprivate func replayed(
    _ body: [UInt8], version: HTTPVersion, timing: Timing, name: String
  ) -> Response {
    Response(
      status: status, reason: reason, headers: headers.removing { $0.isFraming }, body: .bytes(body),
      interim: interim, version: version, timing: timing, replayedFrom: name)
  }
}

extension Response {
  fileprivate var withoutBody: Response {
    var copy = self
    copy.body = .empty
    return copy
  }

  fileprivate var countingLength: Response { body.length.map { counting($0) } ?? self }

  /// With the length of its body in the place of the recorded one, or at the end.
  fileprivate func counting(_ length: Int) -> Response {
    var copy = self
    if headers.contains("content-length") {
      copy.headers.replace("content-length", with: String(length))
    } else {
      copy.headers.append("Content-Length", String(length))
    }
    return copy
  }
}
