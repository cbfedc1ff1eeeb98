public import HTTPModel

extension RawClient {
  /// A response as it came over the connection.
  public struct Answer: Equatable {
    public var head: ResponseHead
    public var content: [UInt8] = []
    public var trailers: HeaderFields = []
    public var status: Int { head.status }
    public var text: String { String(decoding: content, as: UTF8.self) }
  }

  public struct NoAnswer: Error, CustomStringConvertible {
    public let received: String
    public var description: String { "the stream ended inside an answer: \(received)" }
  }

  /// The next response, interim ones included. Nil at the end of the stream.
  public func answer(to method: HTTPMethod = .get) throws -> Answer? {
    var reader = ResponseHeadReader()
    var head: ResponseHead?
    while head == nil {
      let bytes = received
      if let (found, count) = try reader.read(bytes.span.bytes) {
        head = found
        received.removeFirst(count)
      } else if try !receiveMore() {
        if received.isEmpty { return nil }
        throw NoAnswer(received: String(decoding: received, as: UTF8.self))
      }
    }
    guard let head else { return nil }
    var answer = Answer(head: head)
    switch try BodyFraming(of: head, to: method) {
    case .none: break
    case .length(let length):
      while received.count < length { try needMore() }
      answer.content = Array(received[..<length])
      received.removeFirst(length)
    case .untilClose: answer.content = try receiveAll()
    case .chunked:
      var decoder = ChunkedDecoder()
      while true {
        let bytes = received
        received.removeFirst(try decoder.decode(bytes.span.bytes, into: &answer.content))
        if decoder.isComplete { break }
        try needMore()
      }
      answer.trailers = decoder.trailers
    }
    return answer
  }

  /// Sends a request and gives its response.
  public func ask(_ request: String, _ method: HTTPMethod = .get) throws -> Answer {
    try send(request)
    guard let answer = try answer(to: method) else { throw NoAnswer(received: "") }
    return answer
  }

  private func needMore() throws {
    if try !receiveMore() { throw NoAnswer(received: String(decoding: received, as: UTF8.self)) }
  }

  private func receiveMore() throws -> Bool {
    let more = try receive()
    received += more
    return !more.isEmpty
  }
}
