import HTTPModel

extension ServerConnection: ExchangeChannel {
  var version: HTTPVersion { .http11 }

  func awaitBody(isAnswered: Bool) {
    if !isAnswered, let bytes = codec.takeContinue() {
      _ = transport.write(bytes, [], completion: { [self] isWritten in if !isWritten { lose() } })
    }
    resumeReading()
  }

  func consumed(_ count: Int) { resumeReading() }

  // MARK: The answer

  func begin(
    _ response: Response, _ content: ArraySlice<UInt8>, isLast: Bool,
    completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    endConnectionWhereNeeded(for: response)
    if isLast, let head = response.wireHead, codec.takesPreparedHead {
      return transport.write(head, content, completion: completion())
    }
    var head: [UInt8] = []
    head.reserveCapacity(1024)
    try codec.begin(response, to: &head)
    return transport.write(head, content, completion: completion())
  }

  func begin(
    partial response: Response, _ content: [UInt8], completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    var head: [UInt8] = []
    try codec.begin(partial: response, to: &head)
    return transport.write(head, codec.framed(content[...]), completion: completion())
  }

  func write(
    _ content: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite {
    transport.write([], codec.framed(content), completion: completion())
  }

  func end(
    trailers: HeaderFields, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    let bytes = try codec.end(trailers: trailers)
    return bytes.isEmpty ? .written : transport.write(bytes, [], completion: completion())
  }

  /// Where the server ends, or so much of the request's body is to come that the connection is given up rather than read
  /// it, the head must say so.
  private func endConnectionWhereNeeded(for response: Response) {
    var leavesBody = false
    if codec.isInsideBody, case .bytes = response.body {
      leavesBody = codec.awaitsContinue || codec.bytesToCome ?? 0 > ServerConnection.skipLimit
    }
    if leavesBody || server.isEnding { codec.endAfterAnswer() }
  }

  /// The answer of the exchange under way is written whole.
  func endExchange() {
    let body = exchange?.body
    exchange = nil
    codec.endAnswer()
    if !codec.isPersistent || server.isEnding { return linger(body) }
    expireAsIdle()
    if codec.isInsideBody {
      if codec.awaitsContinue || codec.bytesToCome ?? 0 > ServerConnection.skipLimit { return linger(body) }
      skipped = body?.skipped ?? 0
      body?.discard()
    }
    body?.detach()
    resumeReading()
    if !isTaking { take(UnsafeRawBufferPointer(start: nil, count: 0)) }
  }
}
