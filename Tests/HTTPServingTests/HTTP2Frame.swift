/// A frame as it is on the wire (RFC 9113 section 4.1).
struct HTTP2Frame: Equatable {
  enum Kind: UInt8 {
    case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
  }

  var type: UInt8
  var flags: UInt8
  var stream: Int32
  var payload: [UInt8]

  static let endStream: UInt8 = 1, acknowledged: UInt8 = 1, endHeaders: UInt8 = 4

  init(type: UInt8, flags: UInt8, stream: Int32, payload: [UInt8]) {
    (self.type, self.flags, self.stream, self.payload) = (type, flags, stream, payload)
  }

  init(_ kind: Kind, flags: UInt8 = 0, stream: Int32, _ payload: [UInt8] = []) {
    self.init(type: kind.rawValue, flags: flags, stream: stream, payload: payload)
  }

  var kind: Kind? { Kind(rawValue: type) }

  var bytes: [UInt8] {
    let count = payload.count
    return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags]
      + HTTP2Frame.number(UInt32(bitPattern: stream)) + payload
  }

  /// Four bytes.
  static func number(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(number >> (24 - 8 * $0) & 255) } }

  /// The first four bytes of the payload, or those from `start` on.
  func number(at start: Int = 0) -> UInt32 {
    payload.dropFirst(start).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  // MARK: What a client sends

  static func request(
    _ fields: [(String, String)], on stream: Int32 = 1, isWhole: Bool = true, endsBlock: Bool = true
  ) -> HTTP2Frame {
    let flags = (isWhole ? endStream : 0) | (endsBlock ? endHeaders : 0)
    return HTTP2Frame(.headers, flags: flags, stream: stream, block(fields))
  }

  static func get(_ path: String = "/", on stream: Int32 = 1, _ more: [(String, String)] = []) -> HTTP2Frame {
    request(head("GET", path) + more, on: stream)
  }

  static func post(_ path: String = "/", on stream: Int32 = 1, _ more: [(String, String)] = []) -> HTTP2Frame {
    request(head("POST", path) + more, on: stream, isWhole: false)
  }

  static func data(_ text: String, on stream: Int32 = 1, isLast: Bool = false) -> HTTP2Frame {
    HTTP2Frame(.data, flags: isLast ? endStream : 0, stream: stream, Array(text.utf8))
  }

  static func reset(_ stream: Int32 = 1, _ code: UInt32 = 8) -> HTTP2Frame {
    HTTP2Frame(.reset, stream: stream, number(code))
  }

  static func window(_ count: UInt32, of stream: Int32) -> HTTP2Frame {
    HTTP2Frame(.windowUpdate, stream: stream, number(count))
  }

  static func head(_ method: String, _ path: String, host: String = HTTP2Peer.host) -> [(String, String)] {
    [(":method", method), (":scheme", "https"), (":authority", host), (":path", path)]
  }

  /// Fields as literals that nobody remembers, without Huffman's code (RFC 7541 section 6.2.2).
  static func block(_ fields: [(String, String)]) -> [UInt8] {
    fields.flatMap { [0] + text($0.0) + text($0.1) }
  }

  private static func text(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    if bytes.count < 127 { return [UInt8(bytes.count)] + bytes }
    var (length, rest): ([UInt8], Int) = ([127], bytes.count - 127)
    while rest >= 128 {
      length.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    return length + [UInt8(rest)] + bytes
  }
}
