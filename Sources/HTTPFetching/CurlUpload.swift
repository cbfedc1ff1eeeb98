import EventLoop
import HTTPModel

/// The body of a request that is read as libcurl asks for it, one chunk ahead at most. Only on the loop's thread.
final class CurlUpload {
  enum Given {
    case bytes(Int)
    /// There is nothing now. When there is, the transfer is resumed.
    case later
    case failed(TransportFailure)
  }

  private(set) var trailers: HeaderFields = []
  /// Whether libcurl waits for the source.
  private(set) var isPaused = false
  private weak var transfer: CurlTransfer?
  private let loop: EventLoop
  private let source: (any BodySource)?
  private let length: Int?
  private var bytes: ArraySlice<UInt8> = []
  private var count = 0
  private var hasAll = false
  private var isStopped = false
  private var failure: TransportFailure?
  private var reading: Task<Void, Never>?

  /// `length` nil sends chunks of any number.
  init(_ body: Body, _ length: Int?, _ transfer: CurlTransfer) {
    self.length = length
    self.transfer = transfer
    loop = transfer.loop
    switch body {
    case .bytes(let all):
      source = nil
      bytes = all[...]
      count = all.count
      hasAll = true
    case .stream(let stream, _): source = stream
    }
  }

  func give(_ buffer: UnsafeMutableRawBufferPointer) -> Given {
    if let failure { return .failed(failure) }
    if bytes.isEmpty {
      if hasAll || isStopped { return .bytes(0) }
      isPaused = true
      read()
      return .later
    }
    let piece = bytes.prefix(buffer.count)
    buffer.copyBytes(from: piece)
    bytes = bytes.dropFirst(piece.count)
    return .bytes(piece.count)
  }

  /// The transfer is over.
  func end() {
    transfer = nil
    _ = stop()
  }

  /// Nothing more is to be sent. Where libcurl asks all the same, it is told that this is the end: an answer that refuses
  /// the request has come by then. False where that is known.
  func stop() -> Bool {
    if isStopped { return false }
    isStopped = true
    isPaused = false
    bytes = []
    if !hasAll { source?.cancel() }
    reading?.cancel()
    return true
  }

  /// Not immediate: this is called by libcurl, and the source is somebody else's code.
  private func read() {
    guard reading == nil, let source, let transfer else { return }
    reading = Task(executorPreference: loop) {
      let part = await source.next()
      transfer.supply(part)
    }
  }

  /// False where it is not wanted any more.
  func supply(_ part: BodyPart) -> Bool {
    reading = nil
    if isStopped { return false }
    isPaused = false
    switch part {
    case .chunk(let chunk):
      count += chunk.count
      bytes = chunk[...]
      if let length, count > length { fail("the body has more bytes than its length of \(length)") }
    case .end(let trailers):
      hasAll = true
      self.trailers = trailers
      if let flaw = trailers.lazy.compactMap(RequestFraming.flaw).first { fail("the body's trailers: \(flaw)") }
      if let length, count < length { fail("the body ended after \(count) of \(length) bytes") }
    case .failure(let cause):
      hasAll = true
      failure = TransportFailure(cause.kind, "the request's body: \(cause.text)")
    }
    return true
  }

  private func fail(_ text: String) { failure = TransportFailure(.protocol, text) }
}

extension CurlTransfer {
  /// What the source of the request's body has given.
  func supply(_ part: BodyPart) {
    guard let upload, upload.supply(part) else { return }
    resume()
  }
}
