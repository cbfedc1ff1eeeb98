import COpenSSL

/// One TLS connection without its socket: what came goes in, what must be sent comes out.
struct TLSSession: ~Copyable {
  enum Handshake: Equatable {
    case done(TLSContext.InnerProtocol)
    case needsMore
    case failed(TLSFailure)
  }

  enum Reading: Equatable {
    /// So many bytes are in the context's scratch.
    case bytes(Int)
    case needsMore
    /// The client said that nothing follows.
    case end
    case failed
  }

  private let ssl: OpaquePointer
  // They belong to `ssl`.
  private let incoming: OpaquePointer, outgoing: OpaquePointer
  private let choice: CertificateChoice

  /// `host` is whom a client means that names nobody. Nil where OpenSSL has no memory.
  init?(_ context: TLSContext, host: String) {
    guard let ssl = SSL_new(context.pointer) else { return nil }
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(ssl)
      return nil
    }
    choice = CertificateChoice(context, host: host)
    (self.ssl, self.incoming, self.outgoing) = (ssl, incoming, outgoing)
    SSL_set_bio(ssl, incoming, outgoing)
    SSL_set_accept_state(ssl)
    SSL_set_cert_cb(
      ssl,
      { ssl, choice in
        guard let ssl, let choice else { return 0 }
        return Unmanaged<CertificateChoice>.fromOpaque(choice).takeUnretainedValue().choose(ssl) ? 1 : 0
      }, Unmanaged.passUnretained(choice).toOpaque())
  }

  deinit { SSL_free(ssl) }

  /// Whether something that came was not read yet.
  var hasPending: Bool { SSL_has_pending(ssl) == 1 || BIO_ctrl_pending(incoming) > 0 }

  /// Bytes came from the client.
  mutating func take(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    BIO_write(incoming, bytes.baseAddress, Int32(bytes.count))
  }

  /// Goes on as far as what came leads.
  mutating func handshake() -> Handshake {
    ERR_clear_error()
    let result = SSL_do_handshake(ssl)
    if result == 1 { return .done(selected) }
    if SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ { return .needsMore }
    let failure = TLSFailure.fromQueue()
    return .failed(choice.failure ?? failure)
  }

  /// Decrypts at most a record.
  mutating func read() -> Reading {
    ERR_clear_error()
    let scratch = choice.context.scratch
    let count = SSL_read(ssl, scratch.baseAddress, Int32(scratch.count))
    if count > 0 { return .bytes(Int(count)) }
    switch SSL_get_error(ssl, count) {
    case SSL_ERROR_WANT_READ: return .needsMore
    case SSL_ERROR_ZERO_RETURN: return .end
    default:
      ERR_clear_error()
      return .failed
    }
  }

  /// False where the connection has failed before.
  mutating func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if bytes.isEmpty { return true }
    ERR_clear_error()
    return SSL_write(ssl, bytes.baseAddress, Int32(bytes.count)) == bytes.count
  }

  /// Says to the client that nothing follows. Harmless when called twice, or after a failure.
  mutating func endWriting() {
    ERR_clear_error()
    if SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN == 0, SSL_is_init_finished(ssl) == 1 { SSL_shutdown(ssl) }
    ERR_clear_error()
  }

  /// What must be sent, taken away.
  mutating func takeOutput() -> [UInt8] {
    let count = BIO_ctrl_pending(outgoing)
    if count == 0 { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, Int(BIO_read(outgoing, buffer.baseAddress, Int32(count))))
    }
  }

  /// A client that speaks no ALPN means HTTP/1.1.
  private var selected: TLSContext.InnerProtocol {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &count)
    let bytes = UnsafeBufferPointer(start: name, count: Int(count))
    return TLSContext.InnerProtocol(rawValue: String(decoding: bytes, as: UTF8.self)) ?? .http11
  }
}

/// Which certificate a client gets: that of the name it asks for (SNI).
private final class CertificateChoice {
  let context: TLSContext
  private let host: String
  /// Why there is none.
  private(set) var failure: TLSFailure?

  init(_ context: TLSContext, host: String) {
    self.context = context
    self.host = host
  }

  func choose(_ ssl: OpaquePointer) -> Bool {
    let name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name).map { String(cString: $0).lowercased() } ?? host
    do {
      if try context.certificate(for: name).use(in: ssl) { return true }
      failure = .noCertificate(name: name, reason: "its key does not belong to it")
    } catch let known as TLSFailure {
      failure = known
    } catch {
      failure = .noCertificate(name: name, reason: "\(error)")
    }
    return false
  }
}
