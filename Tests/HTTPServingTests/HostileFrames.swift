/// Frames that break a rule of HTTP/2, and the code of what follows.
struct HostileFrames: Sendable, CustomStringConvertible {
  let description: String
  let bytes: [UInt8]
  let code: UInt32

  init(_ description: String, _ code: UInt32, _ frames: HTTP2Frame...) {
    self.init(description, code, frames)
  }

  init(_ description: String, _ code: UInt32, _ frames: [HTTP2Frame]) {
    (self.description, self.code) = (description, code)
    bytes = frames.flatMap(\.bytes)
  }

  /// The same frames over and over, each time on another stream.
  init(_ description: String, times: Int32, _ frames: (_ stream: Int32) -> [HTTP2Frame]) {
    var all: [HTTP2Frame] = []
    for number in 0..<times { all += frames(number * 2 + 1) }
    self.init(description, HostileFrames.calm, all)
  }

  static let protocolError: UInt32 = 1, flowControl: UInt32 = 3, streamClosed: UInt32 = 5, frameSize: UInt32 = 6
  static let compression: UInt32 = 9, calm: UInt32 = 11

  private static let host = (":authority", HTTP2Peer.host), https = (":scheme", "https")
  private static let get = (":method", "GET"), path = (":path", "/")

  private static func get(with field: (String, String)) -> HTTP2Frame { .get("/", on: 1, [field]) }

  /// What costs a stream.
  static let ofStreams: [HostileFrames] = [
    HostileFrames("a name in upper case", protocolError, get(with: ("Accept", "x"))),
    HostileFrames("no method", protocolError, .request([https, host, path])),
    HostileFrames("no path", protocolError, .request([get, https, host])),
    HostileFrames("an empty path", protocolError, .request([get, https, host, (":path", "")])),
    HostileFrames("no scheme", protocolError, .request([get, host, path])),
    HostileFrames("a path twice", protocolError, .request([get, https, host, path, path])),
    HostileFrames("a pseudo-header field after others", protocolError, .request([get, https, host, ("a", "b"), path])),
    HostileFrames("an unknown pseudo-header field", protocolError, .request([get, https, host, path, (":what", "x")])),
    HostileFrames("connection", protocolError, get(with: ("connection", "close"))),
    HostileFrames("transfer-encoding", protocolError, get(with: ("transfer-encoding", "chunked"))),
    HostileFrames("te with more than trailers", protocolError, get(with: ("te", "gzip"))),
    HostileFrames("a length that is none", protocolError, .post([("content-length", "x")])),
    HostileFrames("two lengths", protocolError, .post([("content-length", "1"), ("content-length", "2")])),
    HostileFrames(
      "less than the length", protocolError, .post([("content-length", "2")]), .data("a", on: 1, isLast: true)),
    HostileFrames("more than the length", protocolError, .post([("content-length", "2")]), .data("abc", on: 1)),
    HostileFrames(
      "trailers with a pseudo-header field", protocolError, .post([]),
      HTTP2Frame(.headers, flags: 5, stream: 1, HTTP2Frame.block([path]))),
    HostileFrames(
      "more data than the window", flowControl,
      [.post([])] + [HTTP2Frame](repeating: HTTP2Frame(.data, stream: 1, zeros(16_000)), count: 5)),
    HostileFrames("no host", protocolError, .request([get, https, path])),
    HostileFrames("a window beyond the limit", flowControl, .post([]), .window(0x7FFF_FFFF, of: 1)),
  ]

  /// What costs the connection.
  static let ofConnections: [HostileFrames] = [
    HostileFrames("a ping of seven bytes", frameSize, HTTP2Frame(.ping, stream: 0, [1, 2, 3, 4, 5, 6, 7])),
    HostileFrames("a frame beyond the limit", frameSize, HTTP2Frame(.data, stream: 1, zeros(16_385))),
    HostileFrames("data before its head", protocolError, .data("a", on: 1)),
    HostileFrames("data after the end", streamClosed, .get(on: 1), .data("a", on: 1)),
    HostileFrames("a stream of the server's", protocolError, .get(on: 2)),
    HostileFrames("the connection's window beyond the limit", flowControl, .window(0x7FFF_FFFF, of: 0)),
    HostileFrames("a window opened by nothing", protocolError, .post([]), .window(0, of: 1)),
    HostileFrames("a push promise", protocolError, HTTP2Frame(.pushPromise, flags: 4, stream: 1, [0, 0, 0, 2])),
    HostileFrames("a head that is no HPACK", compression, HTTP2Frame(.headers, flags: 5, stream: 1, [255, 255, 255])),
    HostileFrames(
      "a head that another frame interrupts", protocolError, .request([get, https, host, path], endsBlock: false),
      .get(on: 3)),
    HostileFrames("a reset of a stream that never was", protocolError, .reset(9)),
    HostileFrames("an impossible window", flowControl, HTTP2Frame(.settings, stream: 0, [0, 4, 255, 255, 255, 255])),
    HostileFrames("half a setting", frameSize, HTTP2Frame(.settings, stream: 0, [0, 4, 255])),
    HostileFrames("resets", times: 600) { [.get(on: $0), .reset($0)] },
    HostileFrames("requests that break rules", times: 600) { [.get("/", on: $0, [("te", "x")])] },
    HostileFrames("pings", times: 600) { _ in [HTTP2Frame(.ping, stream: 0, zeros(8))] },
    HostileFrames("settings", times: 600) { _ in [HTTP2Frame(.settings, stream: 0, [0, 3, 0, 0, 0, 1])] },
    HostileFrames("empty data", times: 600) { $0 == 1 ? [.post([])] : [.data("", on: 1)] },
  ]

  private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
}
