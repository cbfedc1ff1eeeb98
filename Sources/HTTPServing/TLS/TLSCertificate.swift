import COpenSSL

/// An identity as OpenSSL holds it, made once for all connections that show it.
final class TLSCertificate {
  let identity: TLSIdentity
  private let key: OpaquePointer
  /// The server's own first. Never empty.
  private let chain: [OpaquePointer]

  /// Nil where the bytes are no key and certificates.
  init?(_ identity: TLSIdentity) {
    self.identity = identity
    let key = identity.privateKey.withUnsafeBufferPointer { bytes in
      var place = bytes.baseAddress
      return d2i_AutoPrivateKey(nil, &place, bytes.count)
    }
    let chain = identity.chain.compactMap { certificate in
      certificate.withUnsafeBufferPointer { bytes in
        var place = bytes.baseAddress
        return d2i_X509(nil, &place, bytes.count)
      }
    }
    guard let key, !chain.isEmpty, chain.count == identity.chain.count else {
      EVP_PKEY_free(key)
      for certificate in chain { X509_free(certificate) }
      return nil
    }
    (self.key, self.chain) = (key, chain)
  }

  deinit {
    EVP_PKEY_free(key)
    for certificate in chain { X509_free(certificate) }
  }

  /// False where key and certificate do not belong together.
  func use(in ssl: OpaquePointer) -> Bool {
    guard SSL_use_certificate(ssl, chain[0]) == 1, SSL_use_PrivateKey(ssl, key) == 1 else { return false }
    return chain.dropFirst().allSatisfy {
      SSL_ctrl(ssl, SSL_CTRL_CHAIN_CERT, 1, UnsafeMutableRawPointer($0)) == 1
    }
  }
}
