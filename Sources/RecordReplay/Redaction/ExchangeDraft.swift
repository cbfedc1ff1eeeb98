import ContentCoding
import HTTPModel
import JSONModel
import SecretDetection

/// An exchange on its way to becoming an interaction: bodies collected, their codings undone.
struct ExchangeDraft {
  var method: HTTPMethod
  var url: AbsoluteURL
  var request: Message
  var result: Result

  enum Result {
    case response(Head)
    case failure(TransportFailure.Kind, afterBytes: Int?, partial: Head?)

    /// Nil where none came.
    var head: Head? {
      switch self {
      case .response(let head): head
      case .failure(_, _, let partial): partial
      }
    }

    /// Where it stands: a head is large, and a copy of it counts up all that it holds.
    mutating func changeHead(_ change: (inout Head) -> Void) {
      switch consume self {
      case .response(var head):
        change(&head)
        self = .response(head)
      case .failure(let kind, let afterBytes, var partial):
        partial?.change(by: change)
        self = .failure(kind, afterBytes: afterBytes, partial: partial)
      }
    }
  }

  struct Message {
    var headers: HeaderFields
    var body: [UInt8]
    var coding: String?
    /// The body's, where it was parsed.
    var document: JSONDocument?
    /// See `MessageGlance`.
    var clearBody: Int?, clearFields: Int?

    /// What is in the field stays as it is.
    let mediaType: MediaType?

    func areFieldsClear(of secrets: Int?) -> Bool { secrets != nil && clearFields == secrets }
    func isBodyClear(of secrets: Int?) -> Bool { secrets != nil && clearBody == secrets }
  }

  struct Head {
    var status: Int
    var reason: String
    var message: Message
    var interim: [Response.Interim]
    var trailers: HeaderFields

    fileprivate mutating func change(by change: (inout Head) -> Void) { change(&self) }
  }

