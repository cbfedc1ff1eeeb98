import HTTPModel

/// The fields of a head or of trailers as they come, held to the same limits as those of HTTP/1.1.
struct HTTP2FieldBlock {
  let isHead: Bool
  private(set) var fields = HeaderFields()
  /// What is wrong. What comes after it is not kept.
  private(set) var problem: MessageError?
  private let limits: MessageLimits
  private var method: [UInt8] = []
  private var scheme: [UInt8] = []
  private var authority: [UInt8]?
  private var path: [UInt8] = []
  private var size = 0
  /// Where the first piece of `Cookie` stands.
  private var cookie: Int?

  /// `isHead` where pseudo-header fields belong into it.
  init(limits: MessageLimits, isHead: Bool) {
    self.limits = limits
    self.isHead = isHead
  }

  mutating func refuse(_ problem: MessageError) { self.problem = self.problem ?? problem }

  mutating func append(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    if problem != nil { return }
    // As long as a line of HTTP/1.1.
    size += name.count + value.count + 4
    if size > limits.maxHeadBytes { return refuse(.headTooLong) }
    if name.first == UInt8(ascii: ":") { return appendPseudo(String(decoding: name, as: UTF8.self), Array(value)) }
    if fields.count >= limits.maxFields { return refuse(.tooManyFields) }
    guard value.isFieldText else { return refuse(.controlByte) }
    if let cookie, name.elementsEqual("cookie".utf8) {
      // It may come in pieces (RFC 9113 section 8.2.3).
      return fields.extend(cookie, with: Array("; ".utf8) + value)
    }
    if name.elementsEqual("cookie".utf8) { cookie = fields.count }
    fields.append(HeaderField(nameBytes: Array(name), value: Array(value)))
  }

  private mutating func appendPseudo(_ name: String, _ value: [UInt8]) {
    switch name {
    case ":method": method = value
    case ":scheme": scheme = value
    case ":authority": authority = value
    case ":path":
      path = value
      if value.count > limits.maxTargetBytes { refuse(.targetTooLong) }
    default: refuse(.fieldName)
    }
  }

  /// The request as HTTP/1.1 would have brought it: what `:authority` says comes first, as `host`.
  func request(via: Request.Via) throws(MessageError) -> Request {
    if let problem { throw problem }
    guard method.isToken else { throw .requestLine }
    let method = HTTPMethod(rawValue: String(decoding: method, as: UTF8.self))
    let hosts = fields.all("host")
    guard let host = authority ?? hosts.first.map({ Array($0.utf8) }),
      hosts.allSatisfy({ host.elementsEqual($0.utf8) }), hosts.count <= 1,
      let (name, port) = AbsoluteURL.authority(host[...])
    else { throw .host }
    let scheme = String(decoding: scheme, as: UTF8.self)
    let target = Target(method == .connect ? host : path)
    guard method == .connect || scheme == "https" || scheme == "http",
      target.bytes.allSatisfy({ $0 > 32 && $0 != 127 }), target.form(for: method) != nil
    else { throw .target }
    let expectations = fields.all("expect")
    guard expectations.allSatisfy({ $0.lowercased() == "100-continue" }) else { throw .expectation }
    var headers = fields
    if hosts.isEmpty { headers.insert(HeaderField(nameBytes: Array("host".utf8), value: host), at: 0) }
    return Request(method, Origin(scheme: scheme, host: name, port: port), target, headers: headers, via: via)
  }
}
