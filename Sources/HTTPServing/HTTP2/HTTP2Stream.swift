import CNghttp2
import HTTPModel

/// One request of an HTTP/2 connection, until both sides have ended the stream.
final class HTTP2Stream: ExchangeChannel, @unchecked Sendable {  // the loop's thread owns it
  typealias Identifier = Int32

  let identifier: Identifier
  let responder: any Responder
  var exchange: ServerExchange?
  var deadline = UInt64.max
  /// A timeout is acted.
  private var hangs = false
  var server: HTTPServer { connection.server }
  var version: HTTPVersion { .http2 }
  var isHalfClosed: Bool { false }
  private let connection: HTTP2Connection
  private var method = HTTPMethod.get
  /// Called when what was given has left this process.
  private var completion: ((_ isWritten: Bool) -> Void)?
  /// Of the request's body: announced, come, and of that still kept.
  private var length: Int?
  private var received = 0
  private var kept = 0
  private var isWhole = false
  private var awaitsContinue = false
  private var hasSentContinue = false
  private var isAnswered = false
  private var takesTrailers = true

  init(_ identifier: Identifier, of connection: HTTP2Connection) {
    self.identifier = identifier
    self.connection = connection
    responder = connection.responder
  }

  // MARK: The request

  func begin(_ block: HTTP2FieldBlock, isWhole: Bool) {
    self.isWhole = isWhole
    var request: Request
    do throws(MessageError) {
      request = try block.request(via: connection.via)
    } catch {
      return refuse(status: error.status, error.description)
    }
    method = request.method
    length = request.headers.first("content-length").flatMap { Int($0) }
    awaitsContinue = !isWhole && request.headers.contains("expect")
    takesTrailers = !request.headers.isFromURLSession
    if method == .connect { return refuse(status: 501, "no tunnels are opened over HTTP/2") }
    if let refusal = request.direct(to: connection.transport.origin) { return refuse(status: 421, refusal) }
    if let length, let limit = server.configuration.limits.maxBodyBytes, length > limit { return refuse(.bodyTooLong) }
    let exchange = ServerExchange(on: self, method, waitingSince: nil)
    self.exchange = exchange
    exchange.begin(request, isWhole: isWhole, length: length)
  }

  func take(_ content: [UInt8]) {
    awaitsContinue = false
    received += content.count
    kept += content.count
    let limit = server.configuration.limits.maxBodyBytes ?? .max
    if received > limit, exchange != nil { refuse(.bodyTooLong) }
    if let exchange { return exchange.take(content) }
    consumed(content.count)
    if received > HTTP2Stream.skipLimit { connection.session.reset(identifier, NGHTTP2_NO_ERROR) }
  }

  /// So much of a body that nobody reads is skipped; a longer one costs the stream. Some clients take a reset for a
  /// failure even when they have the whole answer.
  static let skipLimit = 64 << 20

  func end(_ trailers: HTTP2FieldBlock) {
    isWhole = true
    if let problem = trailers.problem { return refuse(problem) }
    exchange?.endBody(trailers.fields)
  }

  func awaitBody(isAnswered: Bool) {
    guard awaitsContinue, !isAnswered else { return }
    awaitsContinue = false
    try? send(Response.Interim(status: 100, reason: "", headers: []))
    connection.flush()
  }

  func consumed(_ count: Int) {
    let count = min(count, kept)
    kept -= count
    connection.session.consume(count, of: identifier)
    connection.flush()
  }

  /// It is closed, and nothing more is kept of it.
  func close() {
    consumed(kept)
    abandon()
  }

  // MARK: The answer

  func begin(
    _ response: Response, _ content: ArraySlice<UInt8>, isLast: Bool,
    completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    let hasContent = Response.hasBody(status: response.status, to: method)
    let fields = try HTTP2Fields(response, length: response.body.length, hasContent: hasContent)
    for interim in response.interim { try send(interim) }
    isAnswered = true
    connection.session.respond(fields, content, isLast: isLast, on: identifier)
    return isLast ? wrote() : wait(completion())
  }

