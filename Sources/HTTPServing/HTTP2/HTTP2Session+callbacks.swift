import CNghttp2
import HTTPModel

extension HTTP2Session {
  static func make(_ state: HTTP2SessionState) -> OpaquePointer? {
    var callbacks: OpaquePointer?
    var option: OpaquePointer?
    guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&option) == 0 else {
      nghttp2_session_callbacks_del(callbacks)
      return nil
    }
    defer {
      nghttp2_session_callbacks_del(callbacks)
      nghttp2_option_del(option)
    }
    // The client's window opens when the body is consumed, not when it comes.
    nghttp2_option_set_no_auto_window_update(option, 1)
    nghttp2_option_set_no_closed_streams(option, 1)
    setReceiving(callbacks)
    var session: OpaquePointer?
    let me = Unmanaged.passUnretained(state).toOpaque()
    return nghttp2_session_server_new2(&session, callbacks, me, option) == 0 ? session : nil
  }

  private static func setReceiving(_ callbacks: OpaquePointer?) {
    nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, frame, state in
      guard let frame, HTTP2SessionState.of(state).allows(frame.pointee) else {
        return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
      }
      return 0
    }
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, state in
      if let frame { HTTP2SessionState.of(state).beginBlock(frame.pointee) }
      return 0
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) { _, _, name, nameCount, value, valueCount, _, state in
      HTTP2SessionState.of(state).changeBlock {
        $0.append(
          name: UnsafeBufferPointer(start: name, count: nameCount),
          value: UnsafeBufferPointer(start: value, count: valueCount))
      }
      return 0
    }
    // Else nghttp2 would leave such a field out.
    nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks) { _, _, _, _, _, _, _, state in
      HTTP2SessionState.of(state).changeBlock { $0.refuse(.fieldName) }
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, state in
      if let frame { HTTP2SessionState.of(state).took(frame.pointee) }
      return 0
    }
    nghttp2_session_callbacks_set_on_invalid_frame_recv_callback(callbacks) { _, _, _, state in
      HTTP2SessionState.of(state).refused() ? 0 : NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, bytes, count, state in
      if count > 0 {
        HTTP2SessionState.of(state).events.append(
          .content(stream, Array(UnsafeBufferPointer(start: bytes, count: count))))
      }
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, state in
      HTTP2SessionState.of(state).close(stream, code)
      return 0
    }
  }
}
