import ContentCoding
import HTTPModel

/// An exchange on its way to becoming an interaction: bodies collected, their codings undone.
struct ExchangeDraft {
  var method: HTTPMethod
  var url: AbsoluteURL
  var request: Message
  var result: Result

  enum Result {
    case response(Head)
    case failure(TransportFailure.Kind, afterBytes: Int?, partial: Head?)

    func mapHead(_ change: (Head) -> Head) -> Result {
      switch self {
      case .response(let head): .response(change(head))
      case .failure(let kind, let afterBytes, let partial):
        .failure(kind, afterBytes: afterBytes, partial: partial.map(change))
      }
    }
  }

  struct Message {
    var headers: HeaderFields
    var body: [UInt8]
    var coding: String?

    var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }
  }

  struct Head {
    var status: Int
    var reason: String
    var message: Message
    var interim: [Response.Interim]
    var trailers: HeaderFields
  }

  init(_ exchange: Exchange, coded: Redactor.Coded, trailers: HeaderFields = []) throws(RedactionError) {
    method = exchange.request.method
    url = exchange.request.url
    request = try Message(exchange.request.headers, exchange.request.body, coded: coded)
    switch exchange.outcome {
    case .response(let response):
      result = .response(try Head(response, response.body, coded: coded, trailers: trailers))
    case .failure(let failure):
      guard failure.kind != .cancelled else { throw .nothingToStore }
      var head: Head?
      if let partial = failure.partial {
        // A coding that was cut off cannot be undone, so what came of it is kept as it came.
        head = try Head(partial, .bytes(failure.partialBody), coded: .undone, trailers: [])
        if coded == .asSent { head?.message.coding = nil }
      }
      result = .failure(failure.kind, afterBytes: failure.afterBytes, partial: head)
    case .miss: throw .nothingToStore
    }
  }

  func redacted(by redaction: inout Redaction) -> ExchangeDraft {
    var copy = self
    copy.url = AbsoluteURL(origin: url.origin, target: redaction.target(url.target))
    copy.request.redact(by: &redaction)
    copy.result = result.mapHead { head in
      var head = head
      head.message.redact(by: &redaction)
      head.trailers = redaction.headers(head.trailers)
      head.interim = head.interim.map {
        Response.Interim(status: $0.status, reason: $0.reason, headers: redaction.headers($0.headers))
      }
      return head
    }
    return copy
  }

  /// The same with placeholders wherever one of the secrets stands.
  func replacing(_ secrets: [FoundSecret]) -> ExchangeDraft {
    if secrets.isEmpty { return self }
    let search = secrets.search(for: \.replaceable)
    func clean(_ bytes: [UInt8]) -> [UInt8] { search.replacing(in: bytes) { secrets[$0].placeholder } }
    func clean(_ fields: HeaderFields) -> HeaderFields {
      HeaderFields(fields.map { HeaderField(nameBytes: $0.nameBytes, value: clean($0.value)) })
    }
    var copy = self
    copy.url = AbsoluteURL(origin: url.origin, target: Target(clean(url.target.bytes)))
    copy.request.headers = clean(request.headers)
    copy.request.body = clean(request.body)
    copy.result = result.mapHead { head in
      var head = head
      head.reason = String(decoding: clean(Array(head.reason.utf8)), as: UTF8.self)
      head.message.headers = clean(head.message.headers)
      head.message.body = clean(head.message.body)
      head.trailers = clean(head.trailers)
      head.interim = head.interim.map {
        Response.Interim(status: $0.status, reason: $0.reason, headers: clean($0.headers))
      }
      return head
    }
    return copy
  }
}

extension ExchangeDraft.Message {
  fileprivate init(_ headers: HeaderFields, _ body: Body, coded: Redactor.Coded) throws(RedactionError) {
    guard case .bytes(let bytes) = body else { throw .bodyNotCollected }
    self.headers = headers
    self.body = bytes
    let names = headers.tokens("content-encoding")
    guard !names.isEmpty, !bytes.isEmpty else { return }
    switch coded {
    case .undone: coding = names.first { StoredBody.codings.contains($0) }
    case .asSent:
      let value = names.joined(separator: ",")
      do {
        self.body = try Coding.undo(value, of: bytes)
        coding = try Coding.list(value).first?.rawValue
      } catch {
        throw .coded("\(error)")
      }
    }
  }

  fileprivate mutating func redact(by redaction: inout Redaction) {
    body = redaction.body(body, mediaType: mediaType)
    headers = redaction.headers(headers)
  }
}

extension ExchangeDraft.Head {
  fileprivate init(
    _ response: Response, _ body: Body, coded: Redactor.Coded, trailers: HeaderFields
  ) throws(RedactionError) {
    status = response.status
    reason = response.reason
    message = try ExchangeDraft.Message(response.headers, body, coded: coded)
    interim = response.interim
    self.trailers = trailers
  }
}

extension ExchangeDraft {
  var storedRequest: StoredRequest {
    StoredRequest(method: method, url: url, headers: request.headers, body: request.stored("request"))
  }

  var storedOutcome: StoredOutcome {
    switch result {
    case .response(let head): .response(head.stored)
    case .failure(let kind, let afterBytes, let partial):
      .failure(StoredFailure(kind: kind, afterBytes: afterBytes, partial: partial?.stored))
    }
  }
}

extension ExchangeDraft.Head {
  fileprivate var stored: StoredResponse {
    StoredResponse(
      status: status, reason: reason, headers: message.headers, body: message.stored("response"), interim: interim,
      trailers: trailers)
  }
}

extension ExchangeDraft.Message {
  /// The side file's number comes with the cassette.
  fileprivate func stored(_ side: String) -> StoredBody? {
    StoredBody.make(body, mediaType: mediaType, coding: coding, stem: "000-\(side)")
  }
}

extension ExchangeDraft {
  /// Why a cassette that holds it could not be read; nil where it could.
  var unstorable: String? {
    if !method.rawValue.utf8.isToken { return "not a valid method" }
    let isTarget = url.target.bytes.allSatisfy { $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "#") }
    if !isTarget || url.target.bytes.isEmpty { return "the target contains a byte that a request line cannot hold" }
    var fields = [request.headers]
    var reasons: [String] = []
    _ = result.mapHead { head in
      fields += [head.message.headers, head.trailers] + head.interim.map(\.headers)
      reasons += [head.reason] + head.interim.map(\.reason)
      return head
    }
    if !reasons.allSatisfy({ $0.utf8.isFieldText }) { return "the reason holds a control character" }
    let isFine = fields.allSatisfy {
      $0.allSatisfy { $0.nameBytes.isToken && $0.value.isFieldText }
    }
    return isFine ? nil : "a header field has no valid name, or a control character in its value"
  }
}
