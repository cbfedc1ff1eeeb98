import HTTPModel
import Locking

extension Response {
  /// The same response, broken off behind so many bytes of its body; nil where it has no more than these. `keepsRest` says
  /// that whoever gives a streamed body is asked for all of it first.
  func cut(
    _ kind: TransportFailure.Kind, afterBytes count: Int, to method: HTTPMethod, keepsRest: Bool = false
  ) -> Outcome? {
    guard Response.hasBody(status: status, to: method) else { return nil }
    if let length = body.length, length <= count { return nil }
    var copy = self
    switch body {
    case .bytes(let bytes):
      copy.body = .empty
      return .failure(
        TransportFailure(
          kind, Fault.text(kind), afterBytes: count, partial: copy, partialBody: Array(bytes.prefix(count)),
          timing: timing, replayedFrom: replayedFrom))
    case .stream(let source, let length):
      copy.body = .stream(CutBody(source, kind, afterBytes: count, keepsRest: keepsRest), length: length)
      return .response(copy)
    }
  }
}

/// A stream that fails behind so many bytes. One that ends before does not fail.
private final class CutBody: BodySource {
  private let source: any BodySource
  private let kind: TransportFailure.Kind
  private let count: Int
  private let keepsRest: Bool
  private let left: Lock<Int>

  init(_ source: any BodySource, _ kind: TransportFailure.Kind, afterBytes count: Int, keepsRest: Bool) {
    (self.source, self.kind, self.count, self.keepsRest) = (source, kind, count, keepsRest)
    left = Lock(count)
  }

  func next() async -> BodyPart {
    let left = left.withLock(\.self)
    if left == 0 { return await failure() }
    let part = await source.next()
    guard case .chunk(let chunk) = part else { return part }
    self.left.withLock { $0 -= min(left, chunk.count) }
    return .chunk(Array(chunk.prefix(left)))
  }

  func cancel() { source.cancel() }

  private func failure() async -> BodyPart {
    if keepsRest { while case .chunk = await source.next() {} }
    source.cancel()
    return .failure(TransportFailure(kind, Fault.text(kind), afterBytes: count))
  }
}
