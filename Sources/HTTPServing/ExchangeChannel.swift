import HTTPModel

/// Where a request came from and its answer goes: a connection of HTTP/1.1, or a stream of HTTP/2. Only on the loop's
/// thread; called for each message and each piece of a body, never for a byte.
protocol ExchangeChannel: AnyObject {
  var server: HTTPServer { get }
  var responder: any Responder { get }
  /// What is spoken on it.
  var version: HTTPVersion { get }
  /// The request that is with the responder, or whose answer is being written. Whatever belongs to an earlier one finds
  /// out by this.
  var exchange: ServerExchange? { get }
  /// When the client's time is over, in the server's milliseconds.
  var deadline: UInt64 { get set }
  /// Whether the client ended its sending direction, and may be gone.
  var isHalfClosed: Bool { get }

  // MARK: The request's body

  /// The consumer of the body waits for more of it. `isAnswered`: a byte of the answer was written.
  func awaitBody(isAnswered: Bool)
  /// So many bytes of the body are no longer kept.
  func consumed(_ count: Int)

  // MARK: The answer

  /// Sends the head of an answer, and the beginning of its content where it has any on this channel. `isLast` where
  /// nothing follows. The rest is as `ByteTransport.write` has it.
  func begin(
    _ response: Response, _ content: ArraySlice<UInt8>, isLast: Bool,
    completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite
  /// Sends an answer whose end will be missing, so that the client sees that it is.
  func begin(
    partial response: Response, _ content: [UInt8], completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite
  func write(
    _ content: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite
  /// Sends what ends a streamed content.
  func end(
    trailers: HeaderFields, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) throws(MessageError) -> TransportWrite

  /// Gives the client over to whom it speaks with from now on, behind a 101.
  func switchProtocols(_ response: Response, to other: any SwitchedBody)

  // MARK: The exchange's end

  /// The answer is written whole.
  func endExchange()
  /// The answer will not be whole.
  func end(as kind: TransportFailure.Kind)
  /// Answers in the responder's place, if nothing of an answer was written.
  func refuse(status: Int, _ detail: String, next: String?)
  /// The client is gone, or is given up.
  func lose()
}
