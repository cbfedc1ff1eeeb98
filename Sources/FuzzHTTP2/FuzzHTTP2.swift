import CorpusReplay
import HTTPModel
import HTTPServing

/// A server's side of HTTP/2: in whatever pieces its frames come, the same requests, bodies and ends come out of it; what
/// it sends is frames; and nothing that comes crashes it.
///
/// An input begins with two bytes: what it is (frames as they are, or what is drawn to make some), and how it is cut.
enum FuzzHTTP2 {
  static let fuzzer = Fuzzer("FuzzHTTP2", seeds: seeds, large: large, check: check)

  static func check(_ bytes: [UInt8]) {
    guard bytes.count >= 2 else { return }
    var draw = Draw(bytes.dropFirst(2))
    let isDrawn = bytes[0] & 1 == 1
    let frames = isDrawn ? FrameParts.frames(&draw) : draw.remainder()
    let stream = bytes[0] & 2 == 0 ? FrameParts.preface + frames : frames
    let limits = bytes[0] & 4 == 0 ? MessageLimits() : narrow
    // Of frames that it waits for to end a head nghttp2 counts the pieces of theirs: more than eight end the connection.
    let isBlockCut = FrameParts.split(stream).contains { $0.count >= 9 && Array($0)[3] == 1 && Array($0)[4] & 4 == 0 }
    let whole = entries(of: stream, limits) { [$0] }
    // Larger ones reach limits on what waits, which depend on what was sent before.
    if stream.count <= 1 << 12 {
      for (seed, longest) in [(UInt64(bytes[1]), 1), (UInt64(bytes[1]) << 8, 5), (UInt64(bytes[1]) << 16, 100)] {
        let inPieces = entries(of: stream, limits) {
          FrameParts.pieces($0, keepingHeads: isBlockCut, seed: seed, longest: longest)
        }
        for stream in Set(whole.keys).union(inPieces.keys) {
          let (one, other) = (settled(whole[stream]), settled(inPieces[stream]))
          require(one == other, "pieces of up to \(longest) are read as \(other), not \(one)")
        }
      }
    }
    atOnce(stream, limits)
  }

  /// What came of each frame, which `cut` cuts. What must be sent goes out behind each.
  private static func entries(
    of stream: [UInt8], _ limits: MessageLimits, cut: (ArraySlice<UInt8>) -> [ArraySlice<UInt8>]
  ) -> [Int32: [HTTP2Conversation.Entry]] {
    guard var conversation = HTTP2Conversation(limits: limits) else { return [:] }
    var sent: [UInt8] = []
    for frame in FrameParts.split(stream) {
      for piece in cut(frame) where !conversation.isOver { conversation.take(piece) }
      sent += conversation.flush()
    }
    require((try? conversation.answer()) != nil, "an answer cannot be written")
    sent += conversation.flush()
    require(FrameParts.isFrames(sent), "what is sent is not whole frames")
    for (stream, entries) in conversation.entries { check(entries, on: stream, limits) }
    return conversation.entries
  }

