import EventLoop
import HTTPModel

/// While the responder works it has all the time it wants, the client has not.
extension Connection {
  /// In milliseconds from now.
  func expire(after time: UInt64) { deadline = server.now + time }

  /// The first bytes of a head are here.
  func expireAsHead() {
    waitingSince = server.now
    expire(after: server.times.head)
  }

  /// Sets what time the client has from now on, while a request is with the responder.
  func expireAsAnswering() {
    deadline = writeDeadline
    if isHalfClosed {
      if writeDeadline == .max { expire(after: server.times.halfClose) }
    } else if let body, body.isAwaited {
      let now = server.now
      let since = waitingSince ?? now
      waitingSince = since
      let limit = server.times.request
      deadline = min(deadline, now + server.times.stall, since + limit - min(waited, limit))
    } else if let since = waitingSince {
      waited += server.now - since
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
