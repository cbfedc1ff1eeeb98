import HTTPModel

extension ServerConnection {
  /// In milliseconds from now.
  func expire(after time: UInt64) { deadline = server.now + time }

  /// `deadline` has come.
  func expire() {
    if phase == .open, exchange == nil, codec.isHeadBegun {
      refuse(status: 408, "the request head did not arrive in time")
    } else if exchange?.body?.isAwaited ?? false {
      refuse(status: 408, "the request body did not arrive in time")
    } else {
      lose()
    }
  }

  /// Answers a request that the responder does not get, or no longer; ends the connection.
  func refuse(status: Int, _ detail: String, next: String? = nil) {
    let hasBegun = exchange?.hasBegun ?? false
    abandon()
    guard !hasBegun, let bytes = try? codec.refusal(Problem.response(status: status, detail: detail, next: next)) else {
      return shut { transport.reset() }
    }
    _ = transport.write(bytes, [], completion: { [self] isWritten in if !isWritten { lose() } })
    linger()
  }

  /// Ends an answer that is not whole.
  func end(as kind: TransportFailure.Kind) {
    let body = exchange?.body
    exchange = nil
    body?.fail(TransportFailure(.cancelled, "the request was answered with a failure"))
    body?.detach()
    switch kind {
    case .timeout:
      phase = .hanging
      expire(after: server.times.hang)
      if isHalfClosed { expire(after: server.times.halfClose) }
      resumeReading()
      if server.isEnding { close() }
    // Without a length or chunks an end in order would be the end of the body.
    case .truncated where !codec.endsWithConnection: linger()
    default: shut { transport.reset() }
    }
  }

  /// Ends our direction and waits a little for the client to end its own.
  func linger(_ rest: RequestBody? = nil) {
    rest?.fail(TransportFailure(.cancelled, "the request was answered"))
    rest?.detach()
    phase = .lingering
    expire(after: server.times.linger)
    transport.shutdown { [self] isDone in if !isDone || isHalfClosed { close() } }
    resumeReading()
  }

  /// The server ends: idle connections close, others after their answer.
  func endSoon() {
    switch phase {
    case .open where exchange != nil: codec.endAfterAnswer()
    case .open where codec.isHeadBegun: break
    case .open, .hanging: close()
    case .lingering, .handedOver, .closed: break
    }
  }

  /// The client is gone, or is given up.
  func lose() {
    abandon()
    close()
  }

  func close() { shut { transport.close() } }

  /// Nobody waits for the answer any more.
  private func abandon() {
    let exchange = exchange
    self.exchange = nil
    exchange?.abandon()
  }

  private func shut(_ end: () -> Void) {
    if phase == .closed { return }
    phase = .closed
    end()
    server.remove(self)
  }
}
