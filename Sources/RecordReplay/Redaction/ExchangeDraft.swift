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

  /// Puts what a pass makes of the request into `result`.
  func redactRequest(_ redaction: inout Redaction, _ result: inout ExchangeDraft) {
    result.url = AbsoluteURL(origin: url.origin, target: redaction.target(url.target))
    result.request = redaction.message(request)
  }

  /// The same of what became of it.
  func redactOutcome(_ redaction: inout Redaction, _ result: inout ExchangeDraft) {
    result.result = self.result.mapHead { head in
      var head = head
      head.reason = redaction.reason(head.reason)
      head.message = redaction.message(head.message)
      head.trailers = redaction.headers(head.trailers, in: "/trailers", .trailer)
      head.interim = head.interim.map {
        Response.Interim(
          status: $0.status, reason: $0.reason, headers: redaction.headers($0.headers, in: "/interim", .header))
      }
      return head
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
  fileprivate mutating func message(_ message: ExchangeDraft.Message) -> ExchangeDraft.Message {
    var new = message
    new.body = body(message.body, mediaType: message.mediaType)
    new.headers = headers(message.headers)
    (new.clearBody, new.clearFields) = (seen.clearBody, seen.clearFields)
    if pass == .replacing { new.document = redacted }
    return new
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

extension ExchangeDraft.Message {
  /// A body of which it is said that its coding was undone. Where it begins as a coded one does and its type does not say
  /// that it is so, it is undone here.
  private static func uncoded(
    _ bytes: [UInt8], _ names: [String], _ type: MediaType?, _ limit: Int
  ) throws(RedactionError) -> ([UInt8], String?) {
    let known = names.first { StoredBody.codings.contains($0) }
    // Brotli has no magic; where it ends with the body it is one.
    if known == "br", !StoredBody.isText(bytes), let content = try? Coding.br.decode(bytes, limit: limit),
      !content.isEmpty
    {
      return (content, known)
    }
    let isArchive = type.map { $0.hasSubtype(ending: "zip") || $0.hasSubtype(ending: "zstd") } ?? false
    guard !isArchive || known != nil, let coding = Magic.coding(of: bytes) else {
      if names.contains("br"), type?.isText ?? false, Magic.isNoText(bytes) {
        throw .coded("the body is still coded with br, and cannot be undone")
      }
      return (bytes, known)
    }
    do {
      return (try Coding.undo(coding, of: bytes, limit: limit), coding)
    } catch {
      // Other content may begin so, too; text does not.
      if coding == "deflate" || known == nil && !(type?.isText ?? false) { return (bytes, known) }
      throw .coded("\(error)")
    }
  }

  /// How coded bodies begin. Brotli has no beginning of its own.
  private enum Magic {
    static func isNoText(_ bytes: [UInt8]) -> Bool {
      String(validating: bytes, as: UTF8.self) == nil && bytes.contains { $0 < 32 && !(8...13).contains($0) }
    }

    static func coding(of bytes: [UInt8]) -> String? {
      if bytes.starts(with: [0x1F, 0x8B, 0x08]) { return "gzip" }
      if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstd" }
      guard bytes.count > 6, bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]) else { return nil }
      return "deflate"
    }
  }
}

extension MediaType {
  /// Whether its content is text, in whatever character set.
  fileprivate var isText: Bool {
    let endings = ["json", "xml", "javascript", "x-www-form-urlencoded", "yaml", "csv"]
    return type == "text" || endings.contains { subtype == $0 || hasSubtype(ending: "+" + $0) }
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
