import COpenSSL

/// The owner of a private key in memory, which is overwritten when it goes.
struct PrivateKey: ~Copyable {
  let pointer: OpaquePointer

  /// A new key on P-256. Its randomness is OpenSSL's own.
  init() throws(CertificateError) {
    guard let pointer = tapedeck_generate_ec_key("P-256") else { throw .openSSL("make a key") }
    self.pointer = pointer
  }

  /// Reads PKCS #8.
  init?(der: [UInt8]) {
    let pointer = der.withUnsafeBufferPointer { bytes in
      var place = bytes.baseAddress
      return d2i_AutoPrivateKey(nil, &place, bytes.count)
    }
    guard let pointer else {
      ERR_clear_error()
      return nil
    }
    self.pointer = pointer
  }

  deinit { EVP_PKEY_free(pointer) }

  /// PKCS #8.
  func der() throws(CertificateError) -> [UInt8] {
    guard let info = EVP_PKEY2PKCS8(pointer) else { throw .openSSL("encode a key") }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    return try DER.bytes("encode a key") { i2d_PKCS8_PRIV_KEY_INFO(info, &$0) }
  }
}

/// What OpenSSL writes in two steps: the length, then the bytes.
enum DER {
  static func bytes(
    _ operation: String, _ encode: (inout UnsafeMutablePointer<UInt8>?) -> Int32
  ) throws(CertificateError) -> [UInt8] {
    var place: UnsafeMutablePointer<UInt8>?
    let length = encode(&place)
    guard length > 0 else { throw .openSSL(operation) }
    // It may be a key.
    defer { CRYPTO_clear_free(place, Int(length), "", 0) }
    return Array(UnsafeBufferPointer(start: place, count: Int(length)))
  }
}
