import CNghttp2
import HTTPModel

/// What nghttp2's callbacks leave behind and find. Nothing in here calls back.
final class HTTP2SessionState {
  var events: [HTTP2Session.Event] = []
  /// Streams whose requests have come and that are not closed.
  var open: Set<HTTP2Stream.Identifier> = []
  var outgoing: [HTTP2Stream.Identifier: HTTP2Outgoing] = [:]
  /// The fields that are just coming.
  private(set) var block: HTTP2FieldBlock?
  private var blockStream: HTTP2Stream.Identifier = 0
  /// Whether the client sends too much of what costs it nothing.
  private(set) var isFlooded = false
  private let limits: MessageLimits
  private var idleFrames: HTTP2FrameBudget

  init(limits: MessageLimits, now: @escaping () -> UInt64) {
    self.limits = limits
    idleFrames = HTTP2FrameBudget(now: now)
  }

  static func of(_ pointer: UnsafeMutableRawPointer?) -> HTTP2SessionState {
    // Given to nghttp2 with the session, which lives no longer than this.
    Unmanaged<HTTP2SessionState>.fromOpaque(pointer.unsafelyUnwrapped).takeUnretainedValue()
  }

  // MARK: What comes

  /// False where the connection must end.
  func allows(_ frame: nghttp2_frame_hd) -> Bool {
    isFlooded = isFlooded || !idleFrames.allows(frame)
    return !isFlooded
  }

  /// nghttp2 has refused what came. False where the connection must end.
  func refused() -> Bool {
    idleFrames.spend()
    isFlooded = isFlooded || idleFrames.isSpent
    return !isFlooded
  }

  func beginBlock(_ frame: nghttp2_frame) {
    blockStream = frame.hd.stream_id
    block = HTTP2FieldBlock(limits: limits, isHead: frame.headers.cat == NGHTTP2_HCAT_REQUEST)
  }

  func changeBlock(_ change: (inout HTTP2FieldBlock) -> Void) {
    guard var changed = block else { return }
    block = nil
    change(&changed)
    block = changed
  }

  func took(_ frame: nghttp2_frame) {
    let stream = frame.hd.stream_id
    let isLast = frame.hd.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
    switch nghttp2_frame_type(UInt32(frame.hd.type)) {
    case NGHTTP2_HEADERS:
      guard let block else { return }
      self.block = nil
      if block.isHead {
        open.insert(stream)
        events.append(.request(stream, block, isWhole: isLast))
      } else {
        events.append(.end(stream, block))
      }
    case NGHTTP2_DATA where isLast: events.append(.end(stream, HTTP2FieldBlock(limits: limits, isHead: false)))
    default: break
    }
  }

  func close(_ stream: HTTP2Stream.Identifier, _ code: UInt32) {
    outgoing[stream] = nil
    if stream == blockStream { block = nil }
    guard open.remove(stream) != nil else { return }
    if code != NGHTTP2_NO_ERROR.rawValue { idleFrames.spend() }
    events.append(.closed(stream))
  }

  // MARK: What goes

  /// Gives nghttp2 the content of a DATA frame.
  func give(
    _ session: OpaquePointer?, _ stream: HTTP2Stream.Identifier, _ buffer: UnsafeMutableRawBufferPointer,
    _ flags: inout UInt32
  ) -> Int {
    guard let outgoing = outgoing[stream] else { return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue) }
    let part = outgoing.content.prefix(buffer.count)
    if part.isEmpty, !outgoing.isEnded {
      outgoing.isDeferred = true
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    part.withUnsafeBytes { buffer.copyMemory(from: $0) }
    outgoing.content = part.count == outgoing.content.count ? [] : outgoing.content.dropFirst(part.count)
    if !outgoing.content.isEmpty { return part.count }
    if !part.isEmpty { events.append(.drained(stream)) }
    guard outgoing.isEnded else { return part.count }
    flags |= NGHTTP2_DATA_FLAG_EOF.rawValue
    if let trailers = outgoing.trailers {
      flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
      trailers.withFields { fields, count in _ = nghttp2_submit_trailer(session, stream, fields, count) }
    }
    return part.count
  }
}
