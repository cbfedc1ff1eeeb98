import HTTPModel
import Locking

/// Gives a body on as it comes, and what came to whoever keeps it before its last byte goes on.
final class RecordedBody: BodySource {
  enum Ending: Sendable {
    case whole([UInt8], trailers: HeaderFields)
    /// It is in a file.
    case long(SpooledBody, trailers: HeaderFields)
    /// What came before it failed.
    case failure(TransportFailure, [UInt8])
    /// Why it is not kept.
    case dropped(String)
    /// Whoever read it wants no more.
    case abandoned
  }

  private let source: any BodySource
  /// As announced.
  private let length: Int?
  private let atEnd: @Sendable (Ending) async -> Void
  private let state = Lock(State())

  private let keeper: BodyKeeper

  private struct State {
    var count = 0
    /// What was read ahead, and comes next.
    var held: BodyPart?
    var hasEnded = false
  }

  init(
    _ source: any BodySource, length: Int?, keeper: BodyKeeper, atEnd: @escaping @Sendable (Ending) async -> Void
  ) {
    (self.source, self.length, self.keeper, self.atEnd) = (source, length, keeper, atEnd)
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
      return state.count
    }
    await keeper.take(chunk)
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
    let failure: TransportFailure
    switch part {
    case .end(let trailers):
      switch await keeper.end() {
      case .bytes(let bytes): return await atEnd(.whole(bytes, trailers: trailers))
      case .file(let body): return await atEnd(.long(body, trailers: trailers))
      case .nothing(let reason): return await atEnd(.dropped(reason))
      }
    case .failure(let cause): failure = cause
    // More than was announced; the server cuts it off.
    case .chunk: failure = TransportFailure(.protocol, "the body exceeds its announced length")
    }
    if let bytes = keeper.part() { return await atEnd(.failure(failure, bytes)) }
    await atEnd(
      .dropped("the \(keeper.message)'s body broke off (\(failure.kind.rawValue)) and is too long for that to be kept"))
  }
}
