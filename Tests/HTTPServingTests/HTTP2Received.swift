import CNghttp2

/// What a server has sent over HTTP/2, put together.
struct HTTP2Received: Sendable {
  struct Answer: Equatable, Sendable {
    var interim: [String] = []
    var status = ""
    /// `name: value` each, in order.
    var headers: [String] = []
    var text = ""
    var trailers: [String] = []
    var isEnded = false
    /// The code of RST_STREAM.
    var reset: UInt32?
  }

  private(set) var answers: [Int32: Answer] = [:]
  /// Of all frames but those of answers.
  private(set) var others: [HTTP2Frame] = []
  /// The streams of DATA frames, in order.
  private(set) var dataOrder: [Int32] = []
  private var kept: [UInt8] = []
  private var block: [UInt8] = []
  private let inflater = Inflater()

  /// The codes of GOAWAY.
  var goAways: [UInt32] { others.filter { $0.kind == .goAway }.map { $0.number(at: 4) } }
  /// What the windows of a stream, or of the connection, were opened by.
  func windowUpdates(of stream: Int32) -> Int {
    others.filter { $0.kind == .windowUpdate && $0.stream == stream }.reduce(0) { $0 + Int($1.number()) }
  }

  mutating func take(_ bytes: [UInt8]) {
    kept += bytes
    while kept.count >= 9 {
      let count = Int(kept[0]) << 16 | Int(kept[1]) << 8 | Int(kept[2])
      guard kept.count >= 9 + count else { return }
      let stream = Int32(kept[5] & 127) << 24 | Int32(kept[6]) << 16 | Int32(kept[7]) << 8 | Int32(kept[8])
      take(HTTP2Frame(type: kept[3], flags: kept[4], stream: stream, payload: Array(kept[9..<9 + count])))
      kept.removeFirst(9 + count)
    }
  }

  private mutating func take(_ frame: HTTP2Frame) {
    switch frame.kind {
    case .headers, .continuation:
      block += frame.payload
      if frame.flags & HTTP2Frame.endHeaders != 0 {
        add(inflater.fields(of: block), to: frame.stream)
        block = []
      }
    case .data:
      answers[frame.stream, default: Answer()].text += String(decoding: frame.payload, as: UTF8.self)
      if !frame.payload.isEmpty { dataOrder.append(frame.stream) }
    case .reset: answers[frame.stream, default: Answer()].reset = frame.number()
    default: others.append(frame)
    }
    if frame.kind == .headers || frame.kind == .data, frame.flags & HTTP2Frame.endStream != 0 {
      answers[frame.stream, default: Answer()].isEnded = true
    }
  }

  private mutating func add(_ fields: [(name: String, value: String)], to stream: Int32) {
    var answer = answers[stream, default: Answer()]
    let texts = fields.filter { $0.name != ":status" }.map { "\($0.name): \($0.value)" }
    if let status = fields.first(where: { $0.name == ":status" })?.value {
      if status.hasPrefix("1") {
        answer.interim.append(([status] + texts).joined(separator: " "))
      } else {
        (answer.status, answer.headers) = (status, texts)
      }
    } else {
      answer.trailers = texts
    }
    answers[stream] = answer
  }
}

/// Undoes HPACK (RFC 7541).
private final class Inflater: @unchecked Sendable {  // used by the loop's thread alone
  private var pointer: OpaquePointer?

  init() { nghttp2_hd_inflate_new(&pointer) }
  deinit { nghttp2_hd_inflate_del(pointer) }

  func fields(of block: [UInt8]) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    block.withUnsafeBufferPointer { block in
      var rest = block[...]
      while true {
        var field = nghttp2_nv()
        var flags: Int32 = 0
        let part = UnsafeBufferPointer(rebasing: rest)
        let count = nghttp2_hd_inflate_hd2(pointer, &field, &flags, part.baseAddress, part.count, 1)
        guard count >= 0 else { return }
        rest = rest.dropFirst(count)
        if UInt32(flags) & NGHTTP2_HD_INFLATE_EMIT.rawValue != 0 {
          fields.append((Inflater.text(field.name, field.namelen), Inflater.text(field.value, field.valuelen)))
        }
        if UInt32(flags) & NGHTTP2_HD_INFLATE_FINAL.rawValue != 0 { break }
      }
      nghttp2_hd_inflate_end_headers(pointer)
    }
    return fields
  }

  private static func text(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
