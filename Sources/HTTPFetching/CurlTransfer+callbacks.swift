import CCurl
import HTTPModel

/// What libcurl calls. Nothing here calls libcurl.
extension CurlTransfer {
  /// libcurl asks before it sends the request. The second time is refused: it would send what was perhaps acted on.
  func allowsSending() -> Bool {
    sends += 1
    return sends == 1
  }

  func take(line: UnsafeRawBufferPointer) -> Int {
    take(line.count) { assembly throws(MessageError) in try assembly.take(line: line) }
  }

  func take(body bytes: UnsafeRawBufferPointer) -> Int {
    if pausesReceiving() { return Int(CURL_WRITEFUNC_PAUSE) }
    return take(bytes.count) { assembly throws(MessageError) in try assembly.take(body: bytes) }
  }

  private func take(_ count: Int, _ body: (inout ResponseAssembly) throws(MessageError) -> Void) -> Int {
    multi.touch(self)
    do throws(MessageError) {
      try body(&assembly)
      return count
    } catch {
      cause = TransportFailure(.protocol, "the answer is malformed: \(error)")
      return 0
    }
  }

  /// Fills `buffer` with the next bytes of the request's body.
  func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let upload else { return Int(CURL_READFUNC_ABORT) }
    switch upload.give(buffer) {
    case .bytes(let count): return count
    case .later:
      multi.touch(self)
      return Int(CURL_READFUNC_PAUSE)
    case .failed(let failure):
      cause = failure
      return Int(CURL_READFUNC_ABORT)
    }
  }

  /// The fields after the last chunk of the request's body. libcurl frees the list.
  func trailers() -> UnsafeMutablePointer<curl_slist>? {
    var list = CurlList()
    for field in upload?.trailers ?? [] { list.append(field.nameBytes + Array(": ".utf8) + field.value) }
    return list.release()
  }
}
