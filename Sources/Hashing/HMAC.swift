import COpenSSL

/// Keyed hashes (RFC 2104).
public enum HMAC {
  /// 32 bytes. The key may have any length, none included.
  public static func sha256(key: some Sequence<UInt8>, message: some Sequence<UInt8>) -> [UInt8] {
    // A pointer to an empty array may be nil, which OpenSSL takes for "the key of before": a zero byte has an address,
    // and keys are padded with zeros anyway.
    let key = Array(key) + [0]
    let message = Array(message) + [0]
    return [UInt8](unsafeUninitializedCapacity: Digest.sha256.length) { output, count in
      let made = COpenSSL.HMAC(
        Digest.sha256.algorithm, key, Int32(key.count - 1), message, message.count - 1, output.baseAddress, nil)
      precondition(made != nil, "OpenSSL on this machine refuses HMAC with SHA-256")
      count = Digest.sha256.length
    }
  }
}
