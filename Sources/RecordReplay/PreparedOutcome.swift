import ContentCoding
import HTTPModel

/// What an interaction gives to whoever gets it.
struct PreparedOutcome: Sendable {
  private let outcome: Outcome
  private let stored: StoredOutcome

  init(_ interaction: Interaction) {
    stored = interaction.outcome
    let timing = Timing(total: interaction.recorded.duration)
    let version = interaction.recorded.protocol ?? "HTTP/1.1"
    switch interaction.outcome {
    case .response(let response):
      outcome = .response(
        response.replayed(version: version, timing: timing, name: interaction.name))
    case .failure(let failure):
      let partial = failure.partial?.replayed(version: version, timing: timing, name: interaction.name)
      outcome = .failure(
        TransportFailure(
          failure.kind, failure.text, afterBytes: failure.afterBytes, partial: partial?.withoutBody,
          partialBody: failure.partial?.body?.bytes ?? [], timing: timing, replayedFrom: interaction.name))
    }
  }

  /// A response's framing fields are left out, and `Content-Length` is the length of what is given (to HEAD and 304 the
  /// recorded one), in its place or at the end. Else it is as stored.
  func outcome(to request: Request) -> Outcome {
    guard case .response(var response) = outcome, case .response(let stored) = stored else { return outcome }
    if let body = stored.body, body.coding != nil {
      if PreparedOutcome.acceptsGzip(request.headers) {
        let coded = GzipEncoder.encode(body.bytes)
        response.headers = response.headers.replacing("content-encoding", with: "gzip")
        response.body = .bytes(coded)
      } else {
        response.headers.removeAll("content-encoding")
      }
    }
    guard Response.hasBody(status: response.status, to: request.method) else {
      response.body = .empty
      return .response(response)
    }
    if !stored.trailers.isEmpty, case .bytes(let bytes) = response.body {
      // Trailers need chunks, and those have no length.
      response.headers.removeAll("content-length")
      response.body = StoredChunks.body(bytes, trailers: stored.trailers)
    } else if let length = response.body.length {
      response.headers = response.headers.replacing("content-length", with: String(length), orAppending: true)
    }
    return .response(response)
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
  func replayed(version: String, timing: Timing, name: String) -> Response {
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
}

extension HeaderFields {
  /// With another value in the place of the first field of that name; further ones are dropped.
  func replacing(_ name: String, with value: String, orAppending: Bool = false) -> HeaderFields {
    var isDone = false
    var result = HeaderFields(
      compactMap { field -> HeaderField? in
        guard field.isNamed(name) else { return field }
        defer { isDone = true }
        return isDone ? nil : HeaderField(nameBytes: field.nameBytes, value: Array(value.utf8))
      })
    if !isDone, orAppending { result.append("Content-Length", value) }
    return result
  }
}
