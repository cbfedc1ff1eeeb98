extension Response {
  /// The same response with the bytes of its head made beforehand, for one that is sent often: what a server sends over a
  /// connection that goes on, to any method but HEAD. Whoever changes the copy drops them. Nothing is made where the
  /// body is a stream, or there is none.
  public func prepared() -> Response {
    guard case .bytes(let content) = body, interim.isEmpty, status >= 200, Response.hasBody(status: status, to: .get)
    else { return self }
    var bytes: [UInt8] = []
    let head = ResponseHead(status: status, reason: reason, headers: headers)
    // What cannot be written is found out again when it is sent.
    do { try head.write(to: &bytes, framing: .length(content.count)) } catch { return self }
    var copy = self
    copy.wireHead = bytes
    return copy
  }
}
