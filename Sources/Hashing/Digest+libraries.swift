import COpenSSL

extension Digest {
  /// `OpenSSL 3.0.17`, as linked at run time.
  public static var libraryVersions: [String] {
    guard let version = OpenSSL_version(OPENSSL_VERSION_STRING) else { return [] }
    return ["OpenSSL \(String(cString: version))"]
  }
}
