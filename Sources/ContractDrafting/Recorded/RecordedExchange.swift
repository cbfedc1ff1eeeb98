public import HTTPModel

/// One exchange of a recording, as far as a contract has something to say about it.
public struct RecordedExchange: Sendable {
  /// A body as it was, content codings undone.
  public struct Payload: Sendable {
    /// Nil where nobody said one.
    public var mediaType: MediaType?
    public var bytes: [UInt8]

    public init(mediaType: MediaType?, bytes: [UInt8]) { (self.mediaType, self.bytes) = (mediaType, bytes) }
  }

  public struct Answer: Sendable {
    public var status: Int
    public var headers: HeaderFields
    /// Nil where there was none, or an empty one.
    public var body: Payload?

    public init(status: Int, headers: HeaderFields = [], body: Payload? = nil) {
      (self.status, self.headers, self.body) = (status, headers, body)
    }
  }

  public var method: HTTPMethod
  public var url: AbsoluteURL
  /// Where the API is: what stands in the URL before the paths of the contract, without a slash at its end.
  public var server: String
  /// The operation's id, where somebody set it.
  public var operation: String?
  /// What a webhook says that happened; nil for a request that we sent.
  public var event: String?
  /// It was on the wire as it is here; else somebody wrote or changed it.
  public var isRecorded = true
  /// A request that an API sent to us.
  public var isWebhook = false
  /// Of the request.
  public var headers: HeaderFields = []
  public var body: Payload?
  /// Nil where there was none.
  public var answer: Answer?

  public init(method: HTTPMethod, url: AbsoluteURL, server: String, body: Payload? = nil, answer: Answer? = nil) {
    (self.method, self.url, self.server, self.body, self.answer) = (method, url, server, body, answer)
  }

  /// The answer says that the request was not as it must be, so the request is no evidence of what a request may be.
  var wasRefused: Bool {
    switch answer?.status ?? 0 {
    case 400, 411...417, 422, 428, 431: true
    default: false
    }
  }
}
