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
  private let trailers: HeaderFields

  init(_ interaction: Interaction) {
    let timing = Timing(total: interaction.recorded.duration)
    let version = interaction.recorded.protocol ?? .http11
    switch interaction.outcome {
    case .response(let stored):
      let response = stored.replayed(version: version, timing: timing, name: interaction.name)
      let hasBody = Response.hasBody(status: response.status, to: .get)
      toHead = .response(response.withoutBody)
      toOthers = .response(hasBody ? response.countingLength.prepared() : response.withoutBody)
      coded = stored.body?.coding == nil ? nil : CodedResponse(response)
      trailers = stored.trailers
    case .failure(let failure):
      let partial = failure.partial?.replayed(version: version, timing: timing, name: interaction.name)
      let outcome = Outcome.failure(
        TransportFailure(
          failure.kind, failure.text, afterBytes: failure.afterBytes, partial: partial?.withoutBody,
          partialBody: failure.partial?.body?.bytes ?? [], timing: timing, replayedFrom: interaction.name))
      (toHead, toOthers) = (outcome, outcome)
      coded = nil
      trailers = []
    }
  }

  func outcome(to request: Request) -> Outcome {
    if coded == nil, trailers.isEmpty { return request.method == .head ? toHead : toOthers }
    let outcome = coded.map { .response($0.response(to: request)) } ?? (request.method == .head ? toHead : toOthers)
    return trailers.isEmpty ? outcome : addingTrailers(to: outcome, request.method)
  }

  private func addingTrailers(to outcome: Outcome, _ method: HTTPMethod) -> Outcome {
    guard case .response(var response) = outcome, case .bytes(let bytes) = response.body,
      Response.hasBody(status: response.status, to: method)
    else { return outcome }
    // Trailers need chunks, and those have no length.
    response.headers.removeAll("content-length")
    response.body = StoredChunks.body(bytes, trailers: trailers)
    return .response(response)
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
  fileprivate func replayed(version: HTTPVersion, timing: Timing, name: String) -> Response {
    Response(
      status: status, reason: reason, headers: headers.removing { $0.isFraming }, body: .bytes(body?.bytes ?? []),
      interim: interim, version: version, timing: timing, replayedFrom: name)
  }
}

extension Response {
  fileprivate var withoutBody: Response {
    var copy = self
    copy.body = .empty
    return copy
  }

  /// With the length of its body in the place of the recorded one, or at the end.
  fileprivate var countingLength: Response {
    guard let length = body.length else { return self }
    var copy = self
    if headers.contains("content-length") {
      copy.headers.replace("content-length", with: String(length))
    } else {
      copy.headers.append("Content-Length", String(length))
    }
    return copy
  }
}
