import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

/// Frames that nobody has thought of.
@Suite(.timeLimit(.minutes(5))) struct HTTP2RandomTests {
  /// Answers at once, later, in pieces, with failures, and never.
  private static let responder = Answering { request in
    switch request.target.description.utf8.count % 6 {
    case 0: .text("fine")
    case 1:
      switch await request.body.collected() {
      case .success(let body): .text("\(body.bytes.count)")
      case .failure(let failure): .failure(failure)
      }
    case 2:
      .response(
        Response(
          status: 200,
          body: .stream(ChunkSource(["a", "b"], trailers: [HeaderField("Sum", "1")]), length: nil)))
    case 3: .failure(TransportFailure(.reset, "x"))
    case 4: .response(Response(status: 200, body: .bytes([UInt8](repeating: 97, count: 200_000))))
    default: await never()
    }
  }

  private static func never() async -> Outcome {
    await Gate().wait()
    return .text("")
  }

  private static func frame(_ random: inout SeededGenerator) -> HTTP2Frame {
    let stream = Int32.random(in: 0...9, using: &random)
    let path = "/" + String(repeating: "a", count: Int.random(in: 0...11, using: &random))
    let number = UInt32.random(in: 0...200_000, using: &random)
    switch Int.random(in: 0...12, using: &random) {
    case 0...2: return .get(path, on: stream)
    case 3: return .post(path, on: stream)
    case 4: return .data(path, on: stream, isLast: Bool.random(using: &random))
    case 5: return .data(String(repeating: "a", count: Int.random(in: 0...16_384, using: &random)), on: stream)
    case 6: return .window(number, of: stream)
    case 7: return .reset(stream, number % 14)
    case 8: return HTTP2Frame(.settings, stream: 0, [0, 4] + HTTP2Frame.number(number))
    case 9: return HTTP2Frame(.headers, flags: 5, stream: stream, HTTP2Frame.block([("sum", path)]))
    case 10: return HTTP2Frame(.ping, stream: 0, [UInt8](repeating: 7, count: 8))
    case 11: return .request([("cookie", path)] + HTTP2Frame.head("GET", path), on: stream, endsBlock: false)
    default:
      let payload = (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      return HTTP2Frame(
        type: UInt8.random(in: 0...11, using: &random), flags: UInt8.random(in: 0...255, using: &random),
        stream: stream, payload: payload)
    }
  }

  @Test(arguments: 0..<8) func `whatever comes, nothing crashes, hangs or stays behind`(part: UInt64) async throws {
    for seed in part * 40..<part * 40 + 40 {
      var random = SeededGenerator(seed: seed)
      let isReleased = Lock<(@Sendable () -> Bool)?>(nil)
      try await speakingHTTP2(Self.responder) { peer in
        isReleased.withLock { $0 = peer.isReleased }
        for _ in 0..<Int.random(in: 1...60, using: &random) {
          var bytes = Self.frame(&random).bytes
          if Int.random(in: 0...20, using: &random) == 0 {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
          }
          await peer.send(bytes)
          if Int.random(in: 0...40, using: &random) == 0 { await peer.pass(.seconds(20)) }
        }
        await peer.stop()
        await peer.pass(.seconds(400))
      }
      #expect(await eventually { isReleased.withLock { $0 }?() ?? false }, "seed \(seed)")
    }
  }
}
