import CNghttp2

/// How much a client may send of what costs it nothing and this side work: resets (CVE-2023-44487), pings, settings,
/// pieces of heads, empty frames. What is spent comes back with time.
struct HTTP2FrameBudget {
  private let now: () -> UInt64
  private var left = HTTP2FrameBudget.size
  private var since: UInt64

  init(now: @escaping () -> UInt64) {
    self.now = now
    since = now()
  }

  /// So many at a time.
  static let size = 500
  /// So many milliseconds bring one back.
  static let pause: UInt64 = 20

  var isSpent: Bool { left <= 0 }

  /// False where the client must be stopped.
  mutating func allows(_ frame: nghttp2_frame_hd) -> Bool {
    let isEnd = frame.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
    switch nghttp2_frame_type(UInt32(frame.type)) {
    case NGHTTP2_HEADERS, NGHTTP2_WINDOW_UPDATE: break
    case NGHTTP2_DATA where frame.length > 0 || isEnd: break
    // Counted where the stream closes.
    case NGHTTP2_RST_STREAM: break
    default: spend()
    }
    return !isSpent
  }

  mutating func spend() {
    let back = (now() - since) / HTTP2FrameBudget.pause
    if back > 0 {
      left = min(HTTP2FrameBudget.size, left + Int(clamping: back))
      since += back * HTTP2FrameBudget.pause
    }
    left -= 1
  }
}