  /// No request's body is longer than `requestLimit` bytes when its coding is undone.
  init(
    _ exchange: Exchange, coded: Redactor.Coded, trailers: HeaderFields = [],
    requestLimit: Int = ContentDecoder.defaultLimit
  ) throws(RedactionError) {
    method = exchange.request.method
    url = exchange.request.url
    request = try Message(exchange.request.headers, exchange.request.body, coded: coded, limit: requestLimit)
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

  /// What is stored already, to be looked through again. Reads side files.
  init(_ interaction: Interaction) throws(CassetteError) {
    method = interaction.request.method
    url = interaction.request.url
    request = try Message(interaction.request.headers, interaction.request.body)
    switch interaction.outcome {
    case .response(let response): result = .response(try Head(response))
    case .failure(let failure):
      var partial: Head?
      if let head = failure.partial { partial = try Head(head) }
      result = .failure(failure.kind, afterBytes: failure.afterBytes, partial: partial)
    }
  }

  /// Gives a pass that learns the request.
  func showRequest(_ redaction: inout Redaction) {
    _ = redaction.target(url.target)
    redaction.look(at: request)
  }

  /// The same with what became of it.
  func showOutcome(_ redaction: inout Redaction) {
    guard let head = result.head else { return }
    _ = redaction.reason(head.reason)
    redaction.look(at: head.message)
    _ = redaction.headers(head.trailers, in: "/trailers", .trailer)
    for interim in head.interim { _ = redaction.headers(interim.headers, in: "/interim", .header) }
  }

  /// Takes out of the request what a pass replaces.
  mutating func redactRequest(_ redaction: inout Redaction) {
    url = AbsoluteURL(origin: url.origin, target: redaction.target(url.target))
    redaction.replace(in: &request)
  }

  /// The same of what became of it.
  mutating func redactOutcome(_ redaction: inout Redaction) {
    result.changeHead { head in
      head.reason = redaction.reason(head.reason)
      redaction.replace(in: &head.message)
      if !head.trailers.isEmpty { head.trailers = redaction.headers(head.trailers, in: "/trailers", .trailer) }
      if head.interim.isEmpty { return }
      head.interim = head.interim.map {
        Response.Interim(
          status: $0.status, reason: $0.reason, headers: redaction.headers($0.headers, in: "/interim", .header))
      }
    }
  }

  /// The first of all texts that came from the exchange in which `find` finds something, and where it stands, as a
  /// capture says it. Left out are the bodies and fields in which none of the secrets was found while so many were known.
  func first<Result>(
    unlessClearOf secrets: Int? = nil, _ find: (ArraySlice<UInt8>) -> Result?
  ) -> (place: String, result: Result)? {
    if let found = firstInRequest(unlessClearOf: secrets, find) { return found }
    guard let head = result.head else { return nil }
    let message = head.message
    return find(Array(head.reason.utf8)[...]).map { ("/response/reason", $0) }
      ?? (message.areFieldsClear(of: secrets) ? nil : ExchangeDraft.first(message.headers, "/response/headers", find))
      ?? ExchangeDraft.first(head.trailers, "/response/trailers", find)
      ?? ExchangeDraft.first(HeaderFields(head.interim.flatMap(\.headers)), "/response/interim", find)
      ?? (message.isBodyClear(of: secrets) ? nil : find(message.body[...])).map { ("/response/body", $0) }
  }

  func firstInRequest<Result>(
    unlessClearOf secrets: Int? = nil, _ find: (ArraySlice<UInt8>) -> Result?
  ) -> (place: String, result: Result)? {
    find(url.target.bytes[...]).map { ("/request/url", $0) }
      ?? (request.areFieldsClear(of: secrets) ? nil : ExchangeDraft.first(request.headers, "/request/headers", find))
      ?? (request.isBodyClear(of: secrets) ? nil : find(request.body[...])).map { ("/request/body", $0) }
  }

  private static func first<Result>(
    _ fields: HeaderFields, _ place: String, _ find: (ArraySlice<UInt8>) -> Result?
  ) -> (place: String, result: Result)? {
    for index in fields.indices {
      if let result = find(fields.value(at: index)) {
        return ("\(place)/\(fields[index].name.lowercased())", result)
      }
    }
    return nil
  }
}

extension ExchangeDraft {
  /// Of the bodies, where they were parsed.
  var documents: (request: JSONDocument?, outcome: JSONDocument?) {
    (request.document, result.head?.message.document)
  }
}

extension ExchangeDraft.Message {
  fileprivate init(_ headers: HeaderFields, _ body: StoredBody?) throws(CassetteError) {
    self.headers = headers
    mediaType = headers.first("content-type").flatMap { MediaType($0) }
    self.body = body?.isLong ?? false ? [] : try body?.bytes ?? []
    coding = body?.coding
  }
}

extension ExchangeDraft.Head {
  fileprivate init(_ response: StoredResponse) throws(CassetteError) {
    status = response.status
    reason = response.reason
    message = try ExchangeDraft.Message(response.headers, response.body)
    interim = response.interim
    trailers = response.trailers
  }
}

extension Redaction {
  fileprivate mutating func look(at message: ExchangeDraft.Message) {
    _ = body(message.body, mediaType: message.mediaType)
    _ = headers(message.headers)
  }

  fileprivate mutating func replace(in message: inout ExchangeDraft.Message) {
    message.body = body(message.body, mediaType: message.mediaType)
    message.headers = headers(message.headers)
    (message.clearBody, message.clearFields) = (seen.clearBody, seen.clearFields)
    message.document = redacted
  }

  fileprivate mutating func reason(_ text: String) -> String {
    area = "/reason"
    let bytes = Array(text.utf8)
    if bytes.withUnsafeBufferPointer({ stays($0, Glance(at: $0, mayBeSuspect: false, rules.detector)) }) { return text }
    return value(bytes, .text).map { String(decoding: $0, as: UTF8.self) } ?? text
  }
}

extension ExchangeDraft.Message {
  fileprivate init(
    _ headers: HeaderFields, _ body: Body, coded: Redactor.Coded, limit: Int = ContentDecoder.defaultLimit
  ) throws(RedactionError) {
    guard case .bytes(let bytes) = body else { throw .bodyNotCollected }
    self.headers = headers
    mediaType = headers.first("content-type").flatMap { MediaType($0) }
    self.body = bytes
    let names = headers.tokens("content-encoding")
    guard !bytes.isEmpty else { return }
    if coded == .undone {
      (self.body, coding) = try ExchangeDraft.Message.uncoded(bytes, names, mediaType, limit)
      return
    }
    guard !names.isEmpty else { return }
    switch coded {
    case .undone: break
    case .asSent:
      let value = names.joined(separator: ",")
      do {
        self.body = try Coding.undo(value, of: bytes, limit: limit)
        coding = try Coding.list(value).first?.rawValue
      } catch {
        throw .coded("\(error)")
      }
    }
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
