import CCurl
import EventLoop
import HTTPModel

/// One request on its way, once, and what comes back.
final class CurlTransfer: @unchecked Sendable {  // the loop's thread owns all but `loop`
  enum Result: Sendable {
    case outcome(Outcome)
    /// libcurl was about to send the request again; nothing was answered.
    case stopped(TransportFailure)
  }

  enum End {
    case whole
    case failed(TransportFailure)
    case stopped(TransportFailure)
  }

  /// A transfer is stalled when nothing moved for so many ticks.
  static let stallTicks = 4
  /// So many body bytes wait for their consumer before the server has to.
  static let highWater = 256 << 10

  let loop: EventLoop
  let multi: CurlMulti
  let handle: CurlHandle
  let request: Request
  let hasBody: Bool
  /// Whether HTTP/2 is offered to the server.
  let speaksHTTP2: Bool
  /// How long all of it may take; nil sets no limit.
  let timeLimit: Duration?
  let begun = ContinuousClock.now
  /// What libcurl reads during the transfer.
  var fields: CurlFields?
  var upload: CurlUpload?
  /// What is to be sent when the server has switched protocols.
  private var switched: LateSource?
  var assembly: ResponseAssembly
  /// Why we stop it, where libcurl will only know that we did.
  var cause: TransportFailure?
  /// How often libcurl was about to send the request.
  var sends = 0
  private(set) var isReceivingPaused = false
  private(set) var end: End?
  /// Of all of it. Its handle may serve another transfer by then.
  private(set) var lastTiming: Timing?
  private var outcomeWaiter: CheckedContinuation<Result, Never>?
  private var partWaiter: CheckedContinuation<BodyPart, Never>?
  private var progress = [0, 0, 0]
  private var idleTicks = 0

  /// `isFresh` asks for a connection of its own.
  init(
    _ request: Request, _ framing: RequestFraming, _ multi: CurlMulti, timeLimit: Duration? = nil, isFresh: Bool
  ) throws(CurlError) {
    loop = multi.loop
    self.multi = multi
    self.request = request
    self.timeLimit = timeLimit
    handle = try framing.kind == .none ? multi.takeHandle() : multi.makeHandle()
    hasBody = framing.hasBody
    speaksHTTP2 = multi.configuration.http2 && framing.fitsHTTP2 && request.origin.scheme == "https"
    assembly = ResponseAssembly(to: request.method, allowsHTTP2: speaksHTTP2)
    switch framing.kind {
    case .upload(let length): upload = CurlUpload(request.body, length, self)
    case .upgrade:
      let late = LateSource()
      switched = late
      upload = CurlUpload(.stream(late, length: nil), nil, self)
    case .head, .none, .bytes: break
    }
    try set(multi.configuration, framing, isFresh: isFresh)
  }

  func start(_ continuation: CheckedContinuation<Result, Never>) {
    outcomeWaiter = continuation
    if end == nil, !multi.add(self) { end = .failed(.stopped) }
    deliver()
  }

  /// Gives the next part of the body as soon as there is one.
  func next(_ continuation: CheckedContinuation<BodyPart, Never>) {
    partWaiter = continuation
    deliver()
  }

  func cancel() { fail(.abandoned) }

  /// Stops the transfer. Not inside a callback of libcurl's.
  func fail(_ failure: TransportFailure) {
    if end != nil { return }
    end = .failed(completed(failure))
    multi.remove(self)
    endUpload()
    deliver()
  }

  /// libcurl is done with it.
  func finish(_ code: CURLcode) {
    if end != nil { return }
    end = conclusion(code)
    lastTiming = timing
    endUpload()
  }

  private func endUpload() {
    upload?.end()
    upload = nil
  }

  /// Whether another transfer may have its handle: libcurl is done with it, and nothing of the request's body and method
  /// is left there that would have to be taken back.
  var leavesHandle: Bool {
    guard case .whole = end, sends == 1 else { return false }
    return !hasBody && request.method != .head
  }

  /// Hands out what there is to whoever waits for it.
  func deliver() {
    endSendingWhereRefused()
    if let waiter = outcomeWaiter {
      guard let result = result() else { return }
      outcomeWaiter = nil
      waiter.resume(returning: result)
    } else if let waiter = partWaiter, let part = part() {
      partWaiter = nil
      waiter.resume(returning: part)
      if isReceivingPaused { resume() }
    }
  }

  /// A server that refuses a request may leave the rest of its body unread. libcurl stops sending then, but neither
  /// where it has paused nor where the connection is to be closed.
  private func endSendingWhereRefused() {
    guard end == nil, hasBody, let head = assembly.head else { return }
    guard head.status >= 300 || switched != nil && head.status != 101 else { return }
    if assembly.isComplete {
      end = .whole
      multi.remove(self)
      endUpload()
    } else if let upload, upload.isPaused, upload.stop() {
      resume()
    }
  }

  private func result() -> Result? {
    switch end {
    case .stopped(let reason): return .stopped(reason)
    case .failed(var failure):
      failure.partialBody = assembly.takeBuffered()
      return .outcome(.failure(failure))
    case .whole:
      if assembly.head?.status == 101 { return stream() }
      guard assembly.trailers.isEmpty else { return stream() }
      return response(.bytes(assembly.takeBuffered()))
    case nil: return assembly.head == nil ? nil : stream()
    }
  }

  private func stream() -> Result? {
    if let switched, assembly.head?.status == 101 {
      return response(.stream(CurlSwitchedBody(self, switched), length: nil))
    }
    return response(.stream(CurlBody(self), length: assembly.length))
  }

  private func response(_ body: Body) -> Result? {
    head(body).map { .outcome(.response($0)) }
  }

  private func part() -> BodyPart? {
    if !assembly.buffered.isEmpty { return .chunk(assembly.takeBuffered()) }
    switch end {
    case .whole: return .end(trailers: assembly.trailers)
    case .failed(let failure), .stopped(let failure): return .failure(failure)
    case nil: return nil
    }
  }

  // MARK: Back pressure

  /// Whether the next piece has to wait: libcurl gives it again after `resume()`.
  func pausesReceiving() -> Bool {
    if assembly.buffered.count >= CurlTransfer.highWater { isReceivingPaused = true }
    return isReceivingPaused
  }

  /// Lets libcurl go on with what is not paused (any more).
  func resume() {
    if assembly.buffered.isEmpty { isReceivingPaused = false }
    if end != nil { return }
    let paused = (isReceivingPaused ? CURLPAUSE_RECV : 0) | (upload?.isPaused == true ? CURLPAUSE_SEND : 0)
    multi.turn { _ = curl_easy_pause(handle.easy.pointer, paused) }
  }

  /// Asked every `stallTimeout / stallTicks`.
  func isStalled() -> Bool {
    let now = [
      handle.easy.offset(CURLINFO_SIZE_UPLOAD_T), handle.easy.offset(CURLINFO_SIZE_DOWNLOAD_T),
      handle.easy.number(CURLINFO_HEADER_SIZE),
    ]
    let waitsForUs = sends == 0 || isReceivingPaused || upload?.isPaused == true
    idleTicks = waitsForUs || now != progress || idleTicks == 0 ? 1 : idleTicks + 1
    progress = now
    return idleTicks > CurlTransfer.stallTicks
  }
}
