import EventLoop
import HTTPModel

extension Connection {
  /// The answer is written whole.
  func finish() {
    (task, source, request) = (nil, nil, nil)
    (waited, waitingSince) = (0, nil)
    (hasBegun, hasSentContinue) = (false, false)
    let rest = body
    body = nil
    if !isPersistent || server.isEnding { return linger(rest) }
    phase = .head
    expire(after: server.times.idle)
    if let rest, !rest.isComplete {
      if rest.needsContinue || rest.left ?? 0 > RequestBody.skipLimit { return linger(rest) }
      body = rest
      rest.discard()
    } else {
      rest?.detach()
    }
    resumeReading()
    if !isConsuming { consumeKept() }
  }

  /// Acts a failure in place of an answer: what had come of the answer, then the failure.
  func act(_ failure: TransportFailure, _ number: Int) async {
    guard let partial = failure.partial, let request, [.reset, .truncated, .timeout].contains(failure.kind) else {
      return end(as: failure.kind, .chunked)
    }
    var bytes: [UInt8] = []
    let framing = framing(ofPartial: partial, to: request)
    do {
      let head = ResponseHead(status: partial.status, reason: partial.reason, headers: partial.headers)
      try head.write(to: &bytes, framing: framing)
    } catch {
      return end(as: failure.kind, framing)
    }
    if framing == .chunked {
      ChunkedEncoder.append(failure.partialBody, to: &bytes)
    } else if framing != .noneAsGiven {
      bytes += failure.partialBody
    }
    if await write(bytes, [], number) { end(as: failure.kind, framing) }
  }

  /// The framing under which the client sees that the end is missing, as the recorded head announced it.
  private func framing(ofPartial partial: Response, to request: Asked) -> ResponseHead.SentFraming {
    if !Response.hasBody(status: partial.status, to: request.method) { return .noneAsGiven }
    if let text = partial.headers.first("content-length"), let length = Int(text), length >= 0 {
      return .length(length)
    }
    return request.version == .http11 ? .chunked : .untilClose
  }

  /// Ends an answer that is not whole.
  func end(as kind: TransportFailure.Kind, _ framing: ResponseHead.SentFraming) {
    body?.fail(TransportFailure(.cancelled, "the request was answered with a failure"))
    body?.detach()
    (task, source, body) = (nil, nil, nil)
    switch kind {
    case .timeout:
      phase = .hanging
      deadline = .max
      if isHalfClosed { expire(after: server.times.halfClose) }
      resumeReading()
      if server.isEnding { close() }
    // Without a length or chunks an end in order would be the end of the body.
    case .truncated where framing != .untilClose: linger()
    default: shut { stream.reset() }
    }
  }

  func refuse(_ error: MessageError) { refuse(status: error.status, error.description) }

  /// Answers a request that the responder does not get, or no longer; ends the connection.
  func refuse(status: Int, _ detail: String) {
    abandon()
    if hasBegun { return shut { stream.reset() } }
    let response = Problem.response(status: status, detail: detail)
    var bytes: [UInt8] = []
    let content: [UInt8] = if case .bytes(let content) = response.body { content } else { [] }
    let head = ResponseHead(status: status, reason: response.reason, headers: response.headers)
    try? head.write(to: &bytes, framing: .length(content.count), connection: "close")
    if request?.method != .head { bytes += content }
    stream.write(bytes, completion: { [self] error in if error != nil { lose() } })
    linger()
  }

  /// Ends our direction and waits a little for the client to end its own.
  func linger(_ rest: RequestBody? = nil) {
    rest?.fail(TransportFailure(.cancelled, "the request was answered"))
    rest?.detach()
    body = nil
    phase = .lingering
    expire(after: server.times.linger)
    stream.shutdown { [self] error in if error != nil || isHalfClosed { close() } }
    resumeReading()
  }

  /// The server ends: idle connections close, others after their answer.
  func endSoon() {
    switch phase {
    case .head where isHeadBegun: break
    case .head, .hanging: close()
    case .answering: isPersistent = false
    case .lingering, .closed: break
    }
  }

  /// The client is gone, or is given up.
  func lose() {
    abandon()
    close()
  }

  func close() { shut { stream.close() } }

  /// Nobody waits for the answer any more.
  private func abandon() {
    exchange += 1
    let (task, source, body) = (task, source, body)
    (self.task, self.source, self.body) = (nil, nil, nil)
    body?.fail(TransportFailure(.cancelled, "the client went away"))
    body?.detach()
    source?.cancel()
    task?.cancel()
    resumeWriter()
  }

  private func shut(_ end: () -> Void) {
    if phase == .closed { return }
    phase = .closed
    end()
    server.remove(self)
  }
}
