import EventLoop
import HTTPModel

extension Connection {
  /// Whether the request with this number is still the one that is answered.
  func isCurrent(_ number: Int) -> Bool { exchange == number && phase == .answering }

  func answer(_ outcome: Outcome, to number: Int) async {
    guard isCurrent(number) else {
      if case .response(let response) = outcome, case .stream(let source, _) = response.body { source.cancel() }
      return
    }
    switch outcome {
    case .response(let response): await send(response, number)
    case .miss(let miss): await send(server.configuration.renderMiss(miss), number)
    case .failure(let failure): await act(failure, number)
    }
  }

  private func send(_ response: Response, _ number: Int) async {
    guard let request else { return }
    do {
      var bytes = try interim(response.interim, request)
      guard (200...999).contains(response.status) else { throw MessageError.statusLine }
      let framing = framing(of: response, to: request)
      if framing == .untilClose || server.isEnding || leavesBody(response) { isPersistent = false }
      let head = ResponseHead(status: response.status, reason: response.reason, headers: response.headers)
      bytes.reserveCapacity(1024)
      try head.write(to: &bytes, framing: framing, connection: connectionOption(request))
      switch (response.body, framing) {
      case (.bytes(let content), .length): await send(bytes, content, number)
      case (.stream(let source, _), .length), (.stream(let source, _), .chunked), (.stream(let source, _), .untilClose):
        await pump(source, after: bytes, framing, number)
      case (.stream(let source, _), _):
        source.cancel()
        if await write(bytes, [], number) { finish() }
      default: if await write(bytes, [], number) { finish() }
      }
    } catch {
      if case .stream(let source, _) = response.body { source.cancel() }
      let text = "the answer cannot be sent over HTTP/1.1: \(error)"
      refuse(status: 500, text)
    }
  }

  /// The interim responses that the client can take, as bytes.
  private func interim(_ all: [Response.Interim], _ request: Asked) throws(MessageError) -> [UInt8] {
    var bytes: [UInt8] = []
    if request.version == .http10 { return bytes }
    for interim in all {
      // 101 would end HTTP on this connection.
      guard (100..<200).contains(interim.status), interim.status != 101 else { continue }
      if interim.status == 100, hasSentContinue { continue }
      try ResponseHead(status: interim.status, reason: interim.reason, headers: interim.headers)
        .write(to: &bytes, framing: .none)
    }
    return bytes
  }

  private func framing(of response: Response, to request: Asked) -> ResponseHead.SentFraming {
    guard Response.hasBody(status: response.status, to: request.method) else {
      return response.status == 204 ? .none : .noneAsGiven
    }
    if let length = response.body.length { return .length(length) }
    return request.version == .http11 ? .chunked : .untilClose
  }

  private func connectionOption(_ request: Asked) -> String? {
    switch request.version {
    case .http11, .http2, .http3: isPersistent ? nil : "close"
    case .http10: isPersistent ? "keep-alive" : nil
    }
  }

  /// Whether so much of the request's body is to come that the connection is given up rather than read it.
  private func leavesBody(_ response: Response) -> Bool {
    guard let body, !body.isComplete, case .bytes = response.body else { return false }
    return body.needsContinue || body.left ?? 0 > RequestBody.skipLimit
  }

  /// A head and a body that is there: one write where both are small.
  private func send(_ head: [UInt8], _ content: [UInt8], _ number: Int) async {
    var index = min(content.count, Connection.slice)
    guard await write(head, content[..<index], number) else { return }
    while index < content.count {
      let end = min(index + Connection.slice, content.count)
      guard await write([], content[index..<end], number) else { return }
      index = end
    }
    finish()
  }

  /// What goes to the kernel at a time.
  private static let slice = 1 << 16

  /// Sends a response whose head is made already, without a step in between. False where that is not all.
  func sendPrepared(_ outcome: Outcome, to number: Int) -> Bool {
    guard isCurrent(number), case .response(let response) = outcome, let head = response.wireHead, isPersistent,
      !server.isEnding, case .bytes(let content) = response.body, content.count <= Connection.slice, let request,
      request.version == .http11, request.method != .head, !leavesBody(response)
    else { return false }
    hasBegun = true
    switch stream.write(head, content[...], completion: { self.wrote($0, number) }) {
    case .written: finish()
    case .queued: expireAsWriting()
    case .failed: lose()
    }
    return true
  }

  private func pump(
    _ source: any BodySource, after head: [UInt8], _ framing: ResponseHead.SentFraming, _ number: Int
  ) async {
    self.source = source
    guard await write(head, [], number) else { return }
    let length: Int? = if case .length(let length) = framing { length } else { nil }
    var sent = 0
    while true {
      let part = await source.next()
      guard isCurrent(number) else { return source.cancel() }
      switch part {
      case .chunk(let chunk):
        sent += chunk.count
        if let length, sent > length {
          source.cancel()
          return end(as: .protocol, framing)
        }
        var bytes = chunk
        if framing == .chunked {
          bytes = []
          ChunkedEncoder.append(chunk, to: &bytes)
        }
        guard await write(bytes, [], number) else { return source.cancel() }
      case .end(let trailers):
        self.source = nil
        if let length, sent < length { return end(as: .truncated, framing) }
        var bytes: [UInt8] = []
        do {
          if framing == .chunked { try ChunkedEncoder.appendEnd(trailers: trailers, to: &bytes) }
        } catch {
          return end(as: .protocol, framing)
        }
        if await write(bytes, [], number) { finish() }
        return
      case .failure(let failure):
        self.source = nil
        return end(as: failure.kind, framing)
      }
    }
  }

  /// False where the client is gone, or the request is no longer the one under way.
  func write(_ bytes: [UInt8], _ rest: ArraySlice<UInt8>, _ number: Int) async -> Bool {
    guard isCurrent(number) else { return false }
    hasBegun = true
    switch stream.write(bytes, rest, completion: { self.wrote($0) }) {
    case .written: break
    case .failed: lose()
    case .queued:
      await withCheckedContinuation {
        writer = $0
        expireAsWriting()
      }
    }
    guard isCurrent(number) else { return false }
    expireAsAnswering()
    return true
  }

  private func expireAsWriting() {
    writeDeadline = server.now + server.times.stall
    expireAsAnswering()
  }

  /// What `sendPrepared` left over is written.
  private func wrote(_ error: (any Error)?, _ number: Int) {
    writeDeadline = .max
    if error != nil { return lose() }
    if isCurrent(number) { finish() }
  }

  private func wrote(_ error: (any Error)?) {
    writeDeadline = .max
    if error != nil { lose() }
    resumeWriter()
  }

  func resumeWriter() {
    let writer = writer
    self.writer = nil
    writer?.resume()
  }
}
