import EventLoop
import HTTPModel

/// While the responder works it has all the time it wants, the client has not.
extension Connection {
  /// Nil: not at all.
  func expire(after duration: Duration?) { deadline = duration.map { server.now + $0.milliseconds } ?? .max }

  /// The first bytes of a head are here.
  func expireAsHead() {
    let now = server.now
    waitingSince = now
    deadline = now + min(server.configuration.headTimeout, server.configuration.requestTimeout).milliseconds
  }

  /// Sets what time the client has from now on, while a request is with the responder.
  func expireAsAnswering() {
    let now = server.now
    let configuration = server.configuration
    deadline = writer == nil ? .max : writeDeadline
    if isHalfClosed {
      if writer == nil { expire(after: configuration.halfCloseGrace) }
    } else if body?.isAwaited ?? false {
      let since = waitingSince ?? now
      waitingSince = since
      let limit = configuration.requestTimeout.milliseconds
      deadline = min(deadline, now + configuration.stallTimeout.milliseconds, since + limit - min(waited, limit))
    } else if let since = waitingSince {
      waited += now - since
      waitingSince = nil
    }
  }

  /// `deadline` has come.
  func expire() {
    switch phase {
    case .head where isHeadBegun: refuse(status: 408, "the head of the request did not come in time")
    case .answering where body?.isAwaited ?? false: refuse(status: 408, "the body of the request did not come in time")
    default: lose()
    }
  }
}
