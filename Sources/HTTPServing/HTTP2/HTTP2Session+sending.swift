import CNghttp2
import HTTPModel

extension HTTP2Session {
  mutating func sendInterim(_ fields: HTTP2Fields, on stream: HTTP2Stream.Identifier) {
    fields.withFields { fields, count in
      _ = nghttp2_submit_headers(pointer, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, nil, fields, count, nil)
    }
  }

  /// Begins an answer. `isLast` where nothing follows `content`.
  mutating func respond(
    _ fields: HTTP2Fields, _ content: ArraySlice<UInt8>, isLast: Bool, on stream: HTTP2Stream.Identifier
  ) {
    let outgoing = HTTP2Outgoing()
    outgoing.isEnded = isLast
    if !content.isEmpty { outgoing.content = content }
    state.outgoing[stream] = outgoing
    var provider = nghttp2_data_provider()
    provider.read_callback = { session, stream, buffer, count, flags, _, state in
      guard let buffer, let flags else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
      return HTTP2SessionState.of(state).give(
        session, stream, UnsafeMutableRawBufferPointer(start: buffer, count: count), &flags.pointee)
    }
    fields.withFields { fields, count in
      if isLast, content.isEmpty {
        _ = nghttp2_submit_response(pointer, stream, fields, count, nil)
      } else {
        _ = nghttp2_submit_response(pointer, stream, fields, count, &provider)
      }
    }
  }

  /// More of an answer's content. Nothing of it may wait.
  mutating func send(_ content: ArraySlice<UInt8>, on stream: HTTP2Stream.Identifier) {
    guard let outgoing = state.outgoing[stream] else { return }
    outgoing.content = content
    resume(outgoing, stream)
  }

  /// Nothing more of an answer's content follows what waits.
  mutating func end(_ trailers: HTTP2Fields?, on stream: HTTP2Stream.Identifier) {
    guard let outgoing = state.outgoing[stream] else { return }
    (outgoing.isEnded, outgoing.trailers) = (true, trailers)
    resume(outgoing, stream)
  }

  /// Whether nothing of what was given waits.
  func isDrained(_ stream: HTTP2Stream.Identifier) -> Bool { state.outgoing[stream]?.content.isEmpty ?? true }

  private mutating func resume(_ outgoing: HTTP2Outgoing, _ stream: HTTP2Stream.Identifier) {
    if !outgoing.isDeferred { return }
    outgoing.isDeferred = false
    nghttp2_session_resume_data(pointer, stream)
  }
}

/// What waits to be sent on one stream.
final class HTTP2Outgoing {
  var content: ArraySlice<UInt8> = []
  /// Whether nothing follows `content` but the trailers.
  var isEnded = false
  var trailers: HTTP2Fields?
  /// Whether nghttp2 has asked in vain, and does not ask again before it is told to.
  var isDeferred = false
}
