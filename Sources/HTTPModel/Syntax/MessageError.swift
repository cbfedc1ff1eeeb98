/// Why bytes are no HTTP/1 message that this side takes (RFC 9112). The raw value says it to people.
public enum MessageError: String, Error, CaseIterable, Sendable, CustomStringConvertible {
  case requestLine = "the request line is not a method, a target and a version with one space between them"
  case target = "the request target has a form that does not fit the method"
  case statusLine = "the status line is not a version, a status of three digits and a reason"
  case version = "the version is neither HTTP/1.0 nor HTTP/1.1"
  case bareLineFeed = "a line ends with LF alone"
  case controlByte = "a line holds a CR, NUL or other control byte"
  case fieldName = "a field name is empty or contains an invalid byte, such as a space before the colon"
  case foldedField = "a field is folded over more than one line"

  case headTooLong = "the head or the trailers exceed the size limit"
  case tooManyFields = "the number of fields exceeds the limit"
  case targetTooLong = "the request line exceeds the size limit"
  case bodyTooLong = "the body exceeds the size limit"

  case host = "the Host field is missing, duplicated or does not name a host"
  case contentLength = "Content-Length is not a number"
  case severalLengths = "there are several Content-Length fields"
  case lengthAndCoding = "there are both Content-Length and Transfer-Encoding"
  case transferCoding = "Transfer-Encoding names a coding other than chunked"
  case notChunkedLast = "Transfer-Encoding does not end with a single chunked"
  case codingInHTTP10 = "Transfer-Encoding came with HTTP/1.0"

  case expectation = "the only supported expectation is 100-continue"

  case chunkSize = "the size of a chunk is not a hexadecimal number"
  case chunkExtension = "the extensions of a chunk are malformed or exceed the size limit"
  case chunkEnd = "the bytes of a chunk are not followed by CRLF"

  public var description: String { rawValue }

  /// The status with which a server answers such a request.
  public var status: Int {
    switch self {
    case .targetTooLong: 414
    case .headTooLong, .tooManyFields: 431
    case .bodyTooLong: 413
    case .expectation: 417
    case .transferCoding: 501
    case .version: 505
    default: 400
    }
  }
}
