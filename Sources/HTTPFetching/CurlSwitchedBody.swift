import HTTPModel
import Locking

/// What a server sends that has switched protocols, and where to send it what the client sends.
final class CurlSwitchedBody: SwitchedBody {
  private let received: CurlBody
  private let sent: LateSource

  init(_ transfer: CurlTransfer, _ sent: LateSource) {
    received = CurlBody(transfer)
    self.sent = sent
  }

  func next() async -> BodyPart { await received.next() }

  func send(_ source: any BodySource) { sent.begin(with: source) }

  func cancel() { received.cancel() }
}

/// A stream that is not there yet when it is asked for.
final class LateSource: BodySource {
  private struct State {
    var source: (any BodySource)?
    var waiter: CheckedContinuation<(any BodySource)?, Never>?
    var isCancelled = false
  }

  private let state = Lock(State())

  func begin(with source: any BodySource) {
    let (waiter, isCancelled) = state.withLock { state in
      state.source = source
      defer { state.waiter = nil }
      return (state.waiter, state.isCancelled)
    }
    if isCancelled { source.cancel() }
    waiter?.resume(returning: isCancelled ? nil : source)
  }

  func next() async -> BodyPart {
    let source = await withCheckedContinuation { waiter in
      let (isKnown, source) = state.withLock { state -> (Bool, (any BodySource)?) in
        if state.isCancelled || state.source != nil { return (true, state.isCancelled ? nil : state.source) }
        state.waiter = waiter
        return (false, nil)
      }
      if isKnown { waiter.resume(returning: source) }
    }
    return await source?.next() ?? .failure(.abandoned)
  }

  func cancel() {
    let (waiter, source) = state.withLock { state in
      state.isCancelled = true
      defer { state.waiter = nil }
      return (state.waiter, state.source)
    }
    source?.cancel()
    waiter?.resume(returning: nil)
  }
}
