import CNghttp2
import HTTPModel

/// A server's side of HTTP/2 without the connection (RFC 9113): bytes in, events out; answers in, bytes out.
///
/// nghttp2 refuses what breaks the protocol itself: a stream is reset, or the connection ends with GOAWAY.
struct HTTP2Session: ~Copyable {
  enum Event {
    /// The head of a request; where it is not whole, `content` and `end` follow.
    case request(HTTP2Stream.Identifier, HTTP2FieldBlock, isWhole: Bool)
    /// Never empty.
    case content(HTTP2Stream.Identifier, [UInt8])
    case end(HTTP2Stream.Identifier, HTTP2FieldBlock)
    /// The answer is sent and the request has come, or one of both sides has reset the stream.
    case closed(HTTP2Stream.Identifier)
    /// All that was given of an answer is taken.
    case drained(HTTP2Stream.Identifier)
  }

  let pointer: OpaquePointer
  let state: HTTP2SessionState

  /// Nil where nghttp2 has no memory.
  init?(limits: MessageLimits, now: @escaping () -> UInt64) {
    let state = HTTP2SessionState(limits: limits, now: now)
    guard let pointer = HTTP2Session.make(state) else { return nil }
    (self.pointer, self.state) = (pointer, state)
    var settings = [
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue), value: HTTP2Session.maxStreams),
      nghttp2_settings_entry(
        settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue), value: UInt32(clamping: limits.maxHeadBytes)
      ),
    ]
    nghttp2_submit_settings(pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), &settings, settings.count)
    // As much as all streams together may send: none can keep another from sending.
    nghttp2_session_set_local_window_size(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, HTTP2Session.window * Int32(HTTP2Session.maxStreams))
  }

  deinit { nghttp2_session_del(pointer) }

  /// Requests under way at a time; further ones are refused with REFUSED_STREAM.
  static let maxStreams: UInt32 = 100
  /// So much of a request's body may come before its consumer asks for it: the protocol's default.
  static let window: Int32 = (1 << 16) - 1

  /// Bytes came from the client. What is no HTTP/2 any more ends the session with GOAWAY.
  mutating func take(_ bytes: UnsafeRawBufferPointer) {
    let bytes = bytes.bindMemory(to: UInt8.self)
    let count = nghttp2_session_mem_recv(pointer, bytes.baseAddress, bytes.count)
    if count >= 0 { return }
    let isFlooded = state.isFlooded || count == Int(NGHTTP2_ERR_FLOODED.rawValue)
    terminate(isFlooded ? NGHTTP2_ENHANCE_YOUR_CALM : NGHTTP2_PROTOCOL_ERROR)
  }

  /// What has happened since the last call.
  mutating func takeEvents() -> [Event] {
    let events = state.events
    if !events.isEmpty { state.events = [] }
    return events
  }

  /// What must be sent, about so much at most, taken away. Empty where nothing must.
  mutating func takeOutput(atMost count: Int) -> [UInt8] {
    var output: [UInt8] = []
    while output.count < count {
      var bytes: UnsafePointer<UInt8>?
      let count = nghttp2_session_mem_send(pointer, &bytes)
      guard count > 0, let bytes else { break }
      output += UnsafeBufferPointer(start: bytes, count: count)
    }
    return output
  }

  /// Whether there is nothing more to come or to be sent.
  var isOver: Bool { nghttp2_session_want_read(pointer) == 0 && nghttp2_session_want_write(pointer) == 0 }
  /// Whether a stream was neither reset nor is it done.
  func isOpen(_ stream: HTTP2Stream.Identifier) -> Bool { state.open.contains(stream) }
  /// Whether the beginning of a head has come, and not its end.
  var isHeadBegun: Bool { state.block != nil }

  /// So many bytes of a request's body are no longer kept: the client may send as many more.
  mutating func consume(_ count: Int, of stream: HTTP2Stream.Identifier) {
    if count == 0 { return }
    if isOpen(stream) {
      nghttp2_session_consume(pointer, stream, count)
    } else {
      nghttp2_session_consume_connection(pointer, count)
    }
  }

  mutating func reset(_ stream: HTTP2Stream.Identifier, _ code: nghttp2_error_code) {
    state.outgoing[stream] = nil
    if isOpen(stream) {
      nghttp2_submit_rst_stream(pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, code.rawValue)
    }
  }

  /// Takes no more requests; those that have come go on.
  mutating func goAway() {
    let last = nghttp2_session_get_last_proc_stream_id(pointer)
    nghttp2_submit_goaway(
      pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, NGHTTP2_NO_ERROR.rawValue, nil, 0)
  }

  /// Ends all.
  mutating func terminate(_ code: nghttp2_error_code) { nghttp2_session_terminate_session(pointer, code.rawValue) }
}
