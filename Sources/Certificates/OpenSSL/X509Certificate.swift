import COpenSSL
import Clocks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The owner of a certificate in memory.
struct X509Certificate: ~Copyable {
  let pointer: OpaquePointer

  /// An empty one.
  init() throws(CertificateError) {
    guard let pointer = X509_new() else { throw .openSSL("make a certificate") }
    self.pointer = pointer
  }

  init?(der: [UInt8]) {
    let pointer = der.withUnsafeBufferPointer { bytes in
      var place = bytes.baseAddress
      return d2i_X509(nil, &place, bytes.count)
    }
    guard let pointer else {
      ERR_clear_error()
      return nil
    }
    self.pointer = pointer
  }

  deinit { X509_free(pointer) }

  func der() throws(CertificateError) -> [UInt8] {
    try DER.bytes("encode a certificate") { i2d_X509(pointer, &$0) }
  }

  /// Whether `key` made its signature, or whatever holds the key that belongs to the certificate `signer`.
  func isSigned(by signer: borrowing X509Certificate) -> Bool {
    defer { ERR_clear_error() }
    return X509_verify(pointer, X509_get0_pubkey(signer.pointer)) == 1
  }

  func belongs(to key: borrowing PrivateKey) -> Bool {
    defer { ERR_clear_error() }
    return X509_check_private_key(pointer, key.pointer) == 1
  }

  /// From when to when it is valid; nil where it does not say so in a way that can be read.
  var validity: ClosedRange<Instant>? {
    guard let from = X509Certificate.instant(X509_get0_notBefore(pointer)),
      let to = X509Certificate.instant(X509_get0_notAfter(pointer)), from <= to
    else { return nil }
    return from...to
  }

  /// The DNS names that its name constraints permit; nil where it has none, or permits anything else.
  var permittedHosts: [HostName]? {
    guard let found = X509_get_ext_d2i(pointer, NID_name_constraints, nil, nil) else { return nil }
    let constraints = found.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
    defer { NAME_CONSTRAINTS_free(constraints) }
    guard let permitted = constraints.pointee.permittedSubtrees else { return nil }
    var names: [HostName] = []
    for index in 0..<OPENSSL_sk_num(permitted) {
      let subtree = OPENSSL_sk_value(permitted, index)?.assumingMemoryBound(to: GENERAL_SUBTREE.self)
      var kind: Int32 = 0
      guard let value = GENERAL_NAME_get0_value(subtree?.pointee.base, &kind), kind == GEN_DNS else { return nil }
      let text = value.assumingMemoryBound(to: ASN1_STRING.self)
      let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text)))
      guard let name = HostName(String(decoding: bytes, as: UTF8.self)) else { return nil }
      names.append(name)
    }
    return names
  }

  private static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    var fields = tm()
    guard ASN1_TIME_to_tm(time, &fields) == 1 else { return nil }
    return Instant(since1970: .seconds(timegm(&fields)))
  }
}
