import EventLoop
import HTTPModel

/// One request: its body, its answer, and what time the client has for both. While the responder works it has all the
/// time it wants, the client has not.
final class ServerExchange: @unchecked Sendable {  // the loop's thread owns it
  let channel: any ExchangeChannel
  let method: HTTPMethod
  private(set) var body: RequestBody?
  var task: Task<Void, Never>?
  /// The body of the answer, while it is asked for chunks.
  var source: (any BodySource)?
  /// Whether a byte of the final answer was written.
  var hasBegun = false
  /// Waits until what was written is with the kernel.
  var writer: CheckedContinuation<Void, Never>?
  /// When that must be; never where nothing waits to be written.
  private var writeDeadline = UInt64.max
  /// How long this side has waited for bytes of the request, in milliseconds, and since when it does again.
  private var waited: UInt64 = 0
  private var waitingSince: UInt64?

  /// `waitingSince` is when the first bytes of the head came, where it did not come at once.
  init(on channel: any ExchangeChannel, _ method: HTTPMethod, waitingSince: UInt64?) {
    self.channel = channel
    self.method = method
    self.waitingSince = waitingSince
  }

  /// Whether this is still what the channel answers.
  var isCurrent: Bool { channel.exchange === self }

  /// Gives a request to the responder. `length` of a body that is not whole is the number of bytes to come, where it is
  /// known.
  func begin(_ request: Request, isWhole: Bool, length: Int?) {
    if isWhole { return ask(request) }
    let body = RequestBody(of: self)
    self.body = body
    var request = request
    request.body = .stream(body, length: length)
    ask(request)
  }

  private func ask(_ request: Request) {
    setDeadline()
    let answer = channel.responder.respond(to: request)
    if case .now(let outcome) = answer, sendAtOnce(outcome) { return }
    let task = Task.immediate(executorPreference: channel.server.loop) { [self] in
      let outcome = await answer.outcome
      if case .later = answer, sendAtOnce(outcome) { return }
      await send(outcome)
    }
    if isCurrent { self.task = task }
  }

  // MARK: The request's body

  /// Whether so much of the body was not asked for yet that the client should be slowed down.
  var isFull: Bool { body?.isFull ?? false }

  func take(_ content: [UInt8]) {
    body?.take(content)
    setDeadline()
  }

  func endBody(_ trailers: HeaderFields) {
    body?.end(trailers)
    setDeadline()
  }

  /// The consumer of the body waits for more.
  func awaitBody() {
    guard isCurrent else { return }
    setDeadline()
    channel.awaitBody(isAnswered: hasBegun)
  }

  func consumed(_ count: Int) { channel.consumed(count) }

  // MARK: Time

  /// Sets what time the client has from now on.
  func setDeadline() {
    guard isCurrent else { return }
    let (server, times) = (channel.server, channel.server.times)
    channel.deadline = writeDeadline
    if channel.isHalfClosed {
      if writeDeadline == .max { channel.deadline = server.now + times.halfClose }
    } else if let body, body.isAwaited {
      let now = server.now
      let since = waitingSince ?? now
      waitingSince = since
      channel.deadline = min(
        writeDeadline, now + times.stall, since + times.request - min(waited, times.request))
    } else if let since = waitingSince {
      waited += server.now - since
      waitingSince = nil
    }
  }

  func expireAsWriting() {
    writeDeadline = channel.server.now + channel.server.times.stall
    setDeadline()
  }

  /// What waited to be written is with the kernel, or will never be.
  func endWriting() { writeDeadline = .max }

  // MARK: The end

  /// Nobody waits for the answer any more.
  func abandon() {
    let (task, source, body) = (task, source, body)
    (self.task, self.source, self.body) = (nil, nil, nil)
    body?.fail(TransportFailure(.cancelled, "the client went away"))
    body?.detach()
    source?.cancel()
    task?.cancel()
    resumeWriter()
  }

  func resumeWriter() {
    let writer = writer
    self.writer = nil
    writer?.resume()
  }
}
