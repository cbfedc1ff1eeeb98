import CUV

extension TCPStream {
  package enum WriteResult {
    /// All of it is with the kernel.
    case written
    /// A copy of the rest waits; the completion follows.
    case queued
    case failed(EventLoopError)
  }

  /// Writes at once what the kernel takes. Only if something is left over, `completion` is made, and called later: with
  /// nil when all is written, with an error when the connection failed or was closed before.
  ///
  /// Nearly always the kernel takes all: then nothing is copied or allocated and nobody waits for another turn of the
  /// loop. That is also why `completion` is an autoclosure: a closure would be made for every write.
  @discardableResult package func write(
    _ bytes: UnsafeRawBufferPointer, completion: @autoclosure () -> (EventLoopError?) -> Void
  ) -> WriteResult {
    write(bytes, UnsafeRawBufferPointer(start: nil, count: 0), completion: completion())
  }

  /// The same for two pieces, one after the other, with one call of the system: a head made beforehand and its body need
  /// not be joined.
  @discardableResult package func write(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer,
    completion: @autoclosure () -> (EventLoopError?) -> Void
  ) -> WriteResult {
    if isClosed { return .failed(TCPStream.failure(UV_ECANCELED.rawValue)) }
    let count = first.count + second.count
    if count == 0 { return .written }
    var buffers = (TCPStream.buffer(first), TCPStream.buffer(second))
    let code = withUnsafeMutablePointer(to: &buffers) { buffers in
      buffers.withMemoryRebound(to: uv_buf_t.self, capacity: 2) {
        uv_try_write(tcp.stream, $0, second.isEmpty ? 1 : 2)
      }
    }
    if code == count { return .written }
    if code < 0 && code != UV_EAGAIN.rawValue { return .failed(TCPStream.failure(code)) }
    let written = max(0, Int(code))
    // The caller's bytes are only there until this returns.
    let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: count - written, alignment: 16)
    let ofFirst = UnsafeRawBufferPointer(rebasing: first[min(written, first.count)...])
    rest.copyMemory(from: ofFirst)
    UnsafeMutableRawBufferPointer(rebasing: rest[ofFirst.count...])
      .copyMemory(from: UnsafeRawBufferPointer(rebasing: second[max(0, written - first.count)...]))
    return queue(rest, completion())
  }

  @discardableResult package func write(
    _ bytes: [UInt8], completion: @autoclosure () -> (EventLoopError?) -> Void
  ) -> WriteResult {
    bytes.withUnsafeBytes { write($0, completion: completion()) }
  }

  @discardableResult package func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (EventLoopError?) -> Void
  ) -> WriteResult {
    first.withUnsafeBytes { first in second.withUnsafeBytes { write(first, $0, completion: completion()) } }
  }

  /// Ends the sending direction (FIN) after what is queued; the peer can still send.
  package func shutdown(completion: @escaping (EventLoopError?) -> Void) {
    if isClosed { return completion(TCPStream.failure(UV_ECANCELED.rawValue)) }
    let request = UnsafeMutablePointer<uv_shutdown_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(Pending(loop, nil, completion)).toOpaque()
    let code = uv_shutdown(request, tcp.stream) { request, status in
      guard let request else { return }
      let pending = Unmanaged<Pending>.fromOpaque(request.pointee.data).takeRetainedValue()
      request.deallocate()
      pending.end(status)
    }
    if code != 0 {
      Unmanaged<Pending>.fromOpaque(request.pointee.data).release()
      request.deallocate()
      completion(TCPStream.failure(code))
    }
  }

  /// Owns `copy` from here on.
  private func queue(
    _ copy: UnsafeMutableRawBufferPointer, _ completion: @escaping (EventLoopError?) -> Void
  ) -> WriteResult {
    let pending = Pending(loop, copy, completion)
    let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(pending).toOpaque()
    var buffer = TCPStream.buffer(UnsafeRawBufferPointer(copy))
    let code = uv_write(request, tcp.stream, &buffer, 1) { request, status in
      guard let request else { return }
      let pending = Unmanaged<Pending>.fromOpaque(request.pointee.data).takeRetainedValue()
      request.deallocate()
      pending.end(status)
    }
    if code == 0 { return .queued }
    Unmanaged<Pending>.fromOpaque(request.pointee.data).release()
    request.deallocate()
    return .failed(TCPStream.failure(code))
  }

  private static func buffer(_ bytes: UnsafeRawBufferPointer) -> uv_buf_t {
    uv_buf_t(
      base: UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: CChar.self)), len: bytes.count)
  }

  fileprivate static func failure(_ code: Int32) -> EventLoopError { EventLoopError(code, "write to a connection") }
}

/// What a request under way needs until libuv calls back.
private final class Pending {
  private let loop: EventLoop
  private let copy: UnsafeMutableRawBufferPointer?
  private let completion: (EventLoopError?) -> Void

  init(_ loop: EventLoop, _ copy: UnsafeMutableRawBufferPointer?, _ completion: @escaping (EventLoopError?) -> Void) {
    self.loop = loop
    self.copy = copy
    self.completion = completion
  }

  deinit { copy?.deallocate() }

  func end(_ status: Int32) {
    completion(status == 0 ? nil : TCPStream.failure(status))
    loop.drain()
  }
}
