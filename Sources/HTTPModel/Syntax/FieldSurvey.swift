/// What one look over a request's fields finds: most requests need no second one.
package struct FieldSurvey {
  /// Of the only `Host`.
  package private(set) var host: ArraySlice<UInt8>?
  /// Whether a field says how the body is framed.
  package private(set) var saysFraming = false
  package private(set) var saysConnection = false
  package private(set) var saysExpectation = false

  /// None in HTTP/1.1 and more than one `Host` are refused (RFC 9112 section 3.2).
  package init(of head: RequestHead) throws(MessageError) {
    let fields = head.headers
    var hosts = 0
    var index = 0
    while index < fields.spans.count {
      let span = fields.spans[index]
      switch span.name.count {
      case 4 where fields.isSpelled(span, "host"):
        hosts += 1
        host = fields.bytes[span.value]
      case 6 where fields.isSpelled(span, "expect"): saysExpectation = true
      case 10 where fields.isSpelled(span, "connection"): saysConnection = true
      case 14 where fields.isSpelled(span, "content-length"): saysFraming = true
      case 17 where fields.isSpelled(span, "transfer-encoding"): saysFraming = true
      default: break
      }
      index += 1
    }
    if hosts > 1 || hosts == 0 && head.version == .http11 { throw .host }
  }
}
