import HTTPModel
import Locking
import Testing

struct BodyTests {
  /// Gives parts in order and notes whether somebody stopped it.
  final class Parts: BodySource {
    private let parts: Lock<[BodyPart]>
    private let stopped = Lock(false)
    init(_ parts: [BodyPart]) { self.parts = Lock(parts) }
    var isCancelled: Bool { stopped.withLock { $0 } }
    func next() async -> BodyPart { parts.withLock { $0.removeFirst() } }
    func cancel() { stopped.withLock { $0 = true } }
  }

  @Test func `chunks are collected to bytes with the trailers beside them`() async throws {
    let parts = Parts([.chunk([1, 2]), .chunk([3]), .end(trailers: [HeaderField("A", "b")])])
    let collected = try await Body.stream(parts, length: 3).collected().get()
    #expect(collected.bytes == [1, 2, 3])
    #expect(collected.trailers == [HeaderField("A", "b")])
    #expect(!parts.isCancelled)
  }

  @Test func `bytes that are there are collected whatever the limit`() async throws {
    #expect(try await Body.bytes([1, 2, 3]).collected(limit: 1).get().bytes == [1, 2, 3])
  }

  @Test func `what is longer than the limit fails and stops the source`() async throws {
    let parts = Parts([.chunk([1, 2]), .chunk([3, 4])])
    guard case .failure(let failure) = await Body.stream(parts, length: nil).collected(limit: 3) else {
      return #expect(Bool(false), "no failure")
    }
    #expect(failure.kind == .protocol)
    #expect(failure.afterBytes == 4)
    #expect(parts.isCancelled)
    let fitting = Parts([.chunk([1, 2]), .chunk([3]), .end(trailers: [])])
    #expect(try await Body.stream(fitting, length: nil).collected(limit: 3).get().bytes == [1, 2, 3])
  }

  @Test func `a failure keeps what had come`() async throws {
    let parts = Parts([.chunk([1, 2]), .failure(TransportFailure(.truncated, "cut"))])
    guard case .failure(let failure) = await Body.stream(parts, length: 9).collected() else {
      return #expect(Bool(false), "no failure")
    }
    #expect(failure.kind == .truncated)
    #expect(failure.partialBody == [1, 2])
  }

  @Test func `the length is known where it was announced`() {
    #expect(Body.empty.isEmpty)
    #expect(Body.bytes([1]).length == 1)
    #expect(Body.stream(Parts([]), length: nil).length == nil)
    #expect(!Body.stream(Parts([]), length: nil).isEmpty)
    #expect(Body.stream(Parts([]), length: 0).isEmpty)
  }
}
