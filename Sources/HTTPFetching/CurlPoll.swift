import CCurl
import CUV
import EventLoop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Watches one socket of libcurl's. It stays while the connection waits for its next request, because libcurl takes its
/// wish back after each and gives it anew. Only on the loop's thread.
final class CurlPoll {
  private let loop: EventLoop
  private let socket: curl_socket_t
  private let poll = UnsafeMutablePointer<uv_poll_t>.allocate(capacity: 1)
  private let onEvents: (Int32) -> Void
  private var wanted: Int32 = 0
  private var armed: Int32 = 0
  private var isClosed = false
  /// Whether it was found to be a connection's when a request had ended: that one libcurl closes with a word.
  var isEstablished = false

  init(_ loop: EventLoop, _ socket: curl_socket_t, _ onEvents: @escaping (Int32) -> Void) {
    self.loop = loop
    self.socket = socket
    self.onEvents = onEvents
    guard uv_poll_init_socket(loop.uv, poll, socket) == 0 else {
      isClosed = true
      return
    }
    poll.pointee.data = Unmanaged.passRetained(self).toOpaque()
  }

  deinit { poll.deallocate() }

  var isIdle: Bool { wanted == 0 }

  var hasBytes: Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
  }

  /// Makes libcurl find the connection closed: it looks for that, but not for bytes, before it uses one again.
  func abandon() {
    shutdown(socket, Int32(SHUT_RDWR))
    var bytes = [UInt8](repeating: 0, count: 1 << 12)
    while recv(socket, &bytes, bytes.count, Int32(MSG_DONTWAIT)) > 0 {}
  }

  /// What tells a socket from others that have had its number, or will; nil where none has it.
  static func inode(_ socket: curl_socket_t) -> UInt64? {
    var status = stat()
    return fstat(socket, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  func take(wishesOf other: CurlPoll) {
    wanted = other.wanted
    arm()
  }

  /// `what` is one of CURL_POLL_IN, OUT, INOUT and REMOVE.
  func want(_ what: Int32) {
    wanted = 0
    if what != CURL_POLL_REMOVE {
      if what & CURL_POLL_IN != 0 { wanted |= Int32(UV_READABLE.rawValue) }
      if what & CURL_POLL_OUT != 0 { wanted |= Int32(UV_WRITABLE.rawValue) }
    }
    arm()
  }

  private func arm() {
    if isClosed || wanted == 0 || wanted == armed { return }
    armed = wanted
    uv_poll_start(poll, wanted) { poll, status, events in
      guard let poll else { return }
      let me = Unmanaged<CurlPoll>.fromOpaque(poll.pointee.data).takeUnretainedValue()
      let loop = me.loop
      me.handle(status, events)
      loop.drain()
    }
  }

  func close() {
    if isClosed { return }
    isClosed = true
    uv_poll_stop(poll)
    uv_close(poll.handle) { handle in
      guard let handle else { return }
      Unmanaged<CurlPoll>.fromOpaque(handle.pointee.data).release()
    }
  }

  private func handle(_ status: Int32, _ events: Int32) {
    if wanted == 0 {
      // Not for libcurl: it finds out when it wants to use the connection again.
      uv_poll_stop(poll)
      armed = 0
      return
    }
    // libuv stops at an error of the socket and tells nothing of the bytes that came before it. libcurl reads them, and
    // then finds the error itself, if it is not told of one.
    let events = status < 0 ? wanted : events
    if status < 0 { armed = 0 }
    var flags: Int32 = 0
    if events & Int32(UV_READABLE.rawValue) != 0 { flags |= CURL_CSELECT_IN }
    if events & Int32(UV_WRITABLE.rawValue) != 0 {
      flags |= CURL_CSELECT_OUT
      // An answer that came meanwhile is read before sending fails because the server has closed the connection.
      if wanted & Int32(UV_READABLE.rawValue) != 0 { flags |= CURL_CSELECT_IN }
    }
    onEvents(flags)
    arm()
  }
}
