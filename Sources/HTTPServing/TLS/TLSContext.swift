import COpenSSL

/// What all TLS connections of a server share. Only on the loop's thread.
final class TLSContext {
  /// What is spoken inside TLS, as ALPN names it; what is preferred comes first.
  enum InnerProtocol: String, CaseIterable { case http2 = "h2", http11 = "http/1.1" }

  /// Where all connections decrypt to; the bytes are gone when another one reads.
  let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 64)
  let pointer: OpaquePointer
  private let identity: (_ host: String) throws -> TLSIdentity
  private let protocols: [InnerProtocol]
  private var certificates: [String: TLSCertificate] = [:]

  /// `identity` says what is shown to those who ask for a host. A client gets the first of `protocols` that it speaks.
  /// Nil where OpenSSL has no memory.
  init?(
    _ protocols: [InnerProtocol] = InnerProtocol.allCases, identity: @escaping (_ host: String) throws -> TLSIdentity
  ) {
    guard let pointer = SSL_CTX_new(TLS_server_method()) else { return nil }
    self.pointer = pointer
    self.identity = identity
    self.protocols = protocols
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
    SSL_CTX_set_options(pointer, tapedeck_no_renegotiation | tapedeck_no_compression | tapedeck_no_tickets)
    // A session belongs to a name. Whoever comes again shakes hands again.
    SSL_CTX_ctrl(pointer, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
    SSL_CTX_set_num_tickets(pointer, 0)
    SSL_CTX_ctrl(pointer, SSL_CTRL_MODE, Int(SSL_MODE_RELEASE_BUFFERS), nil)
    SSL_CTX_set_alpn_select_cb(
      pointer,
      { _, out, outCount, offered, count, context in
        guard let out, let outCount, let offered, let context else { return SSL_TLSEXT_ERR_NOACK }
        // Connections hold their context.
        let protocols = Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue().protocols
        let all = UnsafeBufferPointer(start: offered, count: Int(count))
        guard let chosen = TLSContext.choose(protocols, all) else {
          return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        out.pointee = chosen.baseAddress
        outCount.pointee = UInt8(chosen.count)
        return SSL_TLSEXT_ERR_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    scratch.deallocate()
    SSL_CTX_free(pointer)
  }

  /// The certificate for a name. A new identity replaces the one that is kept.
  func certificate(for name: String) throws -> TLSCertificate {
    let identity = try identity(name)
    if let kept = certificates[name], kept.identity == identity { return kept }
    guard let made = TLSCertificate(identity) else {
      ERR_clear_error()
      throw TLSFailure.noCertificate(name: name, reason: "what was given for it cannot be read")
    }
    certificates[name] = made
    return made
  }

  /// The first of our protocols that is in the client's list: each name with a byte before that says its length.
  private static func choose(
    _ protocols: [InnerProtocol], _ offered: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8>? {
    for wanted in protocols {
      var rest = offered[...]
      while let length = rest.popFirst(), rest.count >= Int(length) {
        let name = rest.prefix(Int(length))
        if name.elementsEqual(wanted.rawValue.utf8) { return UnsafeBufferPointer(rebasing: name) }
        rest = rest.dropFirst(Int(length))
      }
    }
    return nil
  }
}
