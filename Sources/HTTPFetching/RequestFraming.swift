import HTTPModel

/// How a request is given to libcurl, which checks nothing itself. There is none for a request that would not arrive as
/// it is: nothing of it is sent.
struct RequestFraming: Sendable {
  enum Kind: Equatable, Sendable {
    /// HEAD, with a body or without.
    case head([UInt8])
    case none
    case bytes([UInt8])
    /// A stream with a known length, or one sent in chunks.
    case upload(length: Int?)
    /// No body, and whatever both sides send once the server has switched protocols.
    case upgrade
  }

  let kind: Kind
  let isSafe: Bool

  /// Whether it may use a connection again, and go out a second time when that turns out to be closed.
  var isRepeatable: Bool {
    switch kind {
    case .upload, .upgrade: return false
    case .head, .none, .bytes: return isSafe
    }
  }

  /// Whether libcurl sends all of it over HTTP/2: it leaves out trailers there, and so what may have some is not sent.
  var fitsHTTP2: Bool {
    switch kind {
    case .none, .bytes: true
    case .head(let body): body.isEmpty
    case .upload, .upgrade: false
    }
  }

  var hasBody: Bool {
    switch kind {
    case .none: false
    case .head(let body): !body.isEmpty
    case .bytes, .upload, .upgrade: true
    }
  }

  init(checking request: Request) throws(TransportFailure) {
    let method = request.method.rawValue.utf8
    try check(method.isToken, "the method is not a token")
    try check(!request.target.bytes.isEmpty, "the request target is empty")
    try check(request.target.bytes.allSatisfy(isVisible), "the request target holds a blank or a control byte")
    let host = request.origin.host.utf8
    try check(["http", "https"].contains(request.origin.scheme), "the scheme is neither http nor https")
    try check(!host.isEmpty && host.allSatisfy(isHost), "the host holds a byte that no host may hold")
    try check((1...65535).contains(request.origin.port), "the port is not between 1 and 65535")
    let fields = request.headers
    if !fields.areValid || fields.indices.contains(where: { fields.value(at: $0).isBlank }),
      let flaw = fields.lazy.compactMap(RequestFraming.flaw).first
    {
      try check(false, flaw)
    }
    try check(fields.count("host") <= 1, "there are several Host fields")
    isSafe = request.method.isSafe
    let framing: BodyFraming
    do throws(MessageError) {
      framing = try BodyFraming(of: RequestHead(request.method, request.target, headers: request.headers))
    } catch {
      throw TransportFailure(.protocol, "nothing was sent: \(error)")
    }
    kind = try RequestFraming.kind(request, framing)
  }

  /// Why a field would not arrive as it is; nil where it would. The text never holds its value.
  static func flaw(_ field: HeaderField) -> String? {
    guard field.nameBytes.isToken else {
      return "the name of a header field is not a token"
    }
    guard field.value.isFieldText else { return "the field \(field.name) holds a control byte" }
    return field.value[...].isBlank ? "the field \(field.name) holds only blanks" : nil
  }

  private static func kind(_ request: Request, _ framing: BodyFraming) throws(TransportFailure) -> Kind {
    if request.upgrade != nil { return .upgrade }
    let length = request.body.length
    var announced: Int?
    if case .length(let count) = framing { announced = count }
    if framing == .none, request.headers.contains("content-length") { announced = 0 }
    if let announced, let length {
      try check(announced == length, "Content-Length is \(announced), but the body has \(length) bytes")
    }
    if request.method == .head {
      guard case .bytes(let bytes) = request.body, framing != .chunked else {
        throw TransportFailure(.protocol, "nothing was sent: libcurl sends no stream with HEAD")
      }
      return .head(bytes)
    }
    if case .bytes(let bytes) = request.body, framing != .chunked { return bytes.isEmpty ? .none : .bytes(bytes) }
    return .upload(length: framing == .chunked ? nil : length ?? announced)
  }
}

extension ArraySlice<UInt8> {
  /// Whether there is something, but nothing to see.
  fileprivate var isBlank: Bool { !isEmpty && allSatisfy { $0 == 32 || $0 == 9 } }
}

private func check(_ holds: Bool, _ text: @autoclosure () -> String) throws(TransportFailure) {
  if !holds { throw TransportFailure(.protocol, "nothing was sent: \(text())") }
}

private func isVisible(_ byte: UInt8) -> Bool { byte > 32 && byte != 127 }
private func isHost(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "\\"),
    UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"), UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"),
    UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
    false
  default: isVisible(byte)
  }
}
