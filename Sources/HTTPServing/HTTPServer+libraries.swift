import CNghttp2

extension HTTPServer {
  /// `nghttp2 1.52.0`, as linked at run time. OpenSSL's version is told by the target `Hashing`.
  public static var libraryVersions: [String] {
    guard let info = nghttp2_version(0), let version = info.pointee.version_str else { return [] }
    return ["nghttp2 \(String(cString: version))"]
  }
}