  func begin(
    partial response: Response, _ content: [UInt8], completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    let length = response.headers.first("content-length").flatMap { Int($0) }
    let hasContent = Response.hasBody(status: response.status, to: method)
    let fields = try HTTP2Fields(response, length: length, hasContent: hasContent)
    isAnswered = true
    connection.session.respond(
      fields, hasContent ? content[...] : [], isLast: false, on: identifier)
    return wait(completion())
  }

  func write(
    _ content: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite {
    connection.session.send(content, on: identifier)
    return wait(completion())
  }

  func end(
    trailers: HeaderFields, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite {
    let fields = takesTrailers ? try HTTP2Fields(trailers: trailers) : nil
    connection.session.end(fields.flatMap { $0.isEmpty ? nil : $0 }, on: identifier)
    return wrote()
  }

  private func send(_ interim: Response.Interim) throws(MessageError) {
    // There is no switching of protocols (RFC 9113 section 8.6).
    guard (100..<200).contains(interim.status), interim.status != 101 else { return }
    if interim.status == 100, hasSentContinue { return }
    hasSentContinue = hasSentContinue || interim.status == 100
    connection.session.sendInterim(try HTTP2Fields(interim), on: identifier)
  }

  /// The end of an answer goes out without anybody waiting for it.
  private func wrote() -> TransportWrite {
    connection.flush()
    return .written
  }

  private func wait(_ completion: @autoclosure () -> (_ isWritten: Bool) -> Void) -> TransportWrite {
    connection.flush()
    if !connection.session.isOpen(identifier) { return .failed }
    if connection.hasSent(on: identifier) { return .written }
    self.completion = completion()
    return .queued
  }

  /// What was given has left this process.
  func drained() {
    let completion = completion
    self.completion = nil
    completion?(true)
  }

  // MARK: The end

  func endExchange() {
    let body = exchange?.body
    exchange = nil
    if connection.session.isOpen(identifier) { deadline = server.now + server.times.stall }
    body?.discard()
    body?.detach()
    connection.settle()
  }

  func end(as kind: TransportFailure.Kind) {
    let body = exchange?.body
    exchange = nil
    body?.fail(TransportFailure(.cancelled, "the request was answered with a failure"))
    body?.detach()
    if kind == .timeout, !server.isEnding {
      deadline = server.now + server.times.hang
      hangs = true
    } else {
      reset(NGHTTP2_INTERNAL_ERROR)
    }
  }

  func refuse(status: Int, _ detail: String, next: String? = nil) {
    if isAnswered, exchange == nil { return }
    abandon()
    let response = Problem.response(status: status, detail: detail, next: next)
    guard !isAnswered, case .bytes(let content) = response.body,
      let fields = try? HTTP2Fields(response, length: content.count, hasContent: true)
    else { return reset(NGHTTP2_INTERNAL_ERROR) }
    isAnswered = true
    deadline = server.now + server.times.stall
    connection.session.respond(
      fields, method == .head ? [] : content[...], isLast: true, on: identifier)
    connection.flush()
  }

  private func refuse(_ problem: MessageError) { refuse(status: problem.status, problem.description) }

  /// The client is given up.
  func lose() {
    abandon()
    reset(NGHTTP2_CANCEL)
  }

  /// `deadline` has come.
  func expire() {
    if exchange?.body?.isAwaited ?? false {
      refuse(status: 408, "the request body did not arrive in time")
    } else {
      lose()
    }
  }

  /// The server ends: a timeout that is acted ends as well.
  func endSoon() { if exchange == nil, hangs { reset(NGHTTP2_CANCEL) } }

  private func reset(_ code: nghttp2_error_code) {
    deadline = .max
    connection.session.reset(identifier, code)
    connection.flush()
  }

  /// Nobody waits for the answer any more.
  private func abandon() {
    let exchange = exchange
    (self.exchange, completion) = (nil, nil)
    exchange?.abandon()
  }
}

extension HeaderFields {
  /// Whether the client is URLSession on Linux, with the name that it gives itself: trailers over HTTP/2 crash it.
  fileprivate var isFromURLSession: Bool { first("user-agent")?.contains(" (unknown version) curl/") ?? false }
}
