import COpenSSL

/// Why no TLS was spoken with a client.
public enum TLSFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The client does not take the certificate, most likely because it does not trust the root. `alert` in OpenSSL's words:
  /// `unknown CA`.
  case certificateRefused(alert: String)
  /// The client gave up for another reason.
  case alert(String)
  /// There is no certificate for the name that the client asked for.
  case noCertificate(name: String, reason: String)
  /// The client went away before the end of the handshake. Some do so when they refuse a certificate.
  case closed
  /// The handshake was not done in time.
  case timedOut
  /// What came is no TLS, or none that this server speaks. `reason` in OpenSSL's words.
  case `protocol`(reason: String)

  /// What the failed call left in this thread's queue of errors.
  static func fromQueue() -> TLSFailure {
    let code = ERR_peek_last_error()
    ERR_clear_error()
    // OpenSSL's reason of an alert that was received is its number and 1000.
    let number = ERR_GET_REASON(code) - 1000
    if ERR_GET_LIB(code) == ERR_LIB_SSL, (0...255).contains(number) {
      let name = SSL_alert_desc_string_long(number).map { String(cString: $0) } ?? "\(number)"
      return refusals.contains(number) ? .certificateRefused(alert: name) : .alert(name)
    }
    return .protocol(reason: ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason given")
  }

  /// bad_certificate to certificate_unknown, unknown_ca; decrypt_error is what a client says that trusts another root of
  /// the same name.
  private static let refusals: Set<Int32> = [42, 43, 44, 45, 46, 48, 51]

  public var description: String {
    switch self {
    case .certificateRefused(let alert): "the client refused the certificate (\(alert))"
    case .alert(let name): "the client gave up (\(name))"
    case .noCertificate(let name, let reason): "there is no certificate for \(name): \(reason)"
    case .closed: "the client went away during the handshake"
    case .timedOut: "the handshake took too long"
    case .protocol(let reason): "the client does not speak TLS that can be understood (\(reason))"
    }
  }
}
