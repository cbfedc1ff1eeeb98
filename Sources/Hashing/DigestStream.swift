import COpenSSL

/// A hash over bytes that come in pieces.
public struct DigestStream: ~Copyable {
  private let context: OpaquePointer
  private let digest: Digest

  public init(_ digest: Digest) {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, digest.algorithm, nil) == 1 else {
      preconditionFailure("OpenSSL on this machine refuses \(digest.rawValue)")
    }
    self.context = context
    self.digest = digest
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func add(_ bytes: [UInt8]) {
    let added = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    precondition(added == 1, "OpenSSL on this machine refuses \(digest.rawValue)")
  }

  /// The hash of all that was added.
  public consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: digest.length) { output, count in
      let made = EVP_DigestFinal_ex(context, output.baseAddress, nil)
      precondition(made == 1, "OpenSSL on this machine refuses \(digest.rawValue)")
      count = digest.length
    }
  }
}
