import HTTPModel
import Locking

/// Gives a body on as it comes, and what came to whoever keeps it before its last byte goes on.
final class RecordedBody: BodySource {
  enum Ending: Sendable {
    case whole([UInt8], trailers: HeaderFields)
    /// What came before it failed.
    case failure(TransportFailure, [UInt8])
    case tooLong
    /// Whoever read it wants no more.
    case abandoned
  }

  private let source: any BodySource
  /// As announced.
  private let length: Int?
  private let atEnd: @Sendable (Ending) async -> Void
  private let state = Lock(State())

  private struct State {
    var bytes: [UInt8] = []
    var count = 0
    /// What was read ahead, and comes next.
    var held: BodyPart?
    var hasEnded = false
  }

  init(_ source: any BodySource, length: Int?, atEnd: @escaping @Sendable (Ending) async -> Void) {
    (self.source, self.length, self.atEnd) = (source, length, atEnd)
  }

  func next() async -> BodyPart {
    let held = state.withLock { state -> BodyPart? in
      defer { state.held = nil }
      return state.held
    }
    if let held { return held }
    let part = await source.next()
    guard case .chunk(let chunk) = part else {
      await end(part)
      return part
    }
    let count = state.withLock { state in
      state.count += chunk.count
      if state.count <= Recorder.maxBodyBytes { state.bytes += chunk } else { state.bytes = [] }
      return state.count
    }
    // With a length the client has all when it has these bytes.
    if let length, count >= length {
      let last = await source.next()
      await end(last)
      state.withLock { $0.held = last }
    }
    return part
  }

  func cancel() {
    source.cancel()
    guard begins() else { return }
    let atEnd = atEnd
    // Nobody waits for it: it is said, and nothing is kept.
    Task { await atEnd(.abandoned) }
  }

  /// Whether this is its end: it has one.
  private func begins() -> Bool {
    state.withLock { state in
      defer { state.hasEnded = true }
      return !state.hasEnded
    }
  }

  private func end(_ part: BodyPart) async {
    guard begins() else { return }
    let (bytes, count) = state.withLock { state in
      defer { state.bytes = [] }
      return (state.bytes, state.count)
    }
    if count > Recorder.maxBodyBytes { return await atEnd(.tooLong) }
    switch part {
    case .end(let trailers): await atEnd(.whole(bytes, trailers: trailers))
    case .failure(let failure): await atEnd(.failure(failure, bytes))
    // More than was announced; the server cuts it off.
    case .chunk: await atEnd(.failure(TransportFailure(.protocol, "the body exceeds its announced length"), bytes))
    }
  }
}
