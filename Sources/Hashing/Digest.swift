import COpenSSL

/// A hash function over bytes. MD5 and SHA-1 are here because others' formats use them; they protect nothing.
public enum Digest: String, CaseIterable, Sendable {
  case md5, sha1, sha256, sha384, sha512

  /// The length of the hash, in bytes.
  public var length: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// The hash of the bytes.
  public func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.withContiguousStorageIfAvailable { hash($0) } ?? Array(bytes).withUnsafeBufferPointer { hash($0) }
  }

  /// The hash of the bytes, in lower-case hexadecimal.
  public func hex(_ bytes: some Sequence<UInt8>) -> String { Hexadecimal.encode(hash(bytes)) }

  private func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: length) { output, count in
      let made = EVP_Digest(bytes.baseAddress, bytes.count, output.baseAddress, nil, algorithm, nil)
      precondition(made == 1, "OpenSSL on this machine refuses \(rawValue)")
      count = length
    }
  }

  var algorithm: OpaquePointer? {
    switch self {
    case .md5: EVP_md5()
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }
}
