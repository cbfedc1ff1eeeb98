import CorpusReplay

/// Frames made from parts (RFC 9113 section 4.1): nearly right ones, which random bytes never are.
enum FrameParts {
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])

  static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int32, _ payload: [UInt8]) -> [UInt8] {
    let count = payload.count
    return [UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags] + number(stream)
      + payload
  }

  private static func number(_ number: Int32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  /// A literal that nobody remembers (RFC 7541 section 6.2.2).
  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
  }

  private static func head(_ method: String, _ target: String) -> [UInt8] {
    field(":method", method) + field(":scheme", "https") + field(":authority", "a.test") + field(":path", target)
  }

  static func get(on stream: Int32) -> [UInt8] { frame(1, 5, stream, head("GET", "/")) }
  static func post(on stream: Int32) -> [UInt8] { frame(1, 4, stream, head("POST", "/x")) }

  static let examples: [[UInt8]] = [
    get(on: 1), get(on: 1) + get(on: 3), post(on: 1) + frame(0, 1, 1, [104, 105]),
    post(on: 1) + frame(0, 8, 1, [2, 104, 105, 0, 0]) + frame(1, 5, 1, field("sum", "1")),
    frame(1, 1, 1, Array(head("GET", "/").prefix(20))) + frame(9, 4, 1, Array(head("GET", "/").dropFirst(20))),
    frame(1, 0x25, 1, [0, 0, 0, 0, 15] + head("GET", "/")), get(on: 2), get(on: 3) + get(on: 1),
    // Indexed: GET, https, /, and an authority that is remembered.
    frame(1, 5, 1, [0x82, 0x87, 0x84, 0x41, 1, 97]) + frame(1, 5, 3, [0x82, 0x87, 0x84, 0xBE]),
    frame(1, 5, 1, head("GET", "/") + field("cookie", "a") + field("cookie", "b")),
    frame(1, 5, 1, head("GET", "/") + field("Upper", "a")), frame(1, 5, 1, head("CONNECT", "/")),
    frame(1, 5, 1, head("G T", "/")), frame(1, 5, 1, head("GET", "")), frame(1, 5, 1, field("a", "b")),
    post(on: 1) + frame(3, 0, 1, [0, 0, 0, 8]), get(on: 1) + frame(8, 0, 1, [0x7F, 255, 255, 255]),
    frame(4, 0, 0, [0, 1, 0, 0, 0, 0, 0, 4, 0x7F, 255, 255, 255]), frame(4, 1, 0, []), frame(4, 0, 0, [1]),
    frame(6, 0, 0, [UInt8](repeating: 1, count: 8)), frame(7, 0, 0, [UInt8](repeating: 0, count: 8)) + get(on: 1),
    frame(5, 4, 1, [0, 0, 0, 2]), frame(0, 1, 1, [1]), frame(0, 8, 1, [200, 1]), frame(2, 0, 1, [0, 0, 0, 1, 5]),
    frame(200, 255, 5, [1, 2, 3]), Array("GET / HTTP/1.1\r\n\r\n".utf8), [255, 255, 255, 0, 0, 0, 0, 0, 1],
  ]

  static func frames(_ draw: inout Draw) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0...draw.next(12) {
      let stream = Int32(draw.one(of: [1, 1, 1, 3, 3, 5, 7, 2, 0, Int.max & 0x7FFF_FFFF]))
      var next: [UInt8]
      switch draw.next(12) {
      case 0...2: next = frame(1, draw.one(of: [5, 5, 4, 1, 0, 0x25, 0x0D]), stream, block(&draw))
      case 3, 4: next = frame(0, draw.one(of: [0, 1, 8, 9]), stream, draw.bytes(draw.next(40)))
      case 5: next = frame(9, draw.one(of: [0, 4]), stream, block(&draw))
      case 6: next = frame(3, 0, stream, [0, 0, 0, UInt8(draw.next(14))])
      case 7: next = frame(8, 0, stream, draw.one(of: [[0, 0, 1, 0], [0, 0, 0, 0], [127, 255, 255, 255], [1]]))
      case 8:
        next = frame(4, UInt8(draw.next(2)), 0, draw.one(of: [[], [0, 4, 0, 0, 0, 9], [0, 1, 0, 0, 0, 0], [0, 5]]))
      case 9: next = get(on: stream)
      case 10: next = frame(UInt8(draw.next(256)), UInt8(draw.next(256)), stream, draw.bytes(draw.next(20)))
      default: next = frame(6, UInt8(draw.next(2)), 0, draw.bytes(8))
      }
      if draw.next(16) == 0, !next.isEmpty { next[draw.next(next.count)] ^= 1 << UInt8(draw.next(8)) }
      bytes += next
    }
    return bytes
  }

  private static func block(_ draw: inout Draw) -> [UInt8] {
    var bytes =
      draw.next(4) == 0
      ? [] : head(draw.one(of: ["GET", "POST", "get", "CONNECT", ""]), draw.one(of: ["/", "*", "/a b", ""]))
    for _ in 0..<draw.next(5) {
      switch draw.next(5) {
      case 0: bytes += field(draw.one(of: names), draw.one(of: values))
      case 1: bytes.append(UInt8(0x80 | draw.next(80)))
      case 2: bytes += [0x40] + field(draw.one(of: names), draw.one(of: values)).dropFirst()
      case 3: bytes.append(UInt8(0x20 | draw.next(32)))
      default: bytes += draw.bytes(draw.next(6))
      }
    }
    return bytes
  }

  private static let names = [
    "a", "cookie", "content-length", "host", "te", "connection", "expect", ":path", ":x", "", "A", "a b", "trailer",
  ]
  private static let values = [
    "", "b", "0", "2", "a.test", "100-continue", " x ", "a\r\nb", "\u{0}", "trailers", "\u{e9}",
  ]

  /// The preface, and then each frame as its length says; what is left at the end is one, too.
  static func split(_ stream: [UInt8]) -> [ArraySlice<UInt8>] {
    var frames: [ArraySlice<UInt8>] = []
    var rest = stream[...]
    if rest.starts(with: Array("PRI".utf8)) {
      frames.append(rest.prefix(24))
      rest = rest.dropFirst(24)
    }
    while !rest.isEmpty {
      let count = 9 + length(rest)
      frames.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return frames
  }

  /// A frame in pieces; its head, of nine bytes, in one where that is said.
  static func pieces(
    _ frame: ArraySlice<UInt8>, keepingHeads: Bool, seed: UInt64, longest: Int
  ) -> [ArraySlice<UInt8>] {
    let head = keepingHeads ? frame.prefix(9) : []
    return (head.isEmpty ? [] : [head]) + Pieces(Array(frame.dropFirst(head.count)), seed: seed, longest: longest)
  }

  private static func length(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count < 3 ? 0 : bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) }
  }

  static func isFrames(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = 9 + length(rest)
      if rest.count < count { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
