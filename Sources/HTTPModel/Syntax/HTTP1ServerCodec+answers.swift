extension HTTP1ServerCodec {
  /// Whether the head of a response may be sent to the request under way as it was prepared.
  package var takesPreparedHead: Bool {
    guard isPersistent, let request else { return false }
    return request.version == .http11 && request.method != .head
  }

  /// Appends the interim responses that the client can take, and the head of `response` with the framing of this
  /// connection. Says whether content follows.
  @discardableResult
  package mutating func begin(_ response: Response, to bytes: inout [UInt8]) throws(MessageError) -> Bool {
    guard (200...999).contains(response.status) else { throw .statusLine }
    try appendInterim(response.interim, to: &bytes)
    sending = framing(of: response, length: response.body.length)
    if sending == .untilClose { endAfterAnswer() }
    let head = ResponseHead(status: response.status, reason: response.reason, headers: response.headers)
    try head.write(to: &bytes, framing: sending, connection: connectionOption)
    return hasContent
  }

  /// Appends the head of a response whose end will be missing, so that the client sees that it is.
  package mutating func begin(partial response: Response, to bytes: inout [UInt8]) throws(MessageError) {
    let length = response.headers.first("content-length").flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }
    sending = framing(of: response, length: length)
    if !hasContent { sending = .noneAsGiven }
    let head = ResponseHead(status: response.status, reason: response.reason, headers: response.headers)
    try head.write(to: &bytes, framing: sending)
  }

  /// Whether only the end of the connection ends the content.
  package var endsWithConnection: Bool { sending == .untilClose }

  /// Content with its framing. Empty where none follows the head.
  package func framed(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if sending != .chunked { return hasContent ? content : [] }
    var bytes: [UInt8] = []
    ChunkedEncoder.append(content, to: &bytes)
    return bytes[...]
  }

  /// What ends the content. Trailers need chunks, and are left out without them.
  package func end(trailers: HeaderFields) throws(MessageError) -> [UInt8] {
    var bytes: [UInt8] = []
    if sending == .chunked { try ChunkedEncoder.appendEnd(trailers: trailers, to: &bytes) }
    return bytes
  }

  /// All of an answer with a body that is there, to a request that is refused; the connection ends with it.
  package func refusal(_ response: Response) throws(MessageError) -> [UInt8] {
    var bytes: [UInt8] = []
    let content: [UInt8] = if case .bytes(let content) = response.body { content } else { [] }
    let head = ResponseHead(status: response.status, reason: response.reason, headers: response.headers)
    try head.write(to: &bytes, framing: .length(content.count), connection: "close")
    return request?.method == .head ? bytes : bytes + content
  }

  private var hasContent: Bool {
    switch sending {
    case .length, .chunked, .untilClose: true
    case .none, .noneAsGiven: false
    }
  }

  private func appendInterim(_ all: [Response.Interim], to bytes: inout [UInt8]) throws(MessageError) {
    if request?.version == .http10 { return }
    for interim in all {
      // 101 would end HTTP on this connection.
      guard (100..<200).contains(interim.status), interim.status != 101 else { continue }
      if interim.status == 100, hasSentContinue { continue }
      try ResponseHead(status: interim.status, reason: interim.reason, headers: interim.headers)
        .write(to: &bytes, framing: .none)
    }
  }

  private func framing(of response: Response, length: Int?) -> ResponseHead.SentFraming {
    guard Response.hasBody(status: response.status, to: request?.method ?? .get) else {
      return response.status == 204 ? .none : .noneAsGiven
    }
    if let length { return .length(length) }
    return request?.version == .http11 ? .chunked : .untilClose
  }

  private var connectionOption: String? {
    if request?.version == .http10 { return isPersistent ? "keep-alive" : nil }
    return isPersistent ? nil : "close"
  }
}
