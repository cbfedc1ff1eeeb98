import HTTPModel

extension ServerExchange {
  /// What goes to the kernel at a time.
  private static let slice = 1 << 16

  /// Sends a response that is there and small, without waiting for anything. False where more is to do.
  func sendAtOnce(_ outcome: Outcome) -> Bool {
    guard isCurrent else { return false }
    if case .response(let response) = outcome, let head = response.wireHead, case .bytes(let content) = response.body,
      content.count <= ServerExchange.slice
    {
      endConnectionWhereNeeded(isStream: false)
      if connection.codec.takesPreparedHead {
        writeLast(head, content)
        return true
      }
    }
    return writeAtOnce(outcome)
  }

  private func writeAtOnce(_ outcome: Outcome) -> Bool {
    guard let response = response(of: outcome), case .bytes(let content) = response.body,
      content.count <= ServerExchange.slice
    else { return false }
    endConnectionWhereNeeded(isStream: false)
    do {
      var head: [UInt8] = []
      head.reserveCapacity(1024)
      let hasContent = try connection.codec.begin(response, to: &head)
      writeLast(head, hasContent ? content : [])
    } catch {
      refuse(error)
    }
    return true
  }

  /// Sends what needs more than one write, or acts a failure.
  func send(_ outcome: Outcome) async {
    guard isCurrent else {
      if case .response(let response) = outcome, case .stream(let source, _) = response.body { source.cancel() }
      return
    }
    if case .failure(let failure) = outcome { return await act(failure) }
    guard let response = response(of: outcome) else { return }
    if response.status == 101, case .stream(let source, _) = response.body, let other = source as? any SwitchedBody {
      return connection.switchProtocols(response, to: other)
    }
    let isStream = if case .stream = response.body { true } else { false }
    endConnectionWhereNeeded(isStream: isStream)
    var head: [UInt8] = []
    do {
      let hasContent = try connection.codec.begin(response, to: &head)
      switch response.body {
      case .bytes(let content): await send(head, hasContent ? content : [])
      case .stream(let source, let length) where hasContent: await pump(source, after: head, length: length)
      case .stream(let source, _):
        source.cancel()
        writeLast(head, [])
      }
    } catch {
      if case .stream(let source, _) = response.body { source.cancel() }
      refuse(error)
    }
  }

  private func response(of outcome: Outcome) -> Response? {
    switch outcome {
    case .response(let response): response
    case .miss(let miss): connection.server.configuration.renderMiss(miss)
    case .failure: nil
    }
  }

  private func refuse(_ error: MessageError) {
    connection.refuse(status: 500, "the answer cannot be sent over HTTP/1.1: \(error)")
  }

  /// Where the server ends, or so much of the request's body is to come that the connection is given up rather than read
  /// it, the head must say so.
  private func endConnectionWhereNeeded(isStream: Bool) {
    var leavesBody = false
    if !isStream, connection.codec.isInsideBody {
      leavesBody =
        connection.codec.awaitsContinue || connection.codec.bytesToCome ?? 0 > ServerConnection.skipLimit
    }
    if leavesBody || connection.server.isEnding { connection.codec.endAfterAnswer() }
  }

  /// A head and a body that is there: one write where both are small.
  private func send(_ head: [UInt8], _ content: [UInt8]) async {
    var index = min(content.count, ServerExchange.slice)
    guard await write(head, content[..<index]) else { return }
    while index < content.count {
      let end = min(index + ServerExchange.slice, content.count)
      guard await write([], content[index..<end]) else { return }
      index = end
    }
    connection.endExchange()
  }

  private func pump(_ source: any BodySource, after head: [UInt8], length: Int?) async {
    self.source = source
    guard await write(head, []) else { return }
    var sent = 0
    while true {
      let part = await source.next()
      guard isCurrent else { return source.cancel() }
      switch part {
      case .chunk(let chunk):
        sent += chunk.count
        if let length, sent > length {
          source.cancel()
          return connection.end(as: .protocol)
        }
        guard await write(connection.codec.framed(chunk), []) else { return source.cancel() }
      case .end(let trailers):
        self.source = nil
        if let length, sent < length { return connection.end(as: .truncated) }
        guard let bytes = try? connection.codec.end(trailers: trailers) else { return connection.end(as: .protocol) }
        return writeLast(bytes, [])
      case .failure(let failure):
        self.source = nil
        return connection.end(as: failure.kind)
      }
    }
  }

  /// Acts a failure in place of an answer: what had come of the answer, then the failure.
  private func act(_ failure: TransportFailure) async {
    if let partial = failure.partial, [.reset, .truncated, .timeout].contains(failure.kind) {
      var head: [UInt8] = []
      if (try? connection.codec.begin(partial: partial, to: &head)) != nil {
        guard await write(head, connection.codec.framed(failure.partialBody)[...]) else { return }
      }
    }
    connection.end(as: failure.kind)
  }

  // MARK: Writing

  /// False where the client is gone, or this is no longer the request under way.
  private func write(_ bytes: [UInt8], _ rest: ArraySlice<UInt8>) async -> Bool {
    guard isCurrent else { return false }
    hasBegun = true
    switch connection.transport.write(bytes, rest, completion: { self.wrote($0) }) {
    case .written: break
    case .failed: connection.lose()
    case .queued:
      await withCheckedContinuation {
        writer = $0
        expireAsWriting()
      }
    }
    guard isCurrent else { return false }
    setDeadline()
    return true
  }

  private func wrote(_ isWritten: Bool) {
    endWriting()
    if !isWritten { connection.lose() }
    resumeWriter()
  }

  /// Writes what ends the answer, without waiting.
  private func writeLast(_ bytes: [UInt8], _ rest: [UInt8]) {
    hasBegun = true
    switch connection.transport.write(bytes, rest[...], completion: { self.wroteLast($0) }) {
    case .written: connection.endExchange()
    case .queued: expireAsWriting()
    case .failed: connection.lose()
    }
  }

  private func wroteLast(_ isWritten: Bool) {
    endWriting()
    if !isWritten { return connection.lose() }
    if isCurrent { connection.endExchange() }
  }
}