  /// A stream is one request, its content, its end.
  private static func check(_ entries: [HTTP2Conversation.Entry], on stream: Int32, _ limits: MessageLimits) {
    require(stream > 0 && stream % 2 == 1, "a request on stream \(stream)")
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .request(let method, let target, let headers):
        require(index == 0, "a second request on a stream")
        require(method.rawValue.utf8.allSatisfy { $0 > 32 && $0 < 127 }, "a method that is no token")
        require(target.bytes.count <= limits.maxTargetBytes && !target.bytes.isEmpty, "a target beyond its limit")
        require(headers.count <= limits.maxFields + 1, "fields beyond their limit")
        require(headers.allSatisfy { $0.value.allSatisfy { $0 != 10 && $0 != 13 && $0 != 0 } }, "a field ends a line")
      case .refused: require(index == 0, "a second request on a stream")
      case .content(let bytes): require(index > 0 && !bytes.isEmpty, "content without a request")
      case .end: require(index > 0 && !entries[..<index].contains { $0.isEnd }, "an end without a request")
      case .closed: require(index > 0 && index == entries.count - 1, "something comes behind the close")
      }
    }
  }

  /// Content that its stream's length does not allow is refused as it comes: what came before depends on the pieces.
  private static func settled(_ entries: [HTTP2Conversation.Entry]?) -> [HTTP2Conversation.Entry] {
    let entries = entries ?? []
    if entries.contains(where: \.isEnd) { return entries }
    return entries.filter { if case .content = $0 { false } else { true } }
  }

  /// All of it in one piece, as a transport may bring it.
  private static func atOnce(_ stream: [UInt8], _ limits: MessageLimits) {
    guard var conversation = HTTP2Conversation(limits: limits) else { return }
    conversation.take(stream[...])
    require((try? conversation.answer()) != nil, "an answer cannot be written")
    require(FrameParts.isFrames(conversation.flush()), "what is sent is not whole frames")
  }

  /// Limits that small inputs reach.
  private static let narrow: MessageLimits = {
    var limits = MessageLimits()
    limits.maxHeadBytes = 200
    limits.maxFields = 4
    limits.maxTargetBytes = 20
    return limits
  }()

  private static let seeds: [[UInt8]] = {
    var seeds: [[UInt8]] = FrameParts.examples.flatMap { frames in
      [[0, 7] + frames, [4, 9] + frames, [2, 1] + frames]
    }
    for number in 0..<60 {
      let decisions = (0..<200).map { UInt8(truncatingIfNeeded: ($0 &* 167) ^ (number &* 59)) }
      seeds.append([UInt8(1 | number & 4), 3] + decisions)
    }
    return seeds
  }()

  private static func repeated(_ frame: (Int32) -> [UInt8], _ count: Int) -> [UInt8] {
    [0, 0] + (0..<Fuzzer.scaled(count)).flatMap { frame(Int32($0 * 2 + 1)) }
  }

  private static let large: [Fuzzer.Large] = [
    Fuzzer.Large("requests") { repeated({ FrameParts.get(on: $0) }, 20_000) },
    Fuzzer.Large("requests that are reset") {
      repeated({ FrameParts.get(on: $0) + FrameParts.frame(3, 0, $0, [0, 0, 0, 8]) }, 15_000)
    },
    Fuzzer.Large("a body") {
      FrameParts.post(on: 1).withFrames(
        repeated({ _ in FrameParts.frame(0, 0, 1, [UInt8](repeating: 97, count: 1 << 14)) }, 64))
    },
    Fuzzer.Large("empty pieces of a body") {
      FrameParts.post(on: 1).withFrames(repeated({ _ in FrameParts.frame(0, 0, 1, []) }, 100_000))
    },
    Fuzzer.Large("pieces of a head") {
      (FrameParts.frame(1, 0, 1, []))
        .withFrames(repeated({ _ in FrameParts.frame(9, 0, 1, FrameParts.field("a", "b")) }, 60_000))
    },
    Fuzzer.Large("pings") { repeated({ _ in FrameParts.frame(6, 0, 0, [UInt8](repeating: 1, count: 8)) }, 60_000) },
    Fuzzer.Large("settings") { repeated({ _ in FrameParts.frame(4, 0, 0, [0, 4, 0, 0, 1, 1]) }, 60_000) },
    Fuzzer.Large("windows") { repeated({ _ in FrameParts.frame(8, 0, 0, [0, 0, 0, 1]) }, 70_000) },
    Fuzzer.Large("unknown frames") { repeated({ FrameParts.frame(200, 0, $0, [1, 2, 3]) }, 80_000) },
  ]
}

extension HTTP2Conversation.Entry {
  fileprivate var isEnd: Bool { if case .end = self { true } else { false } }
}

extension [UInt8] {
  /// What begins an input stays there; this comes before the rest.
  fileprivate func withFrames(_ input: [UInt8]) -> [UInt8] { Array(input.prefix(2)) + self + input.dropFirst(2) }
}
