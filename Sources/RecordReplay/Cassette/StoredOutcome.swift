public import HTTPModel

/// What became of a request, in a cassette.
public enum StoredOutcome: Equatable, Sendable {
  case response(StoredResponse)
  case failure(StoredFailure)

  /// The response's body, or what of it had come before a failure.
  public var body: StoredBody? { response?.body }

  /// The response, or what of it had come before a failure.
  var response: StoredResponse? {
    switch self {
    case .response(let response): response
    case .failure(let failure): failure.partial
    }
  }
}

/// A response in a cassette.
public struct StoredResponse: Equatable, Sendable {
  public let status: Int
  /// Empty where the status line had none.
  public let reason: String
  /// In wire order, framing fields included, secrets replaced.
  public let headers: HeaderFields
  public let body: StoredBody?
  /// Responses with 1xx status that came before.
  public let interim: [Response.Interim]
  public let trailers: HeaderFields

  init(
    status: Int, reason: String, headers: HeaderFields, body: StoredBody?, interim: [Response.Interim] = [],
    trailers: HeaderFields = []
  ) {
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.interim = interim
    self.trailers = trailers
  }

  public var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }
}

/// A transport failure in a cassette. What a library said about it is not kept: it names addresses of one machine.
public struct StoredFailure: Equatable, Sendable {
  /// Never `cancelled`.
  public let kind: TransportFailure.Kind
  /// Body bytes that had come; nil where no response head had come.
  public let afterBytes: Int?
  /// The response's head where one had come, with that part of its body.
  public let partial: StoredResponse?

  init(kind: TransportFailure.Kind, afterBytes: Int?, partial: StoredResponse?) {
    self.kind = kind
    self.afterBytes = afterBytes
    self.partial = partial
  }

  /// One sentence a kind, the same on every machine.
  public var text: String {
    switch kind {
    case .resolve: "the host's name did not resolve (recorded)"
    case .refused: "the connection was refused (recorded)"
    case .tls: "the TLS handshake failed (recorded)"
    case .timeout: "no answer in time (recorded)"
    case .reset: "the connection was reset (recorded)"
    case .truncated: "the connection ended before the end of the message (recorded)"
    case .protocol: "the answer was no HTTP message (recorded)"
    case .cancelled: "the request was cancelled"
    }
  }
}
