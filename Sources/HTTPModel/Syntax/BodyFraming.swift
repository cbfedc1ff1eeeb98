/// How the end of a message's body is told (RFC 9112 section 6.3).
public enum BodyFraming: Hashable, Sendable {
  case none
  case length(Int)
  case chunked
  /// Responses only: the body ends where the connection does.
  case untilClose

  /// The framing of a request's body. What two readers could take for two things is refused: every second length, a
  /// length beside a coding, a coding with HTTP/1.0, any other coding than one `chunked`, and a second field of codings.
  public init(of head: RequestHead) throws(MessageError) {
    let found = try Found(head.headers, head.version)
    if found.lengths > 1 { throw .severalLengths }
    if found.codingFields > 1 { throw .notChunkedLast }
    self = found.isChunked ? .chunked : found.length.map(BodyFraming.length) ?? .none
    if self == .length(0) { self = .none }
  }

  /// The framing of the body of a response to `method`. One length said several times is taken.
  public init(of head: ResponseHead, to method: HTTPMethod) throws(MessageError) {
    self = .none
    guard Response.hasBody(status: head.status, to: method) else { return }
    if method == .connect, (200..<300).contains(head.status) { return }
    let found = try Found(head.headers, head.version)
    self = found.isChunked ? .chunked : found.length.map(BodyFraming.length) ?? .untilClose
  }

  /// What the fields say together.
  private struct Found {
    var length: Int?
    var lengths = 0
    var codingFields = 0
    var isChunked = false

    init(_ headers: HeaderFields, _ version: HTTPVersion) throws(MessageError) {
      for span in headers.spans {
        switch span.name.count {
        case 14 where headers.isSpelled(span, "content-length"): try add(headers.bytes[span.value])
        case 17 where headers.isSpelled(span, "transfer-encoding"): codingFields += 1
        default: break
        }
      }
      if codingFields == 0 { return }
      if lengths > 0 { throw .lengthAndCoding }
      if version == .http10 { throw .codingInHTTP10 }
      let codings = headers.tokens("transfer-encoding")
      guard codings.last == "chunked", codings.count(where: { $0 == "chunked" }) == 1 else { throw .notChunkedLast }
      if codings.count > 1 { throw .transferCoding }
      isChunked = true
    }

    private mutating func add(_ value: ArraySlice<UInt8>) throws(MessageError) {
      for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        let rest = part.drop(while: ByteClass.isBlank)
        let digits = rest.prefix(while: ByteClass.isDigit)
        guard !digits.isEmpty, digits.count <= 18, rest.dropFirst(digits.count).allSatisfy(ByteClass.isBlank) else {
          throw .contentLength
        }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        if let length, length != number { throw .severalLengths }
        length = number
        lengths += 1
      }
    }
  }
}
