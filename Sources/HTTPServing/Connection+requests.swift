import EventLoop
import HTTPModel

extension Connection {
  /// Gives a request to the responder. Returns how many bytes of `rest`, what follows the head, belong to its body.
  func begin(_ head: RequestHead, _ rest: UnsafeRawBufferPointer) throws(MessageError) -> Int {
    request = Asked(head)
    body = nil
    let fields = try FieldSurvey(of: head)
    isPersistent = (fields.saysConnection ? head.isPersistent : head.version == .http11) && !server.isEnding
    let framing = fields.saysFraming ? try BodyFraming(of: head) : .none
    let origin = try origin(of: fields.host)
    if head.method == .connect, head.target.form(for: .connect) != nil {
      refuse(status: 501, "this server opens no tunnels")
      return 0
    }
    try check(head.target, for: head.method)
    if fields.saysExpectation, head.version == .http11, !head.expectsContinue {
      refuse(status: 417, "the only expectation that is met is 100-continue")
      return 0
    }
    var message = Request(head.method, origin, head.target, headers: head.headers, via: server.via)
    let used = framing == .none ? 0 : try addBody(framing, of: head, to: &message, rest)
    dispatch(message)
    return used
  }

  /// The body is bytes where all of it is in `rest`, else a stream. Returns how many bytes of `rest` it took.
  private func addBody(
    _ framing: BodyFraming, of head: RequestHead, to message: inout Request, _ rest: UnsafeRawBufferPointer
  ) throws(MessageError) -> Int {
    let limits = server.configuration.limits
    if case .length(let count) = framing, let limit = limits.maxBodyBytes, count > limit { throw .bodyTooLong }
    var used = 0
    if case .length(let count) = framing, count <= rest.count {
      message.body = .bytes(Array(rest[..<count]))
      used = count
    } else if let body = RequestBody(framing, of: self, limits: limits, needsContinue: head.expectsContinue) {
      self.body = body
      message.body = .stream(body, length: body.left)
      if !rest.isEmpty { used = try body.take(rest) }
    }
    return used
  }

  /// Bytes for the body of the request under way, or for what is left of the last one.
  func feed(_ body: RequestBody, _ bytes: UnsafeRawBufferPointer) throws(MessageError) -> Int {
    let count = try body.take(bytes)
    if phase == .answering {
      expireAsAnswering()
    } else if body.isComplete {
      body.detach()
      self.body = nil
      expire(after: server.times.idle)
    } else if body.skipped > RequestBody.skipLimit {
      linger()
    }
    return count
  }

  /// The consumer of the body waits for more.
  func awaitBody() {
    guard phase == .answering, let body else { return }
    if body.needsContinue, !hasBegun {
      body.needsContinue = false
      hasSentContinue = true
      stream.write(
        Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), completion: { [self] error in if error != nil { lose() } })
    }
    expireAsAnswering()
    resumeReading()
  }

  private func dispatch(_ message: Request) {
    phase = .answering
    exchange += 1
    expireAsAnswering()
    let number = exchange
    let answer = responder.respond(to: message)
    if case .now(let outcome) = answer, sendPrepared(outcome, to: number) { return }
    let task = Task.immediate(executorPreference: server.loop) { [self] in
      let outcome = await answer.outcome
      if case .later = answer, sendPrepared(outcome, to: number) { return }
      await self.answer(outcome, to: number)
    }
    if phase == .answering, exchange == number { self.task = task }
  }

  /// Refuses a target that has no form.
  private func check(_ target: Target, for method: HTTPMethod) throws(MessageError) {
    let bytes = target.bytes
    if method != .connect {
      if bytes.first == UInt8(ascii: "/") { return }
      if let lastBase, bytes[...].begins(with: lastBase) { return }
    }
    guard let form = target.form(for: method) else { throw .target }
    if case .absolute = form, let end = bytes.dropFirst("https://".utf8.count).firstIndex(of: UInt8(ascii: "/")) {
      lastBase = Array(bytes[...end])
    }
  }

  private func origin(of host: ArraySlice<UInt8>?) throws(MessageError) -> Origin {
    guard let host, !host.isEmpty else { return ownOrigin }
    if let lastHost, host.equals(lastHost.bytes) { return lastHost.origin }
    guard let (name, port) = AbsoluteURL.authority(host) else { throw .host }
    let origin = Origin(scheme: "http", host: name, port: port)
    lastHost = (Array(host), origin)
    return origin
  }
}
