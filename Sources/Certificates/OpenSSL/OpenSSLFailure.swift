import COpenSSL

extension CertificateError {
  /// What OpenSSL says of its last failure on this thread.
  static func openSSL(_ operation: String) -> CertificateError {
    var text = [CChar](repeating: 0, count: 256)
    let code = ERR_peek_last_error()
    ERR_clear_error()
    ERR_error_string_n(code, &text, text.count)
    let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return .openSSL(operation: operation, reason: code == 0 ? "no reason given" : reason)
  }

  static func check(_ result: Int32, _ operation: String) throws(CertificateError) {
    if result <= 0 { throw .openSSL(operation) }
  }
}
